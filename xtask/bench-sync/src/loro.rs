//! loro at its best.
//!
//! - One commit an action, and no times in them, as by default, so that loro joins what a
//!   device writes in a row: <https://docs.rs/loro/1.17.1/loro/struct.LoroDoc.html#method.commit>.
//! - Amounts are its counters: <https://docs.rs/loro/1.17.1/loro/struct.LoroCounter.html>.
//! - Both exports: all updates, and the snapshot, which it recommends for a new device and
//!   opens without reading it all: <https://loro.dev/docs/tutorial/encoding>.

use std::collections::HashMap;

use ::loro::{ExportMode, LoroCounter, LoroDoc, LoroMap, LoroValue};
use anyhow::{Context, Result, bail};

use crate::engine::{Engine, Export, Form, Merged};
use crate::trace::{Change, Contents, Plain, Thing, Trace};

/// loro.
pub const ENGINE: Engine = Engine {
    record,
    forms: &[
        Form {
            name: "loro, updates",
            merge: merge_updates,
        },
        Form {
            name: "loro, snapshot",
            merge: merge_snapshot,
        },
    ],
};

const AMOUNT: &str = "q";

#[derive(Default)]
struct Known {
    entities: HashMap<String, LoroMap>,
    counters: HashMap<String, LoroCounter>,
}

fn record(trace: &Trace) -> Result<Vec<Export>> {
    let document = LoroDoc::new();
    let mut known = Known::default();
    // The devices have all that came before whenever they write, so one document with
    // their names in turn has the history that three would have.
    let mut writing = None;
    for action in &trace.actions {
        if writing != Some(action.device) {
            document.set_peer_id(action.device as u64 + 1)?;
            writing = Some(action.device);
        }
        for change in &action.changes {
            write(&document, &mut known, change)?;
        }
        document.commit();
    }
    let updates = document.export(ExportMode::all_updates())?;
    let snapshot = document.export(ExportMode::Snapshot)?;
    Ok(vec![vec![updates], vec![snapshot]])
}

fn write(document: &LoroDoc, known: &mut Known, change: &Change) -> Result<()> {
    match change {
        Change::Put {
            entity_type,
            entity,
            fields,
        } => {
            let map = match known.entities.get(entity) {
                Some(map) => map.clone(),
                None => {
                    let root = document.get_map(entity_type.to_string());
                    let map = root.insert_container(entity, LoroMap::new())?;
                    known.entities.insert(entity.clone(), map.clone());
                    map
                }
            };
            for (field, value) in fields {
                map.insert(field, loro_value(value))?;
            }
        }
        Change::Add { lot, amount } => {
            let counter = match known.counters.get(lot) {
                Some(counter) => counter.clone(),
                None => {
                    let map = known.entities.get(lot).context("a lot has fields first")?;
                    let counter = map.insert_container(AMOUNT, LoroCounter::new())?;
                    known.counters.insert(lot.clone(), counter.clone());
                    counter
                }
            };
            counter.increment(*amount as f64)?;
        }
    }
    Ok(())
}

fn loro_value(value: &Plain) -> LoroValue {
    match value {
        Plain::Null => LoroValue::Null,
        Plain::Bool(value) => LoroValue::Bool(*value),
        Plain::Int(value) => LoroValue::I64(*value),
        Plain::Text(value) => LoroValue::from(value.as_str()),
        Plain::Bytes(value) => LoroValue::from(value.clone()),
    }
}

fn merge_updates(export: &Export) -> Result<Box<dyn Merged>> {
    let [bytes] = export.as_slice() else {
        bail!("one message");
    };
    let document = LoroDoc::new();
    document.import(bytes)?;
    Ok(Box::new(document))
}

fn merge_snapshot(export: &Export) -> Result<Box<dyn Merged>> {
    let [bytes] = export.as_slice() else {
        bail!("one message");
    };
    Ok(Box::new(LoroDoc::from_snapshot(bytes)?))
}

impl Merged for LoroDoc {
    fn contents(&self) -> Result<Contents> {
        let mut contents = Contents::new();
        for (_, entities) in map(&self.get_deep_value())? {
            for (entity, fields) in map(entities)? {
                contents.insert(entity.clone(), thing(fields)?);
            }
        }
        Ok(contents)
    }
}

fn map(value: &LoroValue) -> Result<impl Iterator<Item = (&String, &LoroValue)>> {
    match value {
        LoroValue::Map(map) => Ok(map.iter()),
        other => bail!("{other:?} is not a map"),
    }
}

fn thing(fields: &LoroValue) -> Result<Thing> {
    let mut thing = Thing::default();
    for (field, value) in map(fields)? {
        let value = match value {
            LoroValue::Double(value) => {
                thing.amount = *value as i64;
                continue;
            }
            LoroValue::Null => Plain::Null,
            LoroValue::Bool(value) => Plain::Bool(*value),
            LoroValue::I64(value) => Plain::Int(*value),
            LoroValue::String(value) => Plain::Text(value.to_string()),
            LoroValue::Binary(value) => Plain::Bytes(value.to_vec()),
            other => bail!("{other:?} was never written"),
        };
        thing.fields.insert(field.clone(), value);
    }
    Ok(thing)
}

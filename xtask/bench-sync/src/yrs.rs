//! yrs at its best.
//!
//! - One transaction an action: "it's preferred to batch as many updates as possible using
//!   the same transaction": <https://docs.rs/yrs/0.28.1/yrs/struct.TransactionMut.html>.
//! - The root types are defined up front, and devices exchange differences by state vector:
//!   <https://docs.rs/yrs/0.28.1/yrs/index.html>.
//! - It has no counter. A sum for each device, in the lot's own map, is one that only its
//!   device writes: the fewest items that merge right.
//! - Both encodings; the second is the smaller one:
//!   <https://docs.rs/yrs/0.28.1/yrs/trait.ReadTxn.html#method.encode_state_as_update_v2>.
//! - What was overwritten is collected, as by default.

use std::collections::HashMap;

use ::yrs::block::ClientID;
use ::yrs::updates::decoder::Decode;
use ::yrs::{
    Any, Doc, Map, MapPrelim, MapRef, Number, Options, Out, ReadTxn, StateVector, Transact,
    TransactionMut, Update,
};
use anyhow::{Context, Result, bail};

use crate::engine::{Engine, Export, Form, Merged};
use crate::trace::{Change, Contents, DEVICES, Plain, TYPES, Thing, Trace};

/// yrs.
pub const ENGINE: Engine = Engine {
    record,
    forms: &[
        Form {
            name: "yrs, update v1",
            merge: merge_v1,
        },
        Form {
            name: "yrs, update v2",
            merge: merge_v2,
        },
    ],
};

const AMOUNT: char = 'q';

/// One device's document.
struct Device {
    document: Doc,
    amount: String,
    roots: HashMap<u16, MapRef>,
    /// What it added to each lot so far.
    added: HashMap<String, i64>,
}

fn record(trace: &Trace) -> Result<Vec<Export>> {
    let mut devices: [Device; DEVICES] = std::array::from_fn(Device::new);
    let mut writing = 0;
    for action in &trace.actions {
        if action.device != writing {
            let update = devices[writing].news_for(&devices[action.device]);
            devices[action.device].take(&update)?;
            writing = action.device;
        }
        devices[writing].act(&action.changes)?;
    }
    let transaction = devices[writing].document.transact();
    let all = StateVector::default();
    let v1 = transaction.encode_state_as_update_v1(&all);
    let v2 = transaction.encode_state_as_update_v2(&all);
    Ok(vec![vec![v1], vec![v2]])
}

impl Device {
    fn new(number: usize) -> Self {
        let id = ClientID::new(number as u64 + 1);
        let document = Doc::with_options(Options::with_client_id(id));
        let root = |root: u16| (root, document.get_or_insert_map(root.to_string()));
        let roots = TYPES.map(root).into();
        Self {
            document,
            amount: format!("{AMOUNT}{number}"),
            roots,
            added: HashMap::new(),
        }
    }

    /// What this device has and the other has not.
    fn news_for(&self, other: &Self) -> Vec<u8> {
        let seen = other.document.transact().state_vector();
        self.document.transact().encode_diff_v1(&seen)
    }

    fn take(&self, update: &[u8]) -> Result<()> {
        let update = Update::decode_v1(update)?;
        Ok(self.document.transact_mut().apply_update(update)?)
    }

    fn act(&mut self, changes: &[Change]) -> Result<()> {
        let document = self.document.clone();
        let mut transaction = document.transact_mut();
        for change in changes {
            self.write(&mut transaction, change)?;
        }
        Ok(())
    }

    fn write(&mut self, transaction: &mut TransactionMut<'_>, change: &Change) -> Result<()> {
        match change {
            Change::Put {
                entity_type,
                entity,
                fields,
            } => {
                let root = self.roots.get(entity_type).context("a root")?;
                let map = match root.get(transaction, entity) {
                    Some(Out::YMap(map)) => map,
                    _ => root.insert(transaction, entity.as_str(), MapPrelim::default()),
                };
                for (field, value) in fields {
                    map.insert(transaction, field.as_str(), any(value));
                }
            }
            Change::Add { lot, amount } => {
                let lots = &self.roots[&pantry::op::entity::LOT.0];
                let Some(Out::YMap(map)) = lots.get(transaction, lot) else {
                    bail!("a lot has fields first");
                };
                let sum = self.added.entry(lot.clone()).or_default();
                *sum += amount;
                map.insert(transaction, self.amount.as_str(), Any::from(*sum));
            }
        }
        Ok(())
    }
}

fn any(value: &Plain) -> Any {
    match value {
        Plain::Null => Any::Null,
        Plain::Bool(value) => Any::Bool(*value),
        Plain::Int(value) => Any::from(*value),
        Plain::Text(value) => Any::from(value.as_str()),
        Plain::Bytes(value) => Any::from(value.as_slice()),
    }
}

fn merge_v1(export: &Export) -> Result<Box<dyn Merged>> {
    let [bytes] = export.as_slice() else {
        bail!("one message");
    };
    merge(Update::decode_v1(bytes)?)
}

fn merge_v2(export: &Export) -> Result<Box<dyn Merged>> {
    let [bytes] = export.as_slice() else {
        bail!("one message");
    };
    merge(Update::decode_v2(bytes)?)
}

fn merge(update: Update) -> Result<Box<dyn Merged>> {
    let device = Device::new(DEVICES);
    device.document.transact_mut().apply_update(update)?;
    Ok(Box::new(device))
}

impl Merged for Device {
    fn contents(&self) -> Result<Contents> {
        let transaction = self.document.transact();
        let mut contents = Contents::new();
        for root in self.roots.values() {
            for (entity, fields) in root.iter(&transaction) {
                let Out::YMap(fields) = fields else {
                    bail!("an entity is a map");
                };
                contents.insert(entity.to_string(), thing(&fields, &transaction)?);
            }
        }
        Ok(contents)
    }
}

fn thing(fields: &MapRef, transaction: &impl ReadTxn) -> Result<Thing> {
    let mut thing = Thing::default();
    for (field, value) in fields.iter(transaction) {
        let value = match value {
            Out::Any(Any::Number(Number::Int(value))) if field.starts_with(AMOUNT) => {
                thing.amount += value;
                continue;
            }
            Out::Any(Any::Null) => Plain::Null,
            Out::Any(Any::Bool(value)) => Plain::Bool(value),
            Out::Any(Any::Number(Number::Int(value))) => Plain::Int(value),
            Out::Any(Any::String(value)) => Plain::Text(value.to_string()),
            Out::Any(Any::Buffer(value)) => Plain::Bytes(value.to_vec()),
            other => bail!("{other:?} was never written"),
        };
        thing.fields.insert(field.to_string(), value);
    }
    Ok(thing)
}

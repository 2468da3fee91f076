//! automerge at its best.
//!
//! - One transaction an action, with everything that it changes:
//!   <https://automerge.org/docs/cookbook/modeling-data>.
//! - Amounts are its counters; objects are addressed by ids that are kept, not looked up:
//!   <https://docs.rs/automerge/0.12.0/automerge/transaction/trait.Transactable.html>.
//! - `save` and `load`: the compressed columns of the whole history, which its page calls the
//!   compact form: <https://docs.rs/automerge/0.12.0/automerge/struct.Automerge.html>. Read by
//!   `hydrate`, which goes over the columns once.
//! - No times in its commits: they are optional, and would only be more bytes.

use std::collections::{HashMap, HashSet};

use ::automerge::hydrate::{Map, Value};
use ::automerge::transaction::{Transactable, Transaction};
use ::automerge::{ActorId, Automerge, ObjId, ObjType, ROOT, ScalarValue};
use anyhow::{Context, Result, bail};

use crate::engine::{Engine, Export, Form, Merged};
use crate::trace::{Change, Contents, Plain, TYPES, Thing, Trace};

/// automerge.
pub const ENGINE: Engine = Engine {
    record,
    forms: &[Form {
        name: "automerge, save",
        merge,
    }],
};

const AMOUNT: &str = "q";

#[derive(Default)]
struct Known {
    roots: HashMap<u16, ObjId>,
    entities: HashMap<String, ObjId>,
    counted: HashSet<String>,
}

fn record(trace: &Trace) -> Result<Vec<Export>> {
    let mut document = Automerge::new();
    let mut known = Known::default();
    document.set_actor(actor(0));
    let mut transaction = document.transaction();
    for root in TYPES {
        let id = transaction.put_object(ROOT, root.to_string(), ObjType::Map)?;
        known.roots.insert(root, id);
    }
    transaction.commit();
    // The devices have all that came before whenever they write, so one document with
    // their names in turn has the history that three would have.
    for action in &trace.actions {
        document.set_actor(actor(action.device));
        let mut transaction = document.transaction();
        for change in &action.changes {
            write(&mut transaction, &mut known, change)?;
        }
        transaction.commit();
    }
    Ok(vec![vec![document.save()]])
}

fn actor(device: usize) -> ActorId {
    ActorId::from([device as u8 + 1; 8])
}

fn write(transaction: &mut Transaction<'_>, known: &mut Known, change: &Change) -> Result<()> {
    match change {
        Change::Put {
            entity_type,
            entity,
            fields,
        } => {
            let id = match known.entities.get(entity) {
                Some(id) => id.clone(),
                None => {
                    let root = known.roots.get(entity_type).context("a root")?;
                    let id = transaction.put_object(root, entity.as_str(), ObjType::Map)?;
                    known.entities.insert(entity.clone(), id.clone());
                    id
                }
            };
            for (field, value) in fields {
                transaction.put(&id, field.as_str(), scalar(value))?;
            }
        }
        Change::Add { lot, amount } => {
            let id = known.entities.get(lot).context("a lot has fields first")?;
            if known.counted.insert(lot.clone()) {
                transaction.put(id, AMOUNT, ScalarValue::counter(*amount))?;
            } else {
                transaction.increment(id, AMOUNT, *amount)?;
            }
        }
    }
    Ok(())
}

fn scalar(value: &Plain) -> ScalarValue {
    match value {
        Plain::Null => ScalarValue::Null,
        Plain::Bool(value) => ScalarValue::Boolean(*value),
        Plain::Int(value) => ScalarValue::Int(*value),
        Plain::Text(value) => ScalarValue::Str(value.as_str().into()),
        Plain::Bytes(value) => ScalarValue::Bytes(value.clone()),
    }
}

fn merge(export: &Export) -> Result<Box<dyn Merged>> {
    let [bytes] = export.as_slice() else {
        bail!("one message");
    };
    Ok(Box::new(Automerge::load(bytes)?))
}

impl Merged for Automerge {
    fn contents(&self) -> Result<Contents> {
        let Value::Map(root) = self.hydrate(None) else {
            bail!("the root is a map");
        };
        let mut contents = Contents::new();
        for (_, entities) in root.iter() {
            for (entity, fields) in map(&entities.value)?.iter() {
                contents.insert(entity.clone(), thing(map(&fields.value)?)?);
            }
        }
        Ok(contents)
    }
}

fn map(value: &Value) -> Result<&Map> {
    match value {
        Value::Map(map) => Ok(map),
        other => bail!("{other:?} is not a map"),
    }
}

fn thing(fields: &Map) -> Result<Thing> {
    let mut thing = Thing::default();
    for (field, value) in fields.iter() {
        let value = match &value.value {
            Value::Scalar(ScalarValue::Counter(counter)) => {
                thing.amount = i64::from(counter);
                continue;
            }
            Value::Scalar(ScalarValue::Null) => Plain::Null,
            Value::Scalar(ScalarValue::Boolean(value)) => Plain::Bool(*value),
            Value::Scalar(ScalarValue::Int(value)) => Plain::Int(*value),
            Value::Scalar(ScalarValue::Str(value)) => Plain::Text(value.to_string()),
            Value::Scalar(ScalarValue::Bytes(value)) => Plain::Bytes(value.clone()),
            other => bail!("{other:?} was never written"),
        };
        thing.fields.insert(field.clone(), value);
    }
    Ok(thing)
}

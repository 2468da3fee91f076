//! Values and ids as a JSON-like document holds them.

use sync::{EntityId, Value};

/// A value that every engine can keep as one: set as a whole, or not at all.
#[derive(Clone, PartialEq, Debug)]
pub enum Plain {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Plain {
    /// A list, such as a date with its mark, is one short text: automerge has lists only as
    /// objects that merge by element, which costs more and is not what is meant.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::Text(value) => Self::Text(value.clone()),
            Value::Bytes(value) => Self::Bytes(value.clone()),
            Value::Id(value) => Self::Bytes(value.0.to_vec()),
            Value::Unknown(value) => Self::Bytes(value.as_bytes().to_vec()),
            Value::List(values) => Self::Text(listed(values)),
        }
    }
}

fn listed(values: &[Value]) -> String {
    let words = values.iter().map(|value| match Plain::of(value) {
        Plain::Null => String::new(),
        Plain::Bool(value) => u8::from(value).to_string(),
        Plain::Int(value) => value.to_string(),
        Plain::Text(value) => value,
        Plain::Bytes(value) => format!("{value:?}"),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// An entity's id as the key of a map: 22 letters, the shortest that is plain ASCII.
pub fn key(id: EntityId) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits = u128::from_be_bytes(id.0);
    let sixes = (0..22).map(|place| (bits >> (6 * (21 - place))) as usize & 63);
    sixes.map(|six| char::from(LETTERS[six])).collect()
}

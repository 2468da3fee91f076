//! The values that a field or a set can hold. There are no floats: what is
//! stored and synced is exact.

use crate::id::EntityId;

/// A value of a field, or a member of a set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Value {
    /// The field was emptied.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number: thousandths of a unit, minor units of money, days.
    Int(i64),
    /// Text of at most [`crate::codec::MAX_TEXT`] bytes.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A reference to an entity.
    Id(EntityId),
    /// Several values.
    List(Vec<Value>),
    /// A value of a later version, kept as it came.
    Unknown(UnknownValue),
}

impl Value {
    /// The number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(value) => Some(value),
            _ => None,
        }
    }

    /// The reference, if it is one.
    pub fn as_id(&self) -> Option<EntityId> {
        match self {
            Value::Id(value) => Some(*value),
            _ => None,
        }
    }

    /// Yes or no, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The bytes, if it is bytes.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Value::Bytes(value) => Some(value),
            _ => None,
        }
    }

    /// The values, if it is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(values) => Some(values),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<EntityId> for Value {
    fn from(value: EntityId) -> Self {
        Value::Id(value)
    }
}

/// One well-formed CBOR value that this version has no type for. Only the
/// codec makes one, so its bytes are always fit to be written again.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UnknownValue(pub(crate) Vec<u8>);

impl UnknownValue {
    /// The CBOR bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

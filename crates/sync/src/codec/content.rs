//! Bytes to what an op does: the content of each kind, and values.

use std::collections::BTreeMap;

use minicbor::Decoder;
use minicbor::data::Type;

use super::TAG_ID;
use super::part::{fixed, length, number, raw, replica_id, wrong};
use crate::error::Error;
use crate::op::{BlobRef, EntityId, Field, Kind, OpId, Scope, Target, TxnId};
use crate::op::{UndoState, UnknownValue, Value};

/// What an op does, from its kind's number, its field and its value.
pub(super) fn kind(code: u16, field: Option<Field>, value: Option<&[u8]>) -> Result<Kind, Error> {
    let field = || field.ok_or(Error::Missing { what: "field" });
    let value = || value.ok_or(Error::Missing { what: "value" });
    let from = |bytes| Decoder::new(bytes);
    Ok(match code {
        0 => Kind::Put(fields(&mut from(value()?))?),
        1 => add(&mut from(value()?))?,
        2 => reset(&mut from(value()?))?,
        3 => Kind::SetAdd {
            field: field()?,
            member: read_value(&mut from(value()?))?,
        },
        4 => Kind::SetRemove {
            field: field()?,
            dots: dots(&mut from(value()?))?,
        },
        5 => Kind::Delete,
        6 => undo(&mut from(value()?))?,
        7 => Kind::Blob {
            field: field()?,
            blob: blob(&mut from(value()?))?,
        },
        code => Kind::Unknown { code },
    })
}

fn fields(from: &mut Decoder<'_>) -> Result<BTreeMap<Field, Value>, Error> {
    let mut fields = BTreeMap::new();
    for _ in 0..length(from.map(), "fields")? {
        let field = Field(from.u16().map_err(wrong("field"))?);
        fields.insert(field, read_value(from)?);
    }
    Ok(fields)
}

fn add(from: &mut Decoder<'_>) -> Result<Kind, Error> {
    at_least(3, from, "add")?;
    Ok(Kind::Add {
        scope: scope(from)?,
        amount: from.i64().map_err(wrong("amount"))?,
        reason: from.u16().map_err(wrong("reason"))?,
    })
}

fn reset(from: &mut Decoder<'_>) -> Result<Kind, Error> {
    at_least(2, from, "reset")?;
    let scope = scope(from)?;
    let mut amounts = BTreeMap::new();
    for _ in 0..length(from.map(), "amounts")? {
        let entity = EntityId(fixed(from, "entity")?);
        amounts.insert(entity, from.i64().map_err(wrong("amount"))?);
    }
    Ok(Kind::Reset { scope, amounts })
}

fn dots(from: &mut Decoder<'_>) -> Result<Vec<OpId>, Error> {
    let mut dots = Vec::new();
    for _ in 0..length(from.array(), "adds")? {
        if length(from.array(), "add")? != 2 {
            return Err(Error::WrongForm { what: "add" });
        }
        dots.push(OpId {
            replica: replica_id(from)?,
            rseq: number(from, "op number")?,
        });
    }
    Ok(dots)
}

fn undo(from: &mut Decoder<'_>) -> Result<Kind, Error> {
    at_least(4, from, "undo")?;
    let what = from.u8().map_err(wrong("undo"))?;
    let replica = replica_id(from)?;
    let number = number(from, "op number")?;
    let target = match what {
        0 => Target::Op(OpId {
            replica,
            rseq: number,
        }),
        1 => Target::Txn(TxnId {
            replica,
            first: number,
        }),
        _ => return Err(Error::OutOfRange { what: "undo" }),
    };
    let to = match from.u8().map_err(wrong("undo"))? {
        0 => UndoState::Undone,
        1 => UndoState::Redone,
        _ => return Err(Error::OutOfRange { what: "undo" }),
    };
    Ok(Kind::Undo { target, to })
}

fn blob(from: &mut Decoder<'_>) -> Result<BlobRef, Error> {
    at_least(2, from, "blob")?;
    Ok(BlobRef {
        sha256: fixed(from, "blob")?,
        size: number(from, "size")?,
    })
}

fn read_value(from: &mut Decoder<'_>) -> Result<Value, Error> {
    let start = from.position();
    let known = known_value(from)?;
    if let Some(value) = known {
        return Ok(value);
    }
    from.set_position(start);
    Ok(Value::Unknown(UnknownValue(raw(from, "value")?.to_vec())))
}

/// `None` for a value of a type that this version does not have.
fn known_value(from: &mut Decoder<'_>) -> Result<Option<Value>, Error> {
    Ok(match from.datatype().map_err(wrong("value"))? {
        Type::Null => {
            from.null().map_err(wrong("value"))?;
            Some(Value::Null)
        }
        Type::Bool => Some(Value::Bool(from.bool().map_err(wrong("value"))?)),
        Type::String => Some(Value::Text(from.str().map_err(wrong("text"))?.to_owned())),
        Type::Bytes => Some(Value::Bytes(from.bytes().map_err(wrong("bytes"))?.to_vec())),
        Type::Array => {
            let count = length(from.array(), "list")?;
            let values = (0..count).map(|_| read_value(from));
            Some(Value::List(values.collect::<Result<_, _>>()?))
        }
        Type::Tag if from.tag().map_err(wrong("value"))?.as_u64() == TAG_ID => {
            let id = from.bytes().ok().and_then(|bytes| bytes.try_into().ok());
            id.map(|id| Value::Id(EntityId(id)))
        }
        Type::Tag => None,
        // Integers beyond 64 bits with a sign are well-formed, and unknown.
        _ => from.i64().ok().map(Value::Int),
    })
}

fn scope(from: &mut Decoder<'_>) -> Result<Scope, Error> {
    let bytes: [u8; 32] = fixed(from, "scope")?;
    let (mut of, mut at) = ([0; 16], [0; 16]);
    of.copy_from_slice(&bytes[..16]);
    at.copy_from_slice(&bytes[16..]);
    Ok(Scope {
        of: EntityId(of),
        at: EntityId(at),
    })
}

/// The start of an array that later versions may lengthen.
fn at_least(least: u64, from: &mut Decoder<'_>, what: &'static str) -> Result<(), Error> {
    match length(from.array(), what)? {
        count if count >= least => Ok(()),
        _ => Err(Error::WrongForm { what }),
    }
}

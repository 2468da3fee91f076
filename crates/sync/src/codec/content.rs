//! Bytes to what an op does: the content of each kind, and values. What this
//! version cannot read is no error, but unknown.

use std::collections::BTreeMap;

use minicbor::Decoder;
use minicbor::data::Type;

use super::TAG_ID;
use super::part::{fixed, length, number, raw, replica_id, wrong};
use crate::error::Error;
use crate::op::{BlobRef, EntityId, EntityType, Field, Kind, OpId, Scope, Target, TxnId};
use crate::op::{UndoState, UnknownValue, Value};

/// The kinds of this version are 0 to this one.
const LAST_KIND: u16 = 8;
/// An array of nothing.
const EMPTY: &[u8] = &[0x80];

/// The parts of a body that say what the op does, as they came.
#[derive(Default)]
pub(super) struct Raw<'a> {
    pub(super) entity_type: Option<&'a [u8]>,
    pub(super) entity: Option<&'a [u8]>,
    pub(super) field: Option<&'a [u8]>,
    pub(super) value: Option<&'a [u8]>,
    pub(super) refs: Option<&'a [u8]>,
}

/// What an op does.
pub(super) struct Content {
    pub(super) entity_type: EntityType,
    pub(super) entity: EntityId,
    pub(super) refs: Vec<EntityId>,
    pub(super) kind: Kind,
}

/// What an op of this kind does; nothing, if this version cannot read that.
///
/// It is an error only if a part is there that says nothing, since then the
/// same op would have two forms.
pub(super) fn read(code: u16, raw: &Raw<'_>) -> Result<Content, Error> {
    if code > LAST_KIND {
        return Ok(unknown(code));
    }
    check_form(code, raw)?;
    Ok(known(code, raw).unwrap_or_else(|_| unknown(code)))
}

fn unknown(code: u16) -> Content {
    Content {
        entity_type: EntityType(0),
        entity: EntityId::NIL,
        refs: Vec::new(),
        kind: Kind::Unknown { code },
    }
}

fn check_form(code: u16, raw: &Raw<'_>) -> Result<(), Error> {
    let has_field = matches!(code, 3 | 4 | 7);
    let what = match raw {
        Raw { field: Some(_), .. } if !has_field => "field",
        Raw { value: Some(_), .. } if code == 5 => "value",
        Raw {
            refs: Some(EMPTY), ..
        } => "references",
        _ => return Ok(()),
    };
    Err(Error::WrongForm { what })
}

fn known(code: u16, raw: &Raw<'_>) -> Result<Content, Error> {
    let entity_type = part(raw.entity_type, "entity type")?.u16();
    Ok(Content {
        entity_type: EntityType(entity_type.map_err(wrong("entity type"))?),
        entity: EntityId(fixed(&mut part(raw.entity, "entity")?, "entity")?),
        refs: raw.refs.map_or(Ok(Vec::new()), refs)?,
        kind: kind(code, raw)?,
    })
}

fn part<'a>(bytes: Option<&'a [u8]>, what: &'static str) -> Result<Decoder<'a>, Error> {
    bytes.map(Decoder::new).ok_or(Error::Missing { what })
}

fn refs(bytes: &[u8]) -> Result<Vec<EntityId>, Error> {
    let from = &mut Decoder::new(bytes);
    let count = length(from.array(), "references")?;
    (0..count)
        .map(|_| fixed(from, "reference").map(EntityId))
        .collect()
}

fn kind(code: u16, raw: &Raw<'_>) -> Result<Kind, Error> {
    let field = || {
        let number = part(raw.field, "field")?.u16();
        number.map(Field).map_err(wrong("field"))
    };
    let value = || part(raw.value, "value");
    Ok(match code {
        0 => Kind::Put(fields(&mut value()?)?),
        1 => add(&mut value()?)?,
        2 => reset(&mut value()?)?,
        3 => Kind::SetAdd {
            field: field()?,
            member: read_value(&mut value()?)?,
        },
        4 => Kind::SetRemove {
            field: field()?,
            dots: dots(&mut value()?)?,
        },
        5 => Kind::Delete,
        6 => undo(&mut value()?)?,
        7 => Kind::Blob {
            field: field()?,
            blob: blob(&mut value()?)?,
        },
        8 => observe(&mut value()?)?,
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

fn observe(from: &mut Decoder<'_>) -> Result<Kind, Error> {
    at_least(2, from, "observation")?;
    Ok(Kind::Observe {
        scope: scope(from)?,
        amount: from.i64().map_err(wrong("amount"))?,
    })
}

fn dots(from: &mut Decoder<'_>) -> Result<Vec<OpId>, Error> {
    let mut dots = Vec::new();
    for _ in 0..length(from.array(), "adds")? {
        let count = at_least(2, from, "add")?;
        dots.push(OpId {
            replica: replica_id(from)?,
            rseq: number(from, "op number")?,
        });
        for _ in 2..count {
            from.skip().map_err(wrong("add"))?;
        }
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

/// The start of an array that later versions may lengthen, and its length.
fn at_least(least: u64, from: &mut Decoder<'_>, what: &'static str) -> Result<u64, Error> {
    match length(from.array(), what)? {
        count if count >= least => Ok(count),
        _ => Err(Error::WrongForm { what }),
    }
}

//! Bytes to ops and batches. The bytes have passed `check`, so they are one
//! well-formed value; here it is only a question of what they mean.

use minicbor::Decoder;

use super::content;
use super::part::{fixed, in_range, length, number, raw, replica_id, wrong};
use super::{Batch, Header, HouseholdId, MAX_BATCH_OPS, MAX_OP, Stored};
use crate::digest::Chain;
use crate::error::Error;
use crate::hlc::Hlc;
use crate::op::{EntityId, EntityType, Field, Op, OpId, Txn};

/// An op's body.
pub(super) fn op(header: Header, body: &[u8]) -> Result<Stored, Error> {
    let parts = Parts::read(body)?;
    let id = OpId {
        replica: header.replica,
        rseq: in_range(header.rseq, "op number")?,
    };
    let first = parts.first.ok_or(Error::Missing {
        what: "transaction",
    })?;
    if first == 0 || first > id.rseq {
        let what = "transaction's first op";
        return Err(Error::OutOfRange { what });
    }
    let code = parts.kind.ok_or(Error::Missing { what: "kind" })?;
    let kind = content::kind(code, parts.field, parts.value)?;
    let what = "entity type";
    let entity_type = parts.entity_type.ok_or(Error::Missing { what })?;
    let op = Op {
        id,
        hlc: parts.hlc.ok_or(Error::Missing { what: "clock" })?,
        basis: in_range(parts.basis.unwrap_or(header.basis), "basis")?,
        txn: Txn {
            first,
            last: parts.last,
        },
        entity_type: EntityType(entity_type),
        entity: parts.entity.ok_or(Error::Missing { what: "entity" })?,
        refs: parts.refs,
        kind,
    };
    Ok(Stored {
        op,
        body: body.to_vec(),
        has_basis: parts.basis.is_some(),
    })
}

/// A batch.
pub(super) fn batch(bytes: &[u8]) -> Result<Batch, Error> {
    let mut household = None;
    let mut replica = None;
    let mut first_rseq = None;
    let mut schema = None;
    let mut basis = None;
    let mut bodies = None;
    let mut previous = None;
    let from = &mut Decoder::new(bytes);
    for _ in 0..length(from.map(), "batch")? {
        match from.u64().map_err(wrong("key"))? {
            1 => household = Some(HouseholdId(fixed(from, "household")?)),
            2 => replica = Some(replica_id(from)?),
            3 => first_rseq = Some(number(from, "op number")?),
            4 => schema = Some(from.u32().map_err(wrong("schema"))?),
            5 => basis = Some(number(from, "basis")?),
            6 => bodies = Some(raw_ops(from)?),
            7 => previous = Some(Chain(fixed(from, "chain")?)),
            _ => from.skip().map_err(wrong("batch"))?,
        }
    }
    let mut batch = Batch {
        household: household.ok_or(Error::Missing { what: "household" })?,
        replica: replica.ok_or(Error::Missing { what: "replica" })?,
        first_rseq: first_rseq.ok_or(Error::Missing { what: "op number" })?,
        schema: schema.ok_or(Error::Missing { what: "schema" })?,
        basis: basis.ok_or(Error::Missing { what: "basis" })?,
        previous: previous.ok_or(Error::Missing { what: "chain" })?,
        ops: Vec::new(),
    };
    for (rseq, body) in (batch.first_rseq..).zip(bodies.ok_or(Error::Missing { what: "ops" })?) {
        let header = Header {
            replica: batch.replica,
            rseq,
            basis: batch.basis,
        };
        batch.ops.push(op(header, body)?);
    }
    Ok(batch)
}

fn raw_ops<'a>(from: &mut Decoder<'a>) -> Result<Vec<&'a [u8]>, Error> {
    let count = length(from.array(), "ops")? as usize;
    if count > MAX_BATCH_OPS {
        return Err(Error::TooManyOps { count });
    }
    let mut ops = Vec::with_capacity(count);
    for _ in 0..count {
        let body = raw(from, "op")?;
        if body.len() > MAX_OP {
            return Err(Error::OpTooLarge { size: body.len() });
        }
        ops.push(body);
    }
    Ok(ops)
}

/// The parts of a body, as far as they are there.
#[derive(Default)]
struct Parts<'a> {
    hlc: Option<Hlc>,
    kind: Option<u16>,
    entity_type: Option<u16>,
    entity: Option<EntityId>,
    field: Option<Field>,
    value: Option<&'a [u8]>,
    first: Option<u64>,
    refs: Vec<EntityId>,
    basis: Option<u64>,
    last: bool,
}

impl<'a> Parts<'a> {
    fn read(body: &'a [u8]) -> Result<Self, Error> {
        let mut parts = Self::default();
        let from = &mut Decoder::new(body);
        for _ in 0..length(from.map(), "op")? {
            match from.u64().map_err(wrong("key"))? {
                1 => parts.hlc = Some(hlc(from)?),
                2 => parts.kind = Some(from.u16().map_err(wrong("kind"))?),
                3 => parts.entity_type = Some(from.u16().map_err(wrong("entity type"))?),
                4 => parts.entity = Some(EntityId(fixed(from, "entity")?)),
                5 => parts.field = Some(Field(from.u16().map_err(wrong("field"))?)),
                6 => parts.value = Some(raw(from, "value")?),
                7 => parts.first = Some(number(from, "transaction")?),
                8 => parts.refs = refs(from)?,
                9 => parts.basis = Some(number(from, "basis")?),
                10 => parts.last = from.bool().map_err(wrong("end of transaction"))?,
                _ => from.skip().map_err(wrong("op"))?,
            }
        }
        Ok(parts)
    }
}

fn refs(from: &mut Decoder<'_>) -> Result<Vec<EntityId>, Error> {
    let count = length(from.array(), "references")?;
    (0..count)
        .map(|_| fixed(from, "reference").map(EntityId))
        .collect()
}

fn hlc(from: &mut Decoder<'_>) -> Result<Hlc, Error> {
    let value = from.i64().map_err(wrong("clock"))?;
    Hlc::from_i64(value).ok_or(Error::OutOfRange { what: "clock" })
}

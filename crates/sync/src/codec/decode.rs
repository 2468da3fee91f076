//! Bytes to ops and batches. The bytes have passed `check`, so they are one
//! well-formed value; here it is only a question of what they mean.

use minicbor::Decoder;

use super::content::{self, Raw};
use super::encode;
use super::part::{check_first, fixed, hlc, in_range, length, number, raw, replica_id, wrong};
use super::{Batch, Epoch, HouseholdId, MAX_BATCH_OPS, Stored, Unreadable};
use crate::digest::{Chain, hash};
use crate::error::Error;
use crate::hlc::Hlc;
use crate::op::{Op, OpId, Txn};

/// An op's body.
pub(super) fn op(id: OpId, body: &[u8]) -> Result<Op, Error> {
    let parts = Parts::read(body)?;
    in_range(id.rseq, "op number")?;
    let what = "transaction";
    let first = parts.first.ok_or(Error::Missing { what })?;
    check_first(first, id.rseq)?;
    let code = parts.kind.ok_or(Error::Missing { what: "kind" })?;
    let content = content::read(code, &parts.content)?;
    let mut op = Op {
        id,
        hlc: parts.hlc.ok_or(Error::Missing { what: "clock" })?,
        basis: parts.basis.ok_or(Error::Missing { what: "basis" })?,
        txn: Txn {
            first,
            last: parts.last,
        },
        entity_type: content.entity_type,
        entity: content.entity,
        refs: content.refs,
        kind: content.kind,
        unread: None,
    };
    if encode::op(&op).as_deref() != Ok(body) {
        op.unread = Some(Box::new(hash(id, body)));
    }
    Ok(op)
}

/// A batch.
pub(super) fn batch(bytes: &[u8]) -> Result<Batch, Error> {
    let mut household = None;
    let mut replica = None;
    let mut first_rseq = None;
    let mut schema = None;
    let mut bodies = None;
    let mut previous = None;
    let mut epoch = None;
    let from = &mut Decoder::new(bytes);
    for _ in 0..length(from.map(), "batch")? {
        match from.u64().map_err(wrong("key"))? {
            1 => household = Some(HouseholdId(fixed(from, "household")?)),
            2 => replica = Some(replica_id(from)?),
            3 => first_rseq = Some(number(from, "op number")?),
            4 => schema = Some(from.u32().map_err(wrong("schema"))?),
            6 => bodies = Some(raw_ops(from)?),
            7 => previous = Some(Chain(fixed(from, "chain")?)),
            8 => epoch = Some(Epoch(fixed(from, "epoch")?)),
            _ => from.skip().map_err(wrong("batch"))?,
        }
    }
    let replica = replica.ok_or(Error::Missing { what: "replica" })?;
    let first_rseq = first_rseq.ok_or(Error::Missing { what: "op number" })?;
    let bodies = bodies.ok_or(Error::Missing { what: "ops" })?;
    let numbered = (first_rseq..).zip(bodies);
    let ops = numbered.map(|(rseq, body)| read(OpId { replica, rseq }, body));
    Ok(Batch {
        household: household.ok_or(Error::Missing { what: "household" })?,
        replica,
        first_rseq,
        schema: schema.ok_or(Error::Missing { what: "schema" })?,
        epoch,
        previous: previous.ok_or(Error::Missing { what: "chain" })?,
        ops: ops.collect(),
    })
}

fn read(id: OpId, body: &[u8]) -> Result<Stored, Unreadable> {
    Stored::open(id, body).map_err(|why| Unreadable {
        id,
        bytes: body.to_vec(),
        why,
    })
}

fn raw_ops<'a>(from: &mut Decoder<'a>) -> Result<Vec<&'a [u8]>, Error> {
    let count = length(from.array(), "ops")? as usize;
    if count > MAX_BATCH_OPS {
        return Err(Error::TooManyOps { count });
    }
    (0..count)
        .map(|_| from.bytes().map_err(wrong("op")))
        .collect()
}

/// The parts of a body, as far as they are there.
#[derive(Default)]
struct Parts<'a> {
    hlc: Option<Hlc>,
    kind: Option<u16>,
    first: Option<u64>,
    basis: Option<u64>,
    last: bool,
    /// What the op does, which may be of a later version.
    content: Raw<'a>,
}

impl<'a> Parts<'a> {
    fn read(body: &'a [u8]) -> Result<Self, Error> {
        let mut parts = Self::default();
        let content = &mut parts.content;
        let from = &mut Decoder::new(body);
        for _ in 0..length(from.map(), "op")? {
            match from.u64().map_err(wrong("key"))? {
                1 => parts.hlc = Some(hlc(from)?),
                2 => parts.kind = Some(from.u16().map_err(wrong("kind"))?),
                3 => content.entity_type = Some(raw(from, "entity type")?),
                4 => content.entity = Some(raw(from, "entity")?),
                5 => content.field = Some(raw(from, "field")?),
                6 => content.value = Some(raw(from, "value")?),
                7 => parts.first = Some(number(from, "transaction")?),
                8 => content.refs = Some(raw(from, "references")?),
                9 => parts.basis = Some(number(from, "basis")?),
                10 => parts.last = last(from)?,
                _ => from.skip().map_err(wrong("op"))?,
            }
        }
        Ok(parts)
    }
}

/// The key is left out of all ops but the last: there is no "false".
fn last(from: &mut Decoder<'_>) -> Result<bool, Error> {
    let what = "end of transaction";
    match from.bool().map_err(wrong(what))? {
        true => Ok(true),
        false => Err(Error::WrongForm { what }),
    }
}

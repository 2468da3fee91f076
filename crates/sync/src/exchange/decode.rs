//! Bytes to frames. The bytes have passed the codec's check of their form.

use minicbor::Decoder;
use minicbor::data::Type;

use super::{
    Accepted, Frame, Hello, MAX_PAGE_OPS, MAX_PART_OPS, Page, Part, Push, Refusal, Rejection, Row,
    SnapshotId, Welcome,
};
use crate::codec::part::{fixed, hlc, length, number, replica_id, wrong};
use crate::codec::{Batch, Epoch, HouseholdId, MAX_OP};
use crate::digest::{Chain, Digest};
use crate::error::Error;
use crate::op::{EntityId, OpId};

pub(super) fn frame(bytes: &[u8]) -> Result<Frame, Error> {
    let keys = Keys::read(bytes)?;
    Ok(match keys.code {
        1 => Frame::Hello(hello(&keys)?),
        2 => Frame::Push(Push {
            batch: Batch::decode(keys.must(1, "batch")?.bytes().map_err(wrong("batch"))?)?,
            limit: keys.may(2, |from| number(from, "limit"))?,
        }),
        3 => Frame::Pull {
            after: keys.number(1, "cursor")?,
            needs: keys.number(2, "needs")?,
        },
        4 => Frame::Fetch {
            of: keys.may(1, snapshot)?,
            part: keys.small(2, "part")?,
        },
        16 => Frame::Welcome(welcome(&keys)?),
        17 => Frame::Accepted(accepted(&keys)?),
        18 => Frame::Page(page(&keys)?),
        19 => Frame::Poke {
            head: keys.number(1, "head")?,
        },
        20 => Frame::Refused(refusal(&keys)?),
        21 => Frame::Part(part(&keys)?),
        _ => return Err(Error::UnknownFrame { code: keys.code }),
    })
}

/// Byte strings in a row, up to the end.
pub(super) fn strings(bytes: &[u8], most: usize) -> Result<Vec<&[u8]>, Error> {
    let from = &mut Decoder::new(bytes);
    let mut strings = Vec::new();
    while from.position() < bytes.len() {
        if strings.len() >= most {
            return Err(Error::OutOfRange {
                what: "number of frames",
            });
        }
        strings.push(from.bytes().map_err(wrong("frames"))?);
    }
    Ok(strings)
}

/// The values of a frame's map, each where it begins.
struct Keys<'a> {
    bytes: &'a [u8],
    code: u16,
    /// Where the value of each key from 1 to 15 begins.
    at: [Option<usize>; 16],
}

impl<'a> Keys<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut at = [None; 16];
        let from = &mut Decoder::new(bytes);
        for _ in 0..length(from.map(), "frame")? {
            let key = from.u64().map_err(wrong("key"))?;
            if let Some(place) = usize::try_from(key).ok().and_then(|key| at.get_mut(key)) {
                *place = Some(from.position());
            }
            from.skip().map_err(wrong("frame"))?;
        }
        let mut keys = Self { bytes, code: 0, at };
        keys.code = keys.must(0, "frame")?.u16().map_err(wrong("frame"))?;
        Ok(keys)
    }

    fn find(&self, key: usize) -> Option<Decoder<'a>> {
        let mut from = Decoder::new(self.bytes);
        from.set_position(self.at[key]?);
        Some(from)
    }

    fn must(&self, key: usize, what: &'static str) -> Result<Decoder<'a>, Error> {
        self.find(key).ok_or(Error::Missing { what })
    }

    fn may<T>(
        &self,
        key: usize,
        read: impl FnOnce(&mut Decoder<'a>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        self.find(key).map(|mut from| read(&mut from)).transpose()
    }

    fn number(&self, key: usize, what: &'static str) -> Result<u64, Error> {
        number(&mut self.must(key, what)?, what)
    }

    fn small(&self, key: usize, what: &'static str) -> Result<u32, Error> {
        self.must(key, what)?.u32().map_err(wrong(what))
    }

    fn fixed<const N: usize>(&self, key: usize, what: &'static str) -> Result<[u8; N], Error> {
        fixed(&mut self.must(key, what)?, what)
    }
}

fn hello(keys: &Keys<'_>) -> Result<Hello, Error> {
    Ok(Hello {
        protocol: keys.small(1, "protocol")?,
        schema: keys.small(2, "schema")?,
        household: HouseholdId(keys.fixed(3, "household")?),
        replica: replica_id(&mut keys.must(4, "replica")?)?,
        epoch: keys.may(5, |from| fixed(from, "epoch").map(Epoch))?,
        cursor: keys.number(6, "cursor")?,
        needs: keys.number(7, "needs")?,
    })
}

fn welcome(keys: &Keys<'_>) -> Result<Welcome, Error> {
    let ended = list(&mut keys.must(2, "epochs")?, "epochs", |from| {
        pair(from, "epochs")?;
        Ok((Epoch(fixed(from, "epoch")?), number(from, "cut")?))
    })?;
    Ok(Welcome {
        epoch: Epoch(keys.fixed(1, "epoch")?),
        ended,
        head: keys.number(3, "head")?,
        floor: keys.number(4, "floor")?,
        snapshot: keys.may(5, snapshot)?,
        next_rseq: keys.number(6, "op number")?,
        chain: Chain(keys.fixed(7, "chain")?),
        now_ms: now_ms(keys, 8)?,
    })
}

fn now_ms(keys: &Keys<'_>, key: usize) -> Result<i64, Error> {
    keys.must(key, "time")?.i64().map_err(wrong("time"))
}

fn snapshot(from: &mut Decoder<'_>) -> Result<SnapshotId, Error> {
    let what = "snapshot";
    pair(from, what)?;
    Ok(SnapshotId {
        at: number(from, what)?,
        floor: number(from, what)?,
    })
}

fn accepted(keys: &Keys<'_>) -> Result<Accepted, Error> {
    let rejected = list(&mut keys.must(2, "rejections")?, "rejections", |from| {
        pair(from, "rejections")?;
        let rseq = number(from, "op number")?;
        Ok((
            rseq,
            Rejection::from_code(from.u16().map_err(wrong("rejection"))?),
        ))
    })?;
    Ok(Accepted {
        next_rseq: keys.number(1, "op number")?,
        rejected,
        head: keys.number(3, "head")?,
    })
}

fn page(keys: &Keys<'_>) -> Result<Page, Error> {
    let after = keys.number(1, "cursor")?;
    let mut rows = Vec::new();
    let from = &mut keys.must(2, "ops")?;
    for _ in 0..length(from.array(), "ops")? {
        let next = after + 1 + rows.len() as u64;
        run(from, Some(next), MAX_PAGE_OPS, &mut rows)?;
    }
    Ok(Page {
        after,
        rows,
        head: keys.number(3, "head")?,
        digest: keys.may(4, |from| fixed(from, "digest").map(Digest::from_bytes))?,
    })
}

fn part(keys: &Keys<'_>) -> Result<Part, Error> {
    let mut rows = Vec::new();
    let from = &mut keys.must(4, "ops")?;
    for _ in 0..length(from.array(), "ops")? {
        run(from, None, MAX_PART_OPS, &mut rows)?;
    }
    let tombstones = list(&mut keys.must(5, "tombstones")?, "tombstones", |from| {
        pair(from, "tombstones")?;
        Ok((EntityId(fixed(from, "entity")?), number(from, "seq")?))
    })?;
    Ok(Part {
        of: snapshot(&mut keys.must(1, "snapshot")?)?,
        part: keys.small(2, "part")?,
        parts: keys.small(3, "parts")?,
        rows,
        tombstones,
        digest: Digest::from_bytes(keys.fixed(6, "digest")?),
    })
}

/// One run of an author's ops. Where `seq` is given the run does not say its own.
fn run(
    from: &mut Decoder<'_>,
    seq: Option<u64>,
    most: usize,
    rows: &mut Vec<Row>,
) -> Result<(), Error> {
    let parts = length(from.array(), "run")?;
    if parts < if seq.is_some() { 3 } else { 5 } {
        return Err(Error::WrongForm { what: "run" });
    }
    let replica = replica_id(from)?;
    let first = number(from, "op number")?;
    let start = rows.len();
    for position in 0..length(from.array(), "ops")? {
        let body = from.bytes().map_err(wrong("op"))?;
        if rows.len() >= most {
            return Err(Error::TooManyOps {
                count: rows.len() + 1,
            });
        }
        if body.len() > MAX_OP {
            return Err(Error::OpTooLarge { size: body.len() });
        }
        let rseq = first.saturating_add(position);
        rows.push(Row {
            seq: None,
            id: OpId { replica, rseq },
            body: body.to_vec(),
            limit: None,
        });
    }
    let limit = if parts > 3 { may_be_null(from)? } else { None };
    let own = if parts > 4 { may_be_null(from)? } else { None };
    for _ in 5..parts {
        from.skip().map_err(wrong("run"))?;
    }
    let what = "seq";
    let first = seq.or(own).ok_or(Error::Missing { what })?;
    for (position, row) in (0..).zip(&mut rows[start..]) {
        row.seq = Some(first.saturating_add(position));
        row.limit = limit;
    }
    Ok(())
}

fn may_be_null(from: &mut Decoder<'_>) -> Result<Option<u64>, Error> {
    let what = "run";
    if from.datatype().map_err(wrong(what))? == Type::Null {
        from.null().map_err(wrong(what))?;
        return Ok(None);
    }
    number(from, what).map(Some)
}

fn refusal(keys: &Keys<'_>) -> Result<Refusal, Error> {
    let code = keys.must(1, "refusal")?.u16().map_err(wrong("refusal"))?;
    Ok(match code {
        1 => Refusal::Expected {
            next_rseq: keys.number(2, "op number")?,
        },
        2 => Refusal::Fork,
        3 => Refusal::Skew {
            rseq: keys.number(2, "op number")?,
            now_ms: now_ms(keys, 3)?,
            hlc: hlc(&mut keys.must(4, "clock")?)?,
        },
        4 => Refusal::Behind {
            floor: keys.number(2, "floor")?,
        },
        5 => Refusal::Epoch,
        6 => Refusal::Upgrade {
            protocol: keys.small(2, "protocol")?,
        },
        7 => Refusal::Revoked,
        8 => Refusal::NoSnapshot,
        9 => Refusal::Busy {
            retry_ms: keys.small(2, "wait")?,
        },
        10 => Refusal::Malformed,
        _ => return Err(Error::UnknownFrame { code }),
    })
}

fn list<T>(
    from: &mut Decoder<'_>,
    what: &'static str,
    mut one: impl FnMut(&mut Decoder<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    (0..length(from.array(), what)?)
        .map(|_| one(from))
        .collect()
}

/// The head of a pair; later versions may add elements, but only to newer frames.
fn pair(from: &mut Decoder<'_>, what: &'static str) -> Result<(), Error> {
    match length(from.array(), what)? {
        2 => Ok(()),
        _ => Err(Error::WrongForm { what }),
    }
}

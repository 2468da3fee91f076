//! What a device and the hub say to each other: frames, one a message.
//!
//! ```text
//! device                                   hub
//!   Hello { epoch, cursor, needs … }   →
//!                                      ←   Welcome { epoch, head, floor, next_rseq, chain, now … }
//!   Push { limit, batch }              →                     } until all is sent
//!                                      ←   Accepted { next_rseq, rejected … }
//!   Pull { after … }                   →                     } until the cursor is the head
//!                                      ←   Page { after, runs, head }
//!                                      ←   Poke { head }       whenever others wrote
//!   Fetch { at, part }                 →                     } instead of pulling from far behind
//!                                      ←   Part { at, part, parts … }
//! ```
//!
//! A frame may be lost or come twice: each says what it goes on from, so whoever gets
//! one that does not fit drops it. One of an earlier way is never handed on. The hub keeps nothing of a
//! conversation but what it stored, so the same frames go over a socket or as
//! the bodies of requests.
//!
//! On the wire a frame is a map of deterministic CBOR with integer keys, as ops
//! are ([`crate::codec`]); key 0 says which frame. Keys that are not known are
//! skipped.

mod decode;
mod encode;
use crate::codec::{self, Batch, Epoch, HouseholdId};
use crate::digest::{Chain, Digest};
use crate::error::Error;
use crate::hlc::Hlc;
use crate::op::{EntityId, Op, OpId, ReplicaId};
use crate::order::limited;

/// The version of the frames and of what is expected of either side.
pub const PROTOCOL: u32 = 1;
/// The most ops in a page.
pub const MAX_PAGE_OPS: usize = 1_000;
/// The most bytes of bodies in a page, and about the most of a frame.
pub const MAX_PAGE: usize = 256 * 1024;
/// The most bytes of a part of a snapshot.
pub const MAX_PART: usize = 1024 * 1024;
/// The most ops of a part.
pub const MAX_PART_OPS: usize = 50_000;
/// The most parts of a snapshot: together they are what one household may keep.
pub const MAX_PARTS: u32 = 128;
/// The most bytes of a request's body: some pushes and what goes around them.
pub const MAX_BODY: usize = 1024 * 1024;
/// The most frames of a request's body.
pub const MAX_BODY_FRAMES: usize = 64;
/// The most bytes of any frame.
pub const MAX_FRAME: usize = MAX_PART + 4 * 1024;

/// One message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Frame {
    /// A device begins.
    Hello(Hello),
    /// A device sends ops of its own.
    Push(Push),
    /// A device asks for the ops behind its cursor.
    Pull {
        /// Its cursor, or where the pages that it is storing end.
        after: u64,
        /// See [`Hello::needs`].
        needs: u64,
    },
    /// A device asks for a part of a snapshot.
    Fetch {
        /// The snapshot that is under way; `None` for the latest.
        of: Option<SnapshotId>,
        /// Which part, from 0.
        part: u32,
    },
    /// The hub answers a hello.
    Welcome(Welcome),
    /// The hub answers a push: what it says is on its disk.
    Accepted(Accepted),
    /// The hub answers a pull.
    Page(Page),
    /// The hub says that there is something to pull.
    Poke {
        /// The latest `seq`.
        head: u64,
    },
    /// The hub answers with no.
    Refused(Refusal),
    /// The hub answers a fetch.
    Part(Part),
}

/// How a device begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hello {
    /// [`PROTOCOL`] of the device.
    pub protocol: u32,
    /// The version of its entity types and fields.
    pub schema: u32,
    /// Whose data it is.
    pub household: HouseholdId,
    /// Who it is.
    pub replica: ReplicaId,
    /// The numbering that it knows; `None` before the first exchange.
    pub epoch: Option<Epoch>,
    /// Its cursor.
    pub cursor: u64,
    /// The least basis that it may still send or its cursor, whichever is less:
    /// compaction has to leave alone what is behind it.
    pub needs: u64,
}

/// Ops that a device sends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Push {
    /// The ops. Their epoch is the hub's.
    pub batch: Batch,
    /// Bases above this count as this: they were taken in a numbering that a
    /// restored hub has given up ([`Row::limit`]).
    pub limit: Option<u64>,
}

/// The answer to a hello.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Welcome {
    /// The numbering.
    pub epoch: Epoch,
    /// Earlier numberings, the oldest first, each with the last `seq` of it that
    /// still counts.
    pub ended: Vec<(Epoch, u64)>,
    /// The latest `seq`.
    pub head: u64,
    /// What is at or below may be compacted: who is behind it needs a snapshot.
    pub floor: u64,
    /// The latest snapshot, if there is one.
    pub snapshot: Option<SnapshotId>,
    /// The number of the device's next op, as far as the hub knows.
    pub next_rseq: u64,
    /// The chain over the device's ops before that.
    pub chain: Chain,
    /// The hub's time, in Unix milliseconds.
    pub now_ms: i64,
}

/// What became of pushed ops.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// The number of the device's next op: what is below need not be sent again.
    pub next_rseq: u64,
    /// Of the pushed ops those that count for nobody, with the reason.
    pub rejected: Vec<(u64, Rejection)>,
    /// The latest `seq`.
    pub head: u64,
}

/// Ops in the order of their `seq`, without a gap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The first op has the `seq` after this one.
    pub after: u64,
    /// The ops.
    pub rows: Vec<Row>,
    /// The latest `seq` of all.
    pub head: u64,
    /// The sum over all ops up to the last of this page, if the hub knows it.
    pub digest: Option<Digest>,
}

/// An op as its household keeps it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its number; `None` if the hub has not given it one yet.
    pub seq: Option<u64>,
    /// Author and running number.
    pub id: OpId,
    /// Its body, readable or not.
    pub body: Vec<u8>,
    /// A basis above this counts as this: what its author saw beyond it was
    /// lost when the hub was restored from a backup.
    pub limit: Option<u64>,
}

/// Why an op that was taken in counts for nobody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rejection {
    /// Its author may not do this.
    Forbidden,
    /// It makes no sense.
    Invalid,
    /// The household is full.
    Full,
    /// It undoes what can no longer be undone.
    TooOld,
    /// Its transaction was too long.
    TooLong,
    /// What it changes was deleted too long ago.
    Gone,
    /// A reason of a later version.
    Other(u16),
}

/// Why the hub did not do what it was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Ops are missing before those that were pushed.
    Expected {
        /// The number to go on with.
        next_rseq: u64,
    },
    /// Two devices write under one replica id.
    Fork,
    /// The clock of an op is wrong: it and those after it want new stamps.
    Skew {
        /// The number of the op, or of the first one of its transaction; those before
        /// it were accepted.
        rseq: u64,
        /// The clock of that op: an answer that comes late names an old one.
        hlc: Hlc,
        /// The hub's time, in Unix milliseconds.
        now_ms: i64,
    },
    /// The device is behind the floor: it needs a snapshot.
    Behind {
        /// The floor.
        floor: u64,
    },
    /// The hub counts in another epoch: say hello again.
    Epoch,
    /// The hub wants a later version for what was asked.
    Upgrade {
        /// The least protocol.
        protocol: u32,
    },
    /// The device or its member is not of the household any more.
    Revoked,
    /// There is no such snapshot, or no such part of it.
    NoSnapshot,
    /// Too much at once.
    Busy {
        /// When to try again, in milliseconds.
        retry_ms: u32,
    },
    /// The frame says nothing that the hub understands.
    Malformed,
}

/// A household at one moment, without what was dropped by then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SnapshotId {
    /// The cursor that it stands for.
    pub at: u64,
    /// The floor at which it was compacted.
    pub floor: u64,
}

/// A part of a snapshot. The parts of one snapshot may be folded in any order;
/// what a household needs first is in the first ones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The snapshot that it is of.
    pub of: SnapshotId,
    /// Which part, from 0.
    pub part: u32,
    /// How many parts there are.
    pub parts: u32,
    /// Ops with their `seq`, in any order.
    pub rows: Vec<Row>,
    /// Entities whose ops were dropped, each with the `seq` of its delete.
    pub tombstones: Vec<(EntityId, u64)>,
    /// The sum over all ops up to the cursor, those that were dropped included.
    pub digest: Digest,
}

/// Several frames in a row, as the body of a request or of its answer: each as a byte
/// string of CBOR.
///
/// # Errors
///
/// If one of them cannot be written.
pub fn join(frames: &[Frame]) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for frame in frames {
        encode::string(&mut bytes, &frame.encode()?);
    }
    Ok(bytes)
}

/// The frames of such a body, `most` of them at most.
///
/// # Errors
///
/// If the bytes are anything else.
pub fn split(bytes: &[u8], most: usize) -> Result<Vec<Frame>, Error> {
    let strings = decode::strings(bytes, most)?;
    strings.into_iter().map(Frame::decode).collect()
}

impl Row {
    /// The op, with its basis as it counts; `None` if this version cannot read it.
    pub fn op(&self) -> Option<Op> {
        let mut op = codec::read(self.id, &self.body).ok()?;
        op.basis = limited(op.basis, self.limit);
        Some(op)
    }
}

impl Rejection {
    /// The reason was lost on its way.
    pub const UNTOLD: Self = Self::Other(0);

    /// The number by which it is sent and stored.
    pub fn code(self) -> u16 {
        match self {
            Self::Forbidden => 1,
            Self::Invalid => 2,
            Self::Full => 3,
            Self::TooOld => 4,
            Self::TooLong => 5,
            Self::Gone => 6,
            Self::Other(code) => code,
        }
    }

    /// The rejection with a number.
    pub fn from_code(code: u16) -> Self {
        match code {
            1 => Self::Forbidden,
            2 => Self::Invalid,
            3 => Self::Full,
            4 => Self::TooOld,
            5 => Self::TooLong,
            6 => Self::Gone,
            other => Self::Other(other),
        }
    }
}

impl Frame {
    /// Writes the frame.
    ///
    /// # Errors
    ///
    /// If a batch is over a limit, or the ops of a page are not a run.
    pub fn encode(&self) -> Result<Vec<u8>, Error> {
        encode::frame(self)
    }

    /// Reads a frame.
    ///
    /// # Errors
    ///
    /// If the bytes are not one frame within the limits.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_FRAME {
            return Err(Error::FrameTooLarge { size: bytes.len() });
        }
        codec::check(bytes)?;
        decode::frame(bytes)
    }
}

#[cfg(test)]
mod tests;

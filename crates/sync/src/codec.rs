//! Ops as bytes: deterministic CBOR with integer keys.
//!
//! An op's *body* is kept as its author wrote it ([`Stored`]), and says all of
//! the op but its id, so that it can be stored by itself. A relay that knows
//! fewer fields and kinds than the author passes all of them on.
//!
//! ```text
//! Batch { 1: household (16 bytes)  2: replica (8 bytes)  3: first rseq  4: schema
//!         6: [ op as bytes … ]  7: chain before the first op (8 bytes)
//!         8: epoch of the bases (16 bytes), once there was an exchange }
//! Op    { 1: hlc  2: kind  3: entity type  4: entity (16 bytes)  5: field  6: value
//!         7: rseq of the transaction's first op  8: [ reference (16 bytes) … ]
//!         9: basis  10: true on the last op of its transaction
//!         11: the keys 3 to 6 and 8 sealed (bytes), in their place }
//! ```
//!
//! | kind | 5 | 6 |
//! |---|---|---|
//! | 0 put | | `{ field: value … }` |
//! | 1 add | | `[ scope (32 bytes), amount, reason ]` |
//! | 2 reset | | `[ scope (32 bytes), { entity: amount … } ]` |
//! | 3 set_add | field | the member |
//! | 4 set_remove | field | `[ [ replica, rseq ] … ]` |
//! | 5 delete | | |
//! | 6 undo | | `[ 0 op or 1 transaction, replica, number, 0 undone or 1 redone ]` |
//! | 7 blob | field | `[ sha256 (32 bytes), size ]` |
//! | 8 observe | | `[ scope (32 bytes), amount ]` |
//!
//! The keys 5, 8 and 10 are left out where there is nothing to say: no op has
//! two forms. A value is null, a boolean, an integer, a text, bytes, an
//! entity's id (tag 37 on 16 bytes) or an array of values; anything else but a
//! float is kept as an unknown value. Later versions may add keys, kinds, types
//! of values, and elements at the end of the arrays above; they never change or
//! reuse one.
//!
//! # What cannot be read
//!
//! Each op of a batch is a byte string, so one that cannot be read harms no
//! other: it is [`Unreadable`], and is passed on as it came. An op is read as
//! soon as its keys 1, 2, 7 and 9 are; if what it does is of a later kind, of a
//! later shape or sealed, it is a [`Kind::Unknown`](crate::Kind::Unknown).

mod check;
mod content;
mod decode;
mod encode;
pub(crate) mod part;

use crate::digest::{Chain, hash};
use crate::error::Error;
use crate::op::{Op, OpId, ReplicaId};

/// The most bytes of an op's body.
pub const MAX_OP: usize = 4 * 1024;
/// The most bytes of a text.
pub const MAX_TEXT: usize = 2 * 1024;
/// The most ops in a batch.
pub const MAX_BATCH_OPS: usize = 500;
/// The most ops of a transaction: it may go on over several batches.
pub const MAX_TXN_OPS: usize = 10_000;
/// The most bytes of a batch.
pub const MAX_BATCH: usize = 256 * 1024;
/// The deepest nesting within an op's body. Today's kinds need four levels.
pub const MAX_DEPTH: usize = 8;

/// A tag on the 16 bytes of an entity's id within a value (RFC 9562 ids have it).
const TAG_ID: u64 = 37;

/// An op with its body as the author wrote it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    op: Op,
    body: Vec<u8>,
}

impl Stored {
    /// Writes an op of one's own.
    ///
    /// # Errors
    ///
    /// If the op is over a limit of the format, or is not wholly understood here.
    pub fn seal(op: Op) -> Result<Self, Error> {
        let body = encode::op(&op)?;
        check_body(&body)?;
        Ok(Self { op, body })
    }

    /// Reads a body that [`Stored::body`] gave.
    ///
    /// # Errors
    ///
    /// If the bytes are not the body of an op within the limits.
    pub fn open(id: OpId, body: &[u8]) -> Result<Self, Error> {
        let op = read(id, body)?;
        let body = body.to_vec();
        Ok(Self { op, body })
    }

    /// The op.
    pub fn op(&self) -> &Op {
        &self.op
    }

    /// The body, as the author wrote it.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What digests and chains know it by.
    pub fn hash(&self) -> [u8; 32] {
        hash(self.op.id, &self.body)
    }

    /// The body, without the op.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// The op, without its bytes.
    pub fn into_op(self) -> Op {
        self.op
    }
}

/// An op of a batch that cannot be read here. It is kept and passed on, and
/// read again by a later version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// Author and running number, which the batch says.
    pub id: OpId,
    /// What came in place of its body.
    pub bytes: Vec<u8>,
    /// Why it cannot be read.
    pub why: Error,
}

impl Unreadable {
    /// What digests and chains know it by.
    pub fn hash(&self) -> [u8; 32] {
        hash(self.id, &self.bytes)
    }
}

/// The people who share the data: no batch is for two of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct HouseholdId(pub [u8; 16]);

/// One numbering of a household's ops by its server; a restored server begins
/// another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Epoch(pub [u8; 16]);

/// A run of ops of one replica, without a gap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// Whose data the ops change.
    pub household: HouseholdId,
    /// The author.
    pub replica: ReplicaId,
    /// The number of the first op.
    pub first_rseq: u64,
    /// The version of the author's entity types and fields.
    pub schema: u32,
    /// The numbering that the bases of the ops count in; `None` before the
    /// first exchange with a server.
    pub epoch: Option<Epoch>,
    /// The chain over all ops of the replica before the first.
    pub previous: Chain,
    /// The ops, each by itself readable or not.
    pub ops: Vec<Result<Stored, Unreadable>>,
}

impl Batch {
    /// Writes the batch; the bodies go in as they are.
    ///
    /// # Errors
    ///
    /// If the batch is over a limit, or its ops are not a run of its replica.
    pub fn encode(&self) -> Result<Vec<u8>, Error> {
        encode::batch(self)
    }

    /// Reads a batch.
    ///
    /// # Errors
    ///
    /// If the bytes are not one batch within the limits. Its ops may be
    /// anything.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_BATCH {
            return Err(Error::BatchTooLarge { size: bytes.len() });
        }
        check::check(bytes, MAX_DEPTH)?;
        decode::batch(bytes)
    }
}

/// The id and the bytes of an op, readable or not.
pub fn parts(op: &Result<Stored, Unreadable>) -> (OpId, &[u8]) {
    match op {
        Ok(stored) => (stored.op.id, &stored.body),
        Err(unreadable) => (unreadable.id, &unreadable.bytes),
    }
}

/// Whether bytes are one value of the form that all of the format has.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Error> {
    check::check(bytes, MAX_DEPTH)
}

/// The op of a body that [`Stored::body`] gave.
pub(crate) fn read(id: OpId, body: &[u8]) -> Result<Op, Error> {
    check_body(body)?;
    decode::op(id, body)
}

fn check_body(body: &[u8]) -> Result<(), Error> {
    if body.len() > MAX_OP {
        return Err(Error::OpTooLarge { size: body.len() });
    }
    check::check(body, MAX_DEPTH)
}

#[cfg(test)]
mod tests;

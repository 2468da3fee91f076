//! Ops as bytes: deterministic CBOR with integer keys.
//!
//! An op's *body* is kept as its author wrote it ([`Stored`]), so a relay
//! that knows fewer fields and kinds than the author passes all of them on.
//! What is the same for all ops of one replica stands once in the [`Batch`].
//!
//! ```text
//! Batch { 1: household (16 bytes)  2: replica (8 bytes)  3: first rseq  4: schema
//!         5: basis of the ops that have none of their own  6: [ op … ]
//!         7: chain before the first op (8 bytes) }
//! Op    { 1: hlc  2: kind  3: entity type  4: entity (16 bytes)  5: field  6: value
//!         7: rseq of the transaction's first op  8: [ reference (16 bytes) … ]
//!         9: basis  10: true on the last op of its transaction }
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
//!
//! A value is null, a boolean, an integer, a text, bytes, an entity's id
//! (tag 37 on 16 bytes) or an array of values; anything else is kept as an
//! unknown value. Later versions may add keys, kinds, types of values, and
//! elements at the end of the arrays above; they never change or reuse one.

mod check;
mod content;
mod decode;
mod encode;
mod part;

use crate::digest::Chain;
use crate::error::Error;
use crate::op::{Op, ReplicaId};

/// The most bytes of an op's body.
pub const MAX_OP: usize = 4 * 1024;
/// The most bytes of a text.
pub const MAX_TEXT: usize = 2 * 1024;
/// The most ops in a batch.
pub const MAX_BATCH_OPS: usize = 500;
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
    /// Whether the body says its basis; else the batch does.
    has_basis: bool,
}

impl Stored {
    /// Writes an op of one's own.
    ///
    /// # Errors
    ///
    /// If the op is over a limit of the format, or of an unknown kind.
    pub fn seal(op: Op) -> Result<Self, Error> {
        let body = encode::op(&op)?;
        check_body(&body)?;
        Ok(Self {
            op,
            body,
            has_basis: true,
        })
    }

    /// Reads a body that [`Stored::body`] gave.
    ///
    /// # Errors
    ///
    /// If the bytes are not the body of an op within the limits.
    pub fn open(header: Header, body: &[u8]) -> Result<Self, Error> {
        check_body(body)?;
        decode::op(header, body)
    }

    /// The op.
    pub fn op(&self) -> &Op {
        &self.op
    }

    /// The body, as the author wrote it.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What the body does not say.
    pub fn header(&self) -> Header {
        Header {
            replica: self.op.id.replica,
            rseq: self.op.id.rseq,
            basis: self.op.basis,
        }
    }

    /// The op, without its bytes.
    pub fn into_op(self) -> Op {
        self.op
    }
}

/// What of an op its body does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// The author.
    pub replica: ReplicaId,
    /// The number of the op.
    pub rseq: u64,
    /// The author's cursor, unless the body says it.
    pub basis: u64,
}

/// The people who share the data: no batch is for two of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct HouseholdId(pub [u8; 16]);

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
    /// The basis of the ops that do not say their own.
    pub basis: u64,
    /// The chain over all ops of the replica before the first.
    pub previous: Chain,
    /// The ops.
    pub ops: Vec<Stored>,
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
    /// If the bytes are not one batch within the limits.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_BATCH {
            return Err(Error::BatchTooLarge { size: bytes.len() });
        }
        // An op lies two levels deep in its batch.
        check::check(bytes, MAX_DEPTH + 2)?;
        decode::batch(bytes)
    }
}

fn check_body(body: &[u8]) -> Result<(), Error> {
    if body.len() > MAX_OP {
        return Err(Error::OpTooLarge { size: body.len() });
    }
    check::check(body, MAX_DEPTH)
}

#[cfg(test)]
mod tests;

//! The op: one change to one entity, and the only thing that replicas send.

use std::collections::BTreeMap;

pub use crate::id::{EntityId, EntityType, Field, OpId, ReplicaId, Scope, TxnId};
pub use crate::value::{UnknownValue, Value};

use crate::hlc::{Hlc, Stamp};

/// One change to one entity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Op {
    /// Author and running number.
    pub id: OpId,
    /// When it was written.
    pub hlc: Hlc,
    /// The author's cursor when it was written: it had seen every op with
    /// `seq ≤ basis`. 0 before the first exchange with a server.
    pub basis: u64,
    /// The transaction that it belongs to.
    pub txn: Txn,
    /// What sort of thing the entity is; 0 in an op of an unknown kind.
    pub entity_type: EntityType,
    /// The entity that it changes; nil in an op of an unknown kind.
    pub entity: EntityId,
    /// Other entities that it has to do with, for the reader's sake: no rule
    /// of merging looks at them.
    pub refs: Vec<EntityId>,
    /// The change.
    pub kind: Kind,
    /// The hash of the bytes that it came in ([`crate::digest::hash`]), if they
    /// say more than this version reads. So two ops are equal only if their
    /// bytes are, also in the parts that nobody here understands.
    pub unread: Option<Box<[u8; 32]>>,
}

impl Op {
    /// Its place in the order of all ops.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            hlc: self.hlc,
            replica: self.id.replica,
            rseq: self.id.rseq,
        }
    }

    /// The transaction that it belongs to.
    pub fn txn_id(&self) -> TxnId {
        TxnId {
            replica: self.id.replica,
            first: self.txn.first,
        }
    }
}

/// An op's place in its transaction, which is a run of its author's ops
/// without a gap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Txn {
    /// `rseq` of the first op of the transaction.
    pub first: u64,
    /// Whether this is the last op of the transaction.
    pub last: bool,
}

/// What an op does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Sets fields. One op carries every field that one action sets on one
    /// entity; the merge is per field.
    Put(BTreeMap<Field, Value>),
    /// Adds a signed amount to the entity's account in a scope.
    Add {
        /// Which of the entity's accounts.
        scope: Scope,
        /// In thousandths.
        amount: i64,
        /// Why; the user of this crate gives the numbers. The merge does not
        /// look at it.
        reason: u16,
    },
    /// An observation of a whole scope: the amounts of the listed entities
    /// (in thousandths); every other account in the scope was found empty.
    Reset {
        /// What was observed.
        scope: Scope,
        /// What was found.
        amounts: BTreeMap<EntityId, i64>,
    },
    /// An observation of the entity's own account in a scope. Unlike
    /// [`Kind::Reset`] it says nothing of the others there.
    Observe {
        /// Which of the entity's accounts.
        scope: Scope,
        /// What was found, in thousandths.
        amount: i64,
    },
    /// Adds a member to a set of the entity.
    SetAdd {
        /// Which set.
        field: Field,
        /// The member.
        member: Value,
    },
    /// Takes back adds of members; see [`State::dots`](crate::State::dots).
    SetRemove {
        /// Which set.
        field: Field,
        /// The adds that the author had seen of the members that it removes.
        dots: Vec<OpId>,
    },
    /// Deletes the entity as its author had seen it.
    Delete,
    /// Undoes or redoes an op or a transaction, of any replica.
    ///
    /// An undo cannot itself be undone: the way back is a redo of the same
    /// target.
    Undo {
        /// What is undone or redone.
        target: Target,
        /// Which of the two.
        to: UndoState,
    },
    /// Sets a field to large bytes that are kept elsewhere.
    Blob {
        /// Which field; blobs have fields of their own, apart from `Put`'s.
        field: Field,
        /// The bytes.
        blob: BlobRef,
    },
    /// A kind of a later version, or one whose content this version cannot
    /// read: of another shape, or sealed. It names no entity and changes
    /// nothing here; its bytes are passed on as they came.
    Unknown {
        /// Its number.
        code: u16,
    },
}

/// What an undo names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// One op.
    Op(OpId),
    /// All ops of a transaction.
    Txn(TxnId),
}

impl Target {
    /// The op that it names, or the first one of the transaction: by its `seq` the whole
    /// is judged.
    pub fn first(self) -> OpId {
        match self {
            Self::Op(id) => id,
            Self::Txn(txn) => OpId {
                replica: txn.replica,
                rseq: txn.first,
            },
        }
    }
}

/// The two states between which undo and redo switch their target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum UndoState {
    /// Left out of the fold.
    Undone,
    /// Part of the fold again.
    Redone,
}

/// Large bytes that are kept elsewhere, named by their SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BlobRef {
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// Their number.
    pub size: u64,
}

//! The names of things: replicas, ops, transactions, entities and their parts.

use std::cmp::Ordering;
use std::fmt;

/// One device's copy of the data; a random number given once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ReplicaId(pub u64);

impl fmt::Debug for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{:x}", self.0)
    }
}

/// The id of an op. It has no time in it, so an op that must be stamped anew
/// keeps its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpId {
    /// The author.
    pub replica: ReplicaId,
    /// Its running number among the author's ops, from 1, without gaps.
    pub rseq: u64,
}

impl fmt::Debug for OpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}.{}", self.replica, self.rseq)
    }
}

/// The id of a transaction: its author and the number of its first op.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TxnId {
    /// The author.
    pub replica: ReplicaId,
    /// `rseq` of the first op of the transaction.
    pub first: u64,
}

impl fmt::Debug for TxnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}.{}..", self.replica, self.first)
    }
}

/// The id of an entity: 16 bytes, as a rule a UUIDv7.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct EntityId(pub [u8; 16]);

/// By its bytes. Not inline: it is the inmost step of every tree and every sort, and written
/// out in each of them it makes them several times as long.
impl Ord for EntityId {
    #[inline(never)]
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for EntityId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl EntityId {
    /// All zeros: names nothing.
    pub const NIL: EntityId = EntityId([0; 16]);
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What sort of thing an entity is; the user of this crate gives the numbers,
/// and never reuses one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityType(pub u16);

/// A field of an entity; numbered within its entity type by the user of this
/// crate, and never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Field(pub u16);

/// What one reset observes at once, named by two entities of the user's
/// choice, for instance a thing and the shelf that it stands on.
///
/// An entity has one account in every scope that an add or a reset named for
/// it: moving an amount from one scope to another is an add in each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Scope {
    /// What is observed.
    pub of: EntityId,
    /// Where it is observed.
    pub at: EntityId,
}

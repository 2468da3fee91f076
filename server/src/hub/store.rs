//! What the hub wants of a database. One suite of tests holds for every one.

use std::collections::{HashMap, HashSet};

use sync::codec::{Epoch, HouseholdId};
use sync::exchange::{Row, SnapshotId};
use sync::order::{Head, Known, Outcome, Seat};
use sync::{EntityId, EntityType, OpId, ReplicaId};

use crate::identity::hex;
use crate::shared;

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// What it keeps is not what was put there.
    #[error("the database holds {0} that cannot be read")]
    Damaged(&'static str),
    /// An op is not what was stored.
    #[error("op {seq} of the household {} is not what was stored", hex(&household.0))]
    Altered {
        /// Whose it is.
        household: HouseholdId,
        /// Its number.
        seq: u64,
    },
    /// What servers share is away.
    #[error(transparent)]
    Shared(#[from] shared::Away),
    /// The hub has ended.
    #[error("the hub has ended")]
    Ended,
}

/// A household as the hub keeps it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Household {
    /// Its numbering.
    pub head: Head,
    /// Numberings that were given up, the oldest first, with the last `seq` that counts.
    pub ended: Vec<(Epoch, u64)>,
    /// What it takes, in bytes, about.
    pub bytes: u64,
}

/// Everything of a household from which compaction starts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Everything {
    /// All ops by `seq`, each with the time at which it was stored, in Unix milliseconds.
    pub rows: Vec<(Row, i64)>,
    /// What is gone for ever.
    pub tombstones: Vec<(EntityId, u64)>,
    /// What each replica needs, and when it said so, in Unix milliseconds.
    pub needs: Vec<(u64, i64)>,
}

/// What became of a device's wish to write under a replica id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// The id is its own from now on, or was before.
    Own,
    /// The id is another device's.
    Others,
    /// It has so many ids already that it gets no more.
    TooMany,
}

/// Reads beside the writer, and begins its transactions.
pub trait Storage: Clone + Send + Sync + 'static {
    /// A transaction; dropping it undoes it.
    type Write: Write;
    /// Where others are heard.
    type News: Send;

    /// Begins a transaction of the writer, which has these households for itself.
    fn begin(
        &self,
        households: &[HouseholdId],
    ) -> impl Future<Output = Result<Self::Write, StoreError>> + Send;
    /// Where other servers on the same database are heard; none where there can be no others.
    fn news(&self) -> impl Future<Output = Result<Option<Self::News>, StoreError>> + Send;
    /// The next head that another one has written; none where some may have been missed.
    fn hear(
        &self,
        news: &mut Self::News,
    ) -> impl Future<Output = Result<Option<(HouseholdId, u64)>, StoreError>> + Send;
    /// Tells other servers what was written. It is no promise.
    fn tell(&self, heads: &HashMap<HouseholdId, u64>) -> impl Future<Output = ()> + Send;
    /// The heads of those of these households in which something was written.
    fn heads(
        &self,
        of: &[HouseholdId],
    ) -> impl Future<Output = Result<Vec<(HouseholdId, u64)>, StoreError>> + Send;
    /// A household, if it is there.
    fn household(
        &self,
        id: HouseholdId,
    ) -> impl Future<Output = Result<Option<Household>, StoreError>> + Send;
    /// A replica's seat; a new one if it was never heard of.
    fn seat(
        &self,
        household: HouseholdId,
        replica: ReplicaId,
    ) -> impl Future<Output = Result<Seat, StoreError>> + Send;
    /// A household with at most `most` ops after a `seq`, in their order; both of one
    /// moment.
    fn page(
        &self,
        household: HouseholdId,
        after: u64,
        most: usize,
    ) -> impl Future<Output = Result<Option<(Household, Vec<Row>)>, StoreError>> + Send;
    /// The device that writes under a replica id, if one does.
    fn owner(
        &self,
        household: HouseholdId,
        replica: ReplicaId,
    ) -> impl Future<Output = Result<Option<[u8; 16]>, StoreError>> + Send;
    /// The households with at least so many ops behind their latest snapshot.
    fn overdue(
        &self,
        ops: u64,
    ) -> impl Future<Output = Result<Vec<HouseholdId>, StoreError>> + Send;
    /// The latest snapshot.
    fn snapshot(
        &self,
        household: HouseholdId,
    ) -> impl Future<Output = Result<Option<SnapshotId>, StoreError>> + Send;
    /// A part of this snapshot, or of the latest one, as its frame.
    fn part(
        &self,
        household: HouseholdId,
        of: Option<SnapshotId>,
        part: u32,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;
    /// How many ops were found not to be what was stored.
    fn altered(&self) -> usize;
}

/// A transaction: it sees what it wrote, and nobody else does before it is through.
pub trait Write: Send {
    /// A household, if it is there.
    fn household(
        &mut self,
        id: HouseholdId,
    ) -> impl Future<Output = Result<Option<Household>, StoreError>> + Send;
    /// A replica's seat; a new one if it was never heard of.
    fn seat(
        &mut self,
        household: HouseholdId,
        replica: ReplicaId,
    ) -> impl Future<Output = Result<Seat, StoreError>> + Send;
    /// What is known of a run of one replica's ops.
    fn known(
        &mut self,
        household: HouseholdId,
        first: OpId,
        count: u64,
    ) -> impl Future<Output = Result<HashMap<OpId, Known>, StoreError>> + Send;
    /// Those of these entities that are gone for ever.
    fn gone(
        &mut self,
        household: HouseholdId,
        entities: &HashSet<EntityId>,
    ) -> impl Future<Output = Result<HashSet<EntityId>, StoreError>> + Send;
    /// What these entities are by the numbered ops: the least type that one gave them.
    fn types(
        &mut self,
        household: HouseholdId,
        entities: &HashSet<EntityId>,
    ) -> impl Future<Output = Result<HashMap<EntityId, EntityType>, StoreError>> + Send;
    /// Stores what the rules decided.
    fn store(
        &mut self,
        household: HouseholdId,
        outcome: &Outcome,
        now_ms: i64,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Notes what a replica needs.
    fn heard(
        &mut self,
        household: HouseholdId,
        replica: ReplicaId,
        needs: u64,
        now_ms: i64,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Lets a device write under a replica id, if that is nobody else's.
    fn claim(
        &mut self,
        household: HouseholdId,
        replica: ReplicaId,
        device: [u8; 16],
    ) -> impl Future<Output = Result<Claim, StoreError>> + Send;
    /// Everything of a household.
    fn everything(
        &mut self,
        household: HouseholdId,
    ) -> impl Future<Output = Result<Everything, StoreError>> + Send;
    /// Drops ops, adds tombstones, sets the floor, and takes the parts of a new snapshot.
    fn compact(
        &mut self,
        household: HouseholdId,
        floor: u64,
        dropped: &[u64],
        tombstones: &[(EntityId, u64)],
        snapshot: (SnapshotId, Vec<Vec<u8>>),
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Remembers this point, to come back to it.
    fn mark(&mut self) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Undoes what was done since the mark.
    fn back_to_mark(&mut self) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// Makes it durable.
    fn commit(self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

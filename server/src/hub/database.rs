//! The hub's store in the server's database.
//!
//! Whoever writes in a household has it for itself until the commit, on however many servers. So
//! numbers have no gaps, and become visible in their order: no reader is past one that comes
//! later.

mod rows;
pub mod sum;

use std::collections::{HashMap, HashSet};

use sync::codec::{Epoch, HouseholdId};
use sync::exchange::{Row, SnapshotId};
use sync::order::{Known, Outcome, Seat};
use sync::{EntityId, EntityType, OpId, ReplicaId};

use super::store::{Claim, Everything, Household, Storage, StoreError, Write};
use crate::db::{self, Connection, Db, Lock, News, Transaction, Turn};
use crate::identity::{hex, read_id};
use crate::shared::{Heads, Shared};
use sum::Altered;

/// Entities that one statement names.
const MAX_NAMED: usize = 512;

/// The server's database.
#[derive(Clone, Debug)]
pub struct DatabaseStore {
    db: Db,
    altered: Altered,
    shared: Option<Shared>,
}

/// Where other servers are heard.
pub enum Heard {
    /// By the database.
    Database(News),
    /// By what is shared.
    Shared(Heads),
}

impl DatabaseStore {
    /// The hub's tables in an open database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            altered: Altered::default(),
            shared: None,
        }
    }

    /// The same where servers tell each other what is new by something that they share.
    #[must_use]
    pub fn with_shared(mut self, shared: Option<Shared>) -> Self {
        self.shared = shared;
        self
    }

    /// Waits until nobody else plans what a household is to be told by requests.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn turn(&self, household: HouseholdId) -> Result<Turn, StoreError> {
        Ok(self.db.turn(Lock::plans(household)).await?)
    }
}

/// Makes a household; `false` if it is there already.
///
/// # Errors
///
/// If the database says no.
pub async fn make(
    to: &mut Connection,
    id: HouseholdId,
    epoch: Epoch,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let made = db::query(
        "INSERT INTO household (id, epoch, seq, floor, digest, made_ms) \
         VALUES ($1, $2, 0, 0, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(id.0.as_slice())
    .bind(epoch.0.as_slice())
    .bind([0_u8; 16].as_slice())
    .bind(now_ms)
    .execute(to)
    .await?;
    Ok(made.rows_affected() > 0)
}

/// What [`DatabaseStore::tell`] wrote.
fn read_head(word: &str) -> Option<(HouseholdId, u64)> {
    let (id, head) = word.split_at_checked(32)?;
    Some((HouseholdId(read_id(id)?), head.parse().ok()?))
}

/// A transaction of the writer.
pub struct DatabaseWrite {
    transaction: Transaction,
    store: DatabaseStore,
}

impl Storage for DatabaseStore {
    type Write = DatabaseWrite;
    type News = Heard;

    async fn begin(&self, households: &[HouseholdId]) -> Result<DatabaseWrite, StoreError> {
        let alone = households.iter().copied().map(Lock::from).collect();
        Ok(DatabaseWrite {
            transaction: self.db.begin_all(alone).await?,
            store: self.clone(),
        })
    }

    async fn news(&self) -> Result<Option<Heard>, StoreError> {
        Ok(match &self.shared {
            Some(shared) => Some(Heard::Shared(shared.heads().await?)),
            None => self.db.news().await?.map(Heard::Database),
        })
    }

    async fn hear(&self, news: &mut Heard) -> Result<Option<(HouseholdId, u64)>, StoreError> {
        let word = match news {
            Heard::Database(news) => news.next().await?,
            Heard::Shared(heads) => heads.next().await?,
        };
        Ok(word.as_deref().and_then(read_head))
    }

    async fn tell(&self, heads: &HashMap<HouseholdId, u64>) {
        let words = heads
            .iter()
            .map(|(of, head)| format!("{}{head}", hex(&of.0)));
        let words: Vec<String> = words.collect();
        if let Some(shared) = &self.shared {
            return shared.tell(&words).await;
        }
        if let Err(error) = self.db.tell(&words).await {
            eprintln!("larder: other servers were not told what is new: {error}");
        }
    }

    async fn heads(&self, of: &[HouseholdId]) -> Result<Vec<(HouseholdId, u64)>, StoreError> {
        let mut heads = Vec::new();
        for some in of.chunks(MAX_NAMED) {
            let places = some.len().next_power_of_two();
            let list = db::listed(1, places);
            let statement =
                format!("SELECT id, seq FROM household WHERE seq > 0 AND id IN ({list})");
            let mut query = db::query_as::<(Vec<u8>, i64)>(&statement);
            let named = some.iter().chain(some.last().into_iter().cycle());
            for household in named.take(places) {
                query = query.bind(household.0.as_slice());
            }
            for (id, seq) in query.fetch_all(&self.db).await? {
                heads.push((HouseholdId(rows::fixed(&id, "a household")?), seq as u64));
            }
        }
        Ok(heads)
    }

    async fn household(&self, id: HouseholdId) -> Result<Option<Household>, StoreError> {
        // The head and the epochs are of one moment.
        let mut read = self.db.begin_reading().await?;
        rows::household(&mut read, id).await
    }

    async fn seat(&self, household: HouseholdId, replica: ReplicaId) -> Result<Seat, StoreError> {
        let mut read = self.db.begin_reading().await?;
        rows::seat(&mut read, household, replica).await
    }

    async fn page(
        &self,
        household: HouseholdId,
        after: u64,
        most: usize,
    ) -> Result<Option<(Household, Vec<Row>)>, StoreError> {
        let mut read = self.db.begin_reading().await?;
        let Some(known) = rows::household(&mut read, household).await? else {
            return Ok(None);
        };
        let found: Vec<rows::Op> = db::query_as(
            "SELECT seq, replica, rseq, body, basis_limit, stored_ms, sum FROM op \
             WHERE household = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        )
        .bind(household.0.as_slice())
        .bind(after as i64)
        .bind(most as i64)
        .fetch_all(&mut *read)
        .await?;
        let mut rows = Vec::with_capacity(found.len());
        for op in found {
            match rows::row(household, op) {
                Ok((row, _)) => rows.push(row),
                Err(error) => {
                    self.note(&error);
                    // What comes before it is good.
                    if rows.is_empty() {
                        return Err(error);
                    }
                    break;
                }
            }
        }
        Ok(Some((known, rows)))
    }

    async fn owner(
        &self,
        household: HouseholdId,
        replica: ReplicaId,
    ) -> Result<Option<[u8; 16]>, StoreError> {
        let mut connection = self.db.acquire().await?;
        rows::owner(&mut connection, household, replica).await
    }

    async fn overdue(&self, ops: u64) -> Result<Vec<HouseholdId>, StoreError> {
        let found: Vec<Vec<u8>> = db::query_scalar(
            "SELECT id FROM household LEFT JOIN snapshot_part \
             ON snapshot_part.household = household.id AND part = 0 \
             WHERE household.seq - coalesce(at, 0) >= $1",
        )
        .bind(ops as i64)
        .fetch_all(&self.db)
        .await?;
        let ids = found.iter();
        ids.map(|id| Ok(HouseholdId(rows::fixed(id, "a household")?)))
            .collect()
    }

    async fn snapshot(&self, household: HouseholdId) -> Result<Option<SnapshotId>, StoreError> {
        let found: Option<(i64, i64)> =
            db::query_as("SELECT at, floor FROM snapshot_part WHERE household = $1 AND part = 0")
                .bind(household.0.as_slice())
                .fetch_optional(&self.db)
                .await?;
        Ok(found.map(|(at, floor)| SnapshotId {
            at: at as u64,
            floor: floor as u64,
        }))
    }

    async fn part(
        &self,
        household: HouseholdId,
        of: Option<SnapshotId>,
        part: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let found: Option<(Vec<u8>, Option<i64>)> = db::query_as(
            "SELECT frame, sum FROM snapshot_part WHERE household = $1 AND part = $2 \
             AND ($3 IS NULL OR (at = $3 AND floor = $4))",
        )
        .bind(household.0.as_slice())
        .bind(i64::from(part))
        .bind(of.map(|of| of.at as i64))
        .bind(of.map(|of| of.floor as i64))
        .fetch_optional(&self.db)
        .await?;
        let Some((frame, sum)) = found else {
            return Ok(None);
        };
        if sum.is_none_or(|sum| sum == sum::of_frame(&frame)) {
            return Ok(Some(frame));
        }
        self.drop_snapshot(household).await?;
        Ok(None)
    }

    fn altered(&self) -> usize {
        self.altered.count()
    }
}

impl DatabaseStore {
    /// Notes what was found altered.
    fn note(&self, error: &StoreError) {
        if let StoreError::Altered { household, seq } = error {
            self.altered.note(*household, *seq);
        }
    }

    /// Drops a snapshot that is not what was stored: it is made of the ops, and made anew.
    async fn drop_snapshot(&self, household: HouseholdId) -> Result<(), StoreError> {
        eprintln!(
            "larder: the snapshot of the household {} is not what was stored; another one is made \
             soon",
            hex(&household.0)
        );
        let mut write = self.db.begin(household).await?;
        db::query("DELETE FROM snapshot_part WHERE household = $1")
            .bind(household.0.as_slice())
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}

impl Write for DatabaseWrite {
    async fn household(&mut self, id: HouseholdId) -> Result<Option<Household>, StoreError> {
        rows::household(self.connection(), id).await
    }

    async fn seat(
        &mut self,
        household: HouseholdId,
        replica: ReplicaId,
    ) -> Result<Seat, StoreError> {
        rows::seat(self.connection(), household, replica).await
    }

    async fn known(
        &mut self,
        household: HouseholdId,
        first: OpId,
        count: u64,
    ) -> Result<HashMap<OpId, Known>, StoreError> {
        let known = rows::known(self.connection(), household, first, count).await;
        known.inspect_err(|error| self.store.note(error))
    }

    async fn gone(
        &mut self,
        household: HouseholdId,
        entities: &HashSet<EntityId>,
    ) -> Result<HashSet<EntityId>, StoreError> {
        let found: Vec<(Vec<u8>, i64)> = self
            .about(
                "SELECT entity, seq FROM tombstone WHERE household = ",
                household,
                entities,
            )
            .await?;
        let gone = found.iter();
        gone.map(|(entity, _)| Ok(EntityId(rows::fixed(entity, "a tombstone")?)))
            .collect()
    }

    async fn types(
        &mut self,
        household: HouseholdId,
        entities: &HashSet<EntityId>,
    ) -> Result<HashMap<EntityId, EntityType>, StoreError> {
        let found: Vec<(Vec<u8>, i64)> = self
            .about(
                "SELECT entity, type FROM entity_type WHERE household = ",
                household,
                entities,
            )
            .await?;
        let types = found.iter().map(|(entity, of)| {
            let entity = EntityId(rows::fixed(entity, "an entity")?);
            let of = u16::try_from(*of).map_err(|_| StoreError::Damaged("a type"))?;
            Ok((entity, EntityType(of)))
        });
        types.collect()
    }

    async fn store(
        &mut self,
        household: HouseholdId,
        outcome: &Outcome,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        rows::store(self.connection(), household, outcome, now_ms).await
    }

    async fn heard(
        &mut self,
        household: HouseholdId,
        replica: ReplicaId,
        needs: u64,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        db::query(
            "INSERT INTO seat (household, replica, next_rseq, chain, held_since_ms, needs, heard_ms) \
             SELECT id, $2, 1, $3, 0, $4, $5 FROM household WHERE id = $1 \
             ON CONFLICT (household, replica) DO UPDATE SET needs = excluded.needs, \
             heard_ms = excluded.heard_ms",
        )
        .bind(household.0.as_slice())
        .bind(replica.0 as i64)
        .bind([0_u8; 8].as_slice())
        .bind(needs as i64)
        .bind(now_ms)
        .execute(self.connection())
        .await?;
        rows::seen(self.connection(), household, replica, now_ms).await
    }

    async fn claim(
        &mut self,
        household: HouseholdId,
        replica: ReplicaId,
        device: [u8; 16],
    ) -> Result<Claim, StoreError> {
        rows::claim(self.connection(), household, replica, device).await
    }

    async fn everything(&mut self, household: HouseholdId) -> Result<Everything, StoreError> {
        let everything = rows::everything(self.connection(), household).await;
        everything.inspect_err(|error| self.store.note(error))
    }

    async fn compact(
        &mut self,
        household: HouseholdId,
        floor: u64,
        dropped: &[u64],
        tombstones: &[(EntityId, u64)],
        snapshot: (SnapshotId, Vec<Vec<u8>>),
    ) -> Result<(), StoreError> {
        let to = self.connection();
        rows::compact(to, household, floor, dropped, tombstones).await?;
        rows::replace_snapshot(to, household, snapshot).await
    }

    async fn mark(&mut self) -> Result<(), StoreError> {
        db::query("SAVEPOINT job")
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn back_to_mark(&mut self) -> Result<(), StoreError> {
        db::query("ROLLBACK TO job")
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

impl DatabaseWrite {
    /// What a statement that ends in the household finds of entities.
    async fn about(
        &mut self,
        statement: &str,
        household: HouseholdId,
        entities: &HashSet<EntityId>,
    ) -> Result<Vec<(Vec<u8>, i64)>, StoreError> {
        let entities: Vec<&EntityId> = entities.iter().collect();
        let mut found = Vec::new();
        for some in entities.chunks(MAX_NAMED) {
            // So few lengths that the database knows them all: the last one fills a list up.
            let places = some.len().next_power_of_two();
            let list = db::listed(2, places);
            let statement = format!("{statement}$1 AND entity IN ({list})");
            let mut query = db::query_as(&statement).bind(household.0.as_slice());
            let named = some.iter().chain(some.last().into_iter().cycle());
            for entity in named.take(places) {
                query = query.bind(entity.0.as_slice());
            }
            found.extend(query.fetch_all(self.connection()).await?);
        }
        Ok(found)
    }

    fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }
}

//! The hub's store in the server's SQLite file.

mod rows;

use std::collections::{HashMap, HashSet};

use sqlx::pool::PoolConnection;
use sqlx::{Connection, Sqlite, SqliteConnection, SqlitePool, Transaction};
use sync::codec::{Epoch, HouseholdId};
use sync::exchange::{Row, SnapshotId};
use sync::order::{Known, Outcome, Seat};
use sync::{EntityId, EntityType, OpId, ReplicaId};

use super::store::{Claim, Everything, Household, Storage, StoreError, Write};

/// Variables of one statement; SQLite's own limit is 32,766.
const MAX_VARIABLES: usize = 500;

/// The server's database.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    db: SqlitePool,
}

impl SqliteStore {
    /// The hub's tables in an open database.
    pub fn new(db: SqlitePool) -> Self {
        Self { db }
    }

    async fn connection(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        Ok(self.db.acquire().await?)
    }
}

/// Makes a household; `false` if it is there already.
///
/// # Errors
///
/// If the database says no.
pub async fn make(
    to: &mut SqliteConnection,
    id: HouseholdId,
    epoch: Epoch,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let made = sqlx::query(
        "INSERT INTO household (id, epoch, seq, floor, digest, made_ms) \
         VALUES (?, ?, 0, 0, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(id.0.as_slice())
    .bind(epoch.0.as_slice())
    .bind([0_u8; 16].as_slice())
    .bind(now_ms)
    .execute(to)
    .await?;
    Ok(made.rows_affected() > 0)
}

/// A transaction of the writer.
pub struct SqliteWrite(Transaction<'static, Sqlite>);

impl Storage for SqliteStore {
    type Write = SqliteWrite;

    async fn begin(&self) -> Result<SqliteWrite, StoreError> {
        // A transaction that begins by reading may not be allowed to write later.
        Ok(SqliteWrite(self.db.begin_with("BEGIN IMMEDIATE").await?))
    }

    async fn household(&self, id: HouseholdId) -> Result<Option<Household>, StoreError> {
        // The head and the epochs are of one moment.
        let mut connection = self.connection().await?;
        let mut read = connection.begin().await?;
        rows::household(&mut read, id).await
    }

    async fn seat(&self, household: HouseholdId, replica: ReplicaId) -> Result<Seat, StoreError> {
        let mut connection = self.connection().await?;
        let mut read = connection.begin().await?;
        rows::seat(&mut read, household, replica).await
    }

    async fn page(
        &self,
        household: HouseholdId,
        after: u64,
        most: usize,
    ) -> Result<Option<(Household, Vec<Row>)>, StoreError> {
        let mut connection = self.connection().await?;
        let mut read = connection.begin().await?;
        let Some(known) = rows::household(&mut read, household).await? else {
            return Ok(None);
        };
        let found = sqlx::query_as(
            "SELECT seq, replica, rseq, body, basis_limit, stored_ms FROM op \
             WHERE household = ? AND seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(household.0.as_slice())
        .bind(after as i64)
        .bind(most as i64)
        .fetch_all(&mut *read)
        .await?;
        let rows = found.into_iter().map(|op| rows::row(op).0).collect();
        Ok(Some((known, rows)))
    }

    async fn owner(
        &self,
        household: HouseholdId,
        replica: ReplicaId,
    ) -> Result<Option<[u8; 16]>, StoreError> {
        let mut connection = self.connection().await?;
        rows::owner(&mut connection, household, replica).await
    }

    async fn overdue(&self, ops: u64) -> Result<Vec<HouseholdId>, StoreError> {
        let found: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT id FROM household LEFT JOIN snapshot_part \
             ON snapshot_part.household = household.id AND part = 0 \
             WHERE household.seq - coalesce(at, 0) >= ?",
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
            sqlx::query_as("SELECT at, floor FROM snapshot_part WHERE household = ? AND part = 0")
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
        let frame = sqlx::query_scalar(
            "SELECT frame FROM snapshot_part WHERE household = ?1 AND part = ?2 \
             AND (?3 IS NULL OR (at = ?3 AND floor = ?4))",
        )
        .bind(household.0.as_slice())
        .bind(i64::from(part))
        .bind(of.map(|of| of.at as i64))
        .bind(of.map(|of| of.floor as i64))
        .fetch_optional(&self.db)
        .await?;
        Ok(frame)
    }
}

impl Write for SqliteWrite {
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
        rows::known(self.connection(), household, first, count).await
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
        sqlx::query(
            "INSERT INTO seat (household, replica, next_rseq, chain, held_since_ms, needs, heard_ms) \
             SELECT id, ?2, 1, ?3, 0, ?4, ?5 FROM household WHERE id = ?1 \
             ON CONFLICT DO UPDATE SET needs = excluded.needs, heard_ms = excluded.heard_ms",
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
        rows::everything(self.connection(), household).await
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
        sqlx::query("SAVEPOINT job")
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn back_to_mark(&mut self) -> Result<(), StoreError> {
        sqlx::query("ROLLBACK TO job")
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }
}

impl SqliteWrite {
    /// What a statement that ends in the household finds of entities.
    async fn about(
        &mut self,
        statement: &str,
        household: HouseholdId,
        entities: &HashSet<EntityId>,
    ) -> Result<Vec<(Vec<u8>, i64)>, StoreError> {
        let entities: Vec<&EntityId> = entities.iter().collect();
        let mut found = Vec::new();
        for some in entities.chunks(MAX_VARIABLES) {
            let mut query = sqlx::QueryBuilder::<Sqlite>::new(statement);
            query
                .push_bind(household.0.as_slice())
                .push(" AND entity IN (");
            let mut list = query.separated(", ");
            for entity in some {
                list.push_bind(entity.0.as_slice());
            }
            query.push(")");
            found.extend(query.build_query_as().fetch_all(self.connection()).await?);
        }
        Ok(found)
    }

    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

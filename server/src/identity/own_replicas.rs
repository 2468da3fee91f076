//! The ids under which the server itself writes: one for each key, one for each device that
//! asks by requests instead of ops, and one for each member who has signed in.
//!
//! A device's own id is no good for that: the device numbers its ops by itself, and would
//! give the same number to another op.

use sync::ReplicaId;
use sync::codec::HouseholdId;

use super::{Identity, IdentityError, random};
use crate::db;

impl Identity {
    /// The id under which the server writes for a key, a device or a member; a new one if it has none.
    ///
    /// # Errors
    ///
    /// If the database fails or there are no random numbers.
    pub async fn replica_for(
        &self,
        household: HouseholdId,
        writer: [u8; 16],
        now_ms: i64,
    ) -> Result<ReplicaId, IdentityError> {
        let known: Option<i64> = db::query_scalar(
            "SELECT replica FROM api_replica WHERE household = $1 AND writer = $2 \
             ORDER BY made_ms DESC, replica LIMIT 1",
        )
        .bind(household.0.as_slice())
        .bind(writer.as_slice())
        .fetch_optional(&self.db)
        .await?;
        match known {
            Some(replica) => Ok(ReplicaId(replica as u64)),
            None => self.another_replica_for(household, writer, now_ms).await,
        }
    }

    /// Another id for one of them, which it has from now on: of the one before something
    /// waits at the hub that is not to be gone on with.
    ///
    /// # Errors
    ///
    /// If the database fails or there are no random numbers.
    pub async fn another_replica_for(
        &self,
        household: HouseholdId,
        writer: [u8; 16],
        now_ms: i64,
    ) -> Result<ReplicaId, IdentityError> {
        let replica = ReplicaId(u64::from_be_bytes(random()?));
        let mut write = self.db.begin(household).await?;
        let made = db::query(
            "INSERT INTO api_replica (household, replica, writer, made_ms) \
             SELECT $1, $2, $3, $4 WHERE NOT EXISTS \
             (SELECT 1 FROM device_replica WHERE household = $1 AND replica = $2)",
        )
        .bind(household.0.as_slice())
        .bind(replica.0 as i64)
        .bind(writer.as_slice())
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        match made.rows_affected() {
            // As likely as guessing it.
            0 => Err(IdentityError::NoRandomness),
            _ => Ok(replica),
        }
    }

    /// The ids under which a member's devices write, and the server for them and for the
    /// member.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn replicas(
        &self,
        household: HouseholdId,
        member: [u8; 16],
    ) -> Result<Vec<ReplicaId>, IdentityError> {
        let found: Vec<i64> = db::query_scalar(
            "SELECT replica FROM device_replica JOIN device ON device.id = device_replica.device \
             WHERE device_replica.household = $1 AND device.member = $2 \
             UNION ALL SELECT replica FROM api_replica JOIN device ON device.id = writer \
             WHERE api_replica.household = $1 AND device.member = $2 \
             UNION ALL SELECT replica FROM api_replica WHERE household = $1 AND writer = $2",
        )
        .bind(household.0.as_slice())
        .bind(member.as_slice())
        .fetch_all(&self.db)
        .await?;
        Ok(found.into_iter().map(|id| ReplicaId(id as u64)).collect())
    }

    /// The ids under which the server has ever written for a key.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn replicas_of_key(
        &self,
        household: HouseholdId,
        key: [u8; 16],
    ) -> Result<Vec<ReplicaId>, IdentityError> {
        let found: Vec<i64> = db::query_scalar(
            "SELECT replica FROM api_replica WHERE household = $1 AND writer = $2",
        )
        .bind(household.0.as_slice())
        .bind(key.as_slice())
        .fetch_all(&self.db)
        .await?;
        Ok(found.into_iter().map(|id| ReplicaId(id as u64)).collect())
    }
}

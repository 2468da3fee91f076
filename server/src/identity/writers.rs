//! Whose the ops of a replica are.

use sync::ReplicaId;
use sync::codec::HouseholdId;

use super::{Identity, IdentityError, fixed};
use crate::db;

/// An id under which a device, a key or a person writes, or wrote before it was shut out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Writer {
    /// The id.
    pub replica: ReplicaId,
    /// The device, the key, or the member.
    pub device: [u8; 16],
    /// What its owner calls it.
    pub name: String,
}

impl Identity {
    /// Who wrote under which id, those that were shut out too: what they did stays.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn writers(&self, household: HouseholdId) -> Result<Vec<Writer>, IdentityError> {
        let found: Vec<(i64, Vec<u8>, String)> = db::query_as(
            "SELECT replica, device.id, name \
             FROM device_replica JOIN device ON device.id = device_replica.device \
             WHERE device_replica.household = $1 \
             UNION ALL SELECT replica, device.id, name \
             FROM api_replica JOIN device ON device.id = writer \
             WHERE api_replica.household = $1 \
             UNION ALL SELECT replica, api_key.id, name \
             FROM api_replica JOIN api_key ON api_key.id = writer \
             WHERE api_replica.household = $1 \
             UNION ALL SELECT replica, member.id, account.name \
             FROM api_replica JOIN member ON member.id = writer \
             JOIN account ON account.id = member.account \
             WHERE api_replica.household = $1 ORDER BY replica",
        )
        .bind(household.0.as_slice())
        .fetch_all(&self.db)
        .await?;
        let writers = found.into_iter().map(|(replica, device, name)| {
            Ok(Writer {
                replica: ReplicaId(replica as u64),
                device: fixed(&device)?,
                name,
            })
        });
        writers.collect()
    }
}

//! What whoever keeps the server may do, at the machine: nobody asks for it over the network.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::{Identity, IdentityError, fixed};
use crate::db;

impl Identity {
    /// The households that are kept here, the oldest first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn households(&self) -> Result<Vec<HouseholdId>, IdentityError> {
        let found: Vec<Vec<u8>> = db::query_scalar("SELECT id FROM household ORDER BY made_ms, id")
            .fetch_all(&self.db)
            .await?;
        found.iter().map(|id| Ok(HouseholdId(fixed(id)?))).collect()
    }

    /// Makes an invitation for an owner; returns its code and when it expires, in Unix
    /// milliseconds. It is the way back in where no owner has a device left that is let in.
    ///
    /// # Errors
    ///
    /// If there is no such household.
    pub async fn invite_owner(
        &self,
        household: HouseholdId,
        now_ms: i64,
    ) -> Result<(String, i64), IdentityError> {
        if !self.households().await?.contains(&household) {
            return Err(IdentityError::NoHousehold);
        }
        self.keep_invitation(household, Role::Owner, None, now_ms)
            .await
    }
}

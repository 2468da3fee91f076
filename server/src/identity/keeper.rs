//! What whoever keeps the server may do, at the machine: nobody asks for it over the network.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::leaving::delete;
use super::members::{role_of, set_role};
use super::{Identity, IdentityError, fixed};
use crate::db;
use crate::security::tell;

/// A household, for whoever keeps the server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its id.
    pub id: HouseholdId,
    /// When it was founded here, in Unix milliseconds.
    pub made_ms: i64,
    /// How many members have a way in.
    pub members: i64,
    /// How many devices are let in.
    pub devices: i64,
    /// How many ops were numbered.
    pub ops: i64,
    /// What they take, in bytes, about.
    pub bytes: i64,
    /// How many pictures there are.
    pub pictures: i64,
    /// What they take, in bytes.
    pub picture_bytes: i64,
    /// When one of its devices was last here, in Unix milliseconds.
    pub seen_ms: Option<i64>,
}

/// Households with what belongs to each, the oldest first.
const ALL: &str = "SELECT id, made_ms, \
    (SELECT count(*) FROM member WHERE household = h.id AND removed_ms IS NULL \
    AND (account IS NOT NULL OR EXISTS (SELECT 1 FROM device WHERE device.member = member.id \
    AND revoked_ms IS NULL))) AS members, \
    (SELECT count(*) FROM device WHERE household = h.id AND revoked_ms IS NULL) AS devices, \
    seq AS ops, bytes, \
    (SELECT count(*) FROM blob WHERE household = h.id) AS pictures, \
    (SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM blob WHERE household = h.id) \
    AS picture_bytes, \
    (SELECT max(seen_ms) FROM device WHERE household = h.id) AS seen_ms \
    FROM household AS h ORDER BY made_ms, id";

#[derive(sqlx::FromRow)]
struct Found {
    id: Vec<u8>,
    made_ms: i64,
    members: i64,
    devices: i64,
    ops: i64,
    bytes: i64,
    pictures: i64,
    picture_bytes: i64,
    seen_ms: Option<i64>,
}

impl Found {
    fn kept(self) -> Result<Kept, IdentityError> {
        Ok(Kept {
            id: HouseholdId(fixed(&self.id)?),
            made_ms: self.made_ms,
            members: self.members,
            devices: self.devices,
            ops: self.ops,
            bytes: self.bytes,
            pictures: self.pictures,
            picture_bytes: self.picture_bytes,
            seen_ms: self.seen_ms,
        })
    }
}

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

    /// The households that are kept here with what they take, the oldest first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn kept(&self) -> Result<Vec<Kept>, IdentityError> {
        let found: Vec<Found> = db::query_as(ALL).fetch_all(&self.db).await?;
        found.into_iter().map(Found::kept).collect()
    }

    /// Gives a member another role, whoever is in the household; `false` if there is no such
    /// member.
    ///
    /// # Errors
    ///
    /// If no owner would be left.
    pub async fn change_role_at_server(
        &self,
        household: HouseholdId,
        member: [u8; 16],
        to: Role,
    ) -> Result<bool, IdentityError> {
        let mut write = self.db.begin(household).await?;
        let Some(from) = role_of(&mut write, household, member).await? else {
            return Ok(false);
        };
        set_role(&mut write, (household, member), from, to).await?;
        write.commit().await?;
        let more = [
            ("household", household.0.into()),
            ("by", "keeper".into()),
            ("member", member.into()),
            ("role", to.id().into()),
        ];
        tell("role_changed", "ok", &more);
        Ok(true)
    }

    /// Removes a household with everything that is kept of it; `false` if there is none. Its
    /// pictures' files go at a later start of the server, and its devices keep what they have.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn remove_household(&self, household: HouseholdId) -> Result<bool, IdentityError> {
        let mut write = self.db.begin(household).await?;
        let removed = delete(&mut write, household).await?;
        write.commit().await?;
        if removed {
            let more = [("household", household.0.into()), ("by", "keeper".into())];
            tell("household_removed", "ok", &more);
        }
        Ok(removed)
    }
}

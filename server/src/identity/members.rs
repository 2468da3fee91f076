//! The members of a household: who they are, what they may, and that they go.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::rights::{check_may_change, check_may_shut_out};
use super::{Actor, Identity, IdentityError, fixed, read_role};
use crate::db;
use crate::security::tell;

/// A member of a household, for its members to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedMember {
    /// Its id.
    pub id: [u8; 16],
    /// What it may do.
    pub role: Role,
    /// What the person is called, where they have an account.
    pub name: Option<String>,
    /// How many devices of theirs are let in.
    pub devices: i64,
    /// Since when they are here, in Unix milliseconds.
    pub made_ms: i64,
}

impl Identity {
    /// The members of a household who have a way in, those that came first in front.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn members(
        &self,
        household: HouseholdId,
    ) -> Result<Vec<ListedMember>, IdentityError> {
        type Found = (Vec<u8>, i64, Option<String>, i64, i64);
        let found: Vec<Found> = db::query_as(
            "SELECT id, role, name, devices, made_ms FROM (SELECT member.id, role, account.name, \
             (SELECT count(*) FROM device WHERE device.member = member.id \
             AND revoked_ms IS NULL) AS devices, member.made_ms, member.account \
             FROM member LEFT JOIN account ON account.id = member.account \
             WHERE household = $1 AND removed_ms IS NULL) AS listed \
             WHERE devices > 0 OR account IS NOT NULL ORDER BY made_ms, id",
        )
        .bind(household.0.as_slice())
        .fetch_all(&self.db)
        .await?;
        let listed = found.into_iter().map(|(id, role, name, devices, made_ms)| {
            Ok(ListedMember {
                id: fixed(&id)?,
                role: read_role(role)?,
                name,
                devices,
                made_ms,
            })
        });
        listed.collect()
    }

    /// Gives a member another role; `false` if there is no such member.
    ///
    /// # Errors
    ///
    /// If the one who asks may not, or no owner would be left.
    pub async fn change_role(
        &self,
        by: &Actor,
        member: [u8; 16],
        to: Role,
    ) -> Result<bool, IdentityError> {
        let mut write = self.db.begin(by.household).await?;
        check_still_there(&mut write, by).await?;
        let Some(from) = role_of(&mut write, by.household, member).await? else {
            return Ok(false);
        };
        check_may_change(by, from, to)?;
        set_role(&mut write, (by.household, member), from, to).await?;
        write.commit().await?;
        let more = [
            ("household", by.household.0.into()),
            ("by", by.member.into()),
            ("member", member.into()),
            ("role", to.id().into()),
        ];
        tell("role_changed", "ok", &more);
        Ok(true)
    }

    /// Removes a member with all devices; `false` if there is no such member. What they did
    /// stays, and so does their account, in other households and by itself.
    ///
    /// # Errors
    ///
    /// If the one who asks may not, or no owner would be left.
    pub async fn remove_member(
        &self,
        by: &Actor,
        member: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, IdentityError> {
        let mut write = self.db.begin(by.household).await?;
        check_still_there(&mut write, by).await?;
        let Some(role) = role_of(&mut write, by.household, member).await? else {
            return Ok(false);
        };
        check_may_shut_out(by, member, role)?;
        if role == Role::Owner {
            check_owner_left(&mut write, by.household, None, Some(member)).await?;
        }
        remove(&mut write, member, now_ms).await?;
        write.commit().await?;
        let more = [
            ("household", by.household.0.into()),
            ("by", by.member.into()),
            ("member", member.into()),
        ];
        tell("member_removed", "ok", &more);
        Ok(true)
    }
}

/// Takes a member and all its devices out.
pub(super) async fn remove(
    write: &mut db::Connection,
    member: [u8; 16],
    now_ms: i64,
) -> Result<(), IdentityError> {
    db::query("UPDATE device SET revoked_ms = $1 WHERE member = $2 AND revoked_ms IS NULL")
        .bind(now_ms)
        .bind(member.as_slice())
        .execute(&mut *write)
        .await?;
    db::query("UPDATE member SET removed_ms = $1 WHERE id = $2")
        .bind(now_ms)
        .bind(member.as_slice())
        .execute(write)
        .await?;
    Ok(())
}

impl Identity {
    /// Whether a member of a household has an account.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn has_person(&self, household: HouseholdId) -> Result<bool, IdentityError> {
        let found = db::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM member WHERE household = $1 AND account IS NOT NULL \
             AND removed_ms IS NULL)",
        );
        let found = found.bind(household.0.as_slice());
        Ok(found.fetch_one(&self.db).await?)
    }
}

/// Gives a member another role than the one they have, unless nobody would be an owner then.
pub(super) async fn set_role(
    write: &mut db::Connection,
    (household, member): (HouseholdId, [u8; 16]),
    from: Role,
    to: Role,
) -> Result<(), IdentityError> {
    if from == Role::Owner && to != Role::Owner {
        check_owner_left(write, household, None, Some(member)).await?;
    }
    db::query("UPDATE member SET role = $1 WHERE id = $2")
        .bind(i64::from(to.code()))
        .bind(member.as_slice())
        .execute(write)
        .await?;
    Ok(())
}

/// The role of a member of a household.
pub(super) async fn role_of(
    from: &mut db::Connection,
    household: HouseholdId,
    member: [u8; 16],
) -> Result<Option<Role>, IdentityError> {
    let role: Option<i64> = db::query_scalar(
        "SELECT role FROM member WHERE id = $1 AND household = $2 AND removed_ms IS NULL",
    )
    .bind(member.as_slice())
    .bind(household.0.as_slice())
    .fetch_optional(from)
    .await?;
    role.map(read_role).transpose()
}

/// That who asks is what they were when the request came in, and that the device that asks was
/// not shut out since: of two owners who remove each other at the same moment, one stays, and
/// whoever holds a request back gains nothing by it.
pub(super) async fn check_still_there(
    from: &mut db::Connection,
    by: &Actor,
) -> Result<(), IdentityError> {
    let is_out: bool = db::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM device WHERE id = $1 AND revoked_ms IS NOT NULL)",
    )
    .bind(by.device.as_ref().map(<[u8; 16]>::as_slice))
    .fetch_one(&mut *from)
    .await?;
    let now = role_of(from, by.household, by.member).await?;
    let same = now == Some(by.role) && !is_out;
    same.then_some(()).ok_or(IdentityError::Forbidden)
}

/// Whether an owner has a way in without a device, or without a member: a device or an
/// account.
///
/// # Errors
///
/// If none has: nobody could invite owners any more.
pub(super) async fn check_owner_left(
    from: &mut db::Connection,
    household: HouseholdId,
    device: Option<[u8; 16]>,
    member: Option<[u8; 16]>,
) -> Result<(), IdentityError> {
    let ways: i64 = db::query_scalar(
        "SELECT (SELECT count(*) FROM device JOIN member ON member.id = device.member \
         WHERE member.household = $1 AND role = $2 AND removed_ms IS NULL \
         AND revoked_ms IS NULL AND device.id IS DISTINCT FROM $3 AND member.id IS DISTINCT FROM $4) \
         + (SELECT count(*) FROM member WHERE household = $1 AND role = $2 \
         AND removed_ms IS NULL AND account IS NOT NULL AND id IS DISTINCT FROM $4)",
    )
    .bind(household.0.as_slice())
    .bind(i64::from(Role::Owner.code()))
    .bind(device.as_ref().map(<[u8; 16]>::as_slice))
    .bind(member.as_ref().map(<[u8; 16]>::as_slice))
    .fetch_one(from)
    .await?;
    (ways > 0).then_some(()).ok_or(IdentityError::LastOwner)
}

//! Invitations: a code that lets one person in, once, for two days.
//!
//! It is worth what its maker may do when it is used: one of somebody who was removed since, or
//! who may not invite to such a role any more, lets nobody in.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::rights::{check_may_invite, looks_after};
use super::{Actor, Identity, IdentityError, digest, fixed, hex, random, read_role};
use crate::db;

/// How long an invitation holds, in milliseconds: two days.
const INVITATION_MS: i64 = 2 * 24 * 60 * 60 * 1_000;

impl Identity {
    /// Makes an invitation for one person; returns its code and when it expires, in Unix
    /// milliseconds.
    ///
    /// # Errors
    ///
    /// If the member may not invite, or not for this role.
    pub async fn invite(
        &self,
        by: impl Into<Actor>,
        role: Role,
        now_ms: i64,
    ) -> Result<(String, i64), IdentityError> {
        let by = by.into();
        check_may_invite(&by, role)?;
        self.keep_invitation(by.household, role, Some(&by), now_ms)
            .await
    }

    /// Makes an invitation, by a member or by whoever has the machine.
    pub(super) async fn keep_invitation(
        &self,
        household: HouseholdId,
        role: Role,
        by: Option<&Actor>,
        now_ms: i64,
    ) -> Result<(String, i64), IdentityError> {
        let code = hex(&random::<16>()?);
        let expires_ms = now_ms.saturating_add(INVITATION_MS);
        let device = by.and_then(|by| by.device);
        db::query(
            "INSERT INTO invitation (code, household, role, by_device, by_member, expires_ms) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(digest(&code).as_slice())
        .bind(household.0.as_slice())
        .bind(i64::from(role.code()))
        .bind(device.as_ref().map(<[u8; 16]>::as_slice))
        .bind(by.map(|by| by.member.as_slice()))
        .bind(expires_ms)
        .execute(&self.db)
        .await?;
        Ok((code, expires_ms))
    }
}

/// Uses an invitation up, as long as the transaction is ended well; the household and the role
/// that it is for, or `None` if it does not hold.
pub(super) async fn take(
    write: &mut db::Connection,
    code: &str,
    now_ms: i64,
) -> Result<Option<(HouseholdId, Role)>, IdentityError> {
    type Found = (Vec<u8>, i64, Option<Vec<u8>>);
    let found: Option<Found> = db::query_as(
        "UPDATE invitation SET used_ms = $1 \
         WHERE code = $2 AND used_ms IS NULL AND expires_ms > $1 \
         AND (by_device IS NULL \
         OR by_device IN (SELECT id FROM device WHERE revoked_ms IS NULL)) \
         RETURNING household, role, by_member",
    )
    .bind(now_ms)
    .bind(digest(code).as_slice())
    .fetch_optional(&mut *write)
    .await?;
    let Some((household, role, by)) = found else {
        return Ok(None);
    };
    let role = read_role(role)?;
    if let Some(by) = by {
        let by: Option<i64> =
            db::query_scalar("SELECT role FROM member WHERE id = $1 AND removed_ms IS NULL")
                .bind(by)
                .fetch_optional(write)
                .await?;
        let by = by.map(read_role).transpose()?;
        if !by.is_some_and(|by| looks_after(by, role)) {
            return Ok(None);
        }
    }
    Ok(Some((HouseholdId(fixed(&household)?), role)))
}

//! A person leaves all their households at once, since their account goes.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::members::{check_owner_left, remove};
use super::{IdentityError, fixed};
use crate::db::{self, Connection};

/// Why somebody cannot leave yet.
#[derive(Debug, thiserror::Error)]
pub enum Unleft {
    /// Others would be without an owner.
    #[error("others are in a household of which this is the only owner")]
    OnlyOwner,
    /// Nobody would be left in a household, and it was not said that it goes, too.
    #[error("nobody else is in a household, and it goes with the account")]
    Alone,
    /// Why nothing is known of it.
    #[error(transparent)]
    Failed(#[from] IdentityError),
}

impl From<sqlx::Error> for Unleft {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// What becomes of a household that a person leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    GoesOn,
    OnlyOwner,
    Alone,
}

/// Takes an account's member out of each of its households, with all devices and the keys that
/// were made on them. A household in which nobody else is goes, if that was said.
///
/// # Errors
///
/// If an owner would be missing, or a household would go of which that was not said: what is
/// written is to be taken back.
pub async fn leave_all(
    write: &mut Connection,
    account: [u8; 16],
    deletes: bool,
    now_ms: i64,
) -> Result<(), Unleft> {
    let found: Vec<(Vec<u8>, Vec<u8>, i64)> = db::query_as(
        "SELECT household, id, role FROM member WHERE account = $1 AND removed_ms IS NULL",
    )
    .bind(account.as_slice())
    .fetch_all(&mut *write)
    .await?;
    for (household, member, role) in found {
        let (household, member) = (HouseholdId(fixed(&household)?), fixed(&member)?);
        let is_owner = role == i64::from(Role::Owner.code());
        match fate(write, household, member, is_owner).await? {
            Fate::OnlyOwner => return Err(Unleft::OnlyOwner),
            Fate::Alone if !deletes => return Err(Unleft::Alone),
            Fate::Alone => {
                delete(write, household).await?;
            }
            Fate::GoesOn => {
                revoke_keys(write, member, now_ms).await?;
                remove(write, member, now_ms).await?;
            }
        }
    }
    Ok(())
}

async fn fate(
    from: &mut Connection,
    household: HouseholdId,
    member: [u8; 16],
    is_owner: bool,
) -> Result<Fate, IdentityError> {
    if !is_owner {
        return Ok(Fate::GoesOn);
    }
    let has_owner = check_owner_left(from, household, None, Some(member)).await;
    match has_owner {
        Ok(()) => return Ok(Fate::GoesOn),
        Err(IdentityError::LastOwner) => {}
        Err(error) => return Err(error),
    }
    let has_others: bool = db::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM member WHERE household = $1 AND id <> $2 \
         AND removed_ms IS NULL AND (account IS NOT NULL OR EXISTS \
         (SELECT 1 FROM device WHERE device.member = member.id AND revoked_ms IS NULL)))",
    )
    .bind(household.0.as_slice())
    .bind(member.as_slice())
    .fetch_one(from)
    .await?;
    Ok(if has_others {
        Fate::OnlyOwner
    } else {
        Fate::Alone
    })
}

/// All that is kept of a household goes with its row; its pictures' files go at a later
/// start of the server. `false` if there is none.
pub(super) async fn delete(
    write: &mut Connection,
    household: HouseholdId,
) -> Result<bool, IdentityError> {
    let gone = db::query("DELETE FROM household WHERE id = $1")
        .bind(household.0.as_slice())
        .execute(write)
        .await?;
    Ok(gone.rows_affected() > 0)
}

async fn revoke_keys(
    write: &mut Connection,
    member: [u8; 16],
    now_ms: i64,
) -> Result<(), IdentityError> {
    db::query("UPDATE api_key SET revoked_ms = $1 WHERE revoked_ms IS NULL AND by_member = $2")
        .bind(now_ms)
        .bind(member.as_slice())
        .execute(write)
        .await?;
    Ok(())
}

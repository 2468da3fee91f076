//! The ways into an account, of which one is always left; and that somebody has just come in by
//! one, which is asked of whoever changes them.

use super::sessions::SignedIn;
use super::{AccountError, Accounts};
use crate::db::{self, Connection};

/// How old a session may be whose person changes the ways in, in milliseconds: whoever finds a
/// browser open makes none of their own.
const FRESH_MS: i64 = 10 * 60 * 1_000;

impl Accounts {
    /// Whether a person has signed in just now.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn is_fresh(&self, by: &SignedIn, now_ms: i64) -> Result<bool, AccountError> {
        let made_ms: Option<i64> =
            db::query_scalar("SELECT made_ms FROM account_session WHERE id = $1")
                .bind(by.session.as_slice())
                .fetch_optional(&self.db)
                .await?;
        Ok(made_ms.is_some_and(|made_ms| made_ms > now_ms.saturating_sub(FRESH_MS)))
    }

    /// # Errors
    ///
    /// If a person has not signed in just now.
    pub(super) async fn check_fresh(&self, by: &SignedIn, now_ms: i64) -> Result<(), AccountError> {
        let is_fresh = self.is_fresh(by, now_ms).await?;
        is_fresh.then_some(()).ok_or(AccountError::Stale)
    }

    /// Whether an account has a password: one that another server made has none at first.
    ///
    /// # Errors
    ///
    /// If it is gone.
    pub async fn has_password(&self, account: [u8; 16]) -> Result<bool, AccountError> {
        let has: Option<bool> =
            db::query_scalar("SELECT password <> '' FROM account WHERE id = $1")
                .bind(account.as_slice())
                .fetch_optional(&self.db)
                .await?;
        has.ok_or(AccountError::NotSignedIn)
    }
}

/// Whether an account has a way in.
///
/// # Errors
///
/// If it has none: what is written is to be taken back.
pub(super) async fn check_one_left(
    from: &mut Connection,
    account: [u8; 16],
) -> Result<(), AccountError> {
    let has: bool = db::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM account WHERE id = $1 AND password <> '') \
         OR EXISTS (SELECT 1 FROM passkey WHERE account = $1) \
         OR EXISTS (SELECT 1 FROM linked_identity WHERE account = $1)",
    )
    .bind(account.as_slice())
    .fetch_one(from)
    .await?;
    has.then_some(()).ok_or(AccountError::LastWay)
}

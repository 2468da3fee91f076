//! From where an account was signed in to: there its person is let try, however many strangers
//! have tried elsewhere.
//!
//! What is kept of a network address is what only this server can make of it.

use super::attempts::Whose;
use super::{AccountError, Accounts};
use crate::db;

/// How long it counts, in milliseconds: 180 days, as long as a session lives.
const HOLDS_MS: i64 = super::sessions::LIFE_MS;

impl Accounts {
    /// Whether an account of this address was signed in to from there.
    pub(super) async fn is_at_home(&self, typed: &str, from: Whose) -> Result<bool, AccountError> {
        let network = self.signer.pseudonym(&from.key());
        let known = db::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM account_home \
             JOIN account ON account.id = account_home.account WHERE email = $1 AND network = $2)",
        );
        let known = known
            .bind(self.seal.seal(typed)?)
            .bind(network.as_ref().map(<[u8; 16]>::as_slice));
        Ok(known.fetch_one(&self.db).await?)
    }

    /// Notes that an account was signed in to from there.
    pub(super) async fn note_home(
        &self,
        account: [u8; 16],
        from: Whose,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let Some(network) = self.signer.pseudonym(&from.key()) else {
            return Ok(());
        };
        db::query(
            "INSERT INTO account_home (account, network, used_ms) VALUES ($1, $2, $3) \
             ON CONFLICT (account, network) DO UPDATE SET used_ms = excluded.used_ms",
        )
        .bind(account.as_slice())
        .bind(network.as_slice())
        .bind(now_ms)
        .execute(&self.db)
        .await?;
        Ok(())
    }

    /// Forgets from where nobody has signed in for long.
    pub(super) async fn expire_homes(&self, now_ms: i64) -> Result<(), AccountError> {
        db::query("DELETE FROM account_home WHERE used_ms <= $1")
            .bind(now_ms.saturating_sub(HOLDS_MS))
            .execute(&self.db)
            .await?;
        Ok(())
    }
}

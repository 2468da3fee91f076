//! Refresh tokens: a program exchanges one for another and an access token, each once.
//!
//! One that comes a second time is in two hands, and nobody can tell which of them is the
//! thief's: the session ends for both (RFC 9700 §4.14.2).

use super::sessions::{Kind, LIFE_MS, SignedIn};
use super::{AccountError, Accounts, digest, fixed, secret};
use crate::db::{self, Lock};
use crate::security::tell;

/// What every refresh token begins with: whoever finds one in a file knows what it opens.
const START: &str = "larder_refresh_";
/// How long a program may stay away, in milliseconds: 30 days, as a page.
const IDLE_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// A new token.
pub fn token() -> Result<String, AccountError> {
    Ok(format!("{START}{}", secret()?))
}

impl Accounts {
    /// Exchanges a refresh token for another one of the same session.
    ///
    /// # Errors
    ///
    /// If it never was, its session has ended, or it was exchanged before; the session ends
    /// then.
    pub async fn exchange(
        &self,
        spent: &str,
        now_ms: i64,
    ) -> Result<(SignedIn, String), AccountError> {
        if !self.is_refresh(spent).await? {
            return Err(AccountError::NotSignedIn);
        }
        let next = token()?;
        let mut write = self.db.begin(Lock::of(&digest(spent))).await?;
        let found: Option<(Vec<u8>, Vec<u8>)> = db::query_as(
            "UPDATE account_session SET token = $1, used_ms = $2 WHERE token = $3 AND kind = $4 \
             AND ended_ms IS NULL AND made_ms > $5 AND used_ms > $6 RETURNING account, id",
        )
        .bind(digest(&next).as_slice())
        .bind(now_ms)
        .bind(digest(spent).as_slice())
        .bind(Kind::Program.code())
        .bind(now_ms.saturating_sub(LIFE_MS))
        .bind(now_ms.saturating_sub(IDLE_MS))
        .fetch_optional(&mut *write)
        .await?;
        let Some((account, session)) = found else {
            drop(write);
            return Err(self.refused(spent, now_ms).await?);
        };
        db::query("INSERT INTO spent_token (token, session, spent_ms) VALUES ($1, $2, $3)")
            .bind(digest(spent).as_slice())
            .bind(&session)
            .bind(now_ms)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        let of = SignedIn {
            account: fixed(&account)?,
            session: fixed(&session)?,
        };
        Ok((of, next))
    }

    /// Whether it is or was one: what anybody makes up costs no write.
    async fn is_refresh(&self, token: &str) -> Result<bool, AccountError> {
        let known = db::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM account_session WHERE token = $1) \
             OR EXISTS (SELECT 1 FROM spent_token WHERE token = $1)",
        );
        let known = known.bind(digest(token).to_vec());
        Ok(known.fetch_one(&self.db).await?)
    }

    /// Why a token is not exchanged. Where it was before, its session ends.
    async fn refused(&self, spent: &str, now_ms: i64) -> Result<AccountError, AccountError> {
        let copied = db::query(
            "UPDATE account_session SET ended_ms = coalesce(ended_ms, $1) \
             WHERE id = (SELECT session FROM spent_token WHERE token = $2)",
        )
        .bind(now_ms)
        .bind(digest(spent).as_slice())
        .execute(&self.db)
        .await?;
        Ok(match copied.rows_affected() {
            0 => AccountError::NotSignedIn,
            _ => {
                tell("session_ended", "ok", &[("why", "copied_token".into())]);
                AccountError::Copied
            }
        })
    }
}

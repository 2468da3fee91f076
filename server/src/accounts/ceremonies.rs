//! What is begun in a browser and goes on there: once, soon, and in no other browser.
//!
//! A cookie of 256 random bits says which one it is; of it only the SHA-256 is kept, with what
//! has to come back. Whoever makes somebody else's browser go on with what they began themselves
//! has not that cookie.

use super::sessions::SignedIn;
use super::{AccountError, Accounts, digest, fixed, secret};
use crate::db;

/// How long somebody may take, in milliseconds.
pub const PATIENCE_MS: i64 = 5 * 60 * 1_000;

/// What is begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A passkey is made.
    MakePasskey,
    /// A passkey signs in.
    UsePasskey,
    /// Another server says who somebody is.
    AskProvider,
}

impl Kind {
    /// The number in storage; never changed, never reused.
    const fn code(self) -> i64 {
        match self {
            Self::MakePasskey => 1,
            Self::UsePasskey => 2,
            Self::AskProvider => 3,
        }
    }
}

/// What was begun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Begun {
    /// In whose session, if somebody had signed in whose session goes on.
    pub by: Option<SignedIn>,
    /// What has to come back.
    pub said: String,
}

impl Accounts {
    /// Notes what is begun; the secret is the browser's.
    pub(super) async fn begin_ceremony(
        &self,
        kind: Kind,
        by: Option<&SignedIn>,
        said: &str,
        now_ms: i64,
    ) -> Result<String, AccountError> {
        let token = secret()?;
        db::query(
            "INSERT INTO ceremony (token, kind, session, said, expires_ms) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(digest(&token).as_slice())
        .bind(kind.code())
        .bind(by.map(|by| by.session.as_slice()))
        .bind(said)
        .bind(now_ms.saturating_add(PATIENCE_MS))
        .execute(&self.db)
        .await?;
        Ok(token)
    }

    /// What was begun with this secret, which goes on now and never again.
    ///
    /// # Errors
    ///
    /// If nothing was, it was too long ago, or its session has ended.
    pub(super) async fn go_on(
        &self,
        kind: Kind,
        token: &str,
        now_ms: i64,
    ) -> Result<Begun, AccountError> {
        let found: Option<(Option<Vec<u8>>, String)> = db::query_as(
            "DELETE FROM ceremony WHERE token = $1 AND kind = $2 AND expires_ms > $3 \
             RETURNING session, said",
        )
        .bind(digest(token).as_slice())
        .bind(kind.code())
        .bind(now_ms)
        .fetch_optional(&self.db)
        .await?;
        let (session, said) = found.ok_or(AccountError::NotBegun)?;
        let by = match session {
            Some(session) => Some(self.by_session(fixed(&session)?).await?),
            None => None,
        };
        Ok(Begun { by, said })
    }

    async fn by_session(&self, session: [u8; 16]) -> Result<SignedIn, AccountError> {
        let found: Option<Vec<u8>> = db::query_scalar(
            "SELECT account FROM account_session WHERE id = $1 AND ended_ms IS NULL",
        )
        .bind(session.as_slice())
        .fetch_optional(&self.db)
        .await?;
        let account = fixed(&found.ok_or(AccountError::NotSignedIn)?)?;
        Ok(SignedIn { account, session })
    }

    /// Forgets what nobody went on with.
    pub(super) async fn expire_ceremonies(&self, now_ms: i64) -> Result<(), AccountError> {
        db::query("DELETE FROM ceremony WHERE expires_ms <= $1")
            .bind(now_ms)
            .execute(&self.db)
            .await?;
        Ok(())
    }
}

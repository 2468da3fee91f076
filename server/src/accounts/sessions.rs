//! Sessions: what signing in begins and signing out ends.
//!
//! A *page* proves its session by a cookie of 256 random bits; a *program* has an access token
//! of minutes and a refresh token that it exchanges for another pair ([`super::refresh`]). Of
//! cookies and refresh tokens only the SHA-256 is kept. A session ends after 30 days in which
//! it is not used, after 180 days whatever happens, and at once when somebody ends it.

use super::signer::{self, Claims};
use super::{AccountError, Accounts, Proved, digest, fixed, random, secret};
use crate::db::{self, Connection, Db, Lock};
use crate::security::tell;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// How long a session lives without being used, in milliseconds.
const IDLE_MS: i64 = 30 * DAY_MS;
/// How long a session lives at most, in milliseconds.
pub const LIFE_MS: i64 = 180 * DAY_MS;
/// The last use is noted to so many milliseconds.
const USED_EVERY_MS: i64 = 5 * 60 * 1_000;
/// Sessions of one account; the one that was not used for longest makes room.
const MOST: i64 = 50;
/// The longest that is kept of what a browser calls itself, in bytes.
const MAX_AGENT: usize = 200;

/// What a session is proved by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A cookie.
    Page,
    /// An access token.
    Program,
}

impl Kind {
    /// The number in storage; never changed, never reused.
    pub const fn code(self) -> i64 {
        match self {
            Self::Page => 1,
            Self::Program => 2,
        }
    }

    fn read(code: i64) -> Result<Self, AccountError> {
        let mut all = [Self::Page, Self::Program].into_iter();
        let kind = all.find(|kind| kind.code() == code);
        kind.ok_or(AccountError::Damaged)
    }
}

/// Somebody who has signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignedIn {
    /// Their account.
    pub account: [u8; 16],
    /// The session.
    pub session: [u8; 16],
}

/// A session of an account, for its person to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its id.
    pub id: [u8; 16],
    /// What it is proved by.
    pub kind: Kind,
    /// What the browser or the program called itself.
    pub agent: String,
    /// When it began, in Unix milliseconds.
    pub made_ms: i64,
    /// When it was last used, in Unix milliseconds, to a few minutes.
    pub used_ms: i64,
}

impl Accounts {
    /// Begins a session; returns it with its secret, which nobody can ask for again.
    ///
    /// # Errors
    ///
    /// If the password was changed since it was proved, the database fails, or there are no
    /// random numbers.
    pub async fn begin(
        &self,
        proved: &Proved,
        kind: Kind,
        agent: &str,
        now_ms: i64,
    ) -> Result<(SignedIn, String), AccountError> {
        let account = proved.account;
        let session: [u8; 16] = random()?;
        let secret = match kind {
            Kind::Page => secret()?,
            Kind::Program => super::refresh::token()?,
        };
        let mut write = self.db.begin(Lock::of(&account)).await?;
        db::query(
            "DELETE FROM account_session WHERE account = $1 AND id NOT IN \
             (SELECT id FROM account_session WHERE account = $1 \
             ORDER BY ended_ms IS NOT NULL, used_ms DESC, id LIMIT $2)",
        )
        .bind(account.as_slice())
        .bind(MOST - 1)
        .execute(&mut *write)
        .await?;
        let begun = db::query(
            "INSERT INTO account_session (id, account, kind, token, agent, made_ms, used_ms) \
             SELECT $1, id, $3, $4, $5, $6, $6 FROM account WHERE id = $2 AND password = $7",
        )
        .bind(session.as_slice())
        .bind(account.as_slice())
        .bind(kind.code())
        .bind(digest(&secret).as_slice())
        .bind(shortened(agent, MAX_AGENT))
        .bind(now_ms)
        .bind(&proved.kept)
        .execute(&mut *write)
        .await?;
        if begun.rows_affected() == 0 {
            return Err(AccountError::Wrong);
        }
        write.commit().await?;
        let more = [("account", account.into()), ("session", session.into())];
        tell("sign_in", "ok", &more);
        Ok((SignedIn { account, session }, secret))
    }

    /// Whose session a cookie is, if it goes on. It was used now.
    ///
    /// # Errors
    ///
    /// If it has ended or never was.
    pub async fn by_cookie(&self, secret: &str, now_ms: i64) -> Result<SignedIn, AccountError> {
        let found: Option<(Vec<u8>, Vec<u8>, i64)> = db::query_as(
            "SELECT account, id, used_ms FROM account_session \
             WHERE token = $1 AND kind = $2 AND ended_ms IS NULL AND made_ms > $3 AND used_ms > $4",
        )
        .bind(digest(secret).as_slice())
        .bind(Kind::Page.code())
        .bind(now_ms.saturating_sub(LIFE_MS))
        .bind(now_ms.saturating_sub(IDLE_MS))
        .fetch_optional(&self.db)
        .await?;
        let (account, session, used_ms) = found.ok_or(AccountError::NotSignedIn)?;
        if used_ms < now_ms.saturating_sub(USED_EVERY_MS) {
            let used = db::query("UPDATE account_session SET used_ms = $1 WHERE id = $2")
                .bind(now_ms)
                .bind(&session)
                .execute(&self.db);
            // Who only reads is answered though nothing can be written.
            used.await.ok();
        }
        Ok(SignedIn {
            account: fixed(&account)?,
            session: fixed(&session)?,
        })
    }

    /// Whose session an access token is of, if that goes on.
    ///
    /// # Errors
    ///
    /// If the token was not signed here, has expired, or its session has ended.
    pub async fn by_access(&self, token: &str, now_ms: i64) -> Result<SignedIn, AccountError> {
        let Claims { account, session } = self.signer.read(token, now_ms)?;
        let lives: Option<i64> = db::query_scalar(
            "SELECT made_ms FROM account_session \
             WHERE id = $1 AND account = $2 AND ended_ms IS NULL AND made_ms > $3",
        )
        .bind(session.as_slice())
        .bind(account.as_slice())
        .bind(now_ms.saturating_sub(LIFE_MS))
        .fetch_optional(&self.db)
        .await?;
        let signed_in = SignedIn { account, session };
        lives.map(|_| signed_in).ok_or(AccountError::NotSignedIn)
    }

    /// An access token for a session.
    ///
    /// # Errors
    ///
    /// Never, but for a bug.
    pub fn access(&self, of: SignedIn, now_ms: i64) -> Result<String, AccountError> {
        let SignedIn { account, session } = of;
        self.signer.sign(Claims { account, session }, now_ms)
    }

    /// The sessions of an account that go on, the one used last first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn sessions(
        &self,
        account: [u8; 16],
        now_ms: i64,
    ) -> Result<Vec<Listed>, AccountError> {
        listed(&self.db, account, now_ms).await
    }

    /// Ends a session of an account; `false` if there is none that goes on.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn end(
        &self,
        account: [u8; 16],
        session: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, AccountError> {
        let ended = db::query(
            "UPDATE account_session SET ended_ms = $1 \
             WHERE id = $2 AND account = $3 AND ended_ms IS NULL",
        )
        .bind(now_ms)
        .bind(session.as_slice())
        .bind(account.as_slice())
        .execute(&self.db)
        .await?;
        let has_ended = ended.rows_affected() > 0;
        if has_ended {
            let more = [("account", account.into()), ("session", session.into())];
            tell("session_ended", "ok", &more);
        }
        Ok(has_ended)
    }

    /// Ends every session of an account, or all but one.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn end_all(
        &self,
        account: [u8; 16],
        but: Option<[u8; 16]>,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let mut write = self.db.acquire().await?;
        end_all(&mut write, account, but, now_ms).await?;
        tell("sessions_ended", "ok", &[("account", account.into())]);
        Ok(())
    }

    /// Forgets sessions that ended long ago, or are too old to go on; their spent tokens go with
    /// them, and not before: until then one that comes a second time is in two hands. Links that
    /// hold no more are forgotten, too, and what was begun and not gone on with.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn expire(&self, now_ms: i64) -> Result<(), AccountError> {
        db::query(
            "DELETE FROM account_session WHERE made_ms <= $1 OR used_ms <= $2 OR ended_ms <= $2",
        )
        .bind(now_ms.saturating_sub(LIFE_MS))
        .bind(now_ms.saturating_sub(IDLE_MS))
        .execute(&self.db)
        .await?;
        self.expire_ceremonies(now_ms).await?;
        self.expire_homes(now_ms).await?;
        self.expire_letters(now_ms).await
    }
}

/// The sessions of an account that go on, the one used last first.
pub(super) async fn listed(
    db: &Db,
    account: [u8; 16],
    now_ms: i64,
) -> Result<Vec<Listed>, AccountError> {
    type Found = (Vec<u8>, i64, String, i64, i64);
    let found: Vec<Found> = db::query_as(
        "SELECT id, kind, agent, made_ms, used_ms FROM account_session WHERE account = $1 \
         AND ended_ms IS NULL AND made_ms > $2 AND used_ms > $3 ORDER BY used_ms DESC, id",
    )
    .bind(account.as_slice())
    .bind(now_ms.saturating_sub(LIFE_MS))
    .bind(now_ms.saturating_sub(IDLE_MS))
    .fetch_all(db)
    .await?;
    let listed = found
        .into_iter()
        .map(|(id, kind, agent, made_ms, used_ms)| {
            Ok(Listed {
                id: fixed(&id)?,
                kind: Kind::read(kind)?,
                agent,
                made_ms,
                used_ms,
            })
        });
    listed.collect()
}

/// Ends every session of an account, or all but one.
pub(super) async fn end_all(
    write: &mut Connection,
    account: [u8; 16],
    but: Option<[u8; 16]>,
    now_ms: i64,
) -> Result<(), AccountError> {
    db::query(
        "UPDATE account_session SET ended_ms = $1 \
         WHERE account = $2 AND ended_ms IS NULL AND id IS DISTINCT FROM $3",
    )
    .bind(now_ms)
    .bind(account.as_slice())
    .bind(but.as_ref().map(<[u8; 16]>::as_slice))
    .execute(write)
    .await?;
    Ok(())
}

/// How long an access token holds, in seconds.
pub const ACCESS_S: i64 = signer::ACCESS_S;

/// Text without what steers a terminal, up to so many bytes.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let plain = text.chars().filter(|letter| !letter.is_control());
    let mut short = String::new();
    for letter in plain {
        if short.len() + letter.len_utf8() > most {
            break;
        }
        short.push(letter);
    }
    short
}

//! Letters to a person: links that show that an address is theirs, or let them choose another
//! password, and a word when that was changed.
//!
//! A link holds once and not for long, and only its hash is kept. Whoever asks is told the same
//! whether the address has an account or not; what depends on it goes on after the answer.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::attempts::Whose;
use super::{Account, AccountError, Accounts, Email, digest, fixed, password, secret, sessions};
use crate::db::{self, Connection, Db, Lock};
use crate::gateway::request_id::{carried, log};
use crate::language::{Language, Wording};
use crate::mail::{Letter, Mail};
use crate::security::tell;

const MINUTE_MS: i64 = 60 * 1_000;
/// How long a link holds that shows whose an address is, in milliseconds.
pub(super) const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Letters that anybody may have sent to one address in an hour; they may come at once.
const LETTERS_AN_HOUR: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);
/// Where another password is asked for.
pub(super) const FORGOTTEN: &str = "/account/forgotten";

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Purpose {
    /// Shows that the address is the person's.
    Verify,
    /// Sets another password.
    Reset,
}

impl Purpose {
    /// The number in storage; never changed, never reused.
    const fn code(self) -> i64 {
        match self {
            Self::Verify => 1,
            Self::Reset => 2,
        }
    }

    /// How long the link holds, in milliseconds: half an hour where it opens the account.
    const fn life_ms(self) -> i64 {
        match self {
            Self::Verify => DAY_MS,
            Self::Reset => 30 * MINUTE_MS,
        }
    }

    /// Where its link leads.
    const fn path(self) -> &'static str {
        match self {
            Self::Verify => "/account/verify",
            Self::Reset => "/account/reset",
        }
    }

    const fn wording(self, language: Language) -> &'static Wording {
        match self {
            Self::Verify => &language.words().verify,
            Self::Reset => &language.words().reset,
        }
    }
}

/// The way for letters, and how often anybody is written to; cheap to clone.
#[derive(Clone)]
pub struct Letters {
    /// The way.
    pub mail: Mail,
    pace: Arc<DefaultKeyedRateLimiter<[u8; 32]>>,
}

impl Letters {
    fn new(mail: Mail) -> Self {
        let pace = RateLimiter::keyed(Quota::per_hour(LETTERS_AN_HOUR));
        let pace = Arc::new(pace);
        Self { mail, pace }
    }

    /// Whether an address was not written to too often for this; it counts. Whoever signs up
    /// with somebody's address again and again keeps no link for a password from them.
    pub(super) fn may_write_to(&self, email: &Email, what_for: &str) -> bool {
        let whose = digest(&format!("{what_for} {}", email.as_str()));
        self.pace.check_key(&whose).is_ok()
    }

    /// A letter with a link into this server. Nothing else of it is what somebody typed: a letter
    /// of ours is no place for others' words.
    pub(super) fn letter(&self, to: Email, wording: &Wording, path: &str) -> Letter {
        Letter {
            to,
            subject: wording.subject.into(),
            text: wording.text.replace("{link}", &self.mail.link(path)),
            stop: None,
        }
    }
}

impl Accounts {
    /// The same with a way for letters.
    #[must_use]
    pub fn with_mail(self, mail: Option<Mail>) -> Self {
        let letters = mail.map(Letters::new);
        Self { letters, ..self }
    }

    /// The way for letters, if there is one.
    pub fn mail(&self) -> Option<&Mail> {
        self.letters.as_ref().map(|letters| &letters.mail)
    }

    /// Has a link sent to choose another password, if the address has an account.
    ///
    /// # Errors
    ///
    /// If no letters go out from here, too many are on their way, or too many tries came from
    /// there.
    pub async fn ask_reset(
        &self,
        email: &str,
        from: Whose,
        language: Language,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let letters = self.letters.clone().ok_or(AccountError::NoMail)?;
        let within = self.attempts.begin(&[from], now_ms).await;
        within.map_err(AccountError::TooMany)?;
        let place = letters.mail.place().ok_or(AccountError::Busy)?;
        let (accounts, typed) = (self.clone(), Email::parse(email));
        tokio::spawn(carried(async move {
            // Whatever was typed counts, or it would show in what else goes out.
            let Some(email) = typed.filter(|email| letters.may_write_to(email, "reset")) else {
                return;
            };
            let path = match accounts.reset_path(&email, now_ms).await {
                Ok(Some(path)) => path,
                Ok(None) => return,
                Err(error) => return log(format_args!("a letter was not written: {error}")),
            };
            let letter = letters.letter(email, Purpose::Reset.wording(language), &path);
            letters.mail.deliver(&letter, place).await;
        }));
        Ok(())
    }

    async fn reset_path(&self, email: &Email, now_ms: i64) -> Result<Option<String>, AccountError> {
        let id: Option<Vec<u8>> = db::query_scalar("SELECT id FROM account WHERE email = $1")
            .bind(self.seal.seal(email.as_str())?)
            .fetch_optional(&self.db)
            .await?;
        match id {
            Some(id) => Ok(Some(self.path(fixed(&id)?, Purpose::Reset, now_ms).await?)),
            None => Ok(None),
        }
    }

    /// Has a link sent that shows that the address of an account is the person's, if that was
    /// not shown yet.
    ///
    /// # Errors
    ///
    /// If no letters go out from here, or too many are on their way.
    pub async fn ask_verification(
        &self,
        account: &Account,
        language: Language,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let letters = self.letters.clone().ok_or(AccountError::NoMail)?;
        let email = Email::parse(&account.email).ok_or(AccountError::Damaged)?;
        let place = letters.mail.place().ok_or(AccountError::Busy)?;
        if account.is_verified || !letters.may_write_to(&email, "verify") {
            return Ok(());
        }
        let path = self.path(account.id, Purpose::Verify, now_ms).await?;
        let letter = letters.letter(email, Purpose::Verify.wording(language), &path);
        let mail = letters.mail.clone();
        tokio::spawn(carried(async move { mail.deliver(&letter, place).await }));
        Ok(())
    }

    /// Where a new link leads.
    async fn path(
        &self,
        account: [u8; 16],
        purpose: Purpose,
        now_ms: i64,
    ) -> Result<String, AccountError> {
        path(&self.db, account, purpose, now_ms).await
    }

    /// Takes it that an address is of whoever has the link: makes the account of one who has
    /// signed up, or notes it of an account that was there before letters went out. Where several
    /// have signed up with the address, the account gets a password that is said now: links
    /// look alike, and the one that is opened may be somebody else's.
    ///
    /// # Errors
    ///
    /// If the link does not hold, nobody may sign up any more, or a password is to be said that
    /// is none or would be guessed: the link still holds then.
    pub async fn verify(
        &self,
        token: &str,
        password: Option<&str>,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        // What anybody makes up costs no write.
        let is_one: bool = db::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM newcomer WHERE token = $1) \
             OR EXISTS (SELECT 1 FROM letter WHERE token = $1)",
        )
        .bind(digest(token).as_slice())
        .fetch_one(&self.db)
        .await?;
        if !is_one {
            return Err(AccountError::NoLetter);
        }
        let chosen = match password {
            Some(password) => self.chosen(token, password).await?,
            None => None,
        };
        let mut write = self.db.begin(Lock::ACCOUNTS).await?;
        if !self.welcome(&mut write, token, chosen, now_ms).await? {
            let account = used(&mut write, token, Purpose::Verify, now_ms).await?;
            verified(&mut write, account, now_ms).await?;
        }
        Ok(write.commit().await?)
    }

    /// Gives the account of a link another password. All its sessions end, no link to it holds
    /// any more, and a letter says that it was changed.
    ///
    /// # Errors
    ///
    /// If the link does not hold, or the password would be guessed: the link still holds then.
    pub async fn reset(
        &self,
        token: &str,
        new: &str,
        (from, language): (Whose, Language),
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let found: Option<(Vec<u8>, String)> = db::query_as(
            "SELECT account, email FROM letter JOIN account ON account.id = letter.account \
             WHERE token = $1 AND purpose = $2 AND expires_ms > $3",
        )
        .bind(digest(token).as_slice())
        .bind(Purpose::Reset.code())
        .bind(now_ms)
        .fetch_optional(&self.db)
        .await?;
        let (of, kept) = found.ok_or(AccountError::NoLetter)?;
        let email = self.seal.unseal(&kept)?;
        let known = Email::parse(&email).ok_or(AccountError::Damaged)?;
        password::check_new(new, &known)?;
        let hash = self.passwords.hash(new).await?;
        let mut write = self.db.begin(Lock::of(&of)).await?;
        let account = used(&mut write, token, Purpose::Reset, now_ms).await?;
        // Who reads its letters has the address, too.
        verified(&mut write, account, now_ms).await?;
        db::query("UPDATE account SET password = $1 WHERE id = $2")
            .bind(hash)
            .bind(account.as_slice())
            .execute(&mut *write)
            .await?;
        sessions::end_all(&mut write, account, None, now_ms).await?;
        forget(&mut write, account).await?;
        write.commit().await?;
        tell("password_reset", "ok", &[("account", account.into())]);
        self.attempts.forget(&Whose::account(&email, from)).await;
        self.attempts.forget(&Whose::strangers(&email)).await;
        self.tell_changed(known, language);
        Ok(())
    }

    /// Has the person told that their password was changed, where letters go out. This is not
    /// counted: nobody keeps it back by asking for others.
    pub(super) fn tell_changed(&self, email: Email, language: Language) {
        let Some(letters) = self.letters.clone() else {
            return;
        };
        let Some(place) = letters.mail.place() else {
            log(format_args!(
                "a letter was not written: too many are on their way"
            ));
            return;
        };
        tokio::spawn(carried(async move {
            let letter = letters.letter(email, &language.words().changed, FORGOTTEN);
            letters.mail.deliver(&letter, place).await;
        }));
    }

    /// Forgets links that hold no more.
    pub(super) async fn expire_letters(&self, now_ms: i64) -> Result<(), AccountError> {
        for late in [
            "DELETE FROM letter WHERE expires_ms <= $1",
            "DELETE FROM newcomer WHERE expires_ms <= $1",
        ] {
            db::query(late).bind(now_ms).execute(&self.db).await?;
        }
        if let Some(letters) = &self.letters {
            letters.pace.retain_recent();
            letters.pace.shrink_to_fit();
        }
        Ok(())
    }
}

/// Where a new link leads by which whoever has it sets another password, once and within half an
/// hour.
pub(super) async fn reset_path(
    db: &Db,
    account: [u8; 16],
    now_ms: i64,
) -> Result<String, AccountError> {
    path(db, account, Purpose::Reset, now_ms).await
}

/// Where a new link leads. Those that were made before hold on: whoever asks for letters to
/// somebody else makes none of theirs useless.
async fn path(
    db: &Db,
    account: [u8; 16],
    purpose: Purpose,
    now_ms: i64,
) -> Result<String, AccountError> {
    let token = secret()?;
    db::query("INSERT INTO letter (token, account, purpose, expires_ms) VALUES ($1, $2, $3, $4)")
        .bind(digest(&token).as_slice())
        .bind(account.as_slice())
        .bind(purpose.code())
        .bind(now_ms.saturating_add(purpose.life_ms()))
        .execute(db)
        .await?;
    Ok(format!("{}?token={token}", purpose.path()))
}

/// Uses a link up, as long as the transaction ends well; the account that it is for.
async fn used(
    write: &mut Connection,
    token: &str,
    purpose: Purpose,
    now_ms: i64,
) -> Result<[u8; 16], AccountError> {
    let account: Option<Vec<u8>> = db::query_scalar(
        "DELETE FROM letter WHERE token = $1 AND purpose = $2 AND expires_ms > $3 RETURNING account",
    )
    .bind(digest(token).as_slice())
    .bind(purpose.code())
    .bind(now_ms)
    .fetch_optional(write)
    .await?;
    fixed(&account.ok_or(AccountError::NoLetter)?)
}

/// Forgets every link to an account.
pub(super) async fn forget(write: &mut Connection, account: [u8; 16]) -> Result<(), AccountError> {
    db::query("DELETE FROM letter WHERE account = $1")
        .bind(account.as_slice())
        .execute(write)
        .await?;
    Ok(())
}

async fn verified(
    write: &mut Connection,
    account: [u8; 16],
    now_ms: i64,
) -> Result<(), AccountError> {
    db::query("UPDATE account SET verified_ms = coalesce(verified_ms, $1) WHERE id = $2")
        .bind(now_ms)
        .bind(account.as_slice())
        .execute(write)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;

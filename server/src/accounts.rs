//! Accounts of persons: signing up, signing in by an e-mail address and a password, and what
//! that leads to, a [session](sessions).
//!
//! An account is a way in, and nothing of the food depends on it: devices keep their tokens
//! and programs their keys. Whether an address has an account is told to nobody who does not
//! know its password: the answers are the same, and so is the work. Where [letters] go out, an
//! account is made once its address is confirmed, so that signing in tells nothing either.

pub mod attempts;
mod ceremonies;
mod email;
mod homes;
pub mod keeper;
pub mod leaving;
pub mod letters;
mod newcomers;
mod origin;
pub mod passkeys;
mod password;
pub mod providers;
mod refresh;
pub mod seal;
pub mod sessions;
mod settings;
mod signer;
mod told;
mod tries;
mod ways;

use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::db::{self, Connection, Db, Lock};
use crate::identity::{IdentityError, hex};
use crate::language::Language;
use crate::random;
use crate::security::tell;
use attempts::Whose;
use letters::Letters;
use newcomers::Newcome;
use password::Passwords;
use providers::remote::Provider;
use seal::Seal;
use tries::Tries;

pub use email::Email;
pub use origin::Origin;
pub use settings::{Settings, SignUp};
pub use signer::{Signer, is_token};

/// The longest name of a person, in bytes.
pub const MAX_NAME: usize = 100;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// What it keeps is not what was put there.
    #[error("the database holds an account that cannot be read")]
    Damaged,
    /// Work beside the request ended without a result: a bug.
    #[error("the work ended without a result")]
    Lost,
    /// Too many passwords are compared just now.
    #[error("the server is busy; try again soon")]
    Busy,
    /// Whoever keeps the server lets nobody new in.
    #[error("nobody signs up here any more: ask whoever keeps the server")]
    SignUpClosed,
    /// It is no e-mail address.
    #[error("this is no e-mail address: give one such as ana@example.org")]
    NoAddress,
    /// Others have to call the person something.
    #[error("a person has a name of 1 to {MAX_NAME} bytes")]
    NoName,
    /// The password would be guessed.
    #[error("{0}")]
    Weak(&'static str),
    /// The address has no account, or another password.
    #[error("the e-mail address or the password is wrong")]
    Wrong,
    /// Too many tries went wrong.
    #[error("too many tries went wrong: try again in {} s", .0.as_secs() + 1)]
    TooMany(Duration),
    /// Nobody has signed in.
    #[error("sign in first: nobody has, or the session has ended")]
    NotSignedIn,
    /// The access token is too old.
    #[error("this access token has expired: exchange the refresh token for another one")]
    Expired,
    /// Nobody has said how letters go out.
    #[error(
        "this server sends no e-mail: whoever keeps it sets `smtp-host`, `mail-from` and `url` \
         (docs/configuration.md)"
    )]
    NoMail,
    /// The link of a letter does not hold.
    #[error("this link was used, has expired or never was: ask for another one")]
    NoLetter,
    /// Several have signed up with the address: only who reads its letters says which password.
    #[error(
        "somebody else has signed up with this address, too: send the `password` that the account \
         is to have beside the token"
    )]
    Several,
    /// What was begun in a browser goes on in another one, or too late.
    #[error("this was not begun in this browser, or too long ago: begin again")]
    NotBegun,
    /// Who changes the ways in has to have come in just now.
    #[error("sign in again first: this is for who has signed in within the last ten minutes")]
    Stale,
    /// A passkey is of no account, or was not used as it has to be.
    #[error("this passkey is of no account here, or was not used as it has to be")]
    NoPasskey,
    /// There is no room for a passkey, or it is there.
    #[error("an account has at most 20 passkeys, and each once")]
    TooManyPasskeys,
    /// No server of this name signs people in here.
    #[error("no other server of this name signs people in here")]
    NoProvider,
    /// Another server does not answer.
    #[error("the other server cannot be asked just now: sign in another way, or try again soon")]
    Unreachable,
    /// Another server says nothing that is believed.
    #[error("the other server did not say who this is: begin again")]
    Unbelieved,
    /// Another server vouches for no address.
    #[error("the other server vouches for no e-mail address, which an account has to have")]
    NoVerifiedAddress,
    /// The address has an account that is not connected.
    #[error("there is an account with this e-mail address: sign in to it, and connect it there")]
    ConnectFirst,
    /// It is connected with another account.
    #[error("whom the other server calls so has another account here")]
    ConnectedElsewhere,
    /// Others would be in a household without an owner.
    #[error(
        "others are in a household of which you are the only owner: make one of them an owner \
         first, or remove them"
    )]
    OnlyOwner,
    /// A household would go.
    #[error(
        "nobody else is in a household of yours, so it goes with the account: say so by \
         `delete_households`, or invite an owner first"
    )]
    Alone,
    /// Its households could not be left.
    #[error(transparent)]
    Household(IdentityError),
    /// There would be no way into the account.
    #[error("this is the last way into the account: make another one first")]
    LastWay,
    /// Browsers take no passkeys for this server.
    #[error(
        "this server has no name that passkeys can be made for: whoever keeps it sets `url` to an \
         address with https and a name, such as https://larder.example.org (docs/configuration.md)"
    )]
    NoHome,
    /// A refresh token came a second time: somebody has a copy of it.
    #[error("this token was exchanged before, so somebody has a copy of it: sign in again")]
    Copied,
}

/// A person's account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Its id.
    pub id: [u8; 16],
    /// The e-mail address.
    pub email: String,
    /// What others call the person.
    pub name: String,
    /// When it was made, in Unix milliseconds.
    pub made_ms: i64,
    /// Whether the person has shown that the address is theirs.
    pub is_verified: bool,
}

/// Somebody who wants an account.
#[derive(Clone, Copy, Debug)]
pub struct Newcomer<'a> {
    /// The e-mail address, as it was typed.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// What others call the person.
    pub name: &'a str,
    /// Whether a device of theirs is in a household of somebody with an account.
    pub is_known: bool,
    /// The language in which to write to them.
    pub language: Language,
}

/// What came of signing up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignedUp {
    /// The account is there, or the address has one.
    AtOnce,
    /// A letter goes to the address: with a link that makes the account, or to say that there is
    /// one.
    ByLetter,
}

/// Whoever has proved to know an account's password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proved {
    /// The account.
    pub account: [u8; 16],
    /// What was kept of the password then.
    kept: String,
}

/// Accounts and sessions in the server's database; cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    db: Db,
    passwords: Passwords,
    attempts: Tries,
    signer: Signer,
    seal: Seal,
    sign_up: SignUp,
    letters: Option<Letters>,
    origin: Option<Origin>,
    providers: Arc<Vec<Provider>>,
}

impl Accounts {
    /// The tables in an open database.
    pub fn new(db: Db, signer: Signer, settings: &Settings) -> Self {
        Self {
            db,
            passwords: Passwords::new(),
            attempts: Tries::default(),
            seal: signer.seal(),
            signer,
            sign_up: settings.sign_up,
            letters: None,
            origin: None,
            providers: Arc::default(),
        }
    }

    /// The same where people reach it there.
    #[must_use]
    pub fn with_origin(self, origin: Option<Origin>) -> Self {
        Self { origin, ..self }
    }

    /// Makes an account, or sends a letter that does, unless its address has one: either way the
    /// answer is the same.
    ///
    /// # Errors
    ///
    /// If nobody may sign up, what was given makes no account, too many tries came from there, or
    /// too many letters are on their way.
    pub async fn sign_up(
        &self,
        newcomer: &Newcomer<'_>,
        from: Whose,
        now_ms: i64,
    ) -> Result<SignedUp, AccountError> {
        let email = Email::parse(newcomer.email).ok_or(AccountError::NoAddress)?;
        let name = newcomer.name.trim();
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(AccountError::NoName);
        }
        self.check_open(newcomer.is_known).await?;
        password::check_new(newcomer.password, &email)?;
        let within = self.attempts.begin(&[from], now_ms).await;
        within.map_err(AccountError::TooMany)?;
        let hash = self.passwords.hash(newcomer.password).await;
        if hash.is_err() {
            self.attempts.give_back(&[from], now_ms).await;
        }
        let hash = hash?;
        let newcome = Newcome {
            email,
            name: name.to_owned(),
            hash,
            is_known: newcomer.is_known,
        };
        if let Some(letters) = &self.letters {
            self.greet(letters, newcome, newcomer.language, now_ms)?;
            return Ok(SignedUp::ByLetter);
        }
        let mut write = self.db.begin(Lock::ACCOUNTS).await?;
        let is_made = self.make(&mut write, &newcome, None, now_ms).await?;
        write.commit().await?;
        // Not where an address has an account already, which nobody is told.
        match is_made || !self.is_for_first(&newcome) {
            true => Ok(SignedUp::AtOnce),
            false => Err(AccountError::SignUpClosed),
        }
    }

    /// Whether another account may be made.
    async fn check_open(&self, is_known: bool) -> Result<(), AccountError> {
        let is_open = match self.sign_up {
            SignUp::Open => true,
            SignUp::First => is_known || self.count().await? == 0,
            SignUp::Closed => false,
        };
        is_open.then_some(()).ok_or(AccountError::SignUpClosed)
    }

    async fn count(&self) -> Result<i64, AccountError> {
        let count = db::query_scalar("SELECT count(*) FROM account");
        Ok(count.fetch_one(&self.db).await?)
    }

    /// Whether an account may be made of them while there is no other.
    fn is_for_first(&self, newcome: &Newcome) -> bool {
        self.sign_up == SignUp::First && !newcome.is_known
    }

    /// Makes an account; `false` if its address has one, or another one was the first.
    async fn make(
        &self,
        write: &mut Connection,
        newcome: &Newcome,
        verified_ms: Option<i64>,
        now_ms: i64,
    ) -> Result<bool, AccountError> {
        let id: [u8; 16] = random()?;
        // Of two who would both be the first, one is.
        let made = db::query(
            "INSERT INTO account (id, email, name, password, made_ms, verified_ms) \
             SELECT $1, $2, $3, $4, $5, $7 WHERE NOT $6 OR NOT EXISTS (SELECT 1 FROM account) \
             ON CONFLICT (email) DO NOTHING",
        )
        .bind(id.as_slice())
        .bind(self.seal.seal(newcome.email.as_str())?)
        .bind(&newcome.name)
        .bind(&newcome.hash)
        .bind(now_ms)
        .bind(self.is_for_first(newcome))
        .bind(verified_ms)
        .execute(write)
        .await?;
        Ok(made.rows_affected() > 0)
    }

    /// The account of whoever knows its address and its password.
    ///
    /// # Errors
    ///
    /// If either is wrong, which of them is not told, or too many tries went wrong.
    pub async fn prove(
        &self,
        email: &str,
        password: &str,
        from: Whose,
        now_ms: i64,
    ) -> Result<Proved, AccountError> {
        let typed = email.trim().to_lowercase();
        // An address counts whether it has an account or not.
        let proved = self.tried(&typed, password, from, now_ms).await;
        self.tell_refused("password", Some(&typed), Some(from), &proved);
        proved
    }

    async fn tried(
        &self,
        typed: &str,
        password: &str,
        from: Whose,
        now_ms: i64,
    ) -> Result<Proved, AccountError> {
        let mut tries = vec![Whose::account(typed, from), from];
        let is_at_home = self.is_at_home(typed, from).await?;
        if !is_at_home {
            tries.push(Whose::strangers(typed));
        }
        let within = self.attempts.begin(&tries, now_ms).await;
        within.map_err(AccountError::TooMany)?;
        let compared = self.compared(typed, password).await;
        match &compared {
            Ok(proved) => {
                self.attempts.succeeded(&tries, now_ms).await;
                self.note_home(proved.account, from, now_ms).await?;
            }
            Err(AccountError::Wrong) => (),
            // That it failed says nothing of the password.
            Err(_) => self.attempts.give_back(&tries, now_ms).await,
        }
        compared
    }

    async fn compared(&self, typed: &str, password: &str) -> Result<Proved, AccountError> {
        let known: Option<(Vec<u8>, String)> =
            db::query_as("SELECT id, password FROM account WHERE email = $1")
                .bind(self.seal.seal(typed)?)
                .fetch_optional(&self.db)
                .await?;
        let (id, kept) = known.unzip();
        let kept = kept.filter(|kept: &String| !kept.is_empty());
        let matches = self.passwords.matches(password, kept.clone()).await?;
        let (id, kept) = id
            .zip(kept)
            .filter(|_| matches)
            .ok_or(AccountError::Wrong)?;
        let account = fixed(&id)?;
        Ok(Proved { account, kept })
    }

    /// An account by its id.
    ///
    /// # Errors
    ///
    /// If it is gone.
    pub async fn account(&self, id: [u8; 16]) -> Result<Account, AccountError> {
        let found: Option<(String, String, i64, bool)> = db::query_as(
            "SELECT email, name, made_ms, verified_ms IS NOT NULL FROM account WHERE id = $1",
        )
        .bind(id.as_slice())
        .fetch_optional(&self.db)
        .await?;
        let (email, name, made_ms, is_verified) = found.ok_or(AccountError::NotSignedIn)?;
        Ok(Account {
            id,
            email: self.seal.unseal(&email)?,
            name,
            made_ms,
            is_verified,
        })
    }

    /// Gives an account another password; every other session of it ends, and a letter says so.
    ///
    /// # Errors
    ///
    /// If the present password is wrong or the new one would be guessed.
    pub async fn change_password(
        &self,
        by: &sessions::SignedIn,
        [present, new]: [&str; 2],
        from: Whose,
        language: Language,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let account = self.account(by.account).await?;
        let email = Email::parse(&account.email).ok_or(AccountError::Damaged)?;
        password::check_new(new, &email)?;
        let proved = self.prove(&account.email, present, from, now_ms).await?;
        let hash = self.passwords.hash(new).await?;
        // Both or neither, and only while the password that was proved counts: nobody who knows
        // that one comes in between.
        let mut write = self.db.begin(Lock::of(&by.account)).await?;
        let changed = db::query("UPDATE account SET password = $1 WHERE id = $2 AND password = $3")
            .bind(hash)
            .bind(by.account.as_slice())
            .bind(&proved.kept)
            .execute(&mut *write)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(AccountError::Wrong);
        }
        letters::forget(&mut write, by.account).await?;
        sessions::end_all(&mut write, by.account, Some(by.session), now_ms).await?;
        write.commit().await?;
        tell("password_changed", "ok", &[("account", by.account.into())]);
        self.tell_changed(email, language);
        Ok(())
    }
}

fn random<const N: usize>() -> Result<[u8; N], AccountError> {
    random::bytes().ok_or(AccountError::NoRandomness)
}

/// A secret of 256 random bits, as text.
fn secret() -> Result<String, AccountError> {
    Ok(hex(&random::<32>()?))
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], AccountError> {
    bytes.try_into().map_err(|_| AccountError::Damaged)
}

#[cfg(test)]
mod tests;

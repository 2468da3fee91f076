//! Signing in by another server that says who somebody is (OpenID Connect).
//!
//! Whoever a server calls by one subject is one person, for ever; an e-mail address is not. So an
//! account is connected by its person, who has signed in, or is made anew. Where the keeper says
//! so, an address leads to its account, too: if the other server has verified it, and a letter of
//! ours was answered from it.

pub mod remote;
pub mod settings;
mod token;

use std::sync::Arc;

use super::ceremonies::Kind;
use super::newcomers::Newcome;
use super::sessions::SignedIn;
use super::{AccountError, Accounts, Email, MAX_NAME, Origin, Proved, SignUp, fixed, sessions};
use crate::db::{self, Connection, Lock};
use crate::gateway::request_id::log;
use crate::security::tell;
use remote::{Expected, Failed, Person, Provider};
use settings::Settings;
use sha2::{Digest as _, Sha256};

/// What came back in the address.
#[derive(Clone, Copy, Debug)]
pub struct Returned<'a> {
    /// Which server it is said to be of.
    pub provider: &'a str,
    /// By which the other server says who it was.
    pub code: Option<&'a str>,
    /// What shows that it was asked for in this browser.
    pub state: &'a str,
    /// Who the other server says that it is (RFC 9207), if it does.
    pub issuer: Option<&'a str>,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Known {
    /// The account is the person's.
    Proved(Proved),
    /// The person who has signed in is connected now.
    Linked,
}

/// A connected server, for its person to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linked {
    /// What it is called in addresses, if it is still set.
    pub provider: Option<String>,
    /// What people call it.
    pub label: String,
    /// Who it says that it is.
    pub issuer: String,
    /// Since when, in Unix milliseconds.
    pub made_ms: i64,
    /// When it last signed in, in Unix milliseconds.
    pub used_ms: Option<i64>,
}

impl From<Failed> for AccountError {
    fn from(failed: Failed) -> Self {
        log(format_args!("{failed}"));
        match failed {
            Failed::Unreachable(..) => Self::Unreachable,
            Failed::Unbelieved(..) => Self::Unbelieved,
            Failed::NoRandomness => Self::NoRandomness,
        }
    }
}

impl Accounts {
    /// The same with servers that sign people in, if it is known where people reach this one.
    #[must_use]
    pub fn with_providers(self, all: &[Settings]) -> Self {
        let base = self.origin.as_ref().map(Origin::base);
        let all = all.iter().cloned();
        let made = base.map(|base| all.filter_map(|one| Provider::new(one, base)).collect());
        let providers: Vec<Provider> = made.unwrap_or_default();
        Self {
            providers: Arc::new(providers),
            ..self
        }
    }

    /// The servers that sign people in here.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    fn provider(&self, name: &str) -> Result<&Provider, AccountError> {
        let mut all = self.providers.iter();
        let found = all.find(|provider| provider.settings.name == name);
        found.ok_or(AccountError::NoProvider)
    }

    /// Where somebody is led to say who they are, and the secret by which their browser goes on:
    /// to sign in, or where they have signed in just now to be connected.
    ///
    /// # Errors
    ///
    /// If there is no such server, it does not answer, or who is to be connected has not signed
    /// in just now.
    pub async fn ask_provider(
        &self,
        name: &str,
        link: Option<&SignedIn>,
        now_ms: i64,
    ) -> Result<(String, String), AccountError> {
        let provider = self.provider(name)?;
        if let Some(by) = link {
            self.check_fresh(by, now_ms).await?;
        }
        let (url, expected) = provider.lead(link.is_some()).await?;
        let said = serde_json::to_string(&expected).map_err(|_| AccountError::Lost)?;
        let secret = self.begin_ceremony(Kind::AskProvider, link, &said, now_ms);
        Ok((url, secret.await?))
    }

    /// Who came back.
    ///
    /// # Errors
    ///
    /// If it was not begun in this browser, the other server does not answer or is not believed,
    /// or there is no account for them and none is to be made.
    pub async fn known_by(
        &self,
        secret: &str,
        returned: &Returned<'_>,
        now_ms: i64,
    ) -> Result<Known, AccountError> {
        let known = self.told_by(secret, returned, now_ms).await;
        self.tell_refused("provider", None, None, &known);
        known
    }

    async fn told_by(
        &self,
        secret: &str,
        returned: &Returned<'_>,
        now_ms: i64,
    ) -> Result<Known, AccountError> {
        let begun = self.go_on(Kind::AskProvider, secret, now_ms).await?;
        let expected: Expected =
            serde_json::from_str(&begun.said).map_err(|_| AccountError::Damaged)?;
        let provider = self.provider(&expected.provider)?;
        let issuer = provider.settings.issuer.as_str();
        // Compared as hashes: how far they agree takes no time that tells.
        let is_state = Sha256::digest(returned.state) == Sha256::digest(&expected.state);
        let is_issuer = returned.issuer.is_none_or(|said| said == issuer);
        if returned.provider != expected.provider || !is_state || !is_issuer {
            return Err(AccountError::NotBegun);
        }
        let code = returned.code.ok_or(AccountError::Unbelieved)?;
        let is_link = expected.is_link;
        let person = provider.person(code, &expected, now_ms).await?;
        match (is_link, begun.by) {
            (false, _) => self
                .let_in(provider, &person, now_ms)
                .await
                .map(Known::Proved),
            (true, Some(by)) => {
                let mut write = self.db.begin(Lock::of(&by.account)).await?;
                link(&mut write, issuer, &person, by.account, now_ms).await?;
                write.commit().await?;
                tell(
                    "provider_connected",
                    "ok",
                    &[("account", by.account.into())],
                );
                Ok(Known::Linked)
            }
            (true, None) => Err(AccountError::NotSignedIn),
        }
    }

    /// The account of whom another server knows: the one that is connected, the one of their
    /// address where that is enough, or a new one.
    async fn let_in(
        &self,
        provider: &Provider,
        person: &Person,
        now_ms: i64,
    ) -> Result<Proved, AccountError> {
        let issuer = provider.settings.issuer.as_str();
        let mut write = self.db.begin(Lock::ACCOUNTS).await?;
        let found: Option<(Vec<u8>, String)> = db::query_as(
            "UPDATE linked_identity SET used_ms = $1 WHERE issuer = $2 AND subject = $3 \
             RETURNING account, \
             (SELECT password FROM account WHERE account.id = linked_identity.account)",
        )
        .bind(now_ms)
        .bind(issuer)
        .bind(&person.subject)
        .fetch_optional(&mut *write)
        .await?;
        if let Some((account, kept)) = found {
            write.commit().await?;
            let account = fixed(&account)?;
            return Ok(Proved { account, kept });
        }
        let email = person.email.as_deref().and_then(Email::parse);
        let email = email.ok_or(AccountError::NoVerifiedAddress)?;
        let (account, kept) = match self.by_email(&mut write, &email).await? {
            Some((account, kept, true)) if provider.settings.links_by_email => (account, kept),
            Some(_) => return Err(AccountError::ConnectFirst),
            None => {
                self.make_for(&mut write, provider, person, email, now_ms)
                    .await?
            }
        };
        link(&mut write, issuer, person, account, now_ms).await?;
        write.commit().await?;
        Ok(Proved { account, kept })
    }

    /// Makes an account that has no password.
    async fn make_for(
        &self,
        write: &mut Connection,
        provider: &Provider,
        person: &Person,
        email: Email,
        now_ms: i64,
    ) -> Result<([u8; 16], String), AccountError> {
        let is_open = provider.settings.signs_up;
        if self.sign_up == SignUp::Closed && !is_open {
            return Err(AccountError::SignUpClosed);
        }
        let name = person.name.as_deref().unwrap_or_default().trim();
        let name = if name.is_empty() { email.local() } else { name };
        let newcome = Newcome {
            name: sessions::shortened(name, MAX_NAME),
            hash: String::new(),
            // Whom the keeper's own server knows is known.
            is_known: is_open,
            email,
        };
        if !self.make(write, &newcome, Some(now_ms), now_ms).await? {
            return Err(AccountError::SignUpClosed);
        }
        // Whoever else has signed up with the address has not shown that it is theirs.
        db::query("DELETE FROM newcomer WHERE email = $1")
            .bind(self.seal.seal(newcome.email.as_str())?)
            .execute(&mut *write)
            .await?;
        let made = self.by_email(write, &newcome.email).await?;
        let (account, kept, _) = made.ok_or(AccountError::Damaged)?;
        Ok((account, kept))
    }

    /// The servers that an account is connected with.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn linked(&self, account: [u8; 16]) -> Result<Vec<Linked>, AccountError> {
        let found: Vec<(String, i64, Option<i64>)> = db::query_as(
            "SELECT issuer, made_ms, used_ms FROM linked_identity WHERE account = $1 \
             ORDER BY made_ms, issuer",
        )
        .bind(account.as_slice())
        .fetch_all(&self.db)
        .await?;
        let linked = found.into_iter().map(|(issuer, made_ms, used_ms)| {
            let mut all = self.providers.iter().map(|provider| &provider.settings);
            let known = all.find(|settings| settings.issuer.as_str() == issuer);
            Linked {
                provider: known.map(|known| known.name.clone()),
                label: known.map_or_else(|| issuer.clone(), |known| known.label.clone()),
                issuer,
                made_ms,
                used_ms,
            }
        });
        Ok(linked.collect())
    }

    /// Takes the connection with a server away; `false` if there is none.
    ///
    /// # Errors
    ///
    /// If it is the last way in, or the person has not signed in just now.
    pub async fn unlink(
        &self,
        by: &SignedIn,
        issuer: &str,
        now_ms: i64,
    ) -> Result<bool, AccountError> {
        self.check_fresh(by, now_ms).await?;
        let mut write = self.db.begin(Lock::of(&by.account)).await?;
        let removed = db::query("DELETE FROM linked_identity WHERE account = $1 AND issuer = $2")
            .bind(by.account.as_slice())
            .bind(issuer)
            .execute(&mut *write)
            .await?;
        if removed.rows_affected() == 0 {
            return Ok(false);
        }
        super::ways::check_one_left(&mut write, by.account).await?;
        write.commit().await?;
        tell("provider_removed", "ok", &[("account", by.account.into())]);
        Ok(true)
    }
}

impl Accounts {
    /// The account of an address, what is kept of its password, and whether its person has shown
    /// that the address is theirs.
    async fn by_email(
        &self,
        from: &mut Connection,
        email: &Email,
    ) -> Result<Option<([u8; 16], String, bool)>, AccountError> {
        let found: Option<(Vec<u8>, String, bool)> = db::query_as(
            "SELECT id, password, verified_ms IS NOT NULL FROM account WHERE email = $1",
        )
        .bind(self.seal.seal(email.as_str())?)
        .fetch_optional(from)
        .await?;
        let found = found.map(|(id, kept, is_verified)| Ok((fixed(&id)?, kept, is_verified)));
        found.transpose()
    }
}

/// Connects an account with whom another server knows.
async fn link(
    write: &mut Connection,
    issuer: &str,
    person: &Person,
    account: [u8; 16],
    now_ms: i64,
) -> Result<(), AccountError> {
    let linked: Vec<u8> = db::query_scalar(
        "INSERT INTO linked_identity (issuer, subject, account, made_ms) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (issuer, subject) DO UPDATE SET used_ms = linked_identity.used_ms \
         RETURNING account",
    )
    .bind(issuer)
    .bind(&person.subject)
    .bind(account.as_slice())
    .bind(now_ms)
    .fetch_one(write)
    .await?;
    match linked == account {
        true => Ok(()),
        false => Err(AccountError::ConnectedElsewhere),
    }
}

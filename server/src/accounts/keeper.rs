//! What whoever keeps the server may do with accounts, at the machine: nobody asks for it over
//! the network.

use super::letters::reset_path;
use super::seal::Seal;
use super::sessions::{self, Listed};
use super::{AccountError, Email, fixed, leaving};
use crate::db::{self, Db};
use crate::identity::read_id;
use crate::security::tell;

/// Which account is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whom {
    /// The one with this id.
    Id([u8; 16]),
    /// The one with this address.
    Email(String),
}

impl Whom {
    /// Reads an id or an e-mail address.
    pub fn parse(text: &str) -> Option<Self> {
        let email = || Email::parse(text).map(|email| Self::Email(email.as_str().to_owned()));
        read_id(text).map(Self::Id).or_else(email)
    }
}

/// An account, for whoever keeps the server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
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
    /// Whether there is a password.
    pub has_password: bool,
    /// How many passkeys there are.
    pub passkeys: i64,
    /// How many other servers sign the person in.
    pub linked: i64,
    /// In how many households it is.
    pub households: i64,
    /// When it was last used, in Unix milliseconds, as far as its sessions say.
    pub used_ms: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Found {
    id: Vec<u8>,
    email: String,
    name: String,
    made_ms: i64,
    is_verified: bool,
    has_password: bool,
    passkeys: i64,
    linked: i64,
    households: i64,
    used_ms: Option<i64>,
}

/// Accounts with what belongs to each, before it is said which.
const ALL: &str = "SELECT id, email, name, made_ms, verified_ms IS NOT NULL AS is_verified, \
    password <> '' AS has_password, \
    (SELECT count(*) FROM passkey WHERE account = a.id) AS passkeys, \
    (SELECT count(*) FROM linked_identity WHERE account = a.id) AS linked, \
    (SELECT count(*) FROM member WHERE account = a.id AND removed_ms IS NULL) AS households, \
    (SELECT max(used_ms) FROM account_session WHERE account = a.id) AS used_ms \
    FROM account AS a";

impl Found {
    fn kept(self, seal: &Seal) -> Result<Kept, AccountError> {
        Ok(Kept {
            id: fixed(&self.id)?,
            email: seal.unseal(&self.email)?,
            name: self.name,
            made_ms: self.made_ms,
            is_verified: self.is_verified,
            has_password: self.has_password,
            passkeys: self.passkeys,
            linked: self.linked,
            households: self.households,
            used_ms: self.used_ms,
        })
    }
}

/// The accounts in an open database.
#[derive(Clone)]
pub struct Keeper {
    db: Db,
    seal: Seal,
}

impl Keeper {
    /// The tables in an open database, and the key that addresses are sealed with.
    pub fn new(db: Db, seal: Seal) -> Self {
        Self { db, seal }
    }

    /// All accounts, by their addresses.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn accounts(&self) -> Result<Vec<Kept>, AccountError> {
        let found: Vec<Found> = db::query_as(ALL).fetch_all(&self.db).await?;
        let kept = found.into_iter().map(|found| found.kept(&self.seal));
        let mut kept: Vec<Kept> = kept.collect::<Result<_, _>>()?;
        kept.sort_by(|one, other| one.email.cmp(&other.email));
        Ok(kept)
    }

    /// An account, if it is there.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn account(&self, whom: &Whom) -> Result<Option<Kept>, AccountError> {
        let found: Option<Found> = match whom {
            Whom::Id(id) => {
                let text = format!("{ALL} WHERE id = $1");
                let query = db::query_as(&text).bind(id.as_slice());
                query.fetch_optional(&self.db).await?
            }
            Whom::Email(email) => {
                let text = format!("{ALL} WHERE email = $1");
                // Before the first start with a key they stand there as they are.
                let kept = self.seal.seal(email).unwrap_or_else(|_| email.clone());
                let query = db::query_as(&text).bind(kept);
                query.fetch_optional(&self.db).await?
            }
        };
        found.map(|found| found.kept(&self.seal)).transpose()
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
        sessions::listed(&self.db, account, now_ms).await
    }

    /// Ends every session of an account. Whoever knows the password begins another one.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn end_sessions(&self, account: [u8; 16], now_ms: i64) -> Result<(), AccountError> {
        let mut write = self.db.acquire().await?;
        sessions::end_all(&mut write, account, None, now_ms).await?;
        let more = [("account", account.into()), ("by", "keeper".into())];
        tell("sessions_ended", "ok", &more);
        Ok(())
    }

    /// Takes an account away, as its person could.
    ///
    /// # Errors
    ///
    /// If others would be left without an owner, or a household would go of which that was not
    /// said.
    pub async fn close(
        &self,
        account: [u8; 16],
        deletes_households: bool,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        leaving::close(&self.db, account, deletes_households, now_ms).await
    }

    /// Where a new link leads by which its holder sets another password, once and within half an
    /// hour: it begins with a slash.
    ///
    /// # Errors
    ///
    /// If the database fails, or there are no random numbers.
    pub async fn reset_path(&self, account: [u8; 16], now_ms: i64) -> Result<String, AccountError> {
        let path = reset_path(&self.db, account, now_ms).await?;
        let more = [("account", account.into()), ("by", "keeper".into())];
        tell("reset_link_made", "ok", &more);
        Ok(path)
    }
}

#[cfg(test)]
mod tests;

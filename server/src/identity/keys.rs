//! Keys for programs: what a household lets in beside its devices.
//!
//! A key is of a household, not of a member: it goes on when the member who made it goes,
//! until somebody revokes it. It never invites, makes keys or shuts anybody out. Like a
//! device's token its *secret* is 256 random bits, of which only the SHA-256 is kept.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::members::check_still_there;
use super::rights::check_may_manage;
use super::{Actor, Identity, IdentityError, digest, fixed, hex, random};
use crate::db;
use crate::security::tell;

/// What every secret begins with: whoever finds one in a file knows what it opens.
pub const SECRET_START: &str = "larder_";
/// Keys of one household that hold.
pub const MAX_KEYS: i64 = 64;
/// The longest name of a key, in bytes.
pub const MAX_KEY_NAME: usize = 100;
/// The last use is noted to the minute.
const USED_EVERY_MS: i64 = 60_000;

/// What a key may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Read everything.
    Read,
    /// Read everything and write the shopping list, as a shopper does.
    List,
    /// Read and write everything, as a member does.
    Write,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::List, Self::Write];

    /// The number in storage; never changed, never reused.
    pub const fn code(self) -> u8 {
        match self {
            Self::Read => 1,
            Self::List => 2,
            Self::Write => 3,
        }
    }

    /// The scope of a number; `None` for one that a newer version added.
    pub fn from_code(code: i64) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|scope| i64::from(scope.code()) == code)
    }

    /// The stable name in interfaces.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::List => "list",
            Self::Write => "write",
        }
    }

    /// The scope with this [`Scope::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.id() == id)
    }

    /// The role by which the policy judges what a key writes.
    pub const fn role(self) -> Role {
        match self {
            Self::Read => Role::Viewer,
            Self::List => Role::Shopper,
            Self::Write => Role::Member,
        }
    }
}

/// A key that has proved itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// Its id.
    pub id: [u8; 16],
    /// Its household.
    pub household: HouseholdId,
    /// What it may do.
    pub scope: Scope,
}

/// How it stands with a secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It opens.
    Holds(Key),
    /// It did once.
    Revoked,
    /// It never did.
    Unknown,
}

/// A key of a household, for its members to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedKey {
    /// Its id.
    pub id: [u8; 16],
    /// What its maker calls the program.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made, in Unix milliseconds.
    pub made_ms: i64,
    /// When it was last used, in Unix milliseconds, to the minute.
    pub used_ms: Option<i64>,
    /// When it was revoked, in Unix milliseconds.
    pub revoked_ms: Option<i64>,
}

impl Identity {
    /// Makes a key for a program; returns it with its secret, which nobody can ask for again.
    ///
    /// # Errors
    ///
    /// If the member looks after nobody, or there are too many keys.
    pub async fn make_key(
        &self,
        by: &Actor,
        name: &str,
        scope: Scope,
        now_ms: i64,
    ) -> Result<(ListedKey, String), IdentityError> {
        check_may_manage(by)?;
        let made = self.keep_key(by.household, name, scope, Some(by), now_ms);
        let made = made.await?;
        let more = [
            ("household", by.household.0.into()),
            ("by", by.member.into()),
            ("key", made.0.id.into()),
            ("scope", scope.id().into()),
        ];
        tell("key_made", "ok", &more);
        Ok(made)
    }

    /// The same by whoever has the server's machine.
    ///
    /// # Errors
    ///
    /// If there is no such household, or there are too many keys.
    pub async fn make_key_at_server(
        &self,
        household: HouseholdId,
        name: &str,
        scope: Scope,
        now_ms: i64,
    ) -> Result<(ListedKey, String), IdentityError> {
        if !self.households().await?.contains(&household) {
            return Err(IdentityError::NoHousehold);
        }
        self.keep_key(household, name, scope, None, now_ms).await
    }

    async fn keep_key(
        &self,
        household: HouseholdId,
        name: &str,
        scope: Scope,
        by: Option<&Actor>,
        now_ms: i64,
    ) -> Result<(ListedKey, String), IdentityError> {
        let (id, secret): ([u8; 16], [u8; 32]) = (random()?, random()?);
        let secret = format!("{SECRET_START}{}", hex(&secret));
        let mut write = self.db.begin(household).await?;
        if let Some(by) = by {
            check_still_there(&mut write, by).await?;
        }
        let count: i64 = db::query_scalar(
            "SELECT count(*) FROM api_key WHERE household = $1 AND revoked_ms IS NULL",
        )
        .bind(household.0.as_slice())
        .fetch_one(&mut *write)
        .await?;
        if count >= MAX_KEYS {
            return Err(IdentityError::TooManyKeys);
        }
        db::query(
            "INSERT INTO api_key \
             (id, household, name, secret, scope, by_device, by_member, made_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.as_slice())
        .bind(household.0.as_slice())
        .bind(name)
        .bind(digest(&secret).as_slice())
        .bind(i64::from(scope.code()))
        .bind(by.and_then(|by| by.device.as_ref().map(<[u8; 16]>::as_slice)))
        .bind(by.map(|by| by.member.as_slice()))
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        let key = ListedKey {
            id,
            name: name.to_owned(),
            scope,
            made_ms: now_ms,
            used_ms: None,
            revoked_ms: None,
        };
        Ok((key, secret))
    }

    /// How it stands with a secret. One that opens was used now.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn by_secret(&self, secret: &str, now_ms: i64) -> Result<Standing, IdentityError> {
        type Found = (Vec<u8>, Vec<u8>, i64, Option<i64>, Option<i64>);
        let found: Option<Found> = db::query_as(
            "SELECT id, household, scope, used_ms, revoked_ms FROM api_key WHERE secret = $1",
        )
        .bind(digest(secret).as_slice())
        .fetch_optional(&self.db)
        .await?;
        let Some((id, household, scope, used_ms, revoked_ms)) = found else {
            return Ok(Standing::Unknown);
        };
        if revoked_ms.is_some() {
            return Ok(Standing::Revoked);
        }
        let key = Key {
            id: fixed(&id)?,
            household: HouseholdId(fixed(&household)?),
            scope: Scope::from_code(scope).ok_or(IdentityError::Damaged)?,
        };
        if used_ms.is_none_or(|used| used < now_ms.saturating_sub(USED_EVERY_MS)) {
            let used = db::query("UPDATE api_key SET used_ms = $1 WHERE id = $2")
                .bind(now_ms)
                .bind(id)
                .execute(&self.db);
            // Who only reads is answered though nothing can be written.
            used.await.ok();
        }
        Ok(Standing::Holds(key))
    }

    /// The keys of a household, those that were revoked too, the latest made first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn keys(&self, household: HouseholdId) -> Result<Vec<ListedKey>, IdentityError> {
        type Found = (Vec<u8>, String, i64, i64, Option<i64>, Option<i64>);
        let found: Vec<Found> = db::query_as(
            "SELECT id, name, scope, made_ms, used_ms, revoked_ms FROM api_key \
             WHERE household = $1 ORDER BY made_ms DESC, id",
        )
        .bind(household.0.as_slice())
        .fetch_all(&self.db)
        .await?;
        let listed = found.into_iter().map(|row| {
            let (id, name, scope, made_ms, used_ms, revoked_ms) = row;
            Ok(ListedKey {
                id: fixed(&id)?,
                name,
                scope: Scope::from_code(scope).ok_or(IdentityError::Damaged)?,
                made_ms,
                used_ms,
                revoked_ms,
            })
        });
        listed.collect()
    }

    /// Revokes a key by a member; `false` if there is none that holds.
    ///
    /// # Errors
    ///
    /// If the member looks after nobody.
    pub async fn revoke_key(
        &self,
        by: &Actor,
        id: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, IdentityError> {
        check_may_manage(by)?;
        let has_ended = self.end_key(by.household, id, now_ms).await?;
        if has_ended {
            let more = [
                ("household", by.household.0.into()),
                ("by", by.member.into()),
                ("key", id.into()),
            ];
            tell("key_revoked", "ok", &more);
        }
        Ok(has_ended)
    }

    /// The same by whoever has the server's machine.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn end_key(
        &self,
        household: HouseholdId,
        id: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, IdentityError> {
        let ended = db::query(
            "UPDATE api_key SET revoked_ms = $1 \
             WHERE id = $2 AND household = $3 AND revoked_ms IS NULL",
        )
        .bind(now_ms)
        .bind(id.as_slice())
        .bind(household.0.as_slice())
        .execute(&self.db)
        .await?;
        Ok(ended.rows_affected() > 0)
    }
}

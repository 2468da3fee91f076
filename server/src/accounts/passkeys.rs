//! Passkeys: a person signs in by what they unlock their own device with, and types nothing.
//!
//! One is for this server alone, and says by itself whose it is: so nobody is asked for an
//! address, and none of the answers depends on whether there is such an account. The person has
//! to show the device who they are, each time. What is kept here opens nothing.

pub mod cose;
pub mod webauthn;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::attempts::Whose;
use super::ceremonies::{self, Kind};
use super::sessions::SignedIn;
use super::{AccountError, Accounts, Proved, fixed, random};
use crate::db::{self, Lock};
use crate::gateway::request_id::log;
use crate::security::tell;
use webauthn::{Credential, Expected, Known, Made, Used};

/// Passkeys of one account.
const MOST: i64 = 20;
/// The longest name of a passkey, in bytes.
pub const MAX_NAME: usize = 100;
/// How long a person may take to make or use one, in seconds.
pub const PATIENCE_S: i64 = ceremonies::PATIENCE_MS / 1_000;

/// A passkey of an account, for its person to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its id here.
    pub id: [u8; 16],
    /// What the person calls it.
    pub name: String,
    /// When it was made, in Unix milliseconds.
    pub made_ms: i64,
    /// When it last signed in, in Unix milliseconds.
    pub used_ms: Option<i64>,
    /// When it came with a count of signatures that had not grown, in Unix milliseconds: somebody
    /// may have a copy.
    pub regressed_ms: Option<i64>,
}

/// What a browser is asked for, and the secret by which it goes on.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `publicKey`, as `PublicKeyCredential.parseCreationOptionsFromJSON()` and
    /// `parseRequestOptionsFromJSON()` take it.
    pub options: Value,
    /// For the cookie.
    pub secret: String,
}

/// 256 random bits that have to come back, in base64url.
fn challenge() -> Result<String, AccountError> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

impl Accounts {
    /// Whether a passkey can be made and used here.
    pub fn has_passkeys(&self) -> bool {
        self.rp_id().is_ok()
    }

    fn rp_id(&self) -> Result<&str, AccountError> {
        let origin = self.origin.as_ref().ok_or(AccountError::NoHome)?;
        origin.rp_id()
    }

    fn expected<'a>(&'a self, challenge: &'a str) -> Result<Expected<'a>, AccountError> {
        let origin = self.origin.as_ref().ok_or(AccountError::NoHome)?;
        Ok(Expected {
            rp_id: origin.rp_id()?,
            origin: origin.as_str(),
            challenge,
        })
    }

    /// What a browser is asked for to make a passkey.
    ///
    /// # Errors
    ///
    /// If the person has not signed in just now, or the server has no name that browsers take.
    pub async fn ask_passkey(&self, by: &SignedIn, now_ms: i64) -> Result<Asked, AccountError> {
        let rp_id = self.rp_id()?;
        self.check_fresh(by, now_ms).await?;
        let account = self.account(by.account).await?;
        let had: Vec<Vec<u8>> =
            db::query_scalar("SELECT credential FROM passkey WHERE account = $1")
                .bind(by.account.as_slice())
                .fetch_all(&self.db)
                .await?;
        let had = had.iter().map(|id| {
            let id = URL_SAFE_NO_PAD.encode(id);
            json!({ "type": "public-key", "id": id })
        });
        let challenge = challenge()?;
        let algorithms = cose::ALGORITHMS.map(|alg| json!({ "type": "public-key", "alg": alg }));
        let options = json!({
            "rp": { "id": rp_id, "name": "Larder" },
            "user": {
                "id": URL_SAFE_NO_PAD.encode(by.account),
                "name": account.email,
                "displayName": account.name
            },
            "challenge": challenge,
            "pubKeyCredParams": algorithms,
            "timeout": ceremonies::PATIENCE_MS,
            "excludeCredentials": had.collect::<Vec<Value>>(),
            "authenticatorSelection": {
                "residentKey": "required", "requireResidentKey": true,
                "userVerification": "required"
            },
            "attestation": "none"
        });
        let kind = Kind::MakePasskey;
        let secret = self.begin_ceremony(kind, Some(by), &challenge, now_ms);
        let secret = secret.await?;
        Ok(Asked { options, secret })
    }

    /// Keeps a passkey that was made.
    ///
    /// # Errors
    ///
    /// If it was begun by somebody else or elsewhere, is not believed, or there are too many.
    pub async fn add_passkey(
        &self,
        by: &SignedIn,
        secret: &str,
        [name, agent]: [&str; 2],
        made: &Made,
        now_ms: i64,
    ) -> Result<Listed, AccountError> {
        let name = if name.trim().is_empty() { agent } else { name };
        let name = super::sessions::shortened(name.trim(), MAX_NAME);
        let begun = self.go_on(Kind::MakePasskey, secret, now_ms).await?;
        if begun.by.as_ref() != Some(by) {
            return Err(AccountError::NotBegun);
        }
        let believed = made.believe(&self.expected(&begun.said)?);
        let made = believed.map_err(|why| {
            log(format_args!("a passkey was not kept: {why}"));
            AccountError::NoPasskey
        })?;
        let passkey = Listed {
            id: random()?,
            name,
            made_ms: now_ms,
            used_ms: None,
            regressed_ms: None,
        };
        self.keep(by.account, &passkey, &made).await?;
        let more = [
            ("account", by.account.into()),
            ("passkey", passkey.id.into()),
        ];
        tell("passkey_made", "ok", &more);
        Ok(passkey)
    }

    async fn keep(
        &self,
        account: [u8; 16],
        passkey: &Listed,
        made: &Credential,
    ) -> Result<(), AccountError> {
        let kept = db::query(
            "INSERT INTO passkey \
             (id, account, credential, public_key, name, counter, synced, made_ms) \
             SELECT $1, $2, $3, $4, $5, $6, $7, $8 \
             WHERE (SELECT count(*) FROM passkey WHERE account = $2) < $9 \
             ON CONFLICT (credential) DO NOTHING",
        )
        .bind(passkey.id.as_slice())
        .bind(account.as_slice())
        .bind(&made.id)
        .bind(&made.public_key)
        .bind(&passkey.name)
        .bind(i64::from(made.counter))
        .bind(made.may_be_synced)
        .bind(passkey.made_ms)
        .bind(MOST)
        .execute(&self.db)
        .await?;
        match kept.rows_affected() {
            0 => Err(AccountError::TooManyPasskeys),
            _ => Ok(()),
        }
    }

    /// The passkeys of an account, the one that was made last in front.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn passkeys(&self, account: [u8; 16]) -> Result<Vec<Listed>, AccountError> {
        type Found = (Vec<u8>, String, i64, Option<i64>, Option<i64>);
        let found: Vec<Found> = db::query_as(
            "SELECT id, name, made_ms, used_ms, regressed_ms FROM passkey WHERE account = $1 \
             ORDER BY made_ms DESC, id",
        )
        .bind(account.as_slice())
        .fetch_all(&self.db)
        .await?;
        let listed = found
            .into_iter()
            .map(|(id, name, made_ms, used_ms, regressed_ms)| {
                Ok(Listed {
                    id: fixed(&id)?,
                    name,
                    made_ms,
                    used_ms,
                    regressed_ms,
                })
            });
        listed.collect()
    }

    /// Removes a passkey of an account; `false` if there is no such one.
    ///
    /// # Errors
    ///
    /// If it is the last way in, or the person has not signed in just now.
    pub async fn remove_passkey(
        &self,
        by: &SignedIn,
        id: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, AccountError> {
        self.check_fresh(by, now_ms).await?;
        let mut write = self.db.begin(Lock::of(&by.account)).await?;
        let removed = db::query("DELETE FROM passkey WHERE id = $1 AND account = $2")
            .bind(id.as_slice())
            .bind(by.account.as_slice())
            .execute(&mut *write)
            .await?;
        if removed.rows_affected() == 0 {
            return Ok(false);
        }
        super::ways::check_one_left(&mut write, by.account).await?;
        write.commit().await?;
        let more = [("account", by.account.into()), ("passkey", id.into())];
        tell("passkey_removed", "ok", &more);
        Ok(true)
    }

    /// What a browser is asked for to sign somebody in, whoever it is.
    ///
    /// # Errors
    ///
    /// If the server has no name that browsers take.
    pub async fn ask_sign_in(&self, now_ms: i64) -> Result<Asked, AccountError> {
        let rp_id = self.rp_id()?;
        let challenge = challenge()?;
        let options = json!({
            "challenge": challenge, "timeout": ceremonies::PATIENCE_MS, "rpId": rp_id,
            "allowCredentials": [], "userVerification": "required"
        });
        let kind = Kind::UsePasskey;
        let secret = self.begin_ceremony(kind, None, &challenge, now_ms).await?;
        Ok(Asked { options, secret })
    }

    /// Whose passkey was used.
    ///
    /// # Errors
    ///
    /// If it was begun elsewhere, is not believed or of no account here, which of these is not
    /// told, or too many tries went wrong.
    pub async fn prove_by_passkey(
        &self,
        secret: &str,
        used: &Used,
        from: Whose,
        now_ms: i64,
    ) -> Result<Proved, AccountError> {
        let within = self.attempts.begin(&[from], now_ms).await;
        within.map_err(AccountError::TooMany)?;
        let proved = self.believed(secret, used, now_ms).await;
        if !matches!(proved, Err(AccountError::NoPasskey)) {
            self.attempts.give_back(&[from], now_ms).await;
        }
        self.tell_refused("passkey", None, Some(from), &proved);
        proved
    }

    async fn believed(
        &self,
        secret: &str,
        used: &Used,
        now_ms: i64,
    ) -> Result<Proved, AccountError> {
        let begun = self.go_on(Kind::UsePasskey, secret, now_ms).await?;
        let no = |why: webauthn::Unbelieved| {
            log(format_args!("a passkey was not taken: {why}"));
            AccountError::NoPasskey
        };
        type Found = (Vec<u8>, Vec<u8>, String, Vec<u8>, i64, bool);
        let found: Option<Found> = db::query_as(
            "SELECT passkey.id, account.id, password, public_key, counter, synced \
             FROM passkey JOIN account ON account.id = passkey.account WHERE credential = $1",
        )
        .bind(used.id().map_err(no)?)
        .fetch_optional(&self.db)
        .await?;
        let found = found.ok_or(AccountError::NoPasskey)?;
        let (id, account, kept, public_key, before, may_be_synced) = found;
        let account = fixed(&account)?;
        if used.user().map_err(no)? != account {
            return Err(AccountError::NoPasskey);
        }
        let known = Known {
            public_key,
            may_be_synced,
        };
        let counter = used.believe(&self.expected(&begun.said)?, &known);
        let counter = counter.map_err(no)?;
        let regressed_ms = webauthn::has_regressed(counter, before).then_some(now_ms);
        if regressed_ms.is_some() {
            let more = [("account", account.into()), ("passkey", fixed(&id)?.into())];
            tell("passkey_copied", "suspected", &more);
        }
        db::query(
            "UPDATE passkey SET used_ms = $1, regressed_ms = coalesce($2, regressed_ms), \
             counter = CASE WHEN counter < $3 THEN $3 ELSE counter END WHERE id = $4",
        )
        .bind(now_ms)
        .bind(regressed_ms)
        .bind(i64::from(counter))
        .bind(id)
        .execute(&self.db)
        .await?;
        Ok(Proved { account, kept })
    }
}

#[cfg(test)]
mod soft;
#[cfg(test)]
mod tests;

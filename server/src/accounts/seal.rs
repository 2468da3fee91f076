//! E-mail addresses as the database keeps them: sealed, so that a copy of it alone names nobody.
//!
//! An address is sealed by AES-256-GCM with a key that lies beside the database and not in it. The
//! nonce is what another key makes of the address (the beginning of its HMAC-SHA-256), so the same
//! address is always sealed alike and can be looked up and be unique as it was before, and no nonce
//! is used for two addresses. What a copy shows is which rows have the same address, and how long
//! it is.

use std::sync::Arc;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::Sha256;

use super::{AccountError, Accounts};
use crate::db::{self, Db, Lock};
use crate::identity::hex;
use crate::secrets::{ADDRESS_KEY, Secrets};

/// What a sealed address begins with: the form. No address has no `@`.
const MARK: &str = "sealed1.";
/// What is sealed, so that nothing else below the key is ever taken for it.
const OF: &[u8] = b"address";
/// Where addresses are kept: the table, and its key.
const KEPT: [(&str, &str); 2] = [("account", "id"), ("newcomer", "token")];

/// Seals and opens addresses; cheap to clone.
#[derive(Clone)]
pub struct Seal {
    /// None where the system had no random numbers: nothing is sealed then.
    keys: Option<Arc<Keys>>,
}

struct Keys {
    nonce: [u8; 32],
    seal: LessSafeKey,
}

impl Seal {
    /// With keys that are made of this one.
    pub fn new(key: [u8; 32]) -> Self {
        let keys = || {
            let nonce = mac(&key, b"nonce of an address")?;
            let seal = mac(&key, b"key of an address")?;
            let seal = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &seal).ok()?);
            Some(Arc::new(Keys { nonce, seal }))
        };
        Self { keys: keys() }
    }

    /// With a key that may be none.
    pub(super) fn of(key: Option<[u8; 32]>) -> Self {
        key.map_or(Self { keys: None }, Self::new)
    }

    /// With the server's key for it, if there is one.
    ///
    /// # Errors
    ///
    /// If that is none.
    pub fn look(secrets: &Secrets) -> Result<Self> {
        Ok(Self::of(secrets.there(&ADDRESS_KEY)?))
    }

    /// With the server's key for it, which is made if there is none and no address was sealed
    /// yet; then seals those that are not.
    ///
    /// # Errors
    ///
    /// If the key is missing or another one, or nothing can be written.
    pub async fn open(secrets: &Secrets, db: &Db) -> Result<Self> {
        let seal = match sealed(db).await? {
            Some(sealed) => {
                let seal = Self::look(secrets)?;
                let opened = seal.unseal(&sealed);
                opened.ok().with_context(|| {
                    format!(
                        "{} is missing or another one, and the addresses in the database are sealed \
                         with it: put it back from a backup",
                        secrets.shown(&ADDRESS_KEY)
                    )
                })?;
                seal
            }
            None => Self::new(secrets.key(&ADDRESS_KEY)?),
        };
        let sealed = seal.seal_all(db).await?;
        if sealed > 0 {
            eprintln!("larder: {sealed} e-mail addresses are sealed now");
            // Or they would still stand in what is free of the file.
            if let Err(error) = db::forget_what_was_deleted(db).await {
                eprintln!("larder: addresses of before may be left in the file: {error}");
            }
        }
        Ok(seal)
    }

    /// An address as the database keeps it.
    ///
    /// # Errors
    ///
    /// If there is no key.
    pub fn seal(&self, address: &str) -> Result<String, AccountError> {
        let keys = self.keys.as_ref().ok_or(AccountError::NoRandomness)?;
        let made = mac(&keys.nonce, address.as_bytes()).ok_or(AccountError::Lost)?;
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&made[..NONCE_LEN]);
        let mut sealed = address.as_bytes().to_vec();
        let number = Nonce::assume_unique_for_key(nonce);
        let done = keys
            .seal
            .seal_in_place_append_tag(number, Aad::from(OF), &mut sealed);
        done.map_err(|_| AccountError::Lost)?;
        let both = [&nonce[..], &sealed].concat();
        Ok(format!("{MARK}{}", URL_SAFE_NO_PAD.encode(both)))
    }

    /// The address of what the database keeps.
    ///
    /// # Errors
    ///
    /// If it was sealed with another key, or is none.
    pub fn unseal(&self, kept: &str) -> Result<String, AccountError> {
        let sealed = kept.strip_prefix(MARK);
        // Of before, if it is an address, whatever that begins with; a start seals it.
        let Some(sealed) = sealed.filter(|rest| !rest.contains('@')) else {
            return Ok(kept.to_owned());
        };
        let keys = self.keys.as_ref().ok_or(AccountError::Damaged)?;
        let both = URL_SAFE_NO_PAD.decode(sealed);
        let both = both.map_err(|_| AccountError::Damaged)?;
        let split = both.split_first_chunk::<NONCE_LEN>();
        let (nonce, sealed) = split.ok_or(AccountError::Damaged)?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let mut bytes = sealed.to_vec();
        let opened = keys.seal.open_in_place(nonce, Aad::from(OF), &mut bytes);
        let opened = opened.map_err(|_| AccountError::Damaged)?;
        String::from_utf8(opened.to_vec()).map_err(|_| AccountError::Damaged)
    }

    /// Seals the addresses that are not; how many there were.
    async fn seal_all(&self, db: &Db) -> Result<u64> {
        let mut count = 0;
        let mut write = db.begin(Lock::ACCOUNTS).await?;
        for (table, key) in KEPT {
            let text = format!("SELECT {key}, email FROM {table} WHERE email LIKE '%@%'");
            let plain: Vec<(Vec<u8>, String)> = db::query_as(&text).fetch_all(&mut *write).await?;
            let text = format!(
                "UPDATE {table} SET email = $1 WHERE {key} = $2 \
                 AND NOT EXISTS (SELECT 1 FROM account WHERE email = $1)"
            );
            for (id, address) in plain {
                let sealed = self.seal(&address)?;
                let update = db::query(&text).bind(sealed).bind(id.as_slice());
                let done = update.execute(&mut *write).await?;
                if done.rows_affected() == 0 {
                    let id = hex(&id);
                    eprintln!(
                        "larder: the address of {table} {id} is that of an account already, and \
                         stays as it is: a server of before was still at work"
                    );
                }
                count += done.rows_affected();
            }
        }
        write.commit().await?;
        Ok(count)
    }
}

/// Whether an address is sealed already.
///
/// # Errors
///
/// If the database fails.
pub async fn are_sealed(db: &Db) -> Result<bool> {
    Ok(sealed(db).await?.is_some())
}

/// One that is.
async fn sealed(db: &Db) -> Result<Option<String>> {
    let text = "SELECT email FROM account WHERE email LIKE 'sealed1.%' AND email NOT LIKE '%@%' \
        UNION ALL SELECT email FROM newcomer WHERE email LIKE 'sealed1.%' \
        AND email NOT LIKE '%@%' LIMIT 1";
    Ok(db::query_scalar(text).fetch_optional(db).await?)
}

impl Seal {
    /// Whether this is the key that the addresses in a database are sealed with, if one is.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn opens(&self, db: &Db) -> Result<bool> {
        let sealed = sealed(db).await?;
        Ok(sealed.is_none_or(|sealed| self.unseal(&sealed).is_ok()))
    }
}

impl Accounts {
    /// The same with the key by which addresses are sealed. Without it they are sealed with one
    /// that is made of the signer's.
    #[must_use]
    pub fn with_seal(self, seal: Seal) -> Self {
        Self { seal, ..self }
    }

    /// The address of what the database keeps.
    ///
    /// # Errors
    ///
    /// If it was sealed with another key.
    pub fn address(&self, kept: &str) -> Result<String, AccountError> {
        self.seal.unseal(kept)
    }
}

fn mac(key: &[u8; 32], bytes: &[u8]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(bytes);
    Some(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: &str = "ana@example.org";

    fn seal() -> Seal {
        Seal::new([7; 32])
    }

    /// What is stored is read with this for ever.
    #[test]
    fn a_sealed_address_is_what_it_was() {
        let sealed = seal().seal(ANA).expect("sealed");
        assert_eq!(sealed, SEALED);
        assert_eq!(seal().unseal(SEALED).expect("opened"), ANA);
    }

    const SEALED: &str = "sealed1.1uSOdJ2CjfFp06cNeMp1r-Zb26TSDqRhesewqRCWNAObjoKEU1Eh21A-_Q";

    #[test]
    fn an_address_is_sealed_alike_each_time_and_like_no_other() {
        let one = seal().seal(ANA).expect("sealed");
        assert_eq!(seal().seal(ANA).expect("sealed"), one);
        assert!(!one.contains('@') && !one.contains("ana"), "{one}");
        for other in ["anb@example.org", "", "ana@example.or"] {
            assert_ne!(seal().seal(other).expect("sealed"), one);
        }
    }

    #[test]
    fn what_was_altered_or_sealed_elsewhere_does_not_open() {
        let sealed = seal().seal(ANA).expect("sealed");
        let other = Seal::new([8; 32]);
        assert!(matches!(other.unseal(&sealed), Err(AccountError::Damaged)));
        let none = Seal::of(None);
        assert!(matches!(none.unseal(&sealed), Err(AccountError::Damaged)));
        assert!(none.seal(ANA).is_err());
        assert_eq!(none.unseal(ANA).expect("as it is"), ANA, "one of before");
        for at in MARK.len()..sealed.len() {
            let mut altered = sealed.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).expect("text");
            let opened = seal().unseal(&altered);
            // The last letter may say bits that are of no byte.
            assert!(opened.is_err() || at + 1 == sealed.len(), "{at}");
        }
    }

    #[tokio::test]
    async fn addresses_of_before_are_sealed_once_and_their_key_is_missed() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::testing::open(folder.path()).await.expect("a database");
        let insert = "INSERT INTO account (id, email, name, password, made_ms) \
            VALUES ($1, $2, '', '', 1)";
        let strange = "sealed1.ben@example.org";
        for (id, email) in [([1; 16], ANA), ([2; 16], strange)] {
            let one = db::query(insert).bind(id.as_slice()).bind(email);
            one.execute(&db).await.expect("an account");
        }
        let secrets = Secrets::beside(folder.path());
        let file = folder.path().join("address.key");
        let opened = Seal::open(&secrets, &db).await.expect("opened");
        let all = db::query_scalar::<String>("SELECT email FROM account ORDER BY id");
        let kept = all.clone().fetch_all(&db).await.expect("rows");
        assert!(!kept.iter().any(|kept| kept.contains('@')), "{kept:?}");
        assert_eq!(opened.unseal(&kept[1]).expect("opened"), strange);
        assert_eq!(opened.unseal(&kept[0]).expect("opened"), ANA);
        let again = Seal::open(&secrets, &db).await.expect("opened");
        assert_eq!(again.seal(ANA).expect("sealed"), kept[0]);
        assert_eq!(all.fetch_all(&db).await.expect("rows"), kept);
        std::fs::remove_file(&file).expect("removed");
        let why = Seal::open(&secrets, &db).await.err().expect("missing");
        assert!(why.to_string().contains("put it back"), "{why}");
        assert!(!file.exists(), "no other is made");
    }
}

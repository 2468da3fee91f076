//! The server's own secrets in the database: each sealed by AES-256-GCM, with a key that is made
//! of the secret that is set, and bound to its name.

use anyhow::{Context, Result};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};

use crate::db::{self, Db};
use crate::random;

/// What a sealed one begins with: its form.
const MARK: &[u8] = b"larder key 1\n";
/// What the key is made for.
const FOR: &[u8] = b"larder sealed_key";
/// What the sealed bytes are, before their name.
const OF: &[u8] = b"sealed_key/sealed/";

/// Seals and opens.
pub struct Seal(Option<LessSafeKey>);

impl Seal {
    /// By a secret that nobody guesses: it is not made harder to try.
    pub fn new(by: &str) -> Self {
        let made = Salt::new(HKDF_SHA256, &[]).extract(by.as_bytes());
        let key = made.expand(&[FOR], &AES_256_GCM).map(UnboundKey::from);
        Self(key.ok().map(LessSafeKey::new))
    }

    fn seal(&self, name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let nonce = random::bytes::<NONCE_LEN>()?;
        let mut sealed = bytes.to_vec();
        let of = Nonce::assume_unique_for_key(nonce);
        let key = self.0.as_ref()?;
        key.seal_in_place_append_tag(of, Aad::from(aad(name)), &mut sealed)
            .ok()?;
        Some([MARK, &nonce, &sealed].concat())
    }

    fn unseal(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let rest = sealed.strip_prefix(MARK)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        let mut bytes = sealed.to_vec();
        let of = Nonce::assume_unique_for_key(*nonce);
        let key = self.0.as_ref()?;
        let opened = key.open_in_place(of, Aad::from(aad(name)), &mut bytes);
        let length = opened.ok()?.len();
        bytes.truncate(length);
        Some(bytes)
    }
}

fn aad(name: &str) -> Vec<u8> {
    [OF, name.as_bytes()].concat()
}

/// What is sealed under a name; made, if nothing is. Of servers that start at the same moment
/// all have what one of them has made.
pub async fn open(
    db: &Db,
    seal: &Seal,
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    let mut found = find(db, name).await?;
    if found.is_none() {
        let sealed = seal.seal(name, &make()?);
        let sealed = sealed.context("the system gives no random numbers")?;
        db::query("INSERT INTO sealed_key (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(sealed)
            .execute(db)
            .await?;
        found = find(db, name).await?;
    }
    let bytes = found.and_then(|sealed| seal.unseal(name, &sealed));
    bytes.with_context(|| {
        format!(
            "the key {name} in the database was sealed by another secret: give all servers the \
             one `keys-secret` by which it was. Where that is lost, remove the rows of \
             `sealed_key`: addresses that were sealed are lost, people sign in again, browsers ask for messages again, and receivers \
             of events get other secrets"
        )
    })
}

async fn find(db: &Db, name: &str) -> Result<Option<Vec<u8>>> {
    let found = db::query_scalar("SELECT sealed FROM sealed_key WHERE name = $1").bind(name);
    Ok(found.fetch_optional(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_under_its_name_with_its_secret_alone() {
        let seal = Seal::new("one secret");
        let sealed = seal.seal("token.key", &[7; 32]).expect("sealed");
        let opened = seal.unseal("token.key", &sealed);
        assert_eq!(opened.as_deref(), Some(&[7; 32][..]));
        assert_eq!(seal.unseal("scan.key", &sealed), None, "another name");
        let other = Seal::new("another secret");
        assert_eq!(other.unseal("token.key", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.unseal("token.key", &changed), None, "byte {at}");
            assert_eq!(seal.unseal("token.key", &sealed[..at]), None, "cut at {at}");
        }
    }
}

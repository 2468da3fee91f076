//! How push services know this server: a token that it signs for each (RFC 8292). A browser
//! takes what is signed by the key that it subscribed with, and by no other.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde::Serialize;

use crate::secrets::{PUSH_KEY, Secrets};

/// `{"typ":"JWT","alg":"ES256"}`.
const HEADER: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9";
/// How long a token holds, in seconds: half of what is allowed.
const HOLDS_S: i64 = 12 * 60 * 60;

/// Signs tokens.
pub struct Vapid {
    key: EcdsaKeyPair,
    contact: Option<String>,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<&'a str>,
}

impl Vapid {
    /// With the server's key, and how its keeper is reached.
    ///
    /// # Errors
    ///
    /// If it is none of ours, or can be neither read nor made.
    pub fn open(secrets: &Secrets, contact: Option<String>) -> Result<Self> {
        let key = Self::of(&secrets.bytes(&PUSH_KEY)?, contact);
        key.with_context(|| format!("failed to use {}", secrets.shown(&PUSH_KEY)))
    }

    /// A key (PKCS #8); `None` where the system has no random numbers.
    pub fn key() -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
        Some(made.ok()?.as_ref().to_vec())
    }

    /// With a key that ends with the process.
    ///
    /// # Errors
    ///
    /// If the system has no random numbers.
    pub fn fresh(contact: Option<String>) -> Result<Self> {
        let key = Self::key().context("the system gives no random numbers")?;
        Self::of(&key, contact)
    }

    fn of(pkcs8: &[u8], contact: Option<String>) -> Result<Self> {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random);
        let key = key.map_err(|why| {
            anyhow::anyhow!("it is none ({why}); without it browsers have to subscribe again")
        })?;
        Ok(Self { key, contact })
    }

    /// The public key as browsers take it.
    pub fn public(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.key.public_key())
    }

    /// What proves to a push service, by its origin, that a message is this server's.
    pub fn authorization(&self, origin: &str, now_ms: i64) -> Option<String> {
        let claims = Claims {
            aud: origin,
            exp: now_ms.div_euclid(1_000).saturating_add(HOLDS_S),
            sub: self.contact.as_deref(),
        };
        let claims = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims).ok()?);
        let signed = format!("{HEADER}.{claims}");
        let signature = self
            .key
            .sign(&SystemRandom::new(), signed.as_bytes())
            .ok()?;
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature);
        Some(format!("vapid t={signed}.{signature}, k={}", self.public()))
    }
}

/// What a header says to a service of this origin, once its signature is seen to be of its key.
#[cfg(test)]
pub fn verified(header: &str) -> Option<(serde_json::Value, String)> {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    let decode = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).ok();
    let (token, key) = header.strip_prefix("vapid t=")?.split_once(", k=")?;
    let (signed, signature) = token.rsplit_once('.')?;
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(key)?);
    public.verify(signed.as_bytes(), &decode(signature)?).ok()?;
    let (head, claims) = signed.split_once('.')?;
    let head: serde_json::Value = serde_json::from_slice(&decode(head)?).ok()?;
    let claims = serde_json::from_slice(&decode(claims)?).ok()?;
    (head["alg"] == "ES256").then(|| (claims, key.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// RFC 8292 §2.4: what another tool signed is read as it should be.
    const EXAMPLE: &str = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

    #[test]
    fn a_token_is_read_as_the_standard_says() {
        let (claims, _) = verified(EXAMPLE).expect("verified");
        let expected = json!({
            "aud": "https://push.example.net", "exp": 1_453_523_768,
            "sub": "mailto:push@example.com"
        });
        assert_eq!(claims, expected);
        assert!(verified(&EXAMPLE.replace("9.eyJhdWQ", "9.eyJhdWR")).is_none());
    }

    #[test]
    fn a_service_is_shown_a_token_for_itself_that_ends_within_a_day() {
        let vapid = Vapid::fresh(Some("mailto:admin@example.org".to_owned())).expect("a key");
        let header = vapid.authorization("https://push.example.net", 1_790_000_000_500);
        let (claims, key) = verified(&header.expect("signed")).expect("verified");
        let expected = json!({
            "aud": "https://push.example.net", "exp": 1_790_043_200,
            "sub": "mailto:admin@example.org"
        });
        assert_eq!((claims, key), (expected, vapid.public()));
        let nameless = Vapid::fresh(None).expect("a key");
        let header = nameless.authorization("https://push.example.net", 0);
        let (claims, _) = verified(&header.expect("signed")).expect("verified");
        assert_eq!(claims.get("sub"), None);
    }

    #[test]
    fn the_key_is_made_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let secrets = Secrets::beside(folder.path());
        let made = Vapid::open(&secrets, None).expect("made").public();
        let again = Vapid::open(&secrets, None).expect("opened").public();
        assert_eq!(made, again);
        std::fs::write(folder.path().join("push.key"), "short").expect("written");
        assert!(Vapid::open(&secrets, None).is_err());
    }
}

//! ID tokens of other servers: who signed them, for whom, and what they answer (OpenID Connect
//! Core 1.0, §3.1.3.7; RFC 7515 to 7518).
//!
//! What a token says of how it is signed only chooses among three ways, each of which takes a
//! key of its own kind alone. The signatures are ring's: what libraries there are for this bring
//! a second set of curves beside it, and an RSA that leaks by its time.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256, Sha512};

/// By how much another server's clock may differ, in seconds.
const LEEWAY_S: i64 = 60;
/// The longest that somebody may be called there, in bytes (§2, `sub`).
const LONGEST_SUBJECT: usize = 255;

/// Why a token is not believed: for the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// It is not of the form of the standard.
    #[error("its token is not of the form of the standard")]
    Malformed,
    /// None of the keys has signed it. They may be others by now.
    #[error("its token was signed by none of its keys")]
    Unsigned,
    /// It is somebody else's, or for somebody else.
    #[error("its token is of another server, or for another one")]
    OtherParty,
    /// It is too old, or not made yet.
    #[error("its token holds no more, or not yet")]
    Late,
    /// It answers another question.
    #[error("its token answers another question")]
    OtherQuestion,
}

/// The keys of another server (RFC 7517).
#[derive(Clone, Deserialize, Debug)]
pub struct Keys {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// Whose word a token has to be, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Who it has to be of.
    pub issuer: &'a str,
    /// For whom it has to be.
    pub client_id: &'a str,
    /// What it has to answer.
    pub nonce: &'a str,
    /// What was given with it.
    pub access_token: &'a str,
    /// What time it is, in Unix seconds.
    pub now_s: i64,
}

/// What another server says of somebody.
#[derive(Clone, Deserialize, Debug)]
pub struct Claims {
    /// What it calls them.
    pub sub: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether it is theirs.
    pub email_verified: Option<bool>,
    /// What others call them.
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Frame {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    at_hash: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// What a token says, if it is believed.
///
/// # Errors
///
/// Why it is not.
pub fn read(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Refused> {
    let (signed, signature) = token.rsplit_once('.').ok_or(Refused::Malformed)?;
    let (header, payload) = signed.split_once('.').ok_or(Refused::Malformed)?;
    let header: Header = decode(header)?;
    // What has to be understood is not (RFC 7515 §4.1.11).
    if header.crit.is_some() {
        return Err(Refused::Malformed);
    }
    let signature = bytes(signature)?;
    let mut fit = keys.keys.iter().filter_map(|key| fit(key, &header));
    let has_signed = fit.any(|key| has_signed(&key, &header.alg, signed.as_bytes(), &signature));
    if !has_signed {
        return Err(Refused::Unsigned);
    }
    let frame: Frame = decode(payload)?;
    frame.check(&header.alg, expected)?;
    let claims: Claims = decode(payload)?;
    match (1..=LONGEST_SUBJECT).contains(&claims.sub.len()) {
        true => Ok(claims),
        false => Err(Refused::Malformed),
    }
}

impl Frame {
    fn check(&self, algorithm: &str, expected: &Expected<'_>) -> Result<(), Refused> {
        let me = expected.client_id;
        let (is_for_me, are_several) = match &self.aud {
            Audience::One(one) => (one == me, false),
            Audience::Several(all) => (all.iter().any(|one| one == me), all.len() > 1),
        };
        let party = self.azp.as_deref();
        let is_mine = party.map_or(!are_several, |party| party == me);
        if self.iss != expected.issuer || !is_for_me || !is_mine {
            return Err(Refused::OtherParty);
        }
        let now_s = expected.now_s;
        let is_over = self.exp <= now_s.saturating_sub(LEEWAY_S);
        if is_over || self.iat > now_s.saturating_add(LEEWAY_S) {
            return Err(Refused::Late);
        }
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(Refused::OtherQuestion);
        }
        let hash = half_hash(algorithm, expected.access_token);
        match self.at_hash.as_ref().is_none_or(|said| *said == hash) {
            true => Ok(()),
            false => Err(Refused::OtherQuestion),
        }
    }
}

/// The left half of a hash (§3.1.3.6).
fn half_hash(algorithm: &str, text: &str) -> String {
    let whole = match algorithm {
        "EdDSA" => Sha512::digest(text).to_vec(),
        _ => Sha256::digest(text).to_vec(),
    };
    URL_SAFE_NO_PAD.encode(&whole[..whole.len() / 2])
}

/// A key that the token may have been signed by, as it says.
fn fit(key: &serde_json::Value, header: &Header) -> Option<Jwk> {
    // One of a kind that is not known is none of ours.
    let key: Jwk = serde_json::from_value(key.clone()).ok()?;
    let is_named = header.kid.is_none() || key.kid.is_none() || key.kid == header.kid;
    let is_for_this = key.r#use.as_deref().is_none_or(|r#use| r#use == "sig")
        && key.alg.as_ref().is_none_or(|alg| *alg == header.alg);
    (is_named && is_for_this).then_some(key)
}

fn has_signed(key: &Jwk, algorithm: &str, signed: &[u8], signature: &[u8]) -> bool {
    verified(key, algorithm, signed, signature).is_some()
}

fn verified(key: &Jwk, algorithm: &str, signed: &[u8], signature: &[u8]) -> Option<()> {
    let part = |text: &Option<String>| bytes(text.as_deref()?).ok();
    let verified = match (algorithm, key.kty.as_str(), key.crv.as_deref()) {
        ("RS256", "RSA", _) => {
            let (n, e) = (part(&key.n)?, part(&key.e)?);
            let key = RsaPublicKeyComponents { n, e };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
        }
        ("ES256", "EC", Some("P-256")) => {
            let point = [vec![4], part(&key.x)?, part(&key.y)?].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
        }
        ("EdDSA", "OKP", Some("Ed25519")) => {
            UnparsedPublicKey::new(&ED25519, part(&key.x)?).verify(signed, signature)
        }
        _ => return None,
    };
    verified.ok()
}

fn bytes(text: &str) -> Result<Vec<u8>, Refused> {
    let bytes = URL_SAFE_NO_PAD.decode(text);
    bytes.map_err(|_| Refused::Malformed)
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    serde_json::from_slice(&bytes(text)?).map_err(|_| Refused::Malformed)
}

#[cfg(test)]
mod tests;

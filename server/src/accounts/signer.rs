//! Access tokens: JSON Web Tokens (RFC 7519) that say for ten minutes whose session a request
//! comes from.
//!
//! Only this server writes and reads them, with one algorithm and one header, so nothing of a
//! token is believed before its signature, not even how it is signed: that is why this is a
//! few lines on a well-kept HMAC, and no library that offers all algorithms. That the session
//! goes on is asked of the database each time.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::AccountError;
use super::seal::Seal;
use crate::identity::{hex, read_id};
use crate::random;
use crate::secrets::{Secrets, TOKEN_KEY};

/// How long an access token holds, in seconds: what a copied one is good for at most.
pub const ACCESS_S: i64 = 10 * 60;
/// `{"alg":"HS256","typ":"at+jwt"}` (RFC 9068 §2.1).
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9";
const ISSUER: &str = "larder";

/// Signs access tokens; cheap to clone.
#[derive(Clone)]
pub struct Signer {
    /// None where the system had no random numbers: nothing is signed then.
    key: Option<[u8; 32]>,
}

/// What a token says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claims {
    /// Whose it is.
    pub account: [u8; 16],
    /// Of which session.
    pub session: [u8; 16],
}

#[derive(Serialize, Deserialize)]
struct Written {
    iss: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

impl Signer {
    /// With this key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key: Some(key) }
    }

    /// With a key that nobody else has, and that ends with the process.
    pub fn fresh() -> Self {
        Self {
            key: random::bytes(),
        }
    }

    /// With the server's key. It does not lie open in the database: a copy of that alone signs
    /// nothing.
    ///
    /// # Errors
    ///
    /// If it is none of ours, or can be neither read nor made.
    pub fn open(secrets: &Secrets) -> Result<Self> {
        secrets.key(&TOKEN_KEY).map(Self::new)
    }

    /// What seals addresses where no key was made for that.
    pub(super) fn seal(&self) -> Seal {
        Seal::of(self.key)
    }

    /// A token, by a clock in Unix milliseconds.
    ///
    /// # Errors
    ///
    /// If there is no key.
    pub fn sign(&self, claims: Claims, now_ms: i64) -> Result<String, AccountError> {
        let iat = now_ms.div_euclid(1_000);
        let written = Written {
            iss: ISSUER.to_owned(),
            sub: hex(&claims.account),
            sid: hex(&claims.session),
            iat,
            exp: iat.saturating_add(ACCESS_S),
        };
        let written = serde_json::to_vec(&written).map_err(|_| AccountError::Lost)?;
        let signed = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(written));
        let signature = self.mac(&signed)?.finalize().into_bytes();
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// What a token says.
    ///
    /// # Errors
    ///
    /// If it was not signed here, or holds no more.
    pub fn read(&self, token: &str, now_ms: i64) -> Result<Claims, AccountError> {
        let (signed, signature) = token.rsplit_once('.').ok_or(AccountError::NotSignedIn)?;
        let signature = URL_SAFE_NO_PAD.decode(signature);
        let signature = signature.map_err(|_| AccountError::NotSignedIn)?;
        // It takes as long wherever the two differ.
        let verified = self.mac(signed)?.verify_slice(&signature);
        verified.map_err(|_| AccountError::NotSignedIn)?;
        let written = read(signed).ok_or(AccountError::NotSignedIn)?;
        if written.exp <= now_ms.div_euclid(1_000) {
            return Err(AccountError::Expired);
        }
        let ids = read_id(&written.sub).zip(read_id(&written.sid));
        let (account, session) = ids.ok_or(AccountError::NotSignedIn)?;
        Ok(Claims { account, session })
    }

    /// What nobody without the key can make of something, nor find it by; none without a key.
    pub fn pseudonym(&self, of: &[u8; 32]) -> Option<[u8; 16]> {
        // No token begins like this.
        let mac = self.mac("pseudonym ").ok()?.chain_update(of).finalize();
        mac.into_bytes().first_chunk().copied()
    }

    fn mac(&self, signed: &str) -> Result<Hmac<Sha256>, AccountError> {
        let key = self.key.ok_or(AccountError::NoRandomness)?;
        let mac = Hmac::<Sha256>::new_from_slice(&key);
        // A key may have any length.
        let mac = mac.map_err(|_| AccountError::Lost)?;
        Ok(mac.chain_update(signed))
    }
}

/// Whether a bearer is a token of this form, whoever signed it.
pub fn is_token(bearer: &str) -> bool {
    bearer.split('.').count() == 3
}

fn read(signed: &str) -> Option<Written> {
    let payload = signed.strip_prefix(HEADER)?.strip_prefix('.')?;
    let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let written: Written = serde_json::from_slice(&payload).ok()?;
    (written.iss == ISSUER).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_790_000_000_000;
    const CLAIMS: Claims = Claims {
        account: [1; 16],
        session: [2; 16],
    };

    #[test]
    fn the_header_is_what_it_is_said_to_be() {
        let header = URL_SAFE_NO_PAD.decode(HEADER).expect("base64");
        assert_eq!(header, br#"{"alg":"HS256","typ":"at+jwt"}"#);
    }

    /// RFC 7515, appendix A.1: another tool reads what is signed here.
    #[test]
    fn it_is_signed_as_the_standard_says() {
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let key = URL_SAFE_NO_PAD.decode(key).expect("base64");
        let signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
        let signature = mac.chain_update(signed).finalize().into_bytes();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(signature),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
    }

    #[test]
    fn a_token_holds_for_ten_minutes_and_says_whose_it_is() {
        let signer = Signer::new([7; 32]);
        let token = signer.sign(CLAIMS, NOW_MS).expect("signed");
        let last = NOW_MS + ACCESS_S * 1_000 - 1;
        assert_eq!(signer.read(&token, last).expect("it holds"), CLAIMS);
        let late = signer.read(&token, last + 1);
        assert!(matches!(late, Err(AccountError::Expired)));
    }

    #[test]
    fn what_was_not_signed_here_says_nothing() {
        let signer = Signer::new([7; 32]);
        let token = signer.sign(CLAIMS, NOW_MS).expect("signed");
        let (signed, signature) = token.rsplit_once('.').expect("three parts");
        let (_, payload) = signed.split_once('.').expect("two parts");
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt"}"#);
        let other = Signer::new([8; 32]).sign(CLAIMS, NOW_MS).expect("signed");
        for forged in [
            String::new(),
            "..".to_owned(),
            format!("{signed}."),
            format!("{none}.{payload}."),
            format!("{none}.{payload}.{signature}"),
            format!("{signed}.{}", &signature[1..]),
            format!("{HEADER}.{}.{signature}", &payload[1..]),
            format!("{token}.{signature}"),
            other,
        ] {
            let read = signer.read(&forged, NOW_MS);
            assert!(matches!(read, Err(AccountError::NotSignedIn)), "{forged}");
        }
    }

    #[test]
    fn the_key_is_made_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let secrets = Secrets::beside(folder.path());
        let token = Signer::open(&secrets).expect("made");
        let token = token.sign(CLAIMS, NOW_MS).expect("signed");
        let again = Signer::open(&secrets).expect("opened");
        assert_eq!(again.read(&token, NOW_MS).expect("it holds"), CLAIMS);
    }
}

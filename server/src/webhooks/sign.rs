//! How a receiver knows that it is told by this server: signatures as Standard Webhooks has
//! them (<https://www.standardwebhooks.com>).

use anyhow::Result;
use axum::http::{HeaderName, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::hmac::{HMAC_SHA256, Key, sign};

use crate::identity::hex;
use crate::random;
use crate::secrets::{Secrets, WEBHOOK_KEY};

/// What secrets begin with.
const START: &str = "whsec_";

/// What is said of a body beside it.
pub type Headers = Vec<(HeaderName, String)>;

/// Signs what is told.
pub struct Signer(Key);

impl Signer {
    /// With the server's key.
    ///
    /// # Errors
    ///
    /// If it can be neither read nor made.
    pub fn open(secrets: &Secrets) -> Result<Self> {
        let secret = secrets.text(&WEBHOOK_KEY)?;
        Ok(Self(Key::new(HMAC_SHA256, secret.as_bytes())))
    }

    /// With a key that nobody else has, and that ends with the process; without random numbers
    /// none is made for a webhook either.
    pub fn fresh() -> Self {
        let key: [u8; 32] = random::bytes().unwrap_or_default();
        Self(Key::new(HMAC_SHA256, &key))
    }

    /// The secret of a webhook, as its receiver is given it.
    pub fn secret(&self, webhook: [u8; 16]) -> String {
        format!("{START}{}", BASE64_STANDARD.encode(self.key(webhook)))
    }

    /// What is said beside a body.
    pub fn headers(&self, webhook: [u8; 16], event: [u8; 16], now_ms: i64, body: &str) -> Headers {
        let (id, at) = (hex(&event), now_ms.div_euclid(1_000).to_string());
        let key = Key::new(HMAC_SHA256, &self.key(webhook));
        let signature = signature(&key, &id, &at, body);
        vec![
            (header::CONTENT_TYPE, "application/json".to_owned()),
            (HeaderName::from_static("webhook-id"), id),
            (HeaderName::from_static("webhook-timestamp"), at),
            (HeaderName::from_static("webhook-signature"), signature),
        ]
    }

    fn key(&self, webhook: [u8; 16]) -> [u8; 32] {
        let mut key = [0; 32];
        key.copy_from_slice(sign(&self.0, &webhook).as_ref());
        key
    }
}

fn signature(key: &Key, id: &str, at: &str, body: &str) -> String {
    let signed = sign(key, format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(signed))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's libraries.
    #[test]
    fn it_is_signed_as_the_specification_says() {
        let secret = BASE64_STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let key = Key::new(HMAC_SHA256, &secret.expect("base64"));
        let body = r#"{"test": 2432232314}"#;
        assert_eq!(
            signature(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn each_webhook_has_a_secret_of_its_own_that_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let secret = |webhook: u8| {
            let signer = Signer::open(&Secrets::beside(folder.path())).expect("a signer");
            signer.secret([webhook; 16])
        };
        let first = secret(1);
        assert!(first.starts_with(START) && first.len() == START.len() + 44);
        assert_eq!(first, secret(1));
        assert_ne!(first, secret(2));
        assert_ne!(first, Signer::fresh().secret([1; 16]));
    }
}

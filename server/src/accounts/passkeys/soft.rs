//! An authenticator and a browser of the tests' own, which say what they are told to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::Encoder;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::webauthn::{Made, Used};
use crate::accounts::digest;

/// A pair of keys.
pub enum Pair {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

impl Pair {
    pub fn es256() -> Self {
        let (how, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let document = EcdsaKeyPair::generate_pkcs8(how, &random).expect("made");
        Self::Es256(EcdsaKeyPair::from_pkcs8(how, document.as_ref(), &random).expect("read"))
    }

    pub fn ed_dsa() -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("made");
        Self::EdDsa(Ed25519KeyPair::from_pkcs8(document.as_ref()).expect("read"))
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Es256(pair) => {
                let signed = pair.sign(&SystemRandom::new(), message).expect("signed");
                signed.as_ref().to_vec()
            }
            Self::EdDsa(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

/// The public key as authenticators write it.
pub fn cose(pair: &Pair) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut out = Encoder::new(&mut bytes);
    match pair {
        Pair::Es256(pair) => {
            let point = pair.public_key().as_ref();
            out.map(5)
                .and_then(|out| out.i64(1)?.i64(2)?.i64(3)?.i64(-7)?.i64(-1)?.i64(1))
                .and_then(|out| {
                    out.i64(-2)?
                        .bytes(&point[1..33])?
                        .i64(-3)?
                        .bytes(&point[33..])
                })
                .expect("written");
        }
        Pair::EdDsa(pair) => {
            let point = pair.public_key().as_ref();
            out.map(4)
                .and_then(|out| out.i64(1)?.i64(1)?.i64(3)?.i64(-8)?.i64(-1)?.i64(6))
                .and_then(|out| out.i64(-2)?.bytes(point))
                .expect("written");
        }
    }
    bytes
}

/// An authenticator with one credential, and what it and the browser say.
pub struct Soft {
    pub pair: Pair,
    pub id: Vec<u8>,
    pub rp_id: String,
    pub flags: u8,
    pub counter: u32,
    pub client: serde_json::Value,
    /// Vouches for itself.
    pub is_packed: bool,
}

impl Soft {
    pub fn new(pair: Pair) -> Self {
        Self {
            pair,
            id: b"a credential".to_vec(),
            rp_id: "localhost".to_owned(),
            flags: 0x05,
            counter: 0,
            client: json!({ "origin": "http://localhost:8080", "crossOrigin": false }),
            is_packed: false,
        }
    }

    fn client(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let mut client = json!({ "type": kind, "challenge": challenge });
        let all = self.client.as_object().expect("an object").clone();
        client.as_object_mut().expect("an object").extend(all);
        client.to_string().into_bytes()
    }

    fn data(&self, flags: u8, more: &[u8]) -> Vec<u8> {
        let mut data = digest(&self.rp_id).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data.extend(more);
        data
    }

    pub fn made(&self, challenge: &str) -> Made {
        let client = self.client("webauthn.create", challenge);
        let length = (self.id.len() as u16).to_be_bytes();
        let key = cose(&self.pair);
        let credential = [&[0; 16][..], &length, &self.id, &key].concat();
        let data = self.data(self.flags | 0x40, &credential);
        let mut object = Vec::new();
        let mut out = Encoder::new(&mut object);
        out.map(3)
            .and_then(|out| out.str("authData")?.bytes(&data)?.str("fmt"))
            .expect("written");
        if self.is_packed {
            let signature = self
                .pair
                .sign(&[&data[..], &Sha256::digest(&client)].concat());
            let algorithm = match self.pair {
                Pair::Es256(_) => -7,
                Pair::EdDsa(_) => -8,
            };
            out.str("packed")
                .and_then(|out| out.str("attStmt")?.map(2)?.str("alg")?.i64(algorithm))
                .and_then(|out| out.str("sig")?.bytes(&signature))
                .expect("written");
        } else {
            out.str("none")
                .and_then(|out| out.str("attStmt")?.map(0))
                .expect("written");
        }
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let made = json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": { "clientDataJSON": text(&client), "attestationObject": text(&object) },
            "clientExtensionResults": {}
        });
        serde_json::from_value(made).expect("of the form")
    }

    pub fn used(&self, challenge: &str, user: &[u8]) -> Used {
        let client = self.client("webauthn.get", challenge);
        let data = self.data(self.flags, &[]);
        let signature = self
            .pair
            .sign(&[&data[..], &Sha256::digest(&client)].concat());
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let used = json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": text(&client), "authenticatorData": text(&data),
                "signature": text(&signature), "userHandle": text(user)
            },
            "clientExtensionResults": {}
        });
        serde_json::from_value(used).expect("of the form")
    }
}

//! Each thing that a token says, said otherwise.

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
};
use serde_json::{Value, json};

use super::*;

const NOW_S: i64 = 1_790_000_000;
const EXPECTED: Expected<'_> = Expected {
    issuer: "https://id.example.org",
    client_id: "larder",
    nonce: "a nonce",
    access_token: "an access token",
    now_s: NOW_S,
};

enum Signer {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

impl Signer {
    fn es256() -> Self {
        let (how, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let document = EcdsaKeyPair::generate_pkcs8(how, &random).expect("made");
        Self::Es256(EcdsaKeyPair::from_pkcs8(how, document.as_ref(), &random).expect("read"))
    }

    fn ed_dsa() -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("made");
        Self::EdDsa(Ed25519KeyPair::from_pkcs8(document.as_ref()).expect("read"))
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Self::Es256(_) => "ES256",
            Self::EdDsa(_) => "EdDSA",
        }
    }

    fn jwk(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Es256(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = (text(&point[1..33]), text(&point[33..]));
                json!({ "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": x, "y": y })
            }
            Self::EdDsa(pair) => {
                let x = text(pair.public_key().as_ref());
                json!({ "kty": "OKP", "crv": "Ed25519", "kid": "one", "x": x })
            }
        }
    }

    fn keys(&self) -> Keys {
        // One of a kind that nobody knows stands in nobody's way.
        let unknown = json!({ "kty": "new", "n": 5 });
        Keys {
            keys: vec![unknown, self.jwk()],
        }
    }

    fn sign(&self, header: &Value, payload: &Value) -> String {
        let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", text(header), text(payload));
        let signature = match self {
            Self::Es256(pair) => {
                let made = pair.sign(&SystemRandom::new(), signed.as_bytes());
                made.expect("signed").as_ref().to_vec()
            }
            Self::EdDsa(pair) => pair.sign(signed.as_bytes()).as_ref().to_vec(),
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn header(&self) -> Value {
        json!({ "alg": self.algorithm(), "kid": "one" })
    }
}

fn payload(algorithm: &str) -> Value {
    json!({
        "iss": EXPECTED.issuer, "aud": "larder", "sub": "248289761001", "nonce": "a nonce",
        "iat": NOW_S, "exp": NOW_S + 600, "at_hash": half_hash(algorithm, "an access token"),
        "email": "ana@example.org", "email_verified": true, "name": "Ana"
    })
}

#[test]
fn a_sound_token_says_who_somebody_is() {
    for signer in [Signer::es256(), Signer::ed_dsa()] {
        let payload = payload(signer.algorithm());
        let token = signer.sign(&signer.header(), &payload);
        let claims = read(&token, &signer.keys(), &EXPECTED).expect("sound");
        assert_eq!(claims.sub, "248289761001");
        assert_eq!(claims.email.as_deref(), Some("ana@example.org"));
    }
}

/// OpenID Connect Core 1.0, §A.3 and RFC 7515, §A.2: RS256 as others sign it.
#[test]
fn rs256_is_read_as_others_sign_it() {
    let key = json!({ "keys": [{
        "kty": "RSA", "e": "AQAB",
        "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    }]});
    let keys: Keys = serde_json::from_value(key).expect("keys");
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    // Its signature holds, so it is looked at, and it is no ID token.
    let read = |token: &str| read(token, &keys, &EXPECTED).map(|claims| claims.sub);
    assert_eq!(read(token), Err(Refused::Malformed));
    let (signed, signature) = token.rsplit_once('.').expect("signed");
    let forged = format!("{signed}.d{}", &signature[1..]);
    assert_eq!(read(&forged), Err(Refused::Unsigned));
}

#[test]
fn whatever_is_otherwise_is_refused_for_that() {
    let signer = Signer::es256();
    let keys = signer.keys();
    let cases: [(&str, Value, Refused); 16] = [
        ("iss", "https://evil.example".into(), Refused::OtherParty),
        ("iss", "https://id.example.org/".into(), Refused::OtherParty),
        ("aud", "another".into(), Refused::OtherParty),
        ("aud", json!(["larder", "another"]), Refused::OtherParty),
        ("aud", json!([]), Refused::OtherParty),
        ("azp", "another".into(), Refused::OtherParty),
        ("exp", (NOW_S - 60).into(), Refused::Late),
        ("iat", (NOW_S + 61).into(), Refused::Late),
        ("nonce", "another".into(), Refused::OtherQuestion),
        ("nonce", Value::Null, Refused::OtherQuestion),
        ("at_hash", "another".into(), Refused::OtherQuestion),
        ("sub", "".into(), Refused::Malformed),
        ("sub", "a".repeat(256).into(), Refused::Malformed),
        ("sub", Value::Null, Refused::Malformed),
        ("exp", "soon".into(), Refused::Malformed),
        ("iss", Value::Null, Refused::Malformed),
    ];
    for (key, value, why) in cases {
        let mut payload = payload("ES256");
        payload[key] = value.clone();
        let token = signer.sign(&signer.header(), &payload);
        let refused = read(&token, &keys, &EXPECTED).map(|claims| claims.sub);
        assert_eq!(refused, Err(why), "{key}: {value}");
    }
    for (key, value) in [
        ("aud", json!(["larder"])),
        ("azp", "larder".into()),
        ("exp", (NOW_S - 59).into()),
        ("at_hash", Value::Null),
        ("email", Value::Null),
    ] {
        let mut payload = payload("ES256");
        payload[key] = value;
        let token = signer.sign(&signer.header(), &payload);
        assert!(read(&token, &keys, &EXPECTED).is_ok(), "{key}");
    }
}

#[test]
fn how_it_is_signed_is_not_the_tokens_to_say() {
    let (signer, other) = (Signer::es256(), Signer::es256());
    let payload = payload("ES256");
    for header in [
        json!({ "alg": "none", "kid": "one" }),
        json!({ "alg": "HS256", "kid": "one" }),
        json!({ "alg": "RS256", "kid": "one" }),
        json!({ "alg": "EdDSA", "kid": "one" }),
        json!({ "alg": "ES256", "kid": "another" }),
    ] {
        let token = signer.sign(&header, &payload);
        let refused = read(&token, &signer.keys(), &EXPECTED).map(|claims| claims.sub);
        assert_eq!(refused, Err(Refused::Unsigned), "{header}");
    }
    let critical = json!({ "alg": "ES256", "crit": ["exp"] });
    let token = signer.sign(&critical, &payload);
    assert!(read(&token, &signer.keys(), &EXPECTED).is_err());
    let token = other.sign(&other.header(), &payload);
    let refused = read(&token, &signer.keys(), &EXPECTED).map(|claims| claims.sub);
    assert_eq!(refused, Err(Refused::Unsigned));
    let mut sealing = signer.keys();
    sealing.keys[1]["use"] = "enc".into();
    let token = signer.sign(&signer.header(), &payload);
    let refused = read(&token, &sealing, &EXPECTED).map(|claims| claims.sub);
    assert_eq!(refused, Err(Refused::Unsigned));
}

#[test]
fn what_is_cut_short_is_refused_and_never_a_panic() {
    let signer = Signer::ed_dsa();
    let token = signer.sign(&signer.header(), &payload("EdDSA"));
    for end in 0..token.len() {
        assert!(
            read(&token[..end], &signer.keys(), &EXPECTED).is_err(),
            "{end}"
        );
    }
    for odd in ["", ".", "..", "...", "a.b.c", "é.é.é"] {
        assert!(read(odd, &signer.keys(), &EXPECTED).is_err(), "{odd}");
    }
}

//! Messages that only a browser can read: `aes128gcm` (RFC 8188) with keys as web push has them
//! (RFC 8291).

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hmac::{HMAC_SHA256, Key, sign};
use ring::rand::SystemRandom;

use crate::random;

/// The bytes of a point of P-256, not compressed.
pub const POINT: usize = 65;
/// The bytes of a browser's secret.
pub const AUTH: usize = 16;
const SALT: usize = 16;
/// The size of a record that is said: ours are one, and shorter.
const RECORD: u32 = 4_096;
/// Ends the last record.
const LAST: u8 = 2;

/// By which messages are sealed for a browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// Its public key.
    pub p256dh: [u8; POINT],
    /// Its secret.
    pub auth: [u8; AUTH],
}

impl Keys {
    /// Keys of a browser, if they can be: whether the point is on the curve shows when something
    /// is sealed.
    pub fn new(p256dh: &[u8], auth: &[u8]) -> Option<Self> {
        let keys = Self {
            p256dh: p256dh.try_into().ok()?,
            auth: auth.try_into().ok()?,
        };
        sealed(&keys, b"").map(|_| keys)
    }
}

/// A message for a browser; nothing if its key is none, or there are no random numbers.
pub fn sealed(keys: &Keys, plain: &[u8]) -> Option<Vec<u8>> {
    let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).ok()?;
    let public = private.compute_public_key().ok()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, keys.p256dh);
    let salt = random::bytes::<SALT>()?;
    agree_ephemeral(private, &theirs, |shared| {
        let secret = secret(keys, public.as_ref(), shared);
        encoded(&secret, salt, public.as_ref(), plain)
    })
    .ok()?
}

/// What both sides make of the shared point (RFC 8291 §3.4).
fn secret(keys: &Keys, ours: &[u8], shared: &[u8]) -> [u8; 32] {
    let info = [b"WebPush: info\0", &keys.p256dh[..], ours].concat();
    expanded(&extracted(&keys.auth, shared), &info)
}

/// One record with its head (RFC 8188 §2).
fn encoded(secret: &[u8], salt: [u8; SALT], id: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let key = extracted(&salt, secret);
    let content: [u8; 16] = expanded(&key, b"Content-Encoding: aes128gcm\0");
    let nonce: [u8; NONCE_LEN] = expanded(&key, b"Content-Encoding: nonce\0");
    let mut record = [plain, &[LAST]].concat();
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &content).ok()?);
    let nonce = Nonce::assume_unique_for_key(nonce);
    cipher
        .seal_in_place_append_tag(nonce, Aad::empty(), &mut record)
        .ok()?;
    let length = u8::try_from(id.len()).ok()?;
    let fits = record.len() <= RECORD as usize;
    fits.then(|| [&salt[..], &RECORD.to_be_bytes(), &[length], id, &record].concat())
}

/// HKDF's first step (RFC 5869).
fn extracted(salt: &[u8], secret: &[u8]) -> Key {
    let key = sign(&Key::new(HMAC_SHA256, salt), secret);
    Key::new(HMAC_SHA256, key.as_ref())
}

/// HKDF's second step, for as much as one hash gives.
fn expanded<const N: usize>(key: &Key, info: &[u8]) -> [u8; N] {
    const { assert!(N <= 32) }
    let hash = sign(key, &[info, &[1]].concat());
    let mut out = [0; N];
    out.copy_from_slice(&hash.as_ref()[..N]);
    out
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(text).expect("base64")
    }

    fn salt(text: &str) -> [u8; SALT] {
        bytes(text).try_into().expect("a salt")
    }

    /// RFC 8188 §3.1.
    #[test]
    fn the_walrus_is_encoded_as_the_standard_says() {
        let key = bytes("yqdlZ-tYemfogSmv7Ws5PQ");
        let salt = salt("I1BsxtFttlv3u_Oo94xnmw");
        let encoded = encoded(&key, salt, b"", b"I am the walrus");
        let expected = "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg";
        assert_eq!(encoded.expect("encoded"), bytes(expected));
    }

    /// RFC 8291, appendix A.
    #[test]
    fn the_watermelon_is_sealed_as_the_standard_says() {
        let theirs = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let ours = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
        let keys = Keys::new(&bytes(theirs), &bytes("BTBZMqHH6r4Tts7J_aSIgg")).expect("keys");
        let ours = bytes(ours);
        let shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let secret = secret(&keys, &ours, &shared);
        assert_eq!(
            secret.to_vec(),
            bytes("S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg")
        );
        let plain = b"When I grow up, I want to be a watermelon";
        let encoded = encoded(&secret, salt("DGv6ra1nlYgDCS1FRnbzlw"), &ours, plain);
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(encoded.expect("encoded"), bytes(expected));
    }

    #[test]
    fn a_key_that_is_no_point_and_a_secret_of_another_length_are_none() {
        let theirs = bytes(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        );
        assert!(Keys::new(&theirs, &[7; AUTH]).is_some());
        assert!(Keys::new(&theirs, &[7; 15]).is_none());
        assert!(Keys::new(&theirs[1..], &[7; AUTH]).is_none());
        let mut off = theirs.clone();
        off[64] ^= 1;
        assert!(Keys::new(&off, &[7; AUTH]).is_none());
        assert!(Keys::new(&[4; POINT], &[7; AUTH]).is_none());
    }
}

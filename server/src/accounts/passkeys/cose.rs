//! Public keys as authenticators write them (COSE_Key, RFC 9052 and 9053), and what they signed.
//!
//! The curves and RSA are ring's, which TLS has brought along.

use minicbor::Decoder;
use minicbor::data::Type;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

/// The algorithms that are asked for, the one that is liked best first: Ed25519, ECDSA on P-256
/// and RSA with PKCS #1, each with SHA-256 where it needs a hash (IANA's COSE algorithms).
pub const ALGORITHMS: [i64; 3] = [EDDSA, ES256, RS256];

const EDDSA: i64 = -8;
const ES256: i64 = -7;
const RS256: i64 = -257;
/// Parameters of a key at most: two more than any of these has.
const MOST_PARAMETERS: u64 = 8;

/// A public key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// A point of P-256, not compressed.
    Es256([u8; 65]),
    /// A point of Ed25519.
    EdDsa([u8; 32]),
    /// A modulus and an exponent, big-endian.
    Rs256(Vec<u8>, Vec<u8>),
}

#[derive(Default)]
struct Parameters<'a> {
    kind: Option<i64>,
    algorithm: Option<i64>,
    /// -1: a curve, or a modulus.
    curve: Option<i64>,
    first: Option<&'a [u8]>,
    x: Option<&'a [u8]>,
    y: Option<&'a [u8]>,
}

impl Key {
    /// Reads a key that nothing follows.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut decoder = Decoder::new(bytes);
        let key = Self::decode(&mut decoder)?;
        (decoder.position() == bytes.len()).then_some(key)
    }

    /// Reads a key, behind which the decoder stands then.
    pub fn decode(decoder: &mut Decoder<'_>) -> Option<Self> {
        let found = parameters(decoder)?;
        let of = (found.kind?, found.algorithm?);
        match of {
            (2, ES256) if found.curve? == 1 => {
                let mut point = [4; 65];
                point[1..33].copy_from_slice(exactly(found.x?)?);
                point[33..].copy_from_slice(exactly(found.y?)?);
                Some(Self::Es256(point))
            }
            (1, EDDSA) if found.curve? == 6 => Some(Self::EdDsa(*exactly(found.x?)?)),
            (3, RS256) => Some(Self::Rs256(found.first?.to_vec(), found.x?.to_vec())),
            _ => None,
        }
    }

    /// The number of its algorithm.
    pub const fn algorithm(&self) -> i64 {
        match self {
            Self::Es256(_) => ES256,
            Self::EdDsa(_) => EDDSA,
            Self::Rs256(..) => RS256,
        }
    }

    /// Whether it signed this.
    pub fn has_signed(&self, signed: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(signed, signature)
            }
            Self::EdDsa(point) => UnparsedPublicKey::new(&ED25519, point).verify(signed, signature),
            Self::Rs256(n, e) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            }
        };
        verified.is_ok()
    }
}

fn exactly(bytes: &[u8]) -> Option<&[u8; 32]> {
    bytes.try_into().ok()
}

fn parameters<'a>(decoder: &mut Decoder<'a>) -> Option<Parameters<'a>> {
    let count = decoder.map().ok()??;
    if count > MOST_PARAMETERS {
        return None;
    }
    let mut found = Parameters::default();
    let mut labels = Vec::new();
    for _ in 0..count {
        let label = decoder.i64().ok()?;
        // One that is there twice would mean one thing here and another elsewhere.
        if labels.contains(&label) {
            return None;
        }
        labels.push(label);
        match (label, decoder.datatype().ok()?) {
            (1, _) => found.kind = Some(decoder.i64().ok()?),
            (3, _) => found.algorithm = Some(decoder.i64().ok()?),
            (-1, Type::Bytes) => found.first = Some(decoder.bytes().ok()?),
            (-1, _) => found.curve = Some(decoder.i64().ok()?),
            (-2, _) => found.x = Some(decoder.bytes().ok()?),
            // Of a point that is compressed only a sign is there, which none of these is.
            (-3, _) => found.y = Some(decoder.bytes().ok()?),
            _ => decoder.skip().ok()?,
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::passkeys::soft::{Pair, cose};

    #[test]
    fn each_algorithm_tells_what_was_signed_from_what_was_not() {
        for pair in [Pair::es256(), Pair::ed_dsa()] {
            let key = Key::read(&cose(&pair)).expect("a key");
            assert!(ALGORITHMS.contains(&key.algorithm()));
            let signature = pair.sign(b"signed");
            assert!(key.has_signed(b"signed", &signature));
            assert!(!key.has_signed(b"signed.", &signature));
            assert!(!key.has_signed(b"signed", &signature[1..]));
            assert!(!key.has_signed(b"signed", b""));
        }
    }

    #[test]
    fn what_is_not_such_a_key_is_none() {
        let sound = cose(&Pair::es256());
        assert!(Key::read(&sound).is_some());
        let mut longer = sound.clone();
        longer.push(0);
        assert_eq!(Key::read(&longer), None, "something follows");
        for end in 0..sound.len() {
            assert_eq!(Key::read(&sound[..end]), None, "{end}");
        }
        // ES256 by an Edwards curve, and one label twice.
        let mut other = sound.clone();
        other[6] = 6;
        assert_eq!(Key::read(&other), None);
        assert_eq!(Key::read(&[0xa2, 1, 2, 1, 2]), None);
        assert_eq!(Key::read(&[0xbf, 0xff]), None, "of no told length");
        for byte in 0..=255 {
            let mut any = sound.clone();
            any[0] = byte;
            let _ = Key::read(&any);
        }
    }
}

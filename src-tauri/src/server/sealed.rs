//! What lies in a file where the system has no keychain: sealed with what this machine alone
//! has, so that a copy of the file, in a backup or on another machine, opens nothing. A program
//! of the same user on the same machine can open it; only a keychain keeps that out.

use std::fs;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};

/// What such a file begins with.
const MARK: &[u8] = b"larder sealed 1\n";
/// Where Linux keeps a machine's own number; it is to be told to nobody (machine-id(5)).
const MACHINE: [&str; 2] = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

type RandomSalt = [u8; 32];

/// Seals bytes for this machine.
///
/// # Errors
///
/// Where the system gives no randomness.
pub fn seal(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut salt = RandomSalt::default();
    getrandom::fill(&mut salt).map_err(|error| error.to_string())?;
    seal_for(&machine(), salt, bytes).ok_or_else(|| "it cannot be sealed".to_owned())
}

/// Opens what was sealed on this machine; `None` for anything else.
#[must_use]
pub fn open(sealed: &[u8]) -> Option<Vec<u8>> {
    open_for(&machine(), sealed)
}

fn seal_for(machine: &[u8], salt: RandomSalt, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut sealed = bytes.to_vec();
    let (nonce, mark) = (nonce(), Aad::from(MARK));
    key(machine, &salt)?
        .seal_in_place_append_tag(nonce, mark, &mut sealed)
        .ok()?;
    Some([MARK, &salt, &sealed].concat())
}

fn open_for(machine: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (salt, sealed) = sealed.strip_prefix(MARK)?.split_first_chunk()?;
    let mut bytes = sealed.to_vec();
    let (nonce, mark) = (nonce(), Aad::from(MARK));
    let opened = key(machine, salt)?.open_in_place(nonce, mark, &mut bytes);
    Some(opened.ok()?.to_vec())
}

/// Each key seals once, since each has a salt of its own: so the nonce may be the same.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// RFC 5869: the machine's number is the secret.
fn key(machine: &[u8], salt: &RandomSalt) -> Option<LessSafeKey> {
    let secret = Salt::new(HKDF_SHA256, salt).extract(machine);
    let key = secret.expand(&[b"account"], &CHACHA20_POLY1305).ok()?;
    Some(LessSafeKey::new(UnboundKey::from(key)))
}

fn machine() -> Vec<u8> {
    let mut found = MACHINE.iter().filter_map(|path| fs::read(path).ok());
    found.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_here_and_nowhere_else() {
        let sealed = seal(b"a token").expect("sealed");
        assert!(!sealed.windows(7).any(|part| part == b"a token"));
        assert_eq!(open(&sealed).as_deref(), Some(&b"a token"[..]));
        assert_ne!(
            sealed,
            seal(b"a token").expect("sealed"),
            "each has its salt"
        );
        let here = seal_for(b"one machine", [1; 32], b"a token").expect("sealed");
        assert_eq!(
            open_for(b"one machine", &here).as_deref(),
            Some(&b"a token"[..])
        );
        assert_eq!(open_for(b"another one", &here), None);
        for at in [MARK.len(), here.len() - 1] {
            let mut changed = here.clone();
            changed[at] ^= 1;
            assert_eq!(open_for(b"one machine", &changed), None, "byte {at}");
        }
        assert_eq!(open(b""), None);
        assert_eq!(open(br#"{"token":"00ff"}"#), None);
    }
}

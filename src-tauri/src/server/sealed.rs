//! What lies in a file where the system has no keychain: sealed with what this machine alone
//! has, so that a copy of the file, in a backup or on another machine, opens nothing. A program
//! of the same user on the same machine can open it; only a keychain keeps that out.
//!
//! A machine without a number of its own (macOS, Windows, a phone, a container) has a random key
//! in a file beside it, for this user alone. There the file by itself opens nothing, but a copy
//! of the whole folder does: there is nothing else to seal it with that a restart would leave.

use std::fs;
use std::path::PathBuf;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};

use crate::place::{Readers, write_whole};

/// What such a file begins with.
const MARK: &[u8] = b"larder sealed 1\n";
/// Where Linux keeps a machine's own number; it is to be told to nobody (machine-id(5)).
const MACHINE: [&str; 2] = ["/etc/machine-id", "/var/lib/dbus/machine-id"];
/// What is too short to be a secret, as the note of a system that has no number yet is.
const SHORTEST: usize = 32;

type Random = [u8; 32];

/// What seals and opens on this machine.
pub struct Seal {
    /// The machine's own number, if it has one.
    machine: Option<Vec<u8>>,
    /// Where the key lies for want of one.
    file: PathBuf,
}

impl Seal {
    /// This machine's; a key that it needs for want of a number lies in this file.
    #[must_use]
    pub fn new(file: PathBuf) -> Self {
        let mut found = MACHINE.iter().filter_map(|path| fs::read(path).ok());
        let machine = found.find(|number| number.len() >= SHORTEST);
        Self { machine, file }
    }

    /// One as on a machine without a number.
    #[cfg(test)]
    pub fn without_machine(file: PathBuf) -> Self {
        let machine = None;
        Self { machine, file }
    }

    /// Seals bytes for this machine.
    ///
    /// # Errors
    ///
    /// Where the system gives no randomness, or the disk takes no key.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let secret = match &self.machine {
            Some(machine) => machine.clone(),
            None => self.kept().map_or_else(|| self.make(), Ok)?,
        };
        seal_for(&secret, random()?, bytes).ok_or_else(|| "it cannot be sealed".to_owned())
    }

    /// Opens what was sealed on this machine; `None` for anything else.
    #[must_use]
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        // A system that has come to a number since has a key still.
        let mut secrets = self.machine.clone().into_iter().chain(self.kept());
        secrets.find_map(|secret| open_for(&secret, sealed))
    }

    /// The key in the file, if there is one.
    fn kept(&self) -> Option<Vec<u8>> {
        fs::read(&self.file)
            .ok()
            .filter(|key| key.len() >= SHORTEST)
    }

    fn make(&self) -> Result<Vec<u8>, String> {
        let key = random()?.to_vec();
        let written = write_whole(&self.file, &key, Readers::User);
        written.map_err(|error| error.to_string())?;
        Ok(key)
    }
}

fn random() -> Result<Random, String> {
    let mut random = Random::default();
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    Ok(random)
}

fn seal_for(secret: &[u8], salt: Random, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut sealed = bytes.to_vec();
    let (nonce, mark) = (nonce(), Aad::from(MARK));
    key(secret, &salt)?
        .seal_in_place_append_tag(nonce, mark, &mut sealed)
        .ok()?;
    Some([MARK, &salt, &sealed].concat())
}

fn open_for(secret: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (salt, sealed) = sealed.strip_prefix(MARK)?.split_first_chunk()?;
    let mut bytes = sealed.to_vec();
    let (nonce, mark) = (nonce(), Aad::from(MARK));
    let opened = key(secret, salt)?.open_in_place(nonce, mark, &mut bytes);
    Some(opened.ok()?.to_vec())
}

/// Each key seals once, since each has a salt of its own: so the nonce may be the same.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// RFC 5869: the machine's number, or the key in its place, is the secret.
fn key(secret: &[u8], salt: &Random) -> Option<LessSafeKey> {
    let secret = Salt::new(HKDF_SHA256, salt).extract(secret);
    let key = secret.expand(&[b"account"], &CHACHA20_POLY1305).ok()?;
    Some(LessSafeKey::new(UnboundKey::from(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_here_and_nowhere_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = Seal::new(folder.path().join("key"));
        let sealed = here.seal(b"a token").expect("sealed");
        assert!(!sealed.windows(7).any(|part| part == b"a token"));
        assert_eq!(here.open(&sealed).as_deref(), Some(&b"a token"[..]));
        let again = here.seal(b"a token").expect("sealed");
        assert_ne!(sealed, again, "each has its salt");
        assert_eq!(here.open(b""), None);
        assert_eq!(here.open(br#"{"token":"00ff"}"#), None);
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
    }

    #[test]
    fn a_machine_without_a_number_has_a_key_for_its_user_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("key");
        let here = Seal::without_machine(file.clone());
        let sealed = here.seal(b"a token").expect("sealed");
        assert_eq!(open_for(b"", &sealed), None, "nothing known opens it");
        let after = Seal::without_machine(file.clone());
        assert_eq!(after.open(&sealed).as_deref(), Some(&b"a token"[..]));
        let key = fs::read(&file).expect("a key");
        assert_eq!(key.len(), 32);
        after.seal(b"another").expect("sealed");
        assert_eq!(fs::read(&file).expect("a key"), key, "it is made once");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).expect("a key").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let numbered = Seal {
            machine: Some(vec![b'7'; 33]),
            file: file.clone(),
        };
        let opened = numbered.open(&sealed);
        assert_eq!(opened.as_deref(), Some(&b"a token"[..]), "it has the key");
        fs::remove_file(&file).expect("removed");
        assert_eq!(after.open(&sealed), None, "the file alone opens nothing");
    }
}

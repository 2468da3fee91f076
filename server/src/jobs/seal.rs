//! What lies in a job's file: sealed by AES-256-GCM with a key of the server's, bound to the
//! job, so that no file can take the place of another.

use std::sync::Arc;

use anyhow::Result;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use super::JobId;
use crate::random;
use crate::secrets::{SCAN_KEY, Secrets};

/// What a sealed file begins with: the form, and below which key it lies.
const MARK: &[u8] = b"larder scan 1\n";
/// So many bytes tell one key from another.
const KEY_ID: usize = 4;
/// What the sealed bytes are, before the job's id.
const OF: &[u8] = b"scan_job/picture/";

/// Seals and opens; cheap to clone. Nonces are random: NIST SP 800-38D allows 2^32 files below
/// one key, a job each second for a century.
#[derive(Clone)]
pub struct Seal {
    /// None where the system had no random numbers: nothing is sealed then.
    key: Option<Arc<Key>>,
}

struct Key {
    key: LessSafeKey,
    id: [u8; KEY_ID],
}

impl Seal {
    fn new(bytes: Option<[u8; 32]>) -> Self {
        let key = bytes.and_then(|bytes| {
            let key = UnboundKey::new(&AES_256_GCM, &bytes).ok()?;
            let mut id = [0; KEY_ID];
            id.copy_from_slice(&Sha256::digest(bytes)[..KEY_ID]);
            let key = LessSafeKey::new(key);
            Some(Arc::new(Key { key, id }))
        });
        Self { key }
    }

    /// With a key that ends with the process.
    pub fn fresh() -> Self {
        Self::new(random::bytes())
    }

    /// With the server's key.
    ///
    /// # Errors
    ///
    /// If it is none of ours, or can be neither read nor made.
    pub fn open(secrets: &Secrets) -> Result<Self> {
        Ok(Self::new(Some(secrets.key(&SCAN_KEY)?)))
    }

    /// Bytes of a job, sealed; `None` without a key or random numbers.
    pub fn seal(&self, of: JobId, bytes: &[u8]) -> Option<Vec<u8>> {
        let Key { key, id } = &**self.key.as_ref()?;
        let nonce = random::bytes::<NONCE_LEN>()?;
        let mut sealed = bytes.to_vec();
        let aad = aad(of);
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(&aad),
            &mut sealed,
        )
        .ok()?;
        Some([MARK, id, &nonce, &sealed].concat())
    }

    /// What was sealed for a job; `None` for anything else.
    pub fn unseal(&self, of: JobId, sealed: &[u8]) -> Option<Vec<u8>> {
        let Key { key, id } = &**self.key.as_ref()?;
        let rest = sealed.strip_prefix(MARK)?.strip_prefix(id)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        let mut bytes = sealed.to_vec();
        let aad = aad(of);
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = key
            .open_in_place(nonce, Aad::from(&aad), &mut bytes)
            .ok()?
            .len();
        bytes.truncate(length);
        Some(bytes)
    }
}

fn aad(of: JobId) -> Vec<u8> {
    [OF, &of.0].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: JobId = JobId([7; 16]);

    #[test]
    fn what_is_sealed_opens_for_its_job_with_its_key_alone() {
        let data = tempfile::tempdir().expect("a folder");
        let secrets = Secrets::beside(data.path());
        let seal = Seal::open(&secrets).expect("a key");
        let sealed = seal.seal(JOB, b"oat milk 1.80").expect("sealed");
        assert!(!sealed.windows(8).any(|part| part == b"oat milk"));
        let again = Seal::open(&secrets).expect("the same key");
        let opened = again.unseal(JOB, &sealed);
        assert_eq!(opened.as_deref(), Some(&b"oat milk 1.80"[..]));
        assert_eq!(again.unseal(JobId([8; 16]), &sealed), None, "another job");
        assert_eq!(Seal::fresh().unseal(JOB, &sealed), None, "another key");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(again.unseal(JOB, &changed), None, "byte {at}");
            assert_eq!(again.unseal(JOB, &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn two_seals_of_the_same_differ() {
        let seal = Seal::fresh();
        assert_ne!(seal.seal(JOB, b"milk"), seal.seal(JOB, b"milk"));
    }
}

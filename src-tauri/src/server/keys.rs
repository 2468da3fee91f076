//! Where the device's token lies: in the system's keychain, or, where there is none, in a file
//! that only this user can read and only this machine can open.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use keyring::v1::Entry;
use serde_json::{Value, json};

use super::{Account, address_of, sealed};
use crate::place::{Readers, write_whole};

const SERVICE: &str = "Larder";
const USER: &str = "household";

/// The keychain, or the file in its place.
pub struct Keys {
    file: PathBuf,
    in_file: AtomicBool,
}

impl Keys {
    /// The file would lie in this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            file: folder.join("account.json"),
            in_file: AtomicBool::new(false),
        }
    }

    /// Whether the token lies in the file.
    pub fn is_in_file(&self) -> bool {
        self.in_file.load(Ordering::Relaxed)
    }

    /// What is kept.
    ///
    /// # Errors
    ///
    /// Where the keychain does not say: it may be locked for now.
    pub async fn load(&self) -> Result<Option<Account>, String> {
        let sealed = fs::read(&self.file).ok();
        if let Some(kept) = sealed.and_then(|sealed| read(&sealed::open(&sealed)?)) {
            self.in_file.store(true, Ordering::Relaxed);
            return Ok(Some(kept));
        }
        let ask = || match entry()?.get_secret() {
            Err(keyring::v1::Error::NoEntry) => Ok(None),
            found => found.map(Some),
        };
        let found = blocking(ask).await?;
        Ok(found.and_then(|secret| read(&secret)))
    }

    /// Keeps it.
    ///
    /// # Errors
    ///
    /// Where neither the keychain nor the disk takes it.
    pub async fn keep(&self, account: &Account) -> Result<(), String> {
        let secret = json!({ "address": account.address.as_str(), "token": account.token });
        let secret = secret.to_string().into_bytes();
        let kept = {
            let secret = secret.clone();
            blocking(move || entry()?.set_secret(&secret)).await
        };
        let in_file = kept.is_err();
        if in_file {
            let sealed = sealed::seal(&secret)?;
            write_whole(&self.file, &sealed, Readers::User).map_err(|error| error.to_string())?;
        } else {
            fs::remove_file(&self.file).ok();
        }
        self.in_file.store(in_file, Ordering::Relaxed);
        Ok(())
    }

    /// Forgets it.
    pub async fn forget(&self) {
        // What is not there need not be removed.
        fs::remove_file(&self.file).ok();
        blocking(|| entry()?.delete_credential()).await.ok();
    }
}

fn entry() -> keyring::v1::Result<Entry> {
    Entry::new(SERVICE, USER)
}

/// The keychain asks the system and may wait for the person to unlock it.
async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> keyring::v1::Result<T> + Send + 'static,
) -> Result<T, String> {
    let asked = tauri::async_runtime::spawn_blocking(ask).await;
    asked
        .map_err(|error| error.to_string())?
        .map_err(|error| error.to_string())
}

fn read(bytes: &[u8]) -> Option<Account> {
    let kept: Value = serde_json::from_slice(bytes).ok()?;
    Some(Account {
        address: address_of(kept.get("address")?.as_str()?).ok()?,
        token: kept.get("token")?.as_str()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_place_of_the_keychain_is_for_this_user_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("account.json");
        write_whole(
            &path,
            br#"{"address":"https://larder.local:8443/","token":"00ff"}"#,
            Readers::User,
        )
        .expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let kept = read(&fs::read(&path).expect("a file")).expect("an account");
        assert_eq!(kept.token, "00ff");
        assert!(read(b"{}").is_none());
    }
}

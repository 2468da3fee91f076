//! Where the device's token lies: in the system's keychain, or, where there is none, in a file
//! that only this user can read and only this machine can open.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, io};

use keyring::v1::{Entry, Error};
use serde_json::{Value, json};

use super::sealed::Seal;
use super::{Account, address_of};
use crate::place::{Readers, write_whole};

const SERVICE: &str = "Larder";
const USER: &str = "household";

/// The keychain, or the file in its place.
pub struct Keys {
    file: PathBuf,
    /// What opens the file, where the machine itself has nothing for that.
    key: PathBuf,
    seal: Seal,
    in_file: AtomicBool,
}

impl Keys {
    /// The file would lie in this folder.
    pub fn new(folder: &Path) -> Self {
        let key = folder.join("account.key");
        let seal = Seal::new(key.clone());
        Self::with(folder, key, seal)
    }

    fn with(folder: &Path, key: PathBuf, seal: Seal) -> Self {
        Self {
            file: folder.join("account.json"),
            key,
            seal,
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
        if let Some(kept) = self.load_file() {
            return Ok(Some(kept));
        }
        let ask = || match entry()?.get_secret() {
            Err(Error::NoEntry) => Ok(None),
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
        let secret = written(account);
        let kept = {
            let secret = secret.clone();
            blocking(move || entry()?.set_secret(&secret)).await
        };
        if kept.is_err() {
            return self.keep_file(&secret);
        }
        self.remove_files()
    }

    /// Forgets it.
    ///
    /// # Errors
    ///
    /// Where the keychain or the disk still has it.
    pub async fn forget(&self) -> Result<(), String> {
        // Where there is no keychain, there is nothing in it.
        let ask = || match entry().and_then(|entry| entry.delete_credential()) {
            Err(Error::NoEntry | Error::NoDefaultStore) => Ok(()),
            deleted => deleted,
        };
        self.remove_files()?;
        let deleted = blocking(ask).await;
        deleted.map_err(|why| format!("the keychain still has the way to the server: {why}"))
    }

    fn load_file(&self) -> Option<Account> {
        let sealed = fs::read(&self.file).ok()?;
        let kept = read(&self.seal.open(&sealed)?)?;
        self.in_file.store(true, Ordering::Relaxed);
        Some(kept)
    }

    fn keep_file(&self, secret: &[u8]) -> Result<(), String> {
        let sealed = self.seal.seal(secret)?;
        let written = write_whole(&self.file, &sealed, Readers::User);
        written.map_err(|error| error.to_string())?;
        self.in_file.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// What is not there need not be removed.
    fn remove_files(&self) -> Result<(), String> {
        for path in [&self.file, &self.key] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(format!("{}: {error}", path.display()));
                }
                _ => (),
            }
        }
        self.in_file.store(false, Ordering::Relaxed);
        Ok(())
    }
}

/// What the keychain or the file holds.
fn written(account: &Account) -> Vec<u8> {
    let secret = json!({ "address": account.address.as_str(), "token": account.token });
    secret.to_string().into_bytes()
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

    const TOKEN: &str = "00ff00ff00ff00ff00ff00ff00ff00ff";

    fn account() -> Account {
        Account {
            address: address_of("https://larder.local:8443").expect("an address"),
            token: TOKEN.to_owned(),
        }
    }

    /// With a machine's number and without one.
    fn both(folder: &Path) -> [Keys; 2] {
        let bare = folder.join("bare");
        let key = bare.join("account.key");
        let seal = Seal::without_machine(key.clone());
        [Keys::new(folder), Keys::with(&bare, key, seal)]
    }

    #[test]
    fn a_file_in_place_of_the_keychain_is_for_this_user_alone_and_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        for keys in both(folder.path()) {
            assert!(keys.load_file().is_none());
            keys.keep_file(&written(&account())).expect("kept");
            assert!(keys.is_in_file());
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let about = fs::metadata(&keys.file).expect("a file");
                assert_eq!(about.permissions().mode() & 0o777, 0o600);
            }
            let bytes = fs::read(&keys.file).expect("a file");
            for clear in [TOKEN, "token", "larder.local"] {
                let shows = |part: &[u8]| part == clear.as_bytes();
                assert!(!bytes.windows(clear.len()).any(shows), "{clear}");
            }
        }
        for keys in both(folder.path()) {
            let kept = keys.load_file().expect("an account");
            assert_eq!(kept.token, TOKEN);
            assert!(keys.is_in_file());
            keys.remove_files().expect("removed");
            assert!(!keys.is_in_file() && !keys.file.exists() && !keys.key.exists());
            keys.remove_files().expect("nothing is there");
        }
    }

    #[test]
    fn what_is_no_account_is_none() {
        assert!(read(b"{}").is_none());
        let kept = read(&written(&account())).expect("an account");
        assert!(kept == account());
    }
}

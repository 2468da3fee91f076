//! What the page has told the shell, for when no page is open; and what the shell notes.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::place::{Readers, write_whole};

/// The settings; each is what is usual until the page says otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The language of the page.
    pub language: String,
    /// The person wants to be left alone by the server.
    pub stays_offline: bool,
    /// Closing the window leaves Larder in the tray.
    pub stays_in_tray: bool,
    /// A digest tells what is due.
    pub digest: bool,
    /// It tells what will be due in the next days.
    pub digest_soon: bool,
    /// It tells of receipts that wait for a person.
    pub digest_waiting: bool,
    /// When: minutes after midnight on the device's clock.
    pub digest_at: u16,
    /// The day of the last digest, ISO 8601.
    pub digested: String,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            stays_offline: false,
            stays_in_tray: true,
            digest: true,
            digest_soon: false,
            digest_waiting: false,
            digest_at: 9 * 60,
            digested: String::new(),
        }
    }
}

impl Known {
    /// Whether there is a kind of things that a digest tells.
    #[must_use]
    pub fn tells_something(&self) -> bool {
        self.digest || self.digest_soon || self.digest_waiting
    }
}

/// The settings in their file.
pub struct Settings {
    file: PathBuf,
    known: Mutex<Known>,
}

impl Settings {
    /// Reads them; a file that cannot be read is as good as none.
    #[must_use]
    pub fn load(file: PathBuf) -> Self {
        let known = fs::read(&file).ok();
        let known = known.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            file,
            known: Mutex::new(known.unwrap_or_default()),
        }
    }

    /// What is known now.
    #[must_use]
    pub fn get(&self) -> Known {
        let known = self.known.lock();
        known.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes them and keeps them.
    ///
    /// # Errors
    ///
    /// Where the disk does not take it; nothing has changed then.
    pub fn change(&self, change: impl FnOnce(&mut Known)) -> std::io::Result<()> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = known.clone();
        change(&mut changed);
        if *known == changed {
            return Ok(());
        }
        let text = serde_json::to_vec_pretty(&changed)?;
        write_whole(&self.file, &text, Readers::Folder)?;
        *known = changed;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_and_read_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep/settings.json");
        let settings = Settings::load(file.clone());
        assert_eq!(settings.get(), Known::default());
        settings.change(|known| known.digest_at = 42).expect("kept");
        assert_eq!(Settings::load(file.clone()).get().digest_at, 42);
        fs::write(&file, b"{\"language\":\"de\",\"later\":1}").expect("written");
        let known = Settings::load(file.clone()).get();
        assert_eq!((known.language.as_str(), known.digest_at), ("de", 540));
        fs::write(&file, b"what?").expect("written");
        assert_eq!(Settings::load(file).get(), Known::default());
    }
}

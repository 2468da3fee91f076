//! Where the files of this device lie.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folders of the app.
#[derive(Clone, Debug)]
pub struct Place {
    data: PathBuf,
    cache: PathBuf,
}

impl Place {
    /// The folders that the system gives an app of this name.
    #[must_use]
    pub fn find(identifier: &str) -> Self {
        // Without a home, what is kept lies where the app was started.
        let folder = |found: Option<PathBuf>| found.unwrap_or_default().join(identifier);
        Self {
            data: folder(dirs::data_dir()),
            cache: folder(dirs::cache_dir()),
        }
    }

    /// The household's database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("larder.db")
    }

    /// How large it is, in bytes, with what is still to be written into it.
    #[must_use]
    pub fn database_bytes(&self) -> u64 {
        let file = self.database();
        let log = file.with_extension("db-wal");
        let sizes = [file, log].map(|file| fs::metadata(file).map_or(0, |about| about.len()));
        sizes.into_iter().sum()
    }

    /// The same as the plugin names it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.database().display())
    }

    /// Copies of the database.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    /// A database to try the storage with.
    #[must_use]
    pub fn scratch(&self) -> PathBuf {
        self.cache.join("check.db")
    }

    /// What the app that is running holds locked.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    /// What the page has told the shell.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.data.join("settings.json")
    }

    /// The folder of what is kept.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }
}

/// Who may read a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readers {
    /// Whoever may look into its folder.
    Folder,
    /// Its user alone.
    User,
}

/// Writes a file whole or not at all, on the disk before this returns.
///
/// # Errors
///
/// Where the disk does not take it; the file is as it was.
pub fn write_whole(path: &Path, bytes: &[u8], readers: Readers) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = path.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if readers == Readers::User {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(part, path)
}

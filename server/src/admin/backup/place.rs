//! Where a restored data folder comes to: it is there whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::UNDER_WAY;
use crate::{db, durable};

/// The folder that a path is in.
pub fn parent(path: &Path) -> &Path {
    let parent = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// A folder for its owner alone, from which files can be moved to where they belong. In one
/// that is there and empty, it is in that: it may be another disk.
///
/// # Errors
///
/// If the folder is there and not empty, or nothing can be written.
pub fn beside(data: &Path) -> Result<TempDir> {
    let shown = data.display();
    let folder = match data.exists() {
        true => {
            ensure!(
                names_in(data)?.is_empty(),
                "{shown} is not empty: move it elsewhere first, or name another folder with \
                 `--data DIR`"
            );
            data
        }
        false => {
            fs::create_dir_all(parent(data)).with_context(|| format!("failed to make {shown}"))?;
            parent(data)
        }
    };
    TempDir::with_prefix_in(UNDER_WAY, folder)
        .with_context(|| format!("failed to write in {}", folder.display()))
}

/// Makes what is in a folder the data folder.
///
/// # Errors
///
/// If it cannot be moved.
pub fn take(from: &Path, data: &Path) -> Result<()> {
    let named = || format!("failed to make {}", data.display());
    sync(from).with_context(named)?;
    if !data.exists() {
        fs::rename(from, data).with_context(named)?;
        return durable::sync_folder(parent(data)).with_context(named);
    }
    let mut names = names_in(from)?;
    // Without its database it is no data folder.
    names.sort_by_key(|path| path.ends_with(db::FILE));
    for path in names {
        let name = path.file_name().context("a file without a name")?;
        durable::sync_folder(data).with_context(named)?;
        fs::rename(&path, data.join(name)).with_context(named)?;
    }
    durable::sync_folder(data).with_context(named)
}

/// Puts the folders on the disk; the files are.
fn sync(folder: &Path) -> Result<()> {
    for path in names_in(folder)? {
        if path.is_dir() {
            sync(&path)?;
        }
    }
    Ok(durable::sync_folder(folder)?)
}

fn names_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let named = || format!("failed to look into {}", folder.display());
    let found = fs::read_dir(folder).with_context(named)?;
    let paths = found.map(|file| Ok(file.with_context(named)?.path()));
    paths.collect()
}

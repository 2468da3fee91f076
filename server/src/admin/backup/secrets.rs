//! What lies beside the database and the pictures: the server's secrets. All of it is backed
//! up, whatever it is called: a secret that is forgotten here would be missed too late.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{blobs, db, jobs};

/// Files in a data folder and below it, but for those that are backed up in another way; by
/// names with `/` between folders, in their order.
///
/// # Errors
///
/// If a folder cannot be read.
pub fn beside(data: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for name in files_in(data)? {
        // What is to be read is read long before anybody restores anything.
        let is_left = name == blobs::FOLDER || name == jobs::FOLDER;
        if !name.starts_with(db::FILE) && !is_left {
            collect(data, name, &mut names)?;
        }
    }
    names.sort();
    Ok(names)
}

fn collect(data: &Path, name: String, names: &mut Vec<String>) -> Result<()> {
    let path = data.join(&name);
    let kind = path.symlink_metadata().map(|found| found.file_type());
    // One that is gone was not to stay.
    let Ok(kind) = kind else { return Ok(()) };
    if kind.is_dir() {
        for below in files_in(&path)? {
            collect(data, format!("{name}/{below}"), names)?;
        }
    } else if kind.is_file() {
        names.push(name);
    } else {
        eprintln!(
            "larder: {} is no plain file, and is left out",
            path.display()
        );
    }
    Ok(())
}

/// Names in a folder, without those of files that are being written.
fn files_in(folder: &Path) -> Result<Vec<String>> {
    let named = || format!("failed to look into {}", folder.display());
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder).with_context(named)? {
        let name = file.with_context(named)?.file_name().into_string();
        let name = name
            .ok()
            .context("a file's name is no text")
            .with_context(named)?;
        if !name.starts_with(".tmp") {
            names.push(name);
        }
    }
    Ok(names)
}

//! The files of the bundle, by their path below its folder.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::repo;

/// Ten characters of a hash of the content: enough to tell every build ever made apart.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..10].to_owned()
}

/// A set of files that is written as a whole.
#[derive(Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds one file.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.to_owned(), bytes);
    }

    /// Adds every file below a folder; a folder that is not there has none.
    pub fn add_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        if !folder.is_dir() {
            return Ok(());
        }
        for path in below(folder)? {
            let bytes = fs::read(folder.join(&path)).with_context(|| format!("reading {path}"))?;
            self.add(&format!("{prefix}{path}"), bytes);
        }
        Ok(())
    }

    /// Takes one file out.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }

    /// The same files in a folder.
    pub fn below(self, folder: &str) -> Self {
        let files = self.0.into_iter();
        Self(
            files
                .map(|(path, bytes)| (format!("{folder}/{path}"), bytes))
                .collect(),
        )
    }

    /// Adds the files of another set.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A hash over all paths and contents.
    pub fn hash(&self) -> String {
        let mut all = blake3::Hasher::new();
        for (path, bytes) in &self.0 {
            all.update(path.as_bytes())
                .update(blake3::hash(bytes).as_bytes());
        }
        all.finalize().to_hex().to_string()
    }

    /// Makes the folder hold exactly these files. Gives whether anything changed:
    /// an unchanged folder keeps its times, so what is built from it is not built again.
    pub fn write(&self, folder: &Path) -> Result<bool> {
        if self.is_in(folder) {
            return Ok(false);
        }
        let fresh = repo::target_wasm().join("dist.new");
        clear(&fresh)?;
        for (path, bytes) in &self.0 {
            let path = fresh.join(path);
            let parent = path.parent().context("a file lies in a folder")?;
            fs::create_dir_all(parent)?;
            fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        }
        clear(folder)?;
        fs::rename(&fresh, folder)?;
        Ok(true)
    }

    fn is_in(&self, folder: &Path) -> bool {
        let Ok(there) = below(folder) else {
            return false;
        };
        there.len() == self.0.len()
            && there.iter().all(|path| {
                let known = self.0.get(path);
                known.is_some_and(|bytes| fs::read(folder.join(path)).is_ok_and(|b| b == *bytes))
            })
    }
}

/// `12 files, 3456 kB`.
impl fmt::Display for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: usize = self.0.values().map(Vec::len).sum();
        write!(f, "{} files, {} kB", self.0.len(), bytes / 1000)
    }
}

/// Removes a folder, if it is there.
pub fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}

/// The paths of all files below a folder, sorted, with `/` between names.
fn below(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            paths.extend(
                below(&entry.path())?
                    .into_iter()
                    .map(|path| format!("{name}/{path}")),
            );
        } else {
            paths.push(name);
        }
    }
    paths.sort();
    Ok(paths)
}

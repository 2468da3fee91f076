//! The archive: files one after the other, and a list of them with their hashes at the end.
//!
//! Whoever has it can unpack it without us (`tar xzf`). What is read is not trusted: nothing
//! but plain files is taken, and no name leads out of the folder that it is unpacked in.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::progress::Progress;
use crate::db;
use crate::durable;
use crate::identity::hex;

/// What the list is called; it is the last entry.
pub const LIST: &str = "backup.json";
/// The form of the archive. Another one has another name.
const FORMAT: &str = "larder-backup-1";
/// More than this is no list: a million pictures take less.
const MAX_LIST: u64 = 256 * 1024 * 1024;
const BUFFER: usize = 64 * 1024;

/// What is in a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contents {
    format: String,
    /// The version of the program that made it.
    version: String,
    /// The last migration of its database.
    schema: i64,
    made: String,
    files: BTreeMap<String, Listed>,
}

/// A file in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Listed {
    size: u64,
    sha256: String,
}

impl Contents {
    /// The SHA-256 of a file in it, in hexadecimal digits.
    pub fn hash_of(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|listed| listed.sha256.as_str())
    }

    fn check(&self, found: &BTreeMap<String, Listed>) -> Result<()> {
        ensure!(
            self.format == FORMAT && self.schema <= db::newest(),
            "Larder {} made it, in a form that this one does not know: use that one",
            self.version
        );
        for (name, listed) in &self.files {
            match found.get(name) {
                None => bail!("{name} is missing"),
                Some(found) if found != listed => bail!("{name} is not what was backed up"),
                Some(_) => {}
            }
        }
        let stray = found.keys().find(|name| !self.files.contains_key(*name));
        match stray {
            Some(name) => bail!("{name} is not in its list"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Contents {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: u64 = self.files.values().map(|file| file.size).sum();
        let (count, mib) = (self.files.len(), bytes.div_ceil(1024 * 1024));
        let Self { made, version, .. } = self;
        write!(
            formatter,
            "{count} files, {mib} MiB, made at {made} by Larder {version}"
        )
    }
}

/// Writes an archive.
pub struct Writer<W: Write> {
    archive: tar::Builder<GzEncoder<BufWriter<W>>>,
    made: Timestamp,
    files: BTreeMap<String, Listed>,
    progress: Progress,
}

impl<W: Write> Writer<W> {
    pub fn new(to: W, made: Timestamp, progress: Progress) -> Self {
        let to = BufWriter::with_capacity(BUFFER, to);
        // Most of it are pictures, which no effort makes smaller.
        let packed = GzEncoder::new(to, Compression::fast());
        Self {
            archive: tar::Builder::new(packed),
            made,
            files: BTreeMap::new(),
            progress,
        }
    }

    /// Adds a file; answers the SHA-256 of what was read, or nothing if it is not there.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or becomes shorter meanwhile, or nothing can be written.
    pub fn add(&mut self, from: &Path, name: &str) -> Result<Option<String>> {
        let named = || format!("failed to back up {}", from.display());
        let file = match File::open(from) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.with_context(named)?,
        };
        let size = file.metadata().with_context(named)?.len();
        let mut source = Hashing::new(file.take(size), &mut self.progress);
        append(&mut self.archive, self.made, name, size, &mut source).with_context(named)?;
        let listed = source.end();
        ensure!(
            listed.size == size,
            "{} became shorter while it was backed up: try again",
            from.display()
        );
        let hash = listed.sha256.clone();
        self.files.insert(name.to_owned(), listed);
        Ok(Some(hash))
    }

    /// Adds the list. All is given to the file then, though not on the disk yet.
    ///
    /// # Errors
    ///
    /// If nothing can be written.
    pub fn end(mut self, schema: i64) -> Result<Contents> {
        let contents = Contents {
            format: FORMAT.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema,
            made: self.made.strftime("%FT%TZ").to_string(),
            files: self.files,
        };
        let list = serde_json::to_vec_pretty(&contents)?;
        let size = list.len() as u64;
        append(
            &mut self.archive,
            self.made,
            LIST,
            size,
            &mut list.as_slice(),
        )?;
        self.archive.into_inner()?.finish()?.flush()?;
        Ok(contents)
    }
}

fn append(
    archive: &mut tar::Builder<impl Write>,
    made: Timestamp,
    name: &str,
    size: u64,
    from: &mut impl Read,
) -> io::Result<()> {
    // Its two fields hold the longest name, a picture's.
    let mut header = tar::Header::new_ustar();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(made.as_second().unsigned_abs());
    header.set_entry_type(tar::EntryType::Regular);
    archive.append_data(&mut header, name, from)
}

/// Reads all of an archive, unpacks the files that have a place, and compares what was read
/// with the list.
///
/// # Errors
///
/// If it is no backup, or something of it is missing, too much or another.
pub fn read(
    file: &Path,
    place: impl Fn(&str) -> Option<PathBuf>,
    mut progress: Progress,
) -> Result<Contents> {
    let source = File::open(file).context("it cannot be read")?;
    let source = GzDecoder::new(BufReader::with_capacity(BUFFER, source));
    let mut archive = tar::Archive::new(source);
    let mut found = BTreeMap::new();
    let mut list: Option<Contents> = None;
    for entry in archive.entries()? {
        let mut entry = entry.context(DAMAGED)?;
        ensure!(list.is_none(), "something comes after its list");
        let name = name_of(&entry.path()?)?;
        let kind = entry.header().entry_type();
        ensure!(kind.is_file(), "{name} is no plain file");
        if name == LIST {
            list = Some(listed(&mut entry)?);
            continue;
        }
        ensure!(!found.contains_key(&name), "{name} is in it twice");
        let mut source = Hashing::new(&mut entry, &mut progress);
        unpack(&mut source, place(&name)).with_context(|| format!("{name}: {DAMAGED}"))?;
        found.insert(name, source.end());
    }
    // Behind the last entry comes the sum over all that was packed.
    io::copy(&mut archive.into_inner(), &mut io::sink()).context(DAMAGED)?;
    let list = list.with_context(|| format!("its list is missing: {DAMAGED}"))?;
    list.check(&found)?;
    Ok(list)
}

const DAMAGED: &str = "it is cut off or damaged, or not written by Larder";

fn listed(entry: &mut impl Read) -> Result<Contents> {
    let mut bytes = Vec::new();
    let mut entry = entry.take(MAX_LIST);
    entry.read_to_end(&mut bytes).context(DAMAGED)?;
    serde_json::from_slice(&bytes).context("its list cannot be read")
}

fn unpack(from: &mut impl Read, to: Option<PathBuf>) -> io::Result<()> {
    let Some(to) = to else {
        io::copy(from, &mut io::sink())?;
        return Ok(());
    };
    if let Some(folder) = to.parent() {
        durable::make_folder(folder)?;
    }
    let mut out = private(&to)?;
    io::copy(from, &mut out)?;
    out.sync_all()
}

/// The name of an entry, which leads nowhere but below the folder that it is unpacked in.
fn name_of(path: &Path) -> Result<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    let parts = parts.filter(|parts| !parts.is_empty());
    let parts = parts.with_context(|| format!("{} leads elsewhere", path.display()))?;
    Ok(parts.join("/"))
}

/// A new file for its owner alone.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Reads, hashes what it has read, and says so where it takes long.
struct Hashing<'a, R> {
    from: R,
    hash: Sha256,
    size: u64,
    progress: &'a mut Progress,
}

impl<'a, R> Hashing<'a, R> {
    fn new(from: R, progress: &'a mut Progress) -> Self {
        Self {
            from,
            hash: Sha256::new(),
            size: 0,
            progress,
        }
    }

    fn end(self) -> Listed {
        Listed {
            size: self.size,
            sha256: hex(&self.hash.finalize()),
        }
    }
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.size += read as u64;
        self.progress.pass(read as u64);
        Ok(read)
    }
}

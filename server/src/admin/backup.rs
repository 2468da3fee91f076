//! `larder admin backup`, `verify` and `restore`: all that a server keeps as one file.
//!
//! The file is a tar archive, packed by gzip: the pictures and secrets, the database as one
//! moment had it, and at the end a list of all of it with the SHA-256 of each. It is made
//! beside a server that runs. What is restored numbers anew: devices are told so, and send
//! again what it does not have (docs/sync.md, *epoch*).

mod archive;
mod ops;
mod pictures;
mod place;
mod progress;
mod renumber;
mod secrets;

#[cfg(test)]
mod tests;

use std::io::stdout;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use tempfile::{NamedTempFile, TempDir};

use crate::clock::now_ms;
use crate::config::{Backup, Folder, Restore, Verify};
use crate::print::print;
use crate::{db, durable};
use archive::{Contents, Writer};
use pictures::{Picture, Shelf};
use progress::Progress;

/// What the files of a data folder are called in an archive.
const ROOT: &str = "data";
/// What begins the names of what is not whole yet.
const UNDER_WAY: &str = ".larder-";

/// Makes a backup of a data folder, and tells what is in it.
///
/// # Errors
///
/// If something cannot be read or written, or the file is there already.
pub fn backup(config: &Backup) -> Result<()> {
    let (data, file) = (
        folder(&config.kept, "pg_dump --format=custom")?,
        &config.file,
    );
    ensure!(db::is_in(&data), super::no_data(&data));
    blocking(db::check_counts(&data))?;
    let beside = beside(&data, file)?;
    let shelf = Shelf::of(&data, &config.objects)?;
    let contents = make(&data, &shelf, file, &beside)?;
    say(&format!("{} is a backup: {contents}.\n", file.display()))
}

/// Begins another numbering in every household of a database on a server, as is to be done once
/// that was put back: its devices have numbers that it does not know any more.
///
/// # Errors
///
/// If it has no address, or cannot be written.
pub fn renumber(config: &Folder) -> Result<()> {
    let address = config.database.as_ref().context(
        "name the database that was put back: `--database postgres://…`; `larder admin restore` \
         does the same by itself for a file",
    )?;
    blocking(async {
        let database = db::open_at(Some(address), &config.folder()).await?;
        renumber::all(&database, now_ms()).await?;
        database.close().await;
        Ok(())
    })?;
    say(&format!(
        "All households of {address} are numbered anew: devices send again what it does not have \
         when they come.\n"
    ))
}

/// The data folder, where the database lies in it.
fn folder(kept: &Folder, program: &str) -> Result<PathBuf> {
    match &kept.database {
        None => Ok(kept.folder()),
        Some(address) => bail!(
            "the database is {address}: PostgreSQL's own `{program}` does this, beside a copy of \
             {} (docs/backups.md)",
            kept.folder().display()
        ),
    }
}

/// The folder that a backup comes into.
fn beside(data: &Path, file: &Path) -> Result<PathBuf> {
    ensure!(
        !file.exists(),
        "{} is there already: name another file, or remove it",
        file.display()
    );
    let beside = place::parent(file);
    let whole = beside.canonicalize().with_context(|| {
        format!(
            "there is no folder {}: make it, or name a file elsewhere",
            beside.display()
        )
    })?;
    ensure!(
        !whole.starts_with(data.canonicalize()?),
        "{} would be in the data folder, and be lost with it: name a file elsewhere",
        file.display()
    );
    Ok(beside.to_owned())
}

fn make(data: &Path, shelf: &Shelf, file: &Path, beside: &Path) -> Result<Contents> {
    let named = || {
        format!(
            "failed to write in {}: name a file elsewhere",
            beside.display()
        )
    };
    // Where there is room for the backup, there is some for the database.
    let work = TempDir::with_prefix_in(UNDER_WAY, beside).with_context(named)?;
    let snapshot = work.path().join(db::FILE);
    blocking(pictures::snapshot(data, &snapshot))?;
    // It may have been moved just before that.
    blocking(db::check_counts(work.path()))
        .with_context(|| format!("{} was moved meanwhile", data.display()))?;
    // Temporary files are made with mode 0600.
    let part = NamedTempFile::with_prefix_in(UNDER_WAY, beside).with_context(named)?;
    let made = Timestamp::from_millisecond(now_ms())?;
    let writer = Writer::new(part.as_file(), made, Progress::new("backed up"));
    let contents = fill(writer, (data, shelf), &snapshot)?;
    part.as_file().sync_all()?;
    part.persist_noclobber(file)
        .with_context(|| format!("failed to make {}", file.display()))?;
    durable::sync_folder(beside)?;
    Ok(contents)
}

/// The database comes last, so that it can be told of pictures that are gone or damaged by
/// then: one of them must not make all of the backup worthless.
///
/// What `restore` would refuse must not take the place of an earlier backup: so the database is
/// looked through before hours of pictures, and again where some were taken out of it.
fn fill(
    mut to: Writer<&std::fs::File>,
    (data, shelf): (&Path, &Shelf),
    snapshot: &Path,
) -> Result<Contents> {
    check(data, snapshot)?;
    let mut lost: Vec<Picture> = Vec::new();
    for picture in blocking(pictures::of(snapshot))? {
        let added = to.add(&shelf.file(&picture)?, &inside(&picture.path()))?;
        if added != Some(picture.hash()) {
            lost.push(picture);
        }
    }
    for name in secrets::beside(data)? {
        // One that is gone was not to stay.
        to.add(&data.join(&name), &inside(&name))?;
    }
    if !lost.is_empty() {
        blocking(pictures::forget(data, snapshot, &lost, now_ms()))?;
        check(data, snapshot)?;
    }
    to.add(snapshot, &inside(db::FILE))?;
    to.end(blocking(db::version_of(snapshot))?)
}

fn check(data: &Path, snapshot: &Path) -> Result<()> {
    let sound = blocking(pictures::check(snapshot, |one| Ok(Some(one.hash()))));
    sound.map(drop).with_context(|| {
        format!(
            "the database in {} cannot be backed up: keep the backups that there are",
            data.display()
        )
    })
}

/// Looks whether a backup, or a data folder, is whole.
///
/// # Errors
///
/// What is wrong with it, and what can be done.
pub fn verify(config: &Verify) -> Result<()> {
    let Some(file) = &config.file else {
        if let Some(address) = &config.kept.database {
            return verify_at(address, &config.kept.folder());
        }
        let data = folder(&config.kept, "pg_restore --list")?;
        ensure!(db::is_in(&data), super::no_data(&data));
        let shelf = Shelf::of(&data, &config.objects)?;
        let checked = blocking(pictures::check(&data.join(db::FILE), |picture| {
            pictures::hash(&shelf.file(picture)?)
        }));
        let count = checked.with_context(|| {
            format!(
                "{} is not whole: restore a backup elsewhere",
                data.display()
            )
        })?;
        return say(&format!(
            "{} is whole: its database is sound, and all {count} pictures are there.\n",
            data.display()
        ));
    };
    let work = tempfile::tempdir().context("failed to make a folder to unpack it in")?;
    let database = work.path().join(db::FILE);
    let is_database = |name: &str| (name == inside(db::FILE)).then(|| database.clone());
    let contents = whole(file, &database, is_database)?;
    say(&format!("{} is whole: {contents}.\n", file.display()))
}

/// Looks whether the ops in a database on a server are what was stored.
fn verify_at(address: &db::Address, data: &Path) -> Result<()> {
    let count = blocking(async {
        let database = db::open_at(Some(address), data).await?;
        let count = ops::check_at(&database).await;
        database.close().await;
        count
    });
    let count = count
        .with_context(|| format!("{address} is not whole: put back a copy (docs/backups.md)"))?;
    say(&format!(
        "All {count} ops in {address} are what was stored. Whether the rest of it is sound \
         PostgreSQL's own `pg_amcheck` says, and of a copy `pg_restore --list`.\n"
    ))
}

/// Restores a backup into a folder that is empty or not there.
///
/// # Errors
///
/// What is wrong with the backup or the folder; the folder is as it was then.
pub fn restore(config: &Restore) -> Result<()> {
    let (data, file) = (folder(&config.kept, "pg_restore")?, &config.file);
    let contents = put_back(file, &data)?;
    say(&format!(
        "{shown} is restored: {contents}.\n\
         Start `larder serve --data {shown}`: devices send again what it does not have when \
         they come.\nDevices, keys and accounts that were shut out after the backup was made \
         are let in again: look through them. Devices that came in after it ask for an \
         invitation again.\n",
        shown = data.display()
    ))
}

fn put_back(file: &Path, data: &Path) -> Result<Contents> {
    let work = place::beside(data)?;
    let root = work.path().join(ROOT);
    let to = |name: &str| Some(work.path().join(name));
    let contents = whole(file, &root.join(db::FILE), to)?;
    blocking(async {
        let database = db::open(&root).await?;
        // A move that was under way is none of the copy's.
        super::migrate_store::forget(&database).await?;
        renumber::all(&database, now_ms()).await?;
        db::close(&database).await;
        Ok(())
    })?;
    place::take(&root, data)?;
    Ok(contents)
}

/// Reads all of a backup, keeps what is to be unpacked, and looks whether it is whole.
fn whole(file: &Path, database: &Path, to: impl Fn(&str) -> Option<PathBuf>) -> Result<Contents> {
    let read = || -> Result<Contents> {
        let contents = archive::read(file, to, Progress::new("read"))?;
        blocking(pictures::check(database, |picture| {
            Ok(contents
                .hash_of(&inside(&picture.path()))
                .map(str::to_owned))
        }))?;
        Ok(contents)
    };
    read().with_context(|| {
        format!(
            "{} is no backup that can be restored (take another one, or make one)",
            file.display()
        )
    })
}

/// What a file of the data folder is called in an archive.
fn inside(name: &str) -> String {
    format!("{ROOT}/{name}")
}

fn say(text: &str) -> Result<()> {
    print(&mut stdout().lock(), text)?;
    Ok(())
}

fn blocking<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    super::runtime()?.block_on(work)
}

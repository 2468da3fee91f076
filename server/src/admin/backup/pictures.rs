//! What makes a data folder whole: a sound database, and a file for each picture in it.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use object_store::path::Path as Key;
use sha2::{Digest, Sha256};
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::ops;
use crate::identity::hex;
use crate::objects::{self, Bucket};
use crate::{blobs, db};

/// A household's picture, by its hash.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Picture {
    household: Vec<u8>,
    hash: Vec<u8>,
}

impl Picture {
    /// Its SHA-256 in hexadecimal digits.
    pub fn hash(&self) -> String {
        hex(&self.hash)
    }

    /// Where its file is in a data folder, with `/` between folders.
    pub fn path(&self) -> String {
        format!(
            "{}/{}/{}",
            blobs::FOLDER,
            hex(&self.household),
            hex(&self.hash)
        )
    }
}

/// Where the files of pictures are: in a data folder, or in a bucket.
pub struct Shelf {
    data: PathBuf,
    away: Option<Away>,
}

struct Away {
    // One for all of them: connections live in it.
    runtime: Runtime,
    bucket: Bucket,
    work: TempDir,
}

impl Shelf {
    /// Of a data folder.
    ///
    /// # Errors
    ///
    /// If there is a bucket that cannot be reached.
    pub fn of(data: &Path, settings: &objects::Settings) -> Result<Self> {
        let runtime = crate::admin::runtime()?;
        let away = match runtime.block_on(settings.open())? {
            Some(bucket) => Some(Away {
                runtime,
                bucket,
                work: tempfile::tempdir().context("failed to make a folder for pictures")?,
            }),
            None => None,
        };
        let data = data.to_owned();
        Ok(Self { data, away })
    }

    /// The file of a picture, which is there until another one is asked for, if it is there at
    /// all.
    ///
    /// # Errors
    ///
    /// If the bucket fails.
    pub fn file(&self, picture: &Picture) -> Result<PathBuf> {
        let here = self.data.join(picture.path());
        let Some(away) = self.away.as_ref().filter(|_| !here.is_file()) else {
            return Ok(here);
        };
        let key = Key::from(picture.path());
        let get = || away.runtime.block_on(away.bucket.get(&key));
        // Whoever asks may be within another runtime, where nobody may wait.
        let bytes = std::thread::scope(|scope| scope.spawn(get).join());
        let bytes = bytes.map_err(|_| anyhow!("the thread of the bucket broke down"))?;
        let copy = away.work.path().join("picture");
        match bytes.with_context(|| format!("failed to get {key}"))? {
            Some(bytes) => std::fs::write(&copy, bytes)?,
            None => return Ok(here),
        }
        Ok(copy)
    }
}

/// Copies a data folder's database as it is at one moment, whoever writes meanwhile.
///
/// # Errors
///
/// If it cannot be read, or there is no room for the copy.
pub async fn snapshot(data: &Path, to: &Path) -> Result<()> {
    let mut from = db::look(&data.join(db::FILE)).await?;
    let to = to.to_str().context("the path of the backup is no text")?;
    sqlx::query("VACUUM INTO ?")
        .bind(to)
        .execute(&mut from)
        .await
        .context("failed to copy the database")?;
    Ok(from.close().await?)
}

/// The pictures that a database names.
///
/// # Errors
///
/// If the database fails.
pub async fn of(database: &Path) -> Result<Vec<Picture>> {
    let mut from = db::look(database).await?;
    let found = sqlx::query_as("SELECT household, hash FROM blob ORDER BY household, hash");
    let found = found.fetch_all(&mut from).await?;
    from.close().await?;
    Ok(found)
}

/// Tells a snapshot of pictures whose files were gone or damaged when they were backed up.
/// What was deleted meanwhile is deleted; anything else is asked for again, as the server
/// does when it misses one (`crate::blobs`).
///
/// # Errors
///
/// If a database fails.
pub async fn forget(data: &Path, snapshot: &Path, lost: &[Picture], now_ms: i64) -> Result<()> {
    let mut now = db::look(&data.join(db::FILE)).await?;
    let mut then = db::alter(snapshot).await?;
    for picture in lost {
        let moves = match is_in("deleted_blob", &mut now, picture).await? {
            true => {
                "INSERT OR IGNORE INTO deleted_blob (household, hash, deleted_ms) VALUES (?, ?, ?)"
            }
            false => {
                eprintln!(
                    "larder: {} is missing or damaged here, so the backup leaves it out; after a \
                     restore a device that has it sends it again",
                    picture.path()
                );
                "INSERT OR REPLACE INTO upload (household, hash, size, touched_ms) \
                 SELECT household, hash, size, ?3 FROM blob WHERE household = ?1 AND hash = ?2"
            }
        };
        let remove = "DELETE FROM blob WHERE household = ?1 AND hash = ?2 AND ?3 > 0";
        for statement in [moves, remove] {
            sqlx::query(statement)
                .bind(&picture.household)
                .bind(&picture.hash)
                .bind(now_ms)
                .execute(&mut then)
                .await?;
        }
    }
    now.close().await?;
    Ok(then.close().await?)
}

async fn is_in(
    table: &'static str,
    database: &mut SqliteConnection,
    picture: &Picture,
) -> Result<bool> {
    let found = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE household = ? AND hash = ?)");
    let found = sqlx::query_scalar(&found)
        .bind(&picture.household)
        .bind(&picture.hash);
    Ok(found.fetch_one(database).await?)
}

/// Looks whether a database is sound and every picture that it names is what it should be, by
/// the hash of what is there; answers how many there are.
///
/// # Errors
///
/// What is wrong.
pub async fn check(
    database: &Path,
    mut hash_of: impl FnMut(&Picture) -> Result<Option<String>>,
) -> Result<usize> {
    ensure!(database.is_file(), "its database is missing");
    let mut from = db::look(database).await?;
    ensure!(
        db::is_ours(&mut from).await?,
        "its database belongs to another program"
    );
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut from)
        .await
        .context("its database is damaged")?;
    ensure!(verdict == "ok", "its database is damaged: {verdict}");
    let strays = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut from)
        .await?;
    ensure!(
        strays.is_empty(),
        "its database is damaged: rows refer to none"
    );
    ops::check(&mut from).await?;
    let mut count = 0;
    for picture in of(database).await? {
        match hash_of(&picture)? {
            Some(found) if found == picture.hash() => count += 1,
            Some(_) => bail!("the picture {} is damaged", picture.path()),
            // A server that runs may have deleted it since.
            None if !is_in("blob", &mut from, &picture).await? => {}
            None => bail!("the picture {} is missing", picture.path()),
        }
    }
    from.close().await?;
    Ok(count)
}

/// The SHA-256 of a file in hexadecimal digits, if it is there.
///
/// # Errors
///
/// If it cannot be read.
pub fn hash(path: &Path) -> Result<Option<String>> {
    let named = || format!("failed to read {}", path.display());
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.with_context(named)?,
    };
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut hash).with_context(named)?;
    Ok(Some(hex(&hash.finalize())))
}

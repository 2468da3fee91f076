//! The household's database: what the page asks of it, on the pool of tauri-plugin-sql.
//!
//! One action is one transaction on one connection that alone writes; readers take any other
//! of the pool. The plugin's own commands bind every number as a double and take any
//! connection, so the page never uses them.

mod commit;
mod drafts;
mod glimpse;
pub mod guard;
mod log;
pub mod schema;

use std::sync::Arc;

use pantry::kept::frame::{Answer, Request};
use pantry::kept::{Fact, ImageKey, Photo, StoreError, Upload};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Connection, Executor, Row, Sqlite, SqliteConnection};
use sync::kept::SetAside;
use tokio::sync::{Mutex, RwLock};
use tokio::task::JoinError;

/// An open database.
#[derive(Debug)]
pub struct Storage {
    pool: SqlitePool,
    /// Not one of the pool's: whoever closes the pool would wait for it.
    writer: Mutex<SqliteConnection>,
    /// Held by whoever is being answered.
    under_way: Arc<RwLock<()>>,
}

/// What the database says, or what a row cannot be.
pub type Result<T> = std::result::Result<T, StoreError>;

impl Storage {
    /// Takes one connection of a migrated pool to write with.
    ///
    /// # Errors
    ///
    /// Where the database cannot be opened.
    pub async fn open(pool: SqlitePool) -> Result<Self> {
        let writer = Mutex::new(writer(&pool).await?);
        Ok(Self {
            pool,
            writer,
            under_way: Arc::default(),
        })
    }

    /// Waits until everything that was asked is answered.
    pub async fn settle(&self) {
        drop(self.under_way.write().await);
    }

    /// How many receipts wait for a person to look them over.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn receipts_waiting(&self) -> Result<usize> {
        drafts::waiting(&mut *self.reader().await?).await
    }

    /// Does what is asked.
    pub async fn answer(&self, request: Request) -> Answer {
        let _under_way = self.under_way.read().await;
        self.respond(request).await
    }

    /// Does what is asked in a task of its own: whoever gives up waiting leaves nothing half
    /// done, and [`Storage::settle`] waits for it.
    pub async fn answer_surely(self: &Arc<Self>, request: Request) -> Answer {
        let under_way = self.under_way.clone().read_owned().await;
        let storage = self.clone();
        let asked = tokio::spawn(async move {
            let answer = storage.respond(request).await;
            drop(under_way);
            answer
        });
        let failed = |error: JoinError| Answer::Failed(StoreError::Broken(error.to_string()));
        asked.await.unwrap_or_else(failed)
    }

    async fn respond(&self, request: Request) -> Answer {
        match self.ask(request).await {
            Ok(answer) => answer,
            Err(error) => Answer::Failed(error),
        }
    }

    async fn ask(&self, request: Request) -> Result<Answer> {
        Ok(match request {
            Request::Load(after) => {
                let (ops, next) = log::page(&mut *self.reader().await?, after).await?;
                Answer::Page(ops, next)
            }
            Request::Glimpse(today) => {
                let ops = glimpse::ops(&mut *self.reader().await?, today).await?;
                Answer::Page(ops, None)
            }
            Request::Fact(fact) => {
                Answer::Bytes(self::fact(&mut *self.reader().await?, fact).await?)
            }
            Request::SetAside => Answer::SetAside(set_aside(&mut *self.reader().await?).await?),
            Request::Image(key) => Answer::Image(image(&mut *self.reader().await?, key).await?),
            Request::Uploads => Answer::Uploads(uploads(&mut *self.reader().await?).await?),
            Request::Drafts => Answer::Drafts(drafts::all(&mut *self.reader().await?).await?),
            request => {
                self.write(request).await?;
                Answer::Done
            }
        })
    }

    async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        self.pool.acquire().await.map_err(fault)
    }

    /// All of it or nothing.
    async fn write(&self, request: Request) -> Result<()> {
        let mut own = self.writer.lock().await;
        let written = write(&mut own, request).await;
        if let Err(StoreError::Full | StoreError::Broken(_)) = written
            && let Ok(fresh) = writer(&self.pool).await
        {
            // A full disk ends SQLite's transaction, of which the connection is not told: it
            // would refuse everything from then on.
            *own = fresh;
        }
        written
    }
}

/// A connection to write with.
async fn writer(pool: &SqlitePool) -> Result<SqliteConnection> {
    let mut writer = pool.acquire().await.map_err(fault)?.detach();
    // In this mode readers never wait for the writer, and a commit is on the disk before it is
    // answered: a power cut takes nothing that a person saw saved.
    let mode = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";
    writer.execute(mode).await.map_err(fault)?;
    Ok(writer)
}

async fn write(db: &mut SqliteConnection, request: Request) -> Result<()> {
    if request == Request::Erase {
        return erase(db).await;
    }
    let begun = db.begin_with("BEGIN IMMEDIATE").await;
    let mut transaction = begun.map_err(fault)?;
    change(&mut transaction, request).await?;
    transaction.commit().await.map_err(fault)
}

async fn change(db: &mut SqliteConnection, request: Request) -> Result<()> {
    match request {
        Request::Keep(fact, value) => keep(db, fact, value.as_deref()).await,
        Request::Commit(commit) => commit::fill(db, &commit).await,
        Request::KeepImage(key, photo) => keep_image(db, key, &photo).await,
        Request::ToSend(uploads) => {
            for upload in &uploads {
                to_send(db, upload).await?;
            }
            Ok(())
        }
        Request::Sent(key) => {
            let sent = sqlx::query("DELETE FROM uploads WHERE id = ?").bind(key.bytes());
            run(db, sent).await
        }
        Request::ReplaceDrafts(new, old) => drafts::replace(db, &new, &old).await,
        Request::KeepEdits(id, edits) => drafts::keep_edits(db, id, &edits).await,
        Request::DropDraft(id) => drafts::forget(db, id).await,
        // Those are answered, not written.
        _ => Ok(()),
    }
}

/// Everything goes, and no page of the file keeps a part of it.
async fn erase(db: &mut SqliteConnection) -> Result<()> {
    let mut transaction = db.begin_with("BEGIN IMMEDIATE").await.map_err(fault)?;
    for table in schema::TABLES {
        let clear = format!("DELETE FROM {table}");
        transaction.execute(clear.as_str()).await.map_err(fault)?;
    }
    transaction.commit().await.map_err(fault)?;
    let clean = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";
    db.execute(clean).await.map_err(fault)?;
    Ok(())
}

async fn fact(db: &mut SqliteConnection, fact: Fact) -> Result<Option<Vec<u8>>> {
    let found = sqlx::query_scalar("SELECT value FROM facts WHERE name = ?").bind(fact.name());
    found.fetch_optional(db).await.map_err(fault)
}

async fn keep(db: &mut SqliteConnection, fact: Fact, value: Option<&[u8]>) -> Result<()> {
    let Some(value) = value else {
        let forget = sqlx::query("DELETE FROM facts WHERE name = ?").bind(fact.name());
        return run(db, forget).await;
    };
    let keep = "INSERT INTO facts (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    run(db, sqlx::query(keep).bind(fact.name()).bind(value)).await
}

async fn set_aside(db: &mut SqliteConnection) -> Result<Vec<SetAside>> {
    let rows = sqlx::query("SELECT id, change FROM set_aside ORDER BY id");
    let rows = rows.fetch_all(db).await.map_err(fault)?;
    let decode = |row: &SqliteRow| {
        let aside = SetAside::decode(key(row, 0)?, row.try_get(1).map_err(fault)?);
        aside.ok_or_else(|| broken("a change that was set aside cannot be read"))
    };
    rows.iter().map(decode).collect()
}

async fn image(db: &mut SqliteConnection, key: ImageKey) -> Result<Option<Photo>> {
    let found = sqlx::query("SELECT media_type, bytes FROM receipt_images WHERE id = ?");
    let found = found.bind(key.bytes()).fetch_optional(db).await;
    found.map_err(fault)?.map(|row| photo(&row, 0)).transpose()
}

async fn keep_image(db: &mut SqliteConnection, key: ImageKey, photo: &Photo) -> Result<()> {
    let keep = "INSERT INTO receipt_images (id, media_type, bytes) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes";
    let keep = sqlx::query(keep).bind(key.bytes());
    run(db, keep.bind(&photo.media_type).bind(&photo.bytes)).await
}

async fn uploads(db: &mut SqliteConnection) -> Result<Vec<Upload>> {
    let rows = sqlx::query("SELECT id, sha256 FROM uploads ORDER BY id");
    let rows = rows.fetch_all(db).await.map_err(fault)?;
    let decode = |row: &SqliteRow| {
        let id: &[u8] = row.try_get(0).map_err(fault)?;
        let key = ImageKey::from_bytes(id);
        Ok(Upload {
            key: key.ok_or_else(|| broken("a photo has no key"))?,
            sha256: key_of(row, 1)?,
        })
    };
    rows.iter().map(decode).collect()
}

async fn to_send(db: &mut SqliteConnection, upload: &Upload) -> Result<()> {
    let note = "INSERT INTO uploads (id, sha256) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256";
    let note = sqlx::query(note).bind(upload.key.bytes());
    run(db, note.bind(upload.sha256.as_slice())).await
}

/// A photo from two columns.
fn photo(row: &SqliteRow, at: usize) -> Result<Photo> {
    Ok(Photo {
        media_type: row.try_get(at).map_err(fault)?,
        bytes: row.try_get(at + 1).map_err(fault)?,
    })
}

fn key(row: &SqliteRow, at: usize) -> Result<[u8; 16]> {
    key_of(row, at)
}

fn key_of<const N: usize>(row: &SqliteRow, at: usize) -> Result<[u8; N]> {
    let bytes: &[u8] = row.try_get(at).map_err(fault)?;
    bytes
        .try_into()
        .map_err(|_| broken("a key has another length"))
}

type Query<'q> = sqlx::query::Query<'q, Sqlite, sqlx::sqlite::SqliteArguments<'q>>;

async fn run(db: &mut SqliteConnection, query: Query<'_>) -> Result<()> {
    query.execute(db).await.map(|_| ()).map_err(fault)
}

fn broken(why: &str) -> StoreError {
    StoreError::Broken(why.to_owned())
}

/// What the database's error means to us.
fn fault(error: sqlx::Error) -> StoreError {
    let code = match &error {
        sqlx::Error::Database(error) => error.code().unwrap_or_default().into_owned(),
        _ => String::new(),
    };
    match code.as_str() {
        // SQLITE_FULL, and how a quota shows: SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE.
        "13" | "778" | "4874" => StoreError::Full,
        _ => StoreError::Broken(error.to_string()),
    }
}

#[cfg(test)]
mod tests;

//! The database in one SQLite file in the data folder.
//!
//! It is checked before it is used. A damaged file is refused and left as it
//! is: running on would bury what a person could still save.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection, SqlitePool};

use super::store_move::{self, Mark};

/// What it is called.
pub(crate) const FILE: &str = "larder.db";
/// How long a write waits for the one before it. Making the snapshot of an old household
/// takes a while on a small machine, and whoever invites somebody meanwhile must not fail.
const WAIT: Duration = Duration::from_secs(30);
/// "LARD", set by the first migration.
const APPLICATION_ID: i64 = 1_279_349_316;
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Whether a folder has a database of ours, or of somebody who calls it the same.
pub fn is_in(folder: &Path) -> bool {
    folder.join(FILE).is_file()
}

/// Opens a database as it is, to read it: no table is brought up to date.
pub(crate) async fn look(database: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(database);
    connect(database, options.read_only(true)).await
}

/// Opens a database that nobody else uses, to change it, and leaves it one file.
pub(crate) async fn alter(database: &Path) -> Result<SqliteConnection> {
    connect(database, SqliteConnectOptions::new().filename(database)).await
}

async fn connect(database: &Path, options: SqliteConnectOptions) -> Result<SqliteConnection> {
    let options = options.busy_timeout(WAIT).foreign_keys(true);
    SqliteConnection::connect_with(&options)
        .await
        .with_context(|| format!("failed to open the database {}", database.display()))
}

/// Whether a database is one of ours.
pub(crate) async fn is_ours(database: &mut SqliteConnection) -> Result<bool> {
    let owner: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(database)
        .await
        .context("it is no database")?;
    Ok(owner == APPLICATION_ID)
}

/// The last migration that was done in a database.
pub(crate) async fn version_of(database: &Path) -> Result<i64> {
    let mut connection = look(database).await?;
    let version = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(version)
}

/// The last migration that this program knows.
pub(crate) fn newest() -> i64 {
    let versions = MIGRATIONS.iter().map(|migration| migration.version);
    versions.max().unwrap_or_default()
}

/// Opens the database in a folder, or makes it, and brings its tables up to date; the proofs
/// reach under it by other settings.
pub(super) async fn open_with(
    folder: &Path,
    adjust: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions,
) -> Result<SqlitePool> {
    let path = folder.join(FILE);
    let named = || format!("failed to open the database {}", path.display());
    if path.exists() {
        let options = adjust(SqliteConnectOptions::new().filename(&path));
        inspect_whole(options).await.with_context(named)?;
    }
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL may lose acknowledged commits when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(WAIT)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        .after_release(|connection, _| Box::pin(is_sound(connection)))
        .connect_with(adjust(options))
        .await
        .with_context(named)?;
    let mark = store_move::of_file(&pool).await.with_context(named)?;
    if let Some(mark) = mark {
        mark.check().with_context(named)?;
    }
    MIGRATIONS.run(&pool).await.with_context(named)?;
    Ok(pool)
}

/// Opens a database that a server may run on, with the tables that it has.
pub(super) async fn open_as_it_is(path: &Path) -> Result<SqlitePool> {
    let named = || format!("failed to open the database {}", path.display());
    ensure!(path.is_file(), "{}: there is none", named());
    let options = SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(WAIT)
        .foreign_keys(true);
    inspect_whole(options.clone()).await.with_context(named)?;
    let pool = SqlitePoolOptions::new()
        .max_connections(2)
        .after_release(|connection, _| Box::pin(is_sound(connection)))
        .connect_with(options);
    pool.await.with_context(named)
}

/// What a database says of being moved.
pub(super) async fn mark_of(path: &Path) -> Result<Option<Mark>> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.busy_timeout(WAIT));
    let pool = pool.await?;
    let mark = store_move::of_file(&pool).await;
    pool.close().await;
    mark.with_context(|| format!("failed to read the database {}", path.display()))
}

/// Closes the database, with all of it in the one file: two connections that close at the
/// same moment may each leave that to the other one, so one more does it.
pub(super) async fn close(db: &SqlitePool) {
    let options = db.connect_options();
    db.close().await;
    // Whatever is left in the log counts all the same: the next start reads it.
    if let Ok(mut last) = SqliteConnection::connect_with(&options).await {
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut last)
            .await;
        let _ = last.close().await;
    }
}

/// Counts what stands in a file before the first migration is through: nothing.
const FOREIGN_TABLES: &str = "SELECT count(*) FROM sqlite_schema \
    WHERE name NOT LIKE '\\_sqlx\\_migrations%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// Whether a connection may be used again. When a commit fails, as on a full disk, SQLite
/// has ended the transaction by itself, but sqlx still counts it and would refuse to begin
/// another one for as long as the connection lives.
async fn is_sound(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // What is queued for it, a rollback perhaps, is done first.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Looks at a file without writing to it, unless a write was interrupted before the file
/// had its write-ahead log: that can only be read once it is rolled back.
async fn inspect_whole(options: SqliteConnectOptions) -> Result<()> {
    match inspect(options.clone().read_only(true)).await {
        Err(error) if error.downcast_ref().is_some_and(is_interrupted) => inspect(options).await,
        told => told,
    }
}

/// Whether a file is to be rolled back first (`SQLITE_READONLY_ROLLBACK`).
fn is_interrupted(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == "776")
}

async fn inspect(options: SqliteConnectOptions) -> Result<()> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await?;
    let verdict: Result<String, _> = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&pool)
        .await;
    let owner: Result<i64, _> = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&pool)
        .await;
    let tables: Result<i64, _> = sqlx::query_scalar(FOREIGN_TABLES).fetch_one(&pool).await;
    pool.close().await;
    match (verdict, owner) {
        (Ok(verdict), Ok(owner)) if verdict == "ok" && owner == APPLICATION_ID => Ok(()),
        // A file that was made but never filled: the process ended in between.
        (Ok(verdict), Ok(0)) if verdict == "ok" && tables.is_ok_and(|count| count == 0) => Ok(()),
        (Ok(verdict), Ok(_)) if verdict == "ok" => bail!(
            "it belongs to another program; it was left as it is. Choose another folder with `--data DIR`"
        ),
        (Err(error), _) if is_interrupted(&error) => Err(error.into()),
        (Ok(why), _) => bail!("{}", damaged(&why)),
        (Err(error), _) => bail!("{}", damaged(&error.to_string())),
    }
}

fn damaged(why: &str) -> String {
    format!(
        "it is damaged ({why}); it was left as it is. Put back a copy from before, \
         or move it elsewhere to start with an empty one"
    )
}

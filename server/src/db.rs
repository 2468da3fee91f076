//! The database: one SQLite file in the data folder, or one on a PostgreSQL server.
//!
//! Everybody writes each statement once, by [`query`] and its kin, for both. What the engines
//! differ in is here and in the few statements that ask for it: how a transaction has something
//! for itself ([`Lock`]), and how one of several takes a row ([`Db::skips_locked`]).

mod connection;
mod many;
mod postgres;
mod query;
mod sqlite;
pub(crate) mod store_move;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::str::FromStr;

use anyhow::{Context as _, Result, ensure};
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Error, SqlitePool};

use postgres::Postgres;

pub use connection::{Connection, Lock, Transaction};
pub(crate) use many::{pieces, places};
pub use postgres::News;
pub use query::{
    Done, On, Query, Read, Rows, Scalars, Value, listed, query, query_as, query_scalar,
};
pub use sqlite::is_in;
pub(crate) use sqlite::{FILE, alter, is_ours, look, newest, version_of};

/// An open database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Db(Engine);

#[derive(Clone, Debug)]
enum Engine {
    Sqlite(SqlitePool),
    Postgres(Postgres),
}

/// Where a database on a server is, and the password to it: never shown.
#[derive(Clone)]
pub struct Address(Box<PgConnectOptions>, String);

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "give an address such as postgres://larder:password@localhost/larder, \
            or leave it out: then the database is a file in the data folder";
        let is_known = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.starts_with(scheme));
        if !is_known {
            return Err(WRONG);
        }
        text.parse()
            .map(|options| Self(Box::new(options), without_password(text)))
            .map_err(|_| WRONG)
    }
}

impl std::fmt::Debug for Address {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Address(…)")
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.0.get_database().unwrap_or_default();
        write!(to, "{name} at {}:{}", self.0.get_host(), self.0.get_port())
    }
}

impl Address {
    /// As it is written in a configuration, but for the password.
    pub fn without_password(&self) -> &str {
        &self.1
    }
}

/// An address as it was given, but for the password, which may stand before the host or behind it.
fn without_password(text: &str) -> String {
    let text = text.split('#').next().unwrap_or_default();
    let (before, query) = text.split_once('?').unwrap_or((text, ""));
    let (scheme, rest) = before.split_once("://").unwrap_or_default();
    let (authority, name) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut shown = format!("{scheme}://");
    let host = match authority.rsplit_once('@') {
        Some((user, host)) => {
            shown.push_str(user.split(':').next().unwrap_or_default());
            shown.push('@');
            host
        }
        None => authority,
    };
    shown.push_str(host);
    shown.push_str(name);
    // A name that is written in another way could be the password's.
    let known = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.is_empty() && name != "password" && !name.contains('%')
    });
    for (number, pair) in known.enumerate() {
        shown.push(if number == 0 { '?' } else { '&' });
        shown.push_str(pair);
    }
    shown
}

/// Opens the database at an address, or else the one in a folder, which is made where it is
/// not there; its tables are brought up to date.
///
/// # Errors
///
/// If it cannot be reached or read, or is none of ours.
pub async fn open_at(address: Option<&Address>, folder: &Path) -> Result<Db> {
    match address {
        Some(Address(options, _)) => {
            let server = Postgres::open(options).await?;
            Ok(Db(Engine::Postgres(server)))
        }
        None => open(folder).await,
    }
}

/// The same in a folder.
///
/// # Errors
///
/// As for [`open_at`].
pub async fn open(folder: &Path) -> Result<Db> {
    let pool = sqlite::open_with(folder, |options| options).await?;
    Ok(Db(Engine::Sqlite(pool)))
}

/// Opens the file of a database as it is, to move what is in it elsewhere; a server may run on it.
///
/// # Errors
///
/// If it cannot be read, or is none of ours.
pub(crate) async fn open_to_move(file: &Path) -> Result<Db> {
    Ok(Db(Engine::Sqlite(sqlite::open_as_it_is(file).await?)))
}

/// Opens a database on a server that is to be filled from a file: an empty one, or one that a
/// move has begun to fill.
///
/// # Errors
///
/// If it cannot be reached, or holds anything else.
pub(crate) async fn open_to_fill(Address(options, _): &Address) -> Result<Db> {
    Ok(Db(Engine::Postgres(Postgres::open_to_fill(options).await?)))
}

/// Whether all that a folder's database had is elsewhere now.
pub(crate) async fn is_moved(folder: &Path) -> bool {
    let mark = sqlite::mark_of(&folder.join(FILE)).await;
    matches!(mark, Ok(Some(mark)) if mark.state == store_move::MOVED)
}

/// That a database is the one that a folder's was moved to, if that was.
///
/// # Errors
///
/// If it is another one.
pub(crate) async fn check_moved_here(db: &Db, folder: &Path) -> Result<()> {
    if !is_in(folder) {
        return Ok(());
    }
    let file = folder.join(FILE);
    let Some(from) = sqlite::mark_of(&file).await? else {
        return Ok(());
    };
    let here = store_move::read_server(&mut db.acquire().await?).await?;
    ensure!(
        here.is_some_and(|here| here.id == from.id),
        "{} was moved to {}, and `database` names another one: name that one, or choose another \
         folder with `--data DIR`",
        file.display(),
        from.place
    );
    Ok(())
}

/// That a folder's database counts, and not another one that it was moved to. What cannot be
/// read is told by whoever reads it next.
///
/// # Errors
///
/// Where it is now.
pub(crate) async fn check_counts(folder: &Path) -> Result<()> {
    match sqlite::mark_of(&folder.join(FILE)).await {
        Ok(Some(mark)) => mark
            .check()
            .with_context(|| format!("{} does not count", folder.join(FILE).display())),
        Ok(None) | Err(_) => Ok(()),
    }
}

/// The same with other settings of a file, by which the proofs reach under it.
#[cfg(test)]
pub(crate) async fn open_with(
    folder: &Path,
    adjust: impl Fn(sqlx::sqlite::SqliteConnectOptions) -> sqlx::sqlite::SqliteConnectOptions,
) -> Result<Db> {
    let pool = sqlite::open_with(folder, adjust).await?;
    Ok(Db(Engine::Sqlite(pool)))
}

/// Something that one of all servers on a database has until it is dropped.
#[derive(Debug)]
#[must_use = "it ends as soon as it is dropped"]
pub struct Turn(#[expect(dead_code, reason = "it is held")] Option<Transaction>);

impl Db {
    /// Waits for a turn that lasts long, with nothing to be written in it. In one process there
    /// are other ways: a file has one server, which needs none.
    ///
    /// # Errors
    ///
    /// If the database says no.
    pub async fn turn(&self, at: Lock) -> Result<Turn, Error> {
        match &self.0 {
            Engine::Sqlite(_) => Ok(Turn(None)),
            Engine::Postgres(server) => Ok(Turn(Some(server.turn(at).await?.into()))),
        }
    }

    /// Where other servers on the same database are heard; none where there can be no others.
    ///
    /// # Errors
    ///
    /// If the database says no.
    pub async fn news(&self) -> Result<Option<News>, Error> {
        match &self.0 {
            Engine::Sqlite(_) => Ok(None),
            Engine::Postgres(server) => server.news().await.map(Some),
        }
    }

    /// Tells other servers on the same database some words, each of letters and digits alone.
    ///
    /// # Errors
    ///
    /// If the database says no.
    pub async fn tell(&self, words: &[String]) -> Result<(), Error> {
        match &self.0 {
            Engine::Postgres(server) if !words.is_empty() => server.tell(words).await,
            Engine::Postgres(_) | Engine::Sqlite(_) => Ok(()),
        }
    }

    /// What a statement ends in that takes a row of a table which nobody else is just taking.
    pub fn skips_locked(&self, table: &str) -> String {
        match &self.0 {
            Engine::Sqlite(_) => String::new(),
            Engine::Postgres(_) => format!("FOR UPDATE OF {table} SKIP LOCKED"),
        }
    }

    /// Ends its connections.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite(pool) => pool.close().await,
            Engine::Postgres(server) => server.close().await,
        }
    }

    fn migrations(&self) -> &'static Migrator {
        match &self.0 {
            Engine::Sqlite(_) => &sqlite::MIGRATIONS,
            Engine::Postgres(_) => &postgres::MIGRATIONS,
        }
    }
}

/// Closes the database; a file has all of it then.
pub async fn close(db: &Db) {
    match &db.0 {
        Engine::Sqlite(pool) => sqlite::close(pool).await,
        Engine::Postgres(server) => server.close().await,
    }
}

/// Whether the database answers for a table of its own.
pub async fn answers(db: &Db) -> bool {
    let count = query_scalar::<i64>("SELECT count(*) FROM _sqlx_migrations");
    count.fetch_one(db).await.is_ok()
}

/// Whether all migrations of this program are done, and none that it does not know.
pub async fn is_migrated(db: &Db) -> bool {
    let done =
        query_as::<(i64, bool)>("SELECT version, success FROM _sqlx_migrations ORDER BY version");
    let known = db.migrations().iter();
    let known = known.map(|migration| (migration.version, true));
    done.fetch_all(db)
        .await
        .is_ok_and(|done| done.into_iter().eq(known))
}

/// Writes something to the disk and waits until it is there.
///
/// # Errors
///
/// Why nothing can be written.
pub async fn pulse(db: &Db, now_ms: i64) -> Result<(), Error> {
    query(
        "INSERT INTO pulse (id, at_ms) VALUES (1, $1) \
         ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms",
    )
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

/// Has nothing left in a file of what was changed or deleted. A server on its own cleans up in
/// time.
///
/// # Errors
///
/// If there is no room for a copy of the file.
pub(crate) async fn forget_what_was_deleted(db: &Db) -> Result<(), Error> {
    match &db.0 {
        Engine::Sqlite(_) => {
            query("VACUUM").execute(db).await?;
            // Or the pages of before stay in the file until the log is written into it.
            query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(db)
                .await
                .map(drop)
        }
        Engine::Postgres(_) => Ok(()),
    }
}

/// What is kept: households, and ops that were numbered in all of them.
///
/// # Errors
///
/// If the database fails.
pub async fn kept(db: &Db) -> Result<(i64, i64), Error> {
    query_as("SELECT count(*), CAST(coalesce(sum(seq), 0) AS BIGINT) FROM household")
        .fetch_one(db)
        .await
}

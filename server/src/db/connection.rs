//! Connections and transactions.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Error, PgConnection, Postgres, Sqlite, SqliteConnection};
use sync::codec::HouseholdId;

use super::{Db, Engine};

/// What a transaction has for itself while it lasts: of those that name the same thing, one is
/// under way at a time, on however many servers. On SQLite every one that writes is alone.
///
/// It is what makes "look, then write" whole: a transaction that decides by what it has read
/// names the thing that its reading is about, and so does whoever else changes that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Lock(i64);

impl Lock {
    /// All accounts: whether there is one at all.
    pub const ACCOUNTS: Self = Self(i64::MIN);

    /// What has an id, or a hash. Two that fall together wait for each other, and no more.
    pub fn of(id: &[u8]) -> Self {
        // FNV-1a: no name for a lock has to withstand anybody who looks for another one.
        let hash = id.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash.cast_signed())
    }

    /// Planning what a household is to be told by requests: that is done beside its other
    /// transactions, which it waits for itself.
    pub fn plans(household: HouseholdId) -> Self {
        Self(!Self::of(&household.0).0)
    }

    /// The number of PostgreSQL's advisory lock.
    pub(super) const fn number(self) -> i64 {
        self.0
    }
}

impl From<HouseholdId> for Lock {
    fn from(household: HouseholdId) -> Self {
        Self::of(&household.0)
    }
}

/// A connection of a database.
#[derive(Debug)]
pub struct Connection(Kind);

#[derive(Debug)]
enum Kind {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
    SqliteTransaction(sqlx::Transaction<'static, Sqlite>),
    PostgresTransaction(sqlx::Transaction<'static, Postgres>),
}

/// The engine's own connection.
pub(super) enum Held<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Connection {
    pub(super) fn held(&mut self) -> Held<'_> {
        match &mut self.0 {
            Kind::Sqlite(connection) => Held::Sqlite(connection),
            Kind::Postgres(connection) => Held::Postgres(connection),
            Kind::SqliteTransaction(connection) => Held::Sqlite(connection),
            Kind::PostgresTransaction(connection) => Held::Postgres(connection),
        }
    }
}

/// A transaction; dropping it undoes it.
#[derive(Debug)]
pub struct Transaction(Connection);

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

impl From<sqlx::Transaction<'static, Postgres>> for Transaction {
    fn from(transaction: sqlx::Transaction<'static, Postgres>) -> Self {
        Self(Connection(Kind::PostgresTransaction(transaction)))
    }
}

impl Transaction {
    /// Ends it well.
    ///
    /// # Errors
    ///
    /// If the database says no: then nothing of it was done.
    pub async fn commit(self) -> Result<(), Error> {
        match self.0.0 {
            Kind::SqliteTransaction(transaction) => transaction.commit().await,
            Kind::PostgresTransaction(transaction) => transaction.commit().await,
            Kind::Sqlite(_) | Kind::Postgres(_) => Ok(()),
        }
    }
}

impl Db {
    /// A connection by itself: each of its statements is a transaction.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub async fn acquire(&self) -> Result<Connection, Error> {
        Ok(Connection(match &self.0 {
            Engine::Sqlite(pool) => Kind::Sqlite(pool.acquire().await?),
            Engine::Postgres(server) => Kind::Postgres(server.pool.acquire().await?),
        }))
    }

    /// Begins a transaction that may write, and has a thing for itself.
    ///
    /// # Errors
    ///
    /// If the database says no.
    pub async fn begin(&self, alone: impl Into<Lock>) -> Result<Transaction, Error> {
        self.begin_all(vec![alone.into()]).await
    }

    /// The same for several things.
    ///
    /// # Errors
    ///
    /// As for [`Db::begin`].
    pub async fn begin_all(&self, alone: Vec<Lock>) -> Result<Transaction, Error> {
        Ok(Transaction(Connection(match &self.0 {
            // A transaction that begins by reading may not be allowed to write later.
            Engine::Sqlite(pool) => {
                Kind::SqliteTransaction(pool.begin_with("BEGIN IMMEDIATE").await?)
            }
            Engine::Postgres(server) => Kind::PostgresTransaction(server.begin(alone).await?),
        })))
    }

    /// Begins one that only reads: all that it reads is of one moment.
    ///
    /// # Errors
    ///
    /// If the database says no.
    pub async fn begin_reading(&self) -> Result<Transaction, Error> {
        const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(Transaction(Connection(match &self.0 {
            Engine::Sqlite(pool) => Kind::SqliteTransaction(pool.begin().await?),
            Engine::Postgres(server) => {
                Kind::PostgresTransaction(server.pool.begin_with(ONE_MOMENT).await?)
            }
        })))
    }
}

//! The database on a PostgreSQL server, which several servers of ours may share.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sqlx::{Error, PgConnection, Postgres as Engine, Transaction};

use super::connection::Lock;
use super::store_move;
use crate::random;

/// Connections at most. PostgreSQL itself takes 100 unless told otherwise.
const MOST: u32 = 16;
/// Those beside them that wait for a thing that another server has, and so keep nobody else from
/// being answered; one of them listens.
const MOST_TURNS: u32 = 5;
/// Where servers tell each other what is new.
const CHANNEL: &str = "larder";
/// How long one is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// What PostgreSQL gives up: waiting for what another server has, and what a server has that froze
/// in the middle. Making the snapshot of an old household takes a while on a small machine.
const LIMITS: [(&str, &str); 2] = [
    ("lock_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "60s"),
];
/// The oldest version that is known to do, as PostgreSQL counts them.
const OLDEST: i64 = 150_000;
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations-postgres");

/// A database on a server; cheap to clone.
#[derive(Clone, Debug)]
pub struct Postgres {
    pub(super) pool: PgPool,
    turns: PgPool,
    /// What tells this server from the others.
    own: u64,
}

/// What other servers on the database tell.
pub struct News {
    listener: PgListener,
    own: u64,
}

impl News {
    /// The next word of another server; none where some may have been missed.
    ///
    /// # Errors
    ///
    /// If there will be no more.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        loop {
            let Some(told) = self.listener.try_recv().await? else {
                return Ok(None);
            };
            let (from, word) = told.payload().split_at_checked(16).unwrap_or_default();
            if u64::from_str_radix(from, 16) != Ok(self.own) {
                return Ok(Some(word.to_owned()));
            }
        }
    }
}

/// What a database is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Purpose {
    Serve,
    Fill,
}

impl Purpose {
    /// That the database is one for it.
    async fn check(self, one: &mut PgConnection) -> Result<()> {
        let mark = store_move::of_server(&mut *one).await?;
        match (self, mark) {
            (Self::Serve, Some(mark)) => mark.check(),
            (Self::Fill, None) => check_empty(one).await,
            (Self::Serve, None) | (Self::Fill, Some(_)) => Ok(()),
        }
    }
}

impl Postgres {
    /// Connects, and brings the tables up to date.
    pub(super) async fn open(options: &PgConnectOptions) -> Result<Self> {
        Self::open_for(options, Purpose::Serve).await
    }

    /// The same where a move is to fill it.
    pub(super) async fn open_to_fill(options: &PgConnectOptions) -> Result<Self> {
        Self::open_for(options, Purpose::Fill).await
    }

    async fn open_for(options: &PgConnectOptions, purpose: Purpose) -> Result<Self> {
        let named = || {
            format!(
                "failed to open the database {} at {}:{}",
                options.get_database().unwrap_or_default(),
                options.get_host(),
                options.get_port()
            )
        };
        let options = options.clone().application_name("larder").options(LIMITS);
        let pool = |most| {
            PgPoolOptions::new()
                .max_connections(most)
                .acquire_timeout(PATIENCE)
        };
        let one = sqlx::ConnectOptions::connect(&options);
        let Ok(one) = tokio::time::timeout(PATIENCE, one).await else {
            bail!("{}: it does not answer; is its server running?", named());
        };
        let mut one = one.with_context(named)?;
        check(&mut one).await.with_context(named)?;
        purpose.check(&mut one).await.with_context(named)?;
        // On a connection of its own: servers that start at the same moment wait for each other.
        MIGRATIONS.run(&mut one).await.with_context(named)?;
        sqlx::Connection::close(one).await.ok();
        Ok(Self {
            pool: pool(MOST).connect_lazy_with(options.clone()),
            turns: pool(MOST_TURNS).connect_lazy_with(options),
            own: random::bytes().map_or(0, u64::from_be_bytes),
        })
    }

    /// Begins a transaction that has things for itself.
    pub(super) async fn begin(
        &self,
        alone: Vec<Lock>,
    ) -> Result<Transaction<'static, Engine>, Error> {
        begin(&self.pool, alone).await
    }

    /// The same for long, with nothing to be written: it takes no connection from the others.
    pub(super) async fn turn(&self, at: Lock) -> Result<Transaction<'static, Engine>, Error> {
        begin(&self.turns, vec![at]).await
    }

    /// Begins to listen to the other servers.
    pub(super) async fn news(&self) -> Result<News, Error> {
        let mut listener = PgListener::connect_with(&self.turns).await?;
        listener.listen(CHANNEL).await?;
        let own = self.own;
        Ok(News { listener, own })
    }

    /// Tells the other servers. Nothing is lost with it, so the disk is not waited for.
    pub(super) async fn tell(&self, words: &[String]) -> Result<(), Error> {
        let own = self.own;
        let words = words.iter().filter(|word| is_plain(word));
        let notes = words.map(|word| format!("NOTIFY {CHANNEL}, '{own:016x}{word}'; "));
        let all: String = notes.collect();
        sqlx::raw_sql(&format!(
            "BEGIN; SET LOCAL synchronous_commit = off; {all}COMMIT"
        ))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    pub(super) async fn close(&self) {
        tokio::join!(self.pool.close(), self.turns.close());
    }
}

async fn begin(pool: &PgPool, alone: Vec<Lock>) -> Result<Transaction<'static, Engine>, Error> {
    let mut transaction = pool.begin().await?;
    let mut numbers: Vec<i64> = alone.into_iter().map(Lock::number).collect();
    // All take them in one order, or two could wait for each other for ever.
    numbers.sort_unstable();
    numbers.dedup();
    // What is read after this is what the one before has left.
    sqlx::query("SELECT pg_advisory_xact_lock(number) FROM unnest($1) AS number")
        .bind(numbers)
        .execute(&mut *transaction)
        .await?;
    Ok(transaction)
}

/// Whether it can stand in a statement as it is.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// That nothing is kept in it, and no server runs on it. What a server writes to see that it can
/// is nothing.
async fn check_empty(one: &mut PgConnection) -> Result<()> {
    const EMPTY: &str = "name an empty one, which `createdb --encoding=UTF8` makes";
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT CAST(quote_ident(tablename) AS TEXT) FROM pg_tables \
         WHERE schemaname = current_schema() AND tablename NOT IN ('_sqlx_migrations', 'pulse')",
    )
    .fetch_all(&mut *one)
    .await?;
    for table in tables {
        let is_filled: bool = sqlx::query_scalar(&format!("SELECT EXISTS (SELECT 1 FROM {table})"))
            .fetch_one(&mut *one)
            .await?;
        if is_filled {
            bail!("it is not empty ({table} has rows), and nothing was written to it: {EMPTY}");
        }
    }
    let others: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
         AND application_name = 'larder' AND pid <> pg_backend_pid()",
    )
    .fetch_one(one)
    .await?;
    if others > 0 {
        bail!("a server runs on it: end that first, or {EMPTY}");
    }
    Ok(())
}

/// That it keeps what we keep: text of any language, and nobody else's tables.
async fn check(one: &mut PgConnection) -> Result<()> {
    let version: String = sqlx::query_scalar("SHOW server_version_num")
        .fetch_one(&mut *one)
        .await?;
    if version.parse::<i64>().is_ok_and(|version| version < OLDEST) {
        bail!("its server is too old: take PostgreSQL 15 or a newer one");
    }
    let encoding: String = sqlx::query_scalar("SHOW server_encoding")
        .fetch_one(&mut *one)
        .await?;
    if encoding != "UTF8" {
        bail!("it keeps text as {encoding}: make one with `createdb --encoding=UTF8`");
    }
    let (others, ours): (i64, bool) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() \
         AND tablename <> '_sqlx_migrations'), to_regclass('household') IS NOT NULL",
    )
    .fetch_one(&mut *one)
    .await?;
    if others > 0 && !ours {
        bail!(
            "it holds another program's tables; they were left as they are. Name a database that is empty"
        );
    }
    Ok(())
}

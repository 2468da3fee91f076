//! The database on a server that a move fills. How far it is stands in it, in the transactions
//! that fill it: so whatever is killed, it goes on where it stopped.
//!
//! While it is filled it has no foreign keys and of indexes only those of keys: rows come in the
//! order in which they are copied, and one that replaces another may come first. They are made at
//! the end, and so the database itself looks at all of it once more.

use anyhow::{Context, Result, bail, ensure};

use super::cells::Cells;
use super::plan::Table;
use crate::db::store_move::{FILLING, Mark, NAMES, WHOLE, read_server};
use crate::db::{self, Connection, Db, Lock, Transaction};

/// How far the copy of a table is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// The last key that was copied.
    pub after: Option<Cells>,
    /// Rows that were copied.
    pub rows: i64,
    pub is_done: bool,
}

/// A database on a server that is being filled.
pub struct Target {
    db: Db,
    /// This run: of two the later one goes on, and the other one ends.
    run: [u8; 16],
}

/// Foreign keys and what is unique beside keys; each with the statements that drop and make it.
const CONSTRAINTS: &str = "SELECT \
    format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), \
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, \
    pg_get_constraintdef(oid)) FROM pg_constraint \
    WHERE connamespace = CAST(current_schema() AS regnamespace) AND contype IN ('f', 'u') \
    ORDER BY contype = 'f', conname";
/// Indexes that belong to none of them.
const INDEXES: &str = "SELECT format('DROP INDEX %s', indexrelid::regclass), \
    pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid \
    WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r' \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid \
    AND contype IN ('p', 'u', 'x')) ORDER BY indexrelid";
/// What counts up by itself, and the greatest number that a row has by now.
const SEQUENCES: &str = "SELECT CAST(quote_ident(table_name) AS TEXT), \
    CAST(quote_ident(column_name) AS TEXT), \
    pg_get_serial_sequence(quote_ident(table_name), column_name) \
    FROM information_schema.columns WHERE table_schema = current_schema() \
    AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL";

impl Target {
    /// Begins to fill a database for a move, or goes on with it.
    ///
    /// # Errors
    ///
    /// If it is being filled by another move.
    pub async fn begin(
        db: Db,
        run: [u8; 16],
        of: &Mark,
        from: &str,
        tables: &[Table],
    ) -> Result<Self> {
        let mut write = db.begin(lock()).await?;
        match read_server(&mut write).await? {
            Some(mark) => check(&mark, Some(of))?,
            None => start(&mut write, of, from, tables).await?,
        }
        db::query("UPDATE store_move SET run = $1")
            .bind(run.as_slice())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(Self { db, run })
    }

    /// Begins a transaction in which this run alone writes.
    pub async fn write(&self) -> Result<Transaction> {
        let mut write = self.db.begin(lock()).await?;
        let (run, state): (Vec<u8>, String) = db::query_as("SELECT run, state FROM store_move")
            .fetch_one(&mut *write)
            .await?;
        ensure!(
            run == self.run,
            "another `larder admin migrate-store` has taken over, so this one ends"
        );
        match state == FILLING {
            true => Ok(write),
            false => bail!("it is whole already, and no move writes to it any more"),
        }
    }

    /// Begins to read: all of it is of one moment.
    pub async fn read(&self) -> Result<Transaction> {
        let mut read = self.db.begin_reading().await?;
        // While the file is read, nothing is asked of this side.
        db::query("SET LOCAL idle_in_transaction_session_timeout = 0")
            .execute(&mut *read)
            .await?;
        Ok(read)
    }

    /// Whether it has all that the file had.
    pub async fn is_whole(&self) -> Result<bool> {
        let state: String = db::query_scalar("SELECT state FROM store_move")
            .fetch_one(&self.db)
            .await?;
        Ok(state == WHOLE)
    }

    /// Makes it whole: what it did not have while it was filled, and numbers that count up by
    /// themselves go on behind those that came.
    pub async fn finish(&self) -> Result<()> {
        let mut write = self.write().await?;
        let makes: Vec<String> = db::query_scalar("SELECT make FROM store_move_later ORDER BY n")
            .fetch_all(&mut *write)
            .await?;
        for make in makes {
            let made = db::query(&make).execute(&mut *write).await;
            made.with_context(|| {
                format!("the copy does not hold what its tables promise: {make}")
            })?;
        }
        set_sequences(&mut write).await?;
        for text in ["DROP TABLE store_move_later", "DROP TABLE store_move_table"] {
            db::query(text).execute(&mut *write).await?;
        }
        db::query("UPDATE store_move SET state = $1")
            .bind(WHOLE)
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}

/// That what a target says is of the same move as what a file says.
///
/// # Errors
///
/// If it is of another one.
pub fn check(there: &Mark, here: Option<&Mark>) -> Result<()> {
    ensure!(
        here.is_some_and(|here| here.id == there.id),
        "it holds what another move has begun, from {}: make it empty (`dropdb`, then `createdb \
         --encoding=UTF8`), or name another one",
        there.place
    );
    Ok(())
}

/// How far the copy of a table is.
pub async fn point(from: &mut Connection, table: &Table) -> Result<Point> {
    let (after, rows, is_done): (Option<Vec<u8>>, i64, bool) =
        db::query_as("SELECT after, rows, is_done FROM store_move_table WHERE name = $1")
            .bind(&table.name)
            .fetch_one(from)
            .await?;
    let after = after.map(|bytes| {
        let key = Cells::from_bytes(&bytes);
        key.with_context(|| format!("how far {} is cannot be read", table.name))
    });
    Ok(Point {
        after: after.transpose()?,
        rows,
        is_done,
    })
}

/// Notes how far the copy of a table is.
pub async fn reach(to: &mut Connection, table: &Table, point: &Point) -> Result<()> {
    let after = point.after.as_ref().map(Cells::to_bytes);
    db::query("UPDATE store_move_table SET after = $1, rows = $2, is_done = $3 WHERE name = $4")
        .bind(after.as_deref())
        .bind(point.rows)
        .bind(point.is_done)
        .bind(&table.name)
        .execute(to)
        .await?;
    Ok(())
}

/// The number of the last change that was followed.
pub async fn followed(from: &mut Connection) -> Result<i64> {
    let number = db::query_scalar("SELECT followed FROM store_move");
    Ok(number.fetch_one(from).await?)
}

/// Notes the last change that was followed.
pub async fn follow(to: &mut Connection, number: i64) -> Result<()> {
    db::query("UPDATE store_move SET followed = $1")
        .bind(number)
        .execute(to)
        .await?;
    Ok(())
}

/// Two runs, or one that was killed and what it had sent, wait for each other.
fn lock() -> Lock {
    Lock::of(NAMES.as_bytes())
}

async fn start(write: &mut Connection, of: &Mark, from: &str, tables: &[Table]) -> Result<()> {
    for text in [
        "CREATE TABLE store_move (one BIGINT PRIMARY KEY CHECK (one = 1), id BYTEA NOT NULL, \
         state TEXT NOT NULL, place TEXT NOT NULL, run BYTEA, followed BIGINT NOT NULL)",
        "CREATE TABLE store_move_table (name TEXT PRIMARY KEY, after BYTEA, rows BIGINT NOT NULL, \
         is_done BOOLEAN NOT NULL)",
        "CREATE TABLE store_move_later (n BIGINT PRIMARY KEY, make TEXT NOT NULL)",
    ] {
        db::query(text).execute(&mut *write).await?;
    }
    // What a server wrote there to see that it can is nothing of the file's.
    db::query("DELETE FROM pulse").execute(&mut *write).await?;
    db::query("INSERT INTO store_move (one, id, state, place, followed) VALUES (1, $1, $2, $3, 0)")
        .bind(&of.id)
        .bind(FILLING)
        .bind(from)
        .execute(&mut *write)
        .await?;
    for table in tables {
        db::query("INSERT INTO store_move_table (name, rows, is_done) VALUES ($1, 0, FALSE)")
            .bind(&table.name)
            .execute(&mut *write)
            .await?;
    }
    put_off(write).await
}

/// Drops what is made at the end, and notes how.
async fn put_off(write: &mut Connection) -> Result<()> {
    // What is unique comes before what refers to it.
    let unique_first: Vec<(String, String)> =
        db::query_as(CONSTRAINTS).fetch_all(&mut *write).await?;
    let indexes: Vec<(String, String)> = db::query_as(INDEXES).fetch_all(&mut *write).await?;
    for (number, (_, make)) in (1_i64..).zip(indexes.iter().chain(&unique_first)) {
        db::query("INSERT INTO store_move_later (n, make) VALUES ($1, $2)")
            .bind(number)
            .bind(make)
            .execute(&mut *write)
            .await?;
    }
    for (drop, _) in unique_first.iter().rev().chain(&indexes) {
        db::query(drop).execute(&mut *write).await?;
    }
    Ok(())
}

/// Has what counts up by itself go on behind the rows that are there.
pub async fn set_sequences(write: &mut Connection) -> Result<()> {
    let found: Vec<(String, String, String)> =
        db::query_as(SEQUENCES).fetch_all(&mut *write).await?;
    for (table, column, sequence) in found {
        // Not called yet where there is no row: then it begins at its first number.
        let text = format!(
            "SELECT setval(CAST($1 AS regclass), coalesce(max({column}), 1), \
             max({column}) IS NOT NULL) FROM {table}"
        );
        let number = db::query_scalar::<i64>(&text).bind(&sequence);
        number.fetch_one(&mut *write).await?;
    }
    Ok(())
}

//! The file that a move starts from. A server may go on with it: triggers note the key of every
//! row that changes, in the transaction that changes it. At the end other triggers take their
//! place, which let nothing be changed any more.
//!
//! So nothing depends on who writes, nor on a server of this version, nor on one at all: what is
//! not noted is not changed. Triggers see what a foreign key does, too.

use anyhow::{Context, Result, bail, ensure};

use super::cells::{Cell, Cells};
use super::plan::Table;
use crate::db::store_move::{CLOSED, COPYING, MOVED, Mark, NAMES, read_file};
use crate::db::{self, Connection, Db, Lock, Transaction};

/// What a statement does to rows.
const EVENTS: [&str; 3] = ["INSERT", "UPDATE", "DELETE"];

/// One row that changed, by its number among the changes.
pub struct Change {
    pub number: i64,
    pub table: String,
    pub key: Cells,
}

/// A database in a file that is being moved.
pub struct Source {
    db: Db,
    tables: Vec<Table>,
    pub mark: Mark,
}

impl Source {
    /// Begins a move, or finds the one that was begun.
    ///
    /// # Errors
    ///
    /// If it was begun for another place, or its tables were altered since.
    pub async fn begin(db: Db, tables: Vec<Table>, id: [u8; 16], place: &str) -> Result<Self> {
        let mut write = db.begin(lock()).await?;
        let mark = match read_file(&mut write).await? {
            Some(mark) => mark,
            None => start(&mut write, &tables, id, place).await?,
        };
        write.commit().await?;
        ensure!(
            mark.place == place,
            "it is being moved to {}: name that one, or give it up by `--abandon`",
            mark.place
        );
        let source = Self { db, tables, mark };
        source.check().await?;
        Ok(source)
    }

    /// That nothing has gone by unnoticed: tables that another version of Larder altered may have
    /// lost their triggers.
    async fn check(&self) -> Result<()> {
        let mut read = self.db.begin_reading().await?;
        let (then, now): (i64, i64) = db::query_as(
            "SELECT version, (SELECT max(version) FROM _sqlx_migrations) FROM store_move",
        )
        .fetch_one(&mut *read)
        .await?;
        let triggers: i64 = db::query_scalar(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' \
             AND name LIKE 'store\\_move%' ESCAPE '\\'",
        )
        .fetch_one(&mut *read)
        .await?;
        let wanted = match self.mark.state == MOVED {
            true => triggers,
            false => (self.tables.len() * EVENTS.len()) as i64,
        };
        ensure!(
            then == now && triggers == wanted,
            "its tables were altered since the move was begun, so changes may be missing: give it \
             up by `--abandon`, empty the target and begin anew"
        );
        Ok(())
    }

    /// Begins to read: all of it is of one moment.
    pub async fn read(&self) -> Result<Transaction> {
        Ok(self.db.begin_reading().await?)
    }

    /// Changes behind a number, in their order, and so many at most.
    pub async fn changes(
        &self,
        from: &mut Connection,
        after: i64,
        most: usize,
    ) -> Result<Vec<Change>> {
        let text = format!(
            "SELECT n, of, {} FROM store_move_change WHERE n > $1 ORDER BY n LIMIT {most}",
            keys(widest(&self.tables))
        );
        let rows: Vec<Cells> = db::query_as(&text).bind(after).fetch_all(from).await?;
        rows.into_iter().map(|row| self.change(row)).collect()
    }

    fn change(&self, row: Cells) -> Result<Change> {
        let mut cells = row.0.into_iter();
        let (Some(Cell::Number(number)), Some(Cell::Text(name))) = (cells.next(), cells.next())
        else {
            bail!("the noted changes cannot be read");
        };
        let table = self.tables.iter().find(|table| table.name == name);
        let table = table.with_context(|| format!("a change is noted of {name}, which is gone"))?;
        Ok(Change {
            number,
            key: Cells(cells.take(table.keys).collect()),
            table: name,
        })
    }

    /// Lets nothing be changed any more, from the next statement on, by whomever.
    pub async fn close(&mut self) -> Result<()> {
        self.turn(CLOSED, stop).await
    }

    /// Lets it go on.
    pub async fn reopen(&mut self) -> Result<()> {
        self.turn(COPYING, note).await
    }

    /// Says that all of it is elsewhere. Nothing can be changed any more.
    pub async fn leave(&mut self) -> Result<()> {
        self.turn(MOVED, stop).await
    }

    async fn turn(&mut self, state: &str, triggers: fn(&Table) -> Vec<String>) -> Result<()> {
        let mut write = self.db.begin(lock()).await?;
        drop_triggers(&mut write).await?;
        for text in self.tables.iter().flat_map(triggers) {
            db::query(&text).execute(&mut *write).await?;
        }
        db::query("UPDATE store_move SET state = $1")
            .bind(state)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        state.clone_into(&mut self.mark.state);
        Ok(())
    }
}

/// Removes everything that a move has left in a file.
///
/// # Errors
///
/// If all of it is elsewhere already.
pub async fn forget(db: &Db) -> Result<()> {
    let mut write = db.begin(lock()).await?;
    let Some(mark) = read_file(&mut write).await? else {
        return Ok(());
    };
    ensure!(
        mark.state != MOVED,
        "it was moved to {}, which may hold more by now: it cannot be taken back",
        mark.place
    );
    drop_triggers(&mut write).await?;
    for table in ["store_move_change", NAMES] {
        let text = format!("DROP TABLE {table}");
        db::query(&text).execute(&mut *write).await?;
    }
    Ok(write.commit().await?)
}

/// A file has one writer at a time, whatever this says.
fn lock() -> Lock {
    Lock::of(NAMES.as_bytes())
}

async fn start(
    write: &mut Connection,
    tables: &[Table],
    id: [u8; 16],
    place: &str,
) -> Result<Mark> {
    let changes = format!(
        "CREATE TABLE store_move_change (n INTEGER PRIMARY KEY, of TEXT NOT NULL, {}) STRICT",
        (1..=widest(tables))
            .map(|number| format!("k{number} ANY"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let mark = "CREATE TABLE store_move (one INTEGER PRIMARY KEY CHECK (one = 1), \
        id BLOB NOT NULL, state TEXT NOT NULL, place TEXT NOT NULL, version INTEGER NOT NULL) \
        STRICT";
    let triggers = tables.iter().flat_map(note);
    for text in [changes, mark.to_owned()].into_iter().chain(triggers) {
        db::query(&text).execute(&mut *write).await?;
    }
    db::query(
        "INSERT INTO store_move (one, id, state, place, version) \
         SELECT 1, $1, $2, $3, max(version) FROM _sqlx_migrations",
    )
    .bind(id.as_slice())
    .bind(COPYING)
    .bind(place)
    .execute(&mut *write)
    .await?;
    let mark = read_file(write).await?;
    mark.context("the move was not noted")
}

async fn drop_triggers(write: &mut Connection) -> Result<()> {
    let names: Vec<String> = db::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' \
         AND name LIKE 'store\\_move%' ESCAPE '\\'",
    )
    .fetch_all(&mut *write)
    .await?;
    for name in names {
        let text = format!("DROP TRIGGER \"{name}\"");
        db::query(&text).execute(&mut *write).await?;
    }
    Ok(())
}

/// How many columns the widest key has.
fn widest(tables: &[Table]) -> usize {
    let keys = tables.iter().map(|table| table.keys);
    keys.max().unwrap_or_default()
}

/// `k1, k2`
fn keys(count: usize) -> String {
    let names = (1..=count).map(|number| format!("k{number}"));
    names.collect::<Vec<_>>().join(", ")
}

/// The triggers that note what changes in a table.
fn note(table: &Table) -> Vec<String> {
    let key = |of: &str| {
        let names = table.key().iter();
        let values: Vec<String> = names
            .map(|column| format!("{of}.\"{}\"", column.name))
            .collect();
        values.join(", ")
    };
    let insert = format!(
        "INSERT INTO store_move_change (of, {}) SELECT '{}'",
        keys(table.keys),
        table.name
    );
    let (old, new) = (key("OLD"), key("NEW"));
    let noted = EVENTS.map(|event| match event {
        "INSERT" => format!("{insert}, {new};"),
        "DELETE" => format!("{insert}, {old};"),
        // A key may change, too.
        _ => format!("{insert}, {old}; {insert}, {new} WHERE ({new}) IS NOT ({old});"),
    });
    let triggers = EVENTS.iter().zip(noted);
    let triggers = triggers.map(|(event, does)| trigger(table, ["AFTER", *event], &does));
    triggers.collect()
}

/// The triggers that let nothing change in a table.
fn stop(table: &Table) -> Vec<String> {
    const STOP: &str =
        "SELECT RAISE(ABORT, 'this database was moved and takes no change any more');";
    let triggers = EVENTS.iter();
    let triggers = triggers.map(|event| trigger(table, ["BEFORE", *event], STOP));
    triggers.collect()
}

fn trigger(table: &Table, [when, event]: [&str; 2], does: &str) -> String {
    let name = &table.name;
    format!(
        "CREATE TRIGGER \"{NAMES}_{name}_{event}\" {when} {event} ON \"{name}\" BEGIN {does} END"
    )
}

//! The two ways in which rows come over: all of them once, table by table, and those that changed
//! since, as the file has them now.
//!
//! Why that is enough: what changes is noted from before the first row is copied. Changes are
//! followed in their order, one run at a time, and whoever follows one reads the row as it is by
//! then. So behind the last change of a row its copy is what the row is; and a row that never
//! changed is what was copied. Doing any of it twice makes no difference.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::cells::Cells;
use super::plan::Table;
use super::progress::Progress;
use super::source::{Change, Source};
use super::target::{self, Point, Target};
use crate::db::Connection;

/// Bytes that are copied in one transaction, about: what is killed repeats no more.
const BYTES: usize = 1024 * 1024;
/// Rows that are read at once at most.
pub const ROWS: usize = 2_000;
/// Rows that are read first, when nothing is known of how large they are.
const FIRST_ROWS: usize = 32;
/// Changes that are followed in one transaction at most.
const CHANGES: usize = 1_000;

/// How many rows are read at once, so that they are about [`BYTES`].
#[derive(Clone, Copy, Debug)]
pub struct Stride(usize);

impl Default for Stride {
    fn default() -> Self {
        Self(FIRST_ROWS)
    }
}

impl Stride {
    /// So many rows.
    pub fn rows(self) -> usize {
        self.0
    }

    /// By the rows that came last: no more than four times as many as before, since the next may
    /// be larger.
    pub fn learn(&mut self, rows: usize, bytes: usize) {
        let fit = rows.saturating_mul(BYTES) / bytes.max(1);
        self.0 = fit.clamp(1, ROWS.min(self.0 * 4));
    }
}

/// Copies what is not copied yet of a table.
pub async fn copy(
    source: &Source,
    target: &Target,
    table: &Table,
    progress: &mut Progress,
) -> Result<()> {
    let mut stride = Stride::default();
    loop {
        let mut write = target.write().await?;
        let mut point = target::point(&mut write, table).await?;
        progress.copied(&table.name, point.rows);
        if point.is_done {
            return Ok(());
        }
        // Read within the transaction: no run that was killed writes something older behind it.
        let mut read = source.read().await?;
        let rows = table.page(&mut read, point.after.as_ref(), stride.rows());
        let rows = rows.await?;
        table.write(&mut write, &rows).await?;
        let bytes = rows.iter().map(|row| row.to_bytes().len()).sum();
        point = Point {
            after: rows.last().map(|row| row.key(table.keys)).or(point.after),
            rows: point.rows + rows.len() as i64,
            is_done: rows.len() < stride.rows(),
        };
        stride.learn(rows.len(), bytes);
        target::reach(&mut write, table, &point).await?;
        write.commit().await?;
    }
}

/// Follows all changes up to the moment of `read`; how many there were.
pub async fn catch_up(
    source: &Source,
    read: &mut Connection,
    target: &Target,
    tables: &[Table],
) -> Result<usize> {
    let mut count = 0;
    loop {
        let mut write = target.write().await?;
        let after = target::followed(&mut write).await?;
        let changes = source.changes(&mut *read, after, CHANGES).await?;
        let Some(last) = changes.last() else {
            return Ok(count);
        };
        follow(read, &mut write, tables, &changes).await?;
        target::follow(&mut write, last.number).await?;
        write.commit().await?;
        count += changes.len();
    }
}

async fn follow(
    read: &mut Connection,
    write: &mut Connection,
    tables: &[Table],
    changes: &[Change],
) -> Result<()> {
    for table in tables {
        let of = changes.iter().filter(|change| change.table == table.name);
        let keys: BTreeSet<&Cells> = of.map(|change| &change.key).collect();
        let mut rows = Vec::new();
        for key in keys {
            match table.row(&mut *read, key).await? {
                Some(row) => rows.push(row),
                None => table.remove(&mut *write, key).await?,
            }
        }
        let written = table.write(&mut *write, &rows).await;
        written.context("changes could not be followed")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_rows_are_read_that_they_are_about_a_megabyte() {
        let mut stride = Stride::default();
        stride.learn(32, 32 * 100);
        assert_eq!(stride.rows(), 128, "four times as many, and no more");
        stride.learn(128, 128 * 100);
        stride.learn(512, 512 * 100);
        stride.learn(2_000, 2_000 * 100);
        assert_eq!(stride.rows(), ROWS);
        stride.learn(2_000, 2_000 * 10_000);
        assert_eq!(stride.rows(), BYTES / 10_000);
        stride.learn(1, 4 * BYTES);
        assert_eq!(stride.rows(), 1, "one at least");
        stride.learn(0, 0);
        assert_eq!(stride.rows(), 1);
    }
}

//! Whether both databases hold the same: rows are counted, and their hashes added up, by tables.
//!
//! The sum does not ask for an order, since the two order text in ways of their own; it is the one
//! by which devices find out that they miss an op.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use sync::digest::Digest;

use super::cells::Cells;
use super::copy::Stride;
use super::plan::Table;
use super::progress::Progress;
use crate::db::Connection;
use crate::identity::hex;

/// Rows of one table that are named at most.
const NAMED: usize = 5;

/// What a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    pub rows: u64,
    pub digest: Digest,
}

impl std::fmt::Display for Sum {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} rows, {}", self.rows, hex(&self.digest.to_bytes()))
    }
}

/// Compares all tables; what each of them holds, on both sides alike.
///
/// # Errors
///
/// Which rows differ.
pub async fn compare(
    file: &mut Connection,
    server: &mut Connection,
    tables: &[Table],
    progress: &mut Progress,
) -> Result<Vec<Sum>> {
    let mut sums = Vec::new();
    let mut wrong = Vec::new();
    for table in tables {
        progress.say(&format!("{}: is being compared", table.name));
        let (here, there) = tokio::try_join!(sum(file, table), sum(server, table))?;
        if here != there {
            let rows = differing(file, server, table).await?;
            wrong.push(format!(
                "\n  {}: {here} in the file, and {there} in the target; {}",
                table.name,
                rows.join(", ")
            ));
        }
        sums.push(here);
    }
    if wrong.is_empty() {
        return Ok(sums);
    }
    bail!("the two databases differ:{}", wrong.concat())
}

/// What a table holds.
pub async fn sum(from: &mut Connection, table: &Table) -> Result<Sum> {
    let mut sum = Sum::default();
    let mut pages = Pages::default();
    while let Some(rows) = pages.next(from, table).await? {
        for row in rows {
            sum.rows += 1;
            sum.digest.add(row.hash());
        }
    }
    Ok(sum)
}

/// Which rows differ, and how.
async fn differing(
    file: &mut Connection,
    server: &mut Connection,
    table: &Table,
) -> Result<Vec<String>> {
    let mut left: BTreeMap<Cells, [u8; 32]> = BTreeMap::new();
    let mut pages = Pages::default();
    while let Some(rows) = pages.next(file, table).await? {
        left.extend(rows.iter().map(|row| (row.key(table.keys), row.hash())));
    }
    let mut told = Vec::new();
    let mut pages = Pages::default();
    while let Some(rows) = pages.next(server, table).await? {
        for row in rows {
            let key = row.key(table.keys);
            match left.remove(&key) {
                Some(hash) if hash == row.hash() => {}
                Some(_) => told.push(format!("{key} is another one")),
                None => told.push(format!("{key} is in the target alone")),
            }
        }
    }
    told.extend(left.keys().map(|key| format!("{key} is missing")));
    let more = told.len().saturating_sub(NAMED);
    told.truncate(NAMED);
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    Ok(told)
}

/// Rows of a table, some at a time.
#[derive(Default)]
struct Pages {
    after: Option<Cells>,
    stride: Stride,
    is_over: bool,
}

impl Pages {
    async fn next(&mut self, from: &mut Connection, table: &Table) -> Result<Option<Vec<Cells>>> {
        if self.is_over {
            return Ok(None);
        }
        let most = self.stride.rows();
        let rows = table.page(from, self.after.as_ref(), most).await?;
        self.is_over = rows.len() < most;
        self.after = rows.last().map(|row| row.key(table.keys));
        let bytes = rows.iter().map(|row| row.to_bytes().len()).sum();
        self.stride.learn(rows.len(), bytes);
        Ok(Some(rows))
    }
}

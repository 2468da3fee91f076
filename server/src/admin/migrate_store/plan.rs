//! Which tables and columns there are: read of both databases, which have to have the same.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use super::cells::Cells;
use crate::db::{self, Connection};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Number,
    Truth,
    Text,
    Bytes,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// A table: its key first, in the key's order, then the other columns by their names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// How many of the columns are its key.
    pub keys: usize,
}

const OF_FILE: &str = "SELECT m.name, c.name, c.pk > 0 \
    FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c \
    WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx\\_%' ESCAPE '\\' \
    AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
    AND m.name NOT LIKE 'store\\_move%' ESCAPE '\\' \
    ORDER BY m.name, c.pk = 0, c.pk, c.name";
const OF_SERVER: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), \
    CAST(data_type AS TEXT) FROM information_schema.columns \
    WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx\\_%' \
    AND table_name NOT LIKE 'store\\_move%'";

/// The tables that both have, by their names.
///
/// # Errors
///
/// If one has what the other one does not: then they are of two versions.
pub async fn tables(file: &mut Connection, server: &mut Connection) -> Result<Vec<Table>> {
    let found: Vec<(String, String, bool)> = db::query_as(OF_FILE).fetch_all(file).await?;
    let kinds: Vec<(String, String, String)> = db::query_as(OF_SERVER).fetch_all(server).await?;
    let mut kinds: BTreeMap<_, _> = kinds
        .into_iter()
        .map(|(table, column, kind)| ((table, column), kind))
        .collect();
    let mut tables: Vec<Table> = Vec::new();
    for (name, column, is_key) in found {
        ensure!(
            is_plain(&name) && is_plain(&column),
            "{name}.{column} is none of ours"
        );
        let kind = kinds.remove(&(name.clone(), column.clone()));
        let kind = kind.with_context(|| format!("the target has no {name}.{column}: {OTHER}"))?;
        let column = Column {
            name: column,
            kind: read(&kind)?,
        };
        match tables.last_mut().filter(|last| last.name == name) {
            Some(table) => table.add(column, is_key),
            None => {
                let columns = Vec::new();
                let mut table = Table {
                    name,
                    columns,
                    keys: 0,
                };
                table.add(column, is_key);
                tables.push(table);
            }
        }
    }
    if let Some((table, column)) = kinds.keys().next() {
        bail!("the file has no {table}.{column}: {OTHER}");
    }
    if let Some(keyless) = tables.iter().find(|table| table.keys == 0) {
        bail!("{} has no key", keyless.name);
    }
    Ok(tables)
}

const OTHER: &str = "they are of two versions; start this version of `larder serve` on the file \
    first";

/// Whether it can stand in a statement as it is.
fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn read(kind: &str) -> Result<Kind> {
    Ok(match kind {
        "bigint" => Kind::Number,
        "boolean" => Kind::Truth,
        "text" => Kind::Text,
        "bytea" => Kind::Bytes,
        other => bail!("a column of the kind {other} cannot be moved yet"),
    })
}

impl Table {
    fn add(&mut self, column: Column, is_key: bool) {
        self.columns.push(column);
        self.keys += usize::from(is_key);
    }

    /// Names of columns, as a statement lists them.
    fn listed(columns: &[Column]) -> String {
        let names = columns.iter().map(|column| format!("\"{}\"", column.name));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The columns of its key.
    pub fn key(&self) -> &[Column] {
        self.columns.get(..self.keys).unwrap_or_default()
    }

    /// The columns behind its key.
    fn rest(&self) -> &[Column] {
        self.columns.get(self.keys..).unwrap_or_default()
    }

    /// Reads rows in the order of their keys, behind one, if one is given, and so many at most.
    pub async fn page(
        &self,
        from: &mut Connection,
        after: Option<&Cells>,
        most: usize,
    ) -> Result<Vec<Cells>> {
        let (all, key) = (Self::listed(&self.columns), Self::listed(self.key()));
        let behind = match after {
            Some(_) => format!("WHERE ({key}) > ({})", db::listed(1, self.keys)),
            None => String::new(),
        };
        let text = format!(
            "SELECT {all} FROM \"{}\" {behind} ORDER BY {key} LIMIT {most}",
            self.name
        );
        let mut query = db::query_as(&text);
        for (cell, column) in after.iter().flat_map(|key| &key.0).zip(self.key()) {
            query = query.bind(cell.value(column.kind));
        }
        let rows = query.fetch_all(from).await;
        rows.with_context(|| format!("failed to read {}", self.name))
    }

    /// The row of a key, if it is there.
    pub async fn row(&self, from: &mut Connection, key: &Cells) -> Result<Option<Cells>> {
        let text = format!(
            "SELECT {} FROM \"{}\" WHERE {}",
            Self::listed(&self.columns),
            self.name,
            self.is_key()
        );
        let mut query = db::query_as(&text);
        for (cell, column) in key.0.iter().zip(self.key()) {
            query = query.bind(cell.value(column.kind));
        }
        let row = query.fetch_optional(from).await;
        row.with_context(|| format!("failed to read {}", self.name))
    }

    /// Removes the row of a key, if it is there.
    pub async fn remove(&self, from: &mut Connection, key: &Cells) -> Result<()> {
        let text = format!("DELETE FROM \"{}\" WHERE {}", self.name, self.is_key());
        let mut query = db::query(&text);
        for (cell, column) in key.0.iter().zip(self.key()) {
            query = query.bind(cell.value(column.kind));
        }
        query.execute(from).await?;
        Ok(())
    }

    /// Writes rows, in place of those with the same keys; no key may be there twice.
    pub async fn write(&self, to: &mut Connection, rows: &[Cells]) -> Result<()> {
        let changes = self.rest().iter().map(|column| &column.name);
        let changes: Vec<String> = changes
            .map(|name| format!("\"{name}\" = excluded.\"{name}\""))
            .collect();
        let then = match changes.is_empty() {
            true => "NOTHING".to_owned(),
            false => format!("UPDATE SET {}", changes.join(", ")),
        };
        for some in db::pieces(rows) {
            let text = format!(
                "INSERT INTO \"{}\" ({}) VALUES {} ON CONFLICT ({}) DO {then}",
                self.name,
                Self::listed(&self.columns),
                db::places(some.len(), self.columns.len()),
                Self::listed(self.key())
            );
            let mut query = db::query(&text);
            for row in some {
                for (cell, column) in row.0.iter().zip(&self.columns) {
                    query = query.bind(cell.value(column.kind));
                }
            }
            let written = query.execute(&mut *to).await;
            written.with_context(|| format!("failed to write {}", self.name))?;
        }
        Ok(())
    }

    /// That a row has a key: `"a" = $1 AND "b" = $2`.
    fn is_key(&self) -> String {
        let names = self.key().iter().zip(1..);
        let parts = names.map(|(column, place)| format!("\"{}\" = ${place}", column.name));
        parts.collect::<Vec<_>>().join(" AND ")
    }
}

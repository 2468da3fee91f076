//! Rows of any table, and the one form in which both databases say the same.
//!
//! The form is what checksums and checkpoints are made of: of each value one byte that says what
//! it is, and then the number in eight bytes, or the length in eight bytes and what is of that
//! length. Whether something is so is the number 0 or 1, as a file keeps it.

use sha2::{Digest as _, Sha256};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column as _, Error, FromRow, Row as _, TypeInfo as _, ValueRef as _};

use super::plan::Kind;
use crate::db::Value;

/// One value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cell {
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// The values of a row, or of its key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cells(pub Vec<Cell>);

impl Cell {
    /// As it is bound to a column.
    pub fn value(&self, kind: Kind) -> Value<'_> {
        match (self, kind) {
            (Self::Nothing, Kind::Number) => Value::Number(None),
            (Self::Nothing, Kind::Truth) => Value::Truth(None),
            (Self::Nothing, Kind::Text) => Value::Text(None),
            (Self::Nothing, Kind::Bytes) => Value::Bytes(None),
            (Self::Number(number), Kind::Truth) => Value::Truth(Some(*number != 0)),
            (Self::Number(number), _) => Value::Number(Some(*number)),
            (Self::Text(text), _) => Value::Text(Some(text.as_str().into())),
            (Self::Bytes(bytes), _) => Value::Bytes(Some(bytes.as_slice().into())),
        }
    }

    fn put(&self, to: &mut Vec<u8>) {
        let (tag, bytes) = match self {
            Self::Nothing => return to.push(0),
            Self::Number(number) => {
                to.push(1);
                return to.extend(number.to_be_bytes());
            }
            Self::Text(text) => (2, text.as_bytes()),
            Self::Bytes(bytes) => (3, bytes.as_slice()),
        };
        to.push(tag);
        to.extend((bytes.len() as u64).to_be_bytes());
        to.extend(bytes);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let (tag, rest) = from.split_first()?;
        *from = rest;
        if *tag == 0 {
            return Some(Self::Nothing);
        }
        let (number, rest) = from.split_first_chunk::<8>()?;
        *from = rest;
        if *tag == 1 {
            return Some(Self::Number(i64::from_be_bytes(*number)));
        }
        let length = usize::try_from(u64::from_be_bytes(*number)).ok()?;
        let (bytes, rest) = from.split_at_checked(length)?;
        *from = rest;
        match tag {
            2 => Some(Self::Text(String::from_utf8(bytes.to_vec()).ok()?)),
            3 => Some(Self::Bytes(bytes.to_vec())),
            _ => None,
        }
    }
}

impl Cells {
    /// The one form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for cell in &self.0 {
            cell.put(&mut bytes);
        }
        bytes
    }

    /// What [`Cells::to_bytes`] made.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut cells = Vec::new();
        while !bytes.is_empty() {
            cells.push(Cell::take(&mut bytes)?);
        }
        Some(Self(cells))
    }

    /// SHA-256 of the one form.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.to_bytes()).into()
    }

    /// The first so many: a table names its key first.
    pub fn key(&self, columns: usize) -> Self {
        Self(self.0.iter().take(columns).cloned().collect())
    }
}

fn odd(column: &str, found: &str) -> Error {
    Error::Decode(format!("{column} holds a value that cannot be moved ({found})").into())
}

impl FromRow<'_, SqliteRow> for Cells {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let cells = row.columns().iter().map(|column| {
            let at = column.ordinal();
            let value = row.try_get_raw(at)?;
            if value.is_null() {
                return Ok(Cell::Nothing);
            }
            let found = value.type_info();
            Ok(match found.name() {
                "INTEGER" => Cell::Number(row.try_get_unchecked(at)?),
                "TEXT" => Cell::Text(row.try_get_unchecked(at)?),
                "BLOB" => Cell::Bytes(row.try_get_unchecked(at)?),
                other => return Err(odd(column.name(), other)),
            })
        });
        cells.collect::<Result<_, _>>().map(Self)
    }
}

impl FromRow<'_, PgRow> for Cells {
    fn from_row(row: &PgRow) -> Result<Self, Error> {
        let cells = row.columns().iter().map(|column| {
            let at = column.ordinal();
            let cell = match column.type_info().name() {
                "INT8" => row.try_get::<Option<i64>, _>(at)?.map(Cell::Number),
                "BOOL" => row
                    .try_get::<Option<bool>, _>(at)?
                    .map(|truth| Cell::Number(truth.into())),
                "TEXT" => row.try_get::<Option<String>, _>(at)?.map(Cell::Text),
                "BYTEA" => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Cell::Bytes),
                other => return Err(odd(column.name(), other)),
            };
            Ok(cell.unwrap_or(Cell::Nothing))
        });
        cells.collect::<Result<_, _>>().map(Self)
    }
}

/// As a person reads it, to find the row.
impl std::fmt::Display for Cells {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, cell) in self.0.iter().enumerate() {
            if at > 0 {
                to.write_str(" ")?;
            }
            match cell {
                Cell::Nothing => to.write_str("-")?,
                Cell::Number(number) => write!(to, "{number}")?,
                Cell::Text(text) => to.write_str(text)?,
                Cell::Bytes(bytes) => to.write_str(&crate::identity::hex(bytes))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Cells {
        Cells(vec![
            Cell::Nothing,
            Cell::Number(i64::MIN),
            Cell::Text("ä b".into()),
            Cell::Bytes(vec![0, 255]),
            Cell::Text(String::new()),
        ])
    }

    #[test]
    fn the_form_says_everything_once() {
        let bytes = all().to_bytes();
        assert_eq!(Cells::from_bytes(&bytes), Some(all()));
        assert_eq!(bytes.len(), 1 + 9 + (9 + 4) + (9 + 2) + 9);
        assert_eq!(all().to_string(), "- -9223372036854775808 ä b 00ff ");
        for cut in 1..bytes.len() {
            let read = Cells::from_bytes(&bytes[..cut]);
            assert!(read.is_none_or(|less| less != all()), "{cut}");
        }
        for wrong in [
            &[4, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &[2, 255, 255, 255, 255, 255, 255, 255, 255],
        ] {
            assert_eq!(Cells::from_bytes(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_stands_in_another_place_is_something_else() {
        let text =
            |one: &str, other: &str| Cells(vec![Cell::Text(one.into()), Cell::Text(other.into())]);
        assert_ne!(text("ab", "c").hash(), text("a", "bc").hash());
        let (nothing, empty) = (
            Cells(vec![Cell::Nothing]),
            Cells(vec![Cell::Bytes(Vec::new())]),
        );
        assert_ne!(nothing.hash(), empty.hash());
        assert_eq!(
            all().key(2),
            Cells(vec![Cell::Nothing, Cell::Number(i64::MIN)])
        );
    }
}

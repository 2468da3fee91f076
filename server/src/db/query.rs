//! Statements: one text for both engines, with what is bound to it.
//!
//! A text says `$1`, `$2` and so on, names the columns of a conflict, and gives every number
//! that is read the 64 bits of a `BIGINT`: then both take it. [`super`] says what else they
//! differ in.

use std::borrow::Cow;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, Error};

use super::connection::{Connection, Held};
use super::{Db, Engine};

/// What is bound to a place of a statement; nothing keeps its type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'q> {
    /// A number.
    Number(Option<i64>),
    /// Whether something is so.
    Truth(Option<bool>),
    /// Text. PostgreSQL keeps no NUL in it, so nowhere is one kept.
    Text(Option<Cow<'q, str>>),
    /// Bytes.
    Bytes(Option<Cow<'q, [u8]>>),
}

/// What a row is read as: a tuple, or what derives [`sqlx::FromRow`].
pub trait Read:
    for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> + Send + Unpin
{
}

impl<O> Read for O where
    O: for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> + Send + Unpin
{
}

/// Where a statement is run: on any connection of a database, or on one.
pub enum On<'c> {
    /// Any.
    Any(&'c Db),
    /// This one, within its transaction if it has one.
    This(&'c mut Connection),
}

impl<'c> From<&'c Db> for On<'c> {
    fn from(db: &'c Db) -> Self {
        Self::Any(db)
    }
}

impl<'c> From<&'c mut Connection> for On<'c> {
    fn from(connection: &'c mut Connection) -> Self {
        Self::This(connection)
    }
}

/// A statement that reads nothing.
#[derive(Clone, Debug)]
pub struct Query<'q> {
    text: &'q str,
    values: Vec<Value<'q>>,
}

/// A statement that reads rows.
#[derive(Clone, Debug)]
pub struct Rows<'q, O> {
    query: Query<'q>,
    read: std::marker::PhantomData<fn() -> O>,
}

/// A statement that reads the first column of rows.
#[derive(Clone, Debug)]
pub struct Scalars<'q, O>(Rows<'q, (O,)>);

/// What came of a statement that reads nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Done(u64);

impl Done {
    /// How many rows it changed.
    pub fn rows_affected(self) -> u64 {
        self.0
    }
}

/// A statement that reads nothing.
pub fn query(text: &str) -> Query<'_> {
    Query {
        text,
        values: Vec::new(),
    }
}

/// A statement that reads rows.
pub fn query_as<O: Read>(text: &str) -> Rows<'_, O> {
    Rows {
        query: query(text),
        read: std::marker::PhantomData,
    }
}

/// A statement that reads the first column of rows.
pub fn query_scalar<O>(text: &str) -> Scalars<'_, O>
where
    (O,): Read,
{
    Scalars(query_as(text))
}

/// Runs the same on whichever engine there is.
macro_rules! on_either {
    ($query:expr, $on:expr, |$run:ident, $to:ident| $done:expr) => {{
        let Query { text, values } = $query;
        match $on {
            On::Any(Db(Engine::Sqlite($to))) => {
                let $run = (text, sqlite(values)?);
                $done
            }
            On::Any(Db(Engine::Postgres(server))) => {
                let ($run, $to) = ((text, postgres(values)?), &server.pool);
                $done
            }
            On::This(connection) => match connection.held() {
                Held::Sqlite($to) => {
                    let $run = (text, sqlite(values)?);
                    $done
                }
                Held::Postgres($to) => {
                    let $run = (text, postgres(values)?);
                    $done
                }
            },
        }
    }};
}

/// So many places of a statement, from one on: `$2, $3`.
pub fn listed(first: usize, count: usize) -> String {
    let places = (first..first + count).map(|place| format!("${place}"));
    places.collect::<Vec<_>>().join(", ")
}

impl<'q> Query<'q> {
    /// Binds the next place.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it.
    ///
    /// # Errors
    ///
    /// If the database says no.
    pub async fn execute<'c>(self, on: impl Into<On<'c>>) -> Result<Done, Error> {
        on_either!(self, on.into(), |run, to| {
            let done = sqlx::query_with(run.0, run.1).execute(to).await?;
            Ok(Done(done.rows_affected()))
        })
    }
}

impl<'q, O: Read> Rows<'q, O> {
    /// Binds the next place.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.query = self.query.bind(value);
        self
    }

    /// All rows.
    ///
    /// # Errors
    ///
    /// If the database says no, or a row is another one.
    pub async fn fetch_all<'c>(self, on: impl Into<On<'c>>) -> Result<Vec<O>, Error> {
        on_either!(self.query, on.into(), |run, to| {
            sqlx::query_as_with(run.0, run.1).fetch_all(to).await
        })
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    ///
    /// As for [`Rows::fetch_all`].
    pub async fn fetch_optional<'c>(self, on: impl Into<On<'c>>) -> Result<Option<O>, Error> {
        on_either!(self.query, on.into(), |run, to| {
            sqlx::query_as_with(run.0, run.1).fetch_optional(to).await
        })
    }

    /// The first row.
    ///
    /// # Errors
    ///
    /// As for [`Rows::fetch_all`], or if there is none.
    pub async fn fetch_one<'c>(self, on: impl Into<On<'c>>) -> Result<O, Error> {
        let found = self.fetch_optional(on).await?;
        found.ok_or(Error::RowNotFound)
    }
}

impl<'q, O> Scalars<'q, O>
where
    (O,): Read,
{
    /// Binds the next place.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.0 = self.0.bind(value);
        self
    }

    /// That of all rows.
    ///
    /// # Errors
    ///
    /// As for [`Rows::fetch_all`].
    pub async fn fetch_all<'c>(self, on: impl Into<On<'c>>) -> Result<Vec<O>, Error> {
        let found = self.0.fetch_all(on).await?;
        Ok(found.into_iter().map(|(first,)| first).collect())
    }

    /// That of the first row, if there is one.
    ///
    /// # Errors
    ///
    /// As for [`Rows::fetch_all`].
    pub async fn fetch_optional<'c>(self, on: impl Into<On<'c>>) -> Result<Option<O>, Error> {
        let found = self.0.fetch_optional(on).await?;
        Ok(found.map(|(first,)| first))
    }

    /// That of the first row.
    ///
    /// # Errors
    ///
    /// As for [`Rows::fetch_one`].
    pub async fn fetch_one<'c>(self, on: impl Into<On<'c>>) -> Result<O, Error> {
        Ok(self.0.fetch_one(on).await?.0)
    }
}

fn sqlite(values: Vec<Value<'_>>) -> Result<SqliteArguments<'_>, Error> {
    let mut to = SqliteArguments::default();
    for value in values {
        let added = match value {
            Value::Number(number) => to.add(number),
            Value::Truth(truth) => to.add(truth),
            Value::Text(text) => to.add(text),
            Value::Bytes(Some(Cow::Borrowed(bytes))) => to.add(bytes),
            Value::Bytes(Some(Cow::Owned(bytes))) => to.add(bytes),
            Value::Bytes(None) => to.add(None::<&[u8]>),
        };
        added.map_err(Error::Encode)?;
    }
    Ok(to)
}

fn postgres(values: Vec<Value<'_>>) -> Result<PgArguments, Error> {
    let mut to = PgArguments::default();
    for value in values {
        let added = match value {
            Value::Number(number) => to.add(number),
            Value::Truth(truth) => to.add(truth),
            Value::Text(text) => to.add(text.as_deref()),
            Value::Bytes(bytes) => to.add(bytes.as_deref()),
        };
        added.map_err(Error::Encode)?;
    }
    Ok(to)
}

/// Text as both engines keep it.
fn text(text: Cow<'_, str>) -> Value<'_> {
    Value::Text(Some(match text.contains('\0') {
        true => text.replace('\0', "").into(),
        false => text,
    }))
}

/// What can be bound, and what it is then.
macro_rules! bound {
    ($($from:ty => |$value:ident| $to:expr),+ $(,)?) => {$(
        impl<'q> From<$from> for Value<'q> {
            fn from($value: $from) -> Self {
                $to
            }
        }
    )+};
}

bound! {
    i64 => |number| Self::Number(Some(number)),
    u16 => |number| Self::Number(Some(number.into())),
    u8 => |number| Self::Number(Some(number.into())),
    Option<i64> => |number| Self::Number(number),
    Option<u16> => |number| Self::Number(number.map(Into::into)),
    bool => |truth| Self::Truth(Some(truth)),
    &'q str => |given| text(given.into()),
    &'q String => |given| text(given.as_str().into()),
    String => |given| text(given.into()),
    Option<&'q str> => |given| given.map_or(Self::Text(None), |given| text(given.into())),
    &'q [u8] => |bytes| Self::Bytes(Some(bytes.into())),
    &'q Vec<u8> => |bytes| Self::Bytes(Some(bytes.as_slice().into())),
    Vec<u8> => |bytes| Self::Bytes(Some(bytes.into())),
    Option<&'q [u8]> => |bytes| Self::Bytes(bytes.map(Into::into)),
}

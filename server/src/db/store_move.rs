//! What a database says of being moved from a file to a server (`larder admin migrate-store`).
//!
//! Both sides have a table `store_move` with one row then. Whoever opens a database looks at it
//! first: a file that takes no change any more is served by nobody, and neither is a database
//! that is not whole yet.

use anyhow::{Result, bail};
use sqlx::{Error, PgConnection, SqlitePool};

use super::{Connection, query_as, query_scalar};

/// Of a file: it goes on as ever, and what changes is noted.
pub(crate) const COPYING: &str = "copying";
/// Of a file: it takes no change any more, and the last ones are on their way.
pub(crate) const CLOSED: &str = "closed";
/// Of a file: all of it is elsewhere.
pub(crate) const MOVED: &str = "moved";
/// Of a database on a server: it is not whole yet.
pub(crate) const FILLING: &str = "filling";
/// Of a database on a server: it has all that the file had.
pub(crate) const WHOLE: &str = "whole";

/// What begins the names of everything that a move needs.
pub(crate) const NAMES: &str = "store_move";

const IS_IN_FILE: &str = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'store_move')";
const IS_ON_SERVER: &str = "SELECT to_regclass('store_move') IS NOT NULL";
const MARK: &str = "SELECT id, state, place FROM store_move";

/// What a database says of its move.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub(crate) struct Mark {
    /// The move, by 16 random bytes: both sides have the same.
    pub id: Vec<u8>,
    /// One of the words above.
    pub state: String,
    /// The other side, without any secret.
    pub place: String,
}

impl Mark {
    /// That a server may work on the database.
    ///
    /// # Errors
    ///
    /// Where its data is, and what to do.
    pub fn check(&self) -> Result<()> {
        let place = &self.place;
        match self.state.as_str() {
            MOVED => bail!(
                "it was moved to {place}, and takes no change any more: name that database by \
                 `database` (docs/configuration.md)"
            ),
            CLOSED => bail!(
                "it is just being moved to {place}: finish that by `larder admin migrate-store \
                 --switch-over`, or take it back by `larder admin migrate-store --abandon`"
            ),
            FILLING => bail!(
                "it is being filled from {place} and not whole yet: finish that by `larder admin \
                 migrate-store --switch-over`"
            ),
            _ => Ok(()),
        }
    }
}

/// What a file says.
pub(super) async fn of_file(pool: &SqlitePool) -> Result<Option<Mark>, Error> {
    match sqlx::query_scalar(IS_IN_FILE).fetch_one(pool).await? {
        true => sqlx::query_as(MARK).fetch_optional(pool).await,
        false => Ok(None),
    }
}

/// What a database on a server says.
pub(super) async fn of_server(one: &mut PgConnection) -> Result<Option<Mark>, Error> {
    match sqlx::query_scalar(IS_ON_SERVER)
        .fetch_one(&mut *one)
        .await?
    {
        true => sqlx::query_as(MARK).fetch_optional(one).await,
        false => Ok(None),
    }
}

/// What a file says, within a transaction.
///
/// # Errors
///
/// If it cannot be read.
pub(crate) async fn read_file(from: &mut Connection) -> Result<Option<Mark>, Error> {
    read(from, IS_IN_FILE).await
}

/// What a database on a server says, within a transaction.
///
/// # Errors
///
/// If it cannot be read.
pub(crate) async fn read_server(from: &mut Connection) -> Result<Option<Mark>, Error> {
    read(from, IS_ON_SERVER).await
}

async fn read(from: &mut Connection, is_there: &str) -> Result<Option<Mark>, Error> {
    match query_scalar(is_there).fetch_one(&mut *from).await? {
        true => query_as(MARK).fetch_optional(from).await,
        false => Ok(None),
    }
}

//! Databases for tests. The same tests run on a file, and once more on a PostgreSQL server where
//! the variable [`ON`] says so ([`super::tests`] does that).

#[path = "../../../tests/support/postgres.rs"]
#[expect(dead_code, reason = "the tests of the whole use more of it")]
mod postgres;

use std::path::Path;

use anyhow::{Context, Result};
use tokio::sync::OnceCell;

use super::{Db, Engine};

/// Names what the tests run on: `postgres`, or nothing.
pub(crate) const ON: &str = "LARDER_TESTS_ON";
/// A file in a test's folder that names its database.
const NAMED: &str = "database";

/// Whether tests run on a PostgreSQL server.
pub(crate) fn is_on_postgres() -> bool {
    std::env::var(ON).is_ok_and(|on| on == "postgres")
}

/// The database that belongs to a folder: the same one whenever it is opened again.
pub(crate) async fn open(folder: &Path) -> Result<Db> {
    match is_on_postgres() {
        true => on_postgres(folder).await,
        false => super::open(folder).await,
    }
}

/// One that nobody asks for anything.
pub(crate) fn unused() -> Db {
    let pool = sqlx::SqlitePool::connect_lazy("sqlite::memory:");
    Db(Engine::Sqlite(pool.expect("no connection is made")))
}

/// The same on a PostgreSQL server, whatever the others run on.
pub(crate) async fn on_postgres(folder: &Path) -> Result<Db> {
    static LIKE: OnceCell<String> = OnceCell::const_new();
    let name = folder.join(NAMED);
    let address = match std::fs::read_to_string(&name) {
        Ok(address) => address,
        Err(_) => {
            let like = LIKE.get_or_try_init(whole).await?;
            let address = empty(Some(like))?;
            std::fs::write(&name, &address)?;
            address
        }
    };
    super::open_at(Some(&address.parse().map_err(anyhow::Error::msg)?), folder).await
}

/// An address of a database with nothing in it, or with all that another one has.
pub(crate) fn empty(like: Option<&str>) -> Result<String> {
    postgres::database(like).map_err(anyhow::Error::msg)
}

/// A database with all tables: copying it is quicker than making them.
async fn whole() -> Result<String> {
    let address = empty(None)?;
    let parsed = address.parse().map_err(anyhow::Error::msg)?;
    let db = super::open_at(Some(&parsed), Path::new("")).await;
    db.context("the tables were not made")?.close().await;
    Ok(address)
}

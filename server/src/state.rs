//! What every handler may use.

use sqlx::SqlitePool;

use crate::site::Site;

/// Shared by all requests; cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The database in the data folder.
    pub db: SqlitePool,
    /// The interface's files.
    pub site: Site,
}

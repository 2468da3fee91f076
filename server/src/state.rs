//! What every handler may use.

use sqlx::SqlitePool;

use crate::hub::Hub;
use crate::hub::sqlite::SqliteStore;
use crate::identity::Identity;
use crate::site::Site;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database in the data folder.
    pub db: SqlitePool,
    /// Who may take part in a household.
    pub identity: Identity,
    /// What keeps households in step.
    pub hub: Hub<SqliteStore>,
    /// The interface's files.
    pub site: Site,
}

impl AppState {
    /// Starts what works on an open database.
    pub fn new(db: SqlitePool, site: Site) -> Self {
        Self {
            identity: Identity::new(db.clone()),
            hub: Hub::start(SqliteStore::new(db.clone())),
            db,
            site,
        }
    }
}

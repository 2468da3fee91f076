//! The household's database on its way from being looked at to being open.

use std::path::Path;
use std::sync::Arc;

use jiff::Zoned;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tauri::{AppHandle, Manager};
use tauri_plugin_sql::{DbInstances, DbPool};
use tokio::sync::{OnceCell, watch};

use crate::place::Place;
use crate::storage::{Storage, guard, schema};

/// What is known of the household's database; whoever asks waits until something is.
#[derive(Debug)]
pub struct Household {
    known: watch::Sender<Option<Opened>>,
    scratch: OnceCell<Storage>,
}

/// An open database, or why it was left alone.
type Opened = Result<Arc<Storage>, Arc<str>>;

impl Default for Household {
    fn default() -> Self {
        Self {
            known: watch::Sender::new(None),
            scratch: OnceCell::new(),
        }
    }
}

impl Household {
    /// The open database, once it is looked at; or why it is left alone, for a person.
    pub async fn storage(&self) -> Opened {
        let mut known = self.known.subscribe();
        let known = known.wait_for(Option::is_some).await;
        // The sender is ours: it cannot be gone.
        let known = known.ok().and_then(|known| known.clone());
        known.unwrap_or_else(|| Err("the app is being closed".into()))
    }

    /// A database to try the storage with, in a file of its own.
    pub async fn scratch(&self, path: &Path) -> Result<&Storage, String> {
        self.scratch.get_or_try_init(|| open_scratch(path)).await
    }
}

/// Opens the household's database beside the window: the page waits for it when it asks.
pub fn open(app: AppHandle) {
    std::thread::spawn(move || {
        let opened = tauri::async_runtime::block_on(open_guarded(&app));
        let opened = opened.map(Arc::new).map_err(|why| why.as_str().into());
        if let Err(why) = &opened {
            eprintln!("{why}");
        }
        app.state::<Household>().known.send_replace(Some(opened));
    });
}

async fn open_guarded(app: &AppHandle) -> Result<Storage, String> {
    let place = app.state::<Place>();
    let today = Zoned::now().date();
    let looked = guard::look(&place.database(), &place.backups(), today).await;
    looked.map_err(|refused| refused.to_string())?;
    let url = place.url();
    std::fs::create_dir_all(place.data()).map_err(|error| error.to_string())?;
    let plugin = tauri_plugin_sql::Builder::new().add_migrations(&url, schema::for_plugin());
    app.plugin(plugin.build())
        .map_err(|error| error.to_string())?;
    let pool = {
        let instances = app.state::<DbInstances>();
        let pools = instances.0.read().await;
        match pools.get(&url) {
            Some(DbPool::Sqlite(pool)) => pool.clone(),
            None => return Err("the household's file was not opened".to_owned()),
        }
    };
    Storage::open(pool).await.map_err(|error| error.to_string())
}

async fn open_scratch(path: &Path) -> Result<Storage, String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let pool = SqlitePoolOptions::new().connect_with(options).await;
    let pool: SqlitePool = pool.map_err(|error| error.to_string())?;
    let migrated = schema::migrator().run(&pool).await;
    migrated.map_err(|error| error.to_string())?;
    Storage::open(pool).await.map_err(|error| error.to_string())
}

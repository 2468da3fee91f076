//! The household's database on its way from being looked at to being open.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tauri::{AppHandle, Manager};
use tauri_plugin_sql::{DbInstances, DbPool};
use tokio::sync::{OnceCell, watch};

use crate::awake::today;
use crate::place::Place;
use crate::storage::{Storage, guard, schema};

/// What is known of the household's database; whoever asks waits until something is.
#[derive(Debug)]
pub struct Household {
    known: watch::Sender<Option<Opened>>,
    scratch: OnceCell<Storage>,
    /// Held for as long as the app runs: two would write under one name.
    lock: OnceLock<File>,
}

/// How long after the start the copy of the day is made: the page comes first.
const COPY_AFTER: Duration = Duration::from_secs(20);
/// How often it is looked whether a day has begun that has no copy yet.
const COPY_AGAIN: Duration = Duration::from_secs(60 * 60);

/// An open database, or why it was left alone.
type Opened = Result<Arc<Storage>, Arc<str>>;

impl Default for Household {
    fn default() -> Self {
        Self {
            known: watch::Sender::new(None),
            scratch: OnceCell::new(),
            lock: OnceLock::new(),
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

    /// What is known now.
    pub fn known(&self) -> Option<Opened> {
        self.known.borrow().clone()
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
        let is_open = opened.is_ok();
        app.state::<Household>().known.send_replace(Some(opened));
        if is_open {
            copy_each_day(&app.state::<Place>());
        }
    });
}

/// Makes the copy of each day until the app ends: in the tray it runs for weeks.
fn copy_each_day(place: &Place) -> ! {
    let (file, backups) = (place.database(), place.backups());
    std::thread::sleep(COPY_AFTER);
    loop {
        let copied = guard::copy_of_the_day(&file, &backups, today());
        if let Err(why) = tauri::async_runtime::block_on(copied) {
            eprintln!("there is no copy of today: {why}");
        }
        std::thread::sleep(COPY_AGAIN);
    }
}

/// Takes the household for this process.
fn lock(household: &Household, place: &Place) -> Result<(), String> {
    std::fs::create_dir_all(place.data()).map_err(|error| error.to_string())?;
    let file = File::create(place.lock()).map_err(|error| error.to_string())?;
    // Where a disk knows no locks, there is none.
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return Err("Larder is open already, in another session: close it there first.".to_owned());
    }
    household.lock.set(file).ok();
    Ok(())
}

async fn open_guarded(app: &AppHandle) -> Result<Storage, String> {
    let place = app.state::<Place>();
    lock(&app.state::<Household>(), &place)?;
    let looked = guard::look(&place.database(), &place.backups(), today()).await;
    looked.map_err(|refused| refused.to_string())?;
    let url = place.url();
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

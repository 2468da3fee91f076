//! New versions of the app: from where the package says that they come, and only with the
//! signature that it names (`docs/packages.md`). A package that says nothing is updated by
//! whoever installed it.

use serde::Serialize;
use tauri::{AppHandle, Config, Runtime};
use tauri_plugin_updater::{Update, UpdaterExt};

use crate::window::{self, Then};

/// A version that can be had.
#[derive(Serialize)]
pub struct New {
    /// Its number.
    pub version: String,
    /// What is new, in the words of whoever made it; empty without any.
    pub notes: String,
}

/// Whether the package says where new versions come from.
pub fn are_told(config: &Config) -> bool {
    config.plugins.0.contains_key("updater")
}

/// The version to change to, if there is one that is newer.
///
/// # Errors
///
/// In words, where nobody answers or the answer cannot be read.
pub async fn look<R: Runtime>(app: &AppHandle<R>) -> Result<Option<Update>, String> {
    if !are_told(app.config()) {
        return Ok(None);
    }
    let updater = app.updater().map_err(|error| error.to_string())?;
    updater.check().await.map_err(|error| error.to_string())
}

/// What is told of a version.
pub fn told(update: &Update) -> New {
    New {
        version: update.version.clone(),
        notes: update.body.clone().unwrap_or_default(),
    }
}

/// Fetches the newest version, puts it in place of this one and starts it.
///
/// # Errors
///
/// In words, where it cannot be fetched, is not signed as it must be, or cannot be installed;
/// this version goes on then.
pub async fn install(app: &AppHandle) -> Result<(), String> {
    let Some(update) = look(app).await? else {
        return Ok(());
    };
    let done = update.download_and_install(|_, _| (), || ()).await;
    done.map_err(|error| error.to_string())?;
    window::leave(app, Then::Restart);
    Ok(())
}

#[cfg(test)]
mod tests;

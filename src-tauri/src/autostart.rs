//! Whether the system starts Larder with the session, in the tray.

use tauri::AppHandle;

/// Whether it does.
#[cfg(desktop)]
#[must_use]
pub fn is_on(app: &AppHandle) -> bool {
    use tauri_plugin_autostart::ManagerExt;
    app.autolaunch().is_enabled().unwrap_or_default()
}

/// Has the system start it, or not any more.
///
/// # Errors
///
/// Where the system does not take it.
#[cfg(desktop)]
pub fn set(app: &AppHandle, starts: bool) -> Result<(), String> {
    use tauri_plugin_autostart::ManagerExt;
    let launch = app.autolaunch();
    let set = match starts {
        true => launch.enable(),
        // What is not there need not be removed.
        false if !is_on(app) => Ok(()),
        false => launch.disable(),
    };
    set.map_err(|error| error.to_string())
}

/// A phone starts apps when their person does.
#[cfg(mobile)]
#[must_use]
pub fn is_on(_: &AppHandle) -> bool {
    false
}

/// A phone starts apps when their person does.
///
/// # Errors
///
/// None.
#[cfg(mobile)]
pub fn set(_: &AppHandle, _: bool) -> Result<(), String> {
    Ok(())
}

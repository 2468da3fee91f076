//! The window: opened, shown, and closed into the tray.
//!
//! A page that is closed is asked to store everything and to let go; then it is gone, with its
//! memory, and the native replica wakes. Before a page opens, that one sleeps.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::awake::Awake;
use crate::settings::Settings;
use crate::tray;

const MAIN: &str = "main";
/// How long a page may take to store everything before it is closed all the same.
const PATIENCE: Duration = Duration::from_secs(4);
/// What the page hears when it is to let go; it answers by the command `asleep`.
const SLEEP: &str = "window.dispatchEvent(new Event('larder-sleep'))";

/// What is on its way.
#[derive(Default)]
pub struct Moving {
    /// A window is being opened.
    opens: AtomicBool,
    /// The page was asked to let go.
    closes: AtomicBool,
}

/// Shows the window, or opens it at this place of the page: its address after the `/`.
pub fn open(app: &AppHandle, place: &str) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // Where the system does not want that, it stays where it is.
        window.show().ok();
        window.unminimize().ok();
        window.set_focus().ok();
        if let Some(hash) = place.strip_prefix('#') {
            let hash = serde_json::Value::from(hash);
            window.eval(format!("location.hash = {hash}")).ok();
        }
        return;
    }
    if app.state::<Moving>().opens.swap(true, Ordering::AcqRel) {
        return;
    }
    let (app, place) = (app.clone(), place.to_owned());
    tauri::async_runtime::spawn(async move {
        app.state::<Awake>().sleep().await;
        if let Err(error) = build(&app, &place) {
            eprintln!("the window cannot be opened: {error}");
        }
        app.state::<Moving>().opens.store(false, Ordering::Release);
    });
}

fn build(app: &AppHandle, place: &str) -> tauri::Result<()> {
    let configured = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN);
    let Some(configured) = configured else {
        return Ok(());
    };
    let mut configured = configured.clone();
    configured.url = WebviewUrl::App(format!("index.html{place}").into());
    let window = WebviewWindowBuilder::from_config(app, &configured)?.build()?;
    let app = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && app.state::<Settings>().get().stays_in_tray
        {
            api.prevent_close();
            close(&app);
        }
    });
    Ok(())
}

/// Begins without a window: the native replica wakes.
pub fn stay_away(app: AppHandle) {
    tray::show(&app, &[]);
    tauri::async_runtime::spawn(async move {
        app.state::<Awake>().wake(app.clone()).await;
    });
}

/// Asks the page to let go; it is closed in any case.
fn close(app: &AppHandle) {
    if app.state::<Moving>().closes.swap(true, Ordering::AcqRel) {
        return;
    }
    if let Some(window) = app.get_webview_window(MAIN) {
        window.hide().ok();
        window.eval(SLEEP).ok();
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        has_let_go(&app).await;
    });
}

/// The page has stored everything: it goes, and the native replica wakes.
pub async fn has_let_go(app: &AppHandle) {
    if !app.state::<Moving>().closes.swap(false, Ordering::AcqRel) {
        return;
    }
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window that is gone already need not be closed.
        window.destroy().ok();
    }
    tray::show(app, &[]);
    app.state::<Awake>().wake(app.clone()).await;
}

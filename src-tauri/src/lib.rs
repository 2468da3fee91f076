//! The native shell around the interface: storage in SQLite, reading receipts, the way to the
//! server, and what a system offers besides.
//!
//! The page in the window is the one that the server publishes. It finds this shell at run
//! time and asks it by a few commands ([`bridge`]), all of which carry bytes.

mod bridge;
mod household;
mod place;
mod reading;
mod server;
pub mod storage;

use tauri::{App, Manager, WebviewWindowBuilder};

use household::Household;
use place::Place;
use reading::Reader;
use server::{Links, Server};

/// Runs the app until it is quit.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let mut context = tauri::generate_context!();
    let place = Place::find(&context.config().identifier);
    let preload = serde_json::json!({ "preload": [place.url()] });
    let plugins = &mut context.config_mut().plugins.0;
    plugins.insert("sql".to_owned(), preload);
    let server = Server::new(place.data().to_owned());
    let built = builder()
        .manage(place)
        .manage(Household::default())
        .manage(Reader::default())
        .manage(server)
        .manage(Links::default())
        .invoke_handler(tauri::generate_handler![
            bridge::store,
            bridge::scratch,
            bridge::read_warm,
            bridge::read_start,
            bridge::read_next,
            bridge::read_stop,
            bridge::server,
            bridge::link_open,
            bridge::link_next,
            bridge::link_send,
            bridge::link_close,
        ])
        .setup(|app| begin(app).map_err(Into::into))
        .build(context);
    match built {
        Ok(app) => app.run(|_, _| ()),
        Err(error) => {
            eprintln!("Larder cannot start: {error}");
            std::process::exit(1);
        }
    }
}

fn builder() -> tauri::Builder<tauri::Wry> {
    let builder = tauri::Builder::default();
    #[cfg(desktop)]
    let builder = builder
        // First of all: a second start only shows the window of the first.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| show(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build());
    builder
}

/// Opens the window; the storage is looked at meanwhile.
fn begin(app: &App) -> tauri::Result<()> {
    household::open(app.handle().clone());
    for window in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app, window)?.build()?;
    }
    Ok(())
}

/// Brings the window to the front.
#[cfg(desktop)]
fn show(app: &tauri::AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // Where the system does not want that, it stays where it is.
        window.show().ok();
        window.unminimize().ok();
        window.set_focus().ok();
    }
}

//! The native shell around the interface: storage in SQLite, reading receipts, the way to the
//! server, and what a system offers besides.
//!
//! The page in the window is the one that the server publishes. It finds this shell at run
//! time and asks it by a few commands (`bridge`), all of which carry bytes. With the window
//! closed the shell keeps the household in step by itself (`awake`).

mod autostart;
mod awake;
mod bridge;
#[cfg(desktop)]
mod camera;
mod household;
mod links;
mod notify;
mod opened;
mod place;
mod reading;
mod server;
mod settings;
pub mod storage;
#[cfg(desktop)]
mod tray;
#[cfg(desktop)]
mod updates;
#[cfg(target_os = "linux")]
mod web_view;
mod window;
mod words;

/// A phone has no tray.
#[cfg(mobile)]
mod tray {
    pub fn show(_: &tauri::AppHandle, _: Option<usize>) {}
}

use tauri::{App, RunEvent};

use awake::Awake;
use household::Household;
use opened::Opened;
use place::Place;
use reading::Reader;
use server::{Links, Server};
use settings::Settings;
use window::Moving;

/// Runs the app until it is quit.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    #[cfg(target_os = "linux")]
    web_view::settle();
    let mut context = tauri::generate_context!();
    let place = Place::find(&context.config().identifier);
    let preload = serde_json::json!({ "preload": [place.url()] });
    let plugins = &mut context.config_mut().plugins.0;
    plugins.insert("sql".to_owned(), preload);
    #[cfg(desktop)]
    let has_updates = updates::are_told(context.config());
    let builder = builder();
    #[cfg(desktop)]
    let builder = match has_updates {
        true => builder.plugin(tauri_plugin_updater::Builder::new().build()),
        false => builder,
    };
    let built = builder
        .manage(Server::new(place.data()))
        .manage(Settings::load(place.settings()))
        .manage(place)
        .manage(Household::default())
        .manage(Reader::default())
        .manage(Links::default())
        .manage(Awake::default())
        .manage(Moving::default())
        .manage(Opened::default())
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
            bridge::settings,
            bridge::asleep,
            bridge::due,
            #[cfg(desktop)]
            bridge::update_look,
            #[cfg(desktop)]
            bridge::update_install,
            #[cfg(desktop)]
            camera::commands::camera_list,
            #[cfg(desktop)]
            camera::commands::camera_open,
            #[cfg(desktop)]
            camera::commands::camera_next,
            #[cfg(desktop)]
            camera::commands::camera_take,
            #[cfg(desktop)]
            camera::commands::camera_close,
            bridge::opened,
        ])
        .setup(|app| {
            begin(app);
            Ok(())
        })
        .build(context);
    match built {
        Ok(app) => app.run(|_app, event| {
            #[cfg(any(target_os = "macos", target_os = "ios", target_os = "android"))]
            if let RunEvent::Opened { urls } = &event {
                opened::open(_app, urls.iter().map(|url| url.as_str()));
            }
            // Without a window it lives on in the tray; only `quit` names a code.
            if let RunEvent::ExitRequested {
                api, code: None, ..
            } = event
            {
                api.prevent_exit();
            }
        }),
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
        .plugin(tauri_plugin_single_instance::init(|app, said, folder| {
            // A path may be named from where the second one was started.
            let said = said.iter().skip(1).map(|one| opened::from(&folder, one));
            let said: Vec<String> = said.collect();
            opened::open(app, said.iter().map(String::as_str));
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_autostart::Builder::new().arg(HIDDEN).build())
        .manage(camera::Cameras::default());
    builder
}

/// How the system starts it with a session: in the tray, without a window.
const HIDDEN: &str = "--hidden";

/// Opens the window, unless it begins in the tray; the storage is looked at meanwhile.
fn begin(app: &App) {
    household::open(app.handle().clone());
    let said: Vec<String> = std::env::args().skip(1).collect();
    if said.iter().any(|arg| arg == HIDDEN) {
        window::stay_away(app.handle().clone());
    } else {
        opened::open(app.handle(), said.iter().map(String::as_str));
    }
}

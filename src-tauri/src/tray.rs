//! The icon in the system's tray: what is due, the way back to the window, and the way out.

use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager};

use crate::settings::Settings;
use crate::window::{self, Then};
use crate::words::Words;

const TRAY: &str = "larder";

/// Shows the icon with how many are due; where that is not known yet, an icon that is there
/// stays as it is.
pub fn show(app: &AppHandle, count: Option<usize>) {
    let app = app.clone();
    // Menus belong to the main thread.
    let shown = app.clone().run_on_main_thread(move || {
        if let Err(error) = draw(&app, count) {
            eprintln!("there is no tray: {error}");
        }
    });
    // An app that is being quit has no tray any more.
    shown.ok();
}

fn draw(app: &AppHandle, count: Option<usize>) -> tauri::Result<()> {
    let there = app.tray_by_id(TRAY);
    if count.is_none() && there.is_some() {
        return Ok(());
    }
    let count = count.unwrap_or_default();
    let words = Words::of(&app.state::<Settings>().get().language);
    let due = match count {
        0 => words.say("tray-nothing", &[]),
        count => words.say("tray-due", &[("count", count)]),
    };
    let first = MenuItem::with_id(app, "due", &due, true, None::<&str>)?;
    let open = MenuItem::with_id(app, "open", words.say("tray-open", &[]), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", words.say("tray-quit", &[]), true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&first, &open, &quit])?;
    let title = (count > 0).then(|| count.to_string());
    if let Some(tray) = there {
        tray.set_menu(Some(menu))?;
        tray.set_tooltip(Some(&due))?;
        return tray.set_title(title);
    }
    let mut tray = TrayIconBuilder::with_id(TRAY).menu(&menu).tooltip(&due);
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    if let Some(title) = title {
        tray = tray.title(title);
    }
    tray.show_menu_on_left_click(false)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "quit" => window::leave(app, Then::Quit),
            "due" => window::open(app, "#/"),
            _ => window::open(app, ""),
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                window::open(tray.app_handle(), "");
            }
        })
        .build(app)?;
    Ok(())
}

//! The window: opened, shown, and closed into the tray.
//!
//! A page that is closed is asked to store everything and to let go; then it is gone, with its
//! memory, and the native replica wakes. Before a page opens, that one sleeps. What is wanted
//! while a window opens or closes waits until it has.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::awake::Awake;
use crate::household::Household;
use crate::links;
use crate::reading::Reader;
use crate::server::Links;
use crate::settings::Settings;
use crate::tray;

const MAIN: &str = "main";
/// How long a page may take to store everything before it is closed all the same. The window is
/// hidden by then, and only whoever quits or comes back at once waits for it.
const PATIENCE: Duration = Duration::from_secs(12);
/// The same of a page that may not be loaded yet, and hears nothing then.
const LOADING: Duration = Duration::from_secs(4);
/// How long the system may take to take a window away.
const GOING: Duration = Duration::from_secs(2);
/// What the page hears when it is to let go; it answers by the command `asleep`.
const SLEEP: &str = "window.dispatchEvent(new Event('larder-sleep'))";

/// How the window stands.
#[derive(Default)]
pub struct Moving(Mutex<State>);

#[derive(Default)]
struct State {
    phase: Phase,
    /// Where the page is to be once it is open; its address after the `/`.
    wanted: Option<String>,
    /// What follows once the window is closed.
    then: Then,
    /// Tells one closing from the next.
    closings: u64,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
enum Phase {
    #[default]
    Closed,
    /// From the first wish for it until its page is loaded.
    Opening,
    Open,
    /// The page was asked to let go.
    Closing,
    /// The page has let go; the window goes and the native replica wakes.
    Leaving,
}

/// What follows once everything is stored; of two wishes the later one here counts.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Then {
    /// The app stays in the tray.
    #[default]
    Stay,
    /// It ends.
    Quit,
    /// It starts anew: a new version lies there.
    Restart,
}

impl State {
    /// The window is gone, and opens again where it is wanted; none where the app is to end. What
    /// is to follow is never taken back: who was told to end ends.
    fn stay(&mut self) -> Option<Phase> {
        if self.then != Then::Stay {
            return None;
        }
        self.phase = match self.wanted.is_some() {
            true => Phase::Opening,
            false => Phase::Closed,
        };
        Some(self.phase)
    }

    /// The window could not be opened; whether the app goes on without one. A closing that has
    /// begun meanwhile goes on by itself.
    fn has_failed(&mut self) -> bool {
        let is_opening = self.phase == Phase::Opening;
        if is_opening {
            self.phase = Phase::Closed;
        }
        is_opening
    }
}

impl Moving {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the window at this place of the page, or where it was if the place is empty.
pub fn open(app: &AppHandle, place: &str) {
    let moving = app.state::<Moving>();
    let mut state = moving.state();
    match state.phase {
        Phase::Open => {
            drop(state);
            show(app);
            go(app, place);
        }
        Phase::Closed => {
            state.phase = Phase::Opening;
            state.wanted = Some(place.to_owned());
            drop(state);
            let app = app.clone();
            tauri::async_runtime::spawn(async move { begin(&app).await });
        }
        Phase::Opening | Phase::Closing | Phase::Leaving => {
            if !place.is_empty() || state.wanted.is_none() {
                state.wanted = Some(place.to_owned());
            }
        }
    }
}

/// Has the page store everything, closes the window, and does what is to follow.
pub fn leave(app: &AppHandle, then: Then) {
    let moving = app.state::<Moving>();
    let mut state = moving.state();
    state.then = state.then.max(then);
    match state.phase {
        Phase::Opening | Phase::Open => {
            let patience = match state.phase {
                Phase::Open => PATIENCE,
                _ => LOADING,
            };
            state.phase = Phase::Closing;
            state.closings += 1;
            let closing = state.closings;
            drop(state);
            if let Some(window) = app.get_webview_window(MAIN) {
                window.hide().ok();
                window.eval(SLEEP).ok();
            }
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(patience).await;
                has_let_go(&app, Some(closing)).await;
            });
        }
        Phase::Closed => {
            state.phase = Phase::Leaving;
            drop(state);
            let app = app.clone();
            tauri::async_runtime::spawn(async move { end(&app).await });
        }
        Phase::Closing | Phase::Leaving => (),
    }
}

/// The page has stored everything, or has had its time for that: its window goes. A closing
/// that is over already is not meant any more.
pub async fn has_let_go(app: &AppHandle, closing: Option<u64>) {
    {
        let moving = app.state::<Moving>();
        let mut state = moving.state();
        let is_this = closing.is_none_or(|closing| closing == state.closings);
        if state.phase != Phase::Closing || !is_this {
            return;
        }
        state.phase = Phase::Leaving;
    }
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window that is gone already need not be closed.
        window.destroy().ok();
    }
    let end_of_patience = Instant::now() + GOING;
    while app.get_webview_window(MAIN).is_some() && Instant::now() < end_of_patience {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    app.state::<Links>().close_all().await;
    app.state::<Reader>().rest().await;
    end(app).await;
}

/// What follows once no page is open: the native replica wakes, or the app ends.
async fn end(app: &AppHandle) {
    let storage = app.state::<Household>().storage().await;
    if let Ok(storage) = &storage {
        storage.settle().await;
    }
    let then = app.state::<Moving>().state().then;
    // A household that cannot be opened is looked at anew only by a new start.
    if then == Then::Stay && storage.is_ok() {
        tray::show(app, None);
        app.state::<Awake>().wake(app.clone()).await;
        let stays = app.state::<Moving>().state().stay();
        match stays {
            Some(Phase::Opening) => {
                // A task of its own: one that opens may close again.
                let app = app.clone();
                tauri::async_runtime::spawn(async move { begin(&app).await });
                return;
            }
            Some(_) => return,
            // It was told to end while the replica woke.
            None => (),
        }
    }
    app.state::<Awake>().sleep(app).await;
    let then = app.state::<Moving>().state().then;
    match then {
        Then::Restart => app.request_restart(),
        _ => app.exit(0),
    }
}

/// Begins without a window: the native replica wakes.
pub fn stay_away(app: AppHandle) {
    tray::show(&app, None);
    tauri::async_runtime::spawn(async move {
        app.state::<Awake>().wake(app.clone()).await;
    });
}

/// Opens the window, at the place that is wanted by then.
async fn begin(app: &AppHandle) {
    app.state::<Awake>().sleep(app).await;
    let place = {
        let moving = app.state::<Moving>();
        let mut state = moving.state();
        // Whoever has quit meanwhile wants no window.
        if state.phase != Phase::Opening {
            return;
        }
        state.wanted.take().unwrap_or_default()
    };
    if let Err(error) = build(app, &place) {
        eprintln!("the window cannot be opened: {error}");
        if app.state::<Moving>().state().has_failed() {
            app.state::<Awake>().wake(app.clone()).await;
        }
    }
}

fn build(app: &AppHandle, place: &str) -> tauri::Result<()> {
    let windows = &app.config().app.windows;
    let Some(configured) = windows.iter().find(|window| window.label == MAIN) else {
        return Ok(());
    };
    let mut configured = configured.clone();
    configured.url = WebviewUrl::App(format!("index.html{place}").into());
    let loaded = app.clone();
    let window = WebviewWindowBuilder::from_config(app, &configured)?
        .on_page_load(move |_, page| {
            if page.event() == PageLoadEvent::Finished {
                is_loaded(&loaded);
            }
        })
        .on_new_window(|url, _| {
            // No page gets a window of its own: what leads out of the app is the browser's.
            links::open(&url);
            NewWindowResponse::Deny
        })
        .build()?;
    let app = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            let stays = app.state::<Settings>().get().stays_in_tray;
            leave(&app, if stays { Then::Stay } else { Then::Quit });
        }
    });
    Ok(())
}

/// The page is there: what was wanted meanwhile is shown.
fn is_loaded(app: &AppHandle) {
    let wanted = {
        let moving = app.state::<Moving>();
        let mut state = moving.state();
        if state.phase != Phase::Opening {
            return;
        }
        state.phase = Phase::Open;
        state.wanted.take()
    };
    if let Some(place) = wanted {
        show(app);
        go(app, &place);
    }
}

fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    // Where the system does not want that, it stays where it is.
    window.show().ok();
    #[cfg(desktop)]
    {
        window.unminimize().ok();
        window.set_focus().ok();
    }
}

/// Goes to a place within the page that is open.
fn go(app: &AppHandle, place: &str) {
    if let (Some(window), Some(hash)) = (app.get_webview_window(MAIN), place.strip_prefix('#')) {
        let hash = serde_json::Value::from(hash);
        window.eval(format!("location.hash = {hash}")).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_to_end_while_the_window_goes_ends() {
        let mut state = State {
            phase: Phase::Leaving,
            ..State::default()
        };
        assert_eq!(state.stay(), Some(Phase::Closed));
        state.phase = Phase::Leaving;
        state.wanted = Some("#/".to_owned());
        assert_eq!(state.stay(), Some(Phase::Opening));
        state.phase = Phase::Leaving;
        state.then = Then::Quit;
        assert_eq!(state.stay(), None, "though a window is wanted, too");
        assert_eq!(state.phase, Phase::Leaving);
    }

    #[test]
    fn a_window_that_fails_takes_no_closing_back() {
        let mut state = State {
            phase: Phase::Opening,
            ..State::default()
        };
        assert!(state.has_failed());
        assert_eq!(state.phase, Phase::Closed);
        state.phase = Phase::Closing;
        assert!(!state.has_failed());
        assert_eq!(state.phase, Phase::Closing);
    }
}

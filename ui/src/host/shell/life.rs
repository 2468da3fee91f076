//! What the page and the native app tell each other about coming and going, and what the app
//! should know for when no page is open.

use gloo_events::EventListener;
use js_sys::JSON;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::{ask, is_here};
use crate::host::browser::{get, object, window};

/// What the page hears when it is to let go of everything.
const SLEEP: &str = "larder-sleep";

/// Calls this when the app wants the page to let go; heard for as long as the value lives.
pub fn when_sent_to_sleep(on: Callback<()>) -> Option<EventListener> {
    is_here().then(|| EventListener::new(&window(), SLEEP, move |_| on.emit(())))
}

/// Everything is stored, and the page holds on to nothing.
pub async fn has_let_go() {
    if is_here() {
        // An app that does not hear it closes the page after a while by itself.
        ask("asleep", &[], &[]).await.ok();
    }
}

/// What the app does while no page is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Habits {
    /// Closing the window leaves it in the tray.
    pub stays_in_tray: bool,
    /// The system starts it with the session.
    pub starts_with_session: bool,
    /// A digest tells what is due.
    pub digest: bool,
    /// It tells what will be due in the next days.
    pub digest_soon: bool,
    /// It tells of receipts that wait for a person.
    pub digest_waiting: bool,
    /// When, in minutes after midnight.
    pub digest_at: u16,
    /// The system has no keychain: what the device shows at the server lies in a file. Only the
    /// app says so.
    pub token_in_file: bool,
    /// The package says where new versions come from. Only the app says so.
    pub updates: bool,
}

impl Habits {
    /// Whether there is a kind of things that a digest tells.
    pub fn tells_something(self) -> bool {
        self.digest || self.digest_soon || self.digest_waiting
    }
}

/// Where the household lies on this device.
#[derive(Clone, PartialEq, Debug)]
pub struct Database {
    /// Its file.
    pub path: String,
    /// How large it is, in bytes.
    pub bytes: f64,
}

/// A version that is newer than this one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewVersion {
    /// Its number.
    pub version: String,
    /// What is new, in the words of whoever made it; empty without any.
    pub notes: String,
}

/// Tells the app how the page speaks and whether it stays offline.
pub fn tell(language: &str, stays_offline: bool) {
    let told = object(&[
        ("language", language.into()),
        ("stays_offline", stays_offline.into()),
    ]);
    spawn_local(async move {
        // It is told again the next time.
        exchange(&told).await;
    });
}

/// What the app does, as it knows it.
pub async fn habits() -> Option<Habits> {
    read(&exchange(&object(&[])).await?)
}

/// Where the app keeps the household; none in a browser, which has no file for it.
pub async fn database() -> Option<Database> {
    if !is_here() {
        return None;
    }
    let known = exchange(&object(&[])).await?;
    Some(Database {
        path: get(&known, "database").as_string()?,
        bytes: get(&known, "database_bytes").as_f64()?,
    })
}

/// Tells the app what to do; what it has kept.
pub async fn keep(habits: Habits) -> Option<Habits> {
    let told = object(&[
        ("stays_in_tray", habits.stays_in_tray.into()),
        ("starts_with_session", habits.starts_with_session.into()),
        ("digest", habits.digest.into()),
        ("digest_soon", habits.digest_soon.into()),
        ("digest_waiting", habits.digest_waiting.into()),
        ("digest_at", habits.digest_at.into()),
    ]);
    read(&exchange(&told).await?)
}

/// Looks for a newer version.
///
/// # Errors
///
/// In the app's words, where nobody tells.
pub async fn newer() -> Result<Option<NewVersion>, String> {
    let told = ask("update_look", &[], &[]).await?;
    let told = String::from_utf8(told).ok();
    let told = told.and_then(|told| JSON::parse(&told).ok());
    let word = |name| told.as_ref().and_then(|told| get(told, name).as_string());
    let notes = word("notes").unwrap_or_default();
    Ok(word("version").map(|version| NewVersion { version, notes }))
}

/// Changes to the newest version; the app starts anew.
///
/// # Errors
///
/// In the app's words, where that does not work; this version goes on.
pub async fn change_version() -> Result<(), String> {
    ask("update_install", &[], &[]).await.map(drop)
}

async fn exchange(told: &JsValue) -> Option<JsValue> {
    let told = JSON::stringify(told).ok()?.as_string()?;
    let known = ask("settings", told.as_bytes(), &[]).await.ok()?;
    JSON::parse(&String::from_utf8(known).ok()?).ok()
}

fn read(known: &JsValue) -> Option<Habits> {
    let flag = |name| get(known, name).as_bool();
    Some(Habits {
        stays_in_tray: flag("stays_in_tray")?,
        starts_with_session: flag("starts_with_session")?,
        digest: flag("digest")?,
        digest_soon: flag("digest_soon")?,
        digest_waiting: flag("digest_waiting")?,
        digest_at: get(known, "digest_at").as_f64()? as u16,
        token_in_file: flag("token_in_file")?,
        // A phone's shop brings what is new there.
        updates: flag("updates").unwrap_or_default(),
    })
}

//! The rest of a desktop's session, as the app finds it on the bus: what shows notifications,
//! and the tray. A test reads what is shown there, and presses it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use zbus::message::Header;
use zbus::{Connection, OwnedObjectPath, OwnedVariant, Structure, Variant, connection, interface};

use super::browser::wait;
use super::window::Desk;

const NOTIFICATIONS: &str = "/org/freedesktop/Notifications";
const TRAY: &str = "/StatusNotifierWatcher";

/// The session of a desk; it leaves the bus with the value.
pub struct Session {
    connection: Connection,
    shown: Shown,
}

/// What is shown.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    notes: Vec<Note>,
    /// Whose icon stands in the tray, and where on the bus.
    icon: Option<(String, String)>,
}

/// A notification.
#[derive(Clone, Debug)]
pub struct Note {
    id: u32,
    /// What stands at its top.
    pub title: String,
    /// The rest of it.
    pub text: String,
}

impl Shown {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// Comes to a desk before the app does.
    pub async fn join(desk: &Desk) -> Result<Self> {
        let shown = Shown::default();
        let connection = connection::Builder::address(desk.bus())
            .serve_at(NOTIFICATIONS, Notifications(shown.clone()))
            .serve_at(TRAY, Tray(shown.clone()))
            .name("org.freedesktop.Notifications")
            .name("org.kde.StatusNotifierWatcher")
            .build()
            .await
            .context("joining the session's bus")?;
        Ok(Self { connection, shown })
    }

    /// Waits for the next notification and takes it.
    pub async fn note(&self) -> Result<Note> {
        wait("a notification", async || {
            let none = self.shown.state().notes.is_empty();
            Ok(none.then(|| "none".to_owned()))
        })
        .await?;
        let mut state = self.shown.state();
        Ok(state.notes.remove(0))
    }

    /// Presses a notification.
    pub async fn press(&self, note: &Note) -> Result<()> {
        let name = "org.freedesktop.Notifications";
        let said = (note.id, "default");
        let emitted =
            self.connection
                .emit_signal(None::<&str>, NOTIFICATIONS, name, "ActionInvoked", &said);
        Ok(emitted.await?)
    }

    /// What the menu of the icon says, from its top.
    pub async fn menu(&self) -> Result<Vec<String>> {
        let entries = self.entries().await?;
        Ok(entries.into_iter().map(|(_, label)| label).collect())
    }

    /// Waits until an entry of the menu begins like this, and chooses it.
    pub async fn choose(&self, begin: &str) -> Result<()> {
        self.until_entry(begin).await?;
        let entries = self.entries().await?;
        let found = entries.iter().find(|(_, label)| label.starts_with(begin));
        let (id, _) = found.with_context(|| format!("no {begin} in {entries:?}"))?;
        let (owner, menu) = self.place().await?;
        let chosen = (*id, "clicked", Variant::from(0_i32), 0_u32);
        let name = Some("com.canonical.dbusmenu");
        let connection = &self.connection;
        connection
            .call_method(Some(owner), menu, name, "Event", &chosen)
            .await?;
        Ok(())
    }

    /// Waits until an entry of the menu begins like this.
    pub async fn until_entry(&self, begin: &str) -> Result<()> {
        wait(begin, async || {
            let menu = match self.menu().await {
                Ok(menu) => menu,
                // It may be in the middle of being made.
                Err(error) => return Ok(Some(error.to_string())),
            };
            let is_there = menu.iter().any(|label| label.starts_with(begin));
            Ok((!is_there).then(|| format!("{menu:?}")))
        })
        .await
    }

    /// The entries with their numbers.
    async fn entries(&self) -> Result<Vec<(i32, String)>> {
        let (owner, menu) = self.place().await?;
        let asked = (0_i32, -1_i32, vec!["label"]);
        let name = Some("com.canonical.dbusmenu");
        let connection = &self.connection;
        let answer = connection
            .call_method(Some(owner), menu, name, "GetLayout", &asked)
            .await?;
        let (_, (_, _, entries)): (u32, Entry) = answer.body().deserialize()?;
        entries.into_iter().map(entry).collect()
    }

    /// Where on the bus the menu of the icon is.
    async fn place(&self) -> Result<(String, OwnedObjectPath)> {
        let icon = self.shown.state().icon.clone();
        let (owner, path) = icon.context("there is no icon in the tray")?;
        let asked = ("org.kde.StatusNotifierItem", "Menu");
        let name = Some("org.freedesktop.DBus.Properties");
        let connection = &self.connection;
        let answer = connection
            .call_method(Some(owner.as_str()), path.as_str(), name, "Get", &asked)
            .await?;
        let menu: OwnedVariant = answer.body().deserialize()?;
        Ok((owner, menu.try_into()?))
    }
}

/// An entry of a menu: its number, what is said of it, and the entries below.
type Entry = (i32, HashMap<String, OwnedVariant>, Vec<OwnedVariant>);

fn entry(value: OwnedVariant) -> Result<(i32, String)> {
    let entry = Structure::try_from(value)?;
    let mut fields = entry.into_fields().into_iter();
    let (id, said) = (fields.next(), fields.next());
    let id = i32::try_from(id.context("an entry has a number")?)?;
    let said = said.context("something is said of it")?;
    let mut said: HashMap<String, OwnedVariant> = said.try_into()?;
    let label = said.remove("label").map(String::try_from).transpose()?;
    Ok((id, label.unwrap_or_default()))
}

/// Shows notifications.
struct Notifications(Shown);

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let words = ["tests", "Larder", "1", "1.2"].map(ToOwned::to_owned);
        words.into()
    }

    #[expect(clippy::too_many_arguments, reason = "the specification's own")]
    fn notify(
        &self,
        _app: String,
        _replaces: u32,
        _icon: String,
        title: String,
        text: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedVariant>,
        _expires: i32,
    ) -> u32 {
        let mut state = self.0.state();
        let id = u32::try_from(state.notes.len()).unwrap_or_default() + 1;
        state.notes.push(Note { id, title, text });
        id
    }

    fn close_notification(&self, _id: u32) {}
}

/// Where icons stand.
struct Tray(Shown);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Tray {
    fn register_status_notifier_item(&self, path: String, #[zbus(header)] header: Header<'_>) {
        let owner = header.sender().map(ToString::to_string);
        self.0.state().icon = owner.map(|owner| (owner, path));
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }
}

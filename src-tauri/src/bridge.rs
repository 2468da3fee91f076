//! The commands that the page may use; `build.rs` names each. Bytes go in and bytes come out.

use std::path::Path;
use std::{fs, io};

use pantry::kept::StoreError;
use pantry::kept::frame::{Answer, Request as Asked, encode_photo};
use pantry::kept::reading::decode_files;
use serde::Deserialize;
use tauri::ipc::{InvokeBody, Request, Response};
use tauri::{AppHandle, State};

use crate::autostart;
use crate::household::Household;
use crate::opened::Opened;
use crate::place::Place;
use crate::reading::Reader;
use crate::server::{self, Links, Server};
use crate::settings::{Known, Settings};
use crate::tray;
#[cfg(desktop)]
use crate::updates;
use crate::window;

/// What a command comes to; an error is for a person.
pub type Reply = Result<Response, String>;

/// Asks the household's database.
#[tauri::command]
pub async fn store(
    request: Request<'_>,
    household: State<'_, Household>,
    place: State<'_, Place>,
    server: State<'_, Server>,
) -> Reply {
    let asked = asked(&request)?;
    let erases = asked == Asked::Erase;
    let mut answer = match household.storage().await {
        Ok(storage) => storage.answer(asked).await,
        Err(why) => Answer::Failed(StoreError::Broken(why.to_string())),
    };
    if erases && answer == Answer::Done {
        let erased = match erase_copies(&household, &place).await {
            // Only now: a device that still has its food must be able to send it.
            Ok(()) => server.forget().await,
            Err(why) => Err(why),
        };
        if let Err(why) = erased {
            answer = Answer::Failed(StoreError::Broken(why));
        }
    }
    Ok(Response::new(answer.encode()))
}

/// Who deletes everything leaves no copy behind.
async fn erase_copies(household: &Household, place: &Place) -> Result<(), String> {
    let (backups, scratch) = (place.backups(), place.scratch());
    // The storage that is tried may be open: it is emptied, not taken away from below.
    if scratch.exists()
        && let Ok(open) = household.scratch(&scratch).await
        && let Answer::Failed(why) = open.answer(Asked::Erase).await
    {
        return Err(why.to_string());
    }
    let removed = tauri::async_runtime::spawn_blocking(move || remove_folder(&backups)).await;
    let removed = removed.map_err(|error| error.to_string())?;
    removed.map_err(|error| error.to_string())
}

/// Removes a folder with what is in it, if it is there.
fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Asks a database that only serves to try the storage.
#[tauri::command]
pub async fn scratch(
    request: Request<'_>,
    household: State<'_, Household>,
    place: State<'_, Place>,
) -> Reply {
    let asked = asked(&request)?;
    let storage = household.scratch(&place.scratch()).await?;
    Ok(Response::new(storage.answer(asked).await.encode()))
}

/// Gets the reader ready.
#[tauri::command]
pub async fn read_warm(reader: State<'_, Reader>) -> Reply {
    reader.warm().await?;
    done()
}

/// Reads the files of one receipt in place of what is being read.
#[tauri::command]
pub async fn read_start(request: Request<'_>, reader: State<'_, Reader>) -> Reply {
    let files = decode_files(bytes(&request)?);
    let files = files.ok_or("the page is of another version: start Larder anew")?;
    reader.start(files).await?;
    done()
}

/// What the reader has to say, once there is something.
#[tauri::command]
pub async fn read_next(reader: State<'_, Reader>) -> Reply {
    Ok(Response::new(reader.next().await.encode()))
}

/// Gives up what is being read.
#[tauri::command]
pub async fn read_stop(reader: State<'_, Reader>) -> Reply {
    reader.stop();
    done()
}

/// Asks the household's server.
#[tauri::command]
pub async fn server(request: Request<'_>, server: State<'_, Server>) -> Reply {
    let said = |name: &str| beside(&request, name).map(ToOwned::to_owned);
    let asked = server::Asked {
        method: said("larder-method").unwrap_or_default(),
        path: said("larder-path").unwrap_or_default(),
        address: said("larder-address"),
        content_type: said("larder-content-type"),
        content_range: said("larder-content-range"),
        body: bytes(&request)?.to_vec(),
    };
    Ok(Response::new(server.ask(asked).await?))
}

/// Opens a way to the household's server.
#[tauri::command]
pub async fn link_open(
    request: Request<'_>,
    server: State<'_, Server>,
    links: State<'_, Links>,
) -> Reply {
    if let Some(account) = server.account().await {
        links.open(link(&request)?, account).await;
    }
    done()
}

/// What there is to hear on the way, once there is something.
#[tauri::command]
pub async fn link_next(request: Request<'_>, links: State<'_, Links>) -> Reply {
    let heard = links.next(link(&request)?).await;
    Ok(Response::new(heard.encode()))
}

/// Sends a frame.
#[tauri::command]
pub async fn link_send(request: Request<'_>, links: State<'_, Links>) -> Reply {
    let frame = bytes(&request)?.to_vec();
    links.send(link(&request)?, frame).await;
    done()
}

/// Closes the way.
#[tauri::command]
pub async fn link_close(request: Request<'_>, links: State<'_, Links>) -> Reply {
    links.close(link(&request)?).await;
    done()
}

/// What the page knows of what the person wants, for when no page is open.
#[tauri::command]
pub async fn settings(
    request: Request<'_>,
    app: AppHandle,
    settings: State<'_, Settings>,
    server: State<'_, Server>,
    place: State<'_, Place>,
) -> Reply {
    let told: Told = serde_json::from_slice(bytes(&request)?).map_err(|error| error.to_string())?;
    if let Some(starts) = told.starts_with_session {
        autostart::set(&app, starts)?;
    }
    let changed = settings.change(|known| told.note(known));
    changed.map_err(|error| error.to_string())?;
    let known = serde_json::to_value(settings.get());
    let mut known = known.map_err(|error| error.to_string())?;
    known["starts_with_session"] = autostart::is_on(&app).into();
    known["token_in_file"] = server.is_in_file().into();
    known["database"] = place.database().display().to_string().into();
    known["database_bytes"] = place.database_bytes().into();
    #[cfg(desktop)]
    {
        known["updates"] = updates::are_told(app.config()).into();
    }
    Ok(Response::new(known.to_string().into_bytes()))
}

/// How many lots are due, for the tray: the page tells it while it is awake.
#[tauri::command]
pub async fn due(request: Request<'_>, app: AppHandle) -> Reply {
    let count: [u8; 4] = bytes(&request)?
        .try_into()
        .map_err(|_| "four bytes are a number")?;
    tray::show(&app, usize::try_from(u32::from_be_bytes(count)).ok());
    Ok(Response::new(Vec::new()))
}

/// The newest version, where there is one that is newer: JSON, or null.
#[cfg(desktop)]
#[tauri::command]
pub async fn update_look(app: AppHandle) -> Reply {
    let found = updates::look(&app).await?;
    let told = serde_json::to_vec(&found.as_ref().map(updates::told));
    Ok(Response::new(told.map_err(|error| error.to_string())?))
}

/// Changes to the newest version.
#[cfg(desktop)]
#[tauri::command]
pub async fn update_install(app: AppHandle) -> Reply {
    updates::install(&app).await?;
    done()
}

/// The page has stored everything and let go.
#[tauri::command]
pub async fn asleep(app: AppHandle) -> Reply {
    #[cfg(desktop)]
    tauri::Manager::state::<crate::camera::Cameras>(&app)
        .let_go()
        .await;
    window::has_let_go(&app, None).await;
    done()
}

/// The pictures and PDFs that the system has the app open: the numbers of those that wait, or
/// one of them, or that one of them is kept.
#[tauri::command]
pub async fn opened(request: Request<'_>, opened: State<'_, Opened>) -> Reply {
    if beside(&request, "larder-kept").is_some() {
        opened.forget(number(&request, "larder-kept")?);
        return done();
    }
    if beside(&request, "larder-file").is_some() {
        let file = opened.read(number(&request, "larder-file")?).await?;
        return Ok(Response::new(encode_photo(file)));
    }
    Ok(Response::new(opened.numbers()))
}

/// What a page may tell; what it does not name stays.
#[derive(Deserialize)]
struct Told {
    language: Option<String>,
    stays_offline: Option<bool>,
    stays_in_tray: Option<bool>,
    digest: Option<bool>,
    digest_soon: Option<bool>,
    digest_waiting: Option<bool>,
    digest_at: Option<u16>,
    starts_with_session: Option<bool>,
}

impl Told {
    fn note(self, known: &mut Known) {
        let Self {
            language,
            stays_offline,
            stays_in_tray,
            digest,
            digest_soon,
            digest_waiting,
            digest_at,
            starts_with_session: _,
        } = self;
        known.language = language.unwrap_or(std::mem::take(&mut known.language));
        known.stays_offline = stays_offline.unwrap_or(known.stays_offline);
        known.stays_in_tray = stays_in_tray.unwrap_or(known.stays_in_tray);
        known.digest = digest.unwrap_or(known.digest);
        known.digest_soon = digest_soon.unwrap_or(known.digest_soon);
        known.digest_waiting = digest_waiting.unwrap_or(known.digest_waiting);
        known.digest_at = digest_at.unwrap_or(known.digest_at);
    }
}

fn link(request: &Request<'_>) -> Result<u32, String> {
    number(request, "larder-link")
}

/// The number by which the page names what it has opened.
pub fn number(request: &Request<'_>, name: &str) -> Result<u32, String> {
    let number = beside(request, name).and_then(|number| number.parse().ok());
    number.ok_or_else(|| format!("which {name} is meant?"))
}

/// What is said beside the bytes.
fn beside<'a>(request: &'a Request<'_>, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

/// The answer of a command that only does something.
pub fn done() -> Reply {
    Ok(Response::new(Vec::new()))
}

fn asked(request: &Request<'_>) -> Result<Asked, String> {
    let asked = Asked::decode(bytes(request)?);
    asked.ok_or_else(|| "the page is of another version: start Larder anew".to_owned())
}

/// The bytes of a question.
pub fn bytes<'a>(request: &'a Request<'_>) -> Result<&'a [u8], String> {
    match request.body() {
        InvokeBody::Raw(bytes) => Ok(bytes),
        InvokeBody::Json(_) => Err("the web view does not carry bytes: update it".to_owned()),
    }
}

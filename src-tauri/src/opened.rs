//! What the system has the app open: pictures and PDFs to read, and links into a household.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pantry::kept::Photo;
use reqwest::Url;
use tauri::{AppHandle, Manager};

use crate::server::address_in_link;
use crate::window::{self, Then};

/// Kinds of files that are read, by the ends of their names.
const KINDS: [(&str, &str); 7] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("heic", "image/heic"),
    ("avif", "image/avif"),
    ("pdf", "application/pdf"),
];

/// The largest file that is taken in: 64 MiB, far above any photo.
const MOST_BYTES: u64 = 64 << 20;

/// Files that wait until the page has kept them: one that goes before that leaves them here.
#[derive(Default)]
pub struct Opened(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    /// The number of the newest one.
    newest: u32,
    files: Vec<(u32, PathBuf)>,
}

impl Opened {
    /// The numbers of those that wait, the oldest first, four bytes each.
    pub fn numbers(&self) -> Vec<u8> {
        let waiting = self.waiting();
        let each = waiting.files.iter();
        each.flat_map(|(number, _)| number.to_be_bytes()).collect()
    }

    /// One of them. It goes on waiting: the page may still go before it has kept it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is too large.
    pub async fn read(&self, number: u32) -> Result<Photo, String> {
        let path = {
            let waiting = self.waiting();
            let found = waiting.files.iter().find(|(own, _)| *own == number);
            found.map(|(_, path)| path.clone())
        };
        let path = path.ok_or("this file does not wait any more")?;
        let read = tauri::async_runtime::spawn_blocking(move || read(&path)).await;
        read.map_err(|error| error.to_string())?
    }

    /// The page has kept it, or has said that it cannot be read.
    pub fn forget(&self, number: u32) {
        self.waiting().files.retain(|(own, _)| *own != number);
    }

    /// Lets a file wait; its number, which no other one gets.
    fn add(&self, path: PathBuf) -> u32 {
        let mut waiting = self.waiting();
        waiting.newest = waiting.newest.wrapping_add(1);
        let number = waiting.newest;
        waiting.files.push((number, path));
        number
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes what the app was started with, but for its own name; where the page is to begin.
pub fn arrive<'a>(app: &AppHandle, said: impl Iterator<Item = &'a str>) -> String {
    let mut place = String::new();
    for one in said {
        if let Some(joins) = joins(one) {
            place = joins;
        } else if let Some(path) = file(one) {
            let number = app.state::<Opened>().add(path);
            // A page that is there already looks again, since the address is another one.
            place = format!("#/shared?{number}");
        }
    }
    place
}

/// What a start may say instead of a file: that the app that runs is to end. Where the system
/// shows no tray, there is no other way.
const QUIT: &str = "--quit";

/// Opens the window for what has come, or ends the app.
pub fn open<'a>(app: &AppHandle, said: impl Iterator<Item = &'a str>) {
    let said: Vec<&str> = said.collect();
    if said.contains(&QUIT) {
        return window::leave(app, Then::Quit);
    }
    let place = arrive(app, said.into_iter());
    window::open(app, &place);
}

/// Where a link like `larder://join/0123…?server=https://larder.local:8443` leads to. The page
/// shows the server that it names, and asks that one only if the person wants to join there.
fn joins(said: &str) -> Option<String> {
    let link = Url::parse(said)
        .ok()
        .filter(|link| link.scheme() == "larder")?;
    let code = link.path().trim_matches('/');
    let is_code = code.len() == 32 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    if link.host_str() != Some("join") || !is_code {
        return None;
    }
    let server = link.query_pairs().find(|(name, _)| name == "server");
    let place = format!("#/join/{}", code.to_ascii_lowercase());
    match server {
        None => Some(place),
        // One that must not be asked is named as empty: the page says so.
        Some((_, server)) => {
            let server = address_in_link(&server).map(String::from);
            Some(format!(
                "{place}?{}",
                query("server", &server.unwrap_or_default())?
            ))
        }
    }
}

/// A name and what it stands for, as the query of an address.
fn query(name: &str, value: &str) -> Option<String> {
    let mut address = Url::parse("larder://join").ok()?;
    address.query_pairs_mut().append_pair(name, value);
    address.query().map(ToOwned::to_owned)
}

/// What was said in a folder, as anybody elsewhere may say it.
pub fn from(folder: &str, said: &str) -> String {
    let there = Path::new(folder).join(said);
    match there.is_file() {
        true => there.to_string_lossy().into_owned(),
        false => said.to_owned(),
    }
}

/// A file that can be read, by its path or its address.
fn file(said: &str) -> Option<PathBuf> {
    let path = match Url::parse(said) {
        Ok(url) if url.scheme() == "file" => url.to_file_path().ok()?,
        _ => PathBuf::from(said),
    };
    (kind(&path).is_some() && path.is_file()).then_some(path)
}

fn kind(path: &Path) -> Option<&'static str> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    let known = KINDS.iter().find(|(known, _)| *known == end);
    known.map(|(_, kind)| *kind)
}

fn read(path: &Path) -> Result<Photo, String> {
    let media_type = kind(path).ok_or("this kind of file is not read")?;
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    // It may grow while it is read: what comes is bounded, not what was announced.
    let read = file.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    match read.map_err(|error| error.to_string())? as u64 {
        length if length > MOST_BYTES => Err("the file is larger than 64 MiB".to_owned()),
        _ => Ok(Photo {
            media_type: media_type.to_owned(),
            bytes,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_link_into_a_household_is_read() {
        let plain = format!("larder://join/{CODE}");
        let place = format!("#/join/{CODE}");
        assert_eq!(joins(&plain).as_ref(), Some(&place));
        for (server, named) in [
            (
                "https://larder.local:8443/",
                "https%3A%2F%2Flarder.local%3A8443%2F",
            ),
            ("http://127.0.0.1:8080", "http%3A%2F%2F127.0.0.1%3A8080%2F"),
            (
                "https://known@other.example/",
                "https%3A%2F%2Fother.example%2F",
            ),
            // What anybody on the way can listen to is not asked.
            ("http://larder.local:8080", ""),
            ("http://127.0.0.1.other.example", ""),
            ("ftp://larder.local", ""),
        ] {
            let link = format!("{plain}?server={server}");
            let leads = format!("{place}?server={named}");
            assert_eq!(joins(&link), Some(leads), "{server}");
        }
        for wrong in [
            "https://join/0123456789abcdef0123456789abcdef",
            "larder://leave/0123456789abcdef0123456789abcdef",
            "larder://join/0123",
            "larder://join/../../x",
            "join",
        ] {
            assert_eq!(joins(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_files_that_can_be_read_are_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let receipt = folder.path().join("Kassenbon Ü.JPG");
        std::fs::write(&receipt, b"\xff\xd8\xff").expect("written");
        let text = receipt.to_str().expect("text");
        assert_eq!(file(text), Some(receipt.clone()));
        let address = Url::from_file_path(&receipt).expect("an address");
        assert_eq!(file(address.as_str()), Some(receipt.clone()));
        for wrong in ["--hidden", "larder-desktop", "/nowhere/receipt.jpg"] {
            assert_eq!(file(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_file_waits_until_it_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let receipt = folder.path().join("receipt.jpg");
        std::fs::write(&receipt, b"\xff\xd8\xff").expect("written");
        let opened = Opened::default();
        let first = opened.add(receipt.clone());
        let second = opened.add(folder.path().join("gone.pdf"));
        let both = [first.to_be_bytes(), second.to_be_bytes()].concat();
        for _ in 0..2 {
            let photo = opened.read(first).await.expect("a photo");
            assert_eq!(photo.media_type, "image/jpeg");
            assert_eq!(photo.bytes, b"\xff\xd8\xff");
            assert_eq!(opened.numbers(), both);
        }
        assert!(opened.read(second).await.is_err(), "it is not there");
        opened.forget(second);
        opened.forget(first);
        assert!(opened.numbers().is_empty());
        assert!(opened.read(first).await.is_err(), "it is kept elsewhere");
        assert!(opened.add(receipt) > second, "a number is given once");
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let large = folder.path().join("large.jpg");
        let file = File::create(&large).expect("a file");
        file.set_len(MOST_BYTES + 1).expect("grown");
        assert!(read(&large).is_err());
        file.set_len(MOST_BYTES).expect("shrunk");
        assert!(read(&large).is_ok());
    }
}

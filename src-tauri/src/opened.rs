//! What the system has the app open: pictures and PDFs to read, and links into a household.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pantry::kept::Photo;
use reqwest::Url;
use tauri::{AppHandle, Manager};

use crate::server::Server;
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

/// Files that wait for the page to take them.
#[derive(Default)]
pub struct Opened(Mutex<Vec<PathBuf>>);

impl Opened {
    /// What waits, once; what cannot be read is left out.
    pub fn take(&self) -> Vec<Photo> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.drain(..).filter_map(|path| read(&path)).collect()
    }

    fn add(&self, path: PathBuf) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(path);
    }
}

/// Takes what the app was started with, but for its own name; where the page is to begin.
pub fn arrive<'a>(app: &AppHandle, said: impl Iterator<Item = &'a str>) -> String {
    let mut place = String::new();
    for one in said {
        if let Some((code, server)) = joins(one) {
            if let Some(server) = server {
                app.state::<Server>().suggest(server);
            }
            place = format!("#/join/{code}");
        } else if let Some(path) = file(one) {
            app.state::<Opened>().add(path);
            "#/shared".clone_into(&mut place);
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
    let said = said.into_iter();
    let place = arrive(app, said);
    window::open(app, &place);
}

/// The code of a link like `larder://join/0123…?server=https://larder.local:8443`, and the
/// server that it names.
fn joins(said: &str) -> Option<(String, Option<Url>)> {
    let link = Url::parse(said)
        .ok()
        .filter(|link| link.scheme() == "larder")?;
    let code = link.path().trim_matches('/');
    let is_code = code.len() == 32 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    if link.host_str() != Some("join") || !is_code {
        return None;
    }
    let server = link.query_pairs().find(|(name, _)| name == "server");
    let server = server.and_then(|(_, server)| crate::server::address_of(&server).ok());
    Some((code.to_ascii_lowercase(), server))
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

fn read(path: &Path) -> Option<Photo> {
    let media_type = kind(path)?.to_owned();
    let fits = std::fs::metadata(path).ok()?.len() <= MOST_BYTES;
    let bytes = fits.then(|| std::fs::read(path).ok()).flatten()?;
    Some(Photo { media_type, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_link_into_a_household_is_read() {
        let plain = format!("larder://join/{CODE}");
        assert_eq!(joins(&plain), Some((CODE.to_owned(), None)));
        let whole = format!("{plain}?server=https://larder.local:8443/");
        let (code, server) = joins(&whole).expect("a link");
        assert_eq!(code, CODE);
        assert_eq!(
            server.expect("a server").as_str(),
            "https://larder.local:8443/"
        );
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
        assert_eq!(read(&receipt).expect("a photo").media_type, "image/jpeg");
        for wrong in ["--hidden", "larder-desktop", "/nowhere/receipt.jpg"] {
            assert_eq!(file(wrong), None, "{wrong}");
        }
    }
}

//! What another app has handed over: the service worker puts it into a cache, by its time, and
//! the native app holds what the system has it open.
//!
//! It lies there until it is kept elsewhere. A page may go at any time before that: the next
//! one finds it again.

use std::cell::RefCell;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, Request, Response};

use super::window;
use crate::host::shell;

/// As `sw.js` calls it.
const SHARED: &str = "larder-shared";

thread_local! {
    /// What this page has taken up and what is not kept elsewhere yet.
    static TAKEN: RefCell<Vec<(Lies, Sort)>> = RefCell::default();
    /// What of it goes into a draft, by the draft's first picture.
    static GOING: RefCell<Vec<(Blob, Handed)>> = RefCell::default();
}

/// Where something lies.
#[derive(Clone, Debug)]
enum Lies {
    /// In the service worker's cache.
    Cached(Request),
    /// In the native app, under this number.
    Opened(u32),
}

impl Lies {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Cached(one), Self::Cached(other)) => one.url() == other.url(),
            (Self::Opened(one), Self::Opened(other)) => one == other,
            _ => false,
        }
    }
}

/// Where the files lie that were handed over together.
#[derive(Clone, Debug, Default)]
pub struct Handed(Vec<Lies>);

impl Handed {
    /// They are put together as drafts of which one has this picture: once that one is kept,
    /// they need not lie there any more.
    pub fn go_with(self, picture: &Blob) {
        GOING.with_borrow_mut(|going| going.push((picture.clone(), self)));
    }
}

/// What was handed over.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Pictures and documents.
    pub files: Vec<Blob>,
    /// Where those lie.
    pub handed: Handed,
    /// Texts and addresses, a line each.
    pub words: String,
    /// Something could not be read.
    pub is_lost: bool,
}

impl Shared {
    fn add(&mut self, file: Blob, lies: Lies) {
        self.files.push(file);
        self.handed.0.push(lies);
    }
}

/// One of the two sorts of what is handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Pictures and documents.
    File,
    /// Texts and addresses.
    Words,
}

/// What was handed over. Files are given once, since they are being read then.
pub async fn look() -> Shared {
    // Without a cache there is nothing that could have been put there.
    let mut shared = all().await.unwrap_or_default();
    for number in shell::opened().await {
        if !take(Lies::Opened(number), Sort::File) {
            continue;
        }
        match shell::read_opened(number).await {
            Ok(file) => shared.add(file, Lies::Opened(number)),
            Err(why) => {
                web_sys::console::warn_1(&why.into());
                shared.is_lost = true;
                // The person is told; to read it another time would come to the same.
                forget_all(vec![Lies::Opened(number)]).await;
            }
        }
    }
    shared
}

/// Pictures are kept as drafts: what of it was handed over is forgotten.
pub async fn are_kept<'a>(pictures: impl Iterator<Item = &'a Blob>) {
    let pictures: Vec<&Blob> = pictures.collect();
    let kept: Vec<(Blob, Handed)> = GOING.with_borrow_mut(|going| {
        let all = going.drain(..);
        let (kept, left) = all.partition(|(own, _)| pictures.contains(&own));
        *going = left;
        kept
    });
    for (_, Handed(lies)) in kept {
        forget_all(lies).await;
    }
}

/// Forgets what was taken up: it is kept elsewhere now, or is not wanted.
pub async fn forget(sort: Sort) {
    let lies = TAKEN.with_borrow(|taken| {
        let those = taken.iter().filter(|(_, own)| *own == sort);
        those.map(|(lies, _)| lies.clone()).collect()
    });
    forget_all(lies).await;
}

/// Whether something lies there that this page has not taken up.
pub async fn is_waiting() -> bool {
    let cached = async { keys(&open().await?).await }.await;
    let cached = cached.unwrap_or_default().into_iter().map(Lies::Cached);
    let opened = shell::opened().await.into_iter().map(Lies::Opened);
    cached.chain(opened).any(|lies| !is_taken(&lies))
}

async fn open() -> Result<Cache, JsValue> {
    let cache = wait(window().caches()?.open(SHARED)).await?;
    Ok(cache.unchecked_into())
}

async fn keys(cache: &Cache) -> Result<Vec<Request>, JsValue> {
    let keys: Array = wait(cache.keys()).await?.unchecked_into();
    Ok(keys.iter().map(JsCast::unchecked_into).collect())
}

fn is_taken(lies: &Lies) -> bool {
    TAKEN.with_borrow(|taken| taken.iter().any(|(own, _)| own.is(lies)))
}

/// Notes that this page takes it up; false where it has.
fn take(lies: Lies, sort: Sort) -> bool {
    let is_new = !is_taken(&lies);
    if is_new {
        TAKEN.with_borrow_mut(|taken| taken.push((lies, sort)));
    }
    is_new
}

async fn forget_all(all: Vec<Lies>) {
    for lies in all {
        // What cannot be removed is offered once more: nothing is lost.
        remove(&lies).await.ok();
        TAKEN.with_borrow_mut(|taken| taken.retain(|(own, _)| !own.is(&lies)));
    }
}

async fn remove(lies: &Lies) -> Result<(), JsValue> {
    match lies {
        Lies::Cached(key) => {
            wait(open().await?.delete_with_request(key)).await?;
        }
        Lies::Opened(number) => shell::keep_opened(*number).await?,
    }
    Ok(())
}

async fn all() -> Result<Shared, JsValue> {
    let cache = open().await?;
    let mut shared = Shared::default();
    for key in keys(&cache).await? {
        let found = wait(cache.match_with_request(&key)).await?;
        let Ok(response) = found.dyn_into::<Response>() else {
            continue;
        };
        let blob: Blob = wait(response.blob()?).await?.unchecked_into();
        let sort = match blob.type_().starts_with("text/plain") {
            true => Sort::Words,
            false => Sort::File,
        };
        let lies = Lies::Cached(key);
        let is_new = take(lies.clone(), sort);
        match sort {
            Sort::Words => {
                let text = wait(blob.text()).await?;
                shared.words.extend(text.as_string());
                shared.words.push('\n');
            }
            Sort::File if is_new => shared.add(blob, lies),
            Sort::File => {}
        }
    }
    Ok(shared)
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

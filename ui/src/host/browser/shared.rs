//! What another app has handed over: the service worker puts it into a cache, by its time.

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
    static TAKEN: RefCell<Vec<(Request, Sort)>> = RefCell::default();
}

/// What was handed over.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Pictures and documents.
    pub files: Vec<Blob>,
    /// Texts and addresses, a line each.
    pub words: String,
}

/// One of the two sorts of what is handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Pictures and documents.
    File,
    /// Texts and addresses.
    Words,
}

/// What was handed over. It lies there until [`forget`]: a page may go before it has kept it.
/// Files are given once, since they are being read then.
pub async fn look() -> Shared {
    // Without a cache there is nothing that could have been put there.
    let mut shared = all().await.unwrap_or_default();
    shared.files.extend(shell::opened().await);
    shared
}

/// Forgets what was taken up: it is kept elsewhere now, or is not wanted.
pub async fn forget(sort: Sort) {
    let taken = TAKEN.with_borrow_mut(|taken| {
        let (gone, left) = taken.drain(..).partition(|(_, own)| *own == sort);
        *taken = left;
        gone
    });
    // What cannot be removed is offered once more: nothing is lost.
    remove(taken).await.ok();
}

/// Whether something lies there that this page has not taken up.
pub async fn is_waiting() -> bool {
    let found = async {
        let keys = keys(&open().await?).await?;
        Ok::<bool, JsValue>(keys.iter().any(|key| !is_taken(key)))
    };
    found.await.unwrap_or_default()
}

async fn open() -> Result<Cache, JsValue> {
    let cache = wait(window().caches()?.open(SHARED)).await?;
    Ok(cache.unchecked_into())
}

async fn keys(cache: &Cache) -> Result<Vec<Request>, JsValue> {
    let keys: Array = wait(cache.keys()).await?.unchecked_into();
    Ok(keys.iter().map(JsCast::unchecked_into).collect())
}

fn is_taken(key: &Request) -> bool {
    TAKEN.with_borrow(|taken| taken.iter().any(|(own, _)| own.url() == key.url()))
}

async fn remove(taken: Vec<(Request, Sort)>) -> Result<(), JsValue> {
    if taken.is_empty() {
        return Ok(());
    }
    let cache = open().await?;
    for (key, _) in taken {
        wait(cache.delete_with_request(&key)).await?;
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
        let was_taken = is_taken(&key);
        let sort = match blob.type_().starts_with("text/plain") {
            true => Sort::Words,
            false => Sort::File,
        };
        if !was_taken {
            TAKEN.with_borrow_mut(|taken| taken.push((key, sort)));
        }
        match sort {
            Sort::Words => {
                let text = wait(blob.text()).await?;
                shared.words.extend(text.as_string());
                shared.words.push('\n');
            }
            Sort::File if !was_taken => shared.files.push(blob),
            Sort::File => {}
        }
    }
    Ok(shared)
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

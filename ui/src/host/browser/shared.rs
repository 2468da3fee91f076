//! What another app has handed over: the service worker puts it into a cache, by its time.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, Request, Response};

use super::window;

/// As `sw.js` calls it.
const SHARED: &str = "larder-shared";

/// What was handed over.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Pictures and documents.
    pub files: Vec<Blob>,
    /// Texts and addresses, a line each.
    pub words: String,
}

/// Takes what was handed over; what was taken once is not there again.
pub async fn take() -> Shared {
    // Without a cache there is nothing that could have been put there.
    all().await.unwrap_or_default()
}

async fn all() -> Result<Shared, JsValue> {
    let cache: Cache = wait(window().caches()?.open(SHARED))
        .await?
        .unchecked_into();
    let keys: Array = wait(cache.keys()).await?.unchecked_into();
    let mut shared = Shared::default();
    for key in keys.iter() {
        let key: Request = key.unchecked_into();
        let found = wait(cache.match_with_request(&key)).await?;
        if let Ok(response) = found.dyn_into::<Response>() {
            let blob: Blob = wait(response.blob()?).await?.unchecked_into();
            if blob.type_().starts_with("text/plain") {
                let text = wait(blob.text()).await?;
                shared.words.extend(text.as_string());
            } else {
                shared.files.push(blob);
            }
        }
        wait(cache.delete_with_request(&key)).await?;
    }
    Ok(shared)
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

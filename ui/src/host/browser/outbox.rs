//! Having the service worker send what lies ready once there is a network, though no page may
//! be open by then. Not every browser can: there the next page sends it.

use wasm_bindgen::JsValue;

use super::around::call;
use super::{get, window};

/// As `sw.js` calls it.
const TAG: &str = "larder-outbox";

/// Asks the browser to wake the service worker.
pub async fn ask_to_send() {
    let workers = get(&window().navigator(), "serviceWorker");
    let registration = call(&workers, "getRegistration", &JsValue::UNDEFINED).await;
    let sync = get(&registration.unwrap_or_default(), "sync");
    call(&sync, "register", &TAG.into()).await;
}

//! The app on a home screen: putting it there, and the number on its icon.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{get, window};

/// Where `boot.js` keeps the browser's offer to install.
const OFFER: &str = "larderInstall";
/// What `boot.js` says when there is one, or is none any more.
pub const CHANGED: &str = "larder-install";

/// Whether the browser offers to install the app now.
pub fn is_offered() -> bool {
    get(&window(), OFFER).is_object()
}

/// Lets the browser ask; an offer can be taken once.
pub async fn ask() {
    let offer = get(&window(), OFFER);
    let Ok(prompt) = get(&offer, "prompt").dyn_into::<Function>() else {
        return;
    };
    js_sys::Reflect::set(&window(), &OFFER.into(), &JsValue::NULL).ok();
    if let Ok(asked) = prompt.call0(&offer) {
        // Whatever the person answers is theirs to decide.
        JsFuture::from(asked.unchecked_into::<Promise>()).await.ok();
    }
    super::announce(CHANGED);
}

/// Shows a number on the app's icon, where the system does that.
pub fn badge(count: usize) {
    let navigator = window().navigator();
    let name = if count > 0 {
        "setAppBadge"
    } else {
        "clearAppBadge"
    };
    if let Ok(set) = get(&navigator, name).dyn_into::<Function>()
        && let Ok(promise) = set.call1(&navigator, &JsValue::from_f64(count as f64))
    {
        // A page in a tab has no icon: that is no error to tell.
        wasm_bindgen_futures::spawn_local(async move {
            JsFuture::from(promise.unchecked_into::<Promise>())
                .await
                .ok();
        });
    }
}

//! What a person feels without looking: a short buzz.

use js_sys::Function;
use wasm_bindgen::JsCast;

use super::{get, window};

/// Buzzes for so many milliseconds, where the device can.
pub fn buzz(ms: u32) {
    let navigator = window().navigator();
    if let Ok(vibrate) = get(&navigator, "vibrate").dyn_into::<Function>() {
        // Refused before the person has touched the page: nothing depends on it.
        vibrate.call1(&navigator, &ms.into()).ok();
    }
}

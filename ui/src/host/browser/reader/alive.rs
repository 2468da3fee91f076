//! Tells when a worker has gone. A worker that breaks down says so; one that the browser
//! ends to get its memory back does not. But what is gone holds no lock any more.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::host::browser::wake::locks;

/// Calls `gone` once nobody holds this lock: never in a browser without locks.
pub fn when_free(lock: &str, gone: impl FnOnce() + 'static) {
    let Some((locks, request)) = locks() else {
        return;
    };
    // It is given back as soon as the callback has returned.
    let granted = Closure::once_into_js(move |_lock: JsValue| gone());
    // Refused only to a page that is itself going away.
    request.call2(&locks, &lock.into(), &granted).ok();
}

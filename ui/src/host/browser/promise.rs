//! Waiting for the callbacks of older interfaces as one waits for a promise.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

/// A promise, with the functions that settle it.
pub struct Settled {
    /// The promise.
    pub promise: Promise,
    /// Settles it well; also good as an event handler.
    pub resolve: Function,
    /// Settles it badly; also good as an event handler.
    pub reject: Function,
}

/// A new promise.
pub fn settled() -> Settled {
    let mut functions = None;
    let promise = Promise::new(&mut |resolve, reject| functions = Some((resolve, reject)));
    // The executor of a promise runs before its constructor returns.
    let (resolve, reject) = functions.unwrap_or_else(|| {
        let nothing = Function::new_no_args("");
        (nothing.clone(), nothing)
    });
    Settled {
        promise,
        resolve,
        reject,
    }
}

/// Calls a settling function.
pub fn settle(function: &Function, value: &JsValue) {
    // Settling twice does nothing, and settling cannot throw.
    function.call1(&JsValue::NULL, value).ok();
}

//! The finder of barcodes: the third program of this crate, in a small worker of its own, so
//! that neither the app nor the receipt reader has to be there for it.

use bars::{Grey, grey_of_rgba};
use ui::protocol::bars::{Seen, picture_from_js, seen_to_js};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let look = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some((width, height, rgba)) = picture_from_js(&event.data()) {
            let seen = find(width, height, &rgba);
            // Posting fails only for what cannot be cloned; these are plain objects.
            worker().post_message(&seen_to_js(seen.as_ref())).ok();
        }
    });
    worker().set_onmessage(Some(look.as_ref().unchecked_ref()));
    look.forget();
}

fn find(width: usize, height: usize, rgba: &[u8]) -> Option<Seen> {
    let grey = grey_of_rgba(rgba);
    let code = bars::read(&Grey::new(width, height, &grey)?)?;
    Some(Seen {
        kind: code.kind.name().to_owned(),
        digits: code.digits,
    })
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

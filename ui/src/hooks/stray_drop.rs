//! A file that is dropped beside its target must not replace the app.

use gloo_events::{EventListener, EventListenerOptions};
use yew::prelude::*;

use crate::host::browser::window;

/// Keeps the browser from opening what is dropped anywhere on the page.
#[hook]
pub fn use_no_stray_drop() {
    use_effect_with((), |()| {
        let keep = |name: &'static str| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), name, options, |event| {
                event.prevent_default();
            })
        };
        let listeners = ["dragover", "drop"].map(keep);
        move || drop(listeners)
    });
}

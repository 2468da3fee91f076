//! Single keys that lead somewhere, outside of fields and sheets; they can be turned off.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::host::browser::{breathe, set_setting, setting, window};
use crate::route::Route;

/// Where keys mean something else.
const ELSEWHERE: &str = "input, textarea, select, [contenteditable], dialog";
/// The field that `/` leads to.
const SEARCH: &str = "#main input[type=search]";
/// The setting that turns them off.
const OFF: &str = "no-shortcuts";

/// The keys, with what each leads to.
pub fn keys() -> [(&'static str, Route); 8] {
    [
        ("h", Route::Home),
        ("p", Route::Pantry),
        ("/", Route::Pantry),
        ("n", Route::Add),
        ("s", Route::Scan),
        ("b", Route::Barcode),
        ("l", Route::List),
        ("m", Route::More),
    ]
}

/// Whether they are on.
pub fn are_on() -> bool {
    setting(OFF).is_none()
}

/// Turns them on or off.
pub fn turn(on: bool) {
    set_setting(OFF, (!on).then_some("yes"));
}

/// Hears the keys.
#[hook]
pub fn use_shortcuts() {
    let navigator = use_navigator();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let key = event.key();
                let found = keys().into_iter().find(|(known, _)| *known == key);
                if let (Some((_, to)), Some(navigator)) = (found, &navigator)
                    && is_meant(event)
                    && are_on()
                {
                    event.prevent_default();
                    navigator.push(&to);
                    if key == "/" {
                        wasm_bindgen_futures::spawn_local(find_search());
                    }
                }
            });
        move || drop(listener)
    });
}

/// Whether a key is the browser's or the system's, by what is held with it.
pub fn is_modified(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

fn is_meant(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let elsewhere = target.is_some_and(|target| target.closest(ELSEWHERE).ok().flatten().is_some());
    !is_modified(event) && !elsewhere && !event.repeat() && !event.is_composing()
}

/// Puts the focus into the search field, once the screen is drawn.
async fn find_search() {
    breathe().await;
    let document = window().document();
    let field = document.and_then(|document| document.query_selector(SEARCH).ok()?);
    if let Some(Ok(field)) = field.map(JsCast::dyn_into::<HtmlElement>) {
        field.focus().ok();
    }
}

//! Hears scanners that type, anywhere outside of fields.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use pantry::barcode::Scanned;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::host::browser::window;
use crate::route::Route;
use crate::state::wedge::Burst;

/// What a field for text looks like, and a sheet, which has its own things to do.
const FIELDS: &str = "input, textarea, select, [contenteditable], dialog";

/// The code that a scanner typed last, for the barcode screen to take.
#[derive(Clone, Default)]
pub struct TypedCode {
    /// How many were typed so far.
    pub count: u32,
    code: Rc<RefCell<Option<Scanned>>>,
}

impl PartialEq for TypedCode {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count
    }
}

impl TypedCode {
    /// Takes the code: it is done once.
    pub fn take(&self) -> Option<Scanned> {
        self.code.take()
    }
}

/// Hears scanners on every screen, and leads to the one for barcodes.
#[hook]
pub fn use_typed_code() -> TypedCode {
    let navigator = use_navigator();
    let typed = use_state_eq(TypedCode::default);
    let on_scan = use_callback(typed.count, {
        let typed = typed.clone();
        move |code, count: &u32| {
            typed.code.replace(Some(code));
            typed.set(TypedCode {
                count: count + 1,
                code: typed.code.clone(),
            });
            if !Route::Barcode.is_here()
                && let Some(navigator) = &navigator
            {
                navigator.push(&Route::Barcode);
            }
        }
    });
    use_wedge(on_scan);
    (*typed).clone()
}

/// Calls this for every code that is typed by a scanner.
#[hook]
fn use_wedge(on_scan: Callback<Scanned>) {
    use_effect_with(on_scan, |on_scan| {
        let on_scan = on_scan.clone();
        let mut burst = Burst::default();
        let options = EventListenerOptions {
            phase: gloo_events::EventListenerPhase::Capture,
            passive: false,
        };
        let heard = EventListener::new_with_options(&window(), "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            let with_more = key.ctrl_key() || key.alt_key() || key.meta_key();
            if with_more || is_in_field(key) {
                burst = Burst::default();
                return;
            }
            if let Some(code) = burst.key(&key.key(), key.time_stamp()) {
                // Enter must not press what happens to have the focus.
                key.prevent_default();
                key.stop_propagation();
                on_scan.emit(code);
            }
        });
        move || drop(heard)
    });
}

fn is_in_field(key: &KeyboardEvent) -> bool {
    let target = key
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.map(|target| target.closest(FIELDS).ok().flatten());
    field.flatten().is_some()
}

//! Looking for barcodes for as long as a screen wants them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use pantry::barcode::Scanned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::camera::{Sight, View};
use crate::host::browser::bars::Finder;
use crate::host::browser::elapsed_ms;
use crate::state::steady::Steady;

/// Milliseconds from one look to the next: fifteen a second are enough for a hand.
const APART_MS: f64 = 66.0;

/// The least pause: the page has other things to do.
const REST_MS: f64 = 12.0;

/// Calls this for every code that comes into the picture; whether looking is possible.
#[hook]
pub fn use_bars(view: &View, on_seen: Callback<Scanned>) -> bool {
    let possible = use_state_eq(|| true);
    // What is called may change without looking anew.
    let newest = use_mut_ref(|| on_seen.clone());
    *newest.borrow_mut() = on_seen;
    use_effect_with(view.sight == Sight::Live, {
        let (possible, view) = (possible.setter(), view.clone());
        move |live| {
            let over = Rc::new(Cell::new(!*live));
            if *live {
                let over = over.clone();
                spawn_local(async move {
                    let finder = Finder::open().await;
                    possible.set(finder.is_ok());
                    if let Ok(finder) = finder {
                        look(&finder, &view, &over, &newest).await;
                    }
                });
            }
            move || over.set(true)
        }
    });
    *possible
}

async fn look(
    finder: &Finder,
    view: &View,
    over: &Cell<bool>,
    newest: &RefCell<Callback<Scanned>>,
) {
    let mut steady = Steady::default();
    while !over.get() {
        let begun = elapsed_ms();
        let mut took = 0.0;
        if let Some(shown) = view.shown() {
            let seen = finder.look(&shown).await;
            took = elapsed_ms() - begun;
            // For whoever measures.
            let data = shown.element().dataset();
            data.set("lookMs", &format!("{took:.0}")).ok();
            let code = seen.and_then(|seen| Scanned::seen(&seen.digits, seen.kind == "upc_e"));
            if over.get() {
                return;
            }
            if let Some(code) = steady.see(code, elapsed_ms()) {
                let call = newest.borrow().clone();
                call.emit(code);
            }
        }
        TimeoutFuture::new((APART_MS - took).max(REST_MS) as u32).await;
    }
}

//! Hears scanners that type, on every screen and in every field: what they have typed into a
//! field is taken out of it again.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use pantry::barcode::Scanned;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent,
};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::host::browser::window;
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::Larder;
use crate::state::later;
use crate::state::wedge::Burst;

/// What a sheet looks like: it has its own things to do.
const SHEET: &str = "dialog";

/// The code that a scanner typed last, for the barcode screen to take.
#[derive(Clone, Default)]
pub struct TypedCode {
    /// How many were typed so far.
    pub count: u32,
    code: Rc<RefCell<Option<Scanned>>>,
    on_scan: Callback<Scanned>,
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

    /// Leads to the screen for barcodes, as if a scanner had typed this there.
    pub fn scan(&self, code: &Scanned) {
        self.on_scan.emit(code.clone());
    }
}

/// Hears scanners on every screen, and leads to the one for barcodes. Over a sheet the code
/// waits for later: what is being done there goes on.
#[hook]
pub fn use_typed_code(larder: &Larder) -> TypedCode {
    let navigator = use_navigator();
    let code = use_memo((), |()| RefCell::default());
    let count = use_state_eq(|| 0_u32);
    let on_scan = use_callback(*count, {
        let (code, setter) = (code.clone(), count.setter());
        move |scanned, count: &u32| {
            code.replace(Some(scanned));
            setter.set(count + 1);
            if !Route::Barcode.is_here()
                && let Some(navigator) = &navigator
            {
                navigator.push(&Route::Barcode);
            }
        }
    });
    let on_heard = use_callback((on_scan.clone(), larder.clone()), {
        move |(scanned, in_sheet): (Scanned, bool), (on_scan, larder)| match in_sheet {
            true => {
                later::put(&scanned);
                larder.say(t!("barcode-put-later", code = scanned.digits()));
            }
            false => on_scan.emit(scanned),
        }
    });
    use_wedge(on_heard);
    let count = *count;
    TypedCode {
        count,
        code,
        on_scan,
    }
}

/// Calls this for every code that is typed by a scanner, and says whether a sheet was open.
#[hook]
fn use_wedge(on_heard: Callback<(Scanned, bool)>) {
    // It is begun in one drawing and ended in the next, maybe.
    let heard = use_mut_ref(|| on_heard.clone());
    heard.replace(on_heard);
    use_effect_with((), move |()| {
        let mut burst = Burst::default();
        let mut field = None::<Before>;
        let options = EventListenerOptions {
            phase: gloo_events::EventListenerPhase::Capture,
            passive: false,
        };
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if key.ctrl_key() || key.alt_key() || key.meta_key() {
                    burst = Burst::default();
                    return;
                }
                let code = burst.key(&key.key(), key.time_stamp());
                if burst.is_first() {
                    field = Before::of(key);
                }
                let Some(code) = code else {
                    return;
                };
                // Enter must not press what happens to have the focus, nor send a form.
                key.prevent_default();
                key.stop_propagation();
                if let Some(field) = field.take() {
                    field.restore();
                }
                let on_heard = heard.borrow().clone();
                on_heard.emit((code, is_in_sheet(key)));
            });
        move || drop(listener)
    });
}

/// A field as it was before a scanner typed into it.
struct Before {
    field: HtmlElement,
    value: String,
}

impl Before {
    fn of(key: &KeyboardEvent) -> Option<Self> {
        let field = key.target()?.dyn_into::<HtmlElement>().ok()?;
        let value = match (field.dyn_ref(), field.dyn_ref()) {
            // What files were chosen is no page's to set.
            (Some(input), _) if HtmlInputElement::type_(input) == "file" => return None,
            (Some(input), _) => HtmlInputElement::value(input),
            (_, Some(area)) => HtmlTextAreaElement::value(area),
            _ => return None,
        };
        Some(Self { field, value })
    }

    /// Puts back what was there, and tells whoever listens.
    fn restore(self) {
        if let Some(input) = self.field.dyn_ref::<HtmlInputElement>() {
            input.set_value(&self.value);
        } else if let Some(area) = self.field.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(&self.value);
        }
        let init = EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
            self.field.dispatch_event(&event).ok();
        }
    }
}

fn is_in_sheet(key: &KeyboardEvent) -> bool {
    let target = key.target();
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    let sheet = target.map(|target| target.closest(SHEET).ok().flatten());
    sheet.flatten().is_some()
}

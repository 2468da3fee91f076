//! Looks articles up, one after the other, once the member has said yes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use pantry::barcode::Barcode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::host::browser::off::{Answer, ask};
use crate::host::browser::{get, now_ms, window};
use crate::state::lookup::{Answers, Consent, Pace};

thread_local! {
    /// One pace for the page, whatever screens come and go.
    static PACE: RefCell<Pace> = RefCell::default();
}

/// What is known of these articles; what is not is asked, as soon as there is a network.
#[hook]
pub fn use_lookup(consent: Consent, wanted: Vec<Barcode>) -> Answers {
    let answers = use_state_eq(Answers::kept);
    let online = use_online();
    let asks = consent == Consent::Given && online;
    use_effect_with((asks, wanted), {
        let answers = answers.setter();
        move |(asks, wanted)| {
            let over = Rc::new(Cell::new(!asks));
            let (wanted, own) = (wanted.clone(), over.clone());
            spawn_local(async move {
                for barcode in wanted {
                    if own.get() || !look_up(barcode).await {
                        return;
                    }
                    answers.set(Answers::kept());
                }
            });
            move || over.set(true)
        }
    });
    match consent {
        Consent::Given => (*answers).clone(),
        Consent::NotAsked | Consent::Refused => Answers::default(),
    }
}

/// Asks about one article, unless that is known; whether to go on with the next.
async fn look_up(barcode: Barcode) -> bool {
    if Answers::kept().of(barcode).is_some() {
        return true;
    }
    if !PACE.with_borrow_mut(|pace| pace.may_ask(now_ms())) {
        return false;
    }
    let found = match ask(barcode).await {
        Answer::Known(raw) => raw.checked(barcode),
        Answer::Unknown => None,
        Answer::TooMuch(ms) => {
            PACE.with_borrow_mut(|pace| pace.rest(now_ms(), ms));
            return false;
        }
        // Another one may be answered; this one is asked again on the next visit.
        Answer::Nothing => return true,
    };
    // The person may have said no while it was asked.
    if Consent::chosen() == Consent::Given {
        Answers::kept().keep(barcode, found);
    }
    true
}

/// Whether the browser thinks that there is a network.
#[hook]
fn use_online() -> bool {
    let online = use_state_eq(is_online);
    use_effect_with((), {
        let online = online.setter();
        move |()| {
            let heard = ["online", "offline"].map(|name| {
                let online = online.clone();
                EventListener::new(&window(), name, move |_| online.set(is_online()))
            });
            move || drop(heard)
        }
    });
    *online
}

fn is_online() -> bool {
    !get(&window().navigator(), "onLine").is_falsy()
}

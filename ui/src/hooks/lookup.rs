//! Looks articles up, one after the other, once the member has said yes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use pantry::barcode::Barcode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::host::browser::off::{Answer, ask};
use crate::host::browser::{get, now_ms, window};
use crate::route::Route;
use crate::state::later;
use crate::state::lookup::{Answers, Consent, Pace, patience_ms};

thread_local! {
    /// One pace for the page, whatever screens come and go.
    static PACE: RefCell<Pace> = RefCell::default();
    /// What is being asked: two screens may want the same.
    static ASKED: RefCell<BTreeSet<Barcode>> = RefCell::default();
}

/// How long to wait for an answer that another screen has asked for, in milliseconds.
const SOON_MS: i64 = 500;

/// Looks up what waits for a name, on whatever screen the person is; the one for barcodes does
/// it itself.
#[hook]
pub fn use_lookup_of_waiting(route: &Route) {
    let wanted = match route {
        Route::Barcode => Vec::new(),
        _ => later::waiting(),
    };
    let wanted = wanted.iter().filter_map(|own| own.code.article());
    use_lookup(Consent::chosen(), wanted.collect());
}

/// What is known of these articles; what is not is asked, as soon as there is a network, and
/// again for as long as nobody answers.
#[hook]
pub fn use_lookup(consent: Consent, wanted: Vec<Barcode>) -> Answers {
    let answers = use_state_eq(Answers::kept);
    let online = use_online();
    let asks = consent == Consent::Given && online;
    use_effect_with((asks, wanted), {
        let answers = answers.setter();
        move |(asks, wanted)| {
            let over = Rc::new(Cell::new(!asks));
            let (wanted, own) = (VecDeque::from(wanted.clone()), over.clone());
            spawn_local(async move {
                look_all_up(wanted, &own, || answers.set(Answers::kept())).await;
            });
            move || over.set(true)
        }
    });
    match consent {
        Consent::Given => (*answers).clone(),
        Consent::NotAsked | Consent::Refused => Answers::default(),
    }
}

/// Goes through the articles until each has its answer, or it is over.
async fn look_all_up(mut wanted: VecDeque<Barcode>, over: &Cell<bool>, answered: impl Fn()) {
    let mut failures = 0_u32;
    while let Some(barcode) = wanted.pop_front().filter(|_| !over.get()) {
        let wait_ms = match look_up(barcode).await {
            Looked::Answered => {
                failures = 0;
                answered();
                continue;
            }
            Looked::NotBefore(ms) => {
                wanted.push_front(barcode);
                ms
            }
            // Another one may be answered.
            Looked::Failed => {
                wanted.push_back(barcode);
                failures = failures.saturating_add(1);
                patience_ms(failures, wanted.len())
            }
        };
        TimeoutFuture::new(u32::try_from(wait_ms).unwrap_or_default()).await;
    }
}

/// What became of looking one up.
enum Looked {
    /// It is known, or known to be unknown.
    Answered,
    /// Not before so many milliseconds.
    NotBefore(i64),
    /// Nobody answered.
    Failed,
}

/// Asks about one article, unless that is known.
async fn look_up(barcode: Barcode) -> Looked {
    if Answers::kept().of(barcode).is_some() {
        return Looked::Answered;
    }
    if ASKED.with_borrow(|asked| asked.contains(&barcode)) {
        return Looked::NotBefore(SOON_MS);
    }
    let wait_ms = PACE.with_borrow_mut(|pace| pace.ask(now_ms()));
    if wait_ms > 0 {
        return Looked::NotBefore(wait_ms);
    }
    ASKED.with_borrow_mut(|asked| asked.insert(barcode));
    let answer = ask(barcode).await;
    ASKED.with_borrow_mut(|asked| asked.remove(&barcode));
    let found = match answer {
        Answer::Known(raw) => raw.checked(barcode),
        Answer::Unknown => None,
        Answer::TooMuch(ms) => {
            let rest_ms = PACE.with_borrow_mut(|pace| pace.rest(now_ms(), ms));
            return Looked::NotBefore(rest_ms);
        }
        Answer::Nothing => return Looked::Failed,
    };
    // The person may have said no while it was asked.
    if Consent::chosen() == Consent::Given {
        Answers::kept().keep(barcode, found);
    }
    Looked::Answered
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

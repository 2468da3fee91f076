//! Letting the browser paint and handle input in the middle of long work.

use std::cell::RefCell;
use std::collections::VecDeque;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort};

use super::get;
use super::promise::{settle, settled};

thread_local! {
    /// Where there is no scheduler.
    static DOOR: Option<Door> = Door::new();
}

/// Lets the browser paint and handle input before going on.
pub async fn breathe() {
    // A timer of 0 ms takes 4 once a few were set in turn: a third of the time of whoever works
    // in slices, in Chromium.
    if let Some(turn) = scheduled().or_else(|| DOOR.with(|door| door.as_ref()?.next())) {
        JsFuture::from(turn).await.ok();
    } else {
        gloo_timers::future::TimeoutFuture::new(0).await;
    }
}

fn scheduled() -> Option<Promise> {
    let scheduler = get(&js_sys::global(), "scheduler");
    let post = get(&scheduler, "postTask").dyn_into::<Function>().ok()?;
    let nothing = Closure::once_into_js(|| ());
    Some(post.call1(&scheduler, &nothing).ok()?.unchecked_into())
}

/// A message to oneself is a task like any other, and waits for nothing (WebKit has no
/// scheduler).
struct Door {
    outside: MessagePort,
    _inside: MessagePort,
    _hears: Closure<dyn Fn()>,
}

thread_local! {
    /// Who waits at the door; the first one in goes first.
    static WAITING: RefCell<VecDeque<Function>> = RefCell::default();
}

impl Door {
    fn new() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let hears = Closure::<dyn Fn()>::new(|| {
            let next = WAITING.with_borrow_mut(VecDeque::pop_front);
            if let Some(next) = next {
                settle(&next, &JsValue::UNDEFINED);
            }
        });
        let inside = channel.port1();
        inside.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        Some(Self {
            outside: channel.port2(),
            _inside: inside,
            _hears: hears,
        })
    }

    fn next(&self) -> Option<Promise> {
        let turn = settled();
        self.outside.post_message(&JsValue::NULL).ok()?;
        WAITING.with_borrow_mut(|waiting| waiting.push_back(turn.resolve));
        Some(turn.promise)
    }
}

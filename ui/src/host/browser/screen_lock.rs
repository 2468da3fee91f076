//! Keeping the screen on, where the browser can.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::around::call;
use super::{get, window};

/// Whether this browser can keep the screen on. It can only over a safe connection.
pub fn can_keep_on() -> bool {
    get(&window().navigator(), "wakeLock").is_object()
}

/// Keeps the screen on until it is dropped.
#[derive(Debug)]
pub struct ScreenLock {
    held: Rc<Held>,
    _seen: Option<EventListener>,
}

#[derive(Debug, Default)]
struct Held {
    /// The browser's own lock, if it gave one.
    lock: RefCell<Option<JsValue>>,
    is_over: Cell<bool>,
}

impl ScreenLock {
    /// Asks for it now, and again each time that the page comes back into view: the
    /// browser takes it away when the page is hidden.
    pub fn hold() -> Self {
        let held = Rc::new(Held::default());
        ask(held.clone());
        let seen = window().document().map(|page| {
            let held = held.clone();
            EventListener::new(&page.clone(), "visibilitychange", move |_| {
                if !page.hidden() {
                    ask(held.clone());
                }
            })
        });
        Self { held, _seen: seen }
    }
}

impl Drop for ScreenLock {
    fn drop(&mut self) {
        self.held.is_over.set(true);
        if let Some(lock) = self.held.lock.take() {
            spawn_local(async move { release(lock).await });
        }
    }
}

fn ask(held: Rc<Held>) {
    spawn_local(async move {
        let locks = get(&window().navigator(), "wakeLock");
        // A browser that saves its battery says no; the list works all the same.
        let Some(lock) = call(&locks, "request", &"screen".into()).await else {
            return;
        };
        if held.is_over.get() {
            return release(lock).await;
        }
        held.lock.replace(Some(lock));
    });
}

async fn release(lock: JsValue) {
    call(&lock, "release", &JsValue::UNDEFINED).await;
}

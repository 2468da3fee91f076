//! One replica awake per device: a lock among tabs, with hand-over.
//!
//! The tab that holds the lock is awake. Another tab asks over a channel to
//! take over; the awake one finishes what it is writing, lets go, and shows
//! that it sleeps. A tab that does not answer (frozen by the browser) is
//! overruled, and learns of it when it thaws; if it were to write after all,
//! the log refuses, since its next op's key is taken.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

use super::promise::{settle, settled};
use super::{get, object, window};

const LOCK: &str = "larder-replica";
const CHANNEL: &str = "larder-tabs";
const HAND_OVER: &str = "hand-over";
/// How long a tab may take to finish writing before it is overruled.
const PATIENCE_MS: u32 = 4_000;
/// How long to wait for another tab where nothing says that it is through.
const COURTESY_MS: u32 = 250;

/// How much to insist.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// Only if no other tab is awake.
    IfFree,
    /// Only if the tab that is known to be awake has gone.
    IfLeft,
    /// Ask the other tab to hand over.
    TakeOver,
}

/// Why this tab must sleep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sleep {
    /// Another tab asks: finish writing, then drop [`Awake`].
    Asked,
    /// Another tab has taken over already.
    Overruled,
}

/// This tab is the awake one, until this is dropped.
#[derive(Debug)]
pub struct Awake {
    release: Option<Function>,
    channel: Option<BroadcastChannel>,
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        if let Some(release) = &self.release {
            settle(release, &JsValue::UNDEFINED);
        }
    }
}

/// Tries to be the awake tab; `None` while another one is.
///
/// Without locks (a page without TLS) nobody knows whether another tab is awake: the
/// newest one asks for the hand-over and wins, and the older one sleeps until it is told
/// to take over.
pub async fn wake(how: How, sleep: Callback<Sleep>) -> Option<Awake> {
    let free = ("ifAvailable", JsValue::TRUE);
    let release = match (how, locks()) {
        (How::IfLeft, None) => return None,
        (_, None) => {
            ask_for_hand_over();
            gloo_timers::future::TimeoutFuture::new(COURTESY_MS).await;
            None
        }
        (How::IfFree | How::IfLeft, Some(locks)) => {
            let asked = hold(&locks, &[free], &sleep)?;
            Some(asked.granted().await?)
        }
        (How::TakeOver, Some(locks)) => {
            ask_for_hand_over();
            let release = match hold(&locks, &[], &sleep)?.granted_in_time().await {
                Some(release) => release,
                None => {
                    let steal = ("steal", JsValue::TRUE);
                    hold(&locks, &[steal], &sleep)?.granted().await?
                }
            };
            Some(release)
        }
    };
    Some(Awake {
        release,
        channel: listen(sleep),
    })
}

fn ask_for_hand_over() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        channel.post_message(&HAND_OVER.into()).ok();
        channel.close();
    }
}

/// The browser's locks and the function that asks for one; a page without TLS has none.
pub(super) fn locks() -> Option<(JsValue, Function)> {
    let locks = get(&window().navigator(), "locks");
    let request = get(&locks, "request").dyn_into::<Function>().ok()?;
    Some((locks, request))
}

/// A lock that was asked for.
struct Asked {
    granted: Promise,
    release: Function,
}

impl Asked {
    async fn granted(self) -> Option<Function> {
        let answer = JsFuture::from(self.granted).await.ok()?;
        answer.is_truthy().then_some(self.release)
    }

    async fn granted_in_time(self) -> Option<Function> {
        let late = future_to_promise(async {
            gloo_timers::future::TimeoutFuture::new(PATIENCE_MS).await;
            Ok(JsValue::FALSE)
        });
        let first = Promise::race(&Array::of2(&self.granted, &late));
        let answer = JsFuture::from(first).await.ok()?;
        if answer.is_truthy() {
            return Some(self.release);
        }
        // Should it be granted after all, it ends at once.
        settle(&self.release, &JsValue::UNDEFINED);
        None
    }
}

/// Asks for the lock.
fn hold(
    (locks, request): &(JsValue, Function),
    options: &[(&str, JsValue)],
    sleep: &Callback<Sleep>,
) -> Option<Asked> {
    let granted = settled();
    let held = settled();
    let callback = Closure::once_into_js({
        let (answer, held) = (granted.resolve.clone(), held.promise);
        move |lock: JsValue| -> JsValue {
            settle(&answer, &lock.is_object().into());
            if lock.is_object() {
                held.into()
            } else {
                JsValue::UNDEFINED
            }
        }
    });
    let over = request
        .call3(locks, &LOCK.into(), &object(options), &callback)
        .ok()?;
    let (answer, sleep) = (granted.resolve, sleep.clone());
    spawn_local(async move {
        let over: Promise = over.unchecked_into();
        if JsFuture::from(over).await.is_err() {
            settle(&answer, &JsValue::FALSE);
            sleep.emit(Sleep::Overruled);
        }
    });
    Some(Asked {
        granted: granted.promise,
        release: held.resolve,
    })
}

/// Hears when another tab asks to take over.
fn listen(sleep: Callback<Sleep>) -> Option<BroadcastChannel> {
    let channel = BroadcastChannel::new(CHANNEL).ok()?;
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data().as_string().as_deref() == Some(HAND_OVER) {
            sleep.emit(Sleep::Asked);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // A tab wakes a few times in its life: what this keeps is small.
    heard.forget();
    Some(channel)
}

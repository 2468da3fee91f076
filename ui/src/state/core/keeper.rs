//! Keeping a way to the server open, and looking for one while there is none.

use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use sync::engine::{Attention, Event};
use sync::exchange::Frame;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::Core;
use super::outbox::PATIENCE_MS;
use crate::host::browser::api::{self, ApiError};
use crate::host::browser::link::Heard;
use crate::host::browser::{now_ms, random, set_setting, setting, window};
use crate::host::link::Link;
use crate::state::replica::Replica;
use crate::state::standing::{Standing, Trouble};
use crate::state::sync_log::Said;

/// How often it is looked after, in milliseconds.
const BEAT_MS: u32 = 1_000;
/// The shortest and the longest wait between two tries, in milliseconds.
const SOON_MS: i64 = 1_000;
const LATE_MS: i64 = 60_000;
/// How long a way may be silent before it is tried, in milliseconds: a page does not see
/// the server's pings.
const SILENT_MS: i64 = 2 * 60 * 1_000;
/// How long a device that the server does not know waits, in milliseconds.
const UNKNOWN_MS: i64 = 10 * 60 * 1_000;

/// The way to the server.
pub(super) struct Keeper {
    link: Option<Link>,
    /// Counts the ways: what is heard late is of an earlier one.
    number: u32,
    is_open: bool,
    failures: u32,
    /// When to try again, in milliseconds since 1970.
    retry_ms: i64,
    /// When something was heard last, in milliseconds since 1970.
    heard_ms: i64,
    /// The person wants to be left alone.
    stays_offline: bool,
    /// The server does not know this device, or does not any more.
    is_unknown: bool,
    ended: bool,
    interval: Option<Interval>,
    listeners: Vec<EventListener>,
}

impl Keeper {
    pub(super) fn new() -> Self {
        Self {
            link: None,
            number: 0,
            is_open: false,
            failures: 0,
            retry_ms: 0,
            heard_ms: 0,
            stays_offline: setting("stay-offline").is_some(),
            is_unknown: false,
            ended: false,
            interval: None,
            listeners: Vec::new(),
        }
    }

    /// Sends a frame, if there is a way.
    pub(super) fn send(&self, frame: &Frame) {
        // What the engine makes is within the limits.
        if let (Some(link), Ok(bytes)) = (&self.link, frame.encode()) {
            link.send(&bytes);
        }
    }

    /// From here on there is no way.
    pub(super) fn end(&mut self) {
        self.ended = true;
        self.link = None;
        self.interval = None;
        self.listeners.clear();
    }

    /// Whether the page sleeps from here on.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Whether the way is open and something was heard on it just now.
    pub(super) fn hears(&self) -> bool {
        let silent_ms = now_ms().saturating_sub(self.heard_ms);
        self.link.is_some() && self.is_open && (0..PATIENCE_MS.into()).contains(&silent_ms)
    }

    /// Whether the person wants to be left alone.
    pub(super) fn stays_offline(&self) -> bool {
        self.stays_offline
    }

    /// How it stands, with how many changes to look at, and photos to send.
    pub(super) fn standing(
        &self,
        is_member: bool,
        replica: &Replica,
        (looks, photos): (usize, usize),
    ) -> Standing {
        let status = replica.status();
        let trouble = match status.attention {
            _ if !is_member => None,
            _ if self.is_unknown => Some(Trouble::Removed),
            Some(Attention::Upgrade) => Some(Trouble::Upgrade),
            Some(Attention::Revoked) => Some(Trouble::Removed),
            Some(Attention::Malformed) => Some(Trouble::Misunderstood),
            None => None,
        };
        Standing {
            is_member,
            is_online: status.online,
            stays_offline: self.stays_offline,
            waiting: replica.waiting(),
            photos,
            behind: status.behind,
            trouble,
            looks,
        }
    }

    fn is_due(&self) -> bool {
        !self.ended && !self.stays_offline && self.link.is_none() && now_ms() >= self.retry_ms
    }

    /// Whether the way is open and nothing was heard on it for long.
    fn is_silent(&self) -> bool {
        let silent_ms = now_ms().saturating_sub(self.heard_ms);
        self.link.is_some() && self.is_open && !(0..SILENT_MS).contains(&silent_ms)
    }

    fn failed(&mut self) {
        let wait = SOON_MS << self.failures.min(6);
        self.failures += 1;
        self.wait(wait.min(LATE_MS));
    }

    /// Waits about so long: many devices must not come back at the same moment.
    fn wait(&mut self, ms: i64) {
        let [chance] = random::<1>().unwrap_or([128]);
        self.retry_ms = now_ms() + ms * (192 + i64::from(chance) / 2) / 256;
    }
}

impl Core {
    /// Looks after the way to the server from now on.
    pub(super) fn keep_in_touch(self: &Rc<Self>) {
        let beat = Interval::new(BEAT_MS, self.weakly(Self::beat));
        let mut keeper = self.keeper.borrow_mut();
        keeper.interval = Some(beat);
        let at_once = self.weakly(Self::connect_now);
        let online = EventListener::new(&window(), "online", move |_| at_once());
        keeper.listeners.push(online);
        if let Some(document) = window().document() {
            let at_once = self.weakly(Self::connect_now);
            let looked_at = EventListener::new(&document, "visibilitychange", move |_| at_once());
            keeper.listeners.push(looked_at);
            let lay_ready = self.weakly(Self::lay_ready);
            let left = EventListener::new(&document.clone(), "visibilitychange", move |_| {
                if document.hidden() {
                    lay_ready();
                }
            });
            keeper.listeners.push(left);
        }
        drop(keeper);
        self.beat();
    }

    /// A function that does nothing once the core has gone.
    fn weakly(self: &Rc<Self>, act: fn(&Rc<Self>)) -> impl Fn() + use<> {
        let core: Weak<Self> = Rc::downgrade(self);
        move || {
            if let Some(core) = core.upgrade() {
                act(&core);
            }
        }
    }

    fn beat(self: &Rc<Self>) {
        if self.keeper.borrow().link.is_some() {
            self.tell(Event::Tick);
            self.send_photos();
        }
        if self.keeper.borrow().is_silent() {
            self.greet_again();
        }
        let may = !self.loading.get() && !self.moving.get() && !self.replica.borrow().is_over();
        if may && self.member.borrow().is_some() && self.keeper.borrow().is_due() {
            self.connect();
        }
    }

    /// Says hello once more on the same way: a dead one is found out by its silence.
    fn greet_again(self: &Rc<Self>) {
        self.keeper.borrow_mut().heard_ms = now_ms();
        self.tell(Event::Connected);
    }

    /// Tries at once, however often it has failed.
    pub fn connect_now(self: &Rc<Self>) {
        let mut keeper = self.keeper.borrow_mut();
        keeper.retry_ms = 0;
        let is_open = keeper.link.is_some() && keeper.is_open;
        if !is_open {
            keeper.link = None;
        }
        drop(keeper);
        if is_open {
            self.greet_again();
        }
        self.beat();
    }

    /// Lets go of the way without a word: what is heard on it is for an engine that is over.
    pub(super) fn let_go(&self) {
        let mut keeper = self.keeper.borrow_mut();
        keeper.link = None;
        keeper.is_open = false;
    }

    fn connect(self: &Rc<Self>) {
        let mut keeper = self.keeper.borrow_mut();
        keeper.number = keeper.number.wrapping_add(1);
        keeper.is_open = false;
        let (core, number) = (Rc::downgrade(self), keeper.number);
        keeper.link = Link::open(Callback::from(move |heard| {
            if let Some(core) = core.upgrade() {
                core.hear(number, heard);
            }
        }));
        if keeper.link.is_none() {
            keeper.failed();
        }
    }

    fn hear(self: &Rc<Self>, number: u32, heard: Heard) {
        let keeper = self.keeper.borrow();
        if keeper.number != number || keeper.link.is_none() {
            return;
        }
        drop(keeper);
        self.keeper.borrow_mut().heard_ms = now_ms();
        match heard {
            Heard::Open => {
                let mut keeper = self.keeper.borrow_mut();
                (keeper.is_open, keeper.is_unknown) = (true, false);
                drop(keeper);
                self.tell(Event::Connected);
            }
            Heard::Frame(bytes) => match Frame::decode(&bytes) {
                Ok(frame) => self.receive(frame),
                // A later version of the server may say what this one cannot read.
                Err(_) => self.hang_up(),
            },
            Heard::Gone => {
                let was_open = self.keeper.borrow().is_open;
                self.hang_up();
                if !was_open {
                    self.ask_why();
                }
            }
        }
    }

    fn receive(self: &Rc<Self>, frame: Frame) {
        if matches!(frame, Frame::Welcome(_)) {
            self.keeper.borrow_mut().failures = 0;
            self.say(Said::Online, 1);
            self.ask_names();
        }
        self.tell(Event::Received(Box::new(frame)));
    }

    /// Gives the way up; another one is looked for after a while.
    pub(super) fn hang_up(self: &Rc<Self>) {
        let mut keeper = self.keeper.borrow_mut();
        if keeper.link.take().is_none() {
            return;
        }
        let was_open = std::mem::take(&mut keeper.is_open);
        keeper.failed();
        drop(keeper);
        if was_open {
            self.say(Said::Offline, 1);
        }
        self.tell(Event::Disconnected);
        self.replica.borrow_mut().drop_ahead();
        self.do_held();
    }

    /// A browser does not say why it could not open a socket; the server does when asked.
    fn ask_why(self: &Rc<Self>) {
        let core = self.clone();
        spawn_local(async move {
            let answer = api::household().await;
            let mut keeper = core.keeper.borrow_mut();
            keeper.is_unknown = matches!(answer, Err(ApiError::Refused(401, _)));
            if keeper.is_unknown {
                keeper.wait(UNKNOWN_MS);
            }
            drop(keeper);
            core.show_standing();
        });
    }

    /// Stays offline, or does not any more.
    pub fn stay_offline(self: &Rc<Self>, stays: bool) {
        set_setting("stay-offline", stays.then_some("yes"));
        self.keeper.borrow_mut().stays_offline = stays;
        if stays {
            self.hang_up();
            // The service worker stays offline, too.
            self.lay_ready();
        } else {
            self.connect_now();
            self.lay_ready_soon();
        }
        self.voice.changed.emit(());
    }
}

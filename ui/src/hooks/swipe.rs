//! Swiping a row to one side with a finger or a pen.
//!
//! Scrolling stays the browser's (`touch-action: pan-y` on the row): a touch is followed only
//! once it goes mostly across. Nothing depends on it: whatever a swipe does has a button.

pub mod travel;

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::host::browser::feel::buzz;
use crate::host::browser::{root, shift};
use travel::{Side, Stage, Way, reach, way};

/// As short as a tick: the finger has passed a line.
const TICK_MS: u32 = 8;

/// A swipe under way: the side that it goes to, and what letting go would do now.
pub type Shown<T> = Option<(Side, Option<T>)>;

/// What a row needs to be swiped.
pub struct Swipe<T> {
    /// For the row.
    pub row: NodeRef,
    /// For the part of the row that follows the finger.
    pub over: NodeRef,
    /// What is to be seen behind that part.
    pub shown: Shown<T>,
    /// For the row.
    pub onpointerdown: Callback<PointerEvent>,
}

/// Lets a row be swiped. `act_at` says what a swipe does that has come so far, if anything;
/// `on_act` is called with that when it is let go.
#[hook]
pub fn use_swipe<T: Copy + PartialEq + 'static>(
    act_at: impl Fn(Side, Stage) -> Option<T> + 'static,
    on_act: Callback<T>,
) -> Swipe<T> {
    let (row, over) = (use_node_ref(), use_node_ref());
    let shown = use_state_eq(|| None);
    let heard = use_mut_ref(|| None::<[EventListener; 3]>);
    let act_at = Rc::new(act_at);
    let onpointerdown = {
        let (row, over, show) = (row.clone(), over.clone(), shown.setter());
        Callback::from(move |event: PointerEvent| {
            // A mouse has the buttons; a second finger zooms.
            if event.pointer_type() == "mouse" || !event.is_primary() {
                return;
            }
            let (Some(row), Some(over)) = (row.cast(), over.cast()) else {
                return;
            };
            let touch = Rc::new(Touch {
                pointer: event.pointer_id(),
                from: (event.client_x().into(), event.client_y().into()),
                phase: Cell::new(Phase::Waits),
                act: Cell::new(None),
                row,
                over,
                act_at: act_at.clone(),
                show: show.clone(),
                on_act: on_act.clone(),
            });
            heard.replace(Some(touch.follow()));
        })
    };
    Swipe {
        row,
        over,
        shown: *shown,
        onpointerdown,
    }
}

/// How far a touch is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It may become a swipe.
    Waits,
    /// It is one.
    Swipes,
    /// It has ended, or is not one.
    Over,
}

/// A finger on a row.
struct Touch<T, A> {
    pointer: i32,
    /// Where it has come down.
    from: (f64, f64),
    phase: Cell<Phase>,
    /// What letting go would do.
    act: Cell<Option<T>>,
    row: Element,
    over: Element,
    act_at: Rc<A>,
    show: UseStateSetter<Shown<T>>,
    on_act: Callback<T>,
}

impl<T, A> Touch<T, A>
where
    T: Copy + PartialEq + 'static,
    A: Fn(Side, Stage) -> Option<T> + 'static,
{
    /// Listens to what becomes of it.
    fn follow(self: Rc<Self>) -> [EventListener; 3] {
        let on = |name: &'static str, then: fn(&Self, &PointerEvent)| {
            let touch = self.clone();
            EventListener::new(&self.row, name, move |event| {
                let event = event.dyn_ref::<PointerEvent>();
                let mine = event.filter(|event| event.pointer_id() == touch.pointer);
                if let Some(event) = mine
                    && touch.phase.get() != Phase::Over
                {
                    then(&touch, event);
                }
            })
        };
        [
            on("pointermove", Self::moved),
            on("pointerup", |touch, _| touch.end(true)),
            // The browser scrolls, or goes back a page.
            on("pointercancel", |touch, _| touch.end(false)),
        ]
    }

    fn moved(&self, event: &PointerEvent) {
        let x = f64::from(event.client_x()) - self.from.0;
        let y = f64::from(event.client_y()) - self.from.1;
        if self.phase.get() == Phase::Waits {
            match way(x, y) {
                Way::Unclear => return,
                Way::Along => return self.phase.set(Phase::Over),
                Way::Across => {}
            }
            self.phase.set(Phase::Swipes);
            // From here on it is this row's, wherever the finger goes; a pointer that has
            // ended meanwhile cannot be had, and says so by its own event.
            self.row.set_pointer_capture(self.pointer).ok();
        }
        shift(&self.over, x);
        let mirrored = root().is_some_and(|root| root.dir() == "rtl");
        let towards_end = if mirrored { -x } else { x };
        let width = self.row.get_bounding_client_rect().width();
        let (side, stage) = reach(towards_end, width);
        let act = (self.act_at)(side, stage);
        if self.act.replace(act) != act && act.is_some() {
            buzz(TICK_MS);
        }
        self.show.set(Some((side, act)));
    }

    fn end(&self, let_go: bool) {
        self.phase.set(Phase::Over);
        shift(&self.over, 0.0);
        self.show.set(None);
        if let Some(act) = self.act.take().filter(|_| let_go) {
            self.on_act.emit(act);
        }
    }
}

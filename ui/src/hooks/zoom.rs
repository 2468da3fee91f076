//! Looking closer at a picture: two fingers, the wheel, keys and buttons draw it larger, and one
//! finger or the mouse pushes it about.
//!
//! The picture is as wide as its own style says, and its frame scrolls: so keys and scroll bars
//! work as they do anywhere. Without a width of its own all of it is seen.

pub mod sizes;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlImageElement};
use yew::prelude::*;

use crate::host::browser::widen;
use sizes::Sizes;

/// How much larger one press of a button makes the picture.
const STEP: f64 = 1.5;
/// The same of a wheel, for each pixel that it says it turned.
const TURN: f64 = 0.004;

/// A place on the screen.
type Place = (f64, f64);

/// A picture that is looked at.
#[derive(Clone)]
pub struct Zoom {
    /// For what the picture is seen in: it scrolls.
    pub frame: NodeRef,
    /// For the picture.
    pub image: NodeRef,
    /// Whether all of it is seen.
    pub is_whole: bool,
    glass: Rc<Glass>,
}

/// What changes the size and the place of the picture.
struct Glass {
    frame: NodeRef,
    image: NodeRef,
    is_whole: UseStateSetter<bool>,
    /// The fingers that are on it, each where it was last.
    fingers: RefCell<Vec<(i32, Place)>>,
}

/// Lets one picture after the other be looked at; `which` tells them apart.
#[hook]
pub fn use_zoom(which: usize) -> Zoom {
    let (frame, image) = (use_node_ref(), use_node_ref());
    let is_whole = use_state_eq(|| true);
    let glass = use_memo((), |()| Glass {
        frame: frame.clone(),
        image: image.clone(),
        is_whole: is_whole.setter(),
        fingers: RefCell::default(),
    });
    use_effect_with(which, {
        let glass = glass.clone();
        move |_| glass.is_whole.set(true)
    });
    use_effect_with((), {
        let glass = glass.clone();
        move |()| {
            let listener = glass.hear_the_wheel();
            move || drop(listener)
        }
    });
    Zoom {
        frame,
        image,
        is_whole: *is_whole,
        glass,
    }
}

impl Zoom {
    /// Makes the picture larger.
    pub fn closer(&self) {
        self.glass.scale(STEP, None);
    }

    /// Makes it smaller.
    pub fn farther(&self) {
        self.glass.scale(1.0 / STEP, None);
    }

    /// Between the whole and what can be read, about this place.
    pub fn turn(&self, about: Option<Place>) {
        match self.is_whole {
            true => self.glass.draw(Sizes::closer, about),
            false => self.whole(),
        }
    }

    /// Shows all of it.
    pub fn whole(&self) {
        self.glass.draw(|_| 0.0, None);
    }

    /// For the frame.
    pub fn onpointerdown(&self) -> Callback<PointerEvent> {
        let glass = self.glass.clone();
        Callback::from(move |event| glass.down(&event))
    }

    /// For the frame.
    pub fn onpointermove(&self) -> Callback<PointerEvent> {
        let glass = self.glass.clone();
        Callback::from(move |event| glass.moved(&event))
    }

    /// For the frame: as a finger goes, and as the browser takes it away.
    pub fn onpointerup(&self) -> Callback<PointerEvent> {
        let glass = self.glass.clone();
        Callback::from(move |event: PointerEvent| {
            let mut fingers = glass.fingers.borrow_mut();
            fingers.retain(|(finger, _)| *finger != event.pointer_id());
        })
    }
}

impl Glass {
    /// With the control key a wheel means the size, and so do two fingers on a touchpad.
    fn hear_the_wheel(self: &Rc<Self>) -> Option<EventListener> {
        let frame = self.frame.cast::<Element>()?;
        let glass = self.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let heard = move |event: &Event| {
            if let Some(event) = event.dyn_ref::<WheelEvent>()
                && event.ctrl_key()
            {
                event.prevent_default();
                let about = (event.client_x().into(), event.client_y().into());
                glass.scale((-event.delta_y() * TURN).exp(), Some(about));
            }
        };
        Some(EventListener::new_with_options(
            &frame, "wheel", options, heard,
        ))
    }

    fn down(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let mut fingers = self.fingers.borrow_mut();
        if fingers.len() < 2 {
            fingers.push((event.pointer_id(), place(event)));
            // From here on it is the frame's, wherever it goes; one that has gone meanwhile
            // says so by its own event.
            if let Some(frame) = self.frame.cast::<Element>() {
                frame.set_pointer_capture(event.pointer_id()).ok();
            }
        }
    }

    /// One finger takes the picture along; of two, their distance is its size.
    fn moved(&self, event: &PointerEvent) {
        let mut fingers = self.fingers.borrow_mut();
        let before = fingers.clone();
        let moved = fingers.iter_mut();
        let Some(finger) = moved.into_iter().find(|(id, _)| *id == event.pointer_id()) else {
            return;
        };
        finger.1 = place(event);
        let now = fingers.clone();
        drop(fingers);
        let (from, to) = (middle(&before), middle(&now));
        // The size first: what is wholly seen has no room to be pushed about in.
        if let (Some(before), Some(apart)) = (distance(&before), distance(&now)) {
            self.scale(apart / before, Some(from));
        }
        self.push((to.0 - from.0, to.1 - from.1));
    }

    /// Moves the picture with what pushes it.
    fn push(&self, by: Place) {
        if let Some(frame) = self.frame.cast::<Element>() {
            frame.scroll_by_with_x_and_y(-by.0, -by.1);
        }
    }

    fn scale(&self, factor: f64, about: Option<Place>) {
        let shown = self.image.cast::<Element>();
        let shown = shown.map_or(0.0, |image| image.get_bounding_client_rect().width());
        self.draw(|_| shown * factor, about);
    }

    /// Draws the picture as wide as is wished, as far as that helps; what is at a place, the
    /// middle if none is told, stays there.
    fn draw(&self, wished: impl FnOnce(Sizes) -> f64, about: Option<Place>) {
        let (Some(frame), Some(image)) = (
            self.frame.cast::<Element>(),
            self.image.cast::<HtmlImageElement>(),
        ) else {
            return;
        };
        let picture = (image.natural_width().into(), image.natural_height().into());
        if picture.0 < 1.0 || picture.1 < 1.0 {
            return;
        }
        let room = frame.get_bounding_client_rect();
        let sizes = Sizes {
            picture,
            frame: (room.width(), room.height()),
        };
        let about = about.unwrap_or((
            room.left() + room.width() / 2.0,
            room.top() + room.height() / 2.0,
        ));
        let before = image.get_bounding_client_rect();
        let width = sizes.drawn(wished(sizes));
        widen(&image, width);
        self.is_whole.set(width.is_none());
        let after = image.get_bounding_client_rect();
        let grown = after.width() / before.width().max(1.0);
        // Where the place is now, as seen from the corner of the picture.
        let across = after.left() + (about.0 - before.left()) * grown - about.0;
        let along = after.top() + (about.1 - before.top()) * grown - about.1;
        self.push((-across, -along));
    }
}

fn place(event: &PointerEvent) -> Place {
    (event.client_x().into(), event.client_y().into())
}

fn middle(fingers: &[(i32, Place)]) -> Place {
    let count = fingers.len().max(1) as f64;
    let sum = |of: fn(&Place) -> f64| fingers.iter().map(|(_, place)| of(place)).sum::<f64>();
    (sum(|place| place.0) / count, sum(|place| place.1) / count)
}

/// How far two fingers are from each other; never 0.
fn distance(fingers: &[(i32, Place)]) -> Option<f64> {
    let [(_, one), (_, other)] = fingers else {
        return None;
    };
    Some((one.0 - other.0).hypot(one.1 - other.1).max(1.0))
}

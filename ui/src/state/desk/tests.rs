//! What happens to the desk, in the orders in which it can happen.

use std::rc::Rc;

use jiff::civil::date;
use pantry::household::Household;
use ui::protocol::FromReader;
use ui::protocol::draft::Scanned;
use wasm_bindgen::{JsCast, JsValue};
use yew::Reducible;

use super::{Desk, Event, Phase};
use crate::host::store::Picture;
use crate::state::larder::Progress;
use crate::state::photo::Photo;
use crate::state::review::Review;

/// A photo that nobody looks at: it has neither content nor address.
fn photo(draft: u8) -> Rc<Photo> {
    Rc::new(Photo {
        draft: [draft; 16],
        picture: Picture(JsValue::NULL.unchecked_into()),
        url: "".into(),
        sample: false,
    })
}

fn review(draft: u8) -> Rc<Review> {
    let today = date(2026, 11, 22);
    let scanned = Scanned::default();
    Rc::new(Review::new(
        &Household::default(),
        scanned,
        photo(draft),
        today,
    ))
}

fn after(events: impl IntoIterator<Item = Event>) -> Rc<Desk> {
    let desk = Rc::new(Desk::default());
    events.into_iter().fold(desk, Reducible::reduce)
}

fn finished(id: u32) -> Event {
    Event::Heard(FromReader::Finished {
        id,
        scan: Vec::new(),
    })
}

#[test]
fn what_the_reader_says_of_an_earlier_photo_is_not_taken_for_the_newest() {
    let chosen = || [Event::Chosen(photo(1), 1), Event::Chosen(photo(2), 2)];
    let late = after(chosen().into_iter().chain([finished(1)]));
    assert!(late.finished().is_none(), "the first photo was given up");
    let right = after(chosen().into_iter().chain([finished(2)]));
    let (read, _) = right.finished().expect("the second photo is read");
    assert_eq!(read.draft, [2; 16]);
}

#[test]
fn a_photo_that_is_not_wanted_is_forgotten() {
    let desk = after([Event::Chosen(photo(1), 1), Event::Stopped, finished(1)]);
    assert_eq!(desk.phase, Phase::Idle);
    assert!(desk.finished().is_none());
}

#[test]
fn only_the_review_that_was_stored_is_closed() {
    let begun = || {
        [
            Event::Arrived(review(1)),
            Event::Accepting([1; 16], Progress::Begun),
        ]
    };
    let then = |event| after(begun().into_iter().chain([event]));
    assert_eq!(after(begun()).accepting, Some([1; 16]));

    let other = then(Event::Accepting([2; 16], Progress::Stored));
    assert!(other.review.is_some(), "another draft was stored");
    let failed = then(Event::Accepting([1; 16], Progress::Failed));
    assert!(failed.review.is_some(), "nothing was stored");
    assert_eq!(failed.accepting, None, "it can be tried again");
    let stored = then(Event::Accepting([1; 16], Progress::Stored));
    assert!(stored.review.is_none());
    assert_eq!(stored.accepting, None);
}

#[test]
fn a_receipt_that_comes_back_does_not_replace_the_one_in_review() {
    let desk = after([Event::Arrived(review(1)), Event::Restored(review(2))]);
    assert_eq!(
        desk.review.as_ref().map(|review| review.id()),
        Some([1; 16])
    );
}

//! What happens to the desk, in the orders in which it can happen.

use std::rc::Rc;

use jiff::civil::date;
use pantry::household::Household;
use ui::protocol::draft::Scanned;
use ui::protocol::{Failure, FromReader};
use wasm_bindgen::{JsCast, JsValue};
use yew::Reducible;

use super::{Desk, Event, Phase, Place, Whole};
use crate::host::store::{Next, Picture};
use crate::state::larder::Progress;
use crate::state::photo::{Part, Photo};
use crate::state::review::Review;

/// A part that nobody looks at: it has neither content nor address.
fn part() -> Rc<Part> {
    Rc::new(Part {
        picture: Picture(JsValue::NULL.unchecked_into()),
        url: "".into(),
    })
}

fn photo(draft: u8) -> Rc<Photo> {
    Rc::new(Photo {
        draft: [draft; 16],
        parts: vec![part()],
        sample: false,
        extends: None,
        again: None,
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
        pictures: Vec::new(),
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

#[test]
fn only_composed_parts_can_still_be_changed() {
    let failed = |photo| {
        let (part, failure) = (0, Failure::Truncated);
        Phase::Failed {
            photo,
            part,
            failure,
        }
    };
    let several = Rc::new(photo(1).with(vec![part(), part()]));
    assert!(
        failed(several).composed().is_some(),
        "the other one is kept"
    );
    assert!(failed(photo(1)).composed().is_none(), "it is given up");
    let composing = after([Event::Composed(photo(1))]);
    assert!(composing.phase.composed().is_some());
}

#[test]
fn parts_added_to_a_review_belong_to_it_as_long_as_it_is_there() {
    let extended = Rc::new(Photo {
        draft: [2; 16],
        parts: vec![part(), part()],
        sample: false,
        extends: Some([1; 16]),
        again: None,
    });
    let begun = || {
        [
            Event::Arrived(review(1)),
            Event::Composed(extended.clone()),
            Event::Chosen(extended.clone(), 7),
        ]
    };
    assert!(after(begun()).extension().is_some());
    let closed = begun().into_iter().chain([Event::Closed([1; 16])]);
    assert!(after(closed).extension().is_none(), "the review is gone");
    let stopped = after(begun().into_iter().chain([Event::Stopped]));
    assert!(stopped.review.is_some(), "the review is as it was");
}

#[test]
fn a_receipt_waits_until_it_is_read() {
    let desk = after([
        Event::Chosen(photo(1), 1),
        Event::Queued(vec![photo(2), photo(3)]),
        Event::Chosen(photo(2), 2),
    ]);
    let waiting: Vec<_> = desk.waiting.iter().map(|photo| photo.draft).collect();
    assert_eq!(waiting, [[3; 16]]);
}

#[test]
fn parts_that_come_late_are_put_to_those_that_they_were_chosen_for() {
    let several = || Rc::new(photo(1).with(vec![part(), part()]));
    let of = Some([1; 16]);
    let with = |desk: Rc<Desk>| match desk.place(of) {
        Place::With(photo) => photo.draft,
        _ => panic!("they belong to those"),
    };
    let composing = after([Event::Composed(photo(1))]);
    assert_eq!(with(composing), [1; 16]);
    let reading = after([Event::Composed(several()), Event::Chosen(several(), 1)]);
    assert_eq!(with(reading), [1; 16], "the set is not replaced");
    let single = after([Event::Composed(photo(1)), Event::Chosen(photo(1), 1)]);
    assert_eq!(with(single), [1; 16], "nor is the first part");

    let read = after([Event::Arrived(review(1))]);
    let goes_on = matches!(read.place(of), Place::After(review) if review.id() == [1; 16]);
    assert!(goes_on, "it is in review by now");
    assert!(matches!(after([]).place(of), Place::New));
}

#[test]
fn parts_that_come_late_wait_where_something_else_is_begun() {
    let of = Some([1; 16]);
    let reading = after([Event::Chosen(photo(2), 1)]);
    let later = |desk: &Desk| matches!(desk.place(of), Place::Later);
    assert!(later(&reading));
    let other = after([Event::Arrived(review(2))]);
    assert!(later(&other));
    let begun = Event::Accepting([1; 16], Progress::Begun);
    let accepting = after([Event::Arrived(review(1)), begun]);
    assert!(later(&accepting), "it is put away as it is");
}

#[test]
fn a_receipt_waits_once() {
    let desk = after([Event::Queued(vec![photo(2)]), Event::Queued(vec![photo(2)])]);
    assert_eq!(desk.waiting.len(), 1);
    let shown = after([Event::Queued(vec![photo(2)]), Event::Composed(photo(2))]);
    assert!(shown.waiting.is_empty(), "its parts are shown");
}

#[test]
fn a_review_that_could_not_be_stored_is_known_until_it_is() {
    let whole = Rc::new(Whole {
        new: photo(1).with(Vec::new()).to_keep(Next::Read),
        old: vec![[9; 16]],
    });
    let begun = || [Event::Arrived(review(1)), Event::Unkept(whole.clone())];
    let then = |event| after(begun().into_iter().chain([event]));
    assert_eq!(after(begun()).unkept(), Some(&whole));
    assert_eq!(then(Event::Kept([1; 16])).unkept(), None);
    let other = then(Event::Arrived(review(2)));
    assert_eq!(other.unkept(), None, "another one is in review");

    let accepting = then(Event::Accepting([1; 16], Progress::Begun));
    assert_eq!(accepting.unkept(), None, "it is put away");
    let failed = then(Event::Accepting([1; 16], Progress::Failed));
    assert_eq!(failed.unkept(), Some(&whole), "it was not");
    let back = [Event::Closed([1; 16]), Event::Restored(review(1))];
    let back = after(begun().into_iter().chain(back));
    assert_eq!(back.unkept(), Some(&whole), "it was brought back");
}

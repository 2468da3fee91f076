//! What becomes of a scan that is through: a review that is kept, or nothing.

use std::rc::Rc;

use ui::protocol::draft;
use ui::protocol::{Failure, FromReader};

use super::Scanning;
use super::keep::keep_whole;
use crate::host::store::{KeptDraft, Next};
use crate::state::carry::carry;
use crate::state::desk::{Event, Finished, Whole};
use crate::state::edits;
use crate::state::photo::Photo;
use crate::state::review::Review;

/// Turns a finished scan into a review and keeps it. One that goes on from the receipt in
/// review takes its place, with every answer.
pub fn arrive(scanning: &Scanning, photo: Rc<Photo>, finished: &Finished) {
    let larder = &scanning.larder;
    // What is shown and kept of a PDF is its pages, as they were read.
    let photo = photo.as_read(&finished.pictures).map_or(photo, Rc::new);
    let Some(scanned) = draft::decode(&finished.scan) else {
        return scanning.desk.dispatch(Event::Heard(FromReader::Failed {
            id: None,
            part: 0,
            failure: Failure::Crashed,
            message: "the scan cannot be understood".to_owned(),
        }));
    };
    let mut review = Review::new(&larder.household(), scanned, photo.clone(), larder.today);
    let before = scanning.desk.review.clone();
    let before = before.filter(|before| photo.extends == Some(before.id()));
    if let Some(before) = &before {
        carry(before, &mut review);
    }
    // Its answers are in storage in the moment in which the draft goes that they came from.
    let edits = before.is_some().then(|| edits::encode(&review));
    scanning.desk.dispatch(Event::Arrived(Rc::new(review)));
    let new = KeptDraft {
        scan: Some(finished.scan.to_vec()),
        edits,
        ..photo.to_keep(Next::Read)
    };
    let old = before.map(|before| before.photo.drafts());
    let old = old.unwrap_or_default();
    keep_whole(scanning, Whole { new, old });
}

/// Forgets a photo that can never be read. Composed parts stay: one of them may be good.
pub fn give_up(scanning: &Scanning, photo: &Photo, failure: Failure) {
    if !failure.is_of_the_reader() && !photo.is_composed() {
        scanning.drop_draft(photo.draft);
    }
}

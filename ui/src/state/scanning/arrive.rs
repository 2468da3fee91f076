//! What becomes of a scan that is through: a review that is kept, or nothing.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ui::protocol::draft;
use ui::protocol::{Failure, FromReader};
use wasm_bindgen_futures::spawn_local;

use super::{Scanning, warn};
use crate::host::store::{KeptDraft, Next, Store};
use crate::state::carry::carry;
use crate::state::desk::{Event, Finished};
use crate::state::edits;
use crate::state::larder::Larder;
use crate::state::photo::Photo;
use crate::state::review::Review;

/// How long typing must pause before it is stored.
const KEEP_AFTER_MS: u32 = 250;

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
    scanning.replace(vec![new], old.unwrap_or_default());
}

/// Forgets a photo that can never be read. Composed parts stay: one of them may be good.
pub fn give_up(scanning: &Scanning, photo: &Photo, failure: Failure) {
    if !failure.is_of_the_reader() && !photo.is_composed() {
        scanning.drop_draft(photo.draft);
    }
}

/// Keeps what was done to the review, once the person pauses. Dropping it drops the wait.
pub fn keep_edits(larder: &Larder, review: Rc<Review>) -> Timeout {
    let store = larder.store().clone();
    Timeout::new(KEEP_AFTER_MS, move || {
        spawn_local(async move {
            let edits = edits::encode(&review);
            if let Err(error) = store.keep_edits(review.id(), &edits).await {
                warn(&error);
            }
        });
    })
}

//! Keeping a review: whole when it arrives, then what was done to it.
//!
//! What a full disk could not take when it arrived is tried again with each answer: room
//! may have been made meanwhile, and the answers are worth nothing without their scan.

use std::rc::Rc;

use super::{Scanning, warn};
use crate::host::browser::shared;
use crate::host::store::{KeptDraft, Store, StoreError};
use crate::i18n::t;
use crate::state::core::Later;
use crate::state::desk::{Event, Whole};
use crate::state::edits;
use crate::state::review::Review;

/// How long typing must pause before it is stored.
const KEEP_AFTER_MS: u32 = 250;

/// Keeps a review that has just arrived. Without storage it goes on; but the person must
/// know.
pub fn keep_whole(scanning: &Scanning, whole: Whole) {
    let core = scanning.larder.core().clone();
    let scanning = scanning.clone();
    core.keep_drafts(async move {
        if store(&scanning, whole).await.is_err() {
            scanning.larder.say(t!("draft-not-kept"));
        }
    });
}

/// Keeps what was done to the review, once the person pauses or the page goes to sleep.
/// Dropping it drops the wait.
pub fn keep_edits(scanning: &Scanning, review: Rc<Review>) -> Later {
    let core = scanning.larder.core().clone();
    let scanning = scanning.clone();
    core.clone().keep_later(KEEP_AFTER_MS, move || {
        let edits = edits::encode(&review);
        // The desk itself, not what was drawn of it: the failure may have come since.
        let unkept = scanning.desk.unkept().cloned();
        core.keep_drafts(async move {
            match unkept.filter(|whole| whole.new.id == review.id()) {
                // The person has been told already.
                Some(whole) => {
                    store(&scanning, whole.answered(edits)).await.ok();
                }
                None => {
                    let kept = scanning.larder.store().keep_edits(review.id(), &edits);
                    if let Err(error) = kept.await {
                        warn(&error);
                    }
                }
            }
        });
    })
}

/// Stores a review whole; the desk then knows whether that is still to be done.
async fn store(scanning: &Scanning, whole: Whole) -> Result<(), StoreError> {
    let new = std::slice::from_ref(&whole.new);
    let stored = scanning.larder.store().replace_drafts(new, &whole.old);
    match stored.await {
        Ok(()) => {
            scanning.desk.dispatch(Event::Kept(whole.new.id));
            shared::are_kept(whole.new.parts.iter().map(|part| &part.0)).await;
            Ok(())
        }
        Err(error) => {
            warn(&error);
            scanning.desk.dispatch(Event::Unkept(Rc::new(whole)));
            Err(error)
        }
    }
}

impl Whole {
    /// The same receipt with these answers.
    fn answered(&self, edits: Vec<u8>) -> Self {
        let new = KeptDraft {
            edits: Some(edits),
            ..self.new.clone()
        };
        let old = self.old.clone();
        Self { new, old }
    }
}

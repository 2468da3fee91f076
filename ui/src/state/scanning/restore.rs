//! What there was when the page was closed, brought back when it is opened again.

use std::rc::Rc;

use ui::protocol::draft;

use super::{Scanning, warn};
use crate::host::store::{KeptDraft, Next, Store};
use crate::state::desk::{Event, Phase};
use crate::state::edits;
use crate::state::photo::Photo;
use crate::state::review::Review;

/// How often a photo is read again by itself after the page was closed over it: one that
/// brings the whole page down must not do so for ever.
const TRIES: u8 = 3;

/// Brings back the drafts that there were when the page was closed.
pub async fn restore(scanning: &Scanning) {
    let kept = match scanning.larder.store().drafts().await {
        Ok(kept) => kept,
        Err(error) => return warn(&error),
    };
    if scanning.desk.phase != Phase::Idle || scanning.desk.review.is_some() {
        return;
    }
    let waits = |draft: &KeptDraft| draft.next == Next::Wait && draft.scan.is_none();
    let (waiting, mut begun): (Vec<_>, Vec<_>) = kept.into_iter().partition(waits);
    let waiting = waiting.iter().map(|draft| Rc::new(Photo::kept(draft)));
    scanning.desk.dispatch(Event::Queued(waiting.collect()));
    let Some(newest) = begun.pop() else {
        return;
    };
    if review_again(scanning, &newest).is_some() {
        return;
    }
    // What it goes on from is in review until it is read.
    if let Some(before) = begun.iter().find(|draft| Some(draft.id) == newest.extends) {
        review_again(scanning, before);
    }
    let photo = Rc::new(Photo::kept(&newest));
    if newest.next == Next::Add {
        return scanning.desk.dispatch(Event::Composed(photo));
    }
    // The page was closed before it was read, or an older version kept it in another
    // form: the photo tells it again.
    if newest.tries >= TRIES {
        // Reading may be what closes it: the person decides, and the photo is not lost.
        return scanning.desk.dispatch(Event::Composed(photo));
    }
    scanning.keep(KeptDraft {
        tries: newest.tries + 1,
        ..photo.to_keep(Next::Read)
    });
    scanning.read(photo);
}

/// Shows a kept receipt as it was in review; `None` when it has not been read.
fn review_again(scanning: &Scanning, kept: &KeptDraft) -> Option<()> {
    let larder = &scanning.larder;
    let scanned = kept.scan.as_deref().and_then(draft::decode)?;
    let photo = Rc::new(Photo::kept(kept));
    let mut review = Review::new(&larder.household(), scanned, photo, larder.today);
    if let Some(edits) = &kept.edits {
        edits::restore(&mut review, edits);
    }
    scanning.desk.dispatch(Event::Restored(Rc::new(review)));
    Some(())
}

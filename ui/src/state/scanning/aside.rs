//! What a person puts aside, and can bring back for a moment.

use std::cell::Cell;
use std::rc::Rc;

use yew::{AttrValue, Callback};

use super::Scanning;
use crate::host::store::DraftId;
use crate::i18n::t;
use crate::state::desk::{Event, Phase};
use crate::state::photo::Photo;

impl Scanning {
    /// Stops reading: the photo is not wanted. Parts that were put together stay.
    pub fn cancel(&self) {
        // A second tap may come before the screen has changed.
        let Phase::Reading { photo, .. } = &self.desk.phase else {
            return;
        };
        let photo = photo.clone();
        self.stop();
        if photo.is_composed() {
            self.show_parts(photo);
        } else if photo.sample {
            self.drop_draft(photo.draft);
        } else {
            self.put_photo_aside(photo, t!("scan-cancelled"));
        }
    }

    /// Forgets the photo that could not be read.
    pub fn discard_failed(&self) {
        if let Some((photo, _)) = self.desk.failed() {
            self.leave();
            self.put_photo_aside(photo, t!("scan-discarded"));
        }
    }

    fn put_photo_aside(&self, photo: Rc<Photo>, said: AttrValue) {
        let back = {
            let photo = photo.clone();
            move |scanning: &Self| scanning.begin(photo.clone())
        };
        self.put_aside(vec![photo.draft], said, back);
    }

    /// Ends the review and forgets the receipt. Parts that were to be added to it go with
    /// it, and come back with it.
    pub fn discard(&self) {
        let Some(review) = self.desk.review.clone() else {
            return;
        };
        let more = self.desk.extension().cloned();
        if more.is_some() {
            self.leave();
        }
        let draft = review.id();
        self.larder.forget_unsaved(draft);
        self.desk.dispatch(Event::Closed(draft));
        let mut drafts = review.photo.drafts();
        drafts.extend(more.iter().map(|photo| photo.draft));
        self.put_aside(drafts, t!("review-discarded"), move |scanning| {
            scanning.desk.dispatch(Event::Restored(review.clone()));
            if let Some(photo) = &more {
                scanning.show_parts(photo.clone());
            }
        });
    }

    /// Forgets drafts once the person has let the moment pass in which they can be brought
    /// back.
    pub(super) fn put_aside(
        &self,
        drafts: Vec<DraftId>,
        said: AttrValue,
        back: impl Fn(&Self) + 'static,
    ) {
        let decided = Rc::new(Cell::new(false));
        let back = {
            let (scanning, decided) = (self.clone(), decided.clone());
            Callback::from(move |()| {
                if !decided.replace(true) {
                    back(&scanning);
                }
            })
        };
        let scanning = self.clone();
        let gone = Callback::from(move |()| {
            if !decided.replace(true) {
                for draft in &drafts {
                    scanning.drop_draft(*draft);
                }
            }
        });
        self.larder.put_aside(said, back, gone);
    }
}

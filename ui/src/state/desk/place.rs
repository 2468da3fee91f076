//! Where parts go that a person has chosen.
//!
//! Making them readable takes a while, and meanwhile the person goes on: what has been put
//! together, read or answered since must not be lost for them, nor they for it.

use std::rc::Rc;

use super::{Desk, Phase};
use crate::host::store::DraftId;
use crate::state::photo::Photo;
use crate::state::review::Review;

/// Where parts go.
#[derive(Clone, PartialEq, Debug)]
pub enum Place {
    /// To these parts, which are read only then.
    With(Rc<Photo>),
    /// To the receipt in review, which goes on.
    After(Rc<Review>),
    /// They begin a receipt.
    New,
    /// They begin one that waits for another.
    Later,
}

impl Place {
    /// How many parts there are already.
    pub fn parts(&self) -> usize {
        match self {
            Self::With(photo) => photo.parts.len(),
            Self::After(review) => review.photo.parts.len(),
            Self::New | Self::Later => 0,
        }
    }
}

impl Desk {
    /// Where parts go that were chosen for this draft.
    pub fn place(&self, of: Option<DraftId>) -> Place {
        let reading = matches!(self.phase, Phase::Reading { .. });
        let open =
            |photo: &&Rc<Photo>| self.phase.is_composed() || reading && Some(photo.draft) == of;
        if let Some(photo) = self.phase.photo().filter(open) {
            return Place::With(photo.clone());
        }
        match &self.review {
            Some(review) if Some(review.id()) == of && self.accepting != of => {
                Place::After(review.clone())
            }
            None if !reading => Place::New,
            _ => Place::Later,
        }
    }
}

//! Where scanning and review stand: what the screens show of both.

use std::rc::Rc;

use ui::protocol::{Failure, FromReader, Stage};
use yew::Reducible;

use super::larder::Progress;
use super::photo::Photo;
use super::review::Review;
use crate::host::store::DraftId;

/// Where the reading of a receipt is.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Phase {
    /// Nothing is being read.
    #[default]
    Idle,
    /// A photo is being read.
    Reading {
        /// The photo.
        photo: Rc<Photo>,
        /// How much of the reader is there; `None` when it is ready.
        loading: Option<f64>,
        /// The stage, and how much of it is done.
        stage: Option<(Stage, f64)>,
    },
    /// A photo could not be read.
    Failed {
        /// The photo.
        photo: Rc<Photo>,
        /// Why.
        failure: Failure,
    },
}

/// Everything about scanning and review.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    /// What the reader does.
    pub phase: Phase,
    /// The receipt in review.
    pub review: Option<Rc<Review>>,
    /// How many receipts have come to review on this page.
    pub arrived: u32,
    /// The draft that is being put away.
    pub accepting: Option<DraftId>,
    scan: Option<u32>,
    ready: bool,
    finished: Option<Rc<[u8]>>,
}

/// What can happen to it.
pub enum Event {
    /// A photo was chosen, and will be read under this number.
    Chosen(Rc<Photo>, u32),
    /// The reader said something.
    Heard(FromReader),
    /// The reader was stopped; the person does not want the photo read.
    Stopped,
    /// A receipt is there to review.
    Arrived(Rc<Review>),
    /// A receipt is there that was in review before.
    Restored(Rc<Review>),
    /// The person changed something in the review.
    Edited(Box<dyn FnOnce(&mut Review)>),
    /// Putting a draft away got this far.
    Accepting(DraftId, Progress),
    /// The review of this draft is over.
    Closed(DraftId),
}

impl Reducible for Desk {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut desk = Rc::unwrap_or_clone(self);
        match event {
            Event::Chosen(photo, scan) => {
                let loading = (!desk.ready).then_some(0.0);
                desk.phase = Phase::Reading {
                    photo,
                    loading,
                    stage: None,
                };
                desk.scan = Some(scan);
                desk.finished = None;
            }
            Event::Heard(message) => desk.hear(message),
            Event::Stopped => {
                desk.phase = Phase::Idle;
                desk.ready = false;
                desk.scan = None;
                desk.finished = None;
            }
            Event::Arrived(review) => {
                desk.phase = Phase::Idle;
                desk.finished = None;
                desk.review = Some(review);
                desk.arrived += 1;
            }
            Event::Restored(review) => desk.review = desk.review.or(Some(review)),
            Event::Edited(edit) => {
                if let Some(review) = &mut desk.review {
                    edit(Rc::make_mut(review));
                }
            }
            Event::Accepting(draft, Progress::Begun) => desk.accepting = Some(draft),
            Event::Accepting(draft, Progress::Failed) => {
                desk.accepting.take_if(|accepting| *accepting == draft);
            }
            Event::Accepting(draft, Progress::Stored) => {
                desk.accepting.take_if(|accepting| *accepting == draft);
                desk.close(draft);
            }
            Event::Closed(draft) => desk.close(draft),
        }
        desk.into()
    }
}

impl Desk {
    /// A scan that is through, with its photo.
    pub fn finished(&self) -> Option<(Rc<Photo>, Rc<[u8]>)> {
        match &self.phase {
            Phase::Reading { photo, .. } => Some((photo.clone(), self.finished.clone()?)),
            _ => None,
        }
    }

    /// The photo that could not be read, and why.
    pub fn failed(&self) -> Option<(Rc<Photo>, Failure)> {
        match &self.phase {
            Phase::Failed { photo, failure } => Some((photo.clone(), *failure)),
            _ => None,
        }
    }

    fn close(&mut self, draft: DraftId) {
        self.review.take_if(|review| review.id() == draft);
    }

    fn hear(&mut self, message: FromReader) {
        match message {
            FromReader::Ready => self.ready = true,
            FromReader::Failed { id: None, .. } => self.ready = false,
            _ => {}
        }
        let of_another = |id: u32| self.scan != Some(id);
        let Phase::Reading {
            photo,
            loading,
            stage,
        } = &mut self.phase
        else {
            return;
        };
        match message {
            FromReader::Loading(done) => *loading = Some(done),
            FromReader::Ready => *loading = None,
            FromReader::Progress {
                id,
                stage: now,
                done,
            } if !of_another(id) => {
                *loading = None;
                *stage = Some((now, done));
            }
            FromReader::Finished { id, scan } if !of_another(id) => {
                self.finished = Some(scan.into());
            }
            FromReader::Failed {
                id,
                failure,
                message,
            } if !id.is_some_and(of_another) => {
                web_sys::console::warn_1(&message.into());
                self.phase = Phase::Failed {
                    photo: photo.clone(),
                    failure,
                };
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;

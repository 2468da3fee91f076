//! Where scanning and review stand: what the screens show of both.

mod place;

use std::rc::Rc;

use ui::protocol::{Failure, FromReader, Stage};
use yew::Reducible;

use super::larder::Progress;
use super::photo::Photo;
use super::review::Review;
use crate::host::store::{DraftId, KeptDraft};

pub use place::Place;

/// Where the reading of a receipt is.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Phase {
    /// Nothing is being read.
    #[default]
    Idle,
    /// The person puts the parts of a receipt together.
    Composing {
        /// The parts so far.
        photo: Rc<Photo>,
    },
    /// A photo is being read.
    Reading {
        /// The photo.
        photo: Rc<Photo>,
        /// How much of the reader is there; `None` when it is ready.
        loading: Option<f64>,
        /// Which picture is being read, and of how many; of 0 until that is known.
        part: (u32, u32),
        /// The stage, and how much of it is done.
        stage: Option<(Stage, f64)>,
    },
    /// A photo could not be read.
    Failed {
        /// The photo.
        photo: Rc<Photo>,
        /// Which part of it.
        part: usize,
        /// Why.
        failure: Failure,
    },
}

impl Phase {
    /// What is being composed or read, or could not be read.
    pub fn photo(&self) -> Option<&Rc<Photo>> {
        match self {
            Self::Idle => None,
            Self::Composing { photo }
            | Self::Reading { photo, .. }
            | Self::Failed { photo, .. } => Some(photo),
        }
    }

    /// Whether a person's composing would be lost with it.
    pub fn is_composed(&self) -> bool {
        let reads = self.photo().is_some_and(|photo| photo.is_composed());
        reads || matches!(self, Self::Composing { .. })
    }

    /// The parts that the person can still change: those that are being composed, and
    /// composed ones that could not be read.
    pub fn composed(&self) -> Option<&Rc<Photo>> {
        match self {
            Self::Composing { photo } => Some(photo),
            Self::Failed { photo, .. } if photo.is_composed() => Some(photo),
            _ => None,
        }
    }
}

/// Everything about scanning and review.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    /// What the reader does.
    pub phase: Phase,
    /// The receipt in review.
    pub review: Option<Rc<Review>>,
    /// Receipts that are read when that one is done with, in this order.
    pub waiting: Vec<Rc<Photo>>,
    /// How many receipts have come to review on this page.
    pub arrived: u32,
    /// The draft that is being put away.
    pub accepting: Option<DraftId>,
    unkept: Option<Rc<Whole>>,
    scan: Option<u32>,
    ready: bool,
    finished: Option<Finished>,
}

/// What the reader made of a photo.
#[derive(Clone, PartialEq, Debug)]
pub struct Finished {
    /// The scan, as `ui::protocol::draft` encodes it.
    pub scan: Rc<[u8]>,
    /// The pictures that were read, if they are others than the parts.
    pub pictures: Rc<[Vec<u8>]>,
}

/// A receipt in review as it goes to storage: with its scan, in place of what it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Whole {
    /// The receipt.
    pub new: KeptDraft,
    /// The drafts that go when it is kept.
    pub old: Vec<DraftId>,
}

/// What can happen to it.
pub enum Event {
    /// The person puts these parts together.
    Composed(Rc<Photo>),
    /// A photo was chosen, and will be read under this number.
    Chosen(Rc<Photo>, u32),
    /// These receipts have to wait.
    Queued(Vec<Rc<Photo>>),
    /// The reader said something.
    Heard(FromReader),
    /// The person has left what was being put together or could not be read.
    Left,
    /// The reader was stopped; the person does not want the photo read.
    Stopped,
    /// A receipt is there to review.
    Arrived(Rc<Review>),
    /// A receipt is there that was in review before.
    Restored(Rc<Review>),
    /// The receipt in review could not be stored whole.
    Unkept(Rc<Whole>),
    /// The receipt of this draft is stored whole.
    Kept(DraftId),
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
            Event::Composed(photo) => {
                desk.waiting.retain(|waiting| waiting.draft != photo.draft);
                desk.phase = Phase::Composing { photo };
                desk.scan = None;
                desk.finished = None;
            }
            Event::Queued(photos) => {
                let there =
                    |waiting: &Rc<Photo>| photos.iter().any(|one| one.draft == waiting.draft);
                desk.waiting.retain(|waiting| !there(waiting));
                desk.waiting.extend(photos);
            }
            Event::Chosen(photo, scan) => {
                desk.waiting.retain(|waiting| waiting.draft != photo.draft);
                let loading = (!desk.ready).then_some(0.0);
                desk.phase = Phase::Reading {
                    photo,
                    loading,
                    part: (0, 0),
                    stage: None,
                };
                desk.scan = Some(scan);
                desk.finished = None;
            }
            Event::Heard(message) => desk.hear(message),
            Event::Left => desk.leave(),
            Event::Stopped => {
                desk.leave();
                desk.ready = false;
            }
            Event::Arrived(review) => {
                desk.phase = Phase::Idle;
                desk.finished = None;
                desk.review = Some(review);
                desk.unkept = None;
                desk.arrived += 1;
            }
            Event::Restored(review) => desk.review = desk.review.or(Some(review)),
            Event::Unkept(whole) => desk.unkept = Some(whole),
            Event::Kept(draft) => desk.keep(draft),
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
                desk.keep(draft);
                desk.close(draft);
            }
            Event::Accepting(_, Progress::Shown(_)) => {}
            Event::Closed(draft) => desk.close(draft),
        }
        desk.into()
    }
}

impl Desk {
    /// A scan that is through, with its photo.
    pub fn finished(&self) -> Option<(Rc<Photo>, Finished)> {
        match &self.phase {
            Phase::Reading { photo, .. } => Some((photo.clone(), self.finished.clone()?)),
            _ => None,
        }
    }

    /// What the receipt in review will be with the parts that the person now adds.
    pub fn extension(&self) -> Option<&Rc<Photo>> {
        let review = self.review.as_ref()?;
        let photo = self.phase.photo()?;
        (photo.extends == Some(review.id())).then_some(photo)
    }

    /// The receipt in review, if it is not stored whole. While it is being put away it is
    /// not to be stored again: it would be there twice.
    pub fn unkept(&self) -> Option<&Rc<Whole>> {
        let review = self.review.as_ref()?.id();
        let open = self.accepting != Some(review);
        let unkept = self.unkept.as_ref();
        unkept.filter(|whole| open && whole.new.id == review)
    }

    /// The photo that could not be read, and why.
    pub fn failed(&self) -> Option<(Rc<Photo>, Failure)> {
        match &self.phase {
            Phase::Failed { photo, failure, .. } => Some((photo.clone(), *failure)),
            _ => None,
        }
    }

    /// Whether a photo was not read by a fault of the reader's alone: it is as good as before.
    pub fn is_unread(&self) -> bool {
        let failed = self.failed();
        failed.is_some_and(|(_, failure)| failure.is_of_the_reader())
    }

    fn leave(&mut self) {
        self.phase = Phase::Idle;
        self.scan = None;
        self.finished = None;
    }

    fn keep(&mut self, draft: DraftId) {
        self.unkept.take_if(|whole| whole.new.id == draft);
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
            part,
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
                part: read,
                parts,
                stage: now,
                done,
            } if !of_another(id) => {
                *loading = None;
                *part = (read, parts);
                *stage = Some((now, done));
            }
            FromReader::Finished { id, scan, pictures } if !of_another(id) => {
                self.finished = Some(Finished {
                    scan: scan.into(),
                    pictures: pictures.into(),
                });
            }
            FromReader::Failed {
                id,
                part: read,
                failure,
                message,
            } if !id.is_some_and(of_another) => {
                web_sys::console::warn_1(&message.into());
                self.phase = Phase::Failed {
                    photo: photo.clone(),
                    part: read as usize,
                    failure,
                };
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;

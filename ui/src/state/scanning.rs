//! From a chosen photo to a review, whatever screen is shown meanwhile.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ui::protocol::draft;
use ui::protocol::{Failure, FromReader, Stage};
use web_sys::Blob;
use yew::prelude::*;

use super::edits;
use super::larder::Larder;
use super::photo::Photo;
use super::review::Review;
use crate::host::browser::{self, reader::Reader};
use crate::host::store::{Picture, Store, StoreError};

/// How long typing must pause before it is stored.
const KEEP_AFTER_MS: u32 = 250;

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
    scan: Option<u32>,
    ready: bool,
    finished: Option<Rc<[u8]>>,
}

/// What can happen to it.
pub enum Event {
    /// A photo was chosen.
    Chosen(Rc<Photo>),
    /// It went to the reader under this number.
    Sent(u32),
    /// The reader said something.
    Heard(FromReader),
    /// The person stopped it.
    Cancelled,
    /// A receipt is there to review.
    Arrived(Rc<Review>),
    /// A receipt is there that was in review before.
    Restored(Rc<Review>),
    /// The person changed something in the review.
    Edited(Box<dyn FnOnce(&mut Review)>),
    /// The review is over.
    Closed,
}

impl Reducible for Desk {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut desk = Rc::unwrap_or_clone(self);
        match event {
            Event::Chosen(photo) => {
                let loading = (!desk.ready).then_some(0.0);
                desk.phase = Phase::Reading {
                    photo,
                    loading,
                    stage: None,
                };
                desk.scan = None;
                desk.finished = None;
            }
            Event::Sent(id) => desk.scan = Some(id),
            Event::Heard(message) => desk.hear(message),
            Event::Cancelled => {
                desk.phase = Phase::Idle;
                desk.ready = false;
                desk.scan = None;
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
            Event::Closed => desk.review = None,
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

    fn hear(&mut self, message: FromReader) {
        if matches!(message, FromReader::Ready) {
            self.ready = true;
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
                self.ready &= id.is_some();
                self.phase = Phase::Failed {
                    photo: photo.clone(),
                    failure,
                };
            }
            _ => {}
        }
    }
}

/// Scanning as the screens have it in hand.
#[derive(Clone)]
pub struct Scanning {
    /// How it stands.
    pub desk: UseReducerHandle<Desk>,
    reader: Rc<Reader>,
}

impl PartialEq for Scanning {
    fn eq(&self, other: &Self) -> bool {
        // The handles, not what they lead to: a handle leads to the newest state, which
        // is the same for both; compared are the states that they were rendered with.
        self.desk == other.desk
    }
}

impl Scanning {
    /// Scanning with this reader.
    pub fn new(desk: UseReducerHandle<Desk>, reader: Rc<Reader>) -> Self {
        Self { desk, reader }
    }

    /// Gets the reader ready while the person looks for a photo.
    pub fn warm(&self) {
        self.reader.warm();
    }

    /// Reads a photo.
    pub fn scan(&self, blob: Blob) {
        self.scan_photo(Rc::new(Photo::new(Picture(blob))));
    }

    /// Reads a photo, perhaps once more.
    pub fn scan_photo(&self, photo: Rc<Photo>) {
        self.desk.dispatch(Event::Chosen(photo.clone()));
        let (desk, reader) = (self.desk.dispatcher(), self.reader.clone());
        wasm_bindgen_futures::spawn_local(async move {
            match browser::bytes_of(&photo.picture.0).await {
                Ok(bytes) => desk.dispatch(Event::Sent(reader.scan(&bytes))),
                // The file has vanished, or may not be read any more.
                Err(_) => desk.dispatch(Event::Heard(FromReader::Failed {
                    id: None,
                    failure: Failure::Empty,
                    message: "the file cannot be opened".to_owned(),
                })),
            }
        });
    }

    /// Stops reading.
    pub fn cancel(&self) {
        self.reader.stop();
        self.desk.dispatch(Event::Cancelled);
        self.reader.warm();
    }

    /// Changes the review.
    pub fn edit(&self, edit: impl FnOnce(&mut Review) + 'static) {
        self.desk.dispatch(Event::Edited(Box::new(edit)));
    }

    /// Ends the review of a receipt that is put away.
    pub fn close(&self) {
        self.desk.dispatch(Event::Closed);
    }

    /// Ends the review and forgets the receipt.
    pub fn discard(&self, larder: &Larder) {
        self.close();
        let store = larder.store().clone();
        wasm_bindgen_futures::spawn_local(async move {
            // It would only come back once more: nothing is lost.
            store.drop_draft().await.ok();
        });
    }
}

/// Turns a finished scan into a review and keeps it, so that closing the page loses
/// nothing.
pub fn arrive(
    larder: &Larder,
    desk: &UseReducerDispatcher<Desk>,
    photo: Rc<Photo>,
    scan: Rc<[u8]>,
) {
    let Some(scanned) = draft::decode(&scan) else {
        return desk.dispatch(Event::Heard(FromReader::Failed {
            id: None,
            failure: Failure::Crashed,
            message: "the scan cannot be understood".to_owned(),
        }));
    };
    let review = Review::new(&larder.household(), scanned, photo.clone(), larder.today);
    desk.dispatch(Event::Arrived(Rc::new(review)));
    let store = larder.store().clone();
    wasm_bindgen_futures::spawn_local(async move {
        warn(store.keep_draft(&photo.picture, &scan).await);
    });
}

/// Brings back the review that was open when the page was closed.
pub async fn restore(larder: &Larder, scanning: &Scanning) {
    let Ok(Some(kept)) = larder.store().draft().await else {
        return;
    };
    let photo = Rc::new(Photo::new(kept.picture));
    let Some(scanned) = draft::decode(&kept.scan) else {
        // An older version kept it in another form: the photo tells it again.
        return scanning.scan_photo(photo);
    };
    let mut review = Review::new(&larder.household(), scanned, photo, larder.today);
    if let Some(edits) = &kept.edits {
        edits::restore(&mut review, edits);
    }
    scanning.desk.dispatch(Event::Restored(Rc::new(review)));
}

/// Keeps what was done to the review, once the person pauses. Dropping it drops the wait.
pub fn keep_edits(larder: &Larder, review: Rc<Review>) -> Timeout {
    let store = larder.store().clone();
    Timeout::new(KEEP_AFTER_MS, move || {
        wasm_bindgen_futures::spawn_local(async move {
            warn(store.keep_edits(&edits::encode(&review)).await);
        });
    })
}

/// The review itself goes on without storage; only closing the page would now lose it.
fn warn(kept: Result<(), StoreError>) {
    if let Err(error) = kept {
        web_sys::console::warn_1(&error.to_string().into());
    }
}

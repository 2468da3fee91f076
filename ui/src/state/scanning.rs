//! From a chosen photo to a review, whatever screen is shown meanwhile.
//!
//! A draft is kept from the moment its photo is chosen until its purchase is stored or
//! it is thrown away, so that closing the page loses nothing.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ui::protocol::draft;
use ui::protocol::{Failure, FromReader};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::desk::{Desk, Event, Phase};
use super::edits;
use super::larder::Larder;
use super::photo::Photo;
use super::review::Review;
use crate::host::browser::{self, heic, reader::Reader};
use crate::host::store::{DraftId, KeptDraft, Picture, Store, StoreError};
use crate::i18n::t;

/// How long typing must pause before it is stored.
const KEEP_AFTER_MS: u32 = 250;
/// How often a photo is read again by itself after the page was closed over it: one that
/// brings the whole page down must not do so for ever.
const TRIES: u8 = 3;

/// Scanning as the screens have it in hand.
#[derive(Clone)]
pub struct Scanning {
    /// How it stands.
    pub desk: UseReducerHandle<Desk>,
    reader: Rc<Reader>,
    larder: Larder,
}

impl PartialEq for Scanning {
    fn eq(&self, other: &Self) -> bool {
        // The handles, not what they lead to: a handle leads to the newest state, which
        // is the same for both; compared are the states that they were rendered with.
        self.desk == other.desk
    }
}

impl Scanning {
    /// Scanning with this reader, for this larder.
    pub fn new(desk: UseReducerHandle<Desk>, reader: Rc<Reader>, larder: Larder) -> Self {
        Self {
            desk,
            reader,
            larder,
        }
    }

    /// Gets the reader ready while the person looks for a photo.
    pub fn warm(&self) {
        self.reader.warm();
    }

    /// Reads a photo that was just chosen.
    pub fn scan(&self, blob: Blob) {
        let scanning = self.clone();
        spawn_local(async move {
            let blob = heic::readable(blob).await;
            scanning.begin(Photo::chosen(Picture(blob)));
        });
    }

    /// Reads the receipt that comes with the app.
    pub fn scan_sample(&self) {
        let scanning = self.clone();
        spawn_local(async move {
            // It lies in the precache: it is there offline too.
            match browser::fetch_blob("sample-receipt.jpg").await {
                Ok(blob) => scanning.begin(Photo::sample(Picture(blob))),
                Err(_) => scanning.larder.say(t!("sample-failed")),
            }
        });
    }

    /// Reads the photo once more that could not be read.
    pub fn retry(&self) {
        if let Some((photo, _)) = self.desk.failed() {
            self.read(photo);
        }
    }

    /// Stops reading: the photo is not wanted.
    pub fn cancel(&self) {
        if let Phase::Reading { photo, .. } = &self.desk.phase {
            self.drop_draft(photo.draft);
        }
        self.reader.stop();
        self.desk.dispatch(Event::Stopped);
        self.reader.warm();
    }

    /// Changes the review.
    pub fn edit(&self, edit: impl FnOnce(&mut Review) + 'static) {
        self.desk.dispatch(Event::Edited(Box::new(edit)));
    }

    /// Ends the review and forgets the receipt, once the person has let the moment pass in
    /// which it can be brought back.
    pub fn discard(&self) {
        let Some(review) = self.desk.review.clone() else {
            return;
        };
        let draft = review.id();
        self.larder.forget_unsaved(draft);
        self.desk.dispatch(Event::Closed(draft));
        let decided = Rc::new(Cell::new(false));
        let back = {
            let (scanning, decided) = (self.clone(), decided.clone());
            Callback::from(move |()| {
                if !decided.replace(true) {
                    scanning.desk.dispatch(Event::Restored(review.clone()));
                }
            })
        };
        let scanning = self.clone();
        let gone = Callback::from(move |()| {
            if !decided.replace(true) {
                scanning.drop_draft(draft);
            }
        });
        self.larder.put_aside(t!("review-discarded"), back, gone);
    }

    /// Begins with a new photo. One that waits in review comes first.
    fn begin(&self, photo: Photo) {
        if self.desk.review.is_some() {
            return;
        }
        // A receipt that was just thrown away cannot come back beside the new one.
        self.larder.hush();
        match &self.desk.phase {
            Phase::Reading { photo: old, .. } => {
                self.drop_draft(old.draft);
                self.reader.stop();
                self.desk.dispatch(Event::Stopped);
            }
            Phase::Failed { photo: old, .. } => self.drop_draft(old.draft),
            Phase::Idle => {}
        }
        let photo = Rc::new(photo);
        self.keep(photo.clone(), None, 0);
        self.read(photo);
    }

    fn read(&self, photo: Rc<Photo>) {
        let id = self.reader.number();
        self.desk.dispatch(Event::Chosen(photo.clone(), id));
        let (desk, reader) = (self.desk.dispatcher(), self.reader.clone());
        spawn_local(async move {
            match browser::bytes_of(&photo.picture.0).await {
                Ok(bytes) => reader.scan(id, &bytes),
                // The file has vanished, or may not be read any more.
                Err(_) => desk.dispatch(Event::Heard(FromReader::Failed {
                    id: Some(id),
                    failure: Failure::Unopened,
                    message: "the file cannot be opened".to_owned(),
                })),
            }
        });
    }

    /// Keeps a draft. Without storage everything goes on; but the person must know.
    fn keep(&self, photo: Rc<Photo>, scan: Option<Rc<[u8]>>, tries: u8) {
        let larder = self.larder.clone();
        let draft = KeptDraft {
            id: photo.draft,
            picture: photo.picture.clone(),
            sample: photo.sample,
            tries,
            scan: scan.map(|scan| scan.to_vec()),
            edits: None,
        };
        spawn_local(async move {
            if let Err(error) = larder.store().keep_draft(&draft).await {
                warn(&error);
                larder.say(t!("draft-not-kept"));
            }
        });
    }

    fn drop_draft(&self, draft: DraftId) {
        let store = self.larder.store().clone();
        spawn_local(async move {
            // It would only come back once more: nothing is lost.
            if let Err(error) = store.drop_draft(draft).await {
                warn(&error);
            }
        });
    }
}

/// Turns a finished scan into a review and keeps it.
pub fn arrive(scanning: &Scanning, photo: Rc<Photo>, scan: Rc<[u8]>) {
    let larder = &scanning.larder;
    let Some(scanned) = draft::decode(&scan) else {
        return scanning.desk.dispatch(Event::Heard(FromReader::Failed {
            id: None,
            failure: Failure::Crashed,
            message: "the scan cannot be understood".to_owned(),
        }));
    };
    let review = Review::new(&larder.household(), scanned, photo.clone(), larder.today);
    scanning.desk.dispatch(Event::Arrived(Rc::new(review)));
    scanning.keep(photo, Some(scan), 0);
}

/// Forgets a photo that can never be read.
pub fn give_up(scanning: &Scanning, photo: &Photo, failure: Failure) {
    if !failure.is_of_the_reader() {
        scanning.drop_draft(photo.draft);
    }
}

/// Brings back the draft that there was when the page was closed.
pub async fn restore(scanning: &Scanning) {
    let larder = &scanning.larder;
    let kept = match larder.store().draft().await {
        Ok(Some(kept)) => kept,
        Ok(None) => return,
        Err(error) => return warn(&error),
    };
    if scanning.desk.phase != Phase::Idle || scanning.desk.review.is_some() {
        return;
    }
    let photo = Rc::new(Photo::kept(&kept));
    let Some(scanned) = kept.scan.as_deref().and_then(draft::decode) else {
        // The page was closed before it was read, or an older version kept it in another
        // form: the photo tells it again.
        if kept.tries >= TRIES {
            return scanning.drop_draft(kept.id);
        }
        scanning.keep(photo.clone(), None, kept.tries + 1);
        return scanning.read(photo);
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
        spawn_local(async move {
            let edits = edits::encode(&review);
            if let Err(error) = store.keep_edits(review.id(), &edits).await {
                warn(&error);
            }
        });
    })
}

fn warn(error: &StoreError) {
    web_sys::console::warn_1(&error.to_string().into());
}

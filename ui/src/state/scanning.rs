//! From a chosen photo to a review, whatever screen is shown meanwhile.
//!
//! A draft is kept from the moment its photo is chosen until its purchase is stored or
//! it is thrown away, so that closing the page loses nothing.

mod compose;
mod restore;

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ui::protocol::draft;
use ui::protocol::{Failure, FromReader};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::carry::carry;
use super::desk::{Desk, Event, Finished, Phase};
use super::edits;
use super::larder::Larder;
use super::photo::{Part, Photo};
use super::review::Review;
use crate::host::browser::{self, heic, reader::Reader};
use crate::host::store::{DraftId, KeptDraft, Next, Picture, Store, StoreError};
use crate::i18n::t;

pub use restore::restore;

/// How long typing must pause before it is stored.
const KEEP_AFTER_MS: u32 = 250;

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

    /// Reads a photo that was just chosen; of several, the person says first whether they
    /// are one receipt.
    pub fn scan(&self, files: Vec<Blob>) {
        let scanning = self.clone();
        spawn_local(async move {
            let parts = readable(files).await;
            if parts.len() == 1 {
                scanning.begin(Rc::new(Photo::chosen(parts)));
            } else {
                scanning.compose(parts);
            }
        });
    }

    /// Reads the receipt that comes with the app.
    pub fn scan_sample(&self) {
        let scanning = self.clone();
        spawn_local(async move {
            // It lies in the precache: it is there offline too.
            match browser::fetch_blob("sample-receipt.jpg").await {
                Ok(blob) => scanning.begin(Rc::new(Photo::sample(Picture(blob)))),
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

    /// Stops reading: the photo is not wanted. Parts that were put together stay.
    pub fn cancel(&self) {
        let reading = match &self.desk.phase {
            Phase::Reading { photo, .. } => Some(photo.clone()),
            _ => None,
        };
        self.reader.stop();
        self.desk.dispatch(Event::Stopped);
        match reading {
            Some(photo) if photo.is_composed() => self.show_parts(photo),
            Some(photo) => self.drop_draft(photo.draft),
            None => {}
        }
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
        // Parts that were to be added to it go with it.
        if self.desk.extension().is_some() {
            self.make_room();
        }
        self.larder.forget_unsaved(draft);
        self.desk.dispatch(Event::Closed(draft));
        let back = Box::new(move || Event::Restored(review.clone()));
        self.put_aside(draft, t!("review-discarded"), back);
    }

    /// Forgets a draft once the person has let the moment pass in which it can be brought
    /// back.
    fn put_aside(&self, draft: DraftId, said: AttrValue, back: Box<dyn Fn() -> Event>) {
        let decided = Rc::new(Cell::new(false));
        let back = {
            let (scanning, decided) = (self.clone(), decided.clone());
            Callback::from(move |()| {
                if !decided.replace(true) {
                    scanning.desk.dispatch(back());
                }
            })
        };
        let scanning = self.clone();
        let gone = Callback::from(move |()| {
            if !decided.replace(true) {
                scanning.drop_draft(draft);
            }
        });
        self.larder.put_aside(said, back, gone);
    }

    /// Reads the receipt that has waited longest.
    pub fn next(&self) {
        if let Some(photo) = self.desk.waiting.first() {
            self.begin(photo.clone());
        }
    }

    /// Begins with a new photo. One that waits in review comes first, and so do parts that
    /// were put together.
    fn begin(&self, photo: Rc<Photo>) {
        if self.desk.review.is_some() || self.desk.phase.is_composed() {
            return;
        }
        self.make_room();
        self.keep(photo.to_keep(Next::Read));
        self.read(photo);
    }

    /// Ends what is being read or could not be, for something new.
    fn make_room(&self) {
        // A receipt that was just thrown away cannot come back beside the new one.
        self.larder.hush();
        let Some(old) = self.desk.phase.photo().cloned() else {
            return;
        };
        self.drop_draft(old.draft);
        if let Phase::Reading { .. } = &self.desk.phase {
            self.reader.stop();
            self.desk.dispatch(Event::Stopped);
        } else {
            self.desk.dispatch(Event::Left);
        }
    }

    fn read(&self, photo: Rc<Photo>) {
        let id = self.reader.number();
        self.desk.dispatch(Event::Chosen(photo.clone(), id));
        let (desk, reader) = (self.desk.dispatcher(), self.reader.clone());
        spawn_local(async move {
            let mut files = Vec::with_capacity(photo.parts.len());
            for (part, one) in (0..).zip(&photo.parts) {
                match browser::bytes_of(&one.picture.0).await {
                    Ok(bytes) => files.push(bytes),
                    // The file has vanished, or may not be read any more.
                    Err(_) => {
                        return desk.dispatch(Event::Heard(FromReader::Failed {
                            id: Some(id),
                            part,
                            failure: Failure::Unopened,
                            message: "the file cannot be opened".to_owned(),
                        }));
                    }
                }
            }
            reader.scan(id, &files);
        });
    }

    /// Keeps a draft. Without storage everything goes on; but the person must know.
    fn keep(&self, draft: KeptDraft) {
        let larder = self.larder.clone();
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
    let review = Rc::new(review);
    scanning.desk.dispatch(Event::Arrived(review.clone()));
    scanning.keep(KeptDraft {
        scan: Some(finished.scan.to_vec()),
        ..photo.to_keep(Next::Read)
    });
    if let Some(before) = before {
        let store = larder.store().clone();
        spawn_local(async move {
            // Its answers are in storage before the draft goes that they came from.
            if let Err(error) = store.keep_edits(review.id(), &edits::encode(&review)).await {
                return warn(&error);
            }
            if let Err(error) = store.drop_draft(before.id()).await {
                warn(&error);
            }
        });
    }
}

/// Forgets a photo that can never be read. Composed parts stay: one of them may be good.
pub fn give_up(scanning: &Scanning, photo: &Photo, failure: Failure) {
    if !failure.is_of_the_reader() && !photo.is_composed() {
        scanning.drop_draft(photo.draft);
    }
}

/// Photos that were just chosen, in a form that the reader knows.
async fn readable(files: Vec<Blob>) -> Vec<Rc<Part>> {
    let mut parts = Vec::with_capacity(files.len());
    for file in files {
        parts.push(Part::new(Picture(heic::readable(file).await)));
    }
    parts
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

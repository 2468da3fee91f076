//! From a chosen photo to a review, whatever screen is shown meanwhile.
//!
//! A draft is kept from the moment its photo is chosen until its purchase is stored or
//! it is thrown away, so that closing the page loses nothing.

mod arrive;
mod aside;
mod compose;
mod keep;
mod restore;

use std::rc::Rc;

use pantry::id::ReceiptId;
use ui::protocol::{Failure, FromReader};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::desk::{Desk, Event, Phase};
use super::larder::Larder;
use super::photo::{Part, Photo};
use super::review::Review;
use crate::host::browser::shared::{self, Handed};
use crate::host::browser::{self, heic};
use crate::host::reader::Reader;
use crate::host::store::{DraftId, KeptDraft, Next, Picture, Store, StoreError};
use crate::i18n::t;

pub use arrive::{arrive, give_up};
pub use keep::keep_edits;
pub use restore::restore;

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
        // Until they are readable they are nowhere else: the page does not let go before.
        self.larder.core().keep_drafts(async move {
            let parts = readable(files).await;
            scanning.take_in(parts);
        });
    }

    /// Reads what another app has handed over. It lies there until it is kept as a draft. Such
    /// files come one after the other, so each waits for what is being read.
    pub fn scan_shared(&self, files: Vec<Blob>, handed: Handed) {
        let scanning = self.clone();
        self.larder.core().keep_drafts(async move {
            let parts = readable(files).await;
            if let Some(first) = parts.first() {
                handed.go_with(&first.picture.0);
            }
            match &scanning.desk.phase {
                Phase::Reading { .. } if parts.len() == 1 => {
                    scanning.wait(Rc::new(Photo::chosen(parts)));
                }
                _ => scanning.take_in(parts),
            }
        });
    }

    fn take_in(&self, parts: Vec<Rc<Part>>) {
        if parts.len() == 1 {
            self.begin(Rc::new(Photo::chosen(parts)));
        } else {
            self.compose(None, parts);
        }
    }

    /// Reads the photos of a receipt that was accepted once more.
    pub fn scan_again(&self, receipt: ReceiptId, parts: Vec<Rc<Part>>) {
        self.begin(Rc::new(Photo::of_receipt(parts, receipt)));
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

    /// Changes the review.
    pub fn edit(&self, edit: impl FnOnce(&mut Review) + 'static) {
        self.desk.dispatch(Event::Edited(Box::new(edit)));
    }

    /// Goes on with the receipt that has waited longest.
    pub fn next(&self) {
        // A second tap may come before the screen has changed: it must not end the first.
        if matches!(self.desk.phase, Phase::Reading { .. }) {
            return;
        }
        match self.desk.waiting.first().cloned() {
            Some(parts) if parts.is_composed() => {
                self.make_room();
                self.show_parts(parts);
            }
            Some(photo) => self.begin(photo),
            None => {}
        }
    }

    /// Begins with a photo, or lets it wait: one in review comes first, and so do parts that
    /// were put together.
    fn begin(&self, photo: Rc<Photo>) {
        if self.desk.review.is_some() || self.desk.phase.is_composed() {
            return self.wait(photo);
        }
        self.make_room();
        self.keep(photo.to_keep(Next::Read));
        self.read(photo);
    }

    /// Lets a receipt wait until another one is done with. The one that comes with the app
    /// is there at any time.
    fn wait(&self, photo: Rc<Photo>) {
        if !photo.sample {
            self.queue(photo);
            self.larder.say(t!("queue-waits"));
        }
    }

    fn queue(&self, photo: Rc<Photo>) {
        self.keep(photo.to_keep(Next::Wait));
        self.desk.dispatch(Event::Queued(vec![photo]));
    }

    /// Ends what is being read or could not be, for something new. A photo that only the
    /// reader has failed waits to be read.
    fn make_room(&self) {
        // A receipt that was just thrown away cannot come back beside the new one.
        self.larder.hush();
        let Some(old) = self.desk.phase.photo().cloned() else {
            return;
        };
        let unread = self.desk.is_unread() && !old.sample;
        self.leave();
        if unread {
            self.queue(old);
        } else {
            self.drop_draft(old.draft);
        }
    }

    /// Ends what is composed, being read or could not be, on the screens alone.
    fn leave(&self) {
        if let Phase::Reading { .. } = &self.desk.phase {
            self.stop();
        } else {
            self.desk.dispatch(Event::Left);
        }
    }

    fn stop(&self) {
        self.reader.stop();
        self.desk.dispatch(Event::Stopped);
        self.reader.warm();
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

    fn keep(&self, draft: KeptDraft) {
        self.replace(vec![draft], Vec::new());
    }

    /// Keeps drafts in place of the old ones, which go only if these are kept. Without
    /// storage everything goes on; but the person must know.
    fn replace(&self, new: Vec<KeptDraft>, old: Vec<DraftId>) {
        let larder = self.larder.clone();
        self.larder.core().keep_drafts(async move {
            match larder.store().replace_drafts(&new, &old).await {
                Ok(()) => {
                    let parts = new.iter().flat_map(|draft| &draft.parts);
                    shared::are_kept(parts.map(|part| &part.0)).await;
                }
                Err(error) => {
                    warn(&error);
                    larder.say(t!("draft-not-kept"));
                }
            }
        });
    }

    fn drop_draft(&self, draft: DraftId) {
        let store = self.larder.store().clone();
        self.larder.core().keep_drafts(async move {
            // It would only come back once more: nothing is lost.
            if let Err(error) = store.drop_draft(draft).await {
                warn(&error);
            }
        });
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

fn warn(error: &StoreError) {
    web_sys::console::warn_1(&error.to_string().into());
}

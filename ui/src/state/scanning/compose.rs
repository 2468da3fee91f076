//! Putting the parts of a receipt together before they are read.
//!
//! Every change is a new [`Photo`] under the draft's name, so one step back is the photo
//! before it. Whatever is shown is kept, as a photo that is being read is.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::Callback;

use super::{Scanning, readable};
use crate::host::store::Next;
use crate::i18n::t;
use crate::state::desk::Event;
use crate::state::photo::{Part, Photo};

/// Parts of one receipt. If each is a PDF of the most pages that are read (10), that still
/// is fewer pictures than a receipt can keep.
const MOST_PARTS: usize = 16;

impl Scanning {
    /// Adds parts to those that are being put together, or begins with these.
    pub fn add_parts(&self, files: Vec<Blob>) {
        let scanning = self.clone();
        spawn_local(async move {
            let parts = readable(files).await;
            scanning.compose(parts);
        });
    }

    /// Adds parts to the receipt in review. It stays as it is until they are read.
    pub fn extend(&self, files: Vec<Blob>) {
        let scanning = self.clone();
        spawn_local(async move {
            let parts = readable(files).await;
            let Some(review) = scanning.desk.review.clone() else {
                return;
            };
            if scanning.desk.accepting.is_some() {
                return;
            }
            let parts = scanning.fitting(review.photo.parts.len(), parts);
            if parts.is_empty() {
                return;
            }
            // What could not be stored of it is not to be stored beside the whole.
            scanning.larder.forget_unsaved(review.id());
            scanning.make_room();
            scanning.show_parts(Rc::new(review.photo.extended(parts)));
        });
    }

    /// Reads the parts as one receipt.
    pub fn read_as_one(&self) {
        if let Some(photo) = self.desk.phase.composed().cloned() {
            self.larder.hush();
            self.keep(photo.to_keep(Next::Read));
            self.read(photo);
        }
    }

    /// Reads each part as a receipt of its own, one after the other.
    pub fn read_each(&self) {
        let Some(composed) = self.desk.phase.composed().cloned() else {
            return;
        };
        self.larder.hush();
        let parts = composed.parts.iter().cloned();
        let mut each = parts.map(|part| Rc::new(Photo::chosen(vec![part])));
        let Some(first) = each.next() else {
            return;
        };
        let rest: Vec<Rc<Photo>> = each.collect();
        self.keep(first.to_keep(Next::Read));
        for photo in &rest {
            self.keep(photo.to_keep(Next::Wait));
        }
        self.drop_draft(composed.draft);
        self.desk.dispatch(Event::Queued(rest));
        self.read(first);
    }

    /// Moves a part to another place among the parts.
    pub fn move_part(&self, from: usize, to: usize) {
        if let Some(photo) = self.desk.phase.composed() {
            let mut parts = photo.parts.clone();
            if from < parts.len() && to < parts.len() {
                let part = parts.remove(from);
                parts.insert(to, part);
                self.show_parts(Rc::new(photo.with(parts)));
            }
        }
    }

    /// Takes a part away; the last one takes the receipt with it.
    pub fn remove_part(&self, at: usize) {
        let Some(photo) = self.desk.phase.composed().cloned() else {
            return;
        };
        let mut parts = photo.parts.clone();
        if at >= parts.len() {
            return;
        }
        parts.remove(at);
        if parts.is_empty() {
            return self.discard_parts();
        }
        self.show_parts(Rc::new(photo.with(parts)));
        let scanning = self.clone();
        let back = Callback::from(move |()| {
            let shown = scanning.desk.phase.composed();
            if shown.is_some_and(|shown| shown.draft == photo.draft) {
                scanning.show_parts(photo.clone());
            }
        });
        self.larder
            .put_aside(t!("parts-removed"), back, Callback::noop());
    }

    /// Forgets the parts, once the moment has passed in which they can be brought back. A
    /// receipt in review that they were added to stays as it was.
    pub fn discard_parts(&self) {
        let Some(photo) = self.desk.phase.composed().cloned() else {
            return;
        };
        let draft = photo.draft;
        self.desk.dispatch(Event::Left);
        let back = Box::new(move || Event::Composed(photo.clone()));
        self.put_aside(draft, t!("parts-discarded"), back);
    }

    pub(super) fn compose(&self, more: Vec<Rc<Part>>) {
        if more.is_empty() {
            return;
        }
        if let Some(photo) = self.desk.phase.composed().cloned() {
            let more = self.fitting(photo.parts.len(), more);
            let parts = photo.parts.iter().cloned().chain(more).collect();
            return self.show_parts(Rc::new(photo.with(parts)));
        }
        if self.desk.review.is_none() {
            self.make_room();
            self.show_parts(Rc::new(Photo::chosen(self.fitting(0, more))));
        }
    }

    pub(super) fn show_parts(&self, photo: Rc<Photo>) {
        self.keep(photo.to_keep(Next::Add));
        self.desk.dispatch(Event::Composed(photo));
    }

    /// As many parts as fit beside those that are there.
    fn fitting(&self, there: usize, mut more: Vec<Rc<Part>>) -> Vec<Rc<Part>> {
        let room = MOST_PARTS.saturating_sub(there);
        if more.len() > room {
            self.larder.say(t!("parts-too-many", most = MOST_PARTS));
            more.truncate(room);
        }
        more
    }
}

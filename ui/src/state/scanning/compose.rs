//! Putting the parts of a receipt together before they are read.
//!
//! Every change is a new [`Photo`] under the draft's name. Whatever is shown is kept, as a
//! photo that is being read is.

use std::rc::Rc;

use web_sys::Blob;
use yew::Callback;

use super::{Scanning, readable};
use crate::host::store::{DraftId, KeptDraft, Next};
use crate::i18n::t;
use crate::state::desk::{Event, Phase, Place};
use crate::state::photo::{Part, Photo};

/// Parts of one receipt. Of a PDF each page is one, and the reader bounds those.
const MOST_PARTS: usize = 16;

impl Scanning {
    /// Adds parts to those that are being put together, or begins with these.
    pub fn add_parts(&self, files: Vec<Blob>) {
        let of = self.desk.phase.photo().map(|photo| photo.draft);
        self.bring(of, files);
    }

    /// Adds parts to the receipt in review. It stays as it is until they are read.
    pub fn extend(&self, files: Vec<Blob>) {
        let of = self.desk.review.as_ref().map(|review| review.id());
        self.bring(of, files);
    }

    /// Makes the files readable, which may take a while, and adds them to this draft.
    fn bring(&self, of: Option<DraftId>, files: Vec<Blob>) {
        let scanning = self.clone();
        self.larder.core().keep_drafts(async move {
            let parts = readable(files).await;
            scanning.compose(of, parts);
        });
    }

    /// Puts parts where they belong by now; they were chosen for this draft.
    pub(super) fn compose(&self, of: Option<DraftId>, more: Vec<Rc<Part>>) {
        let place = self.desk.place(of);
        let more = self.fitting(place.parts(), more);
        if more.is_empty() {
            return;
        }
        match place {
            Place::With(photo) => {
                // It is not read without them.
                if let Phase::Reading { .. } = &self.desk.phase {
                    self.stop();
                }
                let parts = photo.parts.iter().cloned().chain(more).collect();
                self.show_parts(Rc::new(photo.with(parts)));
            }
            Place::After(review) => {
                // What could not be stored of it is not to be stored beside the whole.
                self.larder.forget_unsaved(review.id());
                self.make_room();
                self.show_parts(Rc::new(review.photo.extended(more)));
            }
            Place::New => {
                self.make_room();
                self.show_parts(Rc::new(Photo::chosen(more)));
            }
            Place::Later => self.wait(Rc::new(Photo::chosen(more))),
        }
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
        let waits = rest.iter().map(|photo| photo.to_keep(Next::Wait));
        let all: Vec<KeptDraft> = [first.to_keep(Next::Read)]
            .into_iter()
            .chain(waits)
            .collect();
        self.replace(all, vec![composed.draft]);
        self.desk.dispatch(Event::Queued(rest));
        self.read(first);
    }

    /// Moves a part to another place among the parts.
    pub fn move_part(&self, part: &Rc<Part>, to: usize) {
        let Some(photo) = self.desk.phase.composed() else {
            return;
        };
        if let Some((_, others)) = photo.without(part) {
            self.show_parts(Rc::new(others.inserted(to, part.clone())));
        }
    }

    /// Takes a part away; the last one takes the receipt with it.
    pub fn remove_part(&self, part: &Rc<Part>) {
        let Some(photo) = self.desk.phase.composed() else {
            return;
        };
        // A second tap finds it gone already.
        let Some((at, others)) = photo.without(part) else {
            return;
        };
        if others.parts.is_empty() {
            return self.discard_parts();
        }
        self.show_parts(Rc::new(others));
        let (scanning, part, draft) = (self.clone(), part.clone(), photo.draft);
        let back = Callback::from(move |()| scanning.put_back(draft, at, &part));
        self.larder
            .put_aside(t!("parts-removed"), back, Callback::noop());
    }

    /// Brings a part back to its place among those that are there by now.
    fn put_back(&self, draft: DraftId, at: usize, part: &Rc<Part>) {
        let shown = self.desk.phase.composed().cloned();
        let Some(photo) = shown.filter(|shown| shown.draft == draft) else {
            return;
        };
        for part in self.fitting(photo.parts.len(), vec![part.clone()]) {
            self.show_parts(Rc::new(photo.inserted(at, part)));
        }
    }

    /// Forgets the parts, once the moment has passed in which they can be brought back. A
    /// receipt in review that they were added to stays as it was.
    pub fn discard_parts(&self) {
        if let Some(photo) = self.desk.phase.composed().cloned() {
            self.leave();
            let draft = photo.draft;
            self.put_aside(vec![draft], t!("parts-discarded"), move |scanning| {
                scanning.show_parts(photo.clone());
            });
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

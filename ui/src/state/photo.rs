//! The photos of one receipt, for as long as the page shows them.

use std::rc::Rc;

use pantry::id::ReceiptId;
use web_sys::Url;
use yew::AttrValue;

use crate::host::browser;
use crate::host::store::{DraftId, KeptDraft, Next, Picture};

/// What was chosen as one receipt: a photo, or the parts of a long receipt.
#[derive(Debug)]
pub struct Photo {
    /// Names the draft that it becomes.
    pub draft: DraftId,
    /// The parts, in the person's order: at least one.
    pub parts: Vec<Rc<Part>>,
    /// Whether it is the one that comes with the app: it was bought today, always.
    pub sample: bool,
    /// The draft in review that this one goes on from: all of its parts are here too.
    pub extends: Option<DraftId>,
    /// The receipt that is read again: what is accepted takes its place.
    pub again: Option<ReceiptId>,
}

/// One photo, with an address under which the page can show it.
#[derive(Debug)]
pub struct Part {
    /// The photo.
    pub picture: Picture,
    /// Its address in this page.
    pub url: AttrValue,
}

impl Photo {
    /// Photos of one receipt that were just chosen.
    pub fn chosen(parts: Vec<Rc<Part>>) -> Self {
        Self {
            draft: browser::new_id(),
            parts,
            sample: false,
            extends: None,
            again: None,
        }
    }

    /// The photos of a receipt that was accepted, to be read once more.
    pub fn of_receipt(parts: Vec<Rc<Part>>, receipt: ReceiptId) -> Self {
        Self {
            again: Some(receipt),
            ..Self::chosen(parts)
        }
    }

    /// The photo that comes with the app.
    pub fn sample(picture: Picture) -> Self {
        Self {
            sample: true,
            ..Self::chosen(vec![Part::new(picture)])
        }
    }

    /// Photos that were chosen before the page was closed.
    pub fn kept(draft: &KeptDraft) -> Self {
        Self {
            draft: draft.id,
            parts: draft.parts.iter().cloned().map(Part::new).collect(),
            sample: draft.sample,
            extends: draft.extends,
            again: draft.again,
        }
    }

    /// The same receipt with other parts.
    pub fn with(&self, parts: Vec<Rc<Part>>) -> Self {
        Self { parts, ..*self }
    }

    /// The same receipt without one of its parts; `None` if it is none of them.
    pub fn without(&self, part: &Rc<Part>) -> Option<(usize, Self)> {
        let at = self.position(part)?;
        let mut parts = self.parts.clone();
        parts.remove(at);
        Some((at, self.with(parts)))
    }

    /// The same receipt with one more part, there or at the end.
    pub fn inserted(&self, at: usize, part: Rc<Part>) -> Self {
        let mut parts = self.parts.clone();
        parts.insert(at.min(parts.len()), part);
        self.with(parts)
    }

    fn position(&self, part: &Rc<Part>) -> Option<usize> {
        self.parts.iter().position(|own| Rc::ptr_eq(own, part))
    }

    /// The same receipt with the pictures that were read of it; `None` if those are its
    /// parts already.
    pub fn as_read(&self, pictures: &[Vec<u8>]) -> Option<Self> {
        let parts = pictures.iter();
        let parts = parts.map(|bytes| Some(Part::new(Picture(browser::picture(bytes)?))));
        let parts: Vec<Rc<Part>> = parts.collect::<Option<_>>()?;
        (!parts.is_empty()).then(|| self.with(parts))
    }

    /// The receipt with more parts, as a draft of its own: this one stays as it is.
    pub fn extended(&self, more: Vec<Rc<Part>>) -> Self {
        Self {
            draft: browser::new_id(),
            parts: self.parts.iter().cloned().chain(more).collect(),
            sample: self.sample,
            extends: Some(self.draft),
            again: self.again,
        }
    }

    /// The drafts that are done with when it is: the one that it went on from is still kept
    /// if a full disk could not take this one.
    pub fn drafts(&self) -> Vec<DraftId> {
        self.extends.into_iter().chain([self.draft]).collect()
    }

    /// Whether a person has put it together: it is not thrown away for one bad file.
    pub fn is_composed(&self) -> bool {
        self.parts.len() > 1 || self.extends.is_some()
    }

    /// The photos alone.
    pub fn pictures(&self) -> Vec<Picture> {
        let pictures = self.parts.iter().map(|part| part.picture.clone());
        pictures.collect()
    }

    /// What is kept of it before it is read.
    pub fn to_keep(&self, next: Next) -> KeptDraft {
        KeptDraft {
            id: self.draft,
            parts: self.pictures(),
            next,
            extends: self.extends,
            again: self.again,
            sample: self.sample,
            tries: 0,
            scan: None,
            edits: None,
        }
    }
}

impl Part {
    /// A photo of which the page shows something.
    pub fn new(picture: Picture) -> Rc<Self> {
        let url = Url::create_object_url_with_blob(&picture.0).unwrap_or_default();
        let url = url.into();
        Rc::new(Self { picture, url })
    }

    /// Whether it is a document, which no image element shows.
    pub fn is_document(&self) -> bool {
        self.picture.0.type_() == "application/pdf"
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.url.is_empty() {
            Url::revoke_object_url(&self.url).ok();
        }
    }
}

impl PartialEq for Photo {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft
            && self.parts.len() == other.parts.len()
            && self
                .parts
                .iter()
                .zip(&other.parts)
                .all(|(one, another)| Rc::ptr_eq(one, another))
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen::{JsCast, JsValue};

    use super::*;

    /// A part that nobody looks at: it has neither content nor address.
    fn part() -> Rc<Part> {
        Rc::new(Part {
            picture: Picture(JsValue::NULL.unchecked_into()),
            url: "".into(),
        })
    }

    #[test]
    fn a_part_comes_back_to_its_place_among_those_that_were_added_since() {
        let (first, second, third) = (part(), part(), part());
        let photo = Photo {
            draft: [1; 16],
            parts: vec![first.clone(), second.clone()],
            sample: false,
            extends: None,
            again: None,
        };
        let (at, rest) = photo.without(&first).expect("it is one of them");
        assert!(rest.without(&first).is_none(), "it is gone");
        let whole = rest.inserted(9, third.clone()).inserted(at, first.clone());
        assert_eq!(whole, photo.with(vec![first, second, third]));
    }

    #[test]
    fn the_draft_that_was_gone_on_from_is_done_with_too() {
        let alone = Photo {
            draft: [2; 16],
            parts: Vec::new(),
            sample: false,
            extends: None,
            again: None,
        };
        assert_eq!(alone.drafts(), [[2; 16]]);
        let longer = Photo {
            extends: Some([1; 16]),
            ..alone
        };
        assert_eq!(longer.drafts(), [[1; 16], [2; 16]]);
    }
}

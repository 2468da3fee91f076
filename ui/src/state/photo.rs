//! A photo of a receipt, for as long as the page shows it.

use web_sys::Url;
use yew::AttrValue;

use crate::host::browser;
use crate::host::store::{DraftId, KeptDraft, Picture};

/// A chosen photo, with an address under which the page can show it.
#[derive(Debug)]
pub struct Photo {
    /// Names the draft that it becomes.
    pub draft: DraftId,
    /// The photo.
    pub picture: Picture,
    /// Its address in this page.
    pub url: AttrValue,
    /// Whether it is the one that comes with the app: it was bought today, always.
    pub sample: bool,
}

impl Photo {
    /// A photo that was just chosen.
    pub fn chosen(picture: Picture) -> Self {
        Self::with_address(browser::new_id(), picture, false)
    }

    /// The photo that comes with the app.
    pub fn sample(picture: Picture) -> Self {
        Self::with_address(browser::new_id(), picture, true)
    }

    /// A photo that was chosen before the page was closed.
    pub fn kept(draft: &KeptDraft) -> Self {
        Self::with_address(draft.id, draft.picture.clone(), draft.sample)
    }

    fn with_address(draft: DraftId, picture: Picture, sample: bool) -> Self {
        let url = Url::create_object_url_with_blob(&picture.0).unwrap_or_default();
        Self {
            draft,
            picture,
            url: url.into(),
            sample,
        }
    }
}

impl Drop for Photo {
    fn drop(&mut self) {
        if !self.url.is_empty() {
            Url::revoke_object_url(&self.url).ok();
        }
    }
}

impl PartialEq for Photo {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft
    }
}

//! A photo of a receipt, for as long as the page shows it.

use web_sys::Url;
use yew::AttrValue;

use crate::host::store::Picture;

/// A chosen photo, with an address under which the page can show it.
#[derive(Debug)]
pub struct Photo {
    /// The photo.
    pub picture: Picture,
    /// Its address in this page.
    pub url: AttrValue,
    /// Whether it is the one that comes with the app: it was bought today, always.
    pub sample: bool,
}

impl Photo {
    /// Gives a photo an address.
    pub fn new(picture: Picture) -> Self {
        let url = Url::create_object_url_with_blob(&picture.0).unwrap_or_default();
        Self {
            picture,
            url: url.into(),
            sample: false,
        }
    }

    /// The photo that comes with the app.
    pub fn sample(picture: Picture) -> Self {
        let mut photo = Self::new(picture);
        photo.sample = true;
        photo
    }
}

impl Drop for Photo {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.url).ok();
    }
}

impl PartialEq for Photo {
    fn eq(&self, other: &Self) -> bool {
        self.url == other.url
    }
}

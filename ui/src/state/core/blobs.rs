//! The photos of receipts, beside the ops: sent when there is a way, fetched when somebody
//! looks at them.

use std::rc::Rc;

use sync::BlobRef;
use wasm_bindgen_futures::spawn_local;

use super::{Core, Said};
use crate::host::browser::api::{self, ApiError};
use crate::host::browser::{now_ms, sha256};
use crate::host::store::{ImageKey, Picture, Store, StoreError, Upload};
use crate::state::member::hex;

/// How long to wait after a photo that could not be sent, in milliseconds.
const AGAIN_MS: i64 = 30_000;
/// How long to wait for room on the server, in milliseconds.
const FULL_MS: i64 = 10 * 60 * 1_000;

/// Why there is no photo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoImage {
    /// It is not on this device, and the server is out of reach.
    Unreachable,
    /// The server has it not, or not yet.
    NotThere,
}

/// The photos that are to be sent.
#[derive(Debug, Default)]
pub(super) struct Uploads {
    /// What waits, the oldest first.
    waiting: Vec<Upload>,
    busy: bool,
    /// When to go on, in milliseconds since 1970.
    after_ms: i64,
}

impl Uploads {
    pub(super) fn new(waiting: Vec<Upload>) -> Self {
        Self {
            waiting,
            ..Self::default()
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn add(&mut self, more: impl IntoIterator<Item = Upload>) {
        for upload in more {
            if !self.waiting.iter().any(|one| one.key == upload.key) {
                self.waiting.push(upload);
            }
        }
    }

    /// The next one, if it is time for it.
    fn begin(&mut self) -> Option<Upload> {
        if self.busy || now_ms() < self.after_ms {
            return None;
        }
        let next = self.waiting.first().copied();
        self.busy = next.is_some();
        next
    }
}

impl Core {
    /// A photo of a receipt: from this device, or from the server.
    pub async fn image(
        &self,
        receipt: [u8; 16],
        position: usize,
        blob: &BlobRef,
    ) -> Result<Picture, NoImage> {
        let key = ImageKey { receipt, position };
        if let Ok(Some(picture)) = self.store.image(key).await {
            return Ok(picture);
        }
        if self.member.borrow().is_none() {
            return Err(NoImage::NotThere);
        }
        let fetched = api::blob(&hex(&blob.sha256)).await;
        let picture = fetched.map_err(|why| match why {
            ApiError::Unreachable => NoImage::Unreachable,
            ApiError::Refused(..) => NoImage::NotThere,
        })?;
        // What is not what was asked for is not shown, and not kept.
        if sha256(&picture).await != Some(blob.sha256) {
            return Err(NoImage::NotThere);
        }
        let picture = Picture(picture);
        // It is looked at now; without room for it, it is fetched again the next time.
        self.store.keep_image(key, &picture).await.ok();
        Ok(picture)
    }

    /// Sends the next photo, if there is one and a way.
    pub(super) fn send_photos(self: &Rc<Self>) {
        if !self.replica.borrow().status().online {
            return;
        }
        let Some(upload) = self.uploads.borrow_mut().begin() else {
            return;
        };
        let core = self.clone();
        spawn_local(async move {
            let sent = core.send_photo(upload).await;
            let mut uploads = core.uploads.borrow_mut();
            uploads.busy = false;
            match sent {
                Ok(()) => uploads.waiting.retain(|one| *one != upload),
                Err(wait) => uploads.after_ms = now_ms() + wait,
            }
            drop(uploads);
            if sent.is_ok() {
                core.say(Said::SentPhoto, 1);
                core.send_photos();
            }
            core.show_standing();
        });
    }

    /// Sends one; on failure, how long to wait.
    async fn send_photo(&self, upload: Upload) -> Result<(), i64> {
        let picture = self.store.image(upload.key).await.map_err(|_| AGAIN_MS)?;
        if let Some(Picture(picture)) = picture {
            match api::put_blob(&hex(&upload.sha256), &picture).await {
                Ok(()) => {}
                // Deleted for everybody, or nothing that the server takes: it stays here.
                Err(ApiError::Refused(400 | 410 | 413 | 415, _)) => {}
                // Cut off, or another upload of the same photo is under way.
                Err(ApiError::Unreachable | ApiError::Refused(408 | 409 | 422, _)) => {
                    return Err(AGAIN_MS);
                }
                Err(ApiError::Refused(..)) => return Err(FULL_MS),
            }
        }
        let settled = self.store.sent(upload.key).await;
        settled.map_err(|_| AGAIN_MS)
    }

    /// Every photo on this device is to be sent: it has come into a household.
    pub(super) async fn send_all_photos(&self) {
        let all = self.photos();
        // What cannot be noted now is sent as long as the page is open.
        self.store.to_send(&all).await.ok();
        self.uploads.borrow_mut().add(all);
    }

    /// Keeps a photo that a file has brought wherever a receipt refers to it and has it
    /// not here; whether any did.
    pub async fn keep_photo(
        &self,
        sha256: [u8; 32],
        picture: &Picture,
    ) -> Result<bool, StoreError> {
        let wanted = self.photos().into_iter();
        let wanted: Vec<Upload> = wanted.filter(|photo| photo.sha256 == sha256).collect();
        let mut kept = Vec::new();
        for photo in wanted {
            if self.store.image(photo.key).await?.is_none() {
                self.store.keep_image(photo.key, picture).await?;
                kept.push(photo);
            }
        }
        if kept.is_empty() {
            return Ok(false);
        }
        self.store.to_send(&kept).await?;
        self.uploads.borrow_mut().add(kept);
        Ok(true)
    }

    fn photos(&self) -> Vec<Upload> {
        let replica = self.replica.borrow();
        let mut photos = Vec::new();
        for receipt in replica.household.receipts() {
            for (position, blob) in receipt.images.iter().enumerate() {
                let receipt = receipt.id.bytes();
                photos.push(Upload {
                    key: ImageKey { receipt, position },
                    sha256: blob.sha256,
                });
            }
        }
        photos
    }
}

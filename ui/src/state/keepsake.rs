//! What becomes of a receipt's photos once it is accepted: they are kept as they are, kept
//! smaller, or not kept.

use pantry::action::{Action, Purchase};
use sync::BlobRef;

use super::larder::Request;
use super::photo::Photo;
use crate::host::browser::shrink::smaller;
use crate::host::browser::{set_setting, setting, sha256};
use crate::host::store::{DraftId, Picture};

/// What the person wants kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Keeping {
    /// Photos that are large enough to read.
    #[default]
    Smaller,
    /// Photos as they were taken.
    Whole,
    /// What was read, and no photo.
    Text,
}

impl Keeping {
    /// Every one with its stable name.
    pub const NAMES: [(Self, &'static str); 3] = [
        (Self::Smaller, "smaller"),
        (Self::Whole, "whole"),
        (Self::Text, "text"),
    ];

    /// What the person chose on this device.
    pub fn chosen() -> Self {
        let name = setting("photos").unwrap_or_default();
        let known = Self::NAMES.iter().find(|(_, known)| *known == name);
        known.map_or_else(Self::default, |(keeping, _)| *keeping)
    }

    /// Chooses it for the receipts to come.
    pub fn choose(self) {
        set_setting("photos", Some(Self::NAMES[self as usize].1));
    }
}

/// Photos of a receipt in review, made smaller while the person looks it over.
#[derive(Clone, Debug)]
pub struct Smaller {
    draft: DraftId,
    photos: Vec<(Picture, BlobRef)>,
}

/// Makes the photos of a receipt smaller, if that is wanted. One that cannot be made smaller
/// stays as it is.
pub async fn prepare(photo: &Photo) -> Option<Smaller> {
    if Keeping::chosen() != Keeping::Smaller {
        return None;
    }
    let mut photos = Vec::new();
    for Picture(whole) in photo.pictures() {
        let kept = smaller(&whole).await.unwrap_or(whole);
        let blob = BlobRef {
            sha256: sha256(&kept).await?,
            size: kept.size() as u64,
        };
        photos.push((Picture(kept), blob));
    }
    let draft = photo.draft;
    Some(Smaller { draft, photos })
}

/// The action of a request and the photos to keep with it. Photos that are not smaller yet
/// are kept whole: nobody waits for them.
pub fn as_wished(request: &Request, ready: Option<&Smaller>) -> (Action, Vec<Picture>) {
    let (Some(photo), Action::AcceptPurchase(purchase)) = (&request.receipt, &request.action)
    else {
        return (request.action.clone(), Vec::new());
    };
    let ready = ready
        .filter(|ready| ready.draft == photo.draft && ready.photos.len() == purchase.images.len());
    let (images, pictures) = match (Keeping::chosen(), ready) {
        (Keeping::Text, _) => (Vec::new(), Vec::new()),
        (Keeping::Smaller, Some(ready)) => {
            let photos = ready.photos.iter();
            photos
                .map(|(picture, blob)| (*blob, picture.clone()))
                .unzip()
        }
        _ => (purchase.images.clone(), photo.pictures()),
    };
    let purchase = Purchase {
        images,
        ..purchase.clone()
    };
    (Action::AcceptPurchase(purchase), pictures)
}

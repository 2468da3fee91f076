//! What a page asks of a storage behind a bridge, and its answers, as CBOR.
//!
//! Bytes only cross the bridge: no 64-bit integer becomes a number of another language.
//! Nothing of this is kept, so both ends are of one version.

mod forms;

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use sync::kept::{KeptOp, OpKey, SetAside};

use super::{Commit, DraftId, Fact, ImageKey, KeptDraft, Photo, StoreError, Upload};
use forms::{AnswerForm, PhotoForm, RequestForm};

/// What is asked of a storage.
#[derive(Clone, PartialEq, Debug)]
pub enum Request {
    /// The ops after a key, or from the first one.
    Load(Option<OpKey>),
    /// The ops that the first screen is made of on a day, where that is known; none otherwise.
    Glimpse(Date),
    /// A fact.
    Fact(Fact),
    /// Keep a fact, or forget it.
    Keep(Fact, Option<Vec<u8>>),
    /// What waits for a person to look at it.
    SetAside,
    /// Store a commit.
    Commit(Box<Commit<Photo>>),
    /// A photo.
    Image(ImageKey),
    /// Keep a photo.
    KeepImage(ImageKey, Photo),
    /// The photos to be sent.
    Uploads,
    /// Note photos to be sent.
    ToSend(Vec<Upload>),
    /// A photo was sent.
    Sent(ImageKey),
    /// Keep drafts in place of others.
    ReplaceDrafts(Vec<KeptDraft<Photo>>, Vec<DraftId>),
    /// Keep what a person did to a draft.
    KeepEdits(DraftId, Vec<u8>),
    /// Every draft.
    Drafts,
    /// Forget a draft.
    DropDraft(DraftId),
    /// Begin with an empty storage: everything goes.
    Erase,
}

/// What a storage answers.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// It is done.
    Done,
    /// Ops of the log, and the key after which it goes on.
    Page(Vec<KeptOp>, Option<OpKey>),
    /// Bytes, if there are any.
    Bytes(Option<Vec<u8>>),
    /// What waits for a person to look at it.
    SetAside(Vec<SetAside>),
    /// A photo, if there is one.
    Image(Option<Photo>),
    /// The photos to be sent.
    Uploads(Vec<Upload>),
    /// Every draft, the newest last.
    Drafts(Vec<KeptDraft<Photo>>),
    /// It did not work, and nothing has changed.
    Failed(StoreError),
}

impl Request {
    /// As bytes.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        encode(RequestForm::from(self))
    }

    /// From bytes; `None` if they are none.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let form: RequestForm = whole(bytes)?;
        form.try_into().ok()
    }
}

impl Answer {
    /// As bytes.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        encode(AnswerForm::from(self))
    }

    /// From bytes; `None` if they are none.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let form: AnswerForm = whole(bytes)?;
        form.try_into().ok()
    }
}

/// A photo as bytes.
#[must_use]
pub fn encode_photo(photo: Photo) -> Vec<u8> {
    encode(PhotoForm::from(photo))
}

/// A photo from bytes; `None` if they are none.
#[must_use]
pub fn decode_photo(bytes: &[u8]) -> Option<Photo> {
    whole::<PhotoForm>(bytes).map(Into::into)
}

fn encode(form: impl Encode<()>) -> Vec<u8> {
    // Encoding into a vector cannot fail.
    minicbor::to_vec(form).unwrap_or_default()
}

fn whole<T: for<'b> Decode<'b, ()>>(bytes: &[u8]) -> Option<T> {
    minicbor::decode(bytes).ok()
}

#[cfg(test)]
mod tests;

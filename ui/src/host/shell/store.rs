//! Storage in the native app's database.

use std::pin::Pin;

use jiff::civil::Date;
use js_sys::{Array, Uint8Array};
use pantry::kept::Photo;
use pantry::kept::frame::{Answer, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{Blob, BlobPropertyBag};

use super::ask;
use crate::host::store::{
    Commit, DraftId, Fact, ImageKey, KeptDraft, KeptOp, Mark, Page, Picture, SetAside, Store,
    StoreError, Upload,
};

/// Which of its databases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShellStore {
    /// The household's.
    Household,
    /// One to try the storage with.
    Scratch,
}

impl ShellStore {
    /// The scratch database, empty or as it was left.
    pub async fn scratch(anew: bool) -> Result<Self, StoreError> {
        if anew {
            Self::Scratch.erase().await?;
        }
        Ok(Self::Scratch)
    }

    /// Everything in it goes.
    pub async fn erase(self) -> Result<(), StoreError> {
        self.tell(Request::Erase).await
    }

    async fn ask(self, request: Request) -> Result<Answer, StoreError> {
        let command = match self {
            Self::Household => "store",
            Self::Scratch => "scratch",
        };
        let missing = |_| StoreError::Broken("a part of the app is missing".to_owned());
        exchange(command, request).await.map_err(missing)?.await
    }

    async fn tell(self, request: Request) -> Result<(), StoreError> {
        match self.ask(request).await? {
            Answer::Done => Ok(()),
            _ => Err(strange()),
        }
    }
}

type Exchanged = Pin<Box<dyn Future<Output = Result<Answer, StoreError>>>>;

/// How a question and its answer are written. That is a part of the program of its own: a page
/// in a browser never needs it.
#[wasm_split(shell, fallible)]
fn exchange(command: &'static str, request: Request) -> Result<Exchanged, SplitLoaderError> {
    Ok(Box::pin(async move {
        let answer = ask(command, &request.encode(), &[]).await;
        match Answer::decode(&answer.map_err(StoreError::Broken)?) {
            Some(Answer::Failed(error)) => Err(error),
            Some(answer) => Ok(answer),
            None => Err(strange()),
        }
    }))
}

impl Store for ShellStore {
    async fn load(&self, after: Option<Mark>) -> Result<Page, StoreError> {
        let after = match after {
            Some(Mark::Op(key)) => Some(key),
            _ => None,
        };
        match self.ask(Request::Load(after)).await? {
            Answer::Page(ops, next) => Ok(Page {
                ops,
                next: next.map(Mark::Op),
            }),
            _ => Err(strange()),
        }
    }

    async fn glimpse(&self, today: Date) -> Result<Vec<KeptOp>, StoreError> {
        match self.ask(Request::Glimpse(today)).await? {
            Answer::Page(ops, _) => Ok(ops),
            _ => Err(strange()),
        }
    }

    async fn fact(&self, fact: Fact) -> Result<Option<Vec<u8>>, StoreError> {
        match self.ask(Request::Fact(fact)).await? {
            Answer::Bytes(bytes) => Ok(bytes),
            _ => Err(strange()),
        }
    }

    async fn keep(&self, fact: Fact, value: Option<&[u8]>) -> Result<(), StoreError> {
        let value = value.map(<[u8]>::to_vec);
        self.tell(Request::Keep(fact, value)).await
    }

    async fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        match self.ask(Request::SetAside).await? {
            Answer::SetAside(aside) => Ok(aside),
            _ => Err(strange()),
        }
    }

    async fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        let mut images = Vec::new();
        for (upload, picture) in &commit.images {
            images.push((*upload, photo(picture).await?));
        }
        let commit = pantry::kept::Commit {
            exchange: commit.exchange.clone(),
            is_new: commit.is_new,
            seen_to: commit.seen_to.clone(),
            leaves: commit.leaves,
            rows: commit.rows.clone(),
            every_row: commit.every_row,
            tables_at: commit.tables_at,
            images,
            ends_drafts: commit.ends_drafts.clone(),
        };
        self.tell(Request::Commit(Box::new(commit))).await
    }

    async fn image(&self, key: ImageKey) -> Result<Option<Picture>, StoreError> {
        match self.ask(Request::Image(key)).await? {
            Answer::Image(photo) => photo.map(picture).transpose(),
            _ => Err(strange()),
        }
    }

    async fn keep_image(&self, key: ImageKey, picture: &Picture) -> Result<(), StoreError> {
        let photo = photo(picture).await?;
        self.tell(Request::KeepImage(key, photo)).await
    }

    async fn uploads(&self) -> Result<Vec<Upload>, StoreError> {
        match self.ask(Request::Uploads).await? {
            Answer::Uploads(uploads) => Ok(uploads),
            _ => Err(strange()),
        }
    }

    async fn to_send(&self, uploads: &[Upload]) -> Result<(), StoreError> {
        self.tell(Request::ToSend(uploads.to_vec())).await
    }

    async fn sent(&self, key: ImageKey) -> Result<(), StoreError> {
        self.tell(Request::Sent(key)).await
    }

    async fn replace_drafts(&self, new: &[KeptDraft], old: &[DraftId]) -> Result<(), StoreError> {
        let mut drafts = Vec::new();
        for draft in new {
            let mut parts = Vec::new();
            for part in &draft.parts {
                parts.push(photo(part).await?);
            }
            drafts.push(draft.with_parts(parts));
        }
        self.tell(Request::ReplaceDrafts(drafts, old.to_vec()))
            .await
    }

    async fn keep_edits(&self, id: DraftId, edits: &[u8]) -> Result<(), StoreError> {
        self.tell(Request::KeepEdits(id, edits.to_vec())).await
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        let Answer::Drafts(drafts) = self.ask(Request::Drafts).await? else {
            return Err(strange());
        };
        let page_form = |mut draft: pantry::kept::KeptDraft<Photo>| {
            let parts = std::mem::take(&mut draft.parts).into_iter().map(picture);
            Ok(draft.with_parts(parts.collect::<Result<_, _>>()?))
        };
        drafts.into_iter().map(page_form).collect()
    }

    async fn drop_draft(&self, id: DraftId) -> Result<(), StoreError> {
        self.tell(Request::DropDraft(id)).await
    }
}

fn strange() -> StoreError {
    StoreError::Broken("the native app is of another version: start it anew".to_owned())
}

async fn photo(Picture(blob): &Picture) -> Result<Photo, StoreError> {
    let buffer = JsFuture::from(blob.array_buffer()).await;
    let gone = |_| StoreError::Broken("a photo cannot be read any more".to_owned());
    Ok(Photo {
        media_type: blob.type_(),
        bytes: Uint8Array::new(&buffer.map_err(gone)?).to_vec(),
    })
}

pub fn picture(photo: Photo) -> Result<Picture, StoreError> {
    let kind = BlobPropertyBag::new();
    kind.set_type(&photo.media_type);
    let parts = Array::of1(&Uint8Array::from(photo.bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind);
    let full = |_| StoreError::Broken("a photo does not fit into memory".to_owned());
    Ok(Picture(blob.map_err(full)?.unchecked_into()))
}

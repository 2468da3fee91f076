//! The storage of whichever host there is.

use jiff::civil::Date;
use yew::Callback;

use super::browser::indexed_db::{IndexedDb, Lost};
use super::shell::{self, ShellStore};
use super::store::{
    Commit, DraftId, Fact, ImageKey, KeptDraft, KeptOp, Mark, Page, Picture, SetAside, Store,
    StoreError, Upload,
};

/// An open storage.
#[derive(Clone, Debug)]
pub enum Storage {
    /// The browser's.
    Browser(IndexedDb),
    /// The native app's.
    Shell(ShellStore),
}

impl Storage {
    /// Opens the storage, and makes it the first time. It says when it is lost.
    pub async fn open(lost: Callback<Lost>) -> Result<Self, StoreError> {
        match shell::is_here() {
            true => Ok(Self::Shell(ShellStore::Household)),
            false => IndexedDb::open(lost).await.map(Self::Browser),
        }
    }

    /// Opens a scratch one, empty or as it was left. One at a time is open.
    pub async fn scratch(anew: bool) -> Result<Self, StoreError> {
        match shell::is_here() {
            true => ShellStore::scratch(anew).await.map(Self::Shell),
            false => IndexedDb::scratch(anew).await.map(Self::Browser),
        }
    }

    /// Removes the scratch one.
    pub async fn drop_scratch() -> Result<(), StoreError> {
        match shell::is_here() {
            true => ShellStore::Scratch.erase().await,
            false => IndexedDb::drop_scratch().await,
        }
    }

    /// Removes everything that the app keeps, once it is closed.
    pub async fn remove_all() -> Result<(), StoreError> {
        match shell::is_here() {
            true => ShellStore::Household.erase().await,
            false => IndexedDb::remove_all().await,
        }
    }

    /// Whether it can tell what a start shows first.
    pub fn gives_glimpses(&self) -> bool {
        matches!(self, Self::Shell(_))
    }

    /// Lets go of it once everything is through.
    pub fn close(&self) {
        match self {
            Self::Browser(store) => store.close(),
            // It stays open for the native app itself.
            Self::Shell(_) => (),
        }
    }

    /// Lays the body of a request ready for when no page is open, in place of what was; an
    /// empty one is none.
    pub async fn lay_ready(&self, body: &[u8]) -> Result<(), StoreError> {
        match self {
            Self::Browser(store) => store.lay_ready(body).await,
            // The native app goes on sending by itself.
            Self::Shell(_) => Ok(()),
        }
    }
}

/// Asks whichever storage it is.
macro_rules! either {
    ($self:ident, $store:ident => $asked:expr) => {
        match $self {
            Storage::Browser($store) => $asked.await,
            Storage::Shell($store) => $asked.await,
        }
    };
}

impl Store for Storage {
    async fn load(&self, after: Option<Mark>) -> Result<Page, StoreError> {
        either!(self, store => store.load(after))
    }

    async fn glimpse(&self, today: Date) -> Result<Vec<KeptOp>, StoreError> {
        either!(self, store => store.glimpse(today))
    }

    async fn fact(&self, fact: Fact) -> Result<Option<Vec<u8>>, StoreError> {
        either!(self, store => store.fact(fact))
    }

    async fn keep(&self, fact: Fact, value: Option<&[u8]>) -> Result<(), StoreError> {
        either!(self, store => store.keep(fact, value))
    }

    async fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        either!(self, store => store.set_aside())
    }

    async fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        either!(self, store => store.commit(commit))
    }

    async fn image(&self, key: ImageKey) -> Result<Option<Picture>, StoreError> {
        either!(self, store => store.image(key))
    }

    async fn keep_image(&self, key: ImageKey, picture: &Picture) -> Result<(), StoreError> {
        either!(self, store => store.keep_image(key, picture))
    }

    async fn uploads(&self) -> Result<Vec<Upload>, StoreError> {
        either!(self, store => store.uploads())
    }

    async fn to_send(&self, uploads: &[Upload]) -> Result<(), StoreError> {
        either!(self, store => store.to_send(uploads))
    }

    async fn sent(&self, key: ImageKey) -> Result<(), StoreError> {
        either!(self, store => store.sent(key))
    }

    async fn replace_drafts(&self, new: &[KeptDraft], old: &[DraftId]) -> Result<(), StoreError> {
        either!(self, store => store.replace_drafts(new, old))
    }

    async fn keep_edits(&self, id: DraftId, edits: &[u8]) -> Result<(), StoreError> {
        either!(self, store => store.keep_edits(id, edits))
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        either!(self, store => store.drafts())
    }

    async fn drop_draft(&self, id: DraftId) -> Result<(), StoreError> {
        either!(self, store => store.drop_draft(id))
    }
}

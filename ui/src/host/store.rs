//! Durable storage, as every host must offer it; what it keeps, [`pantry::kept`] says.

use jiff::civil::Date;

pub use pantry::kept::{
    DraftId, Fact, ImageKey, Mark, Next, Page, Row, StoreError, Table, Upload, tables_at,
};
pub use sync::kept::{self, KeptOp, OpKey, SetAside};

/// A picture as the person chose it.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture(pub web_sys::Blob);

/// One action or one step of the exchange, ready to be stored.
pub type Commit = pantry::kept::Commit<Picture>;

/// A receipt on its way to review.
pub type KeptDraft = pantry::kept::KeptDraft<Picture>;

/// Durable storage.
pub trait Store {
    /// The ops after a mark, or from the first one.
    async fn load(&self, after: Option<Mark>) -> Result<Page, StoreError>;
    /// The ops that the first screen is made of on a day; none where that is not known.
    async fn glimpse(&self, _today: Date) -> Result<Vec<KeptOp>, StoreError> {
        Ok(Vec::new())
    }
    /// A fact as it was last stored.
    async fn fact(&self, fact: Fact) -> Result<Option<Vec<u8>>, StoreError>;
    /// Keeps a fact, or forgets it.
    async fn keep(&self, fact: Fact, value: Option<&[u8]>) -> Result<(), StoreError>;
    /// The changes that wait for a person to look at them.
    async fn set_aside(&self) -> Result<Vec<SetAside>, StoreError>;
    /// Stores one commit, all of it or nothing, by the letter of [`sync::engine::Commit`].
    /// Own ops that are rejected are set aside, too.
    async fn commit(&self, commit: &Commit) -> Result<(), StoreError>;
    /// A photo.
    async fn image(&self, key: ImageKey) -> Result<Option<Picture>, StoreError>;
    /// Keeps a photo that another device has sent.
    async fn keep_image(&self, key: ImageKey, picture: &Picture) -> Result<(), StoreError>;
    /// The photos that are to be sent.
    async fn uploads(&self) -> Result<Vec<Upload>, StoreError>;
    /// Notes photos that are to be sent.
    async fn to_send(&self, uploads: &[Upload]) -> Result<(), StoreError>;
    /// A photo needs not be sent any more.
    async fn sent(&self, key: ImageKey) -> Result<(), StoreError>;
    /// Keeps these drafts with their edits in place of the old ones: all of it or nothing,
    /// so that a full disk loses neither.
    async fn replace_drafts(&self, new: &[KeptDraft], old: &[DraftId]) -> Result<(), StoreError>;
    /// Keeps what the person has done to a draft.
    async fn keep_edits(&self, id: DraftId, edits: &[u8]) -> Result<(), StoreError>;
    /// Every draft, the newest last.
    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError>;
    /// Forgets a draft.
    async fn drop_draft(&self, id: DraftId) -> Result<(), StoreError>;
}

//! How requests and answers lie in CBOR.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use sync::kept::{self, SetAside};

use super::super::{
    Commit, Fact, ImageKey, KeptDraft, Next, Photo, Row, StoreError, Table, Upload,
};
use super::{Answer, Request};
use crate::id::ReceiptId;

type Key = ByteArray<16>;

/// Bytes that are no request or no answer.
pub struct Unreadable;

#[derive(Encode, Decode)]
pub enum RequestForm {
    #[n(0)]
    Load(#[n(0)] Option<Key>),
    #[n(1)]
    Fact(#[n(0)] u8),
    #[n(2)]
    Keep(#[n(0)] u8, #[n(1)] Option<ByteVec>),
    #[n(3)]
    SetAside,
    #[n(4)]
    Commit(#[n(0)] Box<CommitForm>),
    #[n(5)]
    Image(#[n(0)] ByteVec),
    #[n(6)]
    KeepImage(#[n(0)] ByteVec, #[n(1)] PhotoForm),
    #[n(7)]
    Uploads,
    #[n(8)]
    ToSend(#[n(0)] Vec<UploadForm>),
    #[n(9)]
    Sent(#[n(0)] ByteVec),
    #[n(10)]
    ReplaceDrafts(#[n(0)] Vec<DraftForm>, #[n(1)] Vec<Key>),
    #[n(11)]
    KeepEdits(#[n(0)] Key, #[n(1)] ByteVec),
    #[n(12)]
    Drafts,
    #[n(13)]
    DropDraft(#[n(0)] Key),
    #[n(14)]
    Erase,
    #[n(15)]
    Glimpse(#[n(0)] String),
}

impl From<Request> for RequestForm {
    fn from(request: Request) -> Self {
        match request {
            Request::Load(after) => Self::Load(after.map(Into::into)),
            Request::Glimpse(day) => Self::Glimpse(day.to_string()),
            Request::Fact(fact) => Self::Fact(fact as u8),
            Request::Keep(fact, value) => Self::Keep(fact as u8, value.map(Into::into)),
            Request::SetAside => Self::SetAside,
            Request::Commit(commit) => Self::Commit(Box::new((*commit).into())),
            Request::Image(key) => Self::Image(key.bytes().into()),
            Request::KeepImage(key, photo) => Self::KeepImage(key.bytes().into(), photo.into()),
            Request::Uploads => Self::Uploads,
            Request::ToSend(uploads) => Self::ToSend(uploads.into_iter().map(Into::into).collect()),
            Request::Sent(key) => Self::Sent(key.bytes().into()),
            Request::ReplaceDrafts(new, old) => Self::ReplaceDrafts(
                new.into_iter().map(Into::into).collect(),
                old.into_iter().map(Into::into).collect(),
            ),
            Request::KeepEdits(id, edits) => Self::KeepEdits(id.into(), edits.into()),
            Request::Drafts => Self::Drafts,
            Request::DropDraft(id) => Self::DropDraft(id.into()),
            Request::Erase => Self::Erase,
        }
    }
}

impl TryFrom<RequestForm> for Request {
    type Error = Unreadable;

    fn try_from(form: RequestForm) -> Result<Self, Unreadable> {
        Ok(match form {
            RequestForm::Load(after) => Self::Load(after.map(Into::into)),
            RequestForm::Glimpse(day) => Self::Glimpse(day.parse().map_err(|_| Unreadable)?),
            RequestForm::Fact(fact) => Self::Fact(self::fact(fact)?),
            RequestForm::Keep(fact, value) => Self::Keep(self::fact(fact)?, value.map(Into::into)),
            RequestForm::SetAside => Self::SetAside,
            RequestForm::Commit(commit) => Self::Commit(Box::new((*commit).try_into()?)),
            RequestForm::Image(key) => Self::Image(image_key(&key)?),
            RequestForm::KeepImage(key, photo) => Self::KeepImage(image_key(&key)?, photo.into()),
            RequestForm::Uploads => Self::Uploads,
            RequestForm::ToSend(uploads) => Self::ToSend(every(uploads)?),
            RequestForm::Sent(key) => Self::Sent(image_key(&key)?),
            RequestForm::ReplaceDrafts(new, old) => Self::ReplaceDrafts(
                new.into_iter().map(Into::into).collect(),
                old.into_iter().map(Into::into).collect(),
            ),
            RequestForm::KeepEdits(id, edits) => Self::KeepEdits(id.into(), edits.into()),
            RequestForm::Drafts => Self::Drafts,
            RequestForm::DropDraft(id) => Self::DropDraft(id.into()),
            RequestForm::Erase => Self::Erase,
        })
    }
}

#[derive(Encode, Decode)]
pub enum AnswerForm {
    #[n(0)]
    Done,
    #[n(1)]
    Page(#[n(0)] ByteVec, #[n(1)] Option<Key>),
    #[n(2)]
    Bytes(#[n(0)] Option<ByteVec>),
    #[n(3)]
    SetAside(#[n(0)] Vec<(Key, ByteVec)>),
    #[n(4)]
    Image(#[n(0)] Option<PhotoForm>),
    #[n(5)]
    Uploads(#[n(0)] Vec<UploadForm>),
    #[n(6)]
    Drafts(#[n(0)] Vec<DraftForm>),
    #[n(7)]
    Full,
    #[n(8)]
    Overtaken,
    #[n(9)]
    Blocked,
    #[n(10)]
    Broken(#[n(0)] String),
}

impl From<Answer> for AnswerForm {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Done => Self::Done,
            Answer::Page(ops, next) => {
                Self::Page(kept::encode_ops(&ops).into(), next.map(Into::into))
            }
            Answer::Bytes(bytes) => Self::Bytes(bytes.map(Into::into)),
            Answer::SetAside(aside) => {
                let form = |one: &SetAside| {
                    let key = kept::key(one.op.op().id);
                    (Key::from(key), one.encode().into())
                };
                Self::SetAside(aside.iter().map(form).collect())
            }
            Answer::Image(photo) => Self::Image(photo.map(Into::into)),
            Answer::Uploads(uploads) => {
                Self::Uploads(uploads.into_iter().map(Into::into).collect())
            }
            Answer::Drafts(drafts) => Self::Drafts(drafts.into_iter().map(Into::into).collect()),
            Answer::Failed(StoreError::Full) => Self::Full,
            Answer::Failed(StoreError::Overtaken) => Self::Overtaken,
            Answer::Failed(StoreError::Blocked) => Self::Blocked,
            Answer::Failed(StoreError::Broken(why)) => Self::Broken(why),
        }
    }
}

impl TryFrom<AnswerForm> for Answer {
    type Error = Unreadable;

    fn try_from(form: AnswerForm) -> Result<Self, Unreadable> {
        Ok(match form {
            AnswerForm::Done => Self::Done,
            AnswerForm::Page(ops, next) => {
                let ops = kept::decode_ops(&ops).ok_or(Unreadable)?;
                Self::Page(ops, next.map(Into::into))
            }
            AnswerForm::Bytes(bytes) => Self::Bytes(bytes.map(Into::into)),
            AnswerForm::SetAside(aside) => {
                let one = |(key, bytes): (Key, ByteVec)| SetAside::decode(key.into(), &bytes);
                let aside: Option<_> = aside.into_iter().map(one).collect();
                Self::SetAside(aside.ok_or(Unreadable)?)
            }
            AnswerForm::Image(photo) => Self::Image(photo.map(Into::into)),
            AnswerForm::Uploads(uploads) => Self::Uploads(every(uploads)?),
            AnswerForm::Drafts(drafts) => {
                Self::Drafts(drafts.into_iter().map(Into::into).collect())
            }
            AnswerForm::Full => Self::Failed(StoreError::Full),
            AnswerForm::Overtaken => Self::Failed(StoreError::Overtaken),
            AnswerForm::Blocked => Self::Failed(StoreError::Blocked),
            AnswerForm::Broken(why) => Self::Failed(StoreError::Broken(why)),
        })
    }
}

#[derive(Encode, Decode)]
pub struct CommitForm {
    #[n(0)]
    exchange: ByteVec,
    #[n(1)]
    is_new: bool,
    #[n(2)]
    seen_to: Vec<Key>,
    #[n(3)]
    leaves: bool,
    #[n(4)]
    rows: Vec<RowForm>,
    #[n(5)]
    every_row: bool,
    #[n(6)]
    tables_at: Option<u64>,
    #[n(7)]
    images: Vec<(UploadForm, PhotoForm)>,
    #[n(8)]
    ends_drafts: Vec<Key>,
}

impl From<Commit<Photo>> for CommitForm {
    fn from(commit: Commit<Photo>) -> Self {
        let images = commit.images.into_iter();
        Self {
            exchange: kept::encode_change(&commit.exchange).into(),
            is_new: commit.is_new,
            seen_to: commit.seen_to.into_iter().map(Into::into).collect(),
            leaves: commit.leaves,
            rows: commit.rows.into_iter().map(Into::into).collect(),
            every_row: commit.every_row,
            tables_at: commit.tables_at,
            images: images
                .map(|(upload, photo)| (upload.into(), photo.into()))
                .collect(),
            ends_drafts: commit.ends_drafts.into_iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<CommitForm> for Commit<Photo> {
    type Error = Unreadable;

    fn try_from(form: CommitForm) -> Result<Self, Unreadable> {
        let images = form.images.into_iter();
        let images = images.map(|(upload, photo)| Ok((upload.try_into()?, photo.into())));
        Ok(Self {
            exchange: kept::decode_change(&form.exchange).ok_or(Unreadable)?,
            is_new: form.is_new,
            seen_to: form.seen_to.into_iter().map(Into::into).collect(),
            leaves: form.leaves,
            rows: every(form.rows)?,
            every_row: form.every_row,
            tables_at: form.tables_at,
            images: images.collect::<Result<_, _>>()?,
            ends_drafts: form.ends_drafts.into_iter().map(Into::into).collect(),
        })
    }
}

/// The values are in the order of the table's columns.
#[derive(Encode, Decode)]
pub struct RowForm {
    #[n(0)]
    table: u8,
    #[n(1)]
    key: Key,
    #[n(2)]
    values: Option<Vec<String>>,
}

impl From<Row> for RowForm {
    fn from(row: Row) -> Self {
        let value = |(_, value): (&str, String)| value;
        let columns = row.columns;
        Self {
            table: row.table as u8,
            key: row.key.into(),
            values: columns.map(|columns| columns.into_iter().map(value).collect()),
        }
    }
}

impl TryFrom<RowForm> for Row {
    type Error = Unreadable;

    fn try_from(form: RowForm) -> Result<Self, Unreadable> {
        let table = Table::ALL.get(usize::from(form.table));
        let table = *table.ok_or(Unreadable)?;
        let names = table.columns();
        if form
            .values
            .as_ref()
            .is_some_and(|values| values.len() != names.len())
        {
            return Err(Unreadable);
        }
        let columns = |values: Vec<String>| names.iter().copied().zip(values).collect();
        Ok(Self {
            table,
            key: form.key.into(),
            columns: form.values.map(columns),
        })
    }
}

#[derive(Encode, Decode)]
pub struct UploadForm {
    #[n(0)]
    key: ByteVec,
    #[n(1)]
    sha256: ByteArray<32>,
}

impl From<Upload> for UploadForm {
    fn from(upload: Upload) -> Self {
        Self {
            key: upload.key.bytes().into(),
            sha256: upload.sha256.into(),
        }
    }
}

impl TryFrom<UploadForm> for Upload {
    type Error = Unreadable;

    fn try_from(form: UploadForm) -> Result<Self, Unreadable> {
        Ok(Self {
            key: image_key(&form.key)?,
            sha256: form.sha256.into(),
        })
    }
}

#[derive(Encode, Decode)]
pub struct PhotoForm {
    #[n(0)]
    media_type: String,
    #[n(1)]
    bytes: ByteVec,
}

impl From<Photo> for PhotoForm {
    fn from(photo: Photo) -> Self {
        Self {
            media_type: photo.media_type,
            bytes: photo.bytes.into(),
        }
    }
}

impl From<PhotoForm> for Photo {
    fn from(form: PhotoForm) -> Self {
        Self {
            media_type: form.media_type,
            bytes: form.bytes.into(),
        }
    }
}

#[derive(Encode, Decode)]
pub struct DraftForm {
    #[n(0)]
    id: Key,
    #[n(1)]
    parts: Vec<PhotoForm>,
    #[n(2)]
    next: String,
    #[n(3)]
    extends: Option<Key>,
    #[n(4)]
    again: Option<Key>,
    #[n(5)]
    sample: bool,
    #[n(6)]
    tries: u8,
    #[n(7)]
    scan: Option<ByteVec>,
    #[n(8)]
    edits: Option<ByteVec>,
}

impl From<KeptDraft<Photo>> for DraftForm {
    fn from(draft: KeptDraft<Photo>) -> Self {
        Self {
            id: draft.id.into(),
            parts: draft.parts.into_iter().map(Into::into).collect(),
            next: draft.next.name().to_owned(),
            extends: draft.extends.map(Into::into),
            again: draft.again.map(|id| id.bytes().into()),
            sample: draft.sample,
            tries: draft.tries,
            scan: draft.scan.map(Into::into),
            edits: draft.edits.map(Into::into),
        }
    }
}

impl From<DraftForm> for KeptDraft<Photo> {
    fn from(form: DraftForm) -> Self {
        Self {
            id: form.id.into(),
            parts: form.parts.into_iter().map(Into::into).collect(),
            next: Next::from_name(&form.next),
            extends: form.extends.map(Into::into),
            again: form.again.map(|id| ReceiptId::from_bytes(id.into())),
            sample: form.sample,
            tries: form.tries,
            scan: form.scan.map(Into::into),
            edits: form.edits.map(Into::into),
        }
    }
}

fn fact(number: u8) -> Result<Fact, Unreadable> {
    let fact = Fact::ALL.get(usize::from(number));
    fact.copied().ok_or(Unreadable)
}

fn image_key(bytes: &[u8]) -> Result<ImageKey, Unreadable> {
    ImageKey::from_bytes(bytes).ok_or(Unreadable)
}

fn every<F, T: TryFrom<F>>(forms: Vec<F>) -> Result<Vec<T>, T::Error> {
    forms.into_iter().map(T::try_from).collect()
}

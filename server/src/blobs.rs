//! Receipts' pictures: files named by their SHA-256, a folder for each household.
//!
//! A file is there under its name only when all of its bytes are on the disk and hash to
//! that name; until then it is an upload, which may be cut off and go on any number of
//! times. What a household deleted stays deleted. Households share no files, so that
//! nobody learns from a hash whether others have the same picture.

mod media_type;
mod pieces;
mod rows;
mod shelf;
mod turns;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use sha2::{Digest as _, Sha256};
use sync::codec::HouseholdId;
use tokio::io::AsyncWriteExt as _;
use tokio::time::timeout;

use crate::db::Db;
use crate::objects::{self, Bucket};
use media_type::MediaType;
use rows::{Begun, Rows};
pub(crate) use shelf::FOLDER;
use shelf::{Place, Shelf, blocking, remove};
use turns::{Turn, Turns};

/// The largest picture, in bytes: a photo that nobody made smaller, from most phones.
pub const MAX_SIZE: u64 = 8 * 1024 * 1024;
/// How long an upload waits to be gone on with, in milliseconds: a phone may be away for a
/// week, and sends all of it anew after that.
const UPLOAD_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// How long the next bytes of an upload may take; a device that was cut off starts again.
const PATIENCE: Duration = Duration::from_secs(30);

/// A SHA-256.
pub type Hash = [u8; 32];

/// Why a picture was not stored, or is not there.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// Not there, or another household's; and where an upload goes on.
    #[error("this picture is not here")]
    Missing {
        /// The bytes that are here already.
        offset: u64,
    },
    /// Deleted in this household.
    #[error("this picture was deleted, and is not taken again")]
    Deleted,
    /// It would begin elsewhere than what is here ends.
    #[error("the upload goes on at byte {offset}")]
    Offset {
        /// The bytes that are here already.
        offset: u64,
    },
    /// Another request sends the same picture now.
    #[error("a later request goes on with this upload")]
    Overtaken,
    /// No byte came for too long, or the connection broke.
    #[error("the upload was cut off: go on with the rest")]
    CutOff,
    /// More bytes than were told.
    #[error("more bytes came than were told")]
    TooMany,
    /// The bytes hash to something else.
    #[error("the bytes do not have the SHA-256 of the address: send all of them anew")]
    WrongHash,
    /// Not a picture of a kind that is stored.
    #[error("only JPEG, PNG, WebP and AVIF pictures are stored")]
    WrongType,
    /// Larger than [`MAX_SIZE`].
    #[error("a picture has at most {} MiB: make it smaller", MAX_SIZE / (1024 * 1024))]
    TooLarge,
    /// The household has no room left.
    #[error(
        "the household's pictures fill the {} MiB that it has on this server: delete some, or \
         let its keeper raise `--image-quota`", quota / (1024 * 1024)
    )]
    Quota {
        /// What the household may have, in bytes.
        quota: u64,
    },
    /// The household has deleted too many.
    #[error("the household has deleted as many pictures as this server remembers")]
    TooManyDeleted,
    /// The disk is full.
    #[error("the server's disk is full: tell its keeper")]
    DiskFull,
    /// The file system said no.
    #[error("the file system failed: {0}")]
    Io(#[source] io::Error),
    /// The bucket said no.
    #[error(transparent)]
    Bucket(#[from] objects::Error),
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// What it keeps is not what was put there.
    #[error("the database holds a picture's row that cannot be read")]
    Damaged,
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

/// A picture that is here.
#[derive(Clone, Debug)]
pub struct Blob {
    /// Its size in bytes.
    pub size: u64,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// What files of its type end in.
    pub extension: &'static str,
    place: Place,
}

impl Blob {
    /// Some of its bytes.
    ///
    /// # Errors
    ///
    /// If the file system or the bucket says no.
    pub async fn read(&self, first: u64, length: u64) -> Result<Vec<u8>, BlobError> {
        self.place.read(first, length).await
    }
}

/// What a request sends of a picture.
pub struct Sent {
    /// Which byte of the picture is its first one.
    pub first: u64,
    /// Bytes that it says to have.
    pub length: u64,
    /// Bytes of the whole picture.
    pub size: u64,
    /// The bytes.
    pub body: Body,
}

/// How far an upload is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// It is stored.
    Stored,
    /// It was stored before.
    Known,
    /// So many bytes are here.
    Partly(u64),
}

/// The pictures of all households; cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    rows: Rows,
    data: Arc<Path>,
    shelf: Shelf,
    turns: Turns,
    quota: u64,
}

impl Blobs {
    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The pictures in a data folder; each household may have `quota` bytes of them.
    pub fn new(db: Db, data: &Path, quota: u64) -> Self {
        Self {
            rows: Rows::new(db),
            data: data.into(),
            shelf: Shelf::new(data, None),
            turns: Turns::default(),
            quota,
        }
    }

    /// The same with whole pictures in a bucket.
    pub fn with_bucket(mut self, bucket: Option<Bucket>) -> Self {
        self.shelf = Shelf::new(&self.data, bucket);
        self
    }

    /// A household's picture.
    ///
    /// # Errors
    ///
    /// If it is not there, or was deleted.
    pub async fn find(&self, household: HouseholdId, hash: Hash) -> Result<Blob, BlobError> {
        let place = self.shelf.place(household, hash);
        if self.rows.is_deleted(household, hash).await? {
            return Err(BlobError::Deleted);
        }
        match self.rows.find(household, hash).await? {
            Some((size, media_type)) if place.is_taken().await? => Ok(Blob {
                size,
                media_type: media_type.name(),
                extension: media_type.extension(),
                place,
            }),
            _ => Err(BlobError::Missing {
                offset: place.arrived().await?,
            }),
        }
    }

    /// Takes in what a request sends. What has arrived stays, whatever ends it.
    /// `still_may` is asked once more before the picture is there for others.
    ///
    /// # Errors
    ///
    /// If it cannot be taken; see [`BlobError`].
    pub async fn put<E: From<BlobError>>(
        &self,
        household: HouseholdId,
        hash: Hash,
        mut sent: Sent,
        now_ms: i64,
        still_may: impl AsyncFnOnce() -> Result<(), E>,
    ) -> Result<Progress, E> {
        let taken = self
            .take(household, hash, &mut sent, now_ms, still_may)
            .await;
        discard(sent.body).await;
        taken
    }

    async fn take<E: From<BlobError>>(
        &self,
        household: HouseholdId,
        hash: Hash,
        sent: &mut Sent,
        now_ms: i64,
        still_may: impl AsyncFnOnce() -> Result<(), E>,
    ) -> Result<Progress, E> {
        if sent.size > MAX_SIZE {
            return Err(BlobError::TooLarge.into());
        }
        let mut turn = self.turns.take(household, hash).await;
        let place = self.shelf.place(household, hash);
        let begun = self
            .rows
            .begin(household, hash, sent.size, self.quota, now_ms)
            .await?;
        match begun {
            Begun::Stored if place.is_taken().await? => return Ok(Progress::Known),
            // Its file is lost: it is as welcome as the first time.
            Begun::Stored => self.rows.lose(household, hash, sent.size, now_ms).await?,
            Begun::Anew => place.give_up().await?,
            Begun::GoesOn => {}
        }
        let (offset, size) = (place.arrived().await?, sent.size);
        // All of it may have arrived before, and could not be put where it belongs.
        let is_here = offset == size;
        if !is_here && sent.first != offset {
            return Err(BlobError::Offset { offset }.into());
        }
        place.expect()?;
        let arrived = match is_here {
            true => offset,
            false => take_in(&place, sent, &mut turn).await?,
        };
        if arrived < size {
            return Ok(Progress::Partly(arrived));
        }
        place.whole(offset).await?;
        let media_type = match check(place.part(), hash).await {
            Ok(media_type) => media_type,
            Err(error) => {
                self.rows.give_up(household, hash).await?;
                place.give_up().await?;
                return Err(error.into());
            }
        };
        still_may().await?;
        place.publish().await?;
        if offset > 0 {
            place.give_up().await?;
        }
        let is_here = self
            .rows
            .store(household, hash, size, media_type, now_ms)
            .await?;
        if !is_here {
            place.clear().await?;
            return Err(BlobError::Deleted.into());
        }
        Ok(Progress::Stored)
    }

    /// Deletes a picture for ever, whether it ever was here or not.
    ///
    /// # Errors
    ///
    /// If the database or the file system fails.
    pub async fn delete(
        &self,
        household: HouseholdId,
        hash: Hash,
        now_ms: i64,
    ) -> Result<(), BlobError> {
        self.rows.delete(household, hash, now_ms).await?;
        // Whoever sends it now is overtaken, and finds it deleted.
        let _turn = self.turns.take(household, hash).await;
        let place = self.shelf.place(household, hash);
        place.give_up().await?;
        place.clear().await
    }

    /// Removes uploads that nobody went on with.
    ///
    /// # Errors
    ///
    /// If the database or the file system fails.
    pub async fn expire(&self, now_ms: i64) -> Result<(), BlobError> {
        let before_ms = now_ms.saturating_sub(UPLOAD_MS);
        for (household, hash) in self.rows.overdue(before_ms).await? {
            let _turn = self.turns.take(household, hash).await;
            if self.rows.expire(household, hash, before_ms).await? {
                self.shelf.place(household, hash).give_up().await?;
            }
        }
        Ok(())
    }

    /// Removes files that the database does not know of once they are a day old: those of a
    /// process that ended in between, and of households that are gone. A database without any
    /// household says nothing of what lies here.
    ///
    /// # Errors
    ///
    /// If the database or the file system fails.
    pub async fn sweep(&self) -> Result<(), BlobError> {
        if !self.rows.has_households().await? {
            return Ok(());
        }
        // Asked behind the list: whatever came since is known by then.
        let old = self.shelf.old_files()?;
        let known = self.rows.all().await?;
        for (name, file) in old {
            if !known.contains(&name) {
                remove(&file)?;
            }
        }
        Ok(())
    }

    /// Brings what lies beside the database into the bucket, if there is one, and removes from it
    /// what has lain there for a day and the database does not know of.
    ///
    /// # Errors
    ///
    /// If the database, the file system or the bucket fails.
    pub async fn tidy_bucket(&self) -> Result<(), BlobError> {
        if !self.rows.has_households().await? {
            return Ok(());
        }
        self.shelf.move_into_bucket(&self.rows.all().await?).await?;
        let old = self.shelf.old_objects().await?;
        let known = self.rows.all().await?;
        for (name, key) in old {
            if !known.contains(&name) {
                self.shelf.remove_object(&key).await?;
            }
        }
        Ok(())
    }
}

/// Takes in what arrives, and keeps it whatever ends that; answers how many bytes are here.
async fn take_in(place: &Place, sent: &mut Sent, turn: &mut Turn) -> Result<u64, BlobError> {
    let received = receive(&place.part(), sent, turn).await;
    // What is whole goes where it belongs at once.
    if received.as_ref().is_ok_and(|arrived| *arrived == sent.size) {
        return received;
    }
    place.keep(sent.first).await?;
    received
}

/// Writes what arrives behind what is there; answers how many bytes that makes.
async fn receive(part: &Path, sent: &mut Sent, turn: &mut Turn) -> Result<u64, BlobError> {
    let mut options = tokio::fs::OpenOptions::new();
    let mut file = options.create(true).append(true).open(part).await?;
    let end = sent.first + sent.length;
    let mut at = sent.first;
    let result = loop {
        let chunk = tokio::select! {
            chunk = timeout(PATIENCE, next(&mut sent.body)) => chunk,
            () = turn.overtaken() => break Err(BlobError::Overtaken),
        };
        match chunk {
            Ok(Some(Ok(bytes))) if at + bytes.len() as u64 > end => break Err(BlobError::TooMany),
            Ok(Some(Ok(bytes))) => match file.write_all(&bytes).await {
                Ok(()) => at += bytes.len() as u64,
                Err(error) => break Err(error.into()),
            },
            Ok(None) => break Ok(()),
            Ok(Some(Err(_))) | Err(_) => break Err(BlobError::CutOff),
        }
    };
    // What arrived is worth keeping in either case.
    file.flush().await?;
    result.map(|()| at)
}

/// Reads what was refused to its end: most clients send all before they look at the answer,
/// and would find a broken connection in its place.
async fn discard(mut body: Body) {
    let mut left = 2 * MAX_SIZE;
    while let Ok(Some(Ok(bytes))) = timeout(PATIENCE, next(&mut body)).await {
        left = left.saturating_sub(bytes.len() as u64);
        if left == 0 {
            return;
        }
    }
}

/// The next bytes of a body.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let frame =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context));
        match frame.await?.map(|frame| frame.into_data()) {
            Ok(Ok(bytes)) => return Some(Ok(bytes)),
            // Trailers say nothing of the picture.
            Ok(Err(_)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

/// Whether a file is what its name says, and what it is.
async fn check(part: PathBuf, hash: Hash) -> Result<MediaType, BlobError> {
    blocking(move || {
        let bytes = fs::read(part)?;
        if Hash::from(Sha256::digest(&bytes)) != hash {
            return Err(BlobError::WrongHash);
        }
        MediaType::of(&bytes).ok_or(BlobError::WrongType)
    })
    .await
}

#[cfg(test)]
mod tests;

//! Where whole pictures lie: in a folder beside the database, or in a bucket that several
//! servers share. What is on its way lies there, too, but for what a request is just bringing.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::path::Path as Key;

use super::pieces::Pieces;
use super::{BlobError, Hash};
use crate::durable;
use crate::identity::hex;
use crate::objects::{self, Bucket};
use sync::codec::HouseholdId;

/// The folder beside the database, and what begins the keys in a bucket.
pub(crate) const FOLDER: &str = "blobs";
/// The ending of an upload's file.
pub(super) const PART: &str = "part";

/// A picture's household and hash, in hexadecimal digits.
pub(super) type Name = (String, String);

/// Where pictures lie; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    folder: Arc<Path>,
    bucket: Option<Bucket>,
}

/// One place on it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    path: PathBuf,
    /// The bucket and the key in it, where that is where pictures lie.
    object: Option<(Bucket, Key)>,
}

impl Shelf {
    pub(super) fn new(data: &Path, bucket: Option<Bucket>) -> Self {
        let folder = data.join(FOLDER).into();
        Self { folder, bucket }
    }

    /// Of a household's picture.
    pub(super) fn place(&self, household: HouseholdId, hash: Hash) -> Place {
        let (household, hash) = (hex(&household.0), hex(&hash));
        let key = Key::from_iter([FOLDER, &household, &hash]);
        Place {
            path: self.folder.join(household).join(hash),
            object: self.bucket.clone().map(|bucket| (bucket, key)),
        }
    }

    /// Files that have lain in the folder for a day, with what they are called: what is younger
    /// may be another server's, which is about to write its row.
    pub(super) fn old_files(&self) -> Result<Vec<(Name, PathBuf)>, BlobError> {
        let mut old = Vec::new();
        for household in entries(&self.folder)? {
            for file in entries(&household)? {
                let written = file.metadata().and_then(|about| about.modified());
                if written.is_ok_and(objects::is_left_over) {
                    old.push((name(&household, &file), file));
                }
            }
            // It stays where it is not empty.
            let _ = fs::remove_dir(&household);
        }
        Ok(old)
    }

    /// Brings whole pictures that the database knows into the bucket, if there is one: from before
    /// there was one, or out of a backup. Each is read where it is meanwhile.
    pub(super) async fn move_into_bucket(&self, known: &HashSet<Name>) -> Result<(), BlobError> {
        let Some(bucket) = &self.bucket else {
            return Ok(());
        };
        for household in entries(&self.folder)? {
            for file in entries(&household)? {
                let name = name(&household, &file);
                if file.extension().is_none() && known.contains(&name) {
                    let key = Key::from_iter([FOLDER, &name.0, &name.1]);
                    let bytes = blocking(read(file.clone())).await?;
                    bucket.put(&key, bytes).await?;
                    remove(&file)?;
                }
            }
        }
        Ok(())
    }

    /// The keys of what has lain in the bucket for a day, with what it is called.
    pub(super) async fn old_objects(&self) -> Result<Vec<(Name, Key)>, BlobError> {
        let Some(bucket) = &self.bucket else {
            return Ok(Vec::new());
        };
        let old = bucket.old(&Key::from(FOLDER)).await?.into_iter();
        let named = old.filter_map(|key| {
            let mut parts = key.parts().skip(1).map(|part| part.as_ref().to_owned());
            Some((parts.next().zip(parts.next())?, key.clone()))
        });
        Ok(named.collect())
    }

    /// Removes something from the bucket.
    pub(super) async fn remove_object(&self, key: &Key) -> Result<(), BlobError> {
        match &self.bucket {
            Some(bucket) => Ok(bucket.remove(key).await?),
            None => Ok(()),
        }
    }
}

impl Place {
    /// The file of an upload.
    pub(super) fn part(&self) -> PathBuf {
        self.path.with_extension(PART)
    }

    /// The upload's pieces, where they lie in a bucket.
    fn pieces(&self) -> Option<Pieces> {
        let (bucket, key) = self.object.as_ref()?;
        Some(Pieces::of(bucket.clone(), key))
    }

    /// How many bytes of an upload are here.
    pub(super) async fn arrived(&self) -> Result<u64, BlobError> {
        match self.pieces() {
            Some(pieces) => pieces.length().await,
            None => Ok(self.part().metadata().map_or(0, |found| found.len())),
        }
    }

    /// Makes ready for what a request brings: its file goes on, or begins a piece.
    pub(super) fn expect(&self) -> Result<(), BlobError> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        match self.object {
            // Whatever a process that was killed has left there, the bucket does not know of.
            Some(_) => remove(&self.part()),
            None => Ok(()),
        }
    }

    /// Keeps what a request has brought, from a byte on, for the next one on whichever server.
    pub(super) async fn keep(&self, first: u64) -> Result<(), BlobError> {
        let Some(pieces) = self.pieces() else {
            return Ok(());
        };
        let part = self.part();
        let bytes = blocking(|| Ok(fs::read(part).or_else(nothing)?)).await?;
        pieces.add(first, bytes).await?;
        remove(&self.part())
    }

    /// Puts all of an upload together in its file; `first` is where the last request began.
    pub(super) async fn whole(&self, first: u64) -> Result<(), BlobError> {
        let Some(pieces) = self.pieces().filter(|_| first > 0) else {
            return Ok(());
        };
        let mut bytes = pieces.before(first).await?;
        let part = self.part();
        blocking(move || {
            bytes.extend(fs::read(&part).or_else(nothing)?);
            Ok(fs::write(part, bytes)?)
        })
        .await
    }

    /// Removes an upload.
    pub(super) async fn give_up(&self) -> Result<(), BlobError> {
        if let Some(pieces) = self.pieces() {
            pieces.remove().await?;
        }
        remove(&self.part())
    }

    /// Whether a whole picture is there.
    pub(super) async fn is_taken(&self) -> Result<bool, BlobError> {
        match &self.object {
            // It may not have come there yet.
            Some((bucket, key)) => Ok(bucket.has(key).await? || self.path.is_file()),
            None => Ok(self.path.is_file()),
        }
    }

    /// Puts an upload there that is whole, durably.
    pub(super) async fn publish(&self) -> Result<(), BlobError> {
        let (part, path) = (self.part(), self.path.clone());
        let Some((bucket, key)) = &self.object else {
            return blocking(move || rename(&part, &path)).await;
        };
        let bytes = blocking(read(part)).await?;
        bucket.put(key, bytes).await?;
        remove(&self.part())
    }

    /// Some of a picture's bytes.
    pub(super) async fn read(&self, first: u64, length: u64) -> Result<Vec<u8>, BlobError> {
        if let Some((bucket, key)) = &self.object {
            let end = first.saturating_add(length);
            if let Some(bytes) = bucket.range(key, first..end).await? {
                return Ok(bytes);
            }
        }
        let path = self.path.clone();
        blocking(move || {
            let mut file = match File::open(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Err(BlobError::Missing { offset: 0 });
                }
                file => file?,
            };
            file.seek(SeekFrom::Start(first))?;
            let mut bytes = Vec::new();
            file.take(length).read_to_end(&mut bytes)?;
            Ok(bytes)
        })
        .await
    }

    /// Removes the picture, if it is there.
    pub(super) async fn clear(&self) -> Result<(), BlobError> {
        if let Some((bucket, key)) = &self.object {
            bucket.remove(key).await?;
        }
        remove(&self.path)
    }
}

/// Gives an upload its name, durably.
fn rename(part: &Path, path: &Path) -> Result<(), BlobError> {
    File::open(part)?.sync_all()?;
    fs::rename(part, path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    durable::sync_folder(folder)?;
    // The household's folder may be new too.
    durable::sync_folder(folder.parent().unwrap_or(folder))?;
    Ok(())
}

/// What a picture's file is called, with its household's folder.
fn name(household: &Path, file: &Path) -> Name {
    let named = |path: &Path| path.file_name()?.to_str().map(str::to_owned);
    named(household).zip(named(file)).unwrap_or_default()
}

/// All of a file: work that blocks.
fn read(path: PathBuf) -> impl FnOnce() -> Result<Vec<u8>, BlobError> {
    move || Ok(fs::read(path)?)
}

/// Where a request has brought nothing there is no file.
fn nothing(error: io::Error) -> io::Result<Vec<u8>> {
    match error.kind() {
        ErrorKind::NotFound => Ok(Vec::new()),
        _ => Err(error),
    }
}

/// What is in a folder; nothing where there is none.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, BlobError> {
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error.into()),
    };
    let paths = found.map(|entry| Ok(entry?.path()));
    paths.collect()
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(io::Error::other(error).into()))
}

pub(super) fn remove(path: &Path) -> Result<(), BlobError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

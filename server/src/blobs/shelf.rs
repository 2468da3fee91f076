//! Where whole pictures lie: in a folder beside the database, or in a bucket that several
//! servers share. What is on its way lies in the folder either way.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::path::Path as Key;

use super::{BlobError, Hash};
use crate::durable;
use crate::identity::hex;
use crate::objects::Bucket;
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

    /// Removes files that the database does not know of: those of a process that ended in
    /// between, and of households that are gone. Where there is a bucket, whole pictures go into
    /// it: from before there was one, or out of a backup.
    pub(super) async fn sweep(&self, known: &HashSet<Name>) -> Result<(), BlobError> {
        for household in entries(&self.folder)? {
            for file in entries(&household)? {
                let name = named(&household).zip(named(&file)).unwrap_or_default();
                if !known.contains(&name) {
                    remove(&file)?;
                } else if let Some(bucket) = &self.bucket
                    && file.extension().is_none()
                {
                    let key = Key::from_iter([FOLDER, &name.0, &name.1]);
                    let bytes = blocking(read(file.clone())).await?;
                    bucket.put(&key, bytes).await?;
                    remove(&file)?;
                }
            }
            // It stays where it is not empty.
            let _ = fs::remove_dir(&household);
        }
        Ok(())
    }

    /// Removes from the bucket what the database does not know of and has lain there for a day:
    /// what is younger may be another server's, which is about to write its row.
    pub(super) async fn sweep_bucket(&self, known: &HashSet<Name>) -> Result<(), BlobError> {
        let Some(bucket) = &self.bucket else {
            return Ok(());
        };
        for key in bucket.old(&Key::from(FOLDER)).await? {
            let mut parts = key.parts().skip(1).map(|part| part.as_ref().to_owned());
            let name = parts.next().zip(parts.next());
            if name.is_some_and(|name| !known.contains(&name)) {
                bucket.remove(&key).await?;
            }
        }
        Ok(())
    }
}

impl Place {
    /// The file of an upload.
    pub(super) fn part(&self) -> PathBuf {
        self.path.with_extension(PART)
    }

    /// Whether a whole picture is there.
    pub(super) async fn is_taken(&self) -> Result<bool, BlobError> {
        match &self.object {
            Some((bucket, key)) => Ok(bucket.has(key).await?),
            None => Ok(self.path.is_file()),
        }
    }

    /// Puts an upload there that is whole, durably.
    pub(super) async fn publish(&self) -> Result<(), BlobError> {
        let (part, path) = (self.part(), self.path.clone());
        let Some((bucket, key)) = &self.object else {
            return blocking(move || name(&part, &path)).await;
        };
        let bytes = blocking(read(part)).await?;
        bucket.put(key, bytes).await?;
        remove(&self.part())
    }

    /// Some of a picture's bytes.
    pub(super) async fn read(&self, first: u64, length: u64) -> Result<Vec<u8>, BlobError> {
        match &self.object {
            Some((bucket, key)) => {
                let end = first.saturating_add(length);
                let bytes = bucket.range(key, first..end).await?;
                bytes.ok_or(BlobError::Missing { offset: 0 })
            }
            None => {
                let path = self.path.clone();
                blocking(move || {
                    let mut file = File::open(path)?;
                    file.seek(SeekFrom::Start(first))?;
                    let mut bytes = Vec::new();
                    file.take(length).read_to_end(&mut bytes)?;
                    Ok(bytes)
                })
                .await
            }
        }
    }

    /// Removes the picture, if it is there.
    pub(super) async fn clear(&self) -> Result<(), BlobError> {
        match &self.object {
            Some((bucket, key)) => Ok(bucket.remove(key).await?),
            None => remove(&self.path),
        }
    }
}

/// Gives an upload its name, durably.
fn name(part: &Path, path: &Path) -> Result<(), BlobError> {
    File::open(part)?.sync_all()?;
    fs::rename(part, path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    durable::sync_folder(folder)?;
    // The household's folder may be new too.
    durable::sync_folder(folder.parent().unwrap_or(folder))?;
    Ok(())
}

/// What a file or a folder is called.
fn named(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}

/// All of a file: work that blocks.
fn read(path: PathBuf) -> impl FnOnce() -> Result<Vec<u8>, BlobError> {
    move || Ok(fs::read(path)?)
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

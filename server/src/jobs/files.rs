//! Where jobs' pictures lie until they are read: objects named by their job, each sealed.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Name;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectStore, ObjectStoreExt as _};

use super::seal::Seal;
use super::{FOLDER, JobError, JobId};
use crate::objects::Bucket;

/// No file of a job is written for longer.
const HALF_WRITTEN: Duration = Duration::from_secs(600);

/// The files; cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    seal: Seal,
}

impl Files {
    /// Files in a folder, each there whole or not at all whenever the power fails.
    ///
    /// # Errors
    ///
    /// If the folder is not there.
    pub fn in_folder(folder: &Path, seal: Seal) -> Result<Self, Error> {
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        sweep(folder);
        Ok(Self {
            store: Arc::new(store),
            seal,
        })
    }

    /// Files in a bucket.
    pub fn in_bucket(bucket: &Bucket, seal: Seal) -> Self {
        let store = PrefixStore::new(bucket.store(), FOLDER);
        Self {
            store: Arc::new(store),
            seal,
        }
    }

    /// Files that end with the process.
    pub fn in_memory(seal: Seal) -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            seal,
        }
    }

    /// Keeps a job's bytes.
    pub async fn put(&self, id: JobId, bytes: &[u8]) -> Result<(), JobError> {
        let sealed = self.seal.seal(id, bytes).ok_or(JobError::NoRandomness)?;
        self.store.put(&name(id), sealed.into()).await?;
        Ok(())
    }

    /// A job's bytes; `None` if they are gone, or not what was put there.
    pub async fn get(&self, id: JobId) -> Result<Option<Vec<u8>>, JobError> {
        let found = match self.store.get(&name(id)).await {
            Ok(found) => found.bytes().await?,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        Ok(self.seal.unseal(id, &found))
    }

    /// Removes a job's bytes, if they are there.
    pub async fn remove(&self, id: JobId) -> Result<(), JobError> {
        match self.store.delete(&name(id)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Every job that has some, with when they were stored, in Unix milliseconds.
    pub async fn all(&self) -> Result<Vec<(JobId, i64)>, JobError> {
        let found = self.store.list_with_delimiter(None).await?.objects;
        let all = found.iter().filter_map(|object| {
            let id = JobId::parse(object.location.as_ref())?;
            Some((id, object.last_modified.timestamp_millis()))
        });
        Ok(all.collect())
    }
}

/// Removes what a killed process has left half written: the store calls it by a name that it
/// does not list. What is younger may be another process's, which is at it.
fn sweep(folder: &Path) {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_half = |name: &std::ffi::OsStr| name.to_string_lossy().contains('#');
    for half in found.filter(|file| is_half(&file.file_name())) {
        let age = half.metadata().and_then(|about| about.modified());
        let age = age.ok().and_then(|written| written.elapsed().ok());
        if age.is_some_and(|age| age > HALF_WRITTEN) {
            // The next start tries again.
            let _ = std::fs::remove_file(half.path());
        }
    }
}

fn name(id: JobId) -> Name {
    Name::from(id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: JobId = JobId([7; 16]);

    #[test]
    fn what_was_half_written_long_ago_goes_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let long_ago = std::time::SystemTime::now() - 2 * HALF_WRITTEN;
        for (name, is_old) in [("07#1", true), ("08#1", false), ("07", true)] {
            let file = std::fs::File::create(folder.path().join(name)).expect("made");
            if is_old {
                file.set_modified(long_ago).expect("set");
            }
        }
        sweep(folder.path());
        let left = |name: &str| folder.path().join(name).exists();
        assert!(!left("07#1"), "half written");
        assert!(left("08#1") && left("07"));
    }

    #[tokio::test]
    async fn files_are_sealed_and_there_until_they_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::in_folder(folder.path(), Seal::fresh()).expect("a folder");
        assert_eq!(files.get(JOB).await.expect("asked"), None);
        files.put(JOB, b"oat milk").await.expect("kept");
        let found = files.get(JOB).await.expect("asked");
        assert_eq!(found.as_deref(), Some(&b"oat milk"[..]));
        let path = folder.path().join(JOB.to_string());
        let bytes = std::fs::read(path).expect("a file");
        assert!(!bytes.windows(3).any(|part| part == b"oat"));
        let all = files.all().await.expect("listed");
        assert_eq!(all.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [JOB]);
        files.remove(JOB).await.expect("removed");
        files.remove(JOB).await.expect("it is gone already");
        assert_eq!(files.all().await.expect("listed"), []);
    }
}

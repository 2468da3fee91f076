//! Uploads in a bucket, where any server goes on with what another one has begun: an object for
//! what each request brought, named by the byte that it begins with.
//!
//! What is here is the run of pieces that begin where the one before ends. Two servers that
//! take in the same upload at once may leave pieces that overlap; then the run is shorter or
//! made of both, and the hash of the whole decides.

use std::collections::BTreeMap;

use object_store::path::Path as Key;

use super::BlobError;
use super::shelf::PART;
use crate::objects::Bucket;

/// The pieces of one upload.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    bucket: Bucket,
    below: Key,
}

impl Pieces {
    /// Those of a picture that has this key.
    pub(super) fn of(bucket: Bucket, picture: &Key) -> Self {
        let below = Key::from(format!("{picture}.{PART}"));
        Self { bucket, below }
    }

    /// The bytes that are here.
    pub(super) async fn length(&self) -> Result<u64, BlobError> {
        Ok(run(&self.sizes().await?).last().map_or(0, |(_, end)| *end))
    }

    /// Keeps what a request has brought.
    pub(super) async fn add(&self, first: u64, bytes: Vec<u8>) -> Result<(), BlobError> {
        if bytes.is_empty() {
            return Ok(());
        }
        // In their order, whoever lists them.
        let key = self.below.clone().join(format!("{first:08}"));
        Ok(self.bucket.put(&key, bytes).await?)
    }

    /// All bytes before one.
    pub(super) async fn before(&self, end: u64) -> Result<Vec<u8>, BlobError> {
        let mut bytes = Vec::new();
        for (first, _) in run(&self.sizes().await?) {
            if first >= end {
                break;
            }
            let key = self.below.clone().join(format!("{first:08}"));
            bytes.extend(self.bucket.get(&key).await?.unwrap_or_default());
        }
        match bytes.len() as u64 == end {
            true => Ok(bytes),
            // Another server has just begun anew.
            false => Err(BlobError::Offset { offset: 0 }),
        }
    }

    /// Removes all.
    pub(super) async fn remove(&self) -> Result<(), BlobError> {
        for (key, _) in self.bucket.sizes(&self.below).await? {
            self.bucket.remove(&key).await?;
        }
        Ok(())
    }

    /// Sizes of all pieces by the byte that they begin with.
    async fn sizes(&self) -> Result<BTreeMap<u64, u64>, BlobError> {
        let all = self.bucket.sizes(&self.below).await?.into_iter();
        let sizes = all.filter_map(|(key, size)| {
            let first = key.filename()?.parse().ok()?;
            Some((first, size))
        });
        Ok(sizes.collect())
    }
}

/// Where pieces begin and end that go on from the first byte without a gap.
fn run(sizes: &BTreeMap<u64, u64>) -> Vec<(u64, u64)> {
    let mut run = Vec::new();
    let mut at = 0;
    while let Some(size) = sizes.get(&at).filter(|size| **size > 0) {
        run.push((at, at + size));
        at += size;
    }
    run
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::*;

    #[test]
    fn what_is_here_goes_on_from_the_first_byte() {
        let of = |sizes: &[(u64, u64)]| {
            let sizes = sizes.iter().copied().collect();
            run(&sizes).last().map_or(0, |(_, end)| *end)
        };
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&[(0, 10), (10, 5)]), 15);
        assert_eq!(of(&[(0, 10), (12, 5)]), 10, "a gap");
        assert_eq!(of(&[(3, 10)]), 0, "no first byte");
        assert_eq!(of(&[(0, 10), (8, 9), (10, 1)]), 11, "one of another run");
        assert_eq!(of(&[(0, 0)]), 0);
    }

    #[tokio::test]
    async fn pieces_are_put_together_in_their_order() {
        let bucket = Bucket::new(InMemory::new());
        let picture = Key::from("blobs/07/09");
        let pieces = Pieces::of(bucket.clone(), &picture);
        let others = Pieces::of(bucket.clone(), &Key::from("blobs/07/10"));
        others.add(0, b"elsewhere".to_vec()).await.expect("kept");
        for (first, bytes) in [(4, "milk"), (0, "oat "), (8, ""), (100_000_000, "far")] {
            let kept = pieces.add(first, bytes.as_bytes().to_vec());
            kept.await.expect("kept");
        }
        assert_eq!(pieces.length().await.expect("listed"), 8);
        assert_eq!(pieces.before(8).await.expect("read"), b"oat milk");
        assert_eq!(pieces.before(4).await.expect("read"), b"oat ");
        assert!(pieces.before(6).await.is_err(), "none ends there");
        pieces.remove().await.expect("removed");
        assert_eq!(pieces.length().await.expect("listed"), 0);
        assert_eq!(others.length().await.expect("listed"), 9);
        assert!(!bucket.has(&picture).await.expect("asked"));
    }
}

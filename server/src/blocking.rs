//! The way for work that would hold up other requests: arithmetic and files.

use crate::error::Error;

/// Runs work on a thread that may block.
pub async fn run<T, F>(work: F) -> Result<T, Error>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Lost)
}

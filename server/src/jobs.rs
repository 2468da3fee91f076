//! Scan jobs: receipts that the server reads for programs, one after the other.
//!
//! The queue is a table ([`queue`]). A worker ([`worker`]) *takes* a job for a while, its
//! *lease*, and gets a number with it, the *fence*: whatever it writes of the job names that
//! number, so who lost the lease changes nothing any more. What was sent is made anew before it
//! is kept ([`picture`]), sealed ([`seal`]) and put into a file ([`files`]) that is gone with the
//! end of the job. It is read by a program of its own, the *reader* ([`reader`]), which can be
//! ended at any moment: it may break down, and it gives all of its memory back. Where there is a
//! [`broker`], it brings jobs to workers on whatever machine; the table stays the truth.

pub mod broker;
mod files;
pub mod picture;
mod queue;
pub mod reader;
mod seal;
pub mod settings;
#[cfg(test)]
mod tests;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use sync::codec::HouseholdId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::db::Db;
use crate::identity::{hex, read_id};
use crate::objects::Bucket;
use crate::secrets::Secrets;
use crate::{durable, random};
use files::Files;
use seal::Seal;

pub use broker::Broker;
pub use picture::Unkept;
pub use queue::{Added, Counts, Job, New, Queue, State};
pub use settings::Settings;
pub use worker::Worker;

/// How long what came of a job can be asked for after its end, in milliseconds: a day, as the
/// answers to other writes.
pub const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// Jobs of one household that wait or are read: whoever sends more waits for those.
const MOST_OPEN: i64 = 20;
/// Files that are being received at a time; each is held in memory.
const MOST_RECEIVED: usize = 8;
/// Those who wait for a job at most; each may hold a place of the gateway for half a minute, of
/// which there are 512.
const MOST_WAITING: usize = 64;
/// Pictures that are made anew at a time: each takes up to 250 MB while that lasts.
const MOST_CHECKED: usize = 1;
/// The folder beside the database, and what begins the keys in a bucket.
pub(crate) const FOLDER: &str = "scans";

/// A job's id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct JobId(pub [u8; 16]);

impl JobId {
    /// One that nobody can guess; `None` where the system has no random numbers.
    pub fn fresh() -> Option<Self> {
        random::bytes().map(Self)
    }

    /// The id of its 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        read_id(text).map(Self)
    }
}

impl std::fmt::Display for JobId {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&hex(&self.0))
    }
}

/// What can go wrong with a job that is nobody's fault who asks.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database said no.
    #[error("the queue of scan jobs failed: {0}")]
    Database(#[from] sqlx::Error),
    /// Where the files are said no.
    #[error("the file of a scan job failed: {0}")]
    Files(#[from] object_store::Error),
    /// It cannot be sealed, for want of random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// The row is none of ours.
    #[error("the database holds a scan job that cannot be read")]
    Damaged,
}

/// The jobs of a server; cheap to clone.
#[derive(Clone)]
pub struct Jobs {
    /// The table.
    pub queue: Queue,
    /// The sealed files.
    files: Files,
    /// Raised whenever something of a job changes in this process.
    news: Arc<watch::Sender<u64>>,
    closing: Arc<AtomicBool>,
    /// Places for those who wait.
    waiting: Arc<Semaphore>,
    /// What makes pictures anew, as a process; without it they are made here.
    program: Option<Arc<Path>>,
    /// Places of those who send.
    pub receiving: Arc<Semaphore>,
    /// Places of what is made anew.
    checking: Arc<Semaphore>,
    /// What brings jobs to workers, if there is something.
    pub broker: Option<Broker>,
}

impl Jobs {
    /// The jobs of a data folder, with the server's key; their files are in a bucket if there
    /// is one.
    ///
    /// # Errors
    ///
    /// If the folder or the key cannot be made or read.
    pub fn open(db: Db, data: &Path, secrets: &Secrets, bucket: Option<&Bucket>) -> Result<Self> {
        let seal = Seal::open(secrets)?;
        if let Some(bucket) = bucket {
            return Ok(Self::new(db, Files::in_bucket(bucket, seal)));
        }
        let folder = data.join(FOLDER);
        durable::make_folder(&folder)
            .with_context(|| format!("failed to make the folder {}", folder.display()))?;
        let files = Files::in_folder(&folder, seal);
        let files =
            files.with_context(|| format!("failed to open the folder {}", folder.display()))?;
        Ok(Self::new(db, files))
    }

    /// Jobs whose files end with the process.
    pub fn in_memory(db: Db) -> Self {
        Self::new(db, Files::in_memory(Seal::fresh()))
    }

    fn new(db: Db, files: Files) -> Self {
        Self {
            queue: Queue::new(db),
            files,
            news: Arc::default(),
            closing: Arc::default(),
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            program: None,
            receiving: Arc::new(Semaphore::new(MOST_RECEIVED)),
            checking: Arc::new(Semaphore::new(MOST_CHECKED)),
            broker: None,
        }
    }

    /// The same with a broker that brings them to workers.
    pub fn with_broker(mut self, broker: Option<Broker>) -> Self {
        self.broker = broker;
        self
    }

    /// The same with a program that makes pictures anew.
    pub fn with_program(mut self, program: PathBuf) -> Self {
        self.program = Some(program.into());
        self
    }

    /// What is kept of a file that was sent.
    ///
    /// # Errors
    ///
    /// If it is none that can be read, or that cannot be told now.
    pub async fn kept(&self, file: Vec<u8>) -> Result<Vec<u8>, Unkept> {
        let _turn = self.checking.acquire().await;
        picture::kept(file, self.program.as_deref()).await
    }

    /// Puts a job into the queue, with the picture that is to be read. Where there is one of
    /// the same idempotency key, that is told instead.
    ///
    /// # Errors
    ///
    /// If it cannot be kept.
    pub async fn add(&self, new: &New, picture: &[u8], now_ms: i64) -> Result<Added, JobError> {
        // The file first: a job in the queue has one.
        self.files.put(new.id, picture).await?;
        let added = self.queue.add(new, MOST_OPEN, now_ms).await;
        match added {
            Ok(Added::New) => self.tell(),
            _ => self.files.remove(new.id).await?,
        }
        added
    }

    /// Why a job would not be put into the queue, if it would not.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn known(&self, new: &New) -> Result<Option<Added>, JobError> {
        self.queue.known(new, MOST_OPEN).await
    }

    /// Tells those who wait that something has changed.
    fn tell(&self) {
        self.news.send_modify(|count| *count += 1);
    }

    /// Comes back whenever something may have changed in this process.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// From here on nobody waits for anything.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.tell();
    }

    /// A place to wait in for how a job goes on, while there is one: those who wait keep nobody
    /// else from being answered.
    pub fn waiting(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.waiting).try_acquire_owned().ok()
    }

    /// Whether the server is about to end.
    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    /// Gives up what nobody can take any more, forgets jobs that ended long ago, and removes
    /// files of jobs that are not to be read any more.
    ///
    /// # Errors
    ///
    /// If the database or the files fail.
    pub async fn tidy(&self, now_ms: i64) -> Result<(), JobError> {
        self.queue.bury(now_ms).await?;
        self.queue.expire(now_ms.saturating_sub(KEPT_MS)).await?;
        // Those first: a file whose job is added meanwhile is not among them.
        let files = self.files.all().await?;
        let open = self.queue.open_ids().await?;
        for (id, stored_ms) in files {
            // Between its file and its row a job takes moments.
            let is_settled = stored_ms < now_ms.saturating_sub(60_000);
            if is_settled && !open.contains(&id) {
                self.files.remove(id).await?;
            }
        }
        Ok(())
    }

    /// A household's job.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn find(&self, household: HouseholdId, id: JobId) -> Result<Option<Job>, JobError> {
        self.queue.find(household, id).await
    }
}

//! The queue: a table of which one statement takes a job for whoever asks first.

mod taken;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use sync::codec::HouseholdId;

use super::{JobError, JobId};
use crate::db::{self, Connection, Db};

pub use taken::{MOST_ATTEMPTS, Taken};

/// What a household has of jobs at most when they are listed.
const MOST_LISTED: i64 = 500;

/// How it stands with a job.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It waits to be taken.
    Queued,
    /// Somebody has it.
    Running,
    /// It was read.
    Done,
    /// It was given up.
    Dead,
}

impl State {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Running, Self::Done, Self::Dead];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more comes of it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dead)
    }
}

/// A job as it is told to who asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// How it stands.
    pub state: State,
    /// How far it is, in thousandths.
    pub progress: i64,
    /// How often it was taken.
    pub attempts: i64,
    /// Why it is dead: a stable word, and a sentence.
    pub dead: Option<(String, String)>,
    /// What was read (JSON), where it was asked for.
    pub receipt: Option<String>,
    /// When it was put into the queue, in Unix milliseconds.
    pub made_ms: i64,
    /// When it ended.
    pub ended_ms: Option<i64>,
}

/// A row of a job.
#[derive(sqlx::FromRow)]
struct Row {
    id: Vec<u8>,
    state: String,
    progress: i64,
    attempts: i64,
    reason: Option<String>,
    detail: Option<String>,
    receipt: Option<String>,
    made_ms: i64,
    ended_ms: Option<i64>,
    sent: Vec<u8>,
}

impl TryFrom<Row> for Job {
    type Error = JobError;

    fn try_from(row: Row) -> Result<Self, JobError> {
        let id = row.id.try_into().map_err(|_| JobError::Damaged)?;
        Ok(Self {
            id: JobId(id),
            state: State::of(&row.state).ok_or(JobError::Damaged)?,
            progress: row.progress,
            attempts: row.attempts,
            dead: row
                .reason
                .map(|reason| (reason, row.detail.unwrap_or_default())),
            receipt: row.receipt,
            made_ms: row.made_ms,
            ended_ms: row.ended_ms,
        })
    }
}

/// A job that is to be put into the queue.
#[derive(Clone, Debug)]
pub struct New {
    /// Its id.
    pub id: JobId,
    /// Whose.
    pub household: HouseholdId,
    /// The key, the device or the member that asks.
    pub asker: [u8; 16],
    /// SHA-256 of the idempotency key, if there is one.
    pub key: Option<[u8; 32]>,
    /// SHA-256 of the file as it was sent.
    pub sent: [u8; 32],
}

/// What came of putting a job into the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Added {
    /// It is in it.
    New,
    /// There is one of the same idempotency key and file.
    Known(Box<Job>),
    /// There is one of the same idempotency key, for another file.
    OtherFile,
    /// Too many of the household's wait.
    Full,
}

/// Jobs by their state, in the order of [`State::ALL`].
pub type Counts = [u64; 4];

/// The table in an open database; cheap to clone.
#[derive(Clone)]
pub struct Queue {
    db: Db,
}

impl Queue {
    /// The queue in an open database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// Puts a job into the queue, unless there is one of its key or too many wait.
    pub async fn add(&self, new: &New, most: i64, now_ms: i64) -> Result<Added, JobError> {
        let mut write = self.db.begin(new.household).await?;
        if let Some(known) = known(&mut write, new, most).await? {
            return Ok(known);
        }
        db::query(
            "INSERT INTO scan_job (id, household, asker, key, sent, state, due_ms, made_ms) \
             VALUES ($1, $2, $3, $4, $5, 'queued', $6, $6)",
        )
        .bind(new.id.0.as_slice())
        .bind(new.household.0.as_slice())
        .bind(new.asker.as_slice())
        .bind(new.key.as_ref().map(<[u8; 32]>::as_slice))
        .bind(new.sent.as_slice())
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(Added::New)
    }

    /// Why a job would not be put into the queue, before any work is done for it.
    pub async fn known(&self, new: &New, most: i64) -> Result<Option<Added>, JobError> {
        let mut connection = self.db.acquire().await?;
        known(&mut connection, new, most).await
    }

    /// A household's job, with what was read.
    pub async fn find(&self, household: HouseholdId, id: JobId) -> Result<Option<Job>, JobError> {
        let found: Option<Row> = db::query_as(
            "SELECT id, state, progress, attempts, reason, detail, receipt, made_ms, ended_ms, \
             sent FROM scan_job WHERE id = $1 AND household = $2",
        )
        .bind(id.0.as_slice())
        .bind(household.0.as_slice())
        .fetch_optional(&self.db)
        .await?;
        found.map(Job::try_from).transpose()
    }

    /// The jobs that somebody has asked for, the newest first, without what was read.
    pub async fn of(&self, household: HouseholdId, asker: [u8; 16]) -> Result<Vec<Job>, JobError> {
        let found: Vec<Row> = db::query_as(
            "SELECT id, state, progress, attempts, reason, detail, NULL AS receipt, made_ms, \
             ended_ms, sent FROM scan_job WHERE household = $1 AND asker = $2 \
             ORDER BY made_ms DESC, id LIMIT $3",
        )
        .bind(household.0.as_slice())
        .bind(asker.as_slice())
        .bind(MOST_LISTED)
        .fetch_all(&self.db)
        .await?;
        found.into_iter().map(Job::try_from).collect()
    }

    /// How many there are.
    pub async fn counts(&self) -> Result<Counts, JobError> {
        let found: Vec<(String, i64)> =
            db::query_as("SELECT state, count(*) FROM scan_job GROUP BY state")
                .fetch_all(&self.db)
                .await?;
        let of = |state: State| {
            let found = found.iter().find(|(name, _)| name == state.name());
            found.map_or(0, |(_, count)| count.unsigned_abs())
        };
        Ok(State::ALL.map(of))
    }

    /// The jobs that are not over.
    pub async fn open_ids(&self) -> Result<HashSet<JobId>, JobError> {
        let found: Vec<Vec<u8>> =
            db::query_scalar("SELECT id FROM scan_job WHERE state IN ('queued', 'running')")
                .fetch_all(&self.db)
                .await?;
        let ids = found.into_iter();
        ids.map(|id| Ok(JobId(id.try_into().map_err(|_| JobError::Damaged)?)))
            .collect()
    }

    /// Forgets jobs that ended before a moment.
    pub async fn expire(&self, before_ms: i64) -> Result<(), JobError> {
        db::query("DELETE FROM scan_job WHERE ended_ms < $1")
            .bind(before_ms)
            .execute(&self.db)
            .await?;
        Ok(())
    }
}

async fn known(
    connection: &mut Connection,
    new: &New,
    most: i64,
) -> Result<Option<Added>, JobError> {
    if let Some(known) = of_key(connection, new).await? {
        return Ok(Some(known));
    }
    let open: i64 = db::query_scalar(
        "SELECT count(*) FROM scan_job WHERE household = $1 AND state IN ('queued', 'running')",
    )
    .bind(new.household.0.as_slice())
    .fetch_one(connection)
    .await?;
    Ok((open >= most).then_some(Added::Full))
}

async fn of_key(connection: &mut Connection, new: &New) -> Result<Option<Added>, JobError> {
    let Some(key) = new.key else {
        return Ok(None);
    };
    let found: Option<Row> = db::query_as(
        "SELECT id, state, progress, attempts, reason, detail, NULL AS receipt, made_ms, \
         ended_ms, sent FROM scan_job WHERE household = $1 AND asker = $2 AND key = $3",
    )
    .bind(new.household.0.as_slice())
    .bind(new.asker.as_slice())
    .bind(key.as_slice())
    .fetch_optional(connection)
    .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    if row.sent != new.sent {
        return Ok(Some(Added::OtherFile));
    }
    Ok(Some(Added::Known(Box::new(row.try_into()?))))
}

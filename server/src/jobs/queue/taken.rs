//! What whoever has a job does to it. Each statement names the fence that came with it, and
//! changes nothing where somebody else has taken the job since.

use sync::codec::HouseholdId;

use super::{Queue, State};
use crate::db::{self, Connection, Lock, Query};
use crate::events::{self, follow::processed};
use crate::jobs::{JobError, JobId};

/// A job that was taken so often and came to nothing is given up.
pub const MOST_ATTEMPTS: i64 = 5;
/// Why, where nobody could say more.
const CRASHED: (&str, &str) = (
    "crashed",
    "the reader broke down at this file each time: send it as another picture",
);

/// For how long a household that was served stands behind one that was not.
const LATELY_MS: i64 = 60_000;
/// What taking does.
const TAKE: &str = "UPDATE scan_job SET state = 'running', attempts = attempts + 1, \
    fence = fence + 1, due_ms = $2, progress = 0";
/// How far the clock of another server may be ahead of this one's, in milliseconds.
const AHEAD_MS: i64 = 5_000;

/// Giving up what nobody came back for is done by one at a time.
const BURY: &[u8] = b"scan_job bury";

/// A job that somebody has, until its lease ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Which.
    pub id: JobId,
    /// What proves that one has it.
    pub fence: i64,
    /// How often it was taken, with this time.
    pub attempts: i64,
}

impl Queue {
    /// Whether there is something to take.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn is_due(&self, now_ms: i64) -> Result<bool, JobError> {
        let found = db::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM scan_job \
             WHERE state IN ('queued', 'running') AND due_ms <= $1)",
        )
        .bind(now_ms);
        Ok(found.fetch_one(&self.db).await?)
    }

    /// Takes a job, or one whose lease has ended, until a moment: one of the household of which
    /// the fewest were read lately or are being read, and of its jobs the one that waits the
    /// longest. So nobody waits behind all that somebody else has sent at once.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn take(&self, now_ms: i64, until_ms: i64) -> Result<Option<Taken>, JobError> {
        let take = format!(
            "{TAKE} WHERE id = (SELECT waiting.id FROM scan_job AS waiting \
             LEFT JOIN (SELECT household, count(*) AS jobs FROM scan_job \
             WHERE state = 'running' OR ended_ms > $4 GROUP BY household) AS served \
             ON served.household = waiting.household \
             WHERE waiting.state IN ('queued', 'running') AND waiting.due_ms <= $1 \
             AND waiting.attempts < $3 \
             ORDER BY coalesce(served.jobs, 0), waiting.due_ms LIMIT 1 {}) \
             RETURNING id, fence, attempts",
            self.db.skips_locked("waiting")
        );
        let query = db::query_as(&take)
            .bind(now_ms)
            .bind(until_ms)
            .bind(MOST_ATTEMPTS)
            .bind(now_ms - LATELY_MS);
        taken(query.fetch_all(&self.db).await?)
    }

    /// Takes this job until a moment, if it waits or its lease has ended. Whoever says that it
    /// is due may have a clock that is a little ahead.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn take_this(
        &self,
        id: JobId,
        now_ms: i64,
        until_ms: i64,
    ) -> Result<Option<Taken>, JobError> {
        let take = format!(
            "{TAKE} WHERE id = $4 AND attempts < $3 AND (state = 'running' AND due_ms <= $1 \
             OR state = 'queued' AND due_ms <= $5) RETURNING id, fence, attempts"
        );
        let query = db::query_as(&take)
            .bind(now_ms)
            .bind(until_ms)
            .bind(MOST_ATTEMPTS)
            .bind(id.0.as_slice())
            .bind(now_ms.saturating_add(AHEAD_MS));
        taken(query.fetch_all(&self.db).await?)
    }

    /// Jobs that are due and of which the broker was not told since they are, the longest
    /// first, each with when it came to be due.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn untold(&self, now_ms: i64, most: usize) -> Result<Vec<(JobId, i64)>, JobError> {
        let found: Vec<(Vec<u8>, i64)> = db::query_as(
            "SELECT id, due_ms FROM scan_job WHERE state IN ('queued', 'running') \
             AND due_ms <= $1 AND (told_ms IS NULL OR told_ms <> due_ms) ORDER BY due_ms LIMIT $2",
        )
        .bind(now_ms)
        .bind(most as i64)
        .fetch_all(&self.db)
        .await?;
        let jobs = found.into_iter().map(|(id, due_ms)| {
            let id = JobId(id.try_into().map_err(|_| JobError::Damaged)?);
            Ok((id, due_ms))
        });
        jobs.collect()
    }

    /// The broker was told that a job is due since then.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn told(&self, id: JobId, due_ms: i64) -> Result<(), JobError> {
        db::query("UPDATE scan_job SET told_ms = $2 WHERE id = $1")
            .bind(id.0.as_slice())
            .bind(due_ms)
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// Says how far it is, in thousandths, and keeps it until a moment; `false` if it is
    /// somebody else's now.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn keep(
        &self,
        taken: &Taken,
        progress: i64,
        until_ms: i64,
    ) -> Result<bool, JobError> {
        let change = db::query(
            "UPDATE scan_job SET progress = \
             CASE WHEN progress > $3 THEN progress ELSE $3 END, due_ms = $4 \
             WHERE id = $1 AND fence = $2 AND state = 'running'",
        );
        self.change(taken, change, |query| query.bind(progress).bind(until_ms))
            .await
    }

    /// It was read, which is an event of its household.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn finish(
        &self,
        taken: &Taken,
        receipt: &str,
        now_ms: i64,
    ) -> Result<bool, JobError> {
        self.end(taken, State::Done, (Some(receipt), None), now_ms)
            .await
    }

    /// It can never be read, which is an event, too.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn give_up(
        &self,
        taken: &Taken,
        why: (&str, &str),
        now_ms: i64,
    ) -> Result<bool, JobError> {
        self.end(taken, State::Dead, (None, Some(why)), now_ms)
            .await
    }

    async fn end(
        &self,
        taken: &Taken,
        state: State,
        (receipt, why): (Option<&str>, Option<(&str, &str)>),
        now_ms: i64,
    ) -> Result<bool, JobError> {
        let mut write = self.db.begin(Lock::of(&taken.id.0)).await?;
        let household: Option<Vec<u8>> = db::query_scalar(
            "UPDATE scan_job SET state = $3, receipt = $4, reason = $5, detail = $6, \
             ended_ms = $7, progress = CASE WHEN $4 IS NULL THEN progress ELSE 1000 END \
             WHERE id = $1 AND fence = $2 AND state = 'running' RETURNING household",
        )
        .bind(taken.id.0.as_slice())
        .bind(taken.fence)
        .bind(state.name())
        .bind(receipt)
        .bind(why.map(|(reason, _)| reason))
        .bind(why.map(|(_, detail)| detail))
        .bind(now_ms)
        .fetch_optional(&mut *write)
        .await?;
        let Some(household) = household else {
            return Ok(false);
        };
        let reason = why.map(|(reason, _)| reason);
        tell(&mut write, (household, taken.id), (receipt, reason), now_ms).await?;
        write.commit().await?;
        Ok(true)
    }

    /// It came to nothing this time, and may be tried again from a moment on; the last time it
    /// is given up.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn fail(&self, taken: &Taken, due_ms: i64, now_ms: i64) -> Result<bool, JobError> {
        if taken.attempts >= MOST_ATTEMPTS {
            return self.give_up(taken, CRASHED, now_ms).await;
        }
        let change = db::query(
            "UPDATE scan_job SET state = 'queued', due_ms = $3 \
             WHERE id = $1 AND fence = $2 AND state = 'running'",
        );
        self.change(taken, change, |query| query.bind(due_ms)).await
    }

    /// Gives it back as it was: whoever had it ends, and that is not the job's fault.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn give_back(&self, taken: &Taken, now_ms: i64) -> Result<bool, JobError> {
        let change = db::query(
            "UPDATE scan_job SET state = 'queued', attempts = attempts - 1, due_ms = $3 \
             WHERE id = $1 AND fence = $2 AND state = 'running'",
        );
        self.change(taken, change, |query| query.bind(now_ms)).await
    }

    /// Gives up what was taken too often by those who never came back.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn bury(&self, now_ms: i64) -> Result<(), JobError> {
        let (reason, detail) = CRASHED;
        let mut write = self.db.begin(Lock::of(BURY)).await?;
        let buried: Vec<(Vec<u8>, Vec<u8>)> = db::query_as(
            "UPDATE scan_job SET state = 'dead', reason = $1, detail = $2, ended_ms = $3 \
             WHERE state IN ('queued', 'running') AND due_ms <= $3 AND attempts >= $4 \
             RETURNING household, id",
        )
        .bind(reason)
        .bind(detail)
        .bind(now_ms)
        .bind(MOST_ATTEMPTS)
        .fetch_all(&mut *write)
        .await?;
        for (household, id) in buried {
            let id = JobId(id.try_into().map_err(|_| JobError::Damaged)?);
            tell(&mut write, (household, id), (None, Some(reason)), now_ms).await?;
        }
        write.commit().await?;
        Ok(())
    }

    async fn change<'a>(
        &self,
        taken: &'a Taken,
        statement: Query<'a>,
        bind: impl FnOnce(Query<'a>) -> Query<'a>,
    ) -> Result<bool, JobError> {
        let statement = statement.bind(taken.id.0.as_slice()).bind(taken.fence);
        let changed = bind(statement).execute(&self.db).await?;
        Ok(changed.rows_affected() == 1)
    }
}

/// The job that a statement has taken, if it has.
fn taken(found: Vec<(Vec<u8>, i64, i64)>) -> Result<Option<Taken>, JobError> {
    let Some((id, fence, attempts)) = found.into_iter().next() else {
        return Ok(None);
    };
    let id = JobId(id.try_into().map_err(|_| JobError::Damaged)?);
    Ok(Some(Taken {
        id,
        fence,
        attempts,
    }))
}

/// Notes for its household that a job has ended.
async fn tell(
    write: &mut Connection,
    (household, id): (Vec<u8>, JobId),
    (receipt, reason): (Option<&str>, Option<&str>),
    now_ms: i64,
) -> Result<(), JobError> {
    let household = HouseholdId(household.try_into().map_err(|_| JobError::Damaged)?);
    let ended = processed(household, id.0, reason, receipt);
    events::note(write, household, &[ended], now_ms).await?;
    Ok(())
}

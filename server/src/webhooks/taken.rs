//! What whoever tells an event does to its row of the outbox. Each statement names how often it
//! was taken by then, and changes nothing where somebody else has taken it since.

use std::time::Duration;

use super::{WebhookError, Webhooks, fixed};
use crate::db;
use crate::events::{self, Event};

/// How long is waited after each time that came to nothing: a day together, by which a receiver
/// is back that was ever to come back.
pub const WAITS: [Duration; 8] = [
    Duration::from_secs(5),
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 60 * 60),
    Duration::from_secs(5 * 60 * 60),
    Duration::from_secs(8 * 60 * 60),
    Duration::from_secs(8 * 60 * 60),
];
/// How long a row is somebody's who has taken it, in milliseconds: longer than a call takes.
const LEASE_MS: i64 = 60_000;

/// A row that somebody has, until its lease ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Of which webhook.
    pub webhook: [u8; 16],
    /// What is told.
    pub event: Event,
    /// How often it was taken, with this time.
    pub attempts: i64,
    /// When it was put into the outbox, in Unix milliseconds.
    pub made_ms: i64,
}

/// What is told, and where.
#[derive(sqlx::FromRow)]
struct Told {
    #[sqlx(flatten)]
    event: events::Row,
    url: String,
}

/// What came of a call that was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The status of the answer.
    pub status: Option<u16>,
    /// What is said of it.
    pub detail: String,
    /// When the receiver wants to be asked again.
    pub after: Option<Duration>,
}

impl Webhooks {
    /// The webhooks that are to be told something, whoever waits the longest first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn due(&self, now_ms: i64) -> Result<Vec<[u8; 16]>, WebhookError> {
        let found: Vec<Vec<u8>> = db::query_scalar(
            "SELECT webhook FROM webhook_delivery \
             WHERE webhook_delivery.ended_ms IS NULL AND due_ms <= $1 \
             GROUP BY webhook ORDER BY min(due_ms)",
        )
        .bind(now_ms)
        .fetch_all(&self.db)
        .await?;
        found.iter().map(|id| fixed(id)).collect()
    }

    /// Takes what waits the longest for a webhook; where it is called.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn take(
        &self,
        webhook: [u8; 16],
        now_ms: i64,
    ) -> Result<Option<(Taken, String)>, WebhookError> {
        let found: Vec<(Vec<u8>, i64, i64)> = db::query_as(
            "UPDATE webhook_delivery SET attempts = attempts + 1, due_ms = $3 \
             WHERE webhook = $1 AND ended_ms IS NULL AND due_ms <= $2 AND event = \
             (SELECT event FROM webhook_delivery WHERE webhook = $1 AND ended_ms IS NULL \
             AND due_ms <= $2 ORDER BY due_ms, made_ms LIMIT 1) \
             RETURNING event, attempts, made_ms",
        )
        .bind(webhook.as_slice())
        .bind(now_ms)
        .bind(now_ms.saturating_add(LEASE_MS))
        .fetch_all(&self.db)
        .await?;
        let Some((event, attempts, made_ms)) = found.into_iter().next() else {
            return Ok(None);
        };
        let told: Option<Told> = db::query_as(
            "SELECT event.id, event.seq, event.kind, event.data, event.at_ms, webhook.url \
             FROM webhook JOIN event ON event.household = webhook.household \
             WHERE webhook.id = $1 AND event.id = $2",
        )
        .bind(webhook.as_slice())
        .bind(event.as_slice())
        .fetch_optional(&self.db)
        .await?;
        // Both may be gone meanwhile.
        let Some(told) = told else {
            return Ok(None);
        };
        let taken = Taken {
            webhook,
            event: told.event.read()?,
            attempts,
            made_ms,
        };
        Ok(Some((taken, told.url)))
    }

    /// It was taken.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn done(&self, taken: &Taken, status: u16, now_ms: i64) -> Result<(), WebhookError> {
        self.end(taken, (true, Some(status), None), now_ms).await?;
        db::query("UPDATE webhook SET ok_ms = $2 WHERE id = $1")
            .bind(taken.webhook.as_slice())
            .bind(now_ms)
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// It was not taken, and is told again later, unless that was the last time: whether it is.
    /// A receiver that has taken nothing else meanwhile is given up with it.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn failed(
        &self,
        taken: &Taken,
        failure: &Failure,
        now_ms: i64,
    ) -> Result<bool, WebhookError> {
        let Failure {
            status,
            detail,
            after,
        } = failure;
        let past = usize::try_from(taken.attempts - 1).unwrap_or(usize::MAX);
        let Some(wait) = WAITS.get(past) else {
            let ended = (false, *status, Some(detail.as_str()));
            self.end(taken, ended, now_ms).await?;
            let why = format!("it took nothing for a day; at last: {detail}");
            self.give_up(taken, &why, now_ms).await?;
            return Ok(false);
        };
        // As late as it wants, but for that it would be too late.
        let wait = after
            .unwrap_or_default()
            .max(*wait)
            .min(WAITS[WAITS.len() - 1]);
        db::query(
            "UPDATE webhook_delivery SET due_ms = $4, status = $5, detail = $6 \
             WHERE webhook = $1 AND event = $2 AND attempts = $3 AND ended_ms IS NULL",
        )
        .bind(taken.webhook.as_slice())
        .bind(taken.event.id.as_slice())
        .bind(taken.attempts)
        .bind(now_ms.saturating_add(wait.as_millis() as i64))
        .bind(status.map(i64::from))
        .bind(detail)
        .execute(&self.db)
        .await?;
        Ok(true)
    }

    /// Tells a receiver nothing any more, unless it has taken something since what was not
    /// taken was put into the outbox.
    async fn give_up(&self, taken: &Taken, why: &str, now_ms: i64) -> Result<(), WebhookError> {
        let ended = db::query(
            "UPDATE webhook SET ended_ms = $2, reason = $3 \
             WHERE id = $1 AND ended_ms IS NULL AND (ok_ms IS NULL OR ok_ms < $4)",
        )
        .bind(taken.webhook.as_slice())
        .bind(now_ms)
        .bind(why)
        .bind(taken.made_ms)
        .execute(&self.db)
        .await?;
        if ended.rows_affected() == 1 {
            self.clear(taken.webhook, now_ms).await?;
        }
        Ok(())
    }

    /// It says itself that it is gone.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn gone(&self, taken: &Taken, status: u16, now_ms: i64) -> Result<(), WebhookError> {
        const WHY: &str = "it says that it is gone for good (410)";
        self.end(taken, (false, Some(status), Some(WHY)), now_ms)
            .await?;
        db::query("UPDATE webhook SET ended_ms = $2, reason = $3 WHERE id = $1")
            .bind(taken.webhook.as_slice())
            .bind(now_ms)
            .bind(WHY)
            .execute(&self.db)
            .await?;
        self.clear(taken.webhook, now_ms).await
    }

    /// Nothing that waits for a webhook is told any more.
    async fn clear(&self, webhook: [u8; 16], now_ms: i64) -> Result<(), WebhookError> {
        db::query(
            "UPDATE webhook_delivery SET ended_ms = $2, detail = $3 \
             WHERE webhook = $1 AND ended_ms IS NULL",
        )
        .bind(webhook.as_slice())
        .bind(now_ms)
        .bind("not told: the webhook was given up")
        .execute(&self.db)
        .await?;
        Ok(())
    }

    async fn end(
        &self,
        taken: &Taken,
        (is_taken, status, detail): (bool, Option<u16>, Option<&str>),
        now_ms: i64,
    ) -> Result<(), WebhookError> {
        db::query(
            "UPDATE webhook_delivery SET ended_ms = $4, taken = $5, status = $6, detail = $7 \
             WHERE webhook = $1 AND event = $2 AND attempts = $3 AND ended_ms IS NULL",
        )
        .bind(taken.webhook.as_slice())
        .bind(taken.event.id.as_slice())
        .bind(taken.attempts)
        .bind(now_ms)
        .bind(is_taken)
        .bind(status.map(i64::from))
        .bind(detail)
        .execute(&self.db)
        .await?;
        Ok(())
    }
}

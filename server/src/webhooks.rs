//! Webhooks: addresses that a household has called when something happens in it.
//!
//! What is to be told is written with its event ([`crate::events`]), one row for each address,
//! and told by whoever takes the row first ([`deliver`]). The secret by which a receiver knows
//! the server is made of a key in a file beside the database and of the webhook's id, so a copy
//! of the database signs nothing.

pub mod deliver;
mod sign;
mod taken;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use sqlx::FromRow;
use sync::codec::HouseholdId;

use crate::db::{self, Db};
use crate::events::Kind;
use crate::random;

pub use sign::{Headers, Signer};
pub use taken::Taken;

/// Webhooks of one household.
pub const MOST: i64 = 10;
/// Deliveries that are told of each.
const MOST_TOLD: i64 = 100;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// What it keeps is not what was put there.
    #[error("the database holds a webhook that cannot be read")]
    Damaged,
    /// There are too many.
    #[error("a household has at most {MOST} webhooks: delete one that is not used any more")]
    TooMany,
}

/// An address that is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Webhook {
    /// Its id.
    pub id: [u8; 16],
    /// Where.
    pub url: String,
    /// The bits of the kinds that it is told of.
    pub kinds: i64,
    /// When it was made, in Unix milliseconds.
    pub made_ms: i64,
    /// When it took an event last.
    pub ok_ms: Option<i64>,
    /// When it was given up, and why.
    pub ended: Option<(i64, String)>,
}

/// What came of telling one event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// The event's id.
    pub event: [u8; 16],
    /// What it tells of.
    pub kind: Kind,
    /// When it was put into the outbox, in Unix milliseconds.
    pub made_ms: i64,
    /// When it is sent next, if it still is.
    pub due_ms: i64,
    /// How often it was sent.
    pub attempts: i64,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// What went wrong last.
    pub detail: Option<String>,
    /// When it was taken or given up.
    pub ended_ms: Option<i64>,
    /// Whether it was taken.
    pub taken: bool,
}

/// Webhooks in the server's database; cheap to clone.
#[derive(Clone)]
pub struct Webhooks {
    db: Db,
    /// By which they are signed.
    pub signer: Arc<Signer>,
}

type Row = (
    Vec<u8>,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<String>,
);

#[derive(FromRow)]
struct DeliveryRow {
    event: Vec<u8>,
    kind: String,
    made_ms: i64,
    due_ms: i64,
    attempts: i64,
    status: Option<i64>,
    detail: Option<String>,
    ended_ms: Option<i64>,
    taken: bool,
}

impl Webhooks {
    /// The tables in an open database.
    pub fn new(db: Db, signer: Signer) -> Self {
        let signer = Arc::new(signer);
        Self { db, signer }
    }

    /// Adds an address, which is told of what happens from now on.
    ///
    /// # Errors
    ///
    /// If there are too many.
    pub async fn add(
        &self,
        household: HouseholdId,
        url: &str,
        kinds: i64,
        now_ms: i64,
    ) -> Result<Webhook, WebhookError> {
        let id: [u8; 16] = random::bytes().ok_or(WebhookError::NoRandomness)?;
        let mut write = self.db.begin(household).await?;
        let count: i64 = db::query_scalar("SELECT count(*) FROM webhook WHERE household = $1")
            .bind(household.0.as_slice())
            .fetch_one(&mut *write)
            .await?;
        if count >= MOST {
            return Err(WebhookError::TooMany);
        }
        db::query(
            "INSERT INTO webhook (id, household, url, kinds, made_ms) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id.as_slice())
        .bind(household.0.as_slice())
        .bind(url)
        .bind(kinds)
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(Webhook {
            id,
            url: url.to_owned(),
            kinds,
            made_ms: now_ms,
            ok_ms: None,
            ended: None,
        })
    }

    /// A household's webhooks, the latest made first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn of(&self, household: HouseholdId) -> Result<Vec<Webhook>, WebhookError> {
        let found: Vec<Row> = db::query_as(
            "SELECT id, url, kinds, made_ms, ok_ms, ended_ms, reason FROM webhook \
             WHERE household = $1 ORDER BY made_ms DESC, id",
        )
        .bind(household.0.as_slice())
        .fetch_all(&self.db)
        .await?;
        let read = found.into_iter().map(|row| {
            let (id, url, kinds, made_ms, ok_ms, ended_ms, reason) = row;
            Ok(Webhook {
                id: fixed(&id)?,
                url,
                kinds,
                made_ms,
                ok_ms,
                ended: ended_ms.map(|at| (at, reason.unwrap_or_default())),
            })
        });
        read.collect()
    }

    /// One of a household's.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn find(
        &self,
        household: HouseholdId,
        id: [u8; 16],
    ) -> Result<Option<Webhook>, WebhookError> {
        let all = self.of(household).await?;
        Ok(all.into_iter().find(|webhook| webhook.id == id))
    }

    /// Removes one, with all that it was still to be told; `false` if there is none.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn remove(&self, household: HouseholdId, id: [u8; 16]) -> Result<bool, WebhookError> {
        let removed = db::query("DELETE FROM webhook WHERE id = $1 AND household = $2")
            .bind(id.as_slice())
            .bind(household.0.as_slice())
            .execute(&self.db)
            .await?;
        Ok(removed.rows_affected() == 1)
    }

    /// It has answered as it should: one that was given up is told of what comes from now on.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn revive(&self, id: [u8; 16], now_ms: i64) -> Result<(), WebhookError> {
        db::query("UPDATE webhook SET ok_ms = $2, ended_ms = NULL, reason = NULL WHERE id = $1")
            .bind(id.as_slice())
            .bind(now_ms)
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// What it was told last, or is still to be told, the latest first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn deliveries(&self, id: [u8; 16]) -> Result<Vec<Delivery>, WebhookError> {
        let found: Vec<DeliveryRow> = db::query_as(
            "SELECT event, kind, made_ms, due_ms, attempts, status, detail, ended_ms, taken \
             FROM webhook_delivery JOIN event ON event.household = webhook_delivery.household \
             AND event.id = webhook_delivery.event \
             WHERE webhook = $1 ORDER BY event.seq DESC LIMIT $2",
        )
        .bind(id.as_slice())
        .bind(MOST_TOLD)
        .fetch_all(&self.db)
        .await?;
        let read = found.into_iter().map(|row| {
            Ok(Delivery {
                event: fixed(&row.event)?,
                kind: Kind::called(&row.kind).ok_or(WebhookError::Damaged)?,
                made_ms: row.made_ms,
                due_ms: row.due_ms,
                attempts: row.attempts,
                status: row.status,
                detail: row.detail,
                ended_ms: row.ended_ms,
                taken: row.taken,
            })
        });
        read.collect()
    }
}

fn fixed(bytes: &[u8]) -> Result<[u8; 16], WebhookError> {
    bytes.try_into().map_err(|_| WebhookError::Damaged)
}

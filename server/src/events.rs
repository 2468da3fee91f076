//! Events: what happened in a household, noted once each, for programs that follow it.
//!
//! An event's id is made of what it tells, so whoever notes it a second time notes the same, and
//! whoever is told of it twice can know. It is noted in the transaction of its cause where that
//! is a row of ours, and else by who [follows](follow) the household's ops and days. With it, in
//! the same transaction, goes what is to be told of it to others: the outbox.

pub mod follow;
pub mod settings;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use sync::codec::HouseholdId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::db::{self, Connection, Db};

pub use settings::Settings;

/// How long an event can be asked for, in milliseconds: 30 days.
pub const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// Events of one household that are kept at most: some megabytes.
pub const MOST_KEPT: i64 = 10_000;
/// Variables of one statement.
const MAX_VARIABLES: usize = 500;
/// Those who wait for an event at most: each may hold a place of the gateway for half a minute.
const MOST_WAITING: usize = 64;

/// What an event tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Food came into the household.
    ItemAdded,
    /// A lot should be used within the next days.
    ItemExpiring,
    /// A lot should have been used.
    ItemExpired,
    /// A receipt that was sent was read, or given up.
    ReceiptProcessed,
}

impl Kind {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::ItemAdded,
        Self::ItemExpiring,
        Self::ItemExpired,
        Self::ReceiptProcessed,
    ];

    /// Its name, which stays for ever.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ItemAdded => "item.added",
            Self::ItemExpiring => "item.expiring",
            Self::ItemExpired => "item.expired",
            Self::ReceiptProcessed => "receipt.processed",
        }
    }

    /// The one of a name.
    pub fn called(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its bit among those that somebody wants to be told of.
    pub const fn bit(self) -> i64 {
        1 << self as i64
    }
}

/// Something that happened and is to be noted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct New {
    /// Its id, made of what it tells.
    pub id: [u8; 16],
    /// What it tells of.
    pub kind: Kind,
    /// What it tells (JSON).
    pub data: String,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Its id.
    pub id: [u8; 16],
    /// Its number in its household.
    pub seq: i64,
    /// What it tells of.
    pub kind: Kind,
    /// What it tells (JSON).
    pub data: String,
    /// When it was noted, in Unix milliseconds.
    pub at_ms: i64,
}

/// A part of a household's events.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part {
    /// Those of it, in their order.
    pub events: Vec<Event>,
    /// The number of the last one that was looked at.
    pub last: i64,
    /// Whether more come behind it.
    pub more: bool,
    /// Whether some before it are gone, which nobody was told of here.
    pub missed: bool,
}

/// Events in the server's database; cheap to clone.
#[derive(Clone)]
pub struct Events {
    db: Db,
    /// Raised whenever one is noted in this process.
    news: Arc<watch::Sender<u64>>,
    waiting: Arc<Semaphore>,
}

impl Events {
    /// The tables in an open database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            news: Arc::default(),
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
        }
    }

    /// A household's events behind a number, of the kinds whose bits are given.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn after(
        &self,
        household: HouseholdId,
        after: i64,
        kinds: i64,
        most: usize,
    ) -> Result<Part, sqlx::Error> {
        let bounds: (Option<i64>, Option<i64>) =
            db::query_as("SELECT min(seq), max(seq) FROM event WHERE household = $1")
                .bind(household.0.as_slice())
                .fetch_one(&self.db)
                .await?;
        let newest = self.last(household).await?;
        // A number that was never given here: the database was put back to an earlier day.
        let is_ahead = after > newest;
        let (Some(first), Some(last)) = bounds else {
            return Ok(Part {
                last: newest,
                missed: is_ahead || (after < newest && after > 0),
                ..Part::default()
            });
        };
        if is_ahead {
            return Ok(Part {
                last: newest,
                missed: true,
                ..Part::default()
            });
        }
        let named: Vec<&str> = Kind::ALL
            .into_iter()
            .filter(|kind| kinds & kind.bit() != 0)
            .map(Kind::name)
            .collect();
        if named.is_empty() {
            let last = last.max(after);
            return Ok(Part {
                last,
                ..Part::default()
            });
        }
        let list = db::listed(4, named.len());
        let statement = format!(
            "SELECT id, seq, kind, data, at_ms FROM event \
             WHERE household = $1 AND seq > $2 AND kind IN ({list}) ORDER BY seq LIMIT $3"
        );
        let mut found = db::query_as::<Row>(&statement)
            .bind(household.0.as_slice())
            .bind(after)
            .bind(most as i64 + 1);
        for name in &named {
            found = found.bind(*name);
        }
        let found = found.fetch_all(&self.db).await?.into_iter();
        let events: Result<Vec<Event>, sqlx::Error> = found.map(Row::read).collect();
        let mut events = events?;
        let more = events.len() > most;
        events.truncate(most);
        let end = match (more, events.last()) {
            (true, Some(event)) => event.seq,
            // One may have come between both questions.
            (false, Some(event)) => event.seq.max(last),
            _ => last.max(after),
        };
        Ok(Part {
            events,
            last: end,
            more,
            missed: after > 0 && after + 1 < first,
        })
    }

    /// Those of these events that were not noted.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn unknown(
        &self,
        household: HouseholdId,
        mut all: Vec<New>,
    ) -> Result<Vec<New>, sqlx::Error> {
        let mut known = HashSet::new();
        for some in all.chunks(MAX_VARIABLES) {
            let list = db::listed(2, some.len());
            let statement = format!("SELECT id FROM event WHERE household = $1 AND id IN ({list})");
            let mut found = db::query_scalar(&statement).bind(household.0.as_slice());
            for new in some {
                found = found.bind(new.id.as_slice());
            }
            let found: Vec<Vec<u8>> = found.fetch_all(&self.db).await?;
            known.extend(found);
        }
        all.retain(|new| !known.contains(new.id.as_slice()));
        Ok(all)
    }

    /// The number of a household's last event; 0 if there was none.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn last(&self, household: HouseholdId) -> Result<i64, sqlx::Error> {
        let found: Option<i64> = db::query_scalar("SELECT seq FROM event_log WHERE household = $1")
            .bind(household.0.as_slice())
            .fetch_optional(&self.db)
            .await?;
        Ok(found.unwrap_or(0))
    }

    /// Forgets what is too old, and of each household what is too much.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn expire(&self, now_ms: i64) -> Result<(), sqlx::Error> {
        db::query("DELETE FROM event WHERE at_ms < $1")
            .bind(now_ms.saturating_sub(KEPT_MS))
            .execute(&self.db)
            .await?;
        db::query(
            "DELETE FROM event WHERE seq <= (SELECT event_log.seq - $1 FROM event_log \
             WHERE event_log.household = event.household)",
        )
        .bind(MOST_KEPT)
        .execute(&self.db)
        .await?;
        Ok(())
    }

    /// Comes back whenever one was noted in this process.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Tells those who wait that there is something new.
    pub fn tell(&self) {
        self.news.send_modify(|count| *count += 1);
    }

    /// A place to wait in for what comes, while there is one.
    pub fn waiting(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.waiting).try_acquire_owned().ok()
    }
}

/// An id of what an event tells: the same whoever makes it.
pub fn id_of(household: HouseholdId, kind: Kind, parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(household.0);
    hash.update(kind.name());
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    id
}

/// Notes what happened in a household in a transaction that has begun to write, with what is to
/// be told of it; how many were not noted before.
///
/// # Errors
///
/// If the database fails.
pub async fn note(
    write: &mut Connection,
    household: HouseholdId,
    all: &[New],
    now_ms: i64,
) -> Result<usize, sqlx::Error> {
    if all.is_empty() {
        return Ok(0);
    }
    // Whoever else notes something of the household waits here.
    let mut seq: i64 = db::query_scalar(
        "INSERT INTO event_log (household, seq, followed) VALUES ($1, 0, 0) \
         ON CONFLICT (household) DO UPDATE SET seq = event_log.seq RETURNING seq",
    )
    .bind(household.0.as_slice())
    .fetch_one(&mut *write)
    .await?;
    let mut noted = 0;
    for new in all {
        let added = db::query(
            "INSERT INTO event (household, id, seq, kind, data, at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (household, id) DO NOTHING",
        )
        .bind(household.0.as_slice())
        .bind(new.id.as_slice())
        .bind(seq + 1)
        .bind(new.kind.name())
        .bind(&new.data)
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        if added.rows_affected() == 1 {
            seq += 1;
            noted += 1;
            hand_on(write, household, new, now_ms).await?;
        }
    }
    db::query("UPDATE event_log SET seq = $2 WHERE household = $1")
        .bind(household.0.as_slice())
        .bind(seq)
        .execute(write)
        .await?;
    Ok(noted)
}

/// Puts into the outbox what others are to be told of an event.
async fn hand_on(
    write: &mut Connection,
    household: HouseholdId,
    new: &New,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    db::query(
        "INSERT INTO webhook_delivery (webhook, household, event, made_ms, due_ms) \
         SELECT id, household, $2, $3, $3 FROM webhook \
         WHERE household = $1 AND ended_ms IS NULL AND (kinds & $4) <> 0",
    )
    .bind(household.0.as_slice())
    .bind(new.id.as_slice())
    .bind(now_ms)
    .bind(new.kind.bit())
    .execute(&mut *write)
    .await?;
    if new.kind == Kind::ReceiptProcessed {
        db::query(
            "INSERT INTO push_due (subscription, household, event) \
             SELECT id, household, $2 FROM push_subscription \
             WHERE household = $1 AND receipts",
        )
        .bind(household.0.as_slice())
        .bind(new.id.as_slice())
        .execute(write)
        .await?;
    }
    Ok(())
}

/// A row with an event's columns.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: Vec<u8>,
    seq: i64,
    kind: String,
    data: String,
    at_ms: i64,
}

impl Row {
    /// The event.
    ///
    /// # Errors
    ///
    /// If it is none that was put there.
    pub fn read(self) -> Result<Event, sqlx::Error> {
        let damaged =
            || sqlx::Error::Decode("the database holds an event that cannot be read".into());
        Ok(Event {
            id: self.id.try_into().map_err(|_| damaged())?,
            seq: self.seq,
            kind: Kind::called(&self.kind).ok_or_else(damaged)?,
            data: self.data,
            at_ms: self.at_ms,
        })
    }
}

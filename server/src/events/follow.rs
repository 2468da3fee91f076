//! Who follows households: what was bought is read from their ops, and what comes to be due from
//! their days.
//!
//! How far a household was followed stands in the database and moves in the transaction that
//! notes what was found, so nothing is left out, whatever is restarted and however many servers
//! follow; what is looked at again is noted under the same ids, and so once. What is older than a [week](LATE_MS) is not told: a phone
//! that brings a household's history tells of nothing new.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pantry::due::{SOON_DAYS, days_between};
use pantry::household::{Household, Urgent};
use pantry::id::LotId;
use pantry::op::{Reason, entity};
use pantry::quantity::Quantity;
use serde_json::json;
use sync::codec::HouseholdId;
use sync::{Hlc, Kind as OpKind, Op, OpId};
use tokio::sync::watch;
use tokio::time::sleep;

use super::{Kind, New, id_of, note};
use crate::api;
use crate::connections::is_over;
use crate::db::{self, Db};
use crate::folds::FoldError;
use crate::gateway::request_id::log;
use crate::hub::{Storage as _, StoreError};
use crate::identity::hex;
use crate::state::AppState;

/// How soon what happened is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How long a household is left alone that could not be followed.
const PAUSE: Duration = Duration::from_secs(10 * 60);
/// Ops that are read at once.
const PAGE: usize = 5_000;
/// Days after which it is not told any more that something was to be used.
const LATE_DAYS: i32 = 7;
/// The same of what was bought, in milliseconds.
const LATE_MS: i64 = LATE_DAYS as i64 * 24 * 60 * 60 * 1_000;

/// Why a household was not followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// Its ops cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It cannot be folded.
    #[error(transparent)]
    Fold(#[from] FoldError),
}

/// Where households live, and how far they were followed.
pub struct Follower {
    zone: TimeZone,
    /// The last op that was looked at, where that is not written: it is with what was found, and
    /// once a day.
    seen: HashMap<HouseholdId, u64>,
    /// Since when some could not be followed.
    failed: HashMap<HouseholdId, Instant>,
}

/// A household that is not followed to its end.
struct Behind {
    household: HouseholdId,
    /// Its last op.
    seq: u64,
    /// The last op that was looked at.
    followed: u64,
    /// Whether its dates were not looked at on this day.
    is_new_day: bool,
}

/// Something that came in.
struct Bought {
    op: OpId,
    lot: LotId,
    milli: i64,
}

/// What new ops come to.
struct Seen {
    /// The number of the last one.
    last: u64,
    bought: Vec<Bought>,
    /// Whether what is due may have changed.
    is_touched: bool,
}

/// Follows all households until the end. Behind each it rests three times as long as that took,
/// a few seconds at most.
pub async fn run(state: AppState, zone: TimeZone, over: watch::Receiver<bool>) {
    let mut follower = Follower::new(zone);
    while !*over.borrow() {
        if let Err(error) = follower.go(&state, &over).await {
            log(format_args!("events are looked for again soon: {error}"));
        }
        tokio::select! {
            () = sleep(LOOK) => {}
            () = is_over(over.clone()) => {}
        }
    }
}

impl Follower {
    /// Of households in a zone.
    pub fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            seen: HashMap::new(),
            failed: HashMap::new(),
        }
    }

    /// Follows every household that has gone on, or into another day.
    ///
    /// # Errors
    ///
    /// If the database fails; of one household that fails the others know nothing.
    pub async fn go(
        &mut self,
        state: &AppState,
        over: &watch::Receiver<bool>,
    ) -> Result<(), sqlx::Error> {
        let now = Timestamp::from_millisecond(state.clock.now_ms()).unwrap_or_default();
        let today = now.to_zoned(self.zone.clone()).date();
        self.failed.retain(|_, since| since.elapsed() < PAUSE);
        for mut behind in behind(&state.db, today).await? {
            let household = behind.household;
            if *over.borrow() {
                break;
            }
            let seen = self.seen.get(&household).copied().unwrap_or(0);
            behind.followed = behind.followed.max(seen);
            let is_done = behind.followed >= behind.seq && !behind.is_new_day;
            if is_done || self.failed.contains_key(&household) {
                continue;
            }
            let since = Instant::now();
            match follow(state, &behind, today).await {
                Ok(last) => {
                    self.seen.insert(household, last);
                }
                Err(error) => {
                    log(format_args!("a household's events wait: {error}"));
                    self.failed.insert(household, since);
                }
            }
            sleep((since.elapsed() * 3).min(LOOK)).await;
        }
        Ok(())
    }
}

/// The households that are not followed up to their last op, or to a day.
async fn behind(db: &Db, today: Date) -> Result<Vec<Behind>, sqlx::Error> {
    let found: Vec<(Vec<u8>, i64, i64, Option<String>)> = db::query_as(
        "SELECT household.id, household.seq, coalesce(event_log.followed, 0), event_log.day \
         FROM household LEFT JOIN event_log ON event_log.household = household.id \
         WHERE household.seq > coalesce(event_log.followed, 0) \
         OR event_log.day IS NULL OR event_log.day < $1",
    )
    .bind(today.to_string())
    .fetch_all(db)
    .await?;
    let behind = found.into_iter().filter_map(|(id, seq, followed, day)| {
        Some(Behind {
            household: HouseholdId(id.try_into().ok()?),
            seq: seq.unsigned_abs(),
            followed: followed.unsigned_abs(),
            is_new_day: day.is_none_or(|day| day < today.to_string()),
        })
    });
    Ok(behind.collect())
}

/// Follows a household; the last op that was looked at.
async fn follow(state: &AppState, behind: &Behind, today: Date) -> Result<u64, FollowError> {
    let (household, now_ms) = (behind.household, state.clock.now_ms());
    let seen = look(state, household, behind.followed, now_ms).await?;
    let mut found = Vec::new();
    if seen.is_touched || behind.is_new_day {
        let fold = state.folds.open(household).await?;
        let bought = seen.bought.iter();
        found.extend(bought.filter_map(|one| added(&fold.household, household, one)));
        found.extend(passed(&fold.household, household, today));
    }
    let found = state.events.unknown(household, found).await?;
    if found.is_empty() && !behind.is_new_day {
        return Ok(seen.last);
    }
    let mut write = state.db.begin(household).await?;
    db::query(
        "INSERT INTO event_log (household, seq, followed, day) VALUES ($1, 0, $2, $3) \
         ON CONFLICT (household) DO UPDATE SET followed = excluded.followed, day = excluded.day \
         WHERE event_log.followed <= excluded.followed",
    )
    .bind(household.0.as_slice())
    .bind(seen.last as i64)
    .bind(today.to_string())
    .execute(&mut *write)
    .await?;
    let noted = note(&mut write, household, &found, now_ms).await?;
    write.commit().await?;
    if noted > 0 {
        state.events.tell();
    }
    Ok(seen.last)
}

/// Reads a household's new ops.
async fn look(
    state: &AppState,
    household: HouseholdId,
    followed: u64,
    now_ms: i64,
) -> Result<Seen, FollowError> {
    let since = Hlc::from_unix_ms(now_ms.saturating_sub(LATE_MS));
    let mut seen = Seen {
        last: followed,
        bought: Vec::new(),
        is_touched: false,
    };
    loop {
        let page = state.folds.store().page(household, seen.last, PAGE).await?;
        let (known, rows) = page.ok_or(FoldError::NoHousehold)?;
        for op in rows.iter().filter_map(sync::exchange::Row::op) {
            let is_food = [entity::LOT, entity::ITEM].contains(&op.entity_type);
            // What is undone is written on the household.
            seen.is_touched |= is_food || op.entity_type == entity::HOUSEHOLD;
            seen.bought.extend(bought(&op).filter(|_| op.hlc >= since));
        }
        let last = rows.last().and_then(|row| row.seq);
        // What was dropped has no rows.
        seen.last = last.unwrap_or(known.head.seq).max(seen.last);
        if last.is_none() || seen.last >= known.head.seq {
            return Ok(seen);
        }
    }
}

/// What an op brings into the household.
fn bought(op: &Op) -> Option<Bought> {
    match op.kind {
        OpKind::Add { amount, reason, .. }
            if op.entity_type == entity::LOT && reason == Reason::Purchase.code() && amount > 0 =>
        {
            Some(Bought {
                op: op.id,
                lot: LotId::from_bytes(op.entity.0),
                milli: amount,
            })
        }
        _ => None,
    }
}

/// What is told of something that came in, if it is still there: not what was undone since, nor
/// the sample household's food.
fn added(household: &Household, of: HouseholdId, bought: &Bought) -> Option<New> {
    let lot = household.lot(bought.lot)?;
    let item = household.item(lot.item)?;
    if household.is_of_sample(lot.id) {
        return None;
    }
    let (replica, rseq) = (bought.op.replica.0, bought.op.rseq);
    let parts = [replica.to_be_bytes(), rseq.to_be_bytes()];
    let data = json!({
        "item": item.id.to_string(),
        "lot": lot.id.to_string(),
        "name": item.name,
        "amount": api::Amount::from(Quantity::new(bought.milli, lot.unit)),
        "due_on": household.due(lot).map(|due| due.on.to_string()),
    });
    Some(New {
        id: id_of(of, Kind::ItemAdded, &[&parts.concat()]),
        kind: Kind::ItemAdded,
        data: data.to_string(),
    })
}

/// What is told of dates on a day: once of each lot and date.
fn passed(household: &Household, of: HouseholdId, today: Date) -> Vec<New> {
    let urgent = household.use_first(today).into_iter();
    let told = urgent.filter_map(|urgent| expiring(household, of, &urgent, today));
    told.collect()
}

fn expiring(
    household: &Household,
    of: HouseholdId,
    urgent: &Urgent<'_>,
    today: Date,
) -> Option<New> {
    let Urgent {
        lot, quantity, due, ..
    } = urgent;
    let left = days_between(today, due.on);
    let kind = match left {
        0..=SOON_DAYS => Kind::ItemExpiring,
        _ if (-LATE_DAYS..0).contains(&left) => Kind::ItemExpired,
        _ => return None,
    };
    let item = household.item(lot.item)?;
    if household.is_of_sample(lot.id) {
        return None;
    }
    let on = due.on.to_string();
    let data = json!({
        "item": item.id.to_string(),
        "lot": lot.id.to_string(),
        "name": item.name,
        "amount": api::Amount::from(*quantity),
        "due_on": on,
        "due_kind": api::ExpiryKind::from(due.mark),
        "days_left": left,
    });
    let id = id_of(of, kind, &[&lot.id.bytes(), on.as_bytes()]);
    let data = data.to_string();
    Some(New { id, kind, data })
}

/// What is told of a receipt that was read, or given up.
pub fn processed(
    household: HouseholdId,
    job: [u8; 16],
    dead: Option<&str>,
    receipt: Option<&str>,
) -> New {
    let receipt: serde_json::Value = receipt
        .and_then(|receipt| serde_json::from_str(receipt).ok())
        .unwrap_or_default();
    let data = json!({
        "job_id": hex(&job),
        "status_url": format!("/api/v1/receipts/scan/{}", hex(&job)),
        "state": if dead.is_some() { "dead" } else { "done" },
        "reason": dead,
        "merchant": receipt["merchant"],
        "date": receipt["date"],
        "total": receipt["total"],
        "lines": receipt["lines"].as_array().map_or(0, Vec::len),
    });
    New {
        id: id_of(household, Kind::ReceiptProcessed, &[&job]),
        kind: Kind::ReceiptProcessed,
        data: data.to_string(),
    }
}

//! Reminders: once a day at a time of their own, a person with an account is told what food of a
//! household is due.
//!
//! What a person *wishes* stands in the database, and nobody is told anything who has not wished
//! for it. A [round](round) looks for those whose time of the day has come, and tells them: today
//! that is a [letter](letter). One *digest* a day, whatever is restarted and however many servers
//! work on the database: the day is taken there first, by one alone, and told of then. A crash in
//! between loses it, since one that comes twice is worse.

pub mod letter;
pub mod round;
pub mod schedule;

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pantry::household::Kinds;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use sync::codec::HouseholdId;
use tokio::sync::Notify;

use crate::db::{self, Db, Lock};
use crate::identity::hex;
use crate::language::Language;
use crate::random;
use schedule::{QuietHours, Schedule};

/// How long the link of a letter ends them, in milliseconds: 90 days.
const LINK_MS: i64 = 90 * 24 * 60 * 60 * 1_000;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum ReminderError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// What it keeps is not what was put there.
    #[error("the database holds a reminder that cannot be read")]
    Damaged,
}

/// What a person wants to be told, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    /// Of what.
    pub kinds: Kinds,
    /// When.
    pub schedule: Schedule,
    /// In which language.
    pub language: Language,
}

/// A wish as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The wish.
    pub wish: Wish,
    /// The last day of the person that is done: they were told, or there was nothing to tell.
    pub day: Option<Date>,
}

impl Kept {
    /// The day on which they are to be told now, if they are and were not.
    pub fn due(&self, now_ms: i64) -> Option<Date> {
        let day = self.wish.schedule.due(now_ms)?;
        (!self.day.is_some_and(|done| is_done(done, day))).then_some(day)
    }
}

/// Whose wish it is: an account, as a member of a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Whose {
    /// The member.
    pub member: [u8; 16],
    /// The account.
    pub account: [u8; 16],
}

/// Somebody who wants to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanting {
    /// Who.
    pub whose: Whose,
    /// Of which household's food.
    pub household: HouseholdId,
    /// The address of the account as the database keeps it, which was confirmed.
    pub email: String,
    /// What, and what is done.
    pub kept: Kept,
}

/// Wishes in the server's database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Reminders {
    db: Db,
    changed: Arc<Notify>,
}

/// What a row says of a wish.
#[derive(FromRow)]
pub(crate) struct Row {
    due: bool,
    soon: bool,
    minute: i64,
    zone: String,
    quiet_days: i64,
    quiet_from: Option<i64>,
    quiet_to: Option<i64>,
    language: String,
    day: Option<String>,
}

/// The same with who wishes it.
#[derive(FromRow)]
struct RowOf {
    member: Vec<u8>,
    account: Vec<u8>,
    household: Vec<u8>,
    email: String,
    #[sqlx(flatten)]
    wish: Row,
}

impl Reminders {
    /// The tables in an open database.
    pub fn new(db: Db) -> Self {
        let changed = Arc::default();
        Self { db, changed }
    }

    /// What a person wishes, if they have said so.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn of(&self, whose: Whose) -> Result<Option<Kept>, ReminderError> {
        let found: Option<Row> = db::query_as(
            "SELECT due, soon, minute, zone, quiet_days, quiet_from, quiet_to, language, day \
             FROM reminder WHERE member = $1 AND account = $2",
        )
        .bind(whose.member.as_slice())
        .bind(whose.account.as_slice())
        .fetch_optional(&self.db)
        .await?;
        found.map(read).transpose()
    }

    /// Notes what a person wishes. What is done today stays so.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn set(&self, whose: Whose, wish: &Wish) -> Result<(), ReminderError> {
        let Schedule {
            minute,
            zone,
            quiet_days,
            quiet_hours,
        } = &wish.schedule;
        db::query(
            "INSERT INTO reminder (member, account, due, soon, minute, zone, quiet_days, \
             quiet_from, quiet_to, language) \
             SELECT id, account, $3, $4, $5, $6, $7, $8, $9, $10 FROM member \
             WHERE id = $1 AND account = $2 AND removed_ms IS NULL \
             ON CONFLICT (member) DO UPDATE SET due = excluded.due, soon = excluded.soon, \
             minute = excluded.minute, zone = excluded.zone, quiet_days = excluded.quiet_days, \
             quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, \
             language = excluded.language",
        )
        .bind(whose.member.as_slice())
        .bind(whose.account.as_slice())
        .bind(wish.kinds.due)
        .bind(wish.kinds.soon)
        .bind(*minute)
        .bind(zone.iana_name().unwrap_or("UTC"))
        .bind(*quiet_days)
        .bind(quiet_hours.map(|hours| hours.from))
        .bind(quiet_hours.map(|hours| hours.to))
        .bind(wish.language.tag())
        .execute(&self.db)
        .await?;
        self.changed.notify_one();
        Ok(())
    }

    /// Everybody who wants to be told of a household that they are in, and whose address was
    /// confirmed. A wish that cannot be read is left out.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn wanting(&self) -> Result<Vec<Wanting>, ReminderError> {
        let found: Vec<RowOf> = db::query_as(
            "SELECT due, soon, minute, zone, quiet_days, quiet_from, quiet_to, language, day, \
             reminder.member AS member, reminder.account AS account, household, email \
             FROM reminder \
             JOIN member ON member.id = reminder.member AND member.account = reminder.account \
             JOIN account ON account.id = reminder.account \
             WHERE (due OR soon) AND removed_ms IS NULL AND verified_ms IS NOT NULL \
             ORDER BY household, reminder.member",
        )
        .fetch_all(&self.db)
        .await?;
        let wanting = found.into_iter().filter_map(|row| {
            Some(Wanting {
                whose: Whose {
                    member: row.member.try_into().ok()?,
                    account: row.account.try_into().ok()?,
                },
                household: HouseholdId(row.household.try_into().ok()?),
                email: row.email,
                kept: read(row.wish).ok()?,
            })
        });
        Ok(wanting.collect())
    }

    /// Takes a day of somebody on which there is something to tell; the token of a link that ends
    /// it all, or nothing if the day is done or they are not to be told any more. Of all who take
    /// it one does.
    ///
    /// # Errors
    ///
    /// If the database fails: then nobody has taken it.
    pub async fn take(
        &self,
        whose: Whose,
        day: Date,
        now_ms: i64,
    ) -> Result<Option<String>, ReminderError> {
        let token = hex(&random::bytes::<32>().ok_or(ReminderError::NoRandomness)?);
        let mut write = self.db.begin(Lock::of(&whose.member)).await?;
        if !done(&mut write, whose, day).await? {
            return Ok(None);
        }
        db::query("INSERT INTO reminder_link (token, member, expires_ms) VALUES ($1, $2, $3)")
            .bind(digest(&token).as_slice())
            .bind(whose.member.as_slice())
            .bind(now_ms.saturating_add(LINK_MS))
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(Some(token))
    }

    /// Notes that there is nothing to tell somebody on a day.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn pass(&self, whose: Whose, day: Date) -> Result<(), ReminderError> {
        let mut write = self.db.acquire().await?;
        done(&mut write, whose, day).await.map(|_| ())
    }

    /// Ends what a link is for, as often as it is used; `false` if it is none, or too old.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn stop(&self, token: &str, now_ms: i64) -> Result<bool, ReminderError> {
        let stopped = db::query(
            "UPDATE reminder SET due = FALSE, soon = FALSE WHERE member = \
             (SELECT member FROM reminder_link WHERE token = $1 AND expires_ms > $2)",
        )
        .bind(digest(token).as_slice())
        .bind(now_ms)
        .execute(&self.db)
        .await?;
        Ok(stopped.rows_affected() > 0)
    }

    /// Forgets links that are too old.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn expire(&self, now_ms: i64) -> Result<(), ReminderError> {
        db::query("DELETE FROM reminder_link WHERE expires_ms <= $1")
            .bind(now_ms)
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// Waits until somebody wishes for something else.
    async fn changed(&self) {
        self.changed.notified().await;
    }
}

/// The last day that counts as done beside another one: zones are less than two days apart, so
/// one that is further ahead was noted by a clock that was wrong.
pub(crate) fn last_done(day: Date) -> Date {
    day.saturating_add(2.days())
}

/// Whether a day was told of, by the last one that was.
fn is_done(last: Date, day: Date) -> bool {
    (day..=last_done(day)).contains(&last)
}

/// Notes a day as done; `false` if it was, or they are not to be told any more. Days only go
/// forward, so whoever moves to another zone is not told twice of one.
async fn done(write: &mut db::Connection, whose: Whose, day: Date) -> Result<bool, ReminderError> {
    let taken: Option<Vec<u8>> = db::query_scalar(
        "UPDATE reminder SET day = $3 \
         WHERE member = $1 AND account = $2 AND (due OR soon) AND (day IS NULL OR day < $3 OR day > $4) \
         AND EXISTS (SELECT 1 FROM member JOIN account ON account.id = member.account \
         WHERE member.id = $1 AND account.id = $2 AND removed_ms IS NULL \
         AND verified_ms IS NOT NULL) RETURNING member",
    )
    .bind(whose.member.as_slice())
    .bind(whose.account.as_slice())
    .bind(day.to_string())
    .bind(last_done(day).to_string())
    .fetch_optional(write)
    .await?;
    Ok(taken.is_some())
}

/// A wish as it is kept, of its row.
///
/// # Errors
///
/// If it is none that was put there.
pub(crate) fn read(row: Row) -> Result<Kept, ReminderError> {
    let minute = |number: i64| u16::try_from(number).map_err(|_| ReminderError::Damaged);
    let hours = row.quiet_from.zip(row.quiet_to).map(|(from, to)| {
        let (from, to) = (minute(from)?, minute(to)?);
        Ok::<_, ReminderError>(QuietHours { from, to })
    });
    let schedule = Schedule {
        minute: minute(row.minute)?,
        zone: TimeZone::get(&row.zone).map_err(|_| ReminderError::Damaged)?,
        quiet_days: u8::try_from(row.quiet_days).map_err(|_| ReminderError::Damaged)?,
        quiet_hours: hours.transpose()?,
    };
    let day = row
        .day
        .map(|day| day.parse().map_err(|_| ReminderError::Damaged));
    Ok(Kept {
        wish: Wish {
            kinds: Kinds {
                due: row.due,
                soon: row.soon,
            },
            schedule,
            language: Language::called(&row.language).ok_or(ReminderError::Damaged)?,
        },
        day: day.transpose()?,
    })
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests;

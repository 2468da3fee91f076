//! Subscriptions: rows, each with the wish of its device.

use jiff::civil::Date;
use sqlx::FromRow;
use sync::codec::HouseholdId;

use super::{Keys, MOST_OF_MEMBER, Push, PushError};
use crate::db::{self, Lock};
use crate::events::{self, Event};
use crate::identity::Actor;
use crate::random;
use crate::reminders::schedule::Schedule;
use crate::reminders::{self, Kept, Wish, last_done, read};

/// A browser that asks to be told.
#[derive(Clone)]
pub struct New {
    /// Where its push service takes messages.
    pub endpoint: String,
    /// By which they are sealed.
    pub keys: Keys,
    /// Whether food may be named.
    pub names: bool,
    /// Whether it is to be told of receipts that were read here.
    pub receipts: bool,
    /// What else, and when.
    pub wish: Wish,
}

/// A browser that is told.
#[derive(Clone)]
pub struct Subscription {
    /// Its id.
    pub id: [u8; 16],
    /// Of which household's food.
    pub household: HouseholdId,
    /// The device that it is, if it is one.
    pub device: Option<[u8; 16]>,
    /// Where its push service takes messages.
    pub endpoint: String,
    /// By which they are sealed.
    pub keys: Keys,
    /// Whether food may be named.
    pub names: bool,
    /// Whether it is told of receipts that were read here.
    pub receipts: bool,
    /// What else, when, and what is done.
    pub kept: Kept,
    /// When it was made, in Unix milliseconds.
    pub made_ms: i64,
}

/// What is read of one, where its member and its device are still let in.
const SELECT: &str = "SELECT push_subscription.id AS id, push_subscription.household AS household, \
    push_subscription.device AS device, endpoint, p256dh, auth, names, receipts, \
    due, soon, minute, zone, quiet_days, quiet_from, quiet_to, language, day, \
    push_subscription.made_ms AS made_ms FROM push_subscription \
    JOIN member ON member.id = push_subscription.member AND member.removed_ms IS NULL \
    LEFT JOIN device ON device.id = push_subscription.device \
    WHERE device.revoked_ms IS NULL";

/// A row with its columns.
#[derive(FromRow)]
struct Row {
    id: Vec<u8>,
    household: Vec<u8>,
    device: Option<Vec<u8>>,
    endpoint: String,
    p256dh: Vec<u8>,
    auth: Vec<u8>,
    names: bool,
    receipts: bool,
    #[sqlx(flatten)]
    wish: reminders::Row,
    made_ms: i64,
}

/// A receipt that is to be told of.
#[derive(FromRow)]
struct Due {
    subscription: Vec<u8>,
    #[sqlx(flatten)]
    event: events::Row,
}

impl Row {
    fn read(self) -> Result<Subscription, PushError> {
        let damaged = || PushError::Damaged;
        let id = |bytes: Vec<u8>| <[u8; 16]>::try_from(bytes).map_err(|_| damaged());
        Ok(Subscription {
            id: id(self.id)?,
            household: HouseholdId(id(self.household)?),
            device: self.device.map(id).transpose()?,
            endpoint: self.endpoint,
            keys: Keys {
                p256dh: self.p256dh.try_into().map_err(|_| damaged())?,
                auth: self.auth.try_into().map_err(|_| damaged())?,
            },
            names: self.names,
            receipts: self.receipts,
            kept: read(self.wish).map_err(|_| damaged())?,
            made_ms: self.made_ms,
        })
    }
}

impl Push {
    /// Tells a browser of a member from now on. One that is told already has other wishes from
    /// now on, and what is done today stays so, unless it comes from another household.
    ///
    /// # Errors
    ///
    /// If the member has too many.
    pub async fn subscribe(
        &self,
        by: &Actor,
        new: &New,
        now_ms: i64,
    ) -> Result<Subscription, PushError> {
        let id: [u8; 16] = random::bytes().ok_or(PushError::NoRandomness)?;
        let Schedule {
            minute,
            zone,
            quiet_days,
            quiet_hours,
        } = &new.wish.schedule;
        let mut write = self.db.begin(Lock::of(&by.member)).await?;
        let count: i64 = db::query_scalar(
            "SELECT count(*) FROM push_subscription WHERE member = $1 AND endpoint <> $2",
        )
        .bind(by.member.as_slice())
        .bind(&new.endpoint)
        .fetch_one(&mut *write)
        .await?;
        if count >= MOST_OF_MEMBER {
            return Err(PushError::TooMany);
        }
        db::query(
            "INSERT INTO push_subscription (id, household, member, device, endpoint, p256dh, \
             auth, names, receipts, due, soon, minute, zone, quiet_days, quiet_from, quiet_to, \
             language, made_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
             $18) ON CONFLICT (endpoint) DO UPDATE SET \
             day = CASE WHEN push_subscription.household = excluded.household \
             THEN push_subscription.day END, \
             household = excluded.household, member = excluded.member, \
             device = excluded.device, p256dh = excluded.p256dh, auth = excluded.auth, \
             names = excluded.names, receipts = excluded.receipts, due = excluded.due, \
             soon = excluded.soon, minute = excluded.minute, zone = excluded.zone, \
             quiet_days = excluded.quiet_days, quiet_from = excluded.quiet_from, \
             quiet_to = excluded.quiet_to, language = excluded.language",
        )
        .bind(id.as_slice())
        .bind(by.household.0.as_slice())
        .bind(by.member.as_slice())
        .bind(by.device.as_ref().map(<[u8; 16]>::as_slice))
        .bind(&new.endpoint)
        .bind(new.keys.p256dh.as_slice())
        .bind(new.keys.auth.as_slice())
        .bind(new.names)
        .bind(new.receipts)
        .bind(new.wish.kinds.due)
        .bind(new.wish.kinds.soon)
        .bind(i64::from(*minute))
        .bind(zone.iana_name().unwrap_or("UTC"))
        .bind(i64::from(*quiet_days))
        .bind(quiet_hours.map(|hours| i64::from(hours.from)))
        .bind(quiet_hours.map(|hours| i64::from(hours.to)))
        .bind(new.wish.language.tag())
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        self.changed.notify_one();
        let all = self.of(by.member).await?;
        let made = all.into_iter().find(|one| one.endpoint == new.endpoint);
        made.ok_or(PushError::Damaged)
    }

    /// A member's, the latest made first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn of(&self, member: [u8; 16]) -> Result<Vec<Subscription>, PushError> {
        let statement = format!("{SELECT} AND member.id = $1 ORDER BY made_ms DESC, id");
        let found = db::query_as::<Row>(&statement).bind(member.as_slice());
        let found = found.fetch_all(&self.db).await?.into_iter();
        found.map(Row::read).collect()
    }

    /// Tells a browser of a member nothing any more; `false` if there is none.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn unsubscribe(&self, member: [u8; 16], id: [u8; 16]) -> Result<bool, PushError> {
        let removed = db::query("DELETE FROM push_subscription WHERE id = $1 AND member = $2")
            .bind(id.as_slice())
            .bind(member.as_slice())
            .execute(&self.db)
            .await?;
        Ok(removed.rows_affected() == 1)
    }

    /// Forgets one that is gone, unless it has come back with other keys.
    pub(super) async fn remove_gone(&self, gone: &Subscription) -> Result<(), PushError> {
        db::query("DELETE FROM push_subscription WHERE id = $1 AND auth = $2")
            .bind(gone.id.as_slice())
            .bind(gone.keys.auth.as_slice())
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// Everybody who wants to be told what is due. A wish that cannot be read is left out.
    pub(super) async fn wanting(&self) -> Result<Vec<Subscription>, PushError> {
        let statement = format!("{SELECT} AND (due OR soon) ORDER BY household, id");
        self.sound(&statement).await
    }

    /// Those that can be read.
    async fn sound(&self, statement: &str) -> Result<Vec<Subscription>, PushError> {
        let found = db::query_as::<Row>(statement).fetch_all(&self.db).await?;
        let read = found.into_iter().map(Row::read);
        Ok(read.filter_map(Result::ok).collect())
    }

    /// Takes a day of one; `false` if it is done. Of all who take it one does.
    pub(super) async fn take(&self, id: [u8; 16], day: Date) -> Result<bool, PushError> {
        let taken = db::query(
            "UPDATE push_subscription SET day = $2 WHERE id = $1 AND (due OR soon) \
             AND (day IS NULL OR day < $2 OR day > $3)",
        )
        .bind(id.as_slice())
        .bind(day.to_string())
        .bind(last_done(day).to_string())
        .execute(&self.db)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    /// The receipts that are to be told of, each with whom.
    pub(super) async fn waiting(&self) -> Result<Vec<(Subscription, Event)>, PushError> {
        let pairs: Vec<Due> = db::query_as(
            "SELECT subscription, event.id, event.seq, event.kind, event.data, event.at_ms \
             FROM push_due JOIN event ON event.household = push_due.household \
             AND event.id = push_due.event",
        )
        .fetch_all(&self.db)
        .await?;
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let told =
            format!("{SELECT} AND push_subscription.id IN (SELECT subscription FROM push_due)");
        let all = self.sound(&told).await?;
        let mut waiting = Vec::new();
        for due in pairs {
            let to = all.iter().find(|one| one.id.as_slice() == due.subscription);
            waiting.extend(to.cloned().zip(Some(due.event.read()?)));
        }
        Ok(waiting)
    }

    /// Takes a receipt out of those that are to be told of; `false` if somebody else has.
    pub(super) async fn take_out(&self, id: [u8; 16], event: [u8; 16]) -> Result<bool, PushError> {
        let taken = db::query("DELETE FROM push_due WHERE subscription = $1 AND event = $2")
            .bind(id.as_slice())
            .bind(event.as_slice())
            .execute(&self.db)
            .await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Forgets those of members and devices that were shut out, and receipts that nobody was
    /// told of in time.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn expire(&self, before_ms: i64) -> Result<(), PushError> {
        db::query(
            "DELETE FROM push_subscription WHERE \
             EXISTS (SELECT 1 FROM member WHERE member.id = push_subscription.member \
             AND member.removed_ms IS NOT NULL) OR \
             EXISTS (SELECT 1 FROM device WHERE device.id = push_subscription.device \
             AND device.revoked_ms IS NOT NULL)",
        )
        .execute(&self.db)
        .await?;
        db::query(
            "DELETE FROM push_due WHERE EXISTS (SELECT 1 FROM event \
             WHERE event.household = push_due.household AND event.id = push_due.event \
             AND event.at_ms < $1)",
        )
        .bind(before_ms)
        .execute(&self.db)
        .await?;
        Ok(())
    }
}

//! Web push: browsers that are told what is due, by the push service of whoever made them
//! (RFC 8030).
//!
//! A *subscription* is a device's, or of a page on which a person has signed in, and says itself
//! what it wants to be told and when, as [reminders](crate::reminders) do for letters. What it is
//! told is taken before it is told, here as there, and is [sealed](seal) for the browser: its
//! service learns when something comes, and nothing of the food.

mod message;
pub mod round;
mod seal;
mod subscribed;
#[cfg(test)]
mod tests;
mod vapid;

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, StatusCode, header};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;

use crate::clock::Clock;
use crate::db::Db;
use crate::gateway::request_id::log;
use crate::outgoing::{Answer, Outgoing, Trouble};

pub use message::Message;
pub use seal::Keys;
pub use subscribed::{New, Subscription};
pub use vapid::Vapid;

/// How long each further try is waited for.
const WAITS: [Duration; 4] = [
    Duration::from_secs(2),
    Duration::from_secs(30),
    Duration::from_secs(2 * 60),
    Duration::from_secs(10 * 60),
];
/// Messages that are on their way at most.
const MOST: usize = 256;
/// Subscriptions of one member.
pub const MOST_OF_MEMBER: i64 = 20;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// What it keeps is not what was put there.
    #[error("the database holds a push subscription that cannot be read")]
    Damaged,
    /// There are too many.
    #[error("a member has at most {MOST_OF_MEMBER} of them: remove one that is not used any more")]
    TooMany,
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The push service has it.
    Sent,
    /// The browser is not there any more.
    Gone,
    /// It was given up.
    Failed,
}

impl Outcome {
    /// Its name in what is counted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Gone => "gone",
            Self::Failed => "failed",
        }
    }
}

/// The way to push services, and who is reached by them; cheap to clone.
#[derive(Clone)]
pub struct Push {
    db: Db,
    /// How they know this server.
    pub vapid: Arc<Vapid>,
    outgoing: Outgoing,
    clock: Clock,
    waits: [Duration; WAITS.len()],
    places: Arc<Semaphore>,
    ending: watch::Sender<bool>,
    changed: Arc<Notify>,
}

/// Room for one message.
pub struct Place {
    _room: OwnedSemaphorePermit,
}

impl Push {
    /// The tables in an open database, and a way out.
    pub fn new(db: Db, vapid: Vapid, outgoing: Outgoing, clock: Clock) -> Self {
        Self {
            db,
            vapid: Arc::new(vapid),
            outgoing,
            clock,
            waits: WAITS,
            places: Arc::new(Semaphore::new(MOST)),
            ending: watch::Sender::new(false),
            changed: Arc::default(),
        }
    }

    /// Room for another message, if there is some.
    pub fn place(&self) -> Option<Place> {
        let room = Arc::clone(&self.places).try_acquire_owned().ok();
        room.map(|_room| Place { _room })
    }

    /// Hands a message in, again and again if need be, and gives it up in the end; a browser
    /// that is gone is forgotten.
    pub async fn deliver(&self, to: &Subscription, message: &Message, _place: Place) -> Outcome {
        let mut waits = self.waits.iter();
        loop {
            let is_last = *self.ending.borrow();
            let (why, after) = match self.try_once(to, message).await {
                Ok(answer) if answer.is_success() => return Outcome::Sent,
                Ok(answer) if is_gone(answer) => return self.forget(to).await,
                Ok(answer) if !is_passing(answer) => {
                    let status = answer.status;
                    log(format_args!("a push service refuses a message: {status}"));
                    return Outcome::Failed;
                }
                Ok(answer) => (format!("it answers {}", answer.status), answer.retry_after),
                Err(Trouble::Refused(why)) => {
                    log(format_args!("a push service is not called: {why}"));
                    return Outcome::Failed;
                }
                Err(trouble) => (trouble.to_string(), None),
            };
            let Some(wait) = waits.next().filter(|_| !is_last) else {
                log(format_args!("a push message was given up: {why}"));
                return Outcome::Failed;
            };
            let longest = self.waits[WAITS.len() - 1];
            let wait = after.unwrap_or_default().min(longest).max(*wait);
            let mut ending = self.ending.subscribe();
            // Whoever ends the server does not wait so long.
            let _ = timeout(wait, ending.wait_for(|ending| *ending)).await;
        }
    }

    /// From now on each message is tried once more and no longer waited for.
    pub fn hurry(&self) {
        self.ending.send_replace(true);
    }

    /// Waits until none is on its way.
    pub async fn idle(&self) {
        // It fails where nobody waits for anything any more.
        let _ = self.places.acquire_many(MOST as u32).await;
    }

    async fn forget(&self, gone: &Subscription) -> Outcome {
        if let Err(error) = self.remove_gone(gone).await {
            log(format_args!(
                "a browser that is gone is not forgotten: {error}"
            ));
        }
        Outcome::Gone
    }

    async fn try_once(&self, to: &Subscription, message: &Message) -> Result<Answer, Trouble> {
        let target = self.outgoing.target(&to.endpoint)?;
        let sealed = seal::sealed(&to.keys, message.json().as_bytes());
        let sealed = sealed.ok_or(Trouble::Http)?;
        let proof = self
            .vapid
            .authorization(&target.origin(), self.clock.now_ms());
        let mut headers = vec![
            (header::AUTHORIZATION, proof.ok_or(Trouble::Http)?),
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_ENCODING, "aes128gcm".to_owned()),
            (named("ttl"), message.seconds.to_string()),
            (named("urgency"), "normal".to_owned()),
        ];
        if let Some(topic) = message.topic {
            headers.push((named("topic"), topic.to_owned()));
        }
        self.outgoing.post(&target, &headers, sealed).await
    }

    /// Waits until somebody wishes for something else.
    async fn changed(&self) {
        self.changed.notified().await;
    }
}

const fn named(name: &'static str) -> HeaderName {
    HeaderName::from_static(name)
}

/// Whether the browser has given its subscription up (RFC 8030 §7.3).
fn is_gone(answer: Answer) -> bool {
    let gone = [StatusCode::NOT_FOUND, StatusCode::GONE];
    gone.iter().any(|status| status.as_u16() == answer.status)
}

/// Whether the service may take it later.
fn is_passing(answer: Answer) -> bool {
    answer.status >= 500 || answer.status == StatusCode::TOO_MANY_REQUESTS.as_u16()
}

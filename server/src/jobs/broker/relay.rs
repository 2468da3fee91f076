//! Tells the broker of jobs that come to be due. The job's own row says what it was told of, so
//! whoever ends in between leaves nothing untold; what is told twice harms nothing.

use std::time::Duration;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::{Broker, PATIENCE, PAUSE, QUEUE, Trouble};
use crate::clock::Clock;
use crate::jobs::{JobId, Jobs};

/// How soon a job is told of that comes to be due by itself: one that is tried again, or whose
/// lease has ended.
const LOOK: Duration = Duration::from_secs(1);
/// A reader has something to say all the time; it is not looked each time.
const REST: Duration = Duration::from_millis(20);
/// Jobs that are told of at once.
const MANY: usize = 64;
/// Messages outlive the broker.
const PERSISTENT: u8 = 2;
/// After how many milliseconds one that nobody took goes: the database is the truth, and a queue
/// without workers does not grow.
const EXPIRES: &str = "900000";

/// Tells until the end.
pub async fn run(broker: Broker, jobs: Jobs, clock: Clock, mut over: watch::Receiver<bool>) {
    while !*over.borrow() {
        let trouble = tokio::select! {
            _ = over.wait_for(|over| *over) => return,
            trouble = tell_on(&broker, &jobs, &clock) => trouble,
        };
        match trouble {
            Err(Trouble::Jobs(error)) => {
                eprintln!("larder: {error}");
                sleep(PATIENCE).await;
            }
            Err(trouble) => broker.say_away(&trouble),
            Ok(()) => {}
        }
        sleep(PAUSE).await;
    }
}

/// Tells until that fails.
async fn tell_on(broker: &Broker, jobs: &Jobs, clock: &Clock) -> Result<(), Trouble> {
    let line = broker.line().await?;
    let confirms = ConfirmSelectOptions::default();
    line.channel.confirm_select(confirms).await?;
    let mut news = jobs.news();
    loop {
        news.mark_unchanged();
        while tell_some(&line.channel, jobs, clock.now_ms()).await? == MANY {}
        // Only now it has taken what there was.
        broker.say_there();
        let _ = timeout(LOOK, news.changed()).await;
        sleep(REST).await;
    }
}

/// Tells of jobs that are due; of how many.
async fn tell_some(channel: &Channel, jobs: &Jobs, now_ms: i64) -> Result<usize, Trouble> {
    let due = jobs.queue.untold(now_ms, MANY).await?;
    let mut confirms = Vec::new();
    for (id, due_ms) in &due {
        let confirm = channel.basic_publish(
            "".into(),
            QUEUE.into(),
            BasicPublishOptions {
                mandatory: true,
                ..BasicPublishOptions::default()
            },
            &id.0,
            BasicProperties::default()
                .with_delivery_mode(PERSISTENT)
                .with_expiration(EXPIRES.into()),
        );
        confirms.push((id, due_ms, confirm.await?));
    }
    for (id, due_ms, confirm) in confirms {
        let confirmed = timeout(PATIENCE, confirm).await;
        let confirmed = confirmed.map_err(|_| Trouble::Silent)??;
        // One that came back is nobody's.
        if !confirmed.is_ack() || confirmed.take_message().is_some() {
            return Err(Trouble::Refused);
        }
        jobs.queue.told(*id, *due_ms).await?;
    }
    Ok(due.len())
}

/// The job that a message names; none where it is not ours.
pub fn named(message: &[u8]) -> Option<JobId> {
    message.try_into().ok().map(JobId)
}

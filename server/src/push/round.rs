//! Who tells browsers: each minute whose moment has come, and of receipts as soon as they were
//! read.

use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::watch;
use tokio::time::sleep;

use super::{Message, Place, Push, PushError, Subscription};
use crate::connections::is_over;
use crate::folds::FoldError;
use crate::gateway::request_id::log;
use crate::state::AppState;

const MINUTE_MS: i64 = 60_000;
/// How soon what another process has noted is noticed.
const LOOK: Duration = Duration::from_secs(1);

/// Why somebody was not told.
#[derive(Debug, thiserror::Error)]
enum RoundError {
    #[error(transparent)]
    Push(#[from] PushError),
    #[error(transparent)]
    Fold(#[from] FoldError),
}

/// Goes round until the end.
pub async fn run(state: AppState, push: Push, over: watch::Receiver<bool>) {
    let mut news = state.events.news();
    let mut next_ms = i64::MIN;
    while !*over.borrow() {
        news.mark_unchanged();
        let now_ms = state.clock.now_ms();
        // A clock that was ahead ends nothing.
        if now_ms >= next_ms || next_ms - now_ms > MINUTE_MS {
            next_ms = now_ms - now_ms.rem_euclid(MINUTE_MS) + MINUTE_MS;
            if let Err(error) = digests(&state, &push, &over).await {
                log(format_args!("reminders wait for the next minute: {error}"));
            }
        }
        if let Err(error) = receipts(&state, &push).await {
            log(format_args!("messages about receipts wait: {error}"));
        }
        tokio::select! {
            () = sleep(LOOK) => {}
            _ = news.changed() => {}
            () = push.changed() => next_ms = i64::MIN,
            () = is_over(over.clone()) => {}
        }
    }
}

/// Tells whoever is to be told what is due. Where too many messages are on their way the rest
/// waits for the next time.
///
/// # Errors
///
/// If wishes cannot be read; of one that goes wrong the others know nothing.
pub async fn digests(
    state: &AppState,
    push: &Push,
    over: &watch::Receiver<bool>,
) -> Result<(), PushError> {
    for one in push.wanting().await? {
        let Some(day) = one.kept.due(state.clock.now_ms()) else {
            continue;
        };
        let Some(place) = push.place().filter(|_| !*over.borrow()) else {
            return Ok(());
        };
        // A task of its own: what goes wrong with one household is its own matter.
        let telling = tokio::spawn(tell(state.clone(), push.clone(), place, one, day));
        let why = match telling.await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        log(format_args!("a reminder waits for the next minute: {why}"));
    }
    Ok(())
}

/// Tells a browser of a day, if nobody else does.
async fn tell(
    state: AppState,
    push: Push,
    place: Place,
    to: Subscription,
    day: Date,
) -> Result<(), RoundError> {
    let fold = state.folds.open(to.household).await?;
    let food = fold.household.due_food(day).only(to.kept.wish.kinds);
    drop(fold);
    if !push.take(to.id, day).await? || food.is_empty() {
        return Ok(());
    }
    let message = Message::digest(&food, to.kept.wish.language, to.names);
    send(&state, push, place, to, message);
    Ok(())
}

/// Tells of receipts that were read, but for those whose quiet hours it is.
///
/// # Errors
///
/// If they cannot be read.
pub async fn receipts(state: &AppState, push: &Push) -> Result<(), PushError> {
    for (to, event) in push.waiting().await? {
        if to.kept.wish.schedule.is_quiet(state.clock.now_ms()) {
            continue;
        }
        let Some(place) = push.place() else {
            return Ok(());
        };
        if push.take_out(to.id, event.id).await? {
            let message = Message::receipt(&event, to.kept.wish.language, to.names);
            send(state, push.clone(), place, to, message);
        }
    }
    Ok(())
}

fn send(state: &AppState, push: Push, place: Place, to: Subscription, message: Message) {
    let metrics = state.gateway.metrics.clone();
    tokio::spawn(async move {
        let outcome = push.deliver(&to, &message, place).await;
        metrics.push(outcome.name());
    });
}

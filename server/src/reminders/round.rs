//! A round each minute: whose moment has come is told.

use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::watch;

use super::{ReminderError, Wanting, letter};
use crate::accounts::Email;
use crate::connections::is_over;
use crate::folds::FoldError;
use crate::gateway::request_id::log;
use crate::mail::{Letter, Mail, Place};
use crate::state::AppState;

const MINUTE_MS: i64 = 60_000;
/// Where the link of a letter leads that ends them.
pub const STOP: &str = "/account/reminders";

/// Why somebody was not told.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// Their wish cannot be read or noted.
    #[error(transparent)]
    Reminder(#[from] ReminderError),
    /// Their household cannot be read.
    #[error(transparent)]
    Fold(#[from] FoldError),
}

/// Goes round at every full minute, and when somebody wishes for something else, until the end.
pub async fn run(state: AppState, over: watch::Receiver<bool>) {
    let Some(mail) = state.accounts.mail().cloned() else {
        return;
    };
    while !*over.borrow() {
        if let Err(error) = go(&state, &mail, &over).await {
            log(format_args!("reminders wait for the next minute: {error}"));
        }
        let past = state.clock.now_ms().rem_euclid(MINUTE_MS);
        let wait = Duration::from_millis((MINUTE_MS - past).unsigned_abs());
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = state.reminders.changed() => {}
            () = is_over(over.clone()) => {}
        }
    }
}

/// One round. Where too many letters are on their way the rest waits for the next one. Whoever
/// ends the server waits for the place of whom it tells just now, so no day is taken in vain.
///
/// # Errors
///
/// If wishes cannot be read; of one that goes wrong the others know nothing.
pub async fn go(
    state: &AppState,
    mail: &Mail,
    over: &watch::Receiver<bool>,
) -> Result<(), ReminderError> {
    for one in state.reminders.wanting().await? {
        // Asked for each: the ones before may have taken their time.
        let now_ms = state.clock.now_ms();
        let Some(day) = one.kept.due(now_ms) else {
            continue;
        };
        let place = mail.spare_place().filter(|_| !*over.borrow());
        let Some(place) = place else {
            return Ok(());
        };
        // A task of its own: what goes wrong with one household is its own matter.
        let telling = tokio::spawn(tell(state.clone(), mail.clone(), place, one, day));
        let why = match telling.await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        log(format_args!("a reminder waits for the next minute: {why}"));
    }
    Ok(())
}

/// Tells somebody of a day, if nobody else does.
async fn tell(
    state: AppState,
    mail: Mail,
    place: Place,
    one: Wanting,
    day: Date,
) -> Result<(), RoundError> {
    let fold = state.folds.open(one.household).await?;
    let food = fold.household.due_food(day).only(one.kept.wish.kinds);
    drop(fold);
    if food.is_empty() {
        return Ok(state.reminders.pass(one.whose, day).await?);
    }
    let address = state.accounts.address(&one.email).ok();
    let Some(to) = address.as_deref().and_then(Email::parse) else {
        return Ok(());
    };
    let now_ms = state.clock.now_ms();
    let Some(token) = state.reminders.take(one.whose, day, now_ms).await? else {
        return Ok(());
    };
    let stop = mail.link(&format!("{STOP}?token={token}"));
    let (subject, text) = letter::written(&food, one.kept.wish.language, &mail.link("/"), &stop);
    let letter = Letter {
        to,
        subject: subject.into(),
        text,
        stop: Some(stop),
    };
    let metrics = state.gateway.metrics.clone();
    tokio::spawn(async move {
        let is_sent = mail.deliver(&letter, place).await;
        metrics.digest(is_sent);
    });
    Ok(())
}

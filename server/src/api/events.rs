//! `/api/v1/events`: what happened in the household, in its order, for programs that follow it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep, timeout};
use utoipa::ToSchema;

use super::NO_STORE;
use super::caller::Caller;
use super::forms::Event;
use super::input::Params;
use super::problem::Problem;
use crate::events::Kind;
use crate::state::AppState;

/// Events of a page unless the caller says how many.
const USUAL: usize = 100;
/// The most events of a page.
const MOST: usize = 500;
/// The longest that one waits for an event, in seconds.
const MAX_WAIT: u64 = 30;
/// How soon what another process noted is noticed.
const LOOK: Duration = Duration::from_secs(1);
/// A cursor behind all that there is.
const LATEST: &str = "latest";

/// Which events.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct EventParams {
    /// `cursor` of the answer before; `latest` for what comes from now on. Without it: from the
    /// oldest that is kept.
    cursor: Option<String>,
    /// Types with commas between: `item.added,item.expired`. Without it: all.
    #[serde(rename = "type")]
    of: Option<String>,
    /// How many at most: 1 to 500, usually 100.
    limit: Option<usize>,
    /// Seconds, 30 at most, to wait for an event where there is none yet.
    wait: Option<u64>,
}

/// A part of a household's events.
#[derive(Serialize, ToSchema)]
pub struct EventPage {
    /// The events, in the order in which they were noted.
    data: Vec<Event>,
    /// Where to go on, also behind the last one: pass it as `cursor`.
    cursor: String,
    /// Whether there are more by now.
    more: bool,
    /// Whether some behind the cursor that was passed are gone, as too old or too many.
    missed: bool,
}

/// Lists what happened, the oldest first. Whoever passes the `cursor` of each answer in the next
/// request sees each event once, for as long as it is kept: 30 days, 10,000 at most.
#[utoipa::path(
    get, path = "/api/v1/events", tag = "events", params(EventParams),
    responses((status = 200, body = EventPage))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<EventParams>,
) -> Result<Response, Problem> {
    let limit = params.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::malformed(format!("`limit` is 1 to {MOST}")));
    }
    let wait = params.wait.unwrap_or_default();
    if wait > MAX_WAIT {
        let detail = format!("`wait` is {MAX_WAIT} seconds at most");
        return Err(Problem::malformed(detail));
    }
    let kinds = kinds(params.of.as_deref())?;
    let after = match params.cursor.as_deref() {
        None => 0,
        Some(LATEST) => state.events.last(caller.household).await?,
        Some(cursor) => read(cursor)?,
    };
    // Whoever waits needs a place for that; who finds none is told at once, and asks again.
    let place = (wait > 0).then(|| state.events.waiting()).flatten();
    let wait = if place.is_some() { wait } else { 0 };
    let until = Instant::now() + Duration::from_secs(wait);
    let mut news = state.events.news();
    loop {
        news.mark_unchanged();
        let part = state.events.after(caller.household, after, kinds, limit);
        let part = part.await?;
        let is_over = state.jobs.is_closing() || Instant::now() >= until;
        if !part.events.is_empty() || part.missed || is_over {
            let page = EventPage {
                data: part.events.iter().map(Event::from).collect(),
                cursor: part.last.to_string(),
                more: part.more,
                missed: part.missed,
            };
            return Ok((NO_STORE, Json(page)).into_response());
        }
        let _ = timeout(LOOK.min(until - Instant::now()), news.changed()).await;
        // Not as often as other households have something to say.
        sleep(Duration::from_millis(50)).await;
    }
}

/// The bits of the kinds that are named, or of all.
pub fn kinds(named: Option<&str>) -> Result<i64, Problem> {
    let Some(named) = named else {
        return Ok(Kind::ALL.into_iter().fold(0, |all, kind| all | kind.bit()));
    };
    let mut bits = 0;
    for name in named.split(',') {
        let names = Kind::ALL
            .map(|kind| format!("`{}`", kind.name()))
            .join(", ");
        let detail = format!("there is no such type of event; there are {names}");
        let kind = Kind::called(name).ok_or_else(|| Problem::malformed(detail))?;
        bits |= kind.bit();
    }
    Ok(bits)
}

fn read(cursor: &str) -> Result<i64, Problem> {
    let is_number = cursor.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| cursor.parse().ok()).flatten();
    number.ok_or_else(|| Problem::malformed("this is no cursor of events; begin without one"))
}

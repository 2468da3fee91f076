//! `/api/v1/push`: browsers that are told what is due, by their push services.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::{Code, Problem};
use super::reminders::{ReminderWish, Reminders};
use super::visitor::Visitor;
use super::{NO_STORE, moment};
use crate::identity::{hex, read_id};
use crate::push::{Keys, New, Push, PushError, Subscription};
use crate::state::AppState;

/// By which browsers know this server.
#[derive(Serialize, ToSchema)]
pub struct PushKey {
    /// What a page passes as `applicationServerKey`: a point of P-256, base64url.
    key: String,
}

/// A browser that asks to be told, as its `PushSubscription` says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubscription {
    /// Where its push service takes messages.
    endpoint: String,
    /// Its public key, base64url.
    p256dh: String,
    /// Its secret, base64url.
    auth: String,
    /// Whether messages may name food. Without it: they count it.
    #[serde(default)]
    names: bool,
    /// Whether to tell of receipts that were sent here to be read.
    #[serde(default)]
    receipts: bool,
    /// What else to tell, and when.
    wish: ReminderWish,
}

/// A browser that is told.
#[derive(Serialize, ToSchema)]
pub struct PushSubscription {
    /// Its id.
    id: String,
    /// The device that it is, if it is one.
    device: Option<String>,
    /// Whether it is the device that asks.
    this: bool,
    /// Whether messages may name food.
    names: bool,
    /// Whether it is told of receipts that were sent here to be read.
    receipts: bool,
    /// What else it is told, and when.
    wish: Reminders,
    /// When it was made.
    made_at: String,
}

impl PushSubscription {
    fn of(subscription: Subscription, caller: &Caller) -> Self {
        let device = subscription.device;
        Self {
            id: hex(&subscription.id),
            device: device.map(|device| hex(&device)),
            this: device == Some(caller.id),
            names: subscription.names,
            receipts: subscription.receipts,
            wish: subscription.kept.into(),
            made_at: moment(subscription.made_ms),
        }
    }
}

impl From<PushError> for Problem {
    fn from(error: PushError) -> Self {
        match error {
            PushError::TooMany => Self::new(Code::Impossible, error.to_string()),
            other => Self::inside(&other),
        }
    }
}

/// Shows by which key browsers know this server.
#[utoipa::path(
    get, path = "/api/v1/push/key", tag = "events", security(()),
    responses((status = 200, body = PushKey))
)]
pub async fn key(State(state): State<AppState>) -> Result<Response, Problem> {
    let key = way(&state)?.vapid.public();
    Ok((NO_STORE, Json(PushKey { key })).into_response())
}

/// Has a browser of the member told what is due, once a day, and what else it wants. One that is
/// told already has these wishes from now on.
#[utoipa::path(
    post, path = "/api/v1/push/subscriptions", tag = "events", request_body = NewSubscription,
    responses((status = 201, body = PushSubscription))
)]
pub async fn subscribe(
    State(state): State<AppState>,
    caller: Caller,
    visitor: Visitor,
    Body(new): Body<NewSubscription>,
) -> Result<Response, Problem> {
    let (push, by) = (way(&state)?, caller.member()?);
    state.outgoing.target(&new.endpoint)?;
    let detail = "`p256dh` and `auth` are the keys of a browser's subscription";
    let decode = |text: &str| {
        BASE64_URL_SAFE_NO_PAD
            .decode(text.trim_end_matches('='))
            .ok()
    };
    let keys = decode(&new.p256dh).zip(decode(&new.auth));
    let keys = keys.and_then(|(p256dh, auth)| Keys::new(&p256dh, &auth));
    let new = New {
        endpoint: new.endpoint,
        keys: keys.ok_or_else(|| Problem::malformed(detail))?,
        names: new.names,
        receipts: new.receipts,
        wish: new.wish.read(visitor.language())?,
    };
    let made = push.subscribe(by, &new, state.clock.now_ms()).await?;
    let made = PushSubscription::of(made, &caller);
    Ok((StatusCode::CREATED, NO_STORE, Json(made)).into_response())
}

/// Lists the member's browsers that are told, the latest made first.
#[utoipa::path(
    get, path = "/api/v1/push/subscriptions", tag = "events", params(PageParams),
    responses((status = 200, body = Page<PushSubscription>))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let (push, by) = (way(&state)?, caller.member()?);
    let all = push.of(by.member).await?;
    let (all, next) = page::cut(all, &params.of("subscriptions"), |one| one.id)?;
    let all = all.into_iter();
    let data: Vec<_> = all.map(|one| PushSubscription::of(one, &caller)).collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// Has a browser of the member told nothing any more.
#[utoipa::path(
    delete, path = "/api/v1/push/subscriptions/{id}", tag = "events",
    params(("id" = String, Path, description = "The subscription's id")),
    responses((status = 204, description = "It is told nothing any more"))
)]
pub async fn unsubscribe(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<StatusCode, Problem> {
    let none = || Problem::not_found("subscription");
    let (push, by) = (way(&state)?, caller.member()?);
    let id = read_id(&id).ok_or_else(none)?;
    match push.unsubscribe(by.member, id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(none()),
    }
}

fn way(state: &AppState) -> Result<&Push, Problem> {
    let detail = "this server sends no push messages; its keeper has `push = \"off\"`";
    let push = state.push.as_ref();
    push.ok_or_else(|| Problem::new(Code::NotSetUp, detail))
}

//! `/api/v1/webhooks`: addresses that are called when something happens in the household.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::events::kinds;
use super::input::{Body, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::{Code, Problem};
use super::{NO_STORE, moment};
use crate::events::Kind;
use crate::identity::rights::check_may_manage;
use crate::identity::{hex, read_id};
use crate::outgoing::Refused;
use crate::state::AppState;
use crate::webhooks::{self, WebhookError, deliver};

/// An address that is to be called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where: by HTTPS, and to private addresses also by plain HTTP, where whoever keeps the
    /// server allows them. No redirect is followed.
    url: String,
    /// Of what it is told. Without it: of everything that there is now.
    types: Option<Vec<String>>,
}

/// An address that is called.
#[derive(Serialize, ToSchema)]
pub struct Webhook {
    /// Its id.
    id: String,
    /// Where.
    url: String,
    /// Of what it is told.
    types: Vec<&'static str>,
    /// When it was made.
    made_at: String,
    /// When it took an event last.
    taken_at: Option<String>,
    /// When it was given up, after a day on which it took nothing: a test that it takes has it
    /// told again.
    ended_at: Option<String>,
    /// Why it was given up.
    reason: Option<String>,
}

/// A webhook that was made, with its secret.
#[derive(Serialize, ToSchema)]
pub struct MadeWebhook {
    /// The webhook.
    webhook: Webhook,
    /// By which its receiver knows the server (Standard Webhooks). Nobody can ask for it again.
    secret: String,
}

/// What came of a test.
#[derive(Serialize, ToSchema)]
pub struct WebhookTest {
    /// Whether it was taken.
    taken: bool,
    /// The status of the answer, if there was one.
    status: Option<u16>,
    /// What went wrong.
    detail: Option<String>,
}

/// What came of telling one event.
#[derive(Serialize, ToSchema)]
pub struct WebhookDelivery {
    /// The event.
    event: String,
    /// Its type.
    #[serde(rename = "type")]
    of: &'static str,
    /// `waiting`, `taken` or `given_up`.
    state: &'static str,
    /// How often it was sent.
    attempts: i64,
    /// The status of the last answer, if there was one.
    status: Option<i64>,
    /// What went wrong the last time.
    detail: Option<String>,
    /// When it was to be told.
    made_at: String,
    /// When it is sent next.
    next_at: Option<String>,
    /// When it was taken or given up.
    ended_at: Option<String>,
}

impl From<WebhookError> for Problem {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::TooMany => Self::new(Code::Impossible, error.to_string()),
            other => Self::inside(&other),
        }
    }
}

impl From<Refused> for Problem {
    fn from(why: Refused) -> Self {
        Self::malformed(why.to_string())
    }
}

impl From<webhooks::Webhook> for Webhook {
    fn from(webhook: webhooks::Webhook) -> Self {
        let types = Kind::ALL.into_iter();
        let types = types.filter(|kind| webhook.kinds & kind.bit() != 0);
        let (ended_ms, reason) = webhook.ended.unzip();
        Self {
            id: hex(&webhook.id),
            url: webhook.url,
            types: types.map(Kind::name).collect(),
            made_at: moment(webhook.made_ms),
            taken_at: webhook.ok_ms.map(moment),
            ended_at: ended_ms.map(moment),
            reason,
        }
    }
}

impl From<webhooks::Delivery> for WebhookDelivery {
    fn from(delivery: webhooks::Delivery) -> Self {
        let state = match (delivery.ended_ms, delivery.taken) {
            (None, _) => "waiting",
            (_, true) => "taken",
            (_, false) => "given_up",
        };
        let next = delivery.ended_ms.is_none().then_some(delivery.due_ms);
        Self {
            event: hex(&delivery.event),
            of: delivery.kind.name(),
            state,
            attempts: delivery.attempts,
            status: delivery.status,
            detail: delivery.detail,
            made_at: moment(delivery.made_ms),
            next_at: next.map(moment),
            ended_at: delivery.ended_ms.map(moment),
        }
    }
}

/// Has an address called when something happens. Owners and admins may.
#[utoipa::path(
    post, path = "/api/v1/webhooks", tag = "events", request_body = NewWebhook,
    responses((status = 201, body = MadeWebhook))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewWebhook>,
) -> Result<Response, Problem> {
    check(&state, &caller)?;
    let named = new.types.map(|types| types.join(","));
    let kinds = kinds(named.as_deref())?;
    state.outgoing.target(&new.url)?;
    let now_ms = state.clock.now_ms();
    let made = state
        .webhooks
        .add(caller.household, &new.url, kinds, now_ms);
    let made = made.await?;
    let secret = state.webhooks.signer.secret(made.id);
    let made = MadeWebhook {
        webhook: made.into(),
        secret,
    };
    Ok((StatusCode::CREATED, NO_STORE, Json(made)).into_response())
}

/// Lists the household's webhooks without their secrets, the latest made first.
#[utoipa::path(
    get, path = "/api/v1/webhooks", tag = "events", params(PageParams),
    responses((status = 200, body = Page<Webhook>))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    check(&state, &caller)?;
    let all = state.webhooks.of(caller.household).await?;
    let (all, next) = page::cut(all, &params.of("webhooks"), |webhook| webhook.id)?;
    let data: Vec<Webhook> = all.into_iter().map(Webhook::from).collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// Has an address called no more.
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{id}", tag = "events",
    params(("id" = String, Path, description = "The webhook's id")),
    responses((status = 204, description = "It is told of nothing any more"))
)]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<StatusCode, Problem> {
    check(&state, &caller)?;
    let id = read_id(&id).ok_or_else(none)?;
    match state.webhooks.remove(caller.household, id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(none()),
    }
}

/// Sends a `webhook.test` at once and tells what came of it. One that was given up is told again
/// of what happens, if it takes the test.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{id}/test", tag = "events",
    params(("id" = String, Path, description = "The webhook's id")),
    responses((status = 200, body = WebhookTest))
)]
pub async fn test(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response, Problem> {
    let webhook = found(&state, &caller, &id).await?;
    let tested = deliver::test(&state, &webhook).await?;
    let shown = WebhookTest {
        taken: tested.detail.is_none(),
        status: tested.status,
        detail: tested.detail,
    };
    Ok((NO_STORE, Json(shown)).into_response())
}

/// Lists what a webhook was told, or is still to be told, the latest first: 100 at most.
#[utoipa::path(
    get, path = "/api/v1/webhooks/{id}/deliveries", tag = "events",
    params(("id" = String, Path, description = "The webhook's id"), PageParams),
    responses((status = 200, body = Page<WebhookDelivery>))
)]
pub async fn deliveries(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let webhook = found(&state, &caller, &id).await?;
    let all = state.webhooks.deliveries(webhook.id).await?;
    let (all, next) = page::cut(all, &params.of("deliveries"), |one| one.event)?;
    let data: Vec<WebhookDelivery> = all.into_iter().map(WebhookDelivery::from).collect();
    Ok((NO_STORE, Json(Page { data, next })).into_response())
}

/// Whether the server calls anybody, and the caller may have it do so.
fn check(state: &AppState, caller: &Caller) -> Result<(), Problem> {
    check_may_manage(caller.member()?)?;
    let detail = "this server calls nobody; its keeper has `webhooks = \"off\"`";
    let is_on = state.may_webhooks;
    is_on
        .then_some(())
        .ok_or_else(|| Problem::new(Code::NotSetUp, detail))
}

async fn found(state: &AppState, caller: &Caller, id: &str) -> Result<webhooks::Webhook, Problem> {
    check(state, caller)?;
    let id = read_id(id).ok_or_else(none)?;
    let found = state.webhooks.find(caller.household, id).await?;
    found.ok_or_else(none)
}

fn none() -> Problem {
    Problem::not_found("webhook")
}

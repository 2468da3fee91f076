//! `GET /metrics`: what was counted, for Prometheus on this machine or with the token.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::db;
use crate::error::Error;
use crate::gateway::address::Client;
use crate::gateway::request_id::log;
use crate::metrics::Levels;
use crate::session;
use crate::state::AppState;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The counts, for those who may see them; others are told that nothing is here.
pub async fn show(
    State(state): State<AppState>,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let is_here = client.is_some_and(|Extension(client)| client.is_here());
    if !is_here && !has_token(&state, &headers) {
        return Err(Error::NotFound);
    }
    let (households, ops) = db::kept(&state.db).await.unwrap_or_else(|error| {
        log(format_args!("what is kept cannot be counted: {error}"));
        (0, 0)
    });
    let jobs = state.jobs.queue.counts().await.unwrap_or_else(|error| {
        log(format_args!("{error}"));
        [0; 4]
    });
    let levels = Levels {
        jobs,
        sockets: state.limits.open_sockets() as u64,
        households: households.unsigned_abs(),
        ops: ops.unsigned_abs(),
        queue: state.hub.waiting() as u64,
        altered: state.hub.altered() as u64,
        room: state.ready.room().await,
    };
    let text = state.gateway.metrics.text(&levels);
    let text = text.map_err(|_| Error::Lost)?;
    let headers = [
        (header::CONTENT_TYPE, OPEN_METRICS),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((StatusCode::OK, headers, text).into_response())
}

fn has_token(state: &AppState, headers: &HeaderMap) -> bool {
    let Some(token) = &state.metrics_token else {
        return false;
    };
    // Of hashes nothing is learnt by how long it takes to compare them.
    let hash = |text: &str| Sha256::digest(text.as_bytes());
    let is_bearer = headers.contains_key(header::AUTHORIZATION);
    let given = session::token(headers).ok().filter(|_| is_bearer);
    given.is_some_and(|given| hash(given) == hash(token))
}

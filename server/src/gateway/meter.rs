//! Counts every answer by its class and status, and how long it took.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Class;
use crate::state::AppState;

/// Counts an answer once it begins.
pub async fn count(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let class = Class::of(request.method(), request.uri().path());
    let begun = Instant::now();
    let response = next.run(request).await;
    let metrics = &state.gateway.metrics;
    metrics.answered(class, response.status(), begun.elapsed());
    response
}

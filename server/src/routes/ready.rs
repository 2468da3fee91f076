//! `GET /ready`: whether the server can do its work now, for balancers and people.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::state::AppState;

/// 200 where it can, 503 where it cannot; either way what of it.
pub async fn show(State(state): State<AppState>) -> Response {
    let report = state.ready.look(&state).await;
    let status = match report.is_ready() {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(report)).into_response()
}

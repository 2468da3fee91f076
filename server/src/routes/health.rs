//! `GET /health`: whether the server can do its work, for people and service managers.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::db;
use crate::state::AppState;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    database: &'static str,
    /// `local`, `files` or `none`: where the certificate for HTTPS comes from.
    https: &'static str,
    /// Why a page from another device lacks the camera and more, and what to do; `null`
    /// where nothing is missing.
    https_missing: Option<&'static str>,
}

/// 200 where all is well, 503 where the database does not answer.
pub async fn show(State(state): State<AppState>) -> Response {
    let (code, status, database) = match db::answers(&state.db).await && state.hub.is_alive() {
        true => (StatusCode::OK, "ok", "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "failing", "failing"),
    };
    let health = Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        database,
        https: state.transport.kind(),
        https_missing: state.transport.missing(),
    };
    (code, [(header::CACHE_CONTROL, "no-store")], Json(health)).into_response()
}

//! The table of routes.

mod files;
mod health;

use axum::routing::get;
use axum::{Router, middleware};

use crate::headers;
use crate::state::AppState;

/// Everything that the server answers.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/health", get(health::show))
        .fallback(get(files::show))
        .layer(middleware::from_fn(headers::secure))
        .with_state(state)
}

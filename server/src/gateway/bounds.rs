//! How much is answered at a time, and for how long: beyond that whoever asks comes again, and
//! those who were before are answered.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Class;
use crate::api;
use crate::state::AppState;

/// A picture is megabytes over whatever way there is.
const FOR_A_PICTURE: u32 = 10;
/// When to come again.
const SOON: Duration = Duration::from_secs(1);

/// Answers a request within its time, if there is a place for it.
pub async fn within(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let class = Class::of(request.method(), request.uri().path());
    let gateway = &state.gateway;
    let patience = match class {
        // Files from memory, and what tells how it stands when all else is full.
        Class::Page | Class::About => return next.run(request).await,
        Class::Picture => gateway.patience * FOR_A_PICTURE,
        _ => gateway.patience,
    };
    let Ok(_place) = Arc::clone(&gateway.places).try_acquire_owned() else {
        return api::busy(SOON);
    };
    let answer = tokio::time::timeout(patience, next.run(request));
    answer.await.unwrap_or_else(|_| api::busy(SOON))
}

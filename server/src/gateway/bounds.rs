//! How much is answered at a time, and for how long: beyond that whoever asks comes again, and
//! those who were before are answered.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Class;
use crate::api;
use crate::state::AppState;

/// A picture is megabytes over whatever way there is.
const FOR_A_PICTURE: u32 = 10;
/// How long somebody who has proved nothing may take to send what there is to say, and its
/// bytes at most.
const FOR_A_STRANGER: Duration = Duration::from_secs(10);
const MOST_OF_A_STRANGER: usize = 16 * 1024;
/// When to come again.
const SOON: Duration = Duration::from_secs(1);

/// The request with all of its body.
async fn whole(request: Request) -> Result<Request, Response> {
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(FOR_A_STRANGER, to_bytes(body, MOST_OF_A_STRANGER)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Ok(Err(_)) => Err(api::too_large()),
        Err(_) => Err(api::too_slow()),
    }
}

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
    // Whoever has proved nothing holds no place while the rest of what it sends is awaited.
    let request = match class.is_of_strangers() {
        true => match whole(request).await {
            Ok(request) => request,
            Err(refused) => return refused,
        },
        false => request,
    };
    let Ok(_place) = Arc::clone(&gateway.places).try_acquire_owned() else {
        return api::busy(SOON);
    };
    let answer = tokio::time::timeout(patience, next.run(request));
    answer.await.unwrap_or_else(|_| api::busy(SOON))
}

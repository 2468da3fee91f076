//! The table of routes.

mod authority;
mod blobs;
mod exchange;
mod files;
mod health;
mod households;
mod letters;
mod metrics;
mod person;
mod ready;
mod socket;
#[cfg(test)]
pub(crate) mod tests;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Router, middleware};
use sync::exchange::MAX_BODY;

use crate::api;
use crate::gateway::base;
use crate::state::AppState;

pub use blobs::may_change as may_change_pictures;
pub use exchange::Known;
pub use person::readable;

/// The longest body that names a household, a device or a code, in bytes.
const MAX_SMALL: usize = 16 * 1024;

/// What is answered to those who come without TLS to a port that speaks it.
pub fn plain_router(state: AppState) -> Router {
    whole(
        trust(Router::new()).fallback(authority::lead_to_https),
        state,
    )
}

/// The way to trust the home's certificate authority. It needs no TLS, which the device
/// could not check yet: people compare the fingerprint.
fn trust(router: Router<AppState>) -> Router<AppState> {
    router
        .route("/ca", get(authority::show))
        .route("/ca.crt", get(authority::certificate))
        .route("/ca.css", get(authority::style))
}

/// What no route has: a file of the interface, or nothing.
async fn elsewhere(
    state: State<AppState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let is_api = uri.path().starts_with("/api/") || uri.path() == "/api";
    match method {
        _ if is_api => api::nowhere(),
        Method::GET | Method::HEAD => files::show(state, uri, headers).await.into_response(),
        _ => {
            let reads = [(header::ALLOW, "GET,HEAD")];
            (StatusCode::METHOD_NOT_ALLOWED, reads).into_response()
        }
    }
}

/// Everything that the server answers. The public API has its own table ([`api`]), of which
/// its document is made.
pub fn router(state: AppState) -> Router {
    let exchange = post(exchange::post).layer(DefaultBodyLimit::max(MAX_BODY));
    let blob = get(blobs::show).put(blobs::put).delete(blobs::delete);
    let small = || DefaultBodyLimit::max(MAX_SMALL);
    let invite = post(households::invite).layer(small());
    let verify = get(letters::ask_verify).post(letters::verify);
    let reset = get(letters::ask_reset).post(letters::reset);
    let reminders = get(letters::ask_stop).post(letters::stop);
    let forgotten = get(letters::ask_forgotten).post(letters::forgotten);
    let sign_in = get(person::ask_sign_in).post(person::sign_in);
    let remove_passkey = post(person::remove_passkey).layer(small());
    let remove_device = post(person::remove_device).layer(small());
    let routes = trust(Router::new())
        .route("/account/sign-in", sign_in.layer(small()))
        .route("/account/sign-out", post(person::sign_out).layer(small()))
        .route("/account/security", get(person::security))
        .route("/account/passkeys/{id}", remove_passkey)
        .route("/account/oidc/{name}", post(person::lead).layer(small()))
        .route("/account/oidc/{name}/callback", get(person::came_back))
        .route("/account/devices/{id}", remove_device)
        .route("/account/delete", post(person::delete).layer(small()))
        .route("/account/unlink", post(person::unlink).layer(small()))
        .route("/account.js", get(person::script))
        .route("/account/verify", verify.layer(small()))
        .route("/account/reset", reset.layer(small()))
        .route("/account/forgotten", forgotten.layer(small()))
        .route("/account/reminders", reminders.layer(small()))
        .route("/account.css", get(letters::style))
        .route("/health", get(health::show))
        .route("/ready", get(ready::show))
        .route("/metrics", get(metrics::show))
        .route("/api/v1/households", post(households::found).layer(small()))
        .route("/api/v1/invitations", invite)
        .route("/api/v1/join", post(households::join).layer(small()))
        .route("/api/v1/devices/{id}", delete(households::revoke))
        .route("/api/v1/sync", exchange)
        .route("/api/v1/blobs/{sha256}", blob)
        .route("/api/v1/sync/socket", get(socket::open))
        .merge(api::router(state.clone()))
        .fallback(elsewhere)
        .method_not_allowed_fallback(api::no_method);
    whole(routes, state)
}

/// Routes behind what every request passes.
fn whole(routes: Router<AppState>, state: AppState) -> Router {
    let (gateway, base) = (state.gateway.clone(), state.base.clone());
    let routes = routes.layer(middleware::from_fn_with_state(state.clone(), base::link));
    base.around(gateway.around(routes, &state).with_state(state))
}

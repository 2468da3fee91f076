//! The public API, version 1: a household by requests, for programs that keep no replica.
//!
//! A request is answered by the household's fold ([`crate::folds`]); every write becomes ops
//! by `pantry::action` and goes the way that devices' ops go ([`act`]), so what a role or a
//! scope may is `pantry::policy`'s to say, here as there. The table of routes and the document
//! (`openapi.json`, OpenAPI 3.1) are made of the same handlers, so neither lacks what the
//! other has. Whatever is in the document stays: it is only added to.

mod account;
mod act;
mod answers;
mod auth;
mod barcodes;
mod bulk;
mod caller;
mod categories;
mod docs;
mod done;
mod events;
mod export;
mod forms;
mod house;
mod household;
mod input;
mod items;
mod lots;
mod members;
mod memberships;
mod page;
mod pairs;
mod passkeys;
mod places;
mod problem;
mod push;
mod recipes;
mod records;
mod reminders;
mod scans;
mod seen;
mod shopping;
mod tag;
#[cfg(test)]
mod tests;
mod visitor;
mod webhooks;

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use jiff::Timestamp;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use answers::MAX_BYTES;
use docs::Common;
use problem::{Code, Problem};

pub use answers::expire;
pub use auth::begin_page;
pub use caller::Caller;
pub use docs::document;
pub use forms::{Amount, ExpiryKind, event_json, scanned_json};
pub use visitor::Visitor;

/// What the document begins with.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Larder",
        version = "1",
        description = "A household's food, by requests. Send `Authorization: Bearer` with a key \
            of the household (`POST /api/v1/keys`, or `larder admin key make`) or with a \
            device's token, or with the access token of a person who has signed in \
            (`POST /api/v1/auth/tokens`), who may do what their role in the household is for; \
            `Larder-Household` names it where they are in several. Pages of this server send \
            their cookies instead. Every error is `application/problem+json` (RFC 9457) with a `code` \
            to go by. A write that carries an `Idempotency-Key` is done once, however often it \
            is sent within a day. `Larder-Today` says what day it is where the caller is; \
            without it, it is UTC's. Members may be added to answers at any time; what is there \
            stays."
    ),
    tags(
        (name = "pantry", description = "Items, their lots, and what is done to them"),
        (name = "places", description = "Where food is kept and what it is filed under"),
        (name = "shopping", description = "The shopping list"),
        (name = "recipes", description = "What the household cooks, and can cook from what is there"),
        (name = "barcodes", description = "Articles by their numbers, for scanners"),
        (name = "records", description = "Receipts, the journal, the export"),
        (name = "events", description = "What happened, to be asked for or to be told of"),
        (name = "household", description = "Who and what is in it: members, devices, keys"),
        (name = "accounts", description = "Accounts of persons: signing up, in and out")
    ),
    components(schemas(problem::ProblemBody)),
    modifiers(&Common)
)]
struct Document;

/// Every route of the API, with its document.
fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(items::list, items::add))
        .routes(routes!(items::show, items::edit, items::delete))
        .routes(routes!(items::use_up))
        .routes(routes!(lots::list))
        .routes(routes!(lots::show, lots::edit, lots::delete))
        .routes(routes!(lots::use_up))
        .routes(routes!(lots::discard))
        .routes(routes!(lots::relocate))
        .routes(routes!(lots::open))
        .routes(routes!(lots::freeze))
        .routes(routes!(lots::thaw))
        .routes(routes!(bulk::post))
        .routes(routes!(barcodes::show))
        .routes(routes!(barcodes::add))
        .routes(routes!(barcodes::use_up))
        .routes(routes!(places::list, places::add))
        .routes(routes!(places::show, places::edit, places::delete))
        .routes(routes!(categories::list, categories::add))
        .routes(routes!(
            categories::show,
            categories::edit,
            categories::delete
        ))
        .routes(routes!(shopping::list, shopping::add))
        .routes(routes!(shopping::clear))
        .routes(routes!(shopping::show, shopping::edit, shopping::remove))
        .routes(routes!(shopping::tick))
        .routes(routes!(shopping::untick))
        .routes(routes!(recipes::list, recipes::add))
        .routes(routes!(recipes::recommended, recipes::recommended_for))
        .routes(routes!(recipes::show, recipes::edit, recipes::delete))
        .routes(routes!(records::receipts))
        .routes(routes!(records::receipt))
        .routes(routes!(records::journal))
        .routes(routes!(records::entry))
        .routes(routes!(records::undo))
        .routes(routes!(records::redo))
        .routes(routes!(records::export))
        .routes(routes!(household::show))
        .routes(routes!(house::devices))
        .routes(routes!(events::list))
}

/// Routes whose answers hold secrets: none of them is kept to be given again.
fn secret_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(house::list, house::make))
        .routes(routes!(house::revoke))
        .routes(routes!(auth::sign_up))
        .routes(routes!(auth::sign_in))
        .routes(routes!(auth::tokens))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::sign_out))
        .routes(routes!(auth::verify))
        .routes(routes!(auth::ask_reset))
        .routes(routes!(auth::reset))
        .routes(routes!(passkeys::ask_sign_in))
        .routes(routes!(passkeys::sign_in))
        .routes(routes!(passkeys::ask))
        .routes(routes!(passkeys::list, passkeys::add))
        .routes(routes!(passkeys::remove))
        .routes(routes!(account::show, export::delete))
        .routes(routes!(export::show))
        .routes(routes!(account::verification))
        .routes(routes!(account::password))
        .routes(routes!(account::sessions, account::end_others))
        .routes(routes!(account::end))
        .routes(routes!(members::list))
        .routes(routes!(members::edit, members::remove))
        .routes(routes!(memberships::list, memberships::join))
        .routes(routes!(memberships::attach))
        .routes(routes!(memberships::let_in))
        .routes(routes!(reminders::show, reminders::set))
        .routes(routes!(webhooks::list, webhooks::add))
        .routes(routes!(webhooks::remove))
        .routes(routes!(webhooks::test))
        .routes(routes!(webhooks::deliveries))
        .routes(routes!(push::key))
        .routes(routes!(push::list, push::subscribe))
        .routes(routes!(push::unsubscribe))
}

/// Routes that take files. Their idempotency keys stand beside what came of them: a file is too
/// large to be kept as a part of a request.
fn upload_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(scans::list, scans::add))
        .routes(routes!(scans::show))
        .layer(DefaultBodyLimit::max(scans::MAX_BODY))
}

/// Where programs and people read what there is.
fn about() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(docs::openapi))
        .routes(routes!(docs::page))
        .routes(routes!(docs::style))
}

/// The API.
pub fn router(state: AppState) -> Router<AppState> {
    let (writes, _) = routes().split_for_parts();
    let (secret, _) = secret_routes().split_for_parts();
    let (upload, _) = upload_routes().split_for_parts();
    let (about, _) = about().split_for_parts();
    writes
        .layer(middleware::from_fn_with_state(state, answers::once))
        .merge(secret)
        .merge(about)
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .merge(upload)
}

/// Said of what is of one moment and for one person.
const NO_STORE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// A moment in UTC.
pub fn moment(ms: i64) -> String {
    let time = Timestamp::from_millisecond(ms).unwrap_or_default();
    time.strftime("%FT%TZ").to_string()
}

/// The answer to a method that a path does not know.
pub async fn no_method() -> Response {
    let detail = "this path does not know the method; `/api/v1/docs` says what it knows";
    Problem::new(Code::Method, detail).into_response()
}

/// The answer to whoever comes while there is too much to do.
pub fn busy(wait: Duration) -> Response {
    Problem::busy(wait).into_response()
}

/// The answer to whoever sends too much.
pub fn too_large() -> Response {
    Problem::too_large().into_response()
}

/// The answer to whoever takes too long to send what it has to say.
pub fn too_slow() -> Response {
    Problem::slow().into_response()
}

/// The answer to whoever asks too often.
pub fn too_many(wait: Duration) -> Response {
    Problem::too_many(wait).into_response()
}

/// The answer to whoever asks for a path of the API that is none.
pub fn nowhere() -> Response {
    let detail = "there is no such path; `/api/v1/docs` says which there are";
    Problem::new(Code::NotFound, detail).into_response()
}

//! Idempotency keys: a write that is sent again with its key is answered as before and not
//! done again, also by a server that was started anew.
//!
//! What is under way is noted before it is done. If the server dies in between nobody can
//! tell what came of it, and whoever asks again is told just that: at most once is kept.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::caller::Caller;
use super::problem::{Code, Problem};
use crate::db::{self, Db, Lock};
use crate::gateway::request_id::carried;
use crate::state::AppState;

/// The header of the key.
pub const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Tells an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest key, in bytes.
const MAX_KEY: usize = 255;
/// The longest body of a request or an answer, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
/// How long an answer is kept, in milliseconds: a day.
pub const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// Answers that one key or device may have kept: whoever sends too many keeps no other from
/// being answered.
pub const MOST: i64 = 10_000;

/// Which answer is meant.
struct Which {
    caller: Caller,
    key: [u8; 32],
    request: [u8; 32],
}

/// An answer that was given before.
type Given = (
    Vec<u8>,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<Vec<u8>>,
);

/// Does a write with a key once. A write is done to its end, whether its caller waits for that
/// or goes away: half of one would keep the next from being planned.
///
/// # Errors
///
/// If the key is none, was used for something else, or its request is still under way.
pub async fn once(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reads {
        return Ok(next.run(request).await);
    }
    let done = match request.headers().contains_key(KEY) {
        true => tokio::spawn(carried(keyed(state, request, next))),
        false => tokio::spawn(carried(async move { Ok(next.run(request).await) })),
    };
    done.await.map_err(|error| Problem::inside(&error))?
}

async fn keyed(state: AppState, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &state).await?;
    let bytes = to_bytes(body, MAX_BYTES).await;
    let bytes = bytes.map_err(|_| Problem::too_large())?;
    let key = key_of(&parts.headers)?;
    let which = Which {
        // It has one, or nobody would have come here.
        key: key.unwrap_or_default(),
        request: hash(&parts, &bytes),
        caller,
    };
    let now_ms = state.clock.now_ms();
    if let Some(given) = begin(&state.db, &which, now_ms).await? {
        return replay(&which, given);
    }
    let request = Request::from_parts(parts, Body::from(bytes));
    let response = next.run(request).await;
    keep(&state.db, &which, response).await
}

/// The SHA-256 of a request's idempotency key, if it has one.
///
/// # Errors
///
/// If that is none.
pub fn key_of(headers: &HeaderMap) -> Result<Option<[u8; 32]>, Problem> {
    let Some(key) = headers.get(KEY).map(HeaderValue::as_bytes) else {
        return Ok(None);
    };
    match (1..=MAX_KEY).contains(&key.len()) {
        true => Ok(Some(Sha256::digest(key).into())),
        false => Err(Problem::malformed("an idempotency key has 1 to 255 bytes")),
    }
}

/// The answer to whoever uses a key for something else.
pub fn reused() -> Problem {
    Problem::new(
        Code::KeyReused,
        "this idempotency key came with another request before; use a new one for each",
    )
}

/// What tells two requests apart.
fn hash(parts: &axum::http::request::Parts, body: &Bytes) -> [u8; 32] {
    let mut hash = Sha256::new();
    let target = parts
        .uri
        .path_and_query()
        .map_or("", |target| target.as_str());
    let condition = parts.headers.get(header::IF_MATCH);
    let condition = condition.map_or(&b""[..], HeaderValue::as_bytes);
    for part in [
        parts.method.as_str().as_bytes(),
        target.as_bytes(),
        condition,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.update(body);
    hash.finalize().into()
}

/// Notes that a request is under way; what is known of its key, if anything.
async fn begin(db: &Db, which: &Which, now_ms: i64) -> Result<Option<Given>, Problem> {
    let household = which.caller.household.0;
    let mut write = db.begin(Lock::of(&which.caller.id)).await?;
    let kept: i64 =
        db::query_scalar("SELECT count(*) FROM api_answer WHERE household = $1 AND writer = $2")
            .bind(household.as_slice())
            .bind(which.caller.id.as_slice())
            .fetch_one(&mut *write)
            .await?;
    let found: Option<Given> = db::query_as(
        "SELECT request, status, media_type, location, body FROM api_answer \
         WHERE household = $1 AND writer = $2 AND key = $3 AND made_ms > $4",
    )
    .bind(household.as_slice())
    .bind(which.caller.id.as_slice())
    .bind(which.key.as_slice())
    .bind(now_ms.saturating_sub(KEPT_MS))
    .fetch_optional(&mut *write)
    .await?;
    if found.is_some() {
        return Ok(found);
    }
    if kept >= MOST {
        let hour = std::time::Duration::from_secs(60 * 60);
        return Err(Problem::too_many(hour));
    }
    db::query(
        "INSERT INTO api_answer (household, writer, key, request, made_ms) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (household, writer, key) DO UPDATE SET \
         request = excluded.request, status = NULL, media_type = NULL, location = NULL, \
         body = NULL, made_ms = excluded.made_ms",
    )
    .bind(household.as_slice())
    .bind(which.caller.id.as_slice())
    .bind(which.key.as_slice())
    .bind(which.request.as_slice())
    .bind(now_ms)
    .execute(&mut *write)
    .await?;
    write.commit().await?;
    Ok(None)
}

fn replay(which: &Which, given: Given) -> Result<Response, Problem> {
    let (request, status, media_type, location, body) = given;
    if request != which.request {
        return Err(reused());
    }
    let status = status.and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let Some(status) = status else {
        return Err(Problem::new(
            Code::Conflict,
            "the request with this key is under way, or the server ended meanwhile: look in \
             the journal whether it was done, and use a new key if not",
        ));
    };
    let mut response = (status, body.unwrap_or_default()).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::LOCATION, location),
    ] {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// Keeps an answer. One that says to try again is none.
async fn keep(db: &Db, which: &Which, response: Response) -> Result<Response, Problem> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await;
    let bytes = bytes.map_err(|error| Problem::inside(&error))?;
    let text = |name| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let again = parts.status.is_server_error() || parts.status == StatusCode::TOO_MANY_REQUESTS;
    if again {
        forget(db, which).await?;
    } else {
        db::query(
            "UPDATE api_answer SET status = $1, media_type = $2, location = $3, body = $4 \
             WHERE household = $5 AND writer = $6 AND key = $7",
        )
        .bind(i64::from(parts.status.as_u16()))
        .bind(text(header::CONTENT_TYPE))
        .bind(text(header::LOCATION))
        .bind(&bytes[..])
        .bind(which.caller.household.0.as_slice())
        .bind(which.caller.id.as_slice())
        .bind(which.key.as_slice())
        .execute(db)
        .await?;
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

async fn forget(db: &Db, which: &Which) -> Result<(), sqlx::Error> {
    db::query("DELETE FROM api_answer WHERE household = $1 AND writer = $2 AND key = $3")
        .bind(which.caller.household.0.as_slice())
        .bind(which.caller.id.as_slice())
        .bind(which.key.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets what is kept for longer than promised.
///
/// # Errors
///
/// If the database fails.
pub async fn expire(db: &Db, now_ms: i64) -> Result<(), sqlx::Error> {
    db::query("DELETE FROM api_answer WHERE made_ms <= $1")
        .bind(now_ms.saturating_sub(KEPT_MS))
        .execute(db)
        .await?;
    Ok(())
}

//! `/api/v1/blobs/{sha256}`: receipts' pictures, sent in as many pieces as the way takes.
//! `docs/blobs.md` has the protocol.

mod range;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pantry::op::entity;
use pantry::policy::{Role, Write, Writes};

use crate::blobs::{Hash, Progress, Sent};
use crate::error::{Error, UPLOAD_OFFSET};
use crate::gateway::request_id::carried;
use crate::identity::hex;
use crate::session::Session;
use crate::state::AppState;
use range::{ContentRange, Range};

/// Bytes under a hash are the same for ever. A shared cache has no business with them.
const FRESH: &str = "private, max-age=31536000, immutable";

/// `GET` and `HEAD`: the picture, or where its upload goes on.
pub async fn show(
    State(state): State<AppState>,
    session: Session,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let hash = read_hash(&hash)?;
    let blob = state.blobs.find(session.device.household, hash).await?;
    let tag = format!("\"{}\"", hex(&hash));
    let name = format!("receipt-{}.{}", hex(&hash[..4]), blob.extension);
    let common = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, FRESH.to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CONTENT_TYPE, blob.media_type.to_owned()),
        // A page shows it in an image all the same; opened by itself it is a file.
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_NONE_MATCH).is_some_and(|known| known == "*" || known.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    // Of another version there is no range; there is none, but a client may think so.
    let is_same = text(header::IF_RANGE).is_none_or(|version| version == tag);
    let range = text(header::RANGE).filter(|_| is_same);
    let size = blob.size;
    match range.map_or(Range::All, |range| Range::read(range, size)) {
        Range::All => {
            let bytes = blob.read(0, size).await?;
            Ok((common, bytes).into_response())
        }
        Range::Part { first, last } => {
            let bytes = blob.read(first, last - first + 1).await?;
            let which = format!("bytes {first}-{last}/{size}");
            let part = [(header::CONTENT_RANGE, which)];
            Ok((StatusCode::PARTIAL_CONTENT, common, part, bytes).into_response())
        }
        Range::Beyond => {
            let which = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, which).into_response())
        }
    }
}

/// `PUT`: the whole picture, or a piece of it with `Content-Range`.
pub async fn put(
    State(state): State<AppState>,
    session: Session,
    Path(hash): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let hash = read_hash(&hash)?;
    check_role(session.device.role)?;
    let ContentRange {
        first,
        length,
        size,
    } = ContentRange::of(&headers)?;
    let sent = Sent {
        first,
        length,
        size,
        body,
    };
    // A task of its own: who is cut off takes its connection along, and what arrived is to
    // be written all the same.
    let done = tokio::spawn(carried(async move {
        let household = session.device.household;
        let still_may = async || {
            let device = state.identity.by_token(&session.token).await?;
            check_role(device.ok_or(Error::Unknown)?.role)
        };
        let put = state
            .blobs
            .put(household, hash, sent, state.clock.now_ms(), still_may);
        put.await
    }));
    let progress = done.await.map_err(|_| Error::Lost)??;
    let (status, offset) = match progress {
        Progress::Stored => (StatusCode::CREATED, size),
        Progress::Known => (StatusCode::OK, size),
        Progress::Partly(offset) => (StatusCode::ACCEPTED, offset),
    };
    Ok((status, [(UPLOAD_OFFSET, offset.to_string())]).into_response())
}

/// `DELETE`: gone for ever, also where other devices have it still.
pub async fn delete(
    State(state): State<AppState>,
    session: Session,
    Path(hash): Path<String>,
) -> Result<StatusCode, Error> {
    let hash = read_hash(&hash)?;
    check_role(session.device.role)?;
    let household = session.device.household;
    state
        .blobs
        .delete(household, hash, state.clock.now_ms())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who may write pictures into receipts may send and delete them.
fn check_role(role: Role) -> Result<(), Error> {
    match may_change(role) {
        true => Ok(()),
        false => Err(Error::NotYours),
    }
}

/// Whether a role may write pictures into receipts.
pub fn may_change(role: Role) -> bool {
    match role.policy().writes {
        Writes::Everything => true,
        Writes::Only(grants) => grants.iter().any(|grant| {
            let writes_blobs = grant.may.iter().any(|may| matches!(may, Write::Blob(_)));
            grant.on == entity::RECEIPT && writes_blobs
        }),
    }
}

fn read_hash(text: &str) -> Result<Hash, Error> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2).map(|pair| match *pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    let bytes: Option<Vec<u8>> = pairs.collect();
    let hash = bytes.and_then(|bytes| bytes.try_into().ok());
    hash.ok_or(Error::Invalid(
        "a picture's address is its SHA-256: 64 small hexadecimal digits",
    ))
}

#[cfg(test)]
mod tests;

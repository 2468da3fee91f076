//! Entity tags: a hash of what is answered, so that whatever changes it changes the tag.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::input::IfNoneMatch;
use super::problem::Problem;
use crate::identity::hex;

const JSON: &str = "application/json";
/// So many bytes of the hash: enough that no two answers share a tag by chance.
const KEPT: usize = 12;

/// The tag of what is answered.
pub fn of(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    format!("\"{}\"", hex(&hash[..KEPT]))
}

/// The tag of a value, as [`answer`] gives it.
///
/// # Errors
///
/// If it cannot be written.
pub fn of_value(value: &impl Serialize) -> Result<String, Problem> {
    Ok(of(&written(value)?))
}

/// Whether a list of tags, or `*`, names one.
pub fn is_among(list: &str, tag: &str) -> bool {
    let mut tags = list.split(',').map(str::trim);
    tags.any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// Answers with a value and its tag, or that the caller has it already.
///
/// # Errors
///
/// If it cannot be written.
pub fn answer(known: &IfNoneMatch, value: &impl Serialize) -> Result<Response, Problem> {
    Ok(answer_bytes(known, written(value)?))
}

/// The same for JSON that is written already.
pub fn answer_bytes(known: &IfNoneMatch, body: Vec<u8>) -> Response {
    let tag = of(&body);
    let has = known.0.as_deref().is_some_and(|list| is_among(list, &tag));
    let headers = [
        (header::ETAG, tag.as_str()),
        // It is somebody's, and may be another one a moment later.
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::VARY, "authorization, cookie"),
    ];
    if has {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, JSON)], body).into_response()
}

fn written(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| Problem::inside(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_tags_names_what_is_in_it() {
        let tag = of(b"milk");
        assert_eq!(tag.len(), 2 * KEPT + 2);
        assert!(is_among("*", &tag));
        assert!(is_among(&format!("\"other\", W/{tag}"), &tag));
        for other in ["", "\"\"", &of(b"tea"), tag.trim_matches('"')] {
            assert!(!is_among(other, &tag), "{other}");
        }
    }
}

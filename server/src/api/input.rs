//! What comes with a request: its body, its query, the ids in its path, its preconditions.

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use pantry::household::Household;
use serde::de::DeserializeOwned;

use super::answers::MAX_BYTES;
use super::problem::{Code, Problem};
use super::tag;
use crate::state::AppState;

/// A body of JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        read_json(parts, whole(body).await?, state).await.map(Self)
    }
}

async fn whole(body: axum::body::Body) -> Result<Bytes, Problem> {
    let bytes = to_bytes(body, MAX_BYTES).await;
    bytes.map_err(|_| Problem::too_large())
}

/// What a body says. It is an object: a list of values would be read as its fields in turn, and
/// whoever sent it meant something else.
async fn read_json<T: DeserializeOwned>(
    parts: Parts,
    bytes: Bytes,
    state: &AppState,
) -> Result<T, Problem> {
    let is_list = bytes.trim_ascii_start().starts_with(b"[");
    let request = Request::from_parts(parts, axum::body::Body::from(bytes));
    let Json(body) = Json::from_request(request, state).await?;
    match is_list {
        true => Err(Problem::malformed("send an object, and no list")),
        false => Ok(body),
    }
}

/// A body of JSON that may as well be left out.
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<AppState> for MaybeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes = whole(body).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        let body: Option<T> = read_json(parts, bytes, state).await?;
        Ok(Self(body.unwrap_or_default()))
    }
}

/// The query.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let query = Query::from_request_parts(parts, state).await;
        let Query(params) = query.map_err(|why| Problem::malformed(why.body_text()))?;
        Ok(Self(params))
    }
}

/// The one segment of a path that names something.
pub struct Named(pub String);

impl FromRequestParts<AppState> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let path = Path::from_request_parts(parts, state).await;
        let Path(name) = path.map_err(|why| Problem::malformed(why.body_text()))?;
        Ok(Self(name))
    }
}

/// What a write is to be refused for, if it is not so.
#[derive(Clone, Debug)]
pub struct IfMatch(Option<String>);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        Ok(Self(read(&parts.headers, header::IF_MATCH)?))
    }
}

impl IfMatch {
    /// The same, where a write without it would overwrite what its writer has not seen.
    ///
    /// # Errors
    ///
    /// If it is missing.
    pub fn required(self) -> Result<Self, Problem> {
        let detail = "send `If-Match` with the `ETag` that you have seen, or `*` to do it anyway";
        match self.0 {
            Some(_) => Ok(self),
            None => Err(Problem::new(Code::Unconditional, detail)),
        }
    }

    /// Whether it holds for what is there.
    ///
    /// # Errors
    ///
    /// If it does not.
    pub fn check(&self, now: &impl serde::Serialize) -> Result<(), Problem> {
        let Some(known) = &self.0 else {
            return Ok(());
        };
        let tag = tag::of_value(now)?;
        match tag::is_among(known, &tag) {
            true => Ok(()),
            false => Err(Problem::new(
                Code::Changed,
                "it is not what you have seen any more; get it again and look",
            )),
        }
    }
}

/// What the caller has already, so that it need not be sent again.
#[derive(Clone, Debug)]
pub struct IfNoneMatch(pub Option<String>);

impl FromRequestParts<AppState> for IfNoneMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        Ok(Self(read(&parts.headers, header::IF_NONE_MATCH)?))
    }
}

fn read(headers: &HeaderMap, name: HeaderName) -> Result<Option<String>, Problem> {
    // Fields of one name are one list (RFC 9110 §5.3).
    let fields = headers.get_all(&name).into_iter();
    let fields: Result<Vec<&str>, _> = fields.map(|field| field.to_str()).collect();
    let fields = fields.map_err(|_| Problem::malformed(format!("`{name}` is no text")))?;
    Ok(Some(fields.join(", ")).filter(|_| !fields.is_empty()))
}

/// The longest words that are searched for, in bytes: every name is compared with each.
const MAX_WORDS: usize = 250;

/// The words of a search, if there are any.
///
/// # Errors
///
/// If they are longer than any name.
pub fn words(query: Option<&str>) -> Result<Option<&str>, Problem> {
    let query = query.filter(|query| !query.trim().is_empty());
    match query.filter(|query| query.len() > MAX_WORDS) {
        None => Ok(query),
        Some(_) => Err(Problem::malformed(format!(
            "`q` has at most {MAX_WORDS} bytes"
        ))),
    }
}

/// Finds what a path names.
///
/// # Errors
///
/// If there is no such thing, also where the name is none that anything could have.
pub fn found<'a, I, T>(
    household: &'a Household,
    name: &str,
    parse: impl Fn(&str) -> Option<I>,
    find: impl Fn(&'a Household, I) -> Option<T>,
    what: &str,
) -> Result<T, Problem> {
    let id = parse(name).ok_or_else(|| Problem::not_found(what))?;
    find(household, id).ok_or_else(|| Problem::not_found(what))
}

//! Requests to the household's server: the one that the page is from, or the one that the
//! native app knows.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Headers, RequestInit, Response};

use super::{get, object, window};
use crate::host::shell;
use crate::state::member::{Device, Household, Invitation, Member};
use crate::state::names::DeviceNames;

/// Bytes of a photo that are sent at once: 1 MiB.
const PIECE: f64 = 1_048_576.0;

/// Why a request was not answered as asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ApiError {
    /// The server cannot be reached.
    Unreachable,
    /// It says no: the status, and why in its words.
    Refused(u16, String),
}

/// Makes this device's household known to the server; the device is its owner's.
pub async fn found(household: &str, device: &str, token: &str) -> Result<Member, ApiError> {
    let body = [
        ("household", household.into()),
        ("device", device.into()),
        ("token", token.into()),
    ];
    let answer = ask("POST", "households", Some(&body)).await?;
    member(&answer, household)
}

/// Joins a household by an invitation: at the server that it names, if it names one.
pub async fn join(
    code: &str,
    device: &str,
    token: &str,
    at: Option<&str>,
) -> Result<Member, ApiError> {
    let body = [
        ("code", code.into()),
        ("device", device.into()),
        ("token", token.into()),
    ];
    let answer = ask_at(at, "POST", "join", Some(&body)).await?;
    member(&answer, &text(&answer, "household"))
}

/// Makes an invitation for one person.
pub async fn invite(role: &str) -> Result<Invitation, ApiError> {
    let answer = ask("POST", "invitations", Some(&[("role", role.into())])).await?;
    Ok(Invitation {
        code: text(&answer, "code"),
        expires_ms: number(&answer, "expires_ms"),
    })
}

/// Who and what is in the household.
pub async fn household() -> Result<Household, ApiError> {
    let answer = ask("GET", "household", None).await?;
    let devices: Array = get(&answer, "devices").unchecked_into();
    let device = |device: JsValue| Device {
        id: text(&device, "id"),
        member: text(&device, "member"),
        name: text(&device, "name"),
        seen_ms: number(&device, "seen_ms"),
        this: get(&device, "this").is_truthy(),
    };
    let mut names = DeviceNames::default();
    let writers = get(&answer, "writers");
    if let Some(writers) = writers.dyn_ref::<Array>() {
        for writer in writers.iter() {
            let this = get(&writer, "this").is_truthy();
            names.add(&text(&writer, "replica"), text(&writer, "name"), this);
        }
    }
    Ok(Household {
        role: text(&answer, "role"),
        devices: devices.iter().map(device).collect(),
        names,
    })
}

/// Shuts a device out.
pub async fn revoke(device: &str) -> Result<(), ApiError> {
    ask("DELETE", &format!("devices/{device}"), None).await?;
    Ok(())
}

/// By which key the browser knows the server; refused where that sends no notes.
pub async fn push_key() -> Result<String, ApiError> {
    Ok(text(&ask("GET", "push/key", None).await?, "key"))
}

/// The browsers of this member that are told what is due.
pub async fn subscriptions() -> Result<JsValue, ApiError> {
    ask("GET", "push/subscriptions?limit=500", None).await
}

/// Has this browser told.
pub async fn subscribe(body: &[(&str, JsValue)]) -> Result<(), ApiError> {
    ask("POST", "push/subscriptions", Some(body)).await?;
    Ok(())
}

/// Has a browser told nothing any more.
pub async fn unsubscribe(id: &str) -> Result<(), ApiError> {
    ask("DELETE", &format!("push/subscriptions/{id}"), None).await?;
    Ok(())
}

/// A photo.
pub async fn blob(sha256: &str) -> Result<Blob, ApiError> {
    let init = RequestInit::new();
    init.set_method("GET");
    let answer = fetch(&format!("blobs/{sha256}"), &init, None).await?;
    if !answer.ok() {
        return Err(ApiError::Refused(answer.status(), said(&answer).await?));
    }
    let blob = JsFuture::from(answer.blob().map_err(unreachable)?);
    Ok(blob.await.map_err(unreachable)?.unchecked_into())
}

/// Sends a photo, a piece at a time: what arrived the last time is not sent again.
pub async fn put_blob(sha256: &str, blob: &Blob) -> Result<(), ApiError> {
    let path = format!("blobs/{sha256}");
    let init = RequestInit::new();
    init.set_method("HEAD");
    fresh(&init);
    let answer = fetch(&path, &init, None).await?;
    if answer.ok() {
        return Ok(());
    }
    let size = blob.size();
    // All of it is there and none of it counts yet: the server forgets it after a while.
    let mut offset = offset(&answer).unwrap_or_default();
    if offset >= size {
        return Err(ApiError::Refused(409, String::new()));
    }
    loop {
        let end = (offset + PIECE).min(size);
        let piece = blob
            .slice_with_f64_and_f64(offset, end)
            .map_err(unreachable)?;
        let headers = Headers::new().map_err(unreachable)?;
        let range = format!("bytes {offset}-{}/{size}", end - 1.0);
        headers.set("content-range", &range).map_err(unreachable)?;
        let init = RequestInit::new();
        init.set_method("PUT");
        init.set_headers(&headers);
        init.set_body(&piece);
        let answer = fetch(&path, &init, None).await?;
        match (answer.status(), self::offset(&answer)) {
            (202 | 409, Some(next)) if next > offset && next < size => offset = next,
            (200..=299, _) => return Ok(()),
            (status, _) => return Err(ApiError::Refused(status, said(&answer).await?)),
        }
    }
}

/// Nothing of the answer may come from a cache.
fn fresh(init: &RequestInit) {
    Reflect::set(init, &"cache".into(), &"no-store".into()).ok();
}

/// How much of a photo the server has.
fn offset(answer: &Response) -> Option<f64> {
    let offset = answer.headers().get("upload-offset").ok()??;
    offset.parse().ok()
}

async fn fetch(path: &str, init: &RequestInit, at: Option<&str>) -> Result<Response, ApiError> {
    if shell::is_here() {
        let answer = shell::server::fetch(path, init, at).await;
        return answer.map_err(unreachable);
    }
    // Beside the page, wherever that is.
    let url = format!("api/v1/{path}");
    let answer = window().fetch_with_str_and_init(&url, init);
    let answer = JsFuture::from(answer).await.map_err(unreachable)?;
    Ok(answer.unchecked_into())
}

async fn said(answer: &Response) -> Result<String, ApiError> {
    let text = JsFuture::from(answer.text().map_err(unreachable)?);
    let text = text.await.map_err(unreachable)?.as_string();
    Ok(text.unwrap_or_default().trim().to_owned())
}

fn unreachable(_: JsValue) -> ApiError {
    ApiError::Unreachable
}

async fn ask(
    method: &str,
    path: &str,
    body: Option<&[(&str, JsValue)]>,
) -> Result<JsValue, ApiError> {
    ask_at(None, method, path, body).await
}

async fn ask_at(
    at: Option<&str>,
    method: &str,
    path: &str,
    body: Option<&[(&str, JsValue)]>,
) -> Result<JsValue, ApiError> {
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        let headers = Headers::new().map_err(unreachable)?;
        let kind = headers.set("content-type", "application/json");
        kind.map_err(unreachable)?;
        init.set_headers(&headers);
        let text = JSON::stringify(&object(body)).map_err(unreachable)?;
        init.set_body(&text.into());
    }
    fresh(&init);
    let answer = fetch(path, &init, at).await?;
    let text = said(&answer).await?;
    if !answer.ok() {
        return Err(ApiError::Refused(answer.status(), text));
    }
    Ok(JSON::parse(&text).unwrap_or_default())
}

fn member(answer: &JsValue, household: &str) -> Result<Member, ApiError> {
    let unreadable = || ApiError::Refused(200, "the answer cannot be read".to_owned());
    Member::read(
        household,
        &text(answer, "member"),
        &text(answer, "device"),
        &text(answer, "role"),
    )
    .ok_or_else(unreadable)
}

fn text(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().unwrap_or_default()
}

/// Milliseconds since 1970: far below what a JavaScript number holds exactly.
fn number(value: &JsValue, name: &str) -> i64 {
    get(value, name).as_f64().unwrap_or_default() as i64
}

//! `/api/v1/…`: founding a household, inviting to it, joining it, and shutting a device out.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pantry::policy::Role;
use serde::{Deserialize, Serialize};
use sync::codec::HouseholdId;

use crate::error::Error;
use crate::identity::{self, Admitted, hex, is_hex, read_id};
use crate::session::{Insider, check_own_page, cookie};
use crate::state::AppState;

/// The longest name of a device, in bytes.
const MAX_NAME: usize = 100;

#[derive(Deserialize)]
pub struct Found {
    /// The household that the device has, 32 hexadecimal digits.
    household: String,
    #[serde(flatten)]
    device: Newcomer,
}

#[derive(Deserialize)]
pub struct Join {
    code: String,
    #[serde(flatten)]
    device: Newcomer,
}

#[derive(Deserialize)]
pub struct Newcomer {
    /// What its owner calls the device.
    device: String,
    /// The token that the device made: 64 hexadecimal digits. Who asks again with it is
    /// answered as before, for the first answer may have been lost.
    token: Option<String>,
}

#[derive(Deserialize)]
pub struct Invite {
    role: String,
}

#[derive(Serialize)]
struct In {
    household: String,
    member: String,
    device: String,
    role: &'static str,
    /// For apps; a page has it in its cookie and gets none here.
    token: Option<String>,
}

#[derive(Serialize)]
struct Invitation {
    code: String,
    expires_ms: i64,
}

/// `POST /households`: the asking device's household is kept here from now on.
pub async fn found(
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(given): Json<Found>,
) -> Result<Response, Error> {
    let household = HouseholdId(id(&given.household)?);
    let newcomer = given.device.read()?;
    let admitted = state
        .identity
        .found(household, &newcomer, state.clock.now_ms());
    let admitted = admitted.await?;
    Ok(admit(StatusCode::CREATED, &headers, admitted))
}

/// `POST /invitations`: a code for one person.
pub async fn invite(
    State(state): State<AppState>,
    Insider(by): Insider,
    Json(given): Json<Invite>,
) -> Result<Response, Error> {
    let role = Role::from_id(&given.role).ok_or(Error::Invalid("there is no such role"))?;
    let invited = state
        .identity
        .invite(&by, role, state.clock.now_ms())
        .await?;
    let (code, expires_ms) = invited;
    let invitation = Json(Invitation { code, expires_ms });
    Ok((StatusCode::CREATED, NO_STORE, invitation).into_response())
}

/// `POST /join`: the asking device becomes one of a household.
pub async fn join(
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(given): Json<Join>,
) -> Result<Response, Error> {
    let newcomer = given.device.read()?;
    let admitted = state
        .identity
        .join(&given.code, &newcomer, state.clock.now_ms());
    let admitted = admitted.await?;
    Ok(admit(StatusCode::OK, &headers, admitted))
}

/// `DELETE /devices/{id}`: shuts a device out.
pub async fn revoke(
    State(state): State<AppState>,
    Insider(by): Insider,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let id = self::id(&id)?;
    let revoked = state.identity.revoke(&by, id, state.clock.now_ms()).await?;
    if !revoked {
        return Err(Error::NotFound);
    }
    Ok(StatusCode::NO_CONTENT)
}

const NO_STORE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// A page gets its token where no script can read it, an app in the answer.
fn admit(status: StatusCode, headers: &HeaderMap, admitted: Admitted) -> Response {
    let Admitted { device, token } = admitted;
    let is_page = check_own_page(headers).is_ok();
    let mut answer = In {
        household: hex(&device.household.0),
        member: hex(&device.member),
        device: hex(&device.id),
        role: device.role.id(),
        token: None,
    };
    if is_page {
        let cookie = [(header::SET_COOKIE, cookie(&token))];
        return (status, NO_STORE, cookie, Json(answer)).into_response();
    }
    answer.token = Some(token);
    (status, NO_STORE, Json(answer)).into_response()
}

impl Newcomer {
    fn read(&self) -> Result<identity::Newcomer<'_>, Error> {
        let name = self.device.trim();
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(Error::Invalid("a device has a name of 1 to 100 bytes"));
        }
        let token = self.token.as_deref();
        if token.is_some_and(|token| !is_hex(token, 64)) {
            return Err(Error::Invalid("a token has 64 hexadecimal digits"));
        }
        Ok(identity::Newcomer { name, token })
    }
}

fn id(text: &str) -> Result<[u8; 16], Error> {
    read_id(text).ok_or(Error::Invalid("an id has 32 hexadecimal digits"))
}

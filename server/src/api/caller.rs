//! Who asks: a key, or a device by the token or cookie that it proves itself by anyway.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use pantry::policy::Role;
use sync::ReplicaId;
use sync::codec::HouseholdId;

use super::problem::{Code, Problem};
use crate::identity::keys::{SECRET_START, Standing};
use crate::identity::{Device, IdentityError};
use crate::session;
use crate::state::AppState;

/// The day where the caller is, if that is not UTC's.
const TODAY: &str = "larder-today";

/// Who has proved itself, and what it may do.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Its household.
    pub household: HouseholdId,
    /// The id of the key or of the device.
    pub id: [u8; 16],
    /// By which the policy judges what it writes.
    pub role: Role,
    /// The device, if it is no key.
    pub device: Option<Device>,
    /// The day where it is.
    pub today: Date,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        // Whoever counted its requests has asked already.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let now_ms = state.clock.now_ms();
        let today = today(parts, now_ms)?;
        let token = session::token(&parts.headers)?;
        if !token.starts_with(SECRET_START) {
            let device = state.identity.by_token(token).await?;
            let device = device.ok_or(crate::error::Error::Unknown)?;
            return Ok(Self {
                household: device.household,
                id: device.id,
                role: device.role,
                device: Some(device),
                today,
            });
        }
        match state.identity.by_secret(token, now_ms).await? {
            Standing::Holds(key) => Ok(Self {
                household: key.household,
                id: key.id,
                role: key.scope.role(),
                device: None,
                today,
            }),
            Standing::Revoked => Err(Problem::new(
                Code::Ended,
                "this key was revoked; ask an owner or an admin for another one",
            )),
            Standing::Unknown => Err(crate::error::Error::Unknown.into()),
        }
    }
}

impl Caller {
    /// The device, which alone may look after keys.
    ///
    /// # Errors
    ///
    /// If it is a key.
    pub fn device(&self) -> Result<&Device, Problem> {
        let detail = "a key may not do this; ask as a device of an owner or an admin";
        let device = self.device.as_ref();
        device.ok_or_else(|| Problem::new(Code::Forbidden, detail))
    }

    /// The ids under which it writes, or its member's other devices: as far as the policy asks.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn replicas(&self, state: &AppState) -> Result<Vec<ReplicaId>, IdentityError> {
        match (self.role, &self.device) {
            (Role::Shopper, Some(device)) => state.identity.replicas(device).await,
            (Role::Shopper, None) => {
                let of = state.identity.replicas_of_key(self.household, self.id);
                of.await
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// The day that the caller says, which is one that it is somewhere now; else UTC's.
fn today(parts: &Parts, now_ms: i64) -> Result<Date, Problem> {
    let now = Timestamp::from_millisecond(now_ms).unwrap_or_default();
    let utc = now.to_zoned(TimeZone::UTC).date();
    let Some(said) = parts.headers.get(TODAY) else {
        return Ok(utc);
    };
    let said = said.to_str().ok().and_then(|text| text.parse().ok());
    let (before, after) = (utc.saturating_sub(1.day()), utc.saturating_add(1.day()));
    said.filter(|day| (before..=after).contains(day))
        .ok_or_else(|| Problem::malformed("`Larder-Today` is the day where you are: 2026-11-30"))
}

//! Who asks: a key, a device by the token or cookie that it proves itself by anyway, or a
//! person who has signed in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use pantry::policy::Role;
use sync::ReplicaId;
use sync::codec::HouseholdId;

use super::problem::{Code, Problem};
use crate::identity::keys::{SECRET_START, Standing};
use crate::identity::{Actor, IdentityError};
use crate::session;
use crate::state::AppState;

/// The day where the caller is, if that is not UTC's.
const TODAY: &str = "larder-today";

/// Who has proved itself, and what it may do.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Its household.
    pub household: HouseholdId,
    /// The id of the key, of the device, or else of the member.
    pub id: [u8; 16],
    /// By which the policy judges what it writes.
    pub role: Role,
    /// The member, if it is no key.
    pub member: Option<Actor>,
    /// The day where it is.
    pub today: Date,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        // Whoever counted its requests has asked already.
        let caller = match parts.extensions.get::<Self>() {
            Some(known) => known.clone(),
            None => Self::prove(parts, state).await?,
        };
        let today = today(parts, state.clock.now_ms())?;
        Ok(Self { today, ..caller })
    }
}

impl Caller {
    /// Who has proved itself, whatever else the request says: its day is UTC's.
    ///
    /// # Errors
    ///
    /// If nobody has, or it is not plain which household is meant.
    pub async fn prove(parts: &Parts, state: &AppState) -> Result<Self, Problem> {
        let now_ms = state.clock.now_ms();
        let today = utc_day(now_ms);
        let secret = session::bearer(&parts.headers);
        let Some(secret) = secret.filter(|secret| secret.starts_with(SECRET_START)) else {
            let member = session::member(parts, state).await?;
            return Ok(Self {
                household: member.household,
                id: member.device.unwrap_or(member.member),
                role: member.role,
                member: Some(member),
                today,
            });
        };
        match state.identity.by_secret(secret, now_ms).await? {
            Standing::Holds(key) => Ok(Self {
                household: key.household,
                id: key.id,
                role: key.scope.role(),
                member: None,
                today,
            }),
            Standing::Revoked => Err(Problem::new(
                Code::Ended,
                "this key was revoked; ask an owner or an admin for another one",
            )),
            Standing::Unknown => Err(crate::error::Error::Unknown.into()),
        }
    }

    /// The member, who alone may look after people and keys.
    ///
    /// # Errors
    ///
    /// If it is a key.
    pub fn member(&self) -> Result<&Actor, Problem> {
        let detail = "a key may not do this; ask as an owner or an admin";
        let member = self.member.as_ref();
        member.ok_or_else(|| Problem::new(Code::Forbidden, detail))
    }

    /// The ids under which it writes, or its member's other devices: as far as the policy asks.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn replicas(&self, state: &AppState) -> Result<Vec<ReplicaId>, IdentityError> {
        match (self.role, &self.member) {
            (Role::Shopper, Some(of)) => state.identity.replicas(of.household, of.member).await,
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
    let utc = utc_day(now_ms);
    let Some(said) = parts.headers.get(TODAY) else {
        return Ok(utc);
    };
    let said = said.to_str().ok().and_then(|text| text.parse().ok());
    let (before, after) = (utc.saturating_sub(1.day()), utc.saturating_add(1.day()));
    said.filter(|day| (before..=after).contains(day))
        .ok_or_else(|| Problem::malformed("`Larder-Today` is the day where you are: 2026-11-30"))
}

fn utc_day(now_ms: i64) -> Date {
    let now = Timestamp::from_millisecond(now_ms).unwrap_or_default();
    now.to_zoned(TimeZone::UTC).date()
}

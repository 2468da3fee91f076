//! `/api/v1/household`: who and what is in the household of whoever asks.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use pantry::household;
use pantry::policy::Role;
use serde::{Deserialize, Serialize};
use sync::codec::HouseholdId;
use utoipa::ToSchema;

use super::NO_STORE;
use super::caller::Caller;
use super::input::Params;
use super::problem::Problem;
use crate::db::{self, Db};
use crate::identity::{IdentityError, hex};
use crate::state::AppState;

/// What to tell of a household.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct HouseholdParams {
    /// Whether to count what it keeps, too.
    counts: Option<bool>,
}

/// Who and what is in a household.
#[derive(Serialize, ToSchema)]
pub struct Household {
    /// Its id.
    household: String,
    /// The member who asks; none where a key does.
    member: Option<String>,
    /// What whoever asks may do: `owner`, `admin`, `member`, `shopper` or `viewer`. A key may
    /// what a member, a shopper or a viewer may.
    role: &'static str,
    /// Its members, the first one first.
    members: Vec<Member>,
    /// The devices that are let in, the latest seen first.
    devices: Vec<HouseholdDevice>,
    /// Under which names its history was written.
    writers: Vec<Writer>,
    /// How much it keeps, if that was asked for.
    counts: Option<Counts>,
}

/// Somebody who takes part.
#[derive(Serialize, ToSchema)]
pub struct Member {
    /// Their id.
    id: String,
    /// What they may do.
    role: &'static str,
}

/// A device of a member.
#[derive(Serialize, ToSchema)]
pub struct HouseholdDevice {
    /// Its id.
    id: String,
    /// The member whose it is.
    member: String,
    /// What its owner calls it.
    name: String,
    /// When it was last here, in Unix milliseconds.
    seen_ms: i64,
    /// Whether it is the one that asks.
    this: bool,
}

/// Whose the ops of a replica are, for a history to say.
#[derive(Serialize, ToSchema)]
pub struct Writer {
    /// The replica id, 16 hexadecimal digits.
    replica: String,
    /// The name of the device or key, also of one that was shut out since.
    name: String,
    /// Whether it is the one that asks.
    this: bool,
}

/// How much a household keeps.
#[derive(Serialize, ToSchema)]
pub struct Counts {
    /// Items.
    items: usize,
    /// Lots with something left.
    lots: usize,
    /// Places, the built-in ones among them.
    places: usize,
    /// Entries of the shopping list that are still to be bought.
    to_buy: usize,
    /// Receipts.
    receipts: usize,
}

impl Counts {
    fn of(household: &household::Household) -> Self {
        let lots = household.every_lot();
        let is_left = |id| household.quantity(id).milli > 0;
        Self {
            items: household.items().count(),
            lots: lots.filter(|lot| is_left(lot.id)).count(),
            places: household.places().len(),
            to_buy: household.to_buy().len(),
            receipts: household.receipts().len(),
        }
    }
}

/// Shows who and what is in the household.
#[utoipa::path(
    get, path = "/api/v1/household", tag = "household", params(HouseholdParams),
    responses((status = 200, body = Household))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<HouseholdParams>,
) -> Result<Response, Problem> {
    let of = caller.household;
    let devices = state.identity.devices(of).await?;
    let devices = devices.into_iter().map(|device| HouseholdDevice {
        id: hex(&device.id),
        member: hex(&device.member),
        name: device.name,
        seen_ms: device.seen_ms,
        this: device.id == caller.id,
    });
    let writers = state.identity.writers(of).await?;
    let writers = writers.into_iter().map(|writer| Writer {
        replica: format!("{:016x}", writer.replica.0),
        name: writer.name,
        this: writer.device == caller.id,
    });
    let counts = match params.counts {
        // It is folded here only for those who want to know.
        Some(true) => Some(Counts::of(&state.folds.open(of).await?.household)),
        _ => None,
    };
    let household = Household {
        household: hex(&of.0),
        member: caller.member.as_ref().map(|member| hex(&member.member)),
        role: caller.role.id(),
        members: members(&state.db, of).await?,
        devices: devices.collect(),
        writers: writers.collect(),
        counts,
    };
    Ok((NO_STORE, Json(household)).into_response())
}

async fn members(db: &Db, of: HouseholdId) -> Result<Vec<Member>, Problem> {
    let found: Vec<(Vec<u8>, i64)> = db::query_as(
        "SELECT id, role FROM member WHERE household = $1 AND removed_ms IS NULL \
             ORDER BY made_ms, id",
    )
    .bind(of.0.as_slice())
    .fetch_all(db)
    .await?;
    let members = found.into_iter().map(|(id, role)| {
        let role = u8::try_from(role).ok().and_then(Role::from_code);
        let role = role.ok_or(IdentityError::Damaged)?.id();
        let id = hex(&id);
        Ok(Member { id, role })
    });
    members.collect()
}

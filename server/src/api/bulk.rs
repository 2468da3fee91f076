//! `/api/v1/bulk`: several actions at once. All of them are one transaction and one undo, and
//! if one cannot be done, none is.

use std::collections::HashSet;

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use pantry::id::{ItemId, ShoppingId};
use pantry::search;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::act::act;
use super::caller::Caller;
use super::done::{Done, done};
use super::forms::{
    Discard, EntryEdit, ItemEdit, LotEdit, Move, NewEntry, NewItem, Open, Part, Use,
};
use super::input::{Body, found};
use super::problem::Problem;
use super::{items, lots};
use crate::state::AppState;

/// The most actions at once.
const MOST: usize = 200;
const TWICE: &str = "another action before it is about the same thing; do it by itself";

/// Several actions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "actions": [
    { "do": "add", "with": { "name": "Milk", "quantity": 1, "unit": "l" } },
    { "do": "list", "with": { "name": "Bread" } }
] }))]
pub struct Bulk {
    /// 1 to 200 actions, each about another item, lot or entry.
    actions: Vec<Step>,
}

/// One of several actions: what to do, to what, and how.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// As `POST /api/v1/pantry/items`.
    Add {
        /// The body.
        with: NewItem,
    },
    /// As `PATCH /api/v1/pantry/items/{id}`.
    EditItem {
        /// The item's id.
        id: String,
        /// The body.
        with: ItemEdit,
    },
    /// As `DELETE /api/v1/pantry/items/{id}`.
    DeleteItem {
        /// The item's id.
        id: String,
    },
    /// As `POST /api/v1/pantry/items/{id}/use`.
    UseItem {
        /// The item's id.
        id: String,
        /// The body.
        #[serde(default)]
        with: Use,
    },
    /// As `PATCH /api/v1/pantry/lots/{id}`.
    EditLot {
        /// The lot's id.
        id: String,
        /// The body.
        with: LotEdit,
    },
    /// As `DELETE /api/v1/pantry/lots/{id}`.
    DeleteLot {
        /// The lot's id.
        id: String,
    },
    /// As `POST /api/v1/pantry/lots/{id}/use`.
    Use {
        /// The lot's id.
        id: String,
        /// The body.
        #[serde(default)]
        with: Use,
    },
    /// As `POST /api/v1/pantry/lots/{id}/discard`.
    Discard {
        /// The lot's id.
        id: String,
        /// The body.
        #[serde(default)]
        with: Discard,
    },
    /// As `POST /api/v1/pantry/lots/{id}/move`.
    Move {
        /// The lot's id.
        id: String,
        /// The body.
        with: Move,
    },
    /// As `POST /api/v1/pantry/lots/{id}/open`.
    Open {
        /// The lot's id.
        id: String,
        /// The body.
        #[serde(default)]
        with: Open,
    },
    /// As `POST /api/v1/pantry/lots/{id}/freeze`.
    Freeze {
        /// The lot's id.
        id: String,
        /// The body.
        #[serde(default)]
        with: Part,
    },
    /// As `POST /api/v1/pantry/lots/{id}/thaw`.
    Thaw {
        /// The lot's id.
        id: String,
        /// The body.
        #[serde(default)]
        with: Part,
    },
    /// As `POST /api/v1/shopping-list`.
    List {
        /// The body.
        with: NewEntry,
    },
    /// As `PATCH /api/v1/shopping-list/{id}`.
    EditEntry {
        /// The entry's id.
        id: String,
        /// The body.
        with: EntryEdit,
    },
    /// As `POST /api/v1/shopping-list/{id}/tick`.
    Tick {
        /// The entry's id.
        id: String,
    },
    /// As `POST /api/v1/shopping-list/{id}/untick`.
    Untick {
        /// The entry's id.
        id: String,
    },
    /// As `DELETE /api/v1/shopping-list/{id}`.
    Unlist {
        /// The entry's id.
        id: String,
    },
}

/// Does several actions as one.
#[utoipa::path(
    post, path = "/api/v1/bulk", tag = "pantry", request_body = Bulk,
    responses((status = 200, body = Done))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Body(bulk): Body<Bulk>,
) -> Result<Response, Problem> {
    let count = bulk.actions.len();
    if !(1..=MOST).contains(&count) {
        return Err(Problem::malformed(format!("give 1 to {MOST} actions")));
    }
    let written = act(&state, &caller, |household| {
        let mut seen = HashSet::new();
        let steps = bulk.actions.iter().enumerate();
        let actions = steps.map(|(at, step)| {
            let action = step.read(household, &caller);
            let action = action.map_err(|why| why.at(at))?;
            let mut about = about(household, &action).into_iter();
            match about.all(|id| seen.insert(id)) {
                true => Ok(action),
                false => Err(Problem::malformed(TWICE).at(at)),
            }
        });
        let actions: Result<Vec<Action>, Problem> = actions.collect();
        Ok(Action::Together(actions?))
    });
    Ok(done(&written.await?))
}

impl Step {
    fn read(&self, household: &Household, caller: &Caller) -> Result<Action, Problem> {
        let lot = |id: &str| lots::lot(household, id);
        match self {
            Self::Add { with } => Ok(Action::AddLot(with.read(household)?)),
            Self::EditItem { id, with } => Ok(Action::EditItem {
                item: item(household, id)?,
                edit: with.read(household)?,
            }),
            Self::DeleteItem { id } => Ok(Action::DeleteItem {
                item: item(household, id)?,
            }),
            Self::UseItem { id, with } => {
                let item = item(household, id)?;
                let amount = items::amount(household, item, with)?;
                Ok(Action::ConsumeItem { item, amount })
            }
            Self::EditLot { id, with } => Ok(Action::EditLot {
                lot: lot(id)?.id,
                edit: with.read(lot(id)?)?,
            }),
            Self::DeleteLot { id } => Ok(Action::DeleteLot { lot: lot(id)?.id }),
            Self::Use { id, with } => lots::use_of(household, lot(id)?, with),
            Self::Discard { id, with } => lots::discard_of(household, lot(id)?, with),
            Self::Move { id, with } => lots::move_of(household, lot(id)?, with),
            Self::Open { id, with } => lots::open_of(lot(id)?, with, caller.today),
            Self::Freeze { id, with } => Ok(Action::Freeze {
                lot: lot(id)?.id,
                part: lots::part(lot(id)?, with.quantity, with.unit.as_deref())?,
            }),
            Self::Thaw { id, with } => Ok(Action::Thaw {
                lot: lot(id)?.id,
                part: lots::part(lot(id)?, with.quantity, with.unit.as_deref())?,
            }),
            Self::List { with } => Ok(Action::AddToList(vec![with.read(household)?])),
            Self::EditEntry { id, with } => Ok(Action::EditEntry {
                entry: entry(household, id)?,
                edit: with.read(household)?,
            }),
            Self::Tick { id } => Ok(Action::Tick {
                entry: entry(household, id)?,
            }),
            Self::Untick { id } => Ok(Action::Untick {
                entry: entry(household, id)?,
            }),
            Self::Unlist { id } => Ok(Action::RemoveFromList {
                entry: entry(household, id)?,
            }),
        }
    }
}

/// What an action is about: each is planned on the household as it was before all of them, so
/// what two of them take from one lot could be more than there is.
fn about(household: &Household, action: &Action) -> Vec<[u8; 16]> {
    let with_lots = |item: ItemId| {
        let lots = household.lots_of(item).into_iter();
        let ids = lots.map(|lot| lot.id.bytes());
        ids.chain([item.bytes()]).collect()
    };
    match action {
        Action::EditItem { item, .. } => vec![item.bytes()],
        Action::DeleteItem { item } | Action::ConsumeItem { item, .. } => with_lots(*item),
        Action::Consume { lot, .. }
        | Action::Discard { lot, .. }
        | Action::EditLot { lot, .. }
        | Action::DeleteLot { lot }
        | Action::Move { lot, .. }
        | Action::Open { lot, .. }
        | Action::Freeze { lot, .. }
        | Action::Thaw { lot, .. } => vec![lot.bytes()],
        Action::EditEntry { entry, .. }
        | Action::Tick { entry }
        | Action::Untick { entry }
        | Action::RemoveFromList { entry } => vec![entry.bytes()],
        Action::AddToList(new) => new
            .iter()
            .flat_map(|new| listed(household, &new.name))
            .collect(),
        _ => Vec::new(),
    }
}

/// What something of this name on the list is about: its name, which two would put there twice,
/// and the entries that get the amount added.
fn listed(household: &Household, name: &str) -> Vec<[u8; 16]> {
    let mut of_name = [0; 16];
    of_name.copy_from_slice(&Sha256::digest(search::fold(name))[..16]);
    let alike = household.alike_on_list(name).into_iter();
    let ids = alike.map(|entry| entry.id.bytes());
    ids.chain([of_name]).collect()
}

fn item(household: &Household, id: &str) -> Result<ItemId, Problem> {
    let item = found(household, id, ItemId::parse, Household::item, "item")?;
    Ok(item.id)
}

fn entry(household: &Household, id: &str) -> Result<ShoppingId, Problem> {
    let find = Household::shopping_entry;
    let entry = found(household, id, ShoppingId::parse, find, "entry")?;
    Ok(entry.id)
}

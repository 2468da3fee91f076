//! `/api/v1/receipts`, `/api/v1/journal` and `/api/v1/export`: what was bought, what was
//! done, and everything as a file.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pantry::action::Action;
use pantry::household::{self, Household};
use pantry::id::{ItemId, ReceiptId};
use pantry::transfer::archive;
use serde::Deserialize;
use sync::{ReplicaId, TxnId};

use super::act::act;
use super::caller::Caller;
use super::done::{Done, done};
use super::forms::{JournalEntry, Receipt, ReceiptDetail, read_txn, write_txn};
use super::input::{IfNoneMatch, Named, Params, found, words};
use super::page::{self, Page};
use super::problem::Problem;
use super::tag;
use crate::blocking;
use crate::identity::read_id;
use crate::state::AppState;

/// Which receipts.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFilter {
    /// Words that stand on it: the shop, what was bought, as it was printed or filed.
    q: Option<String>,
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Lists receipts, the newest first.
#[utoipa::path(
    get, path = "/api/v1/receipts", tag = "records", params(ReceiptFilter),
    responses((status = 200, body = Page<Receipt>), (status = 304, description = "As it was"))
)]
pub async fn receipts(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(filter): Params<ReceiptFilter>,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let query = words(filter.q.as_deref())?;
    let all: Vec<&household::Receipt> = match query {
        None => household.receipts(),
        Some(query) => {
            let found = household::ReceiptIndex::of(household).find(query);
            let receipts = found.into_iter();
            receipts.filter_map(|id| household.receipt(id)).collect()
        }
    };
    let of = format!("receipts {query:?}");
    let place = page::Place {
        limit: filter.limit,
        cursor: filter.cursor.as_deref(),
        of: &of,
    };
    page::answer(
        &known,
        all,
        &place,
        |receipt| receipt.id.bytes(),
        Receipt::from,
    )
}

/// Shows a receipt with what stands on it.
#[utoipa::path(
    get, path = "/api/v1/receipts/{id}", tag = "records",
    params(("id" = String, Path, description = "The receipt's id")),
    responses((status = 200, body = ReceiptDetail, headers(("etag" = String))))
)]
pub async fn receipt(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let find = Household::receipt;
    let receipt = found(household, &id, ReceiptId::parse, find, "receipt")?;
    tag::answer(&known, &ReceiptDetail::of(household, receipt))
}

/// Which actions.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct JournalFilter {
    /// Only what had to do with this item or its lots.
    item: Option<String>,
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Lists what was done, the latest first.
#[utoipa::path(
    get, path = "/api/v1/journal", tag = "records", params(JournalFilter),
    responses(
        (status = 200, body = Page<JournalEntry>),
        (status = 304, description = "As it was")
    )
)]
pub async fn journal(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(filter): Params<JournalFilter>,
) -> Result<Response, Problem> {
    let names = names(&state, &caller).await?;
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let entries: Vec<household::Entry> = match &filter.item {
        None => household.journal().collect(),
        Some(id) => {
            let item = found(household, id, ItemId::parse, |_, id| Some(id), "item")?;
            household.journal_of(item).collect()
        }
    };
    let of = format!("journal {:?}", filter.item);
    let place = page::Place {
        limit: filter.limit,
        cursor: filter.cursor.as_deref(),
        of: &of,
    };
    let id = |entry: &household::Entry| read_id(&write_txn(entry.txn)).unwrap_or_default();
    let name = |replica| names.get(&replica).cloned();
    page::answer(&known, entries, &place, id, |entry| {
        JournalEntry::of(&entry, name)
    })
}

/// Shows an action.
#[utoipa::path(
    get, path = "/api/v1/journal/{id}", tag = "records",
    params(("id" = String, Path, description = "The action's id")),
    responses((status = 200, body = JournalEntry, headers(("etag" = String))))
)]
pub async fn entry(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    let names = names(&state, &caller).await?;
    let fold = state.folds.open(caller.household).await?;
    let entry = found(&fold.household, &id, read_txn, Household::entry, "action")?;
    let name = |replica| names.get(&replica).cloned();
    tag::answer(&known, &JournalEntry::of(&entry, name))
}

/// Takes an action back, whoever did it.
#[utoipa::path(
    post, path = "/api/v1/journal/{id}/undo", tag = "records",
    params(("id" = String, Path, description = "The action's id")),
    responses((status = 200, body = Done))
)]
pub async fn undo(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response, Problem> {
    let written = act(&state, &caller, |household| {
        let txn = txn(household, &id)?;
        Ok(Action::Undo { txn })
    });
    Ok(done(&written.await?))
}

/// Brings an action back that was undone.
#[utoipa::path(
    post, path = "/api/v1/journal/{id}/redo", tag = "records",
    params(("id" = String, Path, description = "The action's id")),
    responses((status = 200, body = Done))
)]
pub async fn redo(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response, Problem> {
    let written = act(&state, &caller, |household| {
        let txn = txn(household, &id)?;
        Ok(Action::Redo { txn })
    });
    Ok(done(&written.await?))
}

fn txn(household: &Household, id: &str) -> Result<TxnId, Problem> {
    let entry = found(household, id, read_txn, Household::entry, "action")?;
    Ok(entry.txn)
}

/// What the writers of a household are called.
async fn names(state: &AppState, caller: &Caller) -> Result<HashMap<ReplicaId, String>, Problem> {
    let writers = state.identity.writers(caller.household).await?;
    let names = writers.into_iter();
    Ok(names.map(|writer| (writer.replica, writer.name)).collect())
}

/// Everything that the household knows, as the archive that the app saves and takes in, but
/// for the bytes of the photos.
#[utoipa::path(
    get, path = "/api/v1/export", tag = "records",
    responses((status = 200, body = serde_json::Value, description = "The archive (JSON)"))
)]
pub async fn export(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    let fold = state.folds.open(caller.household).await?;
    let today = caller.today;
    let text = blocking::run(move || archive::write(&fold.household, today).to_json()).await?;
    let response = tag::answer_bytes(&known, text.into_bytes());
    let name = format!("attachment; filename=\"larder-{today}.json\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], response).into_response())
}

//! `/api/v1/barcodes`: what a scanner on a shelf or a fridge asks for.

use axum::extract::State;
use axum::response::Response;
use pantry::action::{Action, DateChoice, ItemChoice, Packages, one_package};
use pantry::barcode::{Barcode, Scanned};
use pantry::household::Household;
use pantry::lot::Marked;
use pantry::quantity::{Quantity, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::act::act;
use super::caller::Caller;
use super::done::{Done, done, made};
use super::forms::{self, Amount, Day, ExpiryKind, Item, Location, Number};
use super::input::{IfNoneMatch, MaybeBody, Named};
use super::problem::{Code, Problem};
use super::tag;
use crate::state::AppState;

/// The most packages at once.
const MOST: u32 = 1_000;

/// What is known of an article.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "barcode": "4006381333931", "item": null, "each": null
}))]
pub struct Article {
    /// Its number.
    pub barcode: String,
    /// The item that it is.
    pub item: Option<Item>,
    /// How much of the item one package is; one piece, where nobody has said.
    pub each: Option<Amount>,
}

/// Packages that came in.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Oat milk", "quantity": 1, "unit": "l" }))]
pub struct AddPackages {
    /// How many; usually one.
    pub count: Option<u32>,
    /// What it is called: needed of an article that is not known yet.
    pub name: Option<String>,
    /// What to file it under.
    pub category: Option<String>,
    /// How much is in one package; usually as the last time, else one piece.
    pub quantity: Option<Number>,
    /// The unit of the quantity; usually `pc`.
    pub unit: Option<String>,
    /// What the place does to food: the built-in place of this kind.
    pub location: Option<Location>,
    /// The place, instead of a location.
    pub place: Option<String>,
    /// The date on it; usually estimated.
    pub expiry_date: Option<Day>,
    /// What the date means; usually `best_before`.
    pub expiry_kind: Option<ExpiryKind>,
}

/// Packages that were used up.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "count": 1 }))]
pub struct UsePackages {
    /// How many; usually one.
    pub count: Option<u32>,
}

/// Looks an article up in what the household knows.
#[utoipa::path(
    get, path = "/api/v1/barcodes/{barcode}", tag = "barcodes",
    params(("barcode" = String, Path, description = "EAN or UPC digits")),
    responses((status = 200, body = Article))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(digits): Named,
) -> Result<Response, Problem> {
    let barcode = read(&digits)?;
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let item = household.item_of(barcode).map(|item| item.id);
    let memory = household.article(barcode);
    let each = memory.and_then(|memory| memory.each);
    let article = Article {
        barcode: barcode.short().to_owned(),
        item: item.and_then(|id| Item::of(household, id)),
        each: each.map(Amount::from),
    };
    tag::answer(&known, &article)
}

/// Adds packages of an article, as they were the last time unless it is said otherwise.
#[utoipa::path(
    post, path = "/api/v1/barcodes/{barcode}/add", tag = "barcodes",
    request_body = Option<AddPackages>,
    params(("barcode" = String, Path, description = "EAN or UPC digits")),
    responses((status = 201, body = Done, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Named(digits): Named,
    MaybeBody(how): MaybeBody<AddPackages>,
) -> Result<Response, Problem> {
    let barcode = read(&digits)?;
    let written = act(&state, &caller, |household| {
        Ok(Action::AddScanned(packages(household, barcode, &how)?))
    });
    Ok(made(&written.await?, |done| {
        let lot = done.lots.first()?;
        Some(format!("/api/v1/pantry/lots/{}", lot.id))
    }))
}

/// Uses packages of an article up, from the lots that are due first.
#[utoipa::path(
    post, path = "/api/v1/barcodes/{barcode}/use", tag = "barcodes",
    request_body = Option<UsePackages>,
    params(("barcode" = String, Path, description = "EAN or UPC digits")),
    responses((status = 200, body = Done))
)]
pub async fn use_up(
    State(state): State<AppState>,
    caller: Caller,
    Named(digits): Named,
    MaybeBody(how): MaybeBody<UsePackages>,
) -> Result<Response, Problem> {
    let barcode = read(&digits)?;
    let count = count(how.count)?;
    let written = act(&state, &caller, |household| {
        let item = household.item_of(barcode).ok_or_else(unknown)?;
        let memory = household.article(barcode);
        let each = memory.and_then(|memory| memory.each);
        let one = one_package(household, item.id, each);
        let one = one.ok_or_else(|| Problem::new(Code::Conflict, "nothing is left of it"))?;
        Ok(Action::ConsumeItem {
            item: item.id,
            amount: Quantity::new(one.milli.saturating_mul(i64::from(count)), one.unit),
        })
    });
    Ok(done(&written.await?))
}

fn packages(
    household: &Household,
    barcode: Barcode,
    how: &AddPackages,
) -> Result<Packages, Problem> {
    let known = Packages::known(household, barcode);
    let each = forms::said(how.quantity, how.unit.as_deref(), Unit::Piece)?;
    let mut packages = match (known, &how.name) {
        (Some(known), None) => known,
        (Some(known), Some(name)) => Packages {
            item: ItemChoice::Named(name.clone()),
            ..known
        },
        (None, Some(name)) => Packages::named(Some(barcode), name.clone(), Quantity::pieces(1)),
        (None, None) => return Err(unknown()),
    };
    packages.count = count(how.count)?;
    packages.each = each.unwrap_or(packages.each);
    if let Some(key) = &how.category {
        packages.category = Some(forms::category(household, key)?);
    }
    let place = forms::place(household, how.place.as_deref(), how.location)?;
    packages.place = place.or(packages.place);
    match (how.expiry_date, how.expiry_kind) {
        (Some(day), kind) => {
            packages.date = DateChoice::Given(Marked {
                on: day.0,
                mark: kind.unwrap_or_default().into(),
                estimated: false,
            });
        }
        (None, Some(_)) => return Err(forms::lone_kind()),
        (None, None) => {}
    }
    Ok(packages)
}

fn count(count: Option<u32>) -> Result<u32, Problem> {
    let count = count.unwrap_or(1);
    match (1..=MOST).contains(&count) {
        true => Ok(count),
        false => Err(Problem::malformed(format!("`count` is 1 to {MOST}"))),
    }
}

fn read(digits: &str) -> Result<Barcode, Problem> {
    let article = Scanned::parse(digits).and_then(|scanned| scanned.article());
    article.ok_or_else(|| {
        Problem::malformed(
            "this is no article's number: 8, 12, 13 or 14 digits with the right check digit, \
             and none that a shop gave itself",
        )
    })
}

fn unknown() -> Problem {
    let detail = "this article is not known here yet; add it with a name";
    Problem::new(Code::NotFound, detail)
}

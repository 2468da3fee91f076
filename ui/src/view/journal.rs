//! What happened, as sentences.

use std::collections::BTreeSet;

use pantry::household::{Entry, Household, What};
use pantry::id::{ItemId, LotId, ShoppingId};
use yew::AttrValue;

use super::life;
use crate::components::choices::category_name;
use crate::i18n::t;
use crate::state::larder::Larder;
use crate::state::names::Who;
use sync::TxnId;

/// One action, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct EntryView {
    /// What undo and redo name.
    pub txn: TxnId,
    /// What was done.
    pub what: AttrValue,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// Whose it is; `None` while this device is alone.
    pub who: Option<Who>,
    /// Whether it is undone.
    pub undone: bool,
}

impl EntryView {
    /// One of its kind.
    pub fn key(&self) -> String {
        format!("{:?}", self.txn)
    }
}

/// What a device is called in the history.
pub fn device(who: &Who) -> AttrValue {
    match who {
        Who::This => t!("device-this"),
        Who::Named(name) => name.clone().into(),
        Who::Other => t!("device-other"),
    }
}

/// Whoever did something here, this device first; nobody while it is alone.
pub fn devices(larder: &Larder) -> Vec<Who> {
    let writers = larder.household().writers();
    let known: BTreeSet<Who> = writers.iter().filter_map(|id| larder.who(*id)).collect();
    known.into_iter().collect()
}

/// The newest actions, of one device or of all; undos show on what they undid.
pub fn newest(larder: &Larder, by: Option<&Who>, limit: usize) -> Vec<EntryView> {
    let household = larder.household();
    let meant = |replica| by.is_none() || larder.who(replica).as_ref() == by;
    let entries = household.journal_by(meant).filter(is_own);
    let entries = entries.take(limit);
    entries
        .map(|entry| view(&household, &entry, larder.who(entry.replica)))
        .collect()
}

/// These actions of this device, in their order.
pub fn of(household: &Household, txns: impl IntoIterator<Item = TxnId>) -> Vec<EntryView> {
    let entries = txns.into_iter().filter_map(|txn| household.entry(txn));
    entries.map(|entry| view(household, &entry, None)).collect()
}

/// The newest actions that had to do with an item.
pub fn of_item(larder: &Larder, item: ItemId, limit: usize) -> Vec<EntryView> {
    let household = larder.household();
    let entries = household.journal_of(item).filter(is_own);
    let entries = entries.take(limit);
    entries
        .map(|entry| view(&household, &entry, larder.who(entry.replica)))
        .collect()
}

fn is_own(entry: &Entry) -> bool {
    !matches!(entry.what, What::Undid { .. } | What::Redid { .. })
}

fn view(household: &Household, entry: &Entry, who: Option<Who>) -> EntryView {
    EntryView {
        txn: entry.txn,
        what: sentence(household, &entry.what),
        at_ms: entry.at.unix_ms(),
        who,
        undone: entry.undone,
    }
}

/// The lots that an action had to do with.
fn lots(what: &What) -> Vec<LotId> {
    match what {
        What::Purchased { lots, .. } | What::Several { lots } => lots.clone(),
        What::Consumed { lots } | What::Discarded { lots, .. } => {
            lots.iter().map(|(lot, _)| *lot).collect()
        }
        What::Added { lot, .. }
        | What::Increased { lot, .. }
        | What::Moved { lot, .. }
        | What::Frozen { lot }
        | What::Thawed { lot }
        | What::Opened { lot }
        | What::Split { lot, .. }
        | What::EditedLot { lot }
        | What::EditedBrand { lot }
        | What::EditedSize { lot }
        | What::DeletedLot { lot } => vec![*lot],
        _ => Vec::new(),
    }
}

fn items(household: &Household, what: &What) -> Vec<ItemId> {
    match what {
        What::EditedItem { item } | What::DeletedItem { item } | What::Counted { item, .. } => {
            vec![*item]
        }
        what => {
            let lots = lots(what).into_iter();
            lots.filter_map(|lot| household.lot(lot).map(|lot| lot.item))
                .collect()
        }
    }
}

fn sentence(household: &Household, what: &What) -> AttrValue {
    let name = names(household, what);
    match what {
        What::Purchased { receipt, lots } => {
            let count = lots.len();
            let receipt = household.receipt(*receipt);
            match receipt.and_then(|receipt| receipt.merchant.clone()) {
                Some(merchant) => t!("journal-purchase-at", count = count, merchant = merchant),
                None => t!("journal-purchase", count = count),
            }
        }
        What::Added { .. } => t!("journal-add", name = name),
        What::Increased { .. } => t!("journal-increase", name = name),
        What::Consumed { .. } => t!("journal-use", name = name),
        What::Discarded { .. } => t!("journal-throw", name = name),
        What::Moved { .. } => t!("journal-move", name = name),
        What::Thawed { .. } => t!("journal-thaw", name = name),
        What::Split { .. } => t!("journal-split", name = name),
        What::Frozen { .. } => t!("journal-freeze", name = name),
        What::Opened { .. } => t!("journal-open", name = name),
        What::EditedItem { .. } | What::EditedLot { .. } => t!("journal-edit", name = name),
        What::EditedBrand { .. } => t!("journal-brand", name = name),
        What::EditedSize { .. } => t!("journal-size", name = name),
        What::Counted { .. } => t!("journal-correct", name = name),
        What::DeletedItem { .. } | What::DeletedLot { .. } => t!("journal-delete", name = name),
        What::EditedHabits => t!("journal-habits"),
        What::EditedShelfLife { of } => t!("journal-life", name = life::subject(*of)),
        What::AddedCategory { category } => {
            t!(
                "journal-category-added",
                name = category_name(Some(*category))
            )
        }
        What::DeletedCategory { category } => {
            t!(
                "journal-category-gone",
                name = category_name(Some(*category))
            )
        }
        What::EditedCategory { category } => {
            t!("journal-category", name = category_name(Some(*category)))
        }
        What::AddedRecipe { .. } => t!("journal-recipe-added", name = name),
        What::EditedRecipe { .. } => t!("journal-recipe", name = name),
        What::DeletedRecipe { .. } => t!("journal-recipe-gone", name = name),
        What::SeveralRecipes { recipes } => t!("journal-recipes", count = recipes.len()),
        What::Several { lots } => t!("journal-several", count = lots.len()),
        What::Listed { .. } => t!("journal-listed", name = name),
        What::EditedEntry { .. } => t!("journal-entry", name = name),
        What::Ticked { .. } => t!("journal-ticked", name = name),
        What::Unticked { .. } => t!("journal-unticked", name = name),
        What::Unlisted { .. } => t!("journal-unlisted", name = name),
        What::MergedEntries { .. } => t!("journal-merged", name = name),
        What::SeveralItems { items } => t!("journal-several", count = items.len()),
        What::AddedSample => t!("journal-sample"),
        What::RemovedSample => t!("journal-sample-gone"),
        What::Undid { .. } => t!("journal-undid"),
        What::Redid { .. } => t!("journal-redid"),
        _ => t!("journal-other"),
    }
}

/// The entries of the shopping list that an action had to do with.
fn entries(what: &What) -> Vec<ShoppingId> {
    match what {
        What::Listed { entries } | What::Unlisted { entries } => entries.clone(),
        What::EditedEntry { entry }
        | What::Ticked { entry }
        | What::Unticked { entry }
        | What::MergedEntries { entry } => vec![*entry],
        _ => Vec::new(),
    }
}

/// The names of the items that an action had to do with; what is gone has none any more.
fn names(household: &Household, what: &What) -> String {
    let mut names: Vec<String> = Vec::new();
    for item in items(household, what) {
        if let Some(item) = household.item(item)
            && !names.contains(&item.name)
        {
            names.push(item.name.clone());
        }
    }
    let entries = entries(what).into_iter();
    names.extend(entries.filter_map(|entry| household.shopping_name(entry).map(str::to_owned)));
    if let What::AddedRecipe { recipe }
    | What::EditedRecipe { recipe }
    | What::DeletedRecipe { recipe } = what
    {
        names.extend(household.recipe_name(*recipe).map(str::to_owned));
    }
    if names.is_empty() {
        t!("journal-something").to_string()
    } else {
        names.join(", ")
    }
}

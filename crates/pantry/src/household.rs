//! The household as the screens read it: a fold over ops, kept up to date one op at a time.
//!
//! Everything here follows from the *set* of ops: in whatever order they arrive,
//! the same set shows the same household. It lies wholly in memory, so a read
//! never waits; nothing here can fail.
//!
//! - An item is shown while it is alive, or while it has a lot with something
//!   left: food never vanishes because its name was deleted elsewhere.
//! - What is shown of a lot is its balance, with one exception: two people may
//!   take the last one, and a balance may become negative. Such a lot shows 0, and
//!   what is missing is taken from the item's other lots, earliest due first, so
//!   that the item's total is right ([`Household::needs_count`] tells).

mod journal;
mod project;
mod stock;
mod use_first;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use sync::{Applied, BlobRef, EntityId, Op, Stamp, State, TxnId};

pub use journal::{Entry, What};
pub use stock::Overview;
pub use use_first::{Urgency, Urgent};

use crate::category::Category;
use crate::due::{self, Due};
use crate::id::{ItemId, LotId, PlaceId, ReceiptId};
use crate::item::Item;
use crate::line_memory::{self, LineMemory};
use crate::location::{Place, PlaceKind};
use crate::lot::Lot;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;
use crate::search;

/// A receipt that was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// The shop.
    pub merchant: Option<String>,
    /// Where the shop is.
    pub address: Option<String>,
    /// The day of the purchase.
    pub date: Option<Date>,
    /// The time of the purchase.
    pub time: Option<Time>,
    /// The currency of the amounts.
    pub currency: Option<Currency>,
    /// The tax.
    pub tax: Option<Money>,
    /// What was paid.
    pub total: Option<Money>,
    /// The photo.
    pub image: Option<BlobRef>,
}

/// A household, as far as this device knows it.
#[derive(Clone, Debug, Default)]
pub struct Household {
    state: State,
    items: BTreeMap<ItemId, ShownItem>,
    lots: BTreeMap<LotId, ShownLot>,
    /// Lots without fields of which some was used: their purchase was undone.
    orphans: BTreeMap<LotId, ItemId>,
    lots_by_item: BTreeMap<ItemId, BTreeSet<LotId>>,
    lots_by_receipt: BTreeMap<ReceiptId, BTreeSet<LotId>>,
    items_by_name: BTreeMap<String, BTreeSet<ItemId>>,
    places: BTreeMap<PlaceId, Place>,
    receipts: BTreeMap<ReceiptId, Receipt>,
    memories: BTreeMap<EntityId, LineMemory>,
    /// Transactions by the stamp of their last op.
    journal: BTreeSet<(Stamp, TxnId)>,
    journal_keys: BTreeMap<TxnId, Stamp>,
}

#[derive(Clone, Debug)]
struct ShownItem {
    item: Item,
    folded: String,
    alive: bool,
}

#[derive(Clone, Debug)]
struct ShownLot {
    lot: Lot,
    /// What the ledger says, in thousandths.
    balance: i64,
    /// What is shown: never negative.
    shown: i64,
}

impl Household {
    /// The household of these ops.
    pub fn from_ops<'op>(ops: impl IntoIterator<Item = &'op Op>) -> Self {
        let mut household = Self::default();
        household.apply_all(ops);
        household
    }

    /// Takes in one op; one that is there already changes nothing.
    pub fn apply(&mut self, op: &Op) -> Applied {
        let applied = self.take_in(op, None);
        self.project();
        applied
    }

    /// Takes in ops, and works the read model out once.
    pub fn apply_all<'op>(&mut self, ops: impl IntoIterator<Item = &'op Op>) {
        for op in ops {
            self.take_in(op, None);
        }
        self.project();
    }

    /// Takes in ops with the numbers that the server gave them.
    pub fn apply_numbered<'op>(&mut self, ops: impl IntoIterator<Item = (&'op Op, u64)>) {
        for (op, seq) in ops {
            self.take_in(op, Some(seq));
        }
        self.project();
    }

    /// The ops and what they say, field by field.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// All items that are shown, by id.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let shown = self.items.values().filter(|shown| self.is_shown(shown));
        shown.map(|shown| &shown.item)
    }

    /// An item, if it is shown.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        let shown = self.items.get(&id)?;
        self.is_shown(shown).then_some(&shown.item)
    }

    /// The item of this name, whatever its case and accents; the first made, if several.
    #[must_use]
    pub fn item_named(&self, name: &str) -> Option<&Item> {
        let ids = self.items_by_name.get(&search::fold(name))?;
        ids.iter().find_map(|id| self.item(*id))
    }

    /// The items that answer a query best, best first.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<&Item> {
        let shown = self.items.values().filter(|shown| self.is_shown(shown));
        let shown: Vec<&ShownItem> = shown.collect();
        let names = shown.iter().map(|shown| shown.folded.as_str());
        search::best(names, query, limit)
            .into_iter()
            .map(|position| &shown[position].item)
            .collect()
    }

    /// A lot that is there, even if nothing of it is left.
    #[must_use]
    pub fn lot(&self, id: LotId) -> Option<&Lot> {
        self.lots.get(&id).map(|shown| &shown.lot)
    }

    /// What is left of a lot, as it is shown; nothing of a lot that is not there.
    #[must_use]
    pub fn quantity(&self, lot: LotId) -> Quantity {
        match self.lots.get(&lot) {
            Some(shown) => Quantity::new(shown.shown, shown.lot.unit),
            None => Quantity::pieces(0),
        }
    }

    /// All lots of which something is left, by id.
    pub fn lots(&self) -> impl Iterator<Item = &Lot> {
        let left = self.lots.values().filter(|shown| shown.shown > 0);
        left.map(|shown| &shown.lot)
    }

    /// The lots of an item of which something is left, earliest due first.
    #[must_use]
    pub fn lots_of(&self, item: ItemId) -> Vec<&Lot> {
        let mut lots = self.all_lots_of(item);
        lots.retain(|lot| self.quantity(lot.id).milli > 0);
        lots
    }

    /// The lots of an item, used up ones too, earliest due first.
    #[must_use]
    pub fn all_lots_of(&self, item: ItemId) -> Vec<&Lot> {
        let ids = self.lots_by_item.get(&item).into_iter().flatten();
        let mut lots: Vec<&Lot> = ids.filter_map(|id| self.lot(*id)).collect();
        lots.sort_by_key(|lot| self.use_order(lot));
        lots
    }

    /// The lots that stand on a receipt, used up ones too, in the order of its lines.
    #[must_use]
    pub fn lots_on(&self, receipt: ReceiptId) -> Vec<&Lot> {
        let ids = self.lots_by_receipt.get(&receipt).into_iter().flatten();
        let mut lots: Vec<&Lot> = ids.filter_map(|id| self.lot(*id)).collect();
        lots.sort_by_key(|lot| (lot.line, lot.id));
        lots
    }

    /// The category of a lot: its item's, else what it was bought as.
    #[must_use]
    pub fn category(&self, lot: &Lot) -> Option<Category> {
        let shown = self.items.get(&lot.item);
        shown.and_then(|shown| shown.item.category).or(lot.category)
    }

    /// The day to use a lot by.
    #[must_use]
    pub fn due(&self, lot: &Lot) -> Option<Due> {
        due::due(lot, self.category(lot), self.place_kind(lot.place))
    }

    /// The built-in places, then the household's own, by id.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let built_in = PlaceKind::ALL.map(PlaceKind::place);
        let own = self.places.keys().filter(|id| !built_in.contains(id));
        built_in
            .iter()
            .chain(own)
            .filter_map(|id| self.place(*id))
            .collect()
    }

    /// A place; a built-in one may have been renamed.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<Place> {
        let built_in = PlaceKind::ALL.into_iter().find(|kind| kind.place() == id);
        let known = self.places.get(&id).cloned();
        known.or_else(|| built_in.map(Place::built_in))
    }

    /// All receipts, the newest first.
    #[must_use]
    pub fn receipts(&self) -> Vec<&Receipt> {
        let mut receipts: Vec<&Receipt> = self.receipts.values().collect();
        receipts.sort_by_key(|receipt| std::cmp::Reverse((receipt.date, receipt.time, receipt.id)));
        receipts
    }

    /// A receipt.
    #[must_use]
    pub fn receipt(&self, id: ReceiptId) -> Option<&Receipt> {
        self.receipts.get(&id)
    }

    /// What was said about this printed line of this merchant's the last time.
    #[must_use]
    pub fn remembered(&self, merchant: Option<&str>, text: &str) -> Option<&LineMemory> {
        self.memories.get(&line_memory::entity(merchant, text))
    }

    /// What a place does to food; an unknown place counts as a pantry.
    #[must_use]
    pub fn place_kind(&self, id: PlaceId) -> PlaceKind {
        self.place(id).map_or(PlaceKind::Pantry, |place| place.kind)
    }

    fn is_shown(&self, shown: &ShownItem) -> bool {
        shown.alive || !self.lots_of(shown.item.id).is_empty()
    }

    /// Earliest due first, then opened, then oldest; without a date last.
    fn use_order(&self, lot: &Lot) -> impl Ord + use<> {
        let due = self.due(lot).map_or(Date::MAX, |due| due.on);
        let bought = lot.purchased.unwrap_or(Date::MAX);
        (due, lot.opened.is_none(), bought, lot.id)
    }
}

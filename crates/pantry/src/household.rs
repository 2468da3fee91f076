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

mod aisles;
mod changed;
mod due_food;
mod entry;
mod first_ops;
mod index;
mod journal;
mod lots_by;
mod places;
mod project;
mod read;
mod receipts;
mod recipes;
mod sample;
mod shopping;
mod stock;
mod use_first;
mod usual;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sync::{Applied, EntityId, Op, OpId, Stamp, State, TxnId};

pub(crate) use aisles::GAP;
pub use changed::Changed;
pub use due_food::{DueFood, Kinds};
pub use entry::{Entry, What};
use lots_by::LotsBy;
pub use receipts::{Receipt, ReceiptIndex};
use recipes::ShownRecipe;
pub use shopping::Suggestion;
pub use stock::Overview;
pub use use_first::{Urgency, Urgent, WEEK_DAYS};
pub use usual::Usual;

use crate::barcode::Barcode;
use crate::category::Category;
use crate::due::{self, Due};
use crate::id::{ItemId, LotId, PlaceId, ReceiptId, RecipeId, ShoppingId};
use crate::item::Item;
use crate::line_memory::{self, LineMemory};
use crate::location::Place;
use crate::lot::Lot;
use crate::quantity::Quantity;
use crate::search;
use crate::shelf_life::{Kind, Lives, OwnDays, Subject};
use crate::shopping::ShoppingEntry;

/// A household, as far as this device knows it.
#[derive(Clone, Debug, Default)]
pub struct Household {
    state: State,
    items: BTreeMap<ItemId, ShownItem>,
    lots: BTreeMap<LotId, ShownLot>,
    /// What is missing of lots whose purchase was undone after some was used.
    orphans: BTreeMap<LotId, Orphan>,
    orphans_by_item: LotsBy<ItemId>,
    lots_by_item: LotsBy<ItemId>,
    /// Those of them whose balance is not 0: few, of however many that were bought.
    stocked: LotsBy<ItemId>,
    /// Items of which some lot shows something else than its balance.
    netted: BTreeSet<ItemId>,
    lots_by_receipt: LotsBy<ReceiptId>,
    items_by_name: BTreeMap<String, BTreeSet<ItemId>>,
    index: index::Index,
    places: BTreeMap<PlaceId, ShownPlace>,
    receipts: BTreeMap<ReceiptId, Receipt>,
    memories: BTreeMap<EntityId, LineMemory>,
    shopping: BTreeMap<ShoppingId, ListedEntry>,
    recipes: BTreeMap<RecipeId, ShownRecipe>,
    habits: aisles::Habits,
    owns: aisles::Owns,
    /// How long the household keeps things, by its own word.
    lives: Lives,
    lives_by_entity: BTreeMap<EntityId, Subject>,
    /// Transactions by [`State::written`].
    journal: BTreeSet<(Stamp, TxnId)>,
    /// Every lot that was ever filed under an item, even if that is undone.
    filed: LotsBy<ItemId>,
}

#[derive(Clone, Debug)]
struct ShownItem {
    item: Item,
    folded: String,
    /// By its name and category: looked up once, and asked for with every lot.
    kind: Option<Kind>,
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

#[derive(Clone, Copy, Debug)]
struct Orphan {
    item: ItemId,
    /// Negative.
    balance: Quantity,
}

#[derive(Clone, Debug)]
struct ListedEntry {
    entry: ShoppingEntry,
    folded: String,
    /// Whether it stands on the list; what was cleared from it is offered again.
    shown: bool,
}

#[derive(Clone, Debug)]
struct ShownPlace {
    place: Place,
    alive: bool,
}

impl Household {
    /// The household of these ops.
    pub fn from_ops<'op>(ops: impl IntoIterator<Item = &'op Op>) -> Self {
        let mut household = Self::default();
        household.apply_all(ops);
        household
    }

    /// Takes in one op, and works the read model out again; an op that is there
    /// already changes nothing.
    pub fn apply(&mut self, op: &Op) -> Changed {
        self.take_in(op.clone(), None);
        self.project()
    }

    /// Takes in ops, and works the read model out once.
    pub fn apply_all<'op>(&mut self, ops: impl IntoIterator<Item = &'op Op>) -> Changed {
        for op in ops {
            self.take_in(op.clone(), None);
        }
        self.project()
    }

    /// Takes in ops with the numbers that the server gave them.
    pub fn apply_numbered<'op>(
        &mut self,
        ops: impl IntoIterator<Item = (&'op Op, u64)>,
    ) -> Changed {
        for (op, seq) in ops {
            self.take_in(op.clone(), Some(seq));
        }
        self.project()
    }

    /// Takes in one op of many. Nothing of it shows before [`Household::project`].
    pub fn take_in(&mut self, op: Op, seq: Option<u64>) -> Applied {
        if self.state.op(op.id).is_none() {
            self.note(&op);
        }
        self.state.take_in(op, seq)
    }

    /// Takes the effects of ops out that the server rejected; they leave the journal.
    pub fn reject(&mut self, ids: impl IntoIterator<Item = OpId>) -> Changed {
        for id in ids {
            if let Some(txn) = self.state.op(id).map(Op::txn_id)
                && let Some(stamp) = self.state.written(txn)
            {
                self.journal.remove(&(stamp, txn));
            }
            self.state.reject(id);
        }
        self.project()
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

    /// All lots that are there, used up ones too, by id.
    pub fn every_lot(&self) -> impl Iterator<Item = &Lot> {
        self.lots.values().map(|shown| &shown.lot)
    }

    /// The lots of an item of which something is left, earliest due first.
    #[must_use]
    pub fn lots_of(&self, item: ItemId) -> Vec<&Lot> {
        let left = self.stocked_of(item).filter(|shown| shown.shown > 0);
        let mut lots: Vec<&Lot> = left.map(|shown| &shown.lot).collect();
        lots.sort_by_cached_key(|lot| self.use_order(lot));
        lots
    }

    /// The lots of an item, used up ones too, earliest due first.
    #[must_use]
    pub fn all_lots_of(&self, item: ItemId) -> Vec<&Lot> {
        let mut lots: Vec<&Lot> = self.every_lot_of(item).map(|shown| &shown.lot).collect();
        lots.sort_by_cached_key(|lot| self.use_order(lot));
        lots
    }

    /// The category of a lot: its item's, else what it was bought as.
    #[must_use]
    pub fn category(&self, lot: &Lot) -> Option<Category> {
        let shown = self.items.get(&lot.item);
        shown.and_then(|shown| shown.item.category).or(lot.category)
    }

    /// What decides how long a lot keeps: its category and its item's name.
    #[must_use]
    pub fn kind(&self, lot: &Lot) -> Option<Kind> {
        let Some(shown) = self.items.get(&lot.item) else {
            return lot
                .category
                .map(|category| self.lives.apply(category.into()));
        };
        let bought_as = || {
            let kind = Kind::of_folded(lot.category?, &shown.folded);
            Some(self.lives.apply(kind))
        };
        shown.kind.or_else(bought_as)
    }

    /// What decides how long something keeps here that is filed under a category and called
    /// by a name.
    #[must_use]
    pub fn kind_of(&self, category: Category, name: &str) -> Kind {
        self.lives.apply(Kind::of(category, name))
    }

    /// A kind with what the household says of it.
    #[must_use]
    pub fn own_kind(&self, kind: Kind) -> Kind {
        self.lives.apply(kind)
    }

    /// How long the household keeps something, as far as it says so of just that.
    #[must_use]
    pub fn own_days(&self, of: Subject) -> OwnDays {
        self.lives.of(of)
    }

    /// Everything that the household says of how long it keeps things.
    pub fn own_lives(&self) -> impl Iterator<Item = (Subject, OwnDays)> {
        self.lives.all()
    }

    /// What the household says of it, were these days said too.
    pub(crate) fn lives_with(&self, said: &[(Subject, OwnDays)]) -> Lives {
        let mut lives = self.lives.clone();
        for (of, days) in said {
            lives.set(*of, *days);
        }
        lives
    }

    /// The day to use a lot by.
    #[must_use]
    pub fn due(&self, lot: &Lot) -> Option<Due> {
        due::due(lot, self.kind(lot), self.place_kind(lot.place))
    }

    /// What was said about this printed line the last time: about the article whose number
    /// it prints, else about the same text of the same merchant.
    #[must_use]
    pub fn remembered(&self, merchant: Option<&str>, text: &str) -> Option<&LineMemory> {
        let article = Barcode::find(text).map(line_memory::article);
        let by_article = article.and_then(|article| self.memories.get(&article));
        by_article.or_else(|| self.remembered_line(merchant, text))
    }

    /// What was said about this text of this merchant's, whatever article it is: lines are
    /// left out by their text.
    #[must_use]
    pub fn remembered_line(&self, merchant: Option<&str>, text: &str) -> Option<&LineMemory> {
        self.memories.get(&line_memory::entity(merchant, text))
    }

    /// What is known of an article, whoever sells it.
    #[must_use]
    pub fn article(&self, barcode: Barcode) -> Option<&LineMemory> {
        self.memories.get(&line_memory::article(barcode))
    }

    /// The item that an article is; `None` if it is not known, or its item is gone.
    #[must_use]
    pub fn item_of(&self, barcode: Barcode) -> Option<&Item> {
        let memory = self.article(barcode)?;
        let kept = memory.item.and_then(|item| self.item(item));
        kept.or_else(|| self.item_named(&memory.name))
    }

    /// The articles that are an item, each with how much one is, by their numbers.
    #[must_use]
    pub fn barcodes(&self, item: ItemId) -> Vec<(Barcode, Option<Quantity>)> {
        let own = self.memories.values();
        let own = own.filter(|memory| memory.item == Some(item));
        let mut own: Vec<_> = own
            .filter_map(|memory| Some((memory.barcode?, memory.each)))
            .collect();
        own.sort_by_key(|(barcode, _)| *barcode);
        own
    }

    /// What is remembered of printed lines and articles, by the id of each.
    pub fn memories(&self) -> impl Iterator<Item = (EntityId, &LineMemory)> {
        self.memories.iter().map(|(id, memory)| (*id, memory))
    }

    fn is_shown(&self, shown: &ShownItem) -> bool {
        let mut stocked = self.stocked_of(shown.item.id);
        shown.alive || stocked.any(|lot| lot.shown > 0)
    }

    fn every_lot_of(&self, item: ItemId) -> impl Iterator<Item = &ShownLot> {
        let ids = self.lots_by_item.of(item);
        ids.filter_map(|id| self.lots.get(&id))
    }

    fn stocked_of(&self, item: ItemId) -> impl Iterator<Item = &ShownLot> {
        let ids = self.stocked.of(item);
        ids.filter_map(|id| self.lots.get(&id))
    }

    /// Earliest due first, then opened, then oldest; without a date last.
    fn use_order(&self, lot: &Lot) -> impl Ord + use<> {
        #[cfg(test)]
        tests::count_work();
        let due = self.due(lot).map_or(Date::MAX, |due| due.on);
        let bought = lot.purchased.unwrap_or(Date::MAX);
        (due, lot.opened.is_none(), bought, lot.id)
    }
}

#[cfg(test)]
mod tests;

//! Working out again what the ops of an entity changed.

use std::collections::{BTreeMap, BTreeSet};

use sync::EntityId;
use sync::state::Entity;

use super::{Changed, Household, ListedEntry, Orphan, ShownItem, ShownLot, ShownPlace, read};
use crate::category::Category;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId, ShoppingId};
use crate::location::PlaceKind;
use crate::op::stored::Stored;
use crate::op::{self, entity};
use crate::quantity::Quantity;
use crate::sample::is_marked;
use crate::search;
use crate::shelf_life::{Kind, OwnDays};

/// What is still to be done, and what was done.
#[derive(Default)]
struct Work {
    /// Items whose lots were written: what is shown of the others may change.
    restock: BTreeSet<ItemId>,
    /// What decided the days of the lots of items before.
    kinds: BTreeMap<ItemId, Option<KindOrName>>,
    /// Items without a kind whose lots may keep longer or shorter now.
    unfiled: BTreeSet<ItemId>,
    /// Places that were written: their kinds decide the days of what stands there.
    places: BTreeSet<PlaceId>,
    /// Categories of the household's own that came or went: what is filed under them is shown
    /// elsewhere now.
    owns: BTreeSet<EntityId>,
    /// Whether the household keeps something longer or shorter than before.
    lives_changed: bool,
    changed: Changed,
}

/// What an item says of how long its lots keep: its kind, or where it has no category its
/// name, which makes a kind with the category that a lot was bought as.
#[derive(PartialEq)]
enum KindOrName {
    Kind(Kind),
    Name(String),
}

impl KindOrName {
    fn of(kind: Option<Kind>, folded: String) -> Self {
        kind.map_or(Self::Name(folded), Self::Kind)
    }
}

impl Household {
    /// Works out again whatever the ops taken in since the last time changed.
    pub fn project(&mut self) -> Changed {
        let mut work = Work::default();
        for id in self.state.take_changed() {
            // An op may give an entity another type; only the last one counts.
            self.forget(id, &mut work);
            let entity = self.state.entity(id);
            match entity.and_then(|entity| entity.entity_type()) {
                Some(entity::ITEM) => self.project_item(id, &mut work),
                Some(entity::LOT) => self.project_lot(id, &mut work),
                Some(entity::PLACE) => self.project_place(id, &mut work),
                Some(entity::RECEIPT) => self.project_receipt(id, &mut work),
                Some(entity::LINE_MEMORY) => self.project_memory(id),
                Some(entity::SHOPPING) => self.project_shopping(id, &mut work),
                Some(entity::CATEGORY) => self.project_category(id, &mut work),
                Some(entity::SHELF_LIFE) => self.project_life(id, &mut work),
                Some(entity::RECIPE) => self.project_recipe(id),
                _ => {}
            }
        }
        if !work.owns.is_empty() {
            self.file_again(&mut work);
        }
        if work.lives_changed {
            self.find_other_kinds(&mut work);
        }
        self.find_other_days(&mut work);
        for item in work.restock {
            self.restock(item, &mut work.changed);
            // With its last lot a deleted item goes.
            work.changed.items.insert(item);
        }
        for item in &work.changed.items {
            self.file(*item);
        }
        work.changed
    }

    /// Takes an entity out of every index, whatever it was.
    fn forget(&mut self, id: EntityId, work: &mut Work) {
        self.forget_item(id.into(), work);
        self.forget_lot(id.into(), work);
        if self.places.remove(&id.into()).is_some() {
            work.places.insert(id.into());
        }
        if self.receipts.remove(&id.into()).is_some() {
            work.changed.receipts.insert(id.into());
        }
        self.memories.remove(&id);
        self.forget_recipe(id);
        if let Some(of) = self.lives_by_entity.remove(&id) {
            work.lives_changed |= self.lives.set(of, OwnDays::default());
        }
        if let Some(category) = self.category_of(id) {
            self.habits.remove(&category);
        }
        if self.owns.remove(&id).is_some_and(|own| own.alive) {
            work.owns.insert(id);
        }
        if self.shopping.remove(&id.into()).is_some() {
            work.changed.shopping.insert(id.into());
        }
    }

    fn forget_item(&mut self, id: ItemId, work: &mut Work) {
        let Some(old) = self.items.remove(&id) else {
            return;
        };
        take_out(&mut self.items_by_name, &old.folded, id);
        let before = KindOrName::of(old.kind, old.folded);
        // Filed again in the same turn, it was first what it was before the turn.
        work.kinds.entry(id).or_insert(Some(before));
        work.changed.items.insert(id);
    }

    fn forget_lot(&mut self, id: LotId, work: &mut Work) {
        if let Some(orphan) = self.orphans.remove(&id) {
            self.orphans_by_item.remove(orphan.item, id);
            work.restock.insert(orphan.item);
        }
        let Some(ShownLot { lot, .. }) = self.lots.remove(&id) else {
            return;
        };
        self.lots_by_item.remove(lot.item, id);
        self.stocked.remove(lot.item, id);
        if let Some(receipt) = lot.receipt {
            self.lots_by_receipt.remove(receipt, id);
        }
        work.restock.insert(lot.item);
        work.changed.lots.insert(id);
    }

    fn project_item(&mut self, id: EntityId, work: &mut Work) {
        let item_id = ItemId::from(id);
        work.kinds.entry(item_id).or_insert(None);
        work.changed.items.insert(item_id);
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        let Some(mut item) = read::item(&entity) else {
            return;
        };
        item.category = item.category.map(|category| self.settled(category));
        let folded = search::fold(&item.name);
        let kind = item
            .category
            .map(|category| self.lives.apply(Kind::of_folded(category, &folded)));
        let alive = entity.is_alive();
        let named = self.items_by_name.entry(folded.clone()).or_default();
        named.insert(item_id);
        self.items.insert(
            item_id,
            ShownItem {
                item,
                folded,
                kind,
                alive,
            },
        );
    }

    fn project_lot(&mut self, id: EntityId, work: &mut Work) {
        let lot_id = LotId::from(id);
        work.changed.lots.insert(lot_id);
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        let balance = entity.balances().map(|(_, found)| i128::from(found.amount));
        let balance: i128 = balance.sum();
        let balance = balance.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let Some(lot) = read::lot(&entity) else {
            let scope = entity.balances().next().map(|(scope, _)| scope);
            if let Some(scope) = scope.filter(|_| balance < 0) {
                let item = scope.of.into();
                let balance = Quantity::new(balance, read::unit_of_lot(&entity));
                self.orphans.insert(lot_id, Orphan { item, balance });
                self.orphans_by_item.insert(item, lot_id);
                work.restock.insert(item);
            }
            return;
        };
        if !entity.is_alive() {
            return;
        }
        self.lots_by_item.insert(lot.item, lot_id);
        if balance != 0 {
            self.stocked.insert(lot.item, lot_id);
        }
        if let Some(receipt) = lot.receipt {
            self.lots_by_receipt.insert(receipt, lot_id);
        }
        work.restock.insert(lot.item);
        let shown = ShownLot {
            lot,
            balance,
            shown: balance.max(0),
        };
        self.lots.insert(lot_id, shown);
    }

    fn project_place(&mut self, id: EntityId, work: &mut Work) {
        work.places.insert(id.into());
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        if let Some(place) = read::place(&entity) {
            let built_in = PlaceKind::of_built_in(place.id);
            let alive = built_in.is_some() || entity.is_alive();
            self.places.insert(place.id, ShownPlace { place, alive });
        }
    }

    fn project_receipt(&mut self, id: EntityId, work: &mut Work) {
        let receipt_id = ReceiptId::from(id);
        work.changed.receipts.insert(receipt_id);
        let alive = self.state.entity(id).filter(Entity::is_alive);
        if let Some(entity) = alive {
            self.receipts.insert(receipt_id, read::receipt(&entity));
        }
    }

    fn project_memory(&mut self, id: EntityId) {
        let alive = self.state.entity(id).filter(Entity::is_alive);
        if let Some(entity) = alive {
            let mut memory = read::memory(&entity);
            memory.category = memory.category.map(|category| self.settled(category));
            self.memories.insert(id, memory);
        }
    }

    fn project_category(&mut self, id: EntityId, work: &mut Work) {
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        let own = read::own_category(&entity);
        if let Some(shown) = own {
            let was_alive = work.owns.remove(&id);
            if was_alive != shown.alive {
                work.owns.insert(id);
            }
            self.owns.insert(id, shown);
        }
        let is_told = own.is_some() || entity.is_alive();
        if let Some(category) = self.category_of(id).filter(|_| is_told) {
            self.habits.insert(category, read::habit(&entity));
        }
    }

    /// Shows what is filed under a category that came or went where it is now; who makes or
    /// removes one is rare.
    fn file_again(&mut self, work: &mut Work) {
        let is_filed = |id: EntityId, field| {
            let value = self.state.field(id, field);
            let category = value.and_then(Category::from_value);
            let own = category.and_then(Category::own);
            own.is_some_and(|own| work.owns.contains(&own.id()))
        };
        let items = self.items.keys().map(|id| EntityId::from(*id));
        let items: Vec<_> = items
            .filter(|id| is_filed(*id, op::item::CATEGORY))
            .collect();
        let entries = self.shopping.keys().map(|id| EntityId::from(*id));
        let entries: Vec<_> = entries
            .filter(|id| is_filed(*id, op::shopping::CATEGORY))
            .collect();
        let memories = self.memories.keys().copied();
        let memories: Vec<_> = memories
            .filter(|id| is_filed(*id, op::line_memory::CATEGORY))
            .collect();
        for id in items {
            self.forget_item(id.into(), work);
            self.project_item(id, work);
        }
        for id in entries {
            self.project_shopping(id, work);
        }
        for id in memories {
            self.project_memory(id);
        }
    }

    fn project_life(&mut self, id: EntityId, work: &mut Work) {
        let alive = self.state.entity(id).filter(Entity::is_alive);
        let read = alive.and_then(|entity| read::own_days(&entity));
        if let Some((of, days)) = read {
            self.lives_by_entity.insert(id, of);
            work.lives_changed |= self.lives.set(of, days);
        }
    }

    /// Every item may keep longer or shorter now; who says so is rare.
    fn find_other_kinds(&mut self, work: &mut Work) {
        for (id, shown) in &mut self.items {
            let kind = shown.kind.map(|kind| self.lives.apply(kind));
            if kind != shown.kind || kind.is_none() {
                let before = KindOrName::of(shown.kind, shown.folded.clone());
                work.kinds.entry(*id).or_insert(Some(before));
                shown.kind = kind;
            }
            if kind.is_none() {
                // Its lots have the kinds that they were bought as.
                work.unfiled.insert(*id);
            }
        }
        let lots = self.lots.values().map(|shown| &shown.lot);
        for lot in lots.filter(|lot| !self.items.contains_key(&lot.item)) {
            work.changed.lots.insert(lot.id);
            work.restock.insert(lot.item);
        }
    }

    fn project_shopping(&mut self, id: EntityId, work: &mut Work) {
        let shopping_id = ShoppingId::from(id);
        work.changed.shopping.insert(shopping_id);
        let Some(entity) = self.state.entity(id) else {
            return;
        };
        let Some(mut entry) = read::shopping(&entity, &self.state) else {
            return;
        };
        entry.category = entry.category.map(|category| self.settled(category));
        // What was only a sample is not offered again.
        if is_marked(id.0) && !entity.is_alive() {
            return;
        }
        let folded = search::fold(&entry.name);
        let is_cleared = entry.is_ticked && read::is_cleared(&entity);
        let shown = entity.is_alive() && !is_cleared;
        let listed = ListedEntry {
            entry,
            folded,
            shown,
        };
        self.shopping.insert(shopping_id, listed);
    }

    /// Lots whose item is of another kind now, or whose place was written, may have
    /// other days, and so be used in another order.
    fn find_other_days(&self, work: &mut Work) {
        for (item, before) in &work.kinds {
            let now = self.items.get(item);
            let now = now.map(|shown| KindOrName::of(shown.kind, shown.folded.clone()));
            if now != *before || work.unfiled.contains(item) {
                let lots = self.every_lot_of(*item).map(|shown| shown.lot.id);
                work.changed.lots.extend(lots);
                work.restock.insert(*item);
            }
        }
        if work.places.is_empty() {
            return;
        }
        let lots = self.lots.values().map(|shown| &shown.lot);
        for lot in lots.filter(|lot| work.places.contains(&lot.place)) {
            work.changed.lots.insert(lot.id);
            work.restock.insert(lot.item);
        }
    }
}

/// Takes a member out of an index, and its key with the last one.
fn take_out<K: Ord, V: Ord>(index: &mut BTreeMap<K, BTreeSet<V>>, key: &K, member: V) {
    if let Some(members) = index.get_mut(key) {
        members.remove(&member);
        if members.is_empty() {
            index.remove(key);
        }
    }
}

//! Taking in what a file brings.
//!
//! What is there already stays as it is: only what nobody has said of an item is filled
//! in. What is new keeps the id that it had, so that the same file taken in again brings
//! nothing twice; an id that is in use for something that is gone is not used again.

use std::collections::{BTreeMap, BTreeSet};

use sync::{EntityId, Kind};

use super::changes::{Changes, MAX_NAME, MAX_NOTE, positive, shortened};
use super::{DateChoice, NewEntry, NewRecipe, Rejected};
use crate::category::{Category, OwnCategory};
use crate::due;
use crate::household::Receipt;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId, RecipeId};
use crate::line_memory;
use crate::location::PlaceKind;
use crate::op::stored::Fields;
use crate::op::{self, Reason, entity};
use crate::quantity::Unit;
use crate::recipe::Recipe;
use crate::search::fold;
use crate::shelf_life;
use crate::transfer::{
    Parcel, ParcelItem, ParcelLot, ParcelMemory, ParcelPlace, known_item, known_owns, known_place,
    known_receipt, known_recipe, new_habits, new_lives,
};

/// What the things of a parcel are in the household, by their positions.
struct Resolved<'parcel> {
    parcel: &'parcel Parcel,
    places: Vec<PlaceId>,
    items: Vec<ItemId>,
    receipts: Vec<ReceiptId>,
    /// The ids of new lots, by those that they had.
    lots: BTreeMap<LotId, LotId>,
    /// Those that are written already.
    written: BTreeSet<LotId>,
}

impl Changes<'_> {
    pub(super) fn import(&mut self, parcel: &Parcel) -> Result<(), Rejected> {
        let mut used = BTreeSet::new();
        let owns = self.import_habits(parcel, &mut used);
        let parcel = &parcel.filed(&owns);
        let mut all = Resolved {
            parcel,
            places: Vec::new(),
            items: Vec::new(),
            receipts: Vec::new(),
            lots: BTreeMap::new(),
            written: BTreeSet::new(),
        };
        let mut named = BTreeMap::new();
        for place in &parcel.places {
            let place = self.import_place(place, &mut named, &mut used);
            all.places.push(place);
        }
        for (position, item) in parcel.items.iter().enumerate() {
            let first = parcel.lots.iter().find(|lot| lot.item == position);
            let unit = item.unit.or(first.map(|lot| lot.left.unit));
            let place = item.place.and_then(|place| all.places.get(place).copied());
            let item = self.import_item(item, unit.unwrap_or(Unit::Piece), place, &mut used)?;
            all.items.push(item);
        }
        for receipt in &parcel.receipts {
            let receipt = self.import_receipt(receipt, &mut used);
            all.receipts.push(receipt);
        }
        // A lot may have been split from one that comes after it.
        for id in parcel.lots.iter().filter_map(|lot| lot.id) {
            if self.household.lot(id).is_none() {
                let new = self.id_for(Some(id.bytes()), &mut used);
                all.lots.insert(id, LotId::from_bytes(new));
            }
        }
        for lot in &parcel.lots {
            self.import_lot(lot, &mut all)?;
        }
        for memory in &parcel.memories {
            self.import_memory(memory, &all);
        }
        for recipe in &parcel.recipes {
            self.import_recipe(recipe, &mut used)?;
        }
        // What is on the list already is not wanted twice as much.
        let household = self.household;
        let is_new = |entry: &&NewEntry| {
            household.alike_on_list(&entry.name).is_empty()
                && household.ticked_named(&entry.name).is_none()
        };
        let new: Vec<NewEntry> = parcel.list.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            self.add_to_list(&new)?;
        }
        Ok(())
    }

    /// What the file's own categories are here.
    fn import_habits(
        &mut self,
        parcel: &Parcel,
        used: &mut BTreeSet<[u8; 16]>,
    ) -> BTreeMap<EntityId, OwnCategory> {
        let mut owns = known_owns(self.household, &parcel.categories);
        for new in new_habits(self.household, &parcel.categories) {
            let mut fields = Fields::default();
            let name = shortened(new.name.unwrap_or_default(), MAX_NAME);
            fields.set_text(op::category::NAME, name);
            fields.set_some(op::category::POSITION, new.position.as_ref());
            fields.set_some(op::category::HIDDEN, new.is_hidden.then_some(true).as_ref());
            let Some(own) = new.of.category.own() else {
                self.put_new(entity::CATEGORY, new.of.category.entity(), fields);
                continue;
            };
            let id = EntityId(self.id_for(Some(own.id().0), used));
            let made = OwnCategory::new(id, own.like());
            self.make_category(made, new.of.picture, fields);
            owns.insert(own.id(), made);
        }
        self.keep(&new_lives(self.household, &parcel.lives));
        owns
    }

    /// The id that something had, if nothing has it or had it here; else a new one.
    fn id_for(&mut self, had: Option<[u8; 16]>, used: &mut BTreeSet<[u8; 16]>) -> [u8; 16] {
        let state = self.household.state();
        let free = had.filter(|id| state.entity(EntityId(*id)).is_none() && used.insert(*id));
        free.unwrap_or_else(|| (self.ids)())
    }

    fn import_place(
        &mut self,
        place: &ParcelPlace,
        named: &mut BTreeMap<String, PlaceId>,
        used: &mut BTreeSet<[u8; 16]>,
    ) -> PlaceId {
        let name = shortened(&place.name, MAX_NAME);
        if let Some(id) = known_place(self.household, place) {
            // A built-in place takes the name that it had, unless it was given one here.
            let here = self.household.place(id).map(|here| here.name);
            let kind = PlaceKind::of_built_in(id);
            let same = place.id == Some(id) && !name.is_empty();
            if same && kind.is_some() && here.as_deref() == kind.map(PlaceKind::name) {
                let mut fields = Fields::default();
                fields.set_text(op::place::NAME, name);
                self.put_new(entity::PLACE, id.into(), fields);
            }
            return id;
        }
        if let Some(id) = named.get(&fold(name)) {
            return *id;
        }
        let had = place.id.map(PlaceId::bytes);
        let id = PlaceId::from_bytes(self.id_for(had, used));
        named.insert(fold(name), id);
        let mut fields = Fields::default();
        fields.set_text(op::place::NAME, name);
        fields.set(op::place::KIND, &place.kind);
        self.put(entity::PLACE, id, fields);
        id
    }

    fn import_item(
        &mut self,
        item: &ParcelItem,
        unit: Unit,
        place: Option<PlaceId>,
        used: &mut BTreeSet<[u8; 16]>,
    ) -> Result<ItemId, Rejected> {
        let name = shortened(&item.name, MAX_NAME);
        let folded = fold(name);
        if folded.is_empty() {
            return Err(Rejected::NoName);
        }
        let note = shortened(&item.note, MAX_NOTE);
        let mut fields = Fields::default();
        let household = self.household;
        let here = known_item(household, item).and_then(|id| household.item(id));
        let id = match (here, self.made.get(&folded)) {
            (Some(here), _) => {
                fields.set_some(
                    op::item::CATEGORY,
                    item.category.filter(|_| here.category.is_none()).as_ref(),
                );
                fields.set_some(
                    op::item::PLACE,
                    place.filter(|_| here.place.is_none()).as_ref(),
                );
                fields.set_text(op::item::NOTE, if here.note.is_empty() { note } else { "" });
                here.id
            }
            (None, Some(made)) => *made,
            (None, None) => {
                let had = item.id.map(ItemId::bytes);
                let id = ItemId::from_bytes(self.id_for(had, used));
                fields.set_text(op::item::NAME, name);
                fields.set_some(op::item::CATEGORY, item.category.as_ref());
                fields.set(op::item::UNIT, &unit);
                fields.set_some(op::item::ORIGIN, item.origin.as_ref());
                fields.set_some(op::item::PLACE, place.as_ref());
                fields.set_text(op::item::NOTE, note);
                self.made.insert(folded, id);
                id
            }
        };
        self.put(entity::ITEM, id, fields);
        for barcode in &item.barcodes {
            let memory = line_memory::article(*barcode);
            if self.household.state().entity(memory).is_none() {
                let mut fields = Fields::default();
                fields.set(op::line_memory::BARCODE, barcode);
                fields.set(op::line_memory::ITEM, &id);
                fields.set_text(op::line_memory::NAME, name);
                fields.set_some(op::line_memory::CATEGORY, item.category.as_ref());
                self.remember_as(memory, fields);
            }
        }
        Ok(id)
    }

    fn import_receipt(&mut self, receipt: &Receipt, used: &mut BTreeSet<[u8; 16]>) -> ReceiptId {
        if let Some(id) = known_receipt(self.household, receipt) {
            return id;
        }
        let id = ReceiptId::from_bytes(self.id_for(Some(receipt.id.bytes()), used));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut fields = Fields::default();
        fields.set_text(
            op::receipt::MERCHANT,
            shortened(&text(&receipt.merchant), MAX_NAME),
        );
        fields.set_text(
            op::receipt::ADDRESS,
            shortened(&text(&receipt.address), MAX_NAME),
        );
        fields.set_some(op::receipt::DATE, receipt.date.as_ref());
        fields.set_some(op::receipt::TIME, receipt.time.as_ref());
        fields.set_some(op::receipt::CURRENCY, receipt.currency.as_ref());
        fields.set_some(op::receipt::TAX, receipt.tax.as_ref());
        fields.set_some(op::receipt::TOTAL, receipt.total.as_ref());
        if fields.is_empty() {
            // A receipt of which nothing is known is still one.
            fields.replace(op::receipt::MERCHANT, None::<&String>);
        }
        self.put(entity::RECEIPT, id, fields);
        for (field, &blob) in op::receipt::images().zip(&receipt.images) {
            self.write(entity::RECEIPT, id, Kind::Blob { field, blob });
        }
        id
    }

    fn import_recipe(
        &mut self,
        recipe: &Recipe,
        used: &mut BTreeSet<[u8; 16]>,
    ) -> Result<(), Rejected> {
        if known_recipe(self.household, recipe).is_some() {
            return Ok(());
        }
        let id = RecipeId::from_bytes(self.id_for(Some(recipe.id.bytes()), used));
        self.make_recipe(id, &NewRecipe::from(recipe.clone()))
    }

    fn import_lot(&mut self, lot: &ParcelLot, all: &mut Resolved<'_>) -> Result<(), Rejected> {
        if lot.id.is_some_and(|id| self.household.lot(id).is_some()) {
            return Ok(());
        }
        let Some(item) = all.items.get(lot.item).copied() else {
            return Ok(());
        };
        // Each id is used once, even if two lots of a broken file claim it.
        let had = lot.id.and_then(|id| all.lots.get(&id).copied());
        let id = match had.filter(|id| all.written.insert(*id)) {
            Some(id) => id,
            None => LotId::from_bytes((self.ids)()),
        };
        let about = &all.parcel.items[lot.item];
        let category = lot.category.or(about.category);
        let category = category.or(self.household.item(item).and_then(|item| item.category));
        let kind = category.map(|category| self.household.kind_of(category, &about.name));
        let place = lot.place.and_then(|place| all.places.get(place).copied());
        let usual = || {
            let usual = about.place.and_then(|place| all.places.get(place).copied());
            let known = self.household.item(item).and_then(|item| item.place);
            usual.or(known.filter(|place| self.household.has_place(*place)))
        };
        let place = place.or_else(usual).unwrap_or_else(|| {
            kind.map_or(PlaceKind::Pantry, shelf_life::default_place)
                .place()
        });
        let mut fields = Fields::default();
        fields.set(op::lot::ITEM, &item);
        fields.set(op::lot::PLACE, &place);
        fields.set(op::lot::UNIT, &lot.left.unit);
        fields.set_some(op::lot::CATEGORY, category.map(Category::usual).as_ref());
        let new_place = all.places.iter().position(|known| *known == place);
        let new_place = new_place.and_then(|position| all.parcel.places.get(position));
        let place_kind = match new_place {
            Some(new) if !self.household.has_place(place) => new.kind,
            _ => self.household.place_kind(place),
        };
        self.import_dates(lot, kind, place_kind, &mut fields);
        fields.set_some(op::lot::PRICE, lot.price.as_ref());
        fields.set_some(op::lot::DISCOUNT, lot.discount.as_ref());
        let receipt = lot.receipt.and_then(|receipt| all.receipts.get(receipt));
        fields.set_some(op::lot::RECEIPT, receipt);
        fields.set_some(op::lot::LINE, lot.line.as_ref());
        fields.set_text(op::lot::TEXT, shortened(&lot.text, MAX_NAME));
        let here = |id: LotId| self.household.lot(id).map(|lot| lot.id);
        let split_from = lot.split_from;
        let split_from = split_from.and_then(|id| all.lots.get(&id).copied().or_else(|| here(id)));
        fields.set_some(op::lot::SPLIT_FROM, split_from.as_ref());
        fields.set_text(op::lot::NOTE, shortened(&lot.note, MAX_NOTE));
        let brand = lot.brand.as_deref().unwrap_or_default();
        fields.set_text(op::lot::BRAND, shortened(brand, MAX_NAME));
        fields.set_some(op::lot::SIZE, lot.size.as_ref());
        self.put(entity::LOT, id, fields);
        self.import_amount(lot, id, (item, place))
    }

    fn import_dates(
        &self,
        lot: &ParcelLot,
        kind: Option<shelf_life::Kind>,
        place: PlaceKind,
        fields: &mut Fields,
    ) {
        let bought = lot.purchased.unwrap_or(self.today);
        let frozen_there = place == PlaceKind::Freezer && lot.thawed.is_none();
        // What a file says nothing of is as with any purchase; an archive says everything.
        let (date, frozen) = match lot.date {
            DateChoice::Given(date) => (Some(date), lot.frozen),
            DateChoice::None => (None, lot.frozen),
            DateChoice::Estimate => (
                kind.and_then(|kind| due::estimated(kind, place, bought)),
                lot.frozen.or(frozen_there.then_some(bought)),
            ),
            DateChoice::After(days) => (
                due::after(days, bought, kind.map(|kind| kind.category)),
                lot.frozen,
            ),
        };
        let says_all =
            matches!(lot.date, DateChoice::None | DateChoice::Given(_)) && lot.id.is_some();
        let purchased = if says_all {
            lot.purchased
        } else {
            Some(bought)
        };
        fields.set_some(op::lot::PURCHASED, purchased.as_ref());
        fields.set_some(op::lot::DATE, date.as_ref());
        fields.set_some(op::lot::OPENED, lot.opened.as_ref());
        fields.set_some(op::lot::FROZEN, frozen.as_ref());
        fields.set_some(op::lot::THAWED, lot.thawed.as_ref());
    }

    /// Says what came in at first, and what is left where that is less.
    fn import_amount(
        &mut self,
        lot: &ParcelLot,
        id: LotId,
        shelf: (ItemId, PlaceId),
    ) -> Result<(), Rejected> {
        let left = match lot.left.milli {
            0 => 0,
            _ => positive(lot.left, lot.left.unit)?,
        };
        let bought = match lot.bought.milli {
            milli if milli > 0 && lot.bought.unit == lot.left.unit => {
                positive(lot.bought, lot.left.unit)?
            }
            _ => left,
        };
        self.add(id, shelf, bought, Reason::Purchase);
        if left != bought {
            self.observe(id, shelf, left);
        }
        Ok(())
    }

    /// What is remembered here already stays.
    fn import_memory(&mut self, memory: &ParcelMemory, all: &Resolved<'_>) {
        use op::line_memory::*;
        if self.household.state().entity(memory.id).is_some() {
            return;
        }
        let item = memory.item.and_then(|item| all.items.get(item));
        let place = memory.place.and_then(|place| all.places.get(place));
        let said = &memory.memory;
        let mut fields = Fields::default();
        fields.set_text(MERCHANT, shortened(&memory.merchant, MAX_NAME));
        fields.set_text(TEXT, shortened(&memory.text, MAX_NAME));
        fields.set_some(ITEM, item);
        fields.set_text(NAME, shortened(&said.name, MAX_NAME));
        fields.set_some(CATEGORY, said.category.as_ref());
        if said.ignore {
            fields.set(IGNORE, &true);
        }
        fields.set_some(PLACE, place);
        fields.set_some(EACH, said.each.as_ref());
        fields.set_some(DAYS, said.days.as_ref());
        fields.set_some(BARCODE, said.barcode.as_ref());
        fields.set_some(BRAND, super::purchase::said(&said.brand));
        fields.set_some(SIZE, super::purchase::said(&said.size));
        self.remember_as(memory.id, fields);
    }
}

//! Adding what was bought: by hand, or from a receipt.

mod form;

use std::collections::BTreeSet;

use jiff::civil::Date;
use sync::{EntityId, Field, Kind};

pub use form::{DateChoice, ItemChoice, Line, NewLot, Purchase};

use super::changes::{Changes, MAX_NAME, MAX_NOTE, counted, positive, shortened, text};
use super::{Edit, Rejected};
use crate::barcode::Barcode;
use crate::category::Category;
use crate::due;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId};
use crate::item::Item;
use crate::line_memory::{self, LineMemory, correction};
use crate::location::PlaceKind;
use crate::lot::Marked;
use crate::op::stored::{Fields, Stored};
use crate::op::{self, Reason, entity};
use crate::quantity::{Quantity, Unit};
use crate::search;
use crate::shelf_life;

/// What every new lot has, however it came.
pub(super) struct Bought {
    pub(super) item: ItemId,
    pub(super) kind: Option<shelf_life::Kind>,
    pub(super) quantity: Quantity,
    pub(super) place: Option<PlaceId>,
    pub(super) purchased: Date,
    pub(super) date: DateChoice,
}

impl Changes<'_> {
    pub(super) fn add_lot(&mut self, new: &NewLot) -> Result<(), Rejected> {
        let (item, kind) = self.choose(&new.item, new.category, new.quantity.unit)?;
        let mut fields = Fields::default();
        fields.set_some(op::lot::PRICE, new.price.as_ref());
        fields.set_text(op::lot::NOTE, text(&new.note, MAX_NOTE)?);
        let bought = Bought {
            item,
            kind,
            quantity: new.quantity,
            place: new.place,
            purchased: new.purchased.unwrap_or(self.today),
            date: new.date,
        };
        self.stock(&bought, fields)
    }

    pub(super) fn accept(&mut self, purchase: &Purchase) -> Result<(), Rejected> {
        if purchase.images.len() > op::receipt::MOST_IMAGES {
            return Err(Rejected::TooLarge);
        }
        let old = purchase.replaces;
        if old.is_some_and(|old| !self.household.is_untouched(old)) {
            return Err(Rejected::Touched);
        }
        let receipt = ReceiptId::from_bytes((self.ids)());
        self.put(entity::RECEIPT, receipt, receipt_fields(purchase));
        for (field, &blob) in op::receipt::images().zip(&purchase.images) {
            self.write(entity::RECEIPT, receipt, Kind::Blob { field, blob });
        }
        let mut used = BTreeSet::new();
        for (position, line) in purchase.lines.iter().enumerate() {
            let item = self.accept_line(purchase, receipt, line);
            used.insert(item.map_err(|why| Rejected::Line {
                line: position,
                why: Box::new(why),
            })?);
        }
        if let Some(old) = old {
            self.remove_purchase(old, &used);
        }
        for printed in &purchase.ignored {
            let mut fields = Fields::default();
            fields.set(op::line_memory::IGNORE, &true);
            self.remember(purchase, printed, fields);
        }
        Ok(())
    }

    /// Takes a receipt away with its lots, and with the items that it alone had brought and
    /// that none of these lines is of.
    fn remove_purchase(&mut self, receipt: ReceiptId, used: &BTreeSet<ItemId>) {
        let household = self.household;
        self.write(entity::RECEIPT, receipt, Kind::Delete);
        for lot in household.lots_on(receipt) {
            self.write(entity::LOT, lot.id, Kind::Delete);
        }
        for item in household.items_only_of(receipt) {
            if !used.contains(&item) {
                self.write(entity::ITEM, item, Kind::Delete);
            }
        }
    }

    fn accept_line(
        &mut self,
        purchase: &Purchase,
        receipt: ReceiptId,
        line: &Line,
    ) -> Result<ItemId, Rejected> {
        let (item, kind) = self.choose(&line.item, line.category, line.quantity.unit)?;
        let mut fields = Fields::default();
        let number = u32::try_from(line.source).ok();
        fields.set(op::lot::RECEIPT, &receipt);
        fields.set_some(op::lot::LINE, number.as_ref());
        fields.set_text(op::lot::TEXT, shortened(&line.text, MAX_NAME));
        fields.set_some(op::lot::PRICE, line.price.as_ref());
        fields.set_some(op::lot::DISCOUNT, line.discount.as_ref());
        let brand = text(line.brand.as_deref().unwrap_or_default(), MAX_NAME)?;
        fields.set_text(op::lot::BRAND, brand);
        let size = line.size.map(counted).transpose()?;
        fields.set_some(op::lot::SIZE, size.as_ref());
        let bought = Bought {
            item,
            kind,
            quantity: line.quantity,
            place: line.place,
            purchased: purchase.date.unwrap_or(self.today),
            date: line.date,
        };
        self.stock(&bought, fields)?;

        let known = self.household.item(item).map(|item| item.name.as_str());
        let name = match &line.item {
            ItemChoice::Named(name) => known.unwrap_or(name.trim()),
            ItemChoice::Existing(_) => known.unwrap_or_default(),
        };
        let usual = self.place_for(&Bought {
            place: None,
            ..bought
        })?;
        let was = self
            .household
            .remembered(purchase.merchant.as_deref(), &line.text);
        let taught = Taught {
            place: line.place.filter(|place| *place != usual),
            each: line_memory::each(line),
            days: days(line.date, bought.purchased),
            brand: correction(
                line.printed_brand.as_ref(),
                Some(brand.to_owned()).filter(|brand| !brand.is_empty()),
            ),
            size: correction(line.printed_size.as_ref(), size),
        };
        let memory = |fields: &mut Fields| {
            fields.set(op::line_memory::ITEM, &item);
            fields.set_text(op::line_memory::NAME, name);
            let category = kind.map(|kind| kind.category);
            fields.set_some(op::line_memory::CATEGORY, category.as_ref());
            taught.write(was, fields);
        };
        let mut fields = Fields::default();
        memory(&mut fields);
        self.remember(purchase, &line.text, fields);
        if let Some(barcode) = Barcode::find(&line.text) {
            let mut fields = Fields::default();
            memory(&mut fields);
            fields.set(op::line_memory::BARCODE, &barcode);
            self.remember_as(line_memory::article(barcode), fields);
        }
        Ok(item)
    }

    /// Keeps what a line of a merchant's means, as far as that is not known already.
    fn remember(&mut self, purchase: &Purchase, printed: &str, mut fields: Fields) {
        let merchant = purchase.merchant.as_deref();
        if line_memory::key(printed).is_empty() {
            return;
        }
        let known = self.household.remembered_line(merchant, printed);
        if known.is_some_and(|memory| memory.ignore) {
            fields.set_default(op::line_memory::IGNORE, &false);
        }
        let merchant = shortened(merchant.unwrap_or_default(), MAX_NAME);
        fields.set_text(op::line_memory::MERCHANT, merchant);
        fields.set_text(op::line_memory::TEXT, shortened(printed, MAX_NAME));
        self.remember_as(
            line_memory::entity(purchase.merchant.as_deref(), printed),
            fields,
        );
    }

    /// Writes a memory, once in an action: the first of equal lines counts.
    pub(super) fn remember_as(&mut self, id: EntityId, mut fields: Fields) {
        if self.remembered.insert(id) {
            fields.retain_new(self.household.state(), id);
            self.put(entity::LINE_MEMORY, id, fields);
        }
    }

    /// The item that is meant and its kind; a new one is made. A category that differs
    /// from what a known item is filed under is a person's choice: the item follows it.
    pub(super) fn choose(
        &mut self,
        choice: &ItemChoice,
        category: Option<Category>,
        unit: Unit,
    ) -> Result<(ItemId, Option<shelf_life::Kind>), Rejected> {
        let known = match choice {
            ItemChoice::Existing(id) => self.household.item(*id).ok_or(Rejected::NoSuchItem)?,
            ItemChoice::Named(name) => match self.household.item_named(name) {
                Some(item) => item,
                None => {
                    let kind = self.kind_of(name, category);
                    return Ok((self.make(name, category, unit)?, kind));
                }
            },
        };
        if let Some(category) = category {
            self.file(known, category);
        }
        let category = category.or(known.category);
        Ok((known.id, self.kind_of(&known.name, category)))
    }

    fn kind_of(&self, name: &str, category: Option<Category>) -> Option<shelf_life::Kind> {
        category.map(|category| self.household.kind_of(category, name))
    }

    /// Files an item under a category that a person chose, with the estimates for its lots.
    fn file(&mut self, item: &Item, category: Category) {
        let filed = self.filed.insert(item.id, category).or(item.category);
        if filed == Some(category) {
            return;
        }
        let mut fields = Fields::default();
        fields.set(op::item::CATEGORY, &category);
        self.put(entity::ITEM, item.id, fields);
        self.estimate_again(item, &item.name, Some(category));
    }

    /// Makes an item, unless this action made it already.
    fn make(
        &mut self,
        name: &str,
        category: Option<Category>,
        unit: Unit,
    ) -> Result<ItemId, Rejected> {
        let folded = search::fold(name);
        if folded.is_empty() {
            return Err(Rejected::NoName);
        }
        if let Some(made) = self.made.get(&folded) {
            return Ok(*made);
        }
        let id = ItemId::from_bytes((self.ids)());
        let mut fields = Fields::default();
        fields.set_text(op::item::NAME, text(name, MAX_NAME)?);
        fields.set_some(op::item::CATEGORY, category.as_ref());
        fields.set(op::item::UNIT, &unit);
        self.put(entity::ITEM, id, fields);
        self.made.insert(folded, id);
        Ok(id)
    }

    /// Makes the lot.
    pub(super) fn stock(&mut self, bought: &Bought, mut fields: Fields) -> Result<(), Rejected> {
        let milli = positive(bought.quantity, bought.quantity.unit)?;
        let place = self.place_for(bought)?;
        let place_kind = self.household.place_kind(place);
        let category = bought.kind.map(|kind| kind.category);
        let id = LotId::from_bytes((self.ids)());
        fields.set(op::lot::ITEM, &bought.item);
        fields.set(op::lot::PLACE, &place);
        fields.set(op::lot::UNIT, &bought.quantity.unit);
        fields.set(op::lot::PURCHASED, &bought.purchased);
        fields.set_some(op::lot::CATEGORY, category.as_ref());
        fields.set_some(op::lot::DATE, date_of(bought, place_kind).as_ref());
        if place_kind == PlaceKind::Freezer {
            fields.set(op::lot::FROZEN, &bought.purchased);
        }
        self.put(entity::LOT, id, fields);
        self.add(id, (bought.item, place), milli, Reason::Purchase);
        Ok(())
    }

    pub(super) fn place_for(&self, bought: &Bought) -> Result<PlaceId, Rejected> {
        if let Some(place) = bought.place {
            return self.place(place);
        }
        let usual = self.household.item(bought.item).and_then(|item| item.place);
        if let Some(place) = usual.filter(|place| self.household.has_place(*place)) {
            return Ok(place);
        }
        let kind = bought.kind.map(shelf_life::default_place);
        Ok(kind.unwrap_or(PlaceKind::Pantry).place())
    }
}

/// What a person said of a line beside what it is.
struct Taught {
    place: Option<PlaceId>,
    each: Option<Quantity>,
    days: Option<u32>,
    brand: Edit<String>,
    size: Edit<Quantity>,
}

impl Taught {
    /// Writes what was said, and takes back what was said before and is not now.
    fn write(&self, was: Option<&LineMemory>, fields: &mut Fields) {
        use op::line_memory::{BRAND, DAYS, EACH, PLACE, SIZE};
        let was = |said: fn(&LineMemory) -> bool| was.is_some_and(said);
        let (brand, size) = (said(&self.brand), said(&self.size));
        write(
            fields,
            PLACE,
            self.place.as_ref(),
            was(|was| was.place.is_some()),
        );
        write(
            fields,
            EACH,
            self.each.as_ref(),
            was(|was| was.each.is_some()),
        );
        write(
            fields,
            DAYS,
            self.days.as_ref(),
            was(|was| was.days.is_some()),
        );
        write(fields, BRAND, brand, was(|was| was.brand != Edit::Keep));
        write(fields, SIZE, size, was(|was| was.size != Edit::Keep));
    }
}

pub(super) fn said<T: PartialEq>(correction: &Edit<T>) -> Option<&Edit<T>> {
    Some(correction).filter(|correction| **correction != Edit::Keep)
}

fn write(fields: &mut Fields, field: Field, now: Option<&impl Stored>, was: bool) {
    if now.is_some() || was {
        fields.replace(field, now);
    }
}

/// The days from the purchase to the date that a person gave.
pub(super) fn days(date: DateChoice, purchased: Date) -> Option<u32> {
    match date {
        DateChoice::Given(marked) if !marked.estimated => {
            let days = u32::try_from((marked.on - purchased).get_days()).ok();
            days.filter(|days| *days <= line_memory::MOST_DAYS)
        }
        DateChoice::After(days) => Some(days),
        DateChoice::Given(_) | DateChoice::Estimate | DateChoice::None => None,
    }
}

fn date_of(bought: &Bought, place: PlaceKind) -> Option<Marked> {
    match bought.date {
        DateChoice::Estimate => due::estimated(bought.kind?, place, bought.purchased),
        DateChoice::None => None,
        DateChoice::Given(date) => Some(date),
        DateChoice::After(days) => {
            let category = bought.kind.map(|kind| kind.category);
            due::after(days, bought.purchased, category)
        }
    }
}

fn receipt_fields(purchase: &Purchase) -> Fields {
    let merchant = purchase.merchant.as_deref().unwrap_or_default();
    let address = purchase.address.as_deref().unwrap_or_default();
    let mut fields = Fields::default();
    fields.set_text(op::receipt::MERCHANT, shortened(merchant, MAX_NAME));
    fields.set_text(op::receipt::ADDRESS, shortened(address, MAX_NAME));
    fields.set_some(op::receipt::DATE, purchase.date.as_ref());
    fields.set_some(op::receipt::TIME, purchase.time.as_ref());
    fields.set_some(op::receipt::CURRENCY, purchase.currency.as_ref());
    fields.set_some(op::receipt::TAX, purchase.tax.as_ref());
    fields.set_some(op::receipt::TOTAL, purchase.total.as_ref());
    if fields.is_empty() {
        // A receipt of which nothing could be read is still one.
        fields.replace(op::receipt::MERCHANT, None::<&String>);
    }
    fields
}

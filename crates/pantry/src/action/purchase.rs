//! Adding what was bought: by hand, or from a receipt.

mod form;

use jiff::civil::Date;
use sync::Kind;

pub use form::{DateChoice, ItemChoice, Line, NewLot, Purchase};

use super::Rejected;
use super::changes::{Changes, MAX_NAME, MAX_NOTE, positive, shortened, text};
use crate::category::Category;
use crate::due;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId};
use crate::item::Item;
use crate::line_memory;
use crate::location::PlaceKind;
use crate::lot::Marked;
use crate::op::stored::Fields;
use crate::op::{self, Reason, entity};
use crate::quantity::{Quantity, Unit};
use crate::search;
use crate::shelf_life;

/// What every new lot has, however it came.
struct Bought {
    item: ItemId,
    category: Option<Category>,
    quantity: Quantity,
    place: Option<PlaceId>,
    purchased: Date,
    date: DateChoice,
}

impl Changes<'_> {
    pub(super) fn add_lot(&mut self, new: &NewLot) -> Result<(), Rejected> {
        let (item, category) = self.choose(&new.item, new.category, new.quantity.unit)?;
        let mut fields = Fields::default();
        fields.set_some(op::lot::PRICE, new.price.as_ref());
        fields.set_text(op::lot::NOTE, text(&new.note, MAX_NOTE)?);
        let bought = Bought {
            item,
            category,
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
        let receipt = ReceiptId::from_bytes((self.ids)());
        self.put(entity::RECEIPT, receipt, receipt_fields(purchase));
        for (field, &blob) in op::receipt::images().zip(&purchase.images) {
            self.write(entity::RECEIPT, receipt, Kind::Blob { field, blob });
        }
        for (position, line) in purchase.lines.iter().enumerate() {
            self.accept_line(purchase, receipt, line)
                .map_err(|why| Rejected::Line {
                    line: position,
                    why: Box::new(why),
                })?;
        }
        for printed in &purchase.ignored {
            let mut fields = Fields::default();
            fields.set(op::line_memory::IGNORE, &true);
            self.remember(purchase, printed, fields);
        }
        Ok(())
    }

    fn accept_line(
        &mut self,
        purchase: &Purchase,
        receipt: ReceiptId,
        line: &Line,
    ) -> Result<(), Rejected> {
        let (item, category) = self.choose(&line.item, line.category, line.quantity.unit)?;
        let mut fields = Fields::default();
        let number = u32::try_from(line.source).ok();
        fields.set(op::lot::RECEIPT, &receipt);
        fields.set_some(op::lot::LINE, number.as_ref());
        fields.set_text(op::lot::TEXT, shortened(&line.text, MAX_NAME));
        fields.set_some(op::lot::PRICE, line.price.as_ref());
        fields.set_some(op::lot::DISCOUNT, line.discount.as_ref());
        let bought = Bought {
            item,
            category,
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
        let mut memory = Fields::default();
        memory.set(op::line_memory::ITEM, &item);
        memory.set_text(op::line_memory::NAME, name);
        memory.set_some(op::line_memory::CATEGORY, category.as_ref());
        self.remember(purchase, &line.text, memory);
        Ok(())
    }

    /// Keeps what a line means, as far as that is not known already.
    fn remember(&mut self, purchase: &Purchase, printed: &str, mut fields: Fields) {
        let merchant = purchase.merchant.as_deref();
        let id = line_memory::entity(merchant, printed);
        if line_memory::key(printed).is_empty() || !self.remembered.insert(id) {
            return;
        }
        let known = self.household.remembered(merchant, printed);
        if known.is_some_and(|memory| memory.ignore) {
            fields.set_default(op::line_memory::IGNORE, &false);
        }
        let merchant = shortened(merchant.unwrap_or_default(), MAX_NAME);
        fields.set_text(op::line_memory::MERCHANT, merchant);
        fields.set_text(op::line_memory::TEXT, shortened(printed, MAX_NAME));
        fields.retain_new(self.household.state(), id);
        self.put(entity::LINE_MEMORY, id, fields);
    }

    /// The item that is meant and its category; a new one is made. A category that differs
    /// from what a known item is filed under is a person's choice: the item follows it.
    fn choose(
        &mut self,
        choice: &ItemChoice,
        category: Option<Category>,
        unit: Unit,
    ) -> Result<(ItemId, Option<Category>), Rejected> {
        let known = match choice {
            ItemChoice::Existing(id) => self.household.item(*id).ok_or(Rejected::NoSuchItem)?,
            ItemChoice::Named(name) => match self.household.item_named(name) {
                Some(item) => item,
                None => return Ok((self.make(name, category, unit)?, category)),
            },
        };
        if let Some(category) = category {
            self.file(known, category);
        }
        Ok((known.id, category.or(known.category)))
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
        self.estimate_again(item, category);
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
    fn stock(&mut self, bought: &Bought, mut fields: Fields) -> Result<(), Rejected> {
        let milli = positive(bought.quantity, bought.quantity.unit)?;
        let place = self.place_for(bought)?;
        let kind = self.household.place_kind(place);
        let id = LotId::from_bytes((self.ids)());
        fields.set(op::lot::ITEM, &bought.item);
        fields.set(op::lot::PLACE, &place);
        fields.set(op::lot::UNIT, &bought.quantity.unit);
        fields.set(op::lot::PURCHASED, &bought.purchased);
        fields.set_some(op::lot::CATEGORY, bought.category.as_ref());
        fields.set_some(op::lot::DATE, date_of(bought, kind).as_ref());
        if kind == PlaceKind::Freezer {
            fields.set(op::lot::FROZEN, &bought.purchased);
        }
        self.put(entity::LOT, id, fields);
        self.add(id, (bought.item, place), milli, Reason::Purchase);
        Ok(())
    }

    fn place_for(&self, bought: &Bought) -> Result<PlaceId, Rejected> {
        if let Some(place) = bought.place {
            return self.place(place);
        }
        let usual = self.household.item(bought.item).and_then(|item| item.place);
        if let Some(place) = usual.filter(|place| self.household.has_place(*place)) {
            return Ok(place);
        }
        let kind = bought.category.map(shelf_life::default_place);
        Ok(kind.unwrap_or(PlaceKind::Pantry).place())
    }
}

fn date_of(bought: &Bought, kind: PlaceKind) -> Option<Marked> {
    match bought.date {
        DateChoice::Estimate => due::estimated(bought.category?, kind, bought.purchased),
        DateChoice::None => None,
        DateChoice::Given(date) => Some(date),
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

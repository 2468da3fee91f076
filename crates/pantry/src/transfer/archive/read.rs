//! An archive as a parcel. What cannot be read of it is left out and named; the rest of
//! the same file still comes.

use std::collections::BTreeMap;

use jiff::civil::Time;
use sync::{BlobRef, EntityId};

use super::{FORMAT, VERSION, habits, recipes};
use crate::action::{DateChoice, Edit, NewEntry};
use crate::barcode::Barcode;
use crate::category::Category;
use crate::household::Receipt;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId};
use crate::item::Origin;
use crate::line_memory::{LineMemory, MOST_DAYS};
use crate::location::PlaceKind;
use crate::lot::{Mark, Marked};
use crate::money::{Currency, Money};
use crate::op::receipt::MOST_IMAGES;
use crate::quantity::{Quantity, Unit};
use crate::transfer::words::{is_countable, kept_name, kept_note};
use crate::transfer::{
    Brought, LeftOut, ParcelItem, ParcelLot, ParcelMemory, ParcelPlace, Part, Tree, Unreadable, Why,
};

/// Whether a file says that it is an archive.
#[must_use]
pub fn is_one(tree: &Tree) -> bool {
    tree.get("format").as_text() == Some(FORMAT)
}

/// Reads an archive.
///
/// # Errors
///
/// Only a file that is none, or that a later version wrote.
pub fn read(tree: &Tree) -> Result<Brought, Unreadable> {
    if !is_one(tree) {
        return Err(Unreadable::Unknown);
    }
    let version = tree.get("version").as_scaled(0).unwrap_or_default();
    let version = u32::try_from(version).unwrap_or_default();
    if version > VERSION {
        return Err(Unreadable::Newer(version));
    }
    let mut reader = Reader::default();
    reader.all(tree, "categories", Part::Category, Reader::category);
    reader.all(tree, "places", Part::Place, Reader::place);
    reader.all(tree, "items", Part::Item, Reader::item);
    reader.all(tree, "receipts", Part::Receipt, Reader::receipt);
    reader.all(tree, "lots", Part::Lot, Reader::lot);
    reader.all(tree, "lines", Part::Memory, Reader::memory);
    reader.all(tree, "list", Part::Entry, Reader::entry);
    reader.all(tree, "recipes", Part::Recipe, Reader::recipe);
    reader.all(tree, "shelf_life", Part::Life, Reader::life);
    Ok(reader.brought)
}

/// What was read so far, by the ids of the file.
#[derive(Default)]
struct Reader {
    brought: Brought,
    places: BTreeMap<PlaceId, usize>,
    items: BTreeMap<ItemId, usize>,
    receipts: BTreeMap<ReceiptId, usize>,
    lots: BTreeMap<LotId, usize>,
    /// What is being read.
    at: Option<(Part, usize)>,
}

impl Reader {
    fn all(
        &mut self,
        tree: &Tree,
        name: &str,
        part: Part,
        read: impl Fn(&mut Self, &Tree) -> Result<(), Why>,
    ) {
        for (position, entry) in tree.get(name).list().iter().enumerate() {
            self.at = Some((part, position + 1));
            if let Err(why) = read(self, entry) {
                self.leave(entry, why);
            }
        }
    }

    fn leave(&mut self, entry: &Tree, why: Why) {
        let Some((part, row)) = self.at else {
            return;
        };
        let named = ["name", "merchant", "text", "food", "category", "id"];
        let said = named.iter().find_map(|name| entry.get(name).as_text());
        let said = kept_name(said.unwrap_or_default()).0.to_owned();
        self.brought.left_out.push(LeftOut {
            part,
            row,
            said,
            why,
        });
    }

    /// A date; one that cannot be read is named.
    fn date(&mut self, entry: &Tree, name: &str) -> Option<jiff::civil::Date> {
        let member = entry.get(name);
        let date = member.as_date();
        if date.is_none() && !member.is_null() {
            self.leave(entry, Why::Date);
        }
        date
    }

    fn money(&mut self, entry: &Tree, name: &str) -> Option<Money> {
        let member = entry.get(name);
        let money = member.as_text().and_then(money);
        if money.is_none() && !member.is_null() {
            self.leave(entry, Why::Price);
        }
        money
    }

    fn name(&mut self, entry: &Tree, name: &str) -> String {
        let (kept, cut) = kept_name(entry.get(name).as_text().unwrap_or_default());
        if cut {
            self.leave(entry, Why::Cut);
        }
        kept.to_owned()
    }

    fn note(&mut self, entry: &Tree) -> String {
        let (kept, cut) = kept_note(entry.get("note").as_text().unwrap_or_default());
        if cut {
            self.leave(entry, Why::Cut);
        }
        kept.to_owned()
    }

    /// What it is filed under: one of the household's own that the file says nothing of is what
    /// it is like.
    fn filed(&self, entry: &Tree) -> Option<Category> {
        let own = habits::own_id(entry, "own_category");
        let mut known = self
            .brought
            .parcel
            .categories
            .iter()
            .map(|one| one.category);
        let own = own.and_then(|id| known.find(|one| one.own().is_some_and(|own| own.id() == id)));
        own.or_else(|| Category::from_id(entry.get("category").as_text()?))
    }

    fn place_of(&self, entry: &Tree) -> Option<usize> {
        let id = PlaceId::parse(entry.get("place").as_text()?)?;
        self.places.get(&id).copied()
    }

    fn place(&mut self, entry: &Tree) -> Result<(), Why> {
        let id = entry.get("id").as_text().and_then(PlaceId::parse);
        let id = id.ok_or(Why::NoId)?;
        let built_in = PlaceKind::of_built_in(id);
        let kind = entry.get("kind").as_text().and_then(PlaceKind::from_id);
        let name = self.name(entry, "name");
        if name.is_empty() && built_in.is_none() {
            return Err(Why::NoName);
        }
        let kind = built_in.or(kind).unwrap_or(PlaceKind::Pantry);
        let places = &mut self.brought.parcel.places;
        places.push(ParcelPlace {
            id: Some(id),
            name,
            kind,
        });
        self.places.insert(id, places.len() - 1);
        Ok(())
    }

    fn item(&mut self, entry: &Tree) -> Result<(), Why> {
        let id = entry.get("id").as_text().and_then(ItemId::parse);
        let id = id.ok_or(Why::NoId)?;
        let name = self.name(entry, "name");
        if crate::search::fold(&name).is_empty() {
            return Err(Why::NoName);
        }
        let item = ParcelItem {
            id: Some(id),
            name,
            category: self.filed(entry),
            unit: entry.get("unit").as_text().and_then(Unit::parse),
            place: self.place_of(entry),
            note: self.note(entry),
            barcodes: Vec::new(),
            origin: entry.get("origin").as_text().and_then(Origin::from_id),
        };
        self.brought.parcel.items.push(item);
        self.items.insert(id, self.brought.parcel.items.len() - 1);
        Ok(())
    }

    fn receipt(&mut self, entry: &Tree) -> Result<(), Why> {
        let id = entry.get("id").as_text().and_then(ReceiptId::parse);
        let id = id.ok_or(Why::NoId)?;
        let photos = entry.get("photos").list().iter().filter_map(photo);
        let receipt = Receipt {
            id,
            merchant: Some(self.name(entry, "merchant")).filter(|name| !name.is_empty()),
            address: Some(self.name(entry, "address")).filter(|name| !name.is_empty()),
            date: self.date(entry, "date"),
            time: entry.get("time").as_text().and_then(time),
            currency: entry
                .get("currency")
                .as_text()
                .and_then(Currency::from_code),
            tax: self.money(entry, "tax"),
            total: self.money(entry, "total"),
            images: photos.take(MOST_IMAGES).collect(),
        };
        self.brought.parcel.receipts.push(receipt);
        self.receipts
            .insert(id, self.brought.parcel.receipts.len() - 1);
        Ok(())
    }

    fn lot(&mut self, entry: &Tree) -> Result<(), Why> {
        let id = entry.get("id").as_text().and_then(LotId::parse);
        let id = id
            .filter(|id| !self.lots.contains_key(id))
            .ok_or(Why::NoId)?;
        let item = entry.get("item").as_text().and_then(ItemId::parse);
        let item = item.and_then(|item| self.items.get(&item).copied());
        let item = item.ok_or(Why::NoOther)?;
        let left = quantity(entry.get("left")).filter(|left| left.milli >= 0);
        let left = left.ok_or(Why::NoAmount)?;
        let bought = quantity(entry.get("bought")).filter(|bought| bought.unit == left.unit);
        let receipt = entry.get("receipt").as_text().and_then(ReceiptId::parse);
        let lot = ParcelLot {
            id: Some(id),
            place: self.place_of(entry),
            bought: bought.filter(|bought| bought.milli > 0).unwrap_or(left),
            purchased: self.date(entry, "purchased"),
            date: self.marked(entry),
            opened: self.date(entry, "opened"),
            frozen: self.date(entry, "frozen"),
            thawed: self.date(entry, "thawed"),
            price: self.money(entry, "price"),
            discount: self.money(entry, "discount"),
            receipt: receipt.and_then(|receipt| self.receipts.get(&receipt).copied()),
            line: count(entry.get("line")),
            text: self.name(entry, "text"),
            category: self.filed(entry),
            split_from: entry.get("split_from").as_text().and_then(LotId::parse),
            note: self.note(entry),
            brand: Some(self.name(entry, "brand")).filter(|brand| !brand.is_empty()),
            size: quantity(entry.get("size")).filter(|size| size.milli > 0),
            row: self.at.map_or(0, |(_, row)| row),
            ..ParcelLot::of(item, left)
        };
        self.brought.parcel.lots.push(lot);
        self.lots.insert(id, self.brought.parcel.lots.len() - 1);
        Ok(())
    }

    fn marked(&mut self, entry: &Tree) -> DateChoice {
        let marks = [("best_before", Mark::BestBefore), ("use_by", Mark::UseBy)];
        let date = marks.iter().find_map(|(name, mark)| {
            let on = self.date(entry, name)?;
            Some(Marked {
                on,
                mark: *mark,
                estimated: entry.get("estimated").is_yes(),
            })
        });
        date.map_or(DateChoice::None, DateChoice::Given)
    }

    /// What was ticked was bought: only what is still open comes.
    fn entry(&mut self, entry: &Tree) -> Result<(), Why> {
        let name = self.name(entry, "name");
        if crate::search::fold(&name).is_empty() {
            return Err(Why::NoName);
        }
        if entry.get("ticked").is_yes() {
            return Ok(());
        }
        let quantity = quantity(entry.get("quantity")).filter(|quantity| quantity.milli > 0);
        let new = NewEntry {
            name,
            item: None,
            quantity,
            category: self.filed(entry),
            note: self.note(entry),
        };
        self.brought.parcel.list.push(new);
        Ok(())
    }

    fn category(&mut self, entry: &Tree) -> Result<(), Why> {
        let (category, cut) = habits::read_category(entry)?;
        if cut {
            self.leave(entry, Why::Cut);
        }
        let known = &mut self.brought.parcel.categories;
        if known.iter().all(|one| one.category != category.category) {
            known.push(category);
        }
        Ok(())
    }

    fn life(&mut self, entry: &Tree) -> Result<(), Why> {
        let life = habits::read_life(entry)?;
        self.brought.parcel.lives.push(life);
        Ok(())
    }

    fn recipe(&mut self, entry: &Tree) -> Result<(), Why> {
        let (recipe, is_cut) = recipes::read(entry)?;
        if is_cut {
            self.leave(entry, Why::Cut);
        }
        self.brought.parcel.recipes.push(recipe);
        Ok(())
    }

    fn memory(&mut self, entry: &Tree) -> Result<(), Why> {
        let id = entry.get("id").as_text().and_then(bytes::<16>);
        let id = EntityId(id.ok_or(Why::NoId)?);
        let item = entry.get("item").as_text().and_then(ItemId::parse);
        let days = count(entry.get("days")).filter(|days| *days <= MOST_DAYS);
        let memory = ParcelMemory {
            id,
            merchant: self.name(entry, "merchant"),
            text: self.name(entry, "text"),
            item: item.and_then(|item| self.items.get(&item).copied()),
            place: self.place_of(entry),
            memory: LineMemory {
                item: None,
                name: self.name(entry, "name"),
                category: self.filed(entry),
                ignore: entry.get("ignore").is_yes(),
                place: None,
                each: quantity(entry.get("each")).filter(|each| each.milli > 0),
                days,
                brand: correction(entry.get("brand"), |brand| {
                    brand.as_text().map(|brand| kept_name(brand).0.to_owned())
                }),
                size: correction(entry.get("size"), |size| {
                    quantity(size).filter(|size| size.milli > 0)
                }),
                barcode: entry.get("barcode").as_text().and_then(Barcode::parse),
            },
        };
        self.brought.parcel.memories.push(memory);
        Ok(())
    }
}

fn correction<T>(member: &Tree, read: impl Fn(&Tree) -> Option<T>) -> Edit<T> {
    match member {
        Tree::Bool(false) => Edit::Clear,
        member => read(member).map_or(Edit::Keep, Edit::Set),
    }
}

/// "1.5 kg"; what is too large to count with is none.
pub(super) fn quantity(member: &Tree) -> Option<Quantity> {
    Quantity::parse(member.as_text()?).filter(|quantity| is_countable(*quantity))
}

/// "2.49 EUR".
fn money(text: &str) -> Option<Money> {
    let (amount, currency) = text.rsplit_once(' ')?;
    Money::parse_decimal(amount.trim(), Currency::from_code(currency)?)
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

pub(super) fn count(member: &Tree) -> Option<u32> {
    u32::try_from(member.as_scaled(0)?).ok()
}

fn photo(entry: &Tree) -> Option<BlobRef> {
    Some(BlobRef {
        sha256: bytes(entry.get("sha256").as_text()?)?,
        size: entry.get("size").as_text()?.parse().ok()?,
    })
}

/// So many bytes from twice as many hexadecimal digits.
pub(super) fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let all = digits.len() == 2 * N && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !all {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

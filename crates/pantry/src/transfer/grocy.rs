//! Grocy's data as its API gives it out: the lists of `objects/products`, `objects/stock`,
//! `objects/locations`, `objects/quantity_units`, `objects/product_groups` and
//! `objects/product_barcodes`, a file each or as members of one (assumptions in
//! `docs/export.md`). Products and stock are needed, the others help.
//!
//! Numbers may be numbers or texts: that differs between its versions.

use std::collections::BTreeMap;

use super::table::{place_named, times};
use super::words::{self, is_countable, kept_name, kept_note};
use super::{Brought, LeftOut, ParcelItem, ParcelLot, ParcelPlace, Part, Tree, Unreadable, Why};
use crate::action::DateChoice;
use crate::barcode::Barcode;
use crate::location::PlaceKind;
use crate::lot::{Mark, Marked};
use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::search::fold;

/// A list of Grocy's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Entity {
    /// What the household knows.
    Products,
    /// What it has: an entry for each purchase.
    Stock,
    /// Places.
    Locations,
    /// Units.
    Units,
    /// Categories.
    Groups,
    /// Article numbers.
    Barcodes,
}

impl Entity {
    /// Every one with its name in the API.
    const ALL: [(Self, &'static str); 6] = [
        (Self::Products, "products"),
        (Self::Stock, "stock"),
        (Self::Locations, "locations"),
        (Self::Units, "quantity_units"),
        (Self::Groups, "product_groups"),
        (Self::Barcodes, "product_barcodes"),
    ];

    /// What a list is of: by what its first entry says, else by the name of its file.
    fn of(list: &Tree, file: &str) -> Option<Self> {
        let first = list.list().first()?;
        let has = |name: &str| matches!(first, Tree::Map(members) if members.iter().any(|(known, _)| known == name));
        if has("qu_id_stock") {
            return Some(Self::Products);
        }
        if has("product_id") && has("barcode") {
            return Some(Self::Barcodes);
        }
        if has("product_id") && has("amount") && has("best_before_date") && !has("transaction_type")
        {
            return Some(Self::Stock);
        }
        if has("is_freezer") {
            return Some(Self::Locations);
        }
        if has("name_plural") {
            return Some(Self::Units);
        }
        let named = Self::ALL.iter().rev().find(|(_, name)| file.contains(name));
        named
            .filter(|_| has("id") && has("name"))
            .map(|(entity, _)| *entity)
    }
}

/// The lists that were found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lists(BTreeMap<Entity, Vec<Tree>>);

impl Lists {
    /// Takes the lists of a file, whose name may tell what it is; whether there were any.
    pub fn take(&mut self, tree: &Tree, file: &str) -> bool {
        let file = file.to_lowercase();
        if let Tree::Map(members) = tree {
            let lists = members.iter().filter(|(_, list)| !list.list().is_empty());
            let found: Vec<(Entity, &Tree)> = lists
                .filter_map(|(name, list)| Some((Entity::of(list, name)?, list)))
                .collect();
            for (entity, list) in &found {
                self.0
                    .entry(*entity)
                    .or_default()
                    .extend_from_slice(list.list());
            }
            return !found.is_empty();
        }
        let Some(entity) = Entity::of(tree, &file) else {
            return false;
        };
        self.0
            .entry(entity)
            .or_default()
            .extend_from_slice(tree.list());
        true
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a price is among them, whose currency only a person knows.
    #[must_use]
    pub fn asks_currency(&self) -> bool {
        self.list(Entity::Stock)
            .iter()
            .any(|entry| price(entry, Currency::EUR).is_some())
    }

    fn list(&self, entity: Entity) -> &[Tree] {
        self.0.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The entries of a list by their number.
    fn by_id(&self, entity: Entity) -> BTreeMap<i64, &Tree> {
        let entries = self.list(entity).iter();
        entries
            .filter_map(|entry| Some((number(entry, "id")?, entry)))
            .collect()
    }
}

/// Reads what was found.
///
/// # Errors
///
/// Only if the products are missing.
pub fn read(lists: &Lists, currency: Currency) -> Result<Brought, Unreadable> {
    if lists.list(Entity::Products).is_empty() {
        return Err(Unreadable::NoProducts);
    }
    let mut reader = Reader {
        units: lists.by_id(Entity::Units),
        groups: lists.by_id(Entity::Groups),
        currency,
        brought: Brought::default(),
        places: BTreeMap::new(),
        items: BTreeMap::new(),
    };
    for entry in lists.list(Entity::Locations) {
        reader.location(entry);
    }
    for (position, entry) in lists.list(Entity::Products).iter().enumerate() {
        reader.product(position + 1, entry);
    }
    for entry in lists.list(Entity::Barcodes) {
        reader.barcode(entry);
    }
    for (position, entry) in lists.list(Entity::Stock).iter().enumerate() {
        reader.entry(position + 1, entry);
    }
    Ok(reader.brought)
}

struct Reader<'lists> {
    units: BTreeMap<i64, &'lists Tree>,
    groups: BTreeMap<i64, &'lists Tree>,
    currency: Currency,
    brought: Brought,
    places: BTreeMap<i64, usize>,
    /// The item of each product, with its unit (and its name where that is not known) and
    /// the mark of its dates.
    items: BTreeMap<i64, Product>,
}

#[derive(Clone)]
struct Product {
    item: usize,
    unit: Unit,
    other_unit: String,
    mark: Mark,
}

impl Reader<'_> {
    fn leave(&mut self, part: Part, row: usize, said: &str, why: Why) {
        let said = kept_name(said).0.to_owned();
        self.brought.left_out.push(LeftOut {
            part,
            row,
            said,
            why,
        });
    }

    fn location(&mut self, entry: &Tree) {
        let name = kept_name(entry.get("name").as_text().unwrap_or_default()).0;
        let Some(id) = number(entry, "id").filter(|_| !fold(name).is_empty()) else {
            return;
        };
        let freezes = entry.get("is_freezer").is_yes();
        let named = place_named(name);
        let place = match (named.kind, freezes) {
            (PlaceKind::Freezer, _) | (_, false) => named,
            (_, true) => ParcelPlace {
                id: None,
                name: name.to_owned(),
                kind: PlaceKind::Freezer,
            },
        };
        self.brought.parcel.places.push(place);
        self.places.insert(id, self.brought.parcel.places.len() - 1);
    }

    fn product(&mut self, row: usize, entry: &Tree) {
        let (name, cut) = kept_name(entry.get("name").as_text().unwrap_or_default());
        let Some(id) = number(entry, "id").filter(|_| !fold(name).is_empty()) else {
            return self.leave(Part::Item, row, name, Why::NoName);
        };
        if cut {
            self.leave(Part::Item, row, name, Why::Cut);
        }
        let unit = number(entry, "qu_id_stock").and_then(|id| self.units.get(&id).copied());
        let said = unit
            .and_then(|unit| unit.get("name").as_text())
            .unwrap_or_default();
        let known = words::unit(said);
        if known.is_none() && !said.is_empty() {
            self.leave(Part::Item, row, &format!("{name}: {said}"), Why::Unit);
        }
        let group = number(entry, "product_group_id").and_then(|id| self.groups.get(&id).copied());
        let group = group.and_then(|group| group.get("name").as_text());
        // Descriptions are HTML; what is only markup says nothing.
        let note = plain(entry.get("description").as_text().unwrap_or_default());
        let place = number(entry, "location_id").and_then(|id| self.places.get(&id).copied());
        self.brought.parcel.items.push(ParcelItem {
            category: group.and_then(words::category),
            unit: Some(known.unwrap_or(Unit::Piece)),
            place,
            note: kept_note(&note).0.to_owned(),
            ..ParcelItem::named(name)
        });
        let product = Product {
            item: self.brought.parcel.items.len() - 1,
            unit: known.unwrap_or(Unit::Piece),
            other_unit: if known.is_some() {
                String::new()
            } else {
                said.to_owned()
            },
            mark: match number(entry, "due_type") {
                Some(2) => Mark::UseBy,
                _ => Mark::BestBefore,
            },
        };
        self.items.insert(id, product);
    }

    fn barcode(&mut self, entry: &Tree) {
        let product = number(entry, "product_id").and_then(|id| self.items.get(&id));
        let code = entry.get("barcode").as_text().and_then(Barcode::parse);
        if let (Some(product), Some(code)) = (product, code) {
            let barcodes = &mut self.brought.parcel.items[product.item].barcodes;
            if !barcodes.contains(&code) {
                barcodes.push(code);
            }
        }
    }

    fn entry(&mut self, row: usize, entry: &Tree) {
        let said = entry
            .get("product_id")
            .as_scaled(0)
            .map(|id| format!("product {id}"));
        let product = number(entry, "product_id").and_then(|id| self.items.get(&id).cloned());
        let Some(product) = product else {
            return self.leave(Part::Lot, row, &said.unwrap_or_default(), Why::NoOther);
        };
        let name = self.brought.parcel.items[product.item].name.clone();
        let left = entry.get("amount").as_scaled(3).filter(|milli| *milli > 0);
        let left = left.map(|milli| Quantity::new(milli, product.unit));
        let Some(left) = left.filter(|left| is_countable(*left)) else {
            return self.leave(Part::Lot, row, &name, Why::NoAmount);
        };
        let (date, wrong) = date(entry, product.mark);
        if wrong {
            self.leave(Part::Lot, row, &name, Why::Date);
        }
        let note = entry.get("note").as_text().unwrap_or_default();
        let note = match product.other_unit.as_str() {
            "" => note.to_owned(),
            unit if note.is_empty() => unit.to_owned(),
            unit => format!("{note} · {unit}"),
        };
        let place = number(entry, "location_id").and_then(|id| self.places.get(&id).copied());
        let opened = entry.get("opened_date").as_date();
        let is_open = entry.get("open").is_yes();
        let purchased = entry.get("purchased_date").as_date();
        let frozen = place.and_then(|place| self.brought.parcel.places.get(place));
        let frozen = frozen.is_some_and(|place| place.kind == PlaceKind::Freezer);
        self.brought.parcel.lots.push(ParcelLot {
            place,
            purchased,
            date,
            opened: if is_open { opened.or(purchased) } else { None },
            frozen: purchased.filter(|_| frozen),
            price: price(entry, self.currency).and_then(|each| times(each, left)),
            note: kept_note(&note).0.to_owned(),
            row,
            ..ParcelLot::of(product.item, left)
        });
    }
}

fn number(entry: &Tree, name: &str) -> Option<i64> {
    entry.get(name).as_scaled(0)
}

/// Its date, and whether it has one that cannot be read. The last day of 2999 is Grocy's
/// word for never.
fn date(entry: &Tree, mark: Mark) -> (DateChoice, bool) {
    let member = entry.get("best_before_date");
    match (member.as_text(), member.as_date()) {
        (Some(text), _) if text.starts_with("2999-12-31") => (DateChoice::None, false),
        (_, Some(on)) => (
            DateChoice::Given(Marked {
                on,
                mark,
                estimated: false,
            }),
            false,
        ),
        (said, None) => (DateChoice::Estimate, said.is_some()),
    }
}

/// The price of one; nothing and zero are none.
fn price(entry: &Tree, currency: Currency) -> Option<Money> {
    let minor = entry.get("price").as_scaled(currency.exponent());
    let minor = minor.filter(|minor| *minor > 0);
    minor.map(|minor| Money::new(minor, currency))
}

/// The text of a description without its tags.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        text.push(' ');
        rest = rest[open..]
            .find('>')
            .map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(rest);
    let text = text
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replace("&lt;", "<");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;

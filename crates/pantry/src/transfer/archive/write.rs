//! A household as an archive.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use sync::EntityId;

use super::{FORMAT, VERSION, habits, recipes};
use crate::action::Edit;
use crate::household::{Entry, Household, Receipt, What};
use crate::id::{LotId, PlaceId};
use crate::item::Item;
use crate::line_memory::LineMemory;
use crate::location::PlaceKind;
use crate::lot::{Lot, Mark};
use crate::money::Money;
use crate::op;
use crate::op::stored::Stored;
use crate::quantity::Quantity;
use crate::shopping::ShoppingEntry;
use crate::transfer::Tree;

/// A photo that an archive brings along.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Photo {
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// The receipt, by its id.
    pub receipt: crate::id::ReceiptId,
    /// The position among the receipt's photos.
    pub position: usize,
}

impl Photo {
    /// Every photo of a household, each once.
    #[must_use]
    pub fn all(household: &Household) -> Vec<Self> {
        let mut seen = BTreeSet::new();
        let receipts = household.receipts().into_iter();
        let photos = receipts.flat_map(|receipt| {
            let images = receipt.images.iter().enumerate();
            images.map(|(position, image)| Self {
                sha256: image.sha256,
                receipt: receipt.id,
                position,
            })
        });
        photos.filter(|photo| seen.insert(photo.sha256)).collect()
    }
}

/// The archive of a household, without the bytes of photos: its last member is an empty
/// list "photos", which a host fills.
#[must_use]
pub fn write(household: &Household, today: Date) -> Tree {
    let mut map = Map::new();
    map.text("format", FORMAT);
    map.0
        .push(("version".to_owned(), Tree::Number(f64::from(VERSION))));
    map.shown("exported", Some(today));
    map.list(
        "places",
        places(household).into_iter().map(|id| place(household, id)),
    );
    map.list("items", household.items().map(item));
    map.list(
        "receipts",
        household.receipts().into_iter().rev().map(receipt),
    );
    map.list("lots", household.every_lot().map(|one| lot(household, one)));
    let memories = household.memories();
    map.list(
        "lines",
        memories.map(|(id, one)| memory(household, id, one)),
    );
    map.list("list", household.listed().map(listed));
    recipes::write(household, &mut map);
    habits::write(household, &mut map);
    map.list("journal", household.journal().map(|one| entry(&one)));
    map.list("photos", std::iter::empty());
    map.done()
}

/// The members of a map; what is not known is left out.
pub(super) struct Map(Vec<(String, Tree)>);

impl Map {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn text(&mut self, name: &str, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.0.push((name.to_owned(), Tree::text(text)));
        }
        self
    }

    pub(super) fn shown(&mut self, name: &str, value: Option<impl ToString>) -> &mut Self {
        if let Some(value) = value {
            self.text(name, &value.to_string());
        }
        self
    }

    pub(super) fn yes(&mut self, name: &str, yes: bool) -> &mut Self {
        if yes {
            self.0.push((name.to_owned(), Tree::Bool(true)));
        }
        self
    }

    pub(super) fn count(&mut self, name: &str, count: Option<u32>) -> &mut Self {
        if let Some(count) = count {
            let count = Tree::Number(f64::from(count));
            self.0.push((name.to_owned(), count));
        }
        self
    }

    fn money(&mut self, name: &str, money: Option<Money>) -> &mut Self {
        self.shown(
            name,
            money.map(|money| format!("{money} {}", money.currency)),
        )
    }

    pub(super) fn list(&mut self, name: &str, list: impl Iterator<Item = Tree>) -> &mut Self {
        self.0.push((name.to_owned(), Tree::List(list.collect())));
        self
    }

    pub(super) fn done(self) -> Tree {
        Tree::Map(self.0)
    }
}

/// The places that are shown, and those that something names.
fn places(household: &Household) -> BTreeSet<PlaceId> {
    let shown = household.places().into_iter().map(|place| place.id);
    let of_lots = household.every_lot().map(|lot| lot.place);
    let of_items = household.items().filter_map(|item| item.place);
    let of_memories = household.memories().filter_map(|(_, memory)| memory.place);
    shown
        .chain(of_lots)
        .chain(of_items)
        .chain(of_memories)
        .collect()
}

fn place(household: &Household, id: PlaceId) -> Tree {
    let mut map = Map::new();
    map.shown("id", Some(id));
    if let Some(place) = household.place(id) {
        // A built-in place has another name in every language until somebody names it.
        let unnamed = PlaceKind::of_built_in(id).is_some_and(|kind| kind.name() == place.name);
        map.text("name", if unnamed { "" } else { &place.name });
        map.text("kind", place.kind.id());
    }
    map.done()
}

fn item(item: &Item) -> Tree {
    let mut map = Map::new();
    map.shown("id", Some(item.id));
    map.text("name", &item.name);
    habits::file(&mut map, item.category);
    map.text("unit", item.unit.symbol());
    map.shown("place", item.place);
    map.text("note", &item.note);
    map.shown("origin", item.origin.map(|origin| origin.id()));
    map.done()
}

fn receipt(receipt: &Receipt) -> Tree {
    let photo = |image: &sync::BlobRef| {
        let mut map = Map::new();
        map.text("sha256", &hex(&image.sha256));
        map.shown("size", Some(image.size));
        map.done()
    };
    let mut map = Map::new();
    map.shown("id", Some(receipt.id));
    map.text("merchant", receipt.merchant.as_deref().unwrap_or_default());
    map.text("address", receipt.address.as_deref().unwrap_or_default());
    map.shown("date", receipt.date);
    let time = receipt.time;
    map.shown(
        "time",
        time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())),
    );
    map.shown("currency", receipt.currency);
    map.money("tax", receipt.tax);
    map.money("total", receipt.total);
    if !receipt.images.is_empty() {
        map.list("photos", receipt.images.iter().map(photo));
    }
    map.done()
}

fn lot(household: &Household, lot: &Lot) -> Tree {
    let left = household.quantity(lot.id);
    let bought = Quantity::new(household.original(lot.id).milli, left.unit);
    let mut map = Map::new();
    map.shown("id", Some(lot.id));
    map.shown("item", Some(lot.item));
    map.shown("place", Some(lot.place));
    map.shown("left", Some(left));
    map.shown("bought", Some(bought));
    map.shown("purchased", lot.purchased);
    if let Some(date) = lot.date {
        let name = match date.mark {
            Mark::BestBefore => "best_before",
            Mark::UseBy => "use_by",
        };
        map.shown(name, Some(date.on))
            .yes("estimated", date.estimated);
    }
    map.shown("opened", lot.opened);
    map.shown("frozen", lot.frozen);
    map.shown("thawed", lot.thawed);
    map.money("price", lot.price);
    map.money("discount", lot.discount);
    map.shown("receipt", lot.receipt);
    map.count("line", lot.line);
    map.text("text", &lot.text);
    map.shown("category", lot.category.map(|category| category.id()));
    map.shown("split_from", lot.split_from);
    map.text("note", &lot.note);
    map.text("brand", lot.brand.as_deref().unwrap_or_default());
    map.shown("size", lot.size);
    map.done()
}

fn memory(household: &Household, id: EntityId, memory: &LineMemory) -> Tree {
    let said = |field| {
        let value = household.state().field(id, field);
        value.and_then(String::from_value).unwrap_or_default()
    };
    let mut map = Map::new();
    map.text("id", &hex(&id.0));
    map.text("merchant", &said(op::line_memory::MERCHANT));
    map.text("text", &said(op::line_memory::TEXT));
    map.shown("item", memory.item);
    map.text("name", &memory.name);
    habits::file(&mut map, memory.category);
    map.yes("ignore", memory.ignore);
    map.shown("place", memory.place);
    map.shown("each", memory.each);
    map.count("days", memory.days);
    correction(&mut map, "brand", &memory.brand);
    correction(&mut map, "size", &memory.size);
    map.shown(
        "barcode",
        memory.barcode.map(|barcode| barcode.as_str().to_owned()),
    );
    map.done()
}

fn listed(entry: &ShoppingEntry) -> Tree {
    let mut map = Map::new();
    map.text("name", &entry.name);
    map.shown("item", entry.item);
    map.shown("quantity", entry.quantity);
    habits::file(&mut map, entry.category);
    map.text("note", &entry.note);
    map.yes("ticked", entry.is_ticked);
    map.done()
}

/// What was put right; false where there is none.
fn correction(map: &mut Map, name: &str, correction: &Edit<impl ToString>) {
    match correction {
        Edit::Keep => {}
        Edit::Clear => map.0.push((name.to_owned(), Tree::Bool(false))),
        Edit::Set(value) => {
            map.shown(name, Some(value.to_string()));
        }
    }
}

/// Who did what and when. It is for reading alone: an import makes a journal of its own.
fn entry(entry: &Entry) -> Tree {
    let (did, lots) = did(&entry.what);
    let mut map = Map::new();
    map.shown("at", moment(entry.at.unix_ms()));
    map.text("device", &format!("{:016x}", entry.replica.0));
    map.text("did", did);
    if !lots.is_empty() {
        map.list(
            "lots",
            lots.into_iter().map(|lot| Tree::text(lot.to_string())),
        );
    }
    map.yes("undone", entry.undone);
    map.done()
}

fn did(what: &What) -> (&'static str, Vec<LotId>) {
    let some = |lots: &[(LotId, Quantity)]| lots.iter().map(|(lot, _)| *lot).collect();
    match what {
        What::Purchased { lots, .. } => ("purchased", lots.clone()),
        What::Added { lot, .. } => ("added", vec![*lot]),
        What::Increased { lot, .. } => ("added more", vec![*lot]),
        What::Consumed { lots } => ("consumed", some(lots)),
        What::Discarded { lots, .. } => ("discarded", some(lots)),
        What::Moved { lot, .. } => ("moved", vec![*lot]),
        What::Frozen { lot } => ("frozen", vec![*lot]),
        What::Thawed { lot } => ("thawed", vec![*lot]),
        What::Opened { lot } => ("opened", vec![*lot]),
        What::Split { lot, part } => ("split", vec![*lot, *part]),
        What::Counted { .. } => ("counted", Vec::new()),
        What::EditedItem { .. } => ("edited an item", Vec::new()),
        What::EditedLot { lot } | What::EditedBrand { lot } | What::EditedSize { lot } => {
            ("edited", vec![*lot])
        }
        What::DeletedItem { .. } => ("deleted an item", Vec::new()),
        What::DeletedLot { lot } => ("deleted", vec![*lot]),
        What::AddedPlace { .. } => ("added a place", Vec::new()),
        What::EditedPlace { .. } => ("edited a place", Vec::new()),
        What::DeletedPlace { .. } => ("deleted a place", Vec::new()),
        What::AddedCategory { .. } => ("added a category", Vec::new()),
        What::DeletedCategory { .. } => ("deleted a category", Vec::new()),
        What::EditedCategory { .. } => ("edited a category", Vec::new()),
        What::EditedHabits => ("edited categories and shelf lives", Vec::new()),
        What::EditedShelfLife { .. } => ("edited a shelf life", Vec::new()),
        What::AddedRecipe { .. } => ("added a recipe", Vec::new()),
        What::EditedRecipe { .. } => ("edited a recipe", Vec::new()),
        What::DeletedRecipe { .. } => ("deleted a recipe", Vec::new()),
        What::SeveralRecipes { .. } => ("changed several recipes", Vec::new()),
        What::Several { lots } => ("changed several", lots.clone()),
        What::SeveralItems { .. } => ("changed several items", Vec::new()),
        What::AddedSample => ("added the sample household", Vec::new()),
        What::RemovedSample => ("removed the sample household", Vec::new()),
        What::Undid { .. } => ("undid", Vec::new()),
        What::Redid { .. } => ("redid", Vec::new()),
        What::Listed { .. } => ("put on the list", Vec::new()),
        What::Ticked { .. } => ("ticked", Vec::new()),
        What::Unlisted { .. } => ("took off the list", Vec::new()),
        _ => ("something else", Vec::new()),
    }
}

/// A moment in UTC: "2026-11-29T14:05:09Z".
fn moment(unix_ms: i64) -> Option<String> {
    let seconds = unix_ms.div_euclid(1_000);
    let days = Span::new().try_days(seconds.div_euclid(86_400)).ok()?;
    let day = Date::constant(1970, 1, 1).checked_add(days).ok()?;
    let second = seconds.rem_euclid(86_400);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    Some(format!("{day}T{hour:02}:{minute:02}:{:02}Z", second % 60))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

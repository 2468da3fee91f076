//! What a file brings: things that name each other by their position, since not every
//! file has ids.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sync::EntityId;

use crate::action::{DateChoice, NewEntry};
use crate::barcode::Barcode;
use crate::category::Category;
use crate::household::Receipt;
use crate::id::{ItemId, LotId, PlaceId};
use crate::item::Origin;
use crate::line_memory::LineMemory;
use crate::location::PlaceKind;
use crate::money::Money;
use crate::quantity::{Quantity, Unit};
use crate::recipe::Recipe;
use crate::transfer::{ParcelCategory, ParcelLife};

/// What a file brings. A position that leads nowhere counts as not said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parcel {
    /// Places.
    pub places: Vec<ParcelPlace>,
    /// Items.
    pub items: Vec<ParcelItem>,
    /// Lots.
    pub lots: Vec<ParcelLot>,
    /// Receipts, with the ids that they had.
    pub receipts: Vec<Receipt>,
    /// What printed lines and articles mean.
    pub memories: Vec<ParcelMemory>,
    /// What is still to be bought.
    pub list: Vec<NewEntry>,
    /// Recipes, with the ids that they had.
    pub recipes: Vec<Recipe>,
    /// How it has its categories, in the order of its shop.
    pub categories: Vec<ParcelCategory>,
    /// How long it keeps things.
    pub lives: Vec<ParcelLife>,
}

/// A place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParcelPlace {
    /// The id that it had.
    pub id: Option<PlaceId>,
    /// What it is called; empty for a built-in one under its own name.
    pub name: String,
    /// What it does to food.
    pub kind: PlaceKind,
}

/// An item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParcelItem {
    /// The id that it had.
    pub id: Option<ItemId>,
    /// What it is called.
    pub name: String,
    /// What it is filed under.
    pub category: Option<Category>,
    /// The unit in which totals are shown; `None` is that of its first lot.
    pub unit: Option<Unit>,
    /// Where it usually goes.
    pub place: Option<usize>,
    /// A note.
    pub note: String,
    /// The articles that it is sold as.
    pub barcodes: Vec<Barcode>,
    /// Who named it, where nobody of the household did.
    pub origin: Option<Origin>,
}

impl ParcelItem {
    /// An item of which only the name is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            id: None,
            name: name.into(),
            category: None,
            unit: None,
            place: None,
            note: String::new(),
            barcodes: Vec::new(),
            origin: None,
        }
    }
}

/// A lot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParcelLot {
    /// The id that it had.
    pub id: Option<LotId>,
    /// Which item it is of.
    pub item: usize,
    /// Where it is; `None` is where the item usually goes.
    pub place: Option<usize>,
    /// What is left of it: nothing of one that was used up.
    pub left: Quantity,
    /// How much came in at first, in the same unit.
    pub bought: Quantity,
    /// The day it was bought.
    pub purchased: Option<Date>,
    /// Its date.
    pub date: DateChoice,
    /// The day it was opened.
    pub opened: Option<Date>,
    /// The day it was frozen.
    pub frozen: Option<Date>,
    /// The day it was thawed after that.
    pub thawed: Option<Date>,
    /// What was charged for all of it.
    pub price: Option<Money>,
    /// What was taken off; negative.
    pub discount: Option<Money>,
    /// The receipt that it stands on.
    pub receipt: Option<usize>,
    /// The position among the lines of that receipt.
    pub line: Option<u32>,
    /// The printed text.
    pub text: String,
    /// What it was filed under when it was bought.
    pub category: Option<Category>,
    /// The lot that it was split from, by the id that it had.
    pub split_from: Option<LotId>,
    /// A note.
    pub note: String,
    /// Who makes it.
    pub brand: Option<String>,
    /// How much is in one package.
    pub size: Option<Quantity>,
    /// The row or entry of the file, from 1.
    pub row: usize,
}

impl ParcelLot {
    /// A lot of which only the item and the amount are known.
    #[must_use]
    pub fn of(item: usize, left: Quantity) -> Self {
        Self {
            id: None,
            item,
            place: None,
            left,
            bought: left,
            purchased: None,
            date: DateChoice::Estimate,
            opened: None,
            frozen: None,
            thawed: None,
            price: None,
            discount: None,
            receipt: None,
            line: None,
            text: String::new(),
            category: None,
            split_from: None,
            note: String::new(),
            brand: None,
            size: None,
            row: 0,
        }
    }
}

/// What a printed line or an article means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParcelMemory {
    /// Its id, which is made from what it is about.
    pub id: EntityId,
    /// The merchant, as printed.
    pub merchant: String,
    /// The line, as printed.
    pub text: String,
    /// The item; the one within the memory is of another household.
    pub item: Option<usize>,
    /// The place; the one within the memory is of another household.
    pub place: Option<usize>,
    /// The rest.
    pub memory: LineMemory,
}

/// What cannot be taken in, or not as it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// What it is.
    pub part: Part,
    /// Which one: the row of a table (the headings are row 1), or the position in its list,
    /// from 1.
    pub row: usize,
    /// What stands there.
    pub said: String,
    /// Why.
    pub why: Why,
}

/// A part of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// A row of a table.
    Row,
    /// A place.
    Place,
    /// An item.
    Item,
    /// A lot.
    Lot,
    /// A receipt.
    Receipt,
    /// What a line means.
    Memory,
    /// Something to buy.
    Entry,
    /// How a category is had.
    Category,
    /// How long something is kept.
    Life,
    /// A recipe.
    Recipe,
}

/// Why something is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It has no name.
    NoName,
    /// The amount is none.
    NoAmount,
    /// What it names is not in the file.
    NoOther,
    /// It has no id.
    NoId,
    /// The unit is not known: it is taken as pieces, and the unit goes into the note.
    Unit,
    /// A date cannot be read: the rest is taken in without it.
    Date,
    /// A price cannot be read: the rest is taken in without it.
    Price,
    /// A name or note was too long: it is cut.
    Cut,
    /// Larder keeps no such thing.
    NoSuch,
}

impl Why {
    /// Whether the thing itself is left out, and not only a part of it.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Self::NoName | Self::NoAmount | Self::NoOther | Self::NoId | Self::NoSuch
        )
    }
}

impl Parcel {
    /// Whether it brings nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
            && self.items.is_empty()
            && self.lots.is_empty()
            && self.receipts.is_empty()
            && self.memories.is_empty()
            && self.list.is_empty()
            && self.recipes.is_empty()
            && self.categories.is_empty()
            && self.lives.is_empty()
    }

    /// The same without the lots that are not wanted, and without what only they needed.
    /// Items that no lot of the file is of stay.
    #[must_use]
    pub fn with_lots(&self, wanted: impl Fn(usize, &ParcelLot) -> bool) -> Self {
        let lots = self.lots.iter().enumerate();
        let chosen = lots.filter(|(position, lot)| wanted(*position, lot));
        let chosen: Vec<usize> = chosen.map(|(position, _)| position).collect();
        let mut all = Picked::new(self);
        let used: std::collections::BTreeSet<usize> =
            self.lots.iter().map(|lot| lot.item).collect();
        for item in (0..self.items.len()).filter(|item| !used.contains(item)) {
            all.item(item);
        }
        for lot in chosen {
            all.lot(lot);
        }
        for memory in &self.memories {
            all.memory(memory);
        }
        all.parcel.list.clone_from(&self.list);
        all.parcel.recipes.clone_from(&self.recipes);
        all.parcel
    }

    /// Parts of it that are small enough for one transaction each, in the order in which
    /// they are to be taken in. `most` is how many things a part has at most, beside what
    /// they need. What is said of categories and of keeping things is in each: an order makes
    /// sense as a whole alone.
    #[must_use]
    pub fn parts(&self, most: usize) -> Vec<Self> {
        let habits = !(self.categories.is_empty() && self.lives.is_empty());
        let things = habits.then_some(Thing::Habits).into_iter();
        let things = things.chain((0..self.items.len()).map(Thing::Item));
        let things = things.chain((0..self.lots.len()).map(Thing::Lot));
        let things = things.chain((0..self.receipts.len()).map(Thing::Receipt));
        let things = things.chain((0..self.places.len()).map(Thing::Place));
        let things = things.chain((0..self.memories.len()).map(Thing::Memory));
        let things = things.chain((0..self.list.len()).map(Thing::Entry));
        let things = things.chain((0..self.recipes.len()).map(Thing::Recipe));
        let things: Vec<Thing> = things.collect();
        let part = |things: &[Thing]| {
            let mut part = Picked::new(self);
            for thing in things {
                part.thing(*thing);
            }
            part.parcel
        };
        things.chunks(most.max(1)).map(part).collect()
    }
}

/// A thing of a parcel by its position.
#[derive(Clone, Copy)]
enum Thing {
    Item(usize),
    Lot(usize),
    Receipt(usize),
    Place(usize),
    Memory(usize),
    Entry(usize),
    Recipe(usize),
    Habits,
}

/// A parcel that is put together from some of another one.
struct Picked<'whole> {
    whole: &'whole Parcel,
    parcel: Parcel,
    places: BTreeMap<usize, usize>,
    items: BTreeMap<usize, usize>,
    receipts: BTreeMap<usize, usize>,
}

impl<'whole> Picked<'whole> {
    fn new(whole: &'whole Parcel) -> Self {
        Self {
            whole,
            // Every part says what its categories are.
            parcel: Parcel {
                categories: whole.categories.clone(),
                lives: whole.lives.clone(),
                ..Parcel::default()
            },
            places: BTreeMap::new(),
            items: BTreeMap::new(),
            receipts: BTreeMap::new(),
        }
    }

    fn thing(&mut self, thing: Thing) {
        match thing {
            Thing::Item(item) => {
                self.item(item);
            }
            Thing::Lot(lot) => self.lot(lot),
            Thing::Receipt(receipt) => {
                self.receipt(receipt);
            }
            Thing::Place(place) => {
                self.place(place);
            }
            Thing::Memory(memory) => {
                if let Some(memory) = self.whole.memories.get(memory) {
                    self.memory(memory);
                }
            }
            // They are in every part.
            Thing::Habits => {}
            Thing::Entry(entry) => self.parcel.list.extend(self.whole.list.get(entry).cloned()),
            Thing::Recipe(recipe) => {
                let recipe = self.whole.recipes.get(recipe).cloned();
                self.parcel.recipes.extend(recipe);
            }
        }
    }

    fn place(&mut self, place: usize) -> Option<usize> {
        let whole = self.whole.places.get(place)?;
        let places = &mut self.parcel.places;
        Some(*self.places.entry(place).or_insert_with(|| {
            places.push(whole.clone());
            places.len() - 1
        }))
    }

    fn item(&mut self, item: usize) -> Option<usize> {
        let whole = self.whole.items.get(item)?;
        if let Some(known) = self.items.get(&item) {
            return Some(*known);
        }
        let place = whole.place.and_then(|place| self.place(place));
        self.parcel.items.push(ParcelItem {
            place,
            ..whole.clone()
        });
        let position = self.parcel.items.len() - 1;
        self.items.insert(item, position);
        Some(position)
    }

    fn receipt(&mut self, receipt: usize) -> Option<usize> {
        let whole = self.whole.receipts.get(receipt)?;
        let receipts = &mut self.parcel.receipts;
        Some(*self.receipts.entry(receipt).or_insert_with(|| {
            receipts.push(whole.clone());
            receipts.len() - 1
        }))
    }

    fn lot(&mut self, lot: usize) {
        let Some(whole) = self.whole.lots.get(lot) else {
            return;
        };
        let Some(item) = self.item(whole.item) else {
            return;
        };
        let lot = ParcelLot {
            item,
            place: whole.place.and_then(|place| self.place(place)),
            receipt: whole.receipt.and_then(|receipt| self.receipt(receipt)),
            ..whole.clone()
        };
        self.parcel.lots.push(lot);
    }

    fn memory(&mut self, whole: &ParcelMemory) {
        let memory = ParcelMemory {
            item: whole.item.and_then(|item| self.item(item)),
            place: whole.place.and_then(|place| self.place(place)),
            ..whole.clone()
        };
        self.parcel.memories.push(memory);
    }
}

//! One line of a receipt in review.

use jiff::civil::Date;
use pantry::action::{DateChoice, ItemChoice, Line};
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::{ItemId, PlaceId};
use pantry::item::Item;
use pantry::location::PlaceKind;
use pantry::lot::{Mark, Marked};
use pantry::money::Currency;
use pantry::quantity::Quantity;
use pantry::receipt::{Bounds, DoubtKind};
use pantry::shelf_life::{Kind, Source};
use pantry::{due, shelf_life};

use crate::view::amounts;

/// Where an estimated date comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Estimate {
    /// A published figure.
    Published(Source),
    /// What a member said of such a line before.
    Said,
}

/// What is typed and cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Garbled {
    /// As the amount.
    pub amount: Option<String>,
    /// As the price.
    pub price: Option<String>,
}

/// A line in review.
#[derive(Clone, PartialEq, Debug)]
pub struct ReviewLine {
    /// One of its kind in this review.
    pub key: usize,
    /// What it will become.
    pub line: Line,
    /// The name as it is shown and edited.
    pub name: String,
    /// The size of a package as it is typed; the line holds the last one that could be read.
    pub typed_size: String,
    /// What is typed as the amount or the price and is none yet; the line holds the last one
    /// that could be read.
    pub garbled: Garbled,
    /// Where it is printed; nowhere for a line that was added by hand.
    pub bounds: Option<Bounds>,
    /// Whether it was doubtful when it came: it stays among those to check.
    pub asked: bool,
    /// Why it should be checked.
    pub why: Vec<DoubtKind>,
    /// Whether the person has checked it.
    pub checked: bool,
    /// Whether the person has chosen the category.
    pub filed: bool,
    /// Whether it stays out of the pantry.
    pub dropped: bool,
    /// Whether it stays out of the pantry on every receipt of this merchant's.
    pub always: bool,
    /// The item of the household that it may be, until the person says.
    pub maybe: Option<ItemId>,
}

impl ReviewLine {
    /// An empty line to fill in by hand.
    pub fn empty(key: usize) -> Self {
        Self {
            key,
            line: Line {
                source: key,
                text: String::new(),
                item: ItemChoice::Named(String::new()),
                category: None,
                quantity: Quantity::pieces(1),
                printed: None,
                brand: None,
                size: None,
                printed_brand: None,
                printed_size: None,
                price: None,
                discount: None,
                place: None,
                date: DateChoice::Estimate,
            },
            name: String::new(),
            typed_size: String::new(),
            garbled: Garbled::default(),
            bounds: None,
            asked: false,
            why: Vec::new(),
            checked: false,
            filed: false,
            dropped: false,
            always: false,
            maybe: None,
        }
    }

    /// The open questions about it: whether it is an item that the household has, and
    /// whether it was read right.
    pub fn questions(&self) -> usize {
        if self.dropped {
            return 0;
        }
        let doubtful = !self.checked && !self.why.is_empty();
        usize::from(self.maybe.is_some()) + usize::from(doubtful)
    }

    /// Whether nothing about it needs a look.
    pub fn is_sure(&self) -> bool {
        self.questions() == 0
    }

    /// Whether all that there is to say of it is that it was read right: a tap says that. A
    /// category is chosen and a name typed, and a match has a question of its own.
    pub fn needs_a_look_only(&self) -> bool {
        let chosen = self.why.contains(&DoubtKind::UncertainCategory);
        let asked = !self.why.is_empty() && !chosen && self.maybe.is_none();
        asked && !self.dropped && !self.is_unnamed()
    }

    /// Whether it lacks the one thing that every item has.
    pub fn is_unnamed(&self) -> bool {
        self.name.trim().is_empty()
    }

    /// The field without which it cannot be put away as it is: a name is missing, or what is
    /// typed as an amount is none and must not be lost.
    pub fn unfinished(&self) -> Option<&'static str> {
        let fields = [
            ("name", self.is_unnamed()),
            ("amount", self.garbled.amount.is_some()),
            ("price", self.garbled.price.is_some()),
            ("size", amounts::typed_size(&self.typed_size).is_err()),
        ];
        let unfinished = fields.into_iter().find(|(_, unfinished)| *unfinished);
        unfinished.map(|(field, _)| field)
    }

    /// Says how much was bought; what is no amount yet stays as it is typed.
    pub fn count(&mut self, typed: String) {
        match amounts::read_quantity(&typed, self.line.quantity.unit) {
            Some(quantity) => {
                self.line.quantity = quantity;
                self.garbled.amount = None;
            }
            None => self.garbled.amount = Some(typed),
        }
    }

    /// Says what it cost; what is no price yet stays as it is typed.
    pub fn price(&mut self, typed: String, currency: Currency) {
        match amounts::typed_money(&typed, currency) {
            Ok(price) => {
                self.line.price = price;
                self.garbled.price = None;
                self.settle();
            }
            Err(_) => self.garbled.price = Some(typed),
        }
    }

    /// Says how much is in a package; what is no size yet stays as it is typed.
    pub fn measure(&mut self, typed: String) {
        if let Ok(size) = amounts::typed_size(&typed) {
            self.line.size = size;
        }
        self.typed_size = typed;
    }

    /// Gives it a name.
    pub fn call(&mut self, name: String) {
        self.line.item = ItemChoice::Named(name.clone());
        self.name = name;
        self.maybe = None;
    }

    /// Says whether it is the item that it may be.
    pub fn settle_match(&mut self, household: &Household, same: bool) {
        if let Some(item) = self
            .maybe
            .take()
            .filter(|_| same)
            .and_then(|id| household.item(id))
        {
            self.line.item = ItemChoice::Existing(item.id);
            self.name = item.name.clone();
            // What the household has filed already is no question any more.
            self.why
                .retain(|kind| *kind != DoubtKind::UncertainCategory);
        }
    }

    /// Leaves it out of the pantry, or takes it in again.
    pub fn toggle_dropped(&mut self) {
        self.dropped = !self.dropped;
        self.always &= self.dropped;
    }

    /// Files it where the person says.
    pub fn file(&mut self, category: Option<Category>) {
        self.line.category = category;
        self.filed = true;
        self.settle();
    }

    /// Takes away the doubts that what is known by now has answered.
    pub fn settle(&mut self) {
        let known = matches!(self.line.item, ItemChoice::Existing(_));
        let (filed, priced) = (self.filed || known, self.line.price.is_some());
        self.why.retain(|kind| match kind {
            DoubtKind::UncertainCategory => !filed,
            DoubtKind::ItemWithoutPrice => !priced,
            _ => true,
        });
    }

    /// The item that it is, if the household has it already.
    pub fn known<'house>(&self, household: &'house Household) -> Option<&'house Item> {
        match &self.line.item {
            ItemChoice::Existing(id) => household.item(*id),
            ItemChoice::Named(name) => household.item_named(name),
        }
    }

    /// What it will be filed under: what the person chose, else as the item is filed
    /// already, else the reader's guess.
    pub fn category(&self, household: &Household) -> Option<Category> {
        if self.filed {
            return self.line.category;
        }
        let known = self.known(household).and_then(|item| item.category);
        known.or(self.line.category)
    }

    /// What decides where it goes and how long it keeps.
    pub fn kind(&self, household: &Household) -> Option<Kind> {
        let known = self.known(household).map(|item| item.name.as_str());
        let category = self.category(household)?;
        Some(household.kind_of(category, known.unwrap_or(&self.name)))
    }

    /// Where it will go.
    pub fn place(&self, household: &Household) -> PlaceId {
        let usual = || self.known(household).and_then(|item| item.place);
        let kind = self.kind(household).map(shelf_life::default_place);
        let place = self.line.place.or_else(usual);
        place.unwrap_or(kind.unwrap_or(PlaceKind::Pantry).place())
    }

    /// What its date is about.
    pub fn mark(&self, household: &Household) -> Mark {
        self.category(household)
            .map_or(Mark::BestBefore, due::mark_of)
    }

    /// The date that it will get.
    pub fn date(&self, household: &Household, bought: Date) -> Option<Marked> {
        match self.line.date {
            DateChoice::Given(marked) => Some(Marked {
                mark: self.mark(household),
                ..marked
            }),
            DateChoice::None => None,
            DateChoice::After(days) => due::after(days, bought, self.category(household)),
            DateChoice::Estimate => {
                let place = household.place_kind(self.place(household));
                due::estimated(self.kind(household)?, place, bought)
            }
        }
    }

    /// Where its date comes from, if nobody has given it.
    pub fn source(&self, household: &Household) -> Option<Estimate> {
        match self.line.date {
            DateChoice::After(_) => Some(Estimate::Said),
            DateChoice::Estimate => {
                let place = household.place_kind(self.place(household));
                due::source_of_estimate(self.kind(household)?, place).map(Estimate::Published)
            }
            DateChoice::Given(_) | DateChoice::None => None,
        }
    }

    /// What was confirmed: the category is known only now, and with it what the date is about.
    pub fn confirmed(&self, household: &Household) -> Line {
        let date = match self.line.date {
            DateChoice::Given(marked) => DateChoice::Given(Marked {
                mark: self.mark(household),
                ..marked
            }),
            other => other,
        };
        Line {
            category: self.category(household),
            date,
            ..self.line.clone()
        }
    }
}

//! How long food keeps, by food or category, place and what has happened to the package.
//!
//! What the household says itself ([`OwnDays`]) comes first; all else is the table's.
//!
//! Source: USDA/FSIS FoodKeeper, 2025 (661 foods, public domain). What a name means
//! decides ([`Kind`]): the [`Food`] that it says has FoodKeeper's own figures and names
//! the foods there that they come from. Where FoodKeeper says nothing of the food, or
//! the name says no food that is known, the category's figure stands in, and a food's
//! own figures bound it: opened no longer than sealed, nothing in the pantry longer
//! than in the fridge, and frozen no shorter than chilled. [`source`] tells which it was.
//!
//! For the category, each of FoodKeeper's foods was filed under one of our
//! categories; a figure is the median of the category's foods that have one, the
//! minimum and the maximum each by itself, rounded down to whole days. Where a food has both, the time "from the
//! date of purchase" was taken, because that is the day that a receipt knows.
//! A figure needs five foods, or three that are half of the category; with fewer
//! it is [`Keeps::Unknown`]. "When ripe" and "package date" say nothing in days
//! and were left out. "Not recommended" stands where most foods say so (a time of
//! zero days counts as such).
//!
//! Five figures are not medians, and the table marks them:
//! (a) opened meat, 7 days of wieners and ham, is held to what sealed meat keeps,
//! since opening never extends; (b) frozen dry goods, 182 days of cooked and fresh
//! things, are raised to what the fridge gives, since freezing never shortens;
//! (c) chilled food and frozen food in the pantry is not recommended, by FSIS's
//! two-hour rule ("Danger Zone (40 °F – 140 °F)"); (d) one to two days for thawed
//! meat and fish are the careful end of FSIS's "The Big Thaw"; (e) sealed baby food,
//! which FoodKeeper has opened only, has the figure of what is preserved by heat in a
//! jar or pouch (FoodKeeper 373).
//!
//! What keeps indefinitely is estimated to keep ten years: the longest that FoodKeeper
//! gives in numbers (681, mung beans, 3,652 days), so that it has a date like the rest
//! and never asks for attention. "Not recommended" in the freezer is about quality, so
//! the category's days stand in for a date there.
//!
//! These are guides to quality by an agency that cannot see the food, no promise
//! of safety. What is not food has no figure, ever.

mod foods;
mod medians;
mod own;
mod row;

use jiff::Span;
use jiff::civil::Date;

pub use foods::Food;
pub(crate) use foods::{Spoken, spoken, stem};
pub(crate) use own::Lives;
pub use own::{MOST_DAYS, OwnDays, STATES, Subject};

use crate::category::Category;
use crate::location::PlaceKind;
use row::Row;

/// What is estimated for [`Keeps::Indefinitely`], in days.
const EVER: ShelfLife = ShelfLife {
    min: 3_652,
    max: 3_652,
};

/// What decides how long something keeps: its category, and the food that its name says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// What it is filed under; for one of the household's own, what that is like.
    pub category: Category,
    /// The food that its name says, if we know it.
    pub food: Option<&'static Food>,
    /// What the household says of it itself.
    pub own: OwnDays,
}

impl Kind {
    /// The kind of something that is filed under a category and called by a name.
    #[must_use]
    pub fn of(category: Category, name: &str) -> Self {
        Self {
            food: Food::of(name, category.usual()),
            ..category.into()
        }
    }

    /// Like [`Kind::of`], of a name that is folded already.
    pub(crate) fn of_folded(category: Category, name: &str) -> Self {
        Self {
            food: Food::of_folded(name, category.usual()),
            ..category.into()
        }
    }

    fn row(self) -> Row {
        let row = match self.food {
            Some(food) => *food.row(),
            None => medians::row(self.category),
        };
        self.own.over(row)
    }
}

impl From<Category> for Kind {
    /// The kind of something of which only the category is known.
    fn from(category: Category) -> Self {
        Self {
            category: category.usual(),
            food: None,
            own: OwnDays::default(),
        }
    }
}

/// Where a figure comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// What FoodKeeper says of this food, under [`Food::foodkeeper`].
    Food(&'static Food),
    /// The median of FoodKeeper's foods of this category.
    Median(Category),
    /// Such a median, held to the laws and to what is known of the food itself.
    Bounded(Category),
    /// One food of FoodKeeper, by its number there, that stands in for a category.
    StandIn(u16),
    /// The rules of USDA's Food Safety and Inspection Service.
    Fsis,
    /// What the household has said itself.
    Household,
}

/// What has happened to the package.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Opened {
    /// As bought.
    Sealed,
    /// Opened.
    Opened,
    /// Was frozen, and has been thawed.
    Thawed,
}

/// A number of days to keep something, from and to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ShelfLife {
    /// The careful end: estimates use it.
    pub min: u16,
    /// The generous end.
    pub max: u16,
}

/// What is known about keeping something somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Keeps {
    /// So many days.
    Days(ShelfLife),
    /// It should not be kept there.
    NotRecommended,
    /// It does not go bad there.
    Indefinitely,
    /// The source does not say.
    Unknown,
}

impl ShelfLife {
    fn least(self, other: Self) -> Self {
        Self {
            min: self.min.min(other.min),
            max: self.max.min(other.max),
        }
    }

    fn most(self, other: Self) -> Self {
        Self {
            min: self.min.max(other.min),
            max: self.max.max(other.max),
        }
    }
}

impl Keeps {
    /// The days, where a number is known.
    #[must_use]
    pub fn days(self) -> Option<ShelfLife> {
        match self {
            Self::Days(life) => Some(life),
            _ => None,
        }
    }
}

/// What is known about keeping it there in this state.
#[must_use]
pub fn keeps(kind: Kind, place: PlaceKind, opened: Opened) -> Keeps {
    kind.row().at(place, opened)
}

/// How many days, where a number is known.
#[must_use]
pub fn days(kind: Kind, place: PlaceKind, opened: Opened) -> Option<ShelfLife> {
    keeps(kind, place, opened).days()
}

/// The day to use something by that was put there on `from`: the careful end of its days.
#[must_use]
pub fn estimate(kind: Kind, place: PlaceKind, opened: Opened, from: Date) -> Option<Date> {
    let life = match keeps(kind, place, opened) {
        Keeps::Days(life) => life,
        Keeps::Indefinitely => EVER,
        Keeps::NotRecommended => frozen_anyway(kind, place)?,
        Keeps::Unknown => return None,
    };
    from.checked_add(Span::new().try_days(life.min).ok()?).ok()
}

/// Where [`keeps`] and [`estimate`] have it from; `None` where nothing is known.
#[must_use]
pub fn source(kind: Kind, place: PlaceKind, opened: Opened) -> Option<Source> {
    if kind.own.at(place, opened).is_some() {
        return Some(Source::Household);
    }
    let median = medians::source(kind.category, place, opened);
    match keeps(kind, place, opened) {
        Keeps::Unknown => return None,
        Keeps::NotRecommended if place == PlaceKind::Freezer => return Some(median),
        // For whatever is chilled the two-hour rule says it before FoodKeeper does.
        Keeps::NotRecommended if is_chilled(kind, place) => return Some(Source::Fsis),
        _ => {}
    }
    match kind.food {
        Some(food) if food.says(place, opened) => Some(Source::Food(food)),
        _ if keeps(kind, place, opened) == keeps(kind.category.into(), place, opened) => {
            Some(median)
        }
        _ => Some(Source::Bounded(kind.category)),
    }
}

/// Where something is kept when nobody has said.
#[must_use]
pub fn default_place(kind: Kind) -> PlaceKind {
    if let Some(food) = kind.food {
        return food.place;
    }
    match kind.category {
        Category::Produce
        | Category::DairyEggs
        | Category::Meat
        | Category::Seafood
        | Category::DeliPrepared => PlaceKind::Fridge,
        Category::Frozen => PlaceKind::Freezer,
        _ => PlaceKind::Pantry,
    }
}

/// The category's days for what is in the freezer against the advice, since that is about
/// quality alone; no shorter than the fridge gives.
fn frozen_anyway(kind: Kind, place: PlaceKind) -> Option<ShelfLife> {
    let freezer = medians::row(kind.category).freezer;
    let freezer = freezer.raised(kind.row().fridge).days();
    freezer.filter(|_| place == PlaceKind::Freezer)
}

fn is_chilled(kind: Kind, place: PlaceKind) -> bool {
    place == PlaceKind::Pantry && kind.row().pantry == Keeps::NotRecommended
}

#[cfg(test)]
mod tests;

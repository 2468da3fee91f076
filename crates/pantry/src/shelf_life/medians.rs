//! The medians of each category, and the figures that stand in for one.
//!
//! The head of the module above says how they were made and what the marks mean.

use super::row::Row;
use super::{Keeps, Opened, ShelfLife, Source};
use crate::category::Category;
use crate::location::PlaceKind;

/// FoodKeeper's "canned goods, high acid": what is preserved by heat in a jar or pouch.
const PRESERVED_BY_HEAT: u16 = 373;

/// Where a figure of [`row`] comes from.
pub(super) fn source(category: Category, place: PlaceKind, state: Opened) -> Source {
    use Category::{Baby, DeliPrepared, Frozen, Meat, Seafood, Staples};
    match (category, place, state) {
        (Meat, PlaceKind::Fridge, Opened::Opened) => Source::Bounded(category),
        (Staples, PlaceKind::Freezer, _) => Source::Bounded(category),
        (Meat | Seafood | DeliPrepared | Frozen, PlaceKind::Pantry, _) => Source::Fsis,
        (Meat | Seafood, PlaceKind::Fridge, Opened::Thawed) => Source::Fsis,
        (Baby, PlaceKind::Pantry, Opened::Sealed) => Source::StandIn(PRESERVED_BY_HEAT),
        _ => Source::Median(category),
    }
}

const fn d(min: u16, max: u16) -> Keeps {
    Keeps::Days(ShelfLife { min, max })
}

const UNKNOWN: Keeps = Keeps::Unknown;
const NOT: Keeps = Keeps::NotRecommended;

/// In the order pantry, pantry opened, fridge, fridge opened, fridge thawed, freezer.
const fn of(figures: [Keeps; 6]) -> Row {
    Row::of(figures)
}

/// The figures of a category.
#[rustfmt::skip]
pub(super) fn row(category: Category) -> Row {
    //                                    pantry        opened        fridge        opened        thawed    freezer
    match category {
        Category::Own(own) => row(own.like()),
        Category::Produce =>          of([d(7, 10),     UNKNOWN,      d(7, 9),      d(4, 4),      UNKNOWN,  d(304, 365)]),
        Category::DairyEggs =>        of([UNKNOWN,      UNKNOWN,      d(14, 14),    d(7, 7),      UNKNOWN,  d(121, 121)]),
        // (a) opened, (c) pantry, (d) thawed.
        Category::Meat =>             of([NOT,          NOT,          d(3, 5),      d(3, 5),      d(1, 2),  d(121, 274)]),
        // (c) pantry, (d) thawed.
        Category::Seafood =>          of([NOT,          NOT,          d(2, 4),      UNKNOWN,      d(1, 2),  d(182, 274)]),
        // (c) pantry.
        Category::DeliPrepared =>     of([NOT,          NOT,          d(7, 7),      d(3, 5),      UNKNOWN,  d(30, 60)]),
        Category::Bakery =>           of([d(3, 5),      UNKNOWN,      UNKNOWN,      d(5, 7),      UNKNOWN,  d(91, 91)]),
        // (c) pantry. In the fridge it thaws: one figure for both.
        Category::Frozen =>           of([NOT,          NOT,          d(3, 4),      UNKNOWN,      d(3, 4),  d(304, 365)]),
        // (b) freezer.
        Category::Staples =>          of([d(304, 365),  d(182, 365),  d(365, 365),  d(182, 182),  UNKNOWN,  d(365, 365)]),
        Category::Canned =>           of([d(730, 730),  NOT,          UNKNOWN,      d(3, 4),      UNKNOWN,  d(60, 91)]),
        Category::CondimentsSpices => of([d(365, 730),  d(365, 365),  d(365, 365),  d(60, 91),    UNKNOWN,  UNKNOWN]),
        Category::Breakfast =>        of([d(182, 365),  d(60, 91),    UNKNOWN,      UNKNOWN,      UNKNOWN,  UNKNOWN]),
        Category::SnacksSweets =>     of([d(182, 182),  d(30, 30),    d(274, 365),  d(91, 121),   UNKNOWN,  d(608, 608)]),
        Category::Beverages =>        of([d(365, 547),  d(60, 91),    UNKNOWN,      d(7, 10),     UNKNOWN,  d(243, 365)]),
        Category::Alcohol =>          of([d(365, 730),  UNKNOWN,      UNKNOWN,      UNKNOWN,      UNKNOWN,  UNKNOWN]),
        // (e) pantry. The rest is food only: an opened jar or bottle.
        Category::Baby =>             of([d(365, 547),  NOT,          UNKNOWN,      d(2, 2),      UNKNOWN,  UNKNOWN]),
        Category::Pet | Category::Household | Category::PersonalCare => of([UNKNOWN; 6]),
    }
}

//! How long food keeps, by category, place and what has happened to the package.
//!
//! Source: USDA/FSIS FoodKeeper, 2025 (661 foods, public domain). Each of its
//! foods was filed under one of our categories; a figure here is the median of
//! the category's foods that have one, the minimum and the maximum each by
//! itself, rounded down to whole days. Where a food has both, the time "from the
//! date of purchase" was taken, because that is the day that a receipt knows.
//! A figure needs five foods, or three that are half of the category; with fewer
//! it is [`Keeps::Unknown`]. "When ripe" and "package date" say nothing in days
//! and were left out. "Not recommended" stands where most foods say so (a time of
//! zero days counts as such).
//!
//! Four figures are not medians, and the table marks them:
//! (a) opened meat, 7 days of wieners and ham, is held to what sealed meat keeps,
//! since opening never extends; (b) frozen dry goods, 182 days of cooked and fresh
//! things, are raised to what the fridge gives, since freezing never shortens;
//! (c) chilled food and frozen food in the pantry is not recommended, by FSIS's
//! two-hour rule ("Danger Zone (40 °F – 140 °F)"); (d) one to two days for thawed
//! meat and fish are the careful end of FSIS's "The Big Thaw".
//!
//! These are guides to quality by an agency that cannot see the food, no promise
//! of safety. What is not food has no figure, ever.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::category::Category;
use crate::location::PlaceKind;

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

/// What is known about keeping this category there in this state.
#[must_use]
pub fn keeps(category: Category, place: PlaceKind, opened: Opened) -> Keeps {
    let row = row(category);
    match (place, opened) {
        (PlaceKind::Pantry, Opened::Sealed) => row.pantry,
        (PlaceKind::Pantry, Opened::Opened) => row.pantry_opened,
        // The source has no figure for food thawed at room temperature.
        (PlaceKind::Pantry, Opened::Thawed) => match row.pantry {
            Keeps::NotRecommended => Keeps::NotRecommended,
            _ => Keeps::Unknown,
        },
        (PlaceKind::Fridge, Opened::Sealed) => row.fridge,
        (PlaceKind::Fridge, Opened::Opened) => row.fridge_opened,
        (PlaceKind::Fridge, Opened::Thawed) => row.fridge_thawed,
        // Frost stops the clock whether the package is open or not.
        (PlaceKind::Freezer, _) => row.freezer,
    }
}

/// How many days, where a number is known.
#[must_use]
pub fn days(category: Category, place: PlaceKind, opened: Opened) -> Option<ShelfLife> {
    keeps(category, place, opened).days()
}

/// The day to use something by that was put there on `from`: the careful end of its days.
#[must_use]
pub fn estimate(category: Category, place: PlaceKind, opened: Opened, from: Date) -> Option<Date> {
    let life = days(category, place, opened)?;
    from.checked_add(i64::from(life.min).days()).ok()
}

/// Where a category is kept when nobody has said.
#[must_use]
pub fn default_place(category: Category) -> PlaceKind {
    match category {
        Category::Produce
        | Category::DairyEggs
        | Category::Meat
        | Category::Seafood
        | Category::DeliPrepared => PlaceKind::Fridge,
        Category::Frozen => PlaceKind::Freezer,
        _ => PlaceKind::Pantry,
    }
}

/// One category's figures.
struct Row {
    pantry: Keeps,
    pantry_opened: Keeps,
    fridge: Keeps,
    fridge_opened: Keeps,
    fridge_thawed: Keeps,
    freezer: Keeps,
}

const fn d(min: u16, max: u16) -> Keeps {
    Keeps::Days(ShelfLife { min, max })
}

const UNKNOWN: Keeps = Keeps::Unknown;
const NOT: Keeps = Keeps::NotRecommended;

/// In the order pantry, pantry opened, fridge, fridge opened, fridge thawed, freezer.
const fn of(figures: [Keeps; 6]) -> Row {
    let [
        pantry,
        pantry_opened,
        fridge,
        fridge_opened,
        fridge_thawed,
        freezer,
    ] = figures;
    Row {
        pantry,
        pantry_opened,
        fridge,
        fridge_opened,
        fridge_thawed,
        freezer,
    }
}

#[rustfmt::skip]
fn row(category: Category) -> Row {
    //                                    pantry        opened        fridge        opened        thawed    freezer
    match category {
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
        // Food only: an opened jar or bottle. Formula and jars go by their printed date.
        Category::Baby =>             of([UNKNOWN,      NOT,          UNKNOWN,      d(2, 2),      UNKNOWN,  UNKNOWN]),
        Category::Pet | Category::Household | Category::PersonalCare => of([UNKNOWN; 6]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [PlaceKind; 3] = PlaceKind::ALL;
    const STATES: [Opened; 3] = [Opened::Sealed, Opened::Opened, Opened::Thawed];

    #[test]
    fn the_careful_end_is_never_later_than_the_generous_one() {
        for category in Category::ALL {
            for place in PLACES {
                for state in STATES {
                    if let Some(life) = days(category, place, state) {
                        assert!(
                            0 < life.min && life.min <= life.max,
                            "{category:?} {place:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_freezer_keeps_no_shorter_than_the_fridge() {
        for category in Category::ALL {
            for state in STATES {
                let fridge = days(category, PlaceKind::Fridge, state);
                let freezer = days(category, PlaceKind::Freezer, state);
                if let (Some(fridge), Some(freezer)) = (fridge, freezer) {
                    assert!(fridge.min <= freezer.min, "{category:?} {state:?}");
                    assert!(fridge.max <= freezer.max, "{category:?} {state:?}");
                }
            }
        }
    }

    #[test]
    fn opening_and_thawing_never_extend() {
        for category in Category::ALL {
            for place in PLACES {
                for state in [Opened::Opened, Opened::Thawed] {
                    let sealed = days(category, place, Opened::Sealed);
                    let after = days(category, place, state);
                    if let (Some(sealed), Some(after)) = (sealed, after) {
                        assert!(after.min <= sealed.min, "{category:?} {place:?} {state:?}");
                        assert!(after.max <= sealed.max, "{category:?} {place:?} {state:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_not_food_never_gets_a_date() {
        let not_food = Category::ALL
            .into_iter()
            .filter(|category| !category.is_food());
        for category in not_food {
            for place in PLACES {
                for state in STATES {
                    assert_eq!(
                        keeps(category, place, state),
                        Keeps::Unknown,
                        "{category:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn food_in_its_usual_place_has_a_figure_except_for_the_baby_aisle() {
        for category in Category::ALL.into_iter().filter(|c| c.is_food()) {
            let known = days(category, default_place(category), Opened::Sealed).is_some();
            assert_eq!(known, category != Category::Baby, "{category:?}");
        }
    }

    #[test]
    fn an_estimate_takes_the_careful_end() {
        let bought = jiff::civil::date(2026, 11, 22);
        let estimated = estimate(Category::Meat, PlaceKind::Fridge, Opened::Sealed, bought);
        assert_eq!(estimated, Some(jiff::civil::date(2026, 11, 25)));
        let never = estimate(Category::Pet, PlaceKind::Pantry, Opened::Sealed, bought);
        assert_eq!(never, None);
    }
}

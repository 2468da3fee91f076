//! The day to use a lot by, and how fresh it is on a given day.
//!
//! The rules, in order:
//! 1. Past its use-by date when it was frozen: the use-by date stays. Frost
//!    makes nothing safe again.
//! 2. Frozen: the freezer's days from the day of freezing, about quality only. A
//!    lot that was bought frozen keeps its printed date.
//! 3. Thawed: the fridge's days after thawing, from the day of thawing; without
//!    such a figure, the shortest that the new place gives; without that, the date
//!    that it had before, which is the careful side.
//! 4. Else the printed or estimated date.
//! 5. Opened: the days after opening from that day (for 4) or from the thaw, if
//!    it was opened before (for 3), unless that is later. Opening never extends.
//!
//! Where a place is not recommended, the day of the change is the last one.
//! Where nothing is known, there is no day, and the lot counts as fresh.

use jiff::civil::Date;

use crate::category::Category;
use crate::location::PlaceKind;
use crate::lot::{Lot, Mark, Marked};
use crate::shelf_life::{Keeps, Opened, estimate, keeps};

/// Up to so many days ahead a lot is due soon: the time to plan a meal or two.
pub const SOON_DAYS: i32 = 3;

/// Where the day comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// Printed on the package.
    Printed,
    /// Estimated from category and place.
    Estimated,
    /// It was opened.
    Opened,
    /// It was frozen.
    Frozen,
    /// It was thawed.
    Thawed,
}

/// The day to use a lot by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Due {
    /// The last good day.
    pub on: Date,
    /// Whether it is about quality or safety.
    pub mark: Mark,
    /// Where the day comes from.
    pub why: Why,
}

/// How fresh a lot is on some day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Freshness {
    /// No hurry, or no date.
    Fresh,
    /// Within [`SOON_DAYS`].
    DueSoon,
    /// Past its best; look, smell and taste.
    Past,
    /// Past a safety date.
    Unsafe,
}

impl Due {
    /// How fresh it is on a day.
    #[must_use]
    pub fn freshness(self, today: Date) -> Freshness {
        let left = days_between(today, self.on);
        match self.mark {
            Mark::UseBy if left < 0 => Freshness::Unsafe,
            Mark::BestBefore if left < 0 => Freshness::Past,
            _ if left <= SOON_DAYS => Freshness::DueSoon,
            _ => Freshness::Fresh,
        }
    }
}

/// How fresh something with this day, or none, is today.
#[must_use]
pub fn freshness(due: Option<Due>, today: Date) -> Freshness {
    due.map_or(Freshness::Fresh, |due| due.freshness(today))
}

/// What a date of this category is about: what carries a use-by date in the shop is about safety.
#[must_use]
pub fn mark_of(category: Category) -> Mark {
    match category {
        Category::Meat | Category::Seafood | Category::DeliPrepared => Mark::UseBy,
        _ => Mark::BestBefore,
    }
}

/// The estimated date of a sealed lot that came to a place on a day.
#[must_use]
pub fn estimated(category: Category, place: PlaceKind, from: Date) -> Option<Marked> {
    Some(Marked {
        on: estimate(category, place, Opened::Sealed, from)?,
        mark: mark_of(category),
        estimated: true,
    })
}

/// The day to use a lot by, in a place of this kind.
#[must_use]
pub fn due(lot: &Lot, category: Option<Category>, place: PlaceKind) -> Option<Due> {
    let dated = lot.date.map(of_mark);
    if let (Some(marked), Some(frozen)) = (lot.date, lot.frozen)
        && marked.mark == Mark::UseBy
        && marked.on < frozen
    {
        return dated;
    }
    match (lot.frozen, lot.thawed) {
        (Some(frozen), None) => due_frozen(lot, category, frozen),
        (Some(_), Some(thawed)) => category
            .and_then(|category| due_thawed(lot, category, place, thawed))
            .or(dated),
        _ => due_opened(lot, category, place, dated),
    }
}

/// Days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    // Civil dates span some seven million days: the difference always fits.
    (to - from).get_days()
}

fn of_mark(marked: Marked) -> Due {
    Due {
        on: marked.on,
        mark: marked.mark,
        why: if marked.estimated {
            Why::Estimated
        } else {
            Why::Printed
        },
    }
}

fn due_frozen(lot: &Lot, category: Option<Category>, frozen: Date) -> Option<Due> {
    let printed = lot.date.filter(|marked| !marked.estimated);
    if category == Some(Category::Frozen)
        && let Some(marked) = printed
    {
        return Some(of_mark(marked));
    }
    Some(Due {
        on: estimate(category?, PlaceKind::Freezer, Opened::Sealed, frozen)?,
        mark: Mark::BestBefore,
        why: Why::Frozen,
    })
}

fn due_thawed(lot: &Lot, category: Category, place: PlaceKind, thawed: Date) -> Option<Due> {
    let on = last_day(category, place, Opened::Thawed, thawed).or_else(|| {
        let sealed = last_day(category, place, Opened::Sealed, thawed);
        let opened = last_day(category, place, Opened::Opened, thawed);
        sealed.into_iter().chain(opened).min()
    })?;
    let marked = lot.date.map_or(Mark::BestBefore, |marked| marked.mark);
    let due = Due {
        on,
        mark: marked.max(mark_of(category)),
        why: Why::Thawed,
    };
    let opened = lot.opened.map(|opened| opened.max(thawed));
    Some(bring_forward(Some(due), opened, category, place).unwrap_or(due))
}

fn due_opened(
    lot: &Lot,
    category: Option<Category>,
    place: PlaceKind,
    dated: Option<Due>,
) -> Option<Due> {
    match category {
        Some(category) => bring_forward(dated, lot.opened, category, place),
        None => dated,
    }
}

/// Applies the days after opening, if they end earlier.
fn bring_forward(
    due: Option<Due>,
    opened: Option<Date>,
    category: Category,
    place: PlaceKind,
) -> Option<Due> {
    let Some(on) = opened.and_then(|from| last_day(category, place, Opened::Opened, from)) else {
        return due;
    };
    if due.is_some_and(|due| due.on <= on) {
        return due;
    }
    let mark = due.map_or(Mark::BestBefore, |due| due.mark);
    Some(Due {
        on,
        mark: mark.max(mark_of(category)),
        why: Why::Opened,
    })
}

/// The careful last day there, where the day itself is the last if it is not recommended.
fn last_day(category: Category, place: PlaceKind, state: Opened, from: Date) -> Option<Date> {
    match keeps(category, place, state) {
        Keeps::NotRecommended => Some(from),
        _ => estimate(category, place, state, from),
    }
}

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
//! Where a place is not recommended, the day of the change is the last one; in the
//! freezer that is about quality, and the category's days count.
//! Where nothing is known, there is no day, and the lot counts as fresh.

use jiff::Span;
use jiff::civil::Date;

use crate::category::Category;
use crate::location::PlaceKind;
use crate::lot::{Lot, Mark, Marked};
use crate::shelf_life::{self, Keeps, Kind, Opened, Source, default_place, estimate, keeps};

/// Up to so many days ahead a lot is due soon: the time to plan a meal or two.
pub const SOON_DAYS: i32 = 3;

/// Where the day comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// Printed on the package.
    Printed,
    /// Estimated from what it is and its place.
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
    match category.usual() {
        Category::Meat | Category::Seafood | Category::DeliPrepared => Mark::UseBy,
        _ => Mark::BestBefore,
    }
}

/// The estimated date of a sealed lot that came to a place on a day. Where nothing is
/// known of this place, it is the date that its usual place gives.
#[must_use]
pub fn estimated(kind: Kind, place: PlaceKind, from: Date) -> Option<Marked> {
    Some(Marked {
        on: last_day(kind, known_place(kind, place), Opened::Sealed, from)?,
        mark: mark_of(kind.category),
        estimated: true,
    })
}

/// The date of a lot that keeps so many days after its purchase, as a person has said of such
/// a one before; none where the calendar ends earlier.
#[must_use]
pub fn after(days: u32, bought: Date, category: Option<Category>) -> Option<Marked> {
    let days = Span::new().try_days(days).ok()?;
    Some(Marked {
        on: bought.checked_add(days).ok()?,
        mark: category.map_or(Mark::BestBefore, mark_of),
        estimated: true,
    })
}

/// Where the days of [`estimated`] come from.
#[must_use]
pub fn source_of_estimate(kind: Kind, place: PlaceKind) -> Option<Source> {
    shelf_life::source(kind, known_place(kind, place), Opened::Sealed)
}

/// The place itself, or the usual one where nothing is known of it.
fn known_place(kind: Kind, place: PlaceKind) -> PlaceKind {
    match keeps(kind, place, Opened::Sealed) {
        Keeps::Unknown => default_place(kind),
        _ => place,
    }
}

/// The day to use a lot by, in a place of this kind.
#[must_use]
pub fn due(lot: &Lot, kind: Option<Kind>, place: PlaceKind) -> Option<Due> {
    let dated = lot.date.map(of_mark);
    if let (Some(marked), Some(frozen)) = (lot.date, lot.frozen)
        && marked.mark == Mark::UseBy
        && marked.on < frozen
    {
        return dated;
    }
    match (lot.frozen, lot.thawed) {
        (Some(frozen), None) => due_frozen(lot, kind, frozen),
        (Some(_), Some(thawed)) => kind
            .and_then(|kind| due_thawed(lot, kind, place, thawed))
            .or(dated),
        _ => due_opened(lot, kind, place, dated),
    }
}

/// Days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    // Civil dates span some seven million days: the difference always fits. A `-` of two dates
    // would bring the texts of every error of dates into the page.
    (from.duration_until(to).as_hours() / 24) as i32
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

fn due_frozen(lot: &Lot, kind: Option<Kind>, frozen: Date) -> Option<Due> {
    let printed = lot.date.filter(|marked| !marked.estimated);
    if kind.is_some_and(|kind| kind.category == Category::Frozen)
        && let Some(marked) = printed
    {
        return Some(of_mark(marked));
    }
    Some(Due {
        on: estimate(kind?, PlaceKind::Freezer, Opened::Sealed, frozen)?,
        mark: Mark::BestBefore,
        why: Why::Frozen,
    })
}

fn due_thawed(lot: &Lot, kind: Kind, place: PlaceKind, thawed: Date) -> Option<Due> {
    let on = last_day(kind, place, Opened::Thawed, thawed).or_else(|| {
        let sealed = last_day(kind, place, Opened::Sealed, thawed);
        let opened = last_day(kind, place, Opened::Opened, thawed);
        sealed.into_iter().chain(opened).min()
    })?;
    let marked = lot.date.map_or(Mark::BestBefore, |marked| marked.mark);
    let due = Due {
        on,
        mark: marked.max(mark_of(kind.category)),
        why: Why::Thawed,
    };
    let opened = lot.opened.map(|opened| opened.max(thawed));
    Some(bring_forward(Some(due), opened, kind, place).unwrap_or(due))
}

fn due_opened(lot: &Lot, kind: Option<Kind>, place: PlaceKind, dated: Option<Due>) -> Option<Due> {
    match kind {
        Some(kind) => bring_forward(dated, lot.opened, kind, place),
        None => dated,
    }
}

/// Applies the days after opening, if they end earlier.
fn bring_forward(
    due: Option<Due>,
    opened: Option<Date>,
    kind: Kind,
    place: PlaceKind,
) -> Option<Due> {
    let Some(on) = opened.and_then(|from| last_day(kind, place, Opened::Opened, from)) else {
        return due;
    };
    if due.is_some_and(|due| due.on <= on) {
        return due;
    }
    let mark = due.map_or(Mark::BestBefore, |due| due.mark);
    Some(Due {
        on,
        mark: mark.max(mark_of(kind.category)),
        why: Why::Opened,
    })
}

/// The careful last day there, where the day itself is the last if it is not recommended.
fn last_day(kind: Kind, place: PlaceKind, state: Opened, from: Date) -> Option<Date> {
    match keeps(kind, place, state) {
        Keeps::NotRecommended if place != PlaceKind::Freezer => Some(from),
        _ => estimate(kind, place, state, from),
    }
}

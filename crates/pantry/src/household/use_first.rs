//! What to eat first.

use jiff::civil::Date;

use super::Household;
use crate::due::{Due, Freshness, SOON_DAYS, days_between};
use crate::lot::Lot;
use crate::quantity::Quantity;

/// How urgent a lot is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Urgency {
    /// Its day is past.
    Overdue,
    /// Its day is today.
    Today,
    /// Within [`SOON_DAYS`].
    Soon,
    /// Within seven days.
    Week,
}

/// A lot that should be used soon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Urgent<'household> {
    /// The lot.
    pub lot: &'household Lot,
    /// What is left of it.
    pub quantity: Quantity,
    /// The day to use it by.
    pub due: Due,
    /// How fresh it is.
    pub freshness: Freshness,
    /// Its group.
    pub urgency: Urgency,
}

/// How many days ahead food is urgent.
pub const WEEK_DAYS: i32 = 7;

impl Urgency {
    /// The group of a day, if it is within a week of today.
    #[must_use]
    pub fn of(due: Date, today: Date) -> Option<Self> {
        match days_between(today, due) {
            ..0 => Some(Self::Overdue),
            0 => Some(Self::Today),
            1..=SOON_DAYS => Some(Self::Soon),
            4..=WEEK_DAYS => Some(Self::Week),
            _ => None,
        }
    }
}

impl Household {
    /// The lots with something left whose day is past or within a week, earliest first.
    #[must_use]
    pub fn use_first(&self, today: Date) -> Vec<Urgent<'_>> {
        let lots = self.lots().filter_map(|lot| {
            let due = self.due(lot)?;
            Some(Urgent {
                lot,
                quantity: self.quantity(lot.id),
                due,
                freshness: due.freshness(today),
                urgency: Urgency::of(due.on, today)?,
            })
        });
        let mut urgent: Vec<Urgent<'_>> = lots.collect();
        urgent.sort_by_key(|urgent| (urgent.due.on, urgent.lot.id));
        urgent
    }
}

//! How a household has its categories and how long it keeps things, as a file brings it.
//!
//! What is said here already stays: a file fills in names and days that nobody has said, and
//! brings its order only where nobody has put a category elsewhere.

use crate::category::Category;
use crate::household::{GAP, Household};
use crate::op::category as field;
use crate::shelf_life::{OwnDays, Subject};
use crate::shopping::AISLES;

/// A category as a household has it. A parcel lists them in the order of its shop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParcelCategory {
    /// Which one.
    pub category: Category,
    /// What it is called there; empty is its usual name.
    pub name: String,
    /// Whether forms leave it out.
    pub is_hidden: bool,
}

/// How long a household keeps something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParcelLife {
    /// What.
    pub of: Subject,
    /// How many days.
    pub days: OwnDays,
}

/// What a file says of a category that nobody has said here.
pub(crate) struct NewHabit<'parcel> {
    pub(crate) category: Category,
    pub(crate) name: Option<&'parcel str>,
    pub(crate) is_hidden: bool,
    pub(crate) position: Option<i64>,
}

impl NewHabit<'_> {
    /// Whether it says more than where the category stands.
    pub(crate) fn is_named_or_hidden(&self) -> bool {
        self.name.is_some() || self.is_hidden
    }
}

/// What of these categories is new.
pub(crate) fn new_habits<'parcel>(
    household: &Household,
    categories: &'parcel [ParcelCategory],
) -> Vec<NewHabit<'parcel>> {
    let order = categories.iter().map(|one| one.category);
    let is_usual = order.eq(AISLES) || categories.len() < AISLES.len();
    let takes_order = !is_usual && !household.has_own_aisles();
    let habits = categories.iter().zip(1_i64..).map(|(one, place)| {
        let known = household.name_of_category(one.category).is_some();
        let state = household.state();
        let said_hidden = state.field(one.category.entity(), field::HIDDEN).is_some();
        NewHabit {
            category: one.category,
            name: Some(&*one.name).filter(|name| !name.is_empty() && !known),
            is_hidden: one.is_hidden && !said_hidden,
            position: takes_order.then_some(place * GAP),
        }
    });
    habits
        .filter(|new| new.is_named_or_hidden() || new.position.is_some())
        .collect()
}

/// What is kept longer or shorter than here until now, with all that is said of it then.
pub(crate) fn new_lives(household: &Household, lives: &[ParcelLife]) -> Vec<(Subject, OwnDays)> {
    let lives = lives.iter().filter_map(|life| {
        let here = household.own_days(life.of);
        let both = here.or(life.days);
        (both != here).then_some((life.of, both))
    });
    lives.collect()
}

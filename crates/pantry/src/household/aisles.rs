//! The categories as the household has them: in the order of its shop, under its own names,
//! and without those that it never needs.

use std::collections::BTreeMap;

use super::Household;
use crate::category::Category;
use crate::shopping;

/// Between the positions of two categories that nobody has moved: room for others.
pub(crate) const GAP: i64 = 1_000;

/// What somebody has said of a category.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Habit {
    /// What it is called here.
    pub(super) name: Option<String>,
    /// Where it stands among the others.
    pub(super) position: Option<i64>,
    /// Whether forms leave it out.
    pub(super) is_hidden: bool,
}

/// By category; one of which nobody has said anything is not there.
pub(super) type Habits = BTreeMap<Category, Habit>;

impl Household {
    /// Every category, in the order in which the household walks through its shop.
    #[must_use]
    pub fn aisles(&self) -> Vec<Category> {
        let mut aisles = shopping::AISLES.to_vec();
        aisles.sort_by_key(|category| self.aisle_position(*category));
        aisles
    }

    /// Where a category stands in that order; what has none comes last.
    #[must_use]
    pub fn aisle(&self, category: Option<Category>) -> (i64, usize) {
        let place = category.map(|category| self.aisle_position(category));
        place.unwrap_or((i64::MAX, usize::MAX))
    }

    /// Whether somebody has put a category elsewhere than where most shops have it.
    #[must_use]
    pub fn has_own_aisles(&self) -> bool {
        let mut habits = self.habits.values();
        habits.any(|habit| habit.position.is_some())
    }

    /// What the household calls a category, if not as everybody does.
    #[must_use]
    pub fn name_of_category(&self, category: Category) -> Option<&str> {
        self.habits.get(&category)?.name.as_deref()
    }

    /// Whether the household never needs a category.
    #[must_use]
    pub fn hides_category(&self, category: Category) -> bool {
        let habit = self.habits.get(&category);
        habit.is_some_and(|habit| habit.is_hidden)
    }

    /// Of two that stand at one position, the one that most shops have first comes first.
    pub(crate) fn aisle_position(&self, category: Category) -> (i64, usize) {
        let usual = shopping::aisle(Some(category));
        let moved = self.habits.get(&category).and_then(|habit| habit.position);
        (moved.unwrap_or((usual as i64 + 1) * GAP), usual)
    }
}

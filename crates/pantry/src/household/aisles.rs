//! The categories as the household has them: in the order of its shop, under its own names,
//! without those that it never needs, and with those of its own.

use std::collections::BTreeMap;

use super::Household;
use sync::EntityId;

use crate::category::{Category, OwnCategory};
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
    /// The one whose picture it has, if it is one of the household's own.
    pub(super) picture: Option<Category>,
}

/// By category; one of which nobody has said anything is not there.
pub(super) type Habits = BTreeMap<Category, Habit>;

/// The household's own, by their entities. One that was removed is still known, so that what
/// is filed under it has a place.
pub(super) type Owns = BTreeMap<EntityId, ShownOwn>;

/// One of the household's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ShownOwn {
    pub(super) own: OwnCategory,
    pub(super) alive: bool,
}

/// Where a category stands among the others.
pub(crate) type Aisle = (i64, usize, Option<EntityId>);

impl Household {
    /// Every category, in the order in which the household walks through its shop.
    #[must_use]
    pub fn aisles(&self) -> Vec<Category> {
        let mut aisles = shopping::AISLES.to_vec();
        aisles.extend(self.own_categories().map(Category::Own));
        aisles.sort_by_key(|category| self.aisle_position(*category));
        aisles
    }

    /// Where a category stands in that order; what has none comes last.
    #[must_use]
    pub fn aisle(&self, category: Option<Category>) -> impl Ord + use<> {
        let place = category.map(|category| self.aisle_position(category));
        place.unwrap_or((i64::MAX, usize::MAX, None))
    }

    /// The household's own categories, by their ids.
    pub fn own_categories(&self) -> impl Iterator<Item = OwnCategory> {
        let alive = self.owns.values().filter(|shown| shown.alive);
        alive.map(|shown| shown.own)
    }

    /// The same with those that were removed: the history still names them.
    pub fn every_own_category(&self) -> impl Iterator<Item = OwnCategory> {
        self.owns.values().map(|shown| shown.own)
    }

    /// A category by its entity: one of the 18, or one that the household has or had.
    #[must_use]
    pub fn category_of(&self, id: EntityId) -> Option<Category> {
        let own = || self.owns.get(&id).map(|shown| Category::Own(shown.own));
        Category::of_entity(id).or_else(own)
    }

    /// What something is filed under here: one of the household's own that was removed, or that
    /// is not known here yet, is what it is like.
    #[must_use]
    pub fn settled(&self, category: Category) -> Category {
        let Category::Own(own) = category else {
            return category;
        };
        match self.owns.get(&own.id()) {
            Some(shown) if shown.alive => Category::Own(shown.own),
            _ => own.like(),
        }
    }

    /// The category whose picture one has.
    #[must_use]
    pub fn picture_of(&self, category: Category) -> Category {
        let habit = self.habits.get(&category);
        let picture = habit.and_then(|habit| habit.picture);
        picture.unwrap_or(category).usual()
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

    /// Of two that stand at one position, the one that most shops have first comes first, and
    /// then those of the household's own that are like it.
    pub(crate) fn aisle_position(&self, category: Category) -> Aisle {
        let usual = shopping::aisle(Some(category));
        let moved = self.habits.get(&category).and_then(|habit| habit.position);
        let position = moved.unwrap_or((usual as i64 + 1) * GAP);
        (position, usual, category.own().map(OwnCategory::id))
    }
}

//! How a household has its categories and how long it keeps things, as a file brings it.
//!
//! What is said here already stays: a file fills in names and days that nobody has said, brings
//! the other household's own categories, and its order only where nobody has put a category
//! elsewhere.

use std::collections::BTreeMap;

use sync::EntityId;

use super::Parcel;
use crate::category::{Category, OwnCategory};
use crate::household::{GAP, Household};
use crate::op::category as field;
use crate::search::fold;
use crate::shelf_life::{OwnDays, Subject};
use crate::shopping::AISLES;

/// A category as a household has it. A parcel lists them in the order of its shop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParcelCategory {
    /// Which one; one of the household's own has the id that it had.
    pub category: Category,
    /// What it is called there; empty is its usual name.
    pub name: String,
    /// Whether forms leave it out.
    pub is_hidden: bool,
    /// The one of the 18 whose picture it has.
    pub picture: Category,
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
    pub(crate) of: &'parcel ParcelCategory,
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

/// What the own categories of a file are here: the same, or one of the same name that is like
/// the same. One that is new is not among them.
pub(crate) fn known_owns(
    household: &Household,
    categories: &[ParcelCategory],
) -> BTreeMap<EntityId, OwnCategory> {
    let known = categories.iter().filter_map(|one| {
        let own = one.category.own()?;
        let alike = |here: &OwnCategory| {
            let name = household.name_of_category(Category::Own(*here));
            let name = name.is_some_and(|name| fold(name) == fold(&one.name));
            name && here.like() == own.like()
        };
        let mut here = household.own_categories();
        let same = here.find(|here| here.id() == own.id());
        let found = same.or_else(|| household.own_categories().find(alike))?;
        Some((own.id(), found))
    });
    known.collect()
}

/// What of these categories is new.
pub(crate) fn new_habits<'parcel>(
    household: &Household,
    categories: &'parcel [ParcelCategory],
) -> Vec<NewHabit<'parcel>> {
    let owns = known_owns(household, categories);
    let order = categories.iter().map(|one| one.category);
    let usual: Vec<Category> = order.filter(|one| one.own().is_none()).collect();
    let is_whole = usual.len() == AISLES.len();
    let is_usual = usual == AISLES && categories.len() == usual.len();
    let takes_order = is_whole && !is_usual && !household.has_own_aisles();
    let habits = categories.iter().zip(1_i64..).filter_map(|(of, place)| {
        let is_there = of
            .category
            .own()
            .is_some_and(|own| owns.contains_key(&own.id()));
        let known = household.name_of_category(of.category).is_some();
        let state = household.state();
        let said_hidden = state.field(of.category.entity(), field::HIDDEN).is_some();
        (!is_there).then(|| NewHabit {
            of,
            name: Some(&*of.name).filter(|name| !name.is_empty() && !known),
            is_hidden: of.is_hidden && !said_hidden,
            position: takes_order.then_some(place * GAP),
        })
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

impl Parcel {
    /// The same with what is filed under the other household's own categories filed under those
    /// that they are here; what is not among them is what it is like.
    pub(crate) fn filed(&self, owns: &BTreeMap<EntityId, OwnCategory>) -> Self {
        let mut filed = self.clone();
        let here = |category: &mut Option<Category>| {
            if let Some(Category::Own(own)) = *category {
                let known = owns.get(&own.id()).copied().map(Category::Own);
                *category = Some(known.unwrap_or(own.like()));
            }
        };
        filed
            .items
            .iter_mut()
            .for_each(|item| here(&mut item.category));
        filed
            .lots
            .iter_mut()
            .for_each(|lot| here(&mut lot.category));
        filed
            .list
            .iter_mut()
            .for_each(|entry| here(&mut entry.category));
        for memory in &mut filed.memories {
            here(&mut memory.memory.category);
        }
        filed
    }
}

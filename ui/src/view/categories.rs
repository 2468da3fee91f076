//! The categories as the household has them: its names, its order, and what it leaves out.
//!
//! Names are asked for in many places that have no household at hand, as words are. So what
//! it says is noted here whenever the page is drawn.

use std::cell::RefCell;
use std::collections::BTreeMap;

use pantry::category::Category;
use pantry::household::Household;
use pantry::shopping::AISLES;
use yew::AttrValue;

use crate::i18n::text;

struct Habits {
    order: Vec<Category>,
    names: BTreeMap<Category, AttrValue>,
    /// The pictures of the household's own, where they are not those of what they are like.
    pictures: BTreeMap<Category, Category>,
    hidden: Vec<Category>,
}

thread_local! {
    static HABITS: RefCell<Habits> = RefCell::new(Habits {
        order: AISLES.to_vec(),
        names: BTreeMap::new(),
        pictures: BTreeMap::new(),
        hidden: Vec::new(),
    });
}

/// Notes what the household says of its categories.
pub fn note(household: &Household) {
    let order = household.aisles();
    let owns = household.every_own_category().map(Category::Own);
    let all: Vec<Category> = AISLES.into_iter().chain(owns).collect();
    let names = all.iter().filter_map(|category| {
        let name = household.name_of_category(*category)?;
        Some((*category, name.to_owned().into()))
    });
    let pictures = all.iter().map(|one| (*one, household.picture_of(*one)));
    let hidden = order.clone().into_iter();
    HABITS.replace(Habits {
        order,
        names: names.collect(),
        pictures: pictures
            .filter(|(one, picture)| one.usual() != *picture)
            .collect(),
        hidden: hidden
            .filter(|category| household.hides_category(*category))
            .collect(),
    });
}

/// What the household calls a category.
pub fn name(category: Category) -> AttrValue {
    let own = HABITS.with_borrow(|habits| habits.names.get(&category).cloned());
    own.unwrap_or_else(|| usual_name(category))
}

/// The category whose picture it has.
pub fn picture(category: Category) -> Category {
    let own = HABITS.with_borrow(|habits| habits.pictures.get(&category).copied());
    own.unwrap_or(category.usual())
}

/// The category that a form calls so ([`Category::key`]).
pub fn from_key(key: &str) -> Option<Category> {
    HABITS.with_borrow(|habits| {
        let mut all = habits.order.iter().copied();
        all.find(|category| category.key() == key)
    })
}

/// What everybody calls it; of one of the household's own, what it is like.
pub fn usual_name(category: Category) -> AttrValue {
    let id = category.id().replace('_', "-");
    text(&format!("category-{id}"), &[])
}

/// What forms offer, in the household's order; what is chosen already is among them.
pub fn offered(chosen: Option<Category>) -> Vec<Category> {
    HABITS.with_borrow(|habits| {
        let all = habits.order.iter().copied();
        all.filter(|one| Some(*one) == chosen || !habits.hidden.contains(one))
            .collect()
    })
}

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
    hidden: Vec<Category>,
}

thread_local! {
    static HABITS: RefCell<Habits> = RefCell::new(Habits {
        order: AISLES.to_vec(),
        names: BTreeMap::new(),
        hidden: Vec::new(),
    });
}

/// Notes what the household says of its categories.
pub fn note(household: &Household) {
    let names = AISLES.into_iter().filter_map(|category| {
        let name = household.name_of_category(category)?;
        Some((category, name.to_owned().into()))
    });
    let hidden = AISLES.into_iter();
    HABITS.replace(Habits {
        order: household.aisles(),
        names: names.collect(),
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

/// What everybody calls it.
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

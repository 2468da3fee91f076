//! The lists of units, categories and places that forms offer.

use std::rc::Rc;

use pantry::category::Category;
use pantry::location::{Place, PlaceKind};
use pantry::quantity::Unit;
use yew::AttrValue;

use crate::i18n::{t, text};
use crate::view::{amounts, categories};

/// Value and name of each choice.
pub type Options = Rc<[(AttrValue, AttrValue)]>;

/// The name of a category.
pub fn category_name(category: Option<Category>) -> AttrValue {
    match category {
        Some(category) => categories::name(category),
        None => t!("review-category-none"),
    }
}

/// The categories that the household needs, the chosen one, and none.
pub fn categories(chosen: Option<Category>) -> Options {
    let none = (AttrValue::Static(""), t!("review-category-none"));
    let all = categories::offered(chosen).into_iter();
    let named = all.map(|category| (category.key().into(), category_name(Some(category))));
    std::iter::once(none).chain(named).collect()
}

/// The usual units, and the current one.
pub fn units(current: Unit) -> Options {
    let units = amounts::units(current).into_iter();
    units
        .map(|unit| (unit.symbol().into(), amounts::unit(unit)))
        .collect()
}

/// The places of a household, by the hexadecimal form of their id.
pub fn places(places: &[Place]) -> Options {
    places
        .iter()
        .map(|place| (place.id.to_string().into(), place_name(place)))
        .collect()
}

/// The name of what a place does to food.
pub fn place_kind_name(kind: PlaceKind) -> AttrValue {
    text(&format!("place-{}", kind.id()), &[])
}

/// The name of a place: a built-in one that nobody has renamed in the person's language.
pub fn place_name(place: &Place) -> AttrValue {
    if place.id == place.kind.place() && place.name == place.kind.name() {
        place_kind_name(place.kind)
    } else {
        place.name.clone().into()
    }
}

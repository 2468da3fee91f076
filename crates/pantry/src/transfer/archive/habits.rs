//! The part of an archive that says how a household has its categories and how long it keeps
//! things. Neither is there where nobody has said anything.

use sync::EntityId;

use super::read::bytes;
use super::write::Map;
use crate::category::{Category, OwnCategory};
use crate::household::Household;
use crate::search::fold;
use crate::shelf_life::{MOST_DAYS, OwnDays, STATES, Subject};
use crate::shopping::AISLES;
use crate::transfer::words::kept_name;
use crate::transfer::{ParcelCategory, ParcelLife, Tree, Why};

/// The names of days, in the order of [`STATES`].
const DAYS: [&str; 6] = [
    "pantry",
    "pantry_opened",
    "fridge",
    "fridge_opened",
    "fridge_thawed",
    "freezer",
];

/// Adds both to an archive: every category in the order of the shop, and whatever is kept
/// longer or shorter than the table says.
pub(super) fn write(household: &Household, map: &mut Map) {
    let aisles = household.aisles();
    let mut all = aisles.iter();
    let is_said =
        all.any(|one| household.name_of_category(*one).is_some() || household.hides_category(*one));
    if is_said || aisles != AISLES {
        let categories = aisles.into_iter();
        map.list("categories", categories.map(|one| category(household, one)));
    }
    let mut lives = household.own_lives().peekable();
    if lives.peek().is_some() {
        map.list("shelf_life", lives.map(|(of, days)| life(of, days)));
    }
}

fn category(household: &Household, category: Category) -> Tree {
    let mut map = Map::new();
    map.text("id", &category.key());
    let name = household.name_of_category(category);
    map.text("name", name.unwrap_or_default());
    map.yes("hidden", household.hides_category(category));
    if let Some(own) = category.own() {
        let (like, picture) = (own.like(), household.picture_of(category));
        map.text("like", like.id());
        map.text("picture", if picture == like { "" } else { picture.id() });
    }
    map.done()
}

/// Says what something is filed under.
pub(super) fn file(map: &mut Map, category: Option<Category>) {
    map.shown("category", category.map(Category::id));
    let own = category.filter(|category| category.own().is_some());
    map.shown("own_category", own.map(Category::key));
}

fn life(of: Subject, days: OwnDays) -> Tree {
    let mut map = Map::new();
    match of {
        Subject::Food(name) => map.text("food", name),
        Subject::Category(category) => map.text("category", category.id()),
    };
    for ((place, state), name) in STATES.into_iter().zip(DAYS) {
        map.count(name, days.at(place, state).map(u32::from));
    }
    map.done()
}

/// Reads a category; whether its name was cut is said beside it.
pub(super) fn read_category(entry: &Tree) -> Result<(ParcelCategory, bool), Why> {
    let usual = |name| entry.get(name).as_text().and_then(Category::from_id);
    let (name, cut) = kept_name(entry.get("name").as_text().unwrap_or_default());
    let own = || {
        let own = OwnCategory::new(own_id(entry, "id")?, usual("like")?);
        Some(Category::Own(own))
    };
    let category = usual("id").or_else(own).ok_or(Why::NoSuch)?;
    if category.own().is_some() && fold(name).is_empty() {
        return Err(Why::NoName);
    }
    let read = ParcelCategory {
        category,
        name: name.to_owned(),
        is_hidden: entry.get("hidden").is_yes(),
        picture: usual("picture").unwrap_or(category.usual()),
    };
    Ok((read, cut))
}

/// The id of one of the household's own.
pub(super) fn own_id(entry: &Tree, name: &str) -> Option<EntityId> {
    let id = EntityId(bytes::<16>(entry.get(name).as_text()?)?);
    Category::of_entity(id).is_none().then_some(id)
}

/// Reads how long something is kept; days that nobody could have said are left out.
pub(super) fn read_life(entry: &Tree) -> Result<ParcelLife, Why> {
    let food = entry.get("food").as_text().and_then(Subject::food);
    let category = entry.get("category").as_text().and_then(Category::from_id);
    let of = food.or(category.map(Subject::Category));
    let mut days = OwnDays::default();
    for ((place, state), name) in STATES.into_iter().zip(DAYS) {
        let said = entry.get(name).as_scaled(0);
        let said = said.and_then(|days| u16::try_from(days).ok());
        days = days.with(place, state, said.filter(|days| *days <= MOST_DAYS));
    }
    Ok(ParcelLife {
        of: of.ok_or(Why::NoSuch)?,
        days,
    })
}

//! The part of an archive that says what a household cooks. It is not there without a recipe.

use super::read::{count, quantity};
use super::write::Map;
use crate::action::{MAX_NAME, MAX_NOTE};
use crate::household::Household;
use crate::id::RecipeId;
use crate::recipe::{
    Ingredient, Label, MAX_INGREDIENT_NOTE, MAX_SOURCE, MAX_STEP, MOST_MINUTES, MOST_SERVINGS,
    Recipe, fit, parts,
};
use crate::search::fold;
use crate::transfer::words::kept;
use crate::transfer::{Tree, Why};

pub(super) fn write(household: &Household, map: &mut Map) {
    let mut recipes = household.recipes().peekable();
    if recipes.peek().is_some() {
        map.list("recipes", recipes.map(recipe));
    }
}

fn recipe(recipe: &Recipe) -> Tree {
    let mut map = Map::new();
    map.shown("id", Some(recipe.id));
    map.text("name", &recipe.name);
    map.count("servings", recipe.servings);
    map.count("minutes", recipe.minutes);
    if !recipe.labels.is_empty() {
        let labels = recipe.labels.iter();
        map.list("labels", labels.map(|label| Tree::text(label.id())));
    }
    map.text("source", &recipe.source);
    map.text("note", &recipe.note);
    if !recipe.ingredients.is_empty() {
        map.list("ingredients", recipe.ingredients.iter().map(ingredient));
    }
    if !recipe.steps.is_empty() {
        map.list("steps", recipe.steps.iter().map(Tree::text));
    }
    map.done()
}

fn ingredient(ingredient: &Ingredient) -> Tree {
    let mut map = Map::new();
    map.text("name", &ingredient.name);
    map.shown("quantity", ingredient.quantity);
    map.text("note", &ingredient.note);
    map.yes("optional", ingredient.optional);
    map.done()
}

/// Reads a recipe, and whether less of it is kept than there stands. What would be more than one
/// holds goes from its end.
pub(super) fn read(entry: &Tree) -> Result<(Recipe, bool), Why> {
    let id = entry.get("id").as_text().and_then(RecipeId::parse);
    let mut is_cut = false;
    let mut text = |entry: &Tree, name: &str, limit: usize| {
        let (kept, cut) = kept(entry.get(name).as_text().unwrap_or_default(), limit);
        is_cut |= cut;
        kept.to_owned()
    };
    let name = text(entry, "name", MAX_NAME);
    let ingredients = entry.get("ingredients").list().iter().take(MOST);
    let ingredients = ingredients.map(|one| Ingredient {
        name: text(one, "name", MAX_NAME),
        quantity: quantity(one.get("quantity")).filter(|quantity| quantity.milli > 0),
        note: text(one, "note", MAX_INGREDIENT_NOTE),
        optional: one.get("optional").is_yes(),
    });
    let ingredients: Vec<Ingredient> = ingredients.collect();
    let labels = entry.get("labels").list().iter().filter_map(Tree::as_text);
    let number = |name: &str, most: u32| {
        let number = count(entry.get(name));
        number.filter(|number| (1..=most).contains(number))
    };
    let mut recipe = Recipe {
        id: id.ok_or(Why::NoId)?,
        servings: number("servings", MOST_SERVINGS),
        minutes: number("minutes", MOST_MINUTES),
        labels: labels.filter_map(Label::from_id).collect(),
        source: text(entry, "source", MAX_SOURCE),
        note: text(entry, "note", MAX_NOTE),
        ingredients,
        steps: steps(entry, &mut is_cut),
        name,
    };
    if fold(&recipe.name).is_empty() {
        return Err(Why::NoName);
    }
    let all = entry.get("ingredients").list().len() + entry.get("steps").list().len();
    recipe.ingredients.retain(|one| !fold(&one.name).is_empty());
    while !fit(&recipe.ingredients) {
        recipe.ingredients.pop();
    }
    while parts(&recipe.steps).is_none() {
        recipe.steps.pop();
    }
    is_cut |= recipe.ingredients.len() + recipe.steps.len() < all;
    Ok((recipe, is_cut))
}

/// No recipe holds so many ingredients, or so many steps.
const MOST: usize = 2_200;

fn steps(entry: &Tree, is_cut: &mut bool) -> Vec<String> {
    let steps = entry.get("steps").list().iter().take(MOST);
    let steps = steps.filter_map(Tree::as_text).map(|step| {
        let (step, cut) = kept(step, MAX_STEP);
        *is_cut |= cut;
        step.to_owned()
    });
    steps.collect()
}

//! The household's recipes.

use sync::EntityId;

use super::{Household, read};
use crate::id::RecipeId;
use crate::recipe::Recipe;
use crate::search;

/// A recipe with whether it is there: of one that was deleted the journal still tells the name.
#[derive(Clone, Debug)]
pub(super) struct ShownRecipe {
    recipe: Recipe,
    alive: bool,
}

impl Household {
    /// Every recipe, by id.
    pub fn recipes(&self) -> impl Iterator<Item = &Recipe> {
        let alive = self.recipes.values().filter(|shown| shown.alive);
        alive.map(|shown| &shown.recipe)
    }

    /// A recipe, if it is there.
    #[must_use]
    pub fn recipe(&self, id: RecipeId) -> Option<&Recipe> {
        let shown = self.recipes.get(&id).filter(|shown| shown.alive)?;
        Some(&shown.recipe)
    }

    /// The name of a recipe that may have been deleted.
    #[must_use]
    pub fn recipe_name(&self, id: RecipeId) -> Option<&str> {
        self.recipes.get(&id).map(|shown| &*shown.recipe.name)
    }

    /// The recipes whose names answer a query, the best first; equals by id.
    #[must_use]
    pub fn find_recipes(&self, query: &str) -> Vec<&Recipe> {
        let query = search::fold(query);
        let found = self.recipes().filter_map(|recipe| {
            let score = search::score(&search::fold(&recipe.name), &query)?;
            Some((score, recipe))
        });
        let mut found: Vec<(u32, &Recipe)> = found.collect();
        found.sort_by_key(|(score, recipe)| (*score, recipe.id));
        found.into_iter().map(|(_, recipe)| recipe).collect()
    }

    pub(super) fn project_recipe(&mut self, id: EntityId) {
        let entity = self.state.entity(id);
        let read = entity.and_then(|entity| Some((read::recipe(&entity)?, entity.is_alive())));
        if let Some((recipe, alive)) = read {
            let shown = ShownRecipe { recipe, alive };
            self.recipes.insert(id.into(), shown);
        }
    }

    pub(super) fn forget_recipe(&mut self, id: EntityId) {
        self.recipes.remove(&id.into());
    }
}

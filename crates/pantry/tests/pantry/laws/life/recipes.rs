//! What people do to recipes.

use std::sync::Arc;

use pantry::action::{Action, Edit, NewRecipe, RecipeEdit};
use pantry::recipe::{Ingredient, Label, Recipe};

use super::{Choice, NAMES};

/// What is done to a recipe, or a new one.
pub fn action(choice: &Choice<'_>) -> Option<Action> {
    let (step, household) = (choice.step, choice.household);
    let recipes: Vec<&Recipe> = household.recipes().collect();
    let known = recipes.get(step.which % recipes.len().max(1));
    let labels = [Label::ALL[step.other % Label::ALL.len()]];
    let ingredients = vec![Ingredient::new(
        NAMES[step.other % 3],
        Some(choice.bought()),
    )];
    let steps = vec![format!("Stir {} times.", step.much); step.other % 4];
    let Some(known) = known.filter(|_| step.what == 38) else {
        return Some(Action::AddRecipe(Arc::new(NewRecipe {
            name: NAMES[step.which % 3].to_owned(),
            labels: labels.into(),
            ingredients,
            steps,
            ..NewRecipe::default()
        })));
    };
    let recipe = known.id;
    if step.much % 5 == 0 {
        return Some(Action::DeleteRecipe { recipe });
    }
    let edit = Arc::new(RecipeEdit {
        servings: Edit::Set(step.which as u32 + 1),
        labels: (step.much % 2 == 0).then(|| labels.into()),
        ingredients: (step.much % 3 == 0).then_some(ingredients),
        steps: (step.much % 3 == 1).then_some(steps),
        ..RecipeEdit::default()
    });
    Some(Action::EditRecipe { recipe, edit })
}

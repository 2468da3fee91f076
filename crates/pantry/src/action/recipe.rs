//! Writing recipes down, putting them right and throwing them away.

use std::collections::BTreeSet;

use sync::Kind;

use super::changes::{Changes, MAX_NOTE, change, counted, named, text};
use super::{Edit, Rejected};
use crate::id::RecipeId;
use crate::op::stored::{Fields, Stored};
use crate::op::{self, entity};
use crate::recipe::{
    self, Ingredient, Label, MAX_INGREDIENT_NOTE, MAX_SOURCE, MAX_STEP, MOST_MINUTES,
    MOST_SERVINGS, Recipe,
};

/// A recipe that is to be written down. Only the name is needed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewRecipe {
    /// What the dish is called.
    pub name: String,
    /// How many people it is for.
    pub servings: Option<u32>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// For whom it is fit.
    pub labels: BTreeSet<Label>,
    /// Where it is from.
    pub source: String,
    /// A note.
    pub note: String,
    /// What goes into it.
    pub ingredients: Vec<Ingredient>,
    /// How it is made; empty steps are left out.
    pub steps: Vec<String>,
}

impl From<Recipe> for NewRecipe {
    fn from(known: Recipe) -> Self {
        Self {
            name: known.name,
            servings: known.servings,
            minutes: known.minutes,
            labels: known.labels,
            source: known.source,
            note: known.note,
            ingredients: known.ingredients,
            steps: known.steps,
        }
    }
}

/// What to change of a recipe; `None` and `Keep` leave a part as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RecipeEdit {
    /// What the dish is called.
    pub name: Option<String>,
    /// How many people it is for.
    pub servings: Edit<u32>,
    /// How long it takes, in minutes.
    pub minutes: Edit<u32>,
    /// For whom it is fit: all labels that it is to have. Only what differs is written.
    pub labels: Option<BTreeSet<Label>>,
    /// Where it is from.
    pub source: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// Everything that goes into it.
    pub ingredients: Option<Vec<Ingredient>>,
    /// Every step.
    pub steps: Option<Vec<String>>,
}

impl Changes<'_> {
    pub(super) fn add_recipe(&mut self, new: &NewRecipe) -> Result<(), Rejected> {
        let id = RecipeId::from_bytes((self.ids)());
        self.make_recipe(id, new)
    }

    /// Writes a new recipe under an id.
    pub(super) fn make_recipe(&mut self, id: RecipeId, new: &NewRecipe) -> Result<(), Rejected> {
        let mut fields = Fields::default();
        fields.set_text(op::recipe::NAME, named(&new.name)?);
        fields.set_some(op::recipe::SERVINGS, served(new.servings)?.as_ref());
        fields.set_some(op::recipe::MINUTES, lasting(new.minutes)?.as_ref());
        fields.set_text(op::recipe::SOURCE, text(&new.source, MAX_SOURCE)?);
        fields.set_text(op::recipe::NOTE, text(&new.note, MAX_NOTE)?);
        let steps = steps(&new.steps)?;
        if !steps.is_empty() {
            self.write_steps(id, &steps)?;
        }
        self.put(entity::RECIPE, id, fields);
        let ingredients = ingredients(&new.ingredients)?;
        if !ingredients.is_empty() {
            self.write_ingredients(id, &ingredients);
        }
        self.label(id, &BTreeSet::new(), &new.labels);
        Ok(())
    }

    pub(super) fn edit_recipe(&mut self, id: RecipeId, edit: &RecipeEdit) -> Result<(), Rejected> {
        let known = self.household.recipe(id).ok_or(Rejected::NoSuchRecipe)?;
        let mut fields = Fields::default();
        if let Some(name) = &edit.name {
            fields.set_text(op::recipe::NAME, named(name)?);
        }
        let servings = served(edit.servings.over(known.servings))?;
        change(&mut fields, op::recipe::SERVINGS, known.servings, servings);
        let minutes = lasting(edit.minutes.over(known.minutes))?;
        change(&mut fields, op::recipe::MINUTES, known.minutes, minutes);
        if let Some(source) = &edit.source {
            let source = text(source, MAX_SOURCE)?;
            change(
                &mut fields,
                op::recipe::SOURCE,
                said(&known.source),
                said(source),
            );
        }
        if let Some(note) = &edit.note {
            let note = text(note, MAX_NOTE)?;
            change(&mut fields, op::recipe::NOTE, said(&known.note), said(note));
        }
        if let Some(new) = &edit.steps {
            let new = steps(new)?;
            if new != known.steps {
                self.write_steps(id, &new)?;
            }
        }
        self.put_new(entity::RECIPE, id.into(), fields);
        if let Some(new) = &edit.ingredients {
            let new = ingredients(new)?;
            if new != known.ingredients {
                self.write_ingredients(id, &new);
            }
        }
        if let Some(labels) = &edit.labels {
            self.label(id, &known.labels, labels);
        }
        Ok(())
    }

    pub(super) fn delete_recipe(&mut self, id: RecipeId) -> Result<(), Rejected> {
        let known = self.household.recipe(id).ok_or(Rejected::NoSuchRecipe)?;
        self.write(entity::RECIPE, known.id, Kind::Delete);
        Ok(())
    }

    /// Writes every part of the steps, the empty ones too ([`op::recipe`] says why).
    fn write_steps(&mut self, id: RecipeId, steps: &[String]) -> Result<(), Rejected> {
        let parts = recipe::parts(steps).ok_or(Rejected::RecipeTooLong)?;
        for (field, part) in op::recipe::ALL_STEPS.into_iter().zip(parts) {
            let mut fields = Fields::default();
            fields.replace(field, Some(&part).filter(|part| !part.is_empty()));
            self.put(entity::RECIPE, id, fields);
        }
        Ok(())
    }

    fn write_ingredients(&mut self, id: RecipeId, ingredients: &Vec<Ingredient>) {
        let mut fields = Fields::default();
        fields.set(op::recipe::INGREDIENTS, ingredients);
        self.put(entity::RECIPE, id, fields);
    }

    /// Writes the labels that come and those that go.
    fn label(&mut self, id: RecipeId, was: &BTreeSet<Label>, now: &BTreeSet<Label>) {
        let field = op::recipe::LABELS;
        for label in now.difference(was) {
            let member = label.to_value();
            self.write(entity::RECIPE, id, Kind::SetAdd { field, member });
        }
        for label in was.difference(now) {
            let state = self.household.state();
            let dots = state.dots(id.into(), field, &label.to_value());
            self.write(entity::RECIPE, id, Kind::SetRemove { field, dots });
        }
    }
}

/// A text, if it says something.
fn said(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn served(servings: Option<u32>) -> Result<Option<u32>, Rejected> {
    within(servings, MOST_SERVINGS)
}

fn lasting(minutes: Option<u32>) -> Result<Option<u32>, Rejected> {
    within(minutes, MOST_MINUTES)
}

fn within(number: Option<u32>, most: u32) -> Result<Option<u32>, Rejected> {
    match number {
        Some(0) => Err(Rejected::NotPositive),
        Some(number) if number > most => Err(Rejected::TooMuch),
        number => Ok(number),
    }
}

/// Ingredients as they are kept. What is wrong with one says with which.
fn ingredients(typed: &[Ingredient]) -> Result<Vec<Ingredient>, Rejected> {
    let kept = typed.iter().enumerate().map(|(line, one)| {
        ingredient(one).map_err(|why| Rejected::Line {
            line,
            why: Box::new(why),
        })
    });
    let kept: Vec<Ingredient> = kept.collect::<Result<_, _>>()?;
    match recipe::fit(&kept) {
        true => Ok(kept),
        false => Err(Rejected::RecipeTooLong),
    }
}

fn ingredient(typed: &Ingredient) -> Result<Ingredient, Rejected> {
    Ok(Ingredient {
        name: named(&typed.name)?.to_owned(),
        quantity: typed.quantity.map(counted).transpose()?,
        note: text(&typed.note, MAX_INGREDIENT_NOTE)?.to_owned(),
        optional: typed.optional,
    })
}

fn steps(typed: &[String]) -> Result<Vec<String>, Rejected> {
    let kept = typed.iter().map(|step| text(step, MAX_STEP));
    let kept: Vec<&str> = kept.collect::<Result<_, _>>()?;
    let kept = kept.into_iter().filter(|step| !step.is_empty());
    Ok(kept.map(str::to_owned).collect())
}

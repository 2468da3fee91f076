//! Recipes, and what can be cooked from what is there.

use pantry::Date;
use pantry::action::{self, Edit};
use pantry::household::{Household, Urgency};
use pantry::recipe::{self, Advice, Part, Standing, Taken};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Amount, Day, Number, edit};
use crate::api::problem::Problem;

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// For whom a dish is fit, by the word of who wrote the recipe down.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Label {
            $($(#[$doc])* $name,)*
        }

        impl From<recipe::Label> for Label {
            fn from(label: recipe::Label) -> Self {
                match label {
                    $(recipe::Label::$name => Self::$name,)*
                }
            }
        }

        impl From<Label> for recipe::Label {
            fn from(label: Label) -> Self {
                match label {
                    $(Label::$name => Self::$name,)*
                }
            }
        }
    };
}

labels! {
    /// No meat and no fish.
    Vegetarian,
    /// Nothing of animals.
    Vegan,
    /// No meat.
    Pescatarian,
    /// Without gluten.
    GlutenFree,
    /// Nothing made of milk.
    DairyFree,
    /// Without lactose.
    LactoseFree,
    /// Without nuts, peanuts among them.
    NutFree,
    /// Without eggs.
    EggFree,
    /// Without soy.
    SoyFree,
    /// Without fish.
    FishFree,
    /// Without crustaceans and molluscs.
    ShellfishFree,
    /// Without pork.
    PorkFree,
    /// By the rules of Islam.
    Halal,
    /// By the rules of Judaism.
    Kosher,
}

/// What goes into a dish.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Ingredient, example = json!({
    "name": "Onion", "amount": { "quantity": 1, "unit": "pc" }, "note": "chopped",
    "optional": false
}))]
pub struct Ingredient {
    /// What it is.
    pub name: String,
    /// How much; not said is as much as is liked.
    #[serde(default)]
    pub amount: Option<Amount>,
    /// What is done to it before.
    #[serde(default)]
    pub note: String,
    /// Whether it may be left out.
    #[serde(default)]
    pub optional: bool,
}

impl From<&recipe::Ingredient> for Ingredient {
    fn from(ingredient: &recipe::Ingredient) -> Self {
        Self {
            name: ingredient.name.clone(),
            amount: ingredient.quantity.map(Amount::from),
            note: ingredient.note.clone(),
            optional: ingredient.optional,
        }
    }
}

impl Ingredient {
    fn read(&self) -> Result<recipe::Ingredient, Problem> {
        Ok(recipe::Ingredient {
            name: self.name.clone(),
            quantity: self.amount.as_ref().map(Amount::read).transpose()?,
            note: self.note.clone(),
            optional: self.optional,
        })
    }
}

fn read_all(ingredients: &[Ingredient]) -> Result<Vec<recipe::Ingredient>, Problem> {
    ingredients.iter().map(Ingredient::read).collect()
}

/// A recipe of the household's.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Recipe, example = json!({
    "id": "0192f0c1a2b37d0e8f10111213141516", "name": "Pancakes", "servings": 4, "minutes": 30,
    "labels": ["vegetarian"], "source": "Grandma", "note": "",
    "ingredients": [
        { "name": "Flour", "amount": { "quantity": 250, "unit": "g" }, "note": "", "optional": false },
        { "name": "Milk", "amount": { "quantity": 0.5, "unit": "l" }, "note": "", "optional": false },
        { "name": "Eggs", "amount": { "quantity": 3, "unit": "pc" }, "note": "", "optional": false }
    ],
    "steps": ["Whisk everything.", "Bake in a hot pan."]
}))]
pub struct Recipe {
    /// Its id.
    pub id: String,
    /// What the dish is called.
    pub name: String,
    /// How many people it is for.
    #[schema(value_type = Option<u64>)]
    pub servings: Option<u32>,
    /// How long it takes, in minutes.
    #[schema(value_type = Option<u64>)]
    pub minutes: Option<u32>,
    /// For whom it is fit.
    pub labels: Vec<Label>,
    /// Where it is from: a book, a person or an address.
    pub source: String,
    /// A note of the household's.
    pub note: String,
    /// What goes into it.
    pub ingredients: Vec<Ingredient>,
    /// How it is made.
    pub steps: Vec<String>,
}

impl From<&recipe::Recipe> for Recipe {
    fn from(recipe: &recipe::Recipe) -> Self {
        Self {
            id: recipe.id.to_string(),
            name: recipe.name.clone(),
            servings: recipe.servings,
            minutes: recipe.minutes,
            labels: recipe.labels.iter().copied().map(Label::from).collect(),
            source: recipe.source.clone(),
            note: recipe.note.clone(),
            ingredients: recipe.ingredients.iter().map(Ingredient::from).collect(),
            steps: recipe.steps.clone(),
        }
    }
}

/// A recipe that is to be written down. Only the name is needed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({
    "name": "Pancakes", "servings": 4, "minutes": 30, "labels": ["vegetarian"],
    "ingredients": [
        { "name": "Flour", "amount": { "quantity": 250, "unit": "g" } },
        { "name": "Eggs", "amount": { "quantity": 3, "unit": "pc" } }
    ],
    "steps": ["Whisk everything.", "Bake in a hot pan."]
}))]
pub struct NewRecipe {
    /// What the dish is called.
    #[schema(required)]
    pub name: String,
    /// How many people it is for: 1 to 1,000.
    #[schema(value_type = Option<u64>)]
    pub servings: Option<u32>,
    /// How long it takes, in minutes: 1 to 43,200.
    #[schema(value_type = Option<u64>)]
    pub minutes: Option<u32>,
    /// For whom it is fit.
    pub labels: Vec<Label>,
    /// Where it is from: at most 1,000 bytes.
    pub source: String,
    /// A note.
    pub note: String,
    /// What goes into it: at most 3,500 bytes, with 24 around each.
    pub ingredients: Vec<Ingredient>,
    /// How it is made: steps of at most 2,000 bytes, and about 10,000 in all.
    pub steps: Vec<String>,
}

impl NewRecipe {
    /// The recipe.
    ///
    /// # Errors
    ///
    /// If there is no such unit.
    pub fn read(self) -> Result<action::NewRecipe, Problem> {
        Ok(action::NewRecipe {
            ingredients: read_all(&self.ingredients)?,
            labels: self.labels.into_iter().map(Into::into).collect(),
            name: self.name,
            servings: self.servings,
            minutes: self.minutes,
            source: self.source,
            note: self.note,
            steps: self.steps,
        })
    }
}

/// What to change of a recipe. What is left out stays; null empties.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecipeEdit, example = json!({ "minutes": 25, "note": "less sugar" }))]
pub struct RecipeEdit {
    /// What the dish is called.
    pub name: Option<String>,
    /// How many people it is for.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<u64>)]
    pub servings: Edit<u32>,
    /// How long it takes, in minutes.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<u64>)]
    pub minutes: Edit<u32>,
    /// For whom it is fit: all that it is to have.
    pub labels: Option<Vec<Label>>,
    /// Where it is from.
    pub source: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// Everything that goes into it.
    pub ingredients: Option<Vec<Ingredient>>,
    /// Every step.
    pub steps: Option<Vec<String>>,
}

impl RecipeEdit {
    /// What to change.
    ///
    /// # Errors
    ///
    /// If there is no such unit.
    pub fn read(self) -> Result<action::RecipeEdit, Problem> {
        let labels = self.labels.map(|labels| labels.into_iter().map(Into::into));
        Ok(action::RecipeEdit {
            ingredients: self.ingredients.as_deref().map(read_all).transpose()?,
            labels: labels.map(Iterator::collect),
            name: self.name,
            servings: self.servings,
            minutes: self.minutes,
            source: self.source,
            note: self.note,
            steps: self.steps,
        })
    }
}

/// What somebody wants to cook. Nothing needs to be said.
#[derive(Clone, Debug, Default, Deserialize, ToSchema, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({ "dietary": ["vegetarian"], "max_missing": 2, "max_minutes": 45 }))]
pub struct Wish {
    /// What it has to be fit for, each of them: a recipe that does not say so is left out. What
    /// is vegan is vegetarian, too.
    pub dietary: Vec<Label>,
    /// How many ingredients may be missing at most.
    pub max_missing: Option<usize>,
    /// How many minutes it may take at most: a recipe that does not say so is left out.
    #[schema(value_type = Option<u64>)]
    #[param(value_type = Option<u64>)]
    pub max_minutes: Option<u32>,
    /// How many recipes at most: 1 to 100, usually 10.
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<usize>,
}

/// A recipe that can be cooked from what is there: at least six in ten of its ingredients are.
#[derive(Serialize, ToSchema)]
pub struct Recommendation {
    /// The recipe.
    pub recipe: Recipe,
    /// The share of its ingredients that are there in full: 0.6 to 1, rounded down to
    /// thousandths. What may be left out does not count, nor do water and salt.
    pub match_ratio: Number,
    /// What is there in full.
    pub matched: Vec<Matched>,
    /// What is not there, or too little of it.
    pub missing: Vec<Missing>,
    /// What is not there and may be left out.
    pub left_out: Vec<String>,
    /// What every kitchen has: water and salt.
    pub assumed: Vec<String>,
    /// The lots of it that are due within a week, the first one in front.
    pub urgent: Vec<Urgent>,
}

/// An ingredient that is there in full.
#[derive(Serialize, ToSchema)]
pub struct Matched {
    /// What the recipe calls it.
    pub name: String,
    /// How much the recipe asks for.
    pub amount: Option<Amount>,
    /// Whether it may be left out.
    pub optional: bool,
    /// What would be used, the lot that is due first in front.
    pub lots: Vec<FromLot>,
}

/// An ingredient that is not there, or too little of it.
#[derive(Serialize, ToSchema)]
pub struct Missing {
    /// What the recipe calls it.
    pub name: String,
    /// How much is missing.
    pub amount: Option<Amount>,
    /// How much the recipe asks for.
    pub wanted: Option<Amount>,
    /// What is there of it.
    pub lots: Vec<FromLot>,
}

/// What would be used of a lot.
#[derive(Serialize, ToSchema)]
pub struct FromLot {
    /// The lot.
    pub id: String,
    /// The item that it is of.
    pub item: String,
    /// What the household calls that.
    pub name: String,
    /// How much of it, in the unit of the recipe; null where that is not known.
    pub amount: Option<Amount>,
    /// The day to use it by.
    pub due_date: Option<Day>,
}

/// A lot that should be used soon.
#[derive(Serialize, ToSchema)]
pub struct Urgent {
    /// The lot.
    pub lot: FromLot,
    /// How soon: its day is past, today, within three days, or within a week.
    pub urgency: HowSoon,
}

/// How soon something should be used.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HowSoon {
    /// Its day is past.
    Overdue,
    /// Today.
    Today,
    /// Within three days.
    Soon,
    /// Within a week.
    Week,
}

impl From<Urgency> for HowSoon {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Overdue => Self::Overdue,
            Urgency::Today => Self::Today,
            Urgency::Soon => Self::Soon,
            Urgency::Week => Self::Week,
        }
    }
}

impl FromLot {
    fn of(household: &Household, taken: &Taken) -> Self {
        let item = household.item(taken.item);
        Self {
            id: taken.lot.to_string(),
            item: taken.item.to_string(),
            name: item.map(|item| item.name.clone()).unwrap_or_default(),
            amount: taken.amount.map(Amount::from),
            due_date: taken.due.map(|due| Day(due.on)),
        }
    }
}

impl Recommendation {
    /// What can be cooked on a day.
    pub fn of(household: &Household, advice: &Advice<'_>, today: Date) -> Self {
        let parts = || advice.parts.iter();
        let names = |parts: &mut dyn Iterator<Item = &Part<'_>>| {
            parts.map(|part| part.ingredient.name.clone()).collect()
        };
        let lots = |part: &Part<'_>| {
            let taken = part.standing.taken().iter();
            taken.map(|taken| FromLot::of(household, taken)).collect()
        };
        let matched = parts().filter(|part| part.is_matched());
        let matched = matched.map(|part| Matched {
            name: part.ingredient.name.clone(),
            amount: part.ingredient.quantity.map(Amount::from),
            optional: part.ingredient.optional,
            lots: lots(part),
        });
        let gaps = || parts().filter(|part| part.is_missing());
        let missing = gaps().filter(|part| !part.ingredient.optional);
        let missing = missing.map(|part| Missing {
            name: part.ingredient.name.clone(),
            amount: part.missing().map(Amount::from),
            wanted: part.ingredient.quantity.map(Amount::from),
            lots: lots(part),
        });
        let urgent = advice.urgent(today).into_iter();
        let urgent = urgent.map(|(taken, urgency)| Urgent {
            lot: FromLot::of(household, &taken),
            urgency: urgency.into(),
        });
        Self {
            recipe: advice.recipe.into(),
            match_ratio: Number(advice.ratio_milli()),
            matched: matched.collect(),
            missing: missing.collect(),
            left_out: names(&mut gaps().filter(|part| part.ingredient.optional)),
            assumed: names(&mut parts().filter(|part| part.standing == Standing::Assumed)),
            urgent: urgent.collect(),
        }
    }
}

//! Recipes: what a dish is made of, how it is made, and for whom it is fit.
//!
//! [`recommend()`] says which of a household's recipes it can cook from what is there.

mod label;
mod named;
mod recommend;
mod stock;
mod words;

pub use label::Label;
pub use recommend::{Advice, Part, Standing, Taken, Wanted, recommend};

use std::collections::BTreeSet;

use crate::id::RecipeId;
use crate::op::recipe::ALL_STEPS;
use crate::quantity::Quantity;

/// The most servings that a recipe is for.
pub const MOST_SERVINGS: u32 = 1_000;
/// The longest that a recipe takes, in minutes: a month.
pub const MOST_MINUTES: u32 = 43_200;
/// The longest source, in bytes: an address may be long.
pub const MAX_SOURCE: usize = 1_000;
/// The longest note of an ingredient, in bytes.
pub const MAX_INGREDIENT_NOTE: usize = 250;
/// The longest step, in bytes.
pub const MAX_STEP: usize = 2_000;
/// What a recipe's ingredients, or one part of its steps, may take: with all that stands around
/// it, an op of 4 KiB holds so many bytes.
const MAX_PART: usize = 3_500;
/// How many ops hold the steps.
const STEP_PARTS: usize = ALL_STEPS.len();
/// What an ingredient takes at most beside its texts, in bytes.
const AROUND_INGREDIENT: usize = 24;
/// What a step takes at most beside its text, in bytes.
const AROUND_STEP: usize = 4;

/// A recipe.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipe {
    /// Its id.
    pub id: RecipeId,
    /// What the dish is called.
    pub name: String,
    /// How many people it is for.
    pub servings: Option<u32>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// For whom it is fit.
    pub labels: BTreeSet<Label>,
    /// Where it is from: a book, a person or an address.
    pub source: String,
    /// A note of the household's.
    pub note: String,
    /// What goes into it, in the order of the recipe.
    pub ingredients: Vec<Ingredient>,
    /// How it is made.
    pub steps: Vec<String>,
}

/// What goes into a dish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ingredient {
    /// What it is.
    pub name: String,
    /// How much.
    pub quantity: Option<Quantity>,
    /// What is done to it before: "chopped".
    pub note: String,
    /// Whether it may be left out.
    pub optional: bool,
}

impl Ingredient {
    /// An ingredient that may not be left out.
    #[must_use]
    pub fn new(name: impl Into<String>, quantity: Option<Quantity>) -> Self {
        Self {
            name: name.into(),
            quantity,
            note: String::new(),
            optional: false,
        }
    }

    /// What it takes when it is stored, in bytes, and a few more.
    fn size(&self) -> usize {
        self.name.len() + self.note.len() + AROUND_INGREDIENT
    }
}

/// Whether an op holds all of these ingredients.
pub(crate) fn fit(ingredients: &[Ingredient]) -> bool {
    let sizes = ingredients.iter().map(Ingredient::size);
    sizes.sum::<usize>() <= MAX_PART
}

/// Steps in so many parts that an op holds each; `None` if these are too many. Parts that are
/// not needed are empty.
pub(crate) fn parts(steps: &[String]) -> Option<[Vec<String>; STEP_PARTS]> {
    let mut parts = [const { Vec::new() }; STEP_PARTS];
    let (mut at, mut size) = (0, 0);
    for step in steps {
        let more = step.len() + AROUND_STEP;
        if size + more > MAX_PART {
            (at, size) = (at + 1, 0);
        }
        size += more;
        parts.get_mut(at)?.push(step.clone());
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::stored::Stored;
    use crate::quantity::Unit;
    use sync::codec::Stored as Sealed;
    use sync::{Author, Change, EntityId, EntityType, Field, Kind, ReplicaId, Value};

    fn sealed(value: Value) -> bool {
        let put = Kind::Put([(Field(1), value)].into());
        let change = Change::new(EntityType(10), EntityId([0xff; 16]), put);
        let mut author = Author::new(ReplicaId(u64::MAX));
        author.next_rseq = i64::MAX as u64 - 1;
        author.basis = i64::MAX as u64;
        let ops = author.write(1_795_305_600_000, vec![change]);
        let sealed = ops.into_iter().map(Sealed::seal);
        sealed.into_iter().all(|op| op.is_ok())
    }

    #[test]
    fn what_fits_is_stored_in_one_op_however_it_is_cut() {
        let most = Quantity::new(1_000_000_000_000_000, Unit::Gallon);
        for length in [1, 5, 60, 250] {
            let one = Ingredient {
                note: "n".repeat(length),
                optional: true,
                ..Ingredient::new("m".repeat(length), Some(most))
            };
            let mut all = Vec::new();
            while fit(&all) {
                all.push(one.clone());
            }
            all.pop();
            assert!(!all.is_empty() && sealed(all.to_value()), "{length}");
        }
        for length in [1, 30, 700, MAX_STEP] {
            let mut steps = Vec::new();
            while parts(&steps).is_some() {
                steps.push("s".repeat(length));
            }
            steps.pop();
            let cut = parts(&steps).expect("they fit");
            assert_eq!(cut.concat(), steps);
            assert!(cut.iter().all(|part| sealed(part.to_value())), "{length}");
        }
        assert_eq!(parts(&[]), Some([vec![], vec![], vec![]]));
    }
}

//! Readable names: what `GV WHL MLK GAL` stands for.
//!
//! A till cuts names to what its paper holds. Size and brand are taken off, abbreviations
//! are spelt out by tables of our own in ten languages, accents that the till left out come
//! back, and the rest gets the case of its language. What no table knows stays as it is
//! printed: a guess at a name would be worse than the print. The printed text is always kept
//! beside the name.

mod brands;
mod case;
mod language;
mod size;
mod spelling;
mod tables;

use pantry::category::Category;
use pantry::receipt::{Draft, Product};

use self::brands::Brand;
pub use self::language::Language;
use crate::classify::{Classifier, Scored};

/// From this score on, what is left without the brand says by itself what it is.
const STANDS_ALONE: f32 = 0.5;

/// Fills in the products that the names of a draft's items stand for. `classifier` tells
/// whether a name can do without its brand: spaghetti can, the sour cream of a bag of crisps
/// cannot.
pub fn fill(draft: &mut Draft, classifier: &Classifier) {
    let language = Language::of(draft);
    let parts: Vec<Parts> = draft
        .items
        .iter()
        .map(|item| Parts::of(&item.name, language))
        .collect();
    let alone = stand_alone(&parts, classifier);
    for ((item, parts), alone) in draft.items.iter_mut().zip(parts).zip(alone) {
        item.product = parts.product(alone);
    }
}

/// Whether each name stands alone without its brand. Only those are classified that have a
/// brand known for goods of some sort.
fn stand_alone(parts: &[Parts], classifier: &Classifier) -> Vec<bool> {
    let known = |parts: &Parts| {
        parts
            .brand
            .clone()
            .filter(|brand| !brand.categories.is_empty())
    };
    let judged = parts.iter().filter(|parts| known(parts).is_some());
    let names: Vec<&str> = judged.map(|parts| parts.name.as_str()).collect();
    let mut scored = classifier.classify(&names).into_iter();
    let mut alone = |brand: Brand| {
        let makes = |scored: Scored| scored.score >= STANDS_ALONE && brand.makes(scored.category);
        scored.next().is_some_and(makes)
    };
    parts
        .iter()
        .map(|parts| known(parts).is_none_or(&mut alone))
        .collect()
}

/// A printed name taken apart.
#[derive(Clone, PartialEq, Debug)]
struct Parts {
    /// Without brand and size, readable; empty where nothing else is printed.
    name: String,
    /// Without the size alone, readable.
    with_brand: String,
    brand: Option<Brand>,
    size: Option<pantry::quantity::Quantity>,
}

impl Parts {
    fn of(printed: &str, language: Language) -> Self {
        let words: Vec<&str> = printed.split_whitespace().collect();
        let (words, size) = size::split(&words);
        let (rest, found) = brands::split(&words);
        let readable = |words: &[&str]| case::sentence(&spelling::spell(words, language), language);
        let name = readable(&rest);
        let with_brand = match &found {
            Some(brand) if rest.is_empty() => brand.name.to_owned(),
            Some(brand) => format!("{} {}", brand.name, case::inside(&name, language)),
            None => name.clone(),
        };
        Self {
            name,
            with_brand,
            brand: found,
            size,
        }
    }

    fn product(self, alone: bool) -> Product {
        let alone = alone && self.name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        Product {
            name: if alone { self.name } else { self.with_brand },
            brand: self.brand.map(|brand| brand.name.to_owned()),
            size: self.size,
        }
    }
}

impl Brand {
    /// Whether the brand is known for goods of this category.
    fn makes(&self, category: Category) -> bool {
        self.categories.contains(&category)
    }
}

#[cfg(test)]
mod tests;

//! The brand in a printed name.

use pantry::category::Category;
use pantry::search::fold;

use super::tables::{BRANDS, MOST_WORDS};

/// Letters from which on a single word is a brand wherever it stands. Shorter ones are
/// taken only where tills put the brand: first.
const LONG: usize = 6;

/// Letters below which a print is a brand only with something after it: `PC` alone says
/// nothing.
const SHORT: usize = 4;

/// A maker, or a shop's own label.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Brand {
    /// As it is written.
    pub name: &'static str,
    /// What it is known for; empty for a label on goods of every sort.
    pub categories: Vec<Category>,
}

/// The words without the brand, and the brand: the longest print that a table knows, the
/// first of several.
pub(super) fn split<'a>(words: &[&'a str]) -> (Vec<&'a str>, Option<Brand>) {
    for start in 0..words.len() {
        for end in (start + 1..=words.len().min(start + MOST_WORDS)).rev() {
            let print = fold(&words[start..end].join(" "));
            let Some(brand) = BRANDS.get(&print) else {
                continue;
            };
            let alone = start == 0 && end == words.len();
            let placed = start == 0 || end - start > 1 || print.len() >= LONG;
            if placed && !(alone && print.len() < SHORT) {
                let rest = words[..start].iter().chain(&words[end..]);
                return (rest.copied().collect(), Some(brand.clone()));
            }
        }
    }
    (words.to_vec(), None)
}

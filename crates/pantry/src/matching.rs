//! Which of the household's items a name from a receipt may be.
//!
//! The same words in another order or with another ending are the same item. What shares only
//! some words, or has a slip, is a question to the person, never an answer.

use std::collections::{HashMap, HashSet};

use crate::category::Category;
use crate::household::Household;
use crate::id::ItemId;
use crate::search::fold;

/// What is known of a name among the items of a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Match {
    /// It is this item.
    Same(ItemId),
    /// It may be: ask.
    Perhaps(ItemId),
    /// It is none of them.
    New,
}

/// Above this share of common letters a person is asked. Of two words of equal length one in
/// common makes a half, which is most often another thing (`rye bread`, `rye flour`).
const ASK: f32 = 0.6;

/// From this share on two words are one: `tomato` and `tomatoes`, `joghurt` and `jogurt`.
const SAME_WORD: f64 = 0.8;

/// Letters of two words that must be alike at their beginning to be compared at all.
const HEAD: usize = 2;

/// Words that change nothing about what a thing is.
const FILLERS: [&str; 22] = [
    "a", "and", "of", "the", "with", "und", "mit", "de", "du", "la", "le", "con", "y", "di", "al",
    "z", "i", "och", "med", "en", "met", "com",
];

/// The names of a household's items, ready for many questions.
pub struct Names {
    items: Vec<Known>,
    /// Positions of items by the first letters of each of their words.
    by_head: HashMap<String, Vec<usize>>,
}

struct Known {
    id: ItemId,
    category: Option<Category>,
    words: Vec<String>,
}

impl Names {
    /// Of every item that the household has or had.
    #[must_use]
    pub fn of(household: &Household) -> Self {
        let mut names = Self {
            items: Vec::new(),
            by_head: HashMap::new(),
        };
        for item in household.items() {
            let words = words(&item.name);
            for word in &words {
                let heads = names.by_head.entry(head(word)).or_default();
                if heads.last() != Some(&names.items.len()) {
                    heads.push(names.items.len());
                }
            }
            names.items.push(Known {
                id: item.id,
                category: item.category,
                words,
            });
        }
        names
    }

    /// The item that a name most likely is. A category, where both have one, must agree:
    /// peppers are no pepper.
    #[must_use]
    pub fn find(&self, name: &str, category: Option<Category>) -> Match {
        let words = words(name);
        let mut best = (0.0, None);
        let mut seen = HashSet::new();
        for at in words
            .iter()
            .filter_map(|word| self.by_head.get(&head(word)))
            .flatten()
        {
            if !seen.insert(*at) {
                continue;
            }
            let known = &self.items[*at];
            let known_as = known.category.map(Category::usual);
            if category.is_some() && known_as.is_some() && category != known_as {
                continue;
            }
            if are_same(&words, &known.words) {
                return Match::Same(known.id);
            }
            let score = alike(&words, &known.words);
            if score > best.0 {
                best = (score, Some(known.id));
            }
        }
        match best {
            (score, Some(id)) if score >= ASK => Match::Perhaps(id),
            _ => Match::New,
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded
        .split(' ')
        .filter(|word| !word.is_empty() && !FILLERS.contains(word));
    words.map(str::to_owned).collect()
}

fn head(word: &str) -> String {
    word.chars().take(HEAD).collect()
}

/// Whether the words are the same in any order, endings of a plural aside.
fn are_same(a: &[String], b: &[String]) -> bool {
    let mut free: Vec<&String> = b.iter().collect();
    let all = a.iter().all(|word| {
        let same = |other: &&String| word == *other || is_plural(word, other);
        let found = free.iter().position(same);
        found.map(|at| free.swap_remove(at)).is_some()
    });
    all && free.is_empty() && !a.is_empty()
}

/// The share of letters in words that both names have; 1 where every word has its like.
fn alike(a: &[String], b: &[String]) -> f32 {
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let all = letters(a) + letters(b);
    if all == 0 {
        return 0.0;
    }
    let mut free: Vec<&String> = b.iter().collect();
    let mut common = 0;
    for word in a {
        let like = free.iter().position(|other| is_one_word(word, other));
        if let Some(at) = like {
            common += word.chars().count() + free.swap_remove(at).chars().count();
        }
    }
    common as f32 / all as f32
}

/// Whether two words are one but for an ending or a slip. Short words and numbers must be
/// the same: `1%` is not `2%`.
fn is_one_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    if a.len().min(b.len()) < 3 || digits(a) || digits(b) {
        return false;
    }
    strsim::normalized_levenshtein(a, b) >= SAME_WORD || is_plural(a, b)
}

/// `egg` and `eggs` are too short for a share; `berry` and `berries` change a letter.
fn is_plural(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let same = short.chars().zip(long.chars()).take_while(|(x, y)| x == y);
    let common: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    matches!(
        (&short[common..], &long[common..]),
        ("", "s" | "es" | "n" | "en" | "e" | "r" | "er" | "x") | ("y", "ies")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(a: &str, b: &str) -> f32 {
        alike(&words(a), &words(b))
    }

    #[test]
    fn a_slip_is_a_question() {
        for (a, b) in [
            ("Chips", "Chops"),
            ("Tomato pasta", "Tomato paste"),
            ("Soups", "Soaps"),
        ] {
            assert!(!are_same(&words(a), &words(b)), "{a} {b}");
        }
        assert!(are_same(&words("Tomatoes"), &words("Tomato")));
        assert!(!are_same(&[], &[]));
    }

    #[test]
    fn the_same_words_are_the_same_in_any_order_and_number() {
        for (a, b) in [
            ("Whole milk", "Milk, whole"),
            ("Tomato", "Tomatoes"),
            ("Crème fraîche", "creme fraiche"),
            ("Strawberry", "Strawberries"),
            ("Mac and cheese", "Mac & cheese"),
        ] {
            assert!(share(a, b) >= 1.0, "{a} {b}: {}", share(a, b));
        }
    }

    #[test]
    fn what_shares_some_words_is_a_question_and_one_of_two_none() {
        assert!((ASK..1.0).contains(&share("Organic whole milk", "Whole milk")));
        assert!(share("Rye bread", "Rye flour") < ASK);
        assert!(share("Milk 1%", "Milk 2%") < 1.0);
        assert!(share("", "Milk") < ASK);
    }
}

//! What the words of a receipt say about their row: the marks of ten languages.
//!
//! A mark is a hint, not a verdict: `kinds` weighs the marks of a row together
//! with its amounts and with the words that no list knows.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::fold::{canonical, within_one_edit, words};
pub(super) use super::phrases::Mark;
use super::phrases::PHRASES;

/// Words that are one letter away from a phrase and mean something else.
const OTHER_WORDS: &[&str] = &[
    "CHARGE", "ORANGE", "CRASH", "ROUND", "GROUND", "MANGO", "CARROT", "CART", "CARDS", "BART",
    "DATES", "SAUCE", "PEAS", "FLOR", "ITEMP", "FRESH", "MEAN",
];

/// Units of three letters and more: they stand on rows of goods and say nothing about sums.
const UNITS: &[&str] = &[
    "KGS", "GMS", "LBS", "LTR", "PCS", "PKT", "PKTS", "PACK", "PACKS", "PCK", "EACH", "UNIT",
    "UNITS", "CTN", "STK", "STCK", "SZT",
];

/// Units that measure and do not pack: `BAG` names a thing, `LTR` does not.
const SIZES: &[&str] = &["KGS", "GMS", "LBS", "LTR", "PCS", "STK", "STCK", "SZT"];

static KEYWORDS: LazyLock<Keywords> = LazyLock::new(Keywords::new);

/// The marks of a row's text.
pub(super) fn marks(text: &str) -> Marks {
    KEYWORDS.marks(text)
}

/// The phrases, ready to be looked up.
struct Keywords {
    phrases: Vec<Phrase>,
    /// Positions of the phrases by their text.
    exact: HashMap<String, Vec<usize>>,
    /// Positions of the phrases that one slip does not hide, by first byte and length.
    slipped: HashMap<(u8, usize), Vec<usize>>,
    others: HashSet<String>,
    units: HashSet<String>,
    sizes: HashSet<String>,
}

struct Phrase {
    mark: Mark,
    words: usize,
    text: String,
}

/// The marks of one row.
#[derive(Clone, Default, Debug)]
pub(super) struct Marks {
    found: Vec<(Mark, usize)>,
    /// Words of three letters or more that no list knows.
    pub unknown: usize,
    /// The unknown words that are the unit of a size.
    pub sizes: usize,
    /// Words that hold a letter.
    pub lettered: usize,
    /// Words of three letters or more that are no units: two or three capitals
    /// beside an amount are as often a tax code as a word.
    pub solid: usize,
}

impl Marks {
    /// Whether any word of the row has this meaning.
    pub fn has(&self, mark: Mark) -> bool {
        self.found.iter().any(|(found, _)| *found == mark)
    }

    /// Whether the row begins with this meaning, leading numbers aside.
    pub fn begins(&self, mark: Mark) -> bool {
        self.found
            .iter()
            .any(|(found, at)| *found == mark && *at == 0)
    }

    /// How many times this meaning occurs.
    pub fn count(&self, mark: Mark) -> usize {
        self.found
            .iter()
            .filter(|(found, _)| *found == mark)
            .count()
    }
}

impl Keywords {
    fn new() -> Self {
        let phrases: Vec<Phrase> = PHRASES
            .iter()
            .flat_map(|(mark, list)| list.split(',').map(|phrase| (*mark, phrase)))
            .map(|(mark, phrase)| {
                let parts = words(phrase);
                Phrase {
                    mark,
                    words: parts.len(),
                    text: parts.concat(),
                }
            })
            .collect();
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        let mut slipped: HashMap<(u8, usize), Vec<usize>> = HashMap::new();
        for (at, phrase) in phrases.iter().enumerate() {
            exact.entry(phrase.text.clone()).or_default().push(at);
            if let Some(first) = phrase
                .text
                .bytes()
                .next()
                .filter(|_| phrase.text.len() >= 5)
            {
                slipped
                    .entry((first, phrase.text.len()))
                    .or_default()
                    .push(at);
            }
        }
        let set = |list: &[&str]| list.iter().map(|word| canonical(word)).collect();
        Self {
            phrases,
            exact,
            slipped,
            others: set(OTHER_WORDS),
            units: set(UNITS),
            sizes: set(SIZES),
        }
    }

    fn marks(&self, text: &str) -> Marks {
        let words = words(text);
        let first = words
            .iter()
            .position(|w| w.bytes().any(|b| b.is_ascii_alphabetic()))
            .unwrap_or(0);
        let mut known = vec![false; words.len()];
        let mut marks = Marks::default();
        for (start, length, joined) in runs(&words) {
            let before = marks.found.len();
            let place = start.saturating_sub(first);
            let phrases = self.read_as(&joined, length);
            marks
                .found
                .extend(phrases.map(|phrase| (phrase.mark, place)));
            if marks.found.len() > before {
                known[start..start + length].fill(true);
            }
        }
        for (word, known) in words.iter().zip(known) {
            self.count(word, known, &mut marks);
        }
        marks
    }

    /// Adds a word to the counts.
    fn count(&self, word: &str, known: bool, marks: &mut Marks) {
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let masked = word.len() > 3 && word.bytes().all(|b| b == b'X' || b.is_ascii_digit());
        let unknown = !known && letters > 2 && !masked;
        marks.lettered += usize::from(letters > 0);
        marks.solid += usize::from(letters > 2 && !self.units.contains(word));
        marks.unknown += usize::from(unknown);
        marks.sizes += usize::from(unknown && self.sizes.contains(word));
    }

    /// The phrases that a run of words reads as: exactly, with other blanks, or with one
    /// slip where the phrase is long enough that a slip does not make another word.
    fn read_as<'a>(&'a self, joined: &'a str, words: usize) -> impl Iterator<Item = &'a Phrase> {
        let exact = self.exact.get(joined).into_iter().flatten();
        let exact = exact
            .map(|at| &self.phrases[*at])
            .filter(move |phrase| words == phrase.words || phrase.text.len() >= 5);
        exact.chain(self.nearly(joined, words))
    }

    fn nearly<'a>(&'a self, joined: &'a str, words: usize) -> impl Iterator<Item = &'a Phrase> {
        let first = joined.bytes().next().unwrap_or_default();
        (joined.len().saturating_sub(1)..=joined.len() + 1)
            .filter_map(move |length| self.slipped.get(&(first, length)))
            .flatten()
            .map(|at| &self.phrases[*at])
            .filter(move |phrase| {
                within_one_edit(joined, &phrase.text)
                    && joined != phrase.text
                    && (phrase.text.len() >= 6 || joined.len() < phrase.text.len())
                    && (words == phrase.words || phrase.text.len() >= 8)
                    && !self.others.contains(joined)
            })
    }
}

/// Every run of one to four neighbouring words, joined.
fn runs(words: &[String]) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    (0..words.len()).flat_map(move |start| {
        (1..=4usize.min(words.len() - start))
            .map(move |length| (start, length, words[start..start + length].concat()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: Mark) {
        assert!(marks(text).has(mark), "{text:?} carries {mark:?}");
    }

    #[test]
    fn keywords_survive_the_slips_of_a_reader() {
        check("S UBTOTAL 21.43", Mark::Subtotal);
        check("SUB-TOTAL", Mark::Subtotal);
        check("T0TAL: 9.00", Mark::Total);
        check("TOTA 13.84", Mark::Total);
        check("ROUR DING ADJUSTMENT", Mark::Rounding);
        check("Rückgeld", Mark::Change);
        check("Zwischensumme", Mark::Subtotal);
    }

    #[test]
    fn a_product_is_made_of_unknown_words() {
        let marks = marks("CHOCOLATE BAR CHEWY");
        assert!(marks.unknown >= 2);
    }

    #[test]
    fn a_word_that_is_near_a_phrase_and_means_something_else_carries_nothing() {
        assert!(!marks("CARROT").has(Mark::Tender));
        assert!(!marks("ORANGE").has(Mark::Change));
    }

    #[test]
    fn the_lists_find_what_a_comparison_with_every_phrase_finds() {
        let texts = [
            "ROUR DING ADJUSTMENT",
            "GRAND TOTAI INCLUSIVE 0F GST",
            "zu zahlen EUR",
            "CHANGE DUE CASHIER MANGO CHARGE",
            "S UBTOTAL TOTA TENDERD",
        ];
        for text in texts {
            for (_, length, joined) in runs(&words(text)) {
                let found: Vec<&str> = KEYWORDS
                    .read_as(&joined, length)
                    .map(|phrase| phrase.text.as_str())
                    .collect();
                let near = |phrase: &&Phrase| {
                    phrase.text != joined
                        && (phrase.text.len() >= 6
                            || phrase.text.len() == 5 && joined.len() < phrase.text.len())
                        && (length == phrase.words || phrase.text.len() >= 8)
                        && phrase.text.as_bytes().first() == joined.as_bytes().first()
                        && !KEYWORDS.others.contains(&joined)
                        && within_one_edit(&joined, &phrase.text)
                };
                let same = |phrase: &&Phrase| {
                    phrase.text == joined && (length == phrase.words || phrase.text.len() >= 5)
                };
                let mut expected: Vec<&str> = KEYWORDS
                    .phrases
                    .iter()
                    .filter(|phrase| same(phrase) || near(phrase))
                    .map(|phrase| phrase.text.as_str())
                    .collect();
                let mut found = found;
                found.sort_unstable();
                expected.sort_unstable();
                assert_eq!(found, expected, "{joined:?}");
            }
        }
    }
}

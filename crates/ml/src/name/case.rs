//! Capital and small letters, as the language has them.

use super::language::Language;
use super::spelling::Word;
use super::tables::SMALL_GERMAN;

/// Letters up to which capitals without a vowel are an abbreviation: `BBQ`, `XL`, `UHT`.
const ABBREVIATION: usize = 4;

/// A name: its first letter is large, and German nouns.
pub(super) fn sentence(words: &[Word], language: Language) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| match word {
            Word::Known(word) => word.clone(),
            Word::Printed(word) => printed(word, language),
        })
        .collect();
    large(&words.join(" "))
}

/// A name as it stands after another word: its first letter small again, German nouns aside.
pub(super) fn inside(name: &str, language: Language) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    let keeps = language == Language::De || first.chars().skip(1).any(char::is_uppercase);
    if keeps {
        return name.to_owned();
    }
    let mut letters = name.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A word in small letters, as it stands inside a name.
pub(super) fn noun(word: &str, language: Language) -> String {
    if language == Language::De && !SMALL_GERMAN.contains(word) {
        return large(word);
    }
    word.to_owned()
}

fn printed(word: &str, language: Language) -> String {
    if word.chars().any(char::is_lowercase) || is_abbreviation(word) {
        return word.to_owned();
    }
    let small = word.to_lowercase();
    // Each part of a compound by itself: `BIO-MILCH`.
    let parts = small.split('-').map(|part| noun(part, language));
    parts.collect::<Vec<_>>().join("-")
}

/// Capitals that are said letter by letter.
fn is_abbreviation(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let vowel = |c: char| !c.is_ascii() || "AEIOUY".contains(c);
    (2..=ABBREVIATION).contains(&letters().count())
        && word.chars().all(char::is_alphanumeric)
        && !letters().any(vowel)
}

fn large(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

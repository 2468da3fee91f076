//! Abbreviations spelt out, and accents put back.

use pantry::search::fold;

use super::language::Language;
use super::tables::{ABBREVIATIONS, MOST_WORDS, SPELLINGS};

/// A word of a name, and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// From a table, with the letters and the case of its language.
    Known(String),
    /// As printed.
    Printed(String),
}

/// The words of a printed name, spelt out as far as a table knows them; the longest
/// abbreviation wins.
pub(super) fn spell(printed: &[&str], language: Language) -> Vec<Word> {
    let mut spelt = Vec::with_capacity(printed.len());
    let mut at = 0;
    while at < printed.len() {
        let longest = printed.len().min(at + MOST_WORDS);
        let full = (at + 1..=longest)
            .rev()
            .find_map(|end| Some((end, full_form(&printed[at..end], language)?)));
        match full {
            Some((end, full)) => {
                spelt.push(Word::Known(full.to_owned()));
                at = end;
            }
            None => {
                spelt.push(one(printed[at], language));
                at += 1;
            }
        }
    }
    spelt
}

fn full_form(words: &[&str], language: Language) -> Option<&'static str> {
    if !words.iter().all(|word| is_printed_short(word)) {
        return None;
    }
    let short = fold(&words.join(" "));
    let by = |language| ABBREVIATIONS.get(&(language, short.clone())).copied();
    let spoken = language.spoken();
    let own = spoken.iter().find_map(|language| by(Some(*language)));
    own.or_else(|| by(None))
}

/// Abbreviations are capitals or end in a dot; a word in small letters is spelt out.
fn is_printed_short(word: &str) -> bool {
    !word.chars().any(char::is_lowercase) || word.ends_with('.')
}

fn one(word: &str, language: Language) -> Word {
    // A word with accents has all that it needs.
    if word.is_ascii() {
        let plain = fold(word);
        let spelling = |language: &Language| SPELLINGS.get(&(*language, plain.clone()));
        if let Some(accented) = language.spoken().iter().find_map(spelling) {
            return Word::Known(super::case::noun(accented, language));
        }
    }
    Word::Printed(word.to_owned())
}

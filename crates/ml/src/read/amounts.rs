//! What the amounts on a line may say instead: the same likelihoods, read once more in
//! the signs of amounts only.
//!
//! Only what looks like an amount on the best path is read again, so a line keeps a few
//! short texts and none of its likelihoods.

use std::ops::Range;

use pantry::receipt::Reading;

use super::ctc::{Decoded, Letter, Steps};
use super::nbest::{Scored, likelihood, nbest};

/// All that amounts are printed with, but for the names of currencies and tax codes.
const SIGNS: &str = "0123456789.,-$€£";

/// Readings that are kept of one amount: arithmetic rarely needs the third.
const KEPT: usize = 4;

/// Readings that lose more are no evidence: once in 20,000.
const MOST_LOSS: f32 = 10.0;

/// More letters than an amount has, with a currency and a tax code.
const LONGEST: usize = 14;

/// The labels of the signs of amounts, and what they stand for.
#[derive(Clone, Debug)]
pub(super) struct Signs<'a> {
    alphabet: &'a [char],
    labels: Vec<usize>,
}

impl<'a> Signs<'a> {
    pub fn of(alphabet: &'a [char]) -> Self {
        let known = alphabet.iter().enumerate();
        let labels = known
            .filter(|(_, letter)| SIGNS.contains(**letter))
            .map(|(at, _)| at + 1);
        Self {
            alphabet,
            labels: labels.collect(),
        }
    }

    fn text(&self, labels: &[usize]) -> String {
        let letters = labels.iter().filter_map(|&l| self.alphabet.get(l - 1));
        letters.collect()
    }

    fn label(&self, letter: char) -> Option<usize> {
        let at = self.alphabet.iter().position(|known| *known == letter)?;
        Some(at + 1)
    }
}

/// The readings of all amounts of a line, the likeliest of each first.
pub(super) fn readings(steps: Steps<'_>, decoded: &Decoded, signs: &Signs<'_>) -> Vec<Reading> {
    let letters = &decoded.letters;
    let spans = spans(letters).into_iter();
    spans
        .flat_map(|span| of_one(steps, letters, span, signs))
        .collect()
}

fn of_one(
    steps: Steps<'_>,
    letters: &[Letter],
    span: Range<usize>,
    signs: &Signs<'_>,
) -> Vec<Reading> {
    let window = window(steps, letters, &span);
    let own: Option<Vec<usize>> = letters[span.clone()]
        .iter()
        .map(|letter| signs.label(letter.letter))
        .collect();
    let Some(own) = own else {
        return Vec::new();
    };
    let printed = likelihood(steps, window.clone(), &own);
    let reading = |(labels, log): Scored| Reading {
        start: span.start,
        end: span.end,
        text: signs.text(&labels),
        loss: printed - log,
    };
    nbest(steps, window, &signs.labels)
        .into_iter()
        .filter(|(labels, _)| *labels != own)
        .map(reading)
        .filter(|reading| reading.loss <= MOST_LOSS && is_amount(&reading.text))
        .take(KEPT)
        .collect()
}

/// The steps between the neighbours of some letters.
fn window(steps: Steps<'_>, letters: &[Letter], span: &Range<usize>) -> Range<usize> {
    let before = span.start.checked_sub(1).and_then(|at| letters.get(at));
    let start = before.map_or(0, |letter| letter.last + 1);
    let end = letters
        .get(span.end)
        .map_or(steps.count(), |letter| letter.first);
    start..end.max(start)
}

/// The runs of letters that may be an amount: a word or the part of it without currency
/// and tax code, and two neighbours that are one amount with a blank in it.
fn spans(letters: &[Letter]) -> Vec<Range<usize>> {
    let blank = |letter: &Letter| letter.letter == ' ';
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for word in letters.split(blank) {
        words.push(start..start + word.len());
        start += word.len() + 1;
    }
    let pairs = words.windows(2).map(|pair| pair[0].start..pair[1].end);
    let all = words.iter().cloned().chain(pairs);
    let mut found: Vec<Range<usize>> = all.filter_map(|span| core(letters, span)).collect();
    // A sign before a blank falls off: the pair is its second word.
    found.sort_by_key(|span| (span.start, span.end));
    found.dedup();
    found
}

/// The part of a word that is an amount but for some letters.
fn core(letters: &[Letter], span: Range<usize>) -> Option<Range<usize>> {
    let text: Vec<char> = letters[span.clone()].iter().map(|l| l.letter).collect();
    let text = text.get(..).filter(|text| text.len() <= LONGEST)?;
    let code = ["RM", "EUR", "CHF", "USD"]
        .iter()
        .find(|code| text.len() > code.len() && code.chars().zip(text).all(|(a, b)| a == *b));
    let is_before = |c: &char| !c.is_alphanumeric() && !"-.$€£".contains(*c);
    let code = code.map_or(0, |code| code.len());
    let first = code + text[code..].iter().take_while(|c| is_before(c)).count();
    let is_point = |c: &char| ".,:;'·_-*".contains(*c);
    let point = text.iter().rposition(is_point).filter(|at| *at > first)?;
    // A flag of three letters, a blank and two cents.
    let last = text.len().min(point + 3);
    let digits = text[first..last]
        .iter()
        .filter(|c| c.is_ascii_digit())
        .count();
    let goes_on = text.get(last).is_some_and(char::is_ascii_digit);
    let enough = last - first >= 3 && 2 * (digits + 1) >= last - first;
    (enough && !goes_on).then_some(span.start + first..span.start + last)
}

/// Digits, a point or comma, two digits; perhaps thousands, a sign before or a minus after.
pub fn is_amount(text: &str) -> bool {
    let bare = text.trim_start_matches(['-', '$', '€', '£']);
    let bare = bare.strip_suffix('-').unwrap_or(bare);
    let Some((whole, cents)) = bare.rsplit_once(['.', ',']) else {
        return false;
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = whole.split(['.', ',']);
    let first = parts.next().unwrap_or_default();
    let grouped = whole.len() == first.len() || first.len() <= 3;
    cents.len() == 2
        && digits(cents)
        && digits(first)
        && (1..=6).contains(&first.len())
        && grouped
        && parts.all(|part| part.len() == 3 && digits(part))
}

#[cfg(test)]
mod tests {
    use super::super::ctc;
    use super::*;

    const ALPHABET: [char; 10] = [' ', '.', '0', '1', '2', '3', '5', 'S', 'X', '*'];

    /// Readings of a text each of whose signs is a step, with a blank after it; some signs
    /// are nearly as likely another one.
    fn read(text: &str, unsure: &[(char, char)]) -> Vec<Reading> {
        let label = |c: char| ALPHABET.iter().position(|a| *a == c).expect("known") + 1;
        let mut logs = Vec::new();
        for c in text.chars() {
            let mut step = [-14.0f32; 11];
            step[label(c)] = -0.1;
            for (_, other) in unsure.iter().filter(|(own, _)| *own == c) {
                step[label(*other)] = -2.1;
            }
            let mut blank = [-14.0f32; 11];
            blank[0] = 0.0;
            logs.extend(step.into_iter().chain(blank));
        }
        let steps = Steps::new(&logs, 11, 11, 2 * text.chars().count());
        let decoded = ctc::decode(steps, &ALPHABET);
        assert_eq!(decoded.text(), text);
        readings(steps, &decoded, &Signs::of(&ALPHABET))
    }

    #[test]
    fn letters_in_an_amount_have_their_digits() {
        let found = read("XX 3.S0", &[('S', '5')]);
        assert_eq!(found[0].text, "3.50");
        assert_eq!((found[0].start, found[0].end), (3, 7));
        assert!((found[0].loss - 2.0).abs() < 0.1, "{}", found[0].loss);
    }

    #[test]
    fn readings_are_amounts_and_the_likeliest_comes_first() {
        let found = read("XX 3.S0", &[('S', '5'), ('3', '2'), ('0', '1')]);
        assert!(found.len() > 1 && found.len() <= KEPT);
        assert!(found.iter().all(|r| is_amount(&r.text)), "{found:?}");
        assert!(found.windows(2).all(|pair| pair[0].loss <= pair[1].loss));
    }

    #[test]
    fn a_pair_whose_first_word_is_a_sign_is_no_second_place() {
        let found = read("X * 3.S0", &[('S', '5')]);
        let mut texts: Vec<&str> = found.iter().map(|r| r.text.as_str()).collect();
        texts.dedup();
        assert_eq!(texts.len(), found.len(), "{found:?}");
        assert!(!found.is_empty());
    }

    #[test]
    fn a_certain_text_has_no_readings() {
        assert_eq!(read("SX 12.X", &[]), []);
        assert_eq!(read("3.S0", &[]), [], "a sure letter is no digit");
        assert_eq!(read("1.235", &[('3', '2')]), [], "no cents");
    }

    #[test]
    fn an_amount_is_a_number_with_two_cents() {
        for (text, yes) in [
            ("3.50", true),
            ("1,234.50", true),
            ("-3,50", true),
            ("$3.50", true),
            ("3.50-", true),
            ("1.2.50", false),
            ("3.5", false),
            (".50", false),
            ("3.S0", false),
            ("", false),
        ] {
            assert_eq!(is_amount(text), yes, "{text:?}");
        }
    }
}

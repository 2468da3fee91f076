//! Article codes beside names, misread ones too.
//!
//! One odd word says nothing; a column of codes does: `0383e:i'647 BLUE COD` begins with
//! one on a receipt whose other names follow clean codes.

use super::kinds::Kind;
use super::line::{Line, letters};
use super::measure::unit_word;

/// Words that are taken for codes on one side of a name at most.
const MOST_WORDS: usize = 3;

/// A side of the name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Before,
    After,
}

/// Takes what is left of the codes off the names, on receipts that print codes.
pub(super) fn strip(lines: &mut [Line]) {
    let named: Vec<usize> = (0..lines.len())
        .filter(|at| {
            let line = &lines[*at];
            line.kind == Kind::Goods && line.price.is_some() && line.has_name()
        })
        .collect();
    for side in [Side::Before, Side::After] {
        let count = |is: fn(&str) -> bool| {
            let beside = named.iter().map(|at| beside(&lines[*at], side));
            beside
                .filter(|words| words.iter().any(|word| is(word)))
                .count()
        };
        // Some must be clean or all likely, so that a list of sizes is no column of codes.
        let (clean, likely) = (count(is_clean), count(is_likely));
        // `C004`, `DR002C`: letters and digits, on nearly every row.
        let mixed = if side == Side::Before {
            count(is_mixed)
        } else {
            0
        };
        if mixed >= 3 && 10 * (mixed + clean) >= 7 * named.len() {
            for at in &named {
                strip_mixed(&mut lines[*at]);
            }
        }
        let column = clean >= 2 && 3 * clean >= named.len() && 2 * likely >= named.len();
        if column || (likely >= 3 && 4 * likely >= 3 * named.len()) {
            for at in &named {
                strip_side(&mut lines[*at], side);
            }
        }
    }
}

/// The words of the row where a code would stand.
fn beside(line: &Line, side: Side) -> Vec<&str> {
    let words = line.text.split_whitespace();
    match side {
        Side::Before => words.take(MOST_WORDS - 1).collect(),
        Side::After => {
            let named = line.text.get(..line.name.1).unwrap_or_default();
            let after = line.text.get(line.name.1..).unwrap_or_default();
            let last = named.split_whitespace().skip(1).last();
            last.into_iter()
                .chain(after.split_whitespace().take(1))
                .collect()
        }
    }
}

/// Four digits and more and nothing else.
fn is_clean(word: &str) -> bool {
    word.len() >= 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Capitals and at least two digits, and no size: `JT5501`, `SQ003L`.
fn is_mixed(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let begins = word.bytes().next().is_some_and(|b| b.is_ascii_uppercase());
    begins && digits >= 2 && (4..=8).contains(&word.len()) && digits + capitals == word.len()
}

fn strip_mixed(line: &mut Line) {
    let mut words = line.name().split_whitespace();
    let code = words.next().is_some_and(is_mixed);
    if let Some(second) = words.next().filter(|second| code && letters(second) >= 2) {
        line.name.0 = offset(&line.text, second);
    }
}

/// A code as a reader may have it: mostly digits and what digits are mistaken for.
fn is_likely(word: &str) -> bool {
    let looks = |c: char| "oOiIlLzZsSbBeqgD".contains(c) || !c.is_alphanumeric();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let alike = word.chars().filter(|c| looks(*c)).count();
    let all = word.chars().count();
    // The first part of a broken one: no size begins so.
    if word.starts_with("00") && digits == all && all >= 3 {
        return true;
    }
    // `85ML`, `454g`.
    let unit = word.trim_start_matches(|c: char| !c.is_alphabetic());
    unit_word(unit).is_none()
        && all >= 4
        && digits >= 2
        && 2 * digits >= all.saturating_sub(2)
        && 4 * (digits + alike) >= 3 * all
}

fn strip_side(line: &mut Line, side: Side) {
    let mut words: Vec<&str> = line.name().split_whitespace().collect();
    match side {
        Side::Before => drop(words.drain(..codes_in(words.iter().copied()))),
        Side::After => words.truncate(words.len() - codes_in(words.iter().rev().copied())),
    }
    // A name that is nothing but a code stays: it is all that there is.
    let named = words.iter().map(|word| letters(word)).sum::<usize>() >= 3;
    if let ([first, ..], [.., last], true) = (&words[..], &words[..], named) {
        line.name = (
            offset(&line.text, first),
            offset(&line.text, last) + last.len(),
        );
    }
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// How many words, from the outside in, are a code or stand outside one.
fn codes_in<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    let words: Vec<&str> = words.take(MOST_WORDS).collect();
    words
        .iter()
        .rposition(|word| is_likely(word))
        .map_or(0, |at| {
            let outside = &words[..at];
            if outside
                .iter()
                .all(|word| is_likely(word) || word.chars().count() <= 3)
            {
                at + 1
            } else {
                0
            }
        })
}

#[cfg(test)]
mod tests {
    use super::super::line::line;
    use super::*;

    fn names(rows: &[&str]) -> Vec<String> {
        let mut lines: Vec<Line> = rows
            .iter()
            .enumerate()
            .map(|(row, text)| line(row, (*text).to_owned(), '.'))
            .collect();
        strip(&mut lines);
        lines.iter().map(|line| line.name().to_owned()).collect()
    }

    #[test]
    fn a_misread_code_goes_where_the_others_are_clean() {
        let rows = [
            "06038301376 ALL PURP FLOUR 5.99",
            "4011 BANANA 1.20",
            "0383e:i'647 BLUE COD 10.00",
            "W 406e ONION GREEN 1.34",
            "100 GRAND 1.49",
        ];
        let expected = [
            "ALL PURP FLOUR",
            "BANANA",
            "BLUE COD",
            "ONION GREEN",
            "100 GRAND",
        ];
        assert_eq!(names(&rows), expected);
    }

    #[test]
    fn codes_may_follow_names() {
        let rows = [
            "GV WHL MLK 007874235186 3.98 D",
            "HAM DLX 006~:33901 3.87 D",
            "BANANAS 0000000040'15r 2.36",
            "EGGO 16CT 003800012345 3.97",
        ];
        assert_eq!(
            names(&rows),
            ["GV WHL MLK", "HAM DLX", "BANANAS", "EGGO 16CT"]
        );
    }

    #[test]
    fn codes_of_letters_and_digits_are_known_by_their_column() {
        let rows = [
            "C004 RED CURRY 18.90",
            "DR002C ICE TEA 6.90",
            "W003 PRAWN 15.90",
        ];
        assert_eq!(names(&rows), ["RED CURRY", "ICE TEA", "PRAWN"]);
        let rows = ["A4000 PAPER 18.90", "ICE TEA 6.90", "PRAWN 15.90"];
        assert_eq!(names(&rows), ["A4000 PAPER", "ICE TEA", "PRAWN"]);
    }

    #[test]
    fn sizes_are_no_codes() {
        let rows = ["MILK 1000ML 1.00", "JUICE 1500ML 2.00", "COLA 2L 3.00"];
        assert_eq!(names(&rows), ["MILK 1000ML", "JUICE 1500ML", "COLA 2L"]);
    }
}

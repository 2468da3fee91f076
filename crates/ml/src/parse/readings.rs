//! What the reader says that amounts may be instead, and when that is taken.
//!
//! A reading costs its loss of likelihood. One replaces what is printed only for a
//! reason: what is printed is no amount though it stands where amounts stand or the
//! reading is likelier, it has the wrong decimal sign, or with it the sums of the
//! receipt hold.

use pantry::receipt::{Reading, Row, Word};

use crate::read::is_amount;

/// What a reading may lose where an amount must stand and none does: it is still taken
/// if it is once in fifty.
const IN_COLUMN: f32 = 4.0;

/// What it may lose to print the decimal sign of all other amounts.
const SAME_SIGN: f32 = 4.0;

/// What it may lose to make the sums hold.
const TO_HOLD: f32 = 5.0;

/// How much more every other way to make the sums hold must lose.
const CLEARLY: f32 = 3.0;

/// Readings that are tried in one receipt: each takes a fraction of a millisecond.
const TRIES: usize = 64;

/// A right edge is that of a column if so many other amounts end there.
const COLUMN: usize = 2;

/// Takes the readings that need no arithmetic.
pub(super) fn settle(rows: &mut [Row]) {
    let columns = right_edges(rows);
    let sign = decimal_sign(rows);
    for row in rows.iter_mut() {
        let mut changed = false;
        for word in &mut row.words {
            // What is taken leaves fewer readings, so this ends.
            while let Some(at) = word.readings.iter().position(|reading| {
                is_meant(word, reading, sign, || {
                    stands_in_column(word, reading.end, &columns)
                })
            }) {
                take(word, at);
                changed = true;
            }
        }
        if changed {
            respell(row);
        }
    }
}

/// Whether a reading says what is printed better than the best path did.
fn is_meant(
    word: &Word,
    reading: &Reading,
    sign: Option<char>,
    in_column: impl Fn() -> bool,
) -> bool {
    let Some(printed) = span(word, reading) else {
        return false;
    };
    if printed.split_whitespace().any(is_amount) {
        let other = |text: &str| sign_of(text).filter(|own| Some(*own) != sign);
        return reading.loss <= SAME_SIGN
            && other(&printed).is_some()
            && other(&reading.text).is_none()
            && !printed.contains(' ')
            && same_digits(&printed, &reading.text);
    }
    let time_or_rate = printed.contains([':', '%']) || goes_on(word, reading);
    !time_or_rate && (reading.loss < 0.0 || reading.loss <= IN_COLUMN && in_column())
}

/// Whether a letter or a rate's sign follows: `1.2kg`, `7,00%`.
fn goes_on(word: &Word, reading: &Reading) -> bool {
    let next = word.text.chars().nth(reading.end);
    next.is_some_and(|c| c.is_lowercase() || c == '%')
}

/// The characters that a reading is about.
fn span(word: &Word, reading: &Reading) -> Option<String> {
    let letters = word.text.chars().skip(reading.start);
    let count = reading.end.checked_sub(reading.start)?;
    let span: String = letters.take(count).collect();
    (!span.is_empty()).then_some(span)
}

fn same_digits(a: &str, b: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    digits(a) == digits(b)
}

/// The sign before an amount's cents.
fn sign_of(amount: &str) -> Option<char> {
    amount.chars().rfind(|c| matches!(c, '.' | ','))
}

/// The sign that nearly all amounts have; `None` where they differ or are few.
fn decimal_sign(rows: &[Row]) -> Option<char> {
    let words = rows.iter().flat_map(|row| row.text.split_whitespace());
    let signs: Vec<char> = words.filter(|w| is_amount(w)).filter_map(sign_of).collect();
    let points = signs.iter().filter(|sign| **sign == '.').count();
    let commas = signs.len() - points;
    let (most, least, sign) = if points > commas {
        (points, commas, '.')
    } else {
        (commas, points, ',')
    };
    (most >= 3 && most >= 3 * least).then_some(sign)
}

/// The right edges of all amounts, with the heights of their words.
fn right_edges(rows: &[Row]) -> Vec<(i32, i32)> {
    let words = rows.iter().flat_map(|row| &row.words);
    words.flat_map(edges_of_amounts).collect()
}

fn edges_of_amounts(word: &Word) -> Vec<(i32, i32)> {
    let mut edges = Vec::new();
    let mut end = 0;
    for part in word.text.split(' ') {
        end += part.chars().count();
        if is_amount(part) {
            edges.push((edge(word, end), word.bounds.y1 - word.bounds.y0));
        }
        end += 1;
    }
    edges
}

/// Where so many characters of a word end, all taken to be equally wide.
fn edge(word: &Word, characters: usize) -> i32 {
    let share = characters as f32 / word.text.chars().count().max(1) as f32;
    let width = (word.bounds.x1 - word.bounds.x0) as f32;
    word.bounds.x0 + (width * share).round() as i32
}

fn stands_in_column(word: &Word, end: usize, columns: &[(i32, i32)]) -> bool {
    let own = edge(word, end);
    let here = |edge: &&(i32, i32)| edge.0.abs_diff(own) <= edge.1.unsigned_abs();
    columns.iter().filter(here).count() >= COLUMN
}

/// Puts a reading in the place of what it is about. Of the other readings those of the
/// same characters stay, now measured against this one, and those that it crosses go.
fn take(word: &mut Word, at: usize) {
    let taken = word.readings.remove(at);
    let letters: Vec<char> = word.text.chars().collect();
    let (Some(before), Some(after)) = (letters.get(..taken.start), letters.get(taken.end..)) else {
        return;
    };
    word.text = before
        .iter()
        .copied()
        .chain(taken.text.chars())
        .chain(after.iter().copied())
        .collect();
    let length = taken.text.chars().count();
    let end = taken.start + length;
    if let Some(old) = word.letters.get(taken.start..taken.end) {
        let sure = old.iter().copied().reduce(f32::min).unwrap_or(0.0);
        word.letters
            .splice(taken.start..taken.end, std::iter::repeat_n(sure, length));
    }
    word.readings.retain(|other| {
        let same = (other.start, other.end) == (taken.start, taken.end);
        same || other.end <= taken.start || other.start >= taken.end
    });
    for other in &mut word.readings {
        if (other.start, other.end) == (taken.start, taken.end) {
            other.end = end;
            other.loss -= taken.loss;
        } else if other.start >= taken.end {
            other.start = other.start + end - taken.end;
            other.end = other.end + end - taken.end;
        }
    }
}

/// The row's text as its words now have it.
fn respell(row: &mut Row) {
    let texts: Vec<&str> = row.words.iter().map(|word| word.text.as_str()).collect();
    row.text = texts.join(" ");
}

/// A reading that could be taken: its row, its word, and its place among the word's.
struct Choice {
    row: usize,
    word: usize,
    reading: usize,
    loss: f32,
}

/// The row to put in the place of another, with its place, so that the sums hold: by the
/// reading that loses least, if every other one that makes them hold loses clearly more.
///
/// `holds` says whether the sums hold with a row in a place.
pub(super) fn reconciled(
    rows: &[Row],
    mut holds: impl FnMut(usize, &Row) -> bool,
) -> Option<(usize, Row)> {
    let mut found: Option<(usize, Row, f32)> = None;
    let choices = choices(rows);
    let untold = choices.get(TRIES).map_or(f32::MAX, |choice| choice.loss);
    for choice in choices.into_iter().take(TRIES) {
        let least = found
            .as_ref()
            .map_or(TO_HOLD, |(_, _, loss)| loss + CLEARLY);
        if choice.loss > least {
            break;
        }
        let mut row = rows[choice.row].clone();
        take(&mut row.words[choice.word], choice.reading);
        respell(&mut row);
        if !holds(choice.row, &row) {
            continue;
        }
        if let Some((at, other, _)) = &found {
            // The same amount in another dress is no rival.
            if *at == choice.row && same_digits(&other.text, &row.text) {
                continue;
            }
            return None;
        }
        found = Some((choice.row, row, choice.loss));
    }
    let (at, row, loss) = found?;
    (untold > loss + CLEARLY).then_some((at, row))
}

/// The readings that may be taken and their rivals, those that lose least first.
fn choices(rows: &[Row]) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for (row, printed) in rows.iter().enumerate() {
        for (word, said) in printed.words.iter().enumerate() {
            let likely = said
                .readings
                .iter()
                .enumerate()
                .filter(|(_, r)| r.loss <= TO_HOLD + CLEARLY);
            all.extend(likely.map(|(reading, r)| Choice {
                row,
                word,
                reading,
                loss: r.loss,
            }));
        }
    }
    all.sort_by(|a, b| a.loss.total_cmp(&b.loss));
    all
}

#[cfg(test)]
mod tests {
    use pantry::receipt::DoubtKind;

    use super::*;
    use crate::parse::{parse, rows_from_text};

    /// Another reading of the only place in the rows where something is printed.
    fn offer(rows: &mut [Row], printed: &str, text: &str, loss: f32) {
        let mut words = rows.iter_mut().flat_map(|row| &mut row.words);
        let word = words.find(|word| word.text.contains(printed));
        let word = word.expect("it is printed");
        let at = word.text.find(printed).expect("it is printed");
        let start = word.text[..at].chars().count();
        word.letters = vec![0.75; word.text.chars().count()];
        word.readings.push(Reading {
            start,
            end: start + printed.chars().count(),
            text: text.to_owned(),
            loss,
        });
    }

    const SHOP: &str = "SHOP LTD
01/02/2024
MILK      3.20
EGGS      U.40
BREAD     1.10
TOTAL     4.70";

    #[test]
    fn what_is_no_amount_in_a_column_of_amounts_is_read_as_one() {
        let row = |loss: f32| {
            let mut rows = rows_from_text(SHOP);
            offer(&mut rows, "U.40", "0.40", loss);
            settle(&mut rows);
            rows.swap_remove(3)
        };
        let taken = row(1.0);
        assert_eq!(taken.text, "EGGS 0.40");
        assert_eq!(taken.words[1].letters.len(), 4);
        assert_eq!(row(9.0).text, "EGGS U.40", "too unlikely");
    }

    #[test]
    fn a_time_and_a_size_in_a_column_of_amounts_stay() {
        for printed in ["18:45", "1.2kg", "7,0%"] {
            let mut rows = rows_from_text(&SHOP.replace("U.40", printed));
            offer(&mut rows, printed.trim_end_matches(['g', '%']), "1.24", 0.5);
            settle(&mut rows);
            assert_eq!(rows[3].text, format!("EGGS {printed}"));
        }
    }

    #[test]
    fn a_word_among_text_stays() {
        let mut rows = rows_from_text("SIZE U.40 PACK\nMILK            3.20\nBREAD           1.10");
        offer(&mut rows, "U.40", "0.40", 1.0);
        settle(&mut rows);
        assert_eq!(rows[0].text, "SIZE U.40 PACK");
    }

    #[test]
    fn an_amount_has_the_sign_of_the_others() {
        let mut rows = rows_from_text("MILK  3,20\nEGGS  2.40\nBREAD  1.10\nTEA  4.00");
        offer(&mut rows, "3,20", "3.20", 1.0);
        settle(&mut rows);
        assert_eq!(rows[0].text, "MILK 3.20");
    }

    #[test]
    fn the_sums_choose_between_readings() {
        let text = SHOP.replace("U.40", "0.40").replace("3.20", "8.20");
        let mut rows = rows_from_text(&text.replace("4.70", "9.20"));
        offer(&mut rows, "8.20", "7.70", 2.0);
        offer(&mut rows, "8.20", "$7.70", 2.5);
        offer(&mut rows, "1.10", "1.70", 1.0);
        offer(&mut rows, "9.20", "9.70", 1.0);
        let draft = parse(rows.clone());
        assert_eq!(draft.rows[2].text, "MILK 7.70", "and the total stays");
        assert_eq!(draft.doubts, []);
        assert_eq!(draft.items[0].price_confidence, 0.75);
        assert_eq!(draft.items[0].name_confidence, 1.0);
        // Another way that costs about the same: nobody can tell, so it is asked.
        offer(&mut rows, "1.10", "0.60", 4.5);
        let draft = parse(rows);
        assert_eq!(draft.rows[2].text, "MILK 8.20");
        let mismatch = |kind: &DoubtKind| matches!(kind, DoubtKind::TotalMismatch { .. });
        let doubt = draft.doubts.iter().find(|doubt| mismatch(&doubt.kind));
        assert_eq!(doubt.and_then(|doubt| doubt.row), Some(5));
    }

    #[test]
    fn readings_of_the_same_characters_are_measured_against_the_taken_one() {
        let mut rows = rows_from_text("AB 1,20 CD 5.00");
        for (printed, text, loss) in [
            ("1,20", "11.20", 1.0),
            ("1,20", "1.25", 4.0),
            ("5.00", "6.00", 2.0),
            ("0 CD", "00", 2.0),
        ] {
            offer(&mut rows, printed, text, loss);
        }
        let word = &mut rows[0].words[0];
        take(word, 0);
        assert_eq!(word.text, "AB 11.20 CD 5.00");
        let left: Vec<_> = word
            .readings
            .iter()
            .map(|r| (r.start, r.end, r.loss))
            .collect();
        assert_eq!(left, [(3, 8, 3.0), (12, 16, 2.0)]);
    }
}

//! How sure the reader is of a field: of the characters that the field is made of.
//!
//! Repairs close blanks and put digits for letters, but neither add nor lose a character
//! that is no blank, so the place of a character among those tells which one it was.

use std::ops::Range;

use pantry::receipt::{Row, Word};

use super::dates::Moment;
use super::layouts::dates_in;
use super::line::Line;
use super::lines::Item;
use super::totals::Sums;

/// Of the lines that name the merchant.
pub(super) fn of_merchant(lines: &[Line], rows: &[Row]) -> f32 {
    mean(lines.iter().map(|line| (line, 0..line.text.len())), rows)
}

/// Of an item's name, on one row or on several.
pub(super) fn of_name(item: &Item, lines: &[Line], rows: &[Row]) -> f32 {
    let parts = item.names.iter().map(|at| {
        let (start, end) = lines[*at].name;
        (&lines[*at], start..end)
    });
    mean(parts, rows)
}

/// Of an item's price, where one of its lines prints it.
pub(super) fn of_price(item: &Item, lines: &[Line], rows: &[Row]) -> f32 {
    let mut own = item.lines.iter().map(|at| &lines[*at]);
    own.find(|line| line.price.is_some() && line.cents() == item.price)
        .and_then(|line| Some(least(line, rows, line.price_bytes()?)))
        .unwrap_or(0.0)
}

/// Of the total where its own row prints it, else of its surest other print.
pub(super) fn of_total(lines: &[Line], sums: &Sums, rows: &[Row]) -> f32 {
    let Some(total) = sums.total else { return 0.0 };
    let of = |line: &Line| Some(least(line, rows, line.bytes_of(total)?));
    let own = sums.total_at.and_then(|at| of(lines.get(at)?));
    own.or_else(|| lines.iter().filter_map(of).reduce(f32::max))
        .unwrap_or(0.0)
}

/// Of the digits in the words without which the date's row says another date.
pub(super) fn of_date(lines: &[Line], moment: &Moment, rows: &[Row]) -> f32 {
    let Some(line) = lines.iter().find(|line| Some(line.row) == moment.row) else {
        return 0.0;
    };
    let said = |text: &str| {
        let dates = dates_in(text, true).into_iter();
        let both = dates.flat_map(|(date, other, _)| [Some(date), other]);
        both.flatten().any(|date| Some(date) == moment.date)
    };
    let needed = |word: &Range<usize>| {
        let (before, after) = (&line.text[..word.start], &line.text[word.end..]);
        !said(&format!("{before}~{after}"))
    };
    let words = words(&line.text).filter(needed);
    let least = words.map(|word| least(line, rows, word)).reduce(f32::min);
    // A row that prints its date twice needs no word of it.
    least.unwrap_or_else(|| mean(std::iter::once((line, 0..line.text.len())), rows))
}

/// The bytes of each word.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|word| {
        // Both are parts of one text.
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        start..start + word.len()
    })
}

/// The certainty of the least sure character in these bytes of a line; 0 without any.
fn least(line: &Line, rows: &[Row], bytes: Range<usize>) -> f32 {
    let letters = of_bytes(line, rows, bytes);
    letters.into_iter().reduce(f32::min).unwrap_or(0.0)
}

/// The geometric mean of the certainty of all characters in parts of lines; 0 without any.
fn mean<'a>(parts: impl Iterator<Item = (&'a Line, Range<usize>)>, rows: &[Row]) -> f32 {
    let letters: Vec<f32> = parts
        .flat_map(|(line, bytes)| of_bytes(line, rows, bytes))
        .collect();
    if letters.is_empty() {
        return 0.0;
    }
    let logs = letters.iter().map(|certainty| certainty.max(1e-6).ln());
    (logs.sum::<f32>() / letters.len() as f32).exp()
}

/// The certainty of each character in these bytes of a line's text, blanks left out.
fn of_bytes(line: &Line, rows: &[Row], bytes: Range<usize>) -> Vec<f32> {
    let marks = |text: Option<&str>| {
        let marks = text.unwrap_or_default().chars();
        marks.filter(|c| !c.is_whitespace()).count()
    };
    let first = marks(line.text.get(..bytes.start));
    let count = marks(line.text.get(bytes));
    let row = rows.get(line.row).map(of_row).unwrap_or_default();
    row.into_iter().skip(first).take(count).collect()
}

fn of_row(row: &Row) -> Vec<f32> {
    if row.words.is_empty() {
        let marks = row.text.chars().filter(|c| !c.is_whitespace());
        return marks.map(|_| row.confidence).collect();
    }
    row.words.iter().flat_map(of_word).collect()
}

/// Where the reader tells nothing of single characters, each is as sure as the word.
fn of_word(word: &Word) -> impl Iterator<Item = f32> + '_ {
    let told = word.letters.iter().copied().map(Some);
    word.text
        .chars()
        .zip(told.chain(std::iter::repeat(None)))
        .filter(|(letter, _)| !letter.is_whitespace())
        .map(|(_, told)| told.unwrap_or(word.confidence))
}

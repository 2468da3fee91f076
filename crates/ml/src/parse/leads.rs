//! The numbers before names: counts, places in a list, or short codes.
//!
//! One number says nothing; the column of them does.

use super::amounts::{Number, Token};
use super::kinds::Kind;
use super::line::Line;

/// More of one thing than anybody carries home: a code.
const MAX_COUNT: i64 = 99_000;

/// Takes the numbers before names for counts, if the column of them can be one.
pub(super) fn read(lines: &mut [Line]) {
    split(lines);
    let column: Vec<Number> = lines
        .iter()
        .filter(|line| line.kind == Kind::Goods && line.has_name())
        .filter_map(|line| line.lead)
        .collect();
    if !are_counts(&column) {
        for line in lines {
            line.lead = None;
        }
    }
}

/// Whether the numbers neither go up one by one nor look like codes.
fn are_counts(column: &[Number]) -> bool {
    let coded = |number: &Number| {
        number.milli > MAX_COUNT || number.digits > (number.milli / 1000).to_string().len()
    };
    let listed = column.len() >= 2
        && column
            .windows(2)
            .all(|pair| pair[1].milli == pair[0].milli + 1000);
    !listed && !column.iter().any(coded)
}

/// Takes the number off each name if most named rows begin with one.
fn split(lines: &mut [Line]) {
    let named: Vec<usize> = (0..lines.len())
        .filter(|at| {
            lines[*at].kind == Kind::Goods && lines[*at].has_name() && lines[*at].price.is_some()
        })
        .collect();
    let numbered = named
        .iter()
        .filter(|at| lines[**at].lead.is_some() || leading(&lines[**at]).is_some());
    let coded = named.iter().filter(|at| begins_with_code(&lines[**at]));
    let numbered = numbered.count();
    let all_numbered = numbered >= 2 && 10 * numbered >= 7 * named.len();
    let mostly_coded = 2 * coded.count() > named.len();
    if named.len() < 2 || !(all_numbered || mostly_coded) {
        return;
    }
    for at in named {
        let line = &mut lines[at];
        if line.lead.is_none()
            && let Some(number) = leading(line)
            && (all_numbered || number.digits == 3)
            && let Some(start) = word_after_number(line)
        {
            line.name.0 = start;
            line.lead = Some(number);
        }
    }
}

/// The whole number that the name begins with.
fn leading(line: &Line) -> Option<Number> {
    let spot = line.spots.iter().find(|spot| spot.end > line.name.0)?;
    spot.number().filter(|n| n.is_whole() && n.milli > 0)
}

/// Whether the row begins with three or four digits, as short article codes have.
fn begins_with_code(line: &Line) -> bool {
    let first = line.spots.first().and_then(|spot| spot.number());
    first.is_some_and(|n| n.is_whole() && (3..=4).contains(&n.digits))
}

fn word_after_number(line: &Line) -> Option<usize> {
    let mut spots = line
        .spots
        .iter()
        .skip_while(|spot| spot.start <= line.name.0);
    let mut before = None;
    // The size of a thing begins its name too: `2 75cl Anselmi`.
    let after = spots.find_map(|spot| {
        let start = match (spot.token, before) {
            (Token::Word, _) => Some(spot.start),
            (Token::Unit(_), Some((start, end))) if end == spot.start => Some(start),
            _ => None,
        };
        before = spot.number().map(|_| (spot.start, spot.end));
        start
    })?;
    (after < line.name.1).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::super::line::line;
    use super::*;

    fn check(rows: &[&str], expected: &[(&str, Option<i64>)]) {
        let mut lines: Vec<Line> = rows
            .iter()
            .enumerate()
            .map(|(row, text)| line(row, (*text).to_owned(), '.'))
            .collect();
        read(&mut lines);
        let found: Vec<(&str, Option<i64>)> = lines
            .iter()
            .map(|line| (line.name(), line.lead.map(|n| n.milli / 1000)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_column_of_numbers_before_names_is_a_count() {
        check(
            &["2 MILK 3.00", "1 BREAD 2.00", "4 ROLLS 1.60"],
            &[("MILK", Some(2)), ("BREAD", Some(1)), ("ROLLS", Some(4))],
        );
    }

    #[test]
    fn a_size_after_the_count_is_of_the_name() {
        check(
            &["2 75cl RIESLING 30.00", "1 BREAD 2.00", "3 50cl COLA 6.00"],
            &[
                ("75cl RIESLING", Some(2)),
                ("BREAD", Some(1)),
                ("50cl COLA", Some(3)),
            ],
        );
    }

    #[test]
    fn the_numbers_of_a_list_are_no_counts() {
        check(
            &["1 MILK 3.00", "2 BREAD 2.00", "3 EGGS 1.60"],
            &[("MILK", None), ("BREAD", None), ("EGGS", None)],
        );
    }

    #[test]
    fn codes_are_no_counts() {
        check(
            &["086\tMILK 3.00", "2\tBREAD 2.00"],
            &[("MILK", None), ("BREAD", None)],
        );
        check(
            &["120 MILK 3.00", "2 BREAD 2.00"],
            &[("MILK", None), ("BREAD", None)],
        );
        check(
            &["4011 BANANA 3.00", "4016 APPLES 2.00", "486 LEEK 1.00"],
            &[("BANANA", None), ("APPLES", None), ("LEEK", None)],
        );
    }
}

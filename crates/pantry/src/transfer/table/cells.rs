//! The cells of a table: numbers, amounts, prices and dates as people write them.

use jiff::civil::Date;

use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::transfer::words;
use crate::typed::{self, Marks};

/// Which of day and month comes first where slashes or dashes stand between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateOrder {
    /// 31/12/2026, as most of the world writes it.
    #[default]
    DayFirst,
    /// 12/31/2026, as the United States write it.
    MonthFirst,
}

/// A number as an integer of 10^-`digits`; `None` for what is none, or is too exact.
pub(super) fn scaled(text: &str, marks: Marks, digits: u32) -> Option<i64> {
    let text: String = text.chars().filter(|letter| !is_filler(*letter)).collect();
    typed::number(&text, marks, digits)
}

/// Spaces, and the apostrophes by which Switzerland groups.
fn is_filler(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\'' | '’')
}

/// How a text of number and something else falls apart: "1,5 kg", "€ 2.49".
fn number_in(text: &str) -> Option<(&str, String)> {
    let is_number = |letter: char| letter.is_ascii_digit() || "+-.,'’".contains(letter);
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let sign = text[..start].ends_with(['-', '+', '.', ',']);
    let start = if sign { start - 1 } else { start };
    let rest = &text[start..];
    let end = rest.find(|letter: char| !is_number(letter) && !is_space(letter));
    let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
    let around = format!("{} {}", &text[..start], after);
    Some((number.trim(), around.trim().to_owned()))
}

fn is_space(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{202f}' | ' ')
}

/// What an amount says.
pub(super) enum Amount {
    /// So much, of a unit if it names one.
    Of(i64, Option<Unit>),
    /// So much of a unit that is not known.
    Other(i64, String),
    /// None at all.
    None,
}

/// An amount in thousandths: "1,5", "500 g", "2 Packungen".
pub(super) fn amount(text: &str, marks: Marks) -> Amount {
    let Some((number, unit)) = number_in(text) else {
        return Amount::None;
    };
    let Some(milli) = scaled(number, marks, 3).or_else(|| rounded(number, marks)) else {
        return Amount::None;
    };
    match unit.as_str() {
        "" => Amount::Of(milli, None),
        unit => match words::unit(unit) {
            Some(unit) => Amount::Of(milli, Some(unit)),
            None => Amount::Other(milli, unit.to_owned()),
        },
    }
}

/// Thousandths of a number that has more digits: 0.333333.
fn rounded(number: &str, marks: Marks) -> Option<i64> {
    let fine = scaled(number, marks, 9)?;
    Some((fine + 500_000).div_euclid(1_000_000))
}

/// The size of a package: "500 g".
pub(super) fn size(text: &str, marks: Marks) -> Option<Quantity> {
    match amount(text, marks) {
        Amount::Of(milli, unit) if milli > 0 => {
            Some(Quantity::new(milli, unit.unwrap_or(Unit::Piece)))
        }
        _ => None,
    }
}

/// A price: "2,49", "2.49 €", "CHF 3.90"; in the currency that it names, or else this one.
pub(super) fn money(text: &str, marks: Marks, currency: Currency) -> Option<Money> {
    let (number, around) = number_in(text)?;
    let currency = match around.as_str() {
        "" => currency,
        "€" => Currency::EUR,
        "$" => Currency::USD,
        "£" => Currency::GBP,
        "RM" => Currency::MYR,
        code => Currency::from_code(code)?,
    };
    let digits = currency.exponent();
    let minor = scaled(number, marks, digits).or_else(|| {
        // More digits than the currency has, as programs write them: 2.4900, 2.345.
        let fine = scaled(number, marks, digits + 6)?;
        Some((fine + 500_000).div_euclid(1_000_000))
    });
    minor.map(|minor| Money::new(minor, currency))
}

/// What a date says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Day {
    /// This day.
    On(Date),
    /// Day and month could be the other way round: as the order says.
    Either(Date),
    /// No day.
    None,
}

/// A date: 2026-12-31, 31.12.2026, 31/12/26, 12/2026; a time behind it is left away.
pub(super) fn date(text: &str, order: DateOrder) -> Day {
    let text = text.trim();
    let end = text.find(['T', ' ']).filter(|end| text[..*end].len() >= 6);
    let text = text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',']);
    let Some(mark) = text.find(|letter: char| !letter.is_ascii_digit()) else {
        return Day::None;
    };
    let mark = text[mark..].chars().next().unwrap_or('-');
    if !matches!(mark, '-' | '/' | '.') {
        return Day::None;
    }
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    let number = |text: &str| text.parse::<i16>().ok().filter(|number| *number >= 0);
    let on = |year, month, day| made(year, month, day).map_or(Day::None, Day::On);
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => match (number(year), number(month), number(day)) {
            (Some(year), Some(month), Some(day)) => on(year, month, day),
            _ => Day::None,
        },
        [first, second, year] => {
            let numbers = (number(first), number(second), number(year).map(century));
            let (Some(first), Some(second), Some(year)) = numbers else {
                return Day::None;
            };
            let day_first = made(year, second, first);
            match (mark, day_first, made(year, first, second)) {
                ('.', Some(day), _) => Day::On(day),
                ('.', None, _) => Day::None,
                (_, Some(day), None) | (_, None, Some(day)) => Day::On(day),
                (_, Some(day), Some(other)) if day == other => Day::On(day),
                (_, Some(day), Some(_)) if order == DateOrder::DayFirst => Day::Either(day),
                (_, Some(_), Some(month_first)) => Day::Either(month_first),
                _ => Day::None,
            }
        }
        [first, second] => {
            let (year, month) = if first.len() == 4 {
                (first, second)
            } else {
                (second, first)
            };
            let month = number(month).zip(number(year).map(century));
            let month = month.and_then(|(month, year)| made(year, month, 1));
            // Food that is good until a month is good until it ends.
            month.map_or(Day::None, |day| Day::On(day.last_of_month()))
        }
        _ => Day::None,
    }
}

fn made(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Two digits are of this century.
fn century(year: i16) -> i16 {
    if year < 100 { 2_000 + year } else { year }
}

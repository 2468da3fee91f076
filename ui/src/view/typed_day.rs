//! A day at the end of a typed line: `+7d`, `+2w`, `24.12.`, `24 Dec`, `2026-12-24`, and `x`
//! for food that has none.

use jiff::Span;
use jiff::civil::Date;
use pantry::search;

use super::dates;
use crate::i18n::forms::{DayForm, Piece};
use crate::i18n::{self, t};

/// Years ahead that a package can name; what says more is no date.
const MOST_YEARS: i16 = 30;

/// A day without a year is the last one of these many days, or one to come.
const PAST_DAYS: i64 = 31;

/// The day that the last words say, or that there is none, and how many words say it.
pub fn at_end(words: &[&str], today: Date) -> Option<(Option<Date>, usize)> {
    let last = words.last()?;
    if matches!(*last, "x" | "X") {
        return Some((None, 1));
    }
    if let Some(day) = from_now(last, today).or_else(|| in_numbers(last, today)) {
        return Some((Some(day), 1));
    }
    // The longer one first: "24 Dec 2027" ends with no day of its own.
    [3, 2].into_iter().find_map(|count| {
        let at = words.len().checked_sub(count)?;
        let day = with_month(words.get(at..)?, today)?;
        Some((Some(day), count))
    })
}

/// `+7d`, `+2w`, `+1m`, `+1y`, and the same with the letters of the person's language.
fn from_now(word: &str, today: Date) -> Option<Date> {
    let text = word.strip_prefix('+')?.to_lowercase();
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let number: i64 = number.parse().ok().filter(|number| *number <= 9_999)?;
    let own = t!("add-spans");
    let of = |letters: &str| letters.split(' ').position(|letter| letter == unit);
    let span = match of("d w m y").or_else(|| of(&own))? {
        0 => Span::new().days(number),
        1 => Span::new().weeks(number),
        2 => Span::new().months(number),
        _ => Span::new().years(number),
    };
    sensible(today.checked_add(span).ok()?, today)
}

/// `24.12.`, `24.12.26`, `24/12`, `24/12/2026`, `2026-12-24`, `12/2026`; what stands first where
/// both could is what the person's language puts first. A month never comes after the 12th, so
/// `24/12` is read everywhere; `12/24` is not where days come first, since packages mean a year.
fn in_numbers(word: &str, today: Date) -> Option<Date> {
    if let Ok(day) = word.parse::<Date>() {
        return sensible(day, today).filter(|_| word.contains('-'));
    }
    let mark = ['.', '/'].into_iter().find(|mark| word.contains(*mark))?;
    let whole = word.strip_suffix('.').filter(|_| mark == '.');
    let parts: Vec<&str> = whole.unwrap_or(word).split(mark).collect();
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| small(part)).collect();
    let day_first = mark == '.' || is_day_first(&i18n::forms().day_month);
    let ordered = |first, second| match day_first || first > 12 {
        true => (first, second),
        false => (second, first),
    };
    match (&*numbers?, &*parts) {
        ([month, year], [_, written]) if written.len() == 4 => {
            let first = of_year(1, *month, *year, today)?;
            Some(dates::end_of_month(first))
        }
        // "1.5" is a number; "24.12." is a day, and so is "24.12" where numbers have a comma.
        ([first, second], _)
            if mark == '/' || whole.is_some() || i18n::forms().marks.decimal != '.' =>
        {
            let (day, month) = ordered(*first, *second);
            next(day, month, today)
        }
        ([first, second, year], _) => {
            let (day, month) = ordered(*first, *second);
            of_year(day, month, *year, today)
        }
        _ => None,
    }
}

/// `24 Dec`, `Dec 24`, `24. Dez 2027`.
fn with_month(words: &[&str], today: Date) -> Option<Date> {
    let (first, second, year) = match words {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(small(year)?)),
        _ => return None,
    };
    let month = |word: &str| {
        let wanted = search::fold(word);
        let forms = i18n::forms();
        let mut names = forms.day_month.months.iter();
        let at = names.position(|name| search::fold(name) == wanted)?;
        i16::try_from(at + 1).ok()
    };
    let number = |word: &str| small(word.trim_end_matches(['.', ',']));
    let either = |day: &str, name: &str| Some((number(day)?, month(name)?));
    let (day, month) = either(first, second).or_else(|| either(second, first))?;
    match year {
        Some(year) => of_year(day, month, year, today),
        None => next(day, month, today),
    }
}

/// A number of a date.
fn small(text: &str) -> Option<i16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn is_day_first(form: &DayForm) -> bool {
    let at = |wanted: &Piece| form.pieces.iter().position(|piece| piece == wanted);
    at(&Piece::Day) <= at(&Piece::Month)
}

/// A day of a year of two or four digits.
fn of_year(day: i16, month: i16, year: i16, today: Date) -> Option<Date> {
    let year = if year < 100 { 2_000 + year } else { year };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    sensible(Date::new(year, month, day).ok()?, today)
}

/// The day of this or the next year.
fn next(day: i16, month: i16, today: Date) -> Option<Date> {
    let earliest = dates::later(today, -PAST_DAYS);
    let years = [today.year(), today.year() + 1];
    // The 29th of February may be in the second year alone.
    let days = years.map(|year| of_year(day, month, year, today));
    days.into_iter().flatten().find(|day| *day >= earliest)
}

fn sensible(day: Date, today: Date) -> Option<Date> {
    let years = today.year() - 1..=today.year() + MOST_YEARS;
    years.contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use jiff::civil::date;

    use super::*;
    use crate::i18n::forms::{Forms, Unasked};
    use crate::i18n::language::Language;

    const TODAY: Date = date(2026, 11, 22);

    fn check(line: &str, expected: Option<(Option<Date>, usize)>) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(at_end(&words, TODAY), expected, "{line}");
    }

    #[test]
    fn days_are_read_in_every_usual_form() {
        for (line, day) in [
            ("milk +7d", date(2026, 11, 29)),
            ("milk +2w", date(2026, 12, 6)),
            ("milk +1M", date(2026, 12, 22)),
            ("milk +1y", date(2027, 11, 22)),
            ("milk 24.12.", date(2026, 12, 24)),
            ("milk 24.12.27", date(2027, 12, 24)),
            ("milk 24/12", date(2026, 12, 24)),
            ("milk 1.2.2027", date(2027, 2, 1)),
            ("milk 2026-12-24", date(2026, 12, 24)),
            ("milk 12/2026", date(2026, 12, 31)),
            // Yesterday was not in a year.
            ("milk 21.11.", date(2026, 11, 21)),
            ("milk 1.2.", date(2027, 2, 1)),
        ] {
            check(line, Some((Some(day), 1)));
        }
        check("milk 24 Dec", Some((Some(date(2026, 12, 24)), 2)));
        check("milk Dec 24", Some((Some(date(2026, 12, 24)), 2)));
        check("milk 3. mar 2028", Some((Some(date(2028, 3, 3)), 3)));
        check("salt x", Some((None, 1)));
    }

    #[test]
    fn a_language_that_puts_months_first_reads_them_first() {
        let mut forms = Forms::english(Rc::new(Unasked));
        let mut day_month = (*forms.day_month).clone();
        day_month.pieces.reverse();
        forms.day_month = day_month.into();
        i18n::speak(Language::English, None, forms);
        for (line, day) in [
            ("milk 12/24", date(2026, 12, 24)),
            ("milk 1/2", date(2027, 1, 2)),
            ("milk 12/1/2026", date(2026, 12, 1)),
            // No month is that great.
            ("milk 24/12", date(2026, 12, 24)),
            // Between points the day is first everywhere.
            ("milk 1.2.", date(2027, 2, 1)),
        ] {
            check(line, Some((Some(day), 1)));
        }
        i18n::speak(Language::English, None, Forms::english(Rc::new(Unasked)));
        check("milk 1/2", Some((Some(date(2027, 2, 1)), 1)));
        check("milk 12/24", None);
    }

    #[test]
    fn what_is_no_day_is_left_alone() {
        for line in [
            "milk",
            "milk 1.5",
            "milk 3.5%",
            "7 up 7",
            "+7",
            "+7kg",
            "+99999d",
            "31/2",
            "40.1.",
            "1.1.1999",
            "12 marmalade",
            "x-ray",
            "20261224",
            "1.2.3.4",
            "./",
            "",
        ] {
            check(line, None);
        }
    }
}

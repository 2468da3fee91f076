//! The layouts of dates and times within one row.

use jiff::civil::{Date, Time};

use super::fold::plain;

/// Years that a receipt in somebody's hands can be from.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2079;

/// Month names by their first letters in canonical upper case, longest first where one begins another.
const MONTHS: &[(&str, i8)] = &[
    ("JAN", 1),
    ("GEN", 1),
    ("ENE", 1),
    ("STY", 1),
    ("FEB", 2),
    ("FEV", 2),
    ("LUT", 2),
    ("MAR", 3),
    ("MRZ", 3),
    ("MRT", 3),
    ("MAERZ", 3),
    ("MAC", 3),
    ("APR", 4),
    ("AVR", 4),
    ("ABR", 4),
    ("KWI", 4),
    ("MAY", 5),
    ("MAI", 5),
    ("MEI", 5),
    ("MAG", 5),
    ("JUN", 6),
    ("JUIN", 6),
    ("GIU", 6),
    ("JUIL", 7),
    ("JUL", 7),
    ("LUG", 7),
    ("LIP", 7),
    ("AUG", 8),
    ("AOU", 8),
    ("AGO", 8),
    ("OGO", 8),
    ("OGOS", 8),
    ("SIE", 8),
    ("SEP", 9),
    ("SET", 9),
    ("WRZ", 9),
    ("OCT", 10),
    ("OKT", 10),
    ("OTT", 10),
    ("OUT", 10),
    ("PAZ", 10),
    ("NOV", 11),
    ("LIS", 11),
    ("DEC", 12),
    ("DEZ", 12),
    ("DIC", 12),
    ("DIS", 12),
    ("DES", 12),
    ("GRU", 12),
];

/// A piece of a row: digits, letters, or what lies between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Piece<'a> {
    Digits(&'a str),
    Letters(&'a str),
    Between(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let class = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let here = if at == text.len() {
            None
        } else {
            Some(class(c))
        };
        if last.is_some() && here != last {
            let run = &text[start..at];
            pieces.push(match last {
                Some(0) => Piece::Digits(run),
                Some(1) => Piece::Letters(run),
                _ => Piece::Between(run),
            });
            start = at;
        }
        last = here;
    }
    pieces
}

/// Every date in a row: the likelier reading, the other one, and whether the year has four digits.
pub(super) fn dates_in(text: &str, day_first: bool) -> Vec<(Date, Option<Date>, bool)> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    for at in 0..pieces.len() {
        let glued = at > 1
            && matches!((pieces[at - 1], pieces[at - 2]), (Piece::Between(sep), Piece::Digits(_)) if is_separator(sep) && sep.trim() == sep);
        if glued {
            continue;
        }
        let date = numeric(&pieces[at..], day_first)
            .or_else(|| named(&pieces[at..]))
            .or_else(|| run_together(&pieces[at..]));
        found.extend(date);
    }
    found
}

fn is_separator(between: &str) -> bool {
    matches!(
        between.trim(),
        "/" | "-" | "." | "'" | "’" | "_" | "," | "–" | "--" | ":" | "\\"
    )
}

/// `25/12/2018`, `05-02-18`, `2015/03/05`.
fn numeric(pieces: &[Piece<'_>], day_first: bool) -> Option<(Date, Option<Date>, bool)> {
    let [
        Piece::Digits(a),
        Piece::Between(first),
        Piece::Digits(b),
        Piece::Between(second),
        Piece::Digits(c),
        ..,
    ] = *pieces
    else {
        return None;
    };
    let blanks = first.contains(' ') || second.contains(' ');
    if !is_separator(first)
        || first.trim() != second.trim()
        || first.trim() == ","
        || first.trim() == ":"
    {
        return None;
    }
    if b.len() > 2
        || a.len() == 3
        || c.len() == 3
        || a.len() > 4
        || (blanks && a.len() + c.len() < 6)
    {
        return None;
    }
    // `25/12/20188:13` never happens, but `05/03/201510:26` does.
    let c = if c.len() > 4 && c.len() <= 6 && a.len() <= 2 {
        &c[..4]
    } else {
        c
    };
    if c.len() > 4 {
        return None;
    }
    let (a_value, b_value, c_value) = (
        a.parse::<i16>().ok()?,
        b.parse::<i16>().ok()?,
        c.parse::<i16>().ok()?,
    );
    if a.len() == 4 {
        return date(a_value, b_value, c_value)
            .or_else(|| date(a_value, c_value, b_value))
            .map(|d| (d, None, true));
    }
    let long = c.len() == 4;
    let year = if long { c_value } else { 2000 + c_value };
    let (dmy, mdy) = (date(year, b_value, a_value), date(year, a_value, b_value));
    // `15/02/10`: the year first, where no other reading fits or as the other reading.
    let ymd = if long {
        None
    } else {
        date(2000 + a_value, b_value, c_value)
    };
    let (likely, other) = if day_first { (dmy, mdy) } else { (mdy, dmy) };
    match (likely, other) {
        (Some(likely), other) => Some((
            likely,
            other.or(ymd.filter(|_| !long)).filter(|o| *o != likely),
            long,
        )),
        (None, Some(other)) => Some((other, None, long)),
        (None, None) => ymd.map(|d| (d, None, false)),
    }
}

/// `8 Feb 2015`, `08FEB15`, `Feb 10, 2015`, `15. März 2024`.
fn named(pieces: &[Piece<'_>]) -> Option<(Date, Option<Date>, bool)> {
    let mut solid = pieces.iter().take(6).filter(
        |piece| !matches!(piece, Piece::Between(sep) if sep.trim().is_empty() || is_separator(sep)),
    );
    let (first, second, third) = (solid.next()?, solid.next()?, solid.next()?);
    let (day, name, year) = match (first, second, third) {
        (Piece::Digits(day), Piece::Letters(name), Piece::Digits(year)) => (day, name, year),
        (Piece::Letters(name), Piece::Digits(day), Piece::Digits(year)) => (day, name, year),
        _ => return None,
    };
    if day.len() > 2 || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let value = year.parse::<i16>().ok()?;
    let value = if year.len() == 2 { 2000 + value } else { value };
    date(value, i16::from(month(name)?), day.parse().ok()?).map(|d| (d, None, year.len() == 4))
}

/// `20180420` alone.
fn run_together(pieces: &[Piece<'_>]) -> Option<(Date, Option<Date>, bool)> {
    let Piece::Digits(run) = *pieces.first()? else {
        return None;
    };
    if run.len() != 8 || !run.starts_with("20") {
        return None;
    }
    let alone = matches!(pieces.get(1), None | Some(Piece::Between(_)));
    let found = date(
        run[..4].parse().ok()?,
        run[4..6].parse().ok()?,
        run[6..].parse().ok()?,
    )?;
    alone.then_some((found, None, false))
}

fn month(name: &str) -> Option<i8> {
    let plain = plain(name);
    let plain = plain.trim();
    if plain.len() < 3 || plain.len() > 10 {
        return None;
    }
    MONTHS
        .iter()
        .rev()
        .find(|(prefix, _)| plain.starts_with(prefix))
        .map(|(_, month)| *month)
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// `8:13:39 PM`, `01:34PM`, `14:31`, `15.06 Uhr`.
pub(super) fn time_in(text: &str) -> Option<Time> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| {
        let [
            Piece::Digits(hour),
            Piece::Between(colon),
            Piece::Digits(minute),
            ..,
        ] = pieces[at..]
        else {
            return None;
        };
        if colon.trim() != ":" || hour.len() > 2 || minute.len() != 2 {
            return None;
        }
        let mut rest = &pieces[at + 3..];
        let mut second = 0;
        if let [Piece::Between(colon), Piece::Digits(seconds), ..] = *rest
            && colon.trim() == ":"
            && seconds.len() == 2
        {
            second = seconds.parse().ok()?;
            rest = &rest[2..];
        }
        let mut hour: i8 = hour.parse().ok()?;
        let half = rest.iter().take(2).find_map(|piece| match piece {
            Piece::Letters(run) => Some(run.to_ascii_uppercase()),
            _ => None,
        });
        match half.as_deref() {
            Some("PM" | "P" | "PN") if hour < 12 => hour += 12,
            Some("AM" | "A") if hour == 12 => hour = 0,
            _ => {}
        }
        Time::new(hour, minute.parse().ok()?, second, 0).ok()
    })
}

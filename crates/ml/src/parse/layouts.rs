//! The layouts of dates within one row.

use jiff::civil::Date;

use super::fold::plain;
use super::pieces::{Piece, pieces};

/// Years that a receipt in somebody's hands can be from.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2079;

/// Month names and their abbreviations in plain capitals: English, German, French,
/// Italian, Spanish, Portuguese, Dutch, Polish, Swedish, Danish and Malay.
const MONTHS: [&str; 12] = [
    "JAN JANUARY JANUAR JANUARI JANVIER JANV GENNAIO GEN ENERO ENE JANEIRO STYCZNIA STYCZEN STY",
    "FEB FEBRUARY FEBRUAR FEBRUARI FEVRIER FEVR FEV FEBBRAIO FEBRERO FEVEREIRO LUTEGO LUTY LUT",
    "MAR MARCH MAERZ MARZ MRZ MARS MARZO MARCO MAART MRT MARCA MARZEC MARTS MAC",
    "APR APRIL AVRIL AVR APRILE ABRIL ABR KWIETNIA KWIECIEN KWI",
    "MAY MAI MAGGIO MAG MAYO MAIO MEI MAJA MAJ",
    "JUN JUNE JUNI JUIN GIUGNO GIU JUNIO JUNHO CZERWCA CZERWIEC CZE",
    "JUL JULY JULI JUILLET JUIL LUGLIO LUG JULIO JULHO LIPCA LIPIEC LIP JULAI",
    "AUG AUGUST AUGUSTI AUGUSTUS AOUT AOU AGOSTO AGO SIERPNIA SIERPIEN SIE OGOS OGO",
    "SEP SEPT SEPTEMBER SEPTEMBRE SETTEMBRE SET SEPTIEMBRE SETEMBRO WRZESNIA WRZESIEN WRZ",
    "OCT OCTOBER OKTOBER OKT OCTOBRE OTTOBRE OTT OCTUBRE OUTUBRO OUT PAZDZIERNIKA PAZ OKTOBER",
    "NOV NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO LISTOPADA LISTOPAD LIS",
    "DEC DECEMBER DEZEMBER DEZ DECEMBRE DICEMBRE DIC DICIEMBRE DEZEMBRO GRUDNIA GRUDZIEN GRU DISEMBER DIS DES",
];

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
    let blank = |piece: &Piece<'_>| matches!(piece, Piece::Between(sep) if sep.trim().is_empty() || is_separator(sep));
    let mut solid = pieces
        .iter()
        .enumerate()
        .take(6)
        .filter(|(_, piece)| !blank(piece));
    let ((_, first), (at, second), (last, third)) = (solid.next()?, solid.next()?, solid.next()?);
    let (day, name, year) = match (first, second, third) {
        (Piece::Digits(day), Piece::Letters(name), Piece::Digits(year)) => (day, name, year),
        (Piece::Letters(name), Piece::Digits(day), Piece::Digits(year))
            if !is_amount(&pieces[at..]) =>
        {
            (day, name, year)
        }
        _ => return None,
    };
    if day.len() > 2 || !matches!(year.len(), 2 | 4) || is_amount(&pieces[last..]) {
        return None;
    }
    let value = year.parse::<i16>().ok()?;
    let value = if year.len() == 2 { 2000 + value } else { value };
    date(value, i16::from(month(name)?), day.parse().ok()?).map(|d| (d, None, year.len() == 4))
}

/// Digits, a point or comma, two digits: `MAYO 2.25` is no second of May.
fn is_amount(pieces: &[Piece<'_>]) -> bool {
    matches!(
        pieces,
        [Piece::Digits(_), Piece::Between("." | ","), Piece::Digits(cents), ..] if cents.len() == 2
    )
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
    let named = |list: &&str| list.split(' ').any(|month| month == plain);
    let at = MONTHS.iter().position(named)?;
    i8::try_from(at + 1).ok()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

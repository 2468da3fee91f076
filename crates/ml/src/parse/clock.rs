//! The layouts of times within one row.

use jiff::civil::Time;

use super::pieces::{Piece, pieces};

/// `8:13:39 PM`, `01:34PM`, `14:31`, `18h27`, `15.06 Uhr`.
pub(super) fn time_in(text: &str) -> Option<Time> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| {
        // The minutes of a date are no hours: `03.02.2026`.
        let inside = at > 1
            && matches!(
                pieces[at - 2..at],
                [Piece::Digits(_), Piece::Between("." | "/" | "-")]
            );
        if inside {
            with_colon(&pieces[at..])
        } else {
            with_colon(&pieces[at..])
                .or_else(|| with_h(&pieces[at..]))
                .or_else(|| with_uhr(&pieces[at..]))
        }
    })
}

fn with_colon(pieces: &[Piece<'_>]) -> Option<Time> {
    let [
        Piece::Digits(hour),
        Piece::Between(colon),
        Piece::Digits(minute),
        ref rest @ ..,
    ] = *pieces
    else {
        return None;
    };
    if colon.trim() != ":" || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let mut rest = rest;
    let mut second = 0;
    if let [Piece::Between(colon), Piece::Digits(seconds), ref more @ ..] = *rest
        && colon.trim() == ":"
        && seconds.len() == 2
    {
        second = seconds.parse().ok()?;
        rest = more;
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
}

/// `18h27`, `9 h 05`.
fn with_h(pieces: &[Piece<'_>]) -> Option<Time> {
    let blank = |piece: &&Piece<'_>| !matches!(piece, Piece::Between(gap) if gap.trim().is_empty());
    let mut solid = pieces.iter().take(5).filter(blank);
    match (solid.next()?, solid.next()?, solid.next()?) {
        (Piece::Digits(hour), Piece::Letters("h" | "H"), Piece::Digits(minute)) => {
            clock(hour, minute)
        }
        _ => None,
    }
}

/// `15.06 Uhr`.
fn with_uhr(pieces: &[Piece<'_>]) -> Option<Time> {
    let [
        Piece::Digits(hour),
        Piece::Between("."),
        Piece::Digits(minute),
        Piece::Between(gap),
        Piece::Letters(name),
        ..,
    ] = *pieces
    else {
        return None;
    };
    let named = gap.trim().is_empty() && name.eq_ignore_ascii_case("uhr");
    named.then(|| clock(hour, minute)).flatten()
}

fn clock(hour: &str, minute: &str) -> Option<Time> {
    if hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_know_morning_and_afternoon() {
        let time = |text| time_in(text).map(|t| (t.hour(), t.minute()));
        assert_eq!(time("8:13:39 PM"), Some((20, 13)));
        assert_eq!(time("12:05 AM"), Some((0, 5)));
        assert_eq!(time("14:31:00"), Some((14, 31)));
        assert_eq!(time("15.06 Uhr"), Some((15, 6)));
        assert_eq!(time("03.02.2026 18.27 Uhr"), Some((18, 27)));
        assert_eq!(time("21/09/2025 à 18h27"), Some((18, 27)));
        assert_eq!(time("ouvert 9 h 05"), Some((9, 5)));
        assert_eq!(time("15.06"), None);
        assert_eq!(time("25:61"), None);
        assert_eq!(time("25h61"), None);
    }
}

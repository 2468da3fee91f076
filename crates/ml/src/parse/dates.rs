//! The day and the time of a purchase, in the many ways tills print them.

use jiff::civil::{Date, Time};

use super::clock::time_in;
use super::fold::plain;
use super::keywords::Mark;
use super::layouts::dates_in;
use super::line::Line;

/// Words on rows whose date is not that of the purchase.
const OTHER_DATES: &[&str] = &[
    "EXP",
    "EXPIRY",
    "VALID",
    "UNTIL",
    "BEFORE",
    "RETURN",
    "BIRTH",
    "DOB",
    "SINCE",
    "EFFECTIVE",
    "WARRANTY",
    "REG",
    "BEST",
    "FROM",
    "DUE",
    "OLDER",
    "BY",
];

/// What the dates on a receipt say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Moment {
    pub date: Option<Date>,
    pub time: Option<Time>,
    /// The row of the date.
    pub row: Option<usize>,
    /// Day and month could be the other way round, and nothing settles it.
    pub ambiguous: bool,
}

/// A date as printed: the first reading is the likelier one.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    date: Date,
    other: Option<Date>,
    row: usize,
    score: i32,
}

/// Finds the moment of the purchase; `day_first` is the locale's order, if it has one.
pub(super) fn find(lines: &[Line], day_first: Option<bool>) -> Moment {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut labelled = false;
    for line in lines {
        let near_label = labelled || line.marks.has(Mark::Date);
        labelled = line.marks.has(Mark::Date) && !line.spots.iter().any(|s| s.number().is_some());
        let clock = time_in(&line.text).is_some();
        let plain = plain(&line.text);
        let other = plain
            .split_whitespace()
            .any(|word| OTHER_DATES.contains(&word));
        let (before, after) = line.before_and_after_price();
        let first = day_first.unwrap_or(true);
        let printed = dates_in(before, first)
            .into_iter()
            .chain(dates_in(after, first));
        for (date, alternative, long) in printed {
            let score = 4 * i32::from(near_label) + 3 * i32::from(clock) + i32::from(long)
                - 4 * i32::from(other);
            candidates.push(Candidate {
                date,
                other: alternative,
                row: line.row,
                score,
            });
        }
    }
    let Some(best) = candidates
        .iter()
        .rev()
        .max_by_key(|c| (c.score, std::cmp::Reverse(c.row)))
        .copied()
    else {
        return Moment {
            time: lines.iter().find_map(|line| time_in(&line.text)),
            ..Moment::default()
        };
    };
    // Another print of the same day that can be read in one way only settles the order.
    let settled = |date: Date| {
        candidates
            .iter()
            .any(|c| c.other.is_none() && c.date == date)
    };
    let (date, ambiguous) = match best.other {
        Some(other) if day_first.is_none() => {
            if settled(best.date) {
                (best.date, false)
            } else if settled(other) {
                (other, false)
            } else {
                (best.date, true)
            }
        }
        Some(other) if !settled(best.date) && settled(other) => (other, false),
        _ => (best.date, false),
    };
    Moment {
        date: Some(date),
        time: time_near(lines, best.row),
        row: Some(best.row),
        ambiguous,
    }
}

/// The time on the date's row, else on a row near it, else anywhere.
fn time_near(lines: &[Line], row: usize) -> Option<Time> {
    let at = |distance: usize| {
        lines
            .iter()
            .filter(move |line| line.row.abs_diff(row) == distance)
            .find_map(|line| time_in(&line.text))
    };
    (0..=3)
        .find_map(at)
        .or_else(|| lines.iter().find_map(|line| time_in(&line.text)))
}

#[cfg(test)]
mod tests {
    use super::super::line::line;
    use super::*;

    fn moment(rows: &[&str], day_first: Option<bool>) -> Moment {
        let lines: Vec<Line> = rows
            .iter()
            .enumerate()
            .map(|(row, text)| line(row, (*text).to_owned(), '.'))
            .collect();
        find(&lines, day_first)
    }

    fn check(text: &str, day_first: Option<bool>, expected: &str) {
        let found = moment(&[text], day_first);
        let shown = found.date.map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn dates_are_read_in_the_layouts_of_many_tills() {
        check("DATE: 25/12/2018 8:13:39 PM", Some(true), "2018-12-25");
        check("05-02-18", Some(true), "2018-02-05");
        check("2015/03/05 10:26", None, "2015-03-05");
        check("04.12.2014 11:26", Some(true), "2014-12-04");
        check("DATE: Feb 10, 2015 TIME: 4:17PM", None, "2015-02-10");
        check("Thu Oct 8,2015", None, "2015-10-08");
        check("08FEB15", Some(true), "2015-02-08");
        check("15. März 2024", Some(true), "2024-03-15");
        check("03/05/2015", Some(false), "2015-03-05");
        check("GST REG NO: 000181747712", Some(true), "");
        check("TEL 03-77343662", Some(true), "");
    }

    #[test]
    fn names_of_goods_are_no_months() {
        for name in [
            "MARGARINE 1.29",
            "MAIS 1,29",
            "MAI 1,29",
            "MAYO 2.25",
            "MAR 2.25",
            "DESSERT 1.50",
            "APRIKOSEN 2,49",
            "2 MAI 12,29",
            "MAY 2 12.99",
            "1 MARS 20.25",
        ] {
            check(name, Some(true), "");
        }
        check("8 settembre 2015", Some(true), "2015-09-08");
        check("12 AOUT 24", Some(true), "2024-08-12");
        check("12.MAI.24", Some(true), "2024-05-12");
    }

    #[test]
    fn an_unsettled_order_of_day_and_month_is_a_doubt() {
        assert!(moment(&["03/05/2015 10:26"], None).ambiguous);
        let settled = moment(&["DATE 03/05/2015 10:26:08", "2015/03/05 10:26"], None);
        assert_eq!(
            settled.date.map(|d| d.to_string()).as_deref(),
            Some("2015-03-05")
        );
        assert!(!settled.ambiguous);
        assert!(!moment(&["25/12/2018"], None).ambiguous);
    }
}

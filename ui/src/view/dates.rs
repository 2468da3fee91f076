//! Days in words: near ones relative to today, far ones by their date.

use jiff::Span;
use jiff::civil::Date;
use pantry::due::{Due, Freshness, Why, days_between};
use pantry::insights::Month;
use pantry::lot::Mark;
use yew::AttrValue;

use crate::i18n::{self, t};

/// "today", "tomorrow", "in 5 days", "12 Mar".
pub fn when(day: Date, today: Date) -> AttrValue {
    match days_between(today, day) {
        0 => t!("due-today"),
        1 => t!("due-tomorrow"),
        -1 => t!("due-yesterday"),
        days @ 2..=13 => t!("due-in-days", count = days),
        days @ -13..=-2 => t!("due-days-ago", count = -days),
        _ => short(day, today),
    }
}

/// "12 Mar", with the year when it is not this one.
pub fn short(day: Date, today: Date) -> AttrValue {
    let forms = i18n::forms();
    let form = if day.year() == today.year() {
        &forms.day_month
    } else {
        &forms.day_month_year
    };
    forms.day(day, form).into()
}

/// "Sunday 22 Nov".
pub fn long(day: Date) -> AttrValue {
    let forms = i18n::forms();
    forms.day(day, &forms.weekday_day_month).into()
}

/// "Nov".
pub fn month(month: Month) -> AttrValue {
    let forms = i18n::forms();
    forms.day(first(month), &forms.month).into()
}

/// "Nov 2026".
pub fn month_year(month: Month) -> AttrValue {
    let forms = i18n::forms();
    forms.day(first(month), &forms.month_year).into()
}

fn first(month: Month) -> Date {
    Date::new(month.year, month.month, 1).unwrap_or(Date::MIN)
}

/// "Sun".
pub fn weekday(day: Date) -> AttrValue {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
    let names = &i18n::forms().short_weekdays;
    names.get(at).cloned().unwrap_or_default().into()
}

/// Everything about a due day in a few words; quality and safety never sound alike.
pub fn due(due: Option<Due>, today: Date) -> AttrValue {
    let Some(due) = due else {
        return t!("due-none");
    };
    let near = when(due.on, today);
    match (due.freshness(today), due.mark, due.why) {
        (Freshness::Unsafe, ..) => t!("due-past-use-by", when = near),
        (Freshness::Past, ..) => t!("due-past-best", when = near),
        (_, Mark::UseBy, Why::Printed) => t!("due-use-by", when = near),
        (_, Mark::BestBefore, Why::Printed) => t!("due-best-before", when = near),
        (_, Mark::UseBy, _) => t!("due-use-by", when = t!("due-estimated", when = near)),
        (_, Mark::BestBefore, _) => {
            t!("due-best-before", when = t!("due-estimated", when = near))
        }
    }
}

/// A due day in two or three words, for lists.
pub fn due_brief(due: Option<Due>, today: Date) -> AttrValue {
    match due.map(|due| (due.on, due.freshness(today))) {
        None => t!("due-none"),
        Some((_, Freshness::Past)) => t!("due-brief-past"),
        Some((_, Freshness::Unsafe)) => t!("due-brief-unsafe"),
        Some((on, _)) => when(on, today),
    }
}

/// The class for the colour of a due day.
pub fn due_class(due: Option<Due>, today: Date) -> &'static str {
    match due.map(|due| (due.freshness(today), due.mark)) {
        Some((Freshness::Unsafe, _)) => "due due--unsafe",
        Some((Freshness::DueSoon, Mark::UseBy)) => "due due--unsafe",
        Some((Freshness::Past, _)) => "due due--past",
        Some((Freshness::DueSoon, _)) => "due due--soon",
        Some((Freshness::Fresh, _)) => "due due--fresh",
        None => "due",
    }
}

/// The last day of the month of `day`.
pub fn end_of_month(day: Date) -> Date {
    day.last_of_month()
}

/// So many days later; the same day at the end of time.
pub fn later(day: Date, days: i64) -> Date {
    let span = Span::new().try_days(days);
    span.and_then(|span| day.checked_add(span)).unwrap_or(day)
}

/// A month later, at most the last day of that month.
pub fn month_later(day: Date) -> Date {
    let span = Span::new().try_months(1);
    span.and_then(|span| day.checked_add(span)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn near_days_are_relative_and_far_days_have_a_date() {
        let today = date(2026, 11, 22);
        let check = |day, expected: &str| assert_eq!(&*when(day, today), expected);
        check(today, "today");
        check(date(2026, 11, 23), "tomorrow");
        check(date(2026, 11, 21), "yesterday");
        check(date(2026, 11, 27), "in 5 days");
        check(date(2026, 12, 24), "24 Dec");
        check(date(2027, 3, 1), "1 Mar 2027");
        assert_eq!(&*long(today), "Sunday 22 Nov");
    }

    #[test]
    fn safety_and_quality_never_sound_alike() {
        let today = date(2026, 11, 22);
        let check = |mark, why, day, expected: &str| {
            let given = Due { on: day, mark, why };
            assert_eq!(&*due(Some(given), today), expected);
        };
        check(
            Mark::UseBy,
            Why::Printed,
            date(2026, 11, 23),
            "use by: tomorrow",
        );
        check(
            Mark::BestBefore,
            Why::Estimated,
            date(2026, 11, 25),
            "best before: in 3 days, estimated",
        );
        check(
            Mark::UseBy,
            Why::Printed,
            date(2026, 11, 21),
            "use-by date was yesterday; do not eat",
        );
        check(
            Mark::BestBefore,
            Why::Printed,
            date(2026, 11, 20),
            "past its best 2 days ago; look, smell, taste",
        );
    }
}

//! How long something keeps, in words.

use pantry::shelf_life::{Keeps, ShelfLife, Subject};
use yew::AttrValue;

use crate::components::choices::category_name;
use crate::i18n::{t, text};

/// "3–5 days", "8 months", "indefinitely"; `None` where nobody knows.
pub fn keeps(keeps: Keeps) -> Option<AttrValue> {
    match keeps {
        Keeps::Days(life) => Some(span(life)),
        Keeps::Indefinitely => Some(t!("life-ever")),
        Keeps::NotRecommended => Some(t!("life-not")),
        Keeps::Unknown => None,
    }
}

/// What it is said of: a food by its name, or a category.
pub fn subject(of: Subject) -> AttrValue {
    match of {
        Subject::Food(name) => AttrValue::Static(name),
        Subject::Category(category) => category_name(Some(category)),
    }
}

fn span(life: ShelfLife) -> AttrValue {
    // Two months and two years are the first that are not counted in what is smaller.
    let (unit, days) = match life.min {
        0..60 => ("days", 1.0),
        60..730 => ("months", 365.25 / 12.0),
        _ => ("years", 365.25),
    };
    let count = |number: u16| (f64::from(number) / days).round() as i64;
    let (min, max) = (count(life.min), count(life.max));
    if min == max {
        return text(&format!("life-{unit}"), &[("count", &max)]);
    }
    text(
        &format!("life-{unit}-range"),
        &[("min", &min), ("count", &max)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_counted_in_what_people_count_them_in() {
        let check = |min, max, expected: &str| {
            let said = keeps(Keeps::Days(ShelfLife { min, max }));
            assert_eq!(said.as_deref(), Some(expected));
        };
        check(1, 1, "1 day");
        check(3, 5, "3–5 days");
        check(28, 42, "28–42 days");
        check(60, 91, "2–3 months");
        check(243, 243, "8 months");
        check(730, 1_095, "2–3 years");
        assert_eq!(keeps(Keeps::Unknown), None);
    }
}

//! Merchant, address, date and total, against SROIE's labels.
//!
//! The labels were typed apart from the print, with blanks and signs of their own: a company
//! or an address counts as right where its letters and digits are (`loose`), and beside that
//! where the whole text is, but for its case (`exact`).

use std::collections::BTreeMap;

use ml::score::hundredths;
use pantry::receipt::{DoubtKind, Draft};
use serde_json::{Value, json};

use super::tally::Tally;

/// Each field with what counts as right in it.
const FIELDS: [&str; 4] = ["company", "date", "address", "total"];

/// What was found of the fields of a set of receipts.
#[derive(Default)]
pub struct Fields {
    receipts: usize,
    loose: BTreeMap<&'static str, Tally>,
    exact: BTreeMap<&'static str, Tally>,
    /// Fields that were found, right or wrong.
    found: usize,
    with_items: usize,
    add_up: usize,
}

impl Fields {
    /// Counts one receipt; `failures` prints what is wrong.
    pub fn add(&mut self, name: &str, truth: &Value, draft: &Draft, failures: bool) {
        self.receipts += 1;
        for field in FIELDS {
            let found = found(field, draft);
            self.found += usize::from(!found.is_empty());
            let label = truth[field].as_str().unwrap_or_default();
            let Some((loose, exact)) = right(field, label, &found) else {
                continue;
            };
            self.loose.entry(field).or_default().add(loose);
            self.exact.entry(field).or_default().add(exact);
            if failures && !loose {
                println!("{name} {field}: {label:?}, read {found:?}");
            }
        }
        let off = |kind: &DoubtKind| matches!(kind, DoubtKind::TotalMismatch { .. });
        if !draft.items.is_empty() && draft.total.is_some() {
            self.with_items += 1;
            self.add_up += usize::from(!draft.doubts.iter().any(|doubt| off(&doubt.kind)));
        }
    }

    /// Prints two rows; the same as JSON.
    pub fn table(&self, name: &str) -> Value {
        let row = |by: &str, tallies: &BTreeMap<&'static str, Tally>| {
            let share = |field| tallies.get(field).copied().unwrap_or_default().share();
            let [company, date, address, total] = FIELDS.map(share);
            let f1 = self.f1(tallies);
            println!(
                "{name:<10} {by:<6} total {total:.3}  date {date:.3}  company {company:.3}  \
                 address {address:.3}  F1 {f1:.3}"
            );
            json!({"total": total, "date": date, "company": company, "address": address, "f1": f1})
        };
        let (loose, exact) = (row("loose", &self.loose), row("exact", &self.exact));
        println!(
            "           of {} receipts with items and a total, {} add up",
            self.with_items, self.add_up
        );
        json!({
            "receipts": self.receipts, "loose": loose, "exact": exact,
            "with_items": self.with_items, "add_up": self.add_up,
        })
    }

    /// Of all four fields together.
    fn f1(&self, tallies: &BTreeMap<&'static str, Tally>) -> f64 {
        let right: usize = tallies.values().map(|tally| tally.right).sum();
        let all: usize = tallies.values().map(|tally| tally.all).sum();
        2.0 * right as f64 / (all + self.found).max(1) as f64
    }
}

fn found(field: &str, draft: &Draft) -> String {
    let text = match field {
        "company" => draft.merchant.clone(),
        "date" => draft.date.map(|date| date.to_string()),
        "address" => draft.address.clone(),
        _ => draft.total.map(|total| total.to_string()),
    };
    text.unwrap_or_default()
}

/// Whether it is right by letters and digits, and by the whole text; `None` for a label
/// that says nothing. Days and amounts are compared as such, since they have no one print.
fn right(field: &str, label: &str, found: &str) -> Option<(bool, bool)> {
    match field {
        "total" => {
            let amount = hundredths(label)?;
            let right = hundredths(found) == Some(amount);
            Some((right, right))
        }
        _ if label.is_empty() => None,
        "date" => {
            let right = same_day(label, found);
            Some((right, right))
        }
        _ => Some((
            letters(found) == letters(label),
            found.trim().to_uppercase() == label.trim().to_uppercase(),
        )),
    }
}

fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.collect::<String>().to_uppercase()
}

/// How the labels say the day, nearly always the day first.
const DAYS: [&str; 16] = [
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%d-%m-%y",
    "%d.%m.%y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %b %Y",
    "%d %b %y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%d/%b/%Y",
    "%m/%d/%Y",
];

/// Whether a label says this day; the parser under test has no say in it.
fn same_day(label: &str, found: &str) -> bool {
    let label = label.trim_matches(['(', ')', ' ']);
    let words: Vec<&str> = label.split_whitespace().collect();
    // A time may follow; a month in letters takes three words.
    let heads = [1, 3].map(|count| words[..count.min(words.len())].join(" "));
    let days = heads.iter().flat_map(|head| {
        DAYS.iter()
            .map(move |form| pantry::Date::strptime(form, head))
    });
    days.flatten().any(|day| day.to_string() == found)
}

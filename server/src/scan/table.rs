//! A scan as a person reads it in a terminal.

use std::fmt::Write as _;

use ml::Scan;
use pantry::receipt::{Draft, LineItem};

use super::report::doubt_name;

/// The widest name that is shown whole.
const NAME: usize = 36;

/// The receipt in a file as text, with the time that reading took.
pub fn of_scan(file: &str, scan: &Scan) -> String {
    let seconds = scan.timings.total / 1000.0;
    format!("{file} ({seconds:.1} s)\n{}", of(&scan.draft))
}

/// The receipt as text: its head, a line per item, its total, what is doubtful.
pub fn of(draft: &Draft) -> String {
    let mut text = format!("{}\n", head(draft));
    for item in &draft.items {
        text.push_str(&line(item));
    }
    let currency = draft
        .currency
        .map(|currency| currency.to_string())
        .unwrap_or_default();
    for (label, amount) in [("Tax", draft.tax), ("Total", draft.total)] {
        if let Some(amount) = amount {
            let _ = writeln!(text, "  {label:<NAME$} {:>12} {amount:>10} {currency}", "");
        }
    }
    if !draft.doubts.is_empty() {
        let _ = writeln!(text, "  To check: {}", doubts(draft));
    }
    text
}

fn head(draft: &Draft) -> String {
    let merchant = draft
        .merchant
        .clone()
        .unwrap_or_else(|| "Merchant not read".to_owned());
    let date = draft
        .date
        .map_or_else(|| "date not read".to_owned(), |date| date.to_string());
    format!("{merchant} · {date}")
}

fn line(item: &LineItem) -> String {
    let name: String = item.readable().chars().take(NAME).collect();
    let quantity = item
        .quantity
        .map(|quantity| quantity.to_string())
        .unwrap_or_default();
    let price = item
        .price
        .map(|price| price.to_string())
        .unwrap_or_default();
    let category = item.category.map_or("", |category| category.name());
    format!("  {name:<NAME$} {quantity:>12} {price:>10} {category}\n")
}

/// Each kind of doubt once, with how often it came up.
fn doubts(draft: &Draft) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for doubt in &draft.doubts {
        let name = doubt_name(&doubt.kind);
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let parts = counted.iter().map(|(name, count)| match count {
        1 => name.replace('_', " "),
        _ => format!("{} (×{count})", name.replace('_', " ")),
    });
    parts.collect::<Vec<_>>().join(", ")
}

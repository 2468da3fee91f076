//! What becomes of a file, in words.

use pantry::money::Currency;
use pantry::transfer::{Comparison, LeftOut, Part, Unreadable, Why};
use yew::AttrValue;

use crate::i18n::t;
use crate::state::transfer::{Source, Wrong};

/// What a file is.
pub fn kind(source: &Source) -> AttrValue {
    match source {
        Source::Archive(_) => t!("transfer-is-archive"),
        Source::Table(sheet) => t!("transfer-is-table", count = sheet.len()),
        Source::Grocy(_) => t!("transfer-is-grocy"),
        Source::KitchenOwl(_) => t!("transfer-is-kitchenowl"),
    }
}

/// Why a file was not read, and what to do.
pub fn wrong(wrong: &Wrong) -> (AttrValue, AttrValue) {
    match wrong {
        Wrong::Unreadable(Unreadable::NoNames(headings)) => (
            t!("transfer-no-names"),
            t!("transfer-no-names-text", headings = headings),
        ),
        Wrong::Unreadable(Unreadable::Newer(_)) => {
            (t!("transfer-newer"), t!("transfer-newer-text"))
        }
        Wrong::Unreadable(Unreadable::NoProducts) => {
            (t!("transfer-no-products"), t!("transfer-no-products-text"))
        }
        Wrong::Unreadable(Unreadable::Unknown) => {
            (t!("transfer-unknown"), t!("transfer-unknown-text"))
        }
        Wrong::Damaged => (t!("transfer-damaged"), t!("transfer-damaged-text")),
        Wrong::Workbook => (t!("transfer-workbook"), t!("transfer-workbook-text")),
        Wrong::Picture => (t!("transfer-picture"), t!("transfer-picture-text")),
        Wrong::TooLarge => (t!("transfer-large"), t!("transfer-large-text")),
        Wrong::Gone => (t!("transfer-gone"), t!("transfer-gone-text")),
    }
}

/// Where in the file something is.
pub fn place(left: &LeftOut) -> AttrValue {
    let row = left.row;
    match left.part {
        Part::Row => t!("transfer-at-row", row = row),
        Part::Place => t!("transfer-at-place", row = row),
        Part::Item => t!("transfer-at-item", row = row),
        Part::Lot => t!("transfer-at-lot", row = row),
        Part::Receipt => t!("transfer-at-receipt", row = row),
        Part::Memory => t!("transfer-at-line", row = row),
        Part::Entry => t!("transfer-at-entry", row = row),
        Part::Category => t!("transfer-at-category", row = row),
        Part::Life => t!("transfer-at-life", row = row),
        Part::Recipe => t!("transfer-at-recipe", row = row),
    }
}

/// Why it is left out, and what comes anyway.
pub fn why(why: Why) -> AttrValue {
    match why {
        Why::NoName => t!("transfer-why-name"),
        Why::NoAmount => t!("transfer-why-amount"),
        Why::NoOther => t!("transfer-why-other"),
        Why::NoId => t!("transfer-why-id"),
        Why::Unit => t!("transfer-why-unit"),
        Why::Date => t!("transfer-why-date"),
        Why::Price => t!("transfer-why-price"),
        Why::Cut => t!("transfer-why-cut"),
        Why::NoSuch => t!("transfer-why-such"),
    }
}

/// What it says of the categories, if anything new.
pub fn categories(comparison: &Comparison) -> Option<String> {
    let order = comparison.brings_order.then(|| t!("transfer-shop-order"));
    let count = comparison.categories;
    let named = (count > 0).then(|| t!("transfer-categories-named", count = count));
    let parts: Vec<String> = [order, named]
        .into_iter()
        .flatten()
        .map(|part| part.to_string())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The currencies to choose from; the current one is always among them.
pub fn currencies(current: Currency) -> Vec<Currency> {
    const USUAL: [&str; 24] = [
        "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
        "RON", "TRY", "UAH", "JPY", "CNY", "INR", "KRW", "MYR", "BRL", "MXN", "ZAR",
    ];
    let mut all: Vec<Currency> = USUAL.into_iter().filter_map(Currency::from_code).collect();
    if !all.contains(&current) {
        all.insert(0, current);
    }
    all
}

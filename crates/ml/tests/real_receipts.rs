//! A guard: real receipts stay as readable as they are. They may not be committed,
//! so the test says that it was skipped where they are not at hand;
//! `cargo xtask bench scan` measures them all.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads files and says what it measured"
)]

#[path = "support/phone_labels.rs"]
mod phone_labels;
mod support;

use std::path::Path;

use ml::score::{self, Words};
use serde_json::{Value, json};

/// Twenty receipts that training never saw (crc32 of the name divisible by ten, or
/// their items are labelled), of many shops.
const RECEIPTS: [&str; 20] = [
    "002", "066", "079", "102", "118", "150", "192", "200", "210", "226", "243", "267", "275",
    "301", "322", "380", "406", "444", "530", "576",
];

/// The last figure less 0.02.
const LEAST_F1: f64 = 0.908;

/// Totals that are read to the cent, one less than the last figure.
const LEAST_TOTALS: usize = 19;

#[test]
fn real_receipts_stay_readable() {
    let folder = support::root().join("../shared/data/receipts/sroie");
    if !folder.is_dir() {
        println!("skipped: no receipts at {}", folder.display());
        return;
    }
    let scanner = support::scanner();
    let mut totals = 0;
    let all = RECEIPTS.iter().map(|id| {
        let label = support::json(&folder.join(format!("{id}.json")));
        let scan = support::scan(&scanner, &folder.join(format!("{id}.jpg")));
        let segments = label["segments"].as_array().expect("segments");
        let printed = segments.iter().filter_map(|s| s["text"].as_str());
        let words = score::words(printed, support::texts(&scan));
        let total = scan.draft.total.map(|money| money.to_string());
        let expected = label["total"].as_str().expect("a total");
        let exact = total.as_deref() == Some(expected.trim_start_matches(is_sign));
        totals += usize::from(exact);
        println!("{id}: {:.3}, total {total:?} of {expected}", words.f1());
        words
    });
    let f1 = all.fold(Words::default(), Words::plus).f1();
    println!("all: {f1:.4}, {totals} totals");
    assert!(
        f1 >= LEAST_F1,
        "word F1 {f1:.4}, at least {LEAST_F1} expected"
    );
    assert!(
        totals >= LEAST_TOTALS,
        "{totals} totals, at least {LEAST_TOTALS} expected"
    );
}

/// Twenty photos of receipts taken with phones, of shops and restaurants.
const PHOTOS: [&str; 20] = [
    "001", "004", "005", "007", "008", "009", "013", "016", "017", "021", "026", "030", "033",
    "039", "042", "046", "047", "051", "053", "060",
];

/// The last figure less 0.02.
const LEAST_TOKENS: f64 = 0.944;

#[test]
fn phone_photos_stay_readable() {
    let folder = support::root().join("../shared/data/receipts/items-dev");
    if !folder.is_dir() {
        println!("skipped: no receipts at {}", folder.display());
        return;
    }
    let scanner = support::scanner();
    let corrections = corrections();
    let mut all = Words::default();
    for id in PHOTOS {
        let label = support::json(&folder.join(format!("swiss_{id}.json")));
        let scan = support::scan(&scanner, &folder.join(format!("swiss_{id}.jpg")));
        let words = phone_labels::found(&label, &corrections[id], support::texts(&scan));
        println!("{id}: {} of {}", words.hits, words.expected);
        all = all.plus(words);
    }
    let found = all.hits as f64 / all.expected as f64;
    println!("all: {found:.4} of the items' words");
    assert!(
        found >= LEAST_TOKENS,
        "{found:.4} of the items' words, at least {LEAST_TOKENS} expected"
    );
}

#[test]
fn a_correction_replaces_its_field_and_adds_what_the_label_lacks() {
    let label = json!({ "items": [
        { "name": "Brot", "price": "1,00" },
        { "name": "Mileh", "price": "2.00" },
    ] });
    let corrections = json!([
        { "item": 1, "name": "Milch" },
        { "name": "Käse", "price": "*3.00" },
    ]);
    let printed: Vec<_> = phone_labels::printed(&label, &corrections).collect();
    assert_eq!(printed, ["Brot", "1,00", "Milch", "2.00", "Käse", "*3.00"]);
    let words = phone_labels::found(&label, &corrections, ["Brot *2.00", "3.00"].into_iter());
    assert_eq!((words.hits, words.expected), (3, 6));
}

/// What the labels of the phone photos got wrong.
fn corrections() -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    support::json(&folder.join("tests/phone_labels.json"))
}

/// The currency before a labelled total.
fn is_sign(c: char) -> bool {
    !c.is_ascii_digit() && c != '-'
}

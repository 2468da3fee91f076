//! The item lines of the phone photos as the paper prints them. Their labels come from
//! another reader and keep its slips; `phone_labels.json` holds, photo by photo, what a
//! person read instead: a field of an item, counted from 0, or without `item` a line that
//! the label lacks. A name is what stands on its own line, without quantity and price;
//! dots that only fill the line are left out. Every other token can be read on the paper.
//!
//! `cargo xtask bench scan --photos` takes this file in too, so that both count alike.

use ml::score::{self, Words};
use serde_json::Value;

/// How many of the printed names' and prices' words were read. The star that some tills
/// put before an amount counts for nobody.
pub fn found<'a>(label: &Value, corrections: &Value, read: impl Iterator<Item = &'a str>) -> Words {
    let bare = |text: &str| text.replace('*', " ");
    let printed: Vec<String> = printed(label, corrections).map(bare).collect();
    let read: Vec<String> = read.map(bare).collect();
    score::words(
        printed.iter().map(String::as_str),
        read.iter().map(String::as_str),
    )
}

/// The names and prices on the paper: the label's, unless a correction says otherwise.
pub fn printed<'a>(label: &'a Value, corrections: &'a Value) -> impl Iterator<Item = &'a str> {
    let lines = |value: &'a Value| value.as_array().map(Vec::as_slice).unwrap_or_default();
    let corrections = lines(corrections);
    let items = lines(&label["items"]).iter().enumerate();
    let items = items.map(move |(i, item)| {
        let right = corrections
            .iter()
            .find(|c| c["item"].as_u64() == Some(i as u64));
        (item, right.unwrap_or(item))
    });
    let lacking = corrections.iter().filter(|c| c["item"].is_null());
    let all = items.chain(lacking.map(|line| (line, line)));
    all.flat_map(|(item, right)| {
        ["name", "price"].map(|field| right[field].as_str().or(item[field].as_str()))
    })
    .flatten()
}

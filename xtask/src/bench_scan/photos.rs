//! The phone photos: how many of the item lines' words everybody reads of real pictures.
//! What the paper says is the labels' text as corrected by eye, the same as in ml's test.

use std::path::Path;

use anyhow::{Context, Result, bail};
use ml::score::Words;
use serde_json::{Value, json};

use super::engine::{Engine, order};
use super::report::{at, round, sorted};
use super::split;
use crate::root::root;

#[path = "../../../crates/ml/tests/support/phone_labels.rs"]
mod phone_labels;

/// What one engine made of all photos.
#[derive(Clone, Default)]
struct Readings {
    words: Words,
    milliseconds: Vec<f64>,
    /// The photo and its share of words, to see where it goes wrong.
    shares: Vec<(String, Words)>,
}

/// Reads at most `limit` photos with everybody; prints a row each and the `worst` of ours.
pub fn measure(
    engines: &mut [Box<dyn Engine>],
    folder: &Path,
    limit: usize,
    worst: usize,
) -> Result<Value> {
    let corrections: Value = split::json(&root().join("crates/ml/tests/phone_labels.json"))?;
    let ids = split::spread(split::labelled(folder)?, limit);
    if ids.is_empty() {
        bail!("no labelled photos in {}", folder.display());
    }
    let mut all = vec![Readings::default(); engines.len()];
    for (i, id) in ids.iter().enumerate() {
        eprint!("\rphotos {} of {} {id}    ", i + 1, ids.len());
        let label: Value = split::json(&folder.join(format!("{id}.json")))?;
        let corrections = &corrections[id.trim_start_matches("swiss_")];
        let file = folder.join(format!("{id}.jpg"));
        let bytes = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        for which in order(i, engines.len()) {
            let seen = engines[which].read(&file, &bytes)?;
            let texts = seen.texts.iter().map(String::as_str);
            let words = phone_labels::found(&label, corrections, texts);
            all[which].words = all[which].words.plus(words);
            all[which].milliseconds.push(seen.milliseconds);
            all[which].shares.push((id.clone(), words));
        }
    }
    eprintln!();
    println!(
        "{:<13} {:<10} {:>4} {:>11} {:>9} {:>8}",
        "photo", "reader", "n", "item words", "median ms", "p95 ms"
    );
    let rows = engines.iter().zip(&all);
    let rows: Vec<Value> = rows.map(|(engine, all)| row(engine.name(), all)).collect();
    for (id, words) in all
        .first()
        .map(|ours| lowest(ours, worst))
        .unwrap_or_default()
    {
        println!("{id:<10} {} of {}", words.hits, words.expected);
    }
    Ok(rows.into())
}

fn row(reader: &str, all: &Readings) -> Value {
    let found = share(all.words);
    let times = sorted(all.milliseconds.iter().copied());
    let (median, p95) = (at(&times, 0.5), at(&times, 0.95));
    let count = times.len();
    println!(
        "{:<13} {reader:<10} {count:>4} {found:>11.3} {median:>9.0} {p95:>8.0}",
        "phone"
    );
    json!({
        "reader": reader,
        "photos": count,
        "item_words_found": round(found),
        "item_words": all.words.expected,
        "median_ms": median.round(),
        "p95_ms": p95.round(),
    })
}

/// The photos of which the smallest shares were read.
fn lowest(all: &Readings, count: usize) -> Vec<(String, Words)> {
    let mut shares = all.shares.clone();
    shares.sort_by(|a, b| share(a.1).total_cmp(&share(b.1)));
    shares.truncate(count);
    shares
}

fn share(words: Words) -> f64 {
    words.hits as f64 / words.expected.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_photos_come_by_their_share() {
        let of = |id: &str, hits, expected| {
            let words = Words {
                hits,
                expected,
                read: 0,
            };
            (id.to_owned(), words)
        };
        let all = Readings {
            shares: vec![of("a", 9, 10), of("b", 1, 2), of("c", 50, 90)],
            ..Readings::default()
        };
        let ids: Vec<String> = lowest(&all, 2).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["b", "c"]);
    }
}

//! The table of `bench scan`, and its last line for machines.

use std::collections::BTreeMap;

use ml::Timings;
use ml::score::Words;
use serde_json::{Value, json};

use super::measure::{Figures, Found};

/// All readings of one engine of one kind of photo.
pub struct Series {
    /// The kind of photo.
    pub variant: &'static str,
    /// Who read.
    pub engine: &'static str,
    /// What each reading was worth.
    pub figures: Vec<Figures>,
    /// Where our own time went.
    pub timings: Vec<Timings>,
}

/// Prints the table; gives the figures for machines.
pub fn table(all: &[Series]) -> Value {
    println!(
        "{:<13} {:<10} {:>4} {:>7} {:>8} {:>7} {:>7} {:>7} {:>9} {:>8}",
        "photo",
        "reader",
        "n",
        "word F1",
        "amounts",
        "boxes",
        "pairs",
        "total",
        "median ms",
        "p95 ms"
    );
    let rows: Vec<Value> = all.iter().map(row).collect();
    if let Some(ours) = all.iter().find(|series| !series.timings.is_empty()) {
        for (name, median) in stages(&ours.timings) {
            println!("  {name:<10} {median:>8.1} ms");
        }
    }
    rows.into()
}

fn row(series: &Series) -> Value {
    let all = &series.figures;
    let word_f1 = mean(all.iter().map(|f| f.words.f1()));
    let words = all
        .iter()
        .map(|f| f.words)
        .fold(Words::default(), Words::plus);
    let amounts = sum(all.iter().map(|f| f.amounts)).recall();
    let boxes: Vec<Found> = all.iter().filter_map(|f| f.boxes).collect();
    let boxes = (!boxes.is_empty()).then(|| sum(boxes.into_iter()).f1());
    let pairs: Vec<Found> = all.iter().filter_map(|f| f.pairs).collect();
    let pairs = (!pairs.is_empty()).then(|| sum(pairs.into_iter()).recall());
    let totals: Vec<f64> = all
        .iter()
        .filter_map(|f| Some(f64::from(u8::from(f.total?))))
        .collect();
    let total = (!totals.is_empty()).then(|| mean(totals.into_iter()));
    let times = sorted(all.iter().map(|f| f.milliseconds));
    let dash = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.3}"));
    println!(
        "{:<13} {:<10} {:>4} {word_f1:>7.3} {amounts:>8.3} {:>7} {:>7} {:>7} {:>9.0} {:>8.0}",
        series.variant,
        series.engine,
        all.len(),
        dash(boxes),
        dash(pairs),
        dash(total),
        at(&times, 0.5),
        at(&times, 0.95),
    );
    json!({
        "photo": series.variant,
        "reader": series.engine,
        "receipts": all.len(),
        "word_f1_mean": round(word_f1),
        "word_f1_micro": round(words.f1()),
        "amounts_exact": round(amounts),
        "box_f1": boxes.map(round),
        "pairs_kept": pairs.map(round),
        "total_exact": total.map(round),
        "median_ms": at(&times, 0.5).round(),
        "p95_ms": at(&times, 0.95).round(),
        "stages_median_ms": stages(&series.timings).into_iter().collect::<BTreeMap<_, _>>(),
    })
}

/// Lists the receipts that were read worst.
pub fn worst(series: &Series, ids: &[String], count: usize) {
    let mut order: Vec<(&String, &Figures)> = ids.iter().zip(&series.figures).collect();
    order.sort_by(|a, b| a.1.words.f1().total_cmp(&b.1.words.f1()));
    for (id, figures) in order.iter().take(count) {
        println!(
            "{id:<6} F1 {:.3} ({} of {}, {} read), total {:?}, {:.0} ms",
            figures.words.f1(),
            figures.words.hits,
            figures.words.expected,
            figures.words.read,
            figures.total,
            figures.milliseconds,
        );
    }
}

/// A stage's name and its part of the timings.
type StageTime = (&'static str, fn(&Timings) -> f64);

/// Median milliseconds of each stage; nothing without timings.
fn stages(timings: &[Timings]) -> Vec<(&'static str, f64)> {
    const STAGES: [StageTime; 6] = [
        ("decode", |t| t.decode),
        ("prepare", |t| t.prepare),
        ("detect", |t| t.detect),
        ("recognise", |t| t.recognise),
        ("parse", |t| t.parse),
        ("classify", |t| t.classify),
    ];
    let told = STAGES.iter().filter(|_| !timings.is_empty());
    told.map(|(name, of)| (*name, round(at(&sorted(timings.iter().map(of)), 0.5))))
        .collect()
}

fn sum(found: impl Iterator<Item = Found>) -> Found {
    found.fold(Found::default(), Found::plus)
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

/// In order, for [`at`].
pub fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The value that a share of all does not exceed.
pub fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1) as f64;
    let place = (share * last).round() as usize;
    sorted.get(place).copied().unwrap_or(0.0)
}

/// To four places.
pub fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

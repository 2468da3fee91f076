//! The table of `bench scan`, and its last line for machines.

use ml::Timings;
use ml::score::Words;
use serde_json::json;

use super::Reading;

/// Prints the figures; the last line is one JSON object.
pub fn print(readings: &[Reading], worst: usize) {
    list_worst(readings, worst);
    let micro = sum(readings.iter().map(|r| r.words));
    let macro_f1 = mean(readings.iter().map(|r| r.words.f1()));
    let totals: Vec<bool> = readings.iter().filter_map(|r| r.total).collect();
    let total_exact = mean(totals.iter().map(|&right| f64::from(u8::from(right))));
    let times = sorted(readings.iter().map(|r| r.timings.total));
    println!("receipts             {:>8}", readings.len());
    println!("word F1, mean        {macro_f1:>8.4}");
    println!("word F1, all words   {:>8.4}", micro.f1());
    println!(
        "words expected, read {:>8} {:>8}",
        micro.expected, micro.read
    );
    println!("total exact          {:>7.1} %", 100.0 * total_exact);
    println!("ms a scan, median    {:>8.0}", at(&times, 0.5));
    println!("ms a scan, p95       {:>8.0}", at(&times, 0.95));
    let stages = stages(readings);
    for (name, median) in &stages {
        println!("  {name:<18} {median:>8.1}");
    }
    let peer = peer(readings);
    println!(
        "{}",
        json!({
            "bench": "scan",
            "receipts": readings.len(),
            "word_f1_mean": round(macro_f1),
            "word_f1_micro": round(micro.f1()),
            "total_exact": round(total_exact),
            "median_ms": at(&times, 0.5).round(),
            "p95_ms": at(&times, 0.95).round(),
            "stages_median_ms": stages.iter().map(|(n, ms)| (*n, ms.round())).collect::<std::collections::BTreeMap<_, _>>(),
            "tesseract": peer,
        })
    );
}

fn list_worst(readings: &[Reading], count: usize) {
    let mut order: Vec<&Reading> = readings.iter().collect();
    order.sort_by(|a, b| a.words.f1().total_cmp(&b.words.f1()));
    for r in order.iter().take(count) {
        println!(
            "{:<6} F1 {:.3} ({} of {}, {} read), total {:?} read {:?}, {:.0} ms",
            r.id,
            r.words.f1(),
            r.words.hits,
            r.words.expected,
            r.words.read,
            r.labelled_total,
            r.read_total,
            r.timings.total,
        );
    }
}

/// Prints Tesseract's figures and returns them, if it ran.
fn peer(readings: &[Reading]) -> Option<serde_json::Value> {
    let peers: Vec<_> = readings.iter().filter_map(|r| r.peer.as_ref()).collect();
    if peers.is_empty() {
        println!("Tesseract is not installed: no peer beside us");
        return None;
    }
    let f1 = mean(peers.iter().map(|p| p.words.f1()));
    let all = sum(peers.iter().map(|p| p.words)).f1();
    let times = sorted(peers.iter().map(|p| p.milliseconds));
    println!(
        "Tesseract --psm 4: word F1 mean {f1:.4}, all {all:.4}, median {:.0} ms",
        at(&times, 0.5)
    );
    Some(json!({
        "word_f1_mean": round(f1),
        "word_f1_micro": round(all),
        "median_ms": at(&times, 0.5).round(),
    }))
}

/// A stage's name and its part of the timings.
type StageTime = (&'static str, fn(&Timings) -> f64);

/// Median milliseconds of each stage.
fn stages(readings: &[Reading]) -> [(&'static str, f64); 6] {
    let stages: [StageTime; 6] = [
        ("decode", |t| t.decode),
        ("prepare", |t| t.prepare),
        ("detect", |t| t.detect),
        ("recognise", |t| t.recognise),
        ("parse", |t| t.parse),
        ("classify", |t| t.classify),
    ];
    stages.map(|(name, of)| {
        (
            name,
            at(&sorted(readings.iter().map(|r| of(&r.timings))), 0.5),
        )
    })
}

fn sum(words: impl Iterator<Item = Words>) -> Words {
    words.fold(Words::default(), Words::plus)
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The value that a share of all does not exceed.
fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1) as f64;
    sorted
        .get((share * last).round() as usize)
        .copied()
        .unwrap_or(0.0)
}

fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

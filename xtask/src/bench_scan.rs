//! `cargo xtask bench scan`: how well and how fast real receipts are read, beside the
//! readers that a person could use instead.
//!
//! The receipts are SROIE's that training never saw (`split` holds the rule, the same as
//! training's). Words are compared case-folded over rows; a total is right if it is the
//! labelled amount; boxes count at an overlap of a half; pairs are the labelled lines of two
//! or more boxes that are in one row of ours. Every reader is warm, gets the same picture,
//! and the order alternates.
//!
//! `--variants` adds photos made of the scans, `--browser N` reads the first N in Chromium's
//! worker too and adds what a first visit loads. `--limit N` reads N spread over the whole,
//! `--images DIR` others that are labelled alike, `--only A,B` some of them, `--no-peers`
//! leaves the others out, `--worst N` lists the N worst read, `--dump DIR` keeps what was
//! read of each scan as text.
//!
//! In place of the scans, each alone or together: `--photos` reads real phone photos,
//! `--orientation` every receipt in all quarter turns, `--sizes` a 12-megapixel photo and a
//! receipt of sixty rows. Peak memory is that of the whole run.

#[path = "bench_scan/browser.rs"]
mod browser;
#[path = "bench_scan/engine.rs"]
pub mod engine;
#[path = "bench_scan/measure.rs"]
mod measure;
#[path = "bench_scan/options.rs"]
mod options;
#[path = "bench_scan/orientation.rs"]
mod orientation;
#[path = "bench_scan/pairs.rs"]
mod pairs;
#[path = "bench_scan/photos.rs"]
mod photos;
#[path = "bench_scan/report.rs"]
mod report;
#[path = "bench_scan/scene.rs"]
mod scene;
#[path = "bench_scan/sizes.rs"]
mod sizes;
#[path = "bench_scan/split.rs"]
pub mod split;
#[path = "bench_scan/variants.rs"]
mod variants;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::root::root;
use engine::{Engine, Larder, order};
use options::Options;
use report::Series;
use variants::{VARIANTS, Variant};

/// Runs the bench.
pub fn run(args: &[String]) -> Result<()> {
    let options = Options::new(args)?;
    let receipts = root().join("../shared/data/receipts");
    let folder = options
        .images
        .clone()
        .unwrap_or_else(|| receipts.join("sroie"));
    // Phone photos have labels of their own and need no receipts beside them.
    let needs_ids = options.scans() || options.orientation || options.sizes;
    let ids = if needs_ids {
        chosen(&options, &folder, &receipts)?
    } else {
        Vec::new()
    };
    let mut engines = engines(&options)?;
    let mut rows = Value::Null;
    if options.scans() {
        rows = scans(&mut engines, &folder, &ids, &options)?;
    }
    let mut phone = Value::Null;
    if options.photos {
        let folder = receipts.join("items-dev");
        phone = photos::measure(&mut engines, &folder, options.limit, options.worst)?;
    }
    let mut turns = Value::Null;
    if options.orientation {
        turns = orientation::measure(&mut *engines[0], &folder, &ids)?;
    }
    let mut pictures = Value::Null;
    if options.sizes {
        pictures = sizes::measure(&mut engines, &folder, &ids)?;
    }
    let readers: Vec<_> = engines.iter().map(|engine| about(&**engine)).collect();
    let first = ids.iter().take(options.browser);
    let images: Vec<PathBuf> = first.map(|id| folder.join(format!("{id}.jpg"))).collect();
    let browser = browser::measure(&images)?;
    println!(
        "{}",
        json!({
            "bench": "scan", "rows": rows, "photos": phone, "orientation": turns,
            "sizes": pictures, "readers": readers, "browser": browser,
        })
    );
    Ok(())
}

/// Larder, and those beside it.
fn engines(options: &Options) -> Result<Vec<Box<dyn Engine>>> {
    let models = root().join("crates/ml/models");
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(Larder::new(&models)?)];
    if options.compares() {
        for peer in engine::peers(&root().join("target-tools/readers")) {
            engines.push(Box::new(peer));
        }
    }
    Ok(engines)
}

fn chosen(options: &Options, folder: &Path, receipts: &Path) -> Result<Vec<String>> {
    let mut ids = match &options.images {
        Some(folder) => split::labelled(folder)?,
        None => split::validation(folder, &receipts.join("items-dev"))?,
    };
    ids.retain(|id| options.only.is_empty() || options.only.contains(id));
    let ids = split::spread(ids, options.limit);
    if ids.is_empty() {
        bail!("no labelled receipts in {}", folder.display());
    }
    Ok(ids)
}

/// The scans and what is made of them; prints the table and the worst of ours.
fn scans(
    engines: &mut [Box<dyn Engine>],
    folder: &Path,
    ids: &[String],
    options: &Options,
) -> Result<Value> {
    let kinds = if options.variants {
        VARIANTS
    } else {
        &VARIANTS[..1]
    };
    let mut all = Vec::new();
    for variant in kinds {
        all.extend(read_all(engines, variant, folder, ids, options)?);
    }
    let rows = report::table(&all);
    if let Some(ours) = all.first() {
        report::worst(ours, ids, options.worst);
    }
    Ok(rows)
}

/// One kind of photo of every receipt, by every engine.
fn read_all(
    engines: &mut [Box<dyn Engine>],
    variant: &Variant,
    folder: &Path,
    ids: &[String],
    options: &Options,
) -> Result<Vec<Series>> {
    let mut all: Vec<Series> = engines
        .iter()
        .map(|engine| Series {
            variant: variant.name,
            engine: engine.name(),
            figures: Vec::new(),
            timings: Vec::new(),
        })
        .collect();
    let scratch = tempfile::tempdir()?;
    for (i, id) in ids.iter().enumerate() {
        eprint!("\r{} {} of {} {id}    ", variant.name, i + 1, ids.len());
        let file = folder.join(format!("{id}.jpg"));
        let scan = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let bytes = variant.bytes(id, scan)?;
        let file = scratch.path().join(format!("{id}.jpg"));
        std::fs::write(&file, &bytes)?;
        let label = split::label(folder, id)?;
        for which in order(i, engines.len()) {
            let seen = engines[which]
                .read(&file, &bytes)
                .with_context(|| format!("{} reading {id}", engines[which].name()))?;
            let ours = which == 0;
            if let Some(dump) = options.dump.as_ref().filter(|_| ours) {
                std::fs::write(dump.join(format!("{id}.txt")), seen.texts.join("\n"))?;
            }
            let figures = measure::figures(&label, &seen, variant.in_place, ours);
            all[which].figures.push(figures);
            all[which].timings.extend(seen.timings);
        }
    }
    eprintln!();
    Ok(all)
}

/// What an engine needs.
fn about(engine: &dyn Engine) -> Value {
    let peak = engine.peak_memory();
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "{:<10} weights {:>6.1} MB, peak memory {}",
        engine.name(),
        megabytes(engine.weights()),
        peak.map_or("not told".to_owned(), |peak| format!(
            "{:.0} MB",
            megabytes(peak)
        )),
    );
    json!({ "reader": engine.name(), "weights_bytes": engine.weights(), "peak_bytes": peak })
}

//! `cargo xtask bench scan`: how well and how fast real receipts are read, beside the
//! readers that a person could use instead.
//!
//! The receipts are SROIE's that training never saw (`split` holds the rule, the same as
//! training's). Words are compared case-folded over rows; a total is right if it is the
//! labelled amount; boxes count at an overlap of a half. Every reader is warm, gets the
//! same picture, and the order alternates.
//!
//! `--variants` adds photos made of the scans, `--browser N` reads the first N in Chromium's
//! worker too and adds what a first visit loads. `--limit N` reads N spread over the whole,
//! `--images DIR` others that are labelled alike, `--only A,B` some of them, `--no-peers`
//! leaves the others out, `--worst N` lists the N worst read, `--dump DIR` keeps what was
//! read of each scan as text.

#[path = "bench_scan/browser.rs"]
mod browser;
#[path = "bench_scan/engine.rs"]
mod engine;
#[path = "bench_scan/measure.rs"]
mod measure;
#[path = "bench_scan/report.rs"]
mod report;
#[path = "bench_scan/scene.rs"]
mod scene;
#[path = "bench_scan/split.rs"]
mod split;
#[path = "bench_scan/variants.rs"]
mod variants;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::root::root;
use engine::{Engine, Larder};
use report::Series;
use variants::{VARIANTS, Variant};

/// What the command line asks for.
struct Options {
    limit: usize,
    images: Option<PathBuf>,
    only: Vec<String>,
    peers: bool,
    variants: bool,
    browser: usize,
    worst: usize,
    dump: Option<PathBuf>,
}

/// Runs the bench.
pub fn run(args: &[String]) -> Result<()> {
    let options = options(args)?;
    let receipts = root().join("../shared/data/receipts");
    let folder = options
        .images
        .clone()
        .unwrap_or_else(|| receipts.join("sroie"));
    let ids = chosen(&options, &folder, &receipts)?;
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(Larder::new(&models())?)];
    if options.peers {
        let peers = engine::peers(&root().join("target-tools/readers"));
        engines.extend(
            peers
                .into_iter()
                .map(|peer| Box::new(peer) as Box<dyn Engine>),
        );
    }
    let kinds = if options.variants {
        VARIANTS
    } else {
        &VARIANTS[..1]
    };
    let mut all = Vec::new();
    for variant in kinds {
        all.extend(read_all(&mut engines, variant, &folder, &ids, &options)?);
    }
    let rows = report::table(&all);
    let readers: Vec<_> = engines.iter().map(|engine| about(&**engine)).collect();
    if let Some(ours) = all.first() {
        report::worst(ours, &ids, options.worst);
    }
    let first = ids.iter().take(options.browser);
    let images: Vec<PathBuf> = first.map(|id| folder.join(format!("{id}.jpg"))).collect();
    let browser = browser::measure(&images)?;
    println!(
        "{}",
        json!({ "bench": "scan", "rows": rows, "readers": readers, "browser": browser })
    );
    Ok(())
}

fn models() -> PathBuf {
    root().join("crates/ml/models")
}

fn chosen(options: &Options, folder: &Path, receipts: &Path) -> Result<Vec<String>> {
    let mut ids = match &options.images {
        Some(folder) => split::labelled(folder)?,
        None => split::validation(folder, &receipts.join("items-dev"))?,
    };
    ids.retain(|id| options.only.is_empty() || options.only.contains(id));
    let step = ids.len().div_ceil(options.limit.max(1)).max(1);
    let ids: Vec<String> = ids.into_iter().step_by(step).collect();
    if ids.is_empty() {
        bail!("no labelled receipts in {}", folder.display());
    }
    Ok(ids)
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
        let count = engines.len();
        for turn in 0..count {
            // Who comes first changes, so that nobody always finds the caches warm.
            let which = (i + turn) % count;
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
fn about(engine: &dyn Engine) -> serde_json::Value {
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

fn options(args: &[String]) -> Result<Options> {
    let mut options = Options {
        limit: usize::MAX,
        images: None,
        only: Vec::new(),
        peers: true,
        variants: false,
        browser: 0,
        worst: 0,
        dump: None,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        let number = |text: &String| {
            text.parse()
                .with_context(|| format!("{arg} needs a number"))
        };
        match arg.as_str() {
            "--limit" => options.limit = number(value()?)?,
            "--browser" => options.browser = number(value()?)?,
            "--worst" => options.worst = number(value()?)?,
            "--images" => options.images = Some(PathBuf::from(value()?)),
            "--only" => options.only = value()?.split(',').map(str::to_owned).collect(),
            "--dump" => options.dump = Some(PathBuf::from(value()?)),
            "--variants" => options.variants = true,
            "--no-peers" => options.peers = false,
            _ => bail!(
                "{arg}: known are --variants, --browser, --limit, --images, --only, --worst, \
                 --dump, --no-peers"
            ),
        }
    }
    Ok(options)
}

//! `cargo xtask bench scan`: how well and how fast real receipts are read.
//!
//! The receipts are SROIE's that training never saw (`split` holds the rule, the
//! same as training's). Words are compared case-folded over rows; a total is right
//! if it is the labelled amount. Where Tesseract is installed it reads the same
//! images beside us.
//!
//! `--limit N` reads the first N, `--images DIR` others that are labelled alike,
//! `--only A,B` some of them, `--no-peer` leaves Tesseract out, `--worst N` lists the
//! N worst read, `--dump DIR` keeps what was read of each as text.

#[path = "bench_scan/report.rs"]
mod report;
#[path = "bench_scan/split.rs"]
mod split;

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use ml::score::{self, Words};
use ml::{Scan, Scanner, Stage, Timings, Watch, Weights};

/// What the command line asks for.
struct Options {
    limit: usize,
    images: Option<PathBuf>,
    only: Vec<String>,
    peer: bool,
    worst: usize,
    dump: Option<PathBuf>,
}

/// One receipt, read.
struct Reading {
    id: String,
    words: Words,
    /// `None` if the receipt has no labelled total.
    total: Option<bool>,
    labelled_total: String,
    read_total: Option<String>,
    timings: Timings,
    peer: Option<Peer>,
}

/// What Tesseract made of it.
struct Peer {
    words: Words,
    milliseconds: f64,
}

/// Runs the bench.
pub fn run(args: &[String]) -> Result<()> {
    let options = options(args)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let receipts = root.join("../shared/data/receipts");
    let folder = options
        .images
        .clone()
        .unwrap_or_else(|| receipts.join("sroie"));
    let mut ids = match &options.images {
        Some(folder) => split::labelled(folder)?,
        None => split::validation(&folder, &receipts.join("items-dev"))?,
    };
    ids.retain(|id| options.only.is_empty() || options.only.contains(id));
    ids.truncate(options.limit);
    if ids.is_empty() {
        bail!("no labelled receipts in {}", folder.display());
    }
    let scanner = Scanner::new(weights(&root.join("crates/ml/models"))?)?;
    let peer = options.peer && tesseract(&folder.join("none")).is_some();
    let mut readings = Vec::with_capacity(ids.len());
    for (i, id) in ids.iter().enumerate() {
        eprint!("\r{} of {} {id}    ", i + 1, ids.len());
        readings.push(read(&scanner, &folder, id, peer, options.dump.as_deref())?);
    }
    eprintln!();
    report::print(&readings, options.worst);
    Ok(())
}

fn options(args: &[String]) -> Result<Options> {
    let mut options = Options {
        limit: usize::MAX,
        images: None,
        only: Vec::new(),
        peer: true,
        worst: 0,
        dump: None,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--limit" => options.limit = value()?.parse().context("--limit needs a number")?,
            "--images" => options.images = Some(PathBuf::from(value()?)),
            "--worst" => options.worst = value()?.parse().context("--worst needs a number")?,
            "--only" => options.only = value()?.split(',').map(str::to_owned).collect(),
            "--dump" => options.dump = Some(PathBuf::from(value()?)),
            "--no-peer" => options.peer = false,
            _ => bail!("{arg}: known are --limit, --images, --only, --worst, --dump, --no-peer"),
        }
    }
    Ok(options)
}

/// The committed weights; without a classifier categories are left open.
fn weights(folder: &Path) -> Result<Weights> {
    let bytes = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("reading {}", path.display()))
    };
    Ok(Weights {
        detector: bytes("detector.onnx")?,
        recogniser: bytes("recogniser.onnx")?,
        alphabet: String::from_utf8(bytes("alphabet.txt")?)?,
        classifier: bytes("classifier.safetensors").unwrap_or_default(),
    })
}

/// The wall clock; never cancels.
struct Clock(Instant);

impl Watch for Clock {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }

    fn at(&mut self, _stage: Stage, _done: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

fn read(
    scanner: &Scanner,
    folder: &Path,
    id: &str,
    peer: bool,
    dump: Option<&Path>,
) -> Result<Reading> {
    let image = folder.join(format!("{id}.jpg"));
    let label = split::label(folder, id)?;
    let bytes = std::fs::read(&image).with_context(|| format!("reading {}", image.display()))?;
    let scan = scanner
        .scan(&bytes, &mut Clock(Instant::now()))
        .with_context(|| format!("scanning {id}"))?;
    if let Some(dump) = dump {
        std::fs::write(dump.join(format!("{id}.txt")), listing(&scan))?;
    }
    let read_total = scan.draft.total.map(|total| total.to_string());
    let texts = || label.texts.iter().map(String::as_str);
    let peer = peer.then(|| tesseract(&image)).flatten();
    Ok(Reading {
        id: id.to_owned(),
        words: score::words(texts(), scan.draft.rows.iter().map(|row| row.text.as_str())),
        total: score::same_amount(&label.total, read_total.as_deref()),
        labelled_total: label.total.clone(),
        read_total,
        timings: scan.timings,
        peer: peer.map(|(text, milliseconds)| Peer {
            words: score::words(texts(), [text.as_str()]),
            milliseconds,
        }),
    })
}

/// Every word with its row, box and confidence.
fn listing(scan: &Scan) -> String {
    let mut out = String::new();
    for (i, row) in scan.draft.rows.iter().enumerate() {
        for word in &row.words {
            let b = word.bounds;
            let (box_, sure) = ([b.x0, b.y0, b.x1, b.y1], word.confidence);
            let _ = writeln!(out, "{i}\t{box_:?}\t{sure:.2}\t{}", word.text);
        }
    }
    out
}

/// What Tesseract reads and how long it takes; `None` where it is not installed.
fn tesseract(image: &Path) -> Option<(String, f64)> {
    let start = Instant::now();
    let output = Command::new("tesseract")
        .arg(image)
        .args(["-", "--psm", "4"])
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some((text, start.elapsed().as_secs_f64() * 1000.0))
}

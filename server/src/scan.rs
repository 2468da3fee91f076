//! `larder scan`: reads receipts here and now, one after the other.
//!
//! A file that cannot be read is told and the others are read all the same;
//! the exit code then says that something was left out.

pub(crate) mod report;
pub(crate) mod table;

use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use ml::{Scanner, Stage, Watch};

use crate::config::Scan;
use crate::print::print;
use crate::weights;

/// No photo is larger; more would only fill the memory.
const MOST_BYTES: u64 = 256 << 20;

/// Scans the files and prints what stands on them.
pub fn run(config: &Scan) -> Result<ExitCode> {
    let scanner = Scanner::new(weights::all()).context("failed to load the weights")?;
    let mut out = std::io::stdout().lock();
    let mut code = ExitCode::SUCCESS;
    let receipts: Vec<&[PathBuf]> = match config.together {
        true => vec![&config.files],
        false => config.files.chunks(1).collect(),
    };
    for files in receipts {
        let outcome = scan(&scanner, files);
        if outcome.is_err() {
            code = ExitCode::FAILURE;
        }
        let name = files
            .iter()
            .map(|file| file.to_string_lossy())
            .collect::<Vec<_>>()
            .join(", ");
        let text = match (config.json, &outcome) {
            (true, Ok(scan)) => serde_json::to_string(&report::Receipt::new(&name, scan))?,
            (true, Err(error)) => serde_json::to_string(&report::Failure::new(&name, error))?,
            (false, Ok(scan)) => table::of_scan(&name, scan),
            (false, Err(error)) => format!("{name}: {error:#}"),
        };
        if !print(&mut out, &format!("{text}\n"))? {
            break;
        }
    }
    Ok(code)
}

/// Reads the shots of one receipt.
fn scan(scanner: &Scanner, files: &[PathBuf]) -> Result<ml::Scan> {
    // Before all of them are in memory.
    if files.len() > ml::MOST_SHOTS {
        return Err(ml::Error::TooManyShots.into());
    }
    let shots = files
        .iter()
        .map(|file| read(file))
        .collect::<Result<Vec<_>>>()?;
    let shots: Vec<&[u8]> = shots.iter().map(Vec::as_slice).collect();
    // A bug in reading one picture must not take the others down.
    let scanned = catch_unwind(AssertUnwindSafe(|| {
        scanner.scan_shots(&shots, &mut Clock::start())
    }));
    match scanned {
        Ok(result) => Ok(result?),
        Err(_) => anyhow::bail!("reading failed because of a bug in Larder: please report it"),
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // A device or a pipe does not tell its size.
    File::open(file)
        .context("failed to open the file")?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .context("failed to read the file")?;
    anyhow::ensure!(
        bytes.len() as u64 <= MOST_BYTES,
        "the file is too large to be a photo: choose another"
    );
    Ok(bytes)
}

/// Keeps the time and never cancels.
struct Clock(Instant);

impl Clock {
    fn start() -> Self {
        Self(Instant::now())
    }
}

impl Watch for Clock {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }

    fn at(&mut self, _stage: Stage, _done: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

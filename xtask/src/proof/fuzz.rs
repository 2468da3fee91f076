//! The reader and the exchange on any bytes. libFuzzer mutates the seeds in the `fuzz`
//! folders of the crates towards code that no input has reached yet, with every access to memory checked. What makes a
//! target panic, hang or grow too large is kept as a file and named.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{run as start, step};
use crate::{repo, tools};

/// A folder of targets, each with the longest input that it is given, in bytes.
const FOLDERS: [(&str, &[(&str, u32)]); 2] = [
    ("crates/sync/fuzz", &[("frame", 16_384), ("engine", 16_384)]),
    (
        "crates/ml/fuzz",
        &[
            ("decode", 8_192),
            ("parse", 2_048),
            ("pixels", 16_384),
            ("scan", 8_192),
        ],
    ),
];

/// How long one input may take: fifty megapixels take seconds in a program with
/// instruments, and a machine may be busy.
const MOST_SECONDS: u32 = 60;

/// What one allocation and the whole program may take. `ml::image` allows decoding 250 MB,
/// and the instruments double what is used.
const MOST_MEGABYTES: [(&str, u32); 2] = [("malloc", 512), ("rss", 3_072)];

/// Runs every target for `seconds`.
pub fn run(seconds: u32) -> Result<()> {
    tools::cargo_fuzz()?;
    let mut fell = Vec::new();
    for (folder, targets) in FOLDERS {
        // The package is no member of the workspace; its versions are those of the workspace.
        let lock = repo::root().join(folder).join("Cargo.lock");
        if !lock.exists() {
            std::fs::copy(repo::root().join("Cargo.lock"), lock)?;
        }
        step(&format!(
            "building the targets of {folder} with instruments"
        ));
        start(cargo_fuzz("build", folder).env("CARGO_TERM_QUIET", "true"))?;
        for (target, longest) in targets {
            if !run_target(folder, target, *longest, seconds)? {
                fell.push(*target);
            }
        }
    }
    if !fell.is_empty() {
        bail!(
            "{} failed: the lines above name the input. Mend what it breaks, and keep it \
             in the folder's seeds, where the tests read it",
            fell.join(", ")
        );
    }
    Ok(())
}

/// Whether a target ended well.
fn run_target(folder: &str, target: &str, longest: u32, seconds: u32) -> Result<bool> {
    step(&format!("{target}: {seconds} s"));
    let root = repo::root().join(folder);
    let corpus = root.join("corpus").join(target);
    std::fs::create_dir_all(&corpus)?;
    let mut command = cargo_fuzz("run", folder);
    command
        .arg(target)
        .args([corpus, root.join("seeds").join(target)])
        .args(["--", "-print_final_stats=1"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={longest}"))
        .arg(format!("-timeout={MOST_SECONDS}"))
        .args(MOST_MEGABYTES.map(|(what, most)| format!("-{what}_limit_mb={most}")));
    let told = Told::by(&mut command)?;
    println!("{target:<8} {}", told.summary());
    if !told.ended_well {
        told.lines.iter().for_each(|line| eprintln!("{line}"));
    }
    Ok(told.ended_well)
}

/// cargo-fuzz in the folder of its own. It asks the compiler for instruments that have to
/// be unlocked in a stable one.
fn cargo_fuzz(task: &str, folder: &str) -> Command {
    let mut command = repo::cargo();
    let target: PathBuf = repo::root().join("target-fuzz");
    command
        .args(["fuzz", task, "--fuzz-dir", folder])
        .arg("--target-dir")
        .arg(target)
        .env("RUSTC_BOOTSTRAP", "1");
    command
}

/// The last words of a fuzzer.
#[derive(Default)]
struct Told {
    lines: VecDeque<String>,
    ended_well: bool,
}

/// Enough for the message of a panic, where it was, and the name of the input.
const LINES: usize = 60;

impl Told {
    /// Runs a fuzzer and keeps what it says at the end.
    fn by(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stderr(Stdio::piped())
            .spawn()
            .context("starting cargo fuzz")?;
        let stderr = child.stderr.take().context("cargo fuzz has no stderr")?;
        let mut told = Self::default();
        for line in BufReader::new(stderr).split(b'\n') {
            // A panic may quote bytes that are no text.
            let line = String::from_utf8_lossy(&line?).into_owned();
            told.lines.push_back(line);
            if told.lines.len() > LINES {
                told.lines.pop_front();
            }
        }
        told.ended_well = child.wait()?.success();
        Ok(told)
    }

    fn summary(&self) -> String {
        let figure = |name: &str| self.figure(name).unwrap_or("?");
        let end = if self.ended_well {
            "all well"
        } else {
            "failed"
        };
        format!(
            "{} runs, {} a second, {} MB at most: {end}",
            figure("number_of_executed_units"),
            figure("average_exec_per_sec"),
            figure("peak_rss_mb"),
        )
    }

    /// A number that libFuzzer prints at its end: `stat::peak_rss_mb:  412`.
    fn figure(&self, name: &str) -> Option<&str> {
        let found = self.lines.iter().find_map(|line| {
            let rest = line.strip_prefix("stat::")?.strip_prefix(name)?;
            rest.strip_prefix(':')
        });
        found.map(str::trim)
    }
}

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn the_figures_at_the_end_are_found() {
        let lines = [
            "#9 DONE",
            "stat::average_exec_per_sec:     12",
            "stat::peak_rss_mb: 4",
        ];
        let told = Told {
            lines: lines.map(str::to_owned).into(),
            ended_well: true,
        };
        assert_eq!(
            told.summary(),
            "? runs, 12 a second, 4 MB at most: all well"
        );
    }
}

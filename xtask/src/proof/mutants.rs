//! The merge code with one thing wrong in it at a time: the tests beside it notice.
//!
//! cargo-mutants makes every change that it knows (another comparison, a function that
//! does nothing, …) and runs the tests for each. What it changes, and which tests run, is
//! in `.cargo/mutants.toml`.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::step;
use crate::{repo, tools};

/// How many of the changes that compile have to be noticed, in percent.
const LEAST_PERCENT: usize = 95;

/// The properties among the tests: few cases, the same for every change, and none kept
/// for the next one, so that what is noticed once always is.
const PROPERTIES: [(&str, &str); 4] = [
    ("PROPTEST_CASES", "64"),
    ("PROPTEST_RNG_SEED", "1"),
    ("PROPTEST_MAX_SHRINK_ITERS", "0"),
    ("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true"),
];

/// The numbers in cargo-mutants' `outcomes.json`.
#[derive(Deserialize)]
struct Outcomes {
    total_mutants: usize,
    unviable: usize,
    caught: usize,
    timeout: usize,
    missed: usize,
}

/// Tries every change; fails if too few are noticed.
pub fn run() -> Result<()> {
    tools::cargo_mutants()?;
    let folder = repo::root().join("target-mutants");
    std::fs::create_dir_all(&folder)?;
    let status = repo::cargo()
        .args(["mutants", "--package", "sync", "--output"])
        .arg(&folder)
        .envs(PROPERTIES)
        .env("CARGO_TARGET_DIR", folder.join("build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .status()
        .context("starting cargo mutants")?;
    // 2: some were missed, 3: some did not end. All else is no answer.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("`cargo mutants` ended with {status}");
    }
    let told = folder.join("mutants.out");
    let outcomes = Outcomes::read(&told.join("outcomes.json"))?;
    step(&outcomes.summary());
    if outcomes.percent_noticed() < LEAST_PERCENT {
        bail!(
            "less than {LEAST_PERCENT} % were noticed: {} names the others. Each lacks a test, \
             or shows that what it changes is not needed",
            told.join("missed.txt").display()
        );
    }
    Ok(())
}

impl Outcomes {
    fn read(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
    }

    /// Those that compile.
    fn viable(&self) -> usize {
        self.total_mutants.saturating_sub(self.unviable)
    }

    /// Rounded down. Tests that do not end notice, too.
    fn percent_noticed(&self) -> usize {
        let noticed = self.caught + self.timeout;
        (noticed * 100).checked_div(self.viable()).unwrap_or(0)
    }

    fn summary(&self) -> String {
        format!(
            "{} changes, {} compile: {} noticed, {} by tests that did not end, {} missed",
            self.total_mutants,
            self.viable(),
            self.caught + self.timeout,
            self.timeout,
            self.missed,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Outcomes;

    #[test]
    fn what_does_not_compile_is_not_counted() {
        let text = r#"{"total_mutants": 112, "missed": 6, "caught": 93, "timeout": 1,
            "unviable": 12, "success": 0, "cargo_mutants_version": "27.1.0"}"#;
        let outcomes: Outcomes = serde_json::from_str(text).expect("as it is written");
        assert_eq!(outcomes.percent_noticed(), 94);
        assert_eq!(
            outcomes.summary(),
            "112 changes, 100 compile: 94 noticed, 1 by tests that did not end, 6 missed"
        );
    }

    #[test]
    fn without_changes_nothing_is_proved() {
        let text = r#"{"total_mutants": 0, "missed": 0, "caught": 0, "timeout": 0, "unviable": 0}"#;
        let outcomes: Outcomes = serde_json::from_str(text).expect("as it is written");
        assert_eq!(outcomes.percent_noticed(), 0);
    }
}

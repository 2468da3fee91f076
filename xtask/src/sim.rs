//! The simulator of `crates/sync`: a program of that crate, behind a feature.

use anyhow::Result;

use crate::process::run as start;
use crate::repo;

/// Simulates; an error if something went wrong, or if nothing did although a rule is broken.
pub fn run(runs: u64, seed: u64, broken: Option<&str>) -> Result<()> {
    let mut command = repo::cargo();
    command
        .args(["run", "--quiet", "--release", "--package", "sync"])
        .args(["--bin", "sim", "--features", "sim", "--"])
        .args(["--runs".to_owned(), runs.to_string()])
        .args(["--seed".to_owned(), seed.to_string()]);
    if let Some(broken) = broken {
        command.args(["--break", broken]);
    }
    start(&mut command)
}

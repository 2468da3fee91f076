//! Measurements: most are in the program `bench`, and that of sync is a package of its own.

use anyhow::Result;

use crate::process::run as start;
use crate::repo;

/// Runs a measurement; without a name, lists them.
pub fn run(args: &[String]) -> Result<()> {
    match args.split_first() {
        Some((name, rest)) if name == "sync" => sync(rest),
        Some(_) => start(&mut repo::program("bench", true, args)),
        None => {
            start(&mut repo::program("bench", true, args))?;
            println!(
                "{:<8} time, bytes and memory of merging beside automerge, yrs and loro",
                "sync"
            );
            Ok(())
        }
    }
}

/// `xtask/bench-sync/Cargo.toml` says why it is no member of the workspace.
fn sync(args: &[String]) -> Result<()> {
    let mut command = repo::cargo();
    command
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg("xtask/bench-sync/Cargo.toml")
        .env("CARGO_TARGET_DIR", repo::target("bench-sync"))
        .arg("--")
        .args(args);
    start(&mut command)
}

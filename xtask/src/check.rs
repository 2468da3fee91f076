//! What a reviewer would complain about, found by machine.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{run as start, step, succeeds_within};
use crate::{repo, tools, wasm};

/// Runs all checks; the first complaint ends it.
pub fn run() -> Result<()> {
    step("format");
    start(&mut cargo(&["fmt", "--all", "--check"])).context("`cargo fmt --all` mends it")?;

    step("lints");
    let all = [
        "clippy",
        "--workspace",
        "--exclude",
        "shell",
        "--all-targets",
        "--all-features",
        "--quiet",
    ];
    start(cargo(&all).args(["--", "--deny", "warnings"]))?;

    step("documentation");
    let docs = [
        "doc",
        "--workspace",
        "--exclude",
        "shell",
        "--no-deps",
        "--document-private-items",
        "--quiet",
    ];
    start(cargo(&docs).env("RUSTDOCFLAGS", "--deny rustdoc::broken_intra_doc_links"))?;

    // `ml` takes its randomness from the page: it is built for wasm with the interface.
    step("the pure crates for wasm");
    wasm::build(&[
        "--profile",
        "wasm",
        "--package",
        "sync",
        "--package",
        "pantry",
    ])?;

    step("icons");
    start(&mut repo::program("icons", false, &["--check".to_owned()]))?;

    dependencies()?;
    step("all is well");
    Ok(())
}

/// Licences, bans and sources always; advisories where their database can be fetched.
fn dependencies() -> Result<()> {
    tools::cargo_deny()?;
    step("licences, bans and sources of the dependencies");
    let deny = ["deny", "--exclude", "shell", "--all-features"];
    let check = [
        "--log-level",
        "error",
        "check",
        "licenses",
        "bans",
        "sources",
    ];
    start(cargo(&deny).args(check))?;

    let mut fetch = cargo(&["deny", "--log-level", "off", "fetch", "db"]);
    if succeeds_within(&mut fetch, Duration::from_secs(120)) {
        step("advisories");
        start(cargo(&deny).args(["--offline", "check", "advisories"]))
    } else {
        step("advisories: skipped, their database cannot be fetched from here");
        Ok(())
    }
}

fn cargo(args: &[&str]) -> Command {
    let mut command = repo::cargo();
    command.args(args);
    command
}

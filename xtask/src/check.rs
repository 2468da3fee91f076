//! What a reviewer would complain about, found by machine.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{run as start, step, succeeds_within};
use crate::ui::files::hash;
use crate::{repo, tools, wasm, whole};

/// The crates without clocks and IO.
const PURE: &[&str] = &["--package", "sync", "--package", "pantry"];

/// What the app on a phone links beside the shell.
const SHARED: &[&str] = &["sync", "pantry", "bars", "ml"];

/// Runs the checks; the first complaint ends it.
pub fn run() -> Result<()> {
    tools::desktop()?;
    step("format");
    start(&mut cargo(&["fmt", "--all", "--check"])).context("`cargo fmt --all` mends it")?;

    // The tests are run from the same build, and nothing of it is compiled twice.
    step("lints");
    start(whole::test()?.args(["--no-run", "--quiet"]))?;
    // With the rules that its simulator breaks on purpose, which no test may have.
    let rules = [
        "clippy",
        "--package",
        "sync",
        "--all-targets",
        "--all-features",
        "--quiet",
    ];
    start(cargo(&rules).args(["--", "--deny", "warnings"]))?;

    step("documentation of the pure crates");
    let docs = [
        "doc",
        "--all-features",
        "--lib",
        "--no-deps",
        "--document-private-items",
        "--quiet",
    ];
    let mut docs = cargo(&docs);
    docs.args(PURE)
        .env("RUSTDOCFLAGS", "--deny rustdoc::broken_intra_doc_links");
    start(&mut docs)?;

    // `ml` takes its randomness from the page: it is built for wasm with the interface.
    step("the pure crates for wasm");
    wasm::build(&[&["--profile", "wasm"], PURE].concat())?;

    phones()?;

    step("icons");
    start(&mut repo::program("icons", false, &["--check".to_owned()]))?;

    dependencies()?;
    step("all is well");
    Ok(())
}

/// The crates that phones share, type-checked for most Android phones. The app itself needs
/// Android's NDK: `cargo xtask mobile android`.
fn phones() -> Result<()> {
    const TARGET: &str = "aarch64-linux-android";
    let mut command = if wasm::add_target(TARGET) {
        cargo(&["check"])
    } else if wasm::debian_is_there() {
        wasm::debian_cargo("check")
    } else {
        step(&format!(
            "the shared crates for phones: skipped, rustup has no {TARGET} to give"
        ));
        return Ok(());
    };
    step("the shared crates for phones");
    let packages = SHARED.iter().flat_map(|name| ["--package", name]);
    command.args(["--quiet", "--target", TARGET]).args(packages);
    // The hash of `blake3` has a part in C, and checking types needs no compiler for that.
    command.env("CARGO_FEATURE_NO_NEON", "1");
    // Another compiler may do it, so it has a folder of its own.
    start(command.arg("--target-dir").arg(repo::target_wasm()))
}

/// A hash of the dependencies and rules that were found right last.
const RIGHT: &str = "xtask/deny.right";

/// Licences, bans and sources, unless they are those that were found right last and the tool,
/// which takes minutes to compile, is not there; advisories where their database can be fetched.
fn dependencies() -> Result<()> {
    let root = repo::root();
    let read = |file: &str| fs::read(root.join(file)).with_context(|| format!("reading {file}"));
    let now = hash(&[read("Cargo.lock")?, read("deny.toml")?].concat());
    let right = fs::read_to_string(root.join(RIGHT)).unwrap_or_default();
    if right.trim() == now && !tools::has_cargo_deny() {
        step("licences, bans and sources: as they were found right last");
        step("advisories: not looked at, install cargo-deny for that");
        return Ok(());
    }
    tools::cargo_deny()?;
    step("licences, bans and sources of the dependencies");
    let deny = ["deny", "--all-features", "--log-level", "error", "check"];
    start(cargo(&deny).args(["licenses", "bans", "sources"]))?;
    fs::write(root.join(RIGHT), now + "\n").context("noting that they are right")?;

    let mut fetch = cargo(&["deny", "--log-level", "off", "fetch", "db"]);
    if succeeds_within(&mut fetch, Duration::from_secs(120)) {
        step("advisories");
        let offline = ["deny", "--offline", "--all-features", "check", "advisories"];
        start(&mut cargo(&offline))
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

//! What a reviewer would complain about, found by machine.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{run as start, step, succeeds_within};
use crate::{repo, tools, wasm};

/// What the app on a phone links beside the shell.
const SHARED: &[&str] = &["sync", "pantry", "bars", "ml"];

/// Leaves the native app out, which takes a web view of the system and minutes to compile.
const WITHOUT_APP: &[&str] = &["--exclude", "shell"];

/// Runs the checks; the first complaint ends it. With `all` the native app and what phones share
/// are looked at, too.
pub fn run(all: bool) -> Result<()> {
    let left_out = match all {
        true => {
            tools::desktop()?;
            &[]
        }
        false => WITHOUT_APP,
    };
    step("format");
    start(&mut cargo(&["fmt", "--all", "--check"])).context("`cargo fmt --all` mends it")?;

    step("lints");
    let lints = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--quiet",
    ];
    start(
        cargo(&lints)
            .args(left_out)
            .args(["--", "--deny", "warnings"]),
    )?;

    step("documentation");
    let docs = [
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
        "--quiet",
    ];
    start(
        cargo(&docs)
            .args(left_out)
            .env("RUSTDOCFLAGS", "--deny rustdoc::broken_intra_doc_links"),
    )?;

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

    if all {
        phones()?;
    }

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

/// Licences, bans and sources always; advisories where their database can be fetched.
fn dependencies() -> Result<()> {
    tools::cargo_deny()?;
    step("licences, bans and sources of the dependencies");
    let deny = ["deny", "--all-features", "--log-level", "error", "check"];
    start(cargo(&deny).args(["licenses", "bans", "sources"]))?;

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

//! The compiler for `wasm32-unknown-unknown`: rustup's target, or Debian's packages.
//!
//! On a person's machine rustup adds the target. Where rustup cannot reach its
//! server, Debian's `rustc-web` builds the standard library from its sources
//! (about a minute, once). The compilers differ, so the build has its own folder.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{answer, on_path, run, step, succeeds_within};
use crate::repo;
use crate::tools::apt;

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const LINKER: &str = "wasm-ld-22";

/// Which compiler makes wasm on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Toolchain {
    Rustup,
    Debian,
}

/// Builds for wasm: `args` follow `cargo build`.
pub fn build(args: &[&str]) -> Result<()> {
    let mut command = match find()? {
        Toolchain::Rustup => {
            let mut command = repo::cargo();
            command.arg("build");
            command
        }
        Toolchain::Debian => debian_cargo("build"),
    };
    command
        .args(["--target", TARGET, "--target-dir"])
        .arg(repo::target_wasm())
        .args(args);
    run(&mut command)
}

/// Finds the compiler, or installs it. `LARDER_WASM=debian` or `rustup` forces one.
fn find() -> Result<Toolchain> {
    match std::env::var("LARDER_WASM").as_deref() {
        Ok("rustup") => return rustup().context("the wasm target of rustup is not there"),
        Ok("debian") => return debian(),
        Ok(other) => bail!("LARDER_WASM is {other:?}: say `rustup` or `debian`"),
        Err(_) => {}
    }
    // A network that said no once is not asked again before every build.
    let memory = repo::target_wasm().join("debian-toolchain");
    if has_target(TARGET) {
        return Ok(Toolchain::Rustup);
    }
    if !(memory.exists() && debian_is_there())
        && let Some(found) = rustup()
    {
        return Ok(found);
    }
    let found = debian()?;
    std::fs::create_dir_all(repo::target_wasm())?;
    std::fs::write(memory, "")?;
    Ok(found)
}

/// Whether the native toolchain has the standard library for a target.
fn has_target(target: &str) -> bool {
    answer(Command::new("rustc").args(["--print", "target-libdir", "--target", target]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn rustup() -> Option<Toolchain> {
    add_target(TARGET).then_some(Toolchain::Rustup)
}

/// Adds a target to the native toolchain where it is not there and rustup has it to give.
pub fn add_target(target: &str) -> bool {
    if has_target(target) {
        return true;
    }
    step(&format!("adding rustup's target {target}"));
    let mut command = Command::new("rustup");
    command
        .args(["target", "add", target])
        .current_dir(repo::root());
    succeeds_within(&mut command, Duration::from_secs(300)) && has_target(target)
}

fn debian() -> Result<Toolchain> {
    if !debian_is_there() {
        step("rustup has no wasm target to give: taking Debian's packages");
        apt(PACKAGES).context(
            "no compiler for wasm: connect to the network and run \
             `rustup target add wasm32-unknown-unknown`, then start this task again",
        )?;
    }
    Ok(Toolchain::Debian)
}

/// Whether Debian's compiler and the sources of its standard library are there.
pub fn debian_is_there() -> bool {
    [
        "/usr/bin/cargo",
        "/usr/bin/rustc",
        "/usr/lib/rustlib/src/rust/library",
    ]
    .iter()
    .all(|path| Path::new(path).exists())
        && on_path(LINKER).is_some()
}

/// Debian's cargo builds the standard library too: nobody ships one for other targets there.
/// `task` is `build` or `check`.
pub fn debian_cargo(task: &str) -> Command {
    let mut command = Command::new("/usr/bin/cargo");
    command
        .current_dir(repo::root())
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
        .args([task, "-Zbuild-std=std,panic_abort"]);
    command
}

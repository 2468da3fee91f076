//! The one build of everything: lints, tests and programs come out of it.
//!
//! `cargo clippy` checks the types of everything that is linked, and a build of the tests
//! compiles all of it once more. Here clippy is the compiler of the tests.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process::on_path;
use crate::repo;

/// What only some tasks need, and all of it is to be looked at.
const FEATURES: &str = "xtask/bench,xtask/icons";

/// What clippy is told, in the form in which `cargo clippy` hands it on: warnings are errors.
const ARGS: &str = "--deny__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

/// `cargo test` for the whole workspace, linted.
pub fn test() -> Result<Command> {
    let clippy = on_path("clippy-driver")
        .context("clippy is missing: `rustup component add clippy` brings it")?;
    let mut command = repo::cargo();
    command
        .args(["test", "--workspace", "--features", FEATURES])
        .env("RUSTC_WORKSPACE_WRAPPER", clippy)
        .env("CLIPPY_ARGS", ARGS);
    Ok(command)
}

//! The server as one file: the interface and the weights are inside.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{run as start, step};
use crate::{repo, ui};

/// Builds the interface, then the server around it; gives the program's path.
pub fn build() -> Result<PathBuf> {
    ui::build()?;
    step("building larder (release)");
    start(repo::cargo().args([
        "build",
        "--release",
        "--package",
        "server",
        "--bin",
        "larder",
    ]))?;
    let program = repo::target(&format!("release/larder{}", std::env::consts::EXE_SUFFIX));
    step(&format!("larder is ready: {}", program.display()));
    Ok(program)
}

/// Builds and starts the server; it prints its address.
pub fn run(args: &[String]) -> Result<()> {
    start(Command::new(build()?).arg("serve").args(args))
}

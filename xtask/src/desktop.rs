//! The native app: the same interface in a window of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{run as start, step};
use crate::{repo, tools, ui};

/// Builds the interface, then the app around it; gives the program's path.
fn build() -> Result<PathBuf> {
    tools::desktop()?;
    ui::build()?;
    step("building the native app (release)");
    start(repo::cargo().args(["build", "--release", "--package", "shell"]))?;
    let name = format!("release/larder-desktop{}", std::env::consts::EXE_SUFFIX);
    Ok(repo::target(&name))
}

/// Builds the app and opens its window.
pub fn run(args: &[String]) -> Result<()> {
    start(Command::new(build()?).args(args))
}

//! The tree and its packages, as git and cargo see them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The paths of all files that are or would be committed.
pub fn files() -> Result<Vec<String>> {
    let args = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let names = String::from_utf8(output(Command::new("git").args(args))?)?;
    let there = |name: &&str| !name.is_empty() && root().join(name).is_file();
    Ok(names.split('\0').filter(there).map(str::to_owned).collect())
}

/// What `cargo metadata` says of the packages of the workspace.
pub fn packages() -> Result<Vec<Value>> {
    let args = ["metadata", "--format-version=1", "--no-deps", "--locked"];
    let metadata: Value = serde_json::from_slice(&output(Command::new(env!("CARGO")).args(args))?)?;
    let packages = metadata["packages"]
        .as_array()
        .context("metadata without packages")?;
    Ok(packages.clone())
}

fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.current_dir(root()).output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output.stdout)
}

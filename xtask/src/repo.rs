//! Where things lie in the repository, and the cargo that builds it.

use std::path::PathBuf;
use std::process::Command;

pub use crate::root::root;

/// The finished interface.
pub fn dist() -> PathBuf {
    root().join("ui/dist")
}

/// The build of the interface: another compiler may make it, so it has a folder of its own.
pub fn target_wasm() -> PathBuf {
    root().join("target-wasm")
}

/// Tools that are installed for this repository alone.
pub fn target_tools() -> PathBuf {
    root().join("target-tools")
}

/// A file of the native build. `CARGO_TARGET_DIR` moves it, as it does for cargo.
pub fn target(path: &str) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder).join(path),
        None => root().join("target").join(path),
    }
}

/// The cargo that runs this task, in the root of the repository.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Another program of this package, behind the feature of the same name.
pub fn program(name: &str, release: bool, args: &[String]) -> Command {
    let mut command = cargo();
    command.args([
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--bin",
        name,
        "--features",
        name,
    ]);
    if release {
        command.arg("--release");
    }
    command.arg("--").args(args);
    command
}

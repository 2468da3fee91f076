//! Where things lie in the repository, and the cargo that builds it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The root of the repository, as cargo says it now: two clones may share a target
/// folder, and this program then knows only where one of them lay.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let now = std::env::var_os("CARGO_MANIFEST_DIR");
        let package = now.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        package.parent().map(Path::to_path_buf).unwrap_or(package)
    });
    &ROOT
}

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

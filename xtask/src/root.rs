//! The root of the repository, for every program of this package.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The root as cargo says it now: two clones may share a target folder, and a program
/// then knows only where one of them lay.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let now = std::env::var_os("CARGO_MANIFEST_DIR");
        let package = now.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        package.parent().map(Path::to_path_buf).unwrap_or(package)
    });
    &ROOT
}

//! The pictures of the screens in `docs/screenshots`, by the browser test that takes them.

use std::fs;

use anyhow::{Context, Result};

use crate::{repo, test, tools};

/// Takes all of them anew, in a real browser with an invented household.
pub fn run() -> Result<()> {
    tools::font()?;
    let folder = repo::root().join("docs/screenshots");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "webp") {
            fs::remove_file(path)?;
        }
    }
    let name = folder.to_str().context("a path in Unicode")?;
    test::run_with(Some("pictures::"), &[("LARDER_SCREENSHOTS", name)])
}

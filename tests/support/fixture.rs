//! The receipts that we rendered, with what stands on them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The printed truth of a rendered receipt.
#[derive(Debug, Deserialize)]
pub struct Expected {
    /// The total as a decimal string.
    pub total: String,
    /// The lines, in order. Tests count them; what each says is the parser's own test.
    pub items: Vec<IgnoredAny>,
}

/// The folder of the fixtures.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The image and the truth of one rendered receipt.
pub fn receipt(name: &str) -> Result<(PathBuf, Expected)> {
    let base = folder().join("receipts").join(name);
    let truth = std::fs::read(base.with_extension("json"))
        .with_context(|| format!("reading the truth of {name}"))?;
    Ok((base.with_extension("jpg"), serde_json::from_slice(&truth)?))
}

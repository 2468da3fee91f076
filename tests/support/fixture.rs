//! The receipts that we rendered, with what stands on them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::browser::Browser;

/// The printed truth of a rendered receipt.
#[derive(Debug, Deserialize)]
pub struct Expected {
    /// The total as a decimal string.
    pub total: String,
    /// The lines, in order. Tests count them; what each says is the parser's own test.
    pub items: Vec<IgnoredAny>,
}

/// Bytes as small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of bytes, by which servers know pictures.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
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

/// The JPEG with its head saying that it is a square of this side. What the file does not
/// hold, a decoder paints grey: so a small file asks for as much memory as a huge one.
pub fn enlarged(jpeg: &[u8], side: u16) -> Result<Vec<u8>> {
    let mut jpeg = jpeg.to_vec();
    // A frame's head: marker, length (2), precision (1), height (2), width (2).
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0] || pair == [0xff, 0xc2])
        .context("the image has no frame")?;
    for at in [frame + 5, frame + 7] {
        jpeg[at..at + 2].copy_from_slice(&side.to_be_bytes());
    }
    Ok(jpeg)
}

/// Scans a rendered receipt and waits for its review.
pub async fn scan(browser: &Browser, name: &str) -> Result<Expected> {
    let (image, expected) = receipt(name)?;
    browser.click("nav-scan").await?;
    browser.choose("scan-file", &image).await?;
    browser.find("review-accept").await?;
    Ok(expected)
}

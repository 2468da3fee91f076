//! How long a person waits: from the chosen image to the review, in the browser's worker.
//!
//! With `LARDER_BENCH_IMAGES` (paths, a line each) it measures those instead of the rendered
//! receipts, and writes what `cargo xtask bench scan` collects to the file `LARDER_BENCH_OUT`.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture;
use crate::support::server::Server;

/// The median that we promise is 5 s on a quiet machine with an optimised server.
/// A test machine is never quiet, so this guards against a blunder, not against a percent.
const BLUNDER: Duration = Duration::from_secs(15);

/// The page and its worker take no more, whatever they read.
const MOST_BYTES: u64 = 400_000_000;

#[tokio::test]
async fn a_scan_in_the_worker_takes_seconds_not_minutes() -> Result<()> {
    let images = images()?;
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    // The first scan also loads the reader and its weights.
    timed(&browser, &images[0]).await?;

    let mut waits = Vec::new();
    for image in &images {
        waits.push(timed(&browser, image).await?);
    }
    waits.sort();
    let median = waits[waits.len() / 2];
    let peak = browser.renderer_peak();
    println!(
        "browser scan: {} images, median {} ms, slowest {} ms, peak {} MB",
        waits.len(),
        median.as_millis(),
        waits[waits.len() - 1].as_millis(),
        peak / 1_000_000
    );
    if let Ok(file) = std::env::var("LARDER_BENCH_OUT") {
        let figures = serde_json::json!({
            "images": waits.len(),
            "median_ms": median.as_millis(),
            "slowest_ms": waits[waits.len() - 1].as_millis(),
            "peak_bytes": peak,
        });
        std::fs::write(file, figures.to_string())?;
    }
    assert!(median < BLUNDER, "the median scan took {median:?}");
    assert!(peak < MOST_BYTES, "the page took {peak} bytes");
    browser.close().await
}

/// Answers once there is something to look over, or nothing has come for long.
const REVIEWED: &str = "
    const end = performance.now() + 20000;
    while (performance.now() < end && !document.querySelector('[data-testid=review-accept]'))
        await new Promise((resolve) => setTimeout(resolve, 2));";

/// The receipts to read.
pub fn images() -> Result<Vec<PathBuf>> {
    if let Ok(list) = std::env::var("LARDER_BENCH_IMAGES") {
        return Ok(list.lines().map(PathBuf::from).collect());
    }
    let mut images = Vec::new();
    for entry in std::fs::read_dir(fixture::folder().join("receipts"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "jpg") {
            images.push(path);
        }
    }
    anyhow::ensure!(!images.is_empty(), "no rendered receipts");
    Ok(images)
}

pub async fn timed(browser: &Browser, image: &std::path::Path) -> Result<Duration> {
    browser.click("nav-scan").await?;
    let start = Instant::now();
    browser.choose("scan-file", image).await?;
    // Looked for by the page itself: the driver looks four times a second only.
    browser.ask(REVIEWED).await?;
    let waited = start.elapsed();
    browser.find("review-accept").await?;
    // The next photo is taken only when this one is done with.
    browser.click("review-discard").await?;
    browser.find("home").await?;
    Ok(waited)
}

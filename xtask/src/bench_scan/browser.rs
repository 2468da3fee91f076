//! The same images in Chromium's worker, by the browser test that times a scan.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::bench_load;
use crate::root::root;

/// What a person waits for in the browser, and what a first visit loads; `null` for no images.
pub fn measure(images: &[PathBuf]) -> Result<Value> {
    if images.is_empty() {
        return Ok(Value::Null);
    }
    let folder = tempfile::tempdir()?;
    let answer = folder.path().join("browser.json");
    let absolute = images.iter().map(std::path::absolute);
    let absolute = absolute.collect::<Result<Vec<_>, _>>()?;
    let list: Vec<String> = absolute.iter().map(|p| p.display().to_string()).collect();
    let done = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args(["xtask", "test", "a_scan_in_the_worker"])
        .env("LARDER_BENCH_IMAGES", list.join("\n"))
        .env("LARDER_BENCH_OUT", &answer)
        .status()?;
    ensure!(
        done.success(),
        "the browser test failed: the lines above say why"
    );
    let text = std::fs::read(&answer).context("the browser test left no figures")?;
    let worker: Value = serde_json::from_slice(&text)?;
    let first_load = bench_load::first_load()?;
    println!("worker, median ms    {:>8}", worker["median_ms"]);
    println!("worker, slowest ms   {:>8}", worker["slowest_ms"]);
    let peak = worker["peak_bytes"].as_u64().unwrap_or(0);
    println!("page, peak MB        {:>8}", peak / 1_000_000);
    println!("first load, kB       {:>8}", first_load / 1000);
    Ok(json!({ "worker": worker, "first_load_bytes": first_load }))
}

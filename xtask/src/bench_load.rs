//! What a first visit transfers: every file of `ui/dist` as the server sends it.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

/// Kilobytes by group, compressed as `larder` compresses them.
pub fn run(_args: &[String]) -> Result<()> {
    let groups = groups()?;
    for (name, bytes) in &groups {
        println!("{name:<12} {:>6} kB", bytes / 1000);
    }
    let figures = groups.map(|(name, bytes)| (name, serde_json::Value::from(bytes)));
    let figures: serde_json::Map<_, _> = figures
        .into_iter()
        .map(|(name, bytes)| (name.replace(' ', "_"), bytes))
        .collect();
    println!(
        "{}",
        serde_json::json!({ "bench": "load", "bytes": figures })
    );
    Ok(())
}

/// Bytes that a first visit transfers before anything can be done.
pub fn first_load() -> Result<usize> {
    Ok(groups()?[0].1)
}

/// In the order in which a visit needs them.
const GROUPS: [&str; 5] = [
    "first load",
    "other screens",
    "reader",
    "weights",
    "on demand",
];

fn groups() -> Result<[(&'static str, usize); 5]> {
    let mut groups = GROUPS.map(|name| (name, 0));
    let dist = crate::root::root().join("ui/dist");
    measure(&dist, &dist, &mut groups).context("`cargo xtask build ui` makes ui/dist")?;
    Ok(groups)
}

fn measure(dist: &Path, folder: &Path, groups: &mut [(&'static str, usize); 5]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            measure(dist, &path, groups)?;
            continue;
        }
        let name = path.strip_prefix(dist)?.to_string_lossy().into_owned();
        groups[group(&name)].1 += compressed(&fs::read(&path)?)?;
    }
    Ok(())
}

/// The number of a file's group.
fn group(name: &str) -> usize {
    // A language is fetched instead of nothing: English is in the app. The icons are for
    // those who install it.
    let on_demand = ["i18n/", "sample-", "icons/", "NOTICE", "sw.js"];
    match name {
        name if name.starts_with("models/") => 3,
        name if name.starts_with("reader-") || name.starts_with("barcodes-") => 2,
        name if name.ends_with("/split_shell.wasm") => 4,
        name if is_later_part(name) => 1,
        "icons/icon.svg" => 0,
        name if on_demand.iter().any(|start| name.starts_with(start)) => 4,
        _ => 0,
    }
}

/// Whether it is a part of the app that its first screens do without.
fn is_later_part(name: &str) -> bool {
    name.starts_with("app-") && (name.contains("/split_") || name.contains("/chunk_"))
}

fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    out.write_all(bytes)?;
    Ok(out.into_inner().len().min(bytes.len()))
}

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

fn groups() -> Result<[(&'static str, usize); 4]> {
    let mut groups = [
        ("first load", 0),
        ("reader", 0),
        ("weights", 0),
        ("on demand", 0),
    ];
    measure(&crate::root::root().join("ui/dist"), &mut groups)
        .context("`cargo xtask build ui` makes ui/dist")?;
    Ok(groups)
}

fn measure(folder: &Path, groups: &mut [(&'static str, usize); 4]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            measure(&path, groups)?;
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let group = match &*name {
            name if path.parent().is_some_and(|p| p.ends_with("models")) && name.contains('-') => 2,
            name if name.starts_with("reader-") || name.starts_with("barcodes-") => 1,
            name if name.starts_with("sample-") => 3,
            _ => 0,
        };
        groups[group].1 += compressed(&fs::read(&path)?)?;
    }
    Ok(())
}

fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    out.write_all(bytes)?;
    Ok(out.into_inner().len().min(bytes.len()))
}

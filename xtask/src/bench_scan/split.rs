//! Which receipts training never saw: the same rule as `training/reader/split.py`.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::engine::Box4;

/// What stands on a receipt.
pub struct Label {
    /// The text runs.
    pub texts: Vec<String>,
    /// Where they stand.
    pub boxes: Vec<Box4>,
    /// As it was typed; may be empty.
    pub total: String,
}

#[derive(Deserialize)]
struct File {
    segments: Vec<Segment>,
    #[serde(default)]
    total: Option<String>,
    near_duplicate_group: Option<i64>,
}

#[derive(Deserialize)]
struct Segment {
    text: String,
    #[serde(rename = "box")]
    edges: Box4,
}

fn file(folder: &Path, id: &str) -> Result<File> {
    json(&folder.join(format!("{id}.json")))
}

/// A JSON file.
pub fn json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("in {}", path.display()))
}

/// The label of one receipt.
pub fn label(folder: &Path, id: &str) -> Result<Label> {
    let file = file(folder, id)?;
    Ok(Label {
        boxes: file.segments.iter().map(|s| s.edges).collect(),
        texts: file.segments.into_iter().map(|s| s.text).collect(),
        total: file.total.unwrap_or_default(),
    })
}

/// Every id in a folder that has an image and a label, sorted.
pub fn labelled(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("no receipts at {}", folder.display()))?;
    let mut ids = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json")
            && path.with_extension("jpg").exists()
            && let Some(id) = path.file_stem().and_then(|s| s.to_str())
        {
            ids.push(id.to_owned());
        }
    }
    ids.sort();
    Ok(ids)
}

/// The receipts that training left out: those with labelled items, one in ten of the
/// rest, and every near-duplicate of one of these.
pub fn validation(folder: &Path, items: &Path) -> Result<Vec<String>> {
    let ids = labelled(folder)?;
    let chosen = |id: &str| {
        items.join(format!("sroie_{id}.json")).exists() || crc32(id.as_bytes()).is_multiple_of(10)
    };
    let mut groups = HashSet::new();
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        let group = file(folder, &id)?.near_duplicate_group;
        if chosen(&id) {
            groups.extend(group);
        }
        files.push((id, group));
    }
    let touched = |group: Option<i64>| group.is_some_and(|g| groups.contains(&g));
    files.retain(|(id, group)| chosen(id) || touched(*group));
    Ok(files.into_iter().map(|(id, _)| id).collect())
}

/// At most so many, spread over the whole.
pub fn spread(ids: Vec<String>, limit: usize) -> Vec<String> {
    let step = ids.len().div_ceil(limit.max(1)).max(1);
    ids.into_iter().step_by(step).collect()
}

/// The checksum of zlib and PNG.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, &byte: &u8| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| {
            (c >> 1) ^ if c & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    };
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::{crc32, spread};

    #[test]
    fn the_checksum_is_zlibs() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn a_few_are_spread_over_the_whole() {
        let ids: Vec<String> = (0..10).map(|id| id.to_string()).collect();
        assert_eq!(spread(ids.clone(), 3), ["0", "4", "8"]);
        assert_eq!(spread(ids.clone(), usize::MAX), ids);
    }
}

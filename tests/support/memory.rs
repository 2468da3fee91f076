//! What a browser's pages and other processes have taken, as Linux counts it.

use std::collections::BTreeMap;
use std::fs;

/// The largest peak of resident memory among the processes of pages and their workers below
/// a process, in bytes; 0 where `/proc` tells nothing.
pub fn renderer_peak(ancestor: u32) -> u64 {
    pages(ancestor)
        .into_iter()
        .filter_map(peak)
        .max()
        .unwrap_or(0)
}

/// What the largest of these processes takes now for itself, in bytes (what it shares with
/// others, the browser's own program, is not counted); 0 where `/proc` tells nothing.
pub fn renderer_now(ancestor: u32) -> u64 {
    let now = |pid| Some(number(pid, "RssAnon:")? * 1024);
    pages(ancestor)
        .into_iter()
        .filter_map(now)
        .max()
        .unwrap_or(0)
}

/// The processes of pages and their workers below a process.
fn pages(ancestor: u32) -> Vec<u32> {
    let parents = parents();
    let below = |mut pid: u32| {
        while let Some(&parent) = parents.get(&pid) {
            if parent == ancestor {
                return true;
            }
            pid = parent;
        }
        false
    };
    let pages = parents.keys().copied();
    pages.filter(|&pid| below(pid) && is_page(pid)).collect()
}

/// The parent of every process.
fn parents() -> BTreeMap<u32, u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(|pid| Some((pid, number(pid, "PPid:")?.try_into().ok()?)))
        .collect()
}

fn is_page(pid: u32) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&line).contains("--type=renderer")
}

/// The peak of a process's resident memory, in bytes.
pub fn peak(pid: u32) -> Option<u64> {
    Some(number(pid, "VmHWM:")? * 1024)
}

/// The number behind a label of a process's status.
fn number(pid: u32, label: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let value = status.lines().find_map(|line| line.strip_prefix(label))?;
    value.split_whitespace().next()?.parse().ok()
}

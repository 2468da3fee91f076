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

/// What all processes with this in their environment take, in bytes: what several share is
/// divided among them.
#[cfg(target_os = "linux")]
pub fn shared_out(mark: &str) -> u64 {
    let takes = |pid: &u32| {
        let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        Some(line.trim().split(' ').next()?.parse::<u64>().ok()? * 1024)
    };
    with(mark).iter().filter_map(takes).sum()
}

/// The processes with this in their environment.
#[cfg(target_os = "linux")]
pub fn with(mark: &str) -> Vec<u32> {
    let has = |pid: &u32| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        let mut entries = environment.split(|byte| *byte == 0);
        entries.any(|entry| entry == mark.as_bytes())
    };
    parents().into_keys().filter(has).collect()
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

/// A process's resident memory now, in bytes.
pub fn resident(pid: u32) -> Option<u64> {
    Some(number(pid, "VmRSS:")? * 1024)
}

/// The processes that a process has started and that run still.
pub fn children(pid: u32) -> Vec<u32> {
    let parents = parents().into_iter();
    let own = parents.filter(|(_, parent)| *parent == pid);
    own.map(|(child, _)| child).collect()
}

/// The number behind a label of a process's status.
fn number(pid: u32, label: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let value = status.lines().find_map(|line| line.strip_prefix(label))?;
    value.split_whitespace().next()?.parse().ok()
}

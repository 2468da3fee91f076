//! The peak of memory while merging: in a process of its own, so that nothing that another
//! engine left behind is counted, or reused.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::engine::{ALL, Export};

/// Starts [`child`]: `--merge FORM FILE`.
pub const FLAG: &str = "--merge";

/// Bytes that merging takes beyond the program and the export itself; `None` where the
/// system does not say (it is Linux that does).
pub fn peak(form: &str, export: &Export) -> Result<Option<u64>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("export");
    write(&file, export)?;
    let output = Command::new(std::env::current_exe()?)
        .args([FLAG, form])
        .arg(&file)
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?.trim().parse().ok())
}

/// Merges the export in a file, and prints the peak.
pub fn child(form: &str, file: &Path) -> Result<()> {
    let forms = ALL.iter().flat_map(|engine| engine.forms);
    let form = forms
        .into_iter()
        .find(|known| known.name == form)
        .context("no such form")?;
    let export = read(file)?;
    let before = reset().and_then(|()| resident("VmRSS:"));
    let merged = (form.merge)(&export)?;
    let peak = resident("VmHWM:");
    drop(merged);
    if let Some((before, peak)) = before.zip(peak) {
        println!("{}", peak.saturating_sub(before));
    }
    Ok(())
}

/// Makes the peak what it is now (`proc(5)`, `clear_refs`).
fn reset() -> Option<()> {
    fs::write("/proc/self/clear_refs", "5").ok()
}

fn resident(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1_024)
}

/// Each message after its length.
fn write(file: &Path, export: &Export) -> Result<()> {
    let mut bytes = Vec::new();
    for message in export {
        bytes.extend((message.len() as u64).to_le_bytes());
        bytes.extend(message);
    }
    Ok(fs::write(file, bytes)?)
}

/// Allocates the messages and nothing else to speak of: what was freed here would be given to
/// the merge, and its peak come out too low.
fn read(file: &Path) -> Result<Export> {
    let mut left = fs::metadata(file)?.len();
    let mut file = BufReader::new(File::open(file)?);
    let mut export = Export::new();
    while left > 0 {
        let mut length = [0; 8];
        file.read_exact(&mut length)?;
        let mut message = vec![0; usize::try_from(u64::from_le_bytes(length))?];
        file.read_exact(&mut message)?;
        left = left.saturating_sub((length.len() + message.len()) as u64);
        export.push(message);
    }
    Ok(export)
}

//! Lays the interface's bundle ready to be built in, and names the commands that the page may
//! use: whatever is not named here, no page can call.

use std::error::Error;
use std::fs;
use std::path::Path;

use tauri_build::{AppManifest, Attributes};

/// What the page may ask; `capabilities/main.json` allows each.
const COMMANDS: &[&str] = &[
    "store",
    "scratch",
    "read_warm",
    "read_start",
    "read_next",
    "read_stop",
    "server",
    "link_open",
    "link_next",
    "link_send",
    "link_close",
    "settings",
    "update_look",
    "update_install",
    "asleep",
    "due",
    "camera_list",
    "camera_open",
    "camera_next",
    "camera_take",
    "camera_close",
    "opened",
];

/// The bundle as `cargo xtask build ui` leaves it.
const BUNDLE: &str = "../ui/dist";

/// Where Tauri takes it from.
const DIST: &str = "dist";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={BUNDLE}");
    fs::create_dir_all(DIST)?;
    if Path::new(BUNDLE).join("index.html").exists() {
        mirror(Path::new(BUNDLE), Path::new(DIST))?;
    } else {
        write(&Path::new(DIST).join("index.html"), NOT_BUILT.as_bytes())?;
    }
    let manifest = AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))?;
    Ok(())
}

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <title>Larder</title><p>The interface is not built in: run <code>cargo xtask build ui</code>, \
    then build this program again.</p></html>\n";

/// Makes one folder like another, but for what the native app does by itself: it reads
/// receipts natively, and needs no copy of the page for when there is no network.
fn mirror(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if is_left_out(&name.to_string_lossy()) || !from.join(&name).exists() {
            match path.is_dir() {
                true => fs::remove_dir_all(&path)?,
                false => fs::remove_file(&path)?,
            }
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if is_left_out(&entry.file_name().to_string_lossy()) {
            continue;
        }
        match source.is_dir() {
            true => mirror(&source, &target)?,
            false => write(&target, &fs::read(&source)?)?,
        }
    }
    Ok(())
}

fn is_left_out(name: &str) -> bool {
    name.starts_with("reader") || name == "models" || name == "sw.js" || name.ends_with(".br")
}

/// Writes only what has changed: the rest need not be packed anew.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    fs::write(path, bytes)?;
    Ok(())
}

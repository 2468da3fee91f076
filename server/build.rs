//! Puts the finished interface into the program: every file of `ui/dist`, compressed.
//!
//! A clone without a bundle compiles too; its server then serves one page that
//! names the command. The weights are in the program once: the bundle's copies
//! become references to the ones that `larder scan` uses.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The weights in `crates/ml/models`, and the constants of `weights.rs`.
const WEIGHTS: [(&str, &str); 4] = [
    ("detector.onnx", "DETECTOR"),
    ("recogniser.onnx", "RECOGNISER"),
    ("alphabet.txt", "ALPHABET"),
    ("classifier.safetensors", "CLASSIFIER"),
];

/// Compressing these again gains nothing.
const COMPRESSED: [&str; 5] = ["png", "jpg", "webp", "onnx", "safetensors"];

fn main() -> Result<()> {
    let here = PathBuf::from(env("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env("OUT_DIR")?);
    let dist = here.join("../ui/dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=migrations-postgres");
    println!("cargo::rerun-if-changed=../crates/ml/models");
    // A path that is not there would count as changed at every build.
    let watched = if dist.is_dir() {
        &dist
    } else {
        &here.join("../ui")
    };
    println!("cargo::rerun-if-changed={}", watched.display());

    let mut entries = Vec::new();
    if dist.join("index.html").is_file() {
        let models = here.join("../crates/ml/models");
        for path in below(&dist)? {
            entries.push(entry(&dist, &path, &models, &out).with_context(|| path.clone())?);
        }
    }
    let (count, entries) = (entries.len(), entries.concat());
    let table = format!("static EMBEDDED: [File; {count}] = [\n{entries}];\n");
    fs::write(out.join("site.rs"), table)?;
    Ok(())
}

/// One line of the table: the path, its hash, and its bytes in the best form.
fn entry(dist: &Path, path: &str, models: &Path, out: &Path) -> Result<String> {
    let bytes = fs::read(dist.join(path))?;
    let hash = blake3::hash(&bytes).to_hex()[..16].to_owned();
    let body = match weights(path, &bytes, models) {
        Some(constant) => format!("Body::Plain(&crate::weights::{constant})"),
        None => match compressed(path, &bytes, &hash, out)? {
            Some(file) => format!("Body::Brotli(include_bytes!({file:?}), OnceLock::new())"),
            None => format!("Body::Plain(include_bytes!({:?}))", dist.join(path)),
        },
    };
    let mut line = String::new();
    writeln!(
        line,
        "File {{ path: {path:?}, hash: {hash:?}, body: {body} }},"
    )?;
    Ok(line)
}

/// The static that holds exactly these weights already.
fn weights(path: &str, bytes: &[u8], models: &Path) -> Option<&'static str> {
    path.starts_with("models/").then_some(())?;
    WEIGHTS
        .iter()
        .find(|(file, _)| fs::read(models.join(file)).is_ok_and(|ours| ours == bytes))
        .map(|(_, constant)| *constant)
}

/// The compressed file, kept under its hash; `None` where compressing gains nothing.
fn compressed(path: &str, bytes: &[u8], hash: &str, out: &Path) -> Result<Option<PathBuf>> {
    if COMPRESSED.iter().any(|ending| path.ends_with(ending)) {
        return Ok(None);
    }
    // The best takes ten times as long: only for what people install.
    let quality = if env("PROFILE")? == "release" { 11 } else { 5 };
    let file = out.join(format!("{hash}-{quality}.br"));
    if !file.is_file() {
        let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 24);
        writer.write_all(bytes)?;
        fs::write(&file, writer.into_inner())?;
    }
    let smaller = fs::metadata(&file)?.len() < bytes.len() as u64;
    Ok(smaller.then_some(file))
}

/// The paths of all files below a folder, sorted, with `/` between names.
fn below(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let inner = below(&entry.path())?;
            paths.extend(inner.into_iter().map(|path| format!("{name}/{path}")));
        } else {
            paths.push(name);
        }
    }
    paths.sort();
    Ok(paths)
}

fn env(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("cargo sets {name}"))
}

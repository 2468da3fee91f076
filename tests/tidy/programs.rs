//! What the browser's two programs are made of, and with.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::tree;

/// Crates leave their names in the messages of a program that links them.
const READING: &[&str] = &["rten", "candle", "ocrs"];
const PAINTING: &[&str] = &["yew"];

#[test]
fn the_app_does_not_carry_the_reader_and_the_reader_no_interface() -> Result<()> {
    let (Some(app), Some(reader)) = (program("app-")?, program("reader-")?) else {
        eprintln!("skipped: ui/dist is not built (`cargo xtask build ui`)");
        return Ok(());
    };
    for name in READING {
        ensure!(
            !names(&app, name),
            "the app links {name}: only src/bin/reader.rs may use `ml`"
        );
    }
    for name in PAINTING {
        ensure!(!names(&reader, name), "the reader links {name}");
    }
    // A crate of ours shows by its path.
    let finds = |program: &[u8]| String::from_utf8_lossy(program).contains("bars/src/");
    ensure!(
        !finds(&app) && !finds(&reader),
        "only src/bin/barcodes.rs may use `bars`"
    );
    if let Some(barcodes) = program("barcodes-")? {
        for name in READING.iter().chain(PAINTING) {
            ensure!(!names(&barcodes, name), "the barcode finder links {name}");
        }
    }
    // The marks are worth something only if each is there where it belongs.
    ensure!(
        names(&app, "yew"),
        "the app no longer shows that it links yew"
    );
    ensure!(
        names(&reader, "rten"),
        "the reader no longer shows that it links rten"
    );
    Ok(())
}

#[test]
fn wasm_bindgen_and_its_tool_have_one_version() -> Result<()> {
    let lock = fs::read_to_string(tree::root().join("Cargo.lock"))?;
    let version = |name: &str| {
        let entry = lock.split_once(&format!("name = \"{name}\"\nversion = \""));
        let (_, rest) = entry.with_context(|| format!("{name} is not locked"))?;
        rest.split('"')
            .next()
            .context("a version ends with a quote")
    };
    assert_eq!(
        version("wasm-bindgen")?,
        version("wasm-bindgen-cli-support")?
    );
    Ok(())
}

/// The wasm of a program in `ui/dist`, if it is built.
fn program(prefix: &str) -> Result<Option<Vec<u8>>> {
    let Ok(dist) = fs::read_dir(tree::root().join("ui/dist")) else {
        return Ok(None);
    };
    for entry in dist {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) && name.ends_with(".wasm") {
            return Ok(Some(fs::read(tree::root().join("ui/dist").join(name))?));
        }
    }
    Ok(None)
}

/// Whether a program names a crate as cargo does: `name-1.2.3/src`.
fn names(program: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(program);
    text.match_indices(name).any(|(at, _)| {
        let rest = text[at + name.len()..]
            .trim_start_matches(|c: char| c == '-' || c.is_ascii_lowercase());
        rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

//! Splits the app: what the first screens do not need comes in parts of its own.
//!
//! A function marked `#[wasm_split(part)]` in crate `ui` is the door of a part: what only it
//! reaches is taken out of the program, by the places that the linker noted
//! (`--emit-relocs`, `ui/build.rs`). The method is that of Leptos and Yew:
//! <https://github.com/wasm-bindgen/wasm-bindgen/issues/3939>.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

/// The script that loads the parts, beside that of the program.
const LOADER: &str = "./parts.js";

/// Splits `input`: the main part goes to `main`, for wasm-bindgen; the others and their
/// loader go into `folder`. Gives the paths of the others.
pub fn split(name: &str, input: &[u8], main: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let script = format!("./{name}.js");
    let mut options = Options::new(input);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = LOADER;
    options.main_module = &script;
    options.emit_dwarf = false;
    let parts = transform(options).map_err(|error| anyhow!("splitting {name}: {error:?}"))?;
    Ok(parts.split_modules)
}

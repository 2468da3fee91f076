//! One wasm program, from the compiler's output to files that a browser loads.
//!
//! wasm-bindgen is a library here, so its version is the one in the lock file.
//! What comes out is kept under a hash of what went in: the reader takes
//! minutes to optimise and rarely changes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::files::{Files, clear, hash};
use crate::process::{run, step};
use crate::{repo, tools};

/// How a page loads the program.
#[derive(Clone, Copy)]
pub enum Kind {
    /// An ES module; small, since it is on the way to the first paint.
    Module,
    /// A classic script for a worker; fast, since it does the arithmetic.
    Worker,
}

impl Kind {
    fn optimise(self) -> &'static str {
        match self {
            Self::Module => "-Os",
            Self::Worker => "-O3",
        }
    }
}

/// The files of a program.
pub struct Program {
    /// The name of the script that loads the wasm.
    pub js: String,
    /// The name of the wasm.
    pub wasm: String,
    /// The files themselves.
    pub files: Files,
}

/// What the compiler may use: every browser since 2023 has it.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Binds, optimises and names a program that cargo has built.
pub fn finish(name: &str, kind: Kind) -> Result<Program> {
    let built = repo::target_wasm().join(format!("wasm32-unknown-unknown/wasm/{name}.wasm"));
    let input = fs::read(&built).with_context(|| format!("reading {}", super::shown(&built)))?;
    let wasm_opt = tools::wasm_opt()?;
    let tool = tools::wasm_opt_version(&wasm_opt).unwrap_or_default();
    let recipe = format!("{} {FEATURES:?} {tool} {}", kind.optimise(), hash(&input));
    let folder = repo::target_wasm().join("bound").join(name);
    let key = folder.join("key");
    if fs::read_to_string(&key).is_ok_and(|last| last == recipe) {
        return collect(name, &folder);
    }

    clear(&folder)?;
    step(&format!("binding {name}"));
    bind(name, kind, &built, &folder)?;
    step(&format!("optimising {name} ({})", kind.optimise()));
    let wasm = folder.join(format!("{name}_bg.wasm"));
    run(Command::new(wasm_opt)
        .arg(kind.optimise())
        .args(FEATURES)
        .arg("-o")
        .arg(&wasm)
        .arg(&wasm))?;
    fs::write(key, recipe)?;
    collect(name, &folder)
}

fn bind(name: &str, kind: Kind, built: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    match kind {
        Kind::Module => bindgen.web(true)?,
        Kind::Worker => bindgen.no_modules(true)?,
    };
    bindgen
        .input_path(built)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen on {name}"))
}

/// Reads the files and gives each a name with a hash of its content.
fn collect(name: &str, folder: &Path) -> Result<Program> {
    let wasm_bytes = fs::read(folder.join(format!("{name}_bg.wasm")))?;
    let js_bytes = fs::read(folder.join(format!("{name}.js")))?;
    let wasm = format!("{name}-{}_bg.wasm", hash(&wasm_bytes));
    let js = format!("{name}-{}.js", hash(&js_bytes));
    let mut files = Files::default();
    // Scripts that crates bring along; the program's own script imports them by this path.
    files.add_folder(&folder.join("snippets"), "snippets/")?;
    files.add(&wasm, wasm_bytes);
    files.add(&js, js_bytes);
    Ok(Program { js, wasm, files })
}

//! One wasm program, from the compiler's output to files that a browser loads.
//!
//! The files of a module import each other, so they lie in a folder whose name carries the
//! hash of all of them; those of a worker carry their own.
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
use super::split::split;
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

/// Counts the changes of what is done below: what an earlier way made is made anew.
const RECIPE: u32 = 2;

/// Binds, optimises and names a program that cargo has built.
pub fn finish(name: &str, kind: Kind) -> Result<Program> {
    let built = repo::target_wasm().join(format!("wasm32-unknown-unknown/wasm/{name}.wasm"));
    let input = fs::read(&built).with_context(|| format!("reading {}", super::shown(&built)))?;
    let wasm_opt = tools::wasm_opt()?;
    let tool = tools::wasm_opt_version(&wasm_opt).unwrap_or_default();
    let recipe = format!(
        "{RECIPE} {} {FEATURES:?} {tool} {}",
        kind.optimise(),
        hash(&input)
    );
    let folder = repo::target_wasm().join("bound").join(name);
    let key = folder.join("key");
    if fs::read_to_string(&key).is_ok_and(|last| last == recipe) {
        return collect(name, kind, &folder);
    }

    clear(&folder)?;
    let mut wasms = vec![folder.join(format!("{name}_bg.wasm"))];
    step(&format!("binding {name}"));
    match kind {
        Kind::Module => {
            let main = folder.with_extension("main.wasm");
            wasms.extend(split(name, &input, &main, &folder)?);
            bind(name, kind, &main, &folder)?;
        }
        Kind::Worker => bind(name, kind, &built, &folder)?,
    }
    step(&format!("optimising {name} ({})", kind.optimise()));
    for wasm in wasms {
        run(Command::new(&wasm_opt)
            .arg(kind.optimise())
            .args(FEATURES)
            .arg("-o")
            .arg(&wasm)
            .arg(&wasm))?;
    }
    fs::write(key, recipe)?;
    collect(name, kind, &folder)
}

fn bind(name: &str, kind: Kind, built: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    match kind {
        // The parts are linked by the table of functions, which is dropped otherwise.
        Kind::Module => bindgen.web(true)?.keep_lld_exports(true),
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

/// Reads the files and names them by their content.
fn collect(name: &str, kind: Kind, folder: &Path) -> Result<Program> {
    let (js, wasm) = (format!("{name}.js"), format!("{name}_bg.wasm"));
    match kind {
        Kind::Module => {
            let mut files = Files::default();
            files.add_folder(folder, "")?;
            files.remove("key");
            let home = format!("{name}-{}", &files.hash()[..10]);
            Ok(Program {
                js: format!("{home}/{js}"),
                wasm: format!("{home}/{wasm}"),
                files: files.below(&home),
            })
        }
        Kind::Worker => {
            let wasm_bytes = fs::read(folder.join(wasm))?;
            let js_bytes = fs::read(folder.join(js))?;
            let wasm = format!("{name}-{}_bg.wasm", hash(&wasm_bytes));
            let js = format!("{name}-{}.js", hash(&js_bytes));
            let mut files = Files::default();
            files.add(&wasm, wasm_bytes);
            files.add(&js, js_bytes);
            Ok(Program { js, wasm, files })
        }
    }
}

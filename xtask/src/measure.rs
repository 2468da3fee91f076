//! Measurements: most are in the program `bench`, and that of sync is a package of its own.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::run as start;
use crate::{bundle, larder, lighthouse, repo, test};

/// Those that are not in the program `bench`.
const HERE: [(&str, &str); 4] = [
    (
        "sync",
        "time, bytes and memory of merging beside automerge, yrs and loro",
    ),
    (
        "pages",
        "opening, searching and counting in a household of 10,000 items, in Chromium",
    ),
    (
        "desktop",
        "the native app as people install it: start, memory, and reading beside `larder scan`",
    ),
    ("lighthouse", "Lighthouse's scores of the first page"),
];

/// Runs a measurement; without a name, lists them.
pub fn run(args: &[String]) -> Result<()> {
    match args.split_first() {
        Some((name, rest)) if name == "sync" => sync(rest),
        Some((name, _)) if name == "pages" => pages(),
        Some((name, _)) if name == "desktop" => desktop(),
        Some((name, _)) if name == "lighthouse" => lighthouse::run(),
        Some(_) => start(&mut repo::program("bench", true, args)),
        None => {
            start(&mut repo::program("bench", true, args))?;
            for (name, what) in HERE {
                println!("{name:<8} {what}");
            }
            Ok(())
        }
    }
}

/// Measured by the browser test that guards it in the small.
fn pages() -> Result<()> {
    tested("pages", "an_old_household_opens_searches", &[])
}

/// The same for the app of the package, and the server that people install.
fn desktop() -> Result<()> {
    let app = bundle::run()?;
    let larder = larder::build()?;
    let built = [
        ("LARDER_APP", app.to_str().context("a path in Unicode")?),
        ("LARDER_BIN", larder.to_str().context("a path in Unicode")?),
    ];
    tested("desktop", "desktop::figures", &built)
}

/// Runs the test that measures it, for a household of 10,000 items, and prints its figures.
fn tested(bench: &str, test: &str, built: &[(&str, &str)]) -> Result<()> {
    let file = repo::target(&format!("bench-{bench}.json"));
    let path = file.to_str().context("a path in Unicode")?;
    let told = [("LARDER_ITEMS", "10000"), ("LARDER_BENCH_OUT", path)];
    test::run_with(Some(test), &[built, &told].concat())?;
    let text = std::fs::read(&file).context("the test left no figures")?;
    let figures: Value = serde_json::from_slice(&text)?;
    for (name, figure) in figures.as_object().into_iter().flatten() {
        println!("{name:<22} {figure:>8}");
    }
    println!(
        "{}",
        serde_json::json!({ "bench": bench, "figures": figures })
    );
    Ok(())
}

/// `xtask/bench-sync/Cargo.toml` says why it is no member of the workspace.
fn sync(args: &[String]) -> Result<()> {
    let mut command = repo::cargo();
    command
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg("xtask/bench-sync/Cargo.toml")
        .env("CARGO_TARGET_DIR", repo::target("bench-sync"))
        .arg("--")
        .args(args);
    start(&mut command)
}

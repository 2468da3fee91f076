//! Who may depend on whom. ARCHITECTURE.md draws the same arrows.

use anyhow::Result;
use serde_json::Value;

use super::tree;

/// Which packages of ours a package may use. The shells are used by nobody.
const ALLOWED: &[(&str, &[&str])] = &[
    ("sync", &[]),
    ("pantry", &["sync"]),
    ("bars", &[]),
    ("ml", &["pantry"]),
    ("ui", &["bars", "ml", "pantry", "sync"]),
    ("server", &["ml", "pantry", "sync"]),
    ("shell", &["ml", "pantry", "sync"]),
    ("tests", &["bars", "ml", "pantry", "sync", "server", "ui"]),
    ("xtask", &["ml", "pantry", "sync", "server", "ui"]),
];

/// The crates that compute and do nothing else.
const PURE: &[&str] = &["sync", "pantry", "bars", "ml"];

/// Crates that would bring a clock, IO, randomness, a runtime or a screen into a pure crate.
const IMPURE: &[&str] = &[
    "async-std",
    "axum",
    "chrono",
    "futures",
    "getrandom",
    "gloo-timers",
    "hyper",
    "js-sys",
    "rand",
    "reqwest",
    "rusqlite",
    "sqlx",
    "tempfile",
    "tokio",
    "uuid",
    "wasm-bindgen",
    "web-sys",
    "yew",
];

fn names(package: &Value) -> Vec<&str> {
    let all = package["dependencies"].as_array().into_iter().flatten();
    all.filter_map(|dependency| dependency["name"].as_str())
        .collect()
}

#[test]
fn packages_use_only_what_the_architecture_allows() -> Result<()> {
    let packages = tree::packages()?;
    let ours: Vec<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let mut wrong = Vec::new();
    for package in &packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!(
                "{name} is not in the table of allowed dependencies"
            ));
            continue;
        };
        for used in names(package) {
            if ours.contains(&used) && !allowed.contains(&used) {
                wrong.push(format!("{name} must not use {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn pure_crates_bring_in_no_clock_and_no_io() -> Result<()> {
    let mut wrong = Vec::new();
    for package in tree::packages()? {
        let name = package["name"].as_str().unwrap_or_default();
        if PURE.contains(&name) {
            let found = names(&package)
                .into_iter()
                .filter(|used| IMPURE.contains(used));
            wrong.extend(found.map(|used| format!("{name} must not use {used}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn pure_crates_ban_clock_and_io_calls() -> Result<()> {
    for name in PURE {
        let path = format!("crates/{name}/clippy.toml");
        let text = std::fs::read_to_string(tree::root().join(&path)).unwrap_or_default();
        for call in [
            "std::time::SystemTime::now",
            "std::time::Instant::now",
            "std::fs::read",
        ] {
            assert!(text.contains(call), "{path} must ban {call}");
        }
    }
    Ok(())
}

#[test]
fn only_the_server_makes_a_program_called_larder() -> Result<()> {
    for package in tree::packages()? {
        let targets = package["targets"].as_array().into_iter().flatten();
        let bins =
            targets.filter(|target| target["kind"][0] == "bin" && target["name"] == "larder");
        let expected = usize::from(package["name"] == "server");
        assert_eq!(
            bins.count(),
            expected,
            "programs called larder in {}",
            package["name"]
        );
    }
    Ok(())
}

//! What Lighthouse says of the page as `larder` serves it.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use crate::process::{on_path, step};
use crate::{larder, repo, tools};

/// Where it is served meanwhile.
const PLACE: &str = "127.0.0.1:8931";
const RUNS: usize = 5;
const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];
/// Nothing but the page's own requests.
const CHROME: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
                      --disable-background-networking --disable-component-update --disable-sync";

/// The median of some runs on a desktop and on a phone of the middle class.
pub fn run() -> Result<()> {
    let lighthouse = tools::lighthouse()?;
    let program = larder::build()?;
    let folder = repo::target("lighthouse");
    fs::create_dir_all(&folder)?;
    let mut server = serve(&program, &folder)?;
    let figures = ["desktop", "mobile"].map(|form| {
        let median = median(&lighthouse, form, &folder)?;
        for (name, score) in &median {
            println!("{form:<8} {name:<16} {score}");
        }
        Ok((form.to_owned(), Value::Object(median)))
    });
    server.kill().ok();
    server.wait().ok();
    let figures = figures.into_iter().collect::<Result<Map<_, _>>>()?;
    println!(
        "{}",
        json!({ "bench": "lighthouse", "runs": RUNS, "scores": figures })
    );
    Ok(())
}

fn serve(program: &Path, folder: &Path) -> Result<Child> {
    let child = Command::new(program)
        .args(["serve", "--bind", PLACE, "--data"])
        .arg(folder.join("data"))
        .stdout(Stdio::null())
        .spawn()
        .context("starting larder")?;
    std::thread::sleep(Duration::from_secs(2));
    Ok(child)
}

/// The middle score of each category, of 100.
fn median(lighthouse: &Path, form: &str, folder: &Path) -> Result<Map<String, Value>> {
    let reports: Vec<Value> = (0..RUNS)
        .map(|run| {
            step(&format!("lighthouse, {form}, {} of {RUNS}", run + 1));
            report(lighthouse, form, &folder.join(format!("{form}-{run}.json")))
        })
        .collect::<Result<_>>()?;
    let middle = |name: &str| {
        let scores = reports.iter().filter_map(|report| {
            let score = report["categories"][name]["score"].as_f64()?;
            Some((score * 100.0).round() as u64)
        });
        let mut scores: Vec<u64> = scores.collect();
        scores.sort_unstable();
        scores.get(scores.len() / 2).copied()
    };
    Ok(CATEGORIES
        .iter()
        .map(|name| ((*name).to_owned(), json!(middle(name))))
        .collect())
}

fn report(lighthouse: &Path, form: &str, file: &Path) -> Result<Value> {
    let mut command = Command::new(lighthouse);
    command
        .arg(format!("http://{PLACE}/"))
        .args(["--quiet", "--output=json"])
        .arg(format!("--output-path={}", file.display()))
        .arg(format!("--only-categories={}", CATEGORIES.join(",")))
        .arg(format!("--chrome-flags={CHROME}"));
    if form == "desktop" {
        command.arg("--preset=desktop");
    }
    let browser = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(browser) = browser.into_iter().find_map(on_path) {
        command.env("CHROME_PATH", browser);
    }
    let done = command.status().context("starting lighthouse")?;
    ensure!(done.success(), "lighthouse ended with {done}");
    serde_json::from_slice(&fs::read(file)?).context("reading lighthouse's report")
}

//! Runs the tests. One `cargo test` builds and lints everything once, the binary under test too.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{answer, step};
use crate::{repo, tools, ui, whole};

/// Builds the interface, then runs every test whose name contains `filter`.
pub fn run(filter: Option<&str>) -> Result<()> {
    run_with(filter, &[])
}

/// The same with variables that make some tests longer.
pub fn run_with(filter: Option<&str>, longer: &[(&str, &str)]) -> Result<()> {
    run_these(filter, longer, &[])
}

/// The same with the tests that are otherwise left out, since they take long.
pub fn run_whole(filter: &str, longer: &[(&str, &str)]) -> Result<()> {
    run_these(Some(filter), longer, &["--", "--include-ignored"])
}

fn run_these(filter: Option<&str>, longer: &[(&str, &str)], more: &[&str]) -> Result<()> {
    tools::browser()?;
    tools::desktop()?;
    tools::window()?;
    tools::postgres()?;
    tools::servers()?;
    let tauri = tools::tauri()?;
    let axe = tools::axe()?;
    let smtpd = tools::smtpd()?;
    let schemathesis = tools::schemathesis()?;
    let oidc = tools::oidc()?;
    ui::build()?;
    step("building, linting and running the tests");
    let larder = repo::target(&format!("debug/larder{}", std::env::consts::EXE_SUFFIX));
    let mut command = whole::test()?;
    command
        .arg("--no-fail-fast")
        .args(filter)
        .args(more)
        .env("LARDER_BIN", larder)
        .env("LARDER_AXE", axe)
        .env("LARDER_SMTPD", smtpd)
        .env("LARDER_SCHEMATHESIS", schemathesis)
        .env("LARDER_OIDC", oidc)
        .env("LARDER_TAURI", tauri)
        .envs(longer.iter().copied());
    let sum = Sum::of(&mut command)?;
    for line in &sum.failures {
        println!("{line}");
    }
    println!(
        "{} passed, {} failed, {} skipped",
        sum.passed, sum.failed, sum.skipped
    );
    if !sum.ended_well {
        bail!("tests failed: the lines above name them, with what each of them said");
    }
    Ok(())
}

/// Names every test whose name contains `filter`, after its suite.
pub fn list(filter: Option<&str>) -> Result<()> {
    let output = whole::test()?
        .args(["--no-run", "--message-format=json"])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("the tests do not compile: the lines above say where");
    }
    let messages = String::from_utf8(output.stdout).context("cargo answers in text")?;
    let mut lines = Vec::new();
    for (suite, program) in messages.lines().filter_map(suite) {
        let mut command = Command::new(program);
        lines.extend(names(&suite, command.args(["--list", "--format", "terse"])));
    }
    let mut docs = whole::test()?;
    let list = ["--", "--list", "--format", "terse"];
    docs.args(["--doc", "--quiet"]).args(list);
    lines.extend(names("documentation", &mut docs));
    lines.sort();
    for line in lines
        .iter()
        .filter(|line| filter.is_none_or(|part| line.contains(part)))
    {
        println!("{line}");
    }
    Ok(())
}

/// The suite and the program of a message about a finished test program.
fn suite(message: &str) -> Option<(String, String)> {
    let message: Value = serde_json::from_str(message).ok()?;
    if !message["profile"]["test"].as_bool()? {
        return None;
    }
    let program = message["executable"].as_str()?.to_owned();
    let manifest = message["manifest_path"].as_str()?;
    let package = manifest.rsplit(['/', '\\']).nth(1)?;
    let target = message["target"]["name"].as_str()?;
    let suite = match message["target"]["kind"][0].as_str()? {
        "test" if target == package => package.to_owned(),
        "test" | "bin" => format!("{package}/{target}"),
        _ => package.to_owned(),
    };
    Some((suite, program))
}

fn names(suite: &str, command: &mut Command) -> Vec<String> {
    let text = answer(command).unwrap_or_default();
    let tests = text.lines().filter_map(|line| line.strip_suffix(": test"));
    tests.map(|name| format!("{suite:<16} {name}")).collect()
}

/// What the closing lines of all suites add up to.
#[derive(Default)]
struct Sum {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// What the failed tests said, to be read at the end of thousands of lines.
    failures: Vec<String>,
    ended_well: bool,
}

impl Sum {
    /// Runs the tests, hands their lines on and adds up `test result: …`.
    fn of(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .context("starting cargo test")?;
        let stdout = child.stdout.take().context("cargo test has no output")?;
        let mut sum = Self::default();
        let mut is_telling = false;
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            is_telling = sum.take(&line, is_telling);
        }
        sum.ended_well = child.wait()?.success();
        Ok(sum)
    }

    /// Takes a line in, and says whether the next ones tell of failed tests: those between a
    /// suite's first `failures:` and its second, behind which are only the names.
    fn take(&mut self, line: &str, is_telling: bool) -> bool {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += count(result, "passed");
            self.failed += count(result, "failed");
            self.skipped += count(result, "ignored");
            return false;
        }
        if line == "failures:" {
            return !is_telling;
        }
        if is_telling {
            self.failures.push(line.to_owned());
        }
        is_telling
    }
}

/// The number before a word: `ok. 3 passed; 0 failed; 1 ignored; …`.
fn count(result: &str, word: &str) -> usize {
    let words: Vec<&str> = result.split([' ', ';', '.']).collect();
    let at = words.iter().position(|w| *w == word);
    at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Sum, count};

    #[test]
    fn what_failed_tests_said_is_kept_for_the_end() {
        let lines = [
            "test a::b ... FAILED",
            "failures:",
            "---- a::b stdout ----",
            "panicked at here",
            "failures:",
            "    a::b",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured",
            "test c ... ok",
        ];
        let mut sum = Sum::default();
        let end = lines.iter().fold(false, |told, line| sum.take(line, told));
        assert!(!end);
        assert_eq!(sum.failures, ["---- a::b stdout ----", "panicked at here"]);
        assert_eq!((sum.passed, sum.failed), (2, 1));
    }

    #[test]
    fn a_closing_line_gives_its_counts() {
        let line =
            "FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        let counts = ["passed", "failed", "ignored", "unheard"].map(|word| count(line, word));
        assert_eq!(counts, [12, 3, 1, 0]);
    }
}

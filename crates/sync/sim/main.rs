//! The simulator: whole households of devices around a hub, in memory, with lost and
//! doubled messages, crashes, wrong clocks, months offline, compaction and restored
//! backups. Every run follows from its seed; a run that goes wrong is cut down to the
//! steps that it takes.
//!
//! `sim --runs N --seed S [--break NAME|all]`: the last line is a JSON object
//! `{runs, seed, ops, diverged, lost, doubled, …, broken}`. With a break it is well if the fault
//! is noticed, without one if there is none.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a program has arguments and prints what it found"
)]

#[path = "all.rs"]
mod all;

use std::process::ExitCode;

use all::{BREAKS, Broken, Survey};

struct Options {
    runs: u64,
    seed: u64,
    /// What to break, in turn.
    broken: Vec<(&'static str, Broken)>,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        runs: 1_000,
        seed: 1,
        broken: Vec::new(),
    };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given
            .next()
            .ok_or_else(|| format!("{name} wants a value"))?;
        let number = || value.parse().map_err(|_| format!("{value:?} is no number"));
        match name.as_str() {
            "--runs" => options.runs = number()?,
            "--seed" => options.seed = number()?,
            "--break" => options.broken = breaks(&value)?,
            _ => return Err(format!("{name:?} is unknown: --runs, --seed, --break")),
        }
    }
    Ok(options)
}

fn breaks(named: &str) -> Result<Vec<(&'static str, Broken)>, String> {
    let wanted = |name: &str| named == "all" || named == name;
    let found: Vec<_> = BREAKS
        .into_iter()
        .filter(|(name, _)| wanted(name))
        .collect();
    if found.is_empty() {
        let names = BREAKS.map(|(name, _)| name).join(", ");
        return Err(format!("{named:?} is no break: all, {names}"));
    }
    Ok(found)
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(2);
        }
    };
    let is_well = if options.broken.is_empty() {
        survey(&options, None)
    } else {
        let broken = options.broken.iter();
        let noticed: Vec<bool> = broken
            .map(|broken| survey(&options, Some(*broken)))
            .collect();
        noticed.into_iter().all(|noticed| noticed)
    };
    if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs the seeds; whether that went as it should.
fn survey(options: &Options, broken: Option<(&'static str, Broken)>) -> bool {
    let (name, broken) = broken.unzip();
    let seeds = options.seed..options.seed.saturating_add(options.runs);
    let survey = Survey::of(seeds, broken);
    if let Some(wrong) = &survey.first {
        print!("{wrong}");
    }
    println!("{}", survey.json(options.seed, name));
    survey.first.is_some() == broken.is_some()
}

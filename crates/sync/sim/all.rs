//! The parts of the simulator, for its program and for the tests.

pub mod check;
mod device;
pub mod hub;
mod random;
pub mod script;
mod work;
pub mod world;

use std::fmt;

use check::{Fault, Kind};
use script::Script;
use sync::breaks::{self, Break};

/// Rules that can be broken, each of which must be noticed.
pub const BREAKS: [(&str, Broken); 7] = [
    ("hlc-observe", Broken::Rule(Break::HlcObserve)),
    ("basis-off-by-one", Broken::Rule(Break::BasisOffByOne)),
    ("drop-tombstone", Broken::Rule(Break::DropTombstone)),
    ("count-as-overwrite", Broken::Rule(Break::CountAsOverwrite)),
    (
        "ack-before-commit",
        Broken::Hub(hub::Break::AckBeforeCommit),
    ),
    ("number-twice", Broken::Hub(hub::Break::NumberTwice)),
    ("undo-below-floor", Broken::Rule(Break::UndoBelowFloor)),
];

/// A rule, broken.
#[derive(Clone, Copy)]
pub enum Broken {
    /// One of the crate.
    Rule(Break),
    /// One of the simulated hub.
    Hub(hub::Break),
}

/// Breaks a rule on this thread, or none; returns what is for the hub.
fn set(broken: Option<Broken>) -> Option<hub::Break> {
    let (rule, hub) = match broken {
        Some(Broken::Rule(rule)) => (Some(rule), None),
        Some(Broken::Hub(hub)) => (None, Some(hub)),
        None => (None, None),
    };
    breaks::set(rule);
    hub
}

/// What many runs came to.
pub struct Survey {
    runs: u64,
    ops: u64,
    counts: [u64; Kind::ALL.len()],
    /// The first run that went wrong.
    pub first: Option<Wrong>,
}

/// A run that went wrong, cut down to the steps that it takes.
pub struct Wrong {
    seed: u64,
    fault: Fault,
    fewest: Script,
}

impl Survey {
    /// Runs the seeds in turn. With a rule broken it ends with the first fault.
    pub fn of(seeds: std::ops::Range<u64>, broken: Option<Broken>) -> Self {
        let hub = set(broken);
        let mut survey = Self {
            runs: 0,
            ops: 0,
            counts: [0; Kind::ALL.len()],
            first: None,
        };
        for seed in seeds {
            let script = Script::of(seed);
            let (ops, fault) = world::run(&script, hub);
            survey.runs += 1;
            survey.ops += ops;
            let Some(fault) = fault else {
                continue;
            };
            survey.counts[fault.kind as usize] += 1;
            survey
                .first
                .get_or_insert_with(|| Wrong::new(seed, &script, fault, hub));
            if broken.is_some() {
                break;
            }
        }
        set(None);
        survey
    }

    /// The figures as a JSON object.
    pub fn json(&self, seed: u64, broken: Option<&str>) -> String {
        let counts = Kind::ALL.iter().map(|kind| {
            let count = self.counts[*kind as usize];
            format!("\"{}\":{count}", kind.name())
        });
        let counts: Vec<String> = counts.collect();
        let broken = broken.map_or("null".to_owned(), |name| format!("\"{name}\""));
        format!(
            "{{\"runs\":{},\"seed\":{seed},\"ops\":{},{},\"broken\":{broken}}}",
            self.runs,
            self.ops,
            counts.join(",")
        )
    }
}

impl Wrong {
    fn new(seed: u64, script: &Script, fault: Fault, hub: Option<hub::Break>) -> Self {
        let fewest = script::shrink(script, |script| {
            let here = world::run(script, hub).1;
            here.is_some_and(|here| here.kind == fault.kind)
        });
        Self {
            seed,
            fault: world::run(&fewest, hub).1.unwrap_or(fault),
            fewest,
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seed,
            fault,
            fewest,
        } = self;
        writeln!(f, "seed {seed}, {}: {}", fault.kind.name(), fault.what)?;
        writeln!(
            f,
            "{} devices, {} steps:",
            fewest.devices,
            fewest.steps.len()
        )?;
        fewest
            .steps
            .iter()
            .try_for_each(|step| writeln!(f, "  {step:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{BREAKS, Survey};

    #[test]
    fn a_hundred_households_end_in_step_and_nothing_is_lost() {
        let survey = Survey::of(1..101, None);
        if let Some(wrong) = &survey.first {
            panic!("{wrong}");
        }
        let figures = survey.json(1, None);
        assert!(
            figures.starts_with("{\"runs\":100,\"seed\":1,"),
            "{figures}"
        );
    }

    #[test]
    fn every_broken_rule_is_noticed() {
        // Where each was first noticed: from there on it takes a few runs.
        let starts = [5, 1, 20, 1, 20, 1, 100];
        for ((name, broken), start) in BREAKS.into_iter().zip(starts) {
            let survey = Survey::of(start..start + 600, Some(broken));
            assert!(survey.first.is_some(), "{name} was not noticed");
        }
    }
}

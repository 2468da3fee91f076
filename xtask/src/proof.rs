//! The long forms of the proofs. Each has a short form among the tests.

use anyhow::{Context, Result};

use crate::process::{run as start, step};
use crate::repo;

struct Proof {
    name: &'static str,
    what: &'static str,
    /// Follows `cargo test --release`.
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
}

const PROOFS: &[Proof] = &[Proof {
    name: "laws",
    what: "the laws of merge, codec and household, on 20,000 cases each instead of 256",
    args: &["--package", "sync", "--package", "pantry"],
    env: &[("PROPTEST_CASES", "20000")],
}];

/// Runs a proof; without a name, lists them.
pub fn run(name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for proof in PROOFS {
            println!("{:<8} {}", proof.name, proof.what);
        }
        return Ok(());
    };
    let proof = PROOFS
        .iter()
        .find(|proof| proof.name == name)
        .with_context(|| format!("no proof {name:?}: `cargo xtask prove` lists them"))?;
    step(proof.what);
    let env = proof.env.iter().copied();
    start(
        repo::cargo()
            .args(["test", "--release"])
            .args(proof.args)
            .envs(env),
    )
}

//! The household as requests to a server: `seed FOLDER HOUSEHOLD [--days N] [--seed S]`
//! writes bodies of `POST /api/v1/sync` in their order, so that a page can be measured that
//! joins a household of years.

use std::path::Path;

use anyhow::{Context, Result};
use pantry::op::SCHEMA;
use sync::codec::{Batch, HouseholdId, MAX_BATCH_OPS, Stored};
use sync::digest::Chain;
use sync::exchange::{self, Frame, Hello, PROTOCOL, Push};
use sync::{Op, ReplicaId};

use crate::options::Options;
use crate::trace;

/// Pushes in one request; each has a hello before it.
const PUSHES: usize = 30;

/// Writes the requests; how many.
pub fn write(folder: &Path, household: &str, options: &Options) -> Result<usize> {
    let household = u128::from_str_radix(household, 16).context("a household is 32 digits")?;
    let household = HouseholdId(household.to_be_bytes());
    let trace = trace::replay(options.seed, options.days);
    let mut chains: Vec<(ReplicaId, Chain)> = Vec::new();
    let mut frames = Vec::new();
    for run in trace.ops.chunk_by(|a, b| a.id.replica == b.id.replica) {
        for ops in run.chunks(MAX_BATCH_OPS / 4) {
            frames.extend(push(household, ops, &mut chains)?);
        }
    }
    std::fs::create_dir_all(folder)?;
    let requests = frames.chunks(2 * PUSHES);
    let count = requests.len();
    for (number, request) in requests.enumerate() {
        let body = exchange::join(request)?;
        std::fs::write(folder.join(format!("{number:05}")), body)?;
    }
    Ok(count)
}

fn push(
    household: HouseholdId,
    ops: &[Op],
    chains: &mut Vec<(ReplicaId, Chain)>,
) -> Result<[Frame; 2]> {
    let first = ops.first().context("an empty run")?.id;
    if !chains.iter().any(|(replica, _)| *replica == first.replica) {
        chains.push((first.replica, Chain::START));
    }
    let known = chains.iter_mut().find(|(one, _)| *one == first.replica);
    let (_, chain) = known.context("it was put there")?;
    let stored: Vec<Stored> = ops.iter().cloned().map(Stored::seal).collect::<Result<_, _>>()?;
    let previous = *chain;
    *chain = stored.iter().fold(previous, |chain, op| chain.next(op.hash()));
    let hello = Hello {
        protocol: PROTOCOL,
        schema: SCHEMA,
        household,
        replica: first.replica,
        epoch: None,
        cursor: 0,
        needs: 0,
    };
    let batch = Batch {
        household,
        replica: first.replica,
        first_rseq: first.rseq,
        schema: SCHEMA,
        epoch: None,
        previous,
        ops: stored.into_iter().map(Ok).collect(),
    };
    Ok([
        Frame::Hello(hello),
        Frame::Push(Push { batch, limit: None }),
    ])
}

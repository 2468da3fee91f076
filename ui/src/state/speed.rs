//! How fast this device loads, merges and stores the household's own log, each by itself.

use pantry::household::Household;
use sync::Op;
use sync::engine;

use crate::host::browser;
use crate::host::store::{Commit, KeptOp, Store, StoreError};

/// How long it works before it lets the browser paint.
const SLICE_MS: f64 = 8.0;
/// Ops between two looks at the clock.
const STEP: usize = 25;
/// Ops in one transaction: a page of the exchange.
const COMMIT: usize = 1_000;

/// Ops a second.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Speed {
    /// How many ops it was tried with.
    pub ops: usize,
    /// Read from storage and decoded.
    pub loaded: f64,
    /// Decoded and merged, in memory alone.
    pub merged: f64,
    /// Stored, a page of the exchange in a transaction.
    pub stored: f64,
}

/// Tries it: loads from the real storage, and stores in a scratch one.
///
/// # Errors
///
/// If a storage fails.
pub async fn measure(from: &impl Store, to: &impl Store) -> Result<Speed, StoreError> {
    let since = browser::elapsed_ms();
    let ops = load(from).await?;
    let loaded = browser::elapsed_ms() - since;
    let merged = merge(&ops).await;
    let rows: Vec<_> = ops.iter().map(|op| op.row.clone()).collect();
    let since = browser::elapsed_ms();
    for rows in rows.chunks(COMMIT) {
        let exchange = engine::Commit {
            rows: rows.to_vec(),
            ..engine::Commit::default()
        };
        let commit = Commit {
            exchange,
            ..Commit::default()
        };
        to.commit(&commit).await?;
    }
    let stored = browser::elapsed_ms() - since;
    let rate = |ms: f64| ops.len() as f64 * 1_000.0 / ms.max(f64::EPSILON);
    Ok(Speed {
        ops: ops.len(),
        loaded: rate(loaded),
        merged: rate(merged),
        stored: rate(stored),
    })
}

async fn load(store: &impl Store) -> Result<Vec<KeptOp>, StoreError> {
    let (mut ops, mut after) = (Vec::new(), None);
    loop {
        let page = store.load(after).await?;
        ops.extend(page.ops);
        after = page.next;
        if after.is_none() {
            return Ok(ops);
        }
    }
}

/// How long merging takes, in ms; what the browser does in between does not count.
async fn merge(ops: &[KeptOp]) -> f64 {
    let mut household = Household::default();
    let mut worked = 0.0;
    let mut since = browser::elapsed_ms();
    for slice in ops.chunks(STEP) {
        let slice = slice
            .iter()
            .filter_map(|kept| Some((kept.row.op()?, kept.row.seq)));
        let slice: Vec<(Op, Option<u64>)> = slice.collect();
        for (op, seq) in slice {
            household.take_in(op, seq);
        }
        let now = browser::elapsed_ms();
        if now - since > SLICE_MS {
            worked += now - since;
            browser::breathe().await;
            since = browser::elapsed_ms();
        }
    }
    household.project();
    worked + browser::elapsed_ms() - since
}

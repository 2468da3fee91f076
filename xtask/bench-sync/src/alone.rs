//! What only Larder is asked: folding ops that are decoded, bytes an op, making a snapshot.

use anyhow::Result;
use pantry::household::Household;
use serde_json::{Value, json};
use sync::exchange::Row;
use sync::{Kind, Op, State, snapshot};

use crate::larder;
use crate::peers::compressed;
use crate::timing::{Times, times};
use crate::trace::Trace;

/// What the hub's table keeps of an op besides its body: its id and its `seq`.
const KEY_BYTES: usize = 16 + 8;

/// Prints the measures of Larder alone.
pub fn measure(trace: &Trace, runs: usize) -> Result<Value> {
    let folding = folding(trace, runs);
    let bytes = bytes(trace)?;
    let snapshot = snapshotting(trace, runs)?;
    Ok(json!({ "fold": folding, "bytes_an_op": bytes, "snapshot": snapshot }))
}

fn folding(trace: &Trace, runs: usize) -> Value {
    let numbered = || trace.ops.iter().zip(1..);
    let state = times(runs, || {
        State::from_ops(numbered().map(|(op, seq)| (op, Some(seq))))
    });
    let household = times(runs, || {
        let mut household = Household::default();
        for (op, seq) in numbered() {
            household.take_in(op, Some(seq));
        }
        household.project();
        household
    });
    let figures = [("state", state), ("household", household)].map(|(name, times)| {
        let (least, most) = times.spread();
        let [median, fewest, most] = [times.median(), most, least].map(|ms| a_second(trace, ms));
        println!(
            "folded into a {name:<10} {median:>9} ({fewest}–{most}) ops/s, {}",
            times.text()
        );
        (
            name.to_owned(),
            json!({ "ms": times.json(), "ops_per_s": [median, fewest, most] }),
        )
    });
    Value::Object(figures.into_iter().collect())
}

fn a_second(trace: &Trace, ms: f64) -> u64 {
    (trace.ops.len() as f64 / ms * 1e3) as u64
}

fn bytes(trace: &Trace) -> Result<Value> {
    let rows = larder::rows(trace)?;
    let pages = larder::pages(&rows)?;
    let count = rows.len();
    let bodies = sum(&rows);
    let wire: usize = pages.iter().map(Vec::len).sum();
    let one_field: Vec<Row> = trace
        .ops
        .iter()
        .zip(&rows)
        .filter(|(op, _)| has_one_field(op))
        .map(|(_, row)| row.clone())
        .collect();
    // Its body, and its share of what the pages add.
    let around = (wire - bodies) as f64 / count as f64;
    let one = sum(&one_field) as f64 / one_field.len().max(1) as f64 + around;
    let an_op = |bytes: usize| bytes as f64 / count as f64;
    let figures = [
        ("on the wire", an_op(wire)),
        ("on the wire, one field put", one),
        ("on the wire, brotli", an_op(compressed(&pages)?)),
        ("on disk, body and key", an_op(bodies + KEY_BYTES * count)),
    ];
    for (name, bytes) in figures {
        println!("bytes an op {name:<28} {bytes:>6.1}");
    }
    println!("   {} of {count} ops put one field", one_field.len());
    let figures =
        figures.map(|(name, bytes)| (name.to_owned(), json!((bytes * 10.0).round() / 10.0)));
    Ok(Value::Object(figures.into_iter().collect()))
}

fn sum(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.body.len()).sum()
}

fn has_one_field(op: &Op) -> bool {
    matches!(&op.kind, Kind::Put(fields) if fields.len() == 1)
}

fn snapshotting(trace: &Trace, runs: usize) -> Result<Value> {
    let rows = larder::rows(trace)?;
    let state = State::from_rows(&rows);
    let floor = larder::settled(trace);
    let compact = times(runs, || snapshot::compact(&state, floor));
    let whole: Times = times(runs, || larder::parts(&state, &rows, floor));
    let parts = larder::parts(&state, &rows, floor)?;
    let bytes: usize = parts.iter().map(Vec::len).sum();
    let brotli = compressed(&parts)?;
    let dropped = snapshot::compact(&state, floor).dropped.len();
    println!(
        "snapshot: compact {}, with its parts {}",
        compact.text(),
        whole.text()
    );
    println!(
        "   {} parts, {} kB, brotli {} kB, {dropped} of {} ops dropped, floor 30 days ago",
        parts.len(),
        bytes / 1_000,
        brotli / 1_000,
        rows.len()
    );
    Ok(json!({
        "compact_ms": compact.json(), "whole_ms": whole.json(), "parts": parts.len(),
        "bytes": bytes, "brotli": brotli, "dropped": dropped,
    }))
}

//! Measures what a household's sync costs, in Larder and in automerge, yrs and loro:
//! `cargo xtask bench sync [--days N] [--seed S] [--runs N]`.
//!
//! All engines get the same actions ([`trace`]) and play at their best; the head of each
//! one's file links the advice that it follows. A table, then a last line of JSON.

mod alone;
mod automerge;
mod engine;
mod larder;
mod loro;
mod memory;
mod options;
mod peers;
#[cfg(test)]
mod same;
mod timing;
mod trace;
mod yrs;

use anyhow::Result;
use options::Options;
use serde_json::json;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, form, file] = args.as_slice()
        && flag == memory::FLAG
    {
        return memory::child(form, file.as_ref());
    }
    let options = Options::new(&args)?;
    let trace = trace::replay(options.seed, options.days);
    println!(
        "{} ops of {} actions in {} days, seed {}; {} runs each, median (least–most)",
        trace.ops.len(),
        trace.actions.len(),
        options.days,
        options.seed,
        options.runs,
    );
    println!("stock and receipts by pantry's actions; list entries are plain puts in their stead");
    let larder = alone::measure(&trace, options.runs)?;
    let engines = peers::measure(&trace, options.runs)?;
    println!(
        "{}",
        json!({
            "bench": "sync",
            "ops": trace.ops.len(),
            "actions": trace.actions.len(),
            "days": options.days,
            "seed": options.seed,
            "runs": options.runs,
            "larder": larder,
            "engines": engines,
        })
    );
    Ok(())
}

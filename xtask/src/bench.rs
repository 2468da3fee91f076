//! Measures Larder: `cargo xtask bench NAME`.

mod bench_line;
mod bench_load;
mod bench_parse;
mod bench_scan;
mod root;

use anyhow::{Context, Result};

struct Bench {
    name: &'static str,
    what: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "scan",
        what: "accuracy and time of reading real receipts",
        run: bench_scan::run,
    },
    Bench {
        name: "parse",
        what: "accuracy of the parser on rows that are known",
        run: bench_parse::run,
    },
    Bench {
        name: "line",
        what: "time of a recogniser's model",
        run: bench_line::run,
    },
    Bench {
        name: "load",
        what: "compressed size of the first load of ui/dist",
        run: bench_load::run,
    },
];

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let Some(name) = args.next() else {
        for bench in BENCHES {
            println!("{:<8} {}", bench.name, bench.what);
        }
        return Ok(());
    };
    let bench = BENCHES
        .iter()
        .find(|bench| bench.name == name)
        .with_context(|| format!("no measurement {name:?}: `cargo xtask bench` lists them"))?;
    (bench.run)(&args.collect::<Vec<_>>())
}

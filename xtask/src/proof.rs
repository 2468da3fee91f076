//! The long forms of the proofs. Each has a short form among the tests.

mod fuzz;
mod mutants;

use anyhow::{Context, Result};

use crate::process::{run as start, step};
use crate::{larder, repo, sim, test};

struct Proof {
    name: &'static str,
    what: &'static str,
    run: fn(u32) -> Result<()>,
}

const PROOFS: &[Proof] = &[
    Proof {
        name: "laws",
        what: "the laws of merge, codec and household, on 20,000 cases each instead of 256",
        run: |_| laws(),
    },
    Proof {
        name: "sync",
        what: "20,000 simulated households end in step, and every broken rule is noticed",
        run: |_| sync(),
    },
    Proof {
        name: "kill",
        what: "a real server that is killed 200 times while eight devices send has lost nothing",
        run: |_| test::run_with(Some("household::killed::"), &[("LARDER_KILLS", "200")]),
    },
    Proof {
        name: "matrix",
        what: "every role and everybody else, by requests and over a socket, with every field",
        run: |_| test::run_with(Some("matrix::"), &[("LARDER_MATRIX", "full")]),
    },
    Proof {
        name: "network",
        what: "300 households behind a network in which everything goes wrong come into step",
        run: |_| test::run_with(Some("network::"), &[("LARDER_NETWORKS", "300")]),
    },
    Proof {
        name: "power",
        what: "the power goes 500 times while devices send, and nothing answered is lost",
        run: |_| test::run_with(Some("power::"), &[("LARDER_LOSSES", "500")]),
    },
    Proof {
        name: "databases",
        what: "10,000 random batches for a hub on SQLite and one on PostgreSQL: all alike",
        run: |_| test::run_with(Some("hub::tests::twins::"), &[("LARDER_BATCHES", "10000")]),
    },
    Proof {
        name: "browser-kill",
        what: "a browser or a page that ends 50 times while it stores keeps what it confirmed",
        run: |_| test::run_with(Some("browser::killed::"), &[("LARDER_BROWSER_KILLS", "50")]),
    },
    Proof {
        name: "desktop",
        what: "the native app does in its window what a browser does, and killed 100 times while it stores keeps what it confirmed",
        run: |_| {
            // What a person does in a browser is done in the window, too: all of it.
            test::run_whole("desktop::", &[("LARDER_DESKTOP_KILLS", "100")])
        },
    },
    Proof {
        name: "clocks",
        what: "200 households of devices whose clocks are wrong in every way read and lose nothing",
        run: |_| test::run_with(Some("clocks::"), &[("LARDER_CLOCKS", "200")]),
    },
    Proof {
        name: "absence",
        what: "300 households whose devices come back after up to 800 days lose nothing in silence",
        run: |_| test::run_with(Some("absence::"), &[("LARDER_ABSENCES", "300")]),
    },
    Proof {
        name: "versions",
        what: "200 households of three versions of the app lose no word that one does not know",
        run: |_| test::run_with(Some("versions::"), &[("LARDER_VERSIONS", "200")]),
    },
    Proof {
        name: "load",
        what: "10,000 sockets with pokes, and 200 pushes a second over 1,000 households",
        run: |_| load(),
    },
    Proof {
        name: "server",
        what: "300 requests a second and a spike of 1,000, everything that Schemathesis thinks of, 100 readers killed, a gigabyte restored",
        run: |_| server(),
    },
    Proof {
        name: "fuzz",
        what: "the reader on any bytes: nothing panics, hangs or takes too much memory",
        run: fuzz::run,
    },
    Proof {
        name: "mutants",
        what: "the merge code with one thing wrong at a time: the tests beside it notice",
        run: |_| mutants::run(),
    },
];

/// Runs a proof; without a name, lists them. `seconds` is for those that end by the clock.
pub fn run(name: Option<&str>, seconds: u32) -> Result<()> {
    let Some(name) = name else {
        for proof in PROOFS {
            println!("{:<12} {}", proof.name, proof.what);
        }
        return Ok(());
    };
    let proof = PROOFS
        .iter()
        .find(|proof| proof.name == name)
        .with_context(|| format!("no proof {name:?}: `cargo xtask prove` lists them"))?;
    step(proof.what);
    (proof.run)(seconds)
}

fn sync() -> Result<()> {
    sim::run(20_000, 1, None)?;
    sim::run(4_000, 1, Some("all"))
}

/// As people run it: a release build, and one test after the other.
fn load() -> Result<()> {
    let larder = larder::build()?;
    let longer = [
        ("LARDER_BIN", larder.to_str().context("a path in Unicode")?),
        ("LARDER_SOCKETS", "10000"),
        ("LARDER_HOUSEHOLDS", "1000"),
        ("LARDER_SECONDS", "30"),
        ("RUST_TEST_THREADS", "1"),
    ];
    test::run_with(Some("load::"), &longer)
}

/// As people run it, and one test after the other.
fn server() -> Result<()> {
    let larder = larder::build()?;
    let larder = ("LARDER_BIN", larder.to_str().context("a path in Unicode")?);
    let one = ("RUST_TEST_THREADS", "1");
    let parts: [(&str, &[(&str, &str)]); 4] = [
        (
            "household::rest::",
            &[
                ("LARDER_RATE", "300"),
                ("LARDER_SECONDS", "600"),
                ("LARDER_SPIKE", "1000"),
                ("LARDER_SPIKE_SECONDS", "60"),
            ],
        ),
        ("household::schema::", &[("LARDER_EXAMPLES", "200")]),
        (
            "household::scanned::",
            &[("LARDER_KILLS", "100"), ("LARDER_SCANS", "15")],
        ),
        (
            "household::restored::a_server_with",
            &[("LARDER_MEGABYTES", "1000")],
        ),
    ];
    for (filter, longer) in parts {
        let longer: Vec<_> = [larder, one]
            .into_iter()
            .chain(longer.iter().copied())
            .collect();
        test::run_with(Some(filter), &longer)?;
    }
    Ok(())
}

fn laws() -> Result<()> {
    let packages = ["--package", "sync", "--package", "pantry"];
    start(
        repo::cargo()
            .args(["test", "--release"])
            .args(packages)
            .env("PROPTEST_CASES", "20000"),
    )
}

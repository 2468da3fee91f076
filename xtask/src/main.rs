//! Every task of the project, in Rust: `cargo xtask …`.
//!
//! A task says what it does, installs or names what is missing, and may be run
//! again at any time: steps whose inputs did not change are skipped.

mod bundle;
mod check;
mod desktop;
mod larder;
mod lighthouse;
mod measure;
mod mobile;
mod process;
mod proof;
mod repo;
mod root;
mod screenshots;
mod sim;
mod test;
mod tools;
mod ui;
mod wasm;
mod whole;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

/// The tasks of the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and start Larder on 127.0.0.1:8080.
    Run {
        /// Handed to `larder serve`, such as `--bind 0.0.0.0:80`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build the native app and open its window.
    Desktop {
        /// Handed to the app, such as `--hidden`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Run every test, the ones in a real browser too.
    Test {
        /// Name every test with its suite instead of running it.
        #[arg(long)]
        list: bool,
        /// Only tests whose name contains this.
        filter: Option<String>,
    },
    /// Run the long form of a proof; without a name, list them.
    Prove {
        /// The proof's name.
        name: Option<String>,
        /// How long each part of `fuzz` takes.
        #[arg(long, default_value_t = 300)]
        seconds: u32,
    },
    /// Simulate households of devices around a hub; the last line is a JSON object.
    Sim {
        /// How many.
        #[arg(long, default_value_t = 1_000)]
        runs: u64,
        /// The seed of the first; the others follow it.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// A rule to break, which must be noticed; `all` for each in turn.
        #[arg(long = "break")]
        broken: Option<String>,
    },
    /// What a reviewer would complain about: format, lints, licences, docs, wasm, icons.
    Check,
    /// Measure something; without a name, list what can be measured.
    Bench {
        /// What to measure, then its own arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build one part.
    Build {
        /// The part.
        part: Part,
    },
    /// Build the desktop app and its packages for this system.
    Bundle,
    /// Build the app for phones, or say what this machine lacks for that.
    Mobile {
        /// Which phones.
        phone: mobile::Phone,
        /// Handed to Tauri's `build`, such as `--debug --target aarch64`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Draw the sizes of the icon from its source.
    Icons,
    /// Take the pictures of the screens in `docs/screenshots` anew.
    Screenshots,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// The interface, into `ui/dist`.
    Ui,
    /// The server with the interface and the weights in it: one file.
    Larder,
}

fn main() -> ExitCode {
    // The message alone: a backtrace of this program helps nobody.
    run(Cli::parse().task).map_or_else(
        |error| {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Run { args } => larder::run(&args),
        Task::Desktop { args } => desktop::run(&args),
        Task::Test { list: true, filter } => test::list(filter.as_deref()),
        Task::Test { filter, .. } => test::run(filter.as_deref()),
        Task::Prove { name, seconds } => proof::run(name.as_deref(), seconds),
        Task::Sim { runs, seed, broken } => sim::run(runs, seed, broken.as_deref()),
        Task::Check => check::run(),
        Task::Bench { args } => measure::run(&args),
        Task::Build { part: Part::Ui } => ui::build().map(|_| ()),
        Task::Build { part: Part::Larder } => larder::build().map(|_| ()),
        Task::Bundle => bundle::run().map(drop),
        Task::Mobile { phone, args } => mobile::run(phone, &args),
        Task::Screenshots => screenshots::run(),
        Task::Icons => process::run(&mut repo::program("icons", false, &[])),
    }
}

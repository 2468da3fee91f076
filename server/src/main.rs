//! The program `larder`: `serve` publishes the interface, `scan` reads receipts here and now.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::{config, scan};

/// Larder keeps a household's food.
#[derive(Parser)]
#[command(name = "larder", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Publish the interface and keep the household's data.
    Serve(config::Serve),
    /// Read photographed receipts.
    Scan(config::Scan),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(config) => server::serve(&config).map(|()| ExitCode::SUCCESS),
        Command::Scan(config) => scan::run(&config),
    };
    result.unwrap_or_else(|error| {
        eprintln!("larder: {error:#}");
        ExitCode::FAILURE
    })
}

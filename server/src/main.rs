//! The program `larder`: `serve` publishes the interface, `admin` looks after what it keeps,
//! `scan`, `parse` and `classify` read receipts, their text and the names on them here and
//! now.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::{admin, config, scan, text};

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
    /// Look after a server's households, at its machine.
    #[command(subcommand)]
    Admin(Admin),
    /// Read photographed receipts.
    Scan(config::Scan),
    /// Understand the text of a receipt on standard input, a row a line.
    Parse(config::Parse),
    /// Give each name on standard input, one a line, its category as a line of JSON.
    Classify,
}

#[derive(Subcommand)]
enum Admin {
    /// Print an invitation for an owner, as a link and a QR code: the way back in for a
    /// household whose owners have lost their devices.
    Invite(config::Invite),
    /// Let programs into a household by keys.
    #[command(subcommand)]
    Key(Key),
}

#[derive(Subcommand)]
enum Key {
    /// Make a key and print its secret, which is shown this once.
    Make(config::MakeKey),
    /// Print the keys of a household, without their secrets.
    List(config::ListKeys),
    /// Shut out whoever has a key.
    Revoke(config::RevokeKey),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(config) => server::serve(&config).map(|()| ExitCode::SUCCESS),
        Command::Admin(command) => look_after(&command).map(|()| ExitCode::SUCCESS),
        Command::Scan(config) => scan::run(&config),
        Command::Parse(config) => text::parse(&config).map(|()| ExitCode::SUCCESS),
        Command::Classify => text::classify().map(|()| ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|error| {
        eprintln!("larder: {error:#}");
        ExitCode::FAILURE
    })
}

fn look_after(command: &Admin) -> anyhow::Result<()> {
    match command {
        Admin::Invite(config) => admin::invite(config),
        Admin::Key(Key::Make(config)) => admin::make_key(config),
        Admin::Key(Key::List(config)) => admin::list_keys(config),
        Admin::Key(Key::Revoke(config)) => admin::revoke_key(config),
    }
}

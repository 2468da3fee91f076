//! The program `larder`: `serve` publishes the interface, `admin` looks after what it keeps,
//! `config` tells how it is set up, `scan`, `parse` and `classify` read receipts, their text and the names on them here and
//! now.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use server::config::sources::{Sources, args, is_secret, without_environment};
use server::config::told;
use server::jobs::reader::{self, Task};
use server::{admin, config, scan, text};

/// Larder keeps a household's food.
#[derive(Parser)]
#[command(name = "larder", version)]
struct Cli {
    /// The file of settings for `serve`, `admin` and `config`. Without it: the usual one, if it
    /// is there (docs/configuration.md).
    #[arg(long, global = true, env = "LARDER_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Publish the interface and keep the household's data.
    Serve(Box<config::Serve>),
    /// Look after a server's households, at its machine.
    #[command(subcommand)]
    Admin(Box<Admin>),
    /// Look at the settings of `serve`, as the file and the environment have them.
    #[command(subcommand)]
    Config(Config),
    /// Read photographed receipts.
    Scan(config::Scan),
    /// Understand the text of a receipt on standard input, a row a line.
    Parse(config::Parse),
    /// Give each name on standard input, one a line, its category as a line of JSON.
    Classify,
    /// Read what `serve` hands over: not for people.
    #[command(name = reader::COMMAND, hide = true)]
    ReadScans {
        /// Make pictures anew instead.
        #[arg(long)]
        remake: bool,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Print an invitation for an owner, as a link and a QR code: the way back in for a
    /// household whose owners have lost their devices.
    Invite(config::Invite),
    /// Let programs into a household by keys.
    #[command(subcommand)]
    Key(Key),
    /// Look after the accounts of persons.
    #[command(subcommand)]
    User(User),
    /// Look after households as a whole.
    #[command(subcommand)]
    Household(Household),
    /// Put all that a server keeps into one file, beside a server that runs or not. Secrets
    /// are in it.
    Backup(config::Backup),
    /// Look whether a backup, or a data folder, is whole.
    Verify(config::Verify),
    /// Make a data folder of a backup: its devices go on where they are.
    Restore(config::Restore),
    /// Move the database from a file to a PostgreSQL server, beside a server that goes on with it.
    MigrateStore(config::MigrateStore),
    /// Have devices send again what a database on a server does not have, once that was put back.
    Renumber(config::Folder),
}

#[derive(Subcommand)]
enum Config {
    /// Tell every mistake at once, and what to write instead.
    Check,
    /// Print every setting as it counts, and where it comes from; secrets are hidden.
    Show,
}

#[derive(Subcommand)]
enum User {
    /// Print all accounts.
    List(config::ListUsers),
    /// Print an account with its sessions, households and devices.
    Show(config::ShowUser),
    /// End all sessions of an account.
    EndSessions(config::OneUser),
    /// Print a link by which a person sets another password, where no letters go out.
    Reset(config::ResetUser),
    /// Take an account away.
    Close(config::CloseUser),
}

#[derive(Subcommand)]
enum Household {
    /// Print all households, with what they take and when they were last used.
    List(config::ListHouseholds),
    /// Print a household with its members and devices.
    Show(config::ShowHousehold),
    /// Give a member another role.
    Role(config::ChangeRole),
    /// Remove a household with everything that is kept of it.
    Remove(config::RemoveHousehold),
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
    read().and_then(run).unwrap_or_else(|error| {
        eprintln!("larder: {error:#}");
        ExitCode::FAILURE
    })
}

/// Reads the command line. Where a file of settings counts, that becomes the defaults, and the
/// line is read once more.
fn read() -> Result<Cli> {
    // The environment may be wrong in ways that `config check` is there to tell.
    let Ok(line) = without_environment(Cli::command()).try_get_matches() else {
        // This ends with what is wrong, or with the help that was asked for.
        return Ok(Cli::from_arg_matches(&matches_of(Cli::command()))?);
    };
    let cli = Cli::from_arg_matches(&line)?;
    match &cli.command {
        Command::Serve(_) | Command::Admin(_) => {}
        Command::Config(_) => return Ok(cli),
        _ => return Ok(Cli::from_arg_matches(&matches_of(Cli::command()))?),
    }
    let (found, mistakes) = Sources::read(cli.config.as_deref());
    ensure!(mistakes.is_empty(), told::listed(&mistakes));
    let matches = matches_of(found.defaults_of(Cli::command()));
    let mut cli = Cli::from_arg_matches(&matches)?;
    if let Command::Serve(serve) = &mut cli.command {
        serve.oidc = found.oidc;
    }
    Ok(cli)
}

/// Reads the line, or ends with what is wrong with it, or with the help that was asked for.
fn matches_of(command: clap::Command) -> ArgMatches {
    command
        .try_get_matches()
        .unwrap_or_else(|error| hushed(error).exit())
}

/// The same error without a secret's value: it may stand in a log.
fn hushed(mut error: clap::Error) -> clap::Error {
    let is_of_secret = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(wrong)) => args().get_arguments().any(|arg| {
            let long = arg.get_long().unwrap_or_default();
            is_secret(arg) && wrong.starts_with(&format!("--{long} "))
        }),
        _ => false,
    };
    if is_of_secret {
        error.insert(
            ContextKind::InvalidValue,
            ContextValue::String("…".to_owned()),
        );
    }
    error
}

fn run(cli: Cli) -> Result<ExitCode> {
    let file = cli.config.as_deref();
    match cli.command {
        Command::Serve(config) => server::serve(&config)?,
        Command::Admin(command) => look_after(&command)?,
        Command::Config(Config::Check) => told::check(file)?,
        Command::Config(Config::Show) => told::show(file)?,
        Command::Scan(config) => return scan::run(&config),
        Command::Parse(config) => text::parse(&config)?,
        Command::Classify => text::classify()?,
        Command::ReadScans { remake: false } => reader::program::run(Task::Read)?,
        Command::ReadScans { remake: true } => reader::program::run(Task::Remake)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn look_after(command: &Admin) -> Result<()> {
    match command {
        Admin::Invite(config) => admin::invite(config),
        Admin::Key(Key::Make(config)) => admin::make_key(config),
        Admin::Key(Key::List(config)) => admin::list_keys(config),
        Admin::Key(Key::Revoke(config)) => admin::revoke_key(config),
        Admin::User(User::List(config)) => admin::list_users(config),
        Admin::User(User::Show(config)) => admin::show_user(config),
        Admin::User(User::EndSessions(config)) => admin::end_sessions(config),
        Admin::User(User::Reset(config)) => admin::reset_user(config),
        Admin::User(User::Close(config)) => admin::close_user(config),
        Admin::Household(Household::List(config)) => admin::list_households(config),
        Admin::Household(Household::Show(config)) => admin::show_household(config),
        Admin::Household(Household::Role(config)) => admin::change_role(config),
        Admin::Household(Household::Remove(config)) => admin::remove_household(config),
        Admin::Backup(config) => admin::backup(config),
        Admin::Verify(config) => admin::verify(config),
        Admin::Restore(config) => admin::restore(config),
        Admin::MigrateStore(config) => admin::migrate_store(config),
        Admin::Renumber(config) => admin::renumber(config),
    }
}

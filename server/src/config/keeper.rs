//! Settings of what whoever keeps the server does at the machine, beside keys and backups.

use std::path::PathBuf;

use clap::Args;
use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::{Address, Folder, household, id};
use crate::accounts::keeper::Whom;
use crate::db;

/// Settings of `larder admin migrate-store`.
#[derive(Args, Clone, Debug)]
pub struct MigrateStore {
    /// The database that is to be moved: `sqlite:` and the data folder, or the file in it.
    #[arg(long, value_name = "sqlite:PATH", value_parser = file)]
    pub from: PathBuf,
    /// The database that it comes to, an empty one on a PostgreSQL server:
    /// postgres://USER:PASSWORD@HOST/NAME. PGPASSWORD or ~/.pgpass may say the password instead.
    #[arg(long, value_name = "URL", required_unless_present = "abandon")]
    pub to: Option<db::Address>,
    /// Finish it: let nothing change in the file any more, bring the last changes over, compare,
    /// and say what to put into the settings.
    #[arg(long)]
    pub switch_over: bool,
    /// Give it up: the file is as it was before. Once a switch-over was begun, name the target by
    /// `--to`, too: a file is not taken back that is there as a whole.
    #[arg(long, conflicts_with = "switch_over")]
    pub abandon: bool,
}

/// Settings of `larder admin user list`.
#[derive(Args, Clone, Debug)]
pub struct ListUsers {
    /// Where they are kept.
    #[command(flatten)]
    pub place: Folder,
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// An account of a server; all settings of `larder admin user end-sessions`.
#[derive(Args, Clone, Debug)]
pub struct OneUser {
    /// Where it is kept.
    #[command(flatten)]
    pub place: Folder,
    /// Its e-mail address, or its id as `larder admin user list` shows it.
    #[arg(value_name = "USER", value_parser = user)]
    pub user: Whom,
}

/// Settings of `larder admin user show`.
#[derive(Args, Clone, Debug)]
pub struct ShowUser {
    /// Whose account.
    #[command(flatten)]
    pub one: OneUser,
    /// JSON instead of tables.
    #[arg(long)]
    pub json: bool,
}

/// Settings of `larder admin user reset`.
#[derive(Args, Clone, Debug)]
pub struct ResetUser {
    /// Whose account.
    #[command(flatten)]
    pub one: OneUser,
    /// How the person reaches the server: an address that it printed at its start.
    #[arg(long, default_value = "http://127.0.0.1:8080", value_name = "URL")]
    pub url: Address,
}

/// Settings of `larder admin user close`.
#[derive(Args, Clone, Debug)]
pub struct CloseUser {
    /// Whose account.
    #[command(flatten)]
    pub one: OneUser,
    /// Yes, it is to go.
    #[arg(long)]
    pub yes: bool,
    /// Let households go, too, in which nobody else is.
    #[arg(long)]
    pub delete_households: bool,
}

/// Settings of `larder admin household list`.
#[derive(Args, Clone, Debug)]
pub struct ListHouseholds {
    /// Where they are kept.
    #[command(flatten)]
    pub place: Folder,
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// Settings of `larder admin household show`.
#[derive(Args, Clone, Debug)]
pub struct ShowHousehold {
    /// Where it is kept.
    #[command(flatten)]
    pub place: Folder,
    /// Its id, as `larder admin household list` shows it.
    #[arg(value_name = "HOUSEHOLD", value_parser = household)]
    pub household: HouseholdId,
    /// JSON instead of tables.
    #[arg(long)]
    pub json: bool,
}

/// Settings of `larder admin household remove`.
#[derive(Args, Clone, Debug)]
pub struct RemoveHousehold {
    /// Where it is kept.
    #[command(flatten)]
    pub place: Folder,
    /// Its id, as `larder admin household list` shows it.
    #[arg(value_name = "HOUSEHOLD", value_parser = household)]
    pub household: HouseholdId,
    /// Yes, it is to go.
    #[arg(long)]
    pub yes: bool,
}

/// Settings of `larder admin household role`.
#[derive(Args, Clone, Debug)]
pub struct ChangeRole {
    /// Where it is kept.
    #[command(flatten)]
    pub place: Folder,
    /// Its id, as `larder admin household list` shows it.
    #[arg(value_name = "HOUSEHOLD", value_parser = household)]
    pub household: HouseholdId,
    /// The member's id, as `larder admin household show` shows it.
    #[arg(value_name = "MEMBER", value_parser = id)]
    pub member: [u8; 16],
    /// What the member is to be.
    #[arg(value_name = "owner|admin|member|shopper|viewer", value_parser = role)]
    pub role: Role,
}

fn user(text: &str) -> Result<Whom, &'static str> {
    Whom::parse(text).ok_or("give an e-mail address, or an id of 32 hexadecimal digits")
}

fn role(text: &str) -> Result<Role, &'static str> {
    Role::from_id(text).ok_or("a role is `owner`, `admin`, `member`, `shopper` or `viewer`")
}

/// A database in a file.
fn file(text: &str) -> Result<PathBuf, &'static str> {
    let path = text
        .strip_prefix("sqlite:")
        .map(|path| path.trim_start_matches("//"));
    match path {
        Some(path) if !path.is_empty() => Ok(path.into()),
        Some(_) => Err("name the data folder: sqlite:DIR"),
        None if text.starts_with("postgres") => Err(
            "a database is moved from a file to a server alone: give sqlite:DIR, or copy it by \
             PostgreSQL's own `pg_dump`",
        ),
        None => Err("give `sqlite:` and the data folder, such as sqlite:/var/lib/larder"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_is_a_file() {
        for (text, path) in [
            ("sqlite:/var/lib/larder", "/var/lib/larder"),
            (
                "sqlite:///var/lib/larder/larder.db",
                "/var/lib/larder/larder.db",
            ),
            ("sqlite:data", "data"),
        ] {
            assert_eq!(file(text), Ok(path.into()), "{text}");
        }
        for (text, why) in [
            ("", "sqlite:/var/lib/larder"),
            ("larder.db", "sqlite:/var/lib/larder"),
            ("sqlite:", "sqlite:DIR"),
            ("postgres://a/b", "pg_dump"),
        ] {
            assert!(file(text).is_err_and(|told| told.contains(why)), "{text}");
        }
    }
}

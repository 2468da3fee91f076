//! `larder admin`: what whoever keeps the server does at the machine, beside a server that
//! runs or not. Reading the data folder is all the right that it takes.

mod backup;
mod household;
mod key;
mod migrate_store;
mod table;
mod user;

use std::fmt::Write as _;
use std::io::stdout;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use sync::codec::HouseholdId;
use tokio::runtime::Runtime;

use crate::clock::now_ms;
use crate::config::{Folder, Invite};
use crate::db::Db;
use crate::identity::{Identity, hex};
use crate::print::print;
use crate::{db, transport};

pub use backup::{backup, renumber, restore, verify};
pub use household::{change_role, list_households, remove_household, show_household};
pub use key::{list_keys, make_key, revoke_key};
pub use migrate_store::migrate_store;
pub use user::{close_user, end_sessions, list_users, reset_user, show_user};

/// Prints an invitation for an owner: the way back in for a household whose owners have no
/// device left that is let in.
pub fn invite(config: &Invite) -> Result<()> {
    tell(&config.kept.place, async |identity| {
        let household = chosen(&identity, config.kept.household).await?;
        let (code, expires_ms) = identity.invite_owner(household, now_ms()).await?;
        told(household, config, &code, expires_ms)
    })
}

/// Prints what is to be said of a server's households.
fn tell(place: &Folder, say: impl AsyncFnOnce(Identity) -> Result<String>) -> Result<()> {
    tell_of(place, async |db| say(Identity::new(db)).await)
}

/// Prints what is to be said of a server's database.
fn tell_of(place: &Folder, say: impl AsyncFnOnce(Db) -> Result<String>) -> Result<()> {
    let text = runtime()?.block_on(said(place, say))?;
    print(&mut stdout().lock(), &text)?;
    Ok(())
}

fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("failed to start the runtime")
}

fn no_data(data: &Path) -> String {
    format!(
        "no Larder has kept anything in {}: name its data folder with `--data DIR`",
        data.display()
    )
}

async fn said(place: &Folder, say: impl AsyncFnOnce(Db) -> Result<String>) -> Result<String> {
    let (address, data) = (place.database.as_ref(), place.folder());
    // What is not there yet is not made by who looks after it.
    ensure!(address.is_some() || db::is_in(&data), no_data(&data));
    let db = db::open_at(address, &data).await?;
    let text = say(db.clone()).await;
    // Not `db::close`: a server that runs on it goes on, and its log is not ours to empty.
    db.close().await;
    text
}

/// The household that is meant: the one that is there, if none is named.
async fn chosen(identity: &Identity, named: Option<HouseholdId>) -> Result<HouseholdId> {
    if let Some(named) = named {
        return Ok(named);
    }
    match identity.households().await?[..] {
        [] => bail!("no household is kept here yet: its first device connects by itself"),
        [one] => Ok(one),
        ref several => {
            let mut text = String::from("several households are kept here: name one of them");
            for household in several {
                write!(text, "\n  --household {}", hex(&household.0))?;
                for device in identity.devices(*household).await? {
                    write!(
                        text,
                        "\n    {}, last here {}",
                        device.name,
                        day(device.seen_ms)
                    )?;
                }
            }
            bail!(text)
        }
    }
}

fn told(household: HouseholdId, config: &Invite, code: &str, expires_ms: i64) -> Result<String> {
    let link = format!("{}/#/join/{code}", config.url.0);
    let mut text = transport::code(&link)?;
    writeln!(text, "{link}")?;
    writeln!(
        text,
        "Whoever opens it first becomes an owner of the household {}. It holds until {}.",
        hex(&household.0),
        day(expires_ms)
    )?;
    Ok(text)
}

/// The UTC day of a time in Unix milliseconds.
fn day(ms: i64) -> String {
    let time = Timestamp::from_millisecond(ms).ok();
    time.map_or_else(
        || "unknown".to_owned(),
        |time| time.strftime("%F").to_string(),
    )
}

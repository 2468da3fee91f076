//! `larder admin user`: accounts of persons, for whoever keeps the server.
//!
//! How often somebody has tried a password is in the memory of the server alone and forgotten
//! soon; a link by [`reset_user`] lets a person in whatever was tried.

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;

use super::table::{json, table};
use super::{day, tell_of};
use crate::accounts::AccountError;
use crate::accounts::keeper::{Keeper, Kept, Whom};
use crate::accounts::seal::Seal;
use crate::accounts::sessions::Kind;
use crate::clock::now_ms;
use crate::config::{CloseUser, Folder, ListUsers, OneUser, ResetUser, ShowUser};
use crate::db::Db;
use crate::identity::{Identity, hex};
use crate::secrets::Secrets;

/// An account, as programs read it.
#[derive(Serialize)]
struct User {
    id: String,
    email: String,
    name: String,
    made_ms: i64,
    used_ms: Option<i64>,
    is_verified: bool,
    has_password: bool,
    passkeys: i64,
    linked: i64,
    households: i64,
}

/// The same with what belongs to it.
#[derive(Serialize)]
struct Whole {
    user: User,
    sessions: Vec<Session>,
    memberships: Vec<Membership>,
    devices: Vec<Device>,
}

#[derive(Serialize)]
struct Session {
    id: String,
    kind: &'static str,
    agent: String,
    made_ms: i64,
    used_ms: i64,
}

#[derive(Serialize)]
struct Membership {
    household: String,
    member: String,
    role: &'static str,
    made_ms: i64,
}

#[derive(Serialize)]
struct Device {
    id: String,
    household: String,
    name: String,
    seen_ms: i64,
}

impl From<Kept> for User {
    fn from(kept: Kept) -> Self {
        Self {
            id: hex(&kept.id),
            email: kept.email,
            name: kept.name,
            made_ms: kept.made_ms,
            used_ms: kept.used_ms,
            is_verified: kept.is_verified,
            has_password: kept.has_password,
            passkeys: kept.passkeys,
            linked: kept.linked,
            households: kept.households,
        }
    }
}

impl User {
    /// By what the person comes in.
    fn ways(&self) -> String {
        let password = self.has_password.then(|| "password".to_owned());
        let passkeys = (self.passkeys > 0).then(|| format!("{} passkeys", self.passkeys));
        let linked = (self.linked > 0).then(|| format!("{} servers", self.linked));
        let ways = [password, passkeys, linked].into_iter().flatten();
        ways.collect::<Vec<_>>().join(", ")
    }

    fn row(&self) -> [String; 7] {
        let address = match self.is_verified {
            true => self.email.clone(),
            false => format!("{} (not confirmed)", self.email),
        };
        [
            self.id.clone(),
            address,
            self.name.clone(),
            day(self.made_ms),
            used(self.used_ms),
            self.households.to_string(),
            self.ways(),
        ]
    }

    fn table(users: &[Self]) -> String {
        let rows: Vec<_> = users.iter().map(Self::row).collect();
        table(
            [
                "ID",
                "ADDRESS",
                "NAME",
                "MADE",
                "USED",
                "HOUSEHOLDS",
                "WAYS IN",
            ],
            &rows,
        )
    }
}

fn used(ms: Option<i64>) -> String {
    ms.map_or_else(|| "never".to_owned(), day)
}

/// Prints all accounts.
pub fn list_users(config: &ListUsers) -> Result<()> {
    tell_of(&config.place, async |db| {
        let users = keeper(db, &config.place).await?.accounts().await?;
        let users: Vec<User> = users.into_iter().map(User::from).collect();
        match config.json {
            true => json(&users),
            false if users.is_empty() => Ok("nobody has an account here\n".to_owned()),
            false => Ok(User::table(&users)),
        }
    })
}

/// Prints an account with its sessions, households and devices.
pub fn show_user(config: &ShowUser) -> Result<()> {
    let OneUser { place, user } = &config.one;
    tell_of(place, async |db| {
        let whole = whole(&db, place, user).await?;
        match config.json {
            true => json(&whole),
            false => Ok(whole.text()),
        }
    })
}

async fn whole(db: &Db, place: &Folder, user: &Whom) -> Result<Whole> {
    let keeper = keeper(db.clone(), place).await?;
    let kept = found(&keeper, user).await?;
    let (id, identity) = (kept.id, Identity::new(db.clone()));
    let sessions = keeper.sessions(id, now_ms()).await?.into_iter();
    let memberships = identity.memberships(id).await?.into_iter();
    let devices = identity.own_devices(id).await?.into_iter();
    Ok(Whole {
        user: kept.into(),
        sessions: sessions
            .map(|session| Session {
                id: hex(&session.id),
                kind: match session.kind {
                    Kind::Page => "page",
                    Kind::Program => "program",
                },
                agent: session.agent,
                made_ms: session.made_ms,
                used_ms: session.used_ms,
            })
            .collect(),
        memberships: memberships
            .map(|of| Membership {
                household: hex(&of.household.0),
                member: hex(&of.member),
                role: of.role.id(),
                made_ms: of.made_ms,
            })
            .collect(),
        devices: devices
            .map(|device| Device {
                id: hex(&device.id),
                household: hex(&device.household.0),
                name: device.name,
                seen_ms: device.seen_ms,
            })
            .collect(),
    })
}

impl Whole {
    fn text(&self) -> String {
        let sessions = self.sessions.iter().map(|session| {
            [
                session.id.clone(),
                session.kind.to_owned(),
                day(session.made_ms),
                day(session.used_ms),
                session.agent.clone(),
            ]
        });
        let memberships = self.memberships.iter().map(|of| {
            [
                of.household.clone(),
                of.member.clone(),
                of.role.to_owned(),
                day(of.made_ms),
            ]
        });
        let devices = self.devices.iter().map(|device| {
            [
                device.id.clone(),
                device.household.clone(),
                day(device.seen_ms),
                device.name.clone(),
            ]
        });
        let parts = [
            User::table(std::slice::from_ref(&self.user)),
            table(
                ["SESSION", "KIND", "MADE", "USED", "CALLS ITSELF"],
                &sessions.collect::<Vec<_>>(),
            ),
            table(
                ["HOUSEHOLD", "MEMBER", "ROLE", "SINCE"],
                &memberships.collect::<Vec<_>>(),
            ),
            table(
                ["DEVICE", "HOUSEHOLD", "SEEN", "NAME"],
                &devices.collect::<Vec<_>>(),
            ),
        ];
        parts.join("\n")
    }
}

/// Ends every session of an account.
pub fn end_sessions(config: &OneUser) -> Result<()> {
    tell_of(&config.place, async |db| {
        let keeper = keeper(db, &config.place).await?;
        let user = found(&keeper, &config.user).await?;
        keeper.end_sessions(user.id, now_ms()).await?;
        Ok(format!(
            "All sessions of {} have ended. Devices that are let into a household by themselves \
             go on: `larder admin user show {}` names them.\n",
            user.email, user.email
        ))
    })
}

/// Prints a link by which a person sets another password.
pub fn reset_user(config: &ResetUser) -> Result<()> {
    let OneUser { place, user } = &config.one;
    tell_of(place, async |db| {
        let keeper = keeper(db, place).await?;
        let user = found(&keeper, user).await?;
        let path = keeper.reset_path(user.id, now_ms()).await?;
        Ok(format!(
            "{}{path}\nWhoever opens it within half an hour sets another password of {}, once; all \
             sessions end then. Hand it over yourself, by a way that nobody else reads.\n",
            config.url.0, user.email
        ))
    })
}

/// Takes an account away.
pub fn close_user(config: &CloseUser) -> Result<()> {
    let OneUser { place, user } = &config.one;
    tell_of(place, async |db| {
        let keeper = keeper(db, place).await?;
        let user = found(&keeper, user).await?;
        ensure!(
            config.yes,
            "the account of {} ({}) would go, with its sessions, passkeys and places in {} \
             households: say so by `--yes`",
            user.name,
            user.email,
            user.households
        );
        match keeper
            .close(user.id, config.delete_households, now_ms())
            .await
        {
            Ok(()) => Ok(format!(
                "The account of {} is gone. What its person wrote in households that go on stays \
                 there.\n",
                user.email
            )),
            Err(AccountError::OnlyOwner) => bail!(
                "others are in a household of which {} is the only owner: make one of them an owner \
                 first (`larder admin household role HOUSEHOLD MEMBER owner`)",
                user.email
            ),
            Err(AccountError::Alone) => bail!(
                "nobody but {} is in a household: let it go, too, by `--delete-households`",
                user.email
            ),
            Err(error) => Err(error.into()),
        }
    })
}

/// The accounts of a server, with the key by which their addresses are sealed.
async fn keeper(db: Db, place: &Folder) -> Result<Keeper> {
    let secrets = Secrets::open(&db, &place.folder(), place.keys_secret.as_ref()).await?;
    let seal = Seal::look(&secrets)?;
    ensure!(
        seal.opens(&db).await?,
        "the addresses are sealed with another key than the `address.key` that was found, or none \
         was: name the server's folder by `--data`, and its `--keys-secret` if it has one"
    );
    Ok(Keeper::new(db, seal))
}

async fn found(keeper: &Keeper, user: &Whom) -> Result<Kept> {
    let found = keeper.account(user).await?;
    found.context("nobody has such an account here: `larder admin user list` names all")
}

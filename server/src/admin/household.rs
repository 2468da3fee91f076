//! `larder admin household`: what is kept of households, for whoever keeps the server. What
//! anybody eats is not shown.

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use sync::codec::HouseholdId;

use super::table::{json, size, table};
use super::{day, tell};
use crate::config::{ChangeRole, ListHouseholds, RemoveHousehold, ShowHousehold};
use crate::identity::keeper::Kept;
use crate::identity::{Identity, IdentityError, hex};

/// A household, as programs read it.
#[derive(Serialize)]
struct Household {
    id: String,
    made_ms: i64,
    seen_ms: Option<i64>,
    members: i64,
    devices: i64,
    ops: i64,
    bytes: i64,
    pictures: i64,
    picture_bytes: i64,
}

/// The same with who is in it.
#[derive(Serialize)]
struct Whole {
    household: Household,
    members: Vec<Member>,
    devices: Vec<Device>,
}

#[derive(Serialize)]
struct Member {
    id: String,
    role: &'static str,
    name: Option<String>,
    devices: i64,
    made_ms: i64,
}

#[derive(Serialize)]
struct Device {
    id: String,
    member: String,
    name: String,
    seen_ms: i64,
}

impl From<&Kept> for Household {
    fn from(kept: &Kept) -> Self {
        Self {
            id: hex(&kept.id.0),
            made_ms: kept.made_ms,
            seen_ms: kept.seen_ms,
            members: kept.members,
            devices: kept.devices,
            ops: kept.ops,
            bytes: kept.bytes,
            pictures: kept.pictures,
            picture_bytes: kept.picture_bytes,
        }
    }
}

impl Household {
    fn row(&self) -> [String; 9] {
        [
            self.id.clone(),
            day(self.made_ms),
            self.seen_ms.map_or_else(|| "never".to_owned(), day),
            self.members.to_string(),
            self.devices.to_string(),
            self.ops.to_string(),
            size(self.bytes),
            self.pictures.to_string(),
            size(self.picture_bytes),
        ]
    }

    fn table(households: &[Self]) -> String {
        let rows: Vec<_> = households.iter().map(Self::row).collect();
        table(
            [
                "ID", "MADE", "SEEN", "MEMBERS", "DEVICES", "OPS", "SIZE", "PICTURES", "SIZE",
            ],
            &rows,
        )
    }
}

/// Prints all households, with what they take and when they were last used.
pub fn list_households(config: &ListHouseholds) -> Result<()> {
    tell(&config.place, async |identity| {
        let kept = identity.kept().await?;
        let households: Vec<Household> = kept.iter().map(Household::from).collect();
        match config.json {
            true => json(&households),
            false if households.is_empty() => Ok("no household is kept here yet\n".to_owned()),
            false => Ok(Household::table(&households)),
        }
    })
}

/// Prints a household with its members and devices.
pub fn show_household(config: &ShowHousehold) -> Result<()> {
    tell(&config.place, async |identity| {
        let whole = whole(&identity, config.household).await?;
        match config.json {
            true => json(&whole),
            false => Ok(whole.text()),
        }
    })
}

async fn whole(identity: &Identity, id: HouseholdId) -> Result<Whole> {
    let household = Household::from(&found(identity, id).await?);
    let members = identity.members(id).await?.into_iter();
    let devices = identity.devices(id).await?.into_iter();
    Ok(Whole {
        household,
        members: members
            .map(|member| Member {
                id: hex(&member.id),
                role: member.role.id(),
                name: member.name,
                devices: member.devices,
                made_ms: member.made_ms,
            })
            .collect(),
        devices: devices
            .map(|device| Device {
                id: hex(&device.id),
                member: hex(&device.member),
                name: device.name,
                seen_ms: device.seen_ms,
            })
            .collect(),
    })
}

impl Whole {
    fn text(&self) -> String {
        let members = self.members.iter().map(|member| {
            [
                member.id.clone(),
                member.role.to_owned(),
                day(member.made_ms),
                member.devices.to_string(),
                member.name.clone().unwrap_or_default(),
            ]
        });
        let devices = self.devices.iter().map(|device| {
            [
                device.id.clone(),
                device.member.clone(),
                day(device.seen_ms),
                device.name.clone(),
            ]
        });
        let parts = [
            Household::table(std::slice::from_ref(&self.household)),
            table(
                ["MEMBER", "ROLE", "SINCE", "DEVICES", "NAME"],
                &members.collect::<Vec<_>>(),
            ),
            table(
                ["DEVICE", "MEMBER", "SEEN", "NAME"],
                &devices.collect::<Vec<_>>(),
            ),
        ];
        parts.join("\n")
    }
}

/// Removes a household with everything that is kept of it.
pub fn remove_household(config: &RemoveHousehold) -> Result<()> {
    tell(&config.place, async |identity| {
        let kept = found(&identity, config.household).await?;
        let id = hex(&kept.id.0);
        ensure!(
            config.yes,
            "the household {id} would go, with {} ops, {} pictures and the places of {} members: \
             say so by `--yes`, behind a backup (`larder admin backup FILE`)",
            kept.ops,
            kept.pictures,
            kept.members
        );
        let removed = identity.remove_household(config.household).await?;
        ensure!(removed, "it went by itself meanwhile");
        Ok(format!(
            "The household {id} is gone from this server. Its devices keep what they have; files of \
             its pictures go at a later start of the server.\n"
        ))
    })
}

/// Gives a member another role.
pub fn change_role(config: &ChangeRole) -> Result<()> {
    tell(&config.place, async |identity| {
        let kept = found(&identity, config.household).await?;
        let (member, role) = (config.member, config.role);
        match identity.change_role_at_server(kept.id, member, role).await {
            Ok(true) => Ok(format!("{} is {role} now.\n", hex(&member))),
            Ok(false) => Err(anyhow::anyhow!(
                "the household has no such member: `larder admin household show {}` names all",
                hex(&kept.id.0)
            )),
            Err(IdentityError::LastOwner) => Err(anyhow::anyhow!(
                "this is the only owner: make another member one first"
            )),
            Err(error) => Err(error.into()),
        }
    })
}

async fn found(identity: &Identity, household: HouseholdId) -> Result<Kept> {
    let mut kept = identity.kept().await?.into_iter();
    let found = kept.find(|one| one.id == household);
    found.context("no such household is kept here: `larder admin household list` names all")
}

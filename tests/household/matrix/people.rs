//! Who comes to a household: its members, a role each, and everybody who is none.

use anyhow::{Context, Result, ensure};
use pantry::policy::Role;
use serde_json::{Value, json};
use sync::ReplicaId;
use sync::codec::HouseholdId;
use sync::exchange::{Frame, Hello, PROTOCOL};

use super::client;
use crate::household::phone::Api;
use crate::support::server::Server;

/// Somebody with a device.
pub struct Person {
    /// What they are, for messages.
    pub name: String,
    /// What their device proves itself by; empty if by nothing.
    pub token: String,
    /// Under which id their device writes.
    pub replica: ReplicaId,
    /// Their device's id at the server.
    pub device: String,
    /// Their id at the server.
    pub member: String,
    /// What they are in the household.
    pub standing: Standing,
}

/// What a person is in a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// A member of this role.
    In(Role),
    /// Nobody, without a token or with one that never was.
    Stranger,
    /// A member of this role, whose device is about to be shut out.
    Revoked(Role),
    /// A member of this role, who is about to be removed.
    Removed(Role),
    /// Somebody whose invitation has expired; their token is its code.
    Expired,
    /// The owner of another household.
    Elsewhere,
}

/// A household with a member of each role, founded by a keeper of its own.
pub struct House {
    /// A client.
    pub api: Api,
    /// Its id.
    pub id: HouseholdId,
    /// Who founded it, and says what there is.
    pub keeper: Person,
    /// One of each role.
    pub members: Vec<Person>,
}

impl House {
    /// Founds it.
    pub async fn found(server: &Server, number: u8) -> Result<Self> {
        let api = client(server);
        let id = HouseholdId([number; 16]);
        let body = json!({ "household": hex(id), "device": "Kitchen" });
        let answer = api.json("households", "", body).await?;
        let keeper = person("keeper", 1, &answer, Standing::In(Role::Owner))?;
        let mut house = Self {
            api,
            id,
            keeper,
            members: Vec::new(),
        };
        for role in Role::ALL {
            let joined = house.join(role).await?;
            let replica = u64::from(role.code()) + 1;
            let member = person(role.id(), replica, &joined, Standing::In(role))?;
            house.members.push(member);
        }
        Ok(house)
    }

    /// Lets another member in; what the server answered.
    pub async fn join(&self, role: Role) -> Result<Value> {
        let code = self.invite(role).await?;
        let body = json!({ "code": code, "device": "Phone" });
        self.api.json("join", "", body).await
    }

    /// An invitation's code.
    pub async fn invite(&self, role: Role) -> Result<String> {
        let body = json!({ "role": role.id() });
        let invited = self.api.json("invitations", &self.keeper.token, body);
        text(&invited.await?, "code")
    }

    /// The member of a role.
    pub fn of(&self, role: Role) -> Result<&Person> {
        let standing = Standing::In(role);
        let mut members = self.members.iter();
        let member = members.find(|person| person.standing == standing);
        member.context("a member of each role")
    }

    /// Everybody who is not of it, or is about to be no more.
    pub async fn outsiders(&self, server: &Server) -> Result<Vec<Person>> {
        let nobody = json!({ "token": "", "device": "", "member": "" });
        let forger = json!({ "token": "f".repeat(64), "device": "", "member": "" });
        let mut outsiders = vec![
            person("nobody", 100, &nobody, Standing::Stranger)?,
            person("forger", 101, &forger, Standing::Stranger)?,
            self.expired(server).await?,
            self.elsewhere().await?,
        ];
        for role in Role::ALL {
            for standing in [Standing::Revoked(role), Standing::Removed(role)] {
                let joined = self.join(role).await?;
                let replica = 110 + outsiders.len() as u64;
                let name = format!("{standing:?}");
                outsiders.push(person(&name, replica, &joined, standing)?);
            }
        }
        Ok(outsiders)
    }

    async fn expired(&self, server: &Server) -> Result<Person> {
        let code = self.invite(Role::Member).await?;
        server
            .alter("UPDATE invitation SET expires_ms = 1 WHERE used_ms IS NULL")
            .await?;
        let body = json!({ "code": code, "device": "Phone" }).to_string();
        let (status, _) = self
            .api
            .ask("POST", "join", "", "application/json", body.into_bytes())
            .await?;
        ensure!(status == 410, "an expired invitation: {status}");
        let known = json!({ "token": code, "device": "", "member": "" });
        person("expired", 102, &known, Standing::Expired)
    }

    async fn elsewhere(&self) -> Result<Person> {
        let other = HouseholdId([self.id.0[0] + 100; 16]);
        let body = json!({ "household": hex(other), "device": "Elsewhere" });
        let answer = self.api.json("households", "", body).await?;
        person("elsewhere", 103, &answer, Standing::Elsewhere)
    }

    /// Shuts out a person's device, or the person; nothing for who never was in.
    pub async fn shut_out(&self, server: &Server, person: &mut Person) -> Result<()> {
        match person.standing {
            Standing::Revoked(_) => {
                let path = format!("devices/{}", person.device);
                let asked = self
                    .api
                    .ask("DELETE", &path, &self.keeper.token, "", vec![]);
                let (status, _) = asked.await?;
                ensure!(status == 204, "{}: {status}", person.name);
            }
            Standing::Removed(_) => {
                let member = &person.member;
                let statement = format!("DELETE FROM member WHERE id = x'{member}'");
                server.alter(&statement).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A person's hello in this household.
    pub fn hello(&self, person: &Person) -> Frame {
        Frame::Hello(Hello {
            protocol: PROTOCOL,
            schema: 1,
            household: self.id,
            replica: person.replica,
            epoch: None,
            cursor: 0,
            needs: 0,
        })
    }
}

impl Person {
    /// Whether they belong to another household.
    pub fn is_elsewhere(&self) -> bool {
        self.standing == Standing::Elsewhere
    }

    /// Whether they had a device that was let in.
    pub fn was_in(&self) -> bool {
        matches!(self.standing, Standing::Revoked(_) | Standing::Removed(_))
    }
}

/// A person by what the server answered them.
pub fn person(name: &str, replica: u64, answer: &Value, standing: Standing) -> Result<Person> {
    Ok(Person {
        name: name.to_owned(),
        token: text(answer, "token")?,
        replica: ReplicaId(replica),
        device: text(answer, "device")?,
        member: text(answer, "member")?,
        standing,
    })
}

fn text(answer: &Value, key: &str) -> Result<String> {
    let text = answer[key].as_str();
    Ok(text
        .with_context(|| format!("{answer}: no {key}"))?
        .to_owned())
}

/// A household's id as text.
pub fn hex(id: HouseholdId) -> String {
    id.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Who takes part in a household: members with a role, their devices, invitations.
//!
//! A device proves itself by a token of 256 random bits, of which only the SHA-256 is
//! kept. A person who has signed in ([`crate::accounts`]) is a member without one. Nothing here
//! is needed to use the app: a device without a household on this server, or whose token has
//! lapsed, goes on by itself.

mod invitations;
pub mod keeper;
pub mod keys;
pub mod leaving;
pub mod members;
mod own_replicas;
pub mod persons;
pub mod rights;
mod writers;

use pantry::policy::Role;
use sha2::{Digest, Sha256};
use sync::codec::{Epoch, HouseholdId};

use crate::db::{self, Db};
use crate::hub::database;
use crate::random;
use keys::MAX_KEYS;
use members::{check_owner_left, check_still_there};

/// Devices of one household.
const MAX_DEVICES: i64 = 64;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// What it keeps is not what was put there.
    #[error("the database holds a role or an id that cannot be read")]
    Damaged,
    /// There is such a household already.
    #[error(
        "this household is on the server already: ask a member for an invitation, or whoever \
         keeps the server (`larder admin invite`)"
    )]
    Taken,
    /// Nothing is kept for such a household.
    #[error("there is no such household here")]
    NoHousehold,
    /// The invitation does not hold.
    #[error("this invitation was used, has expired or never was: ask for a new one")]
    NotInvited,
    /// The member may not do this.
    #[error("only an owner or an admin may do this")]
    Forbidden,
    /// Without it nobody could invite owners any more.
    #[error("this is the last device of an owner: invite another owner first")]
    LastOwner,
    /// The account is a member already.
    #[error("you are in this household already")]
    InAlready,
    /// The device's member has another account.
    #[error("this device is of a member with another account: sign in with that one")]
    Attached,
    /// The account is in no household.
    #[error(
        "your account is in no household yet: take an invitation, or attach a device that is \
         in one"
    )]
    NoMembership,
    /// The account is in several households.
    #[error("your account is in several households: name one of them by `Larder-Household`")]
    SeveralHouseholds,
    /// There are too many devices.
    #[error("a household has at most {MAX_DEVICES} devices: remove one that is not used any more")]
    Full,
    /// There are too many keys.
    #[error("a household has at most {MAX_KEYS} keys: revoke one that is not used any more")]
    TooManyKeys,
}

/// A device that has proved itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Its id.
    pub id: [u8; 16],
    /// Its household.
    pub household: HouseholdId,
    /// Its member.
    pub member: [u8; 16],
    /// What the member may do, now.
    pub role: Role,
}

/// A member who has proved themselves, by a device or by signing in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The household.
    pub household: HouseholdId,
    /// The member.
    pub member: [u8; 16],
    /// What they may do, now.
    pub role: Role,
    /// The device; none where a person has signed in.
    pub device: Option<[u8; 16]>,
}

impl From<&Device> for Actor {
    fn from(device: &Device) -> Self {
        Self {
            household: device.household,
            member: device.member,
            role: device.role,
            device: Some(device.id),
        }
    }
}

impl From<&Actor> for Actor {
    fn from(actor: &Actor) -> Self {
        actor.clone()
    }
}

/// A device of a household, for its members to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its id.
    pub id: [u8; 16],
    /// Its member.
    pub member: [u8; 16],
    /// What its owner calls it.
    pub name: String,
    /// When it was last here, in Unix milliseconds.
    pub seen_ms: i64,
}

/// A device that asks to be let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Newcomer<'a> {
    /// What its owner calls it.
    pub name: &'a str,
    /// The token that it made for itself, so that it may ask again if the answer is lost;
    /// `None` if it is to be given one.
    pub token: Option<&'a str>,
}

/// A device that has just come in, with its token: nobody can ask for that again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Admitted {
    /// The device.
    pub device: Device,
    /// Its token, as text.
    pub token: String,
}

/// Members, devices and invitations in the server's database.
#[derive(Clone, Debug)]
pub struct Identity {
    db: Db,
}

impl Identity {
    /// The tables in an open database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// Makes a household that a device already has a part of its own: its first member
    /// owns it.
    ///
    /// # Errors
    ///
    /// If it is there already.
    pub async fn found(
        &self,
        household: HouseholdId,
        newcomer: &Newcomer<'_>,
        now_ms: i64,
    ) -> Result<Admitted, IdentityError> {
        let mut write = self.db.begin(household).await?;
        let epoch = Epoch(random()?);
        if !database::make(&mut write, household, epoch, now_ms).await? {
            drop(write);
            let again = self.again(newcomer, household).await?;
            return again.ok_or(IdentityError::Taken);
        }
        let admitted = admit(&mut write, household, Role::Owner, newcomer, now_ms).await?;
        write.commit().await?;
        Ok(admitted)
    }

    /// Lets a new member's device in by an invitation, which is used up.
    ///
    /// # Errors
    ///
    /// If the invitation does not hold, or the household is full.
    pub async fn join(
        &self,
        code: &str,
        newcomer: &Newcomer<'_>,
        now_ms: i64,
    ) -> Result<Admitted, IdentityError> {
        let of = self.invited_to(code).await?;
        let mut write = self.db.begin(of.ok_or(IdentityError::NotInvited)?).await?;
        let Some((household, role)) = invitations::take(&mut write, code, now_ms).await? else {
            drop(write);
            let again = self.joined_by(code, newcomer).await?;
            return again.ok_or(IdentityError::NotInvited);
        };
        check_room(&mut write, household).await?;
        let admitted = admit(&mut write, household, role, newcomer, now_ms).await?;
        write.commit().await?;
        Ok(admitted)
    }

    /// The answer to a device that asks once more because it never got the first one.
    async fn again(
        &self,
        newcomer: &Newcomer<'_>,
        household: HouseholdId,
    ) -> Result<Option<Admitted>, IdentityError> {
        let Some(token) = newcomer.token else {
            return Ok(None);
        };
        let device = self.by_token(token).await?;
        let device = device.filter(|device| device.household == household);
        let token = token.to_owned();
        Ok(device.map(|device| Admitted { device, token }))
    }

    /// The same for one that was let in by this invitation.
    async fn joined_by(
        &self,
        code: &str,
        newcomer: &Newcomer<'_>,
    ) -> Result<Option<Admitted>, IdentityError> {
        match self.invited_to(code).await? {
            Some(household) => self.again(newcomer, household).await,
            None => Ok(None),
        }
    }

    /// The household that an invitation is for, whether it holds or not.
    async fn invited_to(&self, code: &str) -> Result<Option<HouseholdId>, IdentityError> {
        let household: Option<Vec<u8>> =
            db::query_scalar("SELECT household FROM invitation WHERE code = $1")
                .bind(digest(code).as_slice())
                .fetch_optional(&self.db)
                .await?;
        let household = household.map(|id| Ok(HouseholdId(fixed(&id)?)));
        household.transpose()
    }

    /// The device that a token belongs to, unless it was revoked.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn by_token(&self, token: &str) -> Result<Option<Device>, IdentityError> {
        type Found = (Vec<u8>, Vec<u8>, Vec<u8>, i64);
        let found: Option<Found> = db::query_as(
            "SELECT device.id, device.household, device.member, member.role \
             FROM device JOIN member ON member.id = device.member \
             WHERE device.token = $1 AND device.revoked_ms IS NULL",
        )
        .bind(digest(token).as_slice())
        .fetch_optional(&self.db)
        .await?;
        let device = found.map(|(id, household, member, role)| {
            Ok(Device {
                id: fixed(&id)?,
                household: HouseholdId(fixed(&household)?),
                member: fixed(&member)?,
                role: read_role(role)?,
            })
        });
        device.transpose()
    }

    /// The devices of a household that may take part, the latest seen first.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn devices(&self, household: HouseholdId) -> Result<Vec<Listed>, IdentityError> {
        type Found = (Vec<u8>, Vec<u8>, String, i64);
        let found: Vec<Found> = db::query_as(
            "SELECT id, member, name, seen_ms FROM device \
             WHERE household = $1 AND revoked_ms IS NULL ORDER BY seen_ms DESC, id",
        )
        .bind(household.0.as_slice())
        .fetch_all(&self.db)
        .await?;
        let listed = found.into_iter().map(|(id, member, name, seen_ms)| {
            Ok(Listed {
                id: fixed(&id)?,
                member: fixed(&member)?,
                name,
                seen_ms,
            })
        });
        listed.collect()
    }

    /// Shuts a device out; `false` if there is none. A member may shut out their own, an
    /// admin any but an owner's, an owner any but the last one of an owner.
    ///
    /// # Errors
    ///
    /// If the member may not do it.
    pub async fn revoke(
        &self,
        by: impl Into<Actor>,
        device: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, IdentityError> {
        let by = by.into();
        let mut write = self.db.begin(by.household).await?;
        check_still_there(&mut write, &by).await?;
        let of: Option<(Vec<u8>, i64)> = db::query_as(
            "SELECT member.id, member.role FROM device JOIN member ON member.id = device.member \
             WHERE device.id = $1 AND device.household = $2 AND device.revoked_ms IS NULL",
        )
        .bind(device.as_slice())
        .bind(by.household.0.as_slice())
        .fetch_optional(&mut *write)
        .await?;
        let Some((member, role)) = of else {
            return Ok(false);
        };
        let role = read_role(role)?;
        rights::check_may_shut_out(&by, fixed(&member)?, role)?;
        if role == Role::Owner {
            check_owner_left(&mut write, by.household, Some(device), None).await?;
        }
        db::query("UPDATE device SET revoked_ms = $1 WHERE id = $2")
            .bind(now_ms)
            .bind(device.as_slice())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(true)
    }
}

/// Whether a household takes another device.
async fn check_room(
    from: &mut db::Connection,
    household: HouseholdId,
) -> Result<(), IdentityError> {
    let devices: i64 =
        db::query_scalar("SELECT count(*) FROM device WHERE household = $1 AND revoked_ms IS NULL")
            .bind(household.0.as_slice())
            .fetch_one(from)
            .await?;
    let is_room = devices < MAX_DEVICES;
    is_room.then_some(()).ok_or(IdentityError::Full)
}

/// Adds a member with a first device.
async fn admit(
    write: &mut db::Connection,
    household: HouseholdId,
    role: Role,
    newcomer: &Newcomer<'_>,
    now_ms: i64,
) -> Result<Admitted, IdentityError> {
    let member: [u8; 16] = random()?;
    db::query("INSERT INTO member (id, household, role, made_ms) VALUES ($1, $2, $3, $4)")
        .bind(member.as_slice())
        .bind(household.0.as_slice())
        .bind(i64::from(role.code()))
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
    add_device(write, (household, member, role), newcomer, now_ms).await
}

/// Adds a device of a member who is there.
async fn add_device(
    write: &mut db::Connection,
    (household, member, role): (HouseholdId, [u8; 16], Role),
    newcomer: &Newcomer<'_>,
    now_ms: i64,
) -> Result<Admitted, IdentityError> {
    let id: [u8; 16] = random()?;
    let token = match newcomer.token {
        Some(token) => token.to_owned(),
        None => hex(&random::<32>()?),
    };
    db::query(
        "INSERT INTO device (id, household, member, name, token, made_ms, seen_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.as_slice())
    .bind(household.0.as_slice())
    .bind(member.as_slice())
    .bind(newcomer.name)
    .bind(digest(&token).as_slice())
    .bind(now_ms)
    .bind(now_ms)
    .execute(write)
    .await?;
    let device = Device {
        id,
        household,
        member,
        role,
    };
    Ok(Admitted { device, token })
}

fn random<const N: usize>() -> Result<[u8; N], IdentityError> {
    random::bytes().ok_or(IdentityError::NoRandomness)
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Bytes as text of two digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether text is so many hexadecimal digits.
pub fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The 16 bytes of what [`hex`] wrote.
pub fn read_id(text: &str) -> Option<[u8; 16]> {
    let number = is_hex(text, 32).then(|| u128::from_str_radix(text, 16));
    Some(number?.ok()?.to_be_bytes())
}

fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], IdentityError> {
    bytes.try_into().map_err(|_| IdentityError::Damaged)
}

fn read_role(code: i64) -> Result<Role, IdentityError> {
    let code = u8::try_from(code).ok();
    code.and_then(Role::from_code).ok_or(IdentityError::Damaged)
}

#[cfg(test)]
mod tests;

//! Accounts in households: an account is a member in each of them, beside its devices there.

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::members::{remove, role_of};
use super::rights::joined;
use super::{
    Actor, Admitted, Device, Identity, IdentityError, Newcomer, add_device, check_room, fixed,
    invitations, random, read_role,
};
use crate::db;

/// What an account is in a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Membership {
    /// The household.
    pub household: HouseholdId,
    /// The member there.
    pub member: [u8; 16],
    /// What it may do.
    pub role: Role,
    /// Since when, in Unix milliseconds.
    pub made_ms: i64,
}

/// A device of an account, for its person to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnDevice {
    /// Its id.
    pub id: [u8; 16],
    /// Where it is let in.
    pub household: HouseholdId,
    /// What it is called.
    pub name: String,
    /// When it was let in, in Unix milliseconds.
    pub made_ms: i64,
    /// When it was last here, in Unix milliseconds.
    pub seen_ms: i64,
}

impl From<Membership> for Actor {
    fn from(of: Membership) -> Self {
        Self {
            household: of.household,
            member: of.member,
            role: of.role,
            device: None,
        }
    }
}

impl Identity {
    /// The households of an account, the one that it came to first in front.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn memberships(&self, account: [u8; 16]) -> Result<Vec<Membership>, IdentityError> {
        let found: Vec<(Vec<u8>, Vec<u8>, i64, i64)> = db::query_as(
            "SELECT household, id, role, made_ms FROM member \
             WHERE account = $1 AND removed_ms IS NULL ORDER BY made_ms, household",
        )
        .bind(account.as_slice())
        .fetch_all(&self.db)
        .await?;
        let memberships = found.into_iter().map(|(household, member, role, made_ms)| {
            Ok(Membership {
                household: HouseholdId(fixed(&household)?),
                member: fixed(&member)?,
                role: read_role(role)?,
                made_ms,
            })
        });
        memberships.collect()
    }

    /// The devices of an account that are let in, in all its households, the one that came last in
    /// front.
    ///
    /// # Errors
    ///
    /// If the database fails.
    pub async fn own_devices(&self, account: [u8; 16]) -> Result<Vec<OwnDevice>, IdentityError> {
        type Found = (Vec<u8>, Vec<u8>, String, i64, i64);
        let found: Vec<Found> = db::query_as(
            "SELECT device.id, device.household, name, device.made_ms, seen_ms FROM device \
             JOIN member ON member.id = device.member WHERE member.account = $1 \
             AND removed_ms IS NULL AND revoked_ms IS NULL ORDER BY device.made_ms DESC, device.id",
        )
        .bind(account.as_slice())
        .fetch_all(&self.db)
        .await?;
        let own = found
            .into_iter()
            .map(|(id, household, name, made_ms, seen_ms)| {
                Ok(OwnDevice {
                    id: fixed(&id)?,
                    household: HouseholdId(fixed(&household)?),
                    name,
                    made_ms,
                    seen_ms,
                })
            });
        own.collect()
    }

    /// What an account is in one of its households.
    ///
    /// # Errors
    ///
    /// If it is in no such household.
    pub async fn membership(
        &self,
        account: [u8; 16],
        household: HouseholdId,
    ) -> Result<Membership, IdentityError> {
        let all = self.memberships(account).await?.into_iter();
        let mut of = all.filter(|one| one.household == household);
        of.next().ok_or(IdentityError::NoHousehold)
    }

    /// Lets an account in by an invitation, which is used up.
    ///
    /// # Errors
    ///
    /// If the invitation does not hold, or the account is in the household already: the
    /// invitation still holds then.
    pub async fn join_as(
        &self,
        code: &str,
        account: [u8; 16],
        now_ms: i64,
    ) -> Result<Membership, IdentityError> {
        let of = self.invited_to(code).await?;
        let mut write = self.db.begin(of.ok_or(IdentityError::NotInvited)?).await?;
        let taken = invitations::take(&mut write, code, now_ms).await?;
        let (household, role) = taken.ok_or(IdentityError::NotInvited)?;
        if member_of(&mut write, household, account).await?.is_some() {
            return Err(IdentityError::InAlready);
        }
        let member: [u8; 16] = random()?;
        db::query(
            "INSERT INTO member (id, household, role, made_ms, account) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(member.as_slice())
        .bind(household.0.as_slice())
        .bind(i64::from(role.code()))
        .bind(now_ms)
        .bind(account.as_slice())
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        self.membership(account, household).await
    }

    /// Makes a device's member the account's own. Where the account is a member there already,
    /// the two become one, who has shown to be both and may what either may.
    ///
    /// # Errors
    ///
    /// If the member is another account's.
    pub async fn attach(
        &self,
        device: &Device,
        account: [u8; 16],
        now_ms: i64,
    ) -> Result<Membership, IdentityError> {
        let mut write = self.db.begin(device.household).await?;
        let (household, member) = (device.household, device.member);
        let owner: Option<Vec<u8>> =
            db::query_scalar("SELECT account FROM member WHERE id = $1 AND removed_ms IS NULL")
                .bind(member.as_slice())
                .fetch_optional(&mut *write)
                .await?
                .ok_or(IdentityError::NoHousehold)?;
        match owner {
            Some(owner) if owner == account => {}
            Some(_) => return Err(IdentityError::Attached),
            None => match member_of(&mut write, household, account).await? {
                None => set_account(&mut write, member, account).await?,
                Some(own) => merge(&mut write, household, member, own, now_ms).await?,
            },
        }
        write.commit().await?;
        self.membership(account, household).await
    }

    /// Lets another device of an account into one of its households.
    ///
    /// # Errors
    ///
    /// If the account is in no such household, or that is full.
    pub async fn add_device(
        &self,
        account: [u8; 16],
        household: HouseholdId,
        newcomer: &Newcomer<'_>,
        now_ms: i64,
    ) -> Result<Admitted, IdentityError> {
        let mut write = self.db.begin(household).await?;
        let own = member_of(&mut write, household, account).await?;
        let own = own.ok_or(IdentityError::NoHousehold)?;
        let role = role_of(&mut write, household, own).await?;
        let role = role.ok_or(IdentityError::NoHousehold)?;
        check_room(&mut write, household).await?;
        let admitted = add_device(&mut write, (household, own, role), newcomer, now_ms).await?;
        write.commit().await?;
        Ok(admitted)
    }
}

/// The member that an account is in a household.
async fn member_of(
    from: &mut db::Connection,
    household: HouseholdId,
    account: [u8; 16],
) -> Result<Option<[u8; 16]>, IdentityError> {
    let found: Option<Vec<u8>> = db::query_scalar(
        "SELECT id FROM member WHERE household = $1 AND account = $2 AND removed_ms IS NULL",
    )
    .bind(household.0.as_slice())
    .bind(account.as_slice())
    .fetch_optional(from)
    .await?;
    found.map(|id| fixed(&id)).transpose()
}

async fn set_account(
    write: &mut db::Connection,
    member: [u8; 16],
    account: [u8; 16],
) -> Result<(), IdentityError> {
    db::query("UPDATE member SET account = $1 WHERE id = $2")
        .bind(account.as_slice())
        .bind(member.as_slice())
        .execute(write)
        .await?;
    Ok(())
}

/// Hands a member's devices to another one, who then has the role of both.
async fn merge(
    write: &mut db::Connection,
    household: HouseholdId,
    from: [u8; 16],
    into: [u8; 16],
    now_ms: i64,
) -> Result<(), IdentityError> {
    let one = role_of(write, household, from).await?;
    let other = role_of(write, household, into).await?;
    let (one, other) = one.zip(other).ok_or(IdentityError::Damaged)?;
    db::query("UPDATE member SET role = $1 WHERE id = $2")
        .bind(i64::from(joined(one, other).code()))
        .bind(into.as_slice())
        .execute(&mut *write)
        .await?;
    // What it invited to still holds, and is the other one's to answer for.
    for handed in [
        "UPDATE device SET member = $1 WHERE member = $2",
        "UPDATE invitation SET by_member = $1 WHERE by_member = $2",
    ] {
        db::query(handed)
            .bind(into.as_slice())
            .bind(from.as_slice())
            .execute(&mut *write)
            .await?;
    }
    remove(write, from, now_ms).await
}

//! Accounts in households.

use super::*;
use crate::identity::persons::Membership;

async fn account(identity: &Identity, number: u8) -> [u8; 16] {
    let id = [number; 16];
    db::query(
        "INSERT INTO account (id, email, name, password, made_ms) VALUES ($1, $2, $3, '', 1)",
    )
    .bind(id.as_slice())
    .bind(format!("{number}@example.org"))
    .bind("Ana")
    .execute(&identity.db)
    .await
    .expect("an account");
    id
}

async fn joined(identity: &Identity, by: &Admitted, role: Role, number: u8) -> Membership {
    let (id, code) = (
        account(identity, number).await,
        invited(identity, by, role).await,
    );
    identity.join_as(&code, id, NOW_MS).await.expect("joined")
}

#[tokio::test]
async fn an_account_takes_an_invitation_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let ana = account(&identity, 1).await;
    let code = invited(&identity, &owner, Role::Shopper).await;
    let joined = identity.join_as(&code, ana, NOW_MS).await.expect("joined");
    assert_eq!((joined.household, joined.role), (HOUSEHOLD, Role::Shopper));
    let used = identity.join_as(&code, ana, NOW_MS).await;
    assert!(matches!(used, Err(IdentityError::NotInvited)));
    let other = invited(&identity, &owner, Role::Member).await;
    let twice = identity.join_as(&other, ana, NOW_MS).await;
    assert!(matches!(twice, Err(IdentityError::InAlready)));
    // What was of no use to one is still of use to another.
    let phone = identity.join(&other, &called("Phone"), NOW_MS).await;
    assert_eq!(phone.expect("joined").device.role, Role::Member);
    assert_eq!(identity.memberships(ana).await.expect("listed"), [joined]);
}

#[tokio::test]
async fn two_members_who_are_one_person_become_one_who_may_what_either_may() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let viewer = joined(&identity, &owner, Role::Viewer, 1).await;
    let code = invited(&identity, &owner, Role::Admin).await;
    let admin = identity.join(&code, &called("Phone"), NOW_MS).await;
    let admin = admin.expect("joined");
    let open = invited(&identity, &admin, Role::Member).await;
    let one = identity.attach(&admin.device, [1; 16], NOW_MS).await;
    let one = one.expect("attached");
    assert_eq!((one.member, one.role), (viewer.member, Role::Admin));
    let device = identity.by_token(&admin.token).await.expect("asked");
    let device = device.expect("it is still let in");
    assert_eq!((device.member, device.role), (viewer.member, Role::Admin));
    let members = identity.members(HOUSEHOLD).await.expect("listed");
    assert_eq!(members.len(), 2, "{members:?}");
    identity
        .join(&open, &called("Friend"), NOW_MS)
        .await
        .expect("the invitation still holds");
}

#[tokio::test]
async fn an_owner_who_signs_in_is_a_way_back_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let ana = account(&identity, 1).await;
    identity
        .attach(&owner.device, ana, NOW_MS)
        .await
        .expect("attached");
    let revoked = identity
        .revoke(&owner.device, owner.device.id, NOW_MS)
        .await;
    assert!(revoked.expect("ana can sign in"));
    let own = identity.membership(ana, HOUSEHOLD).await.expect("a member");
    let by = Actor::from(own);
    let last = identity.remove_member(&by, own.member, NOW_MS).await;
    assert!(matches!(last, Err(IdentityError::LastOwner)));
    let last = identity.change_role(&by, own.member, Role::Viewer).await;
    assert!(matches!(last, Err(IdentityError::LastOwner)));
    let phone = identity
        .add_device(ana, HOUSEHOLD, &called("Phone"), NOW_MS)
        .await;
    assert_eq!(phone.expect("let in").device.member, own.member);
    let elsewhere = HouseholdId([9; 16]);
    let nowhere = identity
        .add_device(ana, elsewhere, &called("Phone"), NOW_MS)
        .await;
    assert!(matches!(nowhere, Err(IdentityError::NoHousehold)));
}

/// Each decided by what the other was when they asked.
#[tokio::test]
async fn of_two_owners_who_remove_each_other_one_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let ana = Actor::from(joined(&identity, &owner, Role::Owner, 1).await);
    let own = Actor::from(&owner.device);
    let first = identity.remove_member(&ana, own.member, NOW_MS).await;
    assert!(first.expect("removed"));
    let second = identity.remove_member(&own, ana.member, NOW_MS).await;
    assert!(matches!(second, Err(IdentityError::Forbidden)));
    let promoted = identity.change_role(&own, ana.member, Role::Viewer).await;
    assert!(matches!(promoted, Err(IdentityError::Forbidden)));
}

#[tokio::test]
async fn who_was_removed_may_be_invited_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let first = joined(&identity, &owner, Role::Member, 1).await;
    let by = Actor::from(&owner.device);
    let removed = identity.remove_member(&by, first.member, NOW_MS).await;
    assert!(removed.expect("removed"));
    assert!(
        identity
            .memberships([1; 16])
            .await
            .expect("listed")
            .is_empty()
    );
    let code = invited(&identity, &owner, Role::Viewer).await;
    let again = identity.join_as(&code, [1; 16], NOW_MS).await;
    let again = again.expect("joined");
    assert_eq!(again.role, Role::Viewer);
    assert_ne!(again.member, first.member);
}

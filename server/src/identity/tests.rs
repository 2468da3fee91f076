//! Founding, inviting, joining, shutting out.

mod keeper;
mod persons;

use super::*;
use crate::db;
use crate::hub::database::DatabaseStore;
use crate::hub::{Claim, Hub};
use sync::ReplicaId;

const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);
const NOW_MS: i64 = 1_790_000_000_000;

async fn identity(folder: &std::path::Path) -> Identity {
    Identity::new(db::testing::open(folder).await.expect("a database"))
}

fn called(name: &str) -> Newcomer<'_> {
    Newcomer { name, token: None }
}

async fn founded(identity: &Identity) -> Admitted {
    let founded = identity.found(HOUSEHOLD, &called("Kitchen"), NOW_MS).await;
    founded.expect("founded")
}

/// The code of an invitation.
async fn invited(identity: &Identity, by: &Admitted, role: Role) -> String {
    let invited = identity.invite(&by.device, role, NOW_MS).await;
    invited.expect("invited").0
}

#[tokio::test]
async fn who_founds_a_household_owns_it_and_nobody_founds_it_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    assert_eq!(owner.device.role, Role::Owner);
    let found = identity.by_token(&owner.token).await.expect("asked");
    assert_eq!(found.as_ref(), Some(&owner.device));
    let again = identity.found(HOUSEHOLD, &called("Attic"), NOW_MS).await;
    assert!(matches!(again, Err(IdentityError::Taken)));
    assert_eq!(identity.by_token("").await.expect("asked"), None);
}

#[tokio::test]
async fn an_invitation_lets_one_person_in_and_expires() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let invited = identity.invite(&owner.device, Role::Shopper, NOW_MS).await;
    let (code, expires_ms) = invited.expect("invited");
    let late = identity.join(&code, &called("Phone"), expires_ms).await;
    assert!(matches!(late, Err(IdentityError::NotInvited)));
    let phone = identity
        .join(&code, &called("Phone"), expires_ms - 1)
        .await
        .expect("joined");
    assert_eq!(
        (phone.device.role, phone.device.household),
        (Role::Shopper, HOUSEHOLD)
    );
    let again = identity
        .join(&code, &called("Another"), expires_ms - 1)
        .await;
    assert!(matches!(again, Err(IdentityError::NotInvited)));
    let names: Vec<String> = identity
        .devices(HOUSEHOLD)
        .await
        .expect("listed")
        .into_iter()
        .map(|device| device.name)
        .collect();
    assert_eq!(names, ["Phone", "Kitchen"]);
}

#[tokio::test]
async fn only_owners_and_admins_invite_and_admins_no_owners() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    for role in [Role::Admin, Role::Member, Role::Shopper, Role::Viewer] {
        let code = invited(&identity, &owner, role).await;
        let joined = identity
            .join(&code, &called("Phone"), NOW_MS)
            .await
            .expect("joined")
            .device;
        let may = |invited: Result<_, IdentityError>| invited.is_ok();
        let invites = may(identity.invite(&joined, Role::Member, NOW_MS).await);
        assert_eq!(invites, role == Role::Admin, "{role:?}");
        assert!(
            !may(identity.invite(&joined, Role::Owner, NOW_MS).await),
            "{role:?}"
        );
    }
}

#[tokio::test]
async fn a_revoked_device_is_out_and_its_invitations_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let code = invited(&identity, &owner, Role::Admin).await;
    let admin = identity
        .join(&code, &called("Phone"), NOW_MS)
        .await
        .expect("joined");
    let open = invited(&identity, &admin, Role::Member).await;
    let other = invited(&identity, &owner, Role::Member).await;
    let member = identity
        .join(&other, &called("Tablet"), NOW_MS)
        .await
        .expect("joined");
    let by_member = identity
        .revoke(&member.device, admin.device.id, NOW_MS)
        .await;
    assert!(matches!(by_member, Err(IdentityError::Forbidden)));
    assert!(
        identity
            .revoke(&owner.device, admin.device.id, NOW_MS)
            .await
            .expect("revoked")
    );
    assert!(
        !identity
            .revoke(&owner.device, admin.device.id, NOW_MS)
            .await
            .expect("asked")
    );
    assert_eq!(identity.by_token(&admin.token).await.expect("asked"), None);
    let joined = identity.join(&open, &called("Friend"), NOW_MS).await;
    assert!(matches!(joined, Err(IdentityError::NotInvited)));
    assert!(
        identity
            .revoke(&member.device, member.device.id, NOW_MS)
            .await
            .expect("its own")
    );
}

/// Devices that greet for the first time all at once: each gets its own id, and of two that
/// want the same one gets it.
#[tokio::test]
async fn a_replica_id_belongs_to_one_device() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let hub = Hub::start(DatabaseStore::new(identity.db.clone()));
    let founder = founded(&identity).await;
    let code = invited(&identity, &founder, Role::Member).await;
    let owner = founder.device;
    let phone = identity
        .join(&code, &called("Phone"), NOW_MS)
        .await
        .expect("joined")
        .device;
    let mut claims = tokio::task::JoinSet::new();
    for device in [&owner, &phone] {
        for replica in [1, 2, 3] {
            let (hub, id) = (hub.clone(), device.id);
            claims.spawn(async move {
                let claim = hub.claim(HOUSEHOLD, ReplicaId(replica), id).await;
                (replica, claim.expect("claimed"))
            });
        }
    }
    let mut claims = claims.join_all().await;
    claims.sort_unstable_by_key(|(replica, claim)| (*replica, *claim != Claim::Own));
    let once_each = [1, 2, 3].map(|replica| [(replica, Claim::Own), (replica, Claim::Others)]);
    assert_eq!(claims, once_each.concat());
    let mut own = Vec::new();
    for device in [&owner, &phone] {
        for replica in identity
            .replicas(device.household, device.member)
            .await
            .expect("asked")
        {
            let again = hub.claim(HOUSEHOLD, replica, device.id).await;
            assert_eq!(again.expect("asked"), Claim::Own);
            own.push(replica.0);
        }
    }
    own.sort_unstable();
    assert_eq!(own, [1, 2, 3]);
}

#[tokio::test]
async fn a_device_writes_under_so_many_ids_and_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let hub = Hub::start(DatabaseStore::new(identity.db.clone()));
    let id = founded(&identity).await.device.id;
    for replica in 1..=65 {
        let claim = hub.claim(HOUSEHOLD, ReplicaId(replica), id).await;
        let expected = if replica == 65 {
            Claim::TooMany
        } else {
            Claim::Own
        };
        assert_eq!(claim.expect("asked"), expected, "{replica}");
    }
}

/// Who has the machine lets an owner in, whatever became of all devices.
#[tokio::test]
async fn an_owner_comes_back_by_an_invitation_of_the_keeper() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let lost = founded(&identity).await;
    assert_eq!(identity.households().await.expect("listed"), [HOUSEHOLD]);
    let elsewhere = HouseholdId([8; 16]);
    let nowhere = identity.invite_owner(elsewhere, NOW_MS).await;
    assert!(matches!(nowhere, Err(IdentityError::NoHousehold)));
    let invited = identity.invite_owner(HOUSEHOLD, NOW_MS).await;
    let (code, expires_ms) = invited.expect("invited");
    let late = identity.join(&code, &called("Phone"), expires_ms).await;
    assert!(matches!(late, Err(IdentityError::NotInvited)));
    let back = identity.join(&code, &called("Kitchen"), NOW_MS).await;
    let back = back.expect("joined").device;
    assert_eq!((back.role, back.household), (Role::Owner, HOUSEHOLD));
    let again = identity.join(&code, &called("Another"), NOW_MS).await;
    assert!(matches!(again, Err(IdentityError::NotInvited)));
    // The lost one is not the last of an owner any more, so it can go.
    let revoked = identity.revoke(&back, lost.device.id, NOW_MS).await;
    assert!(revoked.expect("shut out"));
}

#[tokio::test]
async fn nothing_kept_is_a_token_or_a_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let code = invited(&identity, &owner, Role::Admin).await;
    identity.db.close().await;
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(folder.path()).expect("the folder") {
        bytes.extend(std::fs::read(file.expect("a file").path()).expect("the file"));
    }
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(holds("Kitchen"));
    assert!(!holds(&owner.token) && !holds(&code));
}

#[tokio::test]
async fn an_owner_is_shut_out_by_no_admin_and_the_last_one_by_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let code = invited(&identity, &owner, Role::Admin).await;
    let admin = identity
        .join(&code, &called("Phone"), NOW_MS)
        .await
        .expect("joined");
    let by_admin = identity
        .revoke(&admin.device, owner.device.id, NOW_MS)
        .await;
    assert!(matches!(by_admin, Err(IdentityError::Forbidden)));
    let last = identity
        .revoke(&owner.device, owner.device.id, NOW_MS)
        .await;
    assert!(matches!(last, Err(IdentityError::LastOwner)));
    let code = invited(&identity, &owner, Role::Owner).await;
    identity
        .join(&code, &called("Tablet"), NOW_MS)
        .await
        .expect("joined");
    assert!(
        identity
            .revoke(&owner.device, owner.device.id, NOW_MS)
            .await
            .expect("revoked")
    );
}

/// The answer to founding or joining may be lost on its way: who made its token itself is
/// answered once more, and nobody else.
#[tokio::test]
async fn a_device_that_never_got_its_answer_asks_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let (own, other) = ("a".repeat(64), "b".repeat(64));
    let with = |token| Newcomer {
        name: "Kitchen",
        token: Some(token),
    };
    let first = identity.found(HOUSEHOLD, &with(&own), NOW_MS).await;
    let first = first.expect("founded");
    assert_eq!(first.token, own);
    let again = identity.found(HOUSEHOLD, &with(&own), NOW_MS).await;
    assert_eq!(again.expect("answered again"), first);
    let taken = identity.found(HOUSEHOLD, &with(&other), NOW_MS).await;
    assert!(matches!(taken, Err(IdentityError::Taken)));

    let code = invited(&identity, &first, Role::Member).await;
    let phone = identity.join(&code, &with(&other), NOW_MS).await;
    let phone = phone.expect("joined");
    let again = identity.join(&code, &with(&other), NOW_MS).await;
    assert_eq!(again.expect("answered again"), phone);
    let third = "c".repeat(64);
    let used = identity.join(&code, &with(&third), NOW_MS).await;
    assert!(matches!(used, Err(IdentityError::NotInvited)));
    assert_eq!(identity.devices(HOUSEHOLD).await.expect("listed").len(), 2);
}

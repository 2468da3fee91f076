//! What a keeper sees of households and does with them.

use super::*;
use crate::identity::keeper::Kept;

#[tokio::test]
async fn a_keeper_sees_what_households_take_and_when_they_were_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    assert_eq!(identity.kept().await.expect("listed"), []);
    let owner = founded(&identity).await;
    let code = invited(&identity, &owner, Role::Member).await;
    let late = NOW_MS + 5;
    let phone = identity
        .join(&code, &called("Phone"), late)
        .await
        .expect("joined");
    for hash in [1_u8, 2] {
        db::query(
            "INSERT INTO blob (household, hash, size, media_type, stored_ms) \
             VALUES ($1, $2, 1000, 'image/png', 1)",
        )
        .bind(HOUSEHOLD.0.as_slice())
        .bind([hash; 32].as_slice())
        .execute(&identity.db)
        .await
        .expect("a picture");
    }
    let kept = identity.kept().await.expect("listed");
    let expected = Kept {
        id: HOUSEHOLD,
        made_ms: NOW_MS,
        members: 2,
        devices: 2,
        ops: 0,
        bytes: 0,
        pictures: 2,
        picture_bytes: 2_000,
        seen_ms: Some(late),
    };
    assert_eq!(kept, std::slice::from_ref(&expected));
    let shut = identity
        .revoke(&owner.device, phone.device.id, NOW_MS)
        .await;
    assert!(shut.expect("shut out"));
    let kept = identity.kept().await.expect("listed");
    assert_eq!((kept[0].members, kept[0].devices), (1, 1));
}

#[tokio::test]
async fn a_keeper_changes_roles_but_leaves_an_owner() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    let code = invited(&identity, &owner, Role::Viewer).await;
    let phone = identity
        .join(&code, &called("Phone"), NOW_MS)
        .await
        .expect("joined");
    let change = |member, role| identity.change_role_at_server(HOUSEHOLD, member, role);
    let last = change(owner.device.member, Role::Member).await;
    assert!(matches!(last, Err(IdentityError::LastOwner)), "{last:?}");
    assert!(
        change(phone.device.member, Role::Owner)
            .await
            .expect("changed")
    );
    assert!(
        change(owner.device.member, Role::Member)
            .await
            .expect("changed")
    );
    let now = identity.by_token(&phone.token).await.expect("asked");
    assert_eq!(now.map(|device| device.role), Some(Role::Owner));
    assert!(
        !change([9; 16], Role::Member).await.expect("asked"),
        "nobody"
    );
}

#[tokio::test]
async fn a_keeper_removes_a_household_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity = identity(folder.path()).await;
    let owner = founded(&identity).await;
    assert!(identity.remove_household(HOUSEHOLD).await.expect("removed"));
    assert!(!identity.remove_household(HOUSEHOLD).await.expect("asked"));
    assert_eq!(identity.by_token(&owner.token).await.expect("asked"), None);
    // Its devices may found it again.
    founded(&identity).await;
}

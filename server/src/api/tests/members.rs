//! Persons in households: each way in, and what each role may by requests.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{Answer, House};

const ANA: &str = "ana@example.org";
const BEN: &str = "ben@example.org";

impl House {
    /// An invitation's code, by somebody who has signed in or a device.
    async fn invited(&self, by: &str, role: &str) -> Answer {
        let body = Some(json!({ "role": role }));
        self.ask("POST", "invitations", by, body).await
    }

    /// Signs up and in, and takes an invitation; the access token.
    async fn person(&self, email: &str, role: &str) -> String {
        self.sign_up(email).await;
        let (access, _) = self.tokens(email).await;
        let code = self.invited(&self.owner, role).await.ok()["code"].clone();
        let body = Some(json!({ "code": code }));
        let joined = self.ask("POST", "account/households", &access, body).await;
        assert_eq!(joined.status, StatusCode::CREATED, "{joined:?}");
        assert_eq!(joined.json["role"], role);
        access
    }

    async fn members(&self, token: &str) -> Vec<Json> {
        let listed = self.ask("GET", "members", token, None).await.ok();
        listed["data"].as_array().expect("a list").clone()
    }

    /// The path of the member that asks.
    async fn own_path(&self, token: &str) -> String {
        let members = self.members(token).await;
        let own = members.iter().find(|member| member["this"] == true);
        let own = own.expect("a member")["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        format!("members/{own}")
    }
}

#[tokio::test]
async fn a_person_who_has_signed_in_may_what_their_role_is_for() {
    let house = House::new().await;
    let (_, lot) = house.add(json!({ "name": "Eggs", "quantity": 60 })).await;
    for (role, stock, list, keys) in [
        ("owner", 200, 201, 200),
        ("admin", 200, 201, 200),
        ("member", 200, 201, 403),
        ("shopper", 403, 201, 403),
        ("viewer", 403, 403, 403),
    ] {
        let access = house.person(&format!("{role}@example.org"), role).await;
        let use_one = Some(json!({ "quantity": 1 }));
        let path = format!("pantry/lots/{lot}/use");
        let used = house.ask("POST", &path, &access, use_one).await;
        assert_eq!(used.status.as_u16(), stock, "{role}: {used:?}");
        let bread = Some(json!({ "name": format!("Bread by {role}") }));
        let added = house.ask("POST", "shopping-list", &access, bread).await;
        assert_eq!(added.status.as_u16(), list, "{role}: {added:?}");
        if list == 201 {
            let entry = added.json["entries"][0]["id"].as_str().expect("an id");
            let path = format!("shopping-list/{entry}/tick");
            house.ask("POST", &path, &access, None).await.ok();
            let action = added.json["action"].as_str().expect("an id");
            let undo = format!("journal/{action}/undo");
            house.ask("POST", &undo, &access, None).await.ok();
        }
        let listed = house.ask("GET", "keys", &access, None).await;
        assert_eq!(listed.status.as_u16(), keys, "{role}");
        house.ask("GET", "pantry/lots", &access, None).await.ok();
    }
}

#[tokio::test]
async fn a_page_writes_by_its_cookie_and_the_history_says_who() {
    let house = House::new().await;
    house.person(ANA, "member").await;
    let cookie = house.sign_in(ANA).await;
    let milk = json!({ "name": "Milk" });
    let added = house
        .page("POST", "pantry/items", &cookie, Some(milk))
        .await;
    assert_eq!(added.status, StatusCode::CREATED, "{added:?}");
    let writers = house.api.household(&house.owner).await["writers"].clone();
    let writers = writers.as_array().expect("a list").clone();
    assert!(
        writers.iter().any(|writer| writer["name"] == "Ana"),
        "{writers:?}"
    );
    let cross = [("sec-fetch-site", "cross-site"), ("cookie", &cookie)];
    let tea = Some(json!({ "name": "Tea" }));
    let forged = house.bare("POST", "pantry/items", &cross, tea).await;
    assert_eq!(
        (forged.status, forged.code()),
        (StatusCode::FORBIDDEN, "ERR_AUTH_003")
    );
}

#[tokio::test]
async fn a_device_that_is_in_attaches_itself_to_its_persons_account() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    let (access, _) = house.tokens(ANA).await;
    let nowhere = house.ask("GET", "pantry/items", &access, None).await;
    assert_eq!(
        (nowhere.status, nowhere.code()),
        (StatusCode::FORBIDDEN, "ERR_AUTH_003")
    );
    let body = || Some(json!({ "token": house.owner }));
    let attached = house
        .ask("POST", "account/devices", &access, body())
        .await
        .ok();
    assert_eq!(attached["role"], "owner");
    let again = house
        .ask("POST", "account/devices", &access, body())
        .await
        .ok();
    assert_eq!(again, attached);
    house.ask("GET", "pantry/items", &access, None).await.ok();
    house.get("pantry/items").await;
    let members = house.members(&access).await;
    assert_eq!(members.len(), 1);
    assert_eq!(
        (&members[0]["name"], &members[0]["devices"]),
        (&json!("Ana"), &json!(1))
    );
    house.sign_up(BEN).await;
    let (ben, _) = house.tokens(BEN).await;
    let taken = house.ask("POST", "account/devices", &ben, body()).await;
    assert_eq!(
        (taken.status, taken.code()),
        (StatusCode::CONFLICT, "ERR_SYNC_001")
    );
    let never = Some(json!({ "token": "0".repeat(64) }));
    let never = house.ask("POST", "account/devices", &ben, never).await;
    assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_page_attaches_its_device_by_both_its_cookies() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    let account = house.sign_in(ANA).await;
    let both = format!("{account}; __Host-larder={}", house.owner);
    let attached = house
        .page("POST", "account/devices", &both, None)
        .await
        .ok();
    assert_eq!(attached["role"], "owner");
    // The device goes on when the person signs out.
    house.page("POST", "auth/sign-out", &both, None).await;
    house.page("GET", "pantry/items", &both, None).await.ok();
    let alone = house.page("GET", "pantry/items", &account, None).await;
    assert_eq!(alone.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn of_several_households_the_request_names_one() {
    let house = House::new().await;
    let other = "08".repeat(16);
    let second = house.api.found_as(&other).await;
    house.sign_up(ANA).await;
    let (access, _) = house.tokens(ANA).await;
    for token in [&house.owner, &second] {
        let body = Some(json!({ "token": token }));
        house
            .ask("POST", "account/devices", &access, body)
            .await
            .ok();
    }
    let listed = house
        .ask("GET", "account/households", &access, None)
        .await
        .ok();
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(2));
    let unsaid = house.ask("GET", "pantry/items", &access, None).await;
    assert_eq!(
        (unsaid.status, unsaid.code()),
        (StatusCode::BAD_REQUEST, "ERR_REQUEST_001")
    );
    let named = [("larder-household", other.as_str())];
    let tea = || Some(json!({ "name": "Tea" }));
    let added = house
        .ask_with("POST", "pantry/items", &access, &named, tea())
        .await;
    assert_eq!(added.status, StatusCode::CREATED);
    assert_eq!(house.get("pantry/items").await["data"], json!([]));
    let there = house.ask("GET", "pantry/items", &second, None).await.ok();
    assert_eq!(there["data"].as_array().map(Vec::len), Some(1));
    // A device is of one household, and so is a key's.
    let device = house
        .ask_with("POST", "pantry/items", &house.owner, &named, tea())
        .await;
    assert_eq!(device.status, StatusCode::NOT_FOUND);
    house.sign_up(BEN).await;
    let (ben, _) = house.tokens(BEN).await;
    for wrong in [other.as_str(), "nonsense"] {
        let named = [("larder-household", wrong)];
        let stranger = house
            .ask_with("GET", "pantry/items", &ben, &named, None)
            .await;
        assert_eq!(
            (stranger.status, stranger.code()),
            (StatusCode::NOT_FOUND, "ERR_PANTRY_001")
        );
    }
}

#[tokio::test]
async fn roles_are_changed_at_once_and_by_whom_they_may_be() {
    let house = House::new().await;
    let admin = house.person(ANA, "admin").await;
    let member = house.person(BEN, "member").await;
    let (own, admins) = (house.own_path(&member).await, house.own_path(&admin).await);
    let owners = house.own_path(&house.owner).await;
    let to = |role: &str| Some(json!({ "role": role }));
    for (by, path, role, status) in [
        (&member, &own, "admin", 403),
        (&admin, &own, "owner", 403),
        (&admin, &owners, "viewer", 403),
        (&house.owner, &owners, "member", 409),
        (&admin, &own, "viewer", 204),
        (&house.owner, &admins, "shopper", 204),
        (&admin, &own, "member", 403),
    ] {
        let changed = house.ask("PATCH", path, by, to(role)).await;
        assert_eq!(
            changed.status.as_u16(),
            status,
            "{path} {role}: {changed:?}"
        );
    }
    let tea = Some(json!({ "name": "Tea" }));
    let now = house.ask("POST", "pantry/items", &member, tea).await;
    assert_eq!(now.status, StatusCode::FORBIDDEN);
    let never = house.ask("PATCH", &own, &house.owner, to("emperor")).await;
    assert_eq!(never.code(), "ERR_REQUEST_001");
}

#[tokio::test]
async fn who_is_removed_is_out_with_every_device_and_who_goes_may() {
    let house = House::new().await;
    let ana = house.person(ANA, "member").await;
    let home = crate::routes::tests::HOUSEHOLD;
    let path = format!("account/households/{home}/devices");
    let phone = Some(json!({ "device": "Phone" }));
    let phone = house.ask("POST", &path, &ana, phone).await;
    assert_eq!(phone.status, StatusCode::CREATED, "{phone:?}");
    let phone = phone.json["token"].as_str().expect("a token").to_owned();
    house.ask("GET", "pantry/items", &phone, None).await.ok();
    let code = house.invited(&ana, "viewer").await;
    assert_eq!(
        code.status,
        StatusCode::FORBIDDEN,
        "a member invites nobody"
    );
    let own = house.own_path(&ana).await;
    let key = house.key("write").await;
    let by_key = house.ask("DELETE", &own, &key, None).await;
    assert_eq!(by_key.status, StatusCode::FORBIDDEN);
    let removed = house.ask("DELETE", &own, &house.owner, None).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    for token in [&ana, &phone] {
        let out = house.ask("GET", "pantry/items", token, None).await;
        assert!(matches!(out.status.as_u16(), 401 | 403), "{out:?}");
    }
    house.ask("GET", "account", &ana, None).await.ok();
    let again = house.ask("DELETE", &own, &house.owner, None).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let ben = house.person(BEN, "viewer").await;
    let own = house.own_path(&ben).await;
    let gone = house.ask("DELETE", &own, &ben, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let owners = house.own_path(&house.owner).await;
    let last = house.ask("DELETE", &owners, &house.owner, None).await;
    assert_eq!(
        (last.status, last.code()),
        (StatusCode::CONFLICT, "ERR_SYNC_001")
    );
}

#[tokio::test]
async fn an_admin_by_signing_in_invites_and_shuts_out_as_by_a_device() {
    let house = House::new().await;
    let admin = house.person(ANA, "admin").await;
    assert_eq!(
        house.invited(&admin, "owner").await.status,
        StatusCode::FORBIDDEN
    );
    let code = house.invited(&admin, "member").await.ok()["code"].clone();
    let body = json!({ "code": code, "device": "Phone" });
    let joined = house.bare_owned("POST", "join", body).await.ok();
    let path = format!("devices/{}", joined["device"].as_str().expect("an id"));
    let out = house.ask("DELETE", &path, &admin, None).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let made = json!({ "name": "Shelf", "scope": "read" });
    let made = house.ask("POST", "keys", &admin, Some(made)).await;
    assert_eq!(made.status, StatusCode::CREATED);
    // Of what an admin offered nothing holds once they are none.
    let open = house.invited(&admin, "member").await.ok()["code"].clone();
    let own = house.own_path(&admin).await;
    let role = Some(json!({ "role": "member" }));
    house.ask("PATCH", &own, &house.owner, role).await;
    let body = json!({ "code": open, "device": "Phone" });
    let late = house.bare_owned("POST", "join", body).await;
    assert_eq!(late.status, StatusCode::GONE);
}

//! What is written by requests: devices see it, and roles and scopes hold.

use axum::http::StatusCode;
use pantry::household::Household;
use serde_json::{Value as Json, json};
use sync::Op;
use sync::exchange::{Frame, Refusal};

use super::House;
use crate::routes::tests::hello;

/// The household as a device reads it by sync.
async fn by_sync(house: &House, token: &str, replica: u64) -> Household {
    let pull = Frame::Pull { after: 0, needs: 0 };
    let said = house.api.say(token, &[hello(7, replica), pull]).await;
    let said = said.expect("answers");
    let Some(Frame::Page(page)) = said.last() else {
        unreachable!("{said:?}");
    };
    let ops: Vec<Op> = page.rows.iter().filter_map(|row| row.op()).collect();
    Household::from_ops(&ops)
}

#[tokio::test]
async fn a_device_sees_what_a_key_wrote() {
    let house = House::new().await;
    let key = house.key("write").await;
    let milk = json!({ "name": "Milk", "quantity": 1.5, "unit": "l", "location": "fridge" });
    let added = house.ask("POST", "pantry/items", &key, Some(milk)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{added:?}");
    let location = added.header("location").to_owned();
    let done = added.ok();
    assert_eq!(
        location,
        format!(
            "/api/v1/pantry/items/{}",
            done["items"][0]["id"].as_str().expect("an id")
        )
    );

    let household = by_sync(&house, &house.owner, 1).await;
    let item = household.item_named("milk").expect("it came");
    assert_eq!(
        household.overview(item.id).expect("shown").totals[0].milli,
        1_500
    );

    let lot = done["lots"][0]["id"].as_str().expect("an id");
    let path = format!("pantry/lots/{lot}/use");
    let used = house
        .ask("POST", &path, &key, Some(json!({ "quantity": 0.5 })))
        .await
        .ok();
    assert_eq!(used["lots"][0]["quantity"], 1, "{used}");
    let household = by_sync(&house, &house.owner, 1).await;
    let item = household.item_named("milk").expect("it is there");
    assert_eq!(
        household.overview(item.id).expect("shown").totals[0].milli,
        1_000
    );
    let writers = house.api.household(&house.owner).await["writers"].clone();
    let names: Vec<&Json> = writers
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert!(
        names.contains(&&json!("Shelf")),
        "the history can say who: {writers}"
    );
}

#[tokio::test]
async fn what_is_done_to_a_lot_is_what_the_app_does() {
    let house = House::new().await;
    let soup = json!({ "name": "Soup", "quantity": 3, "unit": "pack", "location": "pantry" });
    let (item, lot) = house.add(soup).await;
    let on = |deed: &str| format!("pantry/lots/{lot}/{deed}");
    let opened = house
        .post(&on("open"), json!({ "on": "2026-09-01", "quantity": 1 }))
        .await;
    assert_eq!(
        opened["lots"].as_array().expect("lots").len(),
        2,
        "one was split off"
    );
    let frozen = house.post(&on("freeze"), json!({})).await;
    assert_eq!(frozen["lots"][0]["location"], "freezer");
    let thawed = house.post(&on("thaw"), json!({})).await;
    assert_eq!(thawed["lots"][0]["location"], "fridge");
    let moved = house
        .post(&on("move"), json!({ "location": "pantry" }))
        .await;
    assert_eq!(moved["lots"][0]["location"], "pantry");
    let thrown = house
        .post(
            &on("discard"),
            json!({ "quantity": 1, "reason": "spoiled" }),
        )
        .await;
    assert_eq!(thrown["lots"][0]["quantity"], 1);
    let shown = house.get(&format!("pantry/items/{item}")).await;
    assert_eq!(
        (&shown["item"]["quantity"], &shown["item"]["lots"]),
        (&json!(2), &json!(2))
    );

    let journal = house.get("journal?limit=2").await;
    let latest = &journal["data"][0];
    assert_eq!(
        (&latest["did"], &latest["by"]),
        (&json!("discarded"), &json!("Kitchen"))
    );
    let undo = format!("journal/{}/undo", latest["id"].as_str().expect("an id"));
    house.ask("POST", &undo, &house.owner, None).await.ok();
    let back = house.get(&format!("pantry/lots/{lot}")).await;
    assert_eq!(back["quantity"], 2);
    let again = house.ask("POST", &undo, &house.owner, None).await;
    assert_eq!(
        (again.status, again.code()),
        (StatusCode::CONFLICT, "ERR_SYNC_001")
    );
    let redo = undo.replace("/undo", "/redo");
    house.ask("POST", &redo, &house.owner, None).await.ok();
    assert_eq!(
        house.get(&format!("pantry/lots/{lot}")).await["quantity"],
        1
    );
}

#[tokio::test]
async fn the_list_is_written_ticked_and_cleared() {
    let house = House::new().await;
    let bread = house
        .post("shopping-list", json!({ "name": "Bread", "quantity": 1 }))
        .await;
    let id = bread["entries"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let more = house
        .post("shopping-list", json!({ "name": "bread", "quantity": 2 }))
        .await;
    assert_eq!(
        more["entries"][0]["amount"]["quantity"], 3,
        "it is not there twice"
    );
    house
        .ask(
            "POST",
            &format!("shopping-list/{id}/tick"),
            &house.owner,
            None,
        )
        .await
        .ok();
    let twice = house
        .ask(
            "POST",
            &format!("shopping-list/{id}/tick"),
            &house.owner,
            None,
        )
        .await;
    assert_eq!(twice.code(), "ERR_SYNC_001");
    assert_eq!(
        house.get("shopping-list?ticked=false").await["data"],
        json!([])
    );
    house
        .ask(
            "POST",
            &format!("shopping-list/{id}/untick"),
            &house.owner,
            None,
        )
        .await
        .ok();
    house
        .ask(
            "POST",
            &format!("shopping-list/{id}/tick"),
            &house.owner,
            None,
        )
        .await
        .ok();
    house
        .ask("POST", "shopping-list/clear", &house.owner, None)
        .await
        .ok();
    assert_eq!(house.get("shopping-list").await["data"], json!([]));
    let nothing = house
        .ask("POST", "shopping-list/clear", &house.owner, None)
        .await
        .ok();
    assert_eq!(
        nothing["action"],
        Json::Null,
        "nothing is written for nothing"
    );
}

#[tokio::test]
async fn a_scanner_adds_one_and_uses_one_by_the_barcode() {
    let house = House::new().await;
    let unknown = house
        .ask("GET", "barcodes/4006381333931", &house.owner, None)
        .await
        .ok();
    assert_eq!(unknown["item"], Json::Null);
    let blind = house
        .ask("POST", "barcodes/4006381333931/add", &house.owner, None)
        .await;
    assert_eq!(
        (blind.status, blind.code()),
        (StatusCode::NOT_FOUND, "ERR_PANTRY_001")
    );
    let named = json!({ "name": "Oat milk", "quantity": 1, "unit": "l", "count": 2 });
    let added = house.post("barcodes/4006381333931/add", named).await;
    assert_eq!(added["items"][0]["quantity"], 2);
    house
        .ask("POST", "barcodes/4006381333931/add", &house.owner, None)
        .await
        .ok();
    let known = house.get("barcodes/4006381333931").await;
    assert_eq!(known["item"]["quantity"], 3, "as the last time");
    let used = house
        .ask("POST", "barcodes/4006381333931/use", &house.owner, None)
        .await
        .ok();
    assert_eq!(used["items"][0]["quantity"], 2);
    let body = Some(json!({ "count": 5 }));
    let short = house
        .ask("POST", "barcodes/4006381333931/use", &house.owner, body)
        .await;
    assert_eq!(
        (short.status, short.code()),
        (StatusCode::CONFLICT, "ERR_SYNC_001")
    );
}

#[tokio::test]
async fn several_actions_are_one_or_none() {
    let house = House::new().await;
    let (_, milk) = house.add(json!({ "name": "Milk", "quantity": 2 })).await;
    let (eggs, _) = house.add(json!({ "name": "Eggs", "quantity": 6 })).await;
    let actions = json!({ "actions": [
        { "do": "use", "id": milk, "with": { "quantity": 1 } },
        { "do": "use_item", "id": eggs, "with": { "quantity": 2 } },
        { "do": "add", "with": { "name": "Tea" } },
        { "do": "list", "with": { "name": "Bread" } },
    ] });
    let done = house.post("bulk", actions).await;
    assert_eq!(done["items"].as_array().expect("items").len(), 3, "{done}");
    let undo = format!(
        "journal/{}/undo",
        done["action"].as_str().expect("one action")
    );
    house.ask("POST", &undo, &house.owner, None).await.ok();
    assert_eq!(
        house.get(&format!("pantry/lots/{milk}")).await["quantity"],
        2
    );

    let half = json!({ "actions": [
        { "do": "use", "id": milk },
        { "do": "use_item", "id": eggs, "with": { "quantity": 60 } },
    ] });
    let refused = house.ask("POST", "bulk", &house.owner, Some(half)).await;
    assert_eq!(refused.code(), "ERR_SYNC_001");
    assert_eq!(
        house.get(&format!("pantry/lots/{milk}")).await["quantity"],
        2
    );
    let twice = json!({ "actions": [
        { "do": "use", "id": milk, "with": { "quantity": 1 } },
        { "do": "discard", "id": milk },
    ] });
    let refused = house.ask("POST", "bulk", &house.owner, Some(twice)).await;
    assert_eq!(refused.code(), "ERR_REQUEST_001");
    assert!(
        refused.json["detail"]
            .as_str()
            .expect("why")
            .starts_with("action 2:")
    );
}

#[tokio::test]
async fn roles_and_scopes_hold_as_they_do_by_sync() {
    let house = House::new().await;
    let (_, lot) = house.add(json!({ "name": "Milk", "quantity": 2 })).await;
    let viewer = house.api.join(&house.owner, "viewer").await;
    let shopper = house.api.join(&house.owner, "shopper").await;
    let member = house.api.join(&house.owner, "member").await;
    let (read, list, write) = (
        house.key("read").await,
        house.key("list").await,
        house.key("write").await,
    );
    let use_one = format!("pantry/lots/{lot}/use");
    for (who, token, stock, entries) in [
        ("viewer", &viewer, false, false),
        ("a key to read", &read, false, false),
        ("shopper", &shopper, false, true),
        ("a key for the list", &list, false, true),
        ("member", &member, true, true),
        ("a key to write", &write, true, true),
    ] {
        assert!(
            house
                .ask("GET", "pantry/items", token, None)
                .await
                .status
                .is_success()
        );
        let used = house
            .ask("POST", &use_one, token, Some(json!({ "quantity": 0.5 })))
            .await;
        assert_eq!(used.status.is_success(), stock, "{who}: {used:?}");
        let entry = Some(json!({ "name": format!("Bread for {who}") }));
        let listed = house.ask("POST", "shopping-list", token, entry).await;
        assert_eq!(listed.status.is_success(), entries, "{who}: {listed:?}");
        for refused in [used, listed]
            .iter()
            .filter(|answer| !answer.status.is_success())
        {
            assert_eq!(refused.code(), "ERR_AUTH_003", "{who}");
        }
    }
    let done = house
        .ask(
            "POST",
            "shopping-list",
            &list,
            Some(json!({ "name": "Jam" })),
        )
        .await
        .ok();
    let own = format!(
        "journal/{}/undo",
        done["action"].as_str().expect("an action")
    );
    house.ask("POST", &own, &list, None).await.ok();
    let others = house.get("journal?limit=50").await;
    let first = others["data"]
        .as_array()
        .expect("a list")
        .last()
        .expect("one")["id"]
        .clone();
    let others = format!("journal/{}/undo", first.as_str().expect("an id"));
    assert_eq!(
        house.ask("POST", &others, &list, None).await.code(),
        "ERR_AUTH_003"
    );
}

#[tokio::test]
async fn keys_are_made_by_owners_and_admins_and_end_when_revoked() {
    let house = House::new().await;
    let admin = house.api.join(&house.owner, "admin").await;
    let member = house.api.join(&house.owner, "member").await;
    let new = || Some(json!({ "name": "Shelf", "scope": "write" }));
    assert_eq!(
        house.ask("POST", "keys", &member, new()).await.code(),
        "ERR_AUTH_003"
    );
    let made = house.ask("POST", "keys", &admin, new()).await.ok();
    let secret = made["secret"].as_str().expect("a secret");
    assert_eq!(
        house.ask("POST", "keys", secret, new()).await.code(),
        "ERR_AUTH_003"
    );
    assert_eq!(
        house.ask("GET", "keys", secret, None).await.code(),
        "ERR_AUTH_003"
    );
    house.ask("GET", "places", secret, None).await.ok();
    let listed = house.get("keys").await;
    assert_eq!(listed["data"][0]["name"], "Shelf");
    assert!(listed["data"][0]["used_at"].is_string(), "{listed}");
    assert!(!listed.to_string().contains(secret));
    let path = format!("keys/{}", made["key"]["id"].as_str().expect("an id"));
    let revoked = house.ask("DELETE", &path, &house.owner, None).await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    let ended = house.ask("GET", "places", secret, None).await;
    assert_eq!(
        (ended.status, ended.code()),
        (StatusCode::UNAUTHORIZED, "ERR_AUTH_002")
    );
    assert_eq!(
        house.ask("GET", "places", "larder_no", None).await.code(),
        "ERR_AUTH_001"
    );
    assert_eq!(
        house.ask("DELETE", &path, &house.owner, None).await.code(),
        "ERR_PANTRY_001"
    );
    let synced = house.api.say(secret, &[hello(7, 9)]).await;
    assert_eq!(synced, Err(StatusCode::UNAUTHORIZED), "a key is no device");
}

#[tokio::test]
async fn no_device_writes_under_an_id_of_the_server() {
    let house = House::new().await;
    house.add(json!({ "name": "Milk" })).await;
    let own = house.api.household(&house.owner).await["writers"][0]["replica"].clone();
    let own = u64::from_str_radix(own.as_str().expect("an id"), 16).expect("digits");
    let said = house
        .api
        .say(&house.owner, &[hello(7, own)])
        .await
        .expect("answers");
    assert_eq!(said, [Frame::Refused(Refusal::Fork)]);
}

#[tokio::test]
async fn another_household_is_none_of_ones_business() {
    let house = House::new().await;
    let (item, lot) = house.add(json!({ "name": "Milk" })).await;
    let other = house.api.found_as(&"08".repeat(16)).await;
    for path in [format!("pantry/items/{item}"), format!("pantry/lots/{lot}")] {
        assert_eq!(
            house.ask("GET", &path, &other, None).await.code(),
            "ERR_PANTRY_001"
        );
    }
    let used = house
        .ask("POST", &format!("pantry/lots/{lot}/use"), &other, None)
        .await;
    assert_eq!(used.code(), "ERR_PANTRY_001");
    let named = format!("pantry/items?household_id={}", "07".repeat(16));
    assert_eq!(
        house.ask("GET", &named, &other, None).await.code(),
        "ERR_PANTRY_001"
    );
    assert_eq!(
        house.get(&named).await["data"]
            .as_array()
            .expect("a list")
            .len(),
        1
    );
}

#[tokio::test]
async fn the_export_is_the_archive_that_the_app_takes_in() {
    let house = House::new().await;
    house
        .add(json!({ "name": "Milk", "quantity": 1, "unit": "l" }))
        .await;
    let export = house.ask("GET", "export", &house.owner, None).await;
    assert!(export.header("content-disposition").contains(".json"));
    let export = export.ok();
    assert_eq!(export["format"], "larder-household");
    assert_eq!(export["lots"][0]["left"], "1 l");
}

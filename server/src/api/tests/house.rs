//! The household itself, its categories, and paths that are none.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value as Json, json};

use super::House;

#[tokio::test]
async fn a_key_reads_who_is_in_the_household_and_how_much() {
    let house = House::new().await;
    house.api.join(&house.owner, "shopper").await;
    let (_, lot) = house.add(json!({ "name": "Milk", "quantity": 2 })).await;
    house.add(json!({ "name": "Tea" })).await;
    house
        .post(&format!("pantry/lots/{lot}/use"), json!({}))
        .await;
    let key = house.key("read").await;
    let seen = house.ask("GET", "household", &key, None).await;
    assert_eq!(seen.header("cache-control"), "no-store");
    let seen = seen.ok();
    assert_eq!(
        (&seen["member"], &seen["role"], &seen["counts"]),
        (&Json::Null, &json!("viewer"), &Json::Null)
    );
    let roles = seen["members"].as_array().expect("members").iter();
    let roles: Vec<&Json> = roles.map(|member| &member["role"]).collect();
    assert_eq!(roles, ["owner", "shopper"]);
    assert_eq!(seen["devices"].as_array().map(Vec::len), Some(2));
    let own = house.get("household?counts=true").await;
    assert_eq!(
        (&own["role"], &own["member"]),
        (&json!("owner"), &seen["members"][0]["id"])
    );
    assert_eq!(
        own["counts"],
        json!({ "items": 2, "lots": 1, "places": 3, "to_buy": 0, "receipts": 0 })
    );
}

#[tokio::test]
async fn a_household_has_categories_of_its_own() {
    let house = House::new().await;
    let new = json!({ "name": "Barbecue", "like": "meat", "picture": "seafood" });
    let made = house
        .ask("POST", "categories", &house.owner, Some(new))
        .await;
    let location = made.header("location").to_owned();
    let made = made.ok();
    let id = made["categories"][0]["id"].as_str().expect("an id");
    let path = format!("categories/{id}");
    assert_eq!(location, format!("/api/v1/{path}"));
    let shown = house.get(&path).await;
    let expected = json!({
        "id": id, "name": "Barbecue", "like": "meat", "picture": "seafood", "own": true,
        "food": true, "hidden": false
    });
    assert_eq!(shown, expected);
    let (item, _) = house.add(json!({ "name": "Ribs", "category": id })).await;
    let edit = json!({ "name": "Grill", "position": 0, "hidden": true });
    let any = [("if-match", "*")];
    let edited = house.ask_with("PATCH", &path, &house.owner, &any, Some(edit));
    let edited = edited.await.ok();
    assert_eq!(edited["categories"][0]["name"], "Grill");
    let first = house.get("categories?limit=1").await;
    assert_eq!(
        (&first["data"][0]["id"], &first["data"][0]["hidden"]),
        (&json!(id), &json!(true))
    );
    let gone = house.ask_with("DELETE", &path, &house.owner, &any, None);
    gone.await.ok();
    let shown = house.ask("GET", &path, &house.owner, None).await;
    assert_eq!(shown.code(), "ERR_PANTRY_001");
    let ribs = house.get(&format!("pantry/items/{item}")).await;
    assert_eq!(ribs["item"]["category"], "meat", "what it was like");
}

#[tokio::test]
async fn every_households_categories_are_renamed_and_hidden_and_stay() {
    let house = House::new().await;
    let any = [("if-match", "*")];
    let edit = async |body: Json| {
        let path = "categories/dairy_eggs";
        let edited = house.ask_with("PATCH", path, &house.owner, &any, Some(body));
        edited.await
    };
    let named = edit(json!({ "name": "Fridge stuff", "hidden": true }))
        .await
        .ok();
    assert_eq!(named["categories"][0]["name"], "Fridge stuff");
    let back = edit(json!({ "name": null, "hidden": false })).await.ok();
    assert_eq!(back["categories"][0]["name"], "Dairy & eggs");
    for (body, code) in [
        (json!({ "name": " " }), "ERR_PANTRY_003"),
        (json!({ "picture": "meat" }), "ERR_PANTRY_003"),
        (json!({ "position": -1 }), "ERR_REQUEST_001"),
    ] {
        assert_eq!(edit(body.clone()).await.code(), code, "{body}");
    }
    let gone = house.ask_with("DELETE", "categories/meat", &house.owner, &any, None);
    assert_eq!(gone.await.code(), "ERR_SYNC_001");
    for (body, code) in [
        (json!({ "name": "Toys", "like": "toys" }), "ERR_PANTRY_003"),
        (json!({ "name": "", "like": "meat" }), "ERR_PANTRY_003"),
        (json!({ "name": "Toys" }), "ERR_REQUEST_001"),
    ] {
        let refused = house.ask("POST", "categories", &house.owner, Some(body.clone()));
        assert_eq!(refused.await.code(), code, "{body}");
    }
    let key = house.key("list").await;
    let new = Some(json!({ "name": "Toys", "like": "meat" }));
    let refused = house.ask("POST", "categories", &key, new).await;
    assert_eq!(refused.code(), "ERR_AUTH_003");
}

#[tokio::test]
async fn a_path_that_is_none_and_a_method_that_no_path_knows_are_problems() {
    let house = House::new().await;
    for (method, path, status, allowed) in [
        ("GET", "/api/v1/nothing", StatusCode::NOT_FOUND, None),
        ("POST", "/api/v1/nothing", StatusCode::NOT_FOUND, None),
        ("DELETE", "/api/v1/pantry", StatusCode::NOT_FOUND, None),
        ("GET", "/api/v2/pantry/items", StatusCode::NOT_FOUND, None),
        ("GET", "/api", StatusCode::NOT_FOUND, None),
        (
            "PUT",
            "/api/v1/places",
            StatusCode::METHOD_NOT_ALLOWED,
            Some("GET,HEAD,POST"),
        ),
        (
            "GET",
            "/api/v1/households",
            StatusCode::METHOD_NOT_ALLOWED,
            Some("POST"),
        ),
    ] {
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Body::empty()).expect("a request");
        let (got, response) = house.api.ask(request).await;
        let headers = response.headers().clone();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(
            (got, text("content-type"), text("allow")),
            (status, Some("application/problem+json"), allowed),
            "{method} {path}"
        );
        let body = to_bytes(response.into_body(), 1 << 20)
            .await
            .expect("a body");
        let problem: Json = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(problem["status"], status.as_u16(), "{method} {path}");
    }
    let request = Request::post("/nothing")
        .body(Body::empty())
        .expect("a request");
    let (got, response) = house.api.ask(request).await;
    assert_eq!(got, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(response.headers()["allow"], "GET,HEAD");
}

//! Whatever is sent: a problem, and never a fault of the server.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value as Json, json};

use super::House;

/// Requests of the random test.
const REQUESTS: usize = 2_000;

#[tokio::test]
async fn what_is_wrong_is_said_with_its_code() {
    let house = House::new().await;
    let (item, lot) = house
        .add(json!({ "name": "Milk", "quantity": 1, "unit": "l" }))
        .await;
    let on_lot = |deed: &str| format!("pantry/lots/{lot}/{deed}");
    let long = "x".repeat(251);
    for (path, body, code) in [
        ("pantry/items", json!({}), "ERR_REQUEST_001"),
        ("pantry/items", json!([]), "ERR_REQUEST_001"),
        (
            "pantry/items",
            json!({ "name": "A", "item": item }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "colour": "red" }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "quantity": "1" }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "quantity": 0.0001 }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "quantity": 1e300 }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "expiry_date": "soon" }),
            "ERR_REQUEST_001",
        ),
        ("pantry/items", json!({ "name": " " }), "ERR_PANTRY_003"),
        ("pantry/items", json!({ "name": long }), "ERR_PANTRY_003"),
        (
            "pantry/items",
            json!({ "name": "A", "quantity": -1 }),
            "ERR_PANTRY_003",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "quantity": 0 }),
            "ERR_PANTRY_003",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "unit": "furlong" }),
            "ERR_PANTRY_003",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "category": "toys" }),
            "ERR_PANTRY_003",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "place": "cellar" }),
            "ERR_PANTRY_003",
        ),
        (
            "pantry/items",
            json!({ "item": "0".repeat(32) }),
            "ERR_PANTRY_003",
        ),
        (
            &on_lot("use"),
            json!({ "quantity": 1, "unit": "kg" }),
            "ERR_PANTRY_003",
        ),
        (&on_lot("use"), json!({ "quantity": 2 }), "ERR_SYNC_001"),
        // All of it would be gone for want of a number.
        (&on_lot("use"), json!({ "unit": "l" }), "ERR_REQUEST_001"),
        (
            &on_lot("discard"),
            json!({ "unit": "l" }),
            "ERR_REQUEST_001",
        ),
        (&on_lot("open"), json!({ "unit": "l" }), "ERR_REQUEST_001"),
        (&on_lot("freeze"), json!({ "unit": "l" }), "ERR_REQUEST_001"),
        (
            &on_lot("move"),
            json!({ "unit": "l", "location": "freezer" }),
            "ERR_REQUEST_001",
        ),
        (
            &format!("pantry/items/{item}/use"),
            json!({ "unit": "l" }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "expiry_kind": "use_by" }),
            "ERR_REQUEST_001",
        ),
        (
            "pantry/items",
            json!({ "name": "A", "expiry_date": null, "expiry_kind": "use_by" }),
            "ERR_REQUEST_001",
        ),
        (
            "barcodes/4006381333931/add",
            json!({ "name": "A", "expiry_kind": "use_by" }),
            "ERR_REQUEST_001",
        ),
        (
            "bulk",
            json!({ "actions": [
                { "do": "list", "with": { "name": "Bread" } },
                { "do": "list", "with": { "name": "bread" } }
            ] }),
            "ERR_REQUEST_001",
        ),
        (&on_lot("move"), json!({}), "ERR_REQUEST_001"),
        (&on_lot("thaw"), json!({}), "ERR_SYNC_001"),
        (
            &on_lot("discard"),
            json!({ "reason": "bored" }),
            "ERR_REQUEST_001",
        ),
        ("shopping-list", json!({ "name": "" }), "ERR_PANTRY_003"),
        (
            "shopping-list",
            json!({ "name": "A", "unit": "kg" }),
            "ERR_REQUEST_001",
        ),
        ("bulk", json!({ "actions": [] }), "ERR_REQUEST_001"),
        (
            "bulk",
            json!({ "actions": [{ "do": "dance" }] }),
            "ERR_REQUEST_001",
        ),
        (
            "barcodes/123/add",
            json!({ "name": "A" }),
            "ERR_REQUEST_001",
        ),
        (
            "barcodes/4006381333931/add",
            json!({ "name": "A", "count": 0 }),
            "ERR_REQUEST_001",
        ),
        (
            "keys",
            json!({ "name": "", "scope": "read" }),
            "ERR_REQUEST_001",
        ),
        (
            "keys",
            json!({ "name": "A", "scope": "all" }),
            "ERR_REQUEST_001",
        ),
    ] {
        let answer = house
            .ask("POST", path, &house.owner, Some(body.clone()))
            .await;
        assert_eq!(answer.code(), code, "{path} {body}: {answer:?}");
    }
}

#[tokio::test]
async fn what_is_no_json_and_what_is_nowhere_is_said_to_be_so() {
    let house = House::new().await;
    let send = async |method: &str, path: &str, kind: &str, body: Vec<u8>| {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header("authorization", format!("Bearer {}", house.owner))
            .header("content-type", kind)
            .body(Body::from(body))
            .expect("a request");
        let (status, response) = house.api.ask(request).await;
        let kind = response.headers()["content-type"]
            .to_str()
            .expect("text")
            .to_owned();
        assert_eq!(kind, "application/problem+json", "{method} {path}");
        status
    };
    let json = "application/json";
    for (method, path, kind, body, status) in [
        (
            "POST",
            "pantry/items",
            "text/plain",
            b"{}".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            "POST",
            "pantry/items",
            json,
            b"{".to_vec(),
            StatusCode::BAD_REQUEST,
        ),
        (
            "POST",
            "pantry/items",
            json,
            vec![0xff; 10],
            StatusCode::BAD_REQUEST,
        ),
        (
            "POST",
            "pantry/items",
            json,
            vec![b' '; 1 << 21],
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (
            "PUT",
            "pantry/items",
            json,
            vec![],
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            "GET",
            "pantry/items/%ff",
            json,
            vec![],
            StatusCode::BAD_REQUEST,
        ),
        ("GET", "pantry/items/1", json, vec![], StatusCode::NOT_FOUND),
        ("GET", "journal/1", json, vec![], StatusCode::NOT_FOUND),
        ("GET", "receipts/1", json, vec![], StatusCode::NOT_FOUND),
    ] {
        assert_eq!(
            send(method, path, kind, body).await,
            status,
            "{method} {path}"
        );
    }
    let day = [("larder-today", "yesterday")];
    let answer = house
        .ask_with("GET", "places", &house.owner, &day, None)
        .await;
    assert_eq!(answer.code(), "ERR_REQUEST_001");
}

/// Words that mean something, so that random bodies get past the first check.
const WORDS: &[&str] = &[
    "name",
    "item",
    "quantity",
    "unit",
    "category",
    "place",
    "location",
    "expiry_date",
    "with",
    "expiry_kind",
    "price",
    "amount",
    "currency",
    "note",
    "actions",
    "do",
    "id",
    "kind",
    "on",
    "reason",
    "count",
    "size",
    "brand",
    "opened",
    "frozen",
    "thawed",
    "discount",
    "add",
    "use",
    "fridge",
    "kg",
    "pc",
    "EUR",
    "2.49",
    "2026-12-24",
    "-9999-01-01",
    "9999-12-31",
    "dairy_eggs",
    "spoiled",
    "like",
    "picture",
    "hidden",
    "position",
    "scope",
    "read",
    "list",
    "00000000000000000000000000000002",
    "",
    "\u{0}",
    "é",
];

fn random_json(random: &mut fastrand::Rng, ids: &[String], depth: usize) -> Json {
    let word = |random: &mut fastrand::Rng| match random.u8(..4) {
        0 => ids[random.usize(..ids.len())].clone(),
        _ => WORDS[random.usize(..WORDS.len())].to_owned(),
    };
    match random.u8(..if depth == 0 { 6 } else { 10 }) {
        0 => Json::Null,
        1 => json!(random.bool()),
        2 => json!(random.i64(..)),
        3 => json!(f64::from(random.i32(-5_000..5_000)) / 1_000.0),
        4 => json!(random.i64(-3..10)),
        5 => json!(word(random)),
        6 => {
            let count = random.usize(..4);
            (0..count)
                .map(|_| random_json(random, ids, depth - 1))
                .collect()
        }
        _ => {
            let count = random.usize(..6);
            let members = (0..count).map(|_| (word(random), random_json(random, ids, depth - 1)));
            Json::Object(members.collect())
        }
    }
}

#[tokio::test]
async fn random_bodies_are_answered_and_never_break_the_server() {
    let house = House::new().await;
    let (item, lot) = house.add(json!({ "name": "Milk", "quantity": 900 })).await;
    let entry = house
        .post("shopping-list", json!({ "name": "Bread" }))
        .await;
    let entry = entry["entries"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let place = "00000000000000000000000000000002";
    let routes: Vec<(&str, String)> = vec![
        ("POST", "pantry/items".into()),
        ("PATCH", format!("pantry/items/{item}")),
        ("POST", format!("pantry/items/{item}/use")),
        ("PATCH", format!("pantry/lots/{lot}")),
        ("POST", format!("pantry/lots/{lot}/use")),
        ("POST", format!("pantry/lots/{lot}/discard")),
        ("POST", format!("pantry/lots/{lot}/move")),
        ("POST", format!("pantry/lots/{lot}/open")),
        ("POST", format!("pantry/lots/{lot}/freeze")),
        ("POST", format!("pantry/lots/{lot}/thaw")),
        ("POST", "bulk".into()),
        ("POST", "barcodes/4006381333931/add".into()),
        ("POST", "barcodes/4006381333931/use".into()),
        ("POST", "places".into()),
        ("PATCH", format!("places/{place}")),
        ("POST", "categories".into()),
        ("PATCH", "categories/dairy_eggs".into()),
        ("POST", "shopping-list".into()),
        ("PATCH", format!("shopping-list/{entry}")),
        ("POST", "keys".into()),
    ];
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let random = &mut fastrand::Rng::with_seed(seed);
    let ids = [item, lot, entry, place.to_owned()];
    let any = [("if-match", "*")];
    for _ in 0..REQUESTS {
        let (method, path) = &routes[random.usize(..routes.len())];
        let body = random_json(random, &ids, 3);
        let answer = house
            .ask_with(method, path, &house.owner, &any, Some(body.clone()))
            .await;
        assert!(
            answer.status.as_u16() < 500,
            "seed {seed}: {method} {path} {body}: {answer:?}"
        );
    }
    house.get("pantry/items").await;
    house.get("export").await;
}

#[tokio::test]
async fn a_list_is_no_object_and_null_is_as_good_as_nothing() {
    let house = House::new().await;
    let (_, lot) = house.add(json!({ "name": "Milk", "quantity": 2 })).await;
    let path = format!("pantry/lots/{lot}/use");
    for list in [json!([]), json!([null, null])] {
        let refused = house.ask("POST", &path, &house.owner, Some(list)).await;
        let told = (refused.status, refused.code());
        assert_eq!(told, (StatusCode::BAD_REQUEST, "ERR_REQUEST_001"));
    }
    let used = house.ask("POST", &path, &house.owner, Some(json!(null)));
    assert_eq!(used.await.status, StatusCode::OK);
}

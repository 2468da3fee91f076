//! Preconditions and idempotency keys.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use axum::http::StatusCode;
use serde_json::json;

use super::House;
use crate::api::answers::MOST;
use crate::db;

#[tokio::test]
async fn an_edit_needs_what_was_seen_and_is_refused_when_that_has_changed() {
    let house = House::new().await;
    let (item, lot) = house.add(json!({ "name": "Milk", "quantity": 2 })).await;
    for path in [format!("pantry/items/{item}"), format!("pantry/lots/{lot}")] {
        let edit = || Some(json!({ "note": "skimmed" }));
        let blind = house.ask("PATCH", &path, &house.owner, edit()).await;
        assert_eq!(
            (blind.status, blind.code()),
            (StatusCode::PRECONDITION_REQUIRED, "ERR_REQUEST_003")
        );
        let seen = house.ask("GET", &path, &house.owner, None).await;
        let tag = seen.header("etag").to_owned();
        house
            .post(
                &format!("pantry/lots/{lot}/use"),
                json!({ "quantity": 0.5 }),
            )
            .await;
        let stale = [("if-match", tag.as_str())];
        let late = house
            .ask_with("PATCH", &path, &house.owner, &stale, edit())
            .await;
        assert_eq!(
            (late.status, late.code()),
            (StatusCode::PRECONDITION_FAILED, "ERR_REQUEST_002")
        );
        let gone = house
            .ask_with("DELETE", &path, &house.owner, &stale, None)
            .await;
        assert_eq!(gone.status, StatusCode::PRECONDITION_FAILED);
        let seen = house.ask("GET", &path, &house.owner, None).await;
        let fresh = [("if-match", seen.header("etag"))];
        house
            .ask_with("PATCH", &path, &house.owner, &fresh, edit())
            .await
            .ok();
    }
    let any = [("if-match", "*")];
    let path = format!("pantry/lots/{lot}");
    house
        .ask_with("DELETE", &path, &house.owner, &any, None)
        .await
        .ok();
    let again = house
        .ask_with("DELETE", &path, &house.owner, &any, None)
        .await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_action_may_be_bound_to_what_was_seen() {
    let house = House::new().await;
    let (_, lot) = house.add(json!({ "name": "Milk", "quantity": 2 })).await;
    let seen = house
        .ask("GET", &format!("pantry/lots/{lot}"), &house.owner, None)
        .await;
    let tag = [("if-match", seen.header("etag"))];
    let path = format!("pantry/lots/{lot}/use");
    let one = || Some(json!({ "quantity": 1 }));
    house
        .ask_with("POST", &path, &house.owner, &tag, one())
        .await
        .ok();
    let twice = house
        .ask_with("POST", &path, &house.owner, &tag, one())
        .await;
    assert_eq!(twice.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn a_write_with_a_key_is_done_once_also_by_a_server_that_was_started_anew() {
    let mut house = House::new().await;
    let (_, lot) = house.add(json!({ "name": "Eggs", "quantity": 6 })).await;
    let path = format!("pantry/lots/{lot}/use");
    let key = [("idempotency-key", "breakfast")];
    let one = || Some(json!({ "quantity": 1 }));
    let first = house
        .ask_with("POST", &path, &house.owner, &key, one())
        .await
        .ok();
    for _ in 0..2 {
        let again = house
            .ask_with("POST", &path, &house.owner, &key, one())
            .await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(), first);
        house.api.start_again().await;
    }
    assert_eq!(
        house.get(&format!("pantry/lots/{lot}")).await["quantity"],
        5
    );
    let other = Some(json!({ "quantity": 2 }));
    let other = house
        .ask_with("POST", &path, &house.owner, &key, other)
        .await;
    assert_eq!(
        (other.status, other.code()),
        (StatusCode::UNPROCESSABLE_ENTITY, "ERR_REQUEST_004")
    );
    let elsewhere = path.replace("/use", "/discard");
    let elsewhere = house
        .ask_with("POST", &elsewhere, &house.owner, &key, one())
        .await;
    assert_eq!(
        elsewhere.code(),
        "ERR_REQUEST_004",
        "another path is another request"
    );
    let member = house.api.join(&house.owner, "member").await;
    house
        .ask_with("POST", &path, &member, &key, one())
        .await
        .ok();
    assert_eq!(
        house.get(&format!("pantry/lots/{lot}")).await["quantity"],
        4
    );
}

#[tokio::test]
async fn what_was_made_and_what_was_refused_are_answered_again_as_they_were() {
    let house = House::new().await;
    let key = [("idempotency-key", "1")];
    let new = || Some(json!({ "name": "Milk" }));
    let first = house
        .ask_with("POST", "pantry/items", &house.owner, &key, new())
        .await;
    let again = house
        .ask_with("POST", "pantry/items", &house.owner, &key, new())
        .await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.header("content-type"), "application/json");
    let none = format!("pantry/lots/{}/use", "0".repeat(32));
    let key = [("idempotency-key", "2")];
    for _ in 0..2 {
        let refused = house
            .ask_with("POST", &none, &house.owner, &key, None)
            .await;
        assert_eq!(refused.code(), "ERR_PANTRY_001");
    }
    let long = "x".repeat(256);
    let key = [("idempotency-key", long.as_str())];
    let refused = house
        .ask_with("POST", "pantry/items", &house.owner, &key, new())
        .await;
    assert_eq!(refused.code(), "ERR_REQUEST_001");
    let nobody = house
        .ask_with("POST", "pantry/items", "nobody", &key[..0], new())
        .await;
    assert_eq!(nobody.code(), "ERR_AUTH_001");
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let day = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let moved = std::sync::Arc::clone(&day);
    let api = crate::routes::tests::Api::with(move |state| {
        let clock = crate::clock::Clock::of(move || {
            crate::clock::now_ms() + moved.load(std::sync::atomic::Ordering::Relaxed)
        });
        state.with_clock(clock)
    });
    let api = api.await;
    let owner = api.found().await;
    let house = House { api, owner };
    let key = [("idempotency-key", "1")];
    let list = || Some(json!({ "name": "Milk", "quantity": 1 }));
    for passed in [0, 0, super::super::answers::KEPT_MS + 1] {
        day.store(passed, std::sync::atomic::Ordering::Relaxed);
        house
            .ask_with("POST", "shopping-list", &house.owner, &key, list())
            .await
            .ok();
    }
    let listed = house.get("shopping-list").await;
    assert_eq!(
        listed["data"][0]["amount"]["quantity"], 2,
        "it was done twice"
    );
}

#[tokio::test]
async fn several_fields_of_tags_are_one_list() {
    let house = House::new().await;
    let (item, _) = house.add(json!({ "name": "Milk" })).await;
    let path = format!("pantry/items/{item}");
    let seen = house.ask("GET", &path, &house.owner, None).await;
    let edit = || Some(json!({ "note": "skimmed" }));
    let stale = [("if-match", "\"a\""), ("if-match", "\"b\"")];
    let late = house.ask_with("PATCH", &path, &house.owner, &stale, edit());
    assert_eq!(late.await.status, StatusCode::PRECONDITION_FAILED);
    let among = [("if-match", "\"a\""), ("if-match", seen.header("etag"))];
    let edited = house.ask_with("PATCH", &path, &house.owner, &among, edit());
    edited.await.ok();
}

/// Has a request go on so many times, unless it is answered before; then its caller is gone.
async fn go_on(mut asked: Pin<&mut impl Future>, mut times: usize) {
    poll_fn(|context| {
        if times == 0 || asked.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        times -= 1;
        Poll::Pending
    })
    .await;
}

#[tokio::test]
async fn a_write_whose_caller_goes_away_is_answered_to_who_asks_again() {
    let house = House::new().await;
    for times in 1..40 {
        let key = times.to_string();
        let key = [("idempotency-key", key.as_str())];
        let name = format!("Tea {times}");
        let list = || Some(json!({ "name": name, "quantity": 1 }));
        let ask = || house.ask_with("POST", "shopping-list", &house.owner, &key, list());
        go_on(pin!(ask()), times).await;
        let mut answer = ask().await;
        for _ in 0..500 {
            if answer.status != StatusCode::CONFLICT {
                break;
            }
            answer = ask().await;
        }
        assert_eq!(answer.status, StatusCode::CREATED, "{times}: {answer:?}");
    }
    let listed = house.get("shopping-list?limit=500").await;
    let listed = listed["data"].as_array().expect("a list");
    assert!(listed.iter().all(|one| one["amount"]["quantity"] == 1));
}

#[tokio::test]
async fn who_sends_too_many_keys_keeps_nobody_else_from_being_answered() {
    let house = House::new().await;
    let key = [("idempotency-key", "mine")];
    let list = |name: &str| Some(json!({ "name": name }));
    let first = house.ask_with("POST", "shopping-list", &house.owner, &key, list("Tea"));
    first.await.ok();
    let bytes = match db::testing::is_on_postgres() {
        true => "BYTEA",
        false => "BLOB",
    };
    let many = format!(
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < $1) \
         INSERT INTO api_answer (household, writer, key, request, made_ms) SELECT household, \
         writer, CAST(CAST(n AS TEXT) AS {bytes}), request, made_ms FROM api_answer, number"
    );
    let filled = db::query(&many).bind(MOST - 1).execute(&house.api.db);
    filled.await.expect("filled");
    let key = [("idempotency-key", "another")];
    let full = house.ask_with("POST", "shopping-list", &house.owner, &key, list("Rum"));
    let full = full.await;
    assert_eq!(full.code(), "ERR_REQUEST_007");
    assert!(!full.header("retry-after").is_empty());
    let member = house.api.join(&house.owner, "member").await;
    let others = house.ask_with("POST", "shopping-list", &member, &key, list("Rum"));
    others.await.ok();
}

//! How often, how much at a time and for how long.

use std::num::NonZeroU32;

use serde_json::json;
use sync::codec::HouseholdId;

use super::*;
use crate::limits;

async fn strict() -> Api {
    let two = NonZeroU32::new(2).expect("some");
    Api::with(|state| {
        state
            .with_gateway(&settings())
            .with_limits(&limits::Settings {
                reads_a_minute: two,
                writes_a_minute: two,
                recommendations_a_minute: two,
                pictures_a_minute: two,
                doors_a_minute: two,
                ..limits::Settings::default()
            })
    })
    .await
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let api = strict().await;
    let owner = api.found().await;
    let member = bearer(&api.join(&owner, "member").await);
    let owner = bearer(&owner);
    let owner = ("authorization", owner.as_str());
    let picture = format!("/api/v1/blobs/{}", "0".repeat(64));
    // Inviting the member was a write.
    for (method, path, name, free) in [
        ("GET", "/api/v1/places", "reads", 2),
        ("DELETE", "/api/v1/keys/1", "writes", 1),
        ("GET", "/api/v1/recipes/recommend", "recommendations", 2),
        ("GET", picture.as_str(), "pictures", 2),
    ] {
        for left in (0..free).rev() {
            let answer = ask(&api, STRANGER, method, path, &[owner], "").await;
            assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
            let policy = format!("\"{name}\";q=2;w=60");
            assert_eq!(answer.header("ratelimit-policy"), Some(policy.as_str()));
            let told = answer.header("ratelimit").expect("told");
            let start = format!("\"{name}\";r={left};t=");
            assert!(told.starts_with(&start), "{told}");
        }
        let late = ask(&api, STRANGER, method, path, &[owner], "").await;
        assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(late.json()["code"], "ERR_REQUEST_007");
        let wait = late
            .header("retry-after")
            .and_then(|wait| wait.parse().ok());
        assert!(
            wait.is_some_and(|wait: u64| (1..=31).contains(&wait)),
            "{wait:?}"
        );
        let others = [("authorization", member.as_str())];
        let others = ask(&api, STRANGER, method, path, &others, "").await;
        assert_ne!(others.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
    // What nobody is counted for.
    for _ in 0..4 {
        assert_eq!(
            get(&api, "/api/v1/docs", &[owner]).await.status,
            StatusCode::OK
        );
        assert_eq!(get(&api, "/", &[owner]).await.status, StatusCode::OK);
        let unknown = get(&api, "/api/v1/places", &[]).await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn what_cannot_be_read_counts_all_the_same() {
    let api = strict().await;
    let owner = bearer(&api.found().await);
    let json = [
        ("authorization", owner.as_str()),
        ("content-type", "application/json"),
    ];
    let new = json!({ "name": "Panel", "scope": "read" }).to_string();
    let key = ask(&api, STRANGER, "POST", "/api/v1/keys", &json, &new).await;
    let key = format!("Bearer {}", key.json()["secret"].as_str().expect("made"));
    for who in [owner.as_str(), key.as_str()] {
        let headers = [("authorization", who), ("larder-today", "x")];
        for expected in [
            StatusCode::BAD_REQUEST,
            StatusCode::BAD_REQUEST,
            StatusCode::TOO_MANY_REQUESTS,
        ] {
            let answer = get(&api, "/api/v1/places", &headers).await;
            assert_eq!(answer.status, expected);
        }
    }
}

#[tokio::test]
async fn who_goes_on_trying_to_sign_in_keeps_nobody_out_of_a_household() {
    let api = strict().await;
    let json = [("content-type", "application/json")];
    let refresh = json!({ "refresh_token": "none" }).to_string();
    for expected in [
        StatusCode::UNAUTHORIZED,
        StatusCode::UNAUTHORIZED,
        StatusCode::TOO_MANY_REQUESTS,
    ] {
        let path = "/api/v1/auth/refresh";
        let tried = ask(&api, STRANGER, "POST", path, &json, &refresh).await;
        assert_eq!(tried.status, expected);
    }
    let body = json!({ "code": "0".repeat(32), "device": "Phone" }).to_string();
    let joins = ask(&api, STRANGER, "POST", "/api/v1/join", &json, &body).await;
    assert_eq!(joins.status, StatusCode::GONE);
    let long = "x".repeat(20_000);
    let other = "198.51.100.9";
    let long = ask(&api, other, "POST", "/api/v1/auth/tokens", &json, &long).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn doors_are_counted_by_address_as_a_trusted_proxy_tells_it() {
    let api = strict().await;
    let knock = async |from: &str, headers: &[(&str, &str)]| {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        let body = json!({ "code": "0".repeat(32), "device": "Phone" }).to_string();
        let answer = ask(&api, from, "POST", "/api/v1/join", &all, &body).await;
        answer.status
    };
    for expected in [
        StatusCode::GONE,
        StatusCode::GONE,
        StatusCode::TOO_MANY_REQUESTS,
    ] {
        assert_eq!(knock(STRANGER, &[]).await, expected);
        let through = [("x-forwarded-for", "198.51.100.7")];
        assert_eq!(knock(PROXY, &through).await, expected);
        assert_eq!(knock("127.0.0.1", &[]).await, StatusCode::GONE);
    }
    // Another name that it gives itself helps nobody.
    let invented = [("x-forwarded-for", "198.51.100.8")];
    let still = knock(STRANGER, &invented).await;
    assert_eq!(still, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(knock(PROXY, &invented).await, StatusCode::GONE);
}

#[tokio::test]
async fn beyond_what_is_answered_at_a_time_others_come_again_and_health_is_told() {
    let mut gateway = None;
    let api = Api::with(|state| {
        let state = state.with_gateway(&Settings {
            requests_at_once: 1,
            ..Settings::default()
        });
        gateway = Some(state.gateway.clone());
        state
    })
    .await;
    let token = bearer(&api.found().await);
    let token = [("authorization", token.as_str())];
    let gateway = gateway.expect("a gateway");
    let held = Arc::clone(&gateway.places).try_acquire_owned();
    let busy = get(&api, "/api/v1/places", &token).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.header("retry-after").is_some());
    assert_eq!(get(&api, "/health", &[]).await.status, StatusCode::OK);
    assert_eq!(get(&api, "/", &[]).await.status, StatusCode::OK);
    drop(held);
    assert_eq!(
        get(&api, "/api/v1/places", &token).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_answered_all_the_same() {
    let api = Api::with(|state| {
        state.with_gateway(&Settings {
            request_seconds: NonZeroU64::MIN,
            ..Settings::default()
        })
    })
    .await;
    // Somebody writes and does not come to an end.
    let write = api.db.begin(HouseholdId([8; 16])).await.expect("begun");
    let body = json!({ "household": "08".repeat(16), "device": "Attic" }).to_string();
    let json = [("content-type", "application/json")];
    let late = ask(&api, STRANGER, "POST", "/api/v1/households", &json, &body).await;
    assert_eq!(late.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(late.json()["code"], "ERR_SYNC_002");
    drop(write);
}

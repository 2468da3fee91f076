//! What is told to those who watch over the server.

use super::*;
use crate::db;
use crate::ready;

const TOKEN: &str = "a-token-of-some-length";

async fn watched() -> Api {
    Api::with(|state| state.with_gateway(&settings()).with_metrics_token(TOKEN)).await
}

#[tokio::test]
async fn counts_are_for_this_machine_and_those_with_the_token() {
    let api = watched().await;
    let token = bearer(TOKEN);
    let token = ("authorization", token.as_str());
    let wrong = ("authorization", "Bearer another-token-of-some-length");
    let forwarded = ("x-forwarded-for", "198.51.100.7");
    for (from, headers, status) in [
        ("127.0.0.1", &[][..], 200),
        ("::1", &[], 200),
        (STRANGER, &[], 404),
        (STRANGER, &[wrong], 404),
        (STRANGER, &[token], 200),
        // A proxy on this machine asks for all the world.
        ("127.0.0.1", &[forwarded], 404),
        ("127.0.0.1", &[forwarded, token], 200),
        (PROXY, &[("x-forwarded-for", "127.0.0.1")], 404),
    ] {
        let answer = ask(&api, from, "GET", "/metrics", headers, "").await;
        assert_eq!(answer.status.as_u16(), status, "{from} {headers:?}");
    }
}

#[tokio::test]
async fn counts_are_of_what_was_asked_and_kept() {
    let api = watched().await;
    let owner = bearer(&api.found().await);
    let owner = ("authorization", owner.as_str());
    let json = ("content-type", "application/json");
    let new = r#"{"name":"Cellar","kind":"pantry"}"#;
    let made = ask(
        &api,
        STRANGER,
        "POST",
        "/api/v1/places",
        &[owner, json],
        new,
    )
    .await;
    assert_eq!(made.status, StatusCode::CREATED);
    get(&api, "/api/v1/places", &[]).await;
    let counts = ask(&api, "127.0.0.1", "GET", "/metrics", &[], "").await;
    let text = String::from_utf8(counts.body).expect("text");
    for line in [
        "larder_requests_total{class=\"door\",status=\"201\"} 1",
        "larder_requests_total{class=\"write\",status=\"201\"} 1",
        "larder_requests_total{class=\"read\",status=\"401\"} 1",
        "larder_request_seconds_count{class=\"write\"} 1",
        "larder_sockets 0",
        "larder_households 1",
        "larder_ops 1",
        "larder_queue 0",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} in\n{text}");
    }
    assert!(text.contains("larder_disk_free_bytes "), "{text}");
    assert!(!text.contains("Cellar") && !text.contains(TOKEN), "{text}");
}

#[tokio::test]
async fn a_server_that_can_write_and_has_room_is_ready() {
    let api = Api::new().await;
    let answer = get(&api, "/ready", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let report = answer.json();
    for part in ["database", "migrations", "writer", "ops", "room"] {
        assert_eq!(report[part], "ok", "{report}");
    }
}

#[tokio::test]
async fn a_server_without_room_is_not_ready_and_still_well() {
    let api = Api::with(|state| {
        state.with_ready(&ready::Settings {
            least_room_mib: u32::MAX,
        })
    })
    .await;
    let answer = get(&api, "/ready", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json()["room"], "low");
    assert_eq!(get(&api, "/health", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_server_whose_database_takes_nothing_is_not_ready() {
    let api = Api::new().await;
    db::query("DROP TABLE pulse")
        .execute(&api.db)
        .await
        .expect("written");
    let answer = get(&api, "/ready", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let report = answer.json();
    assert_eq!(report["database"], "failing", "{report}");
    assert_eq!(report["migrations"], "ok", "{report}");
}

#[tokio::test]
async fn a_server_without_its_database_is_neither_ready_nor_well() {
    let api = Api::new().await;
    api.db.close().await;
    for path in ["/ready", "/health"] {
        let answer = get(&api, path, &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}

#[tokio::test]
async fn tables_of_another_version_are_said_to_be_so() {
    let api = Api::new().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
        execution_time) VALUES (9999, 'newer', TRUE, $1, 0)";
    let newer = db::query(newer).bind([0_u8].as_slice());
    newer.execute(&api.db).await.expect("written");
    let report = get(&api, "/ready", &[]).await.json();
    assert_eq!(report["migrations"], "missing", "{report}");
}

//! Webhooks from what happens to a receiver that checks its signature.

use std::time::Duration;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value as Json, json};
use sha2::Sha256;

use super::deliver::Deliveries;
use super::taken::WAITS;
use super::*;
use crate::events::tests::{Home, household};
use crate::outgoing::Outgoing;
use crate::outgoing::receiver::{Came, Receiver};

const AT_ONCE: Duration = Duration::ZERO;

/// A household whose server may call this machine.
async fn home() -> Home {
    Home::with(|mut state| {
        state.outgoing = Outgoing::new(true);
        state
    })
    .await
}

/// Has an address called; the webhook's id and its secret.
async fn hook(home: &Home, url: &str) -> (String, String) {
    let made = home.done("POST", "webhooks", json!({ "url": url })).await;
    let text = |json: &Json| json.as_str().expect("text").to_owned();
    (text(&made["webhook"]["id"]), text(&made["secret"]))
}

/// Tells what is to be told by now.
async fn deliver(home: &Home) {
    let deliveries = Deliveries::default();
    deliveries.go(&home.state).await.expect("told");
    deliveries.idle().await;
}

/// Checks a signature as a receiver does that knows the specification alone.
fn check(came: &Came, secret: &str) -> Json {
    let secret = secret.strip_prefix("whsec_").expect("a secret");
    let key = BASE64_STANDARD.decode(secret).expect("base64");
    let [id, at, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"]
        .map(|name| came.headers.get(name).expect("a header"));
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(format!("{id}.{at}.").as_bytes());
    mac.update(&came.body);
    let expected = BASE64_STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(signature, &format!("v1,{expected}"));
    let told: Json = serde_json::from_slice(&came.body).expect("json");
    assert_eq!(told["id"], id.as_str());
    told
}

async fn state_of(home: &Home, id: &str) -> Json {
    let all = home.done("GET", "webhooks", Json::Null).await;
    let mut all = all["data"].as_array().expect("a list").iter();
    all.find(|one| one["id"] == id)
        .expect("it is there")
        .clone()
}

async fn log_of(home: &Home, id: &str) -> Vec<Json> {
    let path = format!("webhooks/{id}/deliveries");
    let log = home.done("GET", &path, Json::Null).await;
    log["data"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn what_happens_is_told_once_and_signed() {
    let (home, mut receiver) = (home().await, Receiver::open().await);
    let (id, secret) = hook(&home, &receiver.url("/larder?of=us")).await;
    home.buy("Milk", "2026-12-02").await;
    home.follow().await;
    deliver(&home).await;
    let mut names = Vec::new();
    for _ in 0..2 {
        let came = receiver.next().await;
        assert_eq!(came.path, "/larder?of=us");
        assert_eq!(came.headers["content-type"], "application/json");
        assert!(came.headers["user-agent"].starts_with("Larder/"));
        assert_eq!(came.headers["webhook-timestamp"], "1796126400");
        let told = check(&came, &secret);
        names.push(told["type"].as_str().expect("a type").to_owned());
        let asked = home.done("GET", "events", Json::Null).await;
        let asked = asked["data"].as_array().expect("a list").clone();
        assert!(asked.contains(&told), "it is told as the API tells it");
    }
    names.sort();
    assert_eq!(names, ["item.added", "item.expiring"]);
    deliver(&home).await;
    assert!(receiver.is_quiet(), "once");
    let log = log_of(&home, &id).await;
    let states = log.iter().map(|one| (&one["state"], &one["status"]));
    let taken = (&json!("taken"), &json!(201));
    assert_eq!(states.collect::<Vec<_>>(), [taken, taken]);
    assert_eq!(
        state_of(&home, &id).await["taken_at"],
        "2026-12-01T12:00:00Z"
    );
}

#[tokio::test]
async fn each_is_told_of_what_it_asked_for_from_then_on() {
    let (home, mut receiver) = (home().await, Receiver::open().await);
    home.buy("Before", "2026-12-02").await;
    home.follow().await;
    let new = json!({ "url": receiver.url("/"), "types": ["item.expired", "item.added"] });
    let made = home.done("POST", "webhooks", new).await;
    let types = json!(["item.added", "item.expired"]);
    assert_eq!(made["webhook"]["types"], types);
    home.buy("Milk", "2026-12-02").await;
    home.follow().await;
    deliver(&home).await;
    let secret = made["secret"].as_str().expect("a secret");
    let told = check(&receiver.next().await, secret);
    assert_eq!(
        (&told["type"], &told["data"]["name"]),
        (&json!("item.added"), &json!("Milk"))
    );
    assert!(receiver.is_quiet());
    let id = made["webhook"]["id"].as_str().expect("an id");
    home.done("DELETE", &format!("webhooks/{id}"), Json::Null)
        .await;
    home.buy("Ham", "2026-12-02").await;
    home.follow().await;
    deliver(&home).await;
    assert!(receiver.is_quiet());
}

#[tokio::test]
async fn who_takes_nothing_for_a_day_is_given_up_and_says_why_until_it_takes_a_test() {
    let (home, mut receiver) = (home().await, Receiver::open().await);
    let (id, secret) = hook(&home, &receiver.url("/")).await;
    receiver.says("500 No", AT_ONCE);
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    let mut first = None;
    for (number, wait) in WAITS.into_iter().enumerate() {
        deliver(&home).await;
        let came = receiver.next().await;
        let told = check(&came, &secret);
        let id_of = first.get_or_insert(told["id"].clone());
        assert_eq!(&told["id"], id_of, "try {number} tells the same");
        let log = log_of(&home, &id).await;
        assert_eq!(
            (&log[0]["state"], &log[0]["status"]),
            (&json!("waiting"), &json!(500))
        );
        home.pass(wait.as_millis() as i64 - 1);
        deliver(&home).await;
        assert!(receiver.is_quiet(), "try {number} was waited for");
        home.pass(1);
    }
    home.buy("Rice", "2030-01-01").await;
    assert_eq!(state_of(&home, &id).await["ended_at"], Json::Null);
    deliver(&home).await;
    receiver.next().await;
    let ended = state_of(&home, &id).await;
    let why = "it took nothing for a day; at last: it answers 500";
    assert_eq!(ended["reason"], why, "{ended}");
    home.follow().await;
    deliver(&home).await;
    assert!(receiver.is_quiet(), "nothing is told to it any more");
    assert_eq!(log_of(&home, &id).await[0]["state"], "given_up");

    let test = format!("webhooks/{id}/test");
    let tested = home.done("POST", &test, Json::Null).await;
    assert_eq!(
        (&tested["taken"], &tested["status"]),
        (&json!(false), &json!(500))
    );
    receiver.next().await;
    receiver.says("204 Taken", AT_ONCE);
    let tested = home.done("POST", &test, Json::Null).await;
    assert_eq!(
        tested,
        json!({ "taken": true, "status": 204, "detail": null })
    );
    assert_eq!(
        check(&receiver.next().await, &secret)["type"],
        "webhook.test"
    );
    assert_eq!(state_of(&home, &id).await["ended_at"], Json::Null);
    home.buy("Salt", "2030-01-01").await;
    home.follow().await;
    deliver(&home).await;
    assert_eq!(
        check(&receiver.next().await, &secret)["data"]["name"],
        "Salt"
    );
}

#[tokio::test]
async fn who_takes_other_events_is_not_given_up_for_one() {
    let (home, mut receiver) = (home().await, Receiver::open().await);
    let (id, _) = hook(&home, &receiver.url("/")).await;
    receiver.says("422 Not this", AT_ONCE);
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    for wait in WAITS {
        deliver(&home).await;
        receiver.next().await;
        home.pass(wait.as_millis() as i64);
    }
    let now_ms = home.state.clock.now_ms();
    let of = crate::identity::read_id(&id).expect("an id");
    home.state
        .webhooks
        .revive(of, now_ms - 1)
        .await
        .expect("it took another one");
    deliver(&home).await;
    assert_eq!(log_of(&home, &id).await[0]["state"], "given_up");
    assert_eq!(state_of(&home, &id).await["ended_at"], Json::Null);
}

#[tokio::test]
async fn who_is_gone_or_sends_elsewhere_is_not_followed() {
    let (home, mut receiver) = (home().await, Receiver::open().await);
    let (id, _) = hook(&home, &receiver.url("/")).await;
    receiver.says("302 Found\r\nlocation: /elsewhere", AT_ONCE);
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    deliver(&home).await;
    assert_eq!(receiver.next().await.path, "/");
    assert_eq!(log_of(&home, &id).await[0]["detail"], "it answers 302");
    receiver.says("410 Gone", AT_ONCE);
    home.pass(WAITS[0].as_millis() as i64);
    deliver(&home).await;
    assert_eq!(receiver.next().await.path, "/");
    let ended = state_of(&home, &id).await;
    assert_eq!(ended["reason"], "it says that it is gone for good (410)");
}

#[tokio::test]
async fn a_slow_receiver_holds_up_no_other_and_is_left_alone_meanwhile() {
    let (home, mut slow, mut quick) =
        (home().await, Receiver::open().await, Receiver::open().await);
    hook(&home, &slow.url("/")).await;
    hook(&home, &quick.url("/")).await;
    slow.says("200 OK", Duration::from_secs(3));
    for number in 0..5 {
        home.buy(&format!("Tea {number}"), "2030-01-01").await;
    }
    home.follow().await;
    let deliveries = Deliveries::default();
    deliveries.go(&home.state).await.expect("begun");
    for _ in 0..5 {
        quick.next().await;
    }
    slow.next().await;
    deliveries.go(&home.state).await.expect("begun");
    assert!(slow.is_quiet(), "one at a time");
}

#[tokio::test]
async fn a_lease_that_has_ended_lets_another_one_tell_and_the_first_changes_nothing() {
    let (home, mut receiver) = (home().await, Receiver::open().await);
    let (id, _) = hook(&home, &receiver.url("/")).await;
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    let (webhooks, of) = (
        &home.state.webhooks,
        crate::identity::read_id(&id).expect("an id"),
    );
    let now_ms = home.state.clock.now_ms();
    let (lost, _) = webhooks
        .take(of, now_ms)
        .await
        .expect("asked")
        .expect("taken");
    assert!(webhooks.take(of, now_ms).await.expect("asked").is_none());
    home.pass(60_000);
    deliver(&home).await;
    receiver.next().await;
    let gone = webhooks.failed(&lost, &failure(), now_ms).await;
    assert!(gone.is_ok());
    let log = log_of(&home, &id).await;
    assert_eq!(
        (&log[0]["state"], &log[0]["attempts"]),
        (&json!("taken"), &json!(2))
    );
}

fn failure() -> taken::Failure {
    taken::Failure {
        status: None,
        detail: "late".to_owned(),
        after: None,
    }
}

#[tokio::test]
async fn only_who_looks_after_the_household_has_addresses_called_and_only_sound_ones() {
    let home = Home::new().await;
    let new = json!({ "url": "https://example.org/larder" });
    let key = json!({ "name": "Shelf", "scope": "write" });
    let key = home.done("POST", "keys", key).await;
    let key = key["secret"].as_str().expect("a secret").to_owned();
    let (member, admin) = (
        home.api.join(&home.owner, "member").await,
        home.api.join(&home.owner, "admin").await,
    );
    for token in [key, member] {
        for (method, path, body) in [
            ("POST", "webhooks", new.clone()),
            ("GET", "webhooks", Json::Null),
        ] {
            let (status, _) = home.ask(method, path, &token, body).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{method} {path}");
        }
    }
    let (status, made) = home.ask("POST", "webhooks", &admin, new.clone()).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let id = made["webhook"]["id"].as_str().expect("an id");
    let listed = home.done("GET", "webhooks", Json::Null).await;
    assert!(!listed.to_string().contains("whsec_"), "{listed}");
    let other = home.api.found_as("08080808080808080808080808080808").await;
    for path in [format!("webhooks/{id}/test"), format!("webhooks/{id}")] {
        let method = if path.ends_with("test") {
            "POST"
        } else {
            "DELETE"
        };
        let (status, _) = home.ask(method, &path, &other, Json::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
    }
    for url in [
        "example.org",
        "http://example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://192.168.1.5/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://ana:secret@example.org/",
    ] {
        let asked = home
            .ask("POST", "webhooks", &home.owner, json!({ "url": url }))
            .await;
        assert_eq!(asked.0, StatusCode::BAD_REQUEST, "{url}: {}", asked.1);
    }
    for types in [json!([]), json!(["item.eaten"])] {
        let body = json!({ "url": "https://example.org/", "types": types });
        let asked = home.ask("POST", "webhooks", &home.owner, body).await;
        assert_eq!(asked.0, StatusCode::BAD_REQUEST, "{types}");
    }
    for _ in 1..MOST {
        home.done("POST", "webhooks", new.clone()).await;
    }
    let (status, full) = home.ask("POST", "webhooks", &home.owner, new).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{full}");
}

/// Its name came to a public address when it was made, perhaps.
#[tokio::test]
async fn a_name_that_comes_to_a_private_address_is_not_called() {
    let (home, mut receiver) = (Home::new().await, Receiver::open().await);
    let url = receiver
        .url("/")
        .replace("http://127.0.0.1", "https://localhost");
    let made = home.state.webhooks.add(household(), &url, 0b1111, 0).await;
    let id = crate::identity::hex(&made.expect("made").id);
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    deliver(&home).await;
    let log = log_of(&home, &id).await;
    let detail = log[0]["detail"].as_str().expect("why");
    assert!(detail.starts_with("this is a private address"), "{detail}");
    assert!(receiver.is_quiet());
}

#[tokio::test]
async fn where_the_keeper_wants_none_nobody_is_called() {
    let home = Home::with(|mut state| {
        state.may_webhooks = false;
        state
    });
    let home = home.await;
    let (status, problem) = home.ask("GET", "webhooks", &home.owner, Json::Null).await;
    assert_eq!(status, StatusCode::NOT_IMPLEMENTED, "{problem}");
}

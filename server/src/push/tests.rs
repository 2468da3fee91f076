//! Browsers with a push service that checks who sends, and keys of their own to read what came:
//! by another implementation of the curve than the server's.

use std::time::Duration;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, Mac as _};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde_json::{Value as Json, json};
use sha2::Sha256;

use super::*;
use crate::events;
use crate::events::tests::{Home, household, never};
use crate::jobs::{self, JobId};
use crate::outgoing::receiver::{Came, Receiver};
use crate::random;

const AT_ONCE: Duration = Duration::ZERO;

/// A browser, as far as messages are concerned.
struct Browser {
    secret: SecretKey,
    auth: [u8; 16],
    service: Receiver,
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.chain_update(message).finalize().into_bytes().to_vec()
}

impl Browser {
    async fn open() -> Self {
        let secret = random::bytes::<32>().expect("random");
        Self {
            secret: SecretKey::from_slice(&secret).expect("a key"),
            auth: random::bytes().expect("random"),
            service: Receiver::open().await,
        }
    }

    fn public(&self) -> Vec<u8> {
        let point = self.secret.public_key().to_sec1_point(false);
        point.as_bytes().to_vec()
    }

    /// What its page sends.
    fn asks(&self, with: Json) -> Json {
        let mut asks = json!({
            "endpoint": self.service.url("/push/1"), "p256dh": BASE64.encode(self.public()),
            "auth": BASE64.encode(self.auth),
            "wish": { "due": true, "at": "08:00", "zone": "Europe/Berlin", "language": "en" }
        });
        let members = with.as_object().expect("members").clone();
        asks.as_object_mut().expect("members").extend(members);
        asks
    }

    /// The next message, once its sender is known.
    async fn next(&mut self, key: &str) -> (Json, Came) {
        let came = self.service.next().await;
        let proof = came.headers.get("authorization").expect("a proof");
        let (claims, by) = vapid::verified(proof).expect("a signature");
        assert_eq!(by, key, "a browser takes nothing of another key");
        assert_eq!(
            format!("{}/push/1", claims["aud"].as_str().expect("for whom")),
            self.service.url("/push/1")
        );
        assert_eq!(came.headers["content-encoding"], "aes128gcm");
        let text = self.opened(&came.body);
        (serde_json::from_slice(&text).expect("json"), came)
    }

    /// RFC 8188 and RFC 8291, from the other side.
    fn opened(&self, body: &[u8]) -> Vec<u8> {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(size, 4096_u32.to_be_bytes());
        let (sender, record) = rest[1..].split_at(rest[0].into());
        let theirs = PublicKey::from_sec1_bytes(sender).expect("a point");
        let shared =
            p256::ecdh::diffie_hellman(self.secret.to_nonzero_scalar(), theirs.as_affine());
        let info = [b"WebPush: info\0", &self.public()[..], sender, &[1]].concat();
        let key = hmac(&hmac(&self.auth, shared.raw_secret_bytes()), &info);
        let key = hmac(salt, &key);
        let content = hmac(&key, b"Content-Encoding: aes128gcm\0\x01");
        let nonce = hmac(&key, b"Content-Encoding: nonce\0\x01");
        let cipher = UnboundKey::new(&AES_128_GCM, &content[..16]).expect("a key");
        let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).expect("a nonce");
        let mut record = record.to_vec();
        let plain = LessSafeKey::new(cipher).open_in_place(nonce, Aad::empty(), &mut record);
        let (last, plain) = plain.expect("sealed for it").split_last().expect("a byte");
        assert_eq!(*last, 2);
        plain.to_vec()
    }
}

/// A household with milk for the first and ham for the third of December.
async fn home() -> (Home, Push, String) {
    let home = Home::with(|mut state| {
        let (db, clock) = (state.db.clone(), state.clock.clone());
        state.outgoing = Outgoing::new(true);
        let vapid = Vapid::fresh(None).expect("a key");
        let mut push = Push::new(db, vapid, state.outgoing.clone(), clock);
        push.waits = [Duration::from_millis(1); WAITS.len()];
        state.push = Some(push);
        state
    });
    let home = home.await;
    home.at("2026-12-01T06:00:00Z");
    home.buy("Milk", "2026-12-01").await;
    home.buy("Ham", "2026-12-03").await;
    let push = home.state.push.clone().expect("a way");
    let key = home.done("GET", "push/key", Json::Null).await;
    let key = key["key"].as_str().expect("a key").to_owned();
    (home, push, key)
}

/// A round at a moment, until no message is on its way.
async fn at(home: &Home, push: &Push, moment: &str) {
    home.at(moment);
    round::digests(&home.state, push, &never())
        .await
        .expect("a round");
    push.idle().await;
}

const SUBSCRIPTIONS: &str = "push/subscriptions";

#[tokio::test]
async fn a_device_without_an_account_is_told_once_a_day_and_nothing_is_named() {
    let ((home, push, key), mut browser) = (home().await, Browser::open().await);
    let made = home
        .done("POST", SUBSCRIPTIONS, browser.asks(json!({})))
        .await;
    assert_eq!(
        (&made["this"], &made["names"]),
        (&json!(true), &json!(false))
    );
    at(&home, &push, "2026-12-01T06:59:59Z").await;
    assert!(browser.service.is_quiet(), "it is too early");
    at(&home, &push, "2026-12-01T07:00:00Z").await;
    let (told, came) = browser.next(&key).await;
    let expected = json!({
        "title": "1 thing to use today", "body": "", "tag": "digest", "path": "#/", "lang": "en"
    });
    assert_eq!(told, expected);
    for (name, value) in [("ttl", "43200"), ("urgency", "normal"), ("topic", "digest")] {
        assert_eq!(came.headers[name], value, "{name}");
    }
    for later in ["2026-12-01T07:01:00Z", "2026-12-01T22:59:00Z"] {
        at(&home, &push, later).await;
    }
    assert!(browser.service.is_quiet(), "once a day");
    at(&home, &push, "2026-12-02T07:00:00Z").await;
    browser.next(&key).await;
    let listed = home.done("GET", SUBSCRIPTIONS, Json::Null).await;
    assert_eq!(listed["data"][0]["wish"]["last_day"], "2026-12-02");
    assert!(!listed.to_string().contains("/push/1"), "{listed}");
}

#[tokio::test]
async fn names_kinds_and_language_are_the_devices_own() {
    let ((home, push, key), mut browser) = (home().await, Browser::open().await);
    let wish = json!({
        "names": true,
        "wish": { "due": true, "soon": true, "at": "08:00", "zone": "UTC", "language": "fr" }
    });
    home.done("POST", SUBSCRIPTIONS, browser.asks(wish)).await;
    at(&home, &push, "2026-12-01T08:00:00Z").await;
    let (told, _) = browser.next(&key).await;
    assert_eq!(told["lang"], "fr");
    let body = told["body"].as_str().expect("text");
    assert_eq!(body.lines().last(), Some("Milk, Ham"), "{body}");
    // The same browser wishes otherwise: what is done today stays so.
    let none = json!({ "wish": { "due": false, "soon": true, "at": "08:00", "zone": "UTC" } });
    let made = home.done("POST", SUBSCRIPTIONS, browser.asks(none)).await;
    assert_eq!(made["wish"]["last_day"], "2026-12-01");
    at(&home, &push, "2026-12-01T09:00:00Z").await;
    assert!(browser.service.is_quiet());
    at(&home, &push, "2026-12-02T08:00:00Z").await;
    let (told, _) = browser.next(&key).await;
    assert_eq!(told["title"], "1 thing to use within three days");
    let listed = home.done("GET", SUBSCRIPTIONS, Json::Null).await;
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn of_two_servers_one_tells_and_a_day_without_anything_is_done() {
    let ((home, push, key), mut browser) = (home().await, Browser::open().await);
    home.done("POST", SUBSCRIPTIONS, browser.asks(json!({})))
        .await;
    let db = crate::db::testing::open(home.state.blobs.data())
        .await
        .expect("a database");
    let mut other = push.clone();
    other.db = db;
    home.at("2026-12-01T07:00:00Z");
    let never = never();
    let (one, two) = tokio::join!(
        round::digests(&home.state, &push, &never),
        round::digests(&home.state, &other, &never)
    );
    one.and(two).expect("rounds");
    push.idle().await;
    browser.next(&key).await;
    assert!(browser.service.is_quiet(), "both told");
    let lots = home.done("GET", "pantry/lots", Json::Null).await;
    for lot in lots["data"].as_array().expect("lots") {
        let id = lot["id"].as_str().expect("an id");
        home.done("POST", &format!("pantry/lots/{id}/use"), json!({}))
            .await;
    }
    at(&home, &push, "2026-12-02T07:00:00Z").await;
    home.buy("Tea", "2026-12-02").await;
    at(&home, &push, "2026-12-02T07:01:00Z").await;
    assert!(browser.service.is_quiet(), "that day is done");
}

#[tokio::test]
async fn a_service_that_is_down_is_asked_again_and_a_browser_that_is_gone_is_forgotten() {
    let ((home, push, key), mut browser) = (home().await, Browser::open().await);
    home.done("POST", SUBSCRIPTIONS, browser.asks(json!({})))
        .await;
    browser.service.says("503 Later", AT_ONCE);
    at(&home, &push, "2026-12-01T07:00:00Z").await;
    for _ in 0..=WAITS.len() {
        browser.next(&key).await;
    }
    assert!(browser.service.is_quiet(), "it was given up");
    browser.service.says("413 Too large", AT_ONCE);
    at(&home, &push, "2026-12-02T07:00:00Z").await;
    browser.next(&key).await;
    assert!(browser.service.is_quiet(), "that is for good");
    browser.service.says("410 Gone", AT_ONCE);
    at(&home, &push, "2026-12-03T07:00:00Z").await;
    browser.next(&key).await;
    let listed = home.done("GET", SUBSCRIPTIONS, Json::Null).await;
    assert_eq!(listed["data"], json!([]));
    let text = home
        .state
        .gateway
        .metrics
        .text(&crate::metrics::Levels::default());
    let text = text.expect("text");
    for outcome in ["failed\"} 2", "gone\"} 1"] {
        let line = format!("larder_push_messages_total{{outcome=\"{outcome}");
        assert!(text.contains(&line), "{line} in {text}");
    }
}

#[tokio::test]
async fn whoever_ends_the_server_waits_for_no_more_than_one_more_try() {
    let ((home, mut push, key), mut browser) = (home().await, Browser::open().await);
    home.done("POST", SUBSCRIPTIONS, browser.asks(json!({})))
        .await;
    browser.service.says("503 Later", AT_ONCE);
    push.waits = [Duration::from_secs(600); WAITS.len()];
    home.at("2026-12-01T07:00:00Z");
    let done = round::digests(&home.state, &push, &never()).await;
    done.expect("a round");
    browser.next(&key).await;
    push.hurry();
    push.idle().await;
    browser.next(&key).await;
    assert!(browser.service.is_quiet());
}

#[tokio::test]
async fn who_was_shut_out_is_told_nothing() {
    let ((home, push, _), mut browser) = (home().await, Browser::open().await);
    let phone = home.api.join(&home.owner, "viewer").await;
    let (status, made) = home
        .ask("POST", SUBSCRIPTIONS, &phone, browser.asks(json!({})))
        .await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let id = made["id"].as_str().expect("an id");
    let path = format!("{SUBSCRIPTIONS}/{id}");
    let (status, _) = home.ask("DELETE", &path, &home.owner, Json::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it is somebody else's");
    let device = made["device"].as_str().expect("a device");
    home.done("DELETE", &format!("devices/{device}"), Json::Null)
        .await;
    at(&home, &push, "2026-12-01T07:00:00Z").await;
    assert!(browser.service.is_quiet());
    push.expire(0).await.expect("tidied");
    let left: i64 = crate::db::query_scalar("SELECT count(*) FROM push_subscription")
        .fetch_one(&home.state.db)
        .await
        .expect("counted");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_receipt_is_told_of_where_that_is_wanted_and_not_in_quiet_hours() {
    let ((home, push, key), mut browser, mut other) =
        (home().await, Browser::open().await, Browser::open().await);
    let wish = json!({
        "receipts": true, "names": true,
        "wish": {
            "due": false, "at": "08:00", "zone": "UTC",
            "quiet_hours": { "from": "22:00", "to": "07:00" }
        }
    });
    home.done("POST", SUBSCRIPTIONS, browser.asks(wish)).await;
    home.done("POST", SUBSCRIPTIONS, other.asks(json!({})))
        .await;
    let queue = &home.state.jobs.queue;
    let new = jobs::New {
        id: JobId([1; 16]),
        household: household(),
        asker: [1; 16],
        key: None,
        sent: [9; 32],
    };
    queue.add(&new, 20, 0).await.expect("added");
    let taken = queue.take(0, 10).await.expect("asked").expect("taken");
    let receipt = r#"{"merchant":"Corner shop","lines":[]}"#;
    let at_ms = home.state.clock.now_ms();
    queue
        .finish(&taken, receipt, at_ms)
        .await
        .expect("finished");
    round::receipts(&home.state, &push).await.expect("a round");
    push.idle().await;
    assert!(browser.service.is_quiet(), "it is six in the morning");
    home.at("2026-12-01T07:00:00Z");
    for _ in 0..2 {
        round::receipts(&home.state, &push).await.expect("a round");
    }
    push.idle().await;
    let (told, came) = browser.next(&key).await;
    assert_eq!(
        (&told["title"], &told["body"]),
        (&json!("A receipt was read"), &json!("Corner shop"))
    );
    assert_eq!(came.headers.get("topic"), None);
    assert!(browser.service.is_quiet() && other.service.is_quiet());
    let part = home
        .state
        .events
        .after(household(), 0, events::Kind::ReceiptProcessed.bit(), 9);
    assert_eq!(part.await.expect("read").events.len(), 1);
}

#[tokio::test]
async fn what_is_no_subscription_is_none() {
    let ((home, push, _), browser) = (home().await, Browser::open().await);
    for (name, value) in [
        ("endpoint", json!("https://169.254.169.254/push")),
        ("endpoint", json!("push")),
        ("p256dh", json!("BAAA")),
        ("p256dh", json!(BASE64.encode([4; 65]))),
        ("auth", json!("short")),
        ("wish", json!({ "due": true, "at": "25:00", "zone": "UTC" })),
        (
            "wish",
            json!({ "due": true, "at": "08:00", "zone": "Nowhere" }),
        ),
    ] {
        let mut asks = browser.asks(json!({}));
        asks[name] = value;
        let (status, why) = home.ask("POST", SUBSCRIPTIONS, &home.owner, asks).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{name}: {why}");
    }
    let key = json!({ "name": "Shelf", "scope": "write" });
    let key = home.done("POST", "keys", key).await;
    let key = key["secret"].as_str().expect("a secret");
    let (status, _) = home
        .ask("POST", SUBSCRIPTIONS, key, browser.asks(json!({})))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN, "a program is no browser");
    let mut member = home
        .state
        .identity
        .by_token(&home.owner)
        .await
        .expect("asked");
    let by = crate::identity::Actor::from(&member.take().expect("a device"));
    let asks = browser.asks(json!({}));
    for number in 0..MOST_OF_MEMBER {
        let mut asks = asks.clone();
        asks["endpoint"] = json!(browser.service.url(&format!("/push/{}", number + 2)));
        home.done("POST", SUBSCRIPTIONS, asks).await;
    }
    let (status, why) = home.ask("POST", SUBSCRIPTIONS, &home.owner, asks).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    assert_eq!(
        push.of(by.member).await.expect("read").len() as i64,
        MOST_OF_MEMBER
    );
}

#[tokio::test]
async fn where_the_keeper_wants_none_pages_are_told_so() {
    let home = Home::new().await;
    for path in ["push/key", SUBSCRIPTIONS] {
        let (status, why) = home.ask("GET", path, &home.owner, Json::Null).await;
        assert_eq!(status, StatusCode::NOT_IMPLEMENTED, "{why}");
    }
}

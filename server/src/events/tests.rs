//! Households that are followed, by a clock that the tests move.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::follow::Follower;
use super::*;
use crate::clock::Clock;
use crate::db;
use crate::folds::Folds;
use crate::hub::database::DatabaseStore;
use crate::identity::read_id;
use crate::jobs::{self, JobId};
use crate::routes::tests::{Api, HOUSEHOLD};
use crate::state::AppState;

const ALL: i64 = 0b1111;

/// A household with a server whose clock stands until it is moved.
pub(crate) struct Home {
    pub(crate) api: Api,
    pub(crate) state: AppState,
    pub(crate) owner: String,
    now: Arc<AtomicI64>,
}

/// Whoever asks that goes on.
pub(crate) fn never() -> watch::Receiver<bool> {
    watch::channel(false).1
}

fn ms(moment: &str) -> i64 {
    let moment: Timestamp = moment.parse().expect("a moment");
    moment.as_millisecond()
}

pub(crate) fn household() -> HouseholdId {
    HouseholdId(read_id(HOUSEHOLD).expect("an id"))
}

impl Home {
    pub(crate) async fn new() -> Self {
        Self::with(|state| state).await
    }

    /// With a state of its own, on the first of December at noon.
    pub(crate) async fn with(adjust: impl FnOnce(AppState) -> AppState) -> Self {
        let now = Arc::new(AtomicI64::new(ms("2026-12-01T12:00:00Z")));
        let clock = Arc::clone(&now);
        let mut kept = None;
        let api = Api::with(|state| {
            let clock = Clock::of(move || clock.load(Ordering::Relaxed));
            kept.insert(adjust(state.with_clock(clock))).clone()
        });
        let api = api.await;
        let owner = api.found().await;
        Self {
            api,
            state: kept.expect("a state"),
            owner,
            now,
        }
    }

    pub(crate) fn at(&self, moment: &str) {
        self.now.store(ms(moment), Ordering::Relaxed);
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::Relaxed);
    }

    pub(crate) async fn ask(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Json,
    ) -> (StatusCode, Json) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header("authorization", format!("Bearer {token}"))
            .header("if-match", "*")
            .header("content-type", "application/json");
        let body = match body {
            Json::Null => Body::empty(),
            json => Body::from(json.to_string()),
        };
        let request = request.body(body).expect("a request");
        let (status, response) = self.api.ask(request).await;
        let bytes = to_bytes(response.into_body(), 1 << 20).await;
        let json = serde_json::from_slice(&bytes.expect("a body")).unwrap_or(Json::Null);
        (status, json)
    }

    /// Asks as the owner for what is to go well.
    pub(crate) async fn done(&self, method: &str, path: &str, body: Json) -> Json {
        let (status, json) = self.ask(method, path, &self.owner, body).await;
        assert!(status.is_success(), "{method} {path}: {status} {json}");
        json
    }

    /// Buys something; the id of its lot.
    pub(crate) async fn buy(&self, name: &str, due: &str) -> String {
        let food = json!({ "name": name, "expiry_date": due, "expiry_kind": "use_by" });
        let done = self.done("POST", "pantry/items", food).await;
        done["lots"][0]["id"].as_str().expect("an id").to_owned()
    }

    /// Follows the household once, as a server does that was started just now.
    pub(crate) async fn follow(&self) {
        let mut follower = Follower::new(TimeZone::UTC);
        let done = follower.go(&self.state, &never()).await;
        done.expect("followed");
    }

    /// What was noted, each as its kind and the name that it tells.
    async fn told(&self) -> Vec<String> {
        let part = self.state.events.after(household(), 0, ALL, 1_000).await;
        let told = part.expect("read").events.into_iter().map(|event| {
            let data: Json = serde_json::from_str(&event.data).expect("json");
            format!(
                "{} {}",
                event.kind.name(),
                data["name"].as_str().unwrap_or("-")
            )
        });
        told.collect()
    }
}

#[tokio::test]
async fn what_is_bought_is_told_once() {
    let home = Home::new().await;
    home.buy("Tea", "2028-01-01").await;
    home.follow().await;
    assert_eq!(home.told().await, ["item.added Tea"]);
    home.follow().await;
    home.done("POST", "shopping-list", json!({ "name": "Bread" }))
        .await;
    home.follow().await;
    assert_eq!(home.told().await, ["item.added Tea"]);
    let part = home.state.events.after(household(), 0, ALL, 10).await;
    let event = part.expect("read").events.remove(0);
    let data: Json = serde_json::from_str(&event.data).expect("json");
    assert_eq!(
        data["amount"],
        json!({ "quantity": 1, "unit": "pc" }),
        "{data}"
    );
    assert_eq!(data["due_on"], "2028-01-01");
}

#[tokio::test]
async fn each_date_of_a_lot_is_told_once_as_it_comes_and_once_as_it_passes() {
    let home = Home::new().await;
    let milk = home.buy("Milk", "2026-12-05").await;
    home.buy("Ham", "2026-12-05").await;
    home.buy("Tea", "2028-01-01").await;
    home.follow().await;
    assert_eq!(home.told().await.len(), 3, "they were bought");
    home.at("2026-12-02T00:00:01Z");
    home.follow().await;
    let mut told = home.told().await.split_off(3);
    told.sort();
    assert_eq!(told, ["item.expiring Ham", "item.expiring Milk"]);
    home.at("2026-12-04T12:00:00Z");
    home.done("POST", &format!("pantry/lots/{milk}/use"), json!({}))
        .await;
    home.follow().await;
    home.at("2026-12-06T00:00:00Z");
    home.follow().await;
    home.follow().await;
    assert_eq!(home.told().await.split_off(5), ["item.expired Ham"]);
}

#[tokio::test]
async fn a_date_that_is_put_right_is_another_one() {
    let home = Home::new().await;
    let milk = home.buy("Milk", "2026-12-02").await;
    home.follow().await;
    for date in ["2026-12-03", "2027-03-01", "2026-12-03", "2026-12-02"] {
        let edit = json!({ "expiry_date": date, "expiry_kind": "use_by" });
        home.done("PATCH", &format!("pantry/lots/{milk}"), edit)
            .await;
        home.follow().await;
    }
    let expiring = [
        "item.added Milk",
        "item.expiring Milk",
        "item.expiring Milk",
    ];
    assert_eq!(home.told().await, expiring, "once of each date");
}

#[tokio::test]
async fn of_two_servers_on_one_database_each_notes_what_the_other_has_not() {
    let home = Home::new().await;
    let db = db::testing::open(home.state.blobs.data())
        .await
        .expect("a database");
    let mut other = home.state.clone();
    other.folds = Folds::new(DatabaseStore::new(db.clone()));
    other.events = Events::new(db.clone());
    other.db = db;
    for number in 0..6 {
        home.buy(&format!("Milk {number}"), "2026-12-02").await;
        let (mut one, mut two) = (Follower::new(TimeZone::UTC), Follower::new(TimeZone::UTC));
        let never = never();
        let (one, two) = tokio::join!(one.go(&home.state, &never), two.go(&other, &never));
        one.and(two).expect("followed");
    }
    let told = home.told().await;
    assert_eq!(told.len(), 12, "{told:?}");
    let part = home.state.events.after(household(), 0, ALL, 100).await;
    let numbers = part
        .expect("read")
        .events
        .into_iter()
        .map(|event| event.seq);
    assert_eq!(numbers.collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_was_undone_is_not_told() {
    let home = Home::new().await;
    home.buy("Milk", "2026-12-02").await;
    let journal = home.done("GET", "journal", Json::Null).await;
    let entry = journal["data"][0]["id"].as_str().expect("an entry");
    home.done("POST", &format!("journal/{entry}/undo"), json!({}))
        .await;
    home.follow().await;
    assert_eq!(home.told().await, [""; 0]);
}

/// A phone comes back after a while, or a server that nobody started.
#[tokio::test]
async fn what_is_older_than_a_week_is_not_told() {
    let home = Home::new().await;
    home.buy("Milk", "2026-12-02").await;
    home.buy("Ham", "2026-12-20").await;
    home.at("2026-12-10T12:00:00Z");
    home.follow().await;
    assert_eq!(home.told().await, [""; 0]);
    home.at("2026-12-25T12:00:00Z");
    home.follow().await;
    assert_eq!(home.told().await, ["item.expired Ham"]);
}

#[tokio::test]
async fn whoever_was_away_too_long_is_told_that_something_is_gone() {
    let home = Home::new().await;
    home.buy("Tea", "2028-01-01").await;
    home.follow().await;
    home.buy("Rice", "2028-01-01").await;
    home.at("2026-12-20T12:00:00Z");
    home.buy("Salt", "2030-01-01").await;
    home.follow().await;
    let events = &home.state.events;
    let now_ms = home.state.clock.now_ms();
    events
        .expire(now_ms + KEPT_MS - 1_000)
        .await
        .expect("expired");
    let check = |after: i64| async move {
        let part = events
            .after(household(), after, ALL, 10)
            .await
            .expect("read");
        (part.events.len(), part.last, part.missed)
    };
    assert_eq!(home.told().await, ["item.added Salt"]);
    assert_eq!(
        check(0).await,
        (1, 2, false),
        "from the oldest that there is"
    );
    assert_eq!(check(1).await, (1, 2, false));
    events
        .expire(now_ms + KEPT_MS + 1_000)
        .await
        .expect("expired");
    assert_eq!(check(1).await, (0, 2, true));
    assert_eq!(check(2).await, (0, 2, false));
    home.buy("Oats", "2030-01-01").await;
    home.follow().await;
    assert_eq!(check(1).await, (1, 3, true));
}

#[tokio::test]
async fn of_too_many_events_the_latest_are_kept() {
    let home = Home::new().await;
    let kinds = Kind::ItemAdded;
    let many: Vec<New> = (0..MOST_KEPT + 5)
        .map(|number| New {
            id: id_of(household(), kinds, &[&number.to_be_bytes()]),
            kind: kinds,
            data: "{}".to_owned(),
        })
        .collect();
    let mut write = home.state.db.begin(household()).await.expect("begun");
    let noted = note(&mut write, household(), &many, 1)
        .await
        .expect("noted");
    assert_eq!(noted, many.len());
    let again = note(&mut write, household(), &many[..9], 1).await;
    assert_eq!(again.expect("noted"), 0);
    write.commit().await.expect("committed");
    home.state.events.expire(1).await.expect("expired");
    let part = home.state.events.after(household(), 3, ALL, 1).await;
    let part = part.expect("read");
    assert_eq!(
        (part.events[0].seq, part.missed, part.more),
        (6, true, true)
    );
}

#[tokio::test]
async fn a_receipt_is_told_with_the_end_of_its_job_and_by_who_has_it_alone() {
    let home = Home::new().await;
    let queue = &home.state.jobs.queue;
    for number in [1, 2] {
        let new = jobs::New {
            id: JobId([number; 16]),
            household: household(),
            asker: [1; 16],
            key: None,
            sent: [9; 32],
        };
        queue.add(&new, 20, 0).await.expect("added");
    }
    let first = queue.take(0, 10).await.expect("asked").expect("taken");
    let second = queue.take(0, 10).await.expect("asked").expect("taken");
    let receipt = r#"{"merchant":"Corner shop","lines":[1,2]}"#;
    assert!(queue.finish(&first, receipt, 5).await.expect("finished"));
    assert!(!queue.finish(&first, receipt, 6).await.expect("too late"));
    let dead = ("truncated", "send it again");
    assert!(queue.give_up(&second, dead, 7).await.expect("given up"));
    let part = home.state.events.after(household(), 0, ALL, 10).await;
    let events = part.expect("read").events;
    let told: Vec<Json> = events
        .iter()
        .map(|event| serde_json::from_str(&event.data).expect("json"))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        (&told[0]["merchant"], &told[0]["lines"]),
        (&json!("Corner shop"), &json!(2))
    );
    assert_eq!(told[0]["state"], "done");
    assert_eq!(
        (&told[1]["state"], &told[1]["reason"]),
        (&json!("dead"), &json!("truncated"))
    );
}

//! Reminders from the wish to the letter, by a clock that the tests move.

mod asked;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use tokio::sync::watch;

use super::*;
use crate::clock::Clock;
use crate::db;
use crate::folds::Folds;
use crate::hub::database::DatabaseStore;
use crate::identity::read_id;
use crate::mail::tests::PostOffice;
use crate::mail::{Mail, Place};
use crate::routes::tests::{Api, HOUSEHOLD};
use crate::state::AppState;

const ANA: &str = "ana@example.org";
const PASSWORD: &str = "blue chair on tuesday";
const OTHER: &str = "08080808080808080808080808080808";
const DUE: Kinds = Kinds {
    due: true,
    soon: false,
};

/// A server with an account, and the account's households.
struct Home {
    api: Api,
    office: PostOffice,
    mail: Mail,
    state: AppState,
    now: Arc<AtomicI64>,
    access: String,
    whose: Whose,
}

/// A server that goes on.
fn never() -> watch::Receiver<bool> {
    watch::channel(false).1
}

fn ms(moment: &str) -> i64 {
    let moment: Timestamp = moment.parse().expect("a moment");
    moment.as_millisecond()
}

impl Home {
    /// Ana with milk that is due on the first of December, at six in the morning of that day.
    async fn new() -> Self {
        let mut office = PostOffice::open().await;
        let mail = office.mail();
        let now = Arc::new(AtomicI64::new(ms("2026-12-01T06:00:00Z")));
        let clock = Arc::clone(&now);
        let mut kept = None;
        let api = Api::with(|state| {
            let clock = Clock::of(move || clock.load(Ordering::Relaxed));
            let state = state.with_mail(Some(mail.clone())).with_clock(clock);
            kept.insert(state).clone()
        });
        let api = api.await;
        let new = json!({ "email": ANA, "password": PASSWORD, "name": "Ana" });
        ask(&api, "POST", "auth/sign-up", "", new).await;
        let token = office.next().await.token("/account/verify");
        ask(&api, "POST", "auth/verify", "", json!({ "token": token })).await;
        let given = json!({ "email": ANA, "password": PASSWORD });
        let (_, tokens) = ask(&api, "POST", "auth/tokens", "", given).await;
        let access = tokens["access_token"].as_str().expect("a token").to_owned();
        let mut home = Self {
            api,
            office,
            mail,
            state: kept.expect("a state"),
            now,
            access,
            whose: Whose {
                member: [0; 16],
                account: [0; 16],
            },
        };
        home.whose = home.found(HOUSEHOLD, "Milk").await;
        home
    }

    /// Founds a household of Ana's with something that is due.
    async fn found(&self, household: &str, name: &str) -> Whose {
        let owner = self.api.found_as(household).await;
        let device = json!({ "token": owner });
        let (_, of) = ask(&self.api, "POST", "account/devices", &self.access, device).await;
        let (_, account) = ask(&self.api, "GET", "account", &self.access, Json::Null).await;
        let id = |json: &Json| json.as_str().and_then(read_id).expect("an id");
        let food = json!({ "name": name, "expiry_date": "2026-12-01", "expiry_kind": "use_by" });
        let (status, added) = ask(&self.api, "POST", "pantry/items", &owner, food).await;
        assert_eq!(status, StatusCode::CREATED, "{added}");
        Whose {
            member: id(&of["member"]),
            account: id(&account["id"]),
        }
    }

    async fn wish(&self, whose: Whose, kinds: Kinds, zone: &str) {
        let wish = Wish {
            kinds,
            schedule: Schedule {
                minute: 8 * 60,
                zone: TimeZone::get(zone).expect("a zone"),
                quiet_days: 0,
                quiet_hours: None,
            },
            language: Language::English,
        };
        self.state.reminders.set(whose, &wish).await.expect("set");
    }

    /// A round at a moment.
    async fn at(&self, moment: &str) {
        self.now.store(ms(moment), Ordering::Relaxed);
        let round = round::go(&self.state, &self.mail, &never()).await;
        round.expect("a round");
    }

    async fn is_quiet(&mut self) -> bool {
        self.office.is_empty(&self.mail).await
    }

    /// The day that is done.
    async fn day(&self) -> Option<String> {
        let kept = self.state.reminders.of(self.whose).await.expect("read");
        kept.expect("a wish").day.map(|day| day.to_string())
    }
}

async fn ask(api: &Api, method: &str, path: &str, token: &str, body: Json) -> (StatusCode, Json) {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/{path}"))
        .header("content-type", "application/json");
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let body = match body {
        Json::Null => Body::empty(),
        json => Body::from(json.to_string()),
    };
    let (status, response) = api.ask(request.body(body).expect("a request")).await;
    let bytes = to_bytes(response.into_body(), 1 << 20).await;
    let json = serde_json::from_slice(&bytes.expect("a body")).unwrap_or(Json::Null);
    (status, json)
}

#[tokio::test]
async fn a_person_is_told_once_a_day_from_their_minute_on() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "Europe/Berlin").await;
    home.at("2026-12-01T06:59:59Z").await;
    assert!(home.is_quiet().await, "it is too early");
    home.at("2026-12-01T07:00:00Z").await;
    let letter = home.office.next().await;
    assert!(letter.to.contains(ANA), "{}", letter.to);
    assert!(letter.text().contains("- Milk"), "{}", letter.text());
    for later in ["2026-12-01T07:01:00Z", "2026-12-01T22:59:00Z"] {
        home.at(later).await;
    }
    assert!(home.is_quiet().await, "once a day");
    home.at("2026-12-02T06:59:00Z").await;
    assert!(home.is_quiet().await, "the next day has not come so far");
    home.at("2026-12-02T07:00:00Z").await;
    home.office.next().await;
    assert!(home.is_quiet().await);
    let metrics = &home.state.gateway.metrics;
    let text = metrics.text(&crate::metrics::Levels::default());
    let text = text.expect("text");
    assert!(
        text.contains("larder_digests_total{outcome=\"sent\"} 2"),
        "{text}"
    );
}

#[tokio::test]
async fn each_household_has_a_wish_of_its_own_in_its_own_zone() {
    let mut home = Home::new().await;
    let other = home.found(OTHER, "Ham").await;
    home.wish(home.whose, DUE, "America/New_York").await;
    home.wish(other, DUE, "Asia/Tokyo").await;
    home.at("2026-12-01T12:59:00Z").await;
    let letter = home.office.next().await;
    assert!(letter.text().contains("- Ham"), "{}", letter.text());
    assert!(home.is_quiet().await);
    home.at("2026-12-01T13:00:00Z").await;
    let letter = home.office.next().await;
    assert!(letter.text().contains("- Milk"), "{}", letter.text());
    assert!(home.is_quiet().await);
}

/// In Berlin 02:30 is skipped on 2026-03-29 and comes twice on 2026-10-25.
#[tokio::test]
async fn a_day_on_which_clocks_change_has_one_too() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "Europe/Berlin").await;
    let alter = "UPDATE reminder SET minute = 150";
    let altered = db::query(alter).execute(&home.api.db).await;
    altered.expect("altered");
    for (before, after) in [
        ("2027-03-28T01:29:00Z", "2027-03-28T01:30:00Z"),
        ("2027-10-31T00:29:00Z", "2027-10-31T00:30:00Z"),
    ] {
        home.at(before).await;
        assert!(home.is_quiet().await, "{before}");
        home.at(after).await;
        home.office.next().await;
        home.at(&after.replace("T00:", "T01:")).await;
        assert!(home.is_quiet().await, "{after}: once more");
    }
}

#[tokio::test]
async fn what_was_missed_comes_later_on_the_same_day_and_not_on_the_next() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "UTC").await;
    home.at("2026-12-01T20:00:00Z").await;
    home.office.next().await;
    // Nobody is here on the second.
    home.at("2026-12-03T07:59:00Z").await;
    assert!(home.is_quiet().await, "that of the second is gone");
    home.at("2026-12-03T08:00:00Z").await;
    home.office.next().await;
    assert!(home.is_quiet().await);
}

#[tokio::test]
async fn a_server_that_falls_after_it_took_the_day_sends_none_twice() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "UTC").await;
    let (day, now_ms) = (
        "2026-12-01".parse().expect("a day"),
        ms("2026-12-01T08:00:00Z"),
    );
    let taken = home.state.reminders.take(home.whose, day, now_ms).await;
    assert!(taken.expect("no error").is_some());
    // Here it fell, and starts anew.
    home.state.reminders = Reminders::new(home.api.db.clone());
    home.at("2026-12-01T08:00:00Z").await;
    assert!(home.is_quiet().await, "it may have been sent");
    home.at("2026-12-02T08:00:00Z").await;
    home.office.next().await;
}

#[tokio::test]
async fn of_two_servers_on_one_database_one_tells() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "UTC").await;
    let db = db::testing::open(home.state.blobs.data())
        .await
        .expect("a database");
    let mut other = home.state.clone();
    other.reminders = Reminders::new(db.clone());
    other.folds = Folds::new(DatabaseStore::new(db));
    for day in 1..=5 {
        let moment = format!("2026-12-{day:02}T08:00:00Z");
        home.now.store(ms(&moment), Ordering::Relaxed);
        let never = never();
        let one = round::go(&home.state, &home.mail, &never);
        let (one, two) = tokio::join!(one, round::go(&other, &home.mail, &never));
        one.and(two).expect("rounds");
        home.office.next().await;
        assert!(home.is_quiet().await, "{day}: both told");
    }
}

#[tokio::test]
async fn a_clock_that_was_a_year_ahead_ends_nothing() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "Europe/Berlin").await;
    let ahead = "2027-12-01".parse().expect("a day");
    let taken = home.state.reminders.take(home.whose, ahead, 0).await;
    taken.expect("written").expect("taken");
    home.at("2026-12-01T08:00:00Z").await;
    home.office.next().await;
    assert_eq!(home.day().await.as_deref(), Some("2026-12-01"));
}

#[tokio::test]
async fn a_day_with_nothing_to_tell_is_done_without_a_letter() {
    let mut home = Home::new().await;
    let soon = Kinds {
        due: false,
        soon: true,
    };
    home.wish(home.whose, soon, "UTC").await;
    home.at("2026-12-01T08:00:00Z").await;
    assert!(home.is_quiet().await, "it is due, which is not wanted");
    assert_eq!(home.day().await.as_deref(), Some("2026-12-01"));
    home.wish(home.whose, DUE, "UTC").await;
    home.at("2026-12-01T08:01:00Z").await;
    assert!(home.is_quiet().await, "today is done");
}

#[tokio::test]
async fn who_wants_none_or_is_out_or_has_shown_no_address_gets_none() {
    let mut home = Home::new().await;
    let none = Kinds {
        due: false,
        soon: false,
    };
    home.at("2026-12-01T08:00:00Z").await;
    home.wish(home.whose, none, "UTC").await;
    home.at("2026-12-01T08:01:00Z").await;
    home.wish(home.whose, DUE, "UTC").await;
    for (out, again) in [
        (
            "UPDATE member SET removed_ms = 1",
            "UPDATE member SET removed_ms = NULL",
        ),
        (
            "UPDATE account SET verified_ms = NULL",
            "UPDATE account SET verified_ms = 1",
        ),
    ] {
        let altered = db::query(out).execute(&home.api.db).await;
        altered.expect("altered");
        home.at("2026-12-01T08:02:00Z").await;
        assert!(home.is_quiet().await, "{out}");
        let day = "2026-12-01".parse().expect("a day");
        let taken = home.state.reminders.take(home.whose, day, 0).await;
        assert_eq!(taken.expect("no error"), None, "{out}");
        let altered = db::query(again).execute(&home.api.db).await;
        altered.expect("altered");
    }
    home.at("2026-12-01T08:03:00Z").await;
    home.office.next().await;
}

#[tokio::test]
async fn where_too_many_letters_are_on_their_way_it_waits_and_is_not_lost() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "UTC").await;
    let places: Vec<Place> = std::iter::from_fn(|| home.mail.spare_place()).collect();
    home.at("2026-12-01T08:00:00Z").await;
    assert_eq!(home.day().await, None, "the day was taken");
    drop(places);
    home.at("2026-12-01T08:01:00Z").await;
    home.office.next().await;
    assert!(home.is_quiet().await);
}

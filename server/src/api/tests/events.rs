//! What happened, as a program follows it.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use tokio::time::{Instant, sleep};

use crate::events::tests::Home;

fn types(page: &Json) -> Vec<&str> {
    let data = page["data"].as_array().expect("a list").iter();
    data.map(|event| event["type"].as_str().expect("a type"))
        .collect()
}

#[tokio::test]
async fn a_cursor_leads_through_all_events_and_on_to_those_that_come() {
    let home = Home::new().await;
    for number in 0..5 {
        home.buy(&format!("Milk {number}"), "2026-12-02").await;
    }
    home.follow().await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = match cursor.as_str() {
            "" => "events?limit=3".to_owned(),
            cursor => format!("events?limit=3&cursor={cursor}"),
        };
        let page = home.done("GET", &path, Json::Null).await;
        let data = page["data"].as_array().expect("a list");
        seen.extend(data.iter().map(|event| event["id"].to_string()));
        cursor = page["cursor"].as_str().expect("a cursor").to_owned();
        assert_eq!(page["missed"], false);
        if page["more"] == false {
            break;
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (10, 10));
    let path = format!("events?cursor={cursor}");
    assert_eq!(types(&home.done("GET", &path, Json::Null).await), [""; 0]);
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    let page = home.done("GET", &path, Json::Null).await;
    assert_eq!(types(&page), ["item.added"]);
    assert_eq!(page["data"][0]["data"]["name"], "Tea");
}

#[tokio::test]
async fn a_program_asks_for_some_types_and_passes_over_the_others() {
    let home = Home::new().await;
    home.buy("Milk", "2026-12-02").await;
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    let page = home
        .done("GET", "events?type=item.expiring", Json::Null)
        .await;
    assert_eq!(types(&page), ["item.expiring"]);
    let cursor = page["cursor"].as_str().expect("a cursor");
    let path = format!("events?type=item.added&cursor={cursor}");
    assert_eq!(types(&home.done("GET", &path, Json::Null).await), [""; 0]);
    let both = "events?type=item.added,item.expiring&limit=500";
    assert_eq!(types(&home.done("GET", both, Json::Null).await).len(), 3);
    let none = home.done("GET", "events?cursor=latest", Json::Null).await;
    assert_eq!((types(&none).len(), &none["cursor"]), (0, &json!("3")));
}

#[tokio::test]
async fn whoever_waits_is_told_at_once_and_else_in_time() {
    let home = Home::new().await;
    home.follow().await;
    let since = Instant::now();
    let page = home.done("GET", "events?wait=1", Json::Null).await;
    assert_eq!(types(&page), [""; 0]);
    assert!(since.elapsed() >= Duration::from_secs(1));
    let buys = async {
        sleep(Duration::from_millis(100)).await;
        home.buy("Tea", "2030-01-01").await;
        home.follow().await;
    };
    let since = Instant::now();
    let asked = home.done("GET", "events?wait=30&cursor=latest", Json::Null);
    let (page, ()) = tokio::join!(asked, buys);
    assert_eq!(types(&page), ["item.added"]);
    assert!(since.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn everybody_of_the_household_may_ask_and_nobody_else() {
    let home = Home::new().await;
    let viewer = home.api.join(&home.owner, "viewer").await;
    let key = json!({ "name": "Shelf", "scope": "read" });
    let key = home.done("POST", "keys", key).await;
    let key = key["secret"].as_str().expect("a secret");
    let other = home.api.found_as("08080808080808080808080808080808").await;
    home.buy("Tea", "2030-01-01").await;
    home.follow().await;
    for (token, expected) in [(viewer.as_str(), 1), (key, 1), (&other, 0)] {
        let (status, page) = home.ask("GET", "events", token, Json::Null).await;
        assert_eq!((status, types(&page).len()), (StatusCode::OK, expected));
    }
    let (status, _) = home.ask("GET", "events", "nobody", Json::Null).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_said() {
    let home = Home::new().await;
    for query in [
        "limit=0",
        "limit=501",
        "wait=31",
        "wait=-1",
        "type=",
        "type=item.eaten",
        "type=item.added,",
        "cursor=",
        "cursor=-1",
        "cursor=99999999999999999999",
        "cursor=first",
        "since=1",
    ] {
        let path = format!("events?{query}");
        let (status, problem) = home.ask("GET", &path, &home.owner, Json::Null).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {problem}");
        assert_eq!(problem["code"], "ERR_REQUEST_001");
    }
}

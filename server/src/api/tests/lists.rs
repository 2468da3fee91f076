//! Pages, filters and tags of lists.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::House;

fn names(page: &Json) -> Vec<&str> {
    let data = page["data"].as_array().expect("a list");
    data.iter().filter_map(|one| one["name"].as_str()).collect()
}

async fn stocked() -> House {
    let house = House::new().await;
    for (name, category, location, day) in [
        ("Milk", "dairy_eggs", "fridge", "2026-12-03"),
        ("Crème fraîche", "dairy_eggs", "fridge", "2026-12-05"),
        ("Peas", "frozen", "freezer", "2027-06-01"),
        ("Rice", "staples", "pantry", "2028-01-01"),
        ("Bread", "bakery", "pantry", "2026-12-01"),
    ] {
        let new = json!({
            "name": name, "category": category, "location": location, "expiry_date": day
        });
        house.add(new).await;
    }
    house
}

#[tokio::test]
async fn pages_follow_each_other_while_others_write() {
    let house = stocked().await;
    let first = house.get("pantry/items?limit=2").await;
    assert_eq!(names(&first), ["Milk", "Crème fraîche"]);
    house.add(json!({ "name": "Tea" })).await;
    let next = first["next"].as_str().expect("more");
    let second = house
        .get(&format!("pantry/items?limit=2&cursor={next}"))
        .await;
    assert_eq!(names(&second), ["Peas", "Rice"]);
    let next = second["next"].as_str().expect("more");
    let third = house
        .get(&format!("pantry/items?limit=2&cursor={next}"))
        .await;
    assert_eq!(names(&third), ["Bread", "Tea"]);
    assert_eq!(third["next"], Json::Null);
}

#[tokio::test]
async fn what_was_deleted_hides_nothing_of_the_next_page() {
    let house = stocked().await;
    let first = house.get("pantry/items?limit=2").await;
    let last = first["data"][1]["id"].as_str().expect("an id");
    let path = format!("pantry/items/{last}");
    let any = [("if-match", "*")];
    house
        .ask_with("DELETE", &path, &house.owner, &any, None)
        .await
        .ok();
    let next = first["next"].as_str().expect("more");
    let second = house
        .get(&format!("pantry/items?limit=2&cursor={next}"))
        .await;
    assert_eq!(names(&second), ["Peas", "Rice"]);
}

#[tokio::test]
async fn filters_narrow_and_a_search_forgives() {
    let house = stocked().await;
    for (filter, expected) in [
        ("category=dairy_eggs", vec!["Milk", "Crème fraîche"]),
        ("location=freezer", vec!["Peas"]),
        ("place=00000000000000000000000000000003", vec!["Peas"]),
        ("due_by=2026-12-03", vec!["Milk", "Bread"]),
        ("in_stock=false", vec![]),
        ("q=creme", vec!["Crème fraîche"]),
        ("q=milk&location=pantry", vec![]),
        ("q=", vec!["Milk", "Crème fraîche", "Peas", "Rice", "Bread"]),
    ] {
        let page = house.get(&format!("pantry/items?{filter}")).await;
        assert_eq!(names(&page), expected, "{filter}");
    }
    let lots = house
        .get("pantry/lots?location=fridge&due_by=2026-12-04")
        .await;
    assert_eq!(names(&lots), ["Milk"]);
}

#[tokio::test]
async fn a_cursor_is_for_its_own_list_and_filters() {
    let house = stocked().await;
    let first = house.get("pantry/items?limit=1").await;
    let next = first["next"].as_str().expect("more");
    let long = "x".repeat(251);
    for path in [
        format!("pantry/items?q={long}"),
        format!("receipts?q={long}"),
        format!("pantry/items?limit=1&category=frozen&cursor={next}"),
        format!("pantry/lots?cursor={next}"),
        format!("pantry/items?cursor={next}0"),
        "pantry/items?cursor=nonsense".to_owned(),
        "pantry/items?limit=0".to_owned(),
        "pantry/items?limit=501".to_owned(),
        "pantry/items?limit=-1".to_owned(),
        "pantry/items?colour=red".to_owned(),
        "pantry/items?location=cellar".to_owned(),
        "pantry/items?due_by=tomorrow".to_owned(),
    ] {
        let answer = house.ask("GET", &path, &house.owner, None).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "ERR_REQUEST_001"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_a_caller_has_is_not_sent_again_until_it_changes() {
    let house = stocked().await;
    for path in [
        "pantry/items",
        "pantry/lots",
        "places",
        "categories",
        "journal",
        "export",
    ] {
        let first = house.ask("GET", path, &house.owner, None).await;
        let tag = first.header("etag").to_owned();
        let known = [("if-none-match", tag.as_str())];
        let again = house
            .ask_with("GET", path, &house.owner, &known, None)
            .await;
        assert_eq!(
            (again.status, again.header("etag")),
            (StatusCode::NOT_MODIFIED, &*tag),
            "{path}"
        );
    }
    let first = house.ask("GET", "pantry/items", &house.owner, None).await;
    let tag = first.header("etag").to_owned();
    house.add(json!({ "name": "Tea" })).await;
    let known = [("if-none-match", tag.as_str())];
    let again = house
        .ask_with("GET", "pantry/items", &house.owner, &known, None)
        .await;
    assert_eq!(again.status, StatusCode::OK);
}

#[tokio::test]
async fn places_and_categories_are_the_households_own() {
    let house = House::new().await;
    let cellar = house
        .post("places", json!({ "name": "Cellar", "kind": "pantry" }))
        .await;
    let id = cellar["places"][0]["id"].as_str().expect("an id");
    let places = house.get("places").await;
    assert_eq!(names(&places), ["Pantry", "Fridge", "Freezer", "Cellar"]);
    let wine = json!({ "name": "Wine", "place": id });
    let (item, _) = house.add(wine).await;
    let shown = house.get(&format!("pantry/items/{item}")).await;
    assert_eq!(shown["lots"][0]["place"], id);
    let path = format!("places/{id}");
    let renamed = Some(json!({ "name": "Vault" }));
    let any = [("if-match", "*")];
    house
        .ask_with("PATCH", &path, &house.owner, &any, renamed)
        .await
        .ok();
    assert_eq!(house.get(&path).await["name"], "Vault");
    let fridge = "places/00000000000000000000000000000002";
    let kept = house
        .ask_with("DELETE", fridge, &house.owner, &any, None)
        .await;
    assert_eq!(
        (kept.status, kept.code()),
        (StatusCode::CONFLICT, "ERR_SYNC_001")
    );
    let categories = house.get("categories?limit=500").await;
    assert_eq!(categories["data"].as_array().expect("a list").len(), 18);
}

//! Recipes, and what can be cooked, as programs ask for it.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::House;

/// The day of these tests.
const TODAY: (&str, &str) = ("larder-today", "2026-12-01");

fn pancakes() -> Json {
    json!({
        "name": "Pancakes", "servings": 4, "minutes": 30, "labels": ["vegetarian", "nut_free"],
        "source": "Grandma", "ingredients": [
            { "name": "Flour", "amount": { "quantity": 250, "unit": "g" } },
            { "name": "Milk", "amount": { "quantity": 1.5, "unit": "l" } },
            { "name": "Eggs", "amount": { "quantity": 3, "unit": "pc" }, "note": "beaten" },
            { "name": "Sugar" },
            { "name": "Salt" },
            { "name": "Jam", "optional": true }
        ],
        "steps": ["Whisk.", "Bake."]
    })
}

async fn written(house: &House, recipe: Json) -> String {
    let done = house.post("recipes", recipe).await;
    let id = done["recipes"][0]["id"].as_str();
    id.expect("an id").to_owned()
}

async fn stocked() -> House {
    let house = House::new().await;
    for (name, category, quantity, unit, day) in [
        ("Plain flour", "staples", 1, "kg", "2027-06-01"),
        ("Whole milk", "dairy_eggs", 1, "l", "2026-12-03"),
        ("Eggs free range", "dairy_eggs", 6, "pc", "2026-12-10"),
        ("Brown sugar", "staples", 500, "g", "2028-01-01"),
    ] {
        house
            .add(json!({
                "name": name, "category": category, "quantity": quantity, "unit": unit,
                "expiry_date": day, "location": "pantry"
            }))
            .await;
    }
    house
}

async fn recommended(house: &House, query: &str) -> Json {
    let path = format!("recipes/recommend{query}");
    let answer = house.ask_with("GET", &path, &house.owner, &[TODAY], None);
    answer.await.ok()
}

fn names(list: &Json) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.filter_map(|one| one["name"].as_str()).collect()
}

#[tokio::test]
async fn a_recipe_is_written_down_seen_changed_and_thrown_away() {
    let house = House::new().await;
    let made = house
        .ask("POST", "recipes", &house.owner, Some(pancakes()))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    let location = made.header("location").to_owned();
    let path = location.strip_prefix("/api/v1/").expect("a path");
    let seen = house.ask("GET", path, &house.owner, None).await;
    let tag = seen.header("etag").to_owned();
    let recipe = seen.ok();
    assert_eq!(recipe["labels"], json!(["vegetarian", "nut_free"]));
    assert_eq!(
        recipe["ingredients"][2],
        json!({
            "name": "Eggs", "amount": { "quantity": 3, "unit": "pc" }, "note": "beaten",
            "optional": false
        })
    );
    let known = [("if-none-match", tag.as_str())];
    let again = house
        .ask_with("GET", path, &house.owner, &known, None)
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);

    let change = || Some(json!({ "minutes": null, "labels": ["vegan"], "note": "Sundays" }));
    let blind = house.ask("PATCH", path, &house.owner, change()).await;
    assert_eq!(blind.code(), "ERR_REQUEST_003");
    let seen = [("if-match", tag.as_str())];
    let done = house
        .ask_with("PATCH", path, &house.owner, &seen, change())
        .await
        .ok();
    let now = &done["recipes"][0];
    assert_eq!(now["minutes"], Json::Null);
    assert_eq!(
        (&now["labels"], &now["note"]),
        (&json!(["vegan"]), &json!("Sundays"))
    );
    let late = house
        .ask_with("PATCH", path, &house.owner, &seen, change())
        .await;
    assert_eq!(late.code(), "ERR_REQUEST_002");

    let any = [("if-match", "*")];
    let gone = house
        .ask_with("DELETE", path, &house.owner, &any, None)
        .await
        .ok();
    let missing = house.ask("GET", path, &house.owner, None).await;
    assert_eq!(missing.code(), "ERR_PANTRY_001");
    let journal = house.get("journal?limit=3").await;
    let did: Vec<&str> = journal["data"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["did"].as_str())
        .collect();
    assert_eq!(did, ["deleted", "edited", "added"]);
    let undo = format!("journal/{}/undo", gone["action"].as_str().expect("an id"));
    house.ask("POST", &undo, &house.owner, None).await.ok();
    assert_eq!(house.get(path).await["note"], "Sundays");
}

#[tokio::test]
async fn recipes_are_searched_filtered_and_cut_into_pages() {
    let house = House::new().await;
    for (name, minutes, labels) in [
        ("Crème brûlée", 60, json!(["vegetarian", "gluten_free"])),
        ("Dal", 40, json!(["vegan", "gluten_free"])),
        ("Lentil soup", 30, json!(["vegan"])),
    ] {
        written(
            &house,
            json!({ "name": name, "minutes": minutes, "labels": labels }),
        )
        .await;
    }
    let page = house.get("recipes?limit=2").await;
    assert_eq!(names(&page["data"]), ["Crème brûlée", "Dal"]);
    let next = page["next"].as_str().expect("more");
    let page = house.get(&format!("recipes?limit=2&cursor={next}")).await;
    assert_eq!(names(&page["data"]), ["Lentil soup"]);
    for (query, expected) in [
        ("q=creme", &["Crème brûlée"][..]),
        (
            "dietary=vegetarian",
            &["Crème brûlée", "Dal", "Lentil soup"],
        ),
        ("dietary=vegan&dietary=gluten_free", &["Dal"]),
        ("max_minutes=40", &["Dal", "Lentil soup"]),
        ("dietary=halal", &[]),
    ] {
        let page = house.get(&format!("recipes?{query}")).await;
        assert_eq!(names(&page["data"]), expected, "{query}");
    }
}

#[tokio::test]
async fn what_can_be_cooked_says_from_which_lots_and_what_is_missing() {
    let house = stocked().await;
    assert_eq!(recommended(&house, "").await, json!([]));
    written(&house, pancakes()).await;
    let all = recommended(&house, "").await;
    let one = &all[0];
    assert_eq!(one["recipe"]["name"], "Pancakes");
    assert_eq!(one["match_ratio"], 0.75);
    assert_eq!(names(&one["matched"]), ["Flour", "Eggs", "Sugar"]);
    let flour = &one["matched"][0]["lots"][0];
    assert_eq!(flour["name"], "Plain flour");
    assert_eq!(flour["amount"], json!({ "quantity": 250, "unit": "g" }));
    assert_eq!(one["matched"][2]["lots"][0]["amount"], Json::Null);
    let missing = one["missing"].as_array().expect("a list");
    assert_eq!(missing.len(), 1, "{one}");
    assert_eq!(missing[0]["name"], "Milk");
    assert_eq!(
        missing[0]["amount"],
        json!({ "quantity": 0.5, "unit": "l" })
    );
    assert_eq!(
        missing[0]["wanted"],
        json!({ "quantity": 1.5, "unit": "l" })
    );
    assert_eq!(missing[0]["lots"][0]["name"], "Whole milk");
    assert_eq!(one["left_out"], json!(["Jam"]));
    assert_eq!(one["assumed"], json!(["Salt"]));
    assert_eq!(one["urgent"][0]["urgency"], "soon");
    assert_eq!(one["urgent"][0]["lot"]["due_date"], "2026-12-03");

    let wish = json!({ "dietary": ["nut_free"], "max_missing": 1, "max_minutes": 30, "limit": 5 });
    let posted = house
        .ask_with(
            "POST",
            "recipes/recommend",
            &house.owner,
            &[TODAY],
            Some(wish),
        )
        .await
        .ok();
    assert_eq!(posted, all);
    let bare = house
        .ask_with("POST", "recipes/recommend", &house.owner, &[TODAY], None)
        .await
        .ok();
    assert_eq!(bare, all);
    for query in [
        "?dietary=vegan",
        "?dietary=nut_free&dietary=halal",
        "?max_missing=0",
        "?max_minutes=29",
    ] {
        assert_eq!(recommended(&house, query).await, json!([]), "{query}");
    }
    // Tomorrow nothing is left of what was used.
    for lot in house.get("pantry/lots").await["data"]
        .as_array()
        .expect("a list")
    {
        let path = format!("pantry/lots/{}/use", lot["id"].as_str().expect("an id"));
        house.ask("POST", &path, &house.owner, None).await.ok();
    }
    assert_eq!(recommended(&house, "").await, json!([]));
}

#[tokio::test]
async fn a_key_that_reads_may_ask_and_one_that_lists_may_not_write() {
    let house = stocked().await;
    written(&house, pancakes()).await;
    for scope in ["read", "list"] {
        let key = house.key(scope).await;
        for method in ["GET", "POST"] {
            let asked = house.ask(method, "recipes/recommend", &key, None).await;
            assert_eq!(asked.status, StatusCode::OK, "{scope} {method}");
        }
        let refused = house.ask("POST", "recipes", &key, Some(pancakes())).await;
        assert_eq!(refused.code(), "ERR_AUTH_003", "{scope}");
    }
    let stranger = house.ask("GET", "recipes/recommend", "", None).await;
    assert_eq!(stranger.code(), "ERR_AUTH_001");
}

#[tokio::test]
async fn what_is_no_wish_and_no_recipe_is_refused() {
    let house = House::new().await;
    for query in [
        "dietary=fruitarian",
        "max_missing=-1",
        "max_missing=some",
        "limit=0",
        "limit=101",
        "max_minutes=10&max_minutes=20",
        "pantry_items=milk",
    ] {
        let path = format!("recipes/recommend?{query}");
        let refused = house.ask("GET", &path, &house.owner, None).await;
        assert_eq!(refused.code(), "ERR_REQUEST_001", "{query}");
    }
    let wish = json!({ "diet": ["vegan"] });
    let refused = house
        .ask("POST", "recipes/recommend", &house.owner, Some(wish))
        .await;
    assert!(refused.status.is_client_error(), "{refused:?}");
    for (recipe, code) in [
        (json!({ "name": " " }), "ERR_PANTRY_003"),
        (json!({ "name": "Soup", "servings": 0 }), "ERR_PANTRY_003"),
        (
            json!({ "name": "Soup", "ingredients": [
                { "name": "Water", "amount": { "quantity": 1, "unit": "bathtub" } }
            ] }),
            "ERR_PANTRY_003",
        ),
        (
            json!({ "name": "Soup", "steps": ["Boil.", "x".repeat(2_001)] }),
            "ERR_PANTRY_003",
        ),
        (
            json!({ "name": "Soup", "ingredients": vec![json!({ "name": "Salt" }); 300] }),
            "ERR_PANTRY_003",
        ),
        (
            json!({ "name": "Soup", "labels": ["tasty"] }),
            "ERR_REQUEST_001",
        ),
        (json!({ "name": "Soup", "price": 3 }), "ERR_REQUEST_001"),
    ] {
        let refused = house
            .ask("POST", "recipes", &house.owner, Some(recipe.clone()))
            .await;
        assert_eq!(refused.code(), code, "{recipe} {refused:?}");
    }
    assert_eq!(house.get("recipes").await["data"], json!([]));
}

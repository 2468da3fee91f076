//! The document: that it is what is committed and served, and says all that there is.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::House;
use crate::api::document;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

fn committed() -> String {
    std::fs::read_to_string(COMMITTED).expect("the file is read")
}

/// `LARDER_WRITE_OPENAPI=1` writes the file anew.
#[tokio::test]
async fn the_committed_document_is_what_is_served() {
    if std::env::var_os("LARDER_WRITE_OPENAPI").is_some() {
        std::fs::write(COMMITTED, document()).expect("the file is written");
        return;
    }
    let house = House::new().await;
    let served = house.get("openapi.json").await;
    let committed = committed();
    let read: Json = serde_json::from_str(&committed).expect("JSON");
    assert!(served == read, "write it by LARDER_WRITE_OPENAPI=1");
    assert!(document() == committed, "it is written otherwise");
    assert_eq!(served["openapi"], "3.1.0");
}

#[test]
fn every_form_that_is_named_is_there() {
    let document: Json = serde_json::from_str(&document()).expect("JSON");
    let mut named = BTreeSet::new();
    collect(&document, &mut named);
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("schemas");
    for name in named {
        assert!(schemas.contains_key(&name), "{name}");
    }
}

fn collect(value: &Json, named: &mut BTreeSet<String>) {
    match value {
        Json::Object(members) => {
            if let Some(Json::String(name)) = members.get("$ref") {
                named.insert(name.trim_start_matches("#/components/schemas/").to_owned());
            }
            members.values().for_each(|member| collect(member, named));
        }
        Json::Array(list) => list.iter().for_each(|one| collect(one, named)),
        _ => {}
    }
}

#[test]
fn every_operation_says_what_it_does_answers_and_refuses() {
    let document: Json = serde_json::from_str(&document()).expect("JSON");
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let what = format!("{method} {path}");
            assert!(operation["summary"].is_string(), "{what}");
            let responses = operation["responses"].as_object().expect("responses");
            assert!(responses.contains_key("default"), "{what}");
            let described = responses.values().all(|one| one["description"].is_string());
            assert!(described, "OpenAPI 3.1 wants a description: {what}");
            let name = operation["operationId"]
                .as_str()
                .expect("a name")
                .to_owned();
            assert!(names.insert(name.clone()), "{what}: {name} is named twice");
        }
    }
}

#[tokio::test]
async fn the_page_shows_every_path_and_loads_nothing_from_elsewhere() {
    let house = House::new().await;
    let request = axum::http::Request::get("/api/v1/docs");
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let (_, response) = house.api.ask(request).await;
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 24).await;
    let page = String::from_utf8(bytes.expect("a body").to_vec()).expect("text");
    let document: Json = serde_json::from_str(&committed()).expect("JSON");
    for path in document["paths"].as_object().expect("paths").keys() {
        assert!(
            page.contains(path) || path.contains("/docs") || path.contains("openapi.json"),
            "{path}"
        );
    }
    for foreign in ["<script", "<style", " style=", "http://", "https://"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("ERR_AUTH_001"));
}

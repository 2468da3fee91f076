//! The gateway around the real routes.

mod limits;
mod watch;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::connect_info::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value as Json;

use super::address::{Peer, network};
use super::*;
use crate::routes::tests::Api;

/// The address of a proxy that is trusted.
const PROXY: &str = "10.0.0.1";
/// Somebody elsewhere.
const STRANGER: &str = "192.0.2.1";

fn settings() -> Settings {
    Settings {
        trusted_proxy: vec![network(PROXY).expect("an address")],
        allow_origin: vec!["https://panel.example".parse().expect("an origin")],
        ..Settings::default()
    }
}

async fn api() -> Api {
    Api::with(|state| state.with_gateway(&settings())).await
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn json(&self) -> Json {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// Asks from an address.
async fn ask(
    api: &Api,
    from: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let address: IpAddr = from.parse().expect("an address");
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .extension(ConnectInfo(Peer(SocketAddr::new(address, 4_711))));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let (status, response) = api.ask(request).await;
    let headers = response.headers().clone();
    let body = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    Answer {
        status,
        headers,
        body: body.to_vec(),
    }
}

async fn get(api: &Api, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(api, STRANGER, "GET", path, headers, "").await
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

#[tokio::test]
async fn every_answer_says_what_a_page_may_load_and_which_request_it_was() {
    let api = api().await;
    let owner = bearer(&api.found().await);
    let owner = ("authorization", owner.as_str());
    let json = ("content-type", "application/json");
    let tag = get(&api, "/sw.js", &[]).await;
    let tag = ("if-none-match", tag.header("etag").expect("a tag"));
    let origin = ("origin", "https://panel.example");
    let asked = ("access-control-request-method", "GET");
    let long = "x".repeat(20_000);
    for (method, path, headers, body, status) in [
        ("GET", "/", &[][..], "", 200),
        ("GET", "/sw.js", &[tag], "", 304),
        ("GET", "/pantry", &[], "", 303),
        ("GET", "/gone.js", &[], "", 404),
        ("POST", "/", &[], "", 405),
        ("GET", "/health", &[], "", 200),
        ("GET", "/ready", &[], "", 200),
        ("GET", "/metrics", &[], "", 404),
        ("GET", "/api/v1/docs", &[], "", 200),
        ("GET", "/api/v1/nothing", &[], "", 404),
        ("PUT", "/api/v1/places", &[], "", 405),
        ("GET", "/api/v1/places", &[], "", 401),
        ("GET", "/api/v1/places", &[owner], "", 200),
        ("POST", "/api/v1/places", &[owner, json], "{", 400),
        ("POST", "/api/v1/join", &[json], &long, 413),
        ("OPTIONS", "/api/v1/places", &[origin, asked], "", 200),
        ("GET", "/api/v1/sync/socket", &[owner], "", 400),
        ("GET", "/ca", &[], "", 404),
    ] {
        let answer = ask(&api, STRANGER, method, path, headers, body).await;
        let what = format!("{method} {path} {body}");
        assert_eq!(answer.status.as_u16(), status, "{what}");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'self'"), "{what}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{what}");
        }
        let id = answer.header("x-request-id").expect("an id");
        assert_eq!(id.len(), 16, "{what}");
        if answer.header("content-type") == Some("application/problem+json") {
            assert_eq!(answer.json()["request_id"], id, "{what}");
        }
    }
}

#[tokio::test]
async fn a_trusted_proxy_names_a_request_and_nobody_else_does() {
    let api = api().await;
    let named = [("x-request-id", "edge-1")];
    for (from, headers, is_taken) in [
        (PROXY, &named[..], true),
        (STRANGER, &named, false),
        (PROXY, &[("x-request-id", "a b")], false),
    ] {
        let answer = ask(&api, from, "GET", "/health", headers, "").await;
        let id = answer.header("x-request-id");
        assert_eq!(id == Some("edge-1"), is_taken, "{from} {headers:?}: {id:?}");
    }
}

#[tokio::test]
async fn pages_of_named_sites_alone_may_use_the_api() {
    let api = api().await;
    let token = bearer(&api.found().await);
    let named = ("origin", "https://panel.example");
    let other = ("origin", "https://evil.example");
    let asked = ("access-control-request-method", "PATCH");
    let header = ("access-control-request-headers", "if-match,authorization");
    let allowed = |answer: &Answer| {
        let origin = answer.header("access-control-allow-origin");
        origin.map(str::to_owned)
    };
    let path = "/api/v1/places";
    let before = ask(&api, STRANGER, "OPTIONS", path, &[named, asked, header], "").await;
    assert_eq!(allowed(&before).as_deref(), Some("https://panel.example"));
    let methods = before.header("access-control-allow-methods");
    assert!(methods.is_some_and(|methods| methods.contains("PATCH")));
    let headers = before.header("access-control-allow-headers");
    assert!(headers.is_some_and(|headers| headers.contains("if-match")));
    assert_eq!(before.header("access-control-allow-credentials"), None);
    let token = ("authorization", token.as_str());
    let answer = get(&api, path, &[named, token]).await;
    assert_eq!(allowed(&answer).as_deref(), Some("https://panel.example"));
    let seen = answer.header("access-control-expose-headers");
    assert!(seen.is_some_and(|seen| seen.contains("etag")));
    assert_eq!(allowed(&get(&api, path, &[other, token]).await), None);
    assert_eq!(allowed(&get(&api, "/health", &[named]).await), None);
    // A refusal can be read as well.
    assert!(allowed(&get(&api, path, &[named]).await).is_some());
    let closed = Api::new().await;
    let before = ask(&closed, STRANGER, "OPTIONS", path, &[named, asked], "").await;
    assert_eq!(before.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(allowed(&before), None);
}

#[tokio::test]
async fn text_is_packed_where_that_helps_and_no_secret_is() {
    let api = api().await;
    let token = bearer(&api.found().await);
    let token = ("authorization", token.as_str());
    let gzip = ("accept-encoding", "gzip");
    for (path, accepted, is_packed) in [
        ("/api/v1/openapi.json", gzip, true),
        ("/api/v1/docs", gzip, true),
        ("/api/v1/categories", gzip, true),
        ("/api/v1/categories", ("accept-encoding", "identity"), false),
        // Small, of another kind, packed already, and what nobody may store.
        ("/api/v1/places", gzip, false),
        ("/icons/icon-192.png", gzip, false),
        ("/health", gzip, false),
    ] {
        let answer = get(&api, path, &[token, accepted]).await;
        let encoding = answer.header("content-encoding");
        assert_eq!(encoding == Some("gzip"), is_packed, "{path} {accepted:?}");
        assert_eq!(answer.body.starts_with(&[0x1f, 0x8b]), is_packed, "{path}");
        if is_packed {
            let vary = answer.headers.get_all("vary").into_iter();
            let vary = vary.filter_map(|vary| vary.to_str().ok());
            let vary: Vec<&str> = vary.collect();
            assert!(
                vary.join(",").contains("accept-encoding"),
                "{path}: {vary:?}"
            );
        }
    }
    let packed = get(
        &api,
        "/app-0123456789/app.js",
        &[("accept-encoding", "gzip, br")],
    )
    .await;
    assert_eq!(packed.header("content-encoding"), Some("br"));
}

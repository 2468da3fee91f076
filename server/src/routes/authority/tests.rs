//! What a device is told that has no reason to trust this server yet.

use std::time::SystemTime;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use super::*;
use crate::blobs::Blobs;
use crate::config::Tls;
use crate::network::Network;
use crate::routes;
use crate::site::Site;
use crate::tls::Https;
use crate::transport::Transport;

struct Server {
    secure: Router,
    plain: Router,
    state: AppState,
    _data: tempfile::TempDir,
}

async fn server(setting: Option<Tls>) -> Server {
    let data = tempfile::tempdir().expect("a folder");
    let db = crate::db::testing::open(data.path())
        .await
        .expect("a database");
    let network = Network::default();
    let https = setting.map(|setting| {
        Https::open(&setting, data.path(), &network, SystemTime::now()).expect("HTTPS")
    });
    let transport = Transport::new(([0, 0, 0, 0], 8443).into(), https);
    let blobs = Blobs::new(db.clone(), data.path(), 0);
    let state = AppState::new(db, Site::example(), transport, blobs);
    Server {
        secure: routes::router(state.clone()),
        plain: routes::plain_router(state.clone()),
        state,
        _data: data,
    }
}

async fn ask(router: &Router, request: &str, host: &str) -> (StatusCode, HeaderMap, String) {
    let (method, path) = request.split_once(' ').expect("a method and a path");
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", host);
    let request = request.body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.expect("a body");
    (
        parts.status,
        parts.headers,
        String::from_utf8_lossy(&bytes).into_owned(),
    )
}

#[tokio::test]
async fn the_page_has_the_fingerprint_and_the_way_back() {
    let server = server(Some(Tls::Local)).await;
    let fingerprint = server
        .state
        .transport
        .authority()
        .expect("ours")
        .fingerprint();
    for router in [&server.secure, &server.plain] {
        let (status, headers, page) = ask(router, "GET /ca", "192.168.1.5:8443").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains(&fingerprint), "{page}");
        assert!(
            page.contains("href=\"https://192.168.1.5:8443/\""),
            "{page}"
        );
        assert!(!headers.contains_key("strict-transport-security"));
        let (_, headers, pem) = ask(router, "GET /ca.crt", "pi").await;
        assert_eq!(headers["content-type"], "application/x-x509-ca-cert");
        assert!(
            pem.starts_with("-----BEGIN CERTIFICATE-----") && !pem.contains("KEY"),
            "{pem}"
        );
    }
}

#[tokio::test]
async fn a_host_that_is_no_address_does_not_get_into_the_page() {
    let server = server(Some(Tls::Local)).await;
    for host in ["\"><script>", "a b", "user@evil", "a/b", ""] {
        let (_, _, page) = ask(&server.plain, "GET /ca", host).await;
        assert!(page.contains("href=\"/\""), "{host}: {page}");
    }
}

#[tokio::test]
async fn who_comes_without_tls_is_led_on_or_told() {
    let server = server(Some(Tls::Local)).await;
    let (status, headers, _) = ask(&server.plain, "GET /pantry", "pi:8443").await;
    assert_eq!(status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(headers["location"], "/ca");
    for request in ["POST /api/v1/sync", "GET /api/v1/household", "POST /"] {
        let (status, _, said) = ask(&server.plain, request, "pi:8443").await;
        assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{request}");
        assert!(said.contains("https://"), "{said}");
    }
}

#[tokio::test]
async fn without_an_authority_there_is_nothing_to_trust() {
    let server = server(None).await;
    for path in ["GET /ca", "GET /ca.crt"] {
        let (status, _, said) = ask(&server.secure, path, "pi").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(said.contains("--tls local"), "{said}");
    }
    let (_, _, health) = ask(&server.secure, "GET /health", "pi").await;
    let health: serde_json::Value = serde_json::from_str(&health).expect("an object");
    assert_eq!(health["https"], "none");
    assert!(
        health["https_missing"]
            .as_str()
            .is_some_and(|why| why.contains("camera"))
    );
}

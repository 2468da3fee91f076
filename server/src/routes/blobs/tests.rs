//! Pictures as devices send and get them.

use axum::body::to_bytes;
use axum::http::Request;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::routes::tests::Api;

const NEIGHBOURS: &str = "08080808080808080808080808080808";

fn picture() -> (String, Vec<u8>) {
    let mut bytes = vec![5; 3_000];
    bytes[..8].copy_from_slice(b"\x89PNG\r\n\x1A\n");
    (hex(&Sha256::digest(&bytes)), bytes)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }
}

/// Asks `METHOD hash` with these headers.
async fn ask(api: &Api, asked: &str, token: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let (method, hash) = asked.split_once(' ').expect("a method and a hash");
    let mut request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/blobs/{hash}"))
        .header("authorization", format!("Bearer {token}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_vec())).expect("a request");
    let (status, response) = api.ask(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 24).await.expect("a body");
    Answer {
        status,
        headers: parts.headers,
        body: body.into(),
    }
}

async fn send(api: &Api, token: &str) -> String {
    let (hash, bytes) = picture();
    let length = bytes.len().to_string();
    let sent = ask(
        api,
        &format!("PUT {hash}"),
        token,
        &[("content-length", &length)],
        &bytes,
    )
    .await;
    assert_eq!(sent.status, StatusCode::CREATED);
    hash
}

#[tokio::test]
async fn the_household_sees_it_and_nobody_else() {
    let api = Api::new().await;
    let owner = api.found().await;
    let viewer = api.join(&owner, "viewer").await;
    let neighbour = api.found_as(NEIGHBOURS).await;
    let hash = send(&api, &owner).await;
    let get = format!("GET {hash}");
    assert_eq!(ask(&api, &get, &viewer, &[], b"").await.body, picture().1);
    let theirs = ask(&api, &get, &neighbour, &[], b"").await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let stranger = ask(&api, &get, "nobody", &[], b"").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_may_not_write_receipts_may_not_change_pictures() {
    let api = Api::new().await;
    let owner = api.found().await;
    let hash = send(&api, &owner).await;
    for role in ["shopper", "viewer"] {
        let token = api.join(&owner, role).await;
        for method in ["PUT", "DELETE"] {
            let length = [("content-length", "0")];
            let answer = ask(&api, &format!("{method} {hash}"), &token, &length, b"").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role} {method}");
        }
    }
    let member = api.join(&owner, "member").await;
    let deleted = ask(&api, &format!("DELETE {hash}"), &member, &[], b"").await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    for method in ["GET", "PUT"] {
        let length = [("content-length", "0")];
        let gone = ask(&api, &format!("{method} {hash}"), &owner, &length, b"").await;
        assert_eq!(gone.status, StatusCode::GONE, "{method}");
    }
}

#[tokio::test]
async fn an_answer_says_all_that_a_browser_needs() {
    let api = Api::new().await;
    let owner = api.found().await;
    let hash = send(&api, &owner).await;
    let whole = ask(&api, &format!("GET {hash}"), &owner, &[], b"").await;
    for (name, expected) in [
        ("etag", format!("\"{hash}\"")),
        ("cache-control", FRESH.to_owned()),
        ("content-type", "image/png".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("content-length", "3000".to_owned()),
        (
            "content-disposition",
            format!("attachment; filename=\"receipt-{}.png\"", &hash[..8]),
        ),
    ] {
        assert_eq!(whole.header(name), expected, "{name}");
    }
    let head = ask(&api, &format!("HEAD {hash}"), &owner, &[], b"").await;
    assert_eq!(
        (head.status, head.header("content-length")),
        (StatusCode::OK, "3000")
    );
    assert!(head.body.is_empty());
    let tag = format!("\"{hash}\"");
    let known = ask(
        &api,
        &format!("GET {hash}"),
        &owner,
        &[("if-none-match", &tag)],
        b"",
    )
    .await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_piece_can_be_asked_for() {
    let api = Api::new().await;
    let owner = api.found().await;
    let hash = send(&api, &owner).await;
    let get = format!("GET {hash}");
    let part = ask(&api, &get, &owner, &[("range", "bytes=0-3")], b"").await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(
        (part.header("content-range"), &part.body[..]),
        ("bytes 0-3/3000", &b"\x89PNG"[..])
    );
    let beyond = ask(&api, &get, &owner, &[("range", "bytes=3000-")], b"").await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let other = [("range", "bytes=0-3"), ("if-range", "\"another\"")];
    assert_eq!(
        ask(&api, &get, &owner, &other, b"").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn pieces_are_sent_one_behind_the_other() {
    let api = Api::new().await;
    let owner = api.found().await;
    let (hash, bytes) = picture();
    let (head, put) = (format!("HEAD {hash}"), format!("PUT {hash}"));
    let unknown = ask(&api, &head, &owner, &[], b"").await;
    assert_eq!(
        (unknown.status, unknown.header("upload-offset")),
        (StatusCode::NOT_FOUND, "0")
    );
    let first = ask(
        &api,
        &put,
        &owner,
        &[("content-range", "bytes 0-999/3000")],
        &bytes[..1_000],
    )
    .await;
    assert_eq!(
        (first.status, first.header("upload-offset")),
        (StatusCode::ACCEPTED, "1000")
    );
    let again = ask(
        &api,
        &put,
        &owner,
        &[("content-range", "bytes 0-999/3000")],
        &bytes[..1_000],
    )
    .await;
    assert_eq!(
        (again.status, again.header("upload-offset")),
        (StatusCode::CONFLICT, "1000")
    );
    let known = ask(&api, &head, &owner, &[], b"").await;
    assert_eq!(known.header("upload-offset"), "1000");
    let rest = ask(
        &api,
        &put,
        &owner,
        &[("content-range", "bytes 1000-2999/3000")],
        &bytes[1_000..],
    )
    .await;
    assert_eq!(rest.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_to_be_so() {
    let api = Api::new().await;
    let owner = api.found().await;
    let (hash, _) = picture();
    let put = format!("PUT {hash}");
    for (asked, headers, body, expected) in [
        (
            "PUT 00",
            [("content-length", "1")],
            &b"x"[..],
            StatusCode::BAD_REQUEST,
        ),
        (
            &put,
            [("content-range", "bytes 0-1/x")],
            b"xx",
            StatusCode::BAD_REQUEST,
        ),
        (&put, [("x", "no length")], b"", StatusCode::BAD_REQUEST),
        (
            &put,
            [("content-range", "bytes 0-1/9000000")],
            b"xx",
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        // The household's mebibyte, of the tests.
        (
            &put,
            [("content-range", "bytes 0-1/2000000")],
            b"xx",
            StatusCode::INSUFFICIENT_STORAGE,
        ),
        (
            &put,
            [("content-length", "3000")],
            &[5; 3_000],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let answer = ask(&api, asked, &owner, &headers, body).await;
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!(answer.status, expected, "{headers:?}: {said}");
        assert!(said.len() > 20, "{said}");
    }
    let capitals = hash.to_uppercase();
    let answer = ask(&api, &format!("GET {capitals}"), &owner, &[], b"").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let text = "what no browser shows";
    let page = hex(&Sha256::digest(text));
    let length = text.len().to_string();
    let answer = ask(
        &api,
        &format!("PUT {page}"),
        &owner,
        &[("content-length", &length)],
        text.as_bytes(),
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

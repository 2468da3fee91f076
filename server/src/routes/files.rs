//! Everything else: a file of the interface, or the interface itself.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::blocking;
use crate::error::Error;
use crate::site::File;
use crate::state::AppState;

/// What a build without the interface shows.
const NO_BUNDLE: &str = include_str!("no_bundle.html");

/// The file at this path. The screens of the interface stand behind a `#`: another path
/// without an ending leads to its start, where its relative links hold.
pub async fn show(
    State(AppState { site, .. }): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let path = uri.path().trim_start_matches('/');
    let is_screen = !path.contains('.');
    match (site.find(path), site.find("index.html")) {
        (Some(file), _) => send(file, &headers).await,
        (None, _) if !is_screen => Err(Error::NotFound),
        (None, Some(_)) if !path.is_empty() => Ok(Redirect::to("/").into_response()),
        (None, Some(index)) => send(index, &headers).await,
        (None, None) => {
            Ok(([(header::CACHE_CONTROL, "no-store")], Html(NO_BUNDLE)).into_response())
        }
    }
}

async fn send(file: &'static File, asked: &HeaderMap) -> Result<Response, Error> {
    let packed = file.brotli().filter(|_| accepts_brotli(asked));
    let suffix = if packed.is_some() { "-br" } else { "" };
    let tag = format!("\"{}{suffix}\"", file.hash);
    let fresh = if file.is_immutable() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let common = [
        (header::ETAG, tag.as_str()),
        (header::CACHE_CONTROL, fresh),
        (header::VARY, "accept-encoding"),
    ];
    if has(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let kind = [(header::CONTENT_TYPE, file.content_type())];
    Ok(match packed {
        Some(bytes) => (common, kind, [(header::CONTENT_ENCODING, "br")], bytes).into_response(),
        None => (common, kind, blocking::run(|| file.plain()).await?).into_response(),
    })
}

/// Whether the client takes brotli: named, and not with a weight of zero.
fn accepts_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).into_iter();
    let named = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|v| v.split(','));
    named
        .map(str::trim)
        .any(|coding| match coding.split_once(';') {
            None => coding == "br",
            Some((name, weight)) => {
                let weight = weight.trim().trim_start_matches("q=");
                name.trim() == "br" && weight.parse::<f32>().is_ok_and(|weight| weight > 0.0)
            }
        })
}

/// Whether the client has this version already.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;
    use crate::blobs::Blobs;
    use crate::routes::router;
    use crate::site::Site;
    use crate::transport::Transport;

    /// The answer of a server with this interface.
    async fn get(site: Site, path: &str, headers: &[(&str, &str)]) -> (Response, String) {
        let db = crate::db::testing::unused();
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let blobs = Blobs::new(db.clone(), Path::new("."), 0);
        let state = AppState::new(db, site, Transport::on_this_machine(), blobs);
        let Ok(response) = router(state).oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&body).into_owned();
        (Response::from_parts(parts, Body::empty()), text)
    }

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response.headers().get(name)?.to_str().ok()
    }

    #[tokio::test]
    async fn a_build_without_the_interface_names_the_command() {
        let (response, text) = get(Site::none(), "/", &[]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(text.contains("cargo xtask build larder"), "{text}");
    }

    #[tokio::test]
    async fn hashed_files_are_kept_for_ever_and_the_rest_is_asked_for_again() {
        for (path, expected) in [
            (
                "/app-0123456789/app.js",
                "public, max-age=31536000, immutable",
            ),
            (
                "/app-0123456789/app_bg.wasm",
                "public, max-age=31536000, immutable",
            ),
            ("/icons/icon-192.png", "no-cache"),
            ("/index.html", "no-cache"),
            ("/sw.js", "no-cache"),
        ] {
            let (response, _) = get(Site::example(), path, &[]).await;
            assert_eq!(header(&response, "cache-control"), Some(expected), "{path}");
        }
    }

    #[tokio::test]
    async fn a_browser_gets_the_packed_file_and_an_old_client_the_plain_one() {
        let path = "/app-0123456789/app_bg.wasm";
        for (accepted, packed) in [
            ("gzip, deflate, br", true),
            ("br;q=0.5", true),
            ("br;q=0", false),
            ("gzip", false),
        ] {
            let (response, text) =
                get(Site::example(), path, &[("accept-encoding", accepted)]).await;
            let encoding = packed.then_some("br");
            assert_eq!(
                header(&response, "content-encoding"),
                encoding,
                "{accepted}"
            );
            assert_eq!(header(&response, "content-type"), Some("application/wasm"));
            assert_eq!(header(&response, "vary"), Some("accept-encoding"));
            assert_eq!(text == "wasm", !packed, "{accepted}");
        }
    }

    #[tokio::test]
    async fn what_a_browser_has_is_not_sent_again() {
        let packed = ("accept-encoding", "br");
        let (first, _) = get(Site::example(), "/sw.js", &[packed]).await;
        let tag = header(&first, "etag").expect("a tag").to_owned();
        let again = [packed, ("if-none-match", tag.as_str())];
        let (second, text) = get(Site::example(), "/sw.js", &again).await;
        assert_eq!(
            (second.status(), text.as_str()),
            (StatusCode::NOT_MODIFIED, "")
        );
        let (plain, _) = get(Site::example(), "/sw.js", &again[1..]).await;
        assert_eq!(
            plain.status(),
            StatusCode::OK,
            "another form has another tag"
        );
    }

    #[tokio::test]
    async fn other_paths_lead_to_the_start_and_a_missing_file_is_missing() {
        for (path, status) in [
            ("/", StatusCode::OK),
            ("/pantry", StatusCode::SEE_OTHER),
            ("/a/b", StatusCode::SEE_OTHER),
            ("/gone.js", StatusCode::NOT_FOUND),
            ("/api/items", StatusCode::NOT_FOUND),
            ("/../Cargo.toml", StatusCode::NOT_FOUND),
        ] {
            let (response, _) = get(Site::example(), path, &[]).await;
            assert_eq!(response.status(), status, "{path}");
            let to = (status == StatusCode::SEE_OTHER).then_some("/");
            assert_eq!(header(&response, "location"), to, "{path}");
        }
    }

    #[tokio::test]
    async fn every_answer_says_what_a_page_may_load() {
        for path in ["/", "/gone.js", "/health"] {
            let (response, _) = get(Site::example(), path, &[]).await;
            let policy = header(&response, "content-security-policy").unwrap_or_default();
            assert!(
                policy.contains("script-src 'self' 'wasm-unsafe-eval'"),
                "{path}: {policy}"
            );
            assert_eq!(
                header(&response, "x-content-type-options"),
                Some("nosniff"),
                "{path}"
            );
        }
    }
}

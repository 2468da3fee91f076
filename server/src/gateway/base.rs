//! The path below which people reach the server, where it shares its name with others.
//!
//! A proxy before it may leave that path out or not: the server answers both. Where the proxy
//! leaves it out, only `url` tells of it.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower::{ServiceExt as _, service_fn};

use crate::config::Address;
use crate::state::AppState;

/// Such as `/larder`; empty where all of the name is the server's. Cheap to clone.
#[derive(Clone, Default, Debug)]
pub struct Base(Arc<str>);

/// The largest page with links of its own, in bytes.
const MOST: usize = 1024 * 1024;

/// Lets the links of an account's pages lead to where the server is reached.
pub async fn link(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_ours = request.uri().path().starts_with("/account/");
    let response = next.run(request).await;
    match is_ours {
        true => state.base.linked(response).await,
        false => response,
    }
}

impl Base {
    /// Of the address by which people reach the server.
    pub fn of(url: Option<&Address>) -> Self {
        let path = url.and_then(|Address(url)| {
            let (_, rest) = url.split_once("://")?;
            let path = rest.get(rest.find('/')?..)?;
            Some(path.trim_end_matches('/'))
        });
        Self(path.unwrap_or_default().into())
    }

    /// A path of the server as others reach it.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Answers below it, too.
    pub fn around(&self, routes: Router) -> Router {
        if self.0.is_empty() {
            return routes;
        }
        let base = self.clone();
        let below = service_fn(move |request: Request| {
            let (base, routes) = (base.clone(), routes.clone());
            async move {
                // What the page names is beside it, so its address ends with a slash.
                if request.uri().path() == &*base.0 {
                    return Ok(Redirect::permanent(&base.join("/")).into_response());
                }
                let response = routes.oneshot(base.strip(request)).await?;
                Ok::<_, Infallible>(base.lead_back(response))
            }
        });
        Router::new().fallback_service(below)
    }

    /// What is asked for within the server.
    fn strip(&self, mut request: Request) -> Request {
        let asked = request.uri().path_and_query().map(PathAndQuery::as_str);
        let within = asked
            .and_then(|asked| asked.strip_prefix(&*self.0))
            .filter(|rest| rest.starts_with('/'))
            .and_then(|rest| rest.parse::<Uri>().ok());
        if let Some(within) = within {
            *request.uri_mut() = within;
        }
        request
    }

    /// The same page with links that lead below it.
    pub async fn linked(&self, response: Response) -> Response {
        if self.0.is_empty() {
            return response;
        }
        let kind = response.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let bytes = to_bytes(body, MOST).await.unwrap_or_default();
        let page = String::from_utf8_lossy(&bytes).replace("=\"/", &format!("=\"{}/", self.0));
        // Where a page leads on by itself.
        let page = page.replace(";url=/", &format!(";url={}/", self.0));
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(page))
    }

    /// Where an answer leads is told as others reach it.
    fn lead_back(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        let path = headers.get(header::LOCATION);
        let path = path.and_then(|path| path.to_str().ok());
        let path = path.filter(|path| path.starts_with('/') && !path.starts_with("//"));
        let told = path.and_then(|path| HeaderValue::try_from(self.join(path)).ok());
        if let Some(told) = told {
            headers.insert(header::LOCATION, told);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::routing::get;

    use super::*;

    fn base(url: &str) -> Base {
        Base::of(url.parse().ok().as_ref())
    }

    #[test]
    fn it_is_the_path_of_the_address() {
        for (url, path) in [
            ("https://home.example", ""),
            ("https://home.example/", ""),
            ("https://home.example:8443/larder/", "/larder"),
            ("https://home.example/apps/larder", "/apps/larder"),
        ] {
            assert_eq!(base(url).join("/ca"), format!("{path}/ca"), "{url}");
        }
        assert_eq!(Base::of(None).join("/ca"), "/ca");
    }

    #[tokio::test]
    async fn the_server_is_there_below_it_and_without_it() {
        let asked = |uri: Uri| async move { uri.to_string() };
        let lead = || async { Redirect::temporary("/elsewhere") };
        let routes = Router::new().route("/lead", get(lead)).fallback(asked);
        let routes = base("https://home.example/larder").around(routes);
        let ask = async |path: &str| {
            let request = Request::get(path).body(Body::empty()).expect("a request");
            let response = routes.clone().oneshot(request).await.expect("an answer");
            let to = response.headers().get(header::LOCATION);
            let to = to.map(|to| to.to_str().expect("text").to_owned());
            let status = response.status();
            let body = to_bytes(response.into_body(), 1_000).await.expect("all");
            (status, to, String::from_utf8_lossy(&body).into_owned())
        };
        for (path, within) in [
            ("/larder/", "/"),
            ("/larder/api/v1/places?limit=2", "/api/v1/places?limit=2"),
            ("/api/v1/places", "/api/v1/places"),
            ("/larderer/", "/larderer/"),
            ("/", "/"),
        ] {
            assert_eq!(ask(path).await.2, within, "{path}");
        }
        let (status, to, _) = ask("/larder").await;
        assert_eq!(status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(to.as_deref(), Some("/larder/"));
        let (_, to, _) = ask("/larder/lead").await;
        assert_eq!(to.as_deref(), Some("/larder/elsewhere"));
    }

    #[tokio::test]
    async fn the_links_of_a_page_lead_below_it_and_nothing_else_is_touched() {
        let base = base("https://home.example/larder");
        let page = "<meta content=\"0;url=/account/security\"><link href=\"/account.css\">\
                    <a href=\"#more\">1/2</a>";
        for (kind, expected) in [
            ("text/html; charset=utf-8", "\"/larder/account.css\""),
            ("text/html; charset=utf-8", ";url=/larder/account/security"),
            ("text/plain", "\"/account.css\""),
        ] {
            let mut response = Response::new(Body::from(page));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let linked = base.linked(response).await;
            let bytes = to_bytes(linked.into_body(), 1_000).await.expect("all");
            let text = String::from_utf8_lossy(&bytes);
            assert!(text.contains(expected), "{kind}: {text}");
            assert!(text.ends_with("<a href=\"#more\">1/2</a>"), "{text}");
        }
    }
}

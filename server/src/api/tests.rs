//! The API as programs use it.

mod accounts;
mod bad_input;
mod conditions;
mod document;
mod events;
mod house;
mod lists;
mod members;
mod recipes;
mod scans;
mod writes;

use std::num::NonZeroU32;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value as Json, json};

use crate::limits::Settings;
use crate::routes::tests::Api;

/// A household with a server of its own.
struct House {
    api: Api,
    owner: String,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    json: Json,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// What programs go by, of a problem.
    fn code(&self) -> &str {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        assert_eq!(self.json["status"], self.status.as_u16(), "{self:?}");
        self.json["code"].as_str().unwrap_or_default()
    }

    fn ok(self) -> Json {
        assert!(self.status.is_success(), "{self:?}");
        self.json
    }
}

impl House {
    async fn new() -> Self {
        // A test asks for more in a second than people do in a minute.
        let any = NonZeroU32::MAX;
        Self::with(&Settings {
            pushes_a_minute: any,
            reads_a_minute: any,
            writes_a_minute: any,
            recommendations_a_minute: any,
            ..Settings::default()
        })
        .await
    }

    /// With limits of its own.
    async fn with(limits: &Settings) -> Self {
        let api = Api::with(|state| state.with_limits(limits)).await;
        let owner = api.found().await;
        Self { api, owner }
    }

    async fn ask(&self, method: &str, path: &str, token: &str, body: Option<Json>) -> Answer {
        self.ask_with(method, path, token, &[], body).await
    }

    async fn ask_with(
        &self,
        method: &str,
        path: &str,
        token: &str,
        headers: &[(&str, &str)],
        body: Option<Json>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header("authorization", format!("Bearer {token}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header("content-type", "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        let request = request.body(body).expect("a request");
        let (status, response) = self.api.ask(request).await;
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), 1 << 24)
            .await
            .expect("a body");
        let json = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        Answer {
            status,
            headers,
            json,
        }
    }

    async fn get(&self, path: &str) -> Json {
        self.ask("GET", path, &self.owner, None).await.ok()
    }

    async fn post(&self, path: &str, body: Json) -> Json {
        self.ask("POST", path, &self.owner, Some(body)).await.ok()
    }

    /// Adds something; its item's and its lot's ids.
    async fn add(&self, body: Json) -> (String, String) {
        let done = self.post("pantry/items", body).await;
        let id = |json: &Json| json["id"].as_str().expect("an id").to_owned();
        (id(&done["items"][0]), id(&done["lots"][0]))
    }

    /// A key's secret.
    async fn key(&self, scope: &str) -> String {
        let made = self
            .post("keys", json!({ "name": "Shelf", "scope": scope }))
            .await;
        made["secret"].as_str().expect("a secret").to_owned()
    }
}

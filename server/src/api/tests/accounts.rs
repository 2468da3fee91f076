//! Accounts as pages and programs use them.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value as Json, json};

use super::{Answer, House};
use crate::accounts::{Settings, SignUp, Signer};
use crate::routes::tests::Api;

pub const PASSWORD: &str = "blue chair on tuesday";

impl House {
    /// Asks as a page of our own does, with these cookies.
    pub async fn page(&self, method: &str, path: &str, cookie: &str, body: Option<Json>) -> Answer {
        let own = [("sec-fetch-site", "same-origin"), ("cookie", cookie)];
        self.bare(method, path, &own, body).await
    }

    /// Asks with these headers alone.
    pub async fn bare(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Json>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"));
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let request = request.body(body).expect("a request");
        let (status, response) = self.api.ask(request).await;
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), 1 << 24).await;
        let json = serde_json::from_slice(&bytes.expect("a body")).unwrap_or(Json::Null);
        Answer {
            status,
            headers,
            json,
        }
    }

    /// Asks with a body and nothing else.
    pub async fn bare_owned(&self, method: &str, path: &str, body: Json) -> Answer {
        self.bare(method, path, &[], Some(body)).await
    }

    pub async fn sign_up(&self, email: &str) {
        let new = json!({ "email": email, "password": PASSWORD, "name": "Ana" });
        let answer = self.bare("POST", "auth/sign-up", &[], Some(new)).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{answer:?}");
    }

    /// Signs a page in; its cookie as it sends it.
    pub async fn sign_in(&self, email: &str) -> String {
        let given = Some(json!({ "email": email, "password": PASSWORD }));
        let answer = self.page("POST", "auth/sign-in", "", given).await;
        let cookie = answer.header("set-cookie").to_owned();
        answer.ok();
        cookie.split(';').next().expect("a pair").to_owned()
    }

    /// A program's access and refresh token.
    pub async fn tokens(&self, email: &str) -> (String, String) {
        let given = Some(json!({ "email": email, "password": PASSWORD }));
        let answer = self.bare("POST", "auth/tokens", &[], given).await;
        pair(&answer.ok())
    }
}

fn pair(tokens: &Json) -> (String, String) {
    let text = |name: &str| tokens[name].as_str().expect("a token").to_owned();
    (text("access_token"), text("refresh_token"))
}

const ANA: &str = "ana@example.org";

#[tokio::test]
async fn a_page_signs_in_by_a_cookie_of_this_host_alone() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    let given = || Some(json!({ "email": ANA, "password": PASSWORD }));
    let answer = house.page("POST", "auth/sign-in", "", given()).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-larder_account="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.json["email"], ANA);
    let cookie = cookie.split(';').next().expect("a pair");
    let shown = house.page("GET", "account", cookie, None).await.ok();
    assert_eq!(shown, answer.json);
    let out = house.page("POST", "auth/sign-out", cookie, None).await;
    assert!(
        out.header("set-cookie").contains("account=; Max-Age=0"),
        "{out:?}"
    );
    let after = house.page("GET", "account", cookie, None).await;
    assert_eq!(
        (after.status, after.code()),
        (StatusCode::UNAUTHORIZED, "ERR_AUTH_001")
    );
}

/// Some browsers keep no `__Host-` cookie of a page that came over plain HTTP.
#[tokio::test]
async fn at_this_machine_alone_the_cookie_has_a_plain_name() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    let given = || Some(json!({ "email": ANA, "password": PASSWORD }));
    for (host, origin, plain) in [
        ("127.0.0.1:8080", "http://127.0.0.1:8080", true),
        ("localhost", "http://localhost", true),
        ("localhost", "https://localhost", false),
        ("larder.lan", "http://larder.lan", false),
    ] {
        let headers = [("host", host), ("origin", origin)];
        let answer = house.bare("POST", "auth/sign-in", &headers, given()).await;
        let cookie = answer.header("set-cookie").to_owned();
        assert_eq!(
            cookie.starts_with("larder_account="),
            plain,
            "{host} {cookie}"
        );
        assert_eq!(cookie.contains("Secure"), !plain, "{host} {cookie}");
        let pair = cookie.split(';').next().expect("a pair");
        let headers = [("host", host), ("origin", origin), ("cookie", pair)];
        house.bare("GET", "account", &headers, None).await.ok();
        let elsewhere = [("host", "larder.lan"), ("cookie", pair)];
        let elsewhere = house.bare("GET", "account", &elsewhere, None).await;
        assert_eq!(elsewhere.status.is_success(), !plain, "{host}");
    }
}

#[tokio::test]
async fn a_cookie_counts_for_nothing_that_another_site_sends() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    let cookie = house.sign_in(ANA).await;
    let new = || Some(json!({ "present": PASSWORD, "new": "green table on monday" }));
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://evil.example"),
        ("x-nothing", "said"),
    ] {
        let headers = [(name, value), ("cookie", &cookie), ("host", "larder.lan")];
        let forged = house
            .bare("POST", "account/password", &headers, new())
            .await;
        assert_eq!(
            (forged.status, forged.code()),
            (StatusCode::FORBIDDEN, "ERR_AUTH_003")
        );
        let forged = house
            .bare("DELETE", "account/sessions", &headers, None)
            .await;
        assert_eq!(forged.status, StatusCode::FORBIDDEN, "{name} {value}");
    }
    let given = Some(json!({ "email": ANA, "password": PASSWORD }));
    let cross = [("sec-fetch-site", "cross-site")];
    let foreign = house.bare("POST", "auth/sign-in", &cross, given).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert_eq!(foreign.header("set-cookie"), "");
}

#[tokio::test]
async fn a_program_exchanges_its_token_once_each() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    let (access, refresh) = house.tokens(ANA).await;
    let shown = house.ask("GET", "account", &access, None).await.ok();
    assert_eq!(shown["email"], ANA);
    let exchange = |token: &str| {
        let body = json!({ "refresh_token": token });
        house.bare_owned("POST", "auth/refresh", body)
    };
    let next = exchange(&refresh).await;
    assert_eq!(next.header("cache-control"), "no-store");
    let (second, last) = pair(&next.ok());
    house.ask("GET", "account", &second, None).await.ok();
    let copied = exchange(&refresh).await;
    assert_eq!(
        (copied.status, copied.code()),
        (StatusCode::UNAUTHORIZED, "ERR_AUTH_002")
    );
    for token in [&access, &second] {
        let ended = house.ask("GET", "account", token, None).await;
        assert_eq!(
            (ended.status, ended.code()),
            (StatusCode::UNAUTHORIZED, "ERR_AUTH_001")
        );
    }
    assert_eq!(exchange(&last).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_has_an_account_is_told_to_nobody() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    // But for the request's own id, which every answer has.
    let told = |mut answer: Answer| {
        answer.headers.remove("x-request-id");
        if let Some(members) = answer.json.as_object_mut() {
            members.remove("request_id");
        }
        (answer.status, answer.json, answer.headers)
    };
    let ask = |path: &'static str, email: &str, password: &str| {
        let mut body = json!({ "email": email, "password": password });
        if path.ends_with("up") {
            body["name"] = "Ana".into();
        }
        house.bare_owned("POST", path, body)
    };
    for path in ["auth/sign-up", "auth/tokens"] {
        let known = told(ask(path, ANA, "green table on monday").await);
        let unknown = told(ask(path, "ben@example.org", "green table on monday").await);
        // Ben has signed up by now, so another one.
        let unknown = match path {
            "auth/tokens" => told(ask(path, "cleo@example.org", PASSWORD).await),
            _ => unknown,
        };
        assert_eq!(known, unknown, "{path}");
    }
    // Too many tries for an address are too many, whether it has an account or not.
    for email in [ANA, "dora@example.org"] {
        let mut last = StatusCode::OK;
        for _ in 0..7 {
            last = ask("auth/tokens", email, "green table on monday")
                .await
                .status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{email}");
    }
}

#[tokio::test]
async fn too_many_tries_say_when_to_come_again() {
    let house = House::new().await;
    let wrong = || Some(json!({ "email": ANA, "password": "green table on monday" }));
    let mut answer = house.bare("POST", "auth/tokens", &[], wrong()).await;
    for _ in 0..9 {
        answer = house.bare("POST", "auth/tokens", &[], wrong()).await;
    }
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::TOO_MANY_REQUESTS, "ERR_REQUEST_007")
    );
    assert!(
        answer
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|wait| wait >= 1)
    );
}

#[tokio::test]
async fn a_person_sees_and_ends_their_sessions() {
    let house = House::new().await;
    house.sign_up(ANA).await;
    house.sign_up("ben@example.org").await;
    let ben = house.sign_in("ben@example.org").await;
    let cookie = house.sign_in(ANA).await;
    let (access, _) = house.tokens(ANA).await;
    let listed = house
        .page("GET", "account/sessions", &cookie, None)
        .await
        .ok();
    let listed = listed["data"].as_array().expect("a list").clone();
    assert_eq!(listed.len(), 2);
    let program = listed.iter().find(|one| one["kind"] == "program");
    let program = program.expect("the program's");
    assert_eq!(program["this"], false);
    let path = format!(
        "account/sessions/{}",
        program["id"].as_str().expect("an id")
    );
    let others = house.page("DELETE", &path, &ben, None).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND, "somebody else's");
    let ended = house.page("DELETE", &path, &cookie, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    let after = house.ask("GET", "account", &access, None).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    let (access, _) = house.tokens(ANA).await;
    let all = house
        .page("DELETE", "account/sessions", &cookie, None)
        .await;
    assert_eq!(all.status, StatusCode::NO_CONTENT);
    let after = house.ask("GET", "account", &access, None).await;
    assert_eq!(after.status, StatusCode::UNAUTHORIZED);
    house.page("GET", "account", &cookie, None).await.ok();
    house.page("GET", "account", &ben, None).await.ok();
}

#[tokio::test]
async fn devices_and_keys_are_no_accounts() {
    let house = House::new().await;
    let key = house.key("write").await;
    for token in [&house.owner, &key, &"x.y.z".to_owned()] {
        for path in ["account", "account/sessions"] {
            let refused = house.ask("GET", path, token, None).await;
            assert_eq!(
                (refused.status, refused.code()),
                (StatusCode::UNAUTHORIZED, "ERR_AUTH_001")
            );
        }
    }
}

#[tokio::test]
async fn what_makes_no_account_is_said() {
    let house = House::new().await;
    for (body, code) in [
        (json!({}), "ERR_REQUEST_001"),
        (
            json!({ "email": "ana", "password": PASSWORD, "name": "Ana" }),
            "ERR_REQUEST_001",
        ),
        (
            json!({ "email": ANA, "password": "short", "name": "Ana" }),
            "ERR_REQUEST_001",
        ),
        (
            json!({ "email": ANA, "password": PASSWORD, "name": " " }),
            "ERR_REQUEST_001",
        ),
    ] {
        let refused = house.bare_owned("POST", "auth/sign-up", body).await;
        assert_eq!(refused.code(), code);
    }
    let text = [("content-type", "text/plain")];
    let body = Some(json!({ "email": ANA, "password": PASSWORD }));
    let form = house.bare("POST", "auth/tokens", &text, body).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn signing_up_may_be_for_those_who_share_a_household_with_an_account() {
    let settings = Settings {
        sign_up: SignUp::First,
    };
    let api = Api::with(|state| state.with_accounts(Signer::fresh(), &settings)).await;
    let owner = api.found().await;
    let house = House { api, owner };
    house.sign_up(ANA).await;
    let ben = || json!({ "email": "ben@example.org", "password": PASSWORD, "name": "Ben" });
    let stranger = house.bare_owned("POST", "auth/sign-up", ben()).await;
    assert_eq!(
        (stranger.status, stranger.code()),
        (StatusCode::FORBIDDEN, "ERR_AUTH_003")
    );
    // Anybody may found a household of their own.
    let founder = house
        .ask("POST", "auth/sign-up", &house.owner, Some(ben()))
        .await;
    assert_eq!(founder.status, StatusCode::FORBIDDEN);
    let (access, _) = house.tokens(ANA).await;
    let device = json!({ "token": house.owner });
    house
        .ask("POST", "account/devices", &access, Some(device))
        .await
        .ok();
    let known = house
        .ask("POST", "auth/sign-up", &house.owner, Some(ben()))
        .await;
    assert_eq!(known.status, StatusCode::ACCEPTED);
    house.tokens("ben@example.org").await;
}

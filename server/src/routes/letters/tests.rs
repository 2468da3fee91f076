//! The pages that links in letters lead to, as a browser without scripts sees them.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};

use crate::mail::tests::PostOffice;
use crate::routes::tests::Api;

const ANA: &str = "ana@example.org";
const PASSWORD: &str = "blue chair on tuesday";
const NEW: &str = "green table on monday";
const VERIFY: &str = "/account/verify";
const RESET: &str = "/account/reset";

struct Post {
    api: Api,
    office: PostOffice,
}

impl Post {
    async fn new() -> Self {
        let office = PostOffice::open().await;
        let mail = office.mail();
        Self {
            api: Api::with(|state| state.with_mail(Some(mail))).await,
            office,
        }
    }

    async fn get(&self, path: &str, language: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header("accept-language", language);
        ask(&self.api, request.body(Body::empty())).await
    }

    async fn form(&self, path: &str, body: String) -> (StatusCode, String) {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        let (status, _, page) = ask(&self.api, request).await;
        (status, page)
    }

    async fn json(&self, path: &str, body: String) -> (StatusCode, HeaderMap, String) {
        let request = Request::post(format!("/api/v1/auth/{path}"))
            .header("content-type", "application/json")
            .header("host", "evil.example")
            .body(Body::from(body));
        ask(&self.api, request).await
    }

    async fn sign_up(&self, email: &str) -> (StatusCode, String) {
        let new = format!(r#"{{"email":"{email}","password":"{PASSWORD}","name":"Ana"}}"#);
        let (status, _, body) = self.json("sign-up", new).await;
        (status, body)
    }

    async fn is_let_in(&self, password: &str) -> bool {
        let given = format!(r#"{{"email":"{ANA}","password":"{password}"}}"#);
        self.json("tokens", given).await.0 == StatusCode::OK
    }
}

async fn ask(
    api: &Api,
    request: Result<Request<Body>, axum::http::Error>,
) -> (StatusCode, HeaderMap, String) {
    let (status, response) = api.ask(request.expect("a request")).await;
    let headers = response.headers().clone();
    let bytes = to_bytes(response.into_body(), 1 << 20).await;
    let text = String::from_utf8(bytes.expect("a body").to_vec()).expect("text");
    (status, headers, text)
}

#[tokio::test]
async fn opening_a_link_does_nothing_and_its_button_confirms_the_address() {
    let mut post = Post::new().await;
    assert_eq!(post.sign_up(ANA).await.0, StatusCode::ACCEPTED);
    let token = post.office.next().await.token(VERIFY);
    for _ in 0..2 {
        let (status, headers, page) = post.get(&format!("{VERIFY}?token={token}"), "de").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(page.contains("lang=\"de\"") && page.contains("Ja, das ist meine"));
        assert!(page.contains(&token), "{page}");
        for foreign in ["<script", "<style", " style=", "http://", "https://"] {
            assert!(!page.contains(foreign), "{foreign}");
        }
    }
    assert!(!post.is_let_in(PASSWORD).await, "opening it does nothing");
    let (status, _) = post.form(VERIFY, format!("token={token}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(post.is_let_in(PASSWORD).await);
    let (status, _) = post.form(VERIFY, format!("token={token}")).await;
    assert_eq!(status, StatusCode::GONE);
    let (_, headers, _) = post.get("/health", "").await;
    assert_eq!(headers["referrer-policy"], "same-origin", "as everywhere");
}

#[tokio::test]
async fn signing_up_and_asking_for_a_password_tell_nothing_of_an_address() {
    let mut post = Post::new().await;
    let free = post.sign_up(ANA).await;
    let token = post.office.next().await.token(VERIFY);
    post.form(VERIFY, format!("token={token}")).await;
    let taken = post.sign_up(ANA).await;
    assert_eq!(taken, free);
    assert_eq!(taken.1, r#"{"letter":true}"#);
    let mut answers = Vec::new();
    for email in [ANA, "ben@example.org", "nobody"] {
        let (status, headers, body) = post
            .json("reset", format!(r#"{{"email":"{email}"}}"#))
            .await;
        let names: Vec<String> = headers.keys().map(ToString::to_string).collect();
        let (page, text) = post
            .form("/account/forgotten", format!("email={email}"))
            .await;
        answers.push((status, names, body, page, text));
    }
    assert_eq!(answers[0].0, StatusCode::ACCEPTED);
    assert_eq!(answers[0].3, StatusCode::ACCEPTED);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[tokio::test]
async fn another_password_is_set_by_a_form_that_comes_again_if_it_would_be_guessed() {
    let mut post = Post::new().await;
    post.sign_up(ANA).await;
    let token = post.office.next().await.token(VERIFY);
    post.form(VERIFY, format!("token={token}")).await;
    let (status, _, page) = post.get("/account/forgotten", "fr, en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("lang=\"fr\""), "{page}");
    post.form("/account/forgotten", format!("email={ANA}"))
        .await;
    // The link begins with the keeper's own URL, whatever the request said.
    let token = post.office.next().await.token(RESET);
    let (status, page) = post
        .form(RESET, format!("token={token}&password=password123"))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(
        page.contains("role=\"alert\"") && page.contains(&token),
        "{page}"
    );
    let body = format!("token={token}&password={}", NEW.replace(' ', "+"));
    let (status, page) = post.form(RESET, body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(!post.is_let_in(PASSWORD).await && post.is_let_in(NEW).await);
    let (status, _) = post.form(RESET, body).await;
    assert_eq!(status, StatusCode::GONE);
}

#[tokio::test]
async fn a_link_that_is_not_whole_gets_nothing_into_the_page() {
    let post = Post::new().await;
    for path in [VERIFY, RESET] {
        for token in ["", "%22%3E%3Cscript%3E", "00"] {
            let (status, _, page) = post.get(&format!("{path}?token={token}"), "en").await;
            assert_eq!(status, StatusCode::BAD_REQUEST);
            assert!(
                !page.contains("script") && !page.contains("<form"),
                "{page}"
            );
        }
    }
}

#[tokio::test]
async fn where_no_letters_go_out_it_is_said_what_to_set() {
    let api = Api::new().await;
    let request = Request::post("/api/v1/auth/reset")
        .header("content-type", "application/json")
        .body(Body::from(r#"{"email":"ana@example.org"}"#));
    let (status, _, body) = ask(&api, request).await;
    assert_eq!(status, StatusCode::NOT_IMPLEMENTED);
    for part in ["ERR_SERVER_002", "smtp-host", "mail-from", "`url`"] {
        assert!(body.contains(part), "{body}");
    }
    let request = Request::post("/account/forgotten")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("email=ana%40example.org"));
    let (status, _, page) = ask(&api, request).await;
    assert_eq!(status, StatusCode::NOT_IMPLEMENTED);
    assert!(page.contains("sends no e-mail"), "{page}");
}

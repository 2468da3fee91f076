//! Servers that lie of themselves, or do not answer as they have to.

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::*;

const PATH: &str = "/.well-known/openid-configuration";

/// One at a free port of this machine, which says what is made of its address.
async fn says(of: impl Fn(&str) -> Value) -> Provider {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let issuer = format!("http://{address}");
    let document = of(&issuer).to_string();
    let keys = get(|| async { r#"{"keys":[]}"# });
    let routes = Router::new()
        .route(PATH, get(|| async { document }))
        .route("/keys", keys)
        .route(
            "/down",
            get(|| async { StatusCode::BAD_GATEWAY.into_response() }),
        );
    tokio::spawn(async move { axum::serve(listener, routes).await });
    provider(issuer)
}

fn provider(issuer: String) -> Provider {
    let settings = Settings {
        name: "home".to_owned(),
        label: "home".to_owned(),
        issuer,
        client_id: "larder".to_owned(),
        client_secret: None,
        scopes: vec!["email".to_owned()],
        signs_up: false,
        links_by_email: false,
        holds_secret: false,
    };
    Provider::new(settings, "https://larder.example.org").expect("made")
}

fn sound(issuer: &str) -> Value {
    json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth?tenant=1"),
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys")
    })
}

#[tokio::test]
async fn a_person_is_led_to_where_the_other_server_says_with_what_has_to_come_back() {
    let provider = says(sound).await;
    let (url, expected) = provider.lead(false).await.expect("led");
    let url = Url::parse(&url).expect("an address");
    let said: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let of = |key: &str| {
        let found = said.iter().find(|(name, _)| name == key);
        found.map_or("", |(_, value)| value)
    };
    assert_eq!((url.path(), of("tenant")), ("/auth", "1"));
    assert_eq!(of("scope"), "openid email");
    assert_eq!(
        of("redirect_uri"),
        "https://larder.example.org/account/oidc/home/callback"
    );
    assert_eq!(
        (of("state"), of("nonce")),
        (expected.state.as_str(), expected.nonce.as_str())
    );
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&expected.verifier));
    assert_eq!(
        (of("code_challenge"), of("code_challenge_method")),
        (challenge.as_str(), "S256")
    );
    assert!(!url.as_str().contains(&expected.verifier));
}

#[tokio::test]
async fn a_server_that_says_that_it_is_another_one_is_not_believed() {
    for (key, value) in [
        ("issuer", "https://id.example.org"),
        ("token_endpoint", "http://id.example.org/token"),
        ("userinfo_endpoint", "http://id.example.org/me"),
        ("authorization_endpoint", "javascript:alert(1)"),
    ] {
        let provider = says(|issuer| {
            let mut said = sound(issuer);
            said[key] = value.into();
            said
        });
        let led = provider.await.lead(false).await;
        assert!(matches!(led, Err(Failed::Unbelieved(..))), "{key}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_or_without_an_end_is_told_from_one_that_lies() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = nobody.local_addr().expect("an address");
    drop(nobody);
    let led = provider(format!("http://{address}")).lead(false).await;
    assert!(matches!(led, Err(Failed::Unreachable(..))));
    let down = says(|issuer| {
        let mut said = sound(issuer);
        said["jwks_uri"] = format!("{issuer}/down").into();
        said
    });
    let led = down.await.lead(false).await;
    assert!(matches!(led, Err(Failed::Unreachable(..))));
    let endless = says(|issuer| {
        let mut said = sound(issuer);
        said["more"] = "x".repeat(MOST).into();
        said
    });
    let led = endless.await.lead(false).await;
    assert!(matches!(led, Err(Failed::Unreachable(..))));
}

#[test]
fn what_is_sent_in_a_form_means_nothing_there() {
    assert_eq!(encoded("a b&c=d+é~"), "a%20b%26c%3Dd%2B%C3%A9~");
}

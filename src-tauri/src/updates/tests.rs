//! A real updater asks a real server; only the web view is missing.

use serde_json::{Value, json};
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// A key that serves this test alone, and what it says of [`PACKAGE`] as version 9.0.0:
/// `tauri signer generate`, `tauri signer sign --app-version 9.0.0`.
const KEY: &str = "dW50cnVzdGVkIGNvbW1lbnQ6IG1pbmlzaWduIHB1YmxpYyBrZXk6IDY1NTQ1QzY3NURGQkQ4RTYKUldUbTJQdGRaMXhVWlM0c2ZYRWF5UWppbHg2eGdvK2NsaXpHT3A4MnRhM0s0TUFXeW42aWEvd1YK";
const SIGNATURE: &str = "dW50cnVzdGVkIGNvbW1lbnQ6IHNpZ25hdHVyZSBmcm9tIHRhdXJpIHNlY3JldCBrZXkKUlVUbTJQdGRaMXhVWmIrWCtBaEY5Y2czMkJRdm0xUUxGbXR5a3N3TzFqNHB6QkkzUU1xM3BocW0rTjJ1a3Z5a0krNjYvUFByQk1kYmxMWXV5dDNvS2VZYlBsdmlwaXAvZlEwPQp0cnVzdGVkIGNvbW1lbnQ6IHRpbWVzdGFtcDoxNzk2MDE3MzQwCWZpbGU6bmV4dC5iaW4JdmVyc2lvbjo5LjAuMAplRlRNSjRTQm5pSk9MRXdCS0c1Ri81ZVg0aGptUXdNY3N1blo0dW1XSURtazBTV0VTdHI5SGNjSmxBTTdqZ1BsQlpabG5GMklEVlN5RTF4Q09yRUxDdz09Cg==";
const PACKAGE: &[u8] = b"the next version";

/// An app that is told where new versions come from, or is told nothing.
fn app(updater: Option<Value>) -> tauri::App<MockRuntime> {
    let mut context = mock_context(noop_assets());
    let builder = match updater {
        Some(told) => {
            let plugins = &mut context.config_mut().plugins.0;
            plugins.insert("updater".to_owned(), told);
            mock_builder().plugin(tauri_plugin_updater::Builder::new().build())
        }
        None => mock_builder(),
    };
    builder.build(context).expect("an app")
}

/// Answers requests one after the other: with what is said of the newest version, or its package.
async fn shop(version: &'static str, package: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let told = json!({
        "version": version, "notes": "Reads more.",
        "url": format!("{address}/package"), "signature": SIGNATURE,
    });
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 2_048];
            let length = stream.read(&mut asked).await.unwrap_or_default();
            let body = match asked[..length].starts_with(b"GET /package") {
                true => package.to_vec(),
                false => told.to_string().into_bytes(),
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let answer = [head.as_bytes(), &body].concat();
            stream.write_all(&answer).await.ok();
        }
    });
    address
}

async fn told_by(version: &'static str, package: &'static [u8]) -> tauri::App<MockRuntime> {
    let address = shop(version, package).await;
    app(Some(json!({
        "pubkey": KEY, "endpoints": [address], "requireSignedVersion": true,
    })))
}

#[tokio::test]
async fn a_newer_version_is_told_and_fetched() {
    let app = told_by("9.0.0", PACKAGE).await;
    let update = look(app.handle()).await.expect("an answer");
    let update = update.expect("a newer version");
    let new = told(&update);
    assert_eq!(
        (new.version.as_str(), new.notes.as_str()),
        ("9.0.0", "Reads more.")
    );
    let fetched = update.download(|_, _| (), || ()).await.expect("fetched");
    assert_eq!(fetched, PACKAGE);
}

#[tokio::test]
async fn what_somebody_has_changed_on_the_way_is_not_taken() {
    let app = told_by("9.0.0", b"something worse!").await;
    let update = look(app.handle()).await.expect("an answer");
    let fetched = update
        .expect("one is told")
        .download(|_, _| (), || ())
        .await;
    assert!(fetched.is_err(), "its signature is another's");
    // A good package of an old version, told as a new one.
    let app = told_by("9.0.1", PACKAGE).await;
    let update = look(app.handle()).await.expect("an answer");
    let fetched = update
        .expect("one is told")
        .download(|_, _| (), || ())
        .await;
    assert!(fetched.is_err(), "it was signed as 9.0.0");
}

#[tokio::test]
async fn this_version_and_older_ones_are_not_offered() {
    for version in ["0.0.1", env!("CARGO_PKG_VERSION")] {
        let app = told_by(version, PACKAGE).await;
        let found = look(app.handle()).await.expect("an answer");
        assert!(found.is_none(), "{version}");
    }
}

#[tokio::test]
async fn a_package_that_is_told_nothing_asks_nobody() {
    let app = app(None);
    assert!(!are_told(app.config()));
    assert!(look(app.handle()).await.expect("an answer").is_none());
}

#[tokio::test]
async fn nobody_to_ask_is_said_in_words() {
    let told = json!({ "pubkey": KEY, "endpoints": ["http://127.0.0.1:9"] });
    let app = app(Some(told));
    assert!(look(app.handle()).await.is_err());
}

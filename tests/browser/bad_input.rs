//! Whatever goes wrong is explained with a next step, loses nothing, and the next scan works.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture;
use crate::support::server::Server;

#[tokio::test]
pub async fn a_broken_image_is_explained_and_the_next_one_is_read() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    let folder = tempfile::tempdir()?;
    let (image, _) = fixture::receipt("us")?;
    let whole = std::fs::read(&image)?;

    for (name, bytes, code) in [
        ("empty.jpg", Vec::new(), "empty"),
        ("notes.jpg", b"milk, bread, eggs".to_vec(), "not-an-image"),
        (
            "truncated.jpg",
            whole[..whole.len() / 3].to_vec(),
            "truncated",
        ),
        ("huge.jpg", fixture::enlarged(&whole, 12_000)?, "too-large"),
        ("slip.pdf", b"%PDF-1.7\n".to_vec(), "pdf"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "heic"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        browser.click("nav-scan").await?;
        browser.choose("scan-file", &path).await?;
        let message = browser.failure(code).await?;
        assert!(message.len() > 20, "{name}: {message:?} says what to do");
    }

    browser.choose("scan-file", &image).await?;
    browser.find("review-accept").await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_picture_without_a_receipt_is_said_to_be_one() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    let icon = Path::new(env!("CARGO_MANIFEST_DIR")).join("../icons/icon-512.png");
    browser.choose("scan-file", &icon).await?;
    browser.find("review-empty").await?;
    let accept = browser.find("review-accept").await?;
    assert_eq!(accept.prop("disabled").await?.as_deref(), Some("true"));
    browser.close().await
}

#[tokio::test]
async fn a_full_disk_keeps_the_review_until_there_is_room() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    // Before anything is written: the browser remembers for a while how much room there was.
    let origin = server.url.trim_end_matches('/').to_owned();
    let quota = |bytes: Option<u32>| {
        let params = match bytes {
            Some(bytes) => json!({ "origin": origin, "quotaSize": bytes }),
            None => json!({ "origin": origin }),
        };
        browser.devtools("Storage.overrideQuotaForOrigin", params)
    };
    quota(Some(1)).await?;
    let (image, _) = fixture::receipt("us")?;
    browser.click("nav-scan").await?;
    browser.choose("scan-file", &image).await?;
    browser.click("review-accept").await?;
    browser.find("snackbar-retry").await?;
    browser.find("review").await?;

    quota(None).await?;
    browser.click("snackbar-retry").await?;
    browser.find("snackbar-undo").await?;
    browser.click("nav-pantry").await?;
    browser.find("pantry-row").await?;
    browser.client.refresh().await?;
    browser.find("pantry-row").await?;
    browser.close().await
}

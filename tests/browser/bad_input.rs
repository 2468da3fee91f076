//! What is not a receipt gets a message with a next step, and the next scan works.

use anyhow::{Context, Result};

use crate::support::browser::{Browser, Screen};
use crate::support::fixture;
use crate::support::server::Server;

#[tokio::test]
async fn a_broken_image_is_explained_and_the_next_one_is_read() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    let folder = tempfile::tempdir()?;
    let (image, _) = fixture::receipt("us")?;
    let whole = std::fs::read(&image)?;

    for (name, bytes, code) in [
        ("empty.jpg", &[][..], "empty"),
        ("notes.jpg", b"milk, bread, eggs".as_slice(), "not-an-image"),
        ("truncated.jpg", &whole[..whole.len() / 3], "truncated"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        browser.click("nav-scan").await?;
        browser
            .find("scan-file")
            .await?
            .send_keys(path.to_str().context("the path is not text")?)
            .await?;
        let explained = format!(
            "return document.querySelector('[data-testid=scan-failed]')?.dataset.code === '{code}';"
        );
        browser
            .until(&format!("{name} is explained"), &explained)
            .await?;
        let message = browser.text("scan-failed").await?;
        assert!(message.len() > 20, "{name}: {message:?} says what to do");
    }

    browser
        .find("scan-file")
        .await?
        .send_keys(image.to_str().context("the path is not text")?)
        .await?;
    browser.find("review-accept").await?;
    browser.close().await
}

//! The storage of a browser: every case of the conformance suite, through the page.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn indexed_db_does_what_every_storage_must() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-more").await?;
    browser.click("more-settings").await?;
    browser.reach("settings-check").await?;
    let check = browser.find("check").await?;
    let said = check.text().await?;
    assert_eq!(
        check.attr("data-wrong").await?.as_deref(),
        Some("0"),
        "{said}"
    );
    assert!(browser.all("check-case").await?.len() >= 10, "{said}");
    browser.close().await
}

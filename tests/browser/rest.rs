//! The screens whose code follows: what is shown where it does not come.

use anyhow::Result;
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn a_screen_whose_code_does_not_come_says_so_and_comes_later() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let block = |urls: &[&str]| json!({ "urls": urls });
    browser.devtools("Network.enable", json!({})).await?;
    browser
        .devtools("Network.setBlockedURLs", block(&["*/split_*"]))
        .await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    browser.find("home-empty").await?;
    browser.click("nav-list").await?;
    browser.find("rest-failed").await?;

    browser
        .devtools("Network.setBlockedURLs", block(&[]))
        .await?;
    browser.click("rest-again").await?;
    browser.find("list-add").await?;
    browser.close().await
}

//! One device, one replica awake: a second tab says so and can take over.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn a_second_tab_waits_until_it_is_told_to_take_over() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    browser.find("nav-home").await?;
    let first = browser.client.window().await?;

    let second = browser.client.new_window(true).await?.handle;
    browser.client.switch_to_window(second).await?;
    browser.visit(&server.url).await?;
    browser.find("banner-tab").await?;
    browser.click("use-here").await?;
    browser.find("nav-home").await?;
    browser.until_count("banner-tab", 0).await?;

    browser.client.switch_to_window(first).await?;
    browser.find("banner-tab").await?;
    browser.close().await
}

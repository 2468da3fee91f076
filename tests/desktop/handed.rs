//! What the system hands to the app: files to read, and links into a household.

use std::fs::File;

use anyhow::{Context, Result};

use crate::browser::in_step::found;
use crate::support::browser::{Browser, Screen};
use crate::support::fixture::receipt;
use crate::support::server::Server;
use crate::support::window::Desk;

const CODE: &str = "0123456789abcdef0123456789abcdef";
const DRAFTS: &str = "SELECT count(*) FROM drafts";
const READ: &str = "SELECT count(*) FROM drafts WHERE scan IS NOT NULL";
/// Whether the app holds no file for the page.
const NONE_WAITS: &str = "
    const app = window.__TAURI_INTERNALS__;
    const waiting = await app.invoke('opened', new Uint8Array(), { headers: {} });
    return (waiting?.byteLength ?? 0) === 0 || waiting.byteLength;";
/// Where the page keeps the address of the household's server.
const ADDRESS: &str = "return localStorage.getItem('larder-server');";

/// "Open with": a receipt that the system hands over is read, in the window that is there; the
/// next one waits for it.
#[tokio::test]
async fn receipts_that_the_system_hands_over_are_all_read() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    // It is there already when they come.
    window.show("shared").await?;
    window.find("shared-nothing").await?;
    let (image, expected) = receipt("us")?;
    hand_over(&desk, &image)?;
    desk.until_count(DRAFTS, 1).await?;
    hand_over(&desk, &receipt("uk")?.0)?;
    desk.until_count(DRAFTS, 2).await?;
    desk.until_count(READ, 1).await?;
    window.ask("location.hash = '#/review';").await?;
    window.find("review-accept").await?;
    assert_eq!(window.value("review-total").await?, expected.total);
    window.until("nothing waits any more", NONE_WAITS).await?;
    window.close().await
}

#[tokio::test]
async fn a_file_that_is_too_large_is_said_to_be_lost() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    let large = desk.home.path().join("large.jpg");
    File::create(&large)?.set_len((64 << 20) + 1)?;
    hand_over(&desk, &large)?;
    window.find("shared-lost").await?;
    window.until("nothing waits any more", NONE_WAITS).await?;
    window.close().await
}

#[tokio::test]
async fn a_link_names_a_server_for_one_join_and_shows_it_first() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.add_by_hand("3 eggs").await?;
    let link = found(&browser).await?;
    let code = link.rsplit('/').next().context("a code")?;

    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    // Whoever is on the way there can listen: that one is not asked.
    desk.hand_over(&format!(
        "larder://join/{CODE}?server=http://192.0.2.1:8080"
    ))?;
    window.find("join-unfit").await?;
    desk.hand_over(&format!("larder://join/{code}?server={}", server.url))?;
    let at = window.text("join-at").await?;
    let host = server.url.trim_start_matches("http://");
    assert!(at.contains(host.trim_end_matches('/')), "{at}");
    assert!(
        window.ask(ADDRESS).await?.is_null(),
        "it is nobody's server yet"
    );
    window.click("join-go").await?;
    window.find("home").await?;
    window.click("nav-pantry").await?;
    window.until_count("pantry-row", 1).await?;
    let kept = window.ask(ADDRESS).await?;
    let kept = kept.as_str().context("an address")?;
    assert!(kept.starts_with(server.url.trim_end_matches('/')), "{kept}");
    window.close().await?;
    browser.close().await
}

fn hand_over(desk: &Desk, file: &std::path::Path) -> Result<()> {
    let file = file.canonicalize()?;
    desk.hand_over(file.to_str().context("a path in Unicode")?)
}

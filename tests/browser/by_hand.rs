//! The pantry without a receipt: what is added by hand, put right, and taken back.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// Ends what is typed, as the Enter key does.
const ENTER: char = '\u{e007}';

#[tokio::test]
async fn one_line_is_enough_to_add_something() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;

    browser.click("nav-add").await?;
    let usual = browser.find("add-place-pantry").await?;
    assert_eq!(usual.attr("aria-pressed").await?.as_deref(), Some("true"));
    browser.fill("add-name", "bread").await?;
    browser.until("the end is in view", SCROLL_DOWN).await?;
    browser.click("add-more").await?;
    browser
        .until("the name has the focus again", NAME_IS_EMPTY_AND_FOCUSED)
        .await?;
    browser.fill("add-name", "2 milk 1 l").await?;
    browser.click("add-save").await?;

    browser.until_count("pantry-row", 2).await?;
    browser.fill("pantry-search", "milk").await?;
    browser.until_count("pantry-row", 1).await?;
    let row = browser.text("pantry-row").await?;
    assert!(row.contains("2 l"), "{row}");
    browser.close().await
}

const SCROLL_DOWN: &str = "window.scrollTo(0, document.body.scrollHeight); return true;";
const NAME_IS_EMPTY_AND_FOCUSED: &str = "
    const field = document.activeElement;
    return field.dataset.testid === 'add-name' && field.value === '';";

#[tokio::test]
async fn an_item_is_used_renamed_and_taken_back_in_its_sheet() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", "milk").await?;
    browser.click("add-save").await?;
    browser.fill("pantry-search", "milk").await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await?;

    // Whatever lies behind the sheet is out of reach: its undo must stand within.
    browser.click("item-used").await?;
    browser.until_count("item-lot", 0).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("item-lot", 1).await?;

    browser
        .fill("item-name", &format!("oat milk{ENTER}"))
        .await?;
    browser.until("it has the new name", NEW_NAME).await?;
    browser.click("sheet-close").await?;
    browser.until_count("item", 0).await?;
    assert_eq!(
        browser.value("pantry-search").await?,
        "milk",
        "the pantry is as it was left"
    );
    browser.close().await
}

const NEW_NAME: &str = "
    const row = document.querySelector('[data-testid=pantry-row]');
    return row?.dataset.name === 'oat milk';";

//! A photo comes in by every way that a browser has, and reading it can be stopped.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::hooks::{HOLD_SCANS, RELEASE_SCANS};
use crate::support::server::Server;

/// Makes a transfer that carries the sample as a file, as `data`.
const CARRY: &str = "
    const bytes = await (await fetch('sample-receipt.jpg')).blob();
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'receipt.jpg', { type: 'image/jpeg' }));";
const DROP: &str = "
    const area = document.querySelector('[data-testid=scan-drop]');
    area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    return true;";
const PASTE: &str = "
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
    return true;";

#[tokio::test]
pub async fn a_photo_can_be_dropped_pasted_or_the_sample_and_stopped() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;

    browser.click("nav-scan").await?;
    browser.until("scans are held", HOLD_SCANS).await?;
    browser.click("scan-sample").await?;
    browser.click("scan-cancel").await?;
    browser.find("scan-drop").await?;
    browser
        .until_stored("the photo is forgotten", "drafts", <[_]>::is_empty)
        .await?;
    browser.until("they are read again", RELEASE_SCANS).await?;

    for (way, script) in [("dropped", DROP), ("pasted", PASTE)] {
        browser.until(way, &format!("{CARRY}{script}")).await?;
        browser.find("review-row").await?;
        browser.click("review-discard").await?;
        browser.click("nav-scan").await?;
        browser.find("scan-drop").await?;
    }

    browser.click("scan-sample").await?;
    browser.find("review-row").await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_second_photo_waits_until_the_first_receipt_is_done_with() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    browser.click("scan-sample").await?;
    browser.find("review-row").await?;

    browser.click("nav-scan").await?;
    browser.find("home-draft").await?;
    browser.until_count("scan-drop", 0).await?;
    browser.click("draft-drop").await?;
    browser.find("scan-drop").await?;
    browser.click("snackbar-undo").await?;
    browser.click("draft-open").await?;
    browser.find("review-row").await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_photo_that_was_being_read_is_read_after_a_reload() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    browser.until("scans are held", HOLD_SCANS).await?;
    browser.click("scan-sample").await?;
    browser
        .until_stored("the photo is kept", "drafts", |rows| rows.len() == 1)
        .await?;
    browser.client.refresh().await?;
    browser.find("review-row").await?;
    browser.close().await
}

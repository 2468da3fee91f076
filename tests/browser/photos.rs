//! The photo of a receipt: taken offline on one device, looked at on another one.

use anyhow::Result;

use super::in_step::{found, join};
use crate::support::browser::{Browser, Screen};
use crate::support::fixture;
use crate::support::server::Server;

const READER_IS_THERE: &str = "
    const names = await caches.keys();
    const cache = names.includes('larder-reader') && await caches.open('larder-reader');
    return !!cache && (await cache.keys()).length > 3 && !!navigator.serviceWorker.controller;";

/// The photo is drawn, and large enough to be read.
const PHOTO_IS_SEEN: &str = "
    const photo = document.querySelector('[data-testid=receipt-photo] img');
    return photo?.complete === true && photo.naturalWidth > 300 || String(photo?.naturalWidth);";

async fn look_at_the_receipt(browser: &Browser) -> Result<()> {
    browser.click("nav-pantry").await?;
    browser.open_item().await?;
    browser.reach("item-receipt").await?;
    browser.find("receipt-line").await?;
    Ok(())
}

#[tokio::test]
async fn a_photo_taken_offline_is_seen_on_the_other_device() -> Result<()> {
    let mut server = Server::start()?;
    let first = Browser::open(Screen::Phone).await?;
    first.visit(&server.url).await?;
    let link = found(&first).await?;
    let second = Browser::open(Screen::Desktop).await?;
    join(&second, &link).await?;
    first.until("ready for offline", READER_IS_THERE).await?;

    server.stop()?;
    first.until_chip("Offline").await?;
    let (photo, _) = fixture::receipt("us")?;
    first.click("nav-scan").await?;
    first.choose("scan-file", &photo).await?;
    first.click("review-accept").await?;
    first.find("home").await?;
    // The action and its photo.
    first.until_chip("Offline · 2").await?;
    look_at_the_receipt(&first).await?;
    first.until("the photo is seen", PHOTO_IS_SEEN).await?;

    server.come_back()?;
    first.click("sync-chip").await?;
    first.until_chip("In step").await?;
    first
        .until_stored("no photo waits", "uploads", |rows| rows.is_empty())
        .await?;
    look_at_the_receipt(&second).await?;
    second.until("the photo is seen", PHOTO_IS_SEEN).await?;
    // From now on it is here.
    server.stop()?;
    second.client.refresh().await?;
    second.until("the photo is seen", PHOTO_IS_SEEN).await?;
    first.close().await?;
    second.close().await
}

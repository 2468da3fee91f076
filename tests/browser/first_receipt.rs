//! The first path through Larder: from a photographed receipt to a stocked pantry, then offline.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::{Expected, scan};
use crate::support::server::Server;

/// The reader and its weights are in the browser's cache: the server may go.
pub const READY_FOR_OFFLINE: &str = "
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration || !navigator.serviceWorker.controller) return false;
    const urls = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
    const program = (name) => (url) => url.includes('/' + name + '-') && url.endsWith('_bg.wasm');
    return ['detector', 'recogniser', 'classifier'].every((part) => urls.some((url) => url.includes(part)))
        && urls.some(program('app')) && urls.some(program('reader'));";

#[tokio::test]
pub async fn a_receipt_becomes_lots_and_stays_when_the_server_is_gone() -> Result<()> {
    let mut server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;

    let first = scan(&browser, "us").await?;
    let lots = accept(&browser, &first).await?;
    browser
        .until("ready for offline", READY_FOR_OFFLINE)
        .await?;

    server.stop()?;
    browser.client.refresh().await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", lots).await?;

    let second = scan(&browser, "de_skewed").await?;
    let more = accept(&browser, &second).await?;
    assert!(more > lots, "the second receipt added rows to {lots}");
    browser.click("snackbar-undo").await?;
    browser.until_count("pantry-row", lots).await?;

    browser.close().await
}

#[tokio::test]
pub async fn a_second_tap_on_accept_files_nothing_twice() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "us").await?;
    browser.until("it was tapped twice", TAP_TWICE).await?;
    browser.find("home").await?;
    browser.click("nav-more").await?;
    browser.find("journal-row").await?;
    browser.until_count("journal-row", 1).await?;
    browser.close().await
}

/// Two taps before the page can draw anything.
const TAP_TWICE: &str = "
    const accept = document.querySelector('[data-testid=review-accept]');
    accept.click();
    accept.click();
    return true;";

#[tokio::test]
pub async fn a_review_survives_a_reload_with_every_answer() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "uk").await?;
    browser.click("review-edit").await?;
    browser.fill("line-name", "Grandmother's plums").await?;
    browser.click("review-drop").await?;
    browser.fill("review-merchant", "Corner shop").await?;
    browser
        .until_stored("the answers are stored", "drafts", |rows| {
            rows.iter().any(|row| row.says("Corner shop"))
        })
        .await?;

    browser.client.refresh().await?;
    browser.click("nav-scan").await?;
    browser.visit(&format!("{}/#/review", server.url)).await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");
    let first = browser.text("review-row").await?;
    assert!(first.contains("Grandmother's plums"), "{first}");
    assert!(first.contains("Not added"), "{first}");
    browser.close().await
}

/// Accepts the review; gives how many items the pantry then shows.
async fn accept(browser: &Browser, expected: &Expected) -> Result<usize> {
    let total = browser.value("review-total").await?;
    assert_eq!(total, expected.total, "the printed total was read");
    let rows = browser.all("review-row").await?.len();
    assert!(
        rows * 10 >= expected.items.len() * 8,
        "at least four in five of {} lines became rows, not {rows}",
        expected.items.len()
    );
    browser.click("review-accept").await?;
    // The message comes at once; the way Home only when it is stored.
    browser.find("home").await?;
    browser.find("snackbar-undo").await?;
    browser.click("nav-pantry").await?;
    browser.find("pantry-row").await?;
    Ok(browser.all("pantry-row").await?.len())
}

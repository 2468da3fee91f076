//! The main path of every screen on a phone, with the server gone. What needs a server says so
//! and keeps the rest usable; the shopping list has a walk of its own (`shopping.rs`).

use anyhow::Result;

use super::first_receipt::READY_FOR_OFFLINE;
use super::in_step::found;
use crate::support::browser::{Browser, Screen};
use crate::support::fixture::scan;
use crate::support::server::Server;

const ENTER: char = '\u{e007}';

/// A phone in step with a server that stops once everything is in the browser's cache.
async fn alone() -> Result<(Server, Browser)> {
    let mut server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    found(&browser).await?;
    browser.until_chip("In step").await?;
    browser
        .until("ready for offline", READY_FOR_OFFLINE)
        .await?;
    server.stop()?;
    browser.client.refresh().await?;
    browser.find("household").await?;
    Ok((server, browser))
}

/// How many rows the pantry shows for a search.
async fn until_found(browser: &Browser, name: &str, count: usize) -> Result<()> {
    browser.show("pantry").await?;
    browser.fill("pantry-search", name).await?;
    browser.until_count("pantry-row", count).await
}

#[tokio::test]
async fn food_is_added_used_and_taken_apart_without_a_server() -> Result<()> {
    let (_server, browser) = alone().await?;
    // Add: one line, with what was understood of it.
    browser.show("add").await?;
    browser.fill("add-name", "6 eggs in the fridge +0d").await?;
    assert_eq!(browser.text("add-said-place").await?, "Fridge");
    browser.find("add-said-date").await?;
    browser.reach("add-save").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.add_by_hand("bread").await?;

    // Use first: the eggs today, the bread within the week.
    browser.show("").await?;
    browser.find("home-group-today").await?;
    browser.until_count("home-lot", 2).await?;
    browser.click("lot-used").await?;
    browser.until_count("home-lot", 1).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("home-lot", 2).await?;

    // Pantry: a search, one less, and one more.
    until_found(&browser, "egg", 1).await?;
    browser.click("step-less").await?;
    browser
        .until("five are left", &shows("pantry-row", "5"))
        .await?;
    browser.click("step-more").await?;
    browser
        .until("six are there", &shows("pantry-row", "6"))
        .await?;

    // The sheets: some is frozen, thawed and set apart.
    browser.open_item().await?;
    for (deed, lots) in [("item-freeze", 2), ("item-split", 3)] {
        browser.reach(deed).await?;
        browser.click("howmany-one").await?;
        browser.until_count("item-lot", lots).await?;
    }
    browser.reach("item-thaw").await?;
    browser.until_count("item-thaw", 0).await?;
    browser
        .fill("item-name", &format!("Large eggs{ENTER}"))
        .await?;
    browser.click("sheet-close").await?;
    until_found(&browser, "large", 1).await?;

    // Activity: the last thing is taken back, whatever it was.
    browser.show("more").await?;
    browser.reach("journal-undo").await?;
    browser.find("journal-redo").await?;
    until_found(&browser, "large", 0).await?;

    // Everything outlives the page.
    browser.client.refresh().await?;
    browser.find("pantry").await?;
    browser.until_count("pantry-row", 2).await?;
    browser.close().await
}

#[tokio::test]
async fn a_receipt_is_read_kept_and_summed_up_without_a_server() -> Result<()> {
    let (_server, browser) = alone().await?;
    let expected = scan(&browser, "us").await?;
    browser.find("review-accept").await?;
    let lines = browser.all("review-row").await?.len();
    assert!(lines > 0, "{expected:?}");
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser.show("receipts").await?;
    browser.click("receipts-row").await?;
    browser.until_count("receipt-line", lines).await?;
    browser.show("insights").await?;
    browser.find("insights").await?;
    browser.show("list").await?;
    browser.fill("list-add", &format!("apples{ENTER}")).await?;
    browser.until_count("list-entry", 1).await?;
    browser.click("entry-tick").await?;
    browser.until_count("list-entry", 0).await?;
    browser.close().await
}

#[tokio::test]
async fn the_household_is_set_up_without_a_server() -> Result<()> {
    let (_server, browser) = alone().await?;
    // Household: who is in it is the server's to say; that it is out of reach is said.
    let said = "const wrong = document.querySelector('[data-testid=devices] [role=alert]');
        return !!wrong?.textContent.trim() || document.querySelector('main').textContent;";
    browser.until("it says why", said).await?;
    browser.show("sync").await?;
    browser.find("sync-standing").await?;

    browser.show("settings").await?;
    browser.click("theme-dark").await?;
    browser.click("units-us").await?;

    browser.show("places").await?;
    browser.fill("place-new-name", "Cellar").await?;
    browser.reach("place-add").await?;
    browser.until_count("place", 4).await?;

    browser.show("categories").await?;
    browser.fill("category-new-name", "Plant protein").await?;
    browser.reach("category-add").await?;
    browser.until_count("category", 19).await?;
    browser.reach("category-down").await?;

    browser.show("shelf-life").await?;
    browser.fill("life-search", "milk").await?;
    browser.click("life-edit").await?;
    browser
        .fill("life-days-fridge-sealed", &format!("1{ENTER}"))
        .await?;
    browser.find("life-reset").await?;

    browser.client.refresh().await?;
    browser.fill("life-search", "milk").await?;
    browser.find("life-reset").await?;
    browser.show("categories").await?;
    browser.until_count("category", 19).await?;
    browser.show("places").await?;
    browser.until_count("place", 4).await?;
    let dark = "return document.documentElement.dataset.theme === 'dark';";
    browser.until("it is dark", dark).await?;
    browser.close().await
}

#[tokio::test]
async fn without_a_server_and_without_the_app_a_page_says_so() -> Result<()> {
    let mut server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.find("home").await?;
    let controlled = "return navigator.serviceWorker.controller !== null;";
    browser.until("there is a worker", controlled).await?;
    server.stop()?;
    // A browser that is short of space throws away whatever it likes.
    let throw_away = "for (const name of await caches.keys()) await caches.delete(name);
        return (await caches.keys()).length === 0;";
    browser.until("the app is gone", throw_away).await?;
    browser.client.refresh().await?;
    let told = "const told = document.body.innerText;
        return document.title === 'Larder' && told.includes('out of reach') || told;";
    browser.until("it says why", told).await?;
    server.come_back()?;
    let again = "document.querySelector('a').click(); return true;";
    browser.until("it is tried again", again).await?;
    browser.find("home").await?;
    browser.close().await
}

/// Whether the first of these says so.
fn shows(testid: &str, text: &str) -> String {
    format!(
        "const one = document.querySelector('[data-testid={testid}]');
         return one?.textContent.includes('{text}') === true || String(one?.textContent);"
    )
}

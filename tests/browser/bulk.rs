//! Several things of the pantry at once, and a pantry of thousands.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

async fn with_food() -> Result<(Server, Browser)> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    for line in ["3 eggs", "milk 1 l", "bread"] {
        browser.click("nav-pantry").await?;
        browser.click("nav-add").await?;
        browser.fill("add-name", line).await?;
        browser.click("add-save").await?;
    }
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 3).await?;
    Ok((server, browser))
}

const FROZEN: &str = "const rows = [...document.querySelectorAll('[data-testid=pantry-row]')];
    const said = rows.map((row) => row.textContent).filter((text) => text.includes('Freezer'));";

#[tokio::test]
pub async fn several_things_are_moved_in_one_action_and_one_undo() -> Result<()> {
    let (_server, browser) = with_food().await?;
    browser.click("pantry-choose").await?;
    for check in browser.all("pantry-check").await?.into_iter().take(2) {
        check.click().await?;
    }
    browser.click("bulk-move").await?;
    browser.find("bulk-places").await?;
    let freezer = "
        const places = [...document.querySelectorAll('[data-testid=bulk-place]')];
        places.find((place) => place.textContent.includes('Freezer')).click();
        return true;";
    browser.until("the freezer is chosen", freezer).await?;
    let two = format!("{FROZEN} return said.length === 2 || said.length;");
    browser.until("two are in the freezer", &two).await?;
    // The bar has gone with it.
    browser.until_count("bulk", 0).await?;
    browser.click("snackbar-undo").await?;
    let none = format!("{FROZEN} return said.length === 0 || said.length;");
    browser.until("none is in the freezer", &none).await?;
    browser.close().await
}

#[tokio::test]
pub async fn several_things_are_deleted_and_come_back() -> Result<()> {
    let (_server, browser) = with_food().await?;
    browser.click("pantry-choose").await?;
    for (at, check) in browser.all("pantry-check").await?.iter().enumerate() {
        check.click().await?;
        let chosen = format!(
            "return document.querySelectorAll('[data-testid=pantry-check]:checked').length === {};",
            at + 1
        );
        browser.until("it is chosen", &chosen).await?;
    }
    browser.click("bulk-delete").await?;
    browser.until_count("pantry-row", 0).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("pantry-row", 3).await?;
    browser.close().await
}

/// All that a search shows, and nothing else, goes on the list and is used up.
#[tokio::test]
pub async fn all_that_is_shown_is_listed_and_used_up() -> Result<()> {
    let (_server, browser) = with_food().await?;
    browser.fill("pantry-search", "e").await?;
    browser.until_count("pantry-row", 2).await?;
    browser.click("pantry-choose").await?;
    browser.click("bulk-all").await?;
    browser.click("bulk-list").await?;
    browser.click("nav-list").await?;
    browser.until_count("list-entry", 2).await?;
    browser.click("nav-pantry").await?;
    browser.click("pantry-choose").await?;
    browser.click("bulk-all").await?;
    browser.click("bulk-use").await?;
    browser.click("pantry-out").await?;
    browser.until_count("pantry-row", 3).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("pantry-row", 0).await?;
    browser.close().await
}

/// Of several eggs one is opened: it alone has the short date, and an undo makes them one lot.
#[tokio::test]
pub async fn a_part_is_opened_frozen_thawed_and_set_apart() -> Result<()> {
    let (_server, browser) = with_food().await?;
    browser.fill("pantry-search", "eggs").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.open_item().await?;
    browser.until_count("item-lot", 1).await?;
    browser.reach("item-opened").await?;
    browser.find("howmany").await?;
    browser.click("howmany-one").await?;
    browser.until_count("item-lot", 2).await?;
    let opened = "return document.querySelectorAll('[data-testid=item-opened][aria-checked=true]').length === 1;";
    browser.until("one lot is opened", opened).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("item-lot", 1).await?;
    browser.reach("item-split").await?;
    browser.click("howmany-one").await?;
    browser.until_count("item-lot", 2).await?;
    let split = "return document.querySelector('[data-testid=journal-row]').textContent.includes('Split eggs');";
    browser.until("the history says so", split).await?;
    browser.click("item-freeze").await?;
    // The first lot is either the one or the two that were left.
    let frozen = "document.querySelector('[data-testid=howmany-all]')?.click();
        return document.querySelectorAll('[data-testid=item-thaw]').length === 1;";
    browser.until("one lot is frozen", frozen).await?;
    browser.close().await
}

//! Several things of the pantry at once, and a pantry of thousands.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

async fn with_food() -> Result<(Server, Browser)> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
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
async fn several_things_are_moved_in_one_action_and_one_undo() -> Result<()> {
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
async fn several_things_are_deleted_and_come_back() -> Result<()> {
    let (_server, browser) = with_food().await?;
    browser.click("pantry-choose").await?;
    for check in browser.all("pantry-check").await? {
        check.click().await?;
    }
    browser.click("bulk-delete").await?;
    browser.until_count("pantry-row", 0).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("pantry-row", 3).await?;
    browser.close().await
}

//! The shopping list: alone, without a connection, and by two people at once.

use anyhow::Result;

use super::in_step::{found, join};
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// Ends what is typed, as the Enter key does.
const ENTER: char = '\u{e007}';

impl Browser {
    async fn list_line(&self, line: &str) -> Result<()> {
        self.fill("list-add", &format!("{line}{ENTER}")).await
    }

    /// Waits until the list shows exactly these names in their order, ticked ones with an x.
    async fn until_list(&self, expected: &str) -> Result<()> {
        let script = format!(
            "const rows = [...document.querySelectorAll('[data-testid=list-entry]')];
             const told = rows.map((row) => (row.dataset.ticked === 'true' ? 'x ' : '')
                 + row.dataset.name).join(', ');
             return told === '{expected}' || told;"
        );
        self.until(&format!("the list is {expected}"), &script)
            .await
    }

    /// Clicks a button of the row of this name.
    async fn on_entry(&self, name: &str, testid: &str) -> Result<()> {
        let row = format!("[data-testid=list-entry][data-name=\"{name}\"] [data-testid={testid}]");
        let script = format!(
            "const button = document.querySelector('{row}');
             button?.click();
             return button !== null;"
        );
        self.until(&format!("{testid} of {name} is there"), &script)
            .await
    }

    async fn until_amount(&self, name: &str, amount: &str) -> Result<()> {
        let script = format!(
            "const row = document.querySelector('[data-testid=list-entry][data-name=\"{name}\"]');
             return row?.textContent.includes('{amount}') === true || row?.textContent;"
        );
        self.until(&format!("{name}: {amount}"), &script).await
    }

    /// Looks into the basket.
    async fn unfold(&self) -> Result<()> {
        self.reach("list-ticked").await
    }
}

#[tokio::test]
async fn shopping_goes_on_with_the_server_gone() -> Result<()> {
    let mut server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-list").await?;
    browser.find("list-empty").await?;
    server.stop()?;
    for line in ["batteries", "2x milk 1 l", "Apples"] {
        browser.list_line(line).await?;
    }
    // Aisle by aisle, what no shop has a place for at the end.
    browser.until_list("Apples, milk, batteries").await?;
    browser.until_amount("milk", "2 l").await?;
    let height = browser
        .ask("return document.querySelector('[data-testid=entry-tick]').offsetHeight;")
        .await?;
    assert!(height.as_f64() >= Some(52.0), "a row is {height} high");

    // A tick, taken back by the message and done again.
    browser.on_entry("milk", "entry-tick").await?;
    browser.until_list("Apples, batteries").await?;
    browser.click("snackbar-undo").await?;
    browser.until_list("Apples, milk, batteries").await?;
    browser.on_entry("milk", "entry-tick").await?;
    browser.unfold().await?;
    browser.until_list("Apples, batteries, x milk").await?;
    browser
        .until_stored("the list is kept", "shopping_entries", |rows| {
            rows.len() == 3
        })
        .await?;

    // It outlives the page, and nothing waited for the server.
    browser.client.refresh().await?;
    browser.until_list("Apples, batteries").await?;
    browser.on_entry("Apples", "entry-edit").await?;
    browser.fill("entry-note", "the red ones").await?;
    browser.reach("entry-save").await?;
    browser.until_amount("Apples", "the red ones").await?;
    browser.on_entry("batteries", "entry-edit").await?;
    browser.reach("entry-remove").await?;
    browser.until_list("Apples").await?;
    browser.reach("list-clear").await?;
    browser.until_count("list-ticked", 0).await?;

    // What was there before is a tap away.
    browser.fill("list-add", "mil").await?;
    browser.until_count("list-chip", 1).await?;
    browser.click("list-chip").await?;
    browser.until_list("Apples, milk").await?;
    browser.close().await
}

#[tokio::test]
async fn a_tick_here_and_an_edit_there_both_count_and_no_tick_comes_back() -> Result<()> {
    let mut server = Server::start()?;
    let first = Browser::open(Screen::Phone).await?;
    first.visit(&server.url).await?;
    first.click("nav-list").await?;
    for line in ["milk", "bread"] {
        first.list_line(line).await?;
    }
    let link = found(&first).await?;
    let second = Browser::open(Screen::Phone).await?;
    join(&second, &link).await?;
    for browser in [&first, &second] {
        browser.click("nav-list").await?;
        browser.until_list("bread, milk").await?;
        browser.until_chip("In step").await?;
    }
    server.stop()?;
    for browser in [&first, &second] {
        browser.until_chip("Offline").await?;
    }
    // Milk: ticked here, changed there. Bread: ticked and cleared here, ticked there too.
    first.on_entry("bread", "entry-tick").await?;
    first.until_list("milk").await?;
    first.reach("list-clear").await?;
    first.until_count("list-ticked", 0).await?;
    first.on_entry("milk", "entry-tick").await?;
    first.until_list("").await?;
    second.on_entry("milk", "entry-edit").await?;
    second.fill("entry-amount", "3").await?;
    second.reach("entry-save").await?;
    second.until_amount("milk", "3").await?;
    second.on_entry("bread", "entry-tick").await?;
    second.until_list("milk").await?;

    server.come_back()?;
    for browser in [&first, &second] {
        browser.click("sync-chip").await?;
        if !browser.all("sync-try").await?.is_empty() {
            browser.click("sync-try").await.ok();
        }
        browser.until_chip("In step").await?;
        browser.click("nav-list").await?;
        browser.unfold().await?;
        browser.until_list("x milk").await?;
        browser.until_amount("milk", "3").await?;
    }
    first.close().await?;
    second.close().await
}

#[tokio::test]
pub async fn what_is_used_up_is_a_tap_away_from_the_list() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", "oat milk").await?;
    browser.click("add-save").await?;
    browser.click("step-less").await?;
    browser.click("snackbar-list").await?;
    browser.click("nav-list").await?;
    browser.until_list("oat milk").await?;
    browser.close().await
}

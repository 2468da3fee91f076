//! The sample household: one tap brings it to every screen, and one takes it away.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// A browser with the sample household, at Home. What was said about it is closed.
pub async fn stocked(server: &Server, screen: Screen, address: &str) -> Result<Browser> {
    let browser = Browser::open(screen).await?;
    let url = format!("{}{address}", server.url);
    browser.visit(&url).await?;
    browser.click("welcome-skip").await?;
    browser.click("welcome-sample").await?;
    browser.find("home-sample").await?;
    Ok(browser)
}

async fn texts(browser: &Browser, testid: &str) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for row in browser.all(testid).await? {
        texts.push(row.text().await?);
    }
    Ok(texts)
}

#[tokio::test]
pub async fn a_sample_household_fills_home_the_list_and_insights_and_goes_with_one_tap()
-> Result<()> {
    let server = Server::start()?;
    let browser = stocked(&server, Screen::Phone, "").await?;
    for group in ["overdue", "today", "soon"] {
        browser.find(&format!("home-group-{group}")).await?;
    }
    browser.client.refresh().await?;
    browser.find("home-sample").await?;
    browser.show("list").await?;
    browser.until_count("list-entry", 8).await?;
    browser.show("receipts").await?;
    browser.until_count("receipts-row", 3).await?;
    browser.show("insights").await?;
    let spent = "return document.querySelector('main').textContent.includes('Greenleaf Market');";
    browser
        .until("insights say where it was spent", spent)
        .await?;
    browser.show("more").await?;
    let journal = texts(&browser, "journal-row").await?;
    assert_eq!(journal.len(), 1, "it is one action: {journal:?}");
    assert!(journal[0].contains("sample household"), "{journal:?}");

    browser.show("").await?;
    browser.click("sample-remove").await?;
    browser.find("home-empty").await?;
    browser.click("snackbar-undo").await?;
    browser.find("home-lot").await?;
    browser.find("home-sample").await?;
    browser.click("sample-remove").await?;
    browser.find("home-empty").await?;
    browser.show("insights").await?;
    browser.find("insights-empty").await?;
    browser.show("list").await?;
    browser.find("list-empty").await?;
    browser.show("").await?;
    browser.click("sample-add").await?;
    browser.find("home-lot").await?;
    browser.close().await
}

#[tokio::test]
pub async fn what_was_typed_beside_the_sample_stays_at_home() -> Result<()> {
    let server = Server::start()?;
    let browser = stocked(&server, Screen::Phone, "").await?;
    // One of them is of something that the sample has too, and some of that was used.
    browser.click("lot-used").await?;
    for line in ["Milk 500 ml", "2 figs"] {
        browser.click("nav-home").await?;
        browser.click("nav-add").await?;
        browser.fill("add-name", line).await?;
        browser.click("add-save").await?;
        browser.find("pantry").await?;
    }
    browser.click("nav-home").await?;
    browser.click("sample-remove").await?;
    browser.until_count("home-sample", 0).await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 2).await?;
    let mut left = texts(&browser, "pantry-row").await?;
    left.sort();
    assert!(
        left[0].contains("Milk") && left[0].contains("0.5 l"),
        "{left:?}"
    );
    assert!(left[1].contains("figs"), "{left:?}");
    browser.close().await
}

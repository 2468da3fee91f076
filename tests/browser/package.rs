//! Whose a package is and how much is in it: said in the review or on the item's page.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::scan;
use crate::support::server::Server;

/// Ends what is typed, as the Enter key does.
const ENTER: char = '\u{e007}';

#[tokio::test]
pub async fn brand_and_size_go_from_the_review_to_the_lot_and_are_put_right_there() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "us").await?;
    let name = say_in_review(&browser).await?;
    browser.click("review-accept").await?;
    browser.find("home").await?;
    open_item(&browser, &name).await?;
    assert_eq!(package(&browser).await?, ["Alpine", "1.5 l"]);
    let happened = browser.all("journal-row").await?.len();

    commit(&browser, "item-size", "250g").await?;
    browser.until_count("journal-row", happened + 1).await?;
    assert_eq!(package(&browser).await?, ["Alpine", "250 g"]);
    let said = browser.text("journal-row").await?;
    let expected = format!("Changed the size of {name}");
    assert!(said.contains(&expected), "{said}");
    browser.click("snackbar-undo").await?;
    browser.until("the size is back", SIZE_IS_BACK).await?;

    commit(&browser, "item-brand", "Meadow").await?;
    browser.until_count("journal-row", happened + 2).await?;
    let said = browser.text("journal-row").await?;
    let expected = format!("Changed the brand of {name}");
    assert!(said.contains(&expected), "{said}");
    let lot = browser.text("item-lot").await?;
    assert!(lot.contains("Meadow · 1.5 l each"), "{lot}");

    commit(&browser, "item-price", "4.75").await?;
    browser.until_count("journal-row", happened + 3).await?;
    let said = browser.text("item-lot").await?;
    assert!(said.contains("$4.75"), "{said}");
    commit(&browser, "item-price", "four").await?;
    browser.until("that is no price", PRICE_IS_WRONG).await?;
    commit(&browser, "item-note", "for the cake").await?;
    browser.until_count("journal-row", happened + 4).await?;
    browser.client.refresh().await?;
    browser.find("item-note").await?;
    assert_eq!(browser.value("item-note").await?, "for the cake");
    assert_eq!(browser.value("item-price").await?, "4.75");
    browser.close().await
}

#[tokio::test]
pub async fn a_size_without_its_unit_is_asked_for_and_not_dropped() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "uk").await?;
    browser.click("review-edit").await?;
    for end in ["line-done", "review-accept"] {
        browser.fill("line-size", "500").await?;
        assert!(!wrong(&browser).await?, "it may still come");
        browser.until("it is in sight", DONE_IN_SIGHT).await?;
        browser.click(end).await?;
        browser.until("the unit is missed", SIZE_IS_WRONG).await?;
        assert_eq!(browser.value("line-size").await?, "500");
    }

    browser.fill("line-size", "500 g").await?;
    browser.until("it is in sight", DONE_IN_SIGHT).await?;
    browser.click("line-done").await?;
    browser.until_count("line-size", 0).await?;
    let row = browser.text("review-row").await?;
    assert!(row.contains("500 g"), "{row}");
    browser.close().await
}

/// Says brand and size of the first line; gives its name.
async fn say_in_review(browser: &Browser) -> Result<String> {
    browser.click("review-edit").await?;
    let name = browser.value("line-name").await?;
    browser.fill("line-brand", "Alpine").await?;
    browser.fill("line-size", "1,5 l").await?;
    let row = browser.text("review-row").await?;
    assert!(row.contains("1 × 1.5 l · Alpine"), "{row}");
    browser.until("it is in sight", DONE_IN_SIGHT).await?;
    browser.click("line-done").await?;
    Ok(name)
}

async fn open_item(browser: &Browser, name: &str) -> Result<()> {
    browser.click("nav-pantry").await?;
    browser.fill("pantry-search", name).await?;
    browser.until_count("pantry-row", 1).await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await
}

/// Brand and size, as the item's page has them.
async fn package(browser: &Browser) -> Result<[String; 2]> {
    let brand = browser.value("item-brand").await?;
    Ok([brand, browser.value("item-size").await?])
}

async fn commit(browser: &Browser, testid: &str, text: &str) -> Result<()> {
    browser.fill(testid, &format!("{text}{ENTER}")).await
}

/// Whether the size is marked as wrong.
async fn wrong(browser: &Browser) -> Result<bool> {
    Ok(browser
        .ask(SIZE_IS_WRONG)
        .await?
        .as_bool()
        .unwrap_or_default())
}

const DONE_IN_SIGHT: &str = "
    const done = document.querySelector('[data-testid=line-done]');
    done?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return !!done;";
const PRICE_IS_WRONG: &str = "
    const field = document.querySelector('[data-testid=item-price]');
    return field.getAttribute('aria-invalid') === 'true';";
const SIZE_IS_BACK: &str =
    "return document.querySelector('[data-testid=item-size]').value === '1.5 l';";

const SIZE_IS_WRONG: &str = "
    const field = document.querySelector('[data-testid=line-size]');
    return field.getAttribute('aria-invalid') === 'true' && document.activeElement === field;";

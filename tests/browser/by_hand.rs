//! The pantry without a receipt: what is added by hand, put right, and taken back.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// Ends what is typed, as the Enter key does.
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

#[tokio::test]
pub async fn one_line_is_enough_to_add_something() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;

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

#[tokio::test]
pub async fn one_line_says_how_much_where_and_until_when() -> Result<()> {
    for (language, line, milk, fridge) in [
        ("en", "2x milk 1 l fridge +7d", "milk", "Fridge"),
        ("de", "2x Milch 1 l Kühlschrank +7t", "Milch", "Kühlschrank"),
    ] {
        let server = Server::start()?;
        let browser = Browser::open(Screen::Phone).await?;
        let page = format!("{}/?language={language}", server.url);
        browser.visit(&page).await?;
        browser.click("nav-add").await?;
        browser.fill("add-name", milk).await?;
        // What it is says how long it keeps.
        browser.find("add-date-hint").await?;
        browser.fill("add-name", line).await?;
        assert_eq!(browser.text("add-said-amount").await?, "2 l");
        assert_eq!(browser.text("add-said-place").await?, fridge);
        browser
            .until("the day is understood", &day_is("add-date", 7))
            .await?;
        browser.until_count("add-date-hint", 0).await?;
        // A tap takes out what was not meant.
        browser.click("add-said-date").await?;
        browser.until_count("add-said-date", 0).await?;
        let (less, _) = line.rsplit_once(' ').expect("it has several words");
        assert_eq!(browser.value("add-name").await?, less);
        browser.fill("add-name", line).await?;
        browser.click("add-save").await?;

        browser.click("pantry-open").await?;
        browser.click("lot-row").await?;
        browser
            .until("it has its day", &day_is("item-date", 7))
            .await?;
        let place = "const one = document.querySelector('[data-testid=item-place]');
            return one.selectedOptions[0].textContent;";
        assert_eq!(browser.ask(place).await?.as_str(), Some(fridge));
        browser.click("sheet-close").await?;

        // What came in once comes in again with one tap, as it did.
        browser.click("nav-home").await?;
        browser.click("nav-add").await?;
        browser.click("add-usual").await?;
        browser.find("snackbar-undo").await?;
        browser.click("nav-pantry").await?;
        browser.until_count("pantry-row", 1).await?;
        let row = browser.text("pantry-row").await?;
        assert!(row.contains("4 l"), "{row}");
        browser.close().await?;
    }
    Ok(())
}

/// Whether a field holds the day after so many.
fn day_is(testid: &str, days: u32) -> String {
    format!(
        "const day = new Date();
         day.setDate(day.getDate() + {days});
         const two = (number) => String(number).padStart(2, '0');
         const wanted = `${{day.getFullYear()}}-${{two(day.getMonth() + 1)}}-${{two(day.getDate())}}`;
         const value = document.querySelector('[data-testid={testid}]')?.value;
         return value === wanted || value;"
    )
}

#[tokio::test]
pub async fn what_cannot_be_added_stays_in_its_fields() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-add").await?;
    let long = "soup ".repeat(60);
    browser.fill("add-name", &long).await?;
    browser.click("add-save").await?;
    browser.find("snackbar").await?;
    browser.find("add").await?;
    assert_eq!(browser.value("add-name").await?, long);
    browser.fill("add-name", "soup").await?;
    browser.click("add-save").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.close().await
}

#[tokio::test]
pub async fn what_is_typed_into_a_sheet_counts_however_it_is_left() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", "milk +2d").await?;
    browser.click("add-save").await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await?;

    browser
        .fill("item-name", &format!("oat milk{ESCAPE}"))
        .await?;
    browser.until_count("item", 0).await?;
    browser.until("it has the new name", NEW_NAME).await?;

    browser.click("lot-row").await?;
    browser.fill("item-brand", "Alba").await?;
    browser.client.back().await?;
    browser.until_count("item", 0).await?;
    browser.click("lot-row").await?;
    assert_eq!(browser.value("item-brand").await?, "Alba");

    // Marking a text may end beside the sheet; a tap there closes it.
    browser
        .until("a mark ends beside", &beside("item-name"))
        .await?;
    browser.until_count("item", 1).await?;
    browser.until("a tap beside", &beside("item")).await?;
    browser.until_count("item", 0).await?;
    browser.close().await
}

/// A press that begins here and ends beside the sheet.
fn beside(testid: &str) -> String {
    format!(
        "const began = document.querySelector('[data-testid={testid}]');
         began.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true }}));
         const sheet = document.querySelector('[data-testid=item]');
         sheet.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}));
         await new Promise((next) => setTimeout(next, 200));
         return true;"
    )
}

const SCROLL_DOWN: &str = "window.scrollTo(0, document.body.scrollHeight); return true;";
const NAME_IS_EMPTY_AND_FOCUSED: &str = "
    const field = document.activeElement;
    return field.dataset.testid === 'add-name' && field.value === '';";

#[tokio::test]
pub async fn an_item_is_used_renamed_and_taken_back_in_its_sheet() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
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

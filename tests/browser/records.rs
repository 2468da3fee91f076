//! What was bought: all receipts, one of them read again, and what the sums say.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// Accepts the receipt that comes with the app: it was bought today, always.
async fn accept_sample(browser: &Browser) -> Result<usize> {
    browser.click("nav-scan").await?;
    browser.click("scan-sample").await?;
    browser.find("review-accept").await?;
    let rows = browser.all("review-row").await?.len();
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser.find("snackbar-undo").await?;
    Ok(rows)
}

async fn open_receipts(browser: &Browser) -> Result<()> {
    browser.click("nav-more").await?;
    browser.click("more-receipts").await
}

#[tokio::test]
pub async fn a_receipt_is_found_and_read_again_without_being_filed_twice() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    open_receipts(&browser).await?;
    browser.find("receipts-empty").await?;
    let rows = accept_sample(&browser).await?;
    open_receipts(&browser).await?;
    browser.until_count("receipts-row", 1).await?;
    browser.fill("receipts-search", "zzzz").await?;
    browser.find("receipts-no-match").await?;
    browser.fill("receipts-search", "mlik").await?;
    browser.until_count("receipts-row", 1).await?;

    browser.click("receipts-row").await?;
    browser.until_count("receipt-line", rows).await?;
    let before = browser.client.current_url().await?;
    browser.reach("receipt-again").await?;
    browser.find("review-accept").await?;
    // The photo was kept smaller: it may be read a little differently.
    let rows = browser.all("review-row").await?.len();
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser.find("snackbar-undo").await?;
    // It is there once, as another one.
    open_receipts(&browser).await?;
    browser.until_count("receipts-row", 1).await?;
    browser.click("receipts-row").await?;
    browser.until_count("receipt-line", rows).await?;
    assert_ne!(browser.client.current_url().await?, before);

    // What was used since would be lost.
    browser.click("nav-pantry").await?;
    browser.click("step-less").await?;
    browser.client.back().await?;
    browser.find("receipt-touched").await?;
    browser.until_count("receipt-again", 0).await?;
    browser.close().await
}

#[tokio::test]
pub async fn sums_are_drawn_said_in_words_and_listed() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-more").await?;
    browser.click("more-insights").await?;
    browser.find("insights-empty").await?;
    accept_sample(&browser).await?;
    browser.click("nav-pantry").await?;
    browser.open_item().await?;
    browser.click("item-thrown").await?;
    browser.click("throw-spoiled").await?;
    browser.click("howmany-all").await?;
    browser.find("item-price").await?;
    browser.click("sheet-close").await?;
    browser.click("nav-more").await?;
    browser.click("more-insights").await?;
    browser.find("insights-spent").await?;
    browser.find("insights-thin").await?;
    browser.find("insights-waste").await?;
    for period in ["period-3", "period-12"] {
        browser.click(period).await?;
        browser
            .until("each chart has its words and its table", DRAWN_AND_SAID)
            .await?;
    }
    browser.close().await
}

/// Every drawing has a name with a number in it, and a table of as many rows behind it.
const DRAWN_AND_SAID: &str = "
    const charts = [...document.querySelectorAll('figure.chart')];
    const wrong = charts.filter((chart) => {
        const drawing = chart.querySelector('svg[role=img]');
        const said = drawing?.getAttribute('aria-label') ?? chart.getAttribute('aria-label');
        const rows = chart.querySelectorAll('tbody tr').length;
        const drawn = chart.querySelectorAll('g, .bars__row').length;
        return !said || rows === 0 || rows !== drawn;
    });
    return charts.length >= 4 && wrong.length === 0 || wrong.length + ' of ' + charts.length;";

//! What got dearer.

use anyhow::{Context, Result};
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn what_was_bought_twice_at_two_prices_got_dearer() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let today = "return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);";
    let today = browser.ask(today).await?;
    let today = today.as_str().context("no day")?;
    let item = |number: u8, name: &str| json!({ "id": format!("{number:032x}"), "name": name });
    let receipt = |number: u8, total: &str| {
        json!({
            "id": format!("{number:032x}"), "merchant": "Greenleaf Market", "date": today,
            "currency": "GBP", "total": total,
        })
    };
    let lot = |number: u8, item: u8, receipt: u8, price: &str| {
        json!({
            "id": format!("{number:032x}"), "item": format!("{item:032x}"),
            "receipt": format!("{receipt:032x}"), "line": item, "purchased": today,
            "left": "1 pcs", "bought": "1 pcs", "price": price,
        })
    };
    let archive = json!({
        "format": "larder-household", "version": 1, "exported": today,
        "items": [item(1, "Oat milk"), item(2, "Rye bread")],
        "receipts": [receipt(3, "3.50 GBP"), receipt(4, "4.00 GBP")],
        "lots": [
            lot(5, 1, 3, "2.00 GBP"), lot(6, 1, 4, "2.50 GBP"),
            lot(7, 2, 3, "1.50 GBP"), lot(8, 2, 4, "1.50 GBP"),
        ],
    });
    let file = tempfile::Builder::new().suffix(".json").tempfile()?;
    std::fs::write(file.path(), archive.to_string())?;
    browser.show("transfer").await?;
    browser.choose("transfer-file", file.path()).await?;
    browser.click("transfer-go").await?;
    browser.until_count("pantry-row", 2).await?;

    browser.show("insights").await?;
    browser.find("insights-prices").await?;
    // Bread costs what it did.
    browser.until_count("insights-trend", 1).await?;
    let told = browser.text("insights-trend").await?;
    for said in ["Oat milk", "£2.50", "+25"] {
        assert!(told.contains(said), "{said} in {told}");
    }
    browser.reach("insights-trend").await?;
    browser.find("item-lot").await?;
    browser.close().await
}

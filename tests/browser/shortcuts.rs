//! Single keys that lead to screens, wherever they mean nothing else.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// Each key, the address that it leads to, and the mark of its screen.
const KEYS: [(&str, &str, &str); 8] = [
    ("p", "/pantry", "pantry"),
    ("h", "/", "home"),
    ("n", "/add", "add"),
    ("s", "/scan", "scan"),
    ("b", "/barcode", "barcode"),
    ("l", "/list", "list"),
    ("m", "/more", "more"),
    ("/", "/pantry", "pantry"),
];

impl Browser {
    /// Whether the page is at an address.
    async fn is_at(&self, address: &str) -> Result<bool> {
        Ok(self.ask("return location.hash;").await? == format!("#{address}"))
    }
}

#[tokio::test]
async fn each_key_leads_to_its_screen_until_they_are_turned_off() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    // Where there is nothing there is nothing to search.
    browser.add_by_hand("3 eggs").await?;
    for (key, address, screen) in KEYS {
        browser.leave_fields().await?;
        browser.press(key).await?;
        browser.find(screen).await?;
        assert!(browser.is_at(address).await?, "{key} leads to {address}");
    }
    browser.until_focused("pantry-search").await?;

    browser.show("settings").await?;
    browser.click("settings-keys").await?;
    browser.leave_fields().await?;
    browser.press("h").await?;
    assert!(browser.is_at("/settings").await?, "they are off");
    browser.client.refresh().await?;
    browser.find("settings").await?;
    browser.leave_fields().await?;
    browser.press("h").await?;
    assert!(browser.is_at("/settings").await?, "they stay off");
    browser.click("settings-keys").await?;
    browser.leave_fields().await?;
    browser.press("h").await?;
    browser.find("home").await?;
    browser.close().await
}

#[tokio::test]
async fn in_a_field_or_a_sheet_or_with_control_a_key_leads_nowhere() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    browser.add_by_hand("3 eggs").await?;
    browser.leave_fields().await?;
    browser.press("/").await?;
    browser.until_focused("pantry-search").await?;
    browser.press("hnsblm/p").await?;
    assert_eq!(browser.value("pantry-search").await?, "hnsblm/p");
    assert!(browser.is_at("/pantry").await?, "it was typed");
    browser.fill("pantry-search", "").await?;

    browser.open_item().await?;
    browser.find("item-lot").await?;
    let on_a_button = "const sheet = document.querySelector('dialog[open]');
        sheet?.querySelector('[data-testid=sheet-close]').focus();
        return document.activeElement.dataset.testid === 'sheet-close';";
    browser.until("a button is focused", on_a_button).await?;
    browser.press("h").await?;
    browser.find("item-lot").await?;
    assert!(!browser.is_at("/").await?, "the sheet stays");
    browser.click("sheet-close").await?;
    browser.until_count("item", 0).await?;

    browser.leave_fields().await?;
    // Control, the letter, and both let go.
    browser.press("\u{e009}h\u{e000}").await?;
    assert!(browser.is_at("/pantry").await?, "that is the browser's own");
    // It is no matter of time: the next one leads on.
    browser.press("h").await?;
    browser.find("home").await?;
    browser.close().await
}

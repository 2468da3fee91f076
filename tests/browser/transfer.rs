//! Files that are taken in.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn what_is_no_such_file_is_told_what_to_do_instead() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let folder = tempfile::tempdir()?;
    open(&browser, &server).await?;
    for (name, bytes, said) in [
        ("book.csv", &b"PK\x03\x04rest"[..], "save it as CSV"),
        ("cut.json", b"{\"format\": \"larder-household\", ", "Save it again"),
        ("other.json", b"{\"a\": 1}", "KitchenOwl"),
        ("colours.csv", b"colour,weight\nred,1\n", "colour, weight"),
        ("stock.json", b"[{\"id\": 1, \"product_id\": 2, \"amount\": 1, \"best_before_date\": \"2027-01-01\"}]", "products"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        browser.choose("transfer-file", &path).await?;
        let script = format!(
            "return document.querySelector('[data-testid=transfer-wrong]')?.innerText.includes('{said}') ?? false;"
        );
        browser.until(&format!("{name} is explained"), &script).await?;
    }
    browser.close().await
}

/// Opens the page.
async fn open(browser: &Browser, server: &Server) -> Result<()> {
    let url = format!("{}#/transfer", server.url);
    browser.client.goto(&url).await?;
    browser.find("transfer-file").await?;
    Ok(())
}

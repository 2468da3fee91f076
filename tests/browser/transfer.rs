//! A household out as a file, and in again somewhere else.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::scan;
use crate::support::server::Server;

#[tokio::test]
async fn an_archive_brings_lots_receipt_and_photo_into_another_browser_and_undo_takes_them_back()
-> Result<()> {
    let server = Server::start()?;
    let from = stocked(&server).await?;
    let folder = tempfile::tempdir()?;
    let archive = saved(&from, "transfer-archive", &folder, "household.json").await?;
    let said = told(&archive)?;
    assert_eq!(list(&said, "receipts")?.len(), 1);
    assert_eq!(list(&said, "photos")?.len(), 1, "the photo is in the file");
    from.close().await?;

    let to = Browser::open(Screen::Phone).await?;
    open(&to, &server).await?;
    to.choose("transfer-file", &archive).await?;
    let found = to.find("transfer-found").await?;
    let lots = list(&said, "lots")?.len();
    assert_eq!(found.attr("data-new").await?, Some(lots.to_string()));
    to.click("transfer-go").await?;
    to.find("pantry-row").await?;

    open(&to, &server).await?;
    let again = saved(&to, "transfer-archive", &folder, "again.json").await?;
    assert_eq!(told(&again)?, said, "everything is as it was");
    to.choose("transfer-file", &archive).await?;
    let found = to.find("transfer-found").await?;
    assert_eq!(found.attr("data-there").await?, Some(lots.to_string()));
    to.click("transfer-leave").await?;

    to.click("snackbar-undo").await?;
    to.click("nav-pantry").await?;
    to.find("pantry-empty").await?;
    to.close().await
}

#[tokio::test]
pub async fn a_table_brings_the_stock_and_asks_what_it_does_not_tell() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let folder = tempfile::tempdir()?;
    open(&browser, &server).await?;

    let table = "Artikel;Menge;Einheit;Lagerort;MHD;Preis;Farbe\n\
                 Milch;1,5;l;Kühlschrank;3/4/2027;1,29;weiß\n\
                 ;2;;;;;\n\
                 Reis;500;g;Keller;;2,49;\n";
    let path = folder.path().join("vorrat.csv");
    std::fs::write(&path, table)?;
    browser.choose("transfer-file", &path).await?;
    browser.find("transfer-order-month").await?;
    let left = browser.text("transfer-left").await?;
    assert!(left.contains("Row 3") && left.contains("Farbe"), "{left}");
    browser.click("transfer-order-month").await?;
    browser.click("transfer-go").await?;
    browser.find("pantry-row").await?;

    open(&browser, &server).await?;
    let saved = saved(&browser, "transfer-table", &folder, "stock.csv").await?;
    let written = std::fs::read_to_string(&saved)?;
    let milk = written.lines().find(|line| line.starts_with("Milch,"));
    let milk = milk.context("milk is in the table")?;
    assert!(milk.starts_with("Milch,1.5,l,Fridge,2027-03-04,"), "{milk}");
    assert!(written.contains("Reis,500,g,Keller,"), "{written}");

    browser.choose("transfer-file", &saved).await?;
    let found = browser.find("transfer-found").await?;
    assert_eq!(found.attr("data-there").await?.as_deref(), Some("2"));
    browser.click("transfer-leave").await?;
    browser.click("snackbar-undo").await?;
    browser.click("nav-pantry").await?;
    browser.find("pantry-empty").await?;
    browser.close().await
}

#[tokio::test]
pub async fn what_is_no_such_file_is_told_what_to_do_instead() -> Result<()> {
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

#[tokio::test]
async fn an_import_that_is_stopped_leaves_the_household_as_it_was() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let folder = tempfile::tempdir()?;
    browser.visit(&server.url).await?;
    browser.add_by_hand("=bread").await?;
    // Without what was said of that.
    browser.client.refresh().await?;
    open(&browser, &server).await?;
    let before = told(&saved(&browser, "transfer-archive", &folder, "before.json").await?)?;

    // Several parts of a thousand each: there is something to stop.
    let rows: String = (0..4_000).map(|row| format!("Tin {row},1,pcs\n")).collect();
    let path = folder.path().join("many.csv");
    std::fs::write(&path, format!("name,amount,unit\n{rows}"))?;
    browser.choose("transfer-file", &path).await?;
    browser.click("transfer-leave").await?;
    browser.find("transfer-archive").await?;
    let left = saved(&browser, "transfer-archive", &folder, "left.json").await?;
    assert_eq!(told(&left)?, before, "a look changes nothing");

    browser.choose("transfer-file", &path).await?;
    browser.find("transfer-go").await?;
    browser.ask(STOP_AT_ONCE).await?;
    browser.click("transfer-go").await?;
    browser
        .until("it was stopped", "return window.stopped === true;")
        .await?;
    browser.find("transfer-file").await?;
    let message = "return document.body.innerText.includes('Stopped part of the way');";
    browser.until("it says so", message).await?;
    browser.click("snackbar-undo").await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 1).await?;
    open(&browser, &server).await?;
    let after = saved(&browser, "transfer-archive", &folder, "after.json").await?;
    assert_eq!(told(&after)?, before, "nothing is left of it");
    browser.close().await
}

/// Presses the button that stops an import as soon as it is there.
const STOP_AT_ONCE: &str = "
    new MutationObserver((_, watch) => {
        const button = document.querySelector('[data-testid=transfer-stop]');
        if (!button) return;
        watch.disconnect();
        window.stopped = true;
        button.click();
    }).observe(document.body, { childList: true, subtree: true });";

#[tokio::test]
async fn files_of_grocy_and_kitchenowl_come_in_with_what_they_tell() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let folder = tempfile::tempdir()?;
    let files =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/pantry/tests/pantry/transfer");
    open(&browser, &server).await?;
    browser
        .choose("transfer-file", &files.join("grocy.json"))
        .await?;
    let found = browser.find("transfer-found").await?;
    assert_eq!(found.attr("data-new").await?.as_deref(), Some("3"));
    browser.find("transfer-left").await?;
    browser.click("transfer-go").await?;
    browser.until_count("pantry-row", 3).await?;

    // KitchenOwl keeps no stock: what it names has run out, and milk is one thing.
    open(&browser, &server).await?;
    browser
        .choose("transfer-file", &files.join("kitchenowl.json"))
        .await?;
    browser.find("transfer-found").await?;
    browser.click("transfer-go").await?;
    browser.until_count("pantry-row", 7).await?;

    open(&browser, &server).await?;
    let archive = told(&saved(&browser, "transfer-archive", &folder, "both.json").await?)?;
    let mut names: Vec<&str> = list(&archive, "items")?
        .iter()
        .filter_map(|item| item["name"].as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Apples",
            "Birthday candles",
            "Cookies",
            "Honey",
            "Milk",
            "Minced meat",
            "Toilet paper"
        ]
    );
    browser.close().await
}

/// A browser with a receipt and two lots by hand.
async fn stocked(server: &Server) -> Result<Browser> {
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "us").await?;
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser.visit(&format!("{}#/add", server.url)).await?;
    browser.fill("add-name", "2 oat milk 1 l").await?;
    browser.click("add-more").await?;
    browser.fill("add-name", "=bread").await?;
    browser.click("add-save").await?;
    browser.find("pantry-row").await?;
    open(&browser, server).await?;
    Ok(browser)
}

async fn open(browser: &Browser, server: &Server) -> Result<()> {
    let url = format!("{}#/transfer", server.url);
    browser.visit(&url).await?;
    browser.find("transfer-file").await?;
    Ok(())
}

/// What a button saves, as a file of the test's: the page hands it to the browser, and the
/// browser of a test keeps nothing.
async fn saved(browser: &Browser, button: &str, folder: &TempDir, name: &str) -> Result<PathBuf> {
    browser.ask(CATCH_FILES).await?;
    browser.click(button).await?;
    browser
        .until("the file is there", "return window.caught !== undefined;")
        .await?;
    let text = browser.ask("return await window.caught;").await?;
    let text = text.as_str().context("the file is text")?;
    let path = folder.path().join(name);
    std::fs::write(&path, text)?;
    Ok(path)
}

const CATCH_FILES: &str = "
    const make = URL.createObjectURL.bind(URL);
    window.caught = undefined;
    URL.createObjectURL = (blob) => {
        window.caught = blob.text();
        return make(blob);
    };
    // A web view would save it into whatever folder the test was started in.
    HTMLAnchorElement.prototype.click = function () {
        if (!this.hasAttribute('download')) HTMLElement.prototype.click.call(this);
    };";

/// What an archive says, but for what happened and on which day it was written.
fn told(path: &PathBuf) -> Result<Value> {
    let mut said: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let members = said.as_object_mut().context("an archive is a map")?;
    members.remove("journal");
    members.remove("exported");
    Ok(said)
}

fn list<'said>(said: &'said Value, name: &str) -> Result<&'said Vec<Value>> {
    said[name]
        .as_array()
        .with_context(|| format!("{name} is a list"))
}

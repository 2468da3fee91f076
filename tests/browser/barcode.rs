//! Barcodes before the camera, by a scanner that types, and by hand.

use anyhow::Result;
use tempfile::NamedTempFile;

use crate::support::bars;
use crate::support::browser::{Browser, Screen};
use crate::support::feed::{self, before};
use crate::support::server::Server;

const CODE: &str = "4006381333931";

/// A camera that sees a code all the time.
fn film() -> Result<NamedTempFile> {
    feed::of_pixels(&bars::ean_13(CODE), (1_280, 720))
}

/// The count of the one row.
fn counts(count: u32) -> String {
    format!(
        "const rows = document.querySelectorAll('[data-testid=barcode-row]');
         return rows.length === 1 && rows[0].dataset.count === '{count}';"
    )
}

/// Keys as a scanner types them: 5 ms apart, where the focus is.
fn types(digits: &str, end: &str) -> String {
    format!(
        "document.activeElement?.blur();
         for (const key of [...'{digits}', '{end}']) {{
             document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));
             await new Promise((next) => setTimeout(next, 5));
         }}
         return true;"
    )
}

#[tokio::test]
async fn a_code_is_found_named_once_and_known_from_then_on() -> Result<()> {
    let film = film()?;
    let server = Server::start()?;
    let browser = before(&film).await?;
    browser.client.goto(&server.url).await?;
    browser.click("nav-add").await?;
    browser.click("add-barcode").await?;

    browser.fill("naming-name", "beans 400 g").await?;
    let asked = browser.find("naming").await?.attr("data-code").await?;
    assert_eq!(asked.as_deref(), Some(CODE));
    browser.click("naming-save").await?;
    browser.until("one is added", &counts(1)).await?;
    assert_eq!(browser.text("barcode-count").await?, "1 added");
    // It has been before the camera all the time.
    let quiet = "await new Promise((next) => setTimeout(next, 2500)); return true;";
    browser.until("some time has passed", quiet).await?;
    browser.until("it counts once", &counts(1)).await?;

    browser.click("step-more").await?;
    browser.until("two are added", &counts(2)).await?;
    browser.click("step-less").await?;
    browser.until("one is taken back", &counts(1)).await?;

    browser.click("barcode-mode-use").await?;
    browser.fill("barcode-field", CODE).await?;
    browser.click("barcode-go").await?;
    browser.until_count("barcode-row", 2).await?;
    assert_eq!(browser.text("barcode-count").await?, "1 added · 1 used");
    // Taking the use back puts the food back.
    browser.click("step-less").await?;
    browser.until_count("barcode-row", 1).await?;
    browser.click("barcode-close").await?;
    browser.click("nav-pantry").await?;
    let row = browser.text("pantry-row").await?;
    assert!(row.contains("400 g"), "{row}");
    browser.close().await
}

/// Milliseconds of one look; a look is a frame drawn, sent, and read.
const LOOK: &str = "
    const took = [];
    const video = document.querySelector('.finder__video');
    while (took.length < 30) {
        await new Promise((next) => setTimeout(next, 70));
        if (video.dataset.lookMs) took.push(Number(video.dataset.lookMs));
    }
    took.sort((one, other) => one - other);
    return took[took.length / 2];";

#[tokio::test]
async fn ten_pictures_a_second_are_looked_at() -> Result<()> {
    let film = feed::of_pixels(&image::RgbImage::from_fn(1_280, 720, speckle), (1_280, 720))?;
    let server = Server::start()?;
    let browser = before(&film).await?;
    browser
        .client
        .goto(&format!("{}/#/barcode", server.url))
        .await?;
    browser.find("barcode-field").await?;
    let median = browser.ask(LOOK).await?.as_f64().unwrap_or(f64::MAX);
    eprintln!("a look at 1280 × 720 without a code takes {median} ms");
    // Shared machines are slower than phones by far: this only tells of a mistake.
    assert!(median < 400.0, "{median} ms");
    assert!(browser.all("naming").await?.is_empty(), "nothing is there");
    browser.close().await
}

/// A picture full of edges, the most there is to do.
fn speckle(x: u32, y: u32) -> image::Rgb<u8> {
    let mixed = (x / 5).wrapping_mul(2_654_435_761) ^ (y / 7).wrapping_mul(40_503);
    image::Rgb([(mixed >> 8) as u8; 3])
}

#[tokio::test]
async fn a_scanner_that_types_is_heard_on_every_screen_and_not_in_fields() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.client.goto(&server.url).await?;
    browser.find("home").await?;
    browser.until("it types", &types(CODE, "Enter")).await?;
    browser.fill("naming-name", "beans").await?;
    browser.click("naming-later").await?;
    browser.until_count("later", 1).await?;
    browser.client.refresh().await?;
    browser.until_count("later", 1).await?;
    browser.click("later-name").await?;
    browser.fill("naming-name", "beans").await?;
    browser.click("naming-save").await?;
    browser.until("one is added", &counts(1)).await?;
    browser.until_count("later", 0).await?;

    browser.click("barcode-close").await?;
    browser.until("it types", &types(CODE, "Tab")).await?;
    browser.until("one more is there", &counts(1)).await?;
    browser.until("it types", &types(CODE, "Enter")).await?;
    browser.until("it is known", &counts(2)).await?;
    // A wrong check digit is somebody's typing.
    browser
        .until("it types", &types("4006381333932", "Enter"))
        .await?;
    browser.until("nothing more came", &counts(2)).await?;
    browser.close().await
}

//! Receipts that come as PDF: each page is a picture, shown and kept as one.

use std::path::PathBuf;

use anyhow::Result;
use image::codecs::jpeg::JpegEncoder;
use tempfile::TempDir;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;
use crate::support::{fixture, pdf};

/// A rendered receipt as JPEG bytes, from and to these tenths of its height.
fn cut(from: u32, to: u32) -> Result<Vec<u8>> {
    let whole = image::open(fixture::receipt("us")?.0)?;
    let (width, height) = (whole.width(), whole.height());
    let part = whole.crop_imm(0, height * from / 10, width, height * (to - from) / 10);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(&part)?;
    Ok(bytes)
}

fn write(folder: &TempDir, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

async fn on_the_scan_page(server: &Server) -> Result<Browser> {
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    Ok(browser)
}

/// The receipt was read; each line has its print beside it, and the pictures are kept as
/// what they are.
async fn is_read_and_kept(browser: &Browser, kinds: &[&str]) -> Result<()> {
    let whole = "localStorage.setItem('larder-photos', 'whole'); return true;";
    browser.until("photos are kept as they are", whole).await?;
    let (_, expected) = fixture::receipt("us")?;
    browser.find("review-accept").await?;
    assert_eq!(browser.value("review-total").await?, expected.total);
    browser.until("each row is seen", CROPS_ARE_DRAWN).await?;
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser
        .until_stored("the pictures are kept", "receipt_images", |rows| {
            rows.iter().map(|row| &row.value["type"]).eq(kinds)
        })
        .await
}

#[tokio::test]
pub async fn a_pdf_of_two_pages_becomes_one_receipt_with_both_pictures() -> Result<()> {
    let (server, folder) = (Server::start()?, tempfile::tempdir()?);
    // Pages do not overlap: what stands on both was bought twice.
    let pages = [cut(0, 5)?, cut(5, 10)?].map(pdf::Picture::jpeg);
    let pages = pages.into_iter().collect::<Result<Vec<_>>>()?;
    let file = write(&folder, "receipt.pdf", &pdf::document(&pages))?;
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-file", &file).await?;
    is_read_and_kept(&browser, &["image/png", "image/png"]).await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_photo_beside_a_pdf_stays_a_photo() -> Result<()> {
    let (server, folder) = (Server::start()?, tempfile::tempdir()?);
    let upper = pdf::document(&[pdf::Picture::jpeg(cut(0, 6)?)?]);
    let upper = write(&folder, "upper.pdf", &upper)?;
    let lower = write(&folder, "lower.jpg", &cut(4, 10)?)?;
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-long", &upper).await?;
    browser.until_count("part", 1).await?;
    browser.choose("parts-add", &lower).await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-one").await?;
    is_read_and_kept(&browser, &["image/png", "image/jpeg"]).await?;
    browser.close().await
}

/// Three PDF files of seven pages are more than the twenty that one receipt can have.
#[tokio::test]
pub async fn too_many_pages_together_are_said_to_be_too_many() -> Result<()> {
    let (server, folder) = (Server::start()?, tempfile::tempdir()?);
    let pages: Vec<pdf::Picture> = (0..7).map(|_| pdf::Picture::square(8)).collect();
    let file = write(&folder, "book.pdf", &pdf::document(&pages))?;
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-long", &file).await?;
    browser.until_count("part", 1).await?;
    for count in 2..=3 {
        browser.choose("parts-add", &file).await?;
        browser.until_count("part", count).await?;
    }
    browser.click("parts-read-one").await?;
    let said = browser.failure("too-many").await?;
    assert!(said.contains("Remove some"), "{said}");
    browser.until("no part is to blame", NONE_IS_WRONG).await?;
    browser.close().await
}

const NONE_IS_WRONG: &str = "
    const parts = [...document.querySelectorAll('[data-testid=part]')];
    return parts.map((part) => part.dataset.wrong).join() === 'false,false,false';";

const CROPS_ARE_DRAWN: &str = "
    const crops = document.querySelectorAll('.line__crop canvas').length;
    return crops > 0 && crops === document.querySelectorAll('[data-testid=review-row]').length;";

//! A long receipt in several shots, several receipts at once, and what becomes of the parts.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::{self, Expected};
use crate::support::server::Server;

/// A receipt in two overlapping shots.
struct Shots {
    upper: PathBuf,
    lower: PathBuf,
    expected: Expected,
    folder: TempDir,
}

impl Shots {
    /// A rendered receipt, cut so that the middle fifth is in both shots.
    fn cut() -> Result<Self> {
        let (whole, expected) = fixture::receipt("us")?;
        let whole = image::open(whole)?;
        let (width, height) = (whole.width(), whole.height());
        let folder = tempfile::tempdir()?;
        let part = |name: &str, from: u32, to: u32| {
            let path = folder.path().join(name);
            whole.crop_imm(0, from, width, to - from).save(&path)?;
            anyhow::Ok(path)
        };
        Ok(Self {
            upper: part("upper.png", 0, height * 6 / 10)?,
            lower: part("lower.png", height * 4 / 10, height)?,
            expected,
            folder,
        })
    }
}

/// Gives several files at once, as a person chooses them in one dialog.
async fn choose_all(browser: &Browser, testid: &str, files: &[&Path]) -> Result<()> {
    let paths = files.iter().map(|file| {
        let path = file.canonicalize()?;
        Ok(path.to_str().context("the path is not text")?.to_owned())
    });
    let paths: Vec<String> = paths.collect::<Result<_>>()?;
    let input = browser.find(testid).await?;
    input.send_keys(&paths.join("\n")).await?;
    Ok(())
}

/// The review of the whole receipt is there.
async fn whole(browser: &Browser, expected: &Expected) -> Result<()> {
    browser.find("review-accept").await?;
    assert_eq!(browser.value("review-total").await?, expected.total);
    let rows = browser.all("review-row").await?.len();
    let items = expected.items.len();
    assert!(
        rows * 10 >= items * 8 && rows <= items + 1,
        "each of {items} lines about once, not {rows}"
    );
    Ok(())
}

async fn on_the_scan_page(server: &Server) -> Result<Browser> {
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.click("nav-scan").await?;
    Ok(browser)
}

#[tokio::test]
async fn two_shots_in_any_order_become_one_receipt_with_both_photos() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = on_the_scan_page(&server).await?;
    choose_all(&browser, "scan-file", &[&shots.lower, &shots.upper]).await?;
    browser.until_count("part", 2).await?;
    browser.until("both are seen", THUMBS_SHOW).await?;
    browser.click("part-down").await?;
    browser
        .until("the focus stays on it", FOCUS_FOLLOWS)
        .await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    browser.until("each row is seen", CROPS_SHOW_PRINT).await?;

    browser.click("review-accept").await?;
    browser.find("snackbar-undo").await?;
    browser.find("home").await?;
    let kept = format!("{COUNT} return (await count('receipt_images')) === 2;");
    browser.until("both photos are kept", &kept).await?;
    let done = format!("{COUNT} return (await count('drafts')) === 0;");
    browser.until("nothing waits any more", &done).await?;
    browser.close().await
}

#[tokio::test]
async fn parts_taken_one_by_one_survive_a_reload_and_a_slip() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-long", &shots.upper).await?;
    browser.until_count("part", 1).await?;
    let kept = format!("{COUNT} return (await count('drafts')) === 1;");
    browser.until("the part is kept", &kept).await?;
    browser.client.refresh().await?;
    browser.click("nav-home").await?;
    browser.click("parts-open").await?;
    browser.until_count("part", 1).await?;

    browser.choose("parts-add", &shots.lower).await?;
    browser.until_count("part", 2).await?;
    browser.click("part-remove").await?;
    browser.until_count("part", 1).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("part", 2).await?;

    browser.click("parts-read-one").await?;
    browser.click("scan-cancel").await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    browser.close().await
}

#[tokio::test]
async fn a_receipt_that_goes_on_keeps_what_was_answered() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-file", &shots.upper).await?;
    browser.fill("review-merchant", "Corner shop").await?;

    browser.choose("review-goes-on", &shots.lower).await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-leave").await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");

    browser.choose("review-goes-on", &shots.lower).await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");
    let one = format!("{COUNT} return (await count('drafts', 16)) === 1;");
    browser.until("the shorter one is gone", &one).await?;
    browser.client.goto(&server.url).await?;
    browser.click("draft-open").await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");
    browser.close().await
}

#[tokio::test]
async fn several_receipts_are_read_one_after_the_other() -> Result<()> {
    let server = Server::start()?;
    let browser = on_the_scan_page(&server).await?;
    let (us, first) = fixture::receipt("us")?;
    let (uk, second) = fixture::receipt("uk")?;
    choose_all(&browser, "scan-file", &[&us, &uk]).await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-each").await?;
    whole(&browser, &first).await?;
    browser.click("review-accept").await?;
    browser.find("queue").await?;

    browser.client.refresh().await?;
    browser.click("queue-next").await?;
    whole(&browser, &second).await?;
    browser.close().await
}

#[tokio::test]
async fn one_bad_part_does_not_take_the_others_with_it() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let notes = shots.folder.path().join("notes.jpg");
    std::fs::write(&notes, b"milk, bread, eggs")?;
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-long", &notes).await?;
    browser.until_count("part", 1).await?;
    // Of several files chosen at once, no browser promises the order.
    for (count, shot) in [(2, &shots.lower), (3, &shots.upper)] {
        browser.choose("parts-add", shot).await?;
        browser.until_count("part", count).await?;
    }
    browser.click("parts-read-one").await?;
    let said = browser.failure("not-an-image").await?;
    assert!(said.contains("Part 1"), "{said}");
    browser.until("it is marked", FIRST_IS_WRONG).await?;
    browser.click("part-remove").await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    browser.close().await
}

/// Whoever updates while a photo waits to be read has it in storage in this form.
#[tokio::test]
async fn a_photo_kept_by_the_first_version_is_read() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.find("home").await?;
    browser.until("it is in storage", KEEP_AS_BEFORE).await?;
    browser.client.refresh().await?;
    browser.click("draft-open").await?;
    browser.find("review-row").await?;
    browser.close().await
}

const KEEP_AS_BEFORE: &str = "
    const picture = await (await fetch('sample-receipt.jpg')).blob();
    const open = await new Promise((resolve, reject) => {
        const request = indexedDB.open('larder');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const transaction = open.transaction('drafts', 'readwrite');
    const draft = { picture, sample: false, tries: 0, scan: null };
    transaction.objectStore('drafts').put(draft, new Uint8Array(16).fill(1));
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    open.close();
    return true;";

/// `count(store, length)`: how many entries a store has, whose keys have this many bytes.
const COUNT: &str = "
    const count = async (store, length) => {
        const open = await new Promise((resolve, reject) => {
            const request = indexedDB.open('larder');
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        const keys = await new Promise((resolve) => {
            const request = open.transaction(store).objectStore(store).getAllKeys();
            request.onsuccess = () => resolve(request.result);
        });
        open.close();
        return keys.filter((key) => !length || key.byteLength === length).length;
    };";

const THUMBS_SHOW: &str = "
    const shown = document.querySelectorAll('[data-testid=part] img:not([hidden])');
    return shown.length === 2;";

/// The part went down to the end: there only the way up is left.
const FOCUS_FOLLOWS: &str = "return document.activeElement?.id === 'part-1-up';";

const FIRST_IS_WRONG: &str = "
    const parts = [...document.querySelectorAll('[data-testid=part]')];
    return parts.map((part) => part.dataset.wrong).join() === 'true,false,false';";

/// Every line has its row beside it, and something is printed in each.
const CROPS_SHOW_PRINT: &str = "
    const crops = [...document.querySelectorAll('.line__crop canvas')];
    const lines = document.querySelectorAll('[data-testid=review-row]').length;
    return crops.length === lines && crops.every((crop) => {
        const { data } = crop.getContext('2d').getImageData(0, 0, crop.width, crop.height);
        let [least, most] = [255, 0];
        for (let at = 0; at < data.length; at += 4) {
            least = Math.min(least, data[at]);
            most = Math.max(most, data[at]);
        }
        return most - least > 60;
    });";

//! A long receipt in several shots, several receipts at once, and what becomes of the parts.

use std::path::PathBuf;

use anyhow::Result;
use tempfile::TempDir;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::{self, Expected};
use crate::support::hooks::{
    FREE_DISK, HOLD_FILES, HOLD_SCANS, RELEASE_FILES, RELEASE_SCANS, full_disk_for,
};
use crate::support::server::Server;
use crate::support::storage::{OPEN, Row};

/// A receipt in two overlapping shots.
pub struct Shots {
    /// Its upper part.
    pub upper: PathBuf,
    /// Its lower part.
    pub lower: PathBuf,
    expected: Expected,
    folder: TempDir,
}

impl Shots {
    /// A rendered receipt, cut so that the middle fifth is in both shots.
    pub fn cut() -> Result<Self> {
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
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    Ok(browser)
}

#[tokio::test]
pub async fn two_shots_in_any_order_become_one_receipt_with_both_photos() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = on_the_scan_page(&server).await?;
    browser
        .choose_all("scan-file", &[&shots.lower, &shots.upper])
        .await?;
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
    browser
        .until_stored("both photos are kept", "receipt_images", |rows| {
            rows.len() == 2
        })
        .await?;
    browser
        .until_stored("nothing waits any more", "drafts", <[_]>::is_empty)
        .await?;
    browser.close().await
}

#[tokio::test]
pub async fn parts_taken_one_by_one_survive_a_reload_and_a_slip() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-long", &shots.upper).await?;
    browser.until_count("part", 1).await?;
    browser
        .until_stored("the part is kept", "drafts", is_one_draft)
        .await?;
    browser.client.refresh().await?;
    browser.click("nav-home").await?;
    browser.click("parts-open").await?;
    browser.until_count("part", 1).await?;

    browser.choose("parts-add", &shots.lower).await?;
    browser.until_count("part", 2).await?;
    browser.until("it is said", &said("2 parts")).await?;
    browser.click("part-remove").await?;
    browser.until_count("part", 1).await?;
    browser
        .until("the next one has the focus", FIRST_HAS_FOCUS)
        .await?;
    browser.choose("parts-add", &shots.upper).await?;
    browser.until_count("part", 2).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("part", 3).await?;
    browser.until("it has the focus", FIRST_HAS_FOCUS).await?;
    browser.click("part-remove").await?;
    browser.until_count("part", 2).await?;

    browser.until("scans are held", HOLD_SCANS).await?;
    browser.click("parts-read-one").await?;
    browser.click("scan-cancel").await?;
    browser.until_count("part", 2).await?;
    browser.until("they are read again", RELEASE_SCANS).await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_part_that_comes_late_is_read_with_the_others() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = on_the_scan_page(&server).await?;
    browser.choose("scan-long", &shots.upper).await?;
    browser.until_count("part", 1).await?;
    browser.until("files are slow", HOLD_FILES).await?;
    browser.until("scans are held", HOLD_SCANS).await?;
    browser.choose("parts-add", &shots.lower).await?;
    browser.click("parts-read-one").await?;
    browser.find("scan-progress").await?;

    browser.until("it is there", RELEASE_FILES).await?;
    browser.until_count("part", 2).await?;
    browser.until("they are read again", RELEASE_SCANS).await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_receipt_that_goes_on_keeps_what_was_answered() -> Result<()> {
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
    browser.click("nav-home").await?;
    browser.click("draft-drop").await?;
    browser.click("snackbar-undo").await?;
    browser.click("nav-scan").await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");
    browser
        .until_stored("the shorter one is gone", "drafts", is_one_draft)
        .await?;
    browser.visit(&server.url).await?;
    browser.click("draft-open").await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");
    browser.close().await
}

#[tokio::test]
async fn a_full_disk_keeps_what_was_answered_before_a_receipt_went_on() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = went_on_with_a_full_disk(&server, &shots).await?;

    // There is room again, and the parts are read once more.
    browser.client.refresh().await?;
    whole(&browser, &shots.expected).await?;
    assert_eq!(browser.value("review-merchant").await?, "Corner shop");
    browser
        .until_stored("the shorter one is gone", "drafts", is_one_draft)
        .await?;
    browser.close().await
}

#[tokio::test]
async fn what_is_answered_once_there_is_room_again_is_kept_with_its_receipt() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = went_on_with_a_full_disk(&server, &shots).await?;

    browser.until("there is room", FREE_DISK).await?;
    browser.fill("review-merchant", "Market hall").await?;
    is_stored(&browser, "Market hall").await?;
    browser
        .until_stored("the shorter one is gone", "drafts", is_one_draft)
        .await?;
    browser.visit(&server.url).await?;
    browser.click("draft-open").await?;
    whole(&browser, &shots.expected).await?;
    assert_eq!(browser.value("review-merchant").await?, "Market hall");
    browser.close().await
}

/// The page of a receipt whose merchant is answered, that goes on, and what was read of the
/// whole of which cannot be stored.
async fn went_on_with_a_full_disk(server: &Server, shots: &Shots) -> Result<Browser> {
    let browser = on_the_scan_page(server).await?;
    browser.choose("scan-file", &shots.upper).await?;
    browser.fill("review-merchant", "Corner shop").await?;
    is_stored(&browser, "Corner shop").await?;
    browser.choose("review-goes-on", &shots.lower).await?;
    browser.until_count("part", 2).await?;
    browser
        .until("the disk is full", &full_disk_for("value.scan"))
        .await?;
    browser.click("parts-read-one").await?;
    whole(&browser, &shots.expected).await?;
    browser.until("the person knows", NOT_KEPT).await?;
    Ok(browser)
}

#[tokio::test]
async fn a_full_disk_keeps_the_parts_that_become_receipts_of_their_own() -> Result<()> {
    let server = Server::start()?;
    let browser = on_the_scan_page(&server).await?;
    let (us, first) = fixture::receipt("us")?;
    let (uk, _) = fixture::receipt("uk")?;
    browser.choose_all("scan-file", &[&us, &uk]).await?;
    browser.until_count("part", 2).await?;
    browser
        .until("the disk is full", &full_disk_for("value.next === 'wait'"))
        .await?;
    browser.click("parts-read-each").await?;
    browser.until("the person knows", NOT_KEPT).await?;
    whole(&browser, &first).await?;
    browser
        .until_stored("both are in storage", "drafts", |rows| {
            let more = |row: &Row| row.value["more"].as_array().map_or(0, Vec::len);
            rows.iter().any(|row| more(row) == 1)
        })
        .await?;
    browser.close().await
}

#[tokio::test]
pub async fn several_receipts_are_read_one_after_the_other() -> Result<()> {
    let server = Server::start()?;
    let browser = on_the_scan_page(&server).await?;
    let (us, first) = fixture::receipt("us")?;
    let (uk, second) = fixture::receipt("uk")?;
    browser.choose_all("scan-file", &[&us, &uk]).await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-read-each").await?;
    whole(&browser, &first).await?;
    browser.click("review-accept").await?;
    browser.find("queue").await?;

    browser.client.refresh().await?;
    browser.find("queue").await?;
    browser.until("scans are held", HOLD_SCANS).await?;
    browser.click("queue-next").await?;
    browser.click("scan-cancel").await?;
    browser.until("they are read again", RELEASE_SCANS).await?;
    browser.click("snackbar-undo").await?;
    whole(&browser, &second).await?;
    browser.close().await
}

#[tokio::test]
pub async fn a_second_tap_on_the_next_receipt_does_not_end_the_first() -> Result<()> {
    let server = Server::start()?;
    let browser = on_the_scan_page(&server).await?;
    let (us, _) = fixture::receipt("us")?;
    let (uk, _) = fixture::receipt("uk")?;
    let (fr, _) = fixture::receipt("fr_faded")?;
    browser.choose_all("scan-file", &[&us, &uk, &fr]).await?;
    browser.until_count("part", 3).await?;
    browser.click("parts-read-each").await?;
    browser.click("review-accept").await?;
    browser.find("queue").await?;
    browser.until("it was tapped twice", TAP_NEXT_TWICE).await?;
    browser.click("review-accept").await?;
    let queue = browser.text("queue").await?;
    assert!(queue.contains("1 more"), "{queue}");
    browser.close().await
}

/// Two taps before the page can draw anything.
const TAP_NEXT_TWICE: &str = "
    const next = document.querySelector('[data-testid=queue-next]');
    next.click();
    next.click();
    return true;";

#[tokio::test]
pub async fn one_bad_part_does_not_take_the_others_with_it() -> Result<()> {
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
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let keep = format!("{OPEN} {KEEP_AS_BEFORE}");
    browser.until("it is in storage", &keep).await?;
    browser.client.refresh().await?;
    browser.click("draft-open").await?;
    browser.find("review-row").await?;
    browser.close().await
}

const KEEP_AS_BEFORE: &str = "
    const picture = await (await fetch('sample-receipt.jpg')).blob();
    const draft = { picture, sample: false, tries: 0, scan: null };
    try {
        const transaction = larder.transaction('drafts', 'readwrite');
        transaction.objectStore('drafts').put(draft, new Uint8Array(16).fill(1));
        await new Promise((resolve) => { transaction.oncomplete = resolve; });
    } finally {
        larder.close();
    }
    return true;";

/// Both are drawn, and small: nothing of the size of a photo stays in memory.
const THUMBS_SHOW: &str = "
    const shown = [...document.querySelectorAll('[data-testid=part] canvas:not([hidden])')];
    const drawn = (canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, at) => at % 4 < 3 && value < 120) && data.some((value) => value > 200);
    };
    return shown.length === 2 && shown.every((canvas) => canvas.height <= 400 && drawn(canvas))
        && document.querySelector('[data-testid=part] img') === null;";

/// The part went down to the end: there only the way up is left.
const FOCUS_FOLLOWS: &str = "return document.activeElement?.id === 'part-1-up';";

const FIRST_HAS_FOCUS: &str = "return document.activeElement?.id === 'part-0-remove';";

/// The parts page says this to those who do not see it.
fn said(text: &str) -> String {
    format!(
        "return document.querySelector('[data-testid=parts-said]')?.textContent.trim() === '{text}';"
    )
}

/// Something that was typed into a review is in storage.
async fn is_stored(browser: &Browser, text: &str) -> Result<()> {
    browser
        .until_stored("it is stored", "drafts", |rows| {
            rows.iter().any(|row| row.says(text))
        })
        .await
}

fn is_one_draft(rows: &[Row]) -> bool {
    rows.iter().filter(|row| row.is_draft()).count() == 1
}

const NOT_KEPT: &str = "
    const said = document.querySelector('[data-testid=snackbar]')?.textContent ?? '';
    return said.includes('cannot be kept');";

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

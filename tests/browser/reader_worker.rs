//! However the reader's worker ends, the page says so, keeps the photo, and starts another.

use anyhow::Result;
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::hooks::{HOLD_SCANS, RELEASE_SCANS};
use crate::support::server::Server;
use crate::support::{fixture, pdf};

/// Remembers every worker that the page starts.
const WATCH_WORKERS: &str = "
    window.workers = [];
    window.Worker = class extends window.Worker {
        constructor(...given) { super(...given); window.workers.push(this); }
    };";

/// A browser on our page that counts the workers.
async fn watched(server: &Server, flags: &[&str]) -> Result<Browser> {
    let browser = Browser::open_with(Screen::Phone, flags).await?;
    browser
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH_WORKERS }),
        )
        .await?;
    browser.visit(&server.url).await?;
    Ok(browser)
}

/// The most memory that a program may have here: 2304 pages are 151 MB, and V8 answers a
/// wish for more as it does where a phone has no more to give.
const LITTLE_MEMORY: &str = "--js-flags=--wasm-max-mem-pages=2304";

/// Within what is read (49 megapixels), but its colours alone are 147 MB.
const SIDE: u16 = 7_000;

#[tokio::test]
async fn a_reader_that_runs_out_of_memory_says_so_and_is_replaced() -> Result<()> {
    let server = Server::start()?;
    let browser = watched(&server, &[LITTLE_MEMORY]).await?;
    let folder = tempfile::tempdir()?;
    let (image, _) = fixture::receipt("us")?;
    let large = folder.path().join("large.jpg");
    std::fs::write(&large, fixture::enlarged(&std::fs::read(&image)?, SIDE)?)?;

    browser.click("nav-scan").await?;
    browser.choose("scan-file", &large).await?;
    let message = browser.failure("crashed").await?;
    assert!(message.contains("smaller photo"), "{message:?}");

    // The photo is still there: it is read again, by another worker, which fares no better.
    browser.click("scan-retry").await?;
    browser
        .until("a second worker has died of it", DIED_AGAIN)
        .await?;

    browser.choose("scan-file", &image).await?;
    browser.click("review-accept").await?;

    // It waits, until the person gives it up.
    browser.click("queue-next").await?;
    browser.failure("crashed").await?;
    browser.click("scan-discard").await?;
    browser.until_count("scan-failed", 0).await?;
    browser.until_count("queue", 0).await?;
    browser.close().await
}

/// A picture of 256 MB in a page of a PDF.
const HEAVY: u32 = 16_000;

#[tokio::test]
async fn a_pdf_that_breaks_the_reader_is_told_to_be_the_reason() -> Result<()> {
    let server = Server::start()?;
    let browser = watched(&server, &[LITTLE_MEMORY]).await?;
    let folder = tempfile::tempdir()?;
    let (image, _) = fixture::receipt("us")?;
    let heavy = folder.path().join("heavy.pdf");
    std::fs::write(&heavy, pdf::document(&[pdf::Picture::square(HEAVY)]))?;

    browser.click("nav-scan").await?;
    browser.choose("scan-file", &heavy).await?;
    let message = browser.failure("pdf").await?;
    assert!(message.contains("as a picture"), "{message:?}");

    browser.choose("scan-file", &image).await?;
    browser.find("review-accept").await?;
    browser.until("another worker reads", REPLACED).await?;
    browser.close().await
}

const REPLACED: &str = "return window.workers.length === 2;";

const DIED_AGAIN: &str = "
    const failed = document.querySelector('[data-testid=scan-failed]');
    return window.workers.length >= 2 && failed?.dataset.code === 'crashed';";

#[tokio::test]
async fn a_reader_that_is_gone_without_a_word_is_missed_and_replaced() -> Result<()> {
    let server = Server::start()?;
    let browser = watched(&server, &[]).await?;
    let (image, _) = fixture::receipt("us")?;
    browser.click("nav-scan").await?;
    browser
        .until("the worker has begun to load", HOLDS_ITS_LOCK)
        .await?;
    browser.until("scans are held", HOLD_SCANS).await?;
    browser.choose("scan-file", &image).await?;
    browser.find("scan-progress").await?;
    browser
        .until("the worker was ended", END_THE_WORKER)
        .await?;
    browser.failure("crashed").await?;
    browser.until("they are read again", RELEASE_SCANS).await?;

    browser.click("scan-retry").await?;
    browser.find("review-accept").await?;
    browser.close().await
}

/// A worker is alive, and the page waits for its end.
const HOLDS_ITS_LOCK: &str = "
    const { held, pending } = await navigator.locks.query();
    return held.some((lock) => pending.some((other) => other.name === lock.name));";

/// Ends the newest worker as a browser does that wants its memory back: no event, no message.
const END_THE_WORKER: &str = "
    const worker = window.workers.at(-1);
    if (!worker) return false;
    worker.terminate();
    return true;";

#[tokio::test]
async fn a_reader_that_cannot_be_fetched_says_so_and_is_fetched_later() -> Result<()> {
    let server = Server::start()?;
    let browser = watched(&server, &[]).await?;
    let (image, _) = fixture::receipt("us")?;
    let (other, _) = fixture::receipt("uk")?;
    browser.find("home").await?;
    browser
        .until("the program is where none is", &program_at("'gone.wasm'"))
        .await?;
    browser.click("nav-scan").await?;
    browser.choose("scan-file", &image).await?;
    let message = browser.failure("unavailable").await?;
    assert!(message.contains("internet"), "{message:?}");

    // Neither of two receipts is lost for it, whichever is tried.
    browser.choose_all("scan-file", &[&image, &other]).await?;
    browser.click("parts-read-each").await?;
    browser.failure("unavailable").await?;
    browser.until("that was said before", MARK_FAILURE).await?;
    browser.click("queue-next").await?;
    browser.until("it is said again", FAILED_ANEW).await?;

    browser
        .until("it is where it was", &program_at("build.was"))
        .await?;
    browser.click("scan-retry").await?;
    for _ in 0..2 {
        browser.click("review-accept").await?;
        browser.click("queue-next").await?;
    }
    browser.find("review-accept").await?;
    browser.close().await
}

const MARK_FAILURE: &str = "
    document.querySelector('[data-testid=scan-failed]').dataset.before = '';
    return true;";

const FAILED_ANEW: &str = "
    const failed = document.querySelector('[data-testid=scan-failed]');
    return failed?.dataset.code === 'unavailable' && failed.dataset.before === undefined;";

/// Tells the page another place of the reader's program; the first one is remembered.
fn program_at(place: &str) -> String {
    format!(
        "const build = document.querySelector('meta[name=larder]').dataset;
         build.was ??= build.readerWasm;
         build.readerWasm = {place};
         return true;"
    )
}

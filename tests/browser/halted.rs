//! The program in the page stops in the middle of something: one that was just starting starts
//! once more, and later the person is told and loads the page anew. Nothing that was saved is
//! lost.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// A program of one function that stops at once, as one that panics does.
const STOPS: &str = "
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102,
        0, 0, 10, 5, 1, 3, 0, 0, 11];
    const module = new WebAssembly.Module(new Uint8Array(bytes));
    const stops = () => new WebAssembly.Instance(module).exports.f();";

#[tokio::test]
async fn a_program_that_stops_is_started_anew() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let stops_at_first = format!(
        "const has = (key) => {{ try {{ return sessionStorage.getItem(key); }} catch {{ return 1; }} }};
         if (!has('stopped-once')) document.addEventListener('DOMContentLoaded', () => {{
             sessionStorage.setItem('stopped-once', '1');
             {STOPS}
             queueMicrotask(stops);
         }});"
    );
    browser.before_pages(&stops_at_first).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let loads = "return performance.getEntriesByType('navigation')[0].type === 'reload';";
    browser.until("it was loaded twice", loads).await?;
    browser.add_by_hand("3 eggs").await?;

    let mark = "return sessionStorage.getItem('larder-again') === null;";
    browser.until("it may be started again", mark).await?;

    let in_a_promise = format!("{STOPS} Promise.resolve().then(stops);");
    browser.ask(&in_a_promise).await?;
    let told = browser.text("stopped").await?;
    assert!(told.contains("what was saved is safe"), "{told}");
    browser.ask(&in_a_promise).await?;
    browser.until_count("stopped", 1).await?;
    let reload = "document.querySelector('[data-testid=stopped] button').click();";
    browser.ask(reload).await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.until_count("stopped", 0).await?;
    browser.close().await
}

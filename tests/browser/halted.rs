//! The program in the page stops in the middle of something: one that was just starting starts
//! once more, and later the person is told and loads the page anew. Nothing that was saved is
//! lost.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// What a browser tells of a program that has stopped.
const STOPS: &str = "
    const error = new WebAssembly.RuntimeError('unreachable');
    window.dispatchEvent(new ErrorEvent('error', { error }));";

#[tokio::test]
async fn a_program_that_stops_is_started_anew() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let stops_at_first = format!(
        "const has = (key) => {{ try {{ return sessionStorage.getItem(key); }} catch {{ return 1; }} }};
         if (!has('stopped-once')) document.addEventListener('DOMContentLoaded', () => {{
             sessionStorage.setItem('stopped-once', '1');
             {STOPS}
         }});"
    );
    browser.before_pages(&stops_at_first).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let loads = "return performance.getEntriesByType('navigation')[0].type === 'reload';";
    browser.until("it was loaded twice", loads).await?;
    browser.add_by_hand("3 eggs").await?;

    browser.ask(STOPS).await?;
    let told = browser.text("stopped").await?;
    assert!(told.contains("what was saved is safe"), "{told}");
    browser.ask(STOPS).await?;
    browser.until_count("stopped", 1).await?;
    let reload = "document.querySelector('[data-testid=stopped] button').click();";
    browser.ask(reload).await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.until_count("stopped", 0).await?;
    browser.close().await
}

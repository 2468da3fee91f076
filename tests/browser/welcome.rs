//! A first start: a few questions, none of which stands in the way.

use anyhow::Result;
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// The settings that are kept, by their names.
const KEPT: &str = "return Object.keys(localStorage).sort();";

async fn opened(flags: &[&str]) -> Result<(Server, Browser)> {
    let server = Server::start()?;
    let browser = Browser::open_with(Screen::Phone, flags).await?;
    browser.visit(&server.url).await?;
    browser.find("welcome").await?;
    Ok((server, browser))
}

#[tokio::test]
pub async fn the_questions_of_a_first_start_end_on_home_with_the_chosen_places() -> Result<()> {
    let (_server, browser) = opened(&[]).await?;
    browser.click("welcome-place-cellar").await?;
    browser.click("welcome-place-drinks").await?;
    browser.click("welcome-place-bowl").await?;
    browser.click("welcome-place-bowl").await?;
    browser.click("welcome-next").await?;
    browser.find("welcome-scan").await?;
    let focused = "return document.activeElement.id === 'welcome-title';";
    browser
        .until("the next question has the focus", focused)
        .await?;
    browser.click("welcome-skip").await?;
    browser.find("empty-scan").await?;
    browser.find("home-empty").await?;

    browser.show("places").await?;
    browser.until_count("place", 5).await?;
    let names = "return [...document.querySelectorAll('[data-testid=place]')]
        .map((place) => place.dataset.name).slice(3).sort();";
    let names = browser.ask(names).await?;
    assert_eq!(names, json!(["Cellar", "Drinks fridge"]));
    browser.show("").await?;
    browser.client.refresh().await?;
    browser.find("empty-scan").await?;
    assert!(browser.all("welcome").await?.is_empty(), "asked once");
    browser.close().await
}

#[tokio::test]
pub async fn a_first_start_without_answers_writes_none_and_leaves_everything_usable() -> Result<()>
{
    let (_server, browser) = opened(&[]).await?;
    let before = browser.ask(KEPT).await?;
    browser.click("welcome-skip").await?;
    browser.find("welcome-scan").await?;
    assert_eq!(browser.ask(KEPT).await?, before, "a skipped question");
    // Whoever just goes on is not held up, and is not asked again.
    browser.click("nav-add").await?;
    browser.fill("add-name", "Honey").await?;
    browser.click("add-save").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.show("places").await?;
    browser.until_count("place", 3).await?;
    // With the first food the browser was asked to keep it: no setting of the person's.
    browser
        .ask("localStorage.removeItem('larder-asked-to-keep');")
        .await?;
    assert_eq!(browser.ask(KEPT).await?, before, "no answer, no setting");
    browser.show("pantry").await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await?;
    browser.click("item-delete").await?;
    browser.show("").await?;
    browser.find("empty-scan").await?;
    browser.close().await
}

#[tokio::test]
async fn a_first_start_leads_to_each_way_in() -> Result<()> {
    let (server, browser) = opened(&[]).await?;
    for (way, screen) in [
        ("welcome-barcode", "barcode"),
        ("welcome-add", "add"),
        ("welcome-import", "transfer"),
        ("welcome-join", "household"),
        ("welcome-scan", "scan"),
    ] {
        browser.ask("localStorage.clear();").await?;
        browser.visit(&server.url).await?;
        browser.client.refresh().await?;
        browser.click("welcome-skip").await?;
        browser.click(way).await?;
        browser.find(screen).await?;
    }
    browser.close().await
}

#[tokio::test]
async fn who_reads_another_language_is_asked_first() -> Result<()> {
    let (_server, browser) = opened(&["--accept-lang=nl"]).await?;
    assert!(browser.all("welcome-language").await?.is_empty());
    browser.click("welcome-language-de").await?;
    browser.find("welcome-next").await?;
    let german = "return document.documentElement.lang === 'de'
        && document.querySelector('#welcome-title').textContent.startsWith('Wo bewahrst');";
    browser
        .until("the next question is in German", german)
        .await?;
    browser.click("welcome-skip").await?;
    browser.click("welcome-sample").await?;
    browser.find("home-sample").await?;
    browser.show("list").await?;
    let milk = "return !!document.querySelector('[data-testid=list-entry][data-name=Milch]');";
    browser.until("the sample is in German too", milk).await?;
    browser.close().await
}

#[tokio::test]
async fn another_language_is_one_choice_of_the_first_question() -> Result<()> {
    let (_server, browser) = opened(&[]).await?;
    let list = browser.find("welcome-language").await?;
    list.select_by_value("fr").await?;
    let french = "return document.documentElement.lang === 'fr'
        && !!document.querySelector('[data-testid=welcome-next]');";
    browser.until("it goes on in French", french).await?;
    browser.close().await
}

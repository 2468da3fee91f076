//! The page that shows every component: none is missing, and none keeps anybody out.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use crate::support::axe::Axe;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn every_component_is_shown_and_breaks_no_rule_of_accessibility() -> Result<()> {
    let axe = Axe::load()?;
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser
        .client
        .goto(&format!("{}#/check", server.url))
        .await?;
    browser.click("check-gallery").await?;
    browser.find("gallery").await?;
    let shown = browser.ask(SHOWN).await?;
    let shown: BTreeSet<String> = serde_json::from_value(shown)?;
    let missing: Vec<String> = components()?.difference(&shown).cloned().collect();
    assert!(missing.is_empty(), "the gallery does not show {missing:?}");
    assert_eq!(
        browser.ask(BESIDE).await?,
        true,
        "something is wider than a phone"
    );
    axe.look(&browser, "gallery").await?;

    browser.click("gallery-sheet-open").await?;
    browser.find("gallery-sheet").await?;
    axe.look(&browser, "gallery, a sheet open").await?;
    browser.click("sheet-close").await?;
    browser.until_count("gallery-sheet", 0).await?;
    browser.click("gallery-viewer-open").await?;
    browser.find("viewer-photo").await?;
    axe.look(&browser, "gallery, a photo looked at").await?;
    browser.click("viewer-next").await?;
    browser.until_count("viewer-photo", 0).await?;
    axe.look(&browser, "gallery, a photo that is missing")
        .await?;
    browser.click("sheet-close").await?;
    browser.until_count("viewer", 0).await?;
    browser.click("gallery-whole").await?;
    browser.find("gallery-full").await?;
    axe.look(&browser, "gallery, a full page").await?;
    browser.click("gallery-back").await?;
    browser.find("gallery").await?;
    axe.check();
    browser.close().await
}

const SHOWN: &str = "
    const all = document.querySelectorAll('[data-component]');
    return [...all].map((one) => one.dataset.component);";

const BESIDE: &str = "
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth;";

/// The files in the folder of components, by their names.
fn components() -> Result<BTreeSet<String>> {
    let folder = format!("{}/../ui/src/components", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(&folder).with_context(|| folder.clone())?;
    let names = files.map(|file| {
        let path = file?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        Ok(stem.context("a name that is no text")?.to_owned())
    });
    names.collect()
}

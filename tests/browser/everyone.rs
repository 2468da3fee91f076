//! For everyone: no screen breaks a rule of accessibility, and the keyboard alone is enough.

use anyhow::{Context, Result, bail};

use super::installed::{NEW_VERSION, OFFER};
use crate::support::axe::Axe;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;
use crate::support::{bars, feed, tour};

const TAB: &str = "\u{e004}";
/// Shift and Tab, and both let go.
const BACK: &str = "\u{e008}\u{e004}\u{e000}";
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

/// More steps than any screen of these tests has controls.
const MOST_TABS: usize = 80;

#[tokio::test]
async fn empty_screens_break_no_rule_of_accessibility() -> Result<()> {
    let (_server, browser, axe) = ready().await?;
    tour::empty(&browser, &async |what| axe.look(&browser, what).await).await?;
    axe.check();
    browser.close().await
}

#[tokio::test]
async fn a_review_breaks_no_rule_of_accessibility() -> Result<()> {
    let (_server, browser, axe) = ready().await?;
    tour::receipt(&browser, &async |what| axe.look(&browser, what).await).await?;
    axe.check();
    browser.close().await
}

#[tokio::test]
pub async fn a_stocked_household_breaks_no_rule_of_accessibility() -> Result<()> {
    let (server, browser, axe) = ready().await?;
    tour::receipt(&browser, &async |_| Ok(())).await?;
    tour::furnish(&browser, &tour::ENGLISH).await?;
    let look = async |what: &str| axe.look(&browser, what).await;
    tour::stocked(&browser, &look).await?;
    tour::parts(&browser, &look).await?;
    let link = tour::member(&browser, &look).await?;
    let guest = Browser::open(Screen::Phone).await?;
    guest.visit(&link).await?;
    guest.find("join-go").await?;
    axe.look(&guest, "join").await?;
    axe.check();
    guest.close().await?;
    browser.close().await?;
    drop(server);
    Ok(())
}

#[tokio::test]
async fn the_offers_of_the_app_break_no_rule_of_accessibility() -> Result<()> {
    let (_server, browser, axe) = ready().await?;
    browser.until("it is offered", OFFER).await?;
    browser.show("more").await?;
    browser.find("install").await?;
    axe.look(&browser, "the offer to install").await?;
    browser.until("there is one", NEW_VERSION).await?;
    browser.find("update-now").await?;
    axe.look(&browser, "a new version").await?;
    browser.show("categories").await?;
    browser.fill("category-new-name", "Plant protein").await?;
    browser.reach("category-add").await?;
    browser.until_count("category", 19).await?;
    let own = "const rows = [...document.querySelectorAll('[data-testid=category]')];
        rows.find((row) => row.textContent.includes('Plant protein'))
            .querySelector('[data-testid=category-open]').click();
        return true;";
    browser.until("it is opened", own).await?;
    browser.find("category-remove").await?;
    axe.look(&browser, "a category of the household's own")
        .await?;
    axe.check();
    browser.close().await
}

#[tokio::test]
async fn a_first_start_and_the_sample_break_no_rule_of_accessibility() -> Result<()> {
    let axe = Axe::load()?;
    let server = Server::start()?;
    let browser = Browser::open_with(Screen::Phone, &["--accept-lang=nl"]).await?;
    browser.visit(&server.url).await?;
    browser.find("welcome-language-de").await?;
    axe.look(&browser, "the question for a language").await?;
    browser.click("welcome-skip").await?;
    browser.find("welcome-next").await?;
    axe.look(&browser, "the question for places").await?;
    browser.click("welcome-next").await?;
    browser.find("welcome-scan").await?;
    axe.look(&browser, "the ways to begin").await?;
    browser.click("welcome-sample").await?;
    for (screen, sign) in [
        ("", "home-sample"),
        ("list", "list-entry"),
        ("insights", "insights-trend"),
    ] {
        browser.show(screen).await?;
        browser.find(sign).await?;
        axe.look(&browser, &format!("the sample at {sign}")).await?;
    }
    axe.check();
    browser.close().await
}

#[tokio::test]
async fn looking_at_a_file_breaks_no_rule_of_accessibility() -> Result<()> {
    let (_server, browser, axe) = ready().await?;
    let folder = tempfile::tempdir()?;
    for (name, text, sign) in [
        ("other.json", "{\"a\": 1}", "transfer-wrong"),
        ("stock.csv", ASKS_EVERYTHING, "transfer-order-month"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text)?;
        browser.show("transfer").await?;
        browser.choose("transfer-file", &path).await?;
        browser.find(sign).await?;
        axe.look(&browser, &format!("a file with {sign}")).await?;
    }
    axe.check();
    browser.close().await
}

/// A date of which the day is not clear, a price without a currency, a row without a name, and a
/// column that nobody knows.
const ASKS_EVERYTHING: &str = "name,amount,unit,best before,price,colour\n\
    Milk,1,l,3/4/2027,1.29,white\n,2,,,,\nRice,500,g,,2.49,\n";

#[tokio::test]
async fn scanning_packages_breaks_no_rule_of_accessibility() -> Result<()> {
    let axe = Axe::load()?;
    let film = feed::of_pixels(&bars::ean_13("4006381333931"), (1_280, 720))?;
    let server = Server::start()?;
    let browser = feed::before(&film).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    browser.show("barcode").await?;
    browser.find("lookup-question").await?;
    axe.look(&browser, "the question whether to look names up")
        .await?;
    browser.click("lookup-no").await?;
    browser.fill("naming-name", "White beans 400 g").await?;
    browser.click("naming-save").await?;
    browser.find("barcode-row").await?;
    browser.find("barcode-count").await?;
    axe.look(&browser, "the camera with what was scanned")
        .await?;
    axe.check();
    browser.close().await
}

async fn ready() -> Result<(Server, Browser, Axe)> {
    let axe = Axe::load()?;
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    Ok((server, browser, axe))
}

impl Browser {
    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl ToString) -> Result<()> {
        let focused = self.client.active_element().await?;
        Ok(focused.send_keys(&keys.to_string()).await?)
    }

    /// What has the focus: its mark for tests, or its tag.
    async fn focused(&self) -> Result<String> {
        let name = "const one = document.activeElement;
            return one.dataset.testid ?? one.tagName;";
        let name = self.ask(name).await?;
        Ok(name.as_str().context("nothing is focused")?.to_owned())
    }

    pub async fn until_focused(&self, what: &str) -> Result<()> {
        let script = format!(
            "const one = document.activeElement;
             const name = one.dataset.testid ?? one.tagName;
             return name === '{what}' || name;"
        );
        self.until(&format!("{what} has the focus"), &script).await
    }

    /// Goes on by a key until this has the focus.
    async fn step_to(&self, testid: &str, key: &str) -> Result<()> {
        self.find(testid).await?;
        let mut passed = Vec::new();
        for _ in 0..MOST_TABS {
            self.press(key).await?;
            let now = self.focused().await?;
            if now == testid {
                return Ok(());
            }
            passed.push(now);
        }
        bail!("the Tab key does not lead to {testid}, but to {passed:?}")
    }
}

#[tokio::test]
pub async fn the_keyboard_alone_is_enough() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;

    // The first step leads past the navigation, to the heading.
    browser.press(TAB).await?;
    let skip = "const one = document.activeElement;
        return one.className === 'skip' && one.offsetHeight >= 44 || one.outerHTML;";
    browser.until("the way past is seen", skip).await?;
    browser.press(ENTER).await?;
    browser.until_focused("H1").await?;

    // From the next page on each screen begins at its heading.
    browser.step_to("nav-add", TAB).await?;
    browser.press(ENTER).await?;
    browser.find("add-name").await?;
    browser.until_focused("add-name").await?;
    browser.press(format!("3 eggs{ENTER}")).await?;
    browser.until_count("pantry-row", 1).await?;
    browser.until_focused("H1").await?;

    // Into the item's sheet and out again, to where the person was.
    browser.step_to("pantry-open", TAB).await?;
    browser.press(ENTER).await?;
    browser.step_to("lot-row", TAB).await?;
    browser.press(ENTER).await?;
    browser.find("item-lot").await?;
    browser.until("the focus is in the sheet", IN_SHEET).await?;
    browser.press(ESCAPE).await?;
    browser.until_count("item", 0).await?;
    browser.until_focused("lot-row").await?;

    // What was done is taken back, and the focus is not lost.
    browser.client.refresh().await?;
    browser.step_to("step-less", TAB).await?;
    browser.press(ENTER).await?;
    browser.until("one is used", &of_three(2)).await?;
    browser.step_to("snackbar-undo", TAB).await?;
    browser.press(ENTER).await?;
    browser.until("it is back", &of_three(3)).await?;
    browser.until_count("snackbar-undo", 0).await?;
    browser.until_focused("H1").await?;

    // The way to the other screens, backwards too.
    browser.step_to("nav-list", BACK).await?;
    browser.press(ENTER).await?;
    browser.find("list").await?;
    browser.close().await
}

const IN_SHEET: &str = "return !!document.activeElement.closest('dialog[open]');";

fn of_three(left: u8) -> String {
    format!(
        "const row = document.querySelector('[data-testid=pantry-row] .stepper__value');
         return row?.textContent.trim() === '{left}' || row?.textContent;"
    )
}

//! What a browser gives to an installed app: the offer to install it, the number on its icon, a
//! new version, the lamp, a buzz, and the promise to keep what it stores. Where a browser without
//! a window lacks one, the page gets one that tells what it was asked.

use anyhow::Result;
use serde_json::json;

use crate::support::bars;
use crate::support::browser::{Browser, Screen};
use crate::support::feed::{self, before};
use crate::support::server::Server;

impl Browser {
    /// Runs this before anything of each page.
    pub async fn before_pages(&self, source: &str) -> Result<()> {
        let source = json!({ "source": source });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await?;
        Ok(())
    }
}

#[tokio::test]
async fn the_offer_to_install_waits_until_it_is_wanted() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    browser.until("it is offered", OFFER).await?;
    browser.show("more").await?;
    browser.click("install-go").await?;
    browser
        .until("the browser has asked", "return window.asked === 1;")
        .await?;
    browser.until_count("install", 0).await?;
    browser.close().await
}

/// The browser offers to install the app.
pub const OFFER: &str = "
    window.asked = 0;
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    offer.prompt = async () => { window.asked += 1; return { outcome: 'accepted' }; };
    window.dispatchEvent(offer);
    return offer.defaultPrevented;";

#[tokio::test]
async fn the_icon_tells_what_is_to_be_used_today_and_the_storage_is_asked_to_stay() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.before_pages(BADGE_AND_STORAGE).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    browser
        .until("nothing is asked yet", "return window.persists === 0;")
        .await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", "milk +0d").await?;
    browser.click("add-save").await?;
    browser.until_count("pantry-row", 1).await?;
    browser
        .until("one is told", "return window.badge === 1 || window.badge;")
        .await?;
    browser
        .until("it was asked once", "return window.persists === 1;")
        .await?;
    browser.click("nav-home").await?;
    browser.click("lot-used").await?;
    browser
        .until("none is told", "return window.badge === 0 || window.badge;")
        .await?;
    browser
        .until("it was not asked again", "return window.persists === 1;")
        .await?;
    browser.close().await
}

const BADGE_AND_STORAGE: &str = "
    window.persists = 0;
    navigator.setAppBadge = async (count) => { window.badge = count; };
    navigator.clearAppBadge = async () => { window.badge = 0; };
    if (navigator.storage) navigator.storage.persist = async () => { window.persists += 1; return true; };";

/// The service worker leads whatever is not the server's own back to the app.
#[tokio::test]
async fn links_of_letters_lead_past_the_app_that_is_there() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    let controlled = "return navigator.serviceWorker.controller !== null;";
    browser.until("there is a worker", controlled).await?;
    browser.visit(&format!("{}/pantry", server.url)).await?;
    browser.find("home").await?;
    for path in ["/account/verify?token=0", "/account/reset?token=0"] {
        browser.visit(&format!("{}{path}", server.url)).await?;
        let shown = format!(
            "return location.href.endsWith('{path}') && document.body.innerText.includes('link');"
        );
        browser.until("the page of the link", &shown).await?;
    }
    browser.close().await
}

#[tokio::test]
async fn a_new_version_is_looked_for_each_hour_and_starts_when_a_person_says_so() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.before_pages(COUNT_UPDATES).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let registered = "return !!(await navigator.serviceWorker.ready);";
    browser.until("there is a worker", registered).await?;
    let at = |after_ms: u32, times: u32| {
        format!(
            "window.later = {after_ms};
             document.dispatchEvent(new Event('visibilitychange'));
             return window.updates === {times} || window.updates;"
        )
    };
    browser.until("not yet", &at(1_000, 0)).await?;
    browser.until("after an hour", &at(3_700_000, 1)).await?;
    browser.until("once in an hour", &at(3_800_000, 1)).await?;
    browser.until("and the next", &at(7_400_000, 2)).await?;

    browser.until("there is one", NEW_VERSION).await?;
    browser.find("update-now").await?;
    browser.until("it waits", "return window.old;").await?;
    browser.click("update-now").await?;
    browser.until("it starts", "return !window.old;").await?;
    browser.close().await
}

/// A new version is ready.
pub const NEW_VERSION: &str = "
    window.old = true;
    document.documentElement.dataset.update = 'ready';
    window.dispatchEvent(new Event('larder-update'));
    return true;";

const COUNT_UPDATES: &str = "
    window.updates = 0;
    window.later = 0;
    const now = Date.now;
    Date.now = () => now() + window.later;
    ServiceWorkerRegistration.prototype.update = async function () { window.updates += 1; };";

#[tokio::test]
async fn the_lamp_is_turned_on_and_off_and_a_scan_is_felt() -> Result<()> {
    let film = feed::of_pixels(&bars::ean_13("4006381333931"), (1_280, 720))?;
    let server = Server::start()?;
    let browser = before(&film).await?;
    browser.before_pages(LAMP_AND_BUZZ).await?;
    browser
        .client
        .goto(&format!("{}/#/barcode", server.url))
        .await?;
    browser.click("camera-lamp").await?;
    browser
        .until("it is on", "return window.torch === true;")
        .await?;
    browser.click("camera-lamp").await?;
    browser
        .until("it is off", "return window.torch === false;")
        .await?;
    // What nobody has named asks with a long buzz; what is done is a short one.
    browser.fill("naming-name", "beans").await?;
    browser
        .until("it asks", "return window.buzzes.includes(120);")
        .await?;
    browser.click("naming-save").await?;
    browser.fill("barcode-field", "4006381333931").await?;
    browser.click("barcode-go").await?;
    browser
        .until("it is done", "return window.buzzes.at(-1) === 40;")
        .await?;
    browser.close().await
}

const LAMP_AND_BUZZ: &str = "
    window.buzzes = [];
    Navigator.prototype.vibrate = function (ms) { window.buzzes.push(ms); return true; };
    const track = window.MediaStreamTrack?.prototype;
    if (track) {
        const able = track.getCapabilities;
        track.getCapabilities = function () { return { ...able.call(this), torch: true }; };
        const apply = track.applyConstraints;
        track.applyConstraints = async function (wish) {
            const torch = wish?.advanced?.[0]?.torch;
            if (torch === undefined) return apply.call(this, wish);
            window.torch = torch;
        };
    }";

//! Home's lots by one gesture each: a finger that swipes, and one that scrolls.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use super::sample::stocked;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// A finger that comes down on the first lot, this far from its middle.
struct Finger<'browser> {
    browser: &'browser Browser,
    at: (f64, f64),
}

impl<'browser> Finger<'browser> {
    async fn down(browser: &'browser Browser, beside: f64) -> Result<Self> {
        let place = "const lot = document.querySelector('[data-testid=home-lot]');
            lot.scrollIntoView({ block: 'center' });
            const box = lot.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + 24];";
        let place = browser.ask(place).await?;
        let number = |at: usize| place[at].as_f64().context("the lot is nowhere");
        let at = (number(0)? + beside, number(1)?);
        let finger = Self { browser, at };
        finger.touch("touchStart", &[at]).await?;
        Ok(finger)
    }

    /// Moves on by this much, in several steps as a finger does.
    async fn glide(&mut self, x: f64, y: f64) -> Result<()> {
        for _ in 0..8 {
            self.at = (self.at.0 + x / 8.0, self.at.1 + y / 8.0);
            self.touch("touchMove", &[self.at]).await?;
        }
        Ok(())
    }

    /// Lets go, and waits as long as a hand takes: a tap on a page that still glides does
    /// nothing but stop it.
    async fn up(self) -> Result<()> {
        self.touch("touchEnd", &[]).await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
        Ok(())
    }

    /// What a screen tells the browser. WebDriver's own touches end with each request, and
    /// between these a test looks.
    async fn touch(&self, what: &str, at: &[(f64, f64)]) -> Result<()> {
        let points = at.iter().map(|(x, y)| json!({ "x": x, "y": y }));
        let touch = json!({ "type": what, "touchPoints": points.collect::<Vec<_>>() });
        self.browser
            .devtools("Input.dispatchTouchEvent", touch)
            .await?;
        Ok(())
    }
}

/// As many as the headings say.
const ALL_DRAWN: &str = "
    const number = (count) => Number.parseInt(count.textContent);
    const counts = [...document.querySelectorAll('.section__count')].map(number);
    const drawn = document.querySelectorAll('[data-testid=home-lot]').length;
    return drawn === counts.reduce((sum, count) => sum + count, 0) || `${drawn} of ${counts}`;";

/// The name of the first lot, and how many there are.
async fn lots(browser: &Browser) -> Result<(String, usize)> {
    browser.find("home-lot").await?;
    // They are drawn a few at a time.
    browser.until("all lots are drawn", ALL_DRAWN).await?;
    let name = browser.text("home-lot-show").await?;
    Ok((name, browser.all("home-lot").await?.len()))
}

/// Waits until letting go would do this.
async fn until_offered(browser: &Browser, act: &str) -> Result<()> {
    let script = format!(
        "const behind = document.querySelector('[data-testid=lot-swipe]');
         return behind?.dataset.act === '{act}' || String(behind?.dataset.act);"
    );
    browser
        .until(&format!("letting go is {act}"), &script)
        .await
}

async fn until_first(browser: &Browser, name: &str) -> Result<()> {
    let script = format!(
        "const first = document.querySelector('[data-testid=home-lot-show]');
         return first?.textContent.trim() === '{name}' || first?.textContent;"
    );
    browser
        .until(&format!("{name} is the first lot"), &script)
        .await
}

#[tokio::test]
async fn a_swiped_lot_of_home_is_used_and_undo_brings_it_back() -> Result<()> {
    let server = Server::start()?;
    let browser = stocked(&server, Screen::Phone, "").await?;
    let (name, count) = lots(&browser).await?;
    assert!(browser.find("swipe-hint").await?.is_displayed().await?);

    let mut finger = Finger::down(&browser, -120.0).await?;
    finger.glide(90.0, 4.0).await?;
    until_offered(&browser, "half").await?;
    finger.glide(140.0, 0.0).await?;
    until_offered(&browser, "used").await?;
    finger.up().await?;
    browser.until_count("home-lot", count - 1).await?;
    let said = browser.text("snackbar").await?;
    assert!(said.contains(&format!("{name} used up")), "{said}");
    browser.until_count("swipe-hint", 0).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("home-lot", count).await?;
    until_first(&browser, &name).await?;

    // To the other side and short, it goes into the freezer; long, into the bin.
    let mut finger = Finger::down(&browser, 120.0).await?;
    finger.glide(-100.0, 0.0).await?;
    until_offered(&browser, "frozen").await?;
    finger.glide(-130.0, 0.0).await?;
    until_offered(&browser, "thrown").await?;
    finger.up().await?;
    let thrown = format!(
        "const said = document.querySelector('[data-testid=snackbar]').textContent;
         return said.includes('{name} thrown away') || said;"
    );
    browser.until("it is thrown away", &thrown).await?;
    browser.until_count("home-lot", count - 1).await?;
    browser.client.refresh().await?;
    browser.until_count("home-lot", count - 1).await?;
    assert!(
        browser.all("swipe-hint").await?.is_empty(),
        "who has swiped needs no hint"
    );
    browser.close().await
}

#[tokio::test]
async fn letting_go_early_and_scrolling_do_nothing_to_the_lots_of_home() -> Result<()> {
    let server = Server::start()?;
    let browser = stocked(&server, Screen::Phone, "").await?;
    // Its message would say that something was done.
    browser.click("swipe-hint-close").await?;
    browser.client.refresh().await?;
    let (name, count) = lots(&browser).await?;

    let mut finger = Finger::down(&browser, -100.0).await?;
    finger.glide(200.0, 0.0).await?;
    until_offered(&browser, "used").await?;
    finger.glide(-160.0, 0.0).await?;
    let nothing = "const behind = document.querySelector('[data-testid=lot-swipe]');
        return !!behind && !behind.dataset.act;";
    browser.until("letting go is nothing", nothing).await?;
    finger.up().await?;
    browser.until_count("lot-swipe", 0).await?;
    let back = "const over = document.querySelector('[data-testid=home-lot] .lot');
        const end = performance.now() + 2000;
        while (performance.now() < end && getComputedStyle(over).translate !== 'none')
            await new Promise(requestAnimationFrame);
        return getComputedStyle(over).translate === 'none';";
    browser.until("it has sprung back", back).await?;

    let before = browser.ask("return window.scrollY;").await?;
    let mut finger = Finger::down(&browser, 0.0).await?;
    finger.glide(12.0, -120.0).await?;
    finger.up().await?;
    let scrolled = format!("return window.scrollY > {before} + 50 || window.scrollY;");
    browser.until("the page has scrolled", &scrolled).await?;
    assert_eq!(lots(&browser).await?, (name, count));
    assert!(
        browser.all("snackbar").await?.is_empty(),
        "nothing was done"
    );
    browser.close().await
}

#[tokio::test]
async fn from_right_to_left_a_swipe_on_home_is_mirrored() -> Result<()> {
    let server = Server::start()?;
    let browser = stocked(&server, Screen::Phone, "?language=ar-XB").await?;
    let mut finger = Finger::down(&browser, 120.0).await?;
    finger.glide(-220.0, 0.0).await?;
    until_offered(&browser, "used").await?;
    finger.glide(220.0, 0.0).await?;
    finger.up().await?;
    browser.until_count("lot-swipe", 0).await?;
    let mut finger = Finger::down(&browser, -120.0).await?;
    finger.glide(220.0, 0.0).await?;
    until_offered(&browser, "thrown").await?;
    finger.up().await?;
    browser.close().await
}

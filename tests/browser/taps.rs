//! How many taps the usual things take. More of them is a mistake, and the test says which.

use anyhow::{Result, ensure};

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// Taps, counted.
struct Taps<'browser> {
    browser: &'browser Browser,
    done: Vec<String>,
}

impl<'browser> Taps<'browser> {
    fn of(browser: &'browser Browser) -> Self {
        let done = Vec::new();
        Self { browser, done }
    }

    /// Taps this once.
    async fn tap(&mut self, testid: &str) -> Result<()> {
        self.done.push(testid.to_owned());
        self.browser.click(testid).await
    }

    /// Fails where that were more than so many.
    fn at_most(&self, most: usize, what: &str) -> Result<()> {
        let taps = self.done.len();
        ensure!(
            taps <= most,
            "{what} takes {taps} taps, not {most}: {:?}",
            self.done
        );
        Ok(())
    }
}

#[tokio::test]
pub async fn what_is_known_is_added_in_three_taps_and_used_in_one() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", "2x milk 1 l fridge +1d").await?;
    browser.click("add-save").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.click("nav-home").await?;
    browser.find("home-lot").await?;

    let mut taps = Taps::of(&browser);
    taps.tap("nav-add").await?;
    taps.tap("add-usual").await?;
    browser.find("snackbar-undo").await?;
    taps.at_most(3, "adding what is known")?;
    browser.click("nav-pantry").await?;
    let row = browser.text("pantry-row").await?;
    assert!(row.contains("4 l"), "as much as the last time: {row}");

    browser.click("nav-home").await?;
    let before = browser.all("home-lot").await?.len();
    let mut taps = Taps::of(&browser);
    taps.tap("lot-used").await?;
    browser.until_count("home-lot", before - 1).await?;
    taps.at_most(1, "using something up")?;
    browser.close().await
}

#[tokio::test]
pub async fn a_receipt_of_a_known_shop_is_put_away_in_six_taps() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    hand_over(&browser, "11/22/2026").await?;
    let lines = browser.all("review-row").await?.len();
    ensure!(lines == GOODS.len(), "{lines} lines were read");
    browser.click("review-accept").await?;
    browser.find("home").await?;

    hand_over(&browser, "11/29/2026").await?;
    let mut taps = Taps::of(&browser);
    // Whatever is asked is answered with one tap each.
    while !browser.all("line-fine").await?.is_empty() {
        taps.tap("line-fine").await?;
        taps.at_most(5, "what is asked of a known receipt")?;
    }
    taps.tap("review-accept").await?;
    browser.find("home").await?;
    taps.at_most(6, "a receipt of a known shop")?;
    browser.close().await
}

/// Draws a receipt of this day, drops it on the page, and waits for its review.
async fn hand_over(browser: &Browser, day: &str) -> Result<()> {
    browser.click("nav-scan").await?;
    browser.find("scan-drop").await?;
    let lines: Vec<String> = GOODS
        .iter()
        .map(|(name, cents)| row(name, *cents))
        .collect();
    let sum: u32 = GOODS.iter().map(|(_, cents)| cents).sum();
    let head = format!(
        "{:^32}\n{:^32}\n\nDate {day}\n",
        "MAPLE LANE FOODS", "12 Maple Lane"
    );
    let text = format!("{head}\n{}\n\n{}\n", lines.join("\n"), row("TOTAL", sum));
    let script = format!("const text = {};{DRAW_AND_DROP}", serde_json::json!(text));
    browser.until("it is dropped", &script).await?;
    browser.find("review-accept").await?;
    Ok(())
}

fn row(name: &str, cents: u32) -> String {
    format!("{name:<24}{:>5}.{:02}", cents / 100, cents % 100)
}

/// Twenty lines, as a till prints them.
const GOODS: [(&str, u32); 20] = [
    ("WHOLE MILK 1 L", 249),
    ("BREAD WHOLE WHEAT", 329),
    ("BANANAS", 187),
    ("EGGS LARGE 12", 459),
    ("BUTTER UNSALTED", 389),
    ("CHEDDAR CHEESE", 549),
    ("CHICKEN BREAST", 899),
    ("GROUND BEEF", 749),
    ("TOMATOES", 268),
    ("POTATOES", 399),
    ("ONIONS", 159),
    ("CARROTS", 129),
    ("APPLES", 412),
    ("RICE BASMATI", 525),
    ("SPAGHETTI", 179),
    ("OLIVE OIL", 1099),
    ("COFFEE GROUND", 829),
    ("ORANGE JUICE", 379),
    ("YOGURT PLAIN", 299),
    ("SUGAR", 219),
];

const DRAW_AND_DROP: &str = "
    const rows = text.split('\\n');
    const canvas = document.createElement('canvas');
    canvas.width = 760;
    canvas.height = 80 + rows.length * 40;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = '#111';
    pen.font = '34px monospace';
    rows.forEach((row, at) => pen.fillText(row, 40, 70 + at * 40));
    const bytes = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'receipt.png', { type: 'image/png' }));
    const area = document.querySelector('[data-testid=scan-drop]');
    area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    return true;";

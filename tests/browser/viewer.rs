//! A receipt's photo, looked at closely: by buttons, keys, fingers and the wheel.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::several_shots::Shots;
use crate::support::browser::{Browser, Screen};
use crate::support::fixture;
use crate::support::server::Server;

const ESCAPE: char = '\u{e00c}';
const RIGHT: char = '\u{e014}';

/// The photo is drawn, no larger than its frame.
const IS_WHOLE: &str = "
    const frame = document.querySelector('[data-testid=viewer-frame]');
    const photo = document.querySelector('[data-testid=viewer-photo]');
    if (!frame || !photo?.complete || !photo.naturalWidth) return 'not there';
    const [all, one] = [frame, photo].map((element) => element.getBoundingClientRect());
    const within = one.width > 50 && one.width <= all.width + 1 && one.height <= all.height + 1
        && one.left >= all.left - 1 && one.top >= all.top - 1;
    const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
    return within && !scrolls && frame.dataset.whole === 'true'
        || JSON.stringify([all, one, scrolls, frame.dataset.whole]);";

/// It is larger than its frame, which scrolls.
const IS_CLOSE: &str = "
    const frame = document.querySelector('[data-testid=viewer-frame]');
    const scrolls = frame?.scrollWidth > frame?.clientWidth || frame?.scrollHeight > frame?.clientHeight;
    return scrolls && frame.dataset.whole === 'false';";

/// What is in focus stands in the viewer.
const FOCUS_IS_WITHIN: &str = "
    return document.querySelector('[data-testid=viewer]')?.contains(document.activeElement) === true;";

const FOCUS_IS_BACK: &str = "
    return document.activeElement?.dataset.testid === 'receipt-photo'
        || document.activeElement?.outerHTML.slice(0, 80);";

/// Where the photo is drawn (left, top, width and height), and the middle of the frame.
const PLACE: &str = "
    const frame = document.querySelector('[data-testid=viewer-frame]').getBoundingClientRect();
    const photo = document.querySelector('[data-testid=viewer-photo]').getBoundingClientRect();
    return [photo.left, photo.top, photo.width, photo.height,
        frame.left + frame.width / 2, frame.top + frame.height / 2];";

/// Puts the receipt away that is in review, and opens it from the list of all.
async fn opened(browser: &Browser) -> Result<()> {
    browser.click("review-accept").await?;
    browser.find("snackbar-undo").await?;
    browser.find("home").await?;
    browser.show("receipts").await?;
    browser.click("receipts-row").await?;
    browser.find("receipt-line").await?;
    Ok(())
}

async fn press(browser: &Browser, key: char) -> Result<()> {
    let focused = browser.client.active_element().await?;
    Ok(focused.send_keys(&key.to_string()).await?)
}

async fn is_closed(browser: &Browser) -> Result<()> {
    browser.until_count("viewer", 0).await?;
    browser.find("receipt-line").await?;
    let there = "return /^#\\/receipt\\/[0-9a-f]+$/.test(location.hash) || location.hash;";
    browser.until("the receipt has its address", there).await
}

#[tokio::test]
pub async fn a_photo_is_looked_at_closely_and_left_by_every_way() -> Result<()> {
    let (server, shots) = (Server::start()?, Shots::cut()?);
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    let both = [shots.upper.as_path(), shots.lower.as_path()];
    browser.choose_all("scan-file", &both).await?;
    browser.click("parts-read-one").await?;
    browser.find("review-accept").await?;
    opened(&browser).await?;
    browser.until_count("receipt-photo", 2).await?;

    browser.click("receipt-photo").await?;
    browser.until("all of it is seen", IS_WHOLE).await?;
    browser.until("the focus is in it", FOCUS_IS_WITHIN).await?;
    assert_eq!(browser.text("viewer-part").await?, "Photo 1 of 2");
    browser.click("viewer-closer").await?;
    browser.click("viewer-closer").await?;
    browser.until("it is larger", IS_CLOSE).await?;
    browser.click("viewer-whole").await?;
    browser.until("all of it is seen", IS_WHOLE).await?;
    for (key, sign) in [('+', IS_CLOSE), ('0', IS_WHOLE)] {
        press(&browser, key).await?;
        press(&browser, key).await?;
        browser.until(&format!("what {key} does"), sign).await?;
    }
    press(&browser, RIGHT).await?;
    browser.until("the other one is seen", IS_WHOLE).await?;
    assert_eq!(browser.text("viewer-part").await?, "Photo 2 of 2");

    // Closed by a key: what was pressed before has the focus.
    press(&browser, ESCAPE).await?;
    is_closed(&browser).await?;
    browser
        .until("the focus is where it was", FOCUS_IS_BACK)
        .await?;
    // By going back: one step, however many photos were looked at.
    browser.click("receipt-photo").await?;
    browser.click("viewer-next").await?;
    browser.until("the other one is seen", IS_WHOLE).await?;
    browser.client.back().await?;
    is_closed(&browser).await?;
    // By its button, where the page began with it.
    browser.click("receipt-photo").await?;
    browser.until("all of it is seen", IS_WHOLE).await?;
    browser.client.refresh().await?;
    browser.until("it is seen again", IS_WHOLE).await?;
    browser.click("sheet-close").await?;
    is_closed(&browser).await?;
    browser.close().await
}

#[tokio::test]
async fn fingers_and_the_wheel_draw_a_photo_larger_where_they_are() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    fixture::scan(&browser, "us").await?;
    opened(&browser).await?;
    browser.click("receipt-photo").await?;
    browser.until("all of it is seen", IS_WHOLE).await?;
    // It comes along, and takes a little of the room.
    let message = "return !!document.querySelector('.viewer .snackbar');";
    browser.until("the message stands in it", message).await?;
    browser.until("all of it is seen", IS_WHOLE).await?;
    let before = place(&browser).await?;

    // Two fingers about the middle, drawn apart: what lies there stays there.
    let [x, y] = [before[4], before[5]];
    for (what, apart) in [
        ("touchStart", Some(40.0)),
        ("touchMove", Some(70.0)),
        ("touchMove", Some(120.0)),
        ("touchEnd", None),
    ] {
        let points = apart.map(|apart| [(x, y - apart), (x, y + apart)]);
        touch(
            &browser,
            what,
            points.as_ref().map_or(&[], <[_; 2]>::as_slice),
        )
        .await?;
    }
    browser.until("it is larger", IS_CLOSE).await?;
    let pinched = place(&browser).await?;
    let grown = pinched[2] / before[2];
    assert!((2.7..3.3).contains(&grown), "{grown} times as wide");
    let along = |place: &[f64]| (y - place[1]) / place[3];
    let strayed = (along(&pinched) - along(&before)).abs();
    assert!(strayed < 0.04, "{before:?} became {pinched:?}");

    // One finger takes it along.
    for (what, up) in [
        ("touchStart", Some(0.0)),
        ("touchMove", Some(90.0)),
        ("touchEnd", None),
    ] {
        let points = up.map(|up| [(x, y - up)]);
        touch(
            &browser,
            what,
            points.as_ref().map_or(&[], <[_; 1]>::as_slice),
        )
        .await?;
    }
    let pushed = place(&browser).await?;
    let moved = pinched[1] - pushed[1];
    assert!(
        (80.0..100.0).contains(&moved),
        "{pinched:?} became {pushed:?}"
    );

    // The wheel with the control key, until all of it is seen.
    for _ in 0..12 {
        let wheel = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": 120, "modifiers": 2 });
        browser.devtools("Input.dispatchMouseEvent", wheel).await?;
    }
    browser.until("all of it is seen", IS_WHOLE).await?;
    browser.close().await
}

async fn place(browser: &Browser) -> Result<Vec<f64>> {
    let told = browser.ask(PLACE).await?;
    let told = told.as_array().with_context(|| told.to_string())?;
    let numbers = told
        .iter()
        .map(|number| number.as_f64().context("no number"));
    numbers.collect()
}

async fn touch(browser: &Browser, what: &str, at: &[(f64, f64)]) -> Result<Value> {
    let points = at.iter().map(|(x, y)| json!({ "x": x, "y": y }));
    let touch = json!({ "type": what, "touchPoints": points.collect::<Vec<_>>() });
    browser.devtools("Input.dispatchTouchEvent", touch).await
}

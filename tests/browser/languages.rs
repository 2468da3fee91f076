//! Another language, another way of writing numbers, larger text, and writing from right to
//! left: on every screen, at the width of a phone.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::support::browser::{Browser, Screen, wait};
use crate::support::fixture::scan;
use crate::support::server::Server;

/// The screens that a person comes by, as their addresses end.
const SCREENS: [&str; 17] = [
    "/",
    "/pantry",
    "/list",
    "/receipts",
    "/insights",
    "/barcode",
    "/scan",
    "/add",
    "/more",
    "/settings",
    "/places",
    "/categories",
    "/shelf-life",
    "/sync",
    "/household",
    "/transfer",
    "/shared",
];

#[tokio::test]
pub async fn german_is_spoken_everywhere_and_after_a_reload() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    add(&browser, "Milch").await?;
    choose_german(&browser).await?;
    let title = "return document.title === 'Mehr · Larder';";
    browser.until("the tab is called in German", title).await?;
    browser.client.refresh().await?;
    browser.find("settings").await?;
    assert_eq!(
        browser.ask("return document.documentElement.lang;").await?,
        "de"
    );
    let english = only_in_english()?;
    for screen in SCREENS {
        show(&browser, screen).await?;
        let lines = browser.ask(LINES).await?;
        let lines = lines.as_array().context("no lines")?;
        let said = lines.iter().filter_map(|line| line.as_str());
        let found: Vec<&str> = said.filter(|line| english.contains_key(*line)).collect();
        assert!(found.is_empty(), "{screen} says in English {found:?}");
    }
    browser.close().await
}

#[tokio::test]
pub async fn a_decimal_comma_is_read_and_written_where_people_write_one() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    add(&browser, "1,500 g sugar").await?;
    assert!(row(&browser, "sugar").await?.contains("1,500 g"));
    add(&browser, "6 x 330 ml cola").await?;
    assert!(row(&browser, "cola").await?.contains("1,980 ml"));

    choose_german(&browser).await?;
    add(&browser, "1,5 kg Mehl").await?;
    assert!(row(&browser, "Mehl").await?.contains("1,5 kg"));
    add(&browser, "1.500 g Reis").await?;
    assert!(row(&browser, "Reis").await?.contains("1.500 g"));
    assert!(
        row(&browser, "sugar").await?.contains("1.500 g"),
        "it is what it was"
    );

    settings(&browser).await?;
    browser.click("units-us").await?;
    assert!(row(&browser, "Reis").await?.contains("3,31 lb"));
    browser.close().await
}

#[tokio::test]
pub async fn a_half_typed_price_is_asked_for_and_not_dropped() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "uk").await?;
    browser.click("review-edit").await?;
    for end in ["line-done", "review-accept"] {
        browser.fill("line-price", "2.4.9").await?;
        browser.until("it is in sight", DONE_IN_SIGHT).await?;
        browser.click(end).await?;
        browser.until("the price is missed", PRICE_IS_WRONG).await?;
        assert_eq!(browser.value("line-price").await?, "2.4.9");
    }
    browser.fill("line-price", "12.").await?;
    browser.until("it is in sight", DONE_IN_SIGHT).await?;
    browser.click("line-done").await?;
    browser.until_count("line-price", 0).await?;
    let row = browser.text("review-row").await?;
    assert!(row.contains("£12.00"), "{row}");
    browser.close().await
}

/// A window of 1280 pixels at four times its size is as wide.
#[tokio::test]
async fn the_narrowest_phone_shows_every_screen_whole() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    add(&browser, "2 wholemeal sourdough bread").await?;
    browser.resize(320, 640, 1.0).await?;
    nothing_is_wider(&browser).await?;
    let forms = [
        ("/categories", "category-open"),
        ("/places", "place-open"),
        ("/shelf-life", "life-edit"),
        ("/pantry", "pantry-open"),
    ];
    for (screen, opens) in forms {
        show(&browser, screen).await?;
        browser.reach(opens).await?;
        fits(&browser, &format!("{screen}, {opens}")).await?;
    }
    browser.click("lot-row").await?;
    browser.find("item-lot").await?;
    let sheet = browser.ask(SHEET_TOO_WIDE).await?;
    assert_eq!(sheet, "", "an item");
    browser.click("sheet-close").await?;
    scan(&browser, "uk").await?;
    browser.reach("review-edit").await?;
    fits(&browser, "a review").await?;
    choose_german(&browser).await?;
    nothing_is_wider(&browser).await?;
    browser.close().await
}

#[tokio::test]
async fn twice_the_text_fits_a_phone() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    add(&browser, "2 wholemeal sourdough bread").await?;
    settings(&browser).await?;
    let usual = text_height(&browser).await?;
    browser.click("text-xxl").await?;
    assert!((text_height(&browser).await? / usual - 2.0).abs() < 0.01);
    nothing_is_wider(&browser).await?;

    browser.client.refresh().await?;
    settings(&browser).await?;
    assert!(text_height(&browser).await? > usual * 1.9, "it is kept");
    choose_german(&browser).await?;
    nothing_is_wider(&browser).await?;
    scan(&browser, "us").await?;
    browser.click("review-edit").await?;
    fits(&browser, "the review").await?;
    browser.close().await
}

#[tokio::test]
pub async fn from_right_to_left_everything_is_in_its_place() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    let url = format!("{}?language=ar-XB", server.url);
    browser.visit(&url).await?;
    browser.find("home").await?;
    assert_eq!(
        browser.ask("return document.documentElement.dir;").await?,
        "rtl"
    );
    add(&browser, "2 wholemeal sourdough bread").await?;
    browser
        .until("the way begins on the right", BEGINS_ON_THE_RIGHT)
        .await?;
    nothing_is_wider(&browser).await?;
    browser
        .visit(&format!("{}?language=en-XA", server.url))
        .await?;
    browser.find("home").await?;
    nothing_is_wider(&browser).await?;
    browser.close().await
}

#[tokio::test]
pub async fn places_are_named_added_and_removed() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    settings(&browser).await?;
    browser.click("settings-places").await?;
    browser.until_count("place", 3).await?;
    browser.fill("place-new-name", "Cellar").await?;
    browser.click("place-add").await?;
    browser.until_count("place", 4).await?;
    let names = "return [...document.querySelectorAll('[data-testid=place]')].map(p => p.dataset.name).join();";
    assert_eq!(browser.ask(names).await?, "Pantry,Fridge,Freezer,Cellar");

    let last = "const all = document.querySelectorAll('[data-testid=place-open]');
        all[all.length - 1].click(); return true;";
    browser.until("the last one is open", last).await?;
    browser.fill("place-name", "Garage\u{e007}").await?;
    browser
        .until(
            "it is renamed",
            "return !!document.querySelector('[data-name=Garage]');",
        )
        .await?;
    browser.click("place-remove").await?;
    browser.until_count("place", 3).await?;
    browser.click("snackbar-undo").await?;
    browser.until_count("place", 4).await?;
    browser.close().await
}

#[tokio::test]
pub async fn the_shelf_life_table_is_searched_in_any_language() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    settings(&browser).await?;
    browser.click("settings-shelf-life").await?;
    browser.fill("life-search", "pomme de terre").await?;
    browser.until_count("life-food", 1).await?;
    let food = browser.text("life-food").await?;
    assert!(
        food.contains("pomme de terre") && food.contains("FoodKeeper"),
        "{food}"
    );
    browser.close().await
}

#[tokio::test]
pub async fn everything_here_is_deleted_in_two_steps() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    add(&browser, "bread").await?;
    choose_german(&browser).await?;
    browser.click("erase").await?;
    browser.click("erase-keep").await?;
    browser.until_count("erase-sheet", 0).await?;
    browser.click("erase").await?;
    browser.click("erase-sure").await?;
    browser.find("home-empty").await?;
    assert_eq!(
        browser.ask("return document.documentElement.lang;").await?,
        "en"
    );
    browser.client.refresh().await?;
    browser.find("home-empty").await?;
    browser.close().await
}

/// Adds something by its line.
async fn add(browser: &Browser, line: &str) -> Result<()> {
    browser.click("nav-pantry").await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", line).await?;
    browser.click("add-save").await?;
    browser.find("pantry").await?;
    Ok(())
}

/// The row of an item in the pantry.
async fn row(browser: &Browser, name: &str) -> Result<String> {
    browser.click("nav-pantry").await?;
    browser.fill("pantry-search", name).await?;
    browser.until_count("pantry-row", 1).await?;
    browser.text("pantry-row").await
}

async fn settings(browser: &Browser) -> Result<()> {
    browser.click("nav-more").await?;
    browser.click("more-settings").await?;
    browser.find("settings-language").await?;
    Ok(())
}

async fn choose_german(browser: &Browser) -> Result<()> {
    settings(browser).await?;
    let language = browser.find("settings-language").await?;
    language.select_by_value("de").await?;
    let german = "return document.documentElement.lang === 'de';";
    browser.until("German is spoken", german).await
}

/// Goes to the screen of an address, within the page.
async fn show(browser: &Browser, screen: &str) -> Result<()> {
    browser
        .ask(&format!("location.hash = '#{screen}';"))
        .await?;
    let there = format!(
        "await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
         return location.hash === '#{screen}' && !!document.querySelector('#main');"
    );
    browser.until(&format!("{screen} is shown"), &there).await
}

/// How high a line of usual text is.
async fn text_height(browser: &Browser) -> Result<f64> {
    let size = "return parseFloat(getComputedStyle(document.body).fontSize);";
    browser.ask(size).await?.as_f64().context("no size")
}

/// Nothing can be moved sideways, once it is laid out.
async fn fits(browser: &Browser, what: &str) -> Result<()> {
    wait(&format!("{what} fits"), async || {
        let wide = browser.ask(TOO_WIDE).await?;
        Ok((wide != "").then(|| wide.to_string()))
    })
    .await
}

/// No screen can be moved sideways.
async fn nothing_is_wider(browser: &Browser) -> Result<()> {
    for screen in SCREENS {
        show(browser, screen).await?;
        fits(browser, screen).await?;
    }
    Ok(())
}

/// What English says and German does not, by its text.
fn only_in_english() -> Result<BTreeMap<String, String>> {
    let messages = |tag: &str| -> Result<BTreeMap<String, String>> {
        let path = format!("{}/../ui/i18n/{tag}.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        let pairs = text.lines().filter_map(|line| line.split_once(" = "));
        let plain = pairs.filter(|(_, text)| !text.contains('{'));
        Ok(plain
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect())
    };
    let german: Vec<String> = messages("de")?.into_values().collect();
    let english = messages("en")?.into_iter();
    let differs = english.filter(|(_, text)| !german.contains(text));
    Ok(differs.map(|(key, text)| (text, key)).collect())
}

/// What can be read, line by line, with what screen readers say.
const LINES: &str = "
    const labels = [...document.querySelectorAll('[aria-label], [placeholder]')];
    const said = labels.flatMap((one) => [one.getAttribute('aria-label'), one.placeholder]);
    return [...document.body.innerText.split('\\n'), ...said].filter(Boolean).map((line) => line.trim());";

/// The element that reaches furthest out of the page; empty where none does.
const TOO_WIDE: &str = "
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return '';
    const out = (one) => {
      const { left, right } = one.getBoundingClientRect();
      return Math.max(right - page.clientWidth, -left);
    };
    const all = [...document.querySelectorAll('body *')].filter((one) => out(one) > 0.5);
    all.sort((a, b) => out(b) - out(a));
    const worst = all.slice(0, 3).map((one) => `${one.tagName}.${one.className?.baseVal ?? one.className}`);
    return `${page.scrollWidth} of ${page.clientWidth}: ${worst.join(', ')}`;";

/// Rows of chips have a way of their own.
const SHEET_TOO_WIDE: &str = "
    const sheet = document.querySelector('dialog[open]');
    const page = document.documentElement.clientWidth;
    const out = [sheet, ...sheet.querySelectorAll('*')].filter((one) =>
        one.getBoundingClientRect().right > page + 0.5 && !one.parentElement.closest('.chips'));
    return out.slice(0, 3).map((one) => one.tagName + '.' + one.className).join();";

const BEGINS_ON_THE_RIGHT: &str = "
    const at = (id) => document.querySelector(`[data-testid=nav-${id}]`).getBoundingClientRect().left;
    return at('home') > at('more');";

const DONE_IN_SIGHT: &str = "
    const done = document.querySelector('[data-testid=line-done]');
    done?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return !!done;";

const PRICE_IS_WRONG: &str = "
    const field = document.querySelector('[data-testid=line-price]');
    return field.getAttribute('aria-invalid') === 'true' && document.activeElement === field;";

//! Pictures of the screens, for the documents and for whoever draws them. They are taken only
//! where `LARDER_SCREENSHOTS` names the folder for them, as `cargo xtask screenshots` does.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;
use crate::support::{bars, feed, past, tour};

/// How a picture is taken.
#[derive(Clone, Copy)]
struct Dress {
    /// What its name begins with.
    device: &'static str,
    /// Width and height in CSS pixels.
    size: (u32, u32),
    /// Pixels of the picture to one of CSS.
    scale: f64,
    dark: bool,
}

impl Dress {
    const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    fn file(&self, name: &str) -> String {
        let Self { device, dark, .. } = self;
        format!("{device}-{name}{}.webp", if *dark { "-dark" } else { "" })
    }

    fn theme(&self) -> &'static str {
        if self.dark { "dark" } else { "light" }
    }
}

const fn dress(device: &'static str, size: (u32, u32), scale: f64) -> Dress {
    Dress {
        device,
        size,
        scale,
        dark: false,
    }
}

const PHONE: Dress = dress("phone", (390, 844), 1.5);
const TABLET: Dress = dress("tablet", (820, 1180), 1.0);
const DESKTOP: Dress = dress("desktop", (1280, 800), 1.0);

const ONE: &[Dress] = &[PHONE];
const BOTH: &[Dress] = &[PHONE, PHONE.dark()];
const WIDE: &[Dress] = &[PHONE, PHONE.dark(), DESKTOP];
const ALL: &[Dress] = &[PHONE, PHONE.dark(), TABLET, DESKTOP, DESKTOP.dark()];

/// The stops of the walk: the name of their pictures, and how those are taken.
const STOPS: [(&str, &str, &[Dress]); 32] = [
    ("home, empty", "start", WIDE),
    ("scan", "scan", WIDE),
    ("camera", "camera", ONE),
    ("review", "review", ALL),
    ("review, a line open", "review-line", BOTH),
    ("home", "home", ALL),
    ("pantry", "pantry", ALL),
    ("pantry, a row open", "pantry-row", ONE),
    ("pantry, several chosen", "pantry-chosen", BOTH),
    ("item", "item", WIDE),
    ("add", "add", BOTH),
    ("barcode", "barcode", BOTH),
    ("list", "list", ALL),
    ("an entry of the list", "list-entry", ONE),
    ("receipts", "receipts", WIDE),
    ("receipt", "receipt", WIDE),
    ("a photo looked at", "photo", WIDE),
    ("insights", "insights", ALL),
    ("more", "more", BOTH),
    ("settings", "settings", BOTH),
    ("places", "places", ONE),
    ("shelf life", "shelf-life", ONE),
    ("transfer", "transfer", ONE),
    ("household with an invitation", "household", WIDE),
    ("join", "join", ONE),
    ("in step", "sync", BOTH),
    ("not found", "not-found", ONE),
    ("delete everything", "erase", ONE),
    ("home, German", "home-de", ONE),
    ("list, German", "list-de", ONE),
    ("settings, German", "settings-de", ONE),
    ("gallery", "gallery", WIDE),
];

/// What was not eaten in time.
const WASTED: [tour::Food; 2] = [
    ("Strawberries 400 g", "produce", "fridge", -6),
    ("Cream 200 ml", "dairy_eggs", "fridge", -5),
];

#[tokio::test]
async fn pictures_of_the_screens_are_taken_where_a_folder_is_named() -> Result<()> {
    let Some(folder) = std::env::var_os("LARDER_SCREENSHOTS").map(PathBuf::from) else {
        return Ok(());
    };
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("welcome-next").await?;
    let look = async |stop: &str| take(&browser, &folder, stop).await;
    look("home, empty").await?;
    for screen in ["scan", "add", "transfer", "gallery"] {
        browser.show(screen).await?;
        look(screen).await?;
    }
    browser.show("nowhere").await?;
    look("not found").await?;
    browser.show("shelf-life").await?;
    browser.fill("life-search", "milk").await?;
    look("shelf life").await?;
    browser.show("settings").await?;
    browser.click("erase").await?;
    look("delete everything").await?;
    browser.click("erase-keep").await?;
    tour::receipt(&browser, &look).await?;
    live(&browser).await?;
    tour::furnish(&browser, &tour::ENGLISH).await?;
    tour::stocked(&browser, &look).await?;
    for screen in ["settings", "places"] {
        browser.show(screen).await?;
        look(screen).await?;
    }
    let link = tour::member(&browser, &look).await?;
    browser.close().await?;
    guest(&link, &folder).await?;
    cameras(&server, &folder).await?;
    german(&server, &folder).await?;
    for (stop, name, dresses) in STOPS {
        for dress in dresses {
            let file = dress.file(name);
            let there = folder.join(&file).is_file();
            assert!(there, "{file}: the walk does not stop at {stop}");
        }
    }
    Ok(())
}

/// Half a year goes by.
async fn live(browser: &Browser) -> Result<()> {
    let today = "return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);";
    let today = browser.ask(today).await?;
    let archive = past::archive(today.as_str().context("no day")?);
    let file = tempfile::Builder::new().suffix(".json").tempfile()?;
    fs::write(&file, archive.to_string())?;
    browser.show("transfer").await?;
    browser.choose("transfer-file", file.path()).await?;
    browser.click("transfer-go").await?;
    browser.find("pantry-row").await?;
    for food in WASTED {
        tour::add(browser, food).await?;
    }
    browser.show("").await?;
    for _ in WASTED {
        browser.reach("lot-thrown").await?;
    }
    Ok(())
}

async fn guest(link: &str, folder: &Path) -> Result<()> {
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(link).await?;
    browser.find("join-go").await?;
    take(&browser, folder, "join").await?;
    browser.close().await
}

/// What is seen through a camera.
async fn cameras(server: &Server, folder: &Path) -> Result<()> {
    let live = "return document.querySelector('[data-testid=finder]')?.dataset.sight === 'live';";
    let receipt = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/assets/sample-receipt.jpg");
    let film = feed::of_picture(&receipt)?;
    let browser = feed::before(&film).await?;
    browser.visit(&server.url).await?;
    browser.find("home-empty").await?;
    browser.show("camera").await?;
    browser.until("there is a picture", live).await?;
    browser.click("camera-take").await?;
    browser.find("shot").await?;
    take(&browser, folder, "camera").await?;
    browser.close().await?;

    let film = feed::of_pixels(&bars::ean_13("4006381333931"), (1_280, 720))?;
    let browser = feed::before(&film).await?;
    browser.visit(&server.url).await?;
    browser.find("home-empty").await?;
    browser.show("barcode").await?;
    browser.fill("naming-name", "White beans 400 g").await?;
    take(&browser, folder, "barcode").await?;
    browser.close().await
}

async fn german(server: &Server, folder: &Path) -> Result<()> {
    let browser = Browser::open_with(Screen::Phone, &["--accept-lang=de"]).await?;
    browser.visit(&server.url).await?;
    browser.find("home-empty").await?;
    tour::furnish(&browser, &tour::GERMAN).await?;
    for (screen, stop) in [
        ("", "home, German"),
        ("list", "list, German"),
        ("settings", "settings, German"),
    ] {
        browser.show(screen).await?;
        take(&browser, folder, stop).await?;
    }
    browser.close().await
}

/// Takes the pictures of this stop.
async fn take(browser: &Browser, folder: &Path, stop: &str) -> Result<()> {
    let hidden = json!({ "hidden": true });
    browser
        .devtools("Emulation.setScrollbarsHidden", hidden)
        .await?;
    for (_, name, dresses) in STOPS.iter().filter(|(at, ..)| *at == stop) {
        for dress in *dresses {
            let (width, height) = dress.size;
            browser.resize(width, height, dress.scale).await?;
            touch(browser, width < DESKTOP.size.0).await?;
            put_on(browser, dress.theme()).await?;
            browser.until("the picture is still", STILL).await?;
            browser
                .until("the letters are those of the font", FONT)
                .await?;
            shoot(browser, &folder.join(dress.file(name))).await?;
        }
    }
    browser.ask(SHOW_MESSAGES).await?;
    put_on(browser, PHONE.theme()).await?;
    touch(browser, true).await?;
    browser.resize(PHONE.size.0, PHONE.size.1, 1.0).await
}

/// A desktop has a mouse alone: what is said of fingers is not said there.
async fn touch(browser: &Browser, enabled: bool) -> Result<()> {
    let fingers = json!({ "enabled": enabled, "maxTouchPoints": 1 });
    browser
        .devtools("Emulation.setTouchEmulationEnabled", fingers)
        .await?;
    let coarse = format!("return matchMedia('(any-pointer: coarse)').matches === {enabled};");
    browser.until("the page knows what points", &coarse).await
}

async fn put_on(browser: &Browser, theme: &str) -> Result<()> {
    let script = format!("document.documentElement.dataset.theme = '{theme}';");
    browser.ask(&script).await?;
    Ok(())
}

async fn shoot(browser: &Browser, path: &Path) -> Result<()> {
    let options = json!({ "format": "webp", "quality": 80 });
    let answer = browser.devtools("Page.captureScreenshot", options).await?;
    let data = answer["data"].as_str().context("no picture")?;
    fs::write(path, BASE64_STANDARD.decode(data)?)
        .with_context(|| format!("writing {}", path.display()))
}

/// Letters are as wide as on most phones, messages are gone, nothing moves, and the page is at
/// its top, or where a line is open.
const STILL: &str = "
    document.documentElement.style.setProperty('--font', 'Inter, sans-serif');
    document.querySelector('.snackbar-area')?.style.setProperty('visibility', 'hidden');
    const open = document.querySelector('.line__form')?.closest('.line');
    open ? open.scrollIntoView() : window.scrollTo(0, 0);
    document.activeElement?.blur();
    const endless = (move) => move.effect?.getComputedTiming().endTime === Infinity;
    const moves = document.getAnimations().filter((move) => !endless(move));
    await new Promise(requestAnimationFrame);
    return moves.every((move) => move.playState !== 'running');";

/// A page takes another font where one is missing, and does not say so: the same words would be
/// as wide in two families that both are.
const FONT: &str = "
    const pen = document.createElement('canvas').getContext('2d');
    const width = (font) => {
        pen.font = `48px ${font}`;
        return pen.measureText('Larder, 0123456789 Il mW').width;
    };
    const there = ['serif', 'monospace'].every((other) => width(`Inter, ${other}`) === width('Inter, sans-serif')
        && width(`Inter, ${other}`) !== width(other));
    return there || 'Inter is not installed';";

const SHOW_MESSAGES: &str = "
    document.querySelector('.snackbar-area')?.style.removeProperty('visibility');";

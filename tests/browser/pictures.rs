//! Pictures of the screens, for the documents and for whoever draws them. They are taken only
//! where `LARDER_SCREENSHOTS` names the folder for them, as `cargo xtask screenshots` does.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;
use crate::support::tour;

/// Width and height in CSS pixels, and how many pixels of the picture there are to one.
type Size = (u32, u32, f64);
const PHONE: Size = (390, 844, 2.0);
const TABLET: Size = (820, 1180, 1.25);
const DESKTOP: Size = (1280, 800, 1.5);

/// A picture: its file, the stop of the walk that it is taken at, how large and how dressed.
struct Picture {
    file: &'static str,
    stop: &'static str,
    size: Size,
    theme: &'static str,
}

const fn picture(
    file: &'static str,
    stop: &'static str,
    size: Size,
    theme: &'static str,
) -> Picture {
    Picture {
        file,
        stop,
        size,
        theme,
    }
}

const PICTURES: [Picture; 21] = [
    picture("phone-start", "home, empty", PHONE, "light"),
    picture("phone-review", "review", PHONE, "light"),
    picture("phone-review-line", "review, a line open", PHONE, "light"),
    picture("desktop-review", "review", DESKTOP, "light"),
    picture("phone-home", "home", PHONE, "light"),
    picture("phone-home-dark", "home", PHONE, "dark"),
    picture("tablet-home", "home", TABLET, "light"),
    picture("desktop-home", "home", DESKTOP, "dark"),
    picture("phone-pantry", "pantry", PHONE, "light"),
    picture("desktop-pantry", "pantry", DESKTOP, "light"),
    picture("phone-chosen-dark", "pantry, several chosen", PHONE, "dark"),
    picture("phone-item", "item", PHONE, "light"),
    picture("phone-list", "list, the basket open", PHONE, "light"),
    picture("phone-list-dark", "list", PHONE, "dark"),
    picture("tablet-list-dark", "list", TABLET, "dark"),
    picture("phone-insights", "insights", PHONE, "light"),
    picture("desktop-insights-dark", "insights", DESKTOP, "dark"),
    picture("phone-receipt", "receipt", PHONE, "light"),
    picture(
        "phone-household",
        "household with an invitation",
        PHONE,
        "light",
    ),
    picture("phone-home-de", "home, German", PHONE, "light"),
    picture("phone-list-de", "list, German", PHONE, "dark"),
];

#[tokio::test]
async fn pictures_of_the_screens_are_taken_where_a_folder_is_named() -> Result<()> {
    let Some(folder) = std::env::var_os("LARDER_SCREENSHOTS").map(PathBuf::from) else {
        return Ok(());
    };
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.find("welcome-next").await?;
    let look = async |stop: &str| take(&browser, &folder, stop).await;
    look("home, empty").await?;
    tour::receipt(&browser, &look).await?;
    tour::furnish(&browser, &tour::ENGLISH).await?;
    tour::stocked(&browser, &look).await?;
    tour::member(&browser, &look).await?;
    browser.close().await?;
    german(&server, &folder).await?;
    for Picture { file, stop, .. } in &PICTURES {
        let there = folder.join(file).with_extension("webp").is_file();
        assert!(there, "{file}: the walk does not stop at {stop}");
    }
    Ok(())
}

async fn german(server: &Server, folder: &Path) -> Result<()> {
    let browser = Browser::open(Screen::Phone).await?;
    browser
        .client
        .goto(&format!("{}?language=de", server.url))
        .await?;
    browser.find("home-empty").await?;
    tour::furnish(&browser, &tour::GERMAN).await?;
    for (screen, stop) in [("", "home, German"), ("list", "list, German")] {
        browser.show(screen).await?;
        take(&browser, folder, stop).await?;
    }
    browser.close().await
}

/// Takes the pictures of this stop.
async fn take(browser: &Browser, folder: &Path, stop: &str) -> Result<()> {
    for Picture {
        file, size, theme, ..
    } in PICTURES.iter().filter(|picture| picture.stop == stop)
    {
        let (width, height, scale) = *size;
        browser.resize(width, height, scale).await?;
        browser
            .ask(&format!(
                "document.documentElement.dataset.theme = '{theme}';"
            ))
            .await?;
        browser.until("the picture is still", STILL).await?;
        browser
            .devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true }))
            .await?;
        let options = json!({ "format": "webp", "quality": 80 });
        let answer = browser.devtools("Page.captureScreenshot", options).await?;
        let data = answer["data"].as_str().context("no picture")?;
        let path = folder.join(file).with_extension("webp");
        fs::write(&path, BASE64_STANDARD.decode(data)?)
            .with_context(|| format!("writing {file}"))?;
    }
    browser
        .ask("document.documentElement.dataset.theme = 'light';")
        .await?;
    browser.resize(PHONE.0, PHONE.1, 1.0).await
}

/// Letters are as wide as on most phones, messages are gone, nothing moves, and the page is at
/// its top.
const STILL: &str = "
    document.documentElement.style.setProperty('--font', 'Inter, sans-serif');
    document.querySelector('.snackbar-area')?.style.setProperty('display', 'none');
    window.scrollTo(0, 0);
    document.activeElement?.blur();
    const endless = (move) => move.effect?.getComputedTiming().endTime === Infinity;
    const moves = document.getAnimations().filter((move) => !endless(move));
    await new Promise(requestAnimationFrame);
    return moves.every((move) => move.playState !== 'running');";

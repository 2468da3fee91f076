//! The page before the native app's cameras: what acts as the app gives pictures as it does.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use pantry::kept::camera::{Lens, Look, NoSight, encode_lenses};

use crate::support::bars;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

const CODE: &str = "4006381333931";

/// Answers from here on as the native app does; `app` remembers what it was asked.
const APP: &str = "
    const of = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
    window.app = { asked: [], opened: [], closed: [], look: null };
    const answer = async (command, body, number) => {
        switch (command) {
            case 'camera_list': return of(LENSES);
            case 'camera_open':
                app.opened.push(new TextDecoder().decode(body));
                app.number = number;
                return null;
            case 'camera_next':
                await new Promise((next) => setTimeout(next, 33));
                if (number !== app.number) throw 'another one is open';
                return of(app.look ?? FRAME);
            case 'camera_take': return of(PHOTO);
            case 'camera_close': app.closed.push(number); return null;
            default: throw 'only cameras are here';
        }
    };
    window.__TAURI_INTERNALS__ = {
        invoke: (command, body, options) => {
            app.asked.push(command);
            return answer(command, body, options.headers['larder-camera']);
        },
    };
    return true;";

fn base64(bytes: &[u8]) -> String {
    format!("'{}'", BASE64_STANDARD.encode(bytes))
}

fn look(pixels: &RgbImage) -> Result<String> {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 85);
    pixels.write_with_encoder(encoder)?;
    Ok(base64(&Look::Picture(jpeg).encode()))
}

/// A code on a table, in front of the camera.
fn scene() -> RgbImage {
    let mut seen = RgbImage::from_pixel(1_280, 720, Rgb([92, 84, 74]));
    let code = bars::ean_13(CODE);
    let (wide, high) = (640, 640 * code.height() / code.width());
    let filter = image::imageops::FilterType::CatmullRom;
    let code = image::imageops::resize(&code, wide, high, filter);
    image::imageops::overlay(&mut seen, &code, 320, i64::from(720 - high) / 2);
    seen
}

/// A page that has begun, and finds the app from here on.
async fn with_app(server: &Server) -> Result<Browser> {
    let lenses = ["First", "Second"].map(|name| Lens {
        id: name.to_lowercase(),
        name: name.to_owned(),
    });
    let photo = RgbImage::from_pixel(2_000, 1_500, Rgb([200, 190, 180]));
    let app = APP
        .replace("LENSES", &base64(&encode_lenses(&lenses)))
        .replace("FRAME", &look(&scene())?)
        .replace("PHOTO", &look(&photo)?);
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    browser.find("nav-add").await?;
    browser.until("the app is there", &app).await?;
    Ok(browser)
}

fn sight(name: &str) -> String {
    format!("return document.querySelector('[data-testid=finder]')?.dataset.sight === '{name}';")
}

/// What a person sees of a table before the camera.
const TABLE_IS_SHOWN: &str = "
    const canvas = document.querySelector('canvas.finder__video');
    const [red, green, blue] = canvas.getContext('2d').getImageData(40, 40, 1, 1).data;
    return !canvas.hidden && canvas.width === 1280 && canvas.height === 720
        && document.querySelector('video.finder__video').hidden
        && Math.abs(red - 92) < 8 && Math.abs(green - 84) < 8 && Math.abs(blue - 74) < 8;";

/// How many pictures the page asks for in two seconds.
const PICTURES: &str = "
    const count = () => app.asked.filter((command) => command === 'camera_next').length;
    const before = count();
    await new Promise((next) => setTimeout(next, 2000));
    return count() - before;";

#[tokio::test]
async fn its_picture_is_shown_and_a_shot_is_its_largest() -> Result<()> {
    let server = Server::start()?;
    let browser = with_app(&server).await?;
    browser.ask("location.hash = '#/camera';").await?;
    browser.until("there is a picture", &sight("live")).await?;
    browser.until("it is drawn", TABLE_IS_SHOWN).await?;
    let pictures = browser.ask(PICTURES).await?.as_f64().unwrap_or_default();
    eprintln!("{} pictures a second", pictures / 2.0);
    // 30 where nothing else runs; a machine that tests is busy.
    assert!(pictures >= 5.0, "{pictures} in two seconds");

    for count in 1..=2 {
        browser.click("camera-take").await?;
        browser.until_count("shot", count).await?;
    }
    browser
        .until_stored("both are kept", "drafts", |rows| rows.len() == 1)
        .await?;
    // The photo is light, and nothing that is looked through is.
    let is_photo = "
        const shot = document.querySelector('[data-testid=shot] canvas');
        const middle = [shot.width / 2, shot.height / 2, 1, 1];
        const [red, green, blue] = shot.getContext('2d').getImageData(...middle).data;
        return Math.abs(red - 200) < 8 && Math.abs(green - 190) < 8 && Math.abs(blue - 180) < 8;";
    browser.until("it is the photo", is_photo).await?;

    let other = browser.find("camera-other").await?;
    let label = other.attr("aria-label").await?;
    assert_eq!(label.as_deref(), Some("Use another camera: Second"));
    browser.click("camera-other").await?;
    browser
        .until(
            "the other is open",
            "return app.opened.at(-1) === 'second';",
        )
        .await?;
    browser.until("there is a picture", &sight("live")).await?;
    browser.click("camera-close").await?;
    let closed = "return app.closed.length === 2 && app.closed.includes(app.number);";
    browser.until("both are closed", closed).await?;
    browser.close().await
}

#[tokio::test]
async fn one_that_goes_says_so_and_can_be_opened_again() -> Result<()> {
    let server = Server::start()?;
    let browser = with_app(&server).await?;
    browser.ask("location.hash = '#/camera';").await?;
    browser.until("there is a picture", &sight("live")).await?;
    for (why, name) in [
        (NoSight::Lost, "lost"),
        (NoSight::Busy, "busy"),
        (NoSight::Denied, "denied"),
        (NoSight::Missing, "missing"),
    ] {
        let told = base64(&Look::Without(why).encode());
        browser.ask(&format!("app.look = {told};")).await?;
        if name != "lost" {
            browser.click("camera-again").await?;
        }
        browser.until(name, &sight(name)).await?;
        browser.find("camera-file-instead").await?;
    }
    let said = browser.text("camera-none").await?;
    assert!(said.contains("There is no camera here"), "{said}");
    browser.ask("app.look = null;").await?;
    browser.click("camera-again").await?;
    browser.until("it is back", &sight("live")).await?;
    browser.close().await
}

#[tokio::test]
async fn codes_are_found_in_its_picture() -> Result<()> {
    let server = Server::start()?;
    let browser = with_app(&server).await?;
    browser.ask("location.hash = '#/barcode';").await?;
    let asked = browser.find("naming").await?.attr("data-code").await?;
    assert_eq!(asked.as_deref(), Some(CODE));
    browser.close().await
}

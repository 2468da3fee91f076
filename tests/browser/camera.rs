//! A receipt before the camera: shots, the tray, what is said where there is no picture.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::feed::{self, before};
use crate::support::fixture::receipt;
use crate::support::server::Server;

/// Remembers every stream that the page gets from here on.
const WATCH: &str = "
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    window.streams = [];
    devices.getUserMedia = async (wish) => {
        const stream = await open(wish);
        window.streams.push(stream);
        return stream;
    };
    return true;";
const ALL_STOPPED: &str = "
    const tracks = window.streams.flatMap((stream) => stream.getTracks());
    return tracks.length > 0 && tracks.every((track) => track.readyState === 'ended');";

fn sight(name: &str) -> String {
    format!("return document.querySelector('[data-testid=finder]')?.dataset.sight === '{name}';")
}

#[tokio::test]
async fn a_shot_of_a_receipt_is_read_and_the_camera_goes_off() -> Result<()> {
    let (image, expected) = receipt("us")?;
    let film = feed::of_picture(&image)?;
    let server = Server::start()?;
    let browser = before(&film).await?;
    browser.visit(&server.url).await?;
    browser.until("streams are watched", WATCH).await?;

    browser.click("nav-scan").await?;
    browser.click("scan-camera").await?;
    browser.until("there is a picture", &sight("live")).await?;
    assert!(browser.all("camera-lamp").await?.is_empty(), "no lamp here");
    browser.click("camera-take").await?;
    browser.until_count("shot", 1).await?;
    browser.click("camera-done").await?;
    browser.until("the camera is off", ALL_STOPPED).await?;

    browser.find("review-accept").await?;
    assert_eq!(browser.value("review-total").await?, expected.total);
    let rows = browser.all("review-row").await?.len();
    assert!(rows * 10 >= expected.items.len() * 8, "{rows} rows");
    browser.close().await
}

#[tokio::test]
async fn shots_are_kept_from_the_moment_they_are_taken() -> Result<()> {
    let (image, _) = receipt("uk")?;
    let film = feed::of_picture(&image)?;
    let server = Server::start()?;
    let browser = before(&film).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    browser.click("scan-camera").await?;
    for count in 1..=3 {
        browser.until("there is a picture", &sight("live")).await?;
        browser.click("camera-take").await?;
        browser.until_count("shot", count).await?;
    }
    browser.click("shot-remove").await?;
    browser.until_count("shot", 2).await?;
    browser
        .until_stored("both are kept", "drafts", |rows| rows.len() == 1)
        .await?;

    browser.client.refresh().await?;
    browser.until_count("shot", 2).await?;
    browser.click("camera-close").await?;
    browser.until_count("part", 2).await?;
    browser.click("parts-camera").await?;
    browser.click("camera-done").await?;
    browser.find("parts-read-one").await?;
    browser.close().await
}

#[tokio::test]
async fn where_there_is_no_picture_files_are_beside_the_reason() -> Result<()> {
    let (image, _) = receipt("us")?;
    let server = Server::start()?;
    // No device at all, then one that the person does not give.
    for (flags, why) in [
        (&[][..], "missing"),
        (
            &[
                "--use-fake-device-for-media-stream",
                "--deny-permission-prompts",
            ][..],
            "denied",
        ),
    ] {
        let browser = Browser::open_with(Screen::Phone, flags).await?;
        browser
            .client
            .goto(&format!("{}/#/camera", server.url))
            .await?;
        browser.until(why, &sight(why)).await?;
        browser.find("camera-again").await?;
        browser.choose("camera-file-instead", &image).await?;
        browser.find("review-accept").await?;
        browser.close().await?;
    }
    Ok(())
}

//! A receipt in more parts than a phone shows at once.

use std::path::Path;

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture;
use crate::support::server::Server;

#[tokio::test]
pub async fn reading_stays_in_reach_and_covers_nothing_at_the_end() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-scan").await?;
    let names = ["us", "uk", "de_skewed", "fr_faded"];
    let photos = names.map(|name| fixture::receipt(name).map(|(photo, _)| photo));
    let photos = photos.into_iter().collect::<Result<Vec<_>>>()?;
    let photos: Vec<&Path> = photos.iter().map(AsRef::as_ref).collect();
    browser.choose_all("scan-long", &photos).await?;
    browser.until_count("part", 4).await?;
    browser.choose_all("parts-add", &photos).await?;
    browser.until_count("part", 8).await?;

    let above = format!("{PLACES} scrollTo(0, 0); return last() > innerHeight && in_reach();");
    browser.until("it is in reach at the top", &above).await?;
    let end = format!(
        "{PLACES} scrollTo(0, document.body.scrollHeight);
         return in_reach() && last() <= ways() && ways() <= box('parts-read-one').top;"
    );
    browser.until("it covers nothing at the end", &end).await?;
    browser.close().await
}

/// Where the last part and the last of the other ways end, and whether both ways to read
/// are seen above the navigation.
const PLACES: &str = "
    const all = (testid) => document.querySelectorAll(`[data-testid=${testid}]`);
    const box = (testid) => [...all(testid)].at(-1).getBoundingClientRect();
    const last = () => box('part').bottom;
    const ways = () => box('parts-leave').bottom;
    const in_reach = () => ['parts-read-one', 'parts-read-each'].every((testid) => {
        const { left, top, width, height } = box(testid);
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        return seen === [...all(testid)].at(-1);
    });";

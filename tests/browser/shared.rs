//! What another app shares with the installed one: the browser hands it to the service
//! worker, as a form.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::receipt;
use crate::support::pdf;
use crate::support::server::Server;

/// The page is under the service worker's control.
const CONTROLLED: &str = "return navigator.serviceWorker.controller !== null;";

impl Browser {
    /// Shares what a script puts into `form`, as another app does, and opens what it leads to.
    async fn share(&self, server: &Server, form: &str) -> Result<()> {
        self.until("the worker is in control", CONTROLLED).await?;
        let script = format!(
            "const form = new FormData(); {form}
             const answer = await fetch('share', {{ method: 'POST', body: form, redirect: 'manual' }});
             return answer.type === 'opaqueredirect' || answer.status;"
        );
        self.until("it was taken", &script).await?;
        let shared = format!("{}/#/shared", server.url);
        Ok(self.client.goto(&shared).await?)
    }
}

#[tokio::test]
async fn a_shared_list_is_added_without_a_server() -> Result<()> {
    let mut server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    browser
        .until("the worker is in control", CONTROLLED)
        .await?;
    server.stop()?;
    let words = "form.append('title', 'For Sunday'); \
                 form.append('text', '- 2 eggs\\n- milk 1 l\\n'); \
                 form.append('url', 'https://kitchen.example/list');";
    browser.share(&server, words).await?;
    browser.until_count("shared-line", 3).await?;
    // The title is no food.
    browser.click("shared-line").await?;
    browser.click("shared-add").await?;
    browser.until_count("pantry-row", 2).await?;
    // One action, one undo.
    browser.click("snackbar-undo").await?;
    browser.until_count("pantry-row", 0).await?;
    // Taken once, it is not there again.
    browser
        .client
        .goto(&format!("{}/#/shared", server.url))
        .await?;
    browser.find("shared-nothing").await?;
    browser.close().await
}

#[tokio::test]
async fn a_shared_photo_goes_to_the_review() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let photo = "const photo = await (await fetch('sample-receipt.jpg')).blob(); \
                 form.append('files', photo, 'receipt.jpg');";
    browser.share(&server, photo).await?;
    browser.find("review-accept").await?;
    browser.close().await
}

#[tokio::test]
async fn what_is_shared_stays_until_it_is_added() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    // One line is too long for a name in an alphabet of three bytes a letter.
    let long = "卵".repeat(110);
    let words = format!("form.append('text', '2x milk 1 l fridge +7d\\n{long}\\nbread');");
    browser.share(&server, &words).await?;
    browser.until_count("shared-line", 3).await?;
    // The page goes before it was looked at: it is offered again.
    browser.visit(&server.url).await?;
    browser.client.refresh().await?;
    browser.click("shared-open").await?;
    browser.until_count("shared-line", 3).await?;
    browser.click("shared-add").await?;
    browser.until_count("shared-line", 1).await?;
    browser.click("shared-drop").await?;
    browser.find("shared-nothing").await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 2).await?;
    browser.fill("pantry-search", "milk").await?;
    browser.until_count("pantry-row", 1).await?;
    let row = browser.text("pantry-row").await?;
    assert!(row.contains("2 l"), "{row}");
    browser.show("").await?;
    browser.until_count("home-shared", 0).await?;
    browser.close().await
}

#[tokio::test]
async fn photos_and_words_are_both_kept_and_what_is_lost_is_said() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let both = "const photo = await (await fetch('sample-receipt.jpg')).blob(); \
                form.append('files', photo, 'receipt.jpg'); form.append('text', 'and bread');";
    browser.share(&server, both).await?;
    browser.until_count("shared-line", 1).await?;
    browser.click("shared-photos-open").await?;
    browser.find("review-accept").await?;
    // Kept as a draft now, it is not shared any more; the words are.
    browser.visit(&server.url).await?;
    browser.client.refresh().await?;
    browser.click("shared-open").await?;
    browser.until_count("shared-line", 1).await?;
    browser.until_count("shared-photos", 0).await?;
    browser.click("shared-add").await?;
    browser.until_count("pantry-row", 1).await?;

    let lost = format!("{}/#/shared?lost", server.url);
    browser.visit(&lost).await?;
    browser.find("shared-lost").await?;
    browser.close().await
}

#[tokio::test]
async fn a_shared_pdf_goes_to_the_review() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let photo = std::fs::read(receipt("us")?.0)?;
    let document = STANDARD.encode(pdf::document(&[pdf::Picture::jpeg(photo)?]));
    let form = format!(
        "const bytes = Uint8Array.from(atob('{document}'), (letter) => letter.charCodeAt(0)); \
         form.append('files', new Blob([bytes], {{ type: 'application/pdf' }}), 'receipt.pdf');"
    );
    browser.share(&server, &form).await?;
    browser.find("review-accept").await?;
    browser.close().await
}

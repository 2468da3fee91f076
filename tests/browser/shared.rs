//! What another app shares with the installed one: the browser hands it to the service
//! worker, as a form.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
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
    browser.client.goto(&server.url).await?;
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
    browser.client.goto(&server.url).await?;
    browser.find("home").await?;
    let photo = "const photo = await (await fetch('sample-receipt.jpg')).blob(); \
                 form.append('files', photo, 'receipt.jpg');";
    browser.share(&server, photo).await?;
    browser.find("review-accept").await?;
    browser.close().await
}

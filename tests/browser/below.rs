//! A server that shares its name with others: it is reached below a path.

use anyhow::{Result, ensure};

use super::in_step::{found, join};
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn a_household_lives_below_a_path_of_a_name() -> Result<()> {
    let mut server = Server::start_with(&[("LARDER_URL", "https://home.example/larder")])?;
    let below = format!("{}/larder", server.url);
    let one = Browser::open(Screen::Phone).await?;
    one.visit(&below).await?;
    one.find("home").await?;
    let link = found(&one).await?;
    ensure!(link.starts_with(&format!("{below}/#")), "{link}");
    let other = Browser::open(Screen::Phone).await?;
    join(&other, &link).await?;
    one.show("pantry").await?;
    one.add_by_hand("6 eggs").await?;
    other.show("pantry").await?;
    other.until_count("pantry-row", 1).await?;
    other.until_chip("In step").await?;

    // The page of a letter's link finds its looks, and the way to the app.
    let page = Browser::open(Screen::Phone).await?;
    page.visit(&format!("{below}/account/verify?token=0"))
        .await?;
    let leads = format!(
        "return document.styleSheets[0]?.cssRules.length > 0
             && document.querySelector('p a').href === '{below}/';"
    );
    page.until("it leads to the app", &leads).await?;
    page.close().await?;

    // The app is kept for when the server is gone.
    let kept = "return navigator.serviceWorker.controller?.scriptURL.includes('/larder/');";
    other.until("it is kept", kept).await?;
    server.stop()?;
    other.visit(&format!("{below}/")).await?;
    other.show("pantry").await?;
    other.until_count("pantry-row", 1).await?;
    other.close().await?;
    one.close().await
}

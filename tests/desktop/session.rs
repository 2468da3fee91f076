//! What the app has in the desktop's session: an icon in the tray, notifications, and a start
//! with it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::browser::wait;
use crate::support::session::Session;
use crate::support::window::Desk;

/// Something to use today is in the household, and no window is open.
async fn with_milk() -> Result<Desk> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.add_by_hand("1 milk +0d").await?;
    desk.until_count("SELECT count(*) FROM pantry_items", 1)
        .await?;
    window.close().await?;
    desk.kill_app()?;
    Ok(desk)
}

async fn until_window(desk: &Desk) -> Result<()> {
    wait("there is a window", async || {
        Ok(desk.window()?.is_none().then(|| "none".to_owned()))
    })
    .await
}

#[tokio::test]
async fn the_menu_of_the_tray_says_what_is_due_leads_there_and_quits() -> Result<()> {
    let desk = with_milk().await?;
    let session = Session::join(&desk).await?;
    let mut running = desk.start(&["--hidden"])?;
    session.until_entry("1 thing to use today").await?;
    ensure!(desk.window()?.is_none(), "it begins without a window");
    let menu = session.menu().await?;
    ensure!(menu.len() == 3, "{menu:?}");
    session.choose("1 thing to use today").await?;
    until_window(&desk).await?;
    session.choose("Quit").await?;
    running.ends().await
}

#[tokio::test]
async fn a_press_on_the_digest_opens_the_window() -> Result<()> {
    let desk = with_milk().await?;
    let settings = json!({ "language": "en", "digest": true, "digest_at": 0 });
    fs::write(desk.data().join("settings.json"), settings.to_string())?;
    let session = Session::join(&desk).await?;
    let _running = desk.start(&["--hidden"])?;
    let note = session.note().await?;
    ensure!(note.title == "1 thing to use today", "{note:?}");
    ensure!(note.text == "milk", "{note:?}");
    ensure!(desk.window()?.is_none(), "nobody has asked for a window");
    session.press(&note).await?;
    until_window(&desk).await
}

#[tokio::test]
async fn starting_with_the_session_is_an_entry_that_comes_and_goes() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.show("settings").await?;
    let kept = window.text("storage").await?;
    ensure!(kept.contains("larder.db"), "a file has no quota: {kept}");
    window.reach("closed-session").await?;
    wait("there is an entry", async || {
        Ok(entry(&desk).is_none().then(|| "none".to_owned()))
    })
    .await?;
    let text = fs::read_to_string(entry(&desk).unwrap_or_default())?;
    ensure!(text.contains("larder-desktop --hidden"), "{text}");
    window.reach("closed-session").await?;
    wait("it is gone", async || {
        Ok(entry(&desk).map(|path| path.display().to_string()))
    })
    .await?;
    window.close().await
}

/// What has the system start the app with the session.
fn entry(desk: &Desk) -> Option<PathBuf> {
    let entries = fs::read_dir(desk.home.path().join(".config/autostart")).ok()?;
    entries.flatten().map(|entry| entry.path()).next()
}

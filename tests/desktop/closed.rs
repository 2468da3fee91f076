//! Closing the window: everything is stored, the app lives on in the tray or ends, and what is
//! wanted meanwhile is not lost.

use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::time::sleep;

use crate::support::browser::wait;
use crate::support::fixture::{receipt, scan};
use crate::support::window::Desk;

/// What a person has just typed into a review is there after the window was closed at once.
#[tokio::test]
async fn what_was_just_typed_is_stored_before_the_window_goes() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    scan(&window, "us").await?;
    window.fill("review-merchant", "Corner shop").await?;
    desk.close_window()?;
    wait("the window is gone", async || shown(&desk)).await?;
    wait("what was typed is stored", async || {
        let rows = desk.stored("drafts").await?;
        let is_there = rows.iter().any(|row| row.says("Corner shop"));
        Ok((!is_there).then(|| format!("{rows:?}")))
    })
    .await
}

/// The window closes, comes back for a receipt that is handed over in that very moment, and the
/// app ends when it is told to.
#[tokio::test]
async fn a_closed_app_lives_on_comes_back_and_quits() -> Result<()> {
    let desk = Desk::new()?;
    let mut running = desk.start(&[])?;
    wait("there is a window", async || hidden(&desk)).await?;
    // Its page is loaded once it has asked for the database.
    wait("there is a database", async || {
        Ok((desk.count("SELECT count(*) FROM ops").await.is_err()).then(|| "none".to_owned()))
    })
    .await?;
    sleep(Duration::from_secs(3)).await;

    desk.close_window()?;
    let (image, _) = receipt("us")?;
    desk.hand_over(&image.canonicalize()?.display().to_string())?;
    desk.until_count("SELECT count(*) FROM drafts", 1).await?;
    ensure!(hidden(&desk)?.is_none(), "the window is there");

    desk.close_window()?;
    wait("the window is gone", async || shown(&desk)).await?;
    sleep(Duration::from_secs(1)).await;
    ensure!(running.0.try_wait()?.is_none(), "it lives on");
    desk.hand_over("--quit")?;
    running.ends().await
}

/// Who does not want it in the tray ends it by closing the window; and it ends, too, when it
/// has been there for long.
#[tokio::test]
async fn an_app_that_does_not_stay_ends_with_its_window() -> Result<()> {
    let desk = Desk::new()?;
    std::fs::create_dir_all(desk.data())?;
    let settings = serde_json::json!({ "stays_in_tray": false });
    std::fs::write(desk.data().join("settings.json"), settings.to_string())?;
    let mut running = desk.start(&[])?;
    wait("there is a window", async || hidden(&desk)).await?;
    sleep(Duration::from_secs(3)).await;
    desk.close_window()?;
    running.ends().await
}

/// Two apps on one household would write under one name: the second one says what to do.
#[tokio::test]
async fn a_second_app_on_the_same_household_leaves_it_alone() -> Result<()> {
    let desk = Desk::new()?;
    let first = desk.start(&[])?;
    wait("there is a database", async || {
        Ok((!desk.database().exists()).then(|| "none".to_owned()))
    })
    .await?;
    // A session of its own, as somebody who comes in from elsewhere has.
    let other = Desk::with(desk.home.clone())?;
    let window = other.open().await?;
    let said = window.text("storage-failed").await?;
    assert!(said.contains("open already"), "{said}");
    window.close().await?;
    drop(first);
    Ok(())
}

/// What is missing while no window is shown.
fn hidden(desk: &Desk) -> Result<Option<String>> {
    Ok(desk.window()?.is_none().then(|| "no window".to_owned()))
}

/// What is too much while a window is shown.
fn shown(desk: &Desk) -> Result<Option<String>> {
    Ok(desk.window()?.map(|window| format!("window {window}")))
}

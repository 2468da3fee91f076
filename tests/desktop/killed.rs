//! The native app, killed in the middle of storing what its person does: everything that its
//! database had is there afterwards, and every action as a whole or not at all.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::time::{Instant, sleep};

use crate::support::window::Desk;

/// How often, unless `LARDER_DESKTOP_KILLS` says otherwise.
const KILLS: u64 = 10;

/// How long the first stored tap of a window may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// More than all taps take.
const EGGS: i64 = 90_000;

/// A finger on the minus, every few milliseconds: something is always on its way.
const TAP: &str = "
    const minus = document.querySelector('[data-testid=step-less]');
    window.taps = 0;
    setInterval(() => { minus.click(); window.taps += 1; }, 4);
    return true;";

/// Every op in the database.
const OPS: &str = "SELECT count(*) FROM ops";

#[tokio::test]
async fn an_app_that_is_killed_while_it_stores_keeps_what_it_confirmed() -> Result<()> {
    let kills = std::env::var("LARDER_DESKTOP_KILLS").ok();
    let kills = kills.and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.add_by_hand(&format!("{EGGS} eggs")).await?;
    window.click("nav-pantry").await?;
    window.find("step-less").await?;
    window.close().await?;
    desk.kill_app()?;
    let first = desk.count(OPS).await?;

    let (mut confirmed, mut on_the_way) = (0, 0);
    for kill in 0..kills {
        let wait = Duration::from_millis(100 + kill * 89 % 600);
        let (stored, lost) = one(&desk, first, wait)
            .await
            .with_context(|| format!("kill {kill} after {wait:?}"))?;
        confirmed += stored;
        on_the_way += lost;
    }
    println!("{kills} kills: {confirmed} confirmed, {on_the_way} taps on their way");
    // Without anything on its way, a kill proves nothing.
    ensure!(confirmed > 0 && on_the_way > 0, "{confirmed}, {on_the_way}");
    Ok(())
}

/// One kill; how many taps were stored when last asked, and how many were not.
async fn one(desk: &Desk, first: i64, wait: Duration) -> Result<(i64, i64)> {
    let window = desk.open().await?;
    window.click("nav-pantry").await?;
    window.find("step-less").await?;
    let before = desk.count(OPS).await?;
    window.ask(TAP).await?;
    let (mut confirmed, mut taps) = (before, 0);
    let (until, patience) = (Instant::now() + wait, Instant::now() + PATIENCE);
    // On a busy machine an answer takes longer than the wait: without one, this kill would
    // prove nothing. No question is given up half way: with its connection open, SQLite does
    // not look for what was being committed when the app was killed.
    while Instant::now() < until || confirmed == before || taps == 0 {
        ensure!(Instant::now() < patience, "{taps} taps, and none is stored");
        confirmed = desk.count(OPS).await?;
        let count = window.ask("return window.taps;").await?;
        taps = count.as_i64().unwrap_or_default();
    }
    // So that not every kill comes just behind an answer.
    sleep(wait / 10).await;
    desk.kill_app()?;
    drop(window);
    ensure!(
        desk.sqlite3("PRAGMA integrity_check")? == "ok",
        "the file is damaged"
    );
    let ops = desk.count(OPS).await?;
    ensure!(
        ops >= confirmed,
        "{ops} of {confirmed} ops that were stored are there"
    );

    let window = desk.open().await?;
    window.click("nav-pantry").await?;
    // One tap is one op, and nothing else was done.
    let left = EGGS - (ops - first);
    let shown = format!(
        "const shown = document.querySelector('.stepper__value')?.textContent;
         return shown?.replace(/\\D/g, '') === '{left}' || shown;"
    );
    window
        .until(
            &format!("{left} are left: every tap that was stored counts"),
            &shown,
        )
        .await?;
    window.close().await?;
    desk.kill_app()?;
    Ok((confirmed - before, (taps - (confirmed - before)).max(0)))
}

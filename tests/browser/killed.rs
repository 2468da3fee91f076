//! A browser that is killed, or a page that is closed, in the middle of storing what its
//! person does: what the page's storage or the server had of it is there afterwards, and
//! every action is there as a whole or not at all.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use super::in_step::found;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

/// How often, unless `LARDER_BROWSER_KILLS` says otherwise.
const KILLS: u64 = 6;

/// How long the first stored tap of a page may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// More than all taps take.
const EGGS: usize = 90_000;

/// A finger on the minus, every few milliseconds: more than the storage gets through with,
/// so that something is always on its way.
const TAP: &str = "
    const minus = document.querySelector('[data-testid=step-less]');
    window.taps = 0;
    setInterval(() => { minus.click(); window.taps += 1; }, 4);
    return true;";

/// An op by its author and its number.
type Id = (u64, u64);

/// What ended.
#[derive(Clone, Copy, PartialEq, Debug)]
enum End {
    /// The browser, by SIGKILL.
    Browser,
    /// The page alone.
    Page,
}

#[tokio::test]
async fn a_page_that_is_killed_while_it_stores_keeps_what_it_confirmed() -> Result<()> {
    let kills = std::env::var("LARDER_BROWSER_KILLS").ok();
    let kills = kills.and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    // How often a finger may tap is not the question.
    let server = Server::start_with(&[("LARDER_PUSHES_A_MINUTE", "1000000")])?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.add_by_hand(&format!("{EGGS} eggs")).await?;
    found(&browser).await?;
    browser.until_chip("In step").await?;
    browser.visit(&elsewhere(&server)).await?;
    let first = browser.ops().await?;
    let mut profile = browser.leave().await?;

    let mut told = Told::default();
    for kill in 0..kills {
        let end = match kill % 2 {
            0 => End::Browser,
            _ => End::Page,
        };
        let wait = Duration::from_millis(100 + kill * 89 % 600);
        profile = one(&server, profile, end, wait, &first, &mut told)
            .await
            .with_context(|| format!("kill {kill}, of {end:?} after {wait:?}"))?;
    }
    println!("{kills} kills: {told:?}");
    // Without anything on its way, a kill proves nothing.
    ensure!(told.confirmed > 0 && told.on_the_way > 0, "{told:?}");
    Ok(())
}

/// What the kills came to.
#[derive(Default, Debug)]
struct Told {
    /// Ops that were stored in time to be asked for, and are there.
    confirmed: usize,
    /// Taps that were shown when last asked, and not stored when asked before that.
    on_the_way: usize,
}

/// One kill, and what is there after it.
async fn one(
    server: &Server,
    profile: Arc<TempDir>,
    end: End,
    wait: Duration,
    first: &BTreeSet<Id>,
    told: &mut Told,
) -> Result<Arc<TempDir>> {
    let browser = Browser::open_on(profile, Screen::Phone, &[]).await?;
    // Another one for when this page is closed: the browser would end with its last one.
    let page = browser.client.window().await?;
    let other = browser.client.new_window(true).await?.handle;
    browser.client.switch_to_window(page).await?;
    browser.visit(&server.url).await?;
    browser.click("nav-pantry").await?;
    browser.find("step-less").await?;
    let before = browser.ops().await?;
    browser.ask(TAP).await?;
    let (mut confirmed, mut taps) = (before.clone(), 0);
    let (until, patience) = (Instant::now() + wait, Instant::now() + PATIENCE);
    // On a busy machine an answer takes longer than the wait: without one, this kill would
    // prove nothing.
    while Instant::now() < until || confirmed == before || taps == 0 {
        ensure!(Instant::now() < patience, "{taps} taps, and none is stored");
        confirmed = browser.ops().await?;
        let count = browser.ask("return window.taps;").await?;
        taps = count.as_u64().unwrap_or_default() as usize;
    }
    // So that not every kill comes just behind an answer.
    sleep(wait / 10).await;
    let profile = match end {
        End::Browser => browser.kill(),
        End::Page => {
            browser.client.close_window().await?;
            browser.client.switch_to_window(other).await?;
            browser.visit(&elsewhere(server)).await?;
            browser.leave().await?
        }
    };
    let browser = Browser::open_on(profile, Screen::Phone, &[]).await?;
    // What the server has was stored before it was sent. This page does not ask for it yet.
    let sent = server.numbered().await?;
    browser.visit(&elsewhere(server)).await?;
    let ops = browser.ops().await?;
    ensure!(
        confirmed.is_subset(&ops),
        "something that was stored is gone"
    );
    let is_here = |id: &Id| ops.contains(id);
    ensure!(sent.iter().all(is_here), "something that was sent is gone");
    // One tap is one op, and nothing else was done.
    let more = ops.difference(first).count();
    let stored = confirmed.difference(&before).count();
    told.confirmed += stored;
    told.on_the_way += taps.saturating_sub(stored);
    browser.visit(&server.url).await?;
    browser.click("nav-pantry").await?;
    let shown = format!(
        "const shown = document.querySelector('.stepper__value')?.textContent;
         return shown?.replace(/\\D/g, '') === '{}' || shown;",
        EGGS - more
    );
    browser
        .until("every tap that was stored counts", &shown)
        .await?;
    browser.until_chip("In step").await?;
    let numbered: BTreeSet<Id> = server.numbered().await?.into_iter().collect();
    ensure!(numbered == ops, "the server has other ops than the page");
    browser.leave().await
}

/// A page of the server that is not the app: nothing there holds on to the storage.
fn elsewhere(server: &Server) -> String {
    format!("{}/health", server.url)
}

impl Browser {
    /// The ops in the page's storage.
    async fn ops(&self) -> Result<BTreeSet<Id>> {
        let rows = self.stored("ops").await?;
        let ids = rows.iter().map(|row| {
            let half = |bytes: &[u8]| Some(u64::from_be_bytes(bytes.try_into().ok()?));
            let (of, number) = row.key.split_at_checked(8).context("a short key")?;
            half(of).zip(half(number)).context("a long key")
        });
        ids.collect()
    }
}

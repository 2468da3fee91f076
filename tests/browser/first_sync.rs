//! A new device of an old household, in a real browser: when it shows the first food, when it
//! has everything, and whether the page stays smooth meanwhile.
//!
//! The household is the one of `cargo xtask bench sync`: what three devices do in some days,
//! planned by `pantry`. `LARDER_DAYS` says how many; with five years of them the promises
//! are measured, and with few it guards against a blunder. Figures go to `LARDER_BENCH_OUT`.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use pantry::op::SCHEMA;
use serde_json::{Value, json};
use sync::codec::{Batch, MAX_BATCH_OPS, Stored};
use sync::digest::Chain;
use sync::exchange::{Frame, Hello, PROTOCOL, Push};
use sync::{Op, ReplicaId};

use crate::household::phone::{Api, HOUSEHOLD};
use crate::household::variable;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

// What the measurement of merging replays.
#[path = "../../xtask/bench-sync/src/trace/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "peers are handed the same in plain words"
)]
mod trace;

/// The same household each time.
const SEED: u64 = 1;
/// Long enough for a snapshot.
const DAYS: u64 = 100;
/// Days of which somebody expects what was promised: 5 years.
const LONG: u64 = 1_825;
/// Pushes in one request, each with a hello before it.
const PUSHES: usize = 30;

/// Watches the page: when something is there, and the longest task since.
const WATCH: &str = "
    const watch = { since: performance.now(), longest: 0, slowest: 0, tasks: [], taps: [] };
    window.larderWatch = watch;
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) {
            watch.longest = Math.max(watch.longest, task.duration);
            watch.tasks.push([Math.round(task.startTime - watch.since), Math.round(task.duration)]);
        }
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
        for (const tap of list.getEntries()) {
            watch.slowest = Math.max(watch.slowest, tap.duration);
            const took = [tap.processingStart, tap.processingEnd].map((at) => Math.round(at - tap.startTime));
            if (tap.name === 'click')
                watch.taps.push([Math.round(tap.startTime - watch.since), ...took, tap.duration]);
        }
    }).observe({ type: 'event', durationThreshold: 16 });
    const look = () => {
        const now = performance.now() - watch.since;
        if (!watch.shown && document.querySelector('[data-testid=home-lot]')) watch.shown = now;
        const chip = document.querySelector('[data-testid=sync-chip]')?.textContent.trim();
        if (watch.shown && !watch.whole && chip === 'In step') watch.whole = now;
        if (!watch.whole) setTimeout(look, 20);
    };
    look();
    return true;";

const WATCHED: &str = "return window.larderWatch;";

/// What is there when a page that was loaded anew shows food, in ms since it was opened.
const OPENED: &str = "
    const shown = () => document.querySelector('[data-testid=home-lot]');
    while (!shown()) await new Promise((resolve) => setTimeout(resolve, 10));
    return performance.now();";

/// What the page says of its own speed.
const SPEED: &str = "
    const { ops, loaded, merged, stored } = document.querySelector('[data-testid=check-speed]').dataset;
    return { ops, loaded, merged, stored };";

#[tokio::test]
async fn a_new_device_of_an_old_household_shows_food_at_once() -> Result<()> {
    let days = variable("LARDER_DAYS", DAYS);
    let mut server = Server::start_with(&[("LARDER_PUSHES_A_MINUTE", "1000000")])?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let ops = trace::replay(SEED, days.try_into()?).ops;
    push_all(&api, &owner, &ops).await?;

    let replayed = measure(&api, &owner, days, "replay").await?;
    // A server that starts has a look at who needs a snapshot.
    server.start_again()?;
    let api = Api::new(&server.url);
    let taken = measure(&api, &owner, days, "snapshot").await?;

    let figures = json!({ "ops": ops.len(), "replay": replayed, "snapshot": taken });
    println!("first sync: {figures}");
    if let Ok(file) = std::env::var("LARDER_BENCH_OUT") {
        std::fs::write(file, figures.to_string())?;
    }
    Ok(())
}

/// A new browser joins; what it took, in ms.
async fn measure(api: &Api, owner: &str, days: u64, way: &str) -> Result<Value> {
    let browser = Browser::open(Screen::Phone).await?;
    let invited = api
        .json("invitations", owner, json!({ "role": "member" }))
        .await?;
    let code = invited["code"].as_str().context("a code")?;
    browser
        .client
        .goto(&format!("{}/#/join/{code}", api.url))
        .await?;
    browser.find("join-go").await?;
    browser.ask(WATCH).await?;
    browser.click("join-go").await?;
    browser.find("home-lot").await?;
    // Somebody who does not wait until all is there.
    for page in ["nav-pantry", "nav-home", "nav-pantry", "nav-home"] {
        browser.click(page).await?;
    }
    browser
        .until(
            "everything is there",
            "return window.larderWatch.whole > 0;",
        )
        .await?;
    // The tables are filled behind it.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let watched = browser.ask(WATCHED).await?;
    let peak = browser.renderer_peak();
    browser.client.refresh().await?;
    let reopened = browser.ask(OPENED).await?;
    browser.visit(&format!("{}/#/check", api.url)).await?;
    browser.find("check-speed").await?;
    let speed = browser.ask(SPEED).await?;
    browser.close().await?;
    let figure = |name: &str| watched[name].as_f64().unwrap_or(f64::INFINITY);
    let figures = json!({
        "shown_ms": figure("shown").round(),
        "whole_ms": figure("whole").round(),
        "longest_task_ms": figure("longest"),
        "slowest_tap_ms": figure("slowest"),
        "tasks": watched["tasks"],
        "taps": watched["taps"],
        "opened_again_ms": reopened.as_f64().map(f64::round),
        "peak_mb": peak / 1_000_000,
        "ops_a_second": speed,
    });
    println!("by {way}: {figures}");
    if days >= LONG {
        // Ten times as slow is a blunder on any machine that is busy.
        ensure!(figure("shown") < 10_000.0, "{figures}");
        ensure!(figure("whole") < 40_000.0, "{figures}");
    }
    Ok(figures)
}

/// Sends what three devices did, in its order.
pub async fn push_all(api: &Api, owner: &str, ops: &[Op]) -> Result<()> {
    let mut chains: Vec<(ReplicaId, Chain)> = Vec::new();
    let mut frames = Vec::new();
    for run in ops.chunk_by(|a, b| a.id.replica == b.id.replica) {
        for ops in run.chunks(MAX_BATCH_OPS / 4) {
            frames.extend(push(ops, &mut chains)?);
        }
    }
    for request in frames.chunks(2 * PUSHES) {
        let answers = api.say(owner, request).await?;
        let refused = answers
            .iter()
            .find(|frame| matches!(frame, Frame::Refused(_)));
        ensure!(refused.is_none(), "{refused:?}");
    }
    Ok(())
}

fn push(ops: &[Op], chains: &mut Vec<(ReplicaId, Chain)>) -> Result<[Frame; 2]> {
    let first = ops.first().context("an empty run")?.id;
    if !chains.iter().any(|(replica, _)| *replica == first.replica) {
        chains.push((first.replica, Chain::START));
    }
    let known = chains.iter_mut().find(|(one, _)| *one == first.replica);
    let (_, chain) = known.context("it was put there")?;
    let stored: Vec<Stored> = ops
        .iter()
        .cloned()
        .map(Stored::seal)
        .collect::<Result<_, _>>()?;
    let previous = *chain;
    *chain = stored
        .iter()
        .fold(previous, |chain, op| chain.next(op.hash()));
    let hello = Hello {
        protocol: PROTOCOL,
        schema: SCHEMA,
        household: HOUSEHOLD,
        replica: first.replica,
        epoch: None,
        cursor: 0,
        needs: 0,
    };
    let batch = Batch {
        household: HOUSEHOLD,
        replica: first.replica,
        first_rseq: first.rseq,
        schema: SCHEMA,
        epoch: None,
        previous,
        ops: stored.into_iter().map(Ok).collect(),
    };
    Ok([
        Frame::Hello(hello),
        Frame::Push(Push { batch, limit: None }),
    ])
}

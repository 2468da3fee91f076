//! What the native app promises in figures: how soon it answers with the household of many
//! years, what memory it takes then, and how long it reads a receipt beside `larder scan`.
//! `LARDER_ITEMS` says how many items it knows; figures go to `LARDER_BENCH_OUT`
//! (`cargo xtask bench desktop`).

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::browser::large::{hosted, middle, most, number, round};
use crate::browser::speed::{images, timed};
use crate::household::variable;
use crate::support::memory::shared_out;
use crate::support::server::Server;
use crate::support::window::Desk;

/// Enough to guard against a blunder; the promises are for 10,000.
const ITEMS: u64 = 200;
/// How often the app is started, and how many receipts are read.
const STARTS: usize = 3;
/// A machine that tests is busy, and its build is not optimised.
const PATIENCE: f64 = 8.0;
/// What a start may take, in ms.
const START: f64 = 1_500.0;

/// When food was there and answered, in ms since 1970.
const ANSWERS: &str = "
    while (!document.querySelector('[data-testid=home-lot]'))
        await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.timeOrigin + performance.now();";

#[tokio::test]
async fn an_old_household_opens_and_receipts_are_read_at_once() -> Result<()> {
    let items = variable("LARDER_ITEMS", ITEMS);
    let (server, code, _) = hosted(items).await?;
    let desk = Desk::new()?;
    joined(&desk, &server, &code).await?;

    let (mut starts, mut memory) = (Vec::new(), 0);
    for _ in 0..STARTS {
        let window = desk.open().await?;
        let answers = number(&window.ask(ANSWERS).await?)?;
        let began = began(desk.app_pids()?.first().context("the app runs")?)?;
        starts.push(answers - began);
        // At rest: what it has to do at its start is done.
        tokio::time::sleep(Duration::from_secs(5)).await;
        memory = shared_out(&desk.mark());
        window.close().await?;
        desk.kill_app()?;
    }
    let (native, beside) = reading(&desk).await?;
    let figures = json!({
        "items": items,
        "start_ms": round(middle(&starts)),
        "slowest_start_ms": round(most(&starts)),
        "memory_mb": memory / 1_000_000,
        "scan_ms": round(native),
        "larder_scan_ms": round(beside),
    });
    println!("desktop: {figures}");
    if let Ok(file) = std::env::var("LARDER_BENCH_OUT") {
        std::fs::write(file, figures.to_string())?;
    }
    ensure!(middle(&starts) < START * PATIENCE, "{figures}");
    ensure!(native < beside * PATIENCE, "{figures}");
    Ok(())
}

/// Opens a link into a household, as the system hands it over, and waits until all of it is
/// there.
async fn joined(desk: &Desk, server: &Server, code: &str) -> Result<()> {
    let window = desk.open().await?;
    window.find("nav-more").await?;
    desk.hand_over(&format!("larder://join/{code}?server={}", server.url))?;
    window.click("join-go").await?;
    window.find("home-lot").await?;
    window.until_chip("In step").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    window.close().await?;
    desk.kill_app()
}

/// How long receipts take in the app, from the file to the review, and by `larder scan`, each
/// in the middle and in ms.
async fn reading(desk: &Desk) -> Result<(f64, f64)> {
    let images = images()?;
    let window = desk.open().await?;
    // The first one also loads the weights.
    timed(&window, &images[0]).await?;
    let (mut native, mut beside) = (Vec::new(), Vec::new());
    for image in images.iter().take(STARTS) {
        native.push(millis(timed(&window, image).await?));
        beside.push(millis(scanned(image)?));
    }
    window.close().await?;
    Ok((middle(&native), middle(&beside)))
}

fn scanned(image: &Path) -> Result<Duration> {
    let larder = std::env::var_os("LARDER_BIN").context("LARDER_BIN names the built server")?;
    let start = Instant::now();
    let done = Command::new(larder).arg("scan").arg(image).output()?;
    ensure!(done.status.success(), "larder scan: {}", done.status);
    Ok(start.elapsed())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// When a process began, in ms since 1970.
fn began(pid: &u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in parentheses may hold anything; what follows begins with the third field, and
    // the 22nd is the start in hundredths of a second since the machine's (proc_pid_stat(5)).
    let (_, fields) = stat.rsplit_once(") ").context("a process has a name")?;
    let start = fields.split(' ').nth(19).context("it has a start")?;
    let start = start.parse::<f64>()? * 10.0;
    let uptime = std::fs::read_to_string("/proc/uptime")?;
    let uptime = uptime.split(' ').next().context("the machine is up")?;
    let uptime = uptime.parse::<f64>()? * 1_000.0;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(millis(now) - uptime + start)
}

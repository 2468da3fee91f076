//! What the native app promises in figures: how soon it answers with the household of many
//! years, what memory it takes then, and how long it reads a receipt beside `larder scan`.
//! `LARDER_ITEMS` says how many items it knows; figures go to `LARDER_BENCH_OUT`
//! (`cargo xtask bench desktop`).

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::glimpse;
use crate::browser::large::{hosted, middle, most, number, round};
use crate::browser::speed::{images, timed};
use crate::household::variable;
use crate::support::memory::shared_out;
use crate::support::server::Server;
use crate::support::window::Desk;

/// Enough to guard against a blunder.
const ITEMS: u64 = 200;
/// What the figures are promised for.
const PROMISED: u64 = 10_000;
/// How often the app is started.
const STARTS: usize = 3;
/// How many receipts are read.
const SCANS: usize = 6;
/// How much longer than all of `larder scan` reading may take in the app: what is promised, and
/// what guards against a blunder where others work beside it and every answer waits its turn.
const SLOWER: (f64, f64) = (1.1, 2.5);
/// A machine that tests is busy, and its build is not optimised.
const PATIENCE: f64 = 8.0;
/// What a start may take, in ms.
const START: f64 = 1_500.0;

/// When food was there and answered, and when all of the household was, in ms since 1970.
const ANSWERS: &str = "
    while (!document.querySelector('[data-testid=home-lot]'))
        await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const answers = performance.timeOrigin + performance.now();
    while (!/\\d/.test(document.querySelector('[data-testid=home-rest]')?.textContent ?? ''))
        await new Promise((resolve) => setTimeout(resolve, 10));
    return [answers, performance.timeOrigin + performance.now()];";

#[tokio::test]
async fn an_old_household_opens_and_receipts_are_read_at_once() -> Result<()> {
    let items = variable("LARDER_ITEMS", ITEMS);
    let (server, code, _) = hosted(items).await?;
    let desk = Desk::new()?;
    joined(&desk, &server, &code).await?;
    if items >= glimpse::ITEMS {
        glimpse::kept(&desk).await?;
    }

    let (mut starts, mut wholes, mut memory) = (Vec::new(), Vec::new(), 0);
    for _ in 0..STARTS {
        let window = desk.open().await?;
        let told = window.ask(ANSWERS).await?;
        let began = began(desk.app_pids()?.first().context("the app runs")?)?;
        starts.push(number(&told[0])? - began);
        wholes.push(number(&told[1])? - began);
        // At rest: what it has to do at its start is done.
        tokio::time::sleep(Duration::from_secs(5)).await;
        memory = shared_out(&desk.mark());
        window.close().await?;
        desk.kill_app()?;
    }
    let scans = scans(&desk).await?;
    let (reading, beside) = (middle(&scans.reading), middle(&scans.beside));
    let figures = json!({
        "items": items,
        "start_ms": round(middle(&starts)),
        "slowest_start_ms": round(most(&starts)),
        "whole_ms": round(middle(&wholes)),
        "memory_mb": memory / 1_000_000,
        "scan_ms": round(middle(&scans.whole)),
        "reading_ms": round(reading),
        "fastest_reading_ms": round(least(&scans.reading)),
        "larder_scan_ms": round(beside),
        "fastest_larder_scan_ms": round(least(&scans.beside)),
    });
    println!("desktop: {figures}");
    if let Ok(file) = std::env::var("LARDER_BENCH_OUT") {
        std::fs::write(file, figures.to_string())?;
    }
    ensure!(middle(&starts) < START * PATIENCE, "{figures}");
    let slower = match items >= PROMISED {
        true => SLOWER.0,
        false => SLOWER.1,
    };
    // The fastest of each: whatever else a machine does makes them only slower.
    let (reading, beside) = (least(&scans.reading), least(&scans.beside));
    ensure!(reading < beside * slower, "{figures}");
    ensure!(middle(&scans.whole) < beside * PATIENCE, "{figures}");
    Ok(())
}

/// Opens a link into a household, as the system hands it over, and waits until all of it is
/// there.
pub async fn joined(desk: &Desk, server: &Server, code: &str) -> Result<()> {
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

/// How long a receipt takes in the app, in ms.
#[derive(Default)]
struct Scans {
    /// From the chosen file to the painted review, by the page's clock.
    whole: Vec<f64>,
    /// Of that, from the page's ask of the reader to its answer.
    reading: Vec<f64>,
    /// All of `larder scan` beside it.
    beside: Vec<f64>,
}

async fn scans(desk: &Desk) -> Result<Scans> {
    let images = images()?;
    let window = desk.open().await?;
    // The first one also loads the weights.
    timed(&window, &images[0]).await?;
    window.ask(NOTE).await?;
    let mut scans = Scans::default();
    for image in images.iter().cycle().take(SCANS) {
        timed(&window, image).await?;
        let noted = window.ask(NOTED).await?;
        scans.whole.push(number(&noted[0])?);
        scans.reading.push(number(&noted[1])?);
        if std::env::var_os("LARDER_BENCH_OUT").is_none() {
            println!("{}", noted[2].as_str().unwrap_or_default());
        }
        scans.beside.push(millis(scanned(image)?));
    }
    window.close().await?;
    Ok(scans)
}

/// Notes when a file is chosen, what the app is asked from then on, and when there is a review.
const NOTE: &str = "
    const noted = window.larderNoted = { asked: [] };
    document.addEventListener('change', () => {
        noted.chosen = performance.now();
        noted.asked = [];
        delete noted.reviewed;
        const look = async () => {
            while (!document.querySelector('[data-testid=review-accept]'))
                await new Promise((resolve) => setTimeout(resolve, 1));
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            noted.reviewed = performance.now();
        };
        look();
    }, true);
    const ask = window.fetch;
    window.fetch = async (url, ...rest) => {
        const asked = { command: String(url?.url ?? url).split('/').pop(), at: performance.now() };
        noted.asked.push(asked);
        const answer = await ask.call(window, url, ...rest);
        asked.until = performance.now();
        return answer;
    };";

/// How long all of it took, how long the reader, and what was asked when: the name of a command,
/// when it was asked and when it was answered.
const NOTED: &str = "
    const noted = window.larderNoted;
    while (!noted.reviewed) await new Promise((resolve) => setTimeout(resolve, 1));
    const since = (at) => Math.round(at - noted.chosen);
    const began = noted.asked.find((one) => one.command === 'read_start');
    const last = noted.asked.filter((one) => one.command === 'read_next' && one.until < noted.reviewed).pop();
    const told = noted.asked.map((one) => `${one.command} ${since(one.at)}-${since(one.until)}`);
    told.push(`review ${since(noted.reviewed)}`);
    return [noted.reviewed - noted.chosen, last.until - began.at, told.join(', ')];";

fn scanned(image: &Path) -> Result<Duration> {
    let larder = std::env::var_os("LARDER_BIN").context("LARDER_BIN names the built server")?;
    let start = Instant::now();
    let done = Command::new(larder).arg("scan").arg(image).output()?;
    ensure!(done.status.success(), "larder scan: {}", done.status);
    Ok(start.elapsed())
}

fn least(figures: &[f64]) -> f64 {
    figures.iter().copied().fold(f64::INFINITY, f64::min)
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

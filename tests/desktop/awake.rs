//! The native app and a browser in one household; and the app in the tray, without a window.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser::in_step::found;
use crate::support::browser::{Browser, Screen, stop, wait};
use crate::support::fixture::{hex, receipt, sha256};
use crate::support::server::Server;
use crate::support::window::Desk;

/// The id of a receipt.
const RECEIPT: &str = "0123456789abcdef0123456789abcdef";

const LOTS: &str = "SELECT count(*) FROM pantry_items";

/// What a change of another device may take to be in the database: 60 s.
const IN_TIME: Duration = Duration::from_secs(60);
/// How long the digest may take to come.
const DIGEST: Duration = Duration::from_secs(180);

#[tokio::test]
async fn the_app_is_in_step_with_a_window_and_without() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.add_by_hand("3 eggs").await?;
    let link = found(&browser).await?;

    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    window.ask("location.hash = '#/household';").await?;
    window.fill("enter-code", &link).await?;
    window.click("enter-go").await?;
    window.click("join-go").await?;
    window.find("home").await?;
    window.click("nav-pantry").await?;
    window.until_count("pantry-row", 1).await?;
    window.add_by_hand("2 lemons").await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 2).await?;
    let token = "SELECT count(*) FROM facts WHERE name = 'member'";
    assert_eq!(desk.count(token).await?, 1);
    window.close().await?;
    desk.kill_app()?;

    // A photo that was accepted just before the window was closed.
    let photo = std::fs::read(receipt("us")?.0)?;
    let name = sha256(&photo);
    let kept = [
        format!(
            "INSERT INTO receipt_images VALUES (x'{RECEIPT}', 'image/jpeg', x'{}')",
            hex(&photo)
        ),
        format!("INSERT INTO uploads VALUES (x'{RECEIPT}', x'{name}')"),
    ];
    for statement in kept {
        desk.write(&statement).await?;
    }

    digest_in_minutes(&desk, 2)?;
    let bus = Bus::listen(&desk)?;
    let tray = desk.start(&["--hidden"])?;
    let since = Instant::now();
    browser.add_by_hand("1 milk +0d").await?;
    wait("the change is in the database", async || {
        let lots = desk.count(LOTS).await?;
        Ok((lots < 3).then(|| lots.to_string()))
    })
    .await?;
    let took = since.elapsed();
    println!("in the database after {took:?}");
    assert!(took < IN_TIME, "{took:?}");
    desk.until_count("SELECT count(*) FROM uploads", 0).await?;
    let there = server.files().into_iter().any(|file| file.ends_with(&name));
    assert!(there, "the server has the photo");
    bus.heard("milk")?;
    drop(tray);
    browser.close().await
}

/// The digest is posted in so many minutes.
fn digest_in_minutes(desk: &Desk, minutes: u32) -> Result<()> {
    let now = Command::new("date").arg("+%H %M").output()?.stdout;
    let now = String::from_utf8(now)?;
    let (hour, minute) = now.trim().split_once(' ').context("no time of day")?;
    let now: u32 = hour.parse::<u32>()? * 60 + minute.parse::<u32>()?;
    // Late at night it is posted a little sooner: a day has no more minutes.
    let at = (now + minutes).min(24 * 60 - 1);
    let settings = serde_json::json!({ "language": "en", "digest": true, "digest_at": at });
    let file = desk.data().join("settings.json");
    Ok(std::fs::write(file, settings.to_string())?)
}

/// Who listens to everything that is said on the session's bus.
struct Bus {
    monitor: Child,
    lines: std::sync::mpsc::Receiver<String>,
}

impl Bus {
    fn listen(desk: &Desk) -> Result<Self> {
        let mut monitor = Command::new("dbus-monitor")
            .args(["--session", "interface=org.freedesktop.Notifications"])
            .envs(desk.environment())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .context("starting dbus-monitor: `cargo xtask test` installs it")?;
        let stdout = monitor.stdout.take().context("it has no stdout")?;
        let (say, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { monitor, lines })
    }

    /// Waits until something is said with this word.
    fn heard(&self, word: &str) -> Result<()> {
        let end = Instant::now() + DIGEST;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(word) => return Ok(()),
                Ok(_) => (),
                Err(_) => break,
            }
        }
        bail!("no notification said {word}")
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        stop(&mut self.monitor);
    }
}

//! The native app in a real window on a screen of its own, driven over WebDriver.
//!
//! Its home is a folder of the test's, its session bus too; both outlive the window, so that
//! one can be opened again on what another has left.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use url::{Position, Url};
use x11rb::connection::Connection as XConnection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, MapState,
};
use x11rb::wrapper::ConnectionExt as _;

use super::browser::{Browser, Screen, stop, wait};
use super::memory::with;
use super::storage::Row;

/// How long the driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

thread_local! {
    /// Whether a test of this thread that opens a browser gets the native app's window.
    static IS_MEANT: Cell<bool> = const { Cell::new(false) };
}

/// Runs a test of the browser in the native app's window. It runs on one thread, as a
/// `tokio::test` does.
pub fn in_the_window(test: fn() -> Result<()>) -> Result<()> {
    IS_MEANT.set(true);
    let passed = test();
    IS_MEANT.set(false);
    passed
}

/// Whether a test that opens a browser gets the window.
pub fn is_meant() -> bool {
    IS_MEANT.get()
}

/// Opens the window as if it were a browser of this size.
pub async fn open(home: Arc<TempDir>, screen: &Screen) -> Result<Browser> {
    let desk = Desk::with(home)?;
    let browser = desk.open().await?;
    let (width, height) = screen.size();
    browser.client.set_window_size(width, height).await?;
    Ok(browser.on(desk))
}

/// An address of a server's page as the window knows it.
pub fn place(url: &str) -> Result<String> {
    let url = Url::parse(url)?;
    Ok(format!("tauri://localhost{}", &url[Position::BeforePath..]))
}

/// The app without a driver; it is stopped with the value.
pub struct Running(pub Child);

impl Running {
    /// Waits until the app has ended by itself.
    pub async fn ends(&mut self) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while self.0.try_wait()?.is_none() {
            if Instant::now() > end {
                bail!("it did not end");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        stop(&mut self.0);
    }
}

/// A screen, a session bus and a home for the native app.
pub struct Desk {
    screen: Child,
    display: String,
    bus: Child,
    bus_address: String,
    /// Where the app keeps everything.
    pub home: Arc<TempDir>,
}

impl Desk {
    /// One without anything on it.
    pub fn new() -> Result<Self> {
        Self::with(Arc::new(tempfile::tempdir()?))
    }

    /// One with what another has left in its home.
    pub fn with(home: Arc<TempDir>) -> Result<Self> {
        let (screen, display) = start_screen()?;
        let (bus, bus_address) = start_bus()?;
        Ok(Self {
            screen,
            display,
            bus,
            bus_address,
            home,
        })
    }

    /// Opens the app's window.
    pub async fn open(&self) -> Result<Browser> {
        let port = free_port()?;
        let mut driver = Command::new("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .args(["--host=127.0.0.1"])
            .envs(self.environment())
            .stdout(Stdio::null())
            .process_group(0);
        let mut driver = driver
            .spawn()
            .context("starting WebKitWebDriver: `cargo xtask test` installs it")?;
        match connect(port).await {
            Ok(client) => Ok(Browser::of(driver, client, Arc::clone(&self.home))),
            Err(error) => {
                stop(&mut driver);
                Err(error)
            }
        }
    }

    /// What the app finds around it.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let below = |name: &str| self.home.path().join(name).display().to_string();
        vec![
            ("DISPLAY", self.display.clone()),
            ("DBUS_SESSION_BUS_ADDRESS", self.bus_address.clone()),
            ("HOME", below("")),
            ("XDG_DATA_HOME", below("data")),
            ("XDG_CONFIG_HOME", below("config")),
            ("XDG_CACHE_HOME", below("cache")),
            ("XDG_RUNTIME_DIR", below("")),
            ("LANG", "en_GB.UTF-8".to_owned()),
            ("LANGUAGE", "en_GB".to_owned()),
            // Lets the driver steer the web view.
            ("TAURI_AUTOMATION", "true".to_owned()),
            ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            // There is no graphics card behind this screen.
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
        ]
    }

    /// The address of the session's bus.
    pub fn bus(&self) -> &str {
        &self.bus_address
    }

    /// The household's database.
    pub fn database(&self) -> PathBuf {
        self.data().join("larder.db")
    }

    /// The folder of the app's data.
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data/app.larder.desktop")
    }

    /// Changes something in the database, as only another version of the app would.
    pub async fn write(&self, statement: &str) -> Result<()> {
        let options = SqliteConnectOptions::new().filename(self.database());
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query(statement).execute(&mut connection).await?;
        Ok(connection.close().await?)
    }

    /// A number that a question to the database gives.
    pub async fn count(&self, question: &str) -> Result<i64> {
        let mut connection = self.reader().await?;
        let count = sqlx::query_scalar(question)
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(count)
    }

    /// The rows of a store, as the browser's storage would have them.
    pub async fn stored(&self, store: &str) -> Result<Vec<Row>> {
        // Letters of a name, and digits for bytes: JSON has none.
        let question = match store {
            "drafts" => {
                "SELECT hex(id), json_object('more', (SELECT json_group_array(position)
                     FROM draft_photos WHERE draft = drafts.id AND position > 0)) FROM drafts
                 UNION ALL
                 SELECT hex(id) || '00', json_quote(hex(edits)) FROM drafts
                     WHERE edits IS NOT NULL ORDER BY 1"
            }
            "receipt_images" => {
                "SELECT hex(id), json_object('type', media_type, 'size', length(bytes))
                 FROM receipt_images ORDER BY id"
            }
            _ => bail!("no test has asked for {store} yet"),
        };
        let mut connection = self.reader().await?;
        let rows: Vec<(String, String)> =
            sqlx::query_as(question).fetch_all(&mut connection).await?;
        connection.close().await?;
        let rows = rows.into_iter().map(|(key, value)| {
            let value = match serde_json::from_str(&value)? {
                // Bytes: a letter each.
                Value::String(digits) => {
                    let letters: String = unhex(&digits)?.into_iter().map(char::from).collect();
                    letters.into()
                }
                value => value,
            };
            let key = unhex(&key)?;
            Ok(Row { key, value })
        });
        rows.collect()
    }

    async fn reader(&self) -> Result<SqliteConnection> {
        let options = SqliteConnectOptions::new()
            .filename(self.database())
            .read_only(true)
            .busy_timeout(Duration::from_secs(5));
        Ok(SqliteConnection::connect_with(&options).await?)
    }

    /// What anybody's sqlite3 tool answers.
    pub fn sqlite3(&self, question: &str) -> Result<String> {
        let answer = Command::new("sqlite3")
            .args(["-readonly", "-separator", "|"])
            .arg(self.database())
            .arg(question)
            .output()
            .context("starting sqlite3: `cargo xtask test` installs it")?;
        if !answer.status.success() {
            bail!("sqlite3: {}", String::from_utf8_lossy(&answer.stderr));
        }
        Ok(String::from_utf8(answer.stdout)?.trim().to_owned())
    }

    /// The app's window, if one is shown.
    pub fn window(&self) -> Result<Option<u32>> {
        let (screen, number) = x11rb::connect(Some(&self.display))?;
        let root = screen.setup().roots[number].root;
        shown_below(&screen, root)
    }

    /// Presses the button that closes the window.
    pub fn close_window(&self) -> Result<()> {
        let window = self.window()?.context("there is no window")?;
        let (screen, _) = x11rb::connect(Some(&self.display))?;
        let atom =
            |name: &[u8]| Ok::<_, anyhow::Error>(screen.intern_atom(false, name)?.reply()?.atom);
        let (protocols, delete) = (atom(b"WM_PROTOCOLS")?, atom(b"WM_DELETE_WINDOW")?);
        let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        screen.send_event(false, window, EventMask::NO_EVENT, message)?;
        screen.sync()?;
        Ok(())
    }

    /// Kills the app in the middle of whatever it does, and waits until it is gone: a process
    /// that was told to die may still end what it has asked of the disk.
    pub fn kill_app(&self) -> Result<()> {
        let pids = self.app_pids()?;
        for pid in &pids {
            Command::new("kill")
                .args(["-KILL", &pid.to_string()])
                .status()?;
        }
        let end = Instant::now() + PATIENCE;
        while pids.iter().any(has_threads) {
            if Instant::now() > end {
                bail!("the app does not die");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// What the environment of each process that was started on this desk says.
    pub fn mark(&self) -> String {
        format!("HOME={}", self.home.path().join("").display())
    }

    /// Starts the app without a driver.
    pub fn start(&self, args: &[&str]) -> Result<Running> {
        let mut start = Command::new(app()?);
        start.args(args).env_clear();
        start.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let child = start.envs(self.environment()).process_group(0).spawn()?;
        Ok(Running(child))
    }

    /// Waits until a question to the database gives this number.
    pub async fn until_count(&self, question: &str, count: i64) -> Result<()> {
        wait(question, async || {
            let there = self.count(question).await?;
            Ok((there != count).then(|| there.to_string()))
        })
        .await
    }

    /// Hands something to the app that is open, as the system does.
    pub fn hand_over(&self, what: &str) -> Result<()> {
        let mut second = Command::new(app()?);
        let ended = second.arg(what).envs(self.environment()).status()?;
        match ended.success() {
            true => Ok(()),
            false => bail!("a second start only shows the first: {ended}"),
        }
    }

    /// The app's processes that were started on this desk.
    pub fn app_pids(&self) -> Result<Vec<u32>> {
        let program = app()?.canonicalize()?;
        let is_app = |pid: &u32| {
            std::fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program)
        };
        Ok(with(&self.mark()).into_iter().filter(is_app).collect())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.kill_app();
        stop(&mut self.bus);
        stop(&mut self.screen);
    }
}

/// Whether some thread of a process is not dead yet. A process that was killed has neither a
/// program nor an environment any more while one of its threads still waits for the disk: until
/// then its files are open and locked, and SQLite does not look for what was being committed.
fn has_threads(pid: &u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else {
        return false;
    };
    threads.flatten().any(|thread| {
        // `12 (a name) S …`: a zombie is dead, and waits for its parent only.
        let told = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        let state = told.rsplit_once(')').map(|(_, rest)| rest.trim_start());
        state.is_some_and(|state| !state.starts_with(['Z', 'X']))
    })
}

/// The app's window among those that are shown below one.
fn shown_below(screen: &impl XConnection, window: u32) -> Result<Option<u32>> {
    for child in screen.query_tree(window)?.reply()?.children {
        // One that has gone meanwhile has no attributes.
        let Ok(attributes) = screen.get_window_attributes(child)?.reply() else {
            continue;
        };
        let class =
            screen.get_property(false, child, AtomEnum::WM_CLASS, AtomEnum::STRING, 0, 64)?;
        let is_ours = class
            .reply()
            .is_ok_and(|class| class.value.starts_with(b"larder-desktop"));
        // Its helpers are of a few pixels.
        let is_large = screen
            .get_geometry(child)?
            .reply()
            .is_ok_and(|place| place.width > 200);
        if is_ours && is_large && attributes.map_state == MapState::VIEWABLE {
            return Ok(Some(child));
        }
        if let Some(found) = shown_below(screen, child)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn unhex(digits: &str) -> Result<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?);
    pairs.map(byte).collect()
}

/// The built app.
pub fn app() -> Result<PathBuf> {
    let larder = std::env::var_os("LARDER_BIN").context("LARDER_BIN names the built server")?;
    let beside = PathBuf::from(larder).with_file_name("larder-desktop");
    let app = std::env::var_os("LARDER_APP").map_or(beside, PathBuf::from);
    match app.exists() {
        true => Ok(app),
        false => bail!("{} is missing: `cargo xtask test` builds it", app.display()),
    }
}

async fn connect(port: u16) -> Result<Client> {
    let url = format!("http://127.0.0.1:{port}");
    let end = tokio::time::Instant::now() + PATIENCE;
    while tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .is_err()
    {
        if tokio::time::Instant::now() > end {
            bail!("WebKitWebDriver does not listen");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut capabilities = serde_json::Map::new();
    let options = json!({ "binary": app()?, "args": [] });
    capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
    ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities)
        .connect(&url)
        .await
        .context("opening the app's window")
}

fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}

/// A screen that nobody sees; it says which one it is.
fn start_screen() -> Result<(Child, String)> {
    let mut screen = Command::new("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x1000x24",
            "-nolisten",
            "tcp",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("starting Xvfb: `cargo xtask test` installs it")?;
    let number = first_line(&mut screen)?;
    Ok((screen, format!(":{number}")))
}

fn start_bus() -> Result<(Child, String)> {
    let mut bus = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address=1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("starting dbus-daemon: `cargo xtask test` installs it")?;
    let address = first_line(&mut bus)?;
    Ok((bus, address))
}

fn first_line(child: &mut Child) -> Result<String> {
    let stdout = child.stdout.take().context("it has no stdout")?;
    let line = BufReader::new(stdout).lines().next();
    let line = line.context("it ended before it said anything")??;
    Ok(line.trim().to_owned())
}

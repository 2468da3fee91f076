//! A real headless Chromium, driven over WebDriver, with a fresh profile.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

use super::hooks::MESSAGES_STAY;
use super::memory::{renderer_now, renderer_peak};
#[cfg(target_os = "linux")]
use super::window;

/// How long a page may take for anything. Generous: the machine may be building beside it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A driver, its browser, and the profile that both forget at the end.
pub struct Browser {
    driver: Child,
    /// The WebDriver session.
    pub client: Client,
    profile: Arc<TempDir>,
    /// What the native app's window stands on, where it is one.
    #[cfg(target_os = "linux")]
    desk: Option<window::Desk>,
}

/// A size of the window.
pub enum Screen {
    /// A phone held upright: 390 × 844.
    Phone,
    /// A laptop: 1280 × 800.
    Desktop,
}

impl Screen {
    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Desktop => (1280, 800),
        }
    }
}

impl Browser {
    /// Starts the driver on a free port and opens a window.
    pub async fn open(screen: Screen) -> Result<Self> {
        Self::open_with(screen, &[]).await
    }

    /// The same, with more of Chromium's own flags.
    pub async fn open_with(screen: Screen, flags: &[&str]) -> Result<Self> {
        Self::open_on(Arc::new(tempfile::tempdir()?), screen, flags).await
    }

    /// One that goes on with what another one left in its profile.
    pub async fn open_on(profile: Arc<TempDir>, screen: Screen, flags: &[&str]) -> Result<Self> {
        #[cfg(target_os = "linux")]
        if window::is_meant() {
            return window::open(profile, &screen).await;
        }
        let (mut driver, url) = start_driver()?;
        let client = match connect(&url, &profile, &screen, flags).await {
            Ok(client) => client,
            Err(error) => {
                stop(&mut driver);
                return Err(error);
            }
        };
        let browser = Self::of(driver, client, profile);
        let source = json!({ "source": MESSAGES_STAY });
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await?;
        if let Screen::Desktop = screen {
            // A phone is emulated from the start; a window is a little smaller than asked for.
            let (width, height) = screen.size();
            browser.resize(width, height, 1.0).await?;
        }
        Ok(browser)
    }

    /// A page that another driver shows: it is stopped with the value.
    pub fn of(driver: Child, client: Client, profile: Arc<TempDir>) -> Self {
        Self {
            driver,
            client,
            profile,
            #[cfg(target_os = "linux")]
            desk: None,
        }
    }

    /// The same on a desk that goes with it.
    #[cfg(target_os = "linux")]
    pub fn on(mut self, desk: window::Desk) -> Self {
        self.desk = Some(desk);
        self
    }

    /// What the native app's window stands on, where it is one.
    #[cfg(target_os = "linux")]
    pub fn desk(&self) -> Option<&window::Desk> {
        self.desk.as_ref()
    }

    /// Goes to an address of the server; in the native app's window, to the same place there.
    pub async fn visit(&self, url: &str) -> Result<()> {
        #[cfg(target_os = "linux")]
        if self.desk.is_some() {
            return Ok(self.client.goto(&window::place(url)?).await?);
        }
        Ok(self.client.goto(url).await?)
    }

    /// Makes the page this large, with so many pixels of the screen to one of its own.
    pub async fn resize(&self, width: u32, height: u32, scale: f64) -> Result<()> {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 900
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        Ok(())
    }

    /// Goes to the screen of an address, such as `pantry`, within the page.
    pub async fn show(&self, screen: &str) -> Result<()> {
        self.ask(&format!("location.hash = '#/{screen}';")).await?;
        let there = format!(
            "return location.hash === '#/{screen}'
                 && !!document.querySelector('main h1, main .teach, .camera, .till');"
        );
        self.until(&format!("{screen} is shown"), &there).await
    }

    /// The most memory that a page with its workers has taken, in bytes.
    pub fn renderer_peak(&self) -> u64 {
        renderer_peak(self.driver.id())
    }

    /// What a page with its workers takes now, in bytes.
    pub fn renderer_now(&self) -> u64 {
        renderer_now(self.driver.id())
    }

    /// Waits for the element that the interface marks with `data-testid`.
    pub async fn find(&self, testid: &str) -> Result<Element> {
        let selector = selector(testid);
        loop {
            let wait = self.client.wait().at_most(PATIENCE);
            match wait.for_element(Locator::Css(&selector)).await {
                // It was drawn anew between being found and being named.
                Err(error) if error.is_stale_element_reference() => (),
                Ok(found) => return Ok(found),
                Err(error) => {
                    let shown = self.shown().await;
                    return Err(error).context(format!("waiting for {testid} at {shown}"));
                }
            }
        }
    }

    /// Where the page is and how its text begins: what a test that waited in vain tells.
    async fn shown(&self) -> String {
        let script = "return `${location.href}: ${document.body?.innerText?.slice(0, 400)}`;";
        let shown = self.client.execute(script, vec![]).await;
        shown.map_or_else(|error| error.to_string(), |shown| shown.to_string())
    }

    /// All elements with this mark that are on the page now.
    pub async fn all(&self, testid: &str) -> Result<Vec<Element>> {
        Ok(self
            .client
            .find_all(Locator::Css(&selector(testid)))
            .await?)
    }

    /// Waits until the element is there and at rest, and clicks it. Where the driver says
    /// that it was not clicked (drawn anew, or covered at that moment), it tries again.
    pub async fn click(&self, testid: &str) -> Result<()> {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let element = self.find(testid).await?;
            self.until(&format!("{testid} is at rest"), &at_rest(testid))
                .await?;
            match element.click().await {
                Ok(()) => return Ok(()),
                Err(error) if tokio::time::Instant::now() > end => return Err(error.into()),
                Err(_) => {
                    // A bar or a message may lie over it: a person scrolls it out of there.
                    self.ask(&to_the_middle(testid)).await?;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    /// Waits for the element and gives its text.
    pub async fn text(&self, testid: &str) -> Result<String> {
        Ok(self.find(testid).await?.text().await?)
    }

    /// What a script answers, or how it failed. It is the body of an async function.
    pub async fn ask(&self, script: &str) -> Result<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ {script} }})().then(done, (error) => done(String(error)));"
        );
        Ok(self.client.execute_async(&wrapped, vec![]).await?)
    }

    /// Waits until a script answers true.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        wait(what, async || {
            let answer = self.ask(script).await?;
            Ok((answer != Value::Bool(true)).then(|| answer.to_string()))
        })
        .await
    }

    /// Waits until exactly `count` elements carry the mark.
    pub async fn until_count(&self, testid: &str, count: usize) -> Result<()> {
        let script = format!(
            "return document.querySelectorAll('{}').length === {count};",
            selector(testid)
        );
        self.until(&format!("{count} × {testid}"), &script).await
    }

    /// Gives the file to the element, as a person chooses one.
    pub async fn choose(&self, testid: &str, file: &Path) -> Result<()> {
        self.choose_all(testid, &[file]).await
    }

    /// Gives several files at once, as a person chooses them in one dialog.
    pub async fn choose_all(&self, testid: &str, files: &[&Path]) -> Result<()> {
        let paths = files.iter().map(|file| {
            // The driver takes no way round by `..`.
            let path = file.canonicalize()?;
            Ok(path.to_str().context("the path is not text")?.to_owned())
        });
        let paths: Vec<String> = paths.collect::<Result<_>>()?;
        let input = self.find(testid).await?;
        input.send_keys(&paths.join("\n")).await?;
        Ok(())
    }

    /// Writes this into the field, in place of what is there.
    pub async fn fill(&self, testid: &str, text: &str) -> Result<()> {
        let field = self.find(testid).await?;
        // Typed over what is selected, as a person does: emptied first, a page that draws
        // itself anew meanwhile would put the old text back. Control, `a`, and both let go.
        field.send_keys("\u{e009}a\u{e000}").await?;
        let typed = if text.is_empty() { "\u{e003}" } else { text };
        field.send_keys(typed).await?;
        Ok(())
    }

    /// What the field holds.
    pub async fn value(&self, testid: &str) -> Result<String> {
        let value = self.find(testid).await?.prop("value").await?;
        value.with_context(|| format!("{testid} has no value"))
    }

    /// Waits until reading has failed for the reason with this code; gives what is said.
    pub async fn failure(&self, code: &str) -> Result<String> {
        let script = format!(
            "return document.querySelector('[data-testid=scan-failed]')?.dataset.code === '{code}';"
        );
        self.until(&format!("the failure is {code}"), &script)
            .await?;
        self.text("scan-failed").await
    }

    /// Sends a command of the DevTools protocol, and gives its answer.
    pub async fn devtools(&self, method: &'static str, params: Value) -> Result<Value> {
        let command = DevTools { method, params };
        Ok(self.client.issue_cmd(command).await?)
    }

    /// Ends the session.
    pub async fn close(self) -> Result<()> {
        self.client.clone().close().await?;
        Ok(())
    }

    /// Ends the session, and leaves the profile behind.
    pub async fn leave(self) -> Result<Arc<TempDir>> {
        let profile = Arc::clone(&self.profile);
        self.close().await?;
        Ok(profile)
    }

    /// Kills the browser in the middle of whatever it does, and leaves its profile behind.
    pub fn kill(self) -> Arc<TempDir> {
        Arc::clone(&self.profile)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        stop(&mut self.driver);
    }
}

/// A command of the DevTools protocol, by chromedriver's own extension of WebDriver.
#[derive(Debug)]
struct DevTools {
    method: &'static str,
    params: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.method, "params": self.params });
        (Method::POST, Some(body.to_string()))
    }
}

/// Asks until nothing is missing any more; the answer is what is.
pub async fn wait(what: &str, missing: impl AsyncFn() -> Result<Option<String>>) -> Result<()> {
    let end = tokio::time::Instant::now() + PATIENCE;
    while let Some(last) = missing().await? {
        if tokio::time::Instant::now() > end {
            bail!("waited in vain until {what}; last answer: {last}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn selector(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

/// Scrolls the element to the middle of the screen.
fn to_the_middle(testid: &str) -> String {
    format!(
        "document.querySelector('{}')?.scrollIntoView({{ block: 'center' }});",
        selector(testid)
    )
}

/// Whether nothing moves the element from one frame to the next: what lies above it may
/// still be drawn, and a click would miss it.
fn at_rest(testid: &str) -> String {
    format!(
        "const frame = () => new Promise(requestAnimationFrame);
         const place = () => {{
             const box = document.querySelector('{}')?.getBoundingClientRect();
             return box && [box.x, box.y, box.width, box.height].join();
         }};
         const before = place();
         await frame();
         await frame();
         return before !== undefined && place() === before;",
        selector(testid)
    )
}

/// Ends the driver with its browser: both are of one process group. It may have ended already.
pub fn stop(driver: &mut Child) {
    let group = format!("-{}", driver.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    let _ = driver.kill();
    let _ = driver.wait();
}

/// Starts chromedriver. Two that look for a free port at the same moment may find the same
/// one: then one of them ends, and is started again.
fn start_driver() -> Result<(Child, String)> {
    let tries = (0..3).map(|_| try_driver());
    let mut tries = tries.skip_while(Result::is_err);
    tries.next().unwrap_or_else(try_driver)
}

/// Port 0 lets it choose, and it prints which one it took.
fn try_driver() -> Result<(Child, String)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
        .context("starting chromedriver: `cargo xtask test` installs it")?;
    let stdout = driver.stdout.take().context("chromedriver has no stdout")?;
    let port = BufReader::new(stdout)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
    match port {
        Some(port) => Ok((driver, format!("http://127.0.0.1:{port}"))),
        None => {
            stop(&mut driver);
            bail!("chromedriver did not name its port")
        }
    }
}

/// What makes a browser of a test: no window, no sandbox (the tests may run as root), and
/// nothing fetched by itself.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

async fn connect(url: &str, profile: &TempDir, screen: &Screen, flags: &[&str]) -> Result<Client> {
    let (width, height) = screen.size();
    let own = [
        format!("--window-size={width},{height}"),
        format!("--user-data-dir={}", profile.path().display()),
    ];
    let args = FLAGS.iter().chain(flags).copied();
    let args: Vec<&str> = args.chain(own.iter().map(String::as_str)).collect();
    let mut options = json!({ "args": args });
    if let Screen::Phone = screen {
        options["mobileEmulation"] = json!({
            "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0 }
        });
    }
    let mut capabilities = serde_json::Map::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities)
        .connect(url)
        .await
        .context("opening a browser session")?;
    Ok(client)
}

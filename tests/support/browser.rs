//! A real headless Chromium, driven over WebDriver, with a fresh profile.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a page may take for anything. Generous: the machine may be building beside it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A driver, its browser, and the profile that both forget at the end.
pub struct Browser {
    driver: Child,
    /// The WebDriver session.
    pub client: Client,
    _profile: TempDir,
}

/// A size of the window.
pub enum Screen {
    /// A phone held upright: 390 × 844.
    Phone,
    /// A laptop: 1280 × 800.
    Desktop,
}

impl Browser {
    /// Starts the driver on a free port and opens a window.
    pub async fn open(screen: Screen) -> Result<Self> {
        let (driver, url) = start_driver()?;
        let profile = tempfile::tempdir()?;
        let client = connect(&url, &profile, screen).await;
        match client {
            Ok(client) => Ok(Self {
                driver,
                client,
                _profile: profile,
            }),
            Err(error) => {
                stop(driver);
                Err(error)
            }
        }
    }

    /// Waits for the element that the interface marks with `data-testid`.
    pub async fn find(&self, testid: &str) -> Result<Element> {
        self.client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(&selector(testid)))
            .await
            .with_context(|| format!("waiting for {testid}"))
    }

    /// All elements with this mark that are on the page now.
    pub async fn all(&self, testid: &str) -> Result<Vec<Element>> {
        Ok(self
            .client
            .find_all(Locator::Css(&selector(testid)))
            .await?)
    }

    /// Waits for the element and clicks it.
    pub async fn click(&self, testid: &str) -> Result<()> {
        self.find(testid).await?.click().await?;
        Ok(())
    }

    /// Waits for the element and gives its text.
    pub async fn text(&self, testid: &str) -> Result<String> {
        Ok(self.find(testid).await?.text().await?)
    }

    /// Waits until a script answers true. The script is the body of an async function.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ {script} }})().then(done, (error) => done(String(error)));"
        );
        let end = tokio::time::Instant::now() + PATIENCE;
        let mut last = Value::Null;
        while tokio::time::Instant::now() < end {
            last = self.client.execute_async(&wrapped, vec![]).await?;
            if last == Value::Bool(true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("waited in vain until {what}; last answer: {last}")
    }

    /// Waits until exactly `count` elements carry the mark.
    pub async fn until_count(&self, testid: &str, count: usize) -> Result<()> {
        let script = format!(
            "return document.querySelectorAll('{}').length === {count};",
            selector(testid)
        );
        self.until(&format!("{count} × {testid}"), &script).await
    }

    /// Ends the session.
    pub async fn close(self) -> Result<()> {
        self.client.clone().close().await?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn selector(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

fn stop(mut driver: Child) {
    let _ = driver.kill();
    let _ = driver.wait();
}

/// Starts chromedriver; port 0 lets it choose, and it prints which one it took.
fn start_driver() -> Result<(Child, String)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
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
            stop(driver);
            bail!("chromedriver did not name its port")
        }
    }
}

async fn connect(url: &str, profile: &TempDir, screen: Screen) -> Result<Client> {
    let (width, height) = match screen {
        Screen::Phone => (390, 844),
        Screen::Desktop => (1280, 800),
    };
    let options = json!({
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ],
        "mobileEmulation": {
            "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0 }
        },
    });
    let mut capabilities = serde_json::Map::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities)
        .connect(url)
        .await
        .context("opening a browser session")?;
    Ok(client)
}

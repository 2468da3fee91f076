//! A real `larder serve` on a port and a data folder of its own; it ends with the value.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;

/// Any free port of this machine alone.
const ANYWHERE: &str = "127.0.0.1:0";

/// Names a database that is not a file beside the data.
pub const DATABASE: &str = "LARDER_DATABASE";

/// A running server. Dropping it kills the process and removes its data.
pub struct Server {
    child: Child,
    /// Where it listens, such as `http://127.0.0.1:40001`.
    pub url: String,
    data: TempDir,
    /// What it is told by its environment.
    settings: Vec<(&'static str, &'static str)>,
}

impl Server {
    /// Every file that it has stored.
    #[cfg(target_os = "linux")]
    pub fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.data.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.path().is_dir() {
                    true => folders.push(entry.path()),
                    false => files.push(entry.path()),
                }
            }
        }
        files
    }

    /// Starts the built `larder` and waits until it has printed its address.
    pub fn start() -> Result<Self> {
        Self::start_with(&[])
    }

    /// The same with settings.
    pub fn start_with(settings: &[(&'static str, &'static str)]) -> Result<Self> {
        Self::start_on(tempfile::tempdir()?, settings)
    }

    /// The same with what it says of itself in a file.
    pub fn start_telling(file: File, settings: &[(&'static str, &'static str)]) -> Result<Self> {
        Self::start_saying(tempfile::tempdir()?, ANYWHERE, settings, file.into())
    }

    /// The same at a port that is known before.
    pub fn start_at(port: u16, settings: &[(&'static str, &'static str)]) -> Result<Self> {
        let bind = format!("127.0.0.1:{port}");
        Self::start_saying(tempfile::tempdir()?, &bind, settings, Stdio::inherit())
    }

    /// The same on data that is there already.
    pub fn start_on(data: TempDir, settings: &[(&'static str, &'static str)]) -> Result<Self> {
        Self::start_saying(data, ANYWHERE, settings, Stdio::inherit())
    }

    fn start_saying(
        data: TempDir,
        bind: &str,
        settings: &[(&'static str, &'static str)],
        says: Stdio,
    ) -> Result<Self> {
        let (child, url) = launch_telling(data.path(), bind, settings, says)?;
        Ok(Self {
            child,
            url,
            data,
            settings: settings.to_vec(),
        })
    }

    /// Starts it once more on the same data, at another address.
    pub fn start_again(&mut self) -> Result<()> {
        self.stop()?;
        (self.child, self.url) = launch(self.data.path(), ANYWHERE, &self.settings)?;
        Ok(())
    }

    /// The same with other settings.
    pub fn start_again_with(&mut self, settings: &[(&'static str, &'static str)]) -> Result<()> {
        self.settings = settings.to_vec();
        self.start_again()
    }

    /// Starts it once more on the same data and at the same address, where its pages look.
    pub fn come_back(&mut self) -> Result<()> {
        let address = self.url.trim_start_matches("http://").to_owned();
        (self.child, self.url) = launch(self.data.path(), &address, &self.settings)?;
        Ok(())
    }

    /// Where it keeps its data.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Changes something in its database, as nobody can ask it to: what only time brings, for
    /// example.
    pub async fn alter(&self, statement: &str) -> Result<()> {
        let mut connection = self.database().await?;
        sqlx::query(statement).execute(&mut connection).await?;
        Ok(connection.close().await?)
    }

    /// Author and running number of every op that it has numbered, in that order.
    pub async fn numbered(&self) -> Result<Vec<(u64, u64)>> {
        const ALL: &str = "SELECT replica, rseq FROM op ORDER BY seq";
        let mut settings = self.settings.iter();
        let elsewhere = settings.find(|(name, _)| *name == DATABASE);
        let found: Vec<(i64, i64)> = match elsewhere {
            Some((_, address)) => {
                let mut connection = PgConnection::connect(address).await?;
                let found = sqlx::query_as(ALL).fetch_all(&mut connection).await?;
                connection.close().await?;
                found
            }
            None => {
                let mut connection = self.database().await?;
                let found = sqlx::query_as(ALL).fetch_all(&mut connection).await?;
                connection.close().await?;
                found
            }
        };
        let ids = found.into_iter();
        Ok(ids.map(|(of, number)| (of as u64, number as u64)).collect())
    }

    async fn database(&self) -> Result<SqliteConnection> {
        let file = self.data.path().join("larder.db");
        let options = SqliteConnectOptions::new()
            .filename(file)
            .busy_timeout(Duration::from_secs(5));
        Ok(SqliteConnection::connect_with(&options).await?)
    }

    /// Waits until it has ended by itself, as one does that was asked to.
    pub fn wait(&mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }

    /// Kills the server: from here on the network is gone for the page.
    pub fn stop(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself or by `stop`; either way nothing is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process on a data folder, and the address that it printed.
fn launch(data: &Path, bind: &str, settings: &[(&str, &str)]) -> Result<(Child, String)> {
    launch_telling(data, bind, settings, Stdio::inherit())
}

fn launch_telling(
    data: &Path,
    bind: &str,
    settings: &[(&str, &str)],
    says: Stdio,
) -> Result<(Child, String)> {
    let mut child = Command::new(larder()?)
        .args(["serve", "--bind", bind, "--data"])
        .arg(data)
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .stderr(says)
        .spawn()
        .context("starting larder")?;
    let stdout = child.stdout.take().context("larder has no stdout")?;
    let url = BufReader::new(stdout)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| address(&line))
        .context("larder ended before it printed an address")?;
    Ok((child, url))
}

/// The first `http://…` in a line of output.
fn address(line: &str) -> Option<String> {
    let start = line.find("http://")?;
    let url = line[start..].split_whitespace().next()?;
    Some(url.trim_end_matches('/').to_owned())
}

/// The binary under test: `cargo xtask test` builds it and names it.
pub fn larder() -> Result<PathBuf> {
    match std::env::var_os("LARDER_BIN") {
        Some(path) => Ok(path.into()),
        None => bail!("LARDER_BIN is not set: run the tests by `cargo xtask test`"),
    }
}

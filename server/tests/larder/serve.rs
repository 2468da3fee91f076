//! `larder serve`.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A running server, which ends with the value.
pub struct Larder {
    child: Child,
    address: String,
    _stdout: BufReader<ChildStdout>,
}

impl Larder {
    pub fn start(data: &Path) -> Result<Self> {
        let mut child = command(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut stdout = BufReader::new(child.stdout.take().context("no output")?);
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        let (_, address) = line.trim().split_once("http://").context("no address")?;
        let address = address.to_owned();
        Ok(Self {
            child,
            address,
            _stdout: stdout,
        })
    }

    /// The whole answer to a request, as it comes over the wire.
    fn get(&self, path: &str) -> Result<String> {
        self.ask(&format!("GET {path}"), "", "")
    }

    /// The same by who has a key.
    pub fn get_with(&self, path: &str, key: &str) -> Result<String> {
        let key = format!("Authorization: Bearer {key}\r\n");
        self.ask(&format!("GET {path}"), &key, "")
    }

    /// The same for one with JSON.
    pub fn post(&self, path: &str, json: &str) -> Result<String> {
        let kind = "Content-Type: application/json\r\n";
        self.ask(&format!("POST {path}"), kind, json)
    }

    fn ask(&self, what: &str, headers: &str, body: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let length = body.len();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: larder\r\nConnection: close\r\n\
             Content-Length: {length}\r\n{headers}\r\n{body}"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Asks it to end, as a service manager does, and waits until it has.
    #[cfg(unix)]
    fn end(mut self) -> Result<()> {
        let pid = self.child.id().to_string();
        ensure!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()?
                .success(),
            "kill"
        );
        ensure!(self.child.wait()?.success(), "it ends with success");
        Ok(())
    }
}

impl Drop for Larder {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(data);
    command
}

#[test]
fn a_fresh_folder_is_made_and_the_server_is_healthy() -> Result<()> {
    let parent = tempfile::tempdir()?;
    let data = parent.path().join("new/larder");
    let larder = Larder::start(&data)?;
    let answer = larder.get("/health")?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    ensure!(
        answer.contains(r#""status":"ok""#) && answer.contains(r#""database":"ok""#),
        "{answer}"
    );
    ensure!(
        data.join("larder.db").is_file(),
        "the database is in the data folder"
    );
    Ok(())
}

#[test]
fn the_page_at_the_root_is_html() -> Result<()> {
    let data = tempfile::tempdir()?;
    let answer = Larder::start(data.path())?.get("/")?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    ensure!(
        answer.to_lowercase().contains("content-type: text/html"),
        "{answer}"
    );
    Ok(())
}

#[test]
fn a_second_start_takes_the_same_data() -> Result<()> {
    let data = tempfile::tempdir()?;
    drop(Larder::start(data.path())?);
    let answer = Larder::start(data.path())?.get("/health")?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    Ok(())
}

#[test]
fn a_first_start_that_was_cut_off_does_not_lock_the_folder() -> Result<()> {
    for left_behind in [Vec::new(), empty_database()] {
        let data = tempfile::tempdir()?;
        std::fs::write(data.path().join("larder.db"), &left_behind)?;
        let answer = Larder::start(data.path())?.get("/health")?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    Ok(())
}

/// A database as SQLite leaves it after `PRAGMA journal_mode = wal` and nothing else
/// (the file format's §1.3 and §1.6): a header and an empty leaf of tables.
fn empty_database() -> Vec<u8> {
    const PAGE: usize = 4096;
    let mut page = vec![0; PAGE];
    page[..16].copy_from_slice(b"SQLite format 3\0");
    page[16..18].copy_from_slice(&(PAGE as u16).to_be_bytes());
    // Written and read in WAL mode; no bytes reserved; the fixed shares of a leaf.
    page[18..24].copy_from_slice(&[2, 2, 0, 64, 32, 32]);
    for (at, value) in [(24, 1u32), (28, 1), (44, 4), (56, 1), (92, 1)] {
        page[at..at + 4].copy_from_slice(&value.to_be_bytes());
    }
    page[100] = 13;
    page[105..107].copy_from_slice(&(PAGE as u16).to_be_bytes());
    page
}

/// What starting with a database of these bytes says; the bytes must stay.
fn refusal(bytes: &[u8]) -> Result<String> {
    let data = tempfile::tempdir()?;
    let file = data.path().join("larder.db");
    std::fs::write(&file, bytes)?;
    let output = command(data.path()).output()?;
    ensure!(!output.status.success(), "it must not start");
    ensure!(
        std::fs::read(&file)? == bytes,
        "the file must stay as it was"
    );
    Ok(String::from_utf8(output.stderr)?)
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() -> Result<()> {
    let message = refusal(&[b'x'; 8192])?;
    ensure!(
        message.contains("damaged") && message.contains("larder.db"),
        "{message}"
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_damaged_database_is_refused_and_left_alone() -> Result<()> {
    let data = tempfile::tempdir()?;
    Larder::start(data.path())?.end()?;
    let mut bytes = std::fs::read(data.path().join("larder.db"))?;
    ensure!(bytes.len() > 4096, "the first start fills the file");
    for byte in bytes.iter_mut().skip(4096).take(2048) {
        *byte = 0xAA;
    }
    let message = refusal(&bytes)?;
    ensure!(message.contains("damaged"), "{message}");
    Ok(())
}

#[test]
fn an_address_that_is_taken_is_named_with_a_way_out() -> Result<()> {
    let data = tempfile::tempdir()?;
    let first = Larder::start(data.path())?;
    let output = Command::new(env!("CARGO_BIN_EXE_larder"))
        .args(["serve", "--bind", &first.address, "--data"])
        .arg(data.path())
        .output()?;
    let message = String::from_utf8(output.stderr)?;
    ensure!(
        message.contains("is taken") && message.contains("--bind"),
        "{message}"
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn asked_to_end_it_ends_well() -> Result<()> {
    let data = tempfile::tempdir()?;
    let larder = Larder::start(data.path())?;
    larder.get("/health")?;
    larder.end()?;
    // Two connections that close at one moment may leave the file, with nothing in it.
    let log = std::fs::metadata(data.path().join("larder.db-wal"));
    let left = log.map_or(0, |log| log.len());
    ensure!(
        left == 0,
        "{left} bytes of the log are not folded into the file"
    );
    Ok(())
}

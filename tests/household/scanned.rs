//! Receipts that a server is asked to read: by a real one, with the reader that it starts.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

use super::phone::Api;
use super::variable;
use crate::support::http::{self, Answer};
use crate::support::server::{Server, larder};
use crate::support::{fixture, memory, pdf};

/// Far more than reading takes, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(120);
const BORDER: &str = "0a1b2c";

/// A program that has receipts read.
pub struct Program {
    pub api: Api,
    pub owner: String,
}

impl Program {
    pub async fn of(server: &Server) -> Result<Self> {
        let api = Api::new(&server.url);
        let owner = api.found().await?;
        Ok(Self { api, owner })
    }

    /// Sends a file.
    async fn send(&self, token: &str, key: &str, file: &[u8]) -> Result<Answer> {
        let head = format!(
            "--{BORDER}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
        );
        let end = format!("\r\n--{BORDER}--\r\n");
        let body = [head.as_bytes(), file, end.as_bytes()].concat();
        let host = self.api.url.trim_start_matches("http://");
        let bearer = format!("Bearer {token}");
        let kind = format!("multipart/form-data; boundary={BORDER}");
        let length = body.len().to_string();
        let headers = [
            ("host", host),
            ("authorization", &bearer),
            ("content-type", &kind),
            ("content-length", &length),
            ("idempotency-key", key),
        ];
        let connection = TcpStream::connect(host).await?;
        http::ask(connection, "POST /api/v1/receipts/scan", &headers, &body).await
    }

    /// Sends a file that is taken; the job's id.
    pub async fn scan(&self, key: &str, file: &[u8]) -> Result<String> {
        let answer = self.send(&self.owner, key, file).await?;
        ensure!(answer.status() == 202, "{} {}", answer.head, answer.text());
        let job: Value = serde_json::from_slice(&answer.body)?;
        Ok(job["job_id"].as_str().context("an id")?.to_owned())
    }

    pub async fn job(&self, id: &str, wait: u64) -> Result<Value> {
        let path = format!("receipts/scan/{id}?wait={wait}");
        let (status, body) = self.api.ask("GET", &path, &self.owner, "", vec![]).await?;
        ensure!(status == 200, "{status} {}", String::from_utf8_lossy(&body));
        Ok(serde_json::from_slice(&body)?)
    }

    /// How often reading was begun in all.
    async fn attempts(&self) -> Result<u64> {
        let list = self
            .api
            .ask("GET", "receipts/scan", &self.owner, "", vec![]);
        let list: Value = serde_json::from_slice(&list.await?.1)?;
        let jobs = list["data"].as_array().context("a list")?.iter();
        Ok(jobs.filter_map(|job| job["attempts"].as_u64()).sum())
    }

    /// Waits until nothing more comes of a job.
    pub async fn over(&self, id: &str) -> Result<Value> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let job = self.job(id, 20).await?;
            if matches!(job["state"].as_str(), Some("done" | "dead")) {
                return Ok(job);
            }
        }
        bail!("the job comes to no end: {}", self.job(id, 0).await?)
    }
}

pub fn receipt(name: &str) -> Result<(Vec<u8>, Value)> {
    let (image, _) = fixture::receipt(name)?;
    let truth = std::fs::read(image.with_extension("json"))?;
    Ok((std::fs::read(image)?, serde_json::from_slice(&truth)?))
}

/// A PDF that takes a while: its pages are a receipt each.
fn long() -> Result<Vec<u8>> {
    let (jpeg, _) = receipt("uk")?;
    let pages = (0..10).map(|_| pdf::Picture::jpeg(jpeg.clone()));
    let pages: Vec<pdf::Picture> = pages.collect::<Result<_>>()?;
    Ok(pdf::document(&pages))
}

/// Pictures that the server keeps of jobs.
fn kept(server: &Server) -> Result<Vec<Vec<u8>>> {
    let folder = std::fs::read_dir(server.data().join("scans"))?;
    let files = folder.map(|file| Ok(std::fs::read(file?.path())?));
    files.collect()
}

/// What was read is what stands on the receipt.
pub fn check(job: &Value, truth: &Value) -> Result<()> {
    ensure!(job["state"] == "done" && job["progress"] == 1, "{job}");
    ensure!(job["error"].is_null() && job["ended_at"].is_string());
    let read = &job["receipt"];
    for field in ["merchant", "date", "time", "currency"] {
        ensure!(read[field] == truth[field], "{field}: {read}");
    }
    ensure!(read["total"]["amount"] == truth["total"], "{read}");
    ensure!(read["tax"]["amount"] == truth["tax"], "{read}");
    let lines = read["lines"].as_array().context("lines")?;
    let expected = truth["items"].as_array().context("items")?;
    ensure!(lines.len() == expected.len(), "{lines:?}");
    for (line, expected) in lines.iter().zip(expected) {
        ensure!(line["price"]["amount"] == expected["price"], "{line}");
        let confidence = line["confidence"].as_f64().context("a confidence")?;
        ensure!((0.5..=1.0).contains(&confidence), "{line}");
        ensure!(line["category"].is_string(), "{line}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_is_read_line_by_line() -> Result<()> {
    let server = Server::start()?;
    let program = Program::of(&server).await?;
    for name in ["uk", "us"] {
        let (jpeg, truth) = receipt(name)?;
        let id = program.scan(name, &jpeg).await?;
        let job = program.over(&id).await?;
        check(&job, &truth).with_context(|| name.to_owned())?;
        ensure!(job["attempts"] == 1, "{job}");
        ensure!(program.scan(name, &jpeg).await? == id, "the same key");
    }
    let other = program
        .send(&program.owner, "uk", &receipt("us")?.0)
        .await?;
    ensure!(other.status() == 422, "another file with that key");
    ensure!(kept(&server)?.is_empty(), "no picture outlives its job");
    let viewer = program.api.join(&program.owner, "viewer").await?;
    let refused = program.send(&viewer, "none", &receipt("us")?.0).await?;
    ensure!(refused.status() == 403, "{}", refused.head);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_says_so_and_harms_nothing() -> Result<()> {
    let server = Server::start()?;
    let program = Program::of(&server).await?;
    let (jpeg, truth) = receipt("uk")?;
    for (file, status) in [
        (&jpeg[..jpeg.len() / 2], 400),
        (b"<html>", 400),
        (&fixture::enlarged(&jpeg, 60_000)?, 400),
        (&vec![0; 11 << 20], 413),
    ] {
        let answer = program.send(&program.owner, "bad", file).await?;
        ensure!(answer.status() == status, "{}", answer.head);
        let problem: Value = serde_json::from_slice(&answer.body)?;
        let code = match status {
            400 => "ERR_OCR_001",
            _ => "ERR_REQUEST_005",
        };
        ensure!(problem["code"] == code, "{problem}");
    }
    let damaged = program.scan("damaged", b"%PDF-1.7\nno more\n%%EOF").await?;
    let job = program.over(&damaged).await?;
    ensure!(job["state"] == "dead" && job["attempts"] == 1, "{job}");
    ensure!(job["error"]["code"] == "ERR_OCR_001", "{job}");
    ensure!(job["error"]["reason"] == "pdf", "{job}");
    // Nine megabytes that are 576 megapixels: whatever comes of it, it comes to an end.
    let bomb = pdf::document(&[pdf::Picture::square(24_000)]);
    let bomb = program.scan("bomb", &bomb).await?;
    let job = program.over(&bomb).await?;
    println!("a bomb ended as {} ({})", job["state"], job["error"]);
    let id = program.scan("after", &jpeg).await?;
    check(&program.over(&id).await?, &truth)?;
    ensure!(kept(&server)?.is_empty(), "no picture outlives its job");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_whose_server_was_killed_is_read_once_by_the_next() -> Result<()> {
    // It is asked about all the time.
    let mut server = Server::start_with(&[("LARDER_READS_A_MINUTE", "100000")])?;
    let mut program = Program::of(&server).await?;
    let file = long()?;
    let id = program.scan("long", &file).await?;
    loop {
        let job = program.job(&id, 0).await?;
        ensure!(job["state"] != "done", "it was read too fast to be killed");
        if job["state"] == "running" && job["progress"].as_f64() > Some(0.0) {
            break;
        }
        sleep(Duration::from_millis(5)).await;
    }
    // Killed, not ended.
    server.start_again()?;
    program.api = Api::new(&server.url);
    let job = program.job(&id, 1).await?;
    ensure!(job["state"] == "running", "its lease goes on: {job}");
    let sealed = kept(&server)?;
    ensure!(sealed.len() == 1, "its picture is there");
    ensure!(!sealed[0].windows(4).any(|part| part == b"%PDF"), "sealed");
    // What only time brings.
    server
        .alter("UPDATE scan_job SET due_ms = 0 WHERE state = 'running'")
        .await?;
    ensure!(program.scan("long", &file).await? == id, "the same key");
    let job = program.over(&id).await?;
    ensure!(job["state"] == "done" && job["attempts"] == 2, "{job}");
    let lines = job["receipt"]["lines"].as_array().context("lines")?;
    ensure!(!lines.is_empty(), "{job}");
    ensure!(kept(&server)?.is_empty(), "no picture outlives its job");
    Ok(())
}

/// A process that reads and answers nobody; it ends with this value.
struct Worker(Child);

impl Worker {
    fn beside(server: &Server) -> Result<Self> {
        let mut command = Command::new(larder()?);
        command.args(["serve", "--role", "worker", "--data"]);
        let child = command.arg(server.data()).stdout(Stdio::null()).spawn()?;
        Ok(Self(child))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_answers_and_another_one_reads() -> Result<()> {
    let server = Server::start_with(&[("LARDER_ROLE", "web")])?;
    let program = Program::of(&server).await?;
    let (jpeg, truth) = receipt("uk")?;
    let id = program.scan("", &jpeg).await;
    ensure!(id.is_err(), "an empty key is none");
    let id = program.scan("a", &jpeg).await?;
    let job = program.job(&id, 1).await?;
    ensure!(job["state"] == "queued", "nobody reads here: {job}");
    let sealed = kept(&server)?;
    ensure!(sealed.len() == 1 && !sealed[0].windows(4).any(|part| part == b"IHDR"));
    let workers = [Worker::beside(&server)?, Worker::beside(&server)?];
    check(&program.over(&id).await?, &truth)?;
    let ids = [
        program.scan("b", &jpeg).await?,
        program.scan("c", &jpeg).await?,
        program.scan("d", &jpeg).await?,
    ];
    for id in ids {
        let job = program.over(&id).await?;
        check(&job, &truth)?;
        ensure!(job["attempts"] == 1, "each is read once: {job}");
    }
    drop(workers);
    ensure!(kept(&server)?.is_empty(), "no picture outlives its job");
    Ok(())
}

/// `LARDER_KILLS` of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_that_are_killed_lose_no_job_and_end_none_twice() -> Result<()> {
    let settings = [("LARDER_ROLE", "web"), ("LARDER_READS_A_MINUTE", "1000000")];
    let server = Server::start_with(&settings)?;
    let program = Program::of(&server).await?;
    let (jpeg, truth) = receipt("uk")?;
    let kills = variable("LARDER_KILLS", 3);
    // None of them is killed at five times.
    let mut ids = Vec::new();
    for number in 0..kills.clamp(4, 20) {
        ids.push(program.scan(&number.to_string(), &jpeg).await?);
    }
    for _ in 0..kills {
        let before = program.attempts().await?;
        let worker = Worker::beside(&server)?;
        while program.attempts().await? == before {
            sleep(Duration::from_millis(2)).await;
        }
        drop(worker);
        // What only time brings: its lease is over, and it stands behind the others.
        server
            .alter("UPDATE scan_job SET due_ms = unixepoch() * 1000 WHERE state = 'running'")
            .await?;
    }
    let _worker = Worker::beside(&server)?;
    for id in &ids {
        check(&program.over(id).await?, &truth)?;
    }
    let (count, attempts) = (ids.len() as u64, program.attempts().await?);
    println!("{count} jobs, {kills} kills, {attempts} attempts");
    // A kill may come just after the end of a job.
    let as_it_should = (count + 1..=count + kills).contains(&attempts);
    ensure!(as_it_should, "each is begun again only where it was killed");
    ensure!(kept(&server)?.is_empty(), "no picture outlives its job");
    Ok(())
}

/// The receipt as a phone takes it: 12 megapixels.
fn photo(jpeg: &[u8]) -> Result<Vec<u8>> {
    let image = image::load_from_memory(jpeg)?;
    let wide = image.resize_exact(3_000, 4_000, image::imageops::FilterType::Triangle);
    let mut file = std::io::Cursor::new(Vec::new());
    wide.write_to(&mut file, image::ImageFormat::Jpeg)?;
    Ok(file.into_inner())
}

/// One job in two seconds. `LARDER_SCANS=15 LARDER_PHOTOS=1` for the figures: photos of 12
/// megapixels then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_is_read_soon_and_the_reader_goes_again() -> Result<()> {
    let settings = [
        ("LARDER_READER_IDLE_SECONDS", "3"),
        ("LARDER_READS_A_MINUTE", "100000"),
    ];
    let server = Server::start_with(&settings)?;
    let program = Program::of(&server).await?;
    let resident = || memory::resident(server.pid()).context("/proc tells nothing");
    let idle = resident()?;
    let (jpeg, truth) = receipt("uk")?;
    let photo = match variable("LARDER_PHOTOS", 0) {
        0 => None,
        _ => Some(photo(&jpeg)?),
    };
    let file = photo.as_ref().unwrap_or(&jpeg);
    let mut pace = interval(Duration::from_secs(2));
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut took = Vec::new();
    let mut reader = 0;
    for number in 0..variable("LARDER_SCANS", 3) {
        pace.tick().await;
        let begun = Instant::now();
        let id = program.scan(&number.to_string(), file).await?;
        let job = program.over(&id).await?;
        took.push(begun.elapsed());
        match photo {
            Some(_) => ensure!(job["state"] == "done", "{job}"),
            None => check(&job, &truth)?,
        }
        let readers = memory::children(server.pid());
        ensure!(readers.len() == 1, "one reader: {readers:?}");
        reader = memory::peak(readers[0]).unwrap_or_default();
    }
    let gone = async {
        while !memory::children(server.pid()).is_empty() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(PATIENCE, gone).await.context("the reader stays")?;
    let after = resident()?;
    took.sort_unstable();
    let p95 = took[(took.len() - 1) * 95 / 100];
    println!(
        "{} scans: p50 {:.2?}, p95 {p95:.2?}, most {:.2?}; resident {} MB before the first, \
         {} MB after the last, the reader {} MB at most",
        took.len(),
        took[(took.len() - 1) / 2],
        took[took.len() - 1],
        idle / 1_000_000,
        after / 1_000_000,
        reader / 1_000_000,
    );
    // What is promised; of a program that is not optimised many more pages are read, and of
    // those of the reader none may stay.
    let most = if photo.is_some() { 64 } else { 96 } << 20;
    ensure!(idle <= most, "{idle} bytes before the first");
    ensure!(
        after <= most.min(idle + (16 << 20)),
        "{after} bytes after the last"
    );
    // A busy machine may be slower.
    ensure!(p95 < Duration::from_secs(10), "{p95:?}");
    Ok(())
}

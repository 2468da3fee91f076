//! A server whose database is moved from its file to a PostgreSQL server while its devices go on.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::Value;
use sqlx::{Connection, PgConnection};
use sync::codec::Epoch;

use super::killed::{PUSHES, check, one};
use super::now_ms;
use super::phone::{Api, Phone};
use super::restored::{add, names};
use crate::support::fixture::sha256;
use crate::support::postgres;
use crate::support::server::{DATABASE, Server, larder};

/// Something that a picture is by its first bytes.
const PICTURE: &[u8] = b"\xFF\xD8\xFF\xE0 a receipt";
/// Rows that take a while and that no device asks for.
const MANY: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) \
    INSERT INTO rejected_op (household, replica, rseq, hash, reason) \
    SELECT id, -1, i, randomblob(32), 1 FROM household, n";

fn database() -> Result<&'static str> {
    let address = postgres::database(None).map_err(anyhow::Error::msg)?;
    Ok(address.leak())
}

fn move_from(data: &Path, to: &str, more: &[&str]) -> Result<Command> {
    let mut command = Command::new(larder()?);
    command
        .args(["admin", "migrate-store", "--to", to, "--from"])
        .arg(format!("sqlite:{}", data.display()))
        .args(more);
    Ok(command)
}

fn done(output: &Output) -> Result<String> {
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{error}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn refused(output: &Output) -> Result<String> {
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.code() == Some(1), "{output:?}");
    Ok(error)
}

/// Writes and sends all the time, while there is a server that takes it; how much that was.
async fn busy(phone: &mut Phone, url: &str, client: u64, ends: &AtomicBool) -> Result<u64> {
    let api = Api::new(url);
    let mut count = 0;
    while !ends.load(Ordering::Relaxed) {
        count += 1;
        phone.act(one(client, count), now_ms())?;
        // A server that takes nothing just now takes it later.
        let _ = phone.exchange(&api, now_ms()).await;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(count)
}

/// Waits until more of the many rows are there than before, but not all of them.
async fn under_way(to: &str, before: i64) -> Result<i64> {
    let begun = Instant::now();
    let mut there = PgConnection::connect(to).await?;
    while begun.elapsed() < Duration::from_secs(60) {
        let rows: Result<i64, _> =
            sqlx::query_scalar("SELECT rows FROM store_move_table WHERE name = 'rejected_op'")
                .fetch_one(&mut there)
                .await;
        match rows {
            Ok(rows) if rows >= 60_000 => break,
            Ok(rows) if rows > before => return Ok(rows),
            _ => {}
        }
    }
    anyhow::bail!("nothing was copied, or all at once")
}

fn kill(mut child: Child) -> Result<()> {
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// The numbering that a device follows, and how far it is.
fn known(phone: &Phone) -> (Option<Epoch>, u64) {
    let progress = &phone.device.store.progress;
    (progress.epoch, progress.cursor)
}

async fn asked(api: &Api, token: &str, path: &str) -> Result<Value> {
    let (status, body) = api.ask("GET", path, token, "", Vec::new()).await?;
    ensure!(status == 200, "{path}: {status}");
    Ok(serde_json::from_slice(&body)?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn devices_go_on_while_their_server_moves_and_is_killed_on_the_way() -> Result<()> {
    let mut server = Server::start_with(&[PUSHES])?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let ends = Arc::new(AtomicBool::new(false));
    let mut clients = Vec::new();
    for client in 1..=3 {
        let mut phone = Phone::new(client, api.join(&owner, "member").await?);
        let (url, ends) = (server.url.clone(), Arc::clone(&ends));
        clients.push(tokio::spawn(async move {
            let count = busy(&mut phone, &url, client, &ends).await?;
            anyhow::Ok((phone, count))
        }));
    }
    server.alter(MANY).await?;
    let (data, to) = (server.data().to_owned(), database()?);
    let mut rows = 0;
    for _ in 0..3 {
        let mut command = move_from(&data, to, &[])?;
        let child = command
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        rows = under_way(to, rows).await?;
        kill(child)?;
    }
    // No server starts on what is half there.
    let half = Command::new(larder()?)
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(tempfile::tempdir()?.path())
        .env(DATABASE, to)
        .output()?;
    let why = refused(&half)?;
    ensure!(why.contains("not whole yet"), "{why}");
    let run = |more: &'static [&str]| {
        let command = move_from(&data, to, more);
        tokio::task::spawn_blocking(move || anyhow::Ok(command?.output()?))
    };
    let told = done(&run(&[]).await??)?;
    ensure!(told.contains("counted and compared"), "{told}");
    let told = done(&run(&["--switch-over"]).await??)?;
    ensure!(told.contains("database = \"postgres://larder@"), "{told}");
    // The old server runs on, and takes nothing any more.
    tokio::time::sleep(Duration::from_millis(300)).await;
    ends.store(true, Ordering::Relaxed);
    let (mut phones, mut written) = (Vec::new(), 0);
    for client in clients {
        let (phone, count) = client.await??;
        phones.push(phone);
        written += count;
    }
    let confirmed = server.numbered().await?.len();
    server.stop()?;
    server.start_again_with(Vec::leak(vec![PUSHES, (DATABASE, to)]))?;
    let there = server.numbered().await?.len();
    ensure!(there == confirmed, "{there} of {confirmed}");
    ensure!(
        (confirmed as u64) < written,
        "nothing was written meanwhile"
    );
    check(&server, phones, written).await
}

#[tokio::test]
async fn a_moved_server_answers_as_before_and_its_file_sends_people_there() -> Result<()> {
    let mut server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    for name in ["Milk", "Tea"] {
        add(&api, &owner, name).await?;
    }
    let path = format!("blobs/{}", sha256(PICTURE));
    let sent = api.ask("PUT", &path, &owner, "", PICTURE.to_vec()).await?;
    ensure!(sent.0 == 201, "{sent:?}");
    let mut phone = Phone::new(1, api.join(&owner, "member").await?);
    phone.exchange(&api, now_ms()).await?;
    let paths = [
        "pantry/items",
        "household",
        "categories",
        "journal",
        "members",
    ];
    let mut before = Vec::new();
    for path in paths {
        before.push(asked(&api, &owner, path).await?);
    }
    let (data, to) = (server.data().to_owned(), database()?);
    done(&move_from(&data, to, &["--switch-over"])?.output()?)?;
    let (status, _) = api.ask("GET", "pantry/items", &owner, "", vec![]).await?;
    ensure!(
        status == 200,
        "who only reads is answered by the old one: {status}"
    );
    let late = add(&api, &owner, "Rum").await;
    ensure!(late.is_err(), "{late:?}");
    server.stop()?;
    for command in ["serve", "backup"] {
        let output = match command {
            "serve" => Command::new(larder()?)
                .args(["serve", "--bind", "127.0.0.1:0", "--data"])
                .arg(&data)
                .output()?,
            _ => Command::new(larder()?)
                .args(["admin", "backup", "/tmp/none", "--data"])
                .arg(&data)
                .output()?,
        };
        let why = refused(&output)?;
        ensure!(why.contains("was moved to test_"), "{why}");
    }
    let other = Command::new(larder()?)
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(&data)
        .env(DATABASE, database()?)
        .output()?;
    let why = refused(&other)?;
    ensure!(why.contains("names another one"), "{why}");
    server.start_again_with(Vec::leak(vec![(DATABASE, to)]))?;
    let api = Api::new(&server.url);
    for (path, before) in paths.into_iter().zip(before) {
        ensure!(asked(&api, &owner, path).await? == before, "{path}");
    }
    let seen = api.ask("GET", &path, &owner, "", Vec::new()).await?;
    ensure!(seen == (200, PICTURE.to_vec()), "{}", seen.0);
    // It goes on where it was: nothing is fetched again, and what is new is behind that.
    let before = phone.device.store.rows.len();
    let (epoch, cursor) = known(&phone);
    phone.exchange(&api, now_ms()).await?;
    ensure!(phone.device.store.rows.len() == before && known(&phone) == (epoch, cursor));
    ensure!(phone.refusals.is_empty(), "{:?}", phone.refusals);
    add(&api, &owner, "Rum").await?;
    phone.exchange(&api, now_ms()).await?;
    ensure!(phone.device.store.rows.len() > before);
    let items = names(&api, &owner).await?;
    ensure!(items == ["Milk", "Rum", "Tea"], "{items:?}");
    Ok(())
}

#[tokio::test]
async fn a_row_that_differs_keeps_everybody_where_they_are() -> Result<()> {
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    add(&api, &owner, "Milk").await?;
    let to = database()?;
    done(&move_from(server.data(), to, &[])?.output()?)?;
    let mut there = PgConnection::connect(to).await?;
    sqlx::query("UPDATE op SET body = body || '\\x00' WHERE seq = 1")
        .execute(&mut there)
        .await?;
    there.close().await?;
    let why = refused(&move_from(server.data(), to, &["--switch-over"])?.output()?)?;
    ensure!(
        why.contains("op: ") && why.contains(" 1 is another one"),
        "{why}"
    );
    add(&api, &owner, "Tea").await?;
    let to = database()?;
    let why = refused(&move_from(server.data(), to, &[])?.output()?)?;
    ensure!(why.contains("--abandon"), "{why}");
    let told = done(&move_from(server.data(), to, &["--abandon"])?.output()?)?;
    ensure!(told.contains("as if nothing had been moved"), "{told}");
    done(&move_from(server.data(), to, &["--switch-over"])?.output()?)?;
    Ok(())
}

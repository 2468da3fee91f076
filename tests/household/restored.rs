//! A server that is lost and restored from a backup, which was made while it worked: its
//! devices have what it does not, and nothing is lost on either side.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::killed::{check, one};
use super::phone::{Api, Phone};
use super::{now_ms, variable};
use crate::support::fixture::sha256;
use crate::support::server::{Server, larder};

/// Something that a picture is by its first bytes.
const PICTURE: &[u8] = b"\xFF\xD8\xFF\xE0 a receipt";

/// A gigabyte is to be there again within this.
const RESTORED: Duration = Duration::from_secs(5 * 60);

/// The devices here push all the time, and whether they may is not the question.
const SETTINGS: &[(&str, &str)] = &[("LARDER_PUSHES_A_MINUTE", "1000000")];

fn admin(what: &str, file: Option<&Path>, data: Option<&Path>) -> Result<Output> {
    let mut command = Command::new(larder()?);
    command.args(["admin", what]).args(file);
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    Ok(command.output()?)
}

fn done(output: &Output) -> Result<String> {
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{error}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Writes and sends until it is told to end; how much that was.
async fn busy(phone: &mut Phone, url: &str, ends: &AtomicBool) -> Result<u64> {
    let api = Api::new(url);
    let mut count = 0;
    while !ends.load(Ordering::Relaxed) || count < 10 {
        count += 1;
        phone.act(one(3, count), now_ms())?;
        phone.exchange(&api, now_ms()).await?;
    }
    Ok(count)
}

fn write(phone: &mut Phone, client: u64, numbers: Range<u64>) -> Result<()> {
    for number in numbers {
        phone.act(one(client, number), now_ms())?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_server_has_all_that_its_devices_have() -> Result<()> {
    let mut server = Server::start_with(SETTINGS)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup");
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let mut phones = Vec::new();
    for number in 1..=3 {
        phones.push(Phone::new(number, api.join(&owner, "member").await?));
    }
    for (phone, client) in phones.iter_mut().zip(1..) {
        if client < 3 {
            write(phone, client, 0..20)?;
        }
        phone.exchange(&api, now_ms()).await?;
    }
    // The third writes all the time while the backup is made.
    let mut third = phones.pop().context("a phone")?;
    let ends = Arc::new(AtomicBool::new(false));
    let (url, until) = (server.url.clone(), Arc::clone(&ends));
    let third = tokio::spawn(async move {
        let count = busy(&mut third, &url, &until).await?;
        anyhow::Ok((third, count))
    });
    let (to, data) = (file.clone(), server.data().to_owned());
    let made =
        tokio::task::spawn_blocking(move || admin("backup", Some(&to), Some(&data))).await??;
    ends.store(true, Ordering::Relaxed);
    let told = done(&made)?;
    ensure!(told.contains("is a backup"), "{told}");
    let (third, count) = third.await??;
    phones.push(third);
    // What the server confirms and others read after that is in no backup.
    for (phone, client) in phones.iter_mut().zip(1..3) {
        write(phone, client, 20..30)?;
        phone.exchange(&api, now_ms()).await?;
    }
    // And this no server has seen.
    for (phone, client) in phones.iter_mut().zip(1..3) {
        write(phone, client, 30..35)?;
    }
    let before = server.numbered().await?.len();
    server.stop()?;
    let told = done(&admin("verify", Some(&file), None)?)?;
    ensure!(told.contains("is whole"), "{told}");
    let other = tempfile::tempdir()?;
    done(&admin("restore", Some(&file), Some(other.path()))?)?;
    let server = Server::start_on(other, SETTINGS)?;
    let restored = server.numbered().await?.len();
    ensure!(
        restored < before,
        "{restored} of {before}: nothing was rolled back"
    );
    check(&server, phones, 2 * 35 + count).await
}

#[tokio::test]
async fn programs_go_on_with_a_restored_server_and_its_secrets() -> Result<()> {
    let mut server = Server::start()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup");
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let path = format!("blobs/{}", sha256(PICTURE));
    let sent = api.ask("PUT", &path, &owner, "", PICTURE.to_vec()).await?;
    ensure!(sent.0 == 201, "{sent:?}");
    add(&api, &owner, "Milk").await?;
    done(&admin("backup", Some(&file), Some(server.data()))?)?;
    add(&api, &owner, "Tea").await?;
    // The folder of a server that runs is whole, too.
    let told = done(&admin("verify", None, Some(server.data()))?)?;
    ensure!(told.contains("all 1 pictures are there"), "{told}");
    let refused = admin("restore", Some(&file), Some(server.data()))?;
    let why = String::from_utf8_lossy(&refused.stderr);
    ensure!(refused.status.code() == Some(1), "it was written over");
    ensure!(why.contains("is not empty"), "{why}");
    let token = std::fs::read(server.data().join("metrics-token"))?;
    server.stop()?;
    let other = tempfile::tempdir()?;
    done(&admin("restore", Some(&file), Some(other.path()))?)?;
    let server = Server::start_on(other, &[])?;
    let same = std::fs::read(server.data().join("metrics-token"))? == token;
    ensure!(same, "a secret did not come along");
    let api = Api::new(&server.url);
    let seen = api.ask("GET", &path, &owner, "", Vec::new()).await?;
    ensure!(seen == (200, PICTURE.to_vec()), "{}", seen.0);
    let items = names(&api, &owner).await?;
    ensure!(items == ["Milk"], "{items:?}");
    // Under another id than the one that had written what is not there any more.
    add(&api, &owner, "Rum").await?;
    let items = names(&api, &owner).await?;
    ensure!(items == ["Milk", "Rum"], "{items:?}");
    let authors = server
        .numbered()
        .await?
        .into_iter()
        .map(|(author, _)| author);
    let authors: BTreeSet<u64> = authors.collect();
    ensure!(authors.len() == 2, "{authors:?}");
    Ok(())
}

/// `LARDER_MEGABYTES=1000` for the figures: what many years of photos take.
#[tokio::test]
async fn a_server_with_many_pictures_is_there_again_within_minutes() -> Result<()> {
    let mut server = Server::start_with(&[("LARDER_PICTURES_A_MINUTE", "1000000")])?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup");
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let megabytes = variable("LARDER_MEGABYTES", 8);
    let mut random = fastrand::Rng::with_seed(1);
    let mut paths = Vec::new();
    for _ in 0..megabytes {
        let noise = std::iter::repeat_with(|| random.u8(..)).take(1_000_000);
        let picture: Vec<u8> = PICTURE.iter().copied().chain(noise).collect();
        let path = format!("blobs/{}", sha256(&picture));
        let sent = api.ask("PUT", &path, &owner, "", picture).await?;
        ensure!(sent.0 == 201, "{sent:?}");
        paths.push(path);
    }
    let begun = Instant::now();
    done(&admin("backup", Some(&file), Some(server.data()))?)?;
    let backed_up = begun.elapsed();
    server.stop()?;
    let other = tempfile::tempdir()?;
    let begun = Instant::now();
    done(&admin("restore", Some(&file), Some(other.path()))?)?;
    let server = Server::start_on(other, &[])?;
    let restored = begun.elapsed();
    println!(
        "{megabytes} MB: a backup in {backed_up:.1?}, restored and answering in {restored:.1?}"
    );
    ensure!(restored < RESTORED, "{restored:?}");
    let api = Api::new(&server.url);
    for path in [paths.first(), paths.last()].into_iter().flatten() {
        let (status, bytes) = api.ask("GET", path, &owner, "", Vec::new()).await?;
        ensure!(status == 200 && path.ends_with(&sha256(&bytes)), "{status}");
    }
    Ok(())
}

pub async fn add(api: &Api, token: &str, name: &str) -> Result<Value> {
    let item = serde_json::json!({ "name": name });
    api.json("pantry/items", token, item).await
}

pub async fn names(api: &Api, token: &str) -> Result<Vec<String>> {
    let (status, body) = api
        .ask("GET", "pantry/items", token, "", Vec::new())
        .await?;
    ensure!(status == 200, "{status}");
    let page: Value = serde_json::from_slice(&body)?;
    let items = page["data"].as_array().context("no list")?;
    let mut names: Vec<String> = items
        .iter()
        .filter_map(|item| item["name"].as_str().map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}

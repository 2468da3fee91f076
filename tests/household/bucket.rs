//! Pictures in a bucket of a real S3 server.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::phone::Api;
use super::scanned::{Program, receipt};
use crate::support::bucket::Store;
use crate::support::fixture::sha256;
use crate::support::server::{Server, larder};

/// Something that a picture is by its first bytes.
const PICTURE: &[u8] = b"\xFF\xD8\xFF\xE0 a receipt";
/// Looking whether a server is ready counts for a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);

fn path() -> String {
    format!("blobs/{}", sha256(PICTURE))
}

fn key() -> String {
    format!("blobs/{}/{}", "07".repeat(16), sha256(PICTURE))
}

async fn put(api: &Api, owner: &str) -> Result<u16> {
    let sent = api.ask("PUT", &path(), owner, "", PICTURE.to_vec()).await?;
    Ok(sent.0)
}

async fn get(api: &Api, owner: &str) -> Result<(u16, Vec<u8>)> {
    api.ask("GET", &path(), owner, "", vec![]).await
}

/// Waits until the server says of its bucket what it should.
async fn until_bucket(api: &Api, says: &str) -> Result<()> {
    let since = Instant::now();
    loop {
        let (_, ready) = api.ask_at("GET", "ready", "", "", vec![]).await?;
        let ready: Value = serde_json::from_slice(&ready)?;
        if ready["bucket"] == says {
            return Ok(());
        }
        ensure!(since.elapsed() < PATIENCE, "{ready}");
        sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_lie_in_the_bucket_and_jobs_are_sealed_there() -> Result<()> {
    let store = Store::open().await?;
    let mut settings = store.settings();
    settings.push(("LARDER_ROLE", "web"));
    let server = Server::start_with(&settings)?;
    let program = Program::of(&server).await?;
    let (api, owner) = (&program.api, &program.owner);
    ensure!(put(api, owner).await? == 201);
    ensure!(put(api, owner).await? == 200, "it is there already");
    ensure!(store.keys("blobs")? == [key()], "{:?}", store.keys("")?);
    ensure!(get(api, owner).await? == (200, PICTURE.to_vec()));
    let (jpeg, _) = receipt("uk")?;
    program.scan("a", &jpeg).await?;
    let jobs = store.keys("scans")?;
    ensure!(jobs.len() == 1, "{jobs:?}");
    let sealed = store.bytes(&jobs[0])?;
    ensure!(
        !sealed.windows(4).any(|part| part == b"IHDR"),
        "in the open"
    );
    let gone = api.ask("DELETE", &path(), owner, "", vec![]).await?;
    ensure!(gone.0 == 204, "{}", gone.0);
    ensure!(store.keys("blobs")?.is_empty());
    ensure!(get(api, owner).await?.0 == 410);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lay_beside_the_database_moves_there_and_is_backed_up_from_there() -> Result<()> {
    let store = Store::open().await?;
    let mut server = Server::start()?;
    let mut api = Api::new(&server.url);
    let owner = api.found().await?;
    ensure!(put(&api, &owner).await? == 201);
    server.start_again_with(&store.settings())?;
    api = Api::new(&server.url);
    ensure!(get(&api, &owner).await? == (200, PICTURE.to_vec()));
    // It moves while others are answered.
    let since = Instant::now();
    while server.data().join(key()).exists() {
        ensure!(since.elapsed() < PATIENCE, "it stays where it was");
        sleep(Duration::from_millis(50)).await;
    }
    ensure!(store.keys("blobs")? == [key()]);
    ensure!(get(&api, &owner).await? == (200, PICTURE.to_vec()));

    let folder = tempfile::tempdir()?;
    let (file, restored) = (folder.path().join("backup"), tempfile::tempdir()?);
    let admin = |what: &str| -> Result<Command> {
        let mut command = Command::new(larder()?);
        command.args(["admin", what]).envs(store.settings());
        Ok(command)
    };
    let data = ["--data".as_ref(), server.data().as_os_str()];
    let verified = admin("verify")?.args(data).status()?;
    ensure!(verified.success());
    let made = admin("backup")?.arg(&file).args(data).status()?;
    ensure!(made.success());
    let data = ["--data".as_ref(), restored.path().as_os_str()];
    let back = admin("restore")?.arg(&file).args(data).status()?;
    ensure!(back.success());
    // Without a bucket, as whoever has lost it.
    let server = Server::start_on(restored, &[])?;
    let api = Api::new(&server.url);
    ensure!(get(&api, &owner).await? == (200, PICTURE.to_vec()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_is_away_loses_nothing_and_is_told_of() -> Result<()> {
    let mut store = Store::open().await?;
    let server = Server::start_with(&store.settings())?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    until_bucket(&api, "ok").await?;
    store.close().await;
    ensure!(put(&api, &owner).await? >= 500, "nobody has it");
    until_bucket(&api, "failing").await?;
    store.open_again().await?;
    until_bucket(&api, "ok").await?;
    // A device that was refused tries again by itself.
    ensure!(get(&api, &owner).await?.0 == 404, "it is nowhere yet");
    ensure!(put(&api, &owner).await? == 201);
    ensure!(get(&api, &owner).await? == (200, PICTURE.to_vec()));
    Ok(())
}

#[tokio::test]
async fn who_is_not_let_in_is_told_what_to_look_at() -> Result<()> {
    let store = Store::open().await?;
    let data = tempfile::tempdir()?;
    let refused = Command::new(larder()?)
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .envs(store.settings())
        .env("LARDER_S3_SECRET", "pepper and salt")
        .output();
    let refused = tokio::task::spawn_blocking(move || refused).await??;
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    ensure!(!refused.status.success(), "it was let in");
    ensure!(told.contains("`s3-secret`"), "{told}");
    Ok(())
}

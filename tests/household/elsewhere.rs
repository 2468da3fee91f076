//! Servers whose database is elsewhere, on a PostgreSQL server: alone, several at once, and put
//! back from a copy.

use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sync::exchange::Frame;

use super::killed::{self, PUSHES, one};
use super::now_ms;
use super::phone::{Api, Phone};
use super::restored::names;
use super::socket;
use crate::support::postgres;
use crate::support::server::{DATABASE, Server, larder};

/// An empty database; it lives as long as these tests.
fn database() -> Result<&'static str> {
    let address = postgres::database(None).map_err(anyhow::Error::msg)?;
    Ok(address.leak())
}

fn admin(words: &[&str], address: &str) -> Result<Output> {
    let mut command = Command::new(larder()?);
    let command = command.arg("admin").args(words).env(DATABASE, address);
    Ok(command.output()?)
}

fn run(name: &str, words: &[&str]) -> Result<()> {
    let program = postgres::program(name).map_err(anyhow::Error::msg)?;
    let output = Command::new(program).args(words).output()?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name}: {error}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_keeps_what_it_confirmed_elsewhere() -> Result<()> {
    let server = Server::start_with(&[PUSHES, (DATABASE, database()?)])?;
    let file = server.data().join("larder.db");
    ensure!(!file.exists(), "{} is there, too", file.display());
    killed::kill_often(server).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_are_one_to_their_devices() -> Result<()> {
    let settings = [PUSHES, (DATABASE, database()?)];
    let (first, mut second) = (
        Server::start_with(&settings)?,
        Server::start_with(&settings)?,
    );
    let (one_way, other_way) = (Api::new(&first.url), Api::new(&second.url));
    let owner = one_way.found().await?;
    let (mut a, mut b) = (
        Phone::new(1, owner.clone()),
        Phone::new(2, other_way.join(&owner, "member").await?),
    );
    b.exchange(&other_way, now_ms()).await?;
    let mut socket = socket::open(&second.url, &owner).await?;
    a.act(one(1, 0), now_ms())?;
    a.exchange(&one_way, now_ms()).await?;
    let poke = socket::hear(&mut socket).await?;
    ensure!(matches!(poke, Frame::Poke { .. }), "{poke:?}");
    // Each device goes where it likes, also while one server is gone.
    for number in 1..20 {
        a.act(one(1, number), now_ms())?;
        b.act(one(2, number - 1), now_ms())?;
        let (to_a, to_b) = match number % 2 {
            0 => (&one_way, &other_way),
            _ => (&other_way, &one_way),
        };
        let (one, other) = tokio::join!(a.exchange(to_a, now_ms()), b.exchange(to_b, now_ms()));
        one.and(other)?;
    }
    second.stop()?;
    killed::check(&first, vec![a, b], 20 + 19).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_programs_write_by_two_servers_at_once_is_all_there() -> Result<()> {
    let settings = [
        (DATABASE, database()?),
        ("LARDER_WRITES_A_MINUTE", "100000"),
    ];
    let servers = [
        Server::start_with(&settings)?,
        Server::start_with(&settings)?,
    ];
    let apis = servers.each_ref().map(|server| Api::new(&server.url));
    let owner = apis[0].found().await?;
    let mut all = tokio::task::JoinSet::new();
    for number in 0..30 {
        let (api, owner) = (apis[number % 2].clone(), owner.clone());
        all.spawn(async move {
            let item = json!({ "name": format!("Tea {number:02}") });
            api.json("pantry/items", &owner, item).await
        });
    }
    while let Some(done) = all.join_next().await {
        done??;
    }
    let there = names(&apis[1], &owner).await?;
    ensure!(there.len() == 30, "{there:?}");
    Ok(())
}

#[tokio::test]
async fn a_database_that_was_put_back_goes_on_with_its_devices() -> Result<()> {
    let (before, after) = (database()?, database()?);
    let mut server = Server::start_with(&[PUSHES, (DATABASE, before)])?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let mut phones = vec![
        Phone::new(1, owner.clone()),
        Phone::new(2, api.join(&owner, "member").await?),
    ];
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("copy");
    let file = file.to_str().context("a path")?;
    for round in 0..3 {
        for (phone, client) in phones.iter_mut().zip(1..) {
            for number in 0..10 {
                phone.act(one(client, round * 10 + number), now_ms())?;
            }
            phone.exchange(&api, now_ms()).await?;
        }
        if round == 1 {
            run("pg_dump", &["--format=custom", "--file", file, before])?;
        }
    }
    server.stop()?;
    run("pg_restore", &["--no-owner", "--dbname", after, file])?;
    let told = admin(&["renumber"], after)?;
    let text = String::from_utf8_lossy(&told.stdout);
    ensure!(text.contains("numbered anew"), "{told:?}");
    let server = Server::start_with(&[PUSHES, (DATABASE, after)])?;
    ensure!(server.numbered().await?.len() == 40, "of the copy");
    killed::check(&server, phones, 60).await
}

#[tokio::test]
async fn a_keeper_is_told_what_to_do_with_a_database_elsewhere() -> Result<()> {
    let address = database()?;
    let server = Server::start_with(&[(DATABASE, address)])?;
    Api::new(&server.url).found().await?;
    let invited = admin(&["invite"], address)?;
    let link = String::from_utf8_lossy(&invited.stdout);
    ensure!(link.contains("/#/join/"), "{invited:?}");
    for words in [["backup", "copy"], ["restore", "copy"]] {
        let refused = admin(&words, address)?;
        let why = String::from_utf8_lossy(&refused.stderr);
        ensure!(
            refused.status.code() == Some(1) && why.contains("`pg_"),
            "{why}"
        );
    }
    let verified = admin(&["verify"], address)?;
    let told = String::from_utf8_lossy(&verified.stdout);
    ensure!(told.contains("ops in test_"), "{verified:?}");
    let report = ready(&server).await?;
    ensure!(report["status"] == "ready", "{report}");
    for (wrong, told) in [
        ("sqlite:larder.db", "postgres://larder:password@localhost"),
        ("postgres://larder@127.0.0.1:1/food", "food at 127.0.0.1:1"),
    ] {
        let data = tempfile::tempdir()?;
        let output = Command::new(larder()?)
            .args(["serve", "--bind", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .env(DATABASE, wrong)
            .output()?;
        let why = String::from_utf8_lossy(&output.stderr);
        ensure!(!output.status.success() && why.contains(told), "{why}");
        ensure!(!data.path().join("larder.db").exists(), "a file instead");
    }
    Ok(())
}

async fn ready(server: &Server) -> Result<Value> {
    let api = Api::new(&server.url);
    let (status, body) = api.ask_at("GET", "ready", "", "", Vec::new()).await?;
    ensure!(status == 200, "{status}");
    Ok(serde_json::from_slice(&body)?)
}

//! A server that is killed in the middle of its work has lost nothing that it confirmed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use sync::{Change, EntityId, EntityType, Kind, Scope};

use super::phone::{Api, Phone};
use super::{now_ms, variable};
use crate::support::server::Server;

const CLIENTS: u64 = 8;
/// How often the server is killed, unless `LARDER_KILLS` says more.
const KILLS: u64 = 10;
/// A server that was killed answers again within this.
const READY: Duration = Duration::from_secs(2);
const LOT: EntityId = EntityId([9; 16]);
const SHELF: Scope = Scope {
    of: EntityId([2; 16]),
    at: EntityId([3; 16]),
};

/// An amount of one, with a name of its own among its references.
pub fn one(client: u64, number: u64) -> Change {
    let add = Kind::Add {
        scope: SHELF,
        amount: 1,
        reason: 1,
    };
    let mut change = Change::new(EntityType(3), LOT, add);
    let mut name = [0; 16];
    name[..8].copy_from_slice(&client.to_be_bytes());
    name[8..].copy_from_slice(&number.to_be_bytes());
    change.refs = vec![EntityId(name)];
    change
}

/// What the device knows to be numbered by the server.
fn confirmed(phone: &Phone) -> BTreeSet<EntityId> {
    let rows = phone.device.store.rows.values();
    let numbered = rows.filter(|(row, _)| row.seq.is_some());
    let ops = numbered.filter_map(|(row, _)| row.op());
    ops.filter_map(|op| op.refs.first().copied()).collect()
}

async fn work(
    mut phone: Phone,
    client: u64,
    url: Arc<Mutex<String>>,
    ends: Arc<AtomicBool>,
) -> Result<(Phone, u64)> {
    let mut number = 0;
    while !ends.load(Ordering::Relaxed) {
        for _ in 0..3 {
            number += 1;
            phone.act(one(client, number), now_ms())?;
        }
        let api = Api::new(
            &url.lock()
                .map_err(|_| anyhow::anyhow!("a thread fell"))?
                .clone(),
        );
        // It may be gone: then it comes next time.
        let _ = phone.exchange(&api, now_ms()).await;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok((phone, number))
}

/// The devices here push all the time, and whether they may is not the question.
pub const PUSHES: (&str, &str) = ("LARDER_PUSHES_A_MINUTE", "1000000");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_keeps_what_it_confirmed() -> Result<()> {
    kill_often(Server::start_with(&[PUSHES])?).await
}

/// Kills a server again and again while devices send.
pub async fn kill_often(mut server: Server) -> Result<()> {
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let url = Arc::new(Mutex::new(server.url.clone()));
    let ends = Arc::new(AtomicBool::new(false));
    let mut clients = Vec::new();
    for client in 1..=CLIENTS {
        let token = api.join(&owner, "member").await?;
        let phone = Phone::new(client, token);
        clients.push(tokio::spawn(work(
            phone,
            client,
            Arc::clone(&url),
            Arc::clone(&ends),
        )));
    }
    for kill in 0..variable("LARDER_KILLS", KILLS) {
        tokio::time::sleep(Duration::from_millis(150 + kill * 37 % 100)).await;
        server.stop()?;
        let since = Instant::now();
        server.start_again()?;
        ensure!(
            since.elapsed() < READY,
            "not ready after {:?}",
            since.elapsed()
        );
        *url.lock().map_err(|_| anyhow::anyhow!("a thread fell"))? = server.url.clone();
    }
    ends.store(true, Ordering::Relaxed);
    let mut phones = Vec::new();
    let mut written = 0;
    for client in clients {
        let (phone, count) = client.await??;
        written += count;
        phones.push(phone);
    }
    check(&server, phones, written).await
}

/// All come into step, and every change is there once.
pub async fn check(server: &Server, mut phones: Vec<Phone>, written: u64) -> Result<()> {
    let api = Api::new(&server.url);
    let before: BTreeSet<EntityId> = phones.iter().flat_map(confirmed).collect();
    for _ in 0..2 {
        for phone in &mut phones {
            phone.exchange(&api, now_ms()).await?;
        }
    }
    let first = phones.first().context("a phone")?;
    let after = confirmed(first);
    ensure!(
        before.is_subset(&after),
        "something that was confirmed is gone"
    );
    ensure!(
        after.len() as u64 == written,
        "{} of {written} are there",
        after.len()
    );
    let mut seqs: Vec<u64> = first
        .device
        .store
        .rows
        .values()
        .filter_map(|(row, _)| row.seq)
        .collect();
    seqs.sort_unstable();
    ensure!(
        seqs == (1..=written).collect::<Vec<u64>>(),
        "the numbers have a gap"
    );
    let summary = first.device.state.summary();
    for phone in &phones {
        ensure!(phone.device.state.summary() == summary, "two phones differ");
        ensure!(phone.device.state.balance(LOT, SHELF).amount == written as i64);
        ensure!(phone.device.engine.status().waiting == 0);
    }
    Ok(())
}

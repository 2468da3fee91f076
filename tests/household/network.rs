//! Devices behind a network in which everything goes wrong ([`super::proxy`]) come into
//! step as soon as it is well again: nothing is lost, and nothing is there twice.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, ensure};
use fastrand::Rng;
use sync::{Change, EntityId, EntityType, Kind, Scope};
use tokio::time::timeout;

use super::phone::{Api, Phone};
use super::proxy::{Proxy, Told};
use super::{now_ms, variable};
use crate::support::server::Server;

/// How many households, unless `LARDER_NETWORKS` says otherwise; `LARDER_SEED` chooses
/// what goes wrong.
const RUNS: u64 = 12;
/// Devices; every other one is on a socket.
const PHONES: u64 = 4;
/// How often each tries while the network is bad.
const TRIES: u64 = 8;
/// How long a device waits for one exchange before it gives up.
const PATIENCE: Duration = Duration::from_millis(200);
/// Far more than an exchange takes in a network that is well.
const WELL: Duration = Duration::from_secs(10);
const LOT: EntityId = EntityId([9; 16]);
const SHELF: Scope = Scope {
    of: EntityId([2; 16]),
    at: EntityId([3; 16]),
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn devices_come_into_step_when_a_bad_network_is_well_again() -> Result<()> {
    let (runs, seed) = (
        variable("LARDER_NETWORKS", RUNS),
        variable("LARDER_SEED", 1),
    );
    let (mut sum, mut acts) = (Told::default(), 0);
    for run in seed..seed + runs {
        let (told, written) = one(run)
            .await
            .map_err(|why| why.context(format!("seed {run}")))?;
        sum.connections += told.connections;
        sum.cut += told.cut;
        sum.silent += told.silent;
        sum.repeated += told.repeated;
        acts += written;
    }
    println!("{runs} households from seed {seed}, {acts} actions: {sum:?}");
    // A network in which nothing goes wrong proves nothing.
    ensure!(
        sum.cut > runs && sum.silent > 0 && sum.repeated > runs,
        "{sum:?}"
    );
    Ok(())
}

/// One household; what went wrong, and how much was done.
async fn one(seed: u64) -> Result<(Told, u64)> {
    let server = Server::start()?;
    let proxy = Proxy::start(&server.url, seed).await?;
    let mut random = Rng::with_seed(seed);
    let mut devices = tokio::task::JoinSet::new();
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    for number in 1..=PHONES {
        let phone = Phone::new(number, api.join(&owner, "member").await?);
        devices.spawn(work(phone, number, proxy.url.clone(), random.fork()));
    }
    let (mut phones, mut written) = (Vec::new(), 0);
    while let Some(done) = devices.join_next().await {
        let (number, phone, acts) = done??;
        phones.push((number, phone));
        written += acts;
    }
    let told = proxy.heal();
    in_step(&mut phones, &proxy.url, written).await?;
    // What comes once more after that changes nothing.
    proxy.settle().await;
    in_step(&mut phones, &proxy.url, written).await?;
    Ok((told, written))
}

/// A device tries again and again, while its person goes on.
async fn work(
    mut phone: Phone,
    number: u64,
    url: String,
    mut random: Rng,
) -> Result<(u64, Phone, u64)> {
    let mut acts = 0;
    for _ in 0..TRIES {
        for _ in 0..random.u64(1..=4) {
            acts += 1;
            phone.act(one_more(number, acts), now_ms())?;
        }
        // It fails more often than not: then it comes again.
        let _ = exchange(&mut phone, number, &url, PATIENCE).await;
        if random.u8(0..8) == 0 {
            phone.device.crash();
        }
    }
    Ok((number, phone, acts))
}

/// By requests or over a socket; a device that is given up on is offline.
async fn exchange(phone: &mut Phone, number: u64, url: &str, most: Duration) -> Result<()> {
    if number.is_multiple_of(2) {
        return phone.stay(url, most, now_ms()).await;
    }
    // Each time a connection of its own: a course is one connection's.
    timeout(most, phone.exchange(&Api::new(url), now_ms())).await?
}

/// An exchange in a network that is well. A conversation that comes once more may open a
/// socket of the same device, which ends the one that it has: then it comes again.
async fn try_exchange(phone: &mut Phone, number: u64, url: &str) -> Result<()> {
    for _ in 0..5 {
        if exchange(phone, number, url, WELL).await.is_ok() {
            return Ok(());
        }
    }
    exchange(phone, number, url, WELL).await
}

fn one_more(number: u64, act: u64) -> Change {
    let kind = Kind::Add {
        scope: SHELF,
        amount: 1,
        reason: 1,
    };
    let mut change = Change::new(EntityType(3), LOT, kind);
    let mut name = [0; 16];
    name[..8].copy_from_slice(&number.to_be_bytes());
    name[8..].copy_from_slice(&act.to_be_bytes());
    change.refs = vec![EntityId(name)];
    change
}

/// Two exchanges each: one to send, one to read what the others sent meanwhile.
async fn in_step(phones: &mut [(u64, Phone)], url: &str, written: u64) -> Result<()> {
    for _ in 0..2 {
        for (number, phone) in phones.iter_mut() {
            try_exchange(phone, *number, url).await?;
        }
    }
    for (number, phone) in phones.iter() {
        let rows = phone.device.store.rows.values();
        let ops = rows.filter(|(row, rejected)| row.seq.is_some() && rejected.is_none());
        let names: Vec<EntityId> = ops
            .filter_map(|(row, _)| row.op()?.refs.first().copied())
            .collect();
        let different: BTreeSet<&EntityId> = names.iter().collect();
        let counts = (names.len() as u64, different.len() as u64);
        ensure!(
            counts == (written, written),
            "{number} has {counts:?} of {written}"
        );
        let amount = phone.device.state.balance(LOT, SHELF).amount;
        ensure!(amount == written as i64, "{number}: {amount} of {written}");
        let status = phone.device.engine.status();
        ensure!(
            status.waiting == 0 && status.attention.is_none(),
            "{number}: {status:?}"
        );
    }
    let mut summaries = phones.iter().map(|(_, phone)| phone.device.state.summary());
    let first = summaries.next();
    ensure!(
        summaries.all(|summary| Some(&summary) == first.as_ref()),
        "two devices differ"
    );
    Ok(())
}

//! The power goes while devices send, again and again: what the hub has answered is there
//! when it is back, and everybody comes into step.
//!
//! A process that is killed leaves the system's cache behind, so that a missing sync would
//! go unnoticed; here what was not synced is lost, torn or out of order. That it would be
//! noticed is shown by two servers that must lose something: one that does not sync at
//! each commit, and one on a disk whose sync does nothing.

mod disk;
mod vfs;

use std::path::Path;

use fastrand::Rng;
use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};

use super::*;
use crate::db::Db;
use disk::Disk;

/// How often the power goes, unless `LARDER_LOSSES` says otherwise; `LARDER_SEED` chooses
/// when.
const LOSSES: u64 = 60;
/// Losses of one household; then another one begins, on an empty disk.
const LOSSES_OF_ONE: u64 = 20;
/// A control that lost nothing until now never will.
const LOSSES_OF_A_CONTROL: u64 = 60;
const PHONES: u64 = 3;
/// Writes and syncs until the power goes, at most: some fifty commits.
const MOST_WRITES: u64 = 600;

/// What a server stands on.
#[derive(Clone, Copy)]
struct Ground {
    synchronous: SqliteSynchronous,
    /// Whether the disk's sync does something.
    syncs: bool,
}

const FIRM: Ground = Ground {
    synchronous: SqliteSynchronous::Full,
    syncs: true,
};

/// One household through many losses.
struct Story {
    ground: Ground,
    random: Rng,
    folder: tempfile::TempDir,
    phones: Vec<Phone>,
    /// What the devices' people did.
    acts: u64,
    now_ms: i64,
}

fn variable(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[tokio::test]
async fn what_was_answered_is_there_after_the_power_went() {
    let (losses, seed) = (
        variable("LARDER_LOSSES", LOSSES),
        variable("LARDER_SEED", 1),
    );
    let mut acts = 0;
    for first in (0..losses).step_by(LOSSES_OF_ONE as usize) {
        let mut story = Story::new(FIRM, seed.wrapping_add(first));
        for loss in first..losses.min(first + LOSSES_OF_ONE) {
            let told = story.lose_power().await;
            assert_eq!(told, Ok(()), "loss {loss} of seed {seed}");
        }
        acts += story.acts;
    }
    println!("{losses} losses from seed {seed}, {acts} actions: nothing answered was lost");
    assert!(acts > losses * 5, "only {acts} actions in {losses} losses");
}

#[tokio::test]
async fn a_server_that_does_not_sync_each_commit_is_found_out() {
    let careless = Ground {
        synchronous: SqliteSynchronous::Normal,
        ..FIRM
    };
    assert!(is_found_out(careless).await);
}

#[tokio::test]
async fn a_disk_whose_sync_does_nothing_is_found_out() {
    let lying = Ground {
        syncs: false,
        ..FIRM
    };
    assert!(is_found_out(lying).await);
}

#[tokio::test]
async fn a_hub_goes_on_when_a_full_disk_has_room_again() {
    let mut story = Story::new(FIRM, 1);
    let (hub, _) = story.start().await.expect("a hub");
    for writes in 1..40 {
        let folder = story.folder.path().to_owned();
        vfs::on(&folder, |disk| disk.fail_after(writes));
        story.send(&hub).await;
        vfs::on(&folder, Disk::take_again);
        assert_eq!(story.come_into_step(&hub).await, Ok(()), "after {writes}");
    }
}

async fn is_found_out(ground: Ground) -> bool {
    let mut story = Story::new(ground, variable("LARDER_SEED", 1));
    for loss in 1..=LOSSES_OF_A_CONTROL {
        if let Err(why) = story.lose_power().await {
            println!("found out after {loss} losses: {why}");
            return true;
        }
    }
    false
}

impl Story {
    fn new(ground: Ground, seed: u64) -> Self {
        vfs::register();
        let folder = tempfile::tempdir().expect("a folder");
        vfs::plug(folder.path(), Disk::new(ground.syncs));
        Self {
            ground,
            random: Rng::with_seed(seed),
            folder,
            phones: (1..=PHONES).map(Phone::new).collect(),
            acts: 0,
            now_ms: NOW_MS,
        }
    }

    /// Lets devices send until the power goes, then looks at what is there; an error says
    /// what was lost.
    async fn lose_power(&mut self) -> Result<(), String> {
        self.now_ms += 60_000;
        let writes = self.random.u64(1..=MOST_WRITES);
        vfs::on(self.folder.path(), |disk| disk.fail_after(writes));
        // It may go while the file is being made or its log is being read.
        if let Ok((hub, db)) = self.start().await {
            self.send(&hub).await;
            drop(hub);
            db.close().await;
        }
        self.power_is_back();
        let started = self.start().await;
        let (hub, db) = started.map_err(|why| format!("it does not start: {why:#}"))?;
        let told = match self.check(&hub).await {
            Ok(()) => self.come_into_step(&hub).await,
            lost => lost,
        };
        drop(hub);
        db.close().await;
        told
    }

    async fn start(&mut self) -> anyhow::Result<(Hub<DatabaseStore>, Db)> {
        let synchronous = self.ground.synchronous;
        // Checkpoints of both kinds: all the time, and as the server has them.
        let checkpoint = *self.random.choice(&["8", "1000"]).unwrap_or(&"8");
        let adjust = |options: SqliteConnectOptions| {
            let options = options.vfs(vfs::NAME).synchronous(synchronous);
            options.pragma("wal_autocheckpoint", checkpoint)
        };
        let db = db::open_with(self.folder.path(), adjust).await?;
        let mut connection = db.acquire().await?;
        database::make(&mut connection, HOUSEHOLD, Epoch([1; 16]), NOW_MS).await?;
        drop(connection);
        Ok((Hub::start(DatabaseStore::new(db.clone())), db))
    }

    /// Every device sends what its person does, all at once.
    async fn send(&mut self, hub: &Hub<DatabaseStore>) {
        let mut all = tokio::task::JoinSet::new();
        for mut phone in self.phones.drain(..) {
            let (hub, now_ms) = (hub.clone(), self.now_ms);
            let (folder, mut random) = (self.folder.path().to_owned(), self.random.fork());
            all.spawn(async move {
                let mut acts = 0;
                // Without power nothing is answered either.
                let is_on = || vfs::on(&folder, |disk| !disk.is_off());
                while is_on() {
                    for _ in 0..random.u64(1..=3) {
                        phone.act_all(vec![one_more(phone.replica())], now_ms);
                        acts += 1;
                    }
                    phone.exchange_while(&hub, now_ms, is_on).await;
                }
                (phone, acts)
            });
        }
        while let Some(sent) = all.join_next().await {
            let (phone, acts) = sent.expect("no panic");
            self.phones.push(phone);
            self.acts += acts;
        }
        self.phones.sort_by_key(|phone| phone.replica());
    }

    /// What the disk kept is the new disk.
    fn power_is_back(&mut self) {
        let random = &mut self.random;
        let kept = vfs::on(self.folder.path(), |disk| disk.survivors(random));
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in kept {
            write(&folder.path().join(name), &bytes);
        }
        vfs::plug(folder.path(), Disk::new(self.ground.syncs));
        self.folder = folder;
    }

    /// Whether everything is there that a device was told is.
    async fn check(&self, hub: &Hub<DatabaseStore>) -> Result<(), String> {
        let rows = all(hub).await?;
        let seqs = rows.iter().filter_map(|row| row.seq);
        if !seqs.eq(1..=rows.len() as u64) {
            return Err("the numbers have a gap".into());
        }
        for phone in &self.phones {
            let replica = phone.replica();
            let seat = hub.store.seat(HOUSEHOLD, replica).await;
            let seat = seat.map_err(|why| why.to_string())?;
            if seat.next_rseq < phone.accepted {
                let (here, told) = (seat.next_rseq, phone.accepted);
                return Err(format!("{replica:?} is at {here}, and was told {told}"));
            }
            for (row, _) in phone.device.store.rows.values() {
                let Some(seq) = row.seq else { continue };
                let here = rows.get(seq as usize - 1);
                if here.is_none_or(|here| (here.id, &here.body) != (row.id, &row.body)) {
                    let (author, last) = (row.id, rows.len());
                    return Err(format!(
                        "{replica:?} got {author:?} as {seq}, and {last} are there"
                    ));
                }
            }
        }
        Ok(())
    }

    /// With power everything that was done arrives, once.
    async fn come_into_step(&mut self, hub: &Hub<DatabaseStore>) -> Result<(), String> {
        self.now_ms += 60_000;
        for _ in 0..2 {
            for phone in &mut self.phones {
                phone.device.disconnect();
                phone.exchange(hub, self.now_ms).await;
            }
        }
        let there = all(hub).await?.len() as u64;
        if there != self.acts {
            let how = self.phones.iter().map(|phone| {
                let status = phone.device.engine.status();
                format!("{:?} {status:?}", phone.replica())
            });
            let how: Vec<String> = how.collect();
            return Err(format!(
                "{there} of {} actions are there: {how:?}",
                self.acts
            ));
        }
        for phone in &self.phones {
            let status = (phone.eggs() as u64, phone.waiting());
            if status != (self.acts, 0) {
                return Err(format!("{:?} has {status:?}", phone.replica()));
            }
        }
        Ok(())
    }
}

impl Phone {
    fn replica(&self) -> ReplicaId {
        self.device.store.author.replica
    }
}

/// One egg more. Devices here have one clock, and what two of them write in one moment
/// would be taken for one action if it were the same in everything.
fn one_more(replica: ReplicaId) -> Change {
    let mut change = Change::new(EntityType(1), EGGS, add(1));
    let mut name = [0; 16];
    name[8..].copy_from_slice(&replica.0.to_be_bytes());
    change.refs = vec![EntityId(name)];
    change
}

/// Every op at the hub.
async fn all(hub: &Hub<DatabaseStore>) -> Result<Vec<sync::exchange::Row>, String> {
    let page = hub.store.page(HOUSEHOLD, 0, 1_000_000).await;
    let page = page.map_err(|why| why.to_string())?;
    Ok(page.ok_or("the household is gone")?.1)
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("written");
}

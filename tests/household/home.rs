//! A household of devices around a server by a clock of its own ([`super::timed`]): its
//! people do what those of the simulator do, and in the end everything must be accounted for.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use sync::exchange::Row;
use sync::order::{LEAST_MS, MAX_AHEAD_MS};
use sync::{Change, EntityId, EntityType, Kind, Op, State};

use super::phone::random::Random;
use super::phone::{Api, Phone, work};
use super::timed::Timed;

/// 2026-01-01, in Unix milliseconds.
pub const START_MS: i64 = 1_767_225_600_000;
/// What the people have, by the simulator's numbers.
const THING: EntityType = EntityType(1);

/// The household.
pub struct Home {
    pub server: Timed,
    pub phones: Vec<Phone>,
    pub random: Random,
    /// The token of the device that founded it, which is none of the phones.
    pub owner: String,
    markers: u64,
    /// What was stored on a device as done, by its marker, and which device that was.
    confirmed: BTreeMap<EntityId, usize>,
    /// What compaction dropped: it says nothing any more.
    dropped: BTreeSet<EntityId>,
    /// What was gone for ever when compaction dropped the last of it.
    buried: BTreeSet<EntityId>,
}

impl Home {
    /// One of so many devices of members, none of which has said anything yet.
    pub async fn found(seed: u64, phones: u64) -> Result<Self> {
        let server = Timed::start(START_MS).await?;
        let api = Api::new(&server.url);
        let owner = api.found().await?;
        let mut home = Self {
            server,
            phones: Vec::new(),
            random: Random::new(seed),
            owner,
            markers: 0,
            confirmed: BTreeMap::new(),
            dropped: BTreeSet::new(),
            buried: BTreeSet::new(),
        };
        for _ in 0..phones {
            home.join("member").await?;
        }
        Ok(home)
    }

    /// One more device comes in.
    pub async fn join(&mut self, role: &str) -> Result<()> {
        let token = self.api().join(&self.owner, role).await?;
        let number = self.phones.len() as u64 + 1;
        self.phones.push(Phone::new(number, token));
        Ok(())
    }

    /// A client of the server as it is now.
    pub fn api(&self) -> Api {
        Api::new(&self.server.url)
    }

    /// How many changes were stored on their devices as done.
    pub fn acts(&self) -> u64 {
        self.confirmed.len() as u64
    }

    /// Whoever has this device does something.
    pub fn act(&mut self, number: usize) -> Result<()> {
        let phone = self.phones.get(number).context("no such device")?;
        let markers = &mut self.markers;
        let mut marker = || {
            *markers += 1;
            let mut id = [0xAA; 16];
            id[..8].copy_from_slice(&markers.to_be_bytes());
            EntityId(id)
        };
        let changes = work::action(&phone.device.state, &mut self.random, &mut marker);
        self.write(number, changes)
    }

    /// Whoever has this device deletes something, if there is anything.
    pub fn delete(&mut self, number: usize) -> Result<()> {
        let phone = self.phones.get(number).context("no such device")?;
        let things = phone.device.state.entities_of(THING);
        let things = things.filter(|thing| thing.is_alive());
        let things: Vec<EntityId> = things.map(|thing| thing.id()).collect();
        let Some(&thing) = self.random.pick(&things) else {
            return Ok(());
        };
        self.markers += 1;
        let mut change = Change::new(THING, thing, Kind::Delete);
        let mut id = [0xAA; 16];
        id[..8].copy_from_slice(&self.markers.to_be_bytes());
        change.refs = vec![EntityId(id)];
        self.write(number, vec![change])
    }

    /// The device stores it: from here on nothing of it may be lost.
    fn write(&mut self, number: usize, changes: Vec<Change>) -> Result<()> {
        let now_ms = self.server.now_ms();
        let phone = self.phones.get_mut(number).context("no such device")?;
        let markers = changes.iter().filter_map(|change| change.refs.first());
        self.confirmed
            .extend(markers.map(|marker| (*marker, number)));
        phone.act_all(changes, now_ms)
    }

    /// A device is there and says what it has to say. It reads everything, whatever else is
    /// wrong with it.
    pub async fn sync(&mut self, number: usize) -> Result<()> {
        let (api, now_ms) = (self.api(), self.server.now_ms());
        let phone = self.phones.get_mut(number).context("no such device")?;
        phone.exchange(&api, now_ms).await?;
        let status = phone.device.engine.status();
        ensure!(
            status.online && status.behind == 0 && status.attention.is_none(),
            "device {number} does not read: {status:?}, {:?}",
            phone.refusals
        );
        Ok(())
    }

    /// The server compacts. What is left says the same as before.
    pub async fn compact(&mut self) -> Result<()> {
        let before = self.server.rows().await?;
        self.server.compact().await?;
        let after = self.server.rows().await?;
        let left: BTreeSet<_> = after.iter().map(|(row, _)| row.id).collect();
        let gone = before.iter().filter(|(row, _)| !left.contains(&row.id));
        self.dropped
            .extend(gone.filter_map(|(row, _)| marker(&row.op()?)));
        let (before, after) = (fold(&before), fold(&after));
        ensure!(
            before.summary() == after.summary(),
            "compaction changed something"
        );
        let dead = before.entities().filter(|entity| !entity.is_alive());
        let buried = dead.filter(|entity| after.entity(entity.id()).is_none());
        self.buried.extend(buried.map(|entity| entity.id()));
        Ok(())
    }

    /// What is gone for ever.
    pub fn buried(&self) -> usize {
        self.buried.len()
    }

    /// All come into step with each other and with the server, and nothing is lost, doubled
    /// or back from the dead.
    pub async fn end(&mut self) -> Result<()> {
        // One to send, one to read what the others sent meanwhile.
        for _ in 0..2 {
            for number in 0..self.phones.len() {
                self.sync(number).await?;
            }
        }
        let rows = self.server.rows().await?;
        let state = fold(&rows);
        for (number, phone) in self.phones.iter().enumerate() {
            let status = phone.device.engine.status();
            ensure!(status.waiting == 0, "device {number} waits: {status:?}");
            ensure!(
                phone.device.state.summary() == state.summary(),
                "device {number} and the server differ"
            );
        }
        self.nobody_is_back(&state).await?;
        self.nothing_is_lost(&rows)
    }

    /// No stored clock is further ahead than the server takes, or from before there were any;
    /// each is after all that its author had seen, and an author's own are in order. (What is
    /// written again after a long absence keeps its clock and has seen more.)
    pub async fn clocks_hold(&self) -> Result<()> {
        clocks_hold(&self.server.rows().await?)
    }

    async fn nobody_is_back(&self, state: &State) -> Result<()> {
        let told = self.server.tombstones().await?;
        let gone = self.buried.iter().chain(&told);
        let mut back = gone.filter(|entity| state.is_alive(**entity));
        let first = back.next();
        ensure!(first.is_none(), "a zombie: {first:?}");
        Ok(())
    }

    /// Every change is at the server once, or was overtaken there, or its device has it for a
    /// person to look at.
    fn nothing_is_lost(&self, rows: &[(Row, i64)]) -> Result<()> {
        let mut told = BTreeSet::new();
        for marker in rows.iter().filter_map(|(row, _)| marker(&row.op()?)) {
            ensure!(told.insert(marker), "{marker} is there twice");
        }
        told.extend(self.dropped.iter().copied());
        for phone in &self.phones {
            let store = &phone.device.store;
            let rejected = store.rows.values().filter(|(_, why)| why.is_some());
            told.extend(rejected.filter_map(|(row, _)| marker(&row.op()?)));
            let recovered = store.recovered.iter().map(|recovered| recovered.op.op());
            told.extend(recovered.filter_map(marker));
        }
        for (marker, device) in &self.confirmed {
            ensure!(
                told.contains(marker),
                "{marker} of device {device} is nowhere"
            );
        }
        Ok(())
    }
}

/// The name by which a change is known again, whatever becomes of its id.
fn marker(op: &Op) -> Option<EntityId> {
    op.refs.first().copied()
}

fn fold(rows: &[(Row, i64)]) -> State {
    State::from_rows(rows.iter().map(|(row, _)| row))
}

fn clocks_hold(rows: &[(Row, i64)]) -> Result<()> {
    let mut latest = BTreeMap::new();
    let mut until: Vec<(u64, sync::Hlc)> = Vec::new();
    for (row, stored_ms) in rows {
        let op = row.op().context("an op that cannot be read")?;
        let ms = op.hlc.unix_ms();
        ensure!(
            (LEAST_MS..=stored_ms + MAX_AHEAD_MS).contains(&ms),
            "{:?} of {ms} was stored at {stored_ms}",
            op.id
        );
        let before = latest.insert(op.id.replica, op.hlc);
        ensure!(before < Some(op.hlc), "{:?} is not after {before:?}", op.id);
        let seen = until.partition_point(|(seq, _)| *seq <= op.basis);
        let seen = seen.checked_sub(1).and_then(|at| until.get(at));
        ensure!(
            seen.is_none_or(|(_, hlc)| *hlc < op.hlc),
            "{:?} is not after what its author had seen",
            op.id
        );
        let most = until.last().map_or(op.hlc, |(_, most)| op.hlc.max(*most));
        until.push((row.seq.unwrap_or_default(), most));
    }
    Ok(())
}

//! One run: the devices, the hub and what lies between them.

use std::collections::{BTreeMap, BTreeSet};

use sync::codec::{HouseholdId, Stored};
use sync::engine::Event;
use sync::exchange::{Frame, Row};
use sync::{EntityId, ReplicaId};

use super::check::{self, Fault, Kind};
use super::device::{Device, Store};
use super::hub::{Break, Hub};
use super::random::Random;
use super::script::{Script, Step};
use super::work;

const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);
/// 2026-01-01, in Unix milliseconds.
const START_MS: i64 = 1_767_225_600_000;
/// Rounds in which everything is delivered, until all must be in step.
const ROUNDS: usize = 400;

struct World {
    hub: Hub,
    devices: Vec<Device>,
    copies: Vec<Option<Store>>,
    now_ms: i64,
    hub_off_ms: i64,
    written: u64,
    markers: u64,
    /// Every change that its device confirmed, and who that was.
    confirmed: BTreeMap<EntityId, usize>,
    /// What the codec did wrong.
    wire: Option<Fault>,
}

/// Runs a script; returns how many ops were written and what went wrong.
pub fn run(script: &Script, broken: Option<Break>) -> (u64, Option<Fault>) {
    let device = |number: usize| {
        let replica = ReplicaId(number as u64 + 1);
        Device::new(Store::new(HOUSEHOLD, replica), number as u64)
    };
    let mut world = World {
        hub: Hub::new(broken),
        devices: (0..script.devices).map(device).collect(),
        copies: vec![None; script.devices],
        now_ms: START_MS,
        hub_off_ms: 0,
        written: 0,
        markers: 0,
        confirmed: BTreeMap::new(),
        wire: None,
    };
    let fault = world.go(script).err();
    (world.written, fault)
}

impl World {
    fn go(&mut self, script: &Script) -> Result<(), Fault> {
        for step in &script.steps {
            self.now_ms += 200;
            self.step(*step)?;
        }
        self.heal()?;
        if let Some(fault) = self.wire.take() {
            return Err(fault);
        }
        check::end(&self.hub, &self.devices, &self.confirmed)
    }

    fn step(&mut self, step: Step) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        if step
            .device()
            .is_some_and(|device| self.devices[device].retired)
        {
            return Ok(());
        }
        match step {
            Step::Write { device, luck } => return self.write(device, luck),
            Step::Store { device, count } => (0..count).for_each(|_| self.store(device)),
            Step::Connect { device } => self.connect(device),
            Step::Disconnect { device } => {
                self.devices[device].disconnect();
                self.devices[device].handle(Event::Disconnected, now_ms);
            }
            Step::ToHub { device, luck } => self.some_to_hub(device, &mut Random::new(luck)),
            Step::ToDevice { device, luck } => self.some_to_device(device, &mut Random::new(luck)),
            Step::Settle { device } => {
                for _ in 0..40 {
                    self.round(device);
                    if self.is_in_step(&self.devices[device]) {
                        break;
                    }
                }
            }
            Step::CrashDevice { device } => self.devices[device].crash(),
            Step::CrashHub => {
                self.hub.crash();
                for device in &mut self.devices {
                    device.disconnect();
                    device.handle(Event::Disconnected, now_ms);
                }
            }
            Step::Pass { ms } => {
                self.now_ms += ms;
                for device in &mut self.devices {
                    device.handle(Event::Tick, self.now_ms);
                }
            }
            Step::SetClock { device, off_ms } => self.devices[device].off_ms = off_ms,
            Step::SetHubClock { off_ms } => self.hub_off_ms = off_ms,
            Step::Compact => self.hub.compact(now_ms),
            Step::Backup => self.hub.backup(),
            Step::Retire { device } => self.retire(device),
            Step::Restore => {
                let saved: Vec<_> = self.hub.saved_rows().filter_map(marker_of).collect();
                self.forget_unless_held(&saved);
                self.hub.restore(now_ms);
                self.step(Step::CrashHub)?;
            }
            Step::Copy { device } => self.copies[device] = Some(self.devices[device].store.clone()),
            Step::Paste { device } => self.paste(device),
        }
        Ok(())
    }

    /// A device goes back to a copy of its storage. What it confirmed since and did not
    /// send is gone with it, and no fault of ours.
    fn paste(&mut self, device: usize) {
        let Some(copy) = self.copies[device].clone() else {
            return;
        };
        let store = &self.devices[device].store;
        let unsent = store.rows.iter().filter(|(id, (row, rejected))| {
            rejected.is_some() || (row.seq.is_none() && !copy.rows.contains_key(id))
        });
        let recovered = store.recovered.iter();
        let recovered = recovered.filter_map(|recovered| check::marker(recovered.op.op()));
        let lost = unsent
            .filter_map(|(_, (row, _))| marker_of(row))
            .chain(recovered);
        for marker in lost {
            self.confirmed.remove(&marker);
        }
        self.devices[device].store = copy;
        self.devices[device].crash();
    }

    /// What the device did not send is gone with it.
    fn retire(&mut self, device: usize) {
        let live = self.devices.iter().filter(|device| !device.retired).count();
        if live < 2 {
            return;
        }
        self.devices[device].disconnect();
        self.devices[device].retired = true;
        let rows = self.hub.disk.rows.values();
        let numbered: Vec<_> = rows.filter_map(|(row, _)| marker_of(row)).collect();
        self.forget_unless_held(&numbered);
    }

    /// What devices that are gone confirmed is lost, unless the hub or another one has it.
    fn forget_unless_held(&mut self, hub: &[EntityId]) {
        let live = self.devices.iter().filter(|device| !device.retired);
        let rows = live.flat_map(|device| device.store.rows.values());
        let held: BTreeSet<EntityId> = rows
            .filter_map(|(row, _)| marker_of(row))
            .chain(hub.iter().copied())
            .collect();
        let devices = &self.devices;
        self.confirmed
            .retain(|marker, device| !devices[*device].retired || held.contains(marker));
    }

    fn connect(&mut self, device: usize) {
        let device = &mut self.devices[device];
        if !device.connected && !device.engine.is_over() {
            device.connected = true;
            device.handle(Event::Connected, self.now_ms);
        }
    }

    fn write(&mut self, number: usize, luck: u64) -> Result<(), Fault> {
        let device = &mut self.devices[number];
        if device.engine.is_over() {
            return Ok(());
        }
        let markers = &mut self.markers;
        let mut marker = || {
            *markers += 1;
            let mut id = [0xAA; 16];
            id[..8].copy_from_slice(&markers.to_be_bytes());
            EntityId(id)
        };
        let changes = work::action(&device.state, &mut Random::new(luck), &mut marker);
        let mut author = device.engine.author();
        let at = device.engine.hub_ms(self.now_ms + device.off_ms);
        let ops = author.write(at, changes);
        let mut stored = Vec::new();
        for op in ops {
            check::causality(&op, &device.state, &self.hub)?;
            self.written += 1;
            stored.extend(Stored::seal(op));
        }
        for op in &stored {
            device.state.apply(op.op(), None);
        }
        match device.engine.write(author, stored) {
            Ok(stored) => device.storing.push_back(stored),
            Err(stale) => return Err(Fault::new(Kind::Stuck, stale.to_string())),
        }
        Ok(())
    }

    fn store(&mut self, number: usize) {
        let device = &mut self.devices[number];
        if let Some((_, commit)) = device.storing.front() {
            // A row without a number was written here, and is confirmed with its commit.
            let written = commit.rows.iter().filter(|row| row.seq.is_none());
            for marker in written.filter_map(marker_of) {
                self.confirmed.entry(marker).or_insert(number);
            }
        }
        device.store_one(self.now_ms);
    }

    fn some_to_hub(&mut self, number: usize, random: &mut Random) {
        let count = 1 + random.below(3);
        for _ in 0..count {
            let device = &mut self.devices[number];
            if device.engine.is_over() {
                return;
            }
            let position = if random.chance(10) {
                device.to_hub.len().saturating_sub(1)
            } else {
                0
            };
            let Some(frame) = device.to_hub.remove(position) else {
                return;
            };
            match random.below(100) {
                0..8 => continue,
                8..16 => device.to_hub.push_back(frame.clone()),
                _ => {}
            }
            self.hub_hears(number, &frame);
        }
    }

    fn hub_hears(&mut self, number: usize, frame: &Frame) {
        let frame = self.through_the_wire(frame);
        let replica = match &frame {
            Frame::Hello(hello) => hello.replica,
            _ => self.devices[number].engine.author().replica,
        };
        let head = self.hub.disk.head.seq;
        let hub_ms = self.now_ms + self.hub_off_ms;
        let answers = self.hub.answer(replica, &frame, hub_ms);
        self.devices[number].from_hub.extend(answers);
        let now = self.hub.disk.head.seq;
        if now > head {
            for device in self.devices.iter_mut().filter(|device| device.connected) {
                device.from_hub.push_back(Frame::Poke { head: now });
            }
        }
    }

    fn some_to_device(&mut self, number: usize, random: &mut Random) {
        if random.chance(20) {
            self.hub.catch_up();
        }
        let count = 1 + random.below(4);
        for _ in 0..count {
            let device = &mut self.devices[number];
            let position = if random.chance(10) {
                device.from_hub.len().saturating_sub(1)
            } else {
                0
            };
            let Some(frame) = device.from_hub.remove(position) else {
                return;
            };
            match random.below(100) {
                0..8 => continue,
                8..16 => device.from_hub.push_back(frame.clone()),
                _ => {}
            }
            let frame = self.through_the_wire(&frame);
            let event = Event::Received(Box::new(frame));
            self.devices[number].handle(event, self.now_ms);
        }
    }

    /// Everything works again: messages arrive once and in order, until nothing is left.
    fn heal(&mut self) -> Result<(), Fault> {
        self.hub_off_ms = 0;
        for device in &mut self.devices {
            device.off_ms = device.off_ms.clamp(-3_600_000, 3_600_000);
        }
        for _ in 0..ROUNDS {
            for number in 0..self.devices.len() {
                if !self.devices[number].retired {
                    self.round(number);
                }
            }
            let mut live = self.devices.iter().filter(|device| !device.retired);
            if live.all(|device| self.is_in_step(device)) {
                return Ok(());
            }
        }
        let mut what = Vec::new();
        for (number, device) in self.devices.iter().enumerate() {
            if !self.is_in_step(device) {
                what.push(format!("device {number}: {:?}", device.engine.status()));
            }
        }
        Err(Fault::new(Kind::Stuck, what.join("; ")))
    }

    /// Whatever lies between a device and the hub arrives.
    fn round(&mut self, number: usize) {
        self.now_ms += 1_000;
        self.hub.catch_up();
        self.connect(number);
        while !self.devices[number].storing.is_empty() {
            self.store(number);
        }
        while let Some(frame) = self.devices[number].to_hub.pop_front() {
            self.hub_hears(number, &frame);
        }
        let now_ms = self.now_ms;
        let device = &mut self.devices[number];
        while let Some(frame) = device.from_hub.pop_front() {
            device.handle(Event::Received(Box::new(frame)), now_ms);
        }
        device.handle(Event::Tick, now_ms);
    }

    fn is_in_step(&self, device: &Device) -> bool {
        let status = device.engine.status();
        let is_quiet = device.to_hub.is_empty() && device.from_hub.is_empty();
        is_quiet
            && device.storing.is_empty()
            && status.online
            && status.waiting == 0
            && status.behind == 0
    }
}

fn marker_of(row: &Row) -> Option<EntityId> {
    check::marker(&super::hub::open(row)?)
}

impl World {
    /// The frame as bytes and back: the codec takes part in every run.
    fn through_the_wire(&mut self, frame: &Frame) -> Frame {
        let read = frame.encode().and_then(|bytes| Frame::decode(&bytes));
        if read.as_ref() != Ok(frame) {
            let what = format!("{frame:?} becomes {read:?}");
            self.wire.get_or_insert(Fault::new(Kind::Wire, what));
        }
        frame.clone()
    }
}

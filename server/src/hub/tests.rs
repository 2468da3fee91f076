//! Real devices' engines around the real hub on a real file.

// The simulator's device: the engine with its promises kept, and a store in memory.
mod altered;
#[path = "../../../crates/sync/sim/device.rs"]
#[expect(dead_code, reason = "the simulator uses more of it")]
mod device;
mod power;
mod servers;
mod twins;
mod work {
    pub const SCHEMA: u32 = 1;
}

use std::collections::BTreeMap;
use std::path::Path;

use sync::codec::{Epoch, Stored};
use sync::engine::Event;
use sync::{Change, EntityId, EntityType, Field, Kind, Scope, State, Value};

use device::{Device, Store as Disk};

use super::database::DatabaseStore;
use super::*;
use crate::db;

const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);
const NOW_MS: i64 = 1_790_000_000_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const EGGS: EntityId = EntityId([1; 16]);
const FRIDGE: Scope = Scope {
    of: EntityId([2; 16]),
    at: EntityId([3; 16]),
};
/// A field that nobody may write.
const FORBIDDEN: Field = Field(9);

async fn hub(folder: &Path) -> Hub<DatabaseStore> {
    hub_on(db::testing::open(folder).await.expect("a database")).await
}

async fn hub_on(db: db::Db) -> Hub<DatabaseStore> {
    let mut connection = db.acquire().await.expect("a connection");
    let epoch = Epoch([1; 16]);
    let made = database::make(&mut connection, HOUSEHOLD, epoch, NOW_MS).await;
    made.expect("made, or there already");
    drop(connection);
    Hub::start(DatabaseStore::new(db))
}

fn session() -> Session {
    Session {
        household: HOUSEHOLD,
        may: Arc::new(|op, _| match &op.kind {
            Kind::Put(fields) if fields.contains_key(&FORBIDDEN) => Err(Rejection::Forbidden),
            _ => Ok(()),
        }),
    }
}

/// A device with its way to the hub.
struct Phone {
    device: Device,
    session: Session,
    replica: Option<ReplicaId>,
    /// What the hub said that it need not be sent again: the ops before this one.
    accepted: u64,
}

impl Phone {
    fn new(number: u64) -> Self {
        Self {
            device: Device::new(Disk::new(HOUSEHOLD, ReplicaId(number)), number),
            session: session(),
            replica: None,
            accepted: 0,
        }
    }

    /// A person does something; it is on the device's disk afterwards.
    fn act(&mut self, kind: Kind, now_ms: i64) {
        self.act_all(vec![Change::new(EntityType(1), EGGS, kind)], now_ms);
    }

    /// Several changes in one action.
    fn act_all(&mut self, changes: Vec<Change>, now_ms: i64) {
        let mut author = self.device.engine.author();
        let ops = author.write(now_ms, changes);
        let stored: Vec<Stored> = ops
            .into_iter()
            .filter_map(|op| Stored::seal(op).ok())
            .collect();
        for op in &stored {
            self.device.state.apply(op.op(), None);
        }
        let stored = self
            .device
            .engine
            .write(author, stored)
            .expect("up to date");
        self.device.storing.push_back(stored);
        while self.device.store_one(now_ms) {}
    }

    /// Talks with the hub until there is nothing more to say.
    async fn exchange(&mut self, hub: &Hub<DatabaseStore>, now_ms: i64) {
        self.exchange_while(hub, now_ms, || true).await;
    }

    /// The same as long as there is a way: an answer that comes later is not heard.
    async fn exchange_while(
        &mut self,
        hub: &Hub<DatabaseStore>,
        now_ms: i64,
        is_heard: impl Fn() -> bool,
    ) {
        if !self.device.connected {
            self.device.connected = true;
            self.device.handle(Event::Connected, now_ms);
        }
        loop {
            while self.device.store_one(now_ms) {}
            let Some(frame) = self.device.to_hub.pop_front() else {
                return;
            };
            let answers = hub
                .answer(&self.session, &mut self.replica, frame, now_ms)
                .await;
            if !is_heard() {
                return;
            }
            for answer in answers {
                if let Frame::Accepted(accepted) = &answer {
                    self.accepted = self.accepted.max(accepted.next_rseq);
                }
                self.device
                    .handle(Event::Received(Box::new(answer)), now_ms);
            }
        }
    }

    fn eggs(&self) -> i64 {
        self.device.state.balance(EGGS, FRIDGE).amount
    }

    fn waiting(&self) -> usize {
        self.device.engine.status().waiting
    }

    fn hear(&mut self, head: u64, now_ms: i64) {
        let poke = Box::new(Frame::Poke { head });
        self.device.handle(Event::Received(poke), now_ms);
    }
}

async fn rows(hub: &Hub<DatabaseStore>, most: usize) -> Vec<sync::exchange::Row> {
    let page = hub.store.page(HOUSEHOLD, 0, most).await.expect("asked");
    page.expect("the household").1
}

fn add(amount: i64) -> Kind {
    Kind::Add {
        scope: FRIDGE,
        amount,
        reason: 0,
    }
}

fn put(field: Field) -> Kind {
    Kind::Put(BTreeMap::from([(field, Value::from("eggs"))]))
}

#[tokio::test]
async fn two_offline_phones_that_each_use_an_egg_leave_one_of_three() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let (mut a, mut b) = (Phone::new(1), Phone::new(2));
    a.act(add(3_000), NOW_MS);
    a.exchange(&hub, NOW_MS).await;
    b.exchange(&hub, NOW_MS).await;
    a.device.disconnect();
    b.device.disconnect();
    a.act(add(-1_000), NOW_MS + 1);
    b.act(add(-1_000), NOW_MS + 1);
    assert_eq!((a.eggs(), b.eggs()), (2_000, 2_000));
    for phone in [&mut a, &mut b] {
        phone.exchange(&hub, NOW_MS + 2).await;
    }
    a.hear(3, NOW_MS + 3);
    a.exchange(&hub, NOW_MS + 3).await;
    assert_eq!((a.eggs(), b.eggs()), (1_000, 1_000));
    assert_eq!((a.waiting(), b.waiting()), (0, 0));
}

#[tokio::test]
async fn others_are_poked_when_something_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let mut pokes = hub.listen(HOUSEHOLD);
    let mut phone = Phone::new(1);
    phone.act(add(1), NOW_MS);
    phone.exchange(&hub, NOW_MS).await;
    assert_eq!(pokes.recv().await, Ok(1));
}

#[tokio::test]
async fn what_is_forbidden_is_taken_back_and_holds_nothing_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let mut phone = Phone::new(1);
    phone.act(put(FORBIDDEN), NOW_MS);
    phone.act(put(Field(1)), NOW_MS);
    phone.exchange(&hub, NOW_MS).await;
    assert_eq!(phone.device.state.field(EGGS, FORBIDDEN), None);
    assert!(phone.device.state.field(EGGS, Field(1)).is_some());
    assert_eq!(phone.waiting(), 0);
}

#[tokio::test]
async fn a_full_household_takes_what_makes_room_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await.with_room(2_000);
    let mut phone = Phone::new(1);
    for _ in 0..20 {
        phone.act(add(1), NOW_MS);
        phone.exchange(&hub, NOW_MS).await;
    }
    let taken = rows(&hub, 100).await.len();
    assert!((8..20).contains(&taken), "{taken} of 20");
    assert_eq!((phone.eggs(), phone.waiting()), (taken as i64, 0));
    phone.act(Kind::Delete, NOW_MS);
    phone.exchange(&hub, NOW_MS).await;
    assert_eq!(rows(&hub, 100).await.len(), taken + 1);
    // What is dropped makes room, once nobody needs it any more.
    let later = NOW_MS + 500 * DAY_MS;
    phone.device.disconnect();
    phone.exchange(&hub, later).await;
    hub.compact(HOUSEHOLD, later).await.expect("compacted");
    assert_eq!(rows(&hub, 100).await, [], "all of it was of one entity");
    let other = Change::new(EntityType(1), EntityId([8; 16]), add(1));
    phone.act_all(vec![other], later);
    phone.exchange(&hub, later).await;
    assert_eq!(rows(&hub, 100).await.len(), 1);
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut phone = Phone::new(1);
    {
        let hub = hub(folder.path()).await;
        phone.act(add(5), NOW_MS);
        phone.act(put(FORBIDDEN), NOW_MS);
        phone.exchange(&hub, NOW_MS).await;
    }
    let hub = hub(folder.path()).await;
    phone.device.disconnect();
    phone.act(add(2), NOW_MS + 1);
    phone.exchange(&hub, NOW_MS + 1).await;
    let mut other = Phone::new(2);
    other.exchange(&hub, NOW_MS + 2).await;
    assert_eq!((phone.eggs(), other.eggs()), (7, 7));
}

#[tokio::test]
async fn an_answer_that_is_lost_doubles_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let mut phone = Phone::new(1);
    phone.act(add(5), NOW_MS);
    phone.device.connected = true;
    phone.device.handle(Event::Connected, NOW_MS);
    // Hello, then a push whose answer does not arrive.
    for is_heard in [true, false] {
        while phone.device.store_one(NOW_MS) {}
        let frame = phone.device.to_hub.pop_front().expect("something to say");
        let answers = hub
            .answer(&phone.session, &mut phone.replica, frame, NOW_MS)
            .await;
        for answer in answers.into_iter().filter(|_| is_heard) {
            phone
                .device
                .handle(Event::Received(Box::new(answer)), NOW_MS);
        }
    }
    phone.device.crash();
    phone.exchange(&hub, NOW_MS + 1).await;
    assert_eq!((phone.eggs(), phone.waiting()), (5, 0));
    let rows = rows(&hub, 10).await;
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn a_transaction_over_two_pushes_survives_a_restart_in_between() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut author = sync::Author::new(ReplicaId(1));
    let changes = vec![Change::new(EntityType(1), EGGS, add(1)); 600];
    let ops = author.write(NOW_MS, changes);
    let ops: Vec<Stored> = ops
        .into_iter()
        .filter_map(|op| Stored::seal(op).ok())
        .collect();
    let mut chain = sync::digest::Chain::START;
    for some in ops.chunks(400) {
        let hub = hub(folder.path()).await;
        let batch = sync::codec::Batch {
            household: HOUSEHOLD,
            replica: ReplicaId(1),
            first_rseq: some[0].op().id.rseq,
            schema: 1,
            epoch: None,
            previous: chain,
            ops: some.iter().cloned().map(Ok).collect(),
        };
        chain = some.iter().fold(chain, |chain, op| chain.next(op.hash()));
        let push = Frame::Push(Push { batch, limit: None });
        let mut replica = Some(ReplicaId(1));
        let answers = hub.answer(&session(), &mut replica, push, NOW_MS).await;
        let next = some.last().map(|op| op.op().id.rseq + 1);
        assert!(
            matches!(&answers[..], [Frame::Accepted(accepted)] if Some(accepted.next_rseq) == next),
            "{answers:?}"
        );
    }
    let hub = hub(folder.path()).await;
    let rows = rows(&hub, 1_000).await;
    assert_eq!(State::from_rows(&rows).balance(EGGS, FRIDGE).amount, 600);
}

#[tokio::test]
async fn an_old_household_is_compacted_and_a_device_from_long_ago_takes_a_snapshot() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let (mut a, mut b) = (Phone::new(1), Phone::new(2));
    for number in 0..20 {
        a.act(put(Field(1)), NOW_MS + number);
    }
    a.act(add(4), NOW_MS + 20);
    a.exchange(&hub, NOW_MS + 20).await;
    b.exchange(&hub, NOW_MS + 20).await;
    b.device.disconnect();
    b.act(add(-1), NOW_MS + 30);
    // As long as it is waited for, nothing goes; after that most does.
    a.act(add(1), NOW_MS + 40 * DAY_MS);
    a.exchange(&hub, NOW_MS + 40 * DAY_MS).await;
    let floor = hub
        .compact(HOUSEHOLD, NOW_MS + 40 * DAY_MS)
        .await
        .expect("compacted");
    assert_eq!(floor, 0, "it needs all from its first hello on");
    let later = NOW_MS + 500 * DAY_MS;
    a.device.disconnect();
    a.exchange(&hub, later).await;
    assert_eq!(hub.compact(HOUSEHOLD, later).await.expect("compacted"), 22);
    let rows = rows(&hub, 1_000).await;
    assert_eq!(rows.len(), 3, "a name and two amounts");
    b.exchange(&hub, later).await;
    a.hear(23, later);
    a.exchange(&hub, later).await;
    assert_eq!((a.eggs(), b.eggs()), (4, 4));
    assert_eq!(a.device.state.summary(), b.device.state.summary());
}

#[tokio::test]
async fn a_household_that_has_grown_gets_a_snapshot_from_which_a_new_device_starts() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let mut a = Phone::new(1);
    for _ in 0..11 {
        let kinds = (0..500).map(|_| Change::new(EntityType(1), EGGS, add(1)));
        a.act_all(kinds.collect(), NOW_MS);
        a.exchange(&hub, NOW_MS).await;
        hub.compact_overdue(NOW_MS).await.expect("compacted");
    }
    let snapshot = hub.store.snapshot(HOUSEHOLD).await.expect("asked");
    let expected = SnapshotId {
        at: 5_000,
        floor: 0,
    };
    assert_eq!(snapshot, Some(expected), "once, after as many ops");
    for _ in 0..10 {
        a.act(add(1), NOW_MS);
    }
    a.exchange(&hub, NOW_MS).await;
    assert_eq!(rows_of_snapshot(&hub).await, 5_000);
    let mut b = Phone::new(2);
    b.exchange(&hub, NOW_MS).await;
    assert_eq!((a.eggs(), b.eggs()), (5_510, 5_510));
}

/// The rows of all parts; there are several, each small enough to read between two frames.
async fn rows_of_snapshot(hub: &Hub<DatabaseStore>) -> usize {
    let (mut rows, mut next) = (0, 0);
    loop {
        let frame = hub.fetch(&session(), None, next).await.expect("asked");
        let Frame::Part(part) = frame else {
            panic!("part {next} is {frame:?}");
        };
        rows += part.rows.len();
        next += 1;
        if next == part.parts {
            assert!(next > 1, "one part of {rows} rows");
            return rows;
        }
    }
}

#[tokio::test]
async fn many_households_are_written_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let mut all = tokio::task::JoinSet::new();
    for number in 1..=40_u64 {
        let hub = hub.clone();
        all.spawn(async move {
            let mut phone = Phone::new(number);
            for _ in 0..5 {
                phone.act(add(1), NOW_MS);
                phone.exchange(&hub, NOW_MS).await;
            }
            phone.waiting()
        });
    }
    while let Some(waiting) = all.join_next().await {
        assert_eq!(waiting.expect("no panic"), 0);
    }
    let rows = rows(&hub, 1_000).await;
    let seqs: Vec<u64> = rows.iter().filter_map(|row| row.seq).collect();
    assert_eq!(seqs, (1..=200).collect::<Vec<u64>>());
}

#[tokio::test]
async fn another_household_is_none_of_a_devices_business() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let mut stranger = Phone::new(1);
    stranger.session.household = HouseholdId([8; 16]);
    stranger.act(add(1), NOW_MS);
    stranger.exchange(&hub, NOW_MS).await;
    assert!(stranger.device.engine.status().attention.is_some());
    assert_eq!(rows(&hub, 10).await, []);
}

/// Two devices that saw a clock ahead of theirs stamp their next op alike: what one did is
/// not taken for what the other one did.
#[tokio::test]
async fn the_same_thing_done_in_the_same_moment_on_two_devices_counts_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path()).await;
    let (mut a, mut b, mut c) = (Phone::new(1), Phone::new(2), Phone::new(3));
    // No op of a device is its very first.
    a.act(add(0), NOW_MS);
    b.act(add(0), NOW_MS);
    c.act(add(3_000), NOW_MS + 180_000);
    c.exchange(&hub, NOW_MS).await;
    a.exchange(&hub, NOW_MS).await;
    b.exchange(&hub, NOW_MS).await;
    a.device.disconnect();
    b.device.disconnect();
    a.act(add(-1_000), NOW_MS + 1_000);
    b.act(add(-1_000), NOW_MS + 25_000);
    a.exchange(&hub, NOW_MS + 60_000).await;
    // B's push is answered with busy, its pull is answered.
    b.device.connected = true;
    b.device.handle(Event::Connected, NOW_MS + 60_000);
    loop {
        while b.device.store_one(NOW_MS + 60_000) {}
        let Some(frame) = b.device.to_hub.pop_front() else {
            break;
        };
        let answers = match frame {
            Frame::Push(_) => vec![Frame::Refused(Refusal::Busy { retry_ms: 5 })],
            frame => {
                hub.answer(&b.session, &mut b.replica, frame, NOW_MS + 60_000)
                    .await
            }
        };
        for answer in answers {
            b.device
                .handle(Event::Received(Box::new(answer)), NOW_MS + 60_000);
        }
    }
    b.device.disconnect();
    b.exchange(&hub, NOW_MS + 70_000).await;
    a.device.disconnect();
    a.exchange(&hub, NOW_MS + 80_000).await;
    assert_eq!((a.eggs(), b.eggs()), (1_000, 1_000));
}

//! The same frames for a hub on a file and one on a PostgreSQL server, whatever they are: the same
//! answers, the same numbers, the same state.

use fastrand::Rng;
use sync::codec::{Batch, MAX_BATCH_OPS};
use sync::digest::Chain;
use sync::exchange::{Hello, Row};
use sync::{Author, OpId, Target, UndoState};

use super::*;

/// Batches that are sent, unless `LARDER_BATCHES` says otherwise; `LARDER_SEED` chooses them.
const BATCHES: u64 = 300;
/// Those of one household; then another one begins.
const BATCHES_OF_ONE: u64 = 300;
const WRITERS: u64 = 5;
/// Few, so that they meet.
const ENTITIES: u8 = 6;
/// So small that it fills up now and then.
const ROOM: u64 = 300_000;

/// Whoever writes under one id, with everything that it ever wrote: it sends any of it.
struct Writer {
    author: Author,
    ops: Vec<Stored>,
    /// The chain before each op, and after the last.
    chains: Vec<Chain>,
    /// The op that the hubs want next, as far as they said.
    wanted: u64,
    says_hello: bool,
}

impl Writer {
    fn new(number: u64) -> Self {
        Self {
            author: Author::new(ReplicaId(number)),
            ops: Vec::new(),
            chains: vec![Chain::START],
            wanted: 1,
            says_hello: true,
        }
    }

    /// A person does something.
    fn act(&mut self, random: &mut Rng, now_ms: i64) {
        let count = match random.u8(..80) {
            // More than one push takes.
            0 => MAX_BATCH_OPS + random.usize(1..100),
            _ => random.usize(1..8),
        };
        let changes = (0..count).map(|_| change(random, self.author.next_rseq));
        let changes = changes.collect();
        for op in self.author.write(now_ms, changes) {
            let stored = Stored::seal(op).expect("an op");
            let last = self.chains[self.chains.len() - 1];
            self.chains.push(last.next(stored.hash()));
            self.ops.push(stored);
        }
    }

    /// What is sent next: mostly what is wanted, sometimes what was sent or comes too early.
    fn push(&self, random: &mut Rng) -> Option<Frame> {
        let wanted = self.wanted as usize - 1;
        let first = match random.u8(..10) {
            0 => random.usize(..=wanted),
            1 => wanted + random.usize(..3),
            _ => wanted,
        };
        let left = self.ops.get(first..).filter(|ops| !ops.is_empty())?;
        let count = random.usize(1..=left.len().min(MAX_BATCH_OPS));
        let mut previous = self.chains[first];
        if random.u8(..50) == 0 {
            previous = Chain([9; 8]);
        }
        Some(Frame::Push(Push {
            batch: Batch {
                household: HOUSEHOLD,
                replica: self.author.replica,
                first_rseq: first as u64 + 1,
                schema: 1,
                epoch: None,
                previous,
                ops: left[..count].iter().cloned().map(Ok).collect(),
            },
            limit: (random.u8(..10) == 0).then(|| random.u64(..50)),
        }))
    }
}

fn change(random: &mut Rng, next_rseq: u64) -> Change {
    let entity = EntityId([random.u8(1..=ENTITIES); 16]);
    let replica = ReplicaId(random.u64(1..=WRITERS));
    let kind = match random.u8(..100) {
        0 => put(FORBIDDEN),
        1..=4 => Kind::Delete,
        5..=14 => Kind::Undo {
            target: Target::Op(OpId {
                replica,
                rseq: random.u64(1..next_rseq + 10),
            }),
            to: UndoState::Undone,
        },
        15..=29 => Kind::Observe {
            scope: FRIDGE,
            amount: random.i64(..5_000),
        },
        30..=59 => put(Field(random.u16(1..4))),
        _ => add(random.i64(-3_000..3_000)),
    };
    Change::new(EntityType(random.u16(1..4)), entity, kind)
}

/// One household at both.
struct Twins {
    hubs: [Hub<DatabaseStore>; 2],
    writers: Vec<Writer>,
    random: Rng,
    now_ms: i64,
    sent: u64,
    numbered: u64,
    rejected: u64,
    refused: u64,
}

#[tokio::test]
async fn both_databases_answer_and_number_alike_and_hold_the_same_state() {
    let variable = |name: &str, usual: u64| {
        let given = std::env::var(name).ok();
        given.and_then(|text| text.parse().ok()).unwrap_or(usual)
    };
    let (batches, seed) = (
        variable("LARDER_BATCHES", BATCHES),
        variable("LARDER_SEED", 1),
    );
    let (mut sent, mut numbered, mut rejected, mut refused) = (0, 0, 0, 0);
    while sent < batches {
        let folder = tempfile::tempdir().expect("a folder");
        let mut twins = Twins::new(folder.path(), seed.wrapping_add(sent)).await;
        while twins.sent < BATCHES_OF_ONE.min(batches - sent) {
            twins.round().await;
        }
        twins.compare().await;
        sent += twins.sent;
        numbered += twins.numbered;
        rejected += twins.rejected;
        refused += twins.refused;
    }
    println!(
        "{sent} batches from seed {seed}: {numbered} ops numbered, {rejected} rejected, \
         {refused} batches refused, all of them alike"
    );
    assert!(numbered > sent && rejected > 0 && refused > 0);
}

impl Twins {
    async fn new(folder: &Path, seed: u64) -> Self {
        let file = db::open(folder).await.expect("a file");
        let server = db::testing::on_postgres(folder).await.expect("a server");
        let hubs = [hub_on(file).await, hub_on(server).await];
        Self {
            hubs: hubs.map(|hub| hub.with_room(ROOM)),
            writers: (1..=WRITERS).map(Writer::new).collect(),
            random: Rng::with_seed(seed),
            now_ms: NOW_MS,
            sent: 0,
            numbered: 0,
            rejected: 0,
            refused: 0,
        }
    }

    /// Several do something at the same moment, and sometimes a long time goes by.
    async fn round(&mut self) {
        self.now_ms += match self.random.u8(..40) {
            0 => 40 * DAY_MS,
            1 => 500 * DAY_MS,
            _ => self.random.i64(1..100_000),
        };
        let (mut pushes, mut others) = (Vec::new(), Vec::new());
        for at in 0..self.writers.len() {
            let (random, writer) = (&mut self.random, &mut self.writers[at]);
            if random.bool() {
                writer.act(random, self.now_ms);
            }
            let frame = match random.u8(..8) {
                _ if writer.says_hello => Some(hello(writer.author.replica, random)),
                0 => None,
                1 => Some(Frame::Pull {
                    after: random.u64(..100),
                    needs: random.u64(..100),
                }),
                2 => Some(Frame::Fetch {
                    of: None,
                    part: random.u32(..2),
                }),
                _ => writer.push(random),
            };
            writer.says_hello = random.u8(..20) == 0;
            match frame {
                Some(push @ Frame::Push(_)) => pushes.push((at, push)),
                Some(other) => others.push((at, other)),
                None => {}
            }
        }
        self.sent += pushes.len() as u64;
        // Pushes are written together; what is read beside them would depend on the moment.
        self.ask(pushes).await;
        for other in others {
            self.ask(vec![other]).await;
        }
        if self.random.u8(..10) == 0 {
            let [one, other] = [0, 1].map(|at| self.hubs[at].compact(HOUSEHOLD, self.now_ms));
            let (one, other) = tokio::join!(one, other);
            assert_eq!(one.expect("compacted"), other.expect("compacted"));
        }
    }

    /// Asks both, and compares what they say.
    async fn ask(&mut self, frames: Vec<(usize, Frame)>) {
        let [one, other] = [0, 1].map(|at| self.answers(at, &frames));
        let (one, other) = tokio::join!(one, other);
        for ((answer, same), (at, frame)) in one.into_iter().zip(other).zip(frames) {
            assert_eq!(answer, same, "to {frame:?}");
            self.take_in(at, answer);
        }
    }

    async fn answers(&self, at: usize, frames: &[(usize, Frame)]) -> Vec<Vec<Frame>> {
        let mut all = tokio::task::JoinSet::new();
        for (position, (writer, frame)) in frames.iter().enumerate() {
            let hub = self.hubs[at].clone();
            let (frame, now_ms) = (frame.clone(), self.now_ms);
            let mut replica = Some(ReplicaId(*writer as u64 + 1));
            all.spawn(async move {
                let answers = hub.answer(&session(), &mut replica, frame, now_ms).await;
                (position, answers)
            });
        }
        let mut answers = all.join_all().await;
        answers.sort_by_key(|(position, _)| *position);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }

    fn take_in(&mut self, at: usize, answers: Vec<Frame>) {
        let writer = &mut self.writers[at];
        for answer in answers {
            match answer {
                Frame::Welcome(welcome) => writer.wanted = welcome.next_rseq,
                Frame::Accepted(accepted) => {
                    writer.wanted = accepted.next_rseq;
                    self.numbered = self.numbered.max(accepted.head);
                    self.rejected += accepted.rejected.len() as u64;
                }
                Frame::Refused(_) => {
                    self.refused += 1;
                    writer.says_hello = true;
                }
                Frame::Page(page) => writer.author.basis = page.head,
                _ => {}
            }
        }
    }

    /// All that they keep.
    async fn compare(&self) {
        let [one, other] = [0, 1].map(|at| everything(&self.hubs[at].store));
        let (one, other) = (one.await, other.await);
        assert_eq!(one, other);
        let [one, other] = [one.1, other.1].map(|rows| State::from_rows(&rows).summary());
        assert_eq!(one, other);
    }
}

fn hello(replica: ReplicaId, random: &mut Rng) -> Frame {
    Frame::Hello(Hello {
        protocol: PROTOCOL,
        schema: 1,
        household: HOUSEHOLD,
        replica,
        epoch: None,
        cursor: 0,
        needs: random.u64(..100),
    })
}

type All = (
    Household,
    Vec<Row>,
    Vec<sync::order::Seat>,
    Vec<Option<Vec<u8>>>,
);

async fn everything(store: &DatabaseStore) -> All {
    let page = store.page(HOUSEHOLD, 0, usize::MAX >> 1).await;
    let (household, rows) = page.expect("asked").expect("the household");
    let mut seats = Vec::new();
    for number in 1..=WRITERS {
        let seat = store.seat(HOUSEHOLD, ReplicaId(number)).await;
        seats.push(seat.expect("asked"));
    }
    let mut parts = Vec::new();
    for part in 0..3 {
        parts.push(store.part(HOUSEHOLD, None, part).await.expect("asked"));
    }
    (household, rows, seats, parts)
}

//! Replicas around a server that numbers ops: lost answers, repeated posts,
//! partial pulls and clocks that are wrong. All end alike, and `basis` tells
//! who had seen what exactly as version vectors do.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use sync::{
    Author, Change, EntityId, EntityType, Field, Kind, Op, OpId, ReplicaId, State, Target,
    UndoState, Value, VersionVector,
};

use crate::picture::{effects, picture};
use crate::sample;

const REPLICAS: usize = 4;
/// How far each replica's clock is off, in milliseconds: an hour, minutes.
const SKEWS: [i64; REPLICAS] = [0, 0, -3_600_000, 200_000];

/// What one replica does next.
#[derive(Clone, Debug)]
enum Step {
    Write(Wish),
    /// Sends some of what it has not sent, perhaps twice; the answer may be lost.
    Push {
        count: usize,
        twice: bool,
        answered: bool,
    },
    Pull {
        count: usize,
    },
}

/// What a person wants; the op depends on what their replica has seen.
#[derive(Clone, Debug)]
enum Wish {
    Put(u8, u16, i64),
    Add(u8, u8, i64),
    Count(u8, Vec<(u8, i64)>),
    Observe(u8, u8, i64),
    Tag(u8, i64),
    Untag(u8, i64),
    Delete(u8),
    UndoLast(UndoState),
}

fn step() -> impl Strategy<Value = Step> {
    let entity = || 0u8..3;
    let count = (0u8..2, proptest::collection::vec((entity(), 0i64..6), 0..3));
    let undo = prop_oneof![2 => Just(UndoState::Undone), 1 => Just(UndoState::Redone)];
    let wish = prop_oneof![
        6 => (entity(), 1u16..3, 0i64..100).prop_map(|(entity, field, value)| Wish::Put(entity, field, value)),
        5 => (entity(), 0u8..2, -2i64..5).prop_map(|(entity, at, amount)| Wish::Add(entity, at, amount)),
        2 => (entity(), 0u8..2, 0i64..5).prop_map(|(entity, at, amount)| Wish::Observe(entity, at, amount)),
        2 => count.prop_map(|(at, amounts)| Wish::Count(at, amounts)),
        3 => (entity(), 0i64..2).prop_map(|(entity, tag)| Wish::Tag(entity, tag)),
        3 => (entity(), 0i64..2).prop_map(|(entity, tag)| Wish::Untag(entity, tag)),
        2 => entity().prop_map(Wish::Delete),
        3 => undo.prop_map(Wish::UndoLast),
    ];
    let push = (0usize..6, any::<bool>(), 0u8..7).prop_map(|(count, twice, luck)| Step::Push {
        count,
        twice,
        answered: luck > 0,
    });
    prop_oneof![
        11 => wish.prop_map(Step::Write),
        4 => push,
        5 => (0usize..8).prop_map(|count| Step::Pull { count }),
    ]
}

struct Replica {
    author: Author,
    state: State,
    outbox: Vec<Op>,
    skew: i64,
    seen: VersionVector,
}

#[derive(Default)]
struct Server {
    log: Vec<Op>,
    seqs: HashMap<OpId, u64>,
    /// What each op's author had seen, before the op itself.
    seen_by: BTreeMap<OpId, VersionVector>,
}

impl Server {
    fn take_in(&mut self, op: &Op) {
        if !self.seqs.contains_key(&op.id) {
            self.log.push(op.clone());
            self.seqs.insert(op.id, self.log.len() as u64);
        }
    }
}

impl Replica {
    fn new(number: usize) -> Self {
        Self {
            author: Author::new(ReplicaId(number as u64 + 1)),
            state: State::new(),
            outbox: Vec::new(),
            skew: SKEWS[number],
            seen: VersionVector::default(),
        }
    }

    fn write(&mut self, now_ms: i64, wish: &Wish, server: &mut Server) {
        let changes = vec![self.change(wish)];
        for op in self.author.write(now_ms + self.skew, changes) {
            server.seen_by.insert(op.id, self.seen.clone());
            self.seen.observe(op.id);
            self.state.apply(&op, None);
            self.outbox.push(op);
        }
    }

    fn change(&self, wish: &Wish) -> Change {
        let tags = Field(9);
        let (entity, kind) = match wish {
            Wish::Put(entity, field, value) => {
                let fields = BTreeMap::from([(Field(*field), Value::Int(*value))]);
                (*entity, Kind::Put(fields))
            }
            Wish::Add(entity, at, amount) => {
                let (scope, amount, reason) = (sample::scope(*at), *amount, 0);
                let add = Kind::Add {
                    scope,
                    amount,
                    reason,
                };
                (*entity, add)
            }
            Wish::Count(at, amounts) => {
                let amounts = amounts.iter();
                let amounts = amounts.map(|(entity, amount)| (sample::entity(*entity), *amount));
                let (scope, amounts) = (sample::scope(*at), amounts.collect());
                (100, Kind::Reset { scope, amounts })
            }
            Wish::Observe(entity, at, amount) => {
                let (scope, amount) = (sample::scope(*at), *amount);
                (*entity, Kind::Observe { scope, amount })
            }
            Wish::Tag(entity, tag) => {
                let (field, member) = (tags, Value::Int(*tag));
                (*entity, Kind::SetAdd { field, member })
            }
            Wish::Untag(entity, tag) => {
                let dots = self
                    .state
                    .dots(sample::entity(*entity), tags, &Value::Int(*tag));
                (*entity, Kind::SetRemove { field: tags, dots })
            }
            Wish::Delete(entity) => (*entity, Kind::Delete),
            Wish::UndoLast(to) => {
                let latest = self.state.ops().map(|(op, _)| op);
                let latest = latest.max_by_key(|op| op.stamp());
                let target = latest.map(|op| Target::Txn(op.txn_id()));
                let nothing = Target::Op(OpId {
                    replica: self.author.replica,
                    rseq: 1,
                });
                let target = target.unwrap_or(nothing);
                (0, Kind::Undo { target, to: *to })
            }
        };
        Change::new(EntityType(1), sample::entity(entity), kind)
    }

    fn push(&mut self, count: usize, twice: bool, answered: bool, server: &mut Server) {
        let count = count.min(self.outbox.len());
        for _ in 0..=usize::from(twice) {
            self.outbox[..count]
                .iter()
                .for_each(|op| server.take_in(op));
        }
        if answered {
            self.outbox.drain(..count);
        }
    }

    fn pull(&mut self, count: usize, server: &Server) -> Result<(), TestCaseError> {
        let from = self.author.basis as usize;
        let until = server.log.len().min(from + count);
        let page = &server.log[from..until];
        for (op, seq) in page.iter().zip(from as u64 + 1..) {
            if let Kind::SetRemove { dots, .. } = &op.kind {
                let all_here = dots.iter().all(|dot| self.state.op(*dot).is_some());
                prop_assert!(all_here, "a remove came before its add");
            }
            self.state.apply(op, Some(seq));
            self.seen.observe(op.id);
        }
        self.author.basis = until as u64;
        if let Some(latest) = page.iter().map(|op| op.hlc).max() {
            self.author.clock.observe(latest);
        }
        Ok(())
    }
}

fn run(steps: &[(usize, Step)]) -> Result<(Vec<Replica>, Server), TestCaseError> {
    let mut server = Server::default();
    let mut replicas: Vec<_> = (0..REPLICAS).map(Replica::new).collect();
    for (now_ms, (number, step)) in (4_000_000..).step_by(7).zip(steps) {
        let replica = &mut replicas[*number];
        match step {
            Step::Write(wish) => replica.write(now_ms, wish, &mut server),
            Step::Push {
                count,
                twice,
                answered,
            } => replica.push(*count, *twice, *answered, &mut server),
            Step::Pull { count } => replica.pull(*count, &server)?,
        }
    }
    for replica in &mut replicas {
        replica.push(usize::MAX, false, true, &mut server);
    }
    for replica in &mut replicas {
        replica.pull(server.log.len(), &server)?;
    }
    Ok((replicas, server))
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    proptest::collection::vec((0..REPLICAS, step()), 0..120)
}

fn ids(number: u8) -> EntityId {
    sample::entity(number)
}

#[test]
fn an_edit_that_a_delete_had_not_seen_brings_the_entity_back_everywhere() {
    let push = Step::Push {
        count: 9,
        twice: true,
        answered: false,
    };
    let pull = Step::Pull { count: 9 };
    let steps = [
        (0, Step::Write(Wish::Put(0, 1, 5))),
        (0, push.clone()),
        (1, pull.clone()),
        (1, Step::Write(Wish::Delete(0))),
        (2, pull),
        (2, Step::Write(Wish::Put(0, 2, 6))),
        (1, push),
    ];
    let (replicas, _) = run(&steps).expect("no law broken");
    for replica in replicas {
        let entity = replica.state.entity(ids(0)).expect("known everywhere");
        assert!(entity.is_alive());
        assert_eq!(entity.field(Field(1)), Some(&Value::Int(5)));
    }
}

proptest! {
    // A case is a whole history, of some sixty ops on four replicas.
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn all_replicas_end_alike(steps in steps()) {
        let (replicas, server) = run(&steps)?;
        let log = server.log.iter().zip((1..).map(Some));
        let fold = State::from_ops(log);
        for replica in &replicas {
            prop_assert_eq!(picture(&replica.state), picture(&fold));
            prop_assert_eq!(effects(&replica.state), effects(&fold));
        }
    }

    #[test]
    fn basis_says_what_version_vectors_say(steps in steps()) {
        let (replicas, server) = run(&steps)?;
        let state = &replicas[0].state;
        for op in &server.log {
            let seen = &server.seen_by[&op.id];
            for other in server.log.iter().filter(|other| other.id != op.id) {
                let had_seen = state.had_seen(op, other.id);
                prop_assert_eq!(had_seen, seen.includes(other.id), "{:?} {:?}", op, other);
                prop_assert!(!had_seen || other.stamp() < op.stamp(), "clocks follow causes");
            }
        }
    }
}

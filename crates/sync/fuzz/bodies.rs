//! What is tried with any bytes. The fuzzer (`cargo xtask prove fuzz`) and the tests
//! (`tests/any_bytes.rs`) share it. Each returns if all is well and panics if it is not.

use sync::codec::HouseholdId;
use sync::engine::{Effect, Engine, Event, Kept, KeptAuthor, Progress};
use sync::exchange::{self, Frame, MAX_PART, SnapshotId};
use sync::{Change, EntityId, EntityType, Hlc, Kind, ReplicaId, State, snapshot};

const NOW_MS: i64 = 1_790_000_000_000;

/// Bytes are a frame that is written as it is read, or an error; a part of a snapshot can
/// be folded, compacted and cut up again.
pub fn frame(bytes: &[u8]) {
    let Ok(frame) = Frame::decode(bytes) else {
        return;
    };
    let again = frame.encode().and_then(|bytes| Frame::decode(&bytes));
    assert_eq!(again.as_ref(), Ok(&frame));
    if let Frame::Part(part) = frame {
        let state = State::from_rows(&part.rows);
        let compaction = snapshot::compact(&state, part.of.at);
        assert!(compaction.dropped.len() <= part.rows.len());
        let of = SnapshotId {
            at: part.of.at,
            floor: part.of.at,
        };
        let count = part.rows.len();
        let parts = snapshot::parts(
            of,
            &state,
            part.rows,
            &part.tombstones,
            part.digest,
            MAX_PART,
        );
        assert_eq!(
            parts.iter().map(|part| part.rows.len()).sum::<usize>(),
            count
        );
    }
}

/// Whatever a hub says, a device neither falls over nor loses what it has not sent.
pub fn engine(bytes: &[u8]) {
    let frames = exchange::split(bytes, 64).unwrap_or_default();
    converse(frames);
}

/// A device that has something to send hears these.
pub fn converse(frames: Vec<Frame>) {
    let mut store = Kept {
        author: KeptAuthor {
            household: HouseholdId([7; 16]),
            replica: ReplicaId(1),
            clock: Hlc::ZERO,
        },
        progress: Progress::default(),
        unsent: Vec::new(),
    };
    let mut engine = Engine::open(1, store.clone(), ReplicaId(2));
    let mut author = engine.author();
    let change = Change::new(EntityType(1), EntityId([9; 16]), Kind::Delete);
    let ops = author.write(NOW_MS, vec![change.clone(), change]);
    let ops = ops
        .into_iter()
        .filter_map(|op| sync::codec::Stored::seal(op).ok());
    let (ticket, commit) = engine.write(author, ops.collect()).expect("up to date");
    store.unsent = commit.rows.into_iter().map(|row| (row, None)).collect();
    let mut events = vec![Event::Committed(ticket), Event::Connected];
    events.extend(
        frames
            .into_iter()
            .map(|frame| Event::Received(Box::new(frame))),
    );
    for event in events {
        let effects = engine.handle(event, NOW_MS);
        assert!(effects.len() <= 8, "an event has a handful of effects");
        for effect in effects {
            if let Effect::Commit(ticket, _) = effect {
                engine.handle(Event::Committed(ticket), NOW_MS);
            }
        }
        if engine.is_over() {
            // Opened anew on what was there at first: the hub's word is all that differs.
            engine = Engine::open(1, store.clone(), ReplicaId(3));
            engine.handle(Event::Connected, NOW_MS);
        }
    }
    engine.handle(Event::Tick, NOW_MS + 1_000_000);
    assert!(engine.status().waiting <= 2);
}

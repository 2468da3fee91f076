//! Any bytes are a frame or an error, and whatever a hub says, a device goes on.

#![expect(
    clippy::disallowed_methods,
    reason = "the seeds are files, and a variable has them written"
)]

#[path = "../fuzz/bodies.rs"]
mod bodies;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use sync::codec::Epoch;
use sync::digest::{Chain, Digest};
use sync::exchange::{
    Accepted, Frame, Page, Part, Refusal, Rejection, Row, SnapshotId, Welcome, join,
};
use sync::{EntityId, Hlc, OpId, ReplicaId};

/// Numbers that meet each other, and those at the ends.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0u64..8, 1 => Just(i64::MAX as u64), 1 => 0..=i64::MAX as u64]
}

fn time() -> impl Strategy<Value = i64> {
    prop_oneof![
        Just(i64::MIN),
        Just(i64::MAX),
        Just(0),
        Just(1_790_000_000_000),
        any::<i64>()
    ]
}

fn epoch() -> impl Strategy<Value = Epoch> {
    (0u8..3).prop_map(|number| Epoch([number; 16]))
}

fn row() -> impl Strategy<Value = Row> {
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        // The body of a real op: a delete by replica 1.
        Just(vec![
            0xA7, 1, 0x1B, 1, 0x9B, 0x76, 0xDA, 0xA8, 0xC8, 0, 0, 2, 5, 3, 1, 4, 0x50, 9, 9, 9, 9,
            9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 7, 1, 9, 0, 10, 0xF5,
        ]),
    ];
    let limit = proptest::option::of(number());
    (0u64..4, 1u64..6, body, limit).prop_map(|(replica, rseq, body, limit)| Row {
        seq: None,
        id: OpId {
            replica: ReplicaId(replica),
            rseq,
        },
        body,
        limit,
    })
}

fn rows(after: u64) -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(row(), 0..6).prop_map(move |mut rows| {
        for (seq, row) in (after.saturating_add(1)..).zip(&mut rows) {
            row.seq = Some(seq);
        }
        rows
    })
}

fn snapshot() -> impl Strategy<Value = SnapshotId> {
    (number(), number()).prop_map(|(at, floor)| SnapshotId { at, floor })
}

fn refusal() -> impl Strategy<Value = Refusal> {
    let hlc = (0i64..1 << 50).prop_map(|value| Hlc::from_i64(value).unwrap_or_default());
    prop_oneof![
        number().prop_map(|next_rseq| Refusal::Expected { next_rseq }),
        Just(Refusal::Fork),
        (number(), hlc, time()).prop_map(|(rseq, hlc, now_ms)| Refusal::Skew { rseq, hlc, now_ms }),
        number().prop_map(|floor| Refusal::Behind { floor }),
        Just(Refusal::Epoch),
        Just(Refusal::Upgrade { protocol: 9 }),
        Just(Refusal::NoSnapshot),
        any::<u32>().prop_map(|retry_ms| Refusal::Busy { retry_ms }),
    ]
}

fn welcome() -> impl Strategy<Value = Welcome> {
    let ended = proptest::collection::vec((epoch(), number()), 0..3);
    let numbers = (
        number(),
        number(),
        number(),
        proptest::option::of(snapshot()),
    );
    (epoch(), ended, numbers, time()).prop_map(
        |(epoch, ended, (head, floor, next_rseq, snapshot), now_ms)| Welcome {
            epoch,
            ended,
            head,
            floor,
            snapshot,
            next_rseq,
            chain: Chain::START,
            now_ms,
        },
    )
}

fn frame() -> impl Strategy<Value = Frame> {
    let rejected = proptest::collection::vec((number(), Just(Rejection::Forbidden)), 0..3);
    let accepted =
        (number(), rejected, number()).prop_map(|(next_rseq, rejected, head)| Accepted {
            next_rseq,
            rejected,
            head,
        });
    let page = (0u64..6).prop_flat_map(|after| {
        (rows(after), number()).prop_map(move |(rows, head)| Page {
            after,
            rows,
            head,
            digest: None,
        })
    });
    let part = (snapshot(), 0u32..3, 0u32..4, rows(0), number()).prop_map(
        |(of, part, parts, rows, seq)| Part {
            of,
            part,
            parts,
            rows,
            tombstones: vec![(EntityId([9; 16]), seq)],
            digest: Digest::default(),
        },
    );
    prop_oneof![
        4 => welcome().prop_map(Frame::Welcome),
        3 => accepted.prop_map(Frame::Accepted),
        5 => page.prop_map(Frame::Page),
        1 => number().prop_map(|head| Frame::Poke { head }),
        3 => refusal().prop_map(Frame::Refused),
        3 => part.prop_map(Frame::Part),
    ]
}

#[test]
fn the_seeds_are_frames() {
    // Written anew by `LARDER_WRITE_SEEDS=1` when the frames change.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut all = Vec::new();
    for number in 0..24 {
        let frame = frame().new_tree(&mut runner).map(|tree| tree.current());
        all.extend(frame.inspect(|frame| {
            seed("frame", number, &frame.encode().unwrap_or_default());
        }));
    }
    seed("engine", 0, &join(&all).unwrap_or_default());
}

/// Checks a seed of the fuzzer, or writes it.
fn seed(target: &str, number: usize, bytes: &[u8]) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds");
    let path = format!("{folder}/{target}/{number:02}");
    if std::env::var_os("LARDER_WRITE_SEEDS").is_some() {
        std::fs::write(&path, bytes).expect("a folder of seeds");
    }
    assert_eq!(std::fs::read(&path).ok().as_deref(), Some(bytes), "{path}");
    bodies::frame(bytes);
    bodies::engine(bytes);
}

proptest! {
    #[test]
    fn any_bytes_are_a_frame_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        bodies::frame(&bytes);
        bodies::engine(&bytes);
    }

    #[test]
    fn every_frame_is_folded_and_cut_up_again(frame in frame()) {
        bodies::frame(&frame.encode()?);
    }

    #[test]
    fn whatever_a_hub_says_a_device_goes_on(frames in proptest::collection::vec(frame(), 0..20)) {
        bodies::engine(&join(&frames)?);
    }
}

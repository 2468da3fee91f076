//! Frames as bytes and back, and what is no frame.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::author::{Author, Change};
use crate::codec::Stored;
use crate::op::{EntityType, Field, Kind, Value};

fn ops() -> Vec<Stored> {
    let mut author = Author::new(ReplicaId(0x0102));
    author.basis = 300;
    let put = |value: i64| Kind::Put(BTreeMap::from([(Field(2), Value::Int(value))]));
    let changes = [5, -3].map(|value| Change::new(EntityType(4), EntityId([7; 16]), put(value)));
    let ops = author.write(1_790_000_000_000, changes.to_vec());
    ops.into_iter()
        .filter_map(|op| Stored::seal(op).ok())
        .collect()
}

fn row(seq: u64, op: &Stored, limit: Option<u64>) -> Row {
    Row {
        seq: Some(seq),
        id: op.op().id,
        body: op.body().to_vec(),
        limit,
    }
}

fn page() -> Frame {
    let ops = ops();
    Frame::Page(Page {
        after: 9,
        rows: vec![row(10, &ops[0], None), row(11, &ops[1], Some(3))],
        head: 12,
        digest: Some(Digest::default()),
    })
}

fn frames() -> Vec<Frame> {
    let ops = ops();
    let batch = Batch {
        household: HouseholdId([2; 16]),
        replica: ReplicaId(0x0102),
        first_rseq: 1,
        schema: 3,
        epoch: Some(Epoch([1; 16])),
        previous: Chain::START,
        ops: ops.iter().cloned().map(Ok).collect(),
    };
    let mut frames = vec![
        Frame::Hello(Hello {
            protocol: PROTOCOL,
            schema: 3,
            household: HouseholdId([2; 16]),
            replica: ReplicaId(0x0102),
            epoch: Some(Epoch([1; 16])),
            cursor: 9,
            needs: 8,
        }),
        Frame::Push(Push {
            batch,
            limit: Some(4),
        }),
        Frame::Pull { after: 9, needs: 8 },
        Frame::Fetch {
            of: Some(SnapshotId { at: 12, floor: 5 }),
            part: 1,
        },
        Frame::Welcome(Welcome {
            epoch: Epoch([1; 16]),
            ended: vec![(Epoch([3; 16]), 7)],
            head: 12,
            floor: 5,
            snapshot: Some(SnapshotId { at: 11, floor: 5 }),
            next_rseq: 3,
            chain: Chain([6; 8]),
            now_ms: 1_790_000_000_000,
        }),
        Frame::Accepted(Accepted {
            next_rseq: 3,
            rejected: vec![(2, Rejection::Forbidden), (4, Rejection::Other(99))],
            head: 12,
        }),
        page(),
        Frame::Poke { head: 13 },
        Frame::Part(Part {
            of: SnapshotId { at: 12, floor: 5 },
            part: 0,
            parts: 2,
            rows: vec![row(3, &ops[0], None), row(8, &ops[1], Some(2))],
            tombstones: vec![(EntityId([8; 16]), 6)],
            digest: Digest::from_bytes([4; 16]),
        }),
    ];
    let refusals = [
        Refusal::Expected { next_rseq: 3 },
        Refusal::Fork,
        Refusal::Skew {
            rseq: 2,
            hlc: Hlc::from_unix_ms(1_790_000_900_000),
            now_ms: 1_790_000_000_000,
        },
        Refusal::Behind { floor: 5 },
        Refusal::Epoch,
        Refusal::Upgrade { protocol: 2 },
        Refusal::Revoked,
        Refusal::NoSnapshot,
        Refusal::Busy { retry_ms: 500 },
        Refusal::Malformed,
    ];
    frames.extend(refusals.map(Frame::Refused));
    frames
}

#[test]
fn every_frame_is_read_as_it_was_written() {
    for frame in frames() {
        let bytes = frame.encode().expect("within the limits");
        assert_eq!(Frame::decode(&bytes), Ok(frame));
    }
}

#[test]
fn a_frame_that_ends_early_is_an_error() {
    for frame in frames() {
        let bytes = frame.encode().expect("within the limits");
        for end in 0..bytes.len() {
            assert!(Frame::decode(&bytes[..end]).is_err(), "{frame:?} at {end}");
        }
    }
}

#[test]
fn frames_in_a_row_are_read_one_by_one() {
    let frames = frames();
    let bytes = join(&frames).expect("within the limits");
    let count = frames.len();
    assert_eq!(split(&bytes, count), Ok(frames));
    assert!(split(&bytes, count - 1).is_err());
    assert!(split(&bytes[..bytes.len() - 1], count).is_err());
    assert_eq!(split(&[], 0), Ok(Vec::new()));
}

#[test]
fn keys_of_a_later_version_are_skipped() {
    // A poke with the further keys 2 and 60.
    let bytes = [0xA4, 0, 19, 1, 13, 2, 0x61, b'x', 0x18, 60, 0x80];
    assert_eq!(Frame::decode(&bytes), Ok(Frame::Poke { head: 13 }));
}

#[test]
fn a_page_with_a_gap_is_not_written() {
    let Frame::Page(mut page) = page() else {
        unreachable!("it is a page");
    };
    page.rows[1].seq = Some(12);
    assert!(Frame::Page(page).encode().is_err());
}

/// What is on the wire does not change: another client reads it by `docs/sync.md`.
#[test]
fn the_bytes_of_frames_stay_as_they_are() {
    let goldens: [(usize, Expect); 5] = [
        (
            0,
            expect![
                "a80001010102030350020202020202020202020202020202020448000000000000010205500101010101010101010101010101010106090708"
            ],
        ),
        (2, expect!["a3000301090208"]),
        (
            4,
            expect![
                "a90010015001010101010101010101010101010101028182500303030303030303030303030303030307030c040505820b05060307480606060606060606081b000001a0c4506c00"
            ],
        ),
        (5, expect!["a400110103028282020182041863030c"]),
        (
            6,
            expect![
                "a5001201090282834800000000000001020181582ba7011b01a0c4506c0000000200030404500707070707070707070707070707070706a1020507010919012c844800000000000001020281582da8011b01a0c4506c0000010200030404500707070707070707070707070707070706a1022207010919012c0af503030c045000000000000000000000000000000000"
            ],
        ),
    ];
    let frames = frames();
    for (number, golden) in goldens {
        let bytes = frames[number].encode().expect("within the limits");
        let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        golden.assert_eq(&hex.concat());
    }
}

/// Without compression; a household's ops are mostly of this size.
#[test]
fn an_op_of_one_field_takes_at_most_sixty_bytes_on_the_wire() {
    let mut author = Author::new(ReplicaId(u64::MAX / 3));
    author.next_rseq = 90_000;
    author.basis = 90_000;
    let rows = (1..=500).map(|seq| {
        let kind = Kind::Put(BTreeMap::from([(Field(2), Value::Int(1_000))]));
        let change = Change::new(EntityType(4), EntityId([seq as u8; 16]), kind);
        let op = author
            .write(1_790_000_000_000 + seq as i64, vec![change])
            .remove(0);
        let op = Stored::seal(op).expect("within the limits");
        row(seq, &op, None)
    });
    let page = Frame::Page(Page {
        after: 0,
        rows: rows.collect(),
        head: 500,
        digest: None,
    });
    let size = page.encode().expect("within the limits").len();
    assert!(size <= 60 * 500, "{} bytes an op", size as f64 / 500.0);
}

proptest! {
    #[test]
    fn any_bytes_are_a_frame_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(frame) = Frame::decode(&bytes) {
            prop_assert_eq!(Frame::decode(&frame.encode()?), Ok(frame));
        }
    }

    #[test]
    fn a_changed_byte_is_a_frame_or_an_error(number in 0usize..20, at: prop::sample::Index, byte: u8) {
        let frames = frames();
        let mut bytes = frames[number % frames.len()].encode()?;
        let at = at.index(bytes.len());
        bytes[at] = byte;
        // Reading must not panic; what it says is another matter.
        let _ = Frame::decode(&bytes);
    }
}

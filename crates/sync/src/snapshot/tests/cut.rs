//! A snapshot in parts: what is in use first, and no part over its size.

use super::*;

const OF: SnapshotId = SnapshotId { at: 9, floor: 5 };
const OTHER: EntityId = EntityId([3; 16]);
const EMPTY: EntityId = EntityId([4; 16]);

fn row(number: u64, bytes: usize) -> Row {
    Row {
        seq: Some(number),
        id: id(number),
        body: vec![0; bytes],
        limit: None,
    }
}

/// The numbers of the rows of each part.
fn numbers(parts: &[Part]) -> Vec<Vec<u64>> {
    let rows = parts.iter().map(|part| part.rows.iter());
    rows.map(|rows| rows.map(|row| row.id.rseq).collect())
        .collect()
}

fn cut(rows: Vec<Row>, tombstones: &[(EntityId, u64)], most: usize) -> Vec<Part> {
    let mut digest = Digest::default();
    digest.add([7; 32]);
    let parts = parts(OF, &fold(&[]), rows, tombstones, digest, most);
    for (number, part) in (0..).zip(&parts) {
        let place = (part.part, part.parts as usize);
        assert_eq!(place, (number, parts.len()), "numbered from 0");
        assert_eq!(
            (part.of, part.digest),
            (OF, digest),
            "each says of what it is"
        );
    }
    parts
}

#[test]
fn what_is_in_use_comes_before_history() {
    let ops = log([
        (THING, put([1])),
        (OTHER, put([1])),
        (OTHER, Kind::Delete),
        (PLACE, add(5)),
        (EMPTY, add(5)),
        (EMPTY, add(-5)),
    ]);
    // The last one is of a kind that is not understood: it may be in use.
    let rows = (1..=7).map(|number| row(number, 10)).collect();
    let parts = parts(OF, &fold(&ops), rows, &[], Digest::default(), MAX_PART);
    assert_eq!(numbers(&parts), [vec![1, 4, 7], vec![2, 3, 5, 6]]);
}

#[test]
fn rows_fill_a_part_to_its_last_byte() {
    let rows = |bytes| (1..=5).map(|number| row(number, bytes)).collect();
    let size = 2 * (60 + ROW_BYTES);
    let two_each = [vec![1, 2], vec![3, 4], vec![5]];
    assert_eq!(numbers(&cut(rows(60), &[], size)), two_each);
    let one_each = [[1], [2], [3], [4], [5]];
    assert_eq!(numbers(&cut(rows(60), &[], size - 1)), one_each);
    assert_eq!(numbers(&cut(rows(900), &[], size)), one_each, "too large");
}

#[test]
fn tombstones_come_last_in_parts_of_their_own() {
    let tombstones: Vec<_> = (1..=7).map(|seq| (THING, seq)).collect();
    let parts = cut(vec![row(1, 10)], &tombstones, 3 * TOMBSTONE_BYTES + 4);
    assert_eq!(numbers(&parts), [vec![1], vec![], vec![], vec![]]);
    let counts: Vec<usize> = parts.iter().map(|part| part.tombstones.len()).collect();
    assert_eq!(counts, [0, 3, 3, 1]);
    let all: Vec<_> = parts.into_iter().flat_map(|part| part.tombstones).collect();
    assert_eq!(all, tombstones);
}

#[test]
fn an_empty_household_is_one_empty_part() {
    let parts = cut(Vec::new(), &[], MAX_PART);
    assert_eq!(numbers(&parts), [[]; 1]);
    assert_eq!(parts[0].tombstones, []);
}

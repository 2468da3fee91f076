//! What later versions write, and what nobody can read: kept, and passed on as
//! it came.

use super::*;

/// A key of an op and its value.
type Part<'a> = (u8, &'a [u8]);

/// A body of these parts among a clock, a transaction and a basis.
fn body(kind: u8, parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = vec![0xA0 + 4 + parts.len() as u8, 1, 5, 2, kind];
    let write = |body: &mut Vec<u8>, (key, value): &Part<'_>| {
        body.push(*key);
        body.extend(*value);
    };
    let before = |part: &&Part<'_>| part.0 < 7;
    parts
        .iter()
        .filter(before)
        .for_each(|part| write(&mut body, part));
    body.extend([7, 1]);
    let between = |part: &&Part<'_>| part.0 == 8;
    parts
        .iter()
        .filter(between)
        .for_each(|part| write(&mut body, part));
    body.extend([9, 2]);
    let after = |part: &&Part<'_>| part.0 > 9;
    parts
        .iter()
        .filter(after)
        .for_each(|part| write(&mut body, part));
    body
}

/// An entity's id as bytes.
const ENTITY: [u8; 17] = {
    let mut bytes = [0xE1; 17];
    bytes[0] = 0x50;
    bytes
};

fn open(body: &[u8]) -> Stored {
    Stored::open(id(1), body).expect("readable")
}

#[track_caller]
fn check_is_relayed(body: &[u8]) {
    let bytes = batch(vec![open(body)]).encode().expect("writable");
    let relayed = Batch::decode(&bytes).expect("readable");
    let relayed = relayed.ops[0].as_ref().expect("readable");
    assert_eq!(relayed.body(), body);
}

#[test]
fn an_unknown_kind_needs_no_entity_and_survives_a_relay() {
    // Its keys may mean something else, and be of another type.
    let body = body(
        17,
        &[(4, &[0x01]), (6, &[0xF6]), (8, &[0x80]), (13, b"\x61x")],
    );
    let stored = open(&body);
    assert_eq!(stored.op().kind, Kind::Unknown { code: 17 });
    assert_eq!(stored.op().entity, EntityId::NIL);
    let error = Stored::seal(stored.op().clone());
    assert_eq!(error, Err(Error::NotWhole { rseq: 1 }));
    check_is_relayed(&body);
}

#[test]
fn a_known_kind_with_content_of_another_shape_is_unknown() {
    let entity = (4, &ENTITY[..]);
    let cases: [(u8, &[Part<'_>]); 6] = [
        (0, &[]),
        (0, &[(3, &[2]), entity]),
        (0, &[(3, &[2]), entity, (6, &[0x80])]),
        (1, &[(3, &[2]), entity, (6, &[0x81, 0x01])]),
        (3, &[(3, &[2]), entity, (6, &[0x01])]),
        (5, &[(3, &[2]), (4, &[0x41, 0x00])]),
    ];
    for (kind, parts) in cases {
        let body = body(kind, parts);
        let code = kind.into();
        assert_eq!(open(&body).op().kind, Kind::Unknown { code }, "{parts:x?}");
        check_is_relayed(&body);
    }
}

#[test]
fn elements_at_the_end_of_arrays_are_left_to_later_versions() {
    let dot = [0x83, 0x48, 0, 0, 0, 0, 0, 0, 0, 9, 7, 0xF5];
    let dots = [&[0x82][..], &dot, &dot].concat();
    let longer = body(4, &[(3, &[2]), (4, &ENTITY), (5, &[6]), (6, &dots)]);
    let stored = open(&longer);
    let Kind::SetRemove { dots, .. } = &stored.op().kind else {
        panic!("another kind: {stored:?}");
    };
    assert_eq!(dots.len(), 2);
    check_is_relayed(&longer);

    let mut other = longer.clone();
    let last = other.iter().rposition(|byte| *byte == 0xF5);
    other[last.expect("there")] = 0xF4;
    assert_ne!(open(&other).op(), stored.op(), "nobody reads what differs");
}

#[test]
fn the_bytes_of_ops_that_differ_make_them_differ() {
    let delete = |extra: &[u8]| body(5, &[(3, &[2]), (4, &ENTITY), (13, extra)]);
    let (one, two) = (open(&delete(&[1])), open(&delete(&[2])));
    assert_eq!(one.op().kind, two.op().kind);
    assert_ne!(one.op(), two.op());
    let plain = open(&body(5, &[(3, &[2]), (4, &ENTITY)]));
    assert_eq!(plain.op().unread, None);
}

#[test]
fn values_of_later_versions_are_kept_as_they_came() {
    // An integer of 65 bits, a map, a tag, a tag on an id too short.
    let values: [&[u8]; 4] = [
        &[0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        &[0xA1, 0x01, 0x02],
        &[0xC1, 0x05],
        &[0xD8, 0x25, 0x41, 0x00],
    ];
    for value in values {
        let fields = [&[0xA1, 0x01, 0x82, 0x07], value].concat();
        let stored = open(&body(0, &[(3, &[2]), (4, &ENTITY), (6, &fields)]));
        let Kind::Put(fields) = &stored.op().kind else {
            panic!("not a put: {stored:?}");
        };
        let Some(Value::List(list)) = fields.get(&Field(1)) else {
            panic!("not a list: {fields:?}");
        };
        let Value::Unknown(unknown) = &list[1] else {
            panic!("known: {list:?}");
        };
        assert_eq!((&list[0], unknown.as_bytes()), (&Value::Int(7), value));
        // And it can be written again.
        assert_eq!(sealed(stored.op().clone()), stored);
    }
}

#[test]
fn one_op_that_cannot_be_read_harms_no_other() {
    let mut ops = batch(every_kind().into_iter().map(sealed).collect());
    let id = ops.ops[1].as_ref().expect("readable").op().id;
    for bytes in [&b"\xff\xff"[..], &[], &[0xF9, 0x3C, 0x00], &[0x80]] {
        let why = Stored::open(id, bytes).expect_err("no op");
        let bytes = bytes.to_vec();
        ops.ops[1] = Err(Unreadable { id, bytes, why });
        let bytes = ops.encode().expect("it is passed on");
        assert_eq!(Batch::decode(&bytes).as_ref(), Ok(&ops));
        assert_eq!(
            ops.ops.iter().filter(|op| op.is_ok()).count(),
            ops.ops.len() - 1
        );
    }
}

#[test]
fn the_ops_of_a_batch_are_a_run_of_its_replica() {
    let ops = || every_kind().into_iter().map(sealed).collect::<Vec<_>>();
    let mut gap = batch(ops());
    drop(gap.ops.remove(1));
    assert_eq!(gap.encode(), Err(Error::OutOfPlace { rseq: 3 }));
    let mut other = batch(ops());
    other.replica = ReplicaId(1);
    assert_eq!(other.encode(), Err(Error::OutOfPlace { rseq: 1 }));
}

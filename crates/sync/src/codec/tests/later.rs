//! What later versions write: kept, and passed on as it came.

use super::*;

/// A body of a later version: an unknown kind, unknown keys, and an unknown
/// type of value within.
fn later_body() -> Vec<u8> {
    let mut body = vec![0xA7, 0x01, 0x05, 0x02, 0x18, 0x63, 0x03, 0x02, 0x04, 0x50];
    body.extend([0xE1; 16]);
    body.extend([0x06, 0xF9, 0x3C, 0x00, 0x07, 0x01, 0x18, 0x2A, 0x61, b'x']);
    body
}

#[test]
fn what_is_unknown_survives_a_relay() {
    let stored = Stored::open(header(1), &later_body()).expect("readable");
    assert_eq!(stored.op().kind, Kind::Unknown { code: 99 });
    let bytes = batch(vec![stored]).encode().expect("writable");
    let relayed = Batch::decode(&bytes).expect("readable");
    assert_eq!(relayed.ops[0].body(), later_body());
}

#[test]
fn values_of_later_versions_are_kept_as_they_came() {
    // A float, an integer of 65 bits, a map, a tag, a tag on an id too short.
    let values: [&[u8]; 5] = [
        &[0xF9, 0x3C, 0x00],
        &[0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        &[0xA1, 0x01, 0x02],
        &[0xC1, 0x05],
        &[0xD8, 0x25, 0x41, 0x00],
    ];
    for value in values {
        let mut body = vec![0xA6, 0x01, 0x05, 0x02, 0x00, 0x03, 0x02, 0x04, 0x50];
        body.extend([0xE1; 16]);
        body.extend([0x06, 0xA1, 0x01, 0x82, 0x07]);
        body.extend(value);
        body.extend([0x07, 0x01]);
        let stored = Stored::open(header(1), &body).expect("readable");
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
        // And it can be written again, in another op.
        let again = sealed(stored.op().clone());
        assert_eq!(again.op(), stored.op());
        let reopened = Stored::open(again.header(), again.body()).expect("readable");
        assert_eq!(reopened.op(), stored.op());
    }
}

#[test]
fn an_op_without_a_basis_has_its_batchs() {
    let stored = Stored::open(header(1), &later_body()).expect("readable");
    assert_eq!(stored.op().basis, 300);
    let mut other = batch(vec![stored]);
    other.basis = 301;
    assert_eq!(other.encode(), Err(Error::OtherBasis { rseq: 1 }));
}

#[test]
fn the_ops_of_a_batch_are_a_run_of_its_replica() {
    let ops = || every_kind().into_iter().map(sealed).collect::<Vec<_>>();
    let mut gap = batch(ops());
    gap.ops.remove(1);
    assert_eq!(gap.encode(), Err(Error::OutOfPlace { rseq: 3 }));
    let mut other = batch(ops());
    other.replica = ReplicaId(1);
    assert_eq!(other.encode(), Err(Error::OutOfPlace { rseq: 1 }));
}

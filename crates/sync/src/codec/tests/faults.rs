//! Limits, and bytes that are not ops.

use super::*;

fn text_put(texts: usize, length: usize) -> Op {
    let text = Value::Text("a".repeat(length));
    let fields = (0..texts).map(|field| (Field(field as u16), text.clone()));
    op(1, Kind::Put(fields.collect()))
}

#[test]
fn what_is_over_a_limit_is_not_written() {
    assert!(Stored::seal(text_put(1, MAX_TEXT)).is_ok());
    let error = Stored::seal(text_put(1, MAX_TEXT + 1));
    assert_eq!(error, Err(Error::TextTooLong { size: 2_049 }));
    let error = Stored::seal(text_put(3, 1_400));
    assert!(matches!(error, Err(Error::OpTooLarge { size: 4_200.. })));

    let deep = (0..MAX_DEPTH).fold(Value::Null, |value, _| Value::List(vec![value]));
    let member = Kind::SetAdd {
        field: Field(1),
        member: deep,
    };
    assert_eq!(Stored::seal(op(1, member)), Err(Error::TooDeep));

    let unknown = op(1, Kind::Unknown { code: 99 });
    assert_eq!(Stored::seal(unknown), Err(Error::NotWhole { rseq: 1 }));
}

#[test]
fn numbers_out_of_range_are_not_written() {
    let out_of_range = |op: Op| matches!(Stored::seal(op), Err(Error::OutOfRange { .. }));
    assert!(out_of_range(op(0, Kind::Delete)));
    assert!(out_of_range(op(u64::MAX, Kind::Delete)));
    let mut early = op(3, Kind::Delete);
    early.txn.first = 4;
    assert!(
        out_of_range(early.clone()),
        "its transaction begins after it"
    );
    early.txn.first = 0;
    assert!(out_of_range(early));
    let mut basis = op(1, Kind::Delete);
    basis.basis = 1 << 63;
    assert!(out_of_range(basis));
}

#[test]
fn a_batch_over_a_limit_is_neither_written_nor_read() {
    let many = |count: u64, kind: &Kind| {
        let ops = (1..=count).map(|rseq| sealed(op(rseq, kind.clone())));
        batch(ops.collect())
    };
    let bytes = many(500, &Kind::Delete).encode().expect("500 are allowed");
    let count = Batch::decode(&bytes).map(|batch| batch.ops.len());
    assert_eq!(count, Ok(500));
    let error = many(501, &Kind::Delete).encode();
    assert_eq!(error, Err(Error::TooManyOps { count: 501 }));

    let large = many(130, &text_put(1, MAX_TEXT).kind).encode();
    assert!(matches!(large, Err(Error::BatchTooLarge { .. })));
    let size = MAX_BATCH + 1;
    let error = Batch::decode(&vec![0; size]);
    assert_eq!(error, Err(Error::BatchTooLarge { size }));
}

#[test]
fn each_fault_in_a_body_has_its_error() {
    let good = sealed(op(1, Kind::Delete));
    let mut trailing = good.body().to_vec();
    trailing.push(0);
    let mut twice = good.body().to_vec();
    twice[1 + 10] = 1; // The key of the kind becomes the key of the clock.
    let cases: [(&[u8], Error); 8] = [
        (&trailing, Error::TrailingBytes { extra: 1 }),
        (&twice, Error::DuplicateKey { at: 11 }),
        (&[0x80], Error::WrongForm { what: "op" }),
        (&[0xA3, 2, 9, 7, 1, 9, 0], Error::Missing { what: "clock" }),
        (&[0xA3, 1, 5, 7, 1, 9, 0], Error::Missing { what: "kind" }),
        (&[0xA3, 1, 5, 2, 9, 7, 1], Error::Missing { what: "basis" }),
        (
            &[0xA4, 1, 0x20, 2, 9, 7, 1, 9, 0],
            Error::OutOfRange { what: "clock" },
        ),
        (
            &[0xA4, 1, 5, 2, 9, 7, 2, 9, 0],
            Error::OutOfRange {
                what: "transaction's first op",
            },
        ),
    ];
    for (body, error) in cases {
        assert_eq!(Stored::open(id(1), body), Err(error), "{}", hex(body));
    }
    let size = MAX_OP + 1;
    let error = Stored::open(id(1), &vec![0; size]);
    assert_eq!(error, Err(Error::OpTooLarge { size }));
}

/// Otherwise one op would have several hashes, and a device that sends it again
/// in the other form would be told that another device uses its name.
#[test]
fn parts_that_say_nothing_are_refused() {
    let entity = [&[3, 2, 4, 0x50][..], &[0xE1; 16]].concat();
    let body = |count: u8, kind: u8, before: &[u8], after: &[u8]| {
        let head = [0xA0 + count, 1, 5, 2, kind];
        [&head[..], &entity, before, &[7, 1], after].concat()
    };
    let cases = [
        (body(7, 5, &[], &[9, 0, 10, 0xF4]), "end of transaction"),
        (body(7, 5, &[], &[8, 0x80, 9, 0]), "references"),
        (body(7, 5, &[6, 0xF6], &[9, 0]), "value"),
        (body(8, 0, &[5, 1, 6, 0xA0], &[9, 0]), "field"),
    ];
    for (body, what) in cases {
        let error = Stored::open(id(1), &body);
        assert_eq!(error, Err(Error::WrongForm { what }), "{}", hex(&body));
    }
}

#[test]
fn every_cut_of_a_batch_is_an_error() {
    let batch = batch(every_kind().into_iter().map(sealed).collect());
    let bytes = batch.encode().expect("within the limits");
    for end in 0..bytes.len() {
        assert!(Batch::decode(&bytes[..end]).is_err(), "cut at {end}");
    }
}

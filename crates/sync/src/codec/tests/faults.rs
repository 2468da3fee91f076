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
    let error = Err(Error::UnknownKind { code: 99 });
    assert_eq!(Stored::seal(unknown), error);
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
    let entity = [0xE1; 16];
    let no_clock = [&[0xA4, 2, 5, 3, 2, 4, 0x50], &entity[..], &[7, 1]].concat();
    let no_value = [&[0xA5, 1, 5, 2, 0, 3, 2, 4, 0x50], &entity[..], &[7, 1]].concat();
    let no_field = [
        &[0xA6, 1, 5, 2, 3, 3, 2, 4, 0x50],
        &entity[..],
        &[6, 1, 7, 1],
    ]
    .concat();
    let past = [&[0xA5, 1, 0x20, 2, 5, 3, 2, 4, 0x50], &entity[..], &[7, 1]].concat();
    let later = [&[0xA5, 1, 5, 2, 5, 3, 2, 4, 0x50], &entity[..], &[7, 2]].concat();
    let short = [&[0xA5, 1, 5, 2, 5, 3, 2, 4, 0x4F], &entity[1..], &[7, 1]].concat();
    let cases: [(&[u8], Error); 9] = [
        (&trailing, Error::TrailingBytes { extra: 1 }),
        (&twice, Error::DuplicateKey { at: 11 }),
        (&no_clock, Error::Missing { what: "clock" }),
        (&no_value, Error::Missing { what: "value" }),
        (&no_field, Error::Missing { what: "field" }),
        (&past, Error::OutOfRange { what: "clock" }),
        (
            &later,
            Error::OutOfRange {
                what: "transaction's first op",
            },
        ),
        (&short, Error::WrongForm { what: "entity" }),
        (&[0x80], Error::WrongForm { what: "op" }),
    ];
    for (body, error) in cases {
        assert_eq!(Stored::open(header(1), body), Err(error), "{}", hex(body));
    }
    let size = MAX_OP + 1;
    let error = Stored::open(header(1), &vec![0; size]);
    assert_eq!(error, Err(Error::OpTooLarge { size }));
}

#[test]
fn every_cut_of_a_batch_is_an_error() {
    let batch = batch(every_kind().into_iter().map(sealed).collect());
    let bytes = batch.encode().expect("within the limits");
    for end in 0..bytes.len() {
        assert!(Batch::decode(&bytes[..end]).is_err(), "cut at {end}");
    }
}

//! Golden bytes of the format.
//!
//! They lie in people's databases and in their devices' unsent changes, and
//! the server compares their hashes. If one of these changes, ops that were
//! written before cannot be read, or a device that sends an op again is told
//! that another device uses its name, and all digests disagree. So a golden
//! never changes. A new kind, key or type of value adds a golden; a change to
//! what is there needs a new format with its own goldens.

use expect_test::{Expect, expect};

use super::*;

#[test]
fn every_kind_of_op_has_its_bytes() {
    let check = |expected: Expect, op: Op| {
        let stored = sealed(op.clone());
        expected.assert_eq(&hex(stored.body()));
        assert_eq!(Stored::open(op.id, stored.body()), Ok(stored));
    };
    let goldens = [
        expect![[r#"
            a7011b01a1ee565e000003020003020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e106a6016b4372c3a86d652032302025023905db03f604f505d825501d1d1d1d
            1d1d1d1d1d1d1d1d1d1d1d1d19012c820141bb07010919012c
        "#]],
        expect![[r#"
            a8011b01a1ee565e000003020103020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e1068358200f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0fa7a7a7a7a7a7a7a7a7a7a7
            a7a7a7a7a73905db020701088150efefefefefefefefefefefefefefefef0919
            012c
        "#]],
        expect![[r#"
            a7011b01a1ee565e000003020203020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e1068258200f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0fa7a7a7a7a7a7a7a7a7a7a7
            a7a7a7a7a7a250e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1190bb850e2e2e2e2e2
            e2e2e2e2e2e2e2e2e2e2e20007010919012c
        "#]],
        expect![[r#"
            a8011b01a1ee565e000003020303020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e105060665766567616e07010919012c
        "#]],
        expect![[r#"
            a8011b01a1ee565e000003020403020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e105060681824800000000000000091a0001117007010919012c
        "#]],
        expect![[r#"
            a6011b01a1ee565e000003020503020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e107010919012c
        "#]],
        expect![[r#"
            a7011b01a1ee565e000003020603020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e10684014800000000000000091a0001116f0007010919012c
        "#]],
        expect![[r#"
            a7011b01a1ee565e000003020603020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e10684004800000000000000091a000111700107010919012c
        "#]],
        expect![[r#"
            a8011b01a1ee565e000003020703020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e10507068258205a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a
            5a5a5a5a5a5a5a1a0001e24007010919012c
        "#]],
        expect![[r#"
            a8011b01a1ee565e000003020803020450e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
            e1068258200f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0fa7a7a7a7a7a7a7a7a7a7a7
            a7a7a7a7a7190bb807010919012c0af5
        "#]],
    ];
    let ops = every_kind();
    assert_eq!(goldens.len(), ops.len());
    for (golden, op) in goldens.into_iter().zip(ops) {
        check(golden, op);
    }
}

#[test]
fn a_batch_has_its_bytes() {
    let ops = every_kind().into_iter().skip(5).take(1);
    let bytes = batch(ops.map(sealed).collect()).encode();
    let bytes = bytes.expect("within the limits");
    expect![[r#"
        a70150a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a002481122334455667788030604
        0106815827a6011b01a1ee565e000003020503020450e1e1e1e1e1e1e1e1e1e1
        e1e1e1e1e1e107010919012c074800000000000000000850ecececececececec
        ecececececececec
    "#]]
    .assert_eq(&hex(&bytes));
}

#[test]
fn the_sums_over_ops_have_their_bytes() {
    let mut digest = crate::digest::Digest::default();
    let mut chain = Chain::START;
    for op in every_kind().into_iter().map(sealed) {
        digest.add(op.hash());
        chain = chain.next(op.hash());
    }
    expect![[r#"
        f8bf61b06cc8fcffd936a40b8bd0cd0c
    "#]]
    .assert_eq(&hex(&digest.to_bytes()));
    expect![[r#"
        2cb33f08dbdfb78b
    "#]]
    .assert_eq(&hex(&chain.0));
}

/// An op as a household with end-to-end encryption writes it: the server orders
/// it by its kind, clock, transaction and basis, and sees nothing else.
#[test]
fn a_sealed_op_passes_a_relay_unchanged() {
    let golden = "a6011b01a1ee565e0000030200070109010af50b43c0ffee";
    let body: Vec<u8> = (0..golden.len())
        .step_by(2)
        .filter_map(|at| u8::from_str_radix(&golden[at..at + 2], 16).ok())
        .collect();
    let stored = Stored::open(id(1), &body).expect("readable");
    assert_eq!(stored.op().kind, Kind::Unknown { code: 0 });
    assert_eq!(stored.op().entity, EntityId::NIL);
    let bytes = batch(vec![stored]).encode().expect("within the limits");
    expect![[r#"
        a70150a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a002481122334455667788030104
        0106815818a6011b01a1ee565e0000030200070109010af50b43c0ffee074800
        000000000000000850ecececececececececececececececec
    "#]]
    .assert_eq(&hex(&bytes));
    let relayed = Batch::decode(&bytes).expect("readable");
    let relayed = relayed.ops[0].as_ref().expect("readable");
    assert_eq!(relayed.body(), body);
}

//! Ops of any content come back as they were, and no bytes do harm.

use proptest::prelude::*;

use super::*;

#[test]
fn a_batch_of_every_kind_comes_back() {
    let batch = batch(every_kind().into_iter().map(sealed).collect());
    let bytes = batch.encode().expect("within the limits");
    assert_eq!(Batch::decode(&bytes), Ok(batch));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        ".{0,20}".prop_map(Value::Text),
        proptest::collection::vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
        any::<[u8; 16]>().prop_map(|id| Value::Id(EntityId(id))),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        proptest::collection::vec(inner, 0..3).prop_map(Value::List)
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    let number = || 0..=i64::MAX as u64;
    let entity = || any::<[u8; 16]>().prop_map(EntityId);
    let scope = || (entity(), entity()).prop_map(|(of, at)| Scope { of, at });
    let field = || any::<u16>().prop_map(Field);
    let id = move || {
        (any::<u64>(), number()).prop_map(|(replica, rseq)| OpId {
            replica: ReplicaId(replica),
            rseq,
        })
    };
    let target = (id(), any::<bool>()).prop_map(|(id, whole)| match whole {
        false => Target::Op(id),
        true => Target::Txn(TxnId {
            replica: id.replica,
            first: id.rseq,
        }),
    });
    let state = prop_oneof![Just(UndoState::Undone), Just(UndoState::Redone)];
    prop_oneof![
        proptest::collection::btree_map(field(), value(), 0..4).prop_map(Kind::Put),
        (scope(), any::<i64>(), any::<u16>()).prop_map(|(scope, amount, reason)| Kind::Add {
            scope,
            amount,
            reason
        }),
        (
            scope(),
            proptest::collection::btree_map(entity(), any::<i64>(), 0..4)
        )
            .prop_map(|(scope, amounts)| Kind::Reset { scope, amounts }),
        (field(), value()).prop_map(|(field, member)| Kind::SetAdd { field, member }),
        (field(), proptest::collection::vec(id(), 0..4))
            .prop_map(|(field, dots)| Kind::SetRemove { field, dots }),
        Just(Kind::Delete),
        (scope(), any::<i64>()).prop_map(|(scope, amount)| Kind::Observe { scope, amount }),
        (target, state).prop_map(|(target, to)| Kind::Undo { target, to }),
        (field(), any::<[u8; 32]>(), number()).prop_map(|(field, sha256, size)| Kind::Blob {
            field,
            blob: BlobRef { sha256, size }
        }),
    ]
}

fn any_op() -> impl Strategy<Value = Op> {
    let place = (any::<u64>(), 1..=i64::MAX as u64, 0..=i64::MAX as u64);
    let when = (0..=i64::MAX, any::<prop::sample::Index>(), any::<bool>());
    let what = (any::<u16>(), any::<[u8; 16]>(), kind());
    let refs = proptest::collection::vec(any::<[u8; 16]>().prop_map(EntityId), 0..3);
    (place, when, what, refs).prop_map(
        |((replica, rseq, basis), (hlc, first, last), (entity_type, entity, kind), refs)| Op {
            id: OpId {
                replica: ReplicaId(replica),
                rseq,
            },
            hlc: Hlc::from_i64(hlc).expect("not negative"),
            basis,
            txn: Txn {
                first: first.index(usize::try_from(rseq).expect("64 bits")) as u64 + 1,
                last,
            },
            entity_type: EntityType(entity_type),
            entity: EntityId(entity),
            refs,
            kind,
            unread: None,
        },
    )
}

proptest! {
    #[test]
    fn an_op_comes_back_as_it_was(op in any_op()) {
        let stored = sealed(op.clone());
        let opened = Stored::open(op.id, stored.body());
        prop_assert_eq!(opened.as_ref(), Ok(&stored));
        prop_assert_eq!(stored.op(), &op);
    }

    #[test]
    fn a_body_with_a_byte_changed_is_an_error_or_an_op(op in any_op(), at in any::<prop::sample::Index>(), byte: u8) {
        let mut body = sealed(op).body().to_vec();
        let at = at.index(body.len());
        body[at] = byte;
        if let Ok(stored) = Stored::open(id(1), &body) {
            prop_assert_eq!(stored.body(), &body);
            // What was wholly read has one form: it is written as it came.
            match Stored::seal(stored.op().clone()) {
                Ok(again) => prop_assert_eq!(again.body(), &body),
                Err(error) => {
                    prop_assert_eq!(error, Error::NotWhole { rseq: 1 });
                    prop_assert!(stored.op().unread.is_some());
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_batch(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(batch) = Batch::decode(&bytes) {
            prop_assert!(batch.encode().is_ok());
        }
    }

    #[test]
    fn the_sum_over_ops_does_not_see_their_order(ops in proptest::collection::vec(any_op(), 0..5)) {
        use crate::digest::Digest;
        let ops: Vec<_> = ops.into_iter().map(sealed).collect();
        let sum = |ops: &mut dyn Iterator<Item = &Stored>| {
            let mut digest = Digest::default();
            ops.for_each(|op| digest.add(op.hash()));
            digest
        };
        let whole = sum(&mut ops.iter());
        prop_assert_eq!(whole, sum(&mut ops.iter().rev()));
        prop_assert_eq!(Digest::from_bytes(whole.to_bytes()), whole);
        let middle = ops.len() / 2;
        let mut halves = sum(&mut ops[..middle].iter());
        halves.merge(sum(&mut ops[middle..].iter()));
        prop_assert_eq!(halves, whole);
    }
}

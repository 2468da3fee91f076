//! Small sets of ops that meet each other: few replicas, entities, fields and
//! moments, so that equal stamps, undos of unseen ops and the like are common.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sync::{
    BlobRef, EntityId, EntityType, Field, Hlc, Kind, Op, OpId, ReplicaId, Scope, Target, Txn,
    TxnId, UndoState, Value,
};

use crate::Ops;

const REPLICAS: u64 = 3;
const ENTITIES: u8 = 3;

pub fn entity(number: u8) -> EntityId {
    EntityId([number; 16])
}

pub fn scope(number: u8) -> Scope {
    Scope {
        of: entity(200),
        at: entity(200 + number),
    }
}

fn id() -> impl Strategy<Value = OpId> {
    (1..=REPLICAS, 1u64..12).prop_map(|(replica, rseq)| OpId {
        replica: ReplicaId(replica),
        rseq,
    })
}

fn field() -> impl Strategy<Value = Field> {
    (1u16..3).prop_map(Field)
}

fn member() -> impl Strategy<Value = Value> {
    (0i64..2).prop_map(Value::Int)
}

/// A change of any kind.
pub fn kind() -> impl Strategy<Value = Kind> {
    let amounts = proptest::collection::btree_map((0..ENTITIES).prop_map(entity), 0i64..3, 0..3);
    let target = (id(), any::<bool>()).prop_map(|(id, whole)| match whole {
        false => Target::Op(id),
        true => Target::Txn(TxnId {
            replica: id.replica,
            first: id.rseq,
        }),
    });
    let state = prop_oneof![3 => Just(UndoState::Undone), 2 => Just(UndoState::Redone)];
    let dots = proptest::collection::vec(id(), 0..4);
    prop_oneof![
        4 => proptest::collection::btree_map(field(), member(), 1..3).prop_map(Kind::Put),
        4 => (0u8..2, -3i64..4).prop_map(|(at, amount)| Kind::Add { scope: scope(at), amount, reason: 1 }),
        2 => (0u8..2, 0i64..4).prop_map(|(at, amount)| Kind::Observe { scope: scope(at), amount }),
        2 => (0u8..2, amounts).prop_map(|(at, amounts)| Kind::Reset { scope: scope(at), amounts }),
        3 => (field(), member()).prop_map(|(field, member)| Kind::SetAdd { field, member }),
        2 => (field(), dots).prop_map(|(field, dots)| Kind::SetRemove { field, dots }),
        2 => Just(Kind::Delete),
        4 => (target, state).prop_map(|(target, to)| Kind::Undo { target, to }),
        1 => (field(), 0u64..3).prop_map(|(field, size)| Kind::Blob { field, blob: BlobRef { sha256: [0; 32], size } }),
        1 => Just(Kind::Unknown { code: 99 }),
    ]
}

/// What a sample decides of one op; the rest follows from its place.
#[derive(Clone, Debug)]
struct Draw {
    replica: u64,
    ms: i64,
    entity: u8,
    entity_type: u16,
    basis: u64,
    seq: bool,
    goes_on: bool,
    kind: Kind,
}

fn draw() -> impl Strategy<Value = Draw> {
    let who = (1..=REPLICAS, 0i64..6, 0..ENTITIES, 0u8..8);
    let place = (0u64..30, any::<bool>(), any::<bool>());
    (who, place, kind()).prop_map(
        |((replica, ms, entity, odd), (basis, seq, goes_on), kind)| Draw {
            replica,
            ms,
            entity,
            // Now and then the authors do not agree on an entity's type.
            entity_type: if odd == 0 { 1 } else { 2 },
            basis,
            seq,
            goes_on,
            kind,
        },
    )
}

/// Up to `most` ops with ids and transactions as replicas give them, and with
/// clocks and bases as they like.
pub fn ops(most: usize) -> impl Strategy<Value = Ops> {
    proptest::collection::vec(draw(), 0..most).prop_map(|draws| {
        let mut authors: BTreeMap<u64, (u64, Txn)> = BTreeMap::new();
        let numbered = (1..).zip(draws);
        let ops = numbered.map(|(number, draw)| {
            let fresh = (
                0,
                Txn {
                    first: 1,
                    last: true,
                },
            );
            let author = authors.entry(draw.replica).or_insert(fresh);
            author.0 += 1;
            let first = if author.1.last {
                author.0
            } else {
                author.1.first
            };
            author.1 = Txn {
                first,
                last: !draw.goes_on,
            };
            (op(&draw, author.0, author.1), draw.seq.then_some(number))
        });
        ops.collect()
    })
}

fn op(draw: &Draw, rseq: u64, txn: Txn) -> Op {
    Op {
        id: OpId {
            replica: ReplicaId(draw.replica),
            rseq,
        },
        hlc: Hlc::from_unix_ms(draw.ms),
        basis: draw.basis,
        txn,
        entity_type: EntityType(draw.entity_type),
        entity: entity(draw.entity),
        refs: Vec::new(),
        kind: draw.kind.clone(),
        unread: None,
    }
}

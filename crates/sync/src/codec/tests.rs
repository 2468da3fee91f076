//! The format of ops.

mod faults;
mod golden;
mod later;
mod round_trip;

use std::collections::BTreeMap;

use super::*;
use crate::hlc::Hlc;
use crate::op::{BlobRef, EntityId, EntityType, Field, Kind, OpId, Scope, Target, Txn, TxnId};
use crate::op::{UndoState, Value};

fn op(rseq: u64, kind: Kind) -> Op {
    Op {
        id: OpId {
            replica: ReplicaId(0x1122_3344_5566_7788),
            rseq,
        },
        hlc: Hlc::from_i64((1_795_000_000_000 << 16) | 3).expect("not negative"),
        basis: 300,
        txn: Txn {
            first: 1,
            last: false,
        },
        entity_type: EntityType(2),
        entity: EntityId([0xE1; 16]),
        refs: Vec::new(),
        kind,
        unread: None,
    }
}

fn scope() -> Scope {
    Scope {
        of: EntityId([0x0F; 16]),
        at: EntityId([0xA7; 16]),
    }
}

fn fields() -> BTreeMap<Field, Value> {
    BTreeMap::from([
        (Field(1), Value::from("Crème 20 %")),
        (Field(2), Value::Int(-1_500)),
        (Field(3), Value::Null),
        (Field(4), Value::Bool(true)),
        (Field(5), Value::Id(EntityId([0x1D; 16]))),
        (
            Field(300),
            Value::List(vec![1.into(), Value::Bytes(vec![0xBB])]),
        ),
    ])
}

/// One op of every kind, all in one transaction.
fn every_kind() -> Vec<Op> {
    let dot = OpId {
        replica: ReplicaId(9),
        rseq: 70_000,
    };
    let txn = TxnId {
        replica: ReplicaId(9),
        first: 69_999,
    };
    let kinds = [
        Kind::Put(fields()),
        Kind::Add {
            scope: scope(),
            amount: -1_500,
            reason: 2,
        },
        Kind::Reset {
            scope: scope(),
            amounts: BTreeMap::from([(EntityId([0xE1; 16]), 3_000), (EntityId([0xE2; 16]), 0)]),
        },
        Kind::SetAdd {
            field: Field(6),
            member: Value::from("vegan"),
        },
        Kind::SetRemove {
            field: Field(6),
            dots: vec![dot],
        },
        Kind::Delete,
        Kind::Undo {
            target: Target::Txn(txn),
            to: UndoState::Undone,
        },
        Kind::Undo {
            target: Target::Op(dot),
            to: UndoState::Redone,
        },
        Kind::Blob {
            field: Field(7),
            blob: BlobRef {
                sha256: [0x5A; 32],
                size: 123_456,
            },
        },
        Kind::Observe {
            scope: scope(),
            amount: 3_000,
        },
    ];
    let mut ops: Vec<_> = (1..)
        .zip(kinds)
        .map(|(rseq, kind)| op(rseq, kind))
        .collect();
    ops[1].refs = vec![EntityId([0xEF; 16])];
    if let Some(last) = ops.last_mut() {
        last.txn.last = true;
    }
    ops
}

fn sealed(op: Op) -> Stored {
    Stored::seal(op).expect("within the limits")
}

fn batch(ops: Vec<Stored>) -> Batch {
    Batch {
        household: HouseholdId([0xA0; 16]),
        replica: ReplicaId(0x1122_3344_5566_7788),
        first_rseq: ops.first().map_or(1, |op| op.op().id.rseq),
        schema: 1,
        epoch: Some(Epoch([0xEC; 16])),
        previous: Chain::START,
        ops: ops.into_iter().map(Ok).collect(),
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut hex = String::new();
    for line in bytes.chunks(32) {
        let line: String = line.iter().map(|byte| format!("{byte:02x}")).collect();
        hex += &line;
        hex += "\n";
    }
    hex
}

fn id(rseq: u64) -> OpId {
    OpId {
        replica: ReplicaId(0x1122_3344_5566_7788),
        rseq,
    }
}

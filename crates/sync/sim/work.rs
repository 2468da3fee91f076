//! What people do: ops that depend on what their device shows.

use std::collections::BTreeMap;

use sync::{
    BlobRef, Change, EntityId, EntityType, Field, Kind, Op, Scope, State, Target, UndoState, Value,
};

use super::random::Random;

pub const SCHEMA: u32 = 1;
/// A field of which the hub forbids some values.
pub const GUARDED: Field = Field(3);
const TAGS: Field = Field(9);
const PICTURE: Field = Field(20);
const THING: EntityType = EntityType(1);
const SHELF: EntityType = EntityType(2);

/// The shelves; every run has the same.
pub fn shelf(number: u64) -> EntityId {
    let mut id = [0xEE; 16];
    id[0] = number as u8;
    EntityId(id)
}

fn scope(number: u64) -> Scope {
    Scope {
        of: EntityId([0xDD; 16]),
        at: shelf(number),
    }
}

pub fn scopes() -> [Scope; 2] {
    [scope(0), scope(1)]
}

/// The changes of one action. Each carries a `marker` among its references, by which
/// the simulator knows it again whatever becomes of its id.
pub fn action(
    state: &State,
    random: &mut Random,
    marker: &mut impl FnMut() -> EntityId,
) -> Vec<Change> {
    let count = match random.below(500) {
        // More than one push may carry.
        0 => 600,
        1..100 => 2 + random.below(3),
        _ => 1,
    };
    let changes = (0..count).map(|_| {
        let mut change = change(state, random, marker());
        change.refs = vec![marker()];
        change
    });
    changes.collect()
}

fn change(state: &State, random: &mut Random, fresh: EntityId) -> Change {
    let things: Vec<EntityId> = state
        .entities_of(THING)
        .filter(|thing| thing.is_alive())
        .map(|thing| thing.id())
        .collect();
    let number = random.below(1_000) as i64;
    let Some(&thing) = random
        .pick(&things)
        .filter(|_| things.len() < 4 || number < 900)
    else {
        return Change::new(THING, fresh, put(Field(1), number));
    };
    let at = scope(random.below(2));
    let kind = match random.below(100) {
        0..10 => return Change::new(THING, fresh, put(Field(1), number)),
        10..30 => put(Field(1 + random.below(2) as u16), number),
        30..36 => put(GUARDED, number),
        36..56 => Kind::Add {
            scope: at,
            amount: random.below(7) as i64 - 3,
            reason: 0,
        },
        56..60 => Kind::Observe {
            scope: at,
            amount: random.below(6) as i64,
        },
        60..66 => return count_shelf(state, random),
        66..74 => Kind::SetAdd {
            field: TAGS,
            member: Value::Int(number % 3),
        },
        74..80 => Kind::SetRemove {
            field: TAGS,
            dots: state.dots(thing, TAGS, &Value::Int(number % 3)),
        },
        80..88 => Kind::Delete,
        88..91 => Kind::Blob {
            field: PICTURE,
            blob: BlobRef {
                sha256: [number as u8; 32],
                size: number as u64,
            },
        },
        _ => return undo(state, random).unwrap_or(Change::new(THING, thing, put(Field(1), 1))),
    };
    Change::new(THING, thing, kind)
}

fn put(field: Field, value: i64) -> Kind {
    Kind::Put(BTreeMap::from([(field, Value::Int(value))]))
}

/// Counts a shelf: what is there is found, but for a little.
fn count_shelf(state: &State, random: &mut Random) -> Change {
    let number = random.below(2);
    let scope = scope(number);
    let there: Vec<EntityId> = state
        .ledger()
        .entities(scope)
        .filter(|id| state.is_alive(*id))
        .collect();
    let found = there.into_iter().filter(|_| random.chance(80));
    let amounts: Vec<EntityId> = found.collect();
    let amounts = amounts.into_iter().map(|id| (id, random.below(5) as i64));
    let amounts = amounts.collect();
    Change::new(SHELF, shelf(number), Kind::Reset { scope, amounts })
}

/// Undoes or redoes an action, mostly one of the latest.
fn undo(state: &State, random: &mut Random) -> Option<Change> {
    let mut ops: Vec<&Op> = state.ops().map(|(op, _)| op).collect();
    ops.sort_unstable_by_key(|op| std::cmp::Reverse(op.stamp()));
    if random.chance(70) {
        ops.truncate(8);
    }
    let op = random.pick(&ops)?;
    let target = if random.chance(80) {
        Target::Txn(op.txn_id())
    } else {
        Target::Op(op.id)
    };
    let to = if random.chance(70) {
        UndoState::Undone
    } else {
        UndoState::Redone
    };
    Some(Change::new(THING, EntityId::NIL, Kind::Undo { target, to }))
}

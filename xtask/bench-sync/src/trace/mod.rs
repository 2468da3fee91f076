//! What a household did, in two forms: the ops that Larder sends, and the same changes as
//! plain fields and amounts, which every engine can hold.
//!
//! The changes leave out what a peer has no word for: the place that an amount stands at
//! (a peer keeps one amount a lot, so a move is one field to it), and that a count is an
//! observation (to a peer it is the difference). Both make the peers' task smaller.

mod foods;
mod home;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use sync::{EntityId, EntityType, Kind, Op, State};

pub use home::{DEVICES, replay};
pub use plain::{Plain, key};

/// A list of what to buy in plain fields, which every engine can hold; this number is far
/// from those in use.
pub const LIST: EntityType = EntityType(1_000);

/// The root types, which a peer's document defines up front.
pub const TYPES: [u16; 5] = [
    pantry::op::entity::ITEM.0,
    pantry::op::entity::LOT.0,
    pantry::op::entity::RECEIPT.0,
    pantry::op::entity::LINE_MEMORY.0,
    LIST.0,
];

/// All that a household did.
#[derive(Default)]
pub struct Trace {
    /// The ops in the order of their `seq`, which begins at 1.
    pub ops: Vec<Op>,
    /// The same by action.
    pub actions: Vec<Action>,
}

/// What one person did at once.
pub struct Action {
    /// Who of [`DEVICES`].
    pub device: usize,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// One change to one entity.
pub enum Change {
    /// Sets fields.
    Put {
        /// One of [`TYPES`].
        entity_type: u16,
        /// See [`key`].
        entity: String,
        /// By number.
        fields: Vec<(String, Plain)>,
    },
    /// Adds to what is left of a lot, which has fields already.
    Add {
        /// See [`key`].
        lot: String,
        /// In thousandths.
        amount: i64,
    },
}

/// What an engine holds in the end, by [`key`].
pub type Contents = BTreeMap<String, Thing>;

/// One entity.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Thing {
    /// By number.
    pub fields: BTreeMap<String, Plain>,
    /// What is left, in thousandths.
    pub amount: i64,
}

/// The amounts of the lots that ops speak of.
struct Amounts(BTreeMap<EntityId, i64>);

impl Amounts {
    fn of(state: &State, ops: &[Op]) -> Self {
        let mut lots = BTreeSet::new();
        for op in ops {
            match &op.kind {
                Kind::Add { .. } | Kind::Observe { .. } => {
                    lots.insert(op.entity);
                }
                Kind::Reset { amounts, .. } => lots.extend(amounts.keys().copied()),
                _ => {}
            }
        }
        Self(
            lots.into_iter()
                .map(|lot| (lot, total(state, lot)))
                .collect(),
        )
    }
}

/// What is left of a lot, wherever it stands.
pub fn total(state: &State, lot: EntityId) -> i64 {
    let balances = state.ledger().balances(lot);
    balances.map(|(_, balance)| balance.amount).sum()
}

/// The changes of one action's ops: fields first, as a lot is made before it holds anything.
fn changes(before: &Amounts, after: &Amounts, ops: &[Op]) -> Vec<Change> {
    let puts = ops.iter().filter_map(|op| match &op.kind {
        Kind::Put(fields) => Some(Change::Put {
            entity_type: op.entity_type.0,
            entity: key(op.entity),
            fields: fields
                .iter()
                .map(|(field, value)| (field.0.to_string(), Plain::of(value)))
                .collect(),
        }),
        _ => None,
    });
    let adds = before
        .0
        .iter()
        .zip(after.0.values())
        .filter_map(|((lot, was), is)| {
            let amount = is - was;
            let lot = key(*lot);
            (amount != 0).then_some(Change::Add { lot, amount })
        });
    puts.chain(adds).collect()
}

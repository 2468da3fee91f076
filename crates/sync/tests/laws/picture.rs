//! All that a state says, in a form that can be compared.

use std::collections::{BTreeMap, BTreeSet};

use sync::state::Entity;
use sync::{EntityId, Field, State};

use crate::sample;

/// The fields that the laws write blobs and sets to.
const FIELDS: [Field; 3] = [Field(1), Field(2), Field(9)];

/// All that a state says, except the order of arrival.
pub fn picture(state: &State) -> String {
    let mut picture = String::new();
    for entity in state.entities() {
        let ops: Vec<_> = entity.ops().iter().map(|op| op.id).collect();
        let kind = entity.entity_type();
        picture += &format!("{} {kind:?} {ops:?} {}\n", entity.id(), effect(&entity));
    }
    for scope in (0..2).map(sample::scope) {
        let entities: Vec<_> = state.ledger().entities(scope).collect();
        picture += &format!("{scope:?} {entities:?}\n");
    }
    let txns: BTreeSet<_> = state.ops().map(|(op, _)| op.txn_id()).collect();
    for txn in txns.into_iter().filter_map(|id| state.transaction(id)) {
        let ops = txn.ops.iter();
        let ops: Vec<_> = ops
            .map(|op| (op.id, state.is_undone(op.id), state.seq(op.id)))
            .collect();
        let whole = (txn.is_complete(), txn.undo, txn.stamp());
        picture += &format!("{:?} {ops:?} {whole:?}\n", txn.id);
    }
    picture + &format!("{:?} {}\n", state.version(), state.len())
}

/// What each entity reads as, without the ops behind it. An entity of which
/// nothing is left to read is not there.
pub fn effects(state: &State) -> BTreeMap<EntityId, String> {
    let entities = state.entities();
    let effects = entities.map(|entity| (entity.id(), effect(&entity)));
    effects.filter(|(_, effect)| !effect.is_empty()).collect()
}

fn effect(entity: &Entity<'_>) -> String {
    let mut effect = String::new();
    if entity.is_alive() {
        effect += "alive ";
    }
    for (field, write) in entity.fields() {
        effect += &format!("{field:?} {:?} {:?} ", write.value, write.stamp);
    }
    for field in FIELDS {
        if let Some(blob) = entity.blob(field) {
            effect += &format!("{field:?} {blob:?} ");
        }
        for member in entity.members(field) {
            effect += &format!("{field:?} {member:?} {:?} ", entity.dots(field, member));
        }
    }
    for (scope, balance) in entity.balances() {
        effect += &format!("{scope:?} {balance:?} ");
    }
    effect
}

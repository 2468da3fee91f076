//! All that a state says, in a form that can be compared.

use std::collections::BTreeMap;

use sync::state::Entity;
use sync::{EntityId, State};

/// All that a state says, except the order of arrival.
pub fn picture(state: &State) -> String {
    let mut picture = String::new();
    for entity in state.entities() {
        let ops: Vec<_> = entity.ops().iter().map(|op| op.id).collect();
        let kind = entity.entity_type();
        picture += &format!("{} {kind:?} {ops:?} {}\n", entity.id(), effect(&entity));
    }
    for scope in state.ledger().scopes() {
        let entities: Vec<_> = state.ledger().entities(scope).collect();
        picture += &format!("{scope:?} {entities:?}\n");
    }
    for txn in state.transactions() {
        let ops = txn.ops.iter();
        let ops: Vec<_> = ops
            .map(|op| (op.id, state.is_undone(op.id), state.seq(op.id)))
            .collect();
        let whole = (txn.is_complete(), txn.undo);
        picture += &format!("{:?} {ops:?} {whole:?}\n", txn.id);
    }
    picture += &format!("{:?}\n", state.newest_transactions());
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
    if entity.was_deleted() {
        effect += "deleted ";
    }
    for (field, write) in entity.fields() {
        let history: Vec<_> = entity.history(field).map(|write| write.stamp).collect();
        effect += &format!("{field:?} {:?} {history:?} ", write.value);
    }
    for (field, blob) in entity.blobs() {
        effect += &format!("{field:?} {blob:?} ");
    }
    for field in entity.sets() {
        for member in entity.members(field) {
            effect += &format!("{field:?} {member:?} {:?} ", entity.dots(field, member));
        }
    }
    for (scope, balance) in entity.balances() {
        effect += &format!("{scope:?} {balance:?} ");
    }
    effect
}

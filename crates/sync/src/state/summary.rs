//! One short sum of all that a state says, to compare two replicas by.

use super::{Entity, State};
use crate::op::Value;

impl State {
    /// BLAKE3 of every entity that is there: its type, fields and blobs with the stamps
    /// of their writes, the members of its sets, and its accounts.
    ///
    /// Equal states have equal sums, whatever order their ops came in and whether or
    /// not they were compacted.
    pub fn summary(&self) -> [u8; 32] {
        let mut sum = blake3::Hasher::new();
        for entity in self.entities().filter(Entity::is_alive) {
            add_entity(&mut sum, &entity);
        }
        sum.finalize().into()
    }
}

fn add_entity(sum: &mut blake3::Hasher, entity: &Entity<'_>) {
    sum.update(&entity.id().0);
    sum.update(&entity.entity_type().map_or(0, |of| of.0).to_be_bytes());
    for (field, write) in entity.fields() {
        sum.update(b"f").update(&field.0.to_be_bytes());
        sum.update(&write.stamp.hlc.as_i64().to_be_bytes());
        sum.update(&write.stamp.replica.0.to_be_bytes());
        add_value(sum, write.value);
    }
    for (field, blob) in entity.blobs() {
        sum.update(b"b").update(&field.0.to_be_bytes());
        sum.update(&blob.sha256).update(&blob.size.to_be_bytes());
    }
    for (field, members) in entity.sets() {
        for member in members {
            sum.update(b"s").update(&field.0.to_be_bytes());
            add_value(sum, member);
        }
    }
    for (scope, balance) in entity.balances() {
        sum.update(b"a").update(&scope.of.0).update(&scope.at.0);
        sum.update(&balance.amount.to_be_bytes());
        sum.update(&[u8::from(balance.found_empty)]);
    }
}

/// A value with its type and length, so that no two read alike.
fn add_value(sum: &mut blake3::Hasher, value: &Value) {
    let mut bytes = |kind: u8, bytes: &[u8]| {
        sum.update(&[kind])
            .update(&(bytes.len() as u64).to_be_bytes());
        sum.update(bytes);
    };
    match value {
        Value::Null => bytes(0, &[]),
        Value::Bool(value) => bytes(1, &[u8::from(*value)]),
        Value::Int(value) => bytes(2, &value.to_be_bytes()),
        Value::Text(value) => bytes(3, value.as_bytes()),
        Value::Bytes(value) => bytes(4, value),
        Value::Id(value) => bytes(5, &value.0),
        Value::List(values) => {
            bytes(6, &(values.len() as u64).to_be_bytes());
            values.iter().for_each(|value| add_value(sum, value));
        }
        Value::Unknown(value) => bytes(7, value.as_bytes()),
    }
}

//! What a state answers, by example.

use std::collections::BTreeMap;

use sync::{
    Applied, Author, Change, EntityId, EntityType, Field, Kind, Op, ReplicaId, State, Target,
    UndoState, Value,
};

use crate::sample;

const TYPE: EntityType = EntityType(4);
const NAME: Field = Field(1);

fn put(name: &str) -> Kind {
    Kind::Put(BTreeMap::from([(NAME, Value::from(name))]))
}

fn add(amount: i64) -> Kind {
    Kind::Add {
        scope: sample::scope(0),
        amount,
        reason: 1,
    }
}

fn undo(op: &Op, to: UndoState) -> Kind {
    let target = Target::Txn(op.txn_id());
    Kind::Undo { target, to }
}

/// Writes one transaction and applies it.
fn write(state: &mut State, author: &mut Author, entity: EntityId, kinds: Vec<Kind>) -> Vec<Op> {
    let changes = kinds.into_iter();
    let changes = changes
        .map(|kind| Change::new(TYPE, entity, kind))
        .collect();
    let ops = author.write(1_000, changes);
    for op in &ops {
        assert_eq!(state.apply(op, None), Applied::New);
    }
    ops
}

#[test]
fn a_transaction_is_complete_with_its_last_op() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    let change = |kind| Change::new(TYPE, sample::entity(0), kind);
    let ops = author.write(
        1_000,
        vec![change(put("a")), change(add(1)), change(add(2))],
    );
    let id = ops[0].txn_id();
    for (op, complete) in [(&ops[2], false), (&ops[0], false), (&ops[1], true)] {
        state.apply(op, None);
        let txn = state.transaction(id).expect("begun");
        assert_eq!(txn.is_complete(), complete, "{} ops here", txn.ops.len());
    }
    let txn = state.transaction(id).expect("begun");
    assert_eq!(txn.ops, ops.iter().collect::<Vec<_>>());
    assert_eq!(txn.stamp(), Some(ops[2].stamp()));
}

#[test]
fn undoing_a_transaction_undoes_all_of_it_and_redoing_brings_all_back() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    let entity = sample::entity(0);
    write(&mut state, &mut author, entity, vec![put("old"), add(5)]);
    let ops = write(
        &mut state,
        &mut author,
        entity,
        vec![put("new"), add(-2), Kind::Delete],
    );
    let read = |state: &State| {
        let name = state.field(entity, NAME).and_then(Value::as_text);
        let amount = state.balance(entity, sample::scope(0)).amount;
        (name.map(str::to_owned), amount, state.is_alive(entity))
    };
    assert_eq!(read(&state), (Some("new".into()), 3, false));

    let undone = vec![undo(&ops[0], UndoState::Undone)];
    write(&mut state, &mut author, EntityId::NIL, undone);
    assert_eq!(read(&state), (Some("old".into()), 5, true));
    let txn = state.transaction(ops[0].txn_id()).expect("known");
    assert!(txn.is_undone() && state.is_undone(ops[2].id));

    let redone = vec![undo(&ops[0], UndoState::Redone)];
    write(&mut state, &mut author, EntityId::NIL, redone);
    assert_eq!(read(&state), (Some("new".into()), 3, false));
    let txn = state.transaction(ops[0].txn_id()).expect("known");
    assert!(!txn.is_undone() && !state.is_undone(ops[2].id));
}

#[test]
fn an_undo_that_comes_before_its_target_waits_for_it() {
    let mut writer = State::new();
    let mut author = Author::new(ReplicaId(1));
    let entity = sample::entity(0);
    let ops = write(&mut writer, &mut author, entity, vec![put("a")]);
    let undone = vec![undo(&ops[0], UndoState::Undone)];
    let undos = write(&mut writer, &mut author, EntityId::NIL, undone);

    let mut reader = State::new();
    reader.apply(&undos[0], Some(2));
    assert!(
        reader.entities().next().is_none(),
        "an undo names no entity"
    );
    reader.apply(&ops[0], Some(1));
    assert!(!reader.is_alive(entity));
    assert_eq!(reader.field(entity, NAME), None);
}

#[test]
fn a_deleted_entity_keeps_its_fields_for_its_return() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    let entity = sample::entity(0);
    write(
        &mut state,
        &mut author,
        entity,
        vec![put("a"), Kind::Delete],
    );
    assert!(!state.is_alive(entity));
    assert_eq!(state.field(entity, NAME), Some(&Value::from("a")));
    write(&mut state, &mut author, entity, vec![add(1)]);
    assert!(state.is_alive(entity));
    assert_eq!(state.entities_of(TYPE).count(), 1);
}

#[test]
fn a_field_knows_where_its_value_comes_from() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    let id = sample::entity(0);
    let ops = write(
        &mut state,
        &mut author,
        id,
        vec![put("a"), put("b"), put("c")],
    );
    let entity = state.entity(id).expect("written");
    let write = entity.write(NAME).expect("written");
    assert_eq!((write.op, write.stamp), (&ops[2], ops[2].stamp()));
    assert_eq!(entity.ops(), ops.iter().collect::<Vec<_>>());
}

#[test]
fn an_op_of_an_unknown_kind_is_kept_and_changes_nothing() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    let unknown = vec![Kind::Unknown { code: 99 }];
    let ops = write(&mut state, &mut author, EntityId::NIL, unknown);
    assert!(state.entities().next().is_none() && state.take_changed().is_empty());
    assert_eq!(state.op(ops[0].id), Some(&ops[0]));
    let mut other = ops[0].clone();
    other.unread = Some(Box::new([7; 32]));
    assert_eq!(
        state.apply(&other, None),
        Applied::Fork,
        "its bytes are others"
    );
}

#[test]
fn an_op_that_comes_with_another_number_says_so_and_keeps_its_own() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    let ops = write(&mut state, &mut author, sample::entity(0), vec![add(1)]);
    assert_eq!(state.apply(&ops[0], Some(4)), Applied::Known);
    assert_eq!(state.apply(&ops[0], Some(4)), Applied::Known);
    assert_eq!(state.apply(&ops[0], None), Applied::Known);
    assert_eq!(state.apply(&ops[0], Some(5)), Applied::Renumbered);
    assert_eq!(state.seq(ops[0].id), Some(4));
}

#[test]
fn a_reset_names_every_account_of_its_scope_as_changed() {
    let mut state = State::new();
    let mut author = Author::new(ReplicaId(1));
    for number in 0..3 {
        write(
            &mut state,
            &mut author,
            sample::entity(number),
            vec![add(5)],
        );
    }
    assert_eq!(state.take_changed().len(), 3);
    let amounts = BTreeMap::from([(sample::entity(1), 4)]);
    let scope = sample::scope(0);
    let reset = vec![Kind::Reset { scope, amounts }];
    let ops = write(&mut state, &mut author, sample::entity(50), reset);
    let accounts = [0, 1, 2, 50].map(sample::entity);
    assert_eq!(state.take_changed(), accounts);
    let undone = vec![undo(&ops[0], UndoState::Undone)];
    write(&mut state, &mut author, EntityId::NIL, undone);
    assert_eq!(state.take_changed(), accounts);
    assert_eq!(state.balance(sample::entity(0), scope).amount, 5);
}

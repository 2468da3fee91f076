//! The laws of the fold: any order of any set of ops gives the state that the
//! definition of each kind gives.

mod compaction;
mod definition;
mod orders;
mod orset_oracle;
mod picture;
mod reads;
mod sample;
mod small_scope;
mod star;
mod undo;

use proptest::prelude::*;
use sync::{Applied, Op, State};

use picture::picture;

/// A set of ops, each with the `seq` that the server gave it, if any.
type Ops = Vec<(Op, Option<u64>)>;

fn fold(ops: &Ops) -> State {
    State::from_ops(ops.iter().map(|(op, seq)| (op, *seq)))
}

/// A set of ops in two orders.
fn two_orders() -> impl Strategy<Value = (Ops, Ops)> {
    sample::ops(40).prop_flat_map(|ops| (Just(ops.clone()), Just(ops).prop_shuffle()))
}

proptest! {
    #[test]
    fn any_order_gives_the_same_state((ops, shuffled) in two_orders()) {
        prop_assert_eq!(picture(&fold(&ops)), picture(&fold(&shuffled)));
    }

    #[test]
    fn the_state_is_what_the_definitions_say(ops in sample::ops(40)) {
        definition::check(&ops, &fold(&ops))?;
    }

    #[test]
    fn every_step_of_the_fold_is_what_the_definitions_say((_, shuffled) in two_orders()) {
        let mut state = State::new();
        for (count, (op, seq)) in shuffled.iter().enumerate() {
            state.apply(op, *seq);
            definition::check(&shuffled[..=count], &state)?;
        }
    }

    #[test]
    fn an_op_that_comes_again_changes_nothing((ops, shuffled) in two_orders()) {
        let mut state = fold(&ops);
        let before = picture(&state);
        state.take_changed();
        for (op, seq) in shuffled {
            prop_assert_eq!(state.apply(&op, seq), Applied::Known);
        }
        prop_assert_eq!(picture(&state), before);
        prop_assert_eq!(state.take_changed(), vec![]);
    }

    #[test]
    fn a_seq_that_comes_later_is_as_good_as_one_that_came_with_its_op((ops, shuffled) in two_orders()) {
        let mut state = State::new();
        for (op, _) in &ops {
            state.apply(op, None);
        }
        for (op, seq) in &shuffled {
            prop_assert_eq!(state.apply(op, *seq), Applied::Known);
        }
        prop_assert_eq!(picture(&state), picture(&fold(&ops)));
    }

    #[test]
    fn another_op_under_the_same_id_is_a_fork_and_changes_nothing(ops in sample::ops(20)) {
        let mut state = fold(&ops);
        let before = picture(&state);
        for (op, seq) in &ops {
            let mut other = op.clone();
            other.basis += 1;
            prop_assert_eq!(state.apply(&other, *seq), Applied::Fork);
        }
        prop_assert_eq!(picture(&state), before);
    }

    #[test]
    fn every_entity_that_reads_differently_was_named_as_changed((ops, _) in two_orders()) {
        let mut state = State::new();
        for (op, seq) in &ops {
            let before = picture::effects(&state);
            state.apply(op, *seq);
            let after = picture::effects(&state);
            let changed = state.take_changed();
            for (entity, effect) in &after {
                let differs = before.get(entity) != Some(effect);
                prop_assert!(!differs || changed.contains(entity), "{op:?} changed {entity}");
            }
            prop_assert!(before.keys().all(|entity| after.contains_key(entity) || changed.contains(entity)));
        }
    }
}

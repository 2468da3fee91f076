//! The laws of the ledger: it says what its definition says, in any order.

use proptest::prelude::*;

use super::*;
use crate::hlc::Hlc;
use crate::id::ReplicaId;

fn stamp(ms: i64, replica: u64) -> Stamp {
    Stamp {
        hlc: Hlc::from_unix_ms(ms),
        replica: ReplicaId(replica),
        rseq: 1,
    }
}

fn thing(number: u8) -> EntityId {
    EntityId([number; 16])
}

fn spot(number: u8) -> Scope {
    Scope {
        of: thing(100),
        at: thing(number),
    }
}

/// A write to the ledger; its stamp is its name.
#[derive(Clone, Debug)]
enum Entry {
    Add(EntityId, Scope, Stamp, i64),
    Reset(Scope, Stamp, Amounts),
    Observe(EntityId, Scope, Stamp, i64),
}

fn take_in(ledger: &mut Ledger, entry: &Entry) {
    match entry.clone() {
        Entry::Add(entity, scope, stamp, amount) => ledger.add(entity, scope, stamp, amount),
        Entry::Reset(scope, stamp, amounts) => ledger.reset(scope, stamp, amounts),
        Entry::Observe(entity, scope, stamp, amount) => {
            ledger.observe(entity, scope, stamp, amount);
        }
    }
}

fn leave_out(ledger: &mut Ledger, entry: &Entry) {
    match *entry {
        Entry::Add(entity, scope, stamp, _) => ledger.remove_add(entity, scope, stamp),
        Entry::Reset(scope, stamp, _) => ledger.remove_reset(scope, stamp),
        Entry::Observe(entity, scope, stamp, _) => {
            ledger.remove_observation(entity, scope, stamp);
        }
    }
}

fn ledger_of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Ledger {
    let mut ledger = Ledger::default();
    entries
        .into_iter()
        .for_each(|entry| take_in(&mut ledger, entry));
    ledger
}

/// The amount by its definition, from nothing but the set of entries.
fn amount_by_definition(entries: &[Entry], entity: EntityId, scope: Scope) -> i64 {
    let found = entries.iter().filter_map(|entry| match entry {
        Entry::Reset(named, stamp, amounts) if *named == scope => {
            Some((*stamp, amounts.get(&entity).copied().unwrap_or(0)))
        }
        Entry::Observe(named, at, stamp, amount) if (*named, *at) == (entity, scope) => {
            Some((*stamp, *amount))
        }
        _ => None,
    });
    let latest = found.max_by_key(|(stamp, _)| *stamp);
    let later = entries.iter().filter_map(|entry| match entry {
        Entry::Add(named, at, stamp, amount) if (*named, *at) == (entity, scope) => {
            let counts = latest.is_none_or(|(reset, _)| *stamp > reset);
            counts.then_some(*amount)
        }
        _ => None,
    });
    latest.map_or(0, |(_, found)| found) + later.sum::<i64>()
}

/// Entries with distinct stamps, in any order.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let add = (0u8..3, 0u8..2, -5i64..6);
    let reset = (
        0u8..2,
        proptest::collection::btree_map(0u8..3, 0i64..9, 0..3),
    );
    let write = prop_oneof![
        4 => add.clone().prop_map(|(entity, at, amount)| (entity, at, Some(amount), None)),
        1 => add.prop_map(|(entity, at, amount)| (entity, at, Some(amount), Some(BTreeMap::new()))),
        1 => reset.prop_map(|(at, amounts)| (0, at, None, Some(amounts))),
    ];
    proptest::collection::vec(((0i64..9), write), 0..12)
        .prop_map(|writes| {
            let stamped = writes.into_iter().enumerate();
            let entries = stamped.map(|(number, (ms, (entity, at, amount, amounts)))| {
                let stamp = stamp(ms, number as u64);
                match (amount, amounts) {
                    (Some(amount), Some(_)) => {
                        Entry::Observe(thing(entity), spot(at), stamp, amount)
                    }
                    (amount, None) => {
                        Entry::Add(thing(entity), spot(at), stamp, amount.unwrap_or(0))
                    }
                    (None, Some(amounts)) => {
                        let amounts = amounts.into_iter();
                        let amounts = amounts.map(|(entity, amount)| (thing(entity), amount));
                        Entry::Reset(spot(at), stamp, amounts.collect())
                    }
                }
            });
            entries.collect::<Vec<_>>()
        })
        .prop_shuffle()
}

#[test]
fn two_people_who_count_the_same_scope_do_not_correct_twice() {
    let mut ledger = Ledger::default();
    ledger.add(thing(1), spot(1), stamp(1, 1), 5_000);
    ledger.reset(spot(1), stamp(2, 1), Amounts::from([(thing(1), 3_000)]));
    ledger.reset(spot(1), stamp(3, 2), Amounts::from([(thing(1), 3_000)]));
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 3_000);
}

#[test]
fn an_observation_is_of_one_account_and_not_of_its_scope() {
    let mut ledger = Ledger::default();
    ledger.add(thing(1), spot(1), stamp(1, 1), 5_000);
    ledger.add(thing(2), spot(1), stamp(1, 2), 7_000);
    ledger.observe(thing(1), spot(1), stamp(2, 1), 3_000);
    ledger.observe(thing(1), spot(1), stamp(3, 2), 3_000);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 3_000);
    assert_eq!(ledger.balance(thing(2), spot(1)).amount, 7_000);
    ledger.reset(spot(1), stamp(4, 1), Amounts::new());
    let emptied = ledger.balance(thing(1), spot(1));
    assert_eq!((emptied.amount, emptied.found_empty), (0, true));
    ledger.observe(thing(1), spot(1), stamp(5, 1), 2_000);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 2_000);
}

#[test]
fn what_was_taken_before_the_count_is_not_subtracted_again() {
    let mut ledger = Ledger::default();
    ledger.add(thing(1), spot(1), stamp(1, 1), 5_000);
    ledger.reset(spot(1), stamp(9, 1), Amounts::from([(thing(1), 3_000)]));
    // Arrives late, from a device that was offline.
    ledger.add(thing(1), spot(1), stamp(5, 2), -2_000);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 3_000);
    ledger.add(thing(1), spot(1), stamp(10, 2), -1_000);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 2_000);
}

#[test]
fn what_a_reset_did_not_find_is_empty_and_says_so() {
    let mut ledger = Ledger::default();
    ledger.add(thing(1), spot(1), stamp(1, 1), 5_000);
    ledger.add(thing(1), spot(2), stamp(1, 2), 7_000);
    ledger.reset(spot(1), stamp(2, 1), Amounts::from([(thing(2), 1_000)]));

    let unlisted = ledger.balance(thing(1), spot(1));
    assert_eq!((unlisted.amount, unlisted.found_empty), (0, true));
    let listed = ledger.balance(thing(2), spot(1));
    assert_eq!((listed.amount, listed.found_empty), (1_000, false));
    let elsewhere = ledger.balance(thing(1), spot(2));
    assert_eq!((elsewhere.amount, elsewhere.reset), (7_000, None));
}

#[test]
fn only_what_was_named_before_and_not_found_is_worth_a_question() {
    let mut ledger = Ledger::default();
    let [found, added_since, observed] = [1, 2, 3].map(thing);
    ledger.add(found, spot(1), stamp(1, 1), 5_000);
    ledger.observe(observed, spot(1), stamp(1, 1), 5_000);
    ledger.reset(spot(1), stamp(2, 1), Amounts::from([(found, 3_000)]));
    ledger.add(added_since, spot(1), stamp(3, 1), 1_000);
    let is_asked = |entity| ledger.balance(entity, spot(1)).found_empty;
    assert_eq!(
        [found, added_since, observed].map(is_asked),
        [false, false, true]
    );
}

#[test]
fn an_account_is_there_as_long_as_one_of_its_resets_lists_it() {
    let mut ledger = Ledger::default();
    let found = Amounts::from([(thing(1), 3_000)]);
    ledger.reset(spot(1), stamp(1, 1), found.clone());
    ledger.reset(spot(1), stamp(2, 1), found);
    ledger.remove_reset(spot(1), stamp(2, 1));
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 3_000);
    ledger.remove_reset(spot(1), stamp(1, 1));
    assert_eq!(ledger, Ledger::default());
}

#[test]
fn amounts_below_zero_are_facts() {
    let mut ledger = Ledger::default();
    ledger.add(thing(1), spot(1), stamp(1, 1), 1_000);
    ledger.add(thing(1), spot(1), stamp(2, 1), -1_000);
    ledger.add(thing(1), spot(1), stamp(2, 2), -1_000);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, -1_000);
}

#[test]
fn amounts_beyond_the_range_are_held_to_it_in_any_order() {
    let mut ledger = Ledger::default();
    ledger.add(thing(1), spot(1), stamp(1, 1), i64::MAX);
    ledger.add(thing(1), spot(1), stamp(2, 1), i64::MAX);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, i64::MAX);
    ledger.add(thing(1), spot(1), stamp(3, 1), -i64::MAX);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, i64::MAX);
    ledger.add(thing(1), spot(1), stamp(4, 1), -i64::MAX);
    assert_eq!(ledger.balance(thing(1), spot(1)).amount, 0);
}

proptest! {
    #[test]
    fn every_account_holds_what_the_definition_says(entries in entries()) {
        let ledger = ledger_of(&entries);
        for (entity, at) in (0..3).flat_map(|entity| (0..2).map(move |at| (entity, at))) {
            let (entity, scope) = (thing(entity), spot(at));
            let expected = amount_by_definition(&entries, entity, scope);
            prop_assert_eq!(ledger.balance(entity, scope).amount, expected);
            let listed = ledger.balances(entity).any(|(named, _)| named == scope);
            prop_assert_eq!(listed, ledger.entities(scope).any(|named| named == entity));
            prop_assert!(listed || expected == 0);
        }
    }

    #[test]
    fn the_order_does_not_matter(entries in entries()) {
        prop_assert_eq!(ledger_of(&entries), ledger_of(entries.iter().rev()));
        prop_assert_eq!(ledger_of(&entries), ledger_of(entries.iter().chain(&entries)));
    }

    #[test]
    fn leaving_entries_out_equals_never_having_had_them(entries in entries(), cut in 0usize..12) {
        let cut = cut.min(entries.len());
        let mut ledger = ledger_of(&entries);
        for entry in &entries[..cut] {
            leave_out(&mut ledger, entry);
        }
        prop_assert_eq!(&ledger, &ledger_of(&entries[cut..]));
        for entry in &entries[..cut] {
            take_in(&mut ledger, entry);
        }
        prop_assert_eq!(ledger, ledger_of(&entries));
    }

    #[test]
    fn a_reset_settles_all_that_was_before_it(entries in entries(), amount in 0i64..9) {
        let mut ledger = ledger_of(&entries);
        ledger.reset(spot(0), stamp(50, 1), Amounts::from([(thing(0), amount)]));
        prop_assert_eq!(ledger.balance(thing(0), spot(0)).amount, amount);
        prop_assert_eq!(ledger.balance(thing(1), spot(0)).amount, 0);
        let elsewhere = amount_by_definition(&entries, thing(0), spot(1));
        prop_assert_eq!(ledger.balance(thing(0), spot(1)).amount, elsewhere);
    }
}

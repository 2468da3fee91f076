//! Laws that hold whatever people do, on however many devices.

mod glimpse;
pub mod life;

use std::collections::BTreeMap;

use pantry::action::Action;
use pantry::category::Category;
use pantry::household::{Changed, Household};
use pantry::id::ItemId;
use pantry::op::{entity, item, lot};
use pantry::quantity::{Dimension, Quantity, Unit};
use pantry::search;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sync::state::Entity;
use sync::{Author, Change, EntityType, Kind, Op, ReplicaId, Value};

use crate::device::{Device, show};
use life::{ACTIONS, action, live, shuffle, steps};

/// What a table of the household would hold, by the kind and id of the row.
type Rows = BTreeMap<String, String>;

/// Reads again what changed.
fn write_rows(rows: &mut Rows, household: &Household, changed: &Changed) {
    let mut write = |key: String, row: Option<String>| match row {
        Some(row) => rows.insert(key, row),
        None => rows.remove(&key),
    };
    for id in &changed.items {
        let row = household.item(*id).map(|item| format!("{item:?}"));
        write(format!("item {id}"), row);
    }
    for id in &changed.lots {
        let row = household.lot(*id).map(|lot| {
            let (quantity, due) = (household.quantity(*id), household.due(lot));
            format!("{lot:?} {quantity} {due:?}")
        });
        write(format!("lot {id}"), row);
    }
    for id in &changed.receipts {
        let row = household.receipt(*id).map(|receipt| format!("{receipt:?}"));
        write(format!("receipt {id}"), row);
    }
    for id in &changed.shopping {
        let entry = household.shopping_entry(*id);
        write(
            format!("entry {id}"),
            entry.map(|entry| format!("{entry:?}")),
        );
    }
}

/// The unit of a lot; if that is undone, the one that it was made with.
fn unit_of(entity: &Entity<'_>) -> Unit {
    let ops = entity.ops().into_iter();
    let mut units = ops.filter_map(|op| match &op.kind {
        Kind::Put(fields) => fields.get(&lot::UNIT).and_then(Value::as_int),
        _ => None,
    });
    let known = entity.field(lot::UNIT).and_then(Value::as_int);
    let code = known.or_else(|| units.next());
    let code = code.and_then(|code| u8::try_from(code).ok());
    code.and_then(Unit::from_code).unwrap_or(Unit::Piece)
}

/// An amount in the smallest unit that these laws use of its dimension.
fn small(milli: i64, unit: Unit) -> i64 {
    let small = match unit.dimension() {
        Dimension::Pieces => Unit::Piece,
        Dimension::Packs => Unit::Pack,
        Dimension::Mass => Unit::Gram,
        Dimension::Volume => Unit::Millilitre,
    };
    let small = Quantity::new(milli, unit).convert(small);
    small.expect("of the same dimension").milli
}

/// What somebody writes who takes these entities for things of other types.
fn mistaken(ops: &[Op]) -> Vec<Op> {
    let changes = ops.iter().step_by(5).zip(0..).map(|(op, turn)| {
        let other = EntityType((op.entity_type.0 + turn) % entity::RECIPE.0 + 1);
        let name = BTreeMap::from([(item::NAME, Value::from("Mistaken"))]);
        Change::new(other, op.entity, Kind::Put(name))
    });
    Author::new(ReplicaId(9)).write(1_795_305_600_000, changes.collect())
}

fn one_by_one(ops: &[Op]) -> Household {
    let mut household = Household::default();
    for op in ops {
        household.apply(op);
        household.apply(op);
    }
    household
}

#[test]
fn most_of_what_the_laws_try_can_be_done() {
    let mut runner = TestRunner::deterministic();
    let (mut tried, mut done) = ([0; ACTIONS], [0; ACTIONS]);
    for _ in 0..100 {
        let steps = steps().new_tree(&mut runner).expect("no filters").current();
        for (what, successful) in live(&steps).tried {
            tried[usize::from(what)] += 1;
            done[usize::from(what)] += usize::from(successful);
        }
    }
    for what in 0..ACTIONS {
        assert!(
            done[what] >= 3,
            "action {what}: {} of {}",
            done[what],
            tried[what]
        );
    }
    let (tried, done): (usize, usize) = (tried.iter().sum(), done.iter().sum());
    assert!(done * 2 > tried, "{done} of {tried}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn devices_that_know_the_same_show_the_same(steps in steps(), seed in any::<u64>()) {
        let life = live(&steps);
        let expected = show(&Household::from_ops(&life.ops));
        for mut device in life.devices {
            device.receive(&life.ops);
            prop_assert_eq!(device.show(), expected.as_str());
        }
        let mut shuffled = life.ops;
        shuffle(&mut shuffled, seed);
        prop_assert_eq!(show(&one_by_one(&shuffled)), expected);
    }

    #[test]
    fn entities_of_two_types_show_the_same_in_any_order(steps in steps(), seed in any::<u64>()) {
        let mut ops = live(&steps).ops;
        ops.extend(mistaken(&ops));
        let expected = show(&Household::from_ops(&ops));
        shuffle(&mut ops, seed);
        prop_assert_eq!(show(&one_by_one(&ops)), expected);
    }

    #[test]
    fn what_is_shown_is_the_sum_of_the_ledger(steps in steps()) {
        let household = Household::from_ops(&live(&steps).ops);
        let mut sums: BTreeMap<(ItemId, Dimension), i64> = BTreeMap::new();
        for entity in household.state().entities_of(entity::LOT) {
            let sum: i64 = entity.balances().map(|(_, found)| found.amount).sum();
            let first = entity.balances().next();
            if let Some(lot) = household.lot(entity.id().into()) {
                *sums.entry((lot.item, lot.unit.dimension())).or_default() += small(sum, lot.unit);
            } else if let (None, Some((scope, _))) = (entity.field(lot::ITEM), first) {
                // Its purchase was undone: what was used of it is used.
                let unit = unit_of(&entity);
                let used = small(sum.min(0), unit);
                *sums.entry((scope.of.into(), unit.dimension())).or_default() += used;
            }
        }
        for item in household.items() {
            let mut shown: BTreeMap<Dimension, i64> = BTreeMap::new();
            for lot in household.all_lots_of(item.id) {
                let left = household.quantity(lot.id);
                *shown.entry(left.unit.dimension()).or_default() += small(left.milli, left.unit);
            }
            for (dimension, shown) in shown {
                let sum = sums.get(&(item.id, dimension)).copied().unwrap_or(0);
                prop_assert_eq!(shown, sum.max(0), "{} {:?}", &item.name, dimension);
            }
        }
    }

    #[test]
    fn tables_kept_up_to_date_are_those_made_anew(steps in steps(), seed in any::<u64>()) {
        let mut ops = live(&steps).ops;
        ops.extend(mistaken(&ops[..ops.len() / 4]));
        shuffle(&mut ops, seed);
        let (mut household, mut kept) = (Household::default(), Rows::new());
        for op in &ops {
            let changed = household.apply(op);
            write_rows(&mut kept, &household, &changed);
        }
        let (mut anew, mut made) = (Household::default(), Rows::new());
        let changed = anew.apply_all(&ops);
        write_rows(&mut made, &anew, &changed);
        prop_assert_eq!(kept, made);
    }

    #[test]
    fn any_action_and_its_undo_leave_things_as_they_were(steps in steps(), last in life::step()) {
        let mut life = live(&steps);
        let mut device = life.devices.remove(0);
        device.receive(&life.ops);
        let before = device.show();
        let action = action(&device, last);
        let Some(action) = action.filter(|action| !matches!(action, Action::Undo { .. } | Action::Redo { .. })) else {
            return Ok(());
        };
        let Ok(transaction) = device.plan(&action) else {
            return Ok(());
        };
        device.household.apply_all(&transaction.ops);
        device.act(&Action::Undo { txn: transaction.id });
        prop_assert_eq!(device.show(), before);
    }

    /// Two people who count with minus and plus, one of whom has not heard of the other: what
    /// each of them pressed counts, in whatever order it arrives.
    #[test]
    fn minus_and_plus_of_two_devices_sum(
        presses in proptest::collection::vec((0..2_usize, any::<bool>()), 0..24),
        seed in any::<u64>(),
    ) {
        let mut first = Device::new(1);
        let lot = first.add("Eggs", Category::DairyEggs, "40");
        let mut devices = [first.twin(2), first];
        let mut left = 40;
        let mut ops = devices[1].ops();
        for (who, more) in presses {
            let amount = Quantity::pieces(1);
            let action = match more {
                true => Action::Increase { lot, amount },
                false => Action::Consume { lot, amount },
            };
            ops.extend(devices[who].act(&action).ops);
            left += if more { 1 } else { -1 };
        }
        shuffle(&mut ops, seed);
        for mut device in devices {
            device.receive(&ops);
            prop_assert_eq!(device.household.quantity(lot), Quantity::pieces(left));
        }
        prop_assert_eq!(one_by_one(&ops).quantity(lot), Quantity::pieces(left));
    }

    /// The order of the pantry and the counts of its categories, mended item by item, are
    /// what sorting and counting everything gives.
    #[test]
    fn the_index_of_names_is_what_sorting_gives(steps in steps(), seed in any::<u64>()) {
        let mut ops = live(&steps).ops;
        ops.extend(mistaken(&ops[..ops.len() / 4]));
        shuffle(&mut ops, seed);
        let household = one_by_one(&ops);
        let mut sorted: Vec<_> = household
            .items()
            .map(|item| {
                let is_out = household.lots_of(item.id).is_empty();
                (is_out, search::fold(&item.name), item.id)
            })
            .collect();
        sorted.sort();
        let sorted: Vec<ItemId> = sorted.into_iter().map(|(_, _, id)| id).collect();
        prop_assert_eq!(household.items_by_name().collect::<Vec<_>>(), sorted);
        let mut counts: BTreeMap<Category, usize> = BTreeMap::new();
        for category in household.items().filter_map(|item| item.category) {
            *counts.entry(category).or_default() += 1;
        }
        prop_assert_eq!(household.categories().collect::<BTreeMap<_, _>>(), counts);
    }
}

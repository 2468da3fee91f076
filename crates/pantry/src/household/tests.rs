//! The work that the household does, counted: a device has it in memory for years.

use std::cell::Cell;

use jiff::civil::date;
use sync::{Author, Change, EntityId, Kind, Op, ReplicaId};

use super::*;
use crate::location::PlaceKind;
use crate::op::stored::Fields;
use crate::op::{self, Reason, entity};
use crate::quantity::Unit;

thread_local! {
    /// How often the place of a lot in the order of use was worked out.
    static WORK: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn count_work() {
    WORK.set(WORK.get() + 1);
}

const LOTS: u64 = 1_000;
/// Lots that are left in the end.
const LEFT: u64 = 5;

fn item() -> ItemId {
    ItemId::from_bytes([1; 16])
}

fn lot(number: u64) -> LotId {
    let mut bytes = [2; 16];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    LotId::from_bytes(bytes)
}

fn add(number: u64, amount: i64, reason: Reason) -> Change {
    let kind = Kind::Add {
        scope: op::scope(item(), PlaceKind::Pantry.place()),
        amount,
        reason: reason.code(),
    };
    Change::new(entity::LOT, lot(number).into(), kind)
}

/// Lots of one item as years bring them: bought, opened, and used up but for a few.
fn history() -> Vec<Op> {
    let mut fields = Fields::default();
    fields.set(op::item::NAME, &"Milk".to_owned());
    let mut changes = vec![Change::new(entity::ITEM, item().into(), fields.put())];
    for number in 0..LOTS {
        let id: EntityId = lot(number).into();
        let mut bought = Fields::default();
        bought.set(op::lot::ITEM, &item());
        bought.set(op::lot::UNIT, &Unit::Piece);
        let mut opened = Fields::default();
        opened.set(op::lot::OPENED, &date(2026, 11, 22));
        changes.push(Change::new(entity::LOT, id, bought.put()));
        changes.push(add(number, 1_000, Reason::Purchase));
        changes.push(Change::new(entity::LOT, id, opened.put()));
        let used = if number < LOTS - LEFT { 1_000 } else { 400 };
        changes.push(add(number, -used, Reason::Consume));
    }
    Author::new(ReplicaId(1)).write(1_795_305_600_000, changes)
}

#[test]
fn lots_that_are_used_up_cost_nothing() {
    WORK.set(0);
    let ops = history();
    let mut household = Household::default();
    for op in &ops {
        household.apply(op);
    }
    assert_eq!(WORK.get(), 0, "no order matters while nothing is missing");
    assert_eq!(household.lots_of(item()).len(), LEFT as usize);
    assert!(WORK.get() <= LEFT as usize, "{}", WORK.get());

    // Now something is missing, and the order of the few that are left matters.
    WORK.set(0);
    let mut author = Author::new(ReplicaId(2));
    let overdrawn = author.write(1_795_305_700_000, vec![add(0, -200, Reason::Consume)]);
    let changed = household.apply(&overdrawn[0]);
    assert!(WORK.get() <= LEFT as usize + 1, "{}", WORK.get());
    assert_eq!(
        changed.lots.len(),
        2,
        "the lot, and the one it is taken from"
    );
}

#[test]
fn a_history_is_worked_out_once_when_it_is_loaded() {
    WORK.set(0);
    let ops = history();
    let mut household = Household::default();
    for op in &ops {
        household.take_in(op.clone(), None);
    }
    assert_eq!(household.items().count(), 0, "nothing shows yet");
    let changed = household.project();
    assert_eq!(changed.lots.len(), LOTS as usize);
    assert_eq!(WORK.get(), 0);
    assert_eq!(household.lots().count(), LEFT as usize);
}

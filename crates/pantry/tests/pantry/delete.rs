//! Deleting across devices around a server that numbers ops: a delete covers what its
//! author had seen, and nothing else.

use pantry::action::{Action, ItemEdit, Transaction};
use pantry::category::Category;
use sync::Op;

use crate::device::{Device, amount, new_lot};

/// The server's log: the position of an op, from 1, is its number.
#[derive(Default)]
struct Log(Vec<Op>);

impl Log {
    fn push(&mut self, transaction: &Transaction) {
        self.0.extend(transaction.ops.iter().cloned());
    }

    /// Brings a device in step; its cursor is the basis of what it writes from now on.
    fn pull(&self, device: &mut Device) {
        for op in &self.0 {
            device.author.clock.observe(op.hlc);
        }
        device.household.apply_numbered(self.0.iter().zip(1..));
        device.author.basis = self.0.len() as u64;
    }
}

/// Two devices that know of milk, which the first one has added.
fn with_milk() -> (Log, Device, Device) {
    let (mut log, mut one, mut two) = (Log::default(), Device::new(1), Device::new(2));
    let milk = Action::AddLot(new_lot("Milk", Category::DairyEggs, "1 l"));
    log.push(&one.act(&milk));
    log.pull(&mut one);
    log.pull(&mut two);
    (log, one, two)
}

#[test]
fn an_item_that_another_device_deletes_is_gone_on_both() {
    let (mut log, mut one, mut two) = with_milk();
    let item = two.item("milk");
    log.push(&two.act(&Action::DeleteItem { item }));
    assert_eq!(two.show(), "", "its author had seen all of it");
    log.pull(&mut one);
    assert_eq!(one.show(), "");
    log.pull(&mut two);
    assert_eq!(two.show(), "");
}

/// A control: the test above must fail for a device that says it had seen nothing.
#[test]
fn a_delete_with_another_basis_covers_less() {
    let (mut log, mut one, mut two) = with_milk();
    let item = two.item("milk");
    two.author.basis = 0;
    log.push(&two.act(&Action::DeleteItem { item }));
    log.pull(&mut one);
    log.pull(&mut two);
    assert_eq!(one.show(), two.show());
    assert_ne!(one.show(), "");
}

#[test]
fn a_lot_that_the_delete_had_not_seen_brings_the_item_back() {
    let (mut log, mut one, mut two) = with_milk();
    let item = two.item("milk");
    let added = one.act(&Action::AddLot(new_lot("milk", Category::DairyEggs, "2 l")));
    let deleted = two.act(&Action::DeleteItem { item });
    for pushed in [&deleted, &added] {
        log.push(pushed);
    }
    log.pull(&mut one);
    log.pull(&mut two);
    assert_eq!(one.show(), two.show());
    let overview = one.household.overview(item).expect("food never vanishes");
    assert_eq!(
        (overview.totals.as_slice(), overview.lots),
        (&[amount("2 l")][..], 1)
    );

    log.push(&two.act(&Action::DeleteItem { item }));
    log.pull(&mut one);
    assert_eq!(one.show(), "", "now it had been seen");
}

#[test]
fn an_edit_or_a_use_that_the_delete_had_not_seen_revives() {
    let (mut log, mut one, mut two) = with_milk();
    let item = two.item("milk");
    let lot = one.household.lots_of(item)[0].id;
    let edit = ItemEdit {
        note: Some("the blue one".to_owned()),
        ..ItemEdit::default()
    };
    let edited = one.act(&Action::EditItem { item, edit });
    let used = one.act(&Action::Consume {
        lot,
        amount: amount("0.4 l"),
    });
    let deleted = two.act(&Action::DeleteItem { item });
    for pushed in [&edited, &deleted, &used] {
        log.push(pushed);
    }
    log.pull(&mut one);
    log.pull(&mut two);
    assert_eq!(one.show(), two.show());
    assert_eq!(two.left(lot), "0.6 l");
    let note = two.household.item(item).map(|item| item.note.clone());
    assert_eq!(note.as_deref(), Some("the blue one"));
}

//! Undo and redo.

use pantry::action::{Action, ItemEdit, Rejected};
use pantry::category::Category;
use pantry::household::What;
use pantry::location::PlaceKind;
use pantry::op::DiscardReason;
use pantry::quantity::Unit;

use crate::accept::{line, purchase};
use crate::device::{Device, TODAY, amount};

/// Two lots, one of them from a receipt.
fn stocked() -> Device {
    let mut device = Device::new(1);
    device.add("Rice", Category::Staples, "5 kg");
    let milk = line("MILK", "Milk", Category::DairyEggs, "3", 100);
    device.act(&Action::AcceptPurchase(purchase(vec![milk])));
    device
}

#[test]
fn undo_restores_exactly_what_was_there_and_redo_what_was_done() {
    let device = stocked();
    let item = device.item("milk");
    let lot = device.household.lots_of(item)[0].id;
    let fridge = PlaceKind::Fridge.place();
    let one = Some(amount("1"));
    let bread = line("BREAD", "Bread", Category::Bakery, "1", 250);
    let more = line("MILK", "Milk", Category::DairyEggs, "2", 200);
    let actions = [
        Action::AcceptPurchase(purchase(vec![bread, more])),
        Action::Consume {
            lot,
            amount: amount("1"),
        },
        Action::ConsumeItem {
            item,
            amount: amount("3"),
        },
        Action::Discard {
            lot,
            amount: amount("3"),
            reason: DiscardReason::Other,
        },
        Action::Move {
            lot,
            part: one,
            to: PlaceKind::Pantry.place(),
        },
        Action::Freeze { lot, part: None },
        Action::Open {
            lot,
            part: one,
            on: TODAY,
        },
        Action::Split {
            lot,
            amount: amount("2"),
        },
        Action::Count {
            item,
            place: fridge,
            found: vec![(lot, amount("7"))],
        },
        Action::DeleteItem { item },
        Action::DeleteLot { lot },
    ];
    for action in actions {
        let mut device = stocked();
        let before = device.show();
        let txn = device.act(&action).id;
        let after = device.show();
        assert_ne!(after, before, "{action:?} shows");
        device.act(&Action::Undo { txn });
        assert_eq!(device.show(), before, "undo of {action:?}");
        device.act(&Action::Redo { txn });
        assert_eq!(device.show(), after, "redo of {action:?}");
    }
}

#[test]
fn undoing_twice_is_refused_with_the_next_step() {
    let mut device = stocked();
    let txn = device.household.journal().next().expect("an action").txn;
    assert_eq!(device.plan(&Action::Redo { txn }), Err(Rejected::NotUndone));
    let undo = device.act(&Action::Undo { txn }).id;
    assert_eq!(
        device.plan(&Action::Undo { txn }),
        Err(Rejected::AlreadyUndone)
    );
    assert_eq!(
        device.plan(&Action::Undo { txn: undo }),
        Err(Rejected::IsUndo)
    );
    let mut other = Device::new(2);
    assert_eq!(
        other.plan(&Action::Undo { txn }),
        Err(Rejected::NoSuchAction)
    );
}

#[test]
fn food_bought_later_stays_when_the_purchase_that_named_its_item_is_undone() {
    let mut device = Device::new(1);
    let milk = || vec![line("MILK", "Milk", Category::DairyEggs, "3", 100)];
    let first = device.act(&Action::AcceptPurchase(purchase(milk()))).id;
    device.act(&Action::AcceptPurchase(purchase(milk())));
    device.act(&Action::Undo { txn: first });
    let overview = device
        .household
        .overview(device.item("milk"))
        .expect("it is shown");
    assert_eq!(overview.totals, [amount("3")]);
}

#[test]
fn what_was_used_of_an_undone_purchase_is_taken_from_what_is_left() {
    let mut device = Device::new(1);
    let milk = || vec![line("MILK", "Milk", Category::DairyEggs, "3", 100)];
    device.act(&Action::AcceptPurchase(purchase(milk())));
    let twice = device.act(&Action::AcceptPurchase(purchase(milk()))).id;
    let item = device.item("milk");
    device.act(&Action::ConsumeItem {
        item,
        amount: amount("5"),
    });
    device.act(&Action::Undo { txn: twice });
    let overview = device.household.overview(item).expect("it is shown");
    assert_eq!(overview.totals, [amount("0")], "5 of 3 were used");
    assert!(device.household.needs_count(item));
}

#[test]
fn a_purchase_is_undone_on_every_device() {
    let mut one = stocked();
    let mut two = one.twin(2);
    let txn = one.household.journal().next().expect("an action").txn;
    let undone = two.act(&Action::Undo { txn });
    one.receive(&undone.ops);
    assert_eq!(one.show(), two.show());
    assert!(one.household.item_named("milk").is_none());
}

#[test]
fn an_undone_purchase_keeps_its_unit_in_the_books_and_in_the_journal() {
    let mut device = Device::new(1);
    device.add("Flour", Category::Staples, "1 kg");
    let bought = crate::device::new_lot("Flour", Category::Staples, "500 g");
    let txn = device.act(&Action::AddLot(bought)).id;
    let item = device.item("flour");
    let lots = device.household.lots_of(item);
    let grams = lots.iter().find(|lot| lot.unit == Unit::Gram);
    let lot = grams.expect("the second lot").id;
    let used = device.act(&Action::Consume {
        lot,
        amount: amount("200 g"),
    });
    device.act(&Action::Undo { txn });
    let totals = &device.household.overview(item).expect("it is shown").totals;
    assert_eq!(*totals, [amount("0.8 kg")]);
    let entry = device.household.entry(used.id).expect("an entry");
    let lots = vec![(lot, amount("200 g"))];
    assert_eq!(entry.what, What::Consumed { lots });
    let entry = device.household.entry(txn).expect("an entry");
    let quantity = amount("500 g");
    assert_eq!(entry.what, What::Added { lot, quantity });
}

#[test]
fn a_rename_that_is_undone_does_not_show_on_an_item_whose_making_was_undone() {
    let mut device = Device::new(1);
    let rice = crate::device::new_lot("Rice", Category::Staples, "5 kg");
    let made = device.act(&Action::AddLot(rice.clone())).id;
    device.act(&Action::AddLot(rice));
    device.act(&Action::Undo { txn: made });
    let before = device.show();
    let item = device.item("rice");
    let edit = ItemEdit {
        name: Some("Brown rice".to_owned()),
        ..ItemEdit::default()
    };
    let txn = device.act(&Action::EditItem { item, edit }).id;
    assert!(device.household.item_named("brown rice").is_some());
    device.act(&Action::Undo { txn });
    assert_eq!(device.show(), before);
}

//! Using up, throwing away and counting.

use jiff::civil::date;
use pantry::action::{Action, DateChoice, NewLot, Rejected};
use pantry::category::Category;
use pantry::household::What;
use pantry::lot::Marked;
use pantry::money::{Currency, Money};
use pantry::op::DiscardReason;

use crate::device::{Device, amount, new_lot};

/// A device with three lots of milk that are due one after the other, added out of order.
fn with_milk() -> Device {
    let mut device = Device::new(1);
    for (day, quantity) in [(28, "1 l"), (24, "500 ml"), (26, "1 l")] {
        let milk = new_lot("Milk", Category::DairyEggs, quantity);
        let printed = DateChoice::Given(Marked::best_before(date(2026, 11, day)));
        device.act(&Action::AddLot(NewLot {
            date: printed,
            ..milk
        }));
    }
    device
}

fn left(device: &Device) -> Vec<String> {
    let lots = device.household.all_lots_of(device.item("Milk"));
    lots.iter().map(|lot| device.left(lot.id)).collect()
}

#[test]
fn an_item_is_used_up_from_the_lot_that_is_due_first() {
    let mut device = with_milk();
    let item = device.item("Milk");
    device.act(&Action::ConsumeItem {
        item,
        amount: amount("0.7 l"),
    });
    assert_eq!(left(&device), ["0 ml", "0.8 l", "1 l"]);
    device.act(&Action::ConsumeItem {
        item,
        amount: amount("1800 ml"),
    });
    assert_eq!(left(&device), ["0 ml", "0 l", "0 l"]);
}

#[test]
fn one_cannot_use_more_than_is_left() {
    let mut device = with_milk();
    let item = device.item("Milk");
    let lot = device.household.lots_of(item)[0].id;
    let check = |device: &mut Device, action, message: &str| {
        let why = device.plan(&action).expect_err(message);
        assert_eq!(why.to_string(), message);
    };
    check(
        &mut device,
        Action::ConsumeItem {
            item,
            amount: amount("3 l"),
        },
        "only 2.5 l is left; enter at most that, or count what is there",
    );
    check(
        &mut device,
        Action::Consume {
            lot,
            amount: amount("1 l"),
        },
        "only 500 ml is left; enter at most that, or count what is there",
    );
    check(
        &mut device,
        Action::Consume {
            lot,
            amount: amount("2"),
        },
        "pc cannot be turned into ml; enter the amount in ml",
    );
    check(
        &mut device,
        Action::ConsumeItem {
            item,
            amount: amount("2 kg"),
        },
        "kg cannot be turned into ml; enter the amount in ml",
    );
    check(
        &mut device,
        Action::Consume {
            lot,
            amount: amount("0 ml"),
        },
        "the amount is not above zero; enter how much",
    );
}

#[test]
fn all_of_a_lot_can_be_used_in_the_unit_that_was_shown() {
    let mut device = Device::new(1);
    let lot = device.add("Flour", Category::Staples, "1 g");
    let shown = device
        .household
        .quantity(lot)
        .convert(pantry::quantity::Unit::Ounce);
    device.act(&Action::Consume {
        lot,
        amount: shown.expect("grams are ounces"),
    });
    assert_eq!(device.left(lot), "0 g");
}

#[test]
fn what_is_thrown_away_is_gone_with_its_reason() {
    let mut device = Device::new(1);
    let lot = device.add("Salad", Category::Produce, "2");
    device.act(&Action::Discard {
        lot,
        amount: amount("2"),
        reason: DiscardReason::Spoiled,
    });
    assert_eq!(device.household.lots().count(), 0);
    assert!(
        device.household.item_named("salad").is_some(),
        "the item stays"
    );
    assert!(
        device.household.lot(lot).is_some(),
        "and the lot, for the history"
    );
}

#[test]
fn two_people_who_take_the_last_one_are_asked_to_count() {
    let mut one = Device::new(1);
    let lot = one.add("Eggs", Category::DairyEggs, "1");
    let mut two = one.twin(2);
    let take = Action::Consume {
        lot,
        amount: amount("1"),
    };
    let first = one.act(&take);
    let second = two.act(&take);
    one.receive(&second.ops);
    two.receive(&first.ops);
    assert_eq!(one.show(), two.show());
    assert_eq!(one.left(lot), "0 pc", "never less than nothing");
    assert_eq!(one.household.balance(lot), -1_000);
    let item = one.item("eggs");
    assert!(one.household.needs_count(item));

    let place = one.household.lot(lot).expect("a lot").place;
    one.act(&Action::Count {
        item,
        place,
        found: vec![(lot, amount("0"))],
    });
    assert!(!one.household.needs_count(item), "counting settles it");
}

#[test]
fn what_was_overdrawn_is_taken_from_the_next_lot() {
    let mut one = with_milk();
    let item = one.item("Milk");
    let lots: Vec<_> = one
        .household
        .lots_of(item)
        .iter()
        .map(|lot| lot.id)
        .collect();
    let mut two = one.twin(2);
    let take = Action::Consume {
        lot: lots[0],
        amount: amount("400 ml"),
    };
    one.act(&take);
    let second = two.act(&take);
    one.receive(&second.ops);
    assert_eq!(one.household.balance(lots[0]), -300_000, "300 ml short");
    assert_eq!(left(&one), ["0 ml", "0.7 l", "1 l"]);
    assert!(one.household.needs_count(item));
}

#[test]
fn more_of_a_lot_is_a_difference_that_costs_nothing() {
    let mut device = Device::new(1);
    let milk = NewLot {
        price: Some(Money::new(300, Currency::EUR)),
        ..new_lot("Milk", Category::DairyEggs, "2")
    };
    device.act(&Action::AddLot(milk));
    let lot = device.household.lots_of(device.item("Milk"))[0].id;
    let done = device.act(&Action::Increase {
        lot,
        amount: amount("1"),
    });
    assert_eq!(device.left(lot), "3 pc");
    assert!(
        done.ops
            .iter()
            .all(|op| matches!(op.kind, sync::Kind::Add { amount: 1_000, .. }))
    );
    // What it cost was for two.
    assert_eq!(device.household.original(lot), amount("2"));
    let price = device.household.lot(lot).and_then(|lot| lot.price);
    assert_eq!(price, Some(Money::new(300, Currency::EUR)));
    let what = device.household.entry(done.id).map(|entry| entry.what);
    let quantity = amount("1");
    assert_eq!(what, Some(What::Increased { lot, quantity }));
    device.act(&Action::Undo { txn: done.id });
    assert_eq!(device.left(lot), "2 pc");
    let none = Action::Increase {
        lot,
        amount: amount("0"),
    };
    assert_eq!(device.plan(&none), Err(Rejected::NotPositive));
}

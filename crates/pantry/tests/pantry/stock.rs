//! Using up, throwing away and counting.

use jiff::civil::date;
use pantry::action::{Action, DateChoice, NewLot, Rejected};
use pantry::category::Category;
use pantry::lot::Marked;
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
    let mut two = Device::new(2);
    let all: Vec<_> = one
        .household
        .state()
        .ops()
        .map(|(op, _)| op.clone())
        .collect();
    two.receive(&all);
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
    let mut two = Device::new(2);
    let all: Vec<_> = one
        .household
        .state()
        .ops()
        .map(|(op, _)| op.clone())
        .collect();
    two.receive(&all);
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
fn a_count_is_what_stands_there_whatever_was_used_before_it() {
    let mut one = Device::new(1);
    let lot = one.add("Rice", Category::Staples, "5 kg");
    let mut two = Device::new(2);
    let all: Vec<_> = one
        .household
        .state()
        .ops()
        .map(|(op, _)| op.clone())
        .collect();
    two.receive(&all);
    // Used offline before the count, and learnt of after it.
    let used = two.act(&Action::Consume {
        lot,
        amount: amount("2 kg"),
    });
    one.now_ms += 60_000;
    let (item, place) = (
        one.item("Rice"),
        one.household.lot(lot).expect("a lot").place,
    );
    one.act(&Action::Count {
        item,
        place,
        found: vec![(lot, amount("3 kg"))],
    });
    one.receive(&used.ops);
    assert_eq!(one.left(lot), "3 kg", "not subtracted twice");
}

#[test]
fn a_lot_that_a_count_did_not_know_of_is_asked_about() {
    let mut one = Device::new(1);
    let first = one.add("Beans", Category::Canned, "4");
    let mut two = Device::new(2);
    let all: Vec<_> = one
        .household
        .state()
        .ops()
        .map(|(op, _)| op.clone())
        .collect();
    two.receive(&all);
    let lots: Vec<_> = {
        let added = two.act(&Action::AddLot(new_lot("Beans", Category::Canned, "2")));
        added.ops
    };
    one.now_ms += 60_000;
    let (item, place) = (
        one.item("Beans"),
        one.household.lot(first).expect("a lot").place,
    );
    one.act(&Action::Count {
        item,
        place,
        found: vec![(first, amount("6"))],
    });
    one.receive(&lots);
    let overview = one.household.overview(item).expect("an item");
    assert_eq!(overview.totals, [amount("6")], "they stood there already");
    assert!(one.household.needs_count(item));
    let found = vec![(first, amount("6"))];
    one.act(&Action::Count { item, place, found });
    assert!(
        !one.household.needs_count(item),
        "now they are known to be gone"
    );
}

#[test]
fn a_used_up_lot_is_no_question_after_a_count() {
    let mut device = Device::new(1);
    let old = device.add("Beans", Category::Canned, "1");
    device.act(&Action::Consume {
        lot: old,
        amount: amount("1"),
    });
    let new = device.add("Beans", Category::Canned, "4");
    let (item, place) = (
        device.item("Beans"),
        device.household.lot(new).expect("a lot").place,
    );
    let found = vec![(new, amount("4"))];
    device.act(&Action::Count { item, place, found });
    assert!(!device.household.needs_count(item));
}

#[test]
fn a_count_is_of_one_shelf() {
    let mut device = Device::new(1);
    let rice = device.add("Rice", Category::Staples, "1 kg");
    device.add("Beans", Category::Canned, "1");
    let place = device.household.lot(rice).expect("a lot").place;
    let item = device.item("Beans");
    let found = vec![(rice, amount("1 kg"))];
    let why = device.plan(&Action::Count { item, place, found });
    assert_eq!(why, Err(Rejected::OtherShelf));
}

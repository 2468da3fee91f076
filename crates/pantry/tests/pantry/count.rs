//! Counting what stands on a shelf.

use pantry::action::{Action, Rejected};
use pantry::category::Category;
use pantry::location::PlaceKind;

use crate::device::{Device, amount, new_lot};

#[test]
fn a_count_is_what_stands_there_whatever_was_used_before_it() {
    let mut one = Device::new(1);
    let lot = one.add("Rice", Category::Staples, "5 kg");
    let mut two = one.twin(2);
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
    let mut two = one.twin(2);
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

#[test]
fn a_counted_shelf_shows_what_was_counted_whatever_is_missing_on_another() {
    let mut one = Device::new(1);
    let elsewhere = one.add("Beans", Category::Canned, "1");
    one.act(&Action::Move {
        lot: elsewhere,
        part: None,
        to: PlaceKind::Fridge.place(),
    });
    let here = one.add("Beans", Category::Canned, "6");
    let mut two = one.twin(2);
    let take = Action::Consume {
        lot: elsewhere,
        amount: amount("1"),
    };
    one.act(&take);
    let second = two.act(&take);
    one.receive(&second.ops);
    assert_eq!(one.left(here), "5 pc", "one is missing elsewhere");
    let (item, place) = (one.item("beans"), PlaceKind::Pantry.place());
    for found in ["5", "6"] {
        one.act(&Action::Count {
            item,
            place,
            found: vec![(here, amount(found))],
        });
        assert_eq!(one.household.quantity(here), amount(found));
        assert!(!one.household.needs_count(item));
    }
}

#[test]
fn two_people_who_count_the_same_shelf_end_at_what_they_found() {
    let mut one = Device::new(1);
    let lot = one.add("Butter", Category::DairyEggs, "4");
    let mut two = one.twin(2);
    // Moves that crossed have left amounts in two places.
    let moved = [
        one.act(&Action::Move {
            lot,
            part: None,
            to: PlaceKind::Pantry.place(),
        }),
        two.act(&Action::Freeze { lot, part: None }),
    ];
    for device in [&mut one, &mut two] {
        moved.iter().for_each(|moved| device.receive(&moved.ops));
    }
    let item = one.item("butter");
    let place = one.household.lot(lot).expect("a lot").place;
    let count = Action::Count {
        item,
        place,
        found: vec![(lot, amount("3"))],
    };
    let counted = [one.act(&count), two.act(&count)];
    one.receive(&counted[1].ops);
    two.receive(&counted[0].ops);
    assert_eq!(one.show(), two.show());
    assert_eq!(one.left(lot), "3 pc");
}

#[test]
fn more_lots_than_one_op_holds_are_counted_at_once() {
    let mut device = Device::new(1);
    for _ in 0..130 {
        device.act(&Action::AddLot(new_lot("Beans", Category::Canned, "2")));
    }
    let item = device.item("beans");
    let lots = device.household.lots_of(item);
    let found: Vec<_> = lots
        .iter()
        .skip(3)
        .map(|lot| (lot.id, amount("1")))
        .collect();
    let place = lots[0].place;
    let counted = device.act(&Action::Count { item, place, found });
    for op in counted.ops {
        sync::codec::Stored::seal(op).expect("within the limits");
    }
    let totals = &device.household.overview(item).expect("it is shown").totals;
    assert_eq!(*totals, [amount("127")]);
    assert!(!device.household.needs_count(item));
}

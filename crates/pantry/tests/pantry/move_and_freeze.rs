//! Moving, freezing, thawing, opening and splitting.

use jiff::civil::date;
use pantry::action::{Action, Rejected};
use pantry::category::Category;
use pantry::due::Why;
use pantry::id::LotId;
use pantry::location::PlaceKind;

use crate::device::{Device, TODAY, amount};

fn due(device: &Device, lot: LotId) -> String {
    let lot = device.household.lot(lot).expect("a lot");
    let due = device.household.due(lot).expect("a day");
    format!("{} {:?}", due.on, due.why)
}

#[test]
fn freezing_gives_the_freezers_days_and_thawing_the_days_after_it() {
    let mut device = Device::new(1);
    let lot = device.add("Mince", Category::Meat, "500 g");
    assert_eq!(due(&device, lot), "2026-11-23 Estimated");
    device.act(&Action::Freeze { lot, part: None });
    assert_eq!(due(&device, lot), "2027-02-21 Frozen");
    assert_eq!(
        device.household.lot(lot).map(|lot| lot.place),
        Some(PlaceKind::Freezer.place())
    );
    assert_eq!(device.left(lot), "500 g", "moving keeps the amount");
    let why = device.plan(&Action::Freeze { lot, part: None });
    assert_eq!(why, Err(Rejected::AlreadyFrozen));

    device.today = date(2027, 1, 10);
    device.act(&Action::Thaw { lot, part: None });
    assert_eq!(due(&device, lot), "2027-01-11 Thawed");
    assert_eq!(
        device.household.lot(lot).map(|lot| lot.place),
        Some(PlaceKind::Fridge.place())
    );
    let why = device.plan(&Action::Thaw { lot, part: None });
    assert_eq!(why, Err(Rejected::NotFrozen));
}

#[test]
fn moving_into_a_freezer_is_freezing() {
    let mut device = Device::new(1);
    let lot = device.add("Bread", Category::Bakery, "1");
    let to = PlaceKind::Freezer.place();
    device.act(&Action::Move {
        lot,
        part: None,
        to,
    });
    assert_eq!(
        device.household.lot(lot).and_then(|lot| lot.frozen),
        Some(TODAY)
    );
    let why = device.plan(&Action::Move {
        lot,
        part: None,
        to,
    });
    assert_eq!(why, Err(Rejected::SamePlace));
}

#[test]
fn an_estimate_follows_the_lot_to_its_new_place_and_a_printed_date_does_not_move() {
    let mut device = Device::new(1);
    let lot = device.add("Potatoes", Category::Produce, "1");
    assert_eq!(due(&device, lot), "2026-12-22 Estimated");
    let to = PlaceKind::Fridge.place();
    device.act(&Action::Move {
        lot,
        part: None,
        to,
    });
    assert_eq!(due(&device, lot), "2026-11-29 Estimated");
}

#[test]
fn where_food_should_not_be_kept_the_day_of_the_move_is_the_last() {
    let mut device = Device::new(1);
    let lot = device.add("Yogurt", Category::DairyEggs, "1");
    assert_eq!(due(&device, lot), "2026-11-29 Estimated");
    device.today = date(2026, 11, 24);
    let to = PlaceKind::Pantry.place();
    let part = None;
    device.act(&Action::Move { lot, part, to });
    assert_eq!(due(&device, lot), "2026-11-24 Estimated");
}

#[test]
fn half_of_a_lot_can_be_frozen() {
    let mut device = Device::new(1);
    let lot = device.add("Mince", Category::Meat, "1 kg");
    device.act(&Action::Freeze {
        lot,
        part: Some(amount("400 g")),
    });
    let item = device.item("Mince");
    let lots = device.household.lots_of(item);
    let shown: Vec<_> = lots
        .iter()
        .map(|lot| (device.left(lot.id), lot.is_frozen(), lot.split_from))
        .collect();
    assert_eq!(
        shown,
        [
            ("0.6 kg".to_owned(), false, None),
            ("0.4 kg".to_owned(), true, Some(lot)),
        ]
    );
    let overview = device.household.overview(item).expect("an item");
    assert_eq!(overview.totals, [amount("1 kg")]);
}

#[test]
fn opening_brings_the_day_forward_and_never_back() {
    let mut device = Device::new(1);
    let lot = device.add("Tomatoes in a can", Category::Canned, "3");
    device.act(&Action::Open {
        lot,
        part: Some(amount("1")),
        on: TODAY,
    });
    let item = device.item("tomatoes in a can");
    let opened = device.household.lots_of(item)[0];
    assert_eq!(opened.opened, Some(TODAY));
    let due = device.household.due(opened).expect("a day");
    assert_eq!(
        (due.on, due.why),
        (TODAY, Why::Opened),
        "an open can does not keep in the pantry"
    );
    let opened = opened.id;
    device.act(&Action::Move {
        lot: opened,
        part: None,
        to: PlaceKind::Fridge.place(),
    });
    assert_eq!(self::due(&device, opened), "2026-11-27 Opened");
    let why = device.plan(&Action::Open {
        lot: opened,
        part: None,
        on: TODAY,
    });
    assert_eq!(why, Err(Rejected::AlreadyOpen));
}

#[test]
fn splitting_keeps_the_sum_and_the_price_in_one_place() {
    let mut device = Device::new(1);
    let lot = device.add("Rice", Category::Staples, "5 kg");
    device.act(&Action::Split {
        lot,
        amount: amount("2 kg"),
    });
    let item = device.item("Rice");
    let overview = device.household.overview(item).expect("an item");
    assert_eq!(
        (overview.totals.as_slice(), overview.lots),
        (&[amount("5 kg")][..], 2)
    );
    let all = Action::Split {
        lot,
        amount: amount("3 kg"),
    };
    assert_eq!(
        device.plan(&all),
        Err(Rejected::NothingChanged),
        "all of it is no part"
    );
}

#[test]
fn a_move_and_a_use_elsewhere_at_the_same_time_both_count() {
    let mut one = Device::new(1);
    let lot = one.add("Butter", Category::DairyEggs, "4");
    let mut two = one.twin(2);
    let moved = one.act(&Action::Freeze { lot, part: None });
    let used = two.act(&Action::Consume {
        lot,
        amount: amount("1"),
    });
    let moved_too = two.act(&Action::Move {
        lot,
        part: None,
        to: PlaceKind::Pantry.place(),
    });
    one.receive(&used.ops);
    one.receive(&moved_too.ops);
    two.receive(&moved.ops);
    assert_eq!(one.show(), two.show());
    assert_eq!(one.left(lot), "3 pc", "both moves, and one use");

    let (item, place) = (
        one.item("Butter"),
        one.household.lot(lot).expect("a lot").place,
    );
    one.act(&Action::Count {
        item,
        place,
        found: vec![(lot, amount("3"))],
    });
    assert_eq!(
        one.left(lot),
        "3 pc",
        "a count clears what the moves left elsewhere"
    );
}

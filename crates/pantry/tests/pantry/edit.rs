//! Putting right what is known, and removing mistakes.

use jiff::civil::date;
use pantry::action::{Action, Edit, ItemEdit, LotEdit, Rejected};
use pantry::category::Category;
use pantry::id::LotId;
use pantry::lot::Marked;
use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};

use crate::device::{Device, amount};

fn edit_item(device: &Device, name: &str, edit: ItemEdit) -> Action {
    let item = device.item(name);
    Action::EditItem { item, edit }
}

#[test]
fn an_item_is_renamed_and_found_by_its_new_name() {
    let mut device = Device::new(1);
    device.add("Milc", Category::DairyEggs, "1 l");
    let edit = ItemEdit {
        name: Some(" Milk ".to_owned()),
        note: Some("the blue one".to_owned()),
        ..ItemEdit::default()
    };
    device.act(&edit_item(&device, "milc", edit));
    assert!(device.household.item_named("milc").is_none());
    let item = device.household.item_named("milk").expect("renamed");
    assert_eq!(
        (item.name.as_str(), item.note.as_str()),
        ("Milk", "the blue one")
    );
    assert_eq!(
        device.household.search("mikl", 5).len(),
        1,
        "a slip is forgiven"
    );
}

#[test]
fn a_corrected_category_corrects_estimates_and_leaves_printed_dates() {
    let mut device = Device::new(1);
    let guessed = device.add("Salmon", Category::Canned, "1");
    let printed = device.add("Salmon", Category::Canned, "1");
    let day = Marked::use_by(date(2026, 11, 30));
    device.act(&Action::EditLot {
        lot: printed,
        edit: LotEdit {
            date: Edit::Set(day),
            ..LotEdit::default()
        },
    });
    let edit = ItemEdit {
        category: Edit::Set(Category::Breakfast),
        ..ItemEdit::default()
    };
    device.act(&edit_item(&device, "salmon", edit));
    let date_of = |lot| device.household.lot(lot).and_then(|lot| lot.date);
    let guess = date_of(guessed).expect("a date");
    assert_eq!((guess.on, guess.estimated), (date(2027, 5, 23), true));
    assert_eq!(date_of(printed), Some(day));
}

#[test]
fn a_new_name_corrects_estimates_where_it_says_another_food() {
    let mut device = Device::new(1);
    let lot = device.add("Mjölkk", Category::DairyEggs, "1 l");
    let date_of = |device: &Device| {
        let date = device.household.lot(lot).and_then(|lot| lot.date);
        date.map(|date| (date.on, date.estimated))
    };
    let rename = |device: &Device, from: &str, to: &str| {
        let edit = ItemEdit {
            name: Some(to.to_owned()),
            ..ItemEdit::default()
        };
        edit_item(device, from, edit)
    };
    assert_eq!(date_of(&device), Some((date(2026, 12, 6), true)));
    let yogurt = rename(&device, "mjölkk", "Yoghurt");
    device.act(&yogurt);
    assert_eq!(date_of(&device), Some((date(2026, 11, 29), true)));
    let fruit = rename(&device, "yoghurt", "Yoghurt with fruit");
    let ops = device.act(&fruit).ops;
    assert_eq!(ops.len(), 1, "the same food keeps its date");
}

#[test]
fn an_amount_that_was_mistyped_is_put_right() {
    let mut device = Device::new(1);
    let lot = device.add("Flour", Category::Staples, "500");
    let set = |quantity: &str| Action::EditLot {
        lot,
        edit: LotEdit {
            quantity: Some(amount(quantity)),
            ..LotEdit::default()
        },
    };
    device.act(&set("500 g"));
    assert_eq!(device.left(lot), "500 g", "from pieces to grams");
    device.act(&set("0.75 kg"));
    assert_eq!(device.left(lot), "750 g", "in the unit that it has");
    assert_eq!(device.plan(&set("750 g")), Err(Rejected::NothingChanged));
}

#[test]
fn a_lot_filed_under_the_wrong_item_goes_to_the_right_one_with_its_amount() {
    let mut device = Device::new(1);
    device.add("Oat milk", Category::DairyEggs, "1 l");
    let lot = device.add("Milk", Category::DairyEggs, "2 l");
    let oat = device.item("oat milk");
    device.act(&Action::EditLot {
        lot,
        edit: LotEdit {
            item: Some(oat),
            price: Edit::Set(Money::new(320, Currency::EUR)),
            ..LotEdit::default()
        },
    });
    let totals = |name| {
        device
            .household
            .overview(device.item(name))
            .expect("it")
            .totals
    };
    assert_eq!(totals("oat milk"), [amount("3 l")]);
    assert_eq!(totals("milk"), [amount("0 l")]);
}

fn edit_lot(lot: LotId, edit: LotEdit) -> Action {
    Action::EditLot { lot, edit }
}

/// What is known of a lot's package.
fn package(device: &Device, lot: LotId) -> (Option<String>, Option<Quantity>) {
    let lot = device.household.lot(lot).expect("a lot");
    (lot.brand.clone(), lot.size)
}

#[test]
fn brand_and_size_of_a_lot_are_put_right_and_taken_back() {
    let mut device = Device::new(1);
    let lot = device.add("Spaghetti", Category::Staples, "2");
    let brand = |brand| LotEdit {
        brand,
        ..LotEdit::default()
    };
    let size = |size| LotEdit {
        size,
        ..LotEdit::default()
    };
    device.act(&edit_lot(lot, brand(Edit::Set(" Grano d'Oro ".to_owned()))));
    let sized = device.act(&edit_lot(lot, size(Edit::Set(amount("500 g")))));
    let known = Some("Grano d'Oro".to_owned());
    assert_eq!(
        package(&device, lot),
        (known.clone(), Some(amount("500 g")))
    );
    device.act(&Action::Undo { txn: sized.id });
    assert_eq!(package(&device, lot), (known, None));

    device.act(&Action::Redo { txn: sized.id });
    device.act(&edit_lot(lot, brand(Edit::Set("  ".to_owned()))));
    device.act(&edit_lot(lot, size(Edit::Clear)));
    assert_eq!(package(&device, lot), (None, None), "neither is known");
    assert_eq!(device.left(lot), "2 pc", "how much there is stays");
}

#[test]
fn a_package_holds_something_and_its_brand_is_short_enough_to_keep() {
    let mut device = Device::new(1);
    let lot = device.add("Spaghetti", Category::Staples, "2");
    let size = |milli| {
        let size = Edit::Set(Quantity::new(milli, Unit::Gram));
        edit_lot(
            lot,
            LotEdit {
                size,
                ..LotEdit::default()
            },
        )
    };
    assert_eq!(device.plan(&size(0)), Err(Rejected::NotPositive));
    assert_eq!(device.plan(&size(i64::MAX)), Err(Rejected::TooMuch));
    let long = LotEdit {
        brand: Edit::Set("x".repeat(400)),
        ..LotEdit::default()
    };
    let why = device.plan(&edit_lot(lot, long));
    assert_eq!(why, Err(Rejected::TooLong { limit: 250 }));
}

#[test]
fn a_deleted_item_takes_its_lots_along_and_comes_back_with_them() {
    let mut device = Device::new(1);
    device.add("Milk", Category::DairyEggs, "1 l");
    device.add("Milk", Category::DairyEggs, "2 l");
    let before = device.show();
    let item = device.item("milk");
    let txn = device.act(&Action::DeleteItem { item }).id;
    assert_eq!(device.show(), "");
    assert_eq!(
        device.plan(&Action::DeleteItem { item }),
        Err(Rejected::NoSuchItem)
    );
    device.act(&Action::Undo { txn });
    assert_eq!(device.show(), before);
}

#[test]
fn a_lot_that_another_device_added_keeps_a_deleted_item_in_sight() {
    let mut one = Device::new(1);
    one.add("Milk", Category::DairyEggs, "1 l");
    let mut two = one.twin(2);
    let milk = crate::device::new_lot("milk", Category::DairyEggs, "3 l");
    let added = two.act(&Action::AddLot(milk));
    let item = one.item("milk");
    let deleted = one.act(&Action::DeleteItem { item });
    one.receive(&added.ops);
    two.receive(&deleted.ops);
    assert_eq!(one.show(), two.show());
    let overview = one.household.overview(item).expect("food never vanishes");
    assert_eq!(overview.totals, [amount("3 l")]);
}

#[test]
fn a_mistaken_lot_is_deleted_alone() {
    let mut device = Device::new(1);
    let lot = device.add("Milk", Category::DairyEggs, "1 l");
    device.act(&Action::DeleteLot { lot });
    assert!(device.household.lot(lot).is_none());
    assert!(device.household.item_named("milk").is_some());
    assert_eq!(
        device.plan(&Action::DeleteLot { lot }),
        Err(Rejected::NoSuchLot)
    );
}

#[test]
fn what_would_change_nothing_is_no_action() {
    let mut device = Device::new(1);
    device.add("Milk", Category::DairyEggs, "1 l");
    let same = ItemEdit {
        name: Some("Milk".to_owned()),
        category: Edit::Set(Category::DairyEggs),
        ..ItemEdit::default()
    };
    let action = edit_item(&device, "milk", same);
    assert_eq!(device.plan(&action), Err(Rejected::NothingChanged));
    let long = ItemEdit {
        name: Some("x".repeat(400)),
        ..ItemEdit::default()
    };
    let action = edit_item(&device, "milk", long);
    assert_eq!(device.plan(&action), Err(Rejected::TooLong { limit: 250 }));
}

fn set(lot: LotId, quantity: &str) -> Action {
    Action::EditLot {
        lot,
        edit: LotEdit {
            quantity: Some(amount(quantity)),
            ..LotEdit::default()
        },
    }
}

#[test]
fn two_people_who_put_the_same_slip_right_do_it_once() {
    let mut one = Device::new(1);
    let lot = one.add("Eggs", Category::DairyEggs, "5");
    let mut two = one.twin(2);
    two.now_ms = one.now_ms + 500;
    let first = one.act(&set(lot, "3"));
    let second = two.act(&set(lot, "3"));
    one.receive(&second.ops);
    two.receive(&first.ops);
    assert_eq!(one.show(), two.show());
    assert_eq!(one.left(lot), "3 pc", "and not 1");
    let used = one.act(&Action::Consume {
        lot,
        amount: amount("1"),
    });
    two.receive(&used.ops);
    assert_eq!(two.left(lot), "2 pc", "what is used later counts");
}

/// Two lots of milk, the first of which two people have used at once: 300 ml too much.
fn overdrawn() -> (Device, [LotId; 3]) {
    let mut one = Device::new(1);
    let lots = [26, 27, 28].map(|day| {
        let milk = crate::device::new_lot("Milk", Category::DairyEggs, "500 ml");
        let date = Marked::best_before(date(2026, 11, day));
        one.act(&Action::AddLot(pantry::action::NewLot {
            date: pantry::action::DateChoice::Given(date),
            ..milk
        }));
        let item = one.item("milk");
        let lots = one.household.lots_of(item);
        lots.last().expect("it was added").id
    });
    let mut two = one.twin(2);
    let take = Action::Consume {
        lot: lots[0],
        amount: amount("400 ml"),
    };
    one.act(&take);
    let second = two.act(&take);
    one.receive(&second.ops);
    assert_eq!(one.household.balance(lots[0]), -300_000);
    assert_eq!(lots.map(|lot| one.left(lot)), ["0 ml", "200 ml", "500 ml"]);
    (one, lots)
}

#[test]
fn an_amount_that_is_set_shows_whatever_is_missing_elsewhere() {
    for (quantity, shown) in [
        ("200 ml", "200 ml"),
        ("500 ml", "500 ml"),
        ("0.1 l", "100 ml"),
    ] {
        let (mut device, lots) = overdrawn();
        device.act(&set(lots[1], quantity));
        assert_eq!(lots.map(|lot| device.left(lot)), ["0 ml", shown, "500 ml"]);
        assert!(!device.household.needs_count(device.item("milk")));
        let again = device.plan(&set(lots[1], quantity));
        assert_eq!(again, Err(Rejected::NothingChanged));
    }
}

#[test]
fn the_other_lots_stay_as_they_are_shown_when_one_is_set() {
    let (mut device, lots) = overdrawn();
    device.act(&set(lots[2], "400 ml"));
    let left = lots.map(|lot| device.left(lot));
    assert_eq!(left, ["0 ml", "200 ml", "400 ml"]);
}

#[test]
fn a_set_amount_settles_what_was_used_of_an_undone_purchase() {
    let mut device = Device::new(1);
    let first = device.add("Milk", Category::DairyEggs, "3 l");
    let milk = crate::device::new_lot("Milk", Category::DairyEggs, "1000 ml");
    let twice = device.act(&Action::AddLot(milk)).id;
    let item = device.item("milk");
    let lots = device.household.lots_of(item);
    let second = lots.iter().find(|lot| lot.id != first).expect("two").id;
    device.act(&Action::Consume {
        lot: second,
        amount: amount("250 ml"),
    });
    device.act(&Action::Undo { txn: twice });
    assert_eq!(
        device.left(first),
        "2.75 l",
        "in the unit of the lot that is gone"
    );
    assert!(device.household.needs_count(item));
    device.act(&set(first, "2 l"));
    assert_eq!(device.left(first), "2 l");
    assert!(!device.household.needs_count(item));
}

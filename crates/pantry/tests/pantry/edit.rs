//! Putting right what is known, and removing mistakes.

use jiff::civil::date;
use pantry::action::{Action, Edit, ItemEdit, LotEdit, Rejected};
use pantry::category::Category;
use pantry::lot::Marked;
use pantry::money::{Currency, Money};

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
    let mut two = Device::new(2);
    let all: Vec<_> = one
        .household
        .state()
        .ops()
        .map(|(op, _)| op.clone())
        .collect();
    two.receive(&all);
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

//! Packages that are scanned: what is known of an article is not asked again.

use jiff::ToSpan;
use pantry::action::{Action, DateChoice, ItemChoice, ItemEdit, Packages, Rejected, one_package};
use pantry::barcode::Barcode;
use pantry::category::Category;
use pantry::household::What;
use pantry::item::Origin;
use pantry::location::PlaceKind;
use pantry::lot::Marked;
use pantry::quantity::{Quantity, Unit};

use crate::device::{Device, TODAY, amount};

fn code(digits: &str) -> Barcode {
    Barcode::parse(digits).expect("a valid number")
}

fn beans() -> Packages {
    let each = amount("400 g");
    Packages {
        place: Some(PlaceKind::Fridge.place()),
        date: DateChoice::Given(Marked::best_before(TODAY + 30.days())),
        brand: Some("Alba".to_owned()),
        ..Packages::named(Some(code("4006381333931")), "Beans".to_owned(), each)
    }
}

#[test]
fn an_article_that_was_named_once_is_known_with_amount_place_and_days() {
    let mut device = Device::new(1);
    let barcode = code("4006381333931");
    assert_eq!(Packages::known(&device.household, barcode), None);
    device.act(&Action::AddScanned(beans()));
    let item = device.item("Beans");
    let known = Packages::known(&device.household, barcode).expect("it was named");
    assert_eq!(known.item, ItemChoice::Existing(item));
    assert_eq!(known.each, amount("400 g"));
    assert_eq!(known.place, Some(PlaceKind::Fridge.place()));
    assert_eq!(known.date, DateChoice::After(30));
    assert_eq!(known.brand.as_deref(), Some("Alba"));

    device.act(&Action::AddScanned(known.clone()));
    assert_eq!(device.household.lots_of(item).len(), 2);
    assert_eq!(Packages::known(&device.household, barcode), Some(known));
    // The zero of a UPC makes no other article.
    device.act(&Action::AddScanned(Packages {
        barcode: Some(code("036000291452")),
        ..beans()
    }));
    let all = device.household.barcodes(item);
    let numbers: Vec<&str> = all.iter().map(|(barcode, _)| barcode.as_str()).collect();
    assert_eq!(numbers, ["0036000291452", "4006381333931"]);
    assert!(Packages::known(&device.household, code("0036000291452")).is_some());
}

#[test]
fn undoing_takes_the_lot_and_what_was_learnt() {
    let mut device = Device::new(1);
    let added = device.act(&Action::AddScanned(beans()));
    let entry = device
        .household
        .entry(added.id)
        .expect("it is in the journal");
    assert!(matches!(entry.what, What::Added { .. }), "{entry:?}");
    device.act(&Action::Undo { txn: added.id });
    assert_eq!(device.household.lots().count(), 0);
    assert_eq!(
        Packages::known(&device.household, code("4006381333931")),
        None
    );
}

#[test]
fn more_of_the_same_stands_in_the_same_lot_and_is_taken_back_alone() {
    let mut device = Device::new(1);
    device.act(&Action::AddScanned(beans()));
    let lot = device.household.lots().next().expect("one lot").id;
    let more = device.act(&Action::AddMore {
        lot,
        amount: amount("400 g"),
    });
    assert_eq!(device.household.quantity(lot), amount("800 g"));
    let entry = device
        .household
        .entry(more.id)
        .expect("it is in the journal");
    assert!(matches!(entry.what, What::Added { .. }), "{entry:?}");
    device.act(&Action::Undo { txn: more.id });
    assert_eq!(device.household.quantity(lot), amount("400 g"));
    let none = Action::AddMore {
        lot,
        amount: amount("0 g"),
    };
    assert_eq!(device.plan(&none), Err(Rejected::NotPositive));
}

#[test]
fn a_shops_own_number_teaches_nothing() {
    let mut device = Device::new(1);
    let each = amount("312 g");
    let packages = Packages::named(None, "Cheese".to_owned(), each);
    let ops = device.act(&Action::AddScanned(packages)).ops;
    assert!(
        ops.iter()
            .all(|op| op.entity_type != pantry::op::entity::LINE_MEMORY)
    );
    assert_eq!(device.household.barcodes(device.item("Cheese")), []);
}

#[test]
fn an_article_is_given_to_another_item_and_forgotten() {
    let mut device = Device::new(1);
    let barcode = code("4006381333931");
    device.act(&Action::AddScanned(beans()));
    device.add("Lentils", Category::Staples, "2 pc");
    let (beans, lentils) = (device.item("Beans"), device.item("Lentils"));
    let assign = |item| Action::Assign {
        barcode,
        item,
        each: None,
    };
    device.act(&assign(Some(lentils)));
    assert_eq!(
        device.household.item_of(barcode).map(|item| item.id),
        Some(lentils)
    );
    assert_eq!(device.household.barcodes(beans), []);
    device.act(&assign(None));
    assert_eq!(device.household.item_of(barcode), None);
    let other = Action::Assign {
        barcode: code("036000291452"),
        item: None,
        each: None,
    };
    assert_eq!(device.plan(&other), Err(Rejected::NothingChanged));
}

#[test]
fn one_package_is_used_as_it_was_bought_and_never_more_than_is_left() {
    let mut device = Device::new(1);
    device.act(&Action::AddScanned(beans()));
    let beans = device.item("Beans");
    let package = |device: &Device, each| one_package(&device.household, beans, each);
    assert_eq!(
        package(&device, Some(amount("250 g"))),
        Some(amount("250 g"))
    );
    assert_eq!(
        package(&device, None),
        Some(amount("400 g")),
        "all of the lot"
    );
    assert_eq!(
        package(&device, Some(amount("1 kg"))),
        Some(Quantity::new(400, Unit::Kilogram))
    );
    device.add("Eggs", Category::DairyEggs, "10 pc");
    let eggs = device.item("Eggs");
    assert_eq!(
        one_package(&device.household, eggs, None),
        Some(Quantity::pieces(1))
    );
    device.act(&Action::ConsumeItem {
        item: eggs,
        amount: Quantity::pieces(10),
    });
    assert_eq!(
        one_package(&device.household, eggs, None),
        None,
        "none is left"
    );
}

#[test]
fn a_name_from_elsewhere_says_so_until_a_person_gives_another() {
    let mut device = Device::new(1);
    device.act(&Action::AddScanned(Packages {
        origin: Some(Origin::OpenFoodFacts),
        ..beans()
    }));
    let item = device.item("Beans");
    let origin = |device: &Device| device.household.item(item).and_then(|item| item.origin);
    assert_eq!(origin(&device), Some(Origin::OpenFoodFacts));
    device.act(&Action::EditItem {
        item,
        edit: ItemEdit {
            name: Some("White beans".to_owned()),
            ..ItemEdit::default()
        },
    });
    assert_eq!(origin(&device), None);
}

#[test]
fn what_comes_from_elsewhere_is_named_at_items_that_were_there_before() {
    let mut device = Device::new(1);
    device.act(&Action::AddScanned(beans()));
    let item = device.item("Beans");
    let origin = |device: &Device| device.household.item(item).and_then(|item| item.origin);
    assert_eq!(origin(&device), None);
    let from_elsewhere = Action::AddScanned(Packages {
        origin: Some(Origin::OpenFoodFacts),
        ..beans()
    });
    device.act(&from_elsewhere);
    assert_eq!(origin(&device), Some(Origin::OpenFoodFacts));
    let again = device.act(&from_elsewhere);
    let items = again.ops.iter().filter(|op| op.entity == item.into());
    assert_eq!(items.count(), 0, "it is said once");
}

#[test]
fn several_packages_are_one_lot_and_one_undo_and_one_is_remembered() {
    let mut device = Device::new(1);
    let done = device.act(&Action::AddScanned(Packages {
        count: 3,
        ..beans()
    }));
    let item = device.item("Beans");
    let lots = device.household.lots_of(item);
    assert_eq!(lots.len(), 1);
    assert_eq!(device.household.quantity(lots[0].id), amount("1200 g"));
    let memory = device.household.article(code("4006381333931"));
    assert_eq!(memory.and_then(|memory| memory.each), Some(amount("400 g")));
    device.act(&Action::Undo { txn: done.id });
    assert!(device.household.lots_of(item).is_empty());
    let too_many = Packages {
        count: u32::MAX,
        each: Quantity::new(i64::MAX, Unit::Gram),
        ..beans()
    };
    let planned = device.plan(&Action::AddScanned(too_many));
    assert_eq!(planned, Err(Rejected::TooMuch));
}

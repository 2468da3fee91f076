//! The order and names of categories and own shelf lives, through a file.

use expect_test::expect;
use pantry::action::{CategoryEdit, NewCategory};
use pantry::shelf_life::{Kind, Opened, Subject};
use pantry::shopping::AISLES;

use super::*;

pub fn edit(category: Category, edit: CategoryEdit) -> Action {
    Action::EditCategory { category, edit }
}

pub fn life(of: Subject, days: u16) -> Action {
    Action::EditShelfLife {
        of,
        place: PlaceKind::Fridge,
        state: Opened::Sealed,
        days: Some(days),
    }
}

fn named(category: Category, name: &str) -> Action {
    let name = Edit::Set(name.to_owned());
    edit(
        category,
        CategoryEdit {
            name,
            ..CategoryEdit::default()
        },
    )
}

/// A household that has put dairy first, has a cellar, no pets, and milk that keeps nine days.
fn settled() -> Device {
    let mut device = Device::new(1);
    let first = CategoryEdit {
        index: Some(0),
        ..CategoryEdit::default()
    };
    device.act(&edit(Category::DairyEggs, first));
    device.act(&named(Category::Alcohol, "Cellar"));
    let hidden = CategoryEdit {
        hidden: Some(true),
        ..CategoryEdit::default()
    };
    device.act(&edit(Category::Pet, hidden));
    let milk = Subject::of(Kind::of(Category::DairyEggs, "milk"));
    device.act(&life(milk, 9));
    device.act(&life(Subject::Category(Category::Meat), 2));
    device.act(&Action::AddCategory(NewCategory {
        name: "Plant protein".to_owned(),
        like: Category::DeliPrepared,
        picture: Category::Produce,
    }));
    let own = device
        .household
        .own_categories()
        .next()
        .expect("it is made");
    device.add("Seitan", Category::Own(own), "2");
    device
}

#[test]
fn what_is_said_of_categories_and_shelf_lives_stands_in_the_file() {
    let tree = archive::write(&settled().household, TODAY);
    let text = Tree::Map(vec![
        ("categories".to_owned(), tree.get("categories").clone()),
        ("shelf_life".to_owned(), tree.get("shelf_life").clone()),
    ]);
    expect![[r#"
        {
        "categories": [
        {"id": "dairy_eggs"},
        {"id": "produce"},
        {"id": "bakery"},
        {"id": "deli_prepared"},
        {"id": "00000000000000010000000000000001", "name": "Plant protein", "like": "deli_prepared", "picture": "produce"},
        {"id": "meat"},
        {"id": "seafood"},
        {"id": "breakfast"},
        {"id": "staples"},
        {"id": "canned"},
        {"id": "condiments_spices"},
        {"id": "snacks_sweets"},
        {"id": "beverages"},
        {"id": "alcohol", "name": "Cellar"},
        {"id": "frozen"},
        {"id": "baby"},
        {"id": "pet", "hidden": true},
        {"id": "personal_care"},
        {"id": "household"}
        ],
        "shelf_life": [
        {"food": "milk", "fridge": 9},
        {"category": "meat", "fridge": 2}
        ]
        }"#]]
    .assert_eq(&text.to_json());
    let untouched = archive::write(&Device::new(1).household, TODAY);
    assert!(untouched.get("categories").is_null());
    assert!(untouched.get("shelf_life").is_null());
}

#[test]
fn a_new_household_has_them_as_the_other_one_had() {
    let from = settled();
    let brought = archived(&from.household);
    assert_eq!(brought.left_out, []);
    let mut to = Device::new(2);
    let lot = to.add("Milk", Category::DairyEggs, "1 l");
    let date = |device: &Device| device.household.lot(lot).and_then(|lot| lot.date);
    let before = date(&to);
    let comparison = Comparison::of(&brought.parcel, &to.household);
    let said = (
        comparison.brings_order,
        comparison.categories,
        comparison.lives,
    );
    assert_eq!(
        said,
        (true, 3, 2),
        "order; two names and a hidden one; days"
    );
    let txn = to.act(&Action::Import(brought.parcel.clone().into())).id;
    for name in ["categories", "shelf_life"] {
        assert_eq!(
            told(&to.household).get(name),
            told(&from.household).get(name)
        );
    }
    assert_ne!(date(&to), before, "the estimate follows");
    let own = to.household.own_categories().next().map(Category::Own);
    let seitan = to.household.item(to.item("Seitan"));
    assert_eq!(seitan.and_then(|item| item.category), own);
    let again = Comparison::of(&brought.parcel, &to.household);
    assert!(!again.brings_habits());
    assert!(to.plan(&Action::Import(brought.parcel.into())).is_err());
    to.act(&Action::Undo { txn });
    assert_eq!(to.household.aisles(), AISLES);
    assert_eq!(to.household.own_lives().count(), 0);
    assert_eq!(date(&to), before);
}

/// Two households made it each for themselves.
#[test]
fn a_category_of_the_same_name_that_is_like_the_same_is_the_same() {
    let brought = archived(&settled().household);
    let mut to = Device::new(2);
    to.act(&Action::AddCategory(NewCategory {
        name: "plant PROTEIN".to_owned(),
        like: Category::DeliPrepared,
        picture: Category::DeliPrepared,
    }));
    import(&mut to, &brought.parcel);
    let owns: Vec<_> = to.household.own_categories().map(Category::Own).collect();
    assert_eq!(owns.len(), 1);
    let seitan = to.household.item(to.item("Seitan"));
    assert_eq!(seitan.and_then(|item| item.category), Some(owns[0]));
}

#[test]
fn settings_alone_are_told_as_such() {
    let mut from = Device::new(1);
    from.act(&named(Category::Alcohol, "Cellar"));
    from.act(&life(Subject::Category(Category::Meat), 2));
    let brought = archived(&from.household);
    let mut to = Device::new(2);
    let txn = to.act(&Action::Import(brought.parcel.into())).id;
    let entry = to.household.entry(txn).map(|entry| entry.what);
    assert_eq!(entry, Some(What::EditedHabits));
}

#[test]
fn what_was_said_here_stays() {
    let brought = archived(&settled().household);
    let mut to = Device::new(2);
    let last = CategoryEdit {
        index: Some(0),
        ..CategoryEdit::default()
    };
    to.act(&edit(Category::Frozen, last));
    to.act(&named(Category::Alcohol, "Bar"));
    let milk = Subject::of(Kind::of(Category::DairyEggs, "milk"));
    to.act(&life(milk, 5));
    let order = to.household.aisles();
    import(&mut to, &brought.parcel);
    let mut aisles = to.household.aisles();
    aisles.retain(|one| one.own().is_none());
    assert_eq!(aisles, order);
    assert_eq!(
        to.household.name_of_category(Category::Alcohol),
        Some("Bar")
    );
    assert!(
        to.household.hides_category(Category::Pet),
        "nobody had said it"
    );
    let days = to.household.own_days(milk);
    assert_eq!(days.at(PlaceKind::Fridge, Opened::Sealed), Some(5));
}

#[test]
fn what_no_household_can_say_is_named() {
    let text = r#"{ "format": "larder-household", "version": 1,
        "categories": [{ "id": "plumbing" }, { "id": "meat", "name": "Grill" }],
        "shelf_life": [{ "food": "Moon cheese", "fridge": 3 }, { "category": "meat", "fridge": 99999, "freezer": 30 }] }"#;
    let brought = archive::read(&parse(text)).expect("an archive");
    let left = brought.left_out.iter().map(|left| (&*left.said, left.row));
    let left: Vec<(&str, usize)> = left.collect();
    assert_eq!(left, [("plumbing", 1), ("Moon cheese", 1)]);
    let days = brought.parcel.lives[0].days;
    assert_eq!(days.at(PlaceKind::Fridge, Opened::Sealed), None);
    assert_eq!(days.at(PlaceKind::Freezer, Opened::Sealed), Some(30));
}

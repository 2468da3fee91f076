//! The order and names of categories and own shelf lives, through a file.

use expect_test::expect;
use pantry::action::CategoryEdit;
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
    device
}

#[test]
fn what_is_said_of_categories_and_shelf_lives_stands_in_the_file() {
    let tree = archive::write(&settled().household, TODAY);
    let text = Tree::Map(vec![
        ("categories".to_owned(), tree.get("categories").clone()),
        ("shelf_life".to_owned(), tree.get("shelf_life").clone()),
    ]);
    expect![[r#""#]].assert_eq(&text.to_json());
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
    assert_eq!(said, (true, 2, 2));
    let txn = to.act(&Action::Import(brought.parcel.clone())).id;
    for name in ["categories", "shelf_life"] {
        assert_eq!(
            told(&to.household).get(name),
            told(&from.household).get(name)
        );
    }
    assert_ne!(date(&to), before, "the estimate follows");
    let entry = to.household.entry(txn).map(|entry| entry.what);
    assert_eq!(entry, Some(What::EditedHabits));
    let again = Comparison::of(&brought.parcel, &to.household);
    assert!(!again.brings_habits());
    assert!(to.plan(&Action::Import(brought.parcel)).is_err());
    to.act(&Action::Undo { txn });
    assert_eq!(to.household.aisles(), AISLES);
    assert_eq!(to.household.own_lives().count(), 0);
    assert_eq!(date(&to), before);
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
    assert_eq!(to.household.aisles(), order);
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

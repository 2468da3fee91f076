//! The order of the shop, and what categories are called.

use std::collections::BTreeSet;

use pantry::action::{Action, CategoryEdit, Edit, NewEntry, Rejected};
use pantry::category::Category;
use pantry::household::{Household, What};
use pantry::shopping::AISLES;

use crate::device::Device;

fn to(category: Category, index: usize) -> Action {
    let edit = CategoryEdit {
        index: Some(index),
        ..CategoryEdit::default()
    };
    Action::EditCategory { category, edit }
}

fn first(household: &Household, count: usize) -> Vec<&'static str> {
    let aisles = household.aisles().into_iter().take(count);
    aisles.map(Category::id).collect()
}

#[test]
fn a_category_goes_where_it_is_put_and_back() {
    let mut device = Device::new(1);
    assert_eq!(device.household.aisles(), AISLES);
    let done = device.act(&to(Category::DairyEggs, 0));
    assert_eq!(
        first(&device.household, 3),
        ["dairy_eggs", "produce", "bakery"]
    );
    assert_eq!(done.ops.len(), 1, "only what was moved is written");
    let entry = device.household.entry(done.id).map(|entry| entry.what);
    let category = Category::DairyEggs;
    assert_eq!(entry, Some(What::EditedCategory { category }));
    device.act(&to(Category::Frozen, 1));
    assert_eq!(
        first(&device.household, 3),
        ["dairy_eggs", "frozen", "produce"]
    );
    device.act(&to(Category::Produce, AISLES.len() - 1));
    assert_eq!(device.household.aisles().last(), Some(&Category::Produce));
    device.act(&Action::Undo { txn: done.id });
    assert_eq!(first(&device.household, 2), ["frozen", "bakery"]);
    let same = device.plan(&to(Category::Frozen, 0));
    assert_eq!(same, Err(Rejected::NothingChanged));
}

/// Between two neighbours there is room for few: then all get new positions.
#[test]
fn a_hundred_moves_between_the_same_two_still_go_where_they_are_put() {
    let mut device = Device::new(1);
    for turn in 0..100 {
        let category = [Category::Pet, Category::Baby][turn % 2];
        device.act(&to(category, 1));
        assert_eq!(device.household.aisles()[1], category, "{turn}");
    }
    let all: BTreeSet<Category> = device.household.aisles().into_iter().collect();
    assert_eq!(all.len(), Category::ALL.len());
}

#[test]
fn two_people_move_different_categories_and_both_moves_stand() {
    let mut first_one = Device::new(1);
    for name in ["Milk", "Bananas", "Frozen peas"] {
        let entry = NewEntry {
            name: name.to_owned(),
            ..NewEntry::default()
        };
        first_one.act(&Action::AddToList(vec![entry]));
    }
    let mut second = first_one.twin(2);
    let dairy = first_one.act(&to(Category::DairyEggs, 0));
    let frozen = second.act(&to(Category::Frozen, 2));
    first_one.receive(&frozen.ops);
    second.receive(&dairy.ops);
    for device in [&first_one, &second] {
        let list = device.household.to_buy().into_iter();
        let list: Vec<&str> = list.map(|entry| entry.name.as_str()).collect();
        assert_eq!(list, ["Milk", "Bananas", "Frozen peas"]);
        assert_eq!(device.household.aisles(), first_one.household.aisles());
    }
    assert_eq!(first_one.household.aisles()[0], Category::DairyEggs);
}

#[test]
fn a_category_has_a_name_of_the_households_own_until_it_is_given_back() {
    let mut device = Device::new(1);
    let category = Category::Beverages;
    let named = |name| Action::EditCategory {
        category,
        edit: CategoryEdit {
            name,
            ..CategoryEdit::default()
        },
    };
    device.act(&named(Edit::Set(" Cellar ".to_owned())));
    let name = device.household.name_of_category(category);
    assert_eq!(name, Some("Cellar"));
    assert_eq!(
        device.plan(&named(Edit::Set(" ".to_owned()))),
        Err(Rejected::NoName)
    );
    device.act(&named(Edit::Clear));
    assert_eq!(device.household.name_of_category(category), None);
    let hide = Action::EditCategory {
        category,
        edit: CategoryEdit {
            hidden: Some(true),
            ..CategoryEdit::default()
        },
    };
    let done = device.act(&hide);
    assert!(device.household.hides_category(category));
    device.act(&Action::Undo { txn: done.id });
    assert!(!device.household.hides_category(category));
}

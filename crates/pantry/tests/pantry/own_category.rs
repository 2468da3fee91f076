//! Categories of a household's own, each like one of the 18.

use pantry::action::{
    Action, CategoryEdit, Edit, ItemEdit, NewCategory, NewEntry, Rejected, Transaction,
};
use pantry::category::{Category, OwnCategory};
use pantry::household::What;
use pantry::location::PlaceKind;
use pantry::op::{item, lot};
use pantry::shopping::AISLES;
use sync::{Kind, Value};

use crate::device::{Device, show};

fn new(name: &str, like: Category) -> Action {
    Action::AddCategory(NewCategory {
        name: name.to_owned(),
        like,
        picture: like,
    })
}

/// A device with a category for tofu, which keeps as meat does.
fn with_plants() -> (Device, OwnCategory, Transaction) {
    let mut device = Device::new(1);
    let made = device.act(&new(" Plant protein ", Category::Meat));
    let own = device
        .household
        .own_categories()
        .next()
        .expect("it is made");
    (device, own, made)
}

fn under(category: Category) -> ItemEdit {
    ItemEdit {
        category: Edit::Set(category),
        ..ItemEdit::default()
    }
}

/// What an op wrote into a field of something.
fn written(done: &Transaction, field: sync::Field, of: sync::EntityType) -> Option<Value> {
    let ops = done.ops.iter().filter(|op| op.entity_type == of);
    let mut values = ops.filter_map(|op| match &op.kind {
        Kind::Put(fields) => fields.get(&field).cloned(),
        _ => None,
    });
    values.next()
}

#[test]
fn food_of_ones_own_category_keeps_and_goes_where_that_of_the_like_does() {
    let (mut device, own, made) = with_plants();
    let category = Category::Own(own);
    let what = device.household.entry(made.id).map(|entry| entry.what);
    assert_eq!(what, Some(What::AddedCategory { category }));
    assert_eq!(
        device.household.name_of_category(category),
        Some("Plant protein")
    );
    let tofu = device.add("Seitan", category, "2");
    let meat = device.add("Something of meat", Category::Meat, "2");
    let (tofu, meat) = (device.household.lot(tofu), device.household.lot(meat));
    let (tofu, meat) = (tofu.expect("a lot"), meat.expect("a lot"));
    assert_eq!(device.household.category(tofu), Some(category));
    assert_eq!((tofu.place, tofu.date), (meat.place, meat.date));
    assert_eq!(tofu.place, PlaceKind::Fridge.place());
}

/// An older version reads the code alone, and keeps the rest as it came.
#[test]
fn an_older_version_finds_the_like_at_the_lot_and_no_category_at_the_item() {
    let (mut device, own, _) = with_plants();
    let done = device.act(&Action::AddLot(crate::device::new_lot(
        "Seitan",
        Category::Own(own),
        "2",
    )));
    let code = Value::Int(Category::Meat.code().into());
    let of_lot = written(&done, lot::CATEGORY, pantry::op::entity::LOT);
    assert_eq!(of_lot, Some(code.clone()));
    let of_item = written(&done, item::CATEGORY, pantry::op::entity::ITEM);
    assert_eq!(of_item, Some(Value::List(vec![code, Value::Id(own.id())])));
}

#[test]
fn it_stands_behind_its_like_in_the_shop_and_goes_where_it_is_put() {
    let (mut device, own, _) = with_plants();
    let category = Category::Own(own);
    let aisles = device.household.aisles();
    assert_eq!(aisles.len(), AISLES.len() + 1);
    let at = aisles.iter().position(|one| *one == category);
    let like = aisles.iter().position(|one| *one == Category::Meat);
    assert_eq!(at, like.map(|like| like + 1));
    for (name, category) in [
        ("Seitan", category),
        ("Ham", Category::Meat),
        ("Cod", Category::Seafood),
    ] {
        let entry = NewEntry {
            name: name.to_owned(),
            category: Some(category),
            ..NewEntry::default()
        };
        device.act(&Action::AddToList(vec![entry]));
    }
    let list = |device: &Device| {
        let list = device.household.to_buy().into_iter();
        list.map(|entry| entry.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(list(&device), ["Ham", "Seitan", "Cod"]);
    let first = CategoryEdit {
        index: Some(0),
        hidden: Some(true),
        picture: Some(Category::Produce),
        ..CategoryEdit::default()
    };
    device.act(&Action::EditCategory {
        category,
        edit: first,
    });
    assert_eq!(device.household.aisles()[0], category);
    assert_eq!(list(&device), ["Seitan", "Ham", "Cod"]);
    assert!(device.household.hides_category(category));
    assert_eq!(device.household.picture_of(category), Category::Produce);
}

#[test]
fn food_of_a_category_that_is_removed_is_filed_under_its_like_until_that_is_undone() {
    let (mut device, own, made) = with_plants();
    let category = Category::Own(own);
    device.add("Seitan", category, "2");
    let entry = NewEntry {
        name: "Tempeh".to_owned(),
        category: Some(category),
        ..NewEntry::default()
    };
    device.act(&Action::AddToList(vec![entry]));
    let filed = |device: &Device| {
        let item = device.item("Seitan");
        let listed = device
            .household
            .listed()
            .next()
            .and_then(|entry| entry.category);
        (
            device.household.item(item).and_then(|item| item.category),
            listed,
        )
    };
    let before = device.show();
    let removed = device.act(&Action::DeleteCategory { category: own });
    assert_eq!(filed(&device), (Some(Category::Meat), Some(Category::Meat)));
    assert_eq!(device.household.aisles(), AISLES);
    let what = device.household.entry(removed.id).map(|entry| entry.what);
    assert_eq!(what, Some(What::DeletedCategory { category }));
    assert_eq!(
        device.household.name_of_category(category),
        Some("Plant protein")
    );
    let gone = Err(Rejected::NoSuchCategory);
    assert_eq!(device.plan(&Action::DeleteCategory { category: own }), gone);
    device.act(&Action::Undo { txn: removed.id });
    assert_eq!(filed(&device), (Some(category), Some(category)));
    assert_eq!(device.show(), before);
    device.act(&Action::Undo { txn: made.id });
    assert_eq!(filed(&device), (Some(Category::Meat), Some(Category::Meat)));
}

#[test]
fn food_that_comes_before_its_category_is_under_the_like_until_that_is_there() {
    let (mut device, own, made) = with_plants();
    let lot = device.add("Seitan", Category::Own(own), "2");
    let filed = device.act(&Action::EditItem {
        item: device.item("Seitan"),
        edit: ItemEdit {
            note: Some("spicy".to_owned()),
            ..ItemEdit::default()
        },
    });
    let mut other = Device::new(2);
    let late = device.ops();
    let late: Vec<_> = late
        .into_iter()
        .filter(|op| op.txn_id() != made.id)
        .collect();
    other.receive(&late);
    let of = |device: &Device| {
        let lot = device.household.lot(lot).expect("a lot");
        device.household.category(lot)
    };
    assert_eq!(of(&other), Some(Category::Meat));
    other.receive(&made.ops);
    assert_eq!(of(&other), Some(Category::Own(own)));
    assert!(!filed.ops.is_empty());
    assert_eq!(show(&other.household), show(&device.household));
}

#[test]
fn what_is_known_goes_to_it_and_it_needs_a_name() {
    let (mut device, own, _) = with_plants();
    device.add("Tofu", Category::DeliPrepared, "1");
    let item = device.item("Tofu");
    let edit = under(Category::Own(own));
    device.act(&Action::EditItem { item, edit });
    let filed = device.household.item(item).and_then(|item| item.category);
    assert_eq!(filed, Some(Category::Own(own)));
    assert_eq!(
        device.plan(&new(" ", Category::Meat)),
        Err(Rejected::NoName)
    );
    let nameless = CategoryEdit {
        name: Edit::Clear,
        ..CategoryEdit::default()
    };
    let edit = Action::EditCategory {
        category: Category::Own(own),
        edit: nameless,
    };
    assert_eq!(device.plan(&edit), Err(Rejected::NoName));
}

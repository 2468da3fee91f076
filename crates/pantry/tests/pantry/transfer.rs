//! A household taken out as a file, and taken in elsewhere.

mod any;
mod habits;

use pantry::action::{
    Action, DateChoice, Edit, ItemChoice, ItemEdit, LotEdit, NewEntry, NewLot, Purchase,
};
use pantry::category::Category;
use pantry::household::{Household, What};
use pantry::location::PlaceKind;
use pantry::lot::Marked;
use pantry::money::{Currency, Money};
use pantry::op::DiscardReason;
use pantry::quantity::{Quantity, Unit};
use pantry::transfer::table::{Choices, DateOrder, Sheet, write};
use pantry::transfer::{Brought, Comparison, Parcel, Standing, Tree, archive};

use crate::device::{Device, TODAY, amount, new_lot, show};
use crate::recommend::dishes::{DISHES, recipe, write_down};

/// The tree of a JSON text, read as a host reads it.
pub fn parse(text: &str) -> Tree {
    fn tree(value: serde_json::Value) -> Tree {
        use serde_json::Value;
        match value {
            Value::Null => Tree::Null,
            Value::Bool(yes) => Tree::Bool(yes),
            Value::Number(number) => Tree::Number(number.as_f64().expect("a number")),
            Value::String(text) => Tree::Text(text),
            Value::Array(list) => Tree::List(list.into_iter().map(tree).collect()),
            Value::Object(map) => Tree::Map(
                map.into_iter()
                    .map(|(name, value)| (name, tree(value)))
                    .collect(),
            ),
        }
    }
    tree(serde_json::from_str(text).expect("JSON"))
}

fn archived(household: &Household) -> Brought {
    let text = archive::write(household, TODAY).to_json();
    archive::read(&parse(&text)).expect("an archive")
}

fn import(device: &mut Device, parcel: &Parcel) {
    for part in parcel.parts(1_000) {
        device.act(&Action::Import(part.into()));
    }
}

/// Everything that an archive says, but for what happened and when.
fn told(household: &Household) -> Tree {
    match archive::write(household, TODAY) {
        Tree::Map(members) => Tree::Map(
            members
                .into_iter()
                .filter(|(name, _)| name != "journal")
                .collect(),
        ),
        other => other,
    }
}

/// A household with some of everything.
fn kitchen() -> Device {
    let mut device = Device::new(1);
    let milk = device.add("Whole milk", Category::DairyEggs, "2 l");
    device.act(&Action::Consume {
        lot: milk,
        amount: amount("500 ml"),
    });
    device.act(&Action::Open {
        lot: milk,
        part: Some(amount("1 l")),
        on: TODAY,
    });
    let meat = device.add("Minced meat", Category::Meat, "0.5 kg");
    device.act(&Action::Freeze {
        lot: meat,
        part: None,
    });
    let bread = device.add("Bread", Category::Bakery, "1");
    device.act(&Action::Discard {
        lot: bread,
        amount: amount("1"),
        reason: DiscardReason::Spoiled,
    });
    device.act(&Action::AddPlace {
        name: "Cellar".to_owned(),
        kind: PlaceKind::Pantry,
    });
    let cellar = device.household.places().last().expect("a place").id;
    let wine = device.add("Wine", Category::Alcohol, "6 pack");
    device.act(&Action::Move {
        lot: wine,
        part: Some(amount("2 pack")),
        to: cellar,
    });
    let edit = LotEdit {
        price: Edit::Set(Money::new(4_990, Currency::EUR)),
        brand: Edit::Set("=Château".to_owned()),
        size: Edit::Set(amount("750 ml")),
        note: Some("-for \"guests\"".to_owned()),
        date: Edit::Set(Marked::use_by(TODAY)),
        ..LotEdit::default()
    };
    device.act(&Action::EditLot { lot: wine, edit });
    let item = device.item("Wine");
    let edit = ItemEdit {
        place: Edit::Set(cellar),
        note: Some("dry".to_owned()),
        ..ItemEdit::default()
    };
    device.act(&Action::EditItem { item, edit });
    device.act(&Action::AcceptPurchase(purchase()));
    let entry = |name: &str, quantity| NewEntry {
        name: name.to_owned(),
        quantity,
        ..NewEntry::default()
    };
    for dish in &DISHES[..3] {
        write_down(&mut device, recipe(*dish));
    }
    let wanted = vec![entry("Butter", Some(amount("2 pack"))), entry("Milk", None)];
    device.act(&Action::AddToList(wanted));
    device
}

fn purchase() -> Purchase {
    let line = |source, text: &str, name: &str, price| pantry::action::Line {
        source,
        text: text.to_owned(),
        item: ItemChoice::Named(name.to_owned()),
        category: Some(Category::Produce),
        quantity: Quantity::pieces(3),
        printed: None,
        brand: None,
        size: None,
        printed_brand: None,
        printed_size: None,
        price: Some(Money::new(price, Currency::EUR)),
        discount: Some(Money::new(-10, Currency::EUR)),
        place: Some(PlaceKind::Fridge.place()),
        date: DateChoice::Estimate,
    };
    Purchase {
        merchant: Some("Corner shop".to_owned()),
        date: Some(TODAY),
        time: pantry::Time::new(18, 5, 0, 0).ok(),
        currency: Some(Currency::EUR),
        total: Some(Money::new(598, Currency::EUR)),
        images: vec![sync::BlobRef {
            sha256: [7; 32],
            size: 12_345,
        }],
        lines: vec![
            line(0, "APPLES 3", "Apples", 299),
            line(1, "PEARS 4006381333931", "Pears", 299),
        ],
        ignored: vec!["BAG".to_owned()],
        ..Purchase::default()
    }
}

#[test]
fn an_archive_brings_everything_into_an_empty_household() {
    let from = kitchen();
    let brought = archived(&from.household);
    assert_eq!(brought.left_out, []);
    let mut to = Device::new(2);
    import(&mut to, &brought.parcel);
    assert_eq!(show(&to.household), show(&from.household));
    assert_eq!(told(&to.household), told(&from.household));
}

#[test]
fn taken_in_again_it_brings_nothing() {
    let mut device = kitchen();
    let brought = archived(&device.household);
    let comparison = Comparison::of(&brought.parcel, &device.household);
    assert_eq!(comparison.counts(), (0, brought.parcel.lots.len(), 0));
    let before = show(&device.household);
    let nothing = device.plan(&Action::Import(brought.parcel.clone().into()));
    assert!(nothing.is_err(), "nothing is new: {nothing:?}");
    let mut other = Device::new(3);
    import(&mut other, &brought.parcel);
    assert!(other.plan(&Action::Import(brought.parcel.into())).is_err());
    assert_eq!(before, show(&device.household));
}

#[test]
fn one_undo_takes_an_import_back() {
    let brought = archived(&kitchen().household);
    let mut to = Device::new(2);
    to.add("Rice", Category::Staples, "1 kg");
    let before = show(&to.household);
    let txn = to.act(&Action::Import(brought.parcel.into())).id;
    assert!(matches!(
        to.household.entry(txn).expect("an entry").what,
        What::Several { .. }
    ));
    to.act(&Action::Undo { txn });
    assert_eq!(show(&to.household), before);
}

#[test]
fn a_filled_household_keeps_what_it_says_and_learns_what_it_did_not_know() {
    let brought = archived(&kitchen().household);
    let mut to = Device::new(2);
    to.add("wine", Category::Beverages, "1 pack");
    to.act(&Action::AddPlace {
        name: "CELLAR".to_owned(),
        kind: PlaceKind::Pantry,
    });
    import(&mut to, &brought.parcel);
    let wine = to.household.item_named("Wine").expect("it is there");
    assert_eq!(wine.name, "wine");
    assert_eq!(
        wine.category,
        Some(Category::Beverages),
        "the household has said so"
    );
    assert_eq!(wine.note, "dry", "nobody had said anything");
    let cellars = to.household.places();
    let cellars = cellars
        .iter()
        .filter(|place| place.name.eq_ignore_ascii_case("cellar"));
    assert_eq!(cellars.count(), 1);
    assert_eq!(to.household.lots_of(wine.id).len(), 3);
}

#[test]
fn what_was_deleted_comes_back_under_a_new_id_and_only_once() {
    let mut device = Device::new(1);
    let lot = device.add("Milk", Category::DairyEggs, "1 l");
    let brought = archived(&device.household);
    device.act(&Action::DeleteLot { lot });
    device.act(&Action::Import(brought.parcel.clone().into()));
    assert_eq!(device.household.lots().count(), 1);
    let comparison = Comparison::of(&brought.parcel, &device.household);
    assert!(
        matches!(comparison.lots[0], Standing::Alike(_)),
        "{comparison:?}"
    );
}

#[test]
fn a_table_brings_the_stock_into_an_empty_household() {
    let from = kitchen();
    let sheet = Sheet::read(&write(&from.household)).expect("a table");
    assert!(!sheet.asks_order() && !sheet.asks_currency());
    let brought = sheet.parcel(&choices());
    assert_eq!(brought.left_out, []);
    let mut to = Device::new(2);
    import(&mut to, &brought.parcel);
    assert_eq!(stock(&to.household), stock(&from.household));
    let comparison = Comparison::of(&brought.parcel, &from.household);
    assert_eq!(comparison.counts(), (0, brought.parcel.lots.len(), 0));
}

#[test]
fn no_cell_of_a_table_begins_a_formula() {
    let mut device = Device::new(1);
    for name in ["=1+1", "+1", "-2", "@SUM(A1)", "'=x", "'quoted'", "''x"] {
        device.add(name, Category::Household, "1");
    }
    let table = String::from_utf8(write(&device.household)).expect("UTF-8");
    for cell in table.lines().flat_map(|line| line.split(',')) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let brought = Sheet::read(table.as_bytes())
        .expect("a table")
        .parcel(&choices());
    let names = |household: &Household| {
        let mut names: Vec<String> = household.items().map(|item| item.name.clone()).collect();
        names.sort();
        names
    };
    let mut to = Device::new(2);
    import(&mut to, &brought.parcel);
    assert_eq!(names(&to.household), names(&device.household));
}

#[test]
fn lots_that_are_not_wanted_stay_out_with_what_only_they_needed() {
    let brought = archived(&kitchen().household);
    let parcel = brought.parcel.with_lots(|_, lot| lot.receipt.is_some());
    let mut to = Device::new(2);
    import(&mut to, &parcel);
    assert_eq!(to.household.lots().count(), 2);
    assert_eq!(to.household.receipts().len(), 1);
    assert!(to.household.item_named("Wine").is_none());
}

#[test]
fn parts_bring_the_same_as_the_whole() {
    let brought = archived(&kitchen().household);
    let mut whole = Device::new(2);
    whole.act(&Action::Import(brought.parcel.clone().into()));
    let mut parts = Device::new(3);
    for part in brought.parcel.parts(2) {
        // A part of which all came with earlier ones changes nothing.
        if let Ok(planned) = parts.plan(&Action::Import(part.into())) {
            parts.household.apply_all(&planned.ops);
        }
    }
    assert_eq!(told(&parts.household), told(&whole.household));
}

fn choices() -> Choices {
    Choices {
        order: DateOrder::DayFirst,
        currency: Currency::EUR,
    }
}

/// What a table says of every lot, sorted.
fn stock(household: &Household) -> Vec<String> {
    let said = household.lots().map(|lot| {
        let item = household.item(lot.item).expect("an item");
        let place = household.place(lot.place).expect("a place");
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            item.name,
            household.quantity(lot.id),
            place.name,
            lot.date,
            lot.purchased,
            lot.opened,
            lot.frozen,
            lot.thawed,
            lot.price,
            lot.brand,
            lot.size,
            lot.note
        )
    });
    let mut said: Vec<String> = said.collect();
    said.sort();
    said
}

#[test]
fn a_lot_by_hand_and_one_row_of_a_table_are_alike_once() {
    let mut device = Device::new(1);
    device.act(&Action::AddLot(new_lot("Milk", Category::DairyEggs, "1 l")));
    let table = b"name,amount\nmilk,1 l\nmilk,1 l\n";
    let brought = Sheet::read(table).expect("a table").parcel(&choices());
    let comparison = Comparison::of(&brought.parcel, &device.household);
    assert_eq!(comparison.counts(), (1, 0, 1), "one of the two is there");
}

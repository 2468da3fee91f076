//! What was said about a printed line is not asked again.

use pantry::action::{Action, ItemChoice, Line, Purchase};
use pantry::category::Category;
use pantry::line_memory::propose;
use pantry::quantity::Quantity;
use pantry::receipt::{Draft, LineItem};

use crate::accept::{line, purchase};
use crate::device::{Device, TODAY};

fn draft(texts: &[&str]) -> Draft {
    let items = texts.iter().map(|text| LineItem {
        text: (*text).to_owned(),
        name: text.to_lowercase(),
        category: Some(Category::Staples),
        confidence: 0.9,
        ..LineItem::default()
    });
    Draft {
        merchant: Some("CORNER MARKET".to_owned()),
        items: items.collect(),
        ..Draft::default()
    }
}

fn proposed(device: &Device, texts: &[&str]) -> Vec<Line> {
    propose(&device.household, &draft(texts), TODAY).lines
}

#[test]
fn the_next_receipt_proposes_what_was_chosen() {
    let mut device = Device::new(1);
    let lines = proposed(&device, &["WHL MLK"]);
    assert_eq!(
        lines[0].item,
        ItemChoice::Named("whl mlk".to_owned()),
        "nothing known yet"
    );
    assert_eq!(lines[0].quantity, Quantity::pieces(1));

    device.act(&Action::AcceptPurchase(purchase(vec![line(
        "WHL MLK",
        "Whole milk",
        Category::DairyEggs,
        "1 l",
        129,
    )])));
    let lines = proposed(&device, &["whl  mlk"]);
    assert_eq!(
        lines[0].item,
        ItemChoice::Existing(device.item("Whole milk"))
    );
    assert_eq!(lines[0].category, Some(Category::DairyEggs));
}

#[test]
fn another_merchants_line_is_its_own() {
    let mut device = Device::new(1);
    device.act(&Action::AcceptPurchase(Purchase {
        merchant: Some("Other shop".to_owned()),
        ..purchase(vec![line(
            "WHL MLK",
            "Whole milk",
            Category::DairyEggs,
            "1 l",
            129,
        )])
    }));
    let lines = proposed(&device, &["WHL MLK"]);
    assert_eq!(lines[0].item, ItemChoice::Named("whl mlk".to_owned()));
}

#[test]
fn an_ignored_line_is_dropped_until_it_is_accepted_again() {
    let mut device = Device::new(1);
    device.act(&Action::AcceptPurchase(Purchase {
        ignored: vec!["BAG FEE".to_owned()],
        ..purchase(Vec::new())
    }));
    let lines = proposed(&device, &["BAG FEE", "RICE"]);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].source, 1, "the line's place in the draft");

    let bags = line("BAG FEE", "Bags", Category::Household, "1", 10);
    device.act(&Action::AcceptPurchase(purchase(vec![bags])));
    assert_eq!(proposed(&device, &["BAG FEE", "RICE"]).len(), 2);
}

#[test]
fn a_deleted_item_is_proposed_by_its_name() {
    let mut device = Device::new(1);
    let milk = line("WHL MLK", "Whole milk", Category::DairyEggs, "1 l", 129);
    device.act(&Action::AcceptPurchase(purchase(vec![milk])));
    let item = device.item("Whole milk");
    device.act(&Action::DeleteItem { item });
    let lines = proposed(&device, &["WHL MLK"]);
    assert_eq!(lines[0].item, ItemChoice::Named("Whole milk".to_owned()));
    assert_eq!(lines[0].category, Some(Category::DairyEggs));
}

#[test]
fn a_date_in_the_future_is_not_proposed() {
    let device = Device::new(1);
    let mut draft = draft(&[]);
    draft.date = TODAY.tomorrow().ok();
    assert_eq!(propose(&device.household, &draft, TODAY).date, None);
    draft.date = Some(TODAY);
    assert_eq!(propose(&device.household, &draft, TODAY).date, Some(TODAY));
}

#[test]
fn the_same_line_writes_nothing_new_the_second_time() {
    let mut device = Device::new(1);
    let milk = || line("WHL MLK", "Whole milk", Category::DairyEggs, "1 l", 129);
    let first = device.act(&Action::AcceptPurchase(purchase(vec![milk()])));
    let second = device.act(&Action::AcceptPurchase(purchase(vec![milk()])));
    // Receipt, item, lot, amount and memory; then only receipt, lot and amount.
    assert_eq!((first.ops.len(), second.ops.len()), (5, 3));
}

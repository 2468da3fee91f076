//! What was said about a printed line is not asked again.

use jiff::ToSpan;
use pantry::action::{Action, DateChoice, ItemChoice, Line, Purchase};
use pantry::category::Category;
use pantry::line_memory::{Question, propose};
use pantry::location::PlaceKind;
use pantry::lot::Marked;
use pantry::quantity::{Quantity, Unit};
use pantry::receipt::{Draft, LineItem};

use crate::accept::{line, purchase};
use crate::device::{Device, TODAY, amount};

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
    propose(&device.household, &draft(texts), TODAY)
        .purchase
        .lines
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
fn amount_place_and_shelf_life_are_remembered_too() {
    let mut device = Device::new(1);
    let kept = Line {
        printed: Some(Quantity::pieces(2)),
        quantity: Quantity::new(1_000_000, Unit::Gram),
        place: Some(PlaceKind::Freezer.place()),
        date: DateChoice::Given(Marked::best_before(TODAY + 30.days())),
        ..line("MINCE", "Mince", Category::Meat, "1", 998)
    };
    device.act(&Action::AcceptPurchase(purchase(vec![kept.clone()])));
    let mut three = draft(&["MINCE"]);
    three.items[0].quantity = Some(Quantity::pieces(3));
    let again = |device: &Device| {
        let purchase = propose(&device.household, &three, TODAY).purchase;
        purchase.lines[0].clone()
    };
    let line = again(&device);
    assert_eq!(line.quantity, Quantity::new(1_500_000, Unit::Gram));
    assert_eq!(line.place, Some(PlaceKind::Freezer.place()));
    assert_eq!(line.date, DateChoice::After(30));

    // Taking it back is remembered as well.
    let plain = Line {
        quantity: Quantity::pieces(2),
        place: None,
        date: DateChoice::Estimate,
        ..kept
    };
    device.act(&Action::AcceptPurchase(purchase(vec![plain])));
    let line = again(&device);
    assert_eq!(line.quantity, Quantity::pieces(3));
    assert_eq!((line.place, line.date), (None, DateChoice::Estimate));
}

/// The brand and the size of a package that are proposed for a line whose print says
/// "Alpin" and 1 l.
fn package(device: &Device, text: &str) -> Line {
    let mut draft = draft(&[text]);
    draft.items[0].product.brand = Some("Alpin".to_owned());
    draft.items[0].product.size = Some(Quantity::new(1_000, Unit::Litre));
    propose(&device.household, &draft, TODAY).purchase.lines[0].clone()
}

#[test]
fn a_brand_and_a_size_that_were_put_right_are_proposed_the_next_time() {
    let mut device = Device::new(1);
    let accept =
        |device: &mut Device, line: Line| device.act(&Action::AcceptPurchase(purchase(vec![line])));
    let (brand, size) = (Some("Alpine".to_owned()), Quantity::new(1_500, Unit::Litre));
    let right = Line {
        brand: Some(" Alpine ".to_owned()),
        size: Some(size),
        ..package(&device, "MLK")
    };
    accept(&mut device, right);
    let next = package(&device, "mlk");
    assert_eq!((&next.brand, next.size), (&brand, Some(size)));
    assert_eq!(
        package(&device, "OTHER MLK").brand.as_deref(),
        Some("Alpin")
    );

    accept(&mut device, next);
    let next = package(&device, "MLK");
    assert_eq!(
        (&next.brand, next.size),
        (&brand, Some(size)),
        "it stays so"
    );

    // That nobody knows is an answer too; what is printed needs no memory.
    let unknown = Line {
        brand: None,
        size: next.printed_size,
        ..next
    };
    accept(&mut device, unknown);
    let next = package(&device, "MLK");
    assert_eq!((next.brand, next.size), (None, next.printed_size));
}

#[test]
fn a_package_that_was_read_right_teaches_nothing() {
    let mut device = Device::new(1);
    let read = package(&device, "MLK");
    device.act(&Action::AcceptPurchase(purchase(vec![read])));
    let mut better = draft(&["MLK"]);
    better.items[0].product.brand = Some("Alpine".to_owned());
    let line = &propose(&device.household, &better, TODAY).purchase.lines[0];
    assert_eq!(
        line.brand.as_deref(),
        Some("Alpine"),
        "the reader has learnt"
    );
    assert_eq!(line.size, None);
}

#[test]
fn what_is_said_of_an_article_holds_in_every_shop() {
    let mut device = Device::new(1);
    let milk = Line {
        size: Some(amount("1 l")),
        ..line(
            "4006381333931 WHL MLK",
            "Whole milk",
            Category::DairyEggs,
            "1",
            129,
        )
    };
    device.act(&Action::AcceptPurchase(Purchase {
        merchant: Some("Other shop".to_owned()),
        ..purchase(vec![milk])
    }));
    let lines = proposed(&device, &["MILK BEST 4006381333931"]);
    assert_eq!(
        lines[0].item,
        ItemChoice::Existing(device.item("Whole milk"))
    );
    assert_eq!(lines[0].size, Some(amount("1 l")));
}

#[test]
fn a_name_that_is_nearly_an_item_is_a_question_and_the_same_one_is_none() {
    let mut device = Device::new(1);
    device.act(&Action::AcceptPurchase(purchase(vec![
        line("A", "Whole milk", Category::DairyEggs, "1", 129),
        line("B", "Tomatoes", Category::Produce, "1", 129),
    ])));
    let (milk, tomatoes) = (device.item("Whole milk"), device.item("Tomatoes"));
    let mut draft = draft(&["ORGANIC WHOLE MILK", "TOMATO", "RYE BREAD"]);
    draft.items[0].category = Some(Category::DairyEggs);
    draft.items[1].category = Some(Category::Produce);
    let proposal = propose(&device.household, &draft, TODAY);
    let items: Vec<_> = proposal
        .purchase
        .lines
        .iter()
        .map(|line| line.item.clone())
        .collect();
    let named = |name: &str| ItemChoice::Named(name.to_owned());
    let expected = [
        named("organic whole milk"),
        ItemChoice::Existing(tomatoes),
        named("rye bread"),
    ];
    assert_eq!(items, expected);
    assert_eq!(
        proposal.questions,
        [Question {
            line: 0,
            item: milk
        }]
    );
}

#[test]
fn a_package_of_pieces_is_so_many_pieces() {
    let device = Device::new(1);
    let mut draft = draft(&["EGGS 10PK"]);
    draft.items[0].quantity = Some(Quantity::pieces(2));
    draft.items[0].product.size = Some(Quantity::pieces(10));
    let purchase = propose(&device.household, &draft, TODAY).purchase;
    assert_eq!(purchase.lines[0].quantity, Quantity::pieces(20));
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
    let date = |draft: &Draft| propose(&device.household, draft, TODAY).purchase.date;
    assert_eq!(date(&draft), None);
    draft.date = Some(TODAY);
    assert_eq!(date(&draft), Some(TODAY));
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

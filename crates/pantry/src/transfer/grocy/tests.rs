//! Grocy's lists, as its API writes them in several versions.

use jiff::civil::date;

use super::*;
use crate::category::Category;
use crate::transfer::tree::tests::parse;

const ALL: &str = include_str!("../../../tests/pantry/transfer/grocy.json");

fn lists(text: &str) -> Lists {
    let mut lists = Lists::default();
    assert!(lists.take(&parse(text).expect("JSON"), "grocy.json"));
    lists
}

#[test]
fn stock_becomes_lots_with_dates_places_and_prices() {
    let brought = read(&lists(ALL), Currency::EUR).expect("products are there");
    let parcel = &brought.parcel;
    let [cookies, meat, honey] = parcel.lots.as_slice() else {
        panic!("{:?}", parcel.lots);
    };
    assert_eq!(cookies.left, Quantity::new(2_500, Unit::Pack));
    assert_eq!(
        cookies.date,
        DateChoice::Given(Marked::best_before(date(2027, 1, 31)))
    );
    assert_eq!(cookies.opened, Some(date(2026, 11, 20)));
    // 2.5 packs at 1.99 each.
    assert_eq!(cookies.price, Some(Money::new(498, Currency::EUR)));
    assert_eq!(cookies.note, "for guests");
    assert_eq!(meat.left, Quantity::new(500, Unit::Kilogram));
    assert_eq!(
        meat.date,
        DateChoice::Given(Marked::use_by(date(2026, 12, 3)))
    );
    assert_eq!(
        meat.frozen,
        Some(date(2026, 11, 20)),
        "its place is a freezer"
    );
    assert_eq!(honey.date, DateChoice::None, "2999 is never");
    assert_eq!(
        (honey.left.unit, honey.note.as_str()),
        (Unit::Piece, "Comb")
    );
}

#[test]
fn products_become_items_with_category_place_note_and_barcode() {
    let brought = read(&lists(ALL), Currency::EUR).expect("products are there");
    let parcel = &brought.parcel;
    assert_eq!(parcel.items[0].category, Some(Category::SnacksSweets));
    assert_eq!(
        parcel.items[0].barcodes.len(),
        1,
        "what is no article number is none"
    );
    assert_eq!(parcel.items[1].category, Some(Category::Meat));
    assert_eq!(parcel.items[1].note, "From the butcher");
    let place = parcel.items[1].place.map(|place| &parcel.places[place]);
    assert_eq!(
        place.map(|place| (place.name.as_str(), place.kind)),
        Some(("Chest", PlaceKind::Freezer))
    );
    let place = parcel.items[0].place.map(|place| &parcel.places[place]);
    assert_eq!(
        place.and_then(|place| place.id),
        Some(PlaceKind::Pantry.place())
    );
}

#[test]
fn what_cannot_be_taken_in_is_named() {
    let brought = read(&lists(ALL), Currency::EUR).expect("products are there");
    let left: Vec<_> = brought
        .left_out
        .iter()
        .map(|left| (left.part, left.row, left.why))
        .collect();
    assert_eq!(
        left,
        [
            (Part::Item, 3, Why::Unit),
            (Part::Item, 4, Why::NoName),
            (Part::Lot, 4, Why::NoOther),
            (Part::Lot, 5, Why::NoAmount),
        ]
    );
}

#[test]
fn each_list_may_be_a_file_of_its_own() {
    let Some(Tree::Map(members)) = parse(ALL) else {
        panic!("a map");
    };
    let mut lists = Lists::default();
    for (name, list) in &members {
        assert!(lists.take(list, &format!("{name}.json")), "{name}");
    }
    let whole = read(&self::lists(ALL), Currency::EUR);
    assert_eq!(read(&lists, Currency::EUR), whole);
    assert!(lists.asks_currency());
}

#[test]
fn stock_alone_says_what_is_missing() {
    let text = r#"[{ "id": 1, "product_id": 1, "amount": 1, "best_before_date": "2026-12-31" }]"#;
    assert_eq!(
        read(&lists(text), Currency::EUR),
        Err(Unreadable::NoProducts)
    );
    let mut none = Lists::default();
    assert!(!none.take(&parse("[]").expect("JSON"), "stock.json"));
    assert!(!none.take(
        &parse(r#"[{ "id": 1, "name": "x" }]"#).expect("JSON"),
        "else.json"
    ));
}

//! What a review does with answers.

use std::rc::Rc;

use jiff::civil::{Date, date};
use pantry::action::{Action, Author, DateChoice, ItemChoice, NewLot, plan};
use pantry::category::Category;
use pantry::household::Household;
use pantry::lot::{Mark, Marked};
use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};
use pantry::receipt::{Bounds, Doubt, DoubtKind, Draft, LineItem, Row};
use sync::ReplicaId;
use ui::protocol::draft::{Scanned, Shot};
use wasm_bindgen::{JsCast, JsValue};

use super::Review;
use crate::host::store::Picture;
use crate::state::carry::carry;
use crate::state::edits;
use crate::state::photo::{Part, Photo};
use crate::view::amounts;

const TODAY: Date = date(2026, 11, 22);

/// A photo that nobody looks at: it has neither content nor address.
fn photo() -> Rc<Photo> {
    Rc::new(Photo {
        draft: [7; 16],
        parts: vec![Rc::new(Part {
            picture: Picture(JsValue::NULL.unchecked_into()),
            url: "".into(),
        })],
        sample: false,
        extends: None,
        again: None,
    })
}

fn item(name: &str, category: Option<Category>) -> LineItem {
    LineItem {
        text: name.to_uppercase(),
        name: name.to_owned(),
        category,
        confidence: 0.99,
        ..LineItem::default()
    }
}

fn doubt(kind: DoubtKind, item: Option<usize>) -> Doubt {
    Doubt {
        kind,
        row: None,
        item,
    }
}

/// The review of a receipt with one line of mince.
fn review(household: &Household, doubts: Vec<Doubt>) -> Review {
    let mut mince = item("Mince", Some(Category::Staples));
    mince.product.brand = Some("Alpin".to_owned());
    let draft = Draft {
        items: vec![mince],
        doubts,
        ..Draft::default()
    };
    let scanned = Scanned {
        draft,
        ..Scanned::default()
    };
    Review::new(household, scanned, photo(), TODAY)
}

/// A household that has mince, filed as meat.
fn with_mince() -> Household {
    let mut household = Household::default();
    let mut replica = sync::Author::new(ReplicaId(1));
    let mut next = 0;
    let mut ids = || {
        next += 1;
        [next; 16]
    };
    let mut author = Author {
        replica: &mut replica,
        ids: &mut ids,
        now_ms: 1_790_000_000_000,
        today: TODAY,
    };
    let lot = NewLot {
        item: ItemChoice::Named("Mince".to_owned()),
        category: Some(Category::Meat),
        quantity: Quantity::pieces(1),
        place: None,
        purchased: None,
        date: DateChoice::Estimate,
        price: None,
        note: String::new(),
    };
    let added = plan(&household, &Action::AddLot(lot), &mut author).expect("a lot can be added");
    household.apply_all(&added.ops);
    household
}

#[test]
fn choosing_a_category_answers_that_doubt_alone_and_moves_nothing() {
    let household = Household::default();
    let doubts = vec![
        doubt(DoubtKind::LowConfidence, Some(0)),
        doubt(DoubtKind::UncertainCategory, Some(0)),
    ];
    let mut review = review(&household, doubts);
    let line = &mut review.lines[0];
    line.file(Some(Category::Meat));
    assert_eq!(line.why, [DoubtKind::LowConfidence]);
    assert!(!line.is_sure(), "it is still hard to read");
    line.checked = true;
    assert!(line.is_sure());
    assert!(line.asked, "it stays among those that were asked");
}

#[test]
fn what_a_date_is_about_follows_a_category_that_is_chosen_after_it() {
    let household = Household::default();
    let mut review = review(&household, Vec::new());
    review.lines[0].line.date = DateChoice::Given(Marked {
        on: TODAY,
        mark: Mark::BestBefore,
        estimated: false,
    });
    review.lines[0].file(Some(Category::Meat));
    let purchase = review.purchase(&household);
    let DateChoice::Given(marked) = purchase.lines[0].date else {
        panic!("the date is given");
    };
    assert_eq!(marked.mark, Mark::UseBy);
}

#[test]
fn a_known_item_keeps_its_category_unless_the_person_chose_another() {
    let household = with_mince();
    let mut review = review(&household, Vec::new());
    let category = |review: &Review| review.purchase(&household).lines[0].category;
    assert_eq!(category(&review), Some(Category::Meat));
    review.lines[0].call("Oats".to_owned());
    review.lines[0].call("mince".to_owned());
    assert_eq!(category(&review), Some(Category::Meat));
    review.lines[0].file(Some(Category::Frozen));
    assert_eq!(category(&review), Some(Category::Frozen));
}

#[test]
fn a_kept_line_that_is_not_finished_is_found() {
    let household = Household::default();
    let mut review = review(&household, Vec::new());
    assert_eq!(review.unfinished(), None);
    let added = review.add_line();
    assert_eq!(review.unfinished(), Some((added, "name")));
    if let Some(line) = review.line_mut(added) {
        line.dropped = true;
    }
    assert_eq!(review.unfinished(), None, "what is left out needs no name");

    let key = review.lines[0].key;
    review.lines[0].measure("1 l".to_owned());
    review.lines[0].measure("500".to_owned());
    assert_eq!(review.unfinished(), Some((key, "size")), "500 of what?");
    assert_eq!(
        review.lines[0].line.size,
        Some(Quantity::new(1_000, Unit::Litre))
    );
    review.lines[0].measure(" ".to_owned());
    assert_eq!(review.unfinished(), None);

    let euro = Currency::EUR;
    for (typed, unfinished) in [("2.4.9", Some((key, "price"))), ("2.4", None)] {
        review.lines[0].price(typed.to_owned(), euro);
        assert_eq!(review.unfinished(), unfinished, "{typed}");
    }
    for (typed, unfinished) in [("", Some((key, "amount"))), ("2", None)] {
        review.lines[0].count(typed.to_owned());
        assert_eq!(review.unfinished(), unfinished, "{typed}");
    }
    assert_eq!(review.lines[0].line.size, None);
}

#[test]
fn every_answer_is_read_back() {
    let household = Household::default();
    let doubts = || {
        vec![
            doubt(DoubtKind::UncertainCategory, Some(0)),
            doubt(DoubtKind::LowConfidence, Some(0)),
            doubt(DoubtKind::PriceWithoutItem, None),
            doubt(DoubtKind::AmbiguousDate, None),
        ]
    };
    let mut edited = review(&household, doubts());
    edited.answer(&DoubtKind::PriceWithoutItem);
    edited.lines[0].file(Some(Category::Meat));
    edited.lines[0].call("Beef mince".to_owned());
    edited.lines[0].line.brand = Some("Alpine".to_owned());
    edited.lines[0].measure("500 g".to_owned());
    edited.lines[0].measure("1500".to_owned());
    edited.add_line();
    edited.lines[1].dropped = true;

    let mut restored = review(&household, doubts());
    edits::restore(&mut restored, &edits::encode(&edited)).expect("what was written");
    assert_eq!(restored.lines, edited.lines);
    assert_eq!(restored.questions(), [DoubtKind::AmbiguousDate]);
}

#[test]
fn a_line_that_the_reader_alone_doubts_is_answered_by_a_look() {
    let only = |doubts: &[DoubtKind]| {
        let doubts = doubts.iter().cloned().map(|kind| doubt(kind, Some(0)));
        review(&Household::default(), doubts.collect())
    };
    let mut hard = only(&[DoubtKind::LowConfidence, DoubtKind::ItemWithoutPrice]);
    assert!(hard.lines[0].needs_a_look_only());
    assert_eq!(hard.questions_left(), 1, "one look answers both");
    hard.lines[0].checked = true;
    assert_eq!(hard.questions_left(), 0);
    assert!(
        hard.lines[0].needs_a_look_only(),
        "its answer stays in sight"
    );

    let mut both = only(&[DoubtKind::LowConfidence, DoubtKind::UncertainCategory]);
    assert!(!both.lines[0].needs_a_look_only(), "a category is chosen");
    both.lines[0].file(Some(Category::Meat));
    assert!(
        both.lines[0].needs_a_look_only(),
        "what is left is the print"
    );

    let mut dropped = only(&[DoubtKind::LowConfidence]);
    dropped.lines[0].toggle_dropped();
    assert!(!dropped.lines[0].needs_a_look_only());
    assert_eq!(dropped.questions_left(), 0);
}

#[test]
fn a_match_and_a_doubt_are_a_question_each() {
    let household = with_mince();
    let item = household.item_named("mince").map(|item| item.id);
    let mut review = review(&household, vec![doubt(DoubtKind::LowConfidence, Some(0))]);
    review.lines[0].maybe = item;
    assert_eq!(review.questions_left(), 2);
    assert!(!review.lines[0].needs_a_look_only());
    review.lines[0].checked = true;
    assert_eq!(
        review.questions_left(),
        1,
        "which item it is, is still asked"
    );
    review.lines[0].settle_match(&household, true);
    assert_eq!(review.questions_left(), 0);
}

#[test]
fn a_question_is_asked_once() {
    let household = Household::default();
    let asked = || doubt(DoubtKind::PriceWithoutItem, None);
    let other = doubt(DoubtKind::NoText, None);
    let review = review(&household, vec![asked(), other, asked()]);
    let expected = [DoubtKind::PriceWithoutItem, DoubtKind::NoText];
    assert_eq!(review.questions(), expected);
}

fn euro(minor: i64) -> Option<Money> {
    Some(Money::new(minor, Currency::EUR))
}

/// The review of a receipt with these lines, all of them in one row of print each.
fn long(names: &[&str]) -> Review {
    let draft = Draft {
        items: names.iter().map(|name| item(name, None)).collect(),
        ..Draft::default()
    };
    let scanned = Scanned {
        draft,
        ..Scanned::default()
    };
    Review::new(&Household::default(), scanned, photo(), TODAY)
}

#[test]
fn answers_stay_when_the_next_part_of_a_receipt_is_added() {
    let mut first = long(&["Apples", "Milk 1L", "Apples"]);
    first.purchase.merchant = Some("Corner shop".to_owned());
    first.lines[2].call("Pears".to_owned());
    first.lines[2].line.brand = Some("Alpine".to_owned());
    first.lines[2].measure("1 kg".to_owned());
    first.lines[1].dropped = true;
    let by_hand = first.add_line();
    if let Some(line) = first.line_mut(by_hand) {
        line.call("Bag".to_owned());
    }

    // The clearer shot has the milk a little differently.
    let mut whole = long(&["Bread", "Apples", "Milk 1 L", "Apples", "Eggs"]);
    whole.purchase.total = euro(1_250);
    whole.lines[1].line.discount = euro(-30);
    carry(&first, &mut whole);
    let shown: Vec<(&str, bool)> = whole
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.dropped))
        .collect();
    assert_eq!(
        shown,
        [
            ("Bread", false),
            ("Apples", false),
            ("Milk 1 L", true),
            ("Pears", false),
            ("Eggs", false),
            ("Bag", false)
        ]
    );
    assert_eq!(
        whole.lines[1].line.discount,
        euro(-30),
        "the new part has it"
    );
    let pears = &whole.lines[3].line;
    assert_eq!(pears.brand.as_deref(), Some("Alpine"));
    assert_eq!(pears.size, Some(Quantity::new(1_000, Unit::Kilogram)));
    assert_eq!(whole.purchase.merchant.as_deref(), Some("Corner shop"));
    assert_eq!(whole.purchase.total, euro(1_250), "nobody had typed one");
    let keys: Vec<usize> = whole.lines.iter().map(|line| line.key).collect();
    assert_eq!(keys, [0, 1, 2, 3, 4, 5], "one of its kind each");
}

#[test]
fn lines_that_were_joined_stay_one_when_the_receipt_goes_on() {
    let priced = |mut review: Review| {
        for line in &mut review.lines {
            line.line.price = euro(100);
        }
        review
    };
    let mut first = priced(long(&["Cheddar", "Mature", "Milk 1 L"]));
    first.came = Rc::new(super::Came {
        purchase: first.purchase.clone(),
        lines: first.lines.clone(),
        doubts: Vec::new(),
    });
    first.merge_up(1);
    let mut whole = priced(long(&["Cheddar", "Mature", "Milk 1 L", "Eggs"]));
    carry(&first, &mut whole);
    let shown: Vec<(&str, Option<Money>)> = whole
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.line.price))
        .collect();
    let expected = [
        ("Cheddar", euro(200)),
        ("Milk 1 L", euro(100)),
        ("Eggs", euro(100)),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn joined_rows_have_the_brand_and_size_of_whichever_has_one() {
    let joined = |upper: [&str; 2], lower: [&str; 2]| {
        let mut review = long(&["Cheddar", "Mature"]);
        for (line, [brand, size]) in review.lines.iter_mut().zip([upper, lower]) {
            line.line.brand = Some(brand.to_owned()).filter(|brand| !brand.is_empty());
            line.measure(size.to_owned());
        }
        review.merge_up(1);
        let line = &review.lines[0];
        let brand = line.line.brand.clone().unwrap_or_default();
        [
            brand,
            line.typed_size.clone(),
            amounts::size_text(line.line.size),
        ]
    };
    assert_eq!(
        joined(["", ""], ["Alpine", "200 g"]),
        ["Alpine", "200 g", "200 g"]
    );
    assert_eq!(
        joined(["Meadow", "1 kg"], ["Alpine", "200 g"]),
        ["Meadow", "1 kg", "1 kg"]
    );
}

#[test]
fn a_line_over_two_shots_is_shown_where_it_begins() {
    let at = |y0, y1| Bounds {
        x0: 10,
        y0,
        x1: 90,
        y1,
    };
    let row = |bounds| Row {
        text: String::new(),
        bounds,
        confidence: 1.0,
        words: Vec::new(),
    };
    let mut line = item("Mince", None);
    line.rows = vec![0, 1];
    line.bounds = at(180, 420);
    let shot = Shot {
        size: (100, 200),
        turns: 0,
    };
    let scanned = Scanned {
        draft: Draft {
            items: vec![line],
            rows: vec![row(at(180, 195)), row(at(405, 420))],
            ..Draft::default()
        },
        shots: vec![shot; 3],
        ..Scanned::default()
    };
    let review = Review::new(&Household::default(), scanned, photo(), TODAY);
    assert_eq!(review.lines[0].bounds, Some(at(180, 195)));
}

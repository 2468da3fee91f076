//! Accepting a receipt.

use expect_test::expect;
use pantry::action::{Action, DateChoice, ItemChoice, Line, Purchase, Rejected};
use pantry::category::Category;
use pantry::money::{Currency, Money};
use pantry::op::receipt::MOST_IMAGES;
use pantry::quantity::{Quantity, Unit};
use sync::BlobRef;
use sync::codec::{Batch, HouseholdId, MAX_BATCH, MAX_BATCH_OPS, MAX_OP, Stored};
use sync::digest::Chain;

use crate::device::{Device, TODAY, amount};

/// A line as the review screen hands it over.
pub fn line(text: &str, name: &str, category: Category, quantity: &str, cents: i64) -> Line {
    Line {
        source: 0,
        text: text.to_owned(),
        item: ItemChoice::Named(name.to_owned()),
        category: Some(category),
        quantity: amount(quantity),
        printed: None,
        brand: None,
        size: None,
        printed_brand: None,
        printed_size: None,
        price: Some(Money::new(cents, Currency::EUR)),
        discount: None,
        place: None,
        date: DateChoice::Estimate,
    }
}

pub fn purchase(lines: Vec<Line>) -> Purchase {
    Purchase {
        merchant: Some("Corner Market".to_owned()),
        date: Some(TODAY),
        currency: Some(Currency::EUR),
        total: Some(Money::new(1_234, Currency::EUR)),
        lines: lines
            .into_iter()
            .enumerate()
            .map(|(source, line)| Line { source, ..line })
            .collect(),
        ..Purchase::default()
    }
}

/// As long as receipts of a weekly shop get, with the longest of names.
fn sixty_rows() -> Purchase {
    let lines = (0..60).map(|row: usize| {
        let bread = line(
            &format!("{row:02} ORGANIC WHOLE GRAIN SANDWICH BREAD 750G A"),
            &format!("Organic whole grain sandwich bread number {row}"),
            Category::ALL[row % Category::ALL.len()],
            if row.is_multiple_of(3) {
                "0.752 kg"
            } else {
                "2"
            },
            199 + row as i64,
        );
        Line {
            printed: Some(bread.quantity),
            discount: (row.is_multiple_of(5)).then(|| Money::new(-25, Currency::EUR)),
            ..bread
        }
    });
    Purchase {
        address: Some("12 Market Street, 12345 Springfield".to_owned()),
        tax: Some(Money::new(812, Currency::EUR)),
        total: Some(Money::new(13_710, Currency::EUR)),
        images: vec![photo(7)],
        ignored: vec!["PFAND 0,25".to_owned(), "BAG FEE".to_owned()],
        ..purchase(lines.collect())
    }
}

/// The photo whose bytes have this hash.
fn photo(hash: u8) -> BlobRef {
    BlobRef {
        sha256: [hash; 32],
        size: 812_345,
    }
}

#[test]
fn accepting_a_receipt_files_each_line_as_a_lot() {
    let mut device = Device::new(1);
    let fish = Line {
        place: Some(pantry::location::PlaceKind::Freezer.place()),
        ..line("COD FILLET", "Cod", Category::Seafood, "0.4 kg", 899)
    };
    device.act(&Action::AcceptPurchase(purchase(vec![
        line("WHL MLK 1L", "Whole milk", Category::DairyEggs, "2 l", 258),
        line(
            "SPAGHETTI 500G",
            "Spaghetti",
            Category::Staples,
            "500 g",
            129,
        ),
        fish,
        line("DISH SOAP", "Dish soap", Category::Household, "1", 149),
        line("whl mlk 1l", "whole MILK", Category::DairyEggs, "1 l", 129),
    ])));
    expect![[r#"
        Whole milk [dairy_eggs] 3 l by 2026-12-06
          2 l Fridge 2.58 2026-12-06 BestBefore Estimated
          1 l Fridge 1.29 2026-12-06 BestBefore Estimated
        Spaghetti [staples] 500 g by 2028-11-21
          500 g Pantry 1.29 2028-11-21 BestBefore Estimated
        Cod [seafood] 0.4 kg by 2027-03-23
          0.4 kg Freezer 8.99 2027-03-23 BestBefore Frozen
        Dish soap [household] 1 pc
          1 pc Pantry 1.49 
        receipt Corner Market 12.34 EUR of 5 lots
    "#]]
    .assert_eq(&device.show());
}

#[test]
fn a_lot_keeps_what_was_printed_and_charged() {
    let mut device = Device::new(1);
    device.act(&Action::AcceptPurchase(sixty_rows()));
    let receipt = device.household.receipts()[0].clone();
    assert_eq!(receipt.images, [photo(7)]);
    let lots = device.household.lots_on(receipt.id);
    assert_eq!(lots.len(), 60);
    let lot = lots[5];
    assert_eq!(lot.line, Some(5), "in the order of the lines");
    assert_eq!(lot.text, "05 ORGANIC WHOLE GRAIN SANDWICH BREAD 750G A");
    assert_eq!(lot.price, Some(Money::new(204, Currency::EUR)));
    assert_eq!(lot.discount, Some(Money::new(-25, Currency::EUR)));
    assert_eq!(lot.category, Some(Category::Bakery));
    assert_eq!(lot.purchased, Some(TODAY));
    let bought = device.household.original(lot.id);
    assert_eq!(bought, Quantity::new(2_000, Unit::Piece));
}

#[test]
fn a_lot_has_the_brand_and_size_that_were_typed() {
    let mut device = Device::new(1);
    let typed = |size| Line {
        brand: Some(" Alpine ".to_owned()),
        size: Some(size),
        ..line("WHL MLK", "Whole milk", Category::DairyEggs, "2", 258)
    };
    device.act(&Action::AcceptPurchase(purchase(vec![typed(amount(
        "1 l",
    ))])));
    let lot = device.household.lots_of(device.item("whole milk"))[0];
    assert_eq!(lot.brand.as_deref(), Some("Alpine"));
    assert_eq!(lot.size, Some(amount("1 l")));

    let nothing = Quantity::new(0, Unit::Litre);
    let why = device
        .plan(&Action::AcceptPurchase(purchase(vec![typed(nothing)])))
        .expect_err("a package holds something");
    assert!(matches!(why, Rejected::Line { line: 0, .. }), "{why}");
}

#[test]
fn a_long_receipt_keeps_every_photo_in_order() {
    let with = |images| Purchase {
        images,
        ..sixty_rows()
    };
    let mut device = Device::new(1);
    let photos: Vec<BlobRef> = [9, 3, 7].map(photo).into();
    device.act(&Action::AcceptPurchase(with(photos.clone())));
    assert_eq!(device.household.receipts()[0].images, photos);

    let too_many = with(vec![photo(1); MOST_IMAGES + 1]);
    let why = device.plan(&Action::AcceptPurchase(too_many));
    assert_eq!(why, Err(Rejected::TooLarge));
}

/// These bytes are in the logs of every household that accepted a receipt, and
/// devices of every version exchange them. They may change only if this test's own
/// receipt does, or if a *new* field or op is written beside the old ones.
#[test]
fn sixty_rows_are_one_transaction_within_the_limits_of_the_format() {
    let mut device = Device::new(1);
    let transaction = device.act(&Action::AcceptPurchase(sixty_rows()));
    let ops: Vec<Stored> = transaction
        .ops
        .iter()
        .map(|op| Stored::seal(op.clone()).expect("within the limits"))
        .collect();
    let longest = ops.iter().map(|op| op.body().len()).max().expect("ops");
    let first = transaction.ops.first().expect("ops");
    let last = transaction.ops.last().expect("ops");
    assert!(
        transaction
            .ops
            .iter()
            .all(|op| op.txn_id() == transaction.id)
    );
    assert!(last.txn.last, "the transaction is closed");

    let batch = Batch {
        household: HouseholdId([1; 16]),
        replica: first.id.replica,
        first_rseq: first.id.rseq,
        // These ops are the ones that the first version wrote.
        schema: 1,
        epoch: None,
        previous: Chain::START,
        ops: ops.into_iter().map(Ok).collect(),
    };
    let bytes = batch.encode().expect("one batch");
    assert!(longest <= MAX_OP && batch.ops.len() <= MAX_BATCH_OPS && bytes.len() <= MAX_BATCH);
    assert_eq!(Batch::decode(&bytes).as_ref(), Ok(&batch), "and back");
    expect![
        "244 ops, the longest of 180 bytes; 31412 bytes, blake3 e367164fd463be18856508b825fe8f05"
    ]
    .assert_eq(&format!(
        "{} ops, the longest of {longest} bytes; {} bytes, blake3 {}",
        batch.ops.len(),
        bytes.len(),
        &blake3::hash(&bytes).to_hex()[..32],
    ));
}

#[test]
fn lines_of_the_same_new_name_become_lots_of_one_item() {
    let mut device = Device::new(1);
    device.act(&Action::AcceptPurchase(purchase(vec![
        line("APPLES", "Apples", Category::Produce, "1 kg", 300),
        line("APPLES", "apples ", Category::Produce, "500 g", 150),
    ])));
    assert_eq!(device.household.items().count(), 1);
    let apples = device.item("Apples");
    let overview = device.household.overview(apples).expect("an item");
    assert_eq!(overview.totals, [amount("1.5 kg")]);
    assert_eq!(overview.lots, 2, "lots are never merged");
}

#[test]
fn the_next_receipt_finds_the_item_whatever_its_case_and_accents() {
    let mut device = Device::new(1);
    for name in ["Crème fraîche", "CREME FRAICHE"] {
        device.act(&Action::AcceptPurchase(purchase(vec![line(
            name,
            name,
            Category::DairyEggs,
            "1",
            99,
        )])));
    }
    let names: Vec<&str> = device
        .household
        .items()
        .map(|item| item.name.as_str())
        .collect();
    assert_eq!(names, ["Crème fraîche"]);
}

#[test]
fn a_wrong_line_is_named_and_nothing_is_written() {
    let mut device = Device::new(1);
    let lines = vec![
        line("MILK", "Milk", Category::DairyEggs, "1", 100),
        line("?", " ", Category::Produce, "1", 100),
    ];
    let before = device.author.clone();
    let why = device
        .plan(&Action::AcceptPurchase(purchase(lines)))
        .expect_err("a line is wrong");
    assert_eq!(why.to_string(), "line 2: it has no name; type one");
    assert_eq!(device.author, before, "the numbers have no gap");
    let nothing = vec![line("MILK", "Milk", Category::DairyEggs, "0", 100)];
    let why = device
        .plan(&Action::AcceptPurchase(purchase(nothing)))
        .expect_err("a line is wrong");
    assert!(matches!(why, Rejected::Line { line: 0, .. }), "{why}");
}

#[test]
fn a_category_that_a_person_chose_files_a_known_item_anew() {
    let mut device = Device::new(1);
    let salmon = |category| line("SALMON", "Salmon", category, "1", 500);
    device.act(&Action::AcceptPurchase(purchase(vec![salmon(
        Category::Canned,
    )])));
    let item = device.item("salmon");
    let first = device.household.lots_of(item)[0].id;
    let chosen = Action::AcceptPurchase(purchase(vec![
        salmon(Category::Seafood),
        salmon(Category::Seafood),
    ]));
    let ops = device.act(&chosen).ops;
    let puts = ops
        .iter()
        .filter(|op| op.entity_type == pantry::op::entity::ITEM);
    assert_eq!(puts.count(), 1, "the second line says nothing new");
    let filed = device.household.item(item).and_then(|item| item.category);
    assert_eq!(filed, Some(Category::Seafood));
    let lots = device.household.lots_of(item);
    let fresh: Vec<_> = lots.iter().filter(|lot| lot.id != first).collect();
    assert!(
        fresh
            .iter()
            .all(|lot| lot.category == Some(Category::Seafood))
    );
    let days: std::collections::BTreeSet<_> = fresh
        .iter()
        .map(|lot| lot.date.map(|date| (date.on, date.estimated)))
        .collect();
    let estimate = pantry::due::estimated(
        pantry::shelf_life::Kind::of(Category::Seafood, "Salmon"),
        pantry::location::PlaceKind::Fridge,
        TODAY,
    );
    let estimate = estimate.map(|date| (date.on, date.estimated));
    assert_eq!(days.into_iter().collect::<Vec<_>>(), [estimate]);

    let unsaid = Line {
        category: None,
        ..salmon(Category::Canned)
    };
    device.act(&Action::AcceptPurchase(purchase(vec![unsaid])));
    let filed = device.household.item(item).and_then(|item| item.category);
    assert_eq!(
        filed,
        Some(Category::Seafood),
        "nothing said, nothing changed"
    );
}

#[test]
fn a_receipt_of_which_nothing_was_read_can_be_accepted() {
    let mut device = Device::new(1);
    device.act(&Action::AcceptPurchase(Purchase::default()));
    assert_eq!(device.household.receipts().len(), 1);
}

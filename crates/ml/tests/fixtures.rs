//! The receipts that we rendered are read end to end: four countries, one of them
//! skewed, one faded. They also come turned, small and upside down.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads files and says what it measured"
)]

mod support;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::PathBuf;

use ml::{Error, Scan, Stage, Unwatched, Watch};
use pantry::money::Money;
use pantry::receipt::LineItem;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    support::root().join("tests/fixtures/receipts").join(name)
}

/// Share of the words of the items, the merchant and the total that were read.
fn share_read(scan: &Scan, label: &Value) -> f64 {
    let mut printed: Vec<&str> = vec![label["merchant"].as_str().expect("a merchant")];
    for item in label["items"].as_array().expect("items") {
        printed.push(item["text"].as_str().expect("a text"));
    }
    let words = ml::score::words(printed, support::texts(scan));
    words.hits as f64 / words.expected as f64
}

/// What is expected of a fixture: shares of its words, and of its items by name, price
/// and quantity.
struct Least {
    name: &'static str,
    words: f64,
    items: f64,
}

/// The last figures less an item: a slip of the reader is no fault of the parser.
const LEAST: [Least; 4] = [
    Least {
        name: "us",
        words: 0.9,
        items: 0.85,
    },
    Least {
        name: "uk",
        words: 0.85,
        items: 0.85,
    },
    Least {
        name: "de_skewed",
        words: 0.85,
        items: 0.75,
    },
    Least {
        name: "fr_faded",
        words: 0.8,
        items: 0.85,
    },
];

#[test]
fn rendered_receipts_are_read() {
    let scanner = support::scanner();
    let mut faults = Vec::new();
    for least in LEAST {
        let name = least.name;
        let label = support::json(&fixture(&format!("{name}.json")));
        let scan = support::scan(&scanner, &fixture(&format!("{name}.jpg")));
        let (words, items) = (share_read(&scan, &label), share_of_items(&scan, &label));
        println!("{name}: {words:.2} of the words, {items:.2} of the items");
        if words < least.words || items < least.items {
            faults.push(format!(
                "{name}: {words:.2} of the words and {items:.2} of the items, at least {} and {} expected",
                least.words, least.items
            ));
        }
        faults.extend(field_faults(&scan, &label).map(|fault| format!("{name}: {fault}")));
        if let Some(fault) = bounds_fault(&scan) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The fields of the draft that are not as the label has them.
fn field_faults(scan: &Scan, label: &Value) -> impl Iterator<Item = String> {
    let draft = &scan.draft;
    let money = |money: Option<Money>| money.map(|money| money.to_string());
    let found = [
        ("total", money(draft.total)),
        ("tax", money(draft.tax)),
        ("date", draft.date.map(|date| date.to_string())),
        (
            "currency",
            draft.currency.map(|currency| currency.to_string()),
        ),
    ];
    found.into_iter().filter_map(|(field, found)| {
        let expected = label[field].as_str();
        (found.as_deref() != expected).then(|| format!("{field} {found:?}, {expected:?} expected"))
    })
}

/// Share of the printed items that were read with their name, price and quantity.
fn share_of_items(scan: &Scan, label: &Value) -> f64 {
    let expected = label["items"].as_array().expect("items");
    let mut free: Vec<&LineItem> = scan.draft.items.iter().collect();
    let mut right = 0;
    for item in expected {
        let text = |key: &str| item[key].as_str().expect("a text");
        let quantity = milli(text("quantity"));
        let same = |found: &&LineItem| {
            let price = found.price.map(|price| price.to_string());
            let read = ml::score::words([text("text")], [found.text.as_str()]);
            price.as_deref() == Some(text("price"))
                && found.quantity.map_or(1000, |read| read.milli) == quantity
                && 2 * read.hits >= read.expected
        };
        if let Some(at) = free.iter().position(same) {
            free.remove(at);
            right += 1;
        } else {
            println!("    missed: {item}");
        }
    }
    f64::from(right) / expected.len() as f64
}

/// Thousandths of a decimal number.
fn milli(text: &str) -> i64 {
    let number: f64 = text.parse().expect("a number");
    (number * 1000.0).round() as i64
}

/// Rows lie in the image and go down it.
fn bounds_fault(scan: &Scan) -> Option<String> {
    let size = scan.shots[0].size;
    let (width, height) = (size.0 as i32, size.1 as i32);
    scan.draft.rows.iter().find_map(|row| {
        let b = row.bounds;
        let inside =
            0 <= b.x0 && b.x0 < b.x1 && b.x1 <= width && 0 <= b.y0 && b.y0 < b.y1 && b.y1 <= height;
        (!inside).then(|| format!("{:?} of {:?} is not in {width} x {height}", b, row.text))
    })
}

#[test]
fn a_receipt_may_lie_any_way_round() {
    let scanner = support::scanner();
    let label = support::json(&fixture("us.json"));
    let upright = ::image::open(fixture("us.jpg")).expect("a picture");
    let size = (upright.width(), upright.height());
    for (turns, turned) in [
        (3, upright.rotate90()),
        (2, upright.rotate180()),
        (1, upright.rotate270()),
    ] {
        let mut png = Cursor::new(Vec::new());
        turned
            .write_to(&mut png, ::image::ImageFormat::Png)
            .expect("encodes");
        let scan = scanner
            .scan(png.get_ref(), &mut Unwatched)
            .expect("a picture");
        let shot = scan.shots[0];
        assert_eq!((shot.turns, shot.size), (turns, size), "turned back");
        let share = share_read(&scan, &label);
        assert!(
            share >= 0.8,
            "{turns} quarter turns back: {share:.2} of the words"
        );
    }
}

#[test]
fn two_shots_of_a_long_receipt_are_read_as_one() {
    let scanner = support::scanner();
    let whole = ::image::open(fixture("us.jpg")).expect("a picture");
    let (width, height) = (whole.width(), whole.height());
    let part = |from: u32, to: u32| {
        let mut png = Cursor::new(Vec::new());
        whole
            .crop_imm(0, from, width, to - from)
            .write_to(&mut png, ::image::ImageFormat::Png)
            .expect("encodes");
        png.into_inner()
    };
    let (upper, lower) = (part(0, height * 6 / 10), part(height * 4 / 10, height));
    let once = std::fs::read(fixture("us.jpg")).expect("a picture");
    let once = scanner.scan(&once, &mut Unwatched).expect("a picture");
    // The wrong way round, as they come out of a gallery.
    let scan = scanner
        .scan_shots(&[&lower, &upper], &mut Unwatched)
        .expect("two pictures");
    assert_eq!(scan.draft.total, once.draft.total);
    assert_eq!(scan.draft.items.len(), once.draft.items.len());
    assert_eq!(scan.draft.rows.len(), once.draft.rows.len());
    let bottom = scan.shots.iter().map(|shot| shot.size.1).sum::<u32>() as i32;
    let first = scan.draft.rows.first().expect("rows").bounds;
    let lower_height = scan.shots[0].size.1 as i32;
    assert!(
        (lower_height..bottom).contains(&first.y0),
        "the head stands in the second picture: {first:?}"
    );
}

#[test]
fn more_shots_than_a_receipt_has_are_refused_before_any_is_read() {
    let error = support::scanner()
        .scan_shots(&[b"".as_slice(); ml::MOST_SHOTS + 1], &mut Unwatched)
        .expect_err("too many");
    assert!(matches!(error, Error::TooManyShots), "{error:?}");
}

#[test]
fn a_picture_without_text_is_an_empty_draft() {
    let scanner = support::scanner();
    let plain =
        ::image::GrayImage::from_fn(640, 480, |x, y| ::image::Luma([(120 + (x + y) / 16) as u8]));
    let mut png = Cursor::new(Vec::new());
    plain
        .write_to(&mut png, ::image::ImageFormat::Png)
        .expect("encodes");
    let scan = scanner
        .scan(png.get_ref(), &mut Unwatched)
        .expect("a picture");
    assert!(scan.draft.rows.is_empty(), "{:?}", scan.draft.rows);
    assert!(!scan.draft.doubts.is_empty(), "the person is asked");
}

/// Stops when a stage is reached.
struct StopAt(Stage);

impl Watch for StopAt {
    fn now_ms(&self) -> f64 {
        0.0
    }

    fn at(&mut self, stage: Stage, _done: f32) -> ControlFlow<()> {
        if stage == self.0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[test]
fn a_scan_can_be_cancelled_at_every_stage() {
    let scanner = support::scanner();
    let bytes = std::fs::read(fixture("uk.jpg")).expect("a picture");
    for stage in [
        Stage::Decode,
        Stage::Prepare,
        Stage::Detect,
        Stage::Recognise,
        Stage::Parse,
        Stage::Classify,
    ] {
        let error = scanner
            .scan(&bytes, &mut StopAt(stage))
            .expect_err("cancelled");
        assert!(matches!(error, Error::Cancelled), "{stage:?}: {error}");
    }
}

#[test]
fn pictures_of_any_shape_are_read_without_harm() {
    let scanner = support::scanner();
    for (width, height) in [(1, 1), (1, 900), (900, 1), (7, 5), (3000, 20), (20, 3000)] {
        let noise = |x: u32, y: u32| {
            let mix = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).rotate_left(13);
            ::image::Luma([(mix >> 7) as u8])
        };
        let mut png = Cursor::new(Vec::new());
        ::image::GrayImage::from_fn(width, height, noise)
            .write_to(&mut png, ::image::ImageFormat::Png)
            .expect("encodes");
        let scan = scanner
            .scan(png.get_ref(), &mut Unwatched)
            .expect("a picture");
        let size = scan.shots[0].size;
        assert_eq!(size.0.max(size.1), width.max(height));
    }
}

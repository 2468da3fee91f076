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

#[test]
fn rendered_receipts_are_read() {
    let scanner = support::scanner();
    let mut faults = Vec::new();
    for (name, least) in [
        ("us", 0.9),
        ("uk", 0.85),
        ("de_skewed", 0.85),
        ("fr_faded", 0.8),
    ] {
        let label = support::json(&fixture(&format!("{name}.json")));
        let scan = support::scan(&scanner, &fixture(&format!("{name}.jpg")));
        let share = share_read(&scan, &label);
        println!(
            "{name}: {share:.2} of the words, total {:?}",
            scan.draft.total
        );
        if share < least {
            faults.push(format!(
                "{name}: {share:.2} of the words, at least {least} expected"
            ));
        }
        if let Some(fault) = bounds_fault(&scan) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Rows lie in the image and go down it.
fn bounds_fault(scan: &Scan) -> Option<String> {
    let (width, height) = (scan.size.0 as i32, scan.size.1 as i32);
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
        assert_eq!((scan.turns, scan.size), (turns, size), "turned back");
        let share = share_read(&scan, &label);
        assert!(
            share >= 0.8,
            "{turns} quarter turns back: {share:.2} of the words"
        );
    }
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
        assert_eq!(scan.size.0.max(scan.size.1), width.max(height));
    }
}

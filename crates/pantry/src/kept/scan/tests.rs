//! A scan survives the way from the worker to the page.

use crate::money::Money;
use crate::quantity::Quantity;

use super::*;

#[test]
fn a_scan_comes_out_as_it_went_in() {
    let euro = |minor| Some(Money::new(minor, Currency::EUR));
    let line = LineItem {
        text: "2 x MILK 3.98".to_owned(),
        name: "MILK".to_owned(),
        product: Product {
            name: "Milk".to_owned(),
            brand: Some("Alpenhof".to_owned()),
            size: Some(Quantity::pieces(6)),
        },
        quantity: Some(Quantity::pieces(2)),
        unit_price: euro(199),
        price: euro(398),
        discount: euro(-40),
        category: Some(Category::DairyEggs),
        category_sure: true,
        confidence: 0.75,
        name_confidence: 0.5,
        price_confidence: 0.25,
        rows: vec![0],
        bounds: Bounds {
            x0: 1,
            y0: -2,
            x1: 300,
            y1: 40,
        },
    };
    let word = Word {
        text: "MILK".to_owned(),
        bounds: line.bounds,
        confidence: 0.5,
        ..Word::default()
    };
    let row = Row {
        text: line.text.clone(),
        bounds: line.bounds,
        confidence: 0.5,
        words: vec![word],
    };
    let mismatch = DoubtKind::TotalMismatch {
        items: Money::new(398, Currency::EUR),
        total: Money::new(i64::MAX, Currency::EUR),
    };
    let scanned = Scanned {
        draft: Draft {
            merchant: Some("Corner shop".to_owned()),
            date: Some(crate::Date::constant(2026, 11, 22)),
            time: Some(crate::Time::constant(18, 5, 0, 0)),
            currency: Some(Currency::EUR),
            total: euro(358),
            confidences: Confidences {
                merchant: 0.5,
                date: 0.75,
                total: 1.0,
            },
            items: vec![line],
            rows: vec![row],
            doubts: vec![
                Doubt {
                    kind: mismatch,
                    row: None,
                    item: None,
                },
                Doubt {
                    kind: DoubtKind::AmbiguousDate,
                    row: Some(0),
                    item: None,
                },
            ],
            ..Draft::default()
        },
        shots: vec![shot((640, 1800), 3), shot((600, 900), 0)],
        images: [7, 8].map(image).into(),
        timings: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 21.0],
    };
    assert_eq!(decode(&encode(&scanned)), Some(scanned));
    assert_eq!(decode(b"not a scan"), None);
}

fn shot(size: (u32, u32), turns: u8) -> Shot {
    Shot { size, turns }
}

fn image(hash: u8) -> BlobRef {
    BlobRef {
        sha256: [hash; 32],
        size: 123_456,
    }
}

/// A scan of one photo as the first version kept it: whoever updates in the middle of a
/// review has such bytes in storage, with answers beside them that need it.
#[test]
fn a_scan_of_the_first_version_is_read_and_written_as_it_was() {
    let kept = [
        // 14 fields: a shop, a date, no amounts, lines, rows or doubts.
        b"\x8e\x64Shop\xf6\x6a2026-11-22\xf6\xf6\x83\xf6\xf6\xf6\x80\x80\x80".as_slice(),
        // 640 by 1800 pixels; 21 ms in all; three turns.
        b"\x82\x19\x02\x80\x19\x07\x08\x87",
        &[b"\xfb\0\0\0\0\0\0\0\0".as_slice(); 6].concat(),
        b"\xfb\x40\x35\0\0\0\0\0\0\x03",
        // Hash and number of the photo's bytes.
        &[b"\x98\x20".as_slice(), &[7; 32], b"\x1a\x00\x01\xe2\x40"].concat(),
    ]
    .concat();
    let scanned = Scanned {
        draft: Draft {
            merchant: Some("Shop".to_owned()),
            date: Some(crate::Date::constant(2026, 11, 22)),
            ..Draft::default()
        },
        shots: vec![shot((640, 1800), 3)],
        images: vec![image(7)],
        timings: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 21.0],
    };
    assert_eq!(decode(&kept), Some(scanned.clone()));
    let without_news = ScannedForm {
        confidences: None,
        ..ScannedForm::of(&scanned)
    };
    assert_eq!(minicbor::to_vec(without_news).ok(), Some(kept));
}

#[test]
fn bounds_are_in_the_shot_that_has_their_middle() {
    let shots = [shot((640, 100), 0), shot((600, 50), 0)];
    let check = |y0, y1, expected| {
        let bounds = Bounds {
            y0,
            y1,
            ..Bounds::default()
        };
        assert_eq!(shot_at(&shots, bounds), Some(expected), "{y0} to {y1}");
    };
    check(0, 20, (0, 0));
    check(85, 105, (0, 0));
    check(95, 115, (1, 100));
    check(140, 170, (1, 100));
    assert_eq!(shot_at(&[], Bounds::default()), None);
}

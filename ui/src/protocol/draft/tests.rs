//! A scan survives the way from the worker to the page.

use pantry::money::Money;
use pantry::quantity::Quantity;

use super::*;

#[test]
fn a_scan_comes_out_as_it_went_in() {
    let euro = |minor| Some(Money::new(minor, Currency::EUR));
    let line = LineItem {
        text: "2 x MILK 3.98".to_owned(),
        name: "Milk".to_owned(),
        quantity: Some(Quantity::pieces(2)),
        unit_price: euro(199),
        price: euro(398),
        discount: euro(-40),
        category: Some(Category::DairyEggs),
        category_sure: true,
        confidence: 0.75,
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
            date: Some(pantry::Date::constant(2026, 11, 22)),
            time: Some(pantry::Time::constant(18, 5, 0, 0)),
            currency: Some(Currency::EUR),
            total: euro(358),
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
        size: (640, 1800),
        turns: 3,
        image: Some(BlobRef {
            sha256: [7; 32],
            size: 123_456,
        }),
        timings: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 21.0],
    };
    assert_eq!(decode(&encode(&scanned)), Some(scanned));
    assert_eq!(decode(b"not a scan"), None);
}

//! The JSON form of a receipt. Programs read it: a field is never renamed or taken away.
//!
//! Amounts are decimal strings, dates and times are ISO 8601, boxes are
//! `[x0, y0, x1, y1]` in pixels of the upright image, what is not known is null.

use ml::{Scan, Timings};
use pantry::receipt::{Bounds, Doubt, DoubtKind, Draft, LineItem, Row};
use serde::Serialize;
use serde_json::{Value, json};

/// A receipt that was read.
#[derive(Serialize)]
pub struct Receipt<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    merchant: Option<&'a str>,
    address: Option<&'a str>,
    date: Option<String>,
    time: Option<String>,
    currency: Option<String>,
    total: Option<String>,
    tax: Option<String>,
    items: Vec<Item<'a>>,
    rows: Vec<PrintedRow<'a>>,
    doubts: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings_ms: Option<Milliseconds>,
}

/// A file that could not be read.
#[derive(Serialize)]
pub struct Failure<'a> {
    file: &'a str,
    error: String,
}

#[derive(Serialize)]
struct Item<'a> {
    text: &'a str,
    /// The printed name in sentence case.
    name: String,
    /// What it stands for.
    product: Product<'a>,
    quantity: Option<String>,
    unit: Option<String>,
    unit_price: Option<String>,
    price: Option<String>,
    discount: Option<String>,
    category: Option<&'static str>,
    confidence: f64,
    #[serde(rename = "box")]
    bounds: [i32; 4],
}

#[derive(Serialize)]
struct Product<'a> {
    name: &'a str,
    brand: Option<&'a str>,
    size: Option<String>,
    unit: Option<&'static str>,
}

#[derive(Serialize)]
struct PrintedRow<'a> {
    text: &'a str,
    #[serde(rename = "box")]
    bounds: [i32; 4],
    confidence: f64,
}

#[derive(Serialize)]
struct Milliseconds {
    decode: f64,
    prepare: f64,
    detect: f64,
    recognise: f64,
    parse: f64,
    classify: f64,
    total: f64,
}

impl<'a> Receipt<'a> {
    /// The JSON form of a scan of a file.
    pub fn new(file: &'a str, scan: &'a Scan) -> Self {
        Self {
            file: Some(file),
            timings_ms: Some(Milliseconds::new(&scan.timings)),
            ..Self::of(&scan.draft)
        }
    }

    /// The JSON form of a receipt that came as text.
    pub fn of(draft: &'a Draft) -> Self {
        Self {
            file: None,
            merchant: draft.merchant.as_deref(),
            address: draft.address.as_deref(),
            date: text(draft.date),
            time: text(draft.time),
            currency: text(draft.currency),
            total: text(draft.total),
            tax: text(draft.tax),
            items: draft.items.iter().map(Item::new).collect(),
            rows: draft.rows.iter().map(PrintedRow::new).collect(),
            doubts: draft.doubts.iter().map(doubt).collect(),
            timings_ms: None,
        }
    }
}

impl<'a> Failure<'a> {
    /// The JSON form of an error with a file.
    pub fn new(file: &'a str, error: &anyhow::Error) -> Self {
        let error = format!("{error:#}");
        Self { file, error }
    }
}

impl<'a> Item<'a> {
    fn new(item: &'a LineItem) -> Self {
        Self {
            text: &item.text,
            name: ml::parse::sentence_case(&item.name),
            product: Product::new(item),
            quantity: item.quantity.map(|quantity| quantity.amount()),
            unit: item.quantity.map(|quantity| quantity.unit.to_string()),
            unit_price: text(item.unit_price),
            price: text(item.price),
            discount: text(item.discount),
            category: item.category.map(|category| category.id()),
            confidence: thousandths(f64::from(item.confidence)),
            bounds: corners(item.bounds),
        }
    }
}

impl<'a> Product<'a> {
    fn new(item: &'a LineItem) -> Self {
        let size = item.product.size;
        Self {
            name: item.readable(),
            brand: item.product.brand.as_deref(),
            size: size.map(|size| size.amount()),
            unit: size.map(|size| size.unit.symbol()),
        }
    }
}

impl<'a> PrintedRow<'a> {
    fn new(row: &'a Row) -> Self {
        Self {
            text: &row.text,
            bounds: corners(row.bounds),
            confidence: thousandths(f64::from(row.confidence)),
        }
    }
}

impl Milliseconds {
    fn new(timings: &Timings) -> Self {
        Self {
            decode: thousandths(timings.decode),
            prepare: thousandths(timings.prepare),
            detect: thousandths(timings.detect),
            recognise: thousandths(timings.recognise),
            parse: thousandths(timings.parse),
            classify: thousandths(timings.classify),
            total: thousandths(timings.total),
        }
    }
}

fn doubt(doubt: &Doubt) -> Value {
    let mut value =
        json!({ "kind": doubt_name(&doubt.kind), "row": doubt.row, "item": doubt.item });
    if let DoubtKind::TotalMismatch { items, total } = &doubt.kind {
        value["items"] = items.to_string().into();
        value["total"] = total.to_string().into();
    }
    value
}

/// The name of a kind of doubt, for programs and in the table.
pub fn doubt_name(kind: &DoubtKind) -> &'static str {
    match kind {
        DoubtKind::NoText => "no_text",
        DoubtKind::NoTotal => "no_total",
        DoubtKind::NoDate => "no_date",
        DoubtKind::NoMerchant => "no_merchant",
        DoubtKind::TotalMismatch { .. } => "total_mismatch",
        DoubtKind::ItemWithoutPrice => "item_without_price",
        DoubtKind::PriceWithoutItem => "price_without_item",
        DoubtKind::LowConfidence => "low_confidence",
        DoubtKind::UncertainCategory => "uncertain_category",
        DoubtKind::AmbiguousDate => "ambiguous_date",
    }
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn corners(bounds: Bounds) -> [i32; 4] {
    [bounds.x0, bounds.y0, bounds.x1, bounds.y1]
}

/// Three decimals are more than anyone can use, and keep the lines short.
fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use pantry::money::{Currency, Money};
    use pantry::quantity::{Quantity, Unit};
    use pantry::receipt::Word;

    use super::*;

    fn example() -> Scan {
        let euro = Currency::from_code("EUR").expect("a currency");
        let bounds = Bounds {
            x0: 1,
            y0: 2,
            x1: 30,
            y1: 14,
        };
        let (text, confidence) = ("BIO MILCH 1,5L 1,29".to_owned(), 0.9);
        let word = Word {
            text: text.clone(),
            bounds,
            confidence,
            ..Word::default()
        };
        let row = Row {
            text: text.clone(),
            bounds,
            confidence,
            words: vec![word],
        };
        let item = LineItem {
            text,
            name: "BIO MILCH".to_owned(),
            product: pantry::receipt::Product {
                name: "Bio Milch".to_owned(),
                brand: Some("Alpenhof".to_owned()),
                size: Some(Quantity::new(1_500, Unit::Litre)),
            },
            quantity: Some(Quantity::new(1_500, Unit::Litre)),
            unit_price: None,
            price: Some(Money::new(129, euro)),
            discount: None,
            category: pantry::category::Category::from_id("dairy_eggs"),
            category_sure: true,
            confidence,
            rows: vec![0],
            bounds,
            ..LineItem::default()
        };
        let kind = DoubtKind::TotalMismatch {
            items: Money::new(129, euro),
            total: Money::new(130, euro),
        };
        let draft = Draft {
            merchant: Some("Kaufladen".to_owned()),
            date: pantry::Date::new(2026, 3, 1).ok(),
            time: pantry::Time::new(9, 5, 0, 0).ok(),
            currency: Some(euro),
            total: Some(Money::new(130, euro)),
            items: vec![item],
            rows: vec![row],
            doubts: vec![Doubt {
                kind,
                row: Some(0),
                item: None,
            }],
            ..Draft::default()
        };
        Scan {
            draft,
            shots: vec![ml::Shot {
                size: (100, 200),
                turns: 0,
            }],
            timings: Timings::default(),
        }
    }

    /// Programs that read this line break when it changes.
    #[test]
    fn the_line_of_a_receipt_keeps_its_form() {
        let line = serde_json::to_string(&Receipt::new("a.jpg", &example())).expect("serialises");
        let expected = concat!(
            r#"{"file":"a.jpg","merchant":"Kaufladen","address":null,"date":"2026-03-01","#,
            r#""time":"09:05:00","currency":"EUR","total":"1.30","tax":null,"#,
            r#""items":[{"text":"BIO MILCH 1,5L 1,29","name":"Bio milch","#,
            r#""product":{"name":"Bio Milch","brand":"Alpenhof","size":"1.5","unit":"l"},"quantity":"1.5","#,
            r#""unit":"l","unit_price":null,"price":"1.29","discount":null,"#,
            r#""category":"dairy_eggs","confidence":0.9,"box":[1,2,30,14]}],"#,
            r#""rows":[{"text":"BIO MILCH 1,5L 1,29","box":[1,2,30,14],"confidence":0.9}],"#,
            r#""doubts":[{"item":null,"items":"1.29","kind":"total_mismatch","row":0,"total":"1.30"}],"#,
            r#""timings_ms":{"decode":0.0,"prepare":0.0,"detect":0.0,"recognise":0.0,"parse":0.0,"#,
            r#""classify":0.0,"total":0.0}}"#,
        );
        assert_eq!(line, expected);
    }
}

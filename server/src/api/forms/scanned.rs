//! Receipts that were read for a program, before anybody has looked over them.

use pantry::receipt::{Doubt, DoubtKind, Draft, LineItem};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{Amount, Day, Number, Price};
use crate::api::moment;
use crate::api::problem::Code;
use crate::gateway::base::Base;
use crate::jobs::{Job, State};
use crate::scan::report::doubt_name;

/// A file to be read.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "the document alone has it: a file is read as it comes"
)]
pub struct NewScan {
    /// One receipt: JPEG, PNG, WebP or PDF (up to 10 pages), at most 10 MiB and 50 megapixels.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// A file that is read, was read or could not be.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "job_id": "0192f0c1a2b37d0e8f10111213141516",
    "status_url": "/api/v1/receipts/scan/0192f0c1a2b37d0e8f10111213141516",
    "state": "running", "progress": 0.45, "attempts": 1,
    "made_at": "2026-11-30T18:05:09Z", "ended_at": null, "error": null, "receipt": null
}))]
pub struct ScanJob {
    /// Its id.
    pub job_id: String,
    /// Where it is told how it stands.
    pub status_url: String,
    /// `queued`, `running`, `done`, or `dead`: given up.
    pub state: &'static str,
    /// How much of it is done: 0 to 1.
    pub progress: Number,
    /// How often reading was begun. After the fifth time it is given up.
    pub attempts: i64,
    /// When the file came.
    pub made_at: String,
    /// When it was read or given up. A day later nothing is known of it.
    pub ended_at: Option<String>,
    /// Why it was given up.
    pub error: Option<ScanError>,
    /// What was read, once it is done; null in a list.
    #[schema(value_type = Option<ScannedReceipt>)]
    pub receipt: Option<Value>,
}

/// Why a file was not read.
#[derive(Serialize, ToSchema)]
pub struct ScanError {
    /// `ERR_OCR_001`: the file is at fault. `ERR_OCR_002`: the server is, or nobody knows.
    pub code: &'static str,
    /// What is wrong, in a word: `truncated`, `too-large`, `pdf`, `pdf-locked`, `too-many`,
    /// `crashed`, `lost`. There may be more.
    pub reason: String,
    /// What to do.
    pub detail: String,
}

/// What was read of a receipt. Nobody has looked over it, and nothing of it is stored: what is
/// to be kept is added by `/api/v1/bulk`.
#[derive(Serialize, ToSchema)]
pub struct ScannedReceipt {
    /// The shop.
    merchant: Option<String>,
    /// Where the shop is.
    address: Option<String>,
    /// The day of the purchase.
    date: Option<Day>,
    /// The time of the purchase: `18:05`.
    time: Option<String>,
    /// The currency of all amounts.
    currency: Option<String>,
    /// The sum before tax.
    subtotal: Option<Price>,
    /// The tax.
    tax: Option<Price>,
    /// What was paid.
    total: Option<Price>,
    /// How sure the reader is of merchant, date and total, 0 to 1; 0 for what is not there.
    confidence: ReceiptConfidence,
    /// What was bought.
    lines: Vec<ScannedLine>,
    /// What a person should be asked.
    doubts: Vec<ScanDoubt>,
}

/// How sure the reader is, 0 to 1.
#[derive(Serialize, ToSchema)]
pub struct ReceiptConfidence {
    /// Of the shop's letters.
    merchant: Number,
    /// Of the date's least sure digit.
    date: Number,
    /// Of the total's least sure digit.
    total: Number,
}

/// Something that was bought.
#[derive(Serialize, ToSchema)]
pub struct ScannedLine {
    /// As it is printed.
    text: String,
    /// What people call it.
    name: String,
    /// Who makes it, or whose label it has.
    brand: Option<String>,
    /// How much is in one package.
    size: Option<Amount>,
    /// How much of it.
    quantity: Option<Number>,
    /// The unit of that.
    unit: Option<String>,
    /// The price of one unit.
    unit_price: Option<Price>,
    /// What was charged, before the discount.
    price: Option<Price>,
    /// What was taken off; negative.
    discount: Option<Price>,
    /// The likeliest category: `/api/v1/categories` has all.
    category: Option<String>,
    /// Whether the category needs no question.
    category_sure: bool,
    /// How sure the reader is of the whole line, 0 to 1.
    confidence: Number,
    /// How sure it is of the name's letters.
    name_confidence: Number,
    /// How sure it is of the price's least sure digit; 0 without a price.
    price_confidence: Number,
}

/// Something that a person should be asked.
#[derive(Serialize, ToSchema)]
pub struct ScanDoubt {
    /// `no_text`, `no_total`, `no_date`, `no_merchant`, `total_mismatch`, `item_without_price`,
    /// `price_without_item`, `low_confidence`, `uncertain_category` or `ambiguous_date`. There
    /// may be more.
    kind: String,
    /// The line that it is about, from 0, if it is about one.
    line: Option<usize>,
    /// What the lines add up to, where that is not the total.
    sum: Option<Price>,
}

impl ScanJob {
    /// Of a job of a server that is reached below a path.
    pub fn of(job: Job, base: &Base) -> Self {
        let receipt = job.receipt.as_deref();
        let error = job.dead.map(|(reason, detail)| ScanError {
            code: code(&reason).id(),
            reason,
            detail,
        });
        Self {
            status_url: base.join(&format!("/api/v1/receipts/scan/{}", job.id)),
            job_id: job.id.to_string(),
            state: job.state.name(),
            progress: Number(match job.state {
                State::Queued => 0,
                State::Done => 1_000,
                State::Running | State::Dead => job.progress,
            }),
            attempts: job.attempts,
            made_at: moment(job.made_ms),
            ended_at: job.ended_ms.map(moment),
            error,
            receipt: receipt.and_then(|text| serde_json::from_str(text).ok()),
        }
    }
}

fn code(reason: &str) -> Code {
    match reason {
        "crashed" | "lost" | "unavailable" => Code::GivenUp,
        _ => Code::Unreadable,
    }
}

/// What was read, as [`ScannedReceipt`] in JSON.
pub fn scanned_json(draft: &Draft) -> String {
    // It is made of plain values, which can be written.
    serde_json::to_string(&ScannedReceipt::from(draft)).unwrap_or_default()
}

impl From<&Draft> for ScannedReceipt {
    fn from(draft: &Draft) -> Self {
        let time = draft.time;
        let sure = draft.confidences;
        Self {
            merchant: draft.merchant.clone(),
            address: draft.address.clone(),
            date: draft.date.map(Day),
            time: time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())),
            currency: draft.currency.map(|currency| currency.code().to_owned()),
            subtotal: draft.subtotal.map(Price::from),
            tax: draft.tax.map(Price::from),
            total: draft.total.map(Price::from),
            confidence: ReceiptConfidence {
                merchant: thousandths(sure.merchant),
                date: thousandths(sure.date),
                total: thousandths(sure.total),
            },
            lines: draft.items.iter().map(ScannedLine::from).collect(),
            doubts: draft.doubts.iter().map(ScanDoubt::from).collect(),
        }
    }
}

impl From<&LineItem> for ScannedLine {
    fn from(line: &LineItem) -> Self {
        let quantity = line.quantity;
        Self {
            text: line.text.clone(),
            name: line.readable().to_owned(),
            brand: line.product.brand.clone(),
            size: line.product.size.map(Amount::from),
            quantity: quantity.map(|quantity| Number(quantity.milli)),
            unit: quantity.map(|quantity| quantity.unit.symbol().to_owned()),
            unit_price: line.unit_price.map(Price::from),
            price: line.price.map(Price::from),
            discount: line.discount.map(Price::from),
            category: line.category.map(|category| category.key()),
            category_sure: line.category_sure,
            confidence: thousandths(line.confidence),
            name_confidence: thousandths(line.name_confidence),
            price_confidence: thousandths(line.price_confidence),
        }
    }
}

impl From<&Doubt> for ScanDoubt {
    fn from(doubt: &Doubt) -> Self {
        Self {
            kind: doubt_name(&doubt.kind).to_owned(),
            line: doubt.item,
            sum: match doubt.kind {
                DoubtKind::TotalMismatch { items, .. } => Some(items.into()),
                _ => None,
            },
        }
    }
}

/// Three decimals are more than anyone can use.
fn thousandths(of: f32) -> Number {
    Number((of * 1000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use pantry::money::{Currency, Money};
    use pantry::quantity::{Quantity, Unit};

    use super::*;

    /// Programs that read this break when it changes.
    #[test]
    fn what_was_read_keeps_its_form() {
        let euro = Currency::from_code("EUR").expect("a currency");
        let line = LineItem {
            text: "2 BIO MILCH 1L 2,58".to_owned(),
            name: "BIO MILCH".to_owned(),
            quantity: Some(Quantity::new(2_000, Unit::Piece)),
            price: Some(Money::new(258, euro)),
            confidence: 0.9,
            ..LineItem::default()
        };
        let (items, total) = (Money::new(258, euro), Money::new(300, euro));
        let draft = Draft {
            merchant: Some("Kaufladen".to_owned()),
            date: pantry::Date::new(2026, 3, 1).ok(),
            time: pantry::Time::new(9, 5, 0, 0).ok(),
            currency: Some(euro),
            total: Some(total),
            items: vec![line],
            doubts: vec![Doubt {
                kind: DoubtKind::TotalMismatch { items, total },
                row: None,
                item: None,
            }],
            ..Draft::default()
        };
        let expected = concat!(
            r#"{"merchant":"Kaufladen","address":null,"date":"2026-03-01","time":"09:05","#,
            r#""currency":"EUR","subtotal":null,"tax":null,"#,
            r#""total":{"amount":"3.00","currency":"EUR"},"#,
            r#""confidence":{"merchant":0,"date":0,"total":0},"#,
            r#""lines":[{"text":"2 BIO MILCH 1L 2,58","name":"BIO MILCH","brand":null,"#,
            r#""size":null,"quantity":2,"unit":"pc","unit_price":null,"#,
            r#""price":{"amount":"2.58","currency":"EUR"},"discount":null,"category":null,"#,
            r#""category_sure":false,"confidence":0.9,"name_confidence":0,"#,
            r#""price_confidence":0}],"doubts":[{"kind":"total_mismatch","line":null,"#,
            r#""sum":{"amount":"2.58","currency":"EUR"}}]}"#,
        );
        assert_eq!(scanned_json(&draft), expected);
    }
}

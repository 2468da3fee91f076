//! Receipts as rows, month by month.

use pantry::household::{Household, Receipt};
use pantry::id::ReceiptId;
use pantry::insights::Month;
use pantry::money::Money;
use yew::AttrValue;

use super::{amounts, dates};
use crate::i18n::t;

/// A receipt, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct ReceiptView {
    /// Its id.
    pub id: ReceiptId,
    /// The shop.
    pub merchant: AttrValue,
    /// The day of the month; empty where it is not known.
    pub day: AttrValue,
    /// The day of the week.
    pub weekday: AttrValue,
    /// How many things stand on it.
    pub items: usize,
    /// What was paid, in words.
    pub total: AttrValue,
    /// Whether there is a photo of it.
    pub has_photo: bool,
}

/// The receipts of a month.
#[derive(Clone, PartialEq, Debug)]
pub struct MonthView {
    /// Which one; `None` is what has no date.
    pub month: Option<Month>,
    /// Its name.
    pub title: AttrValue,
    /// What was paid in it, by currency.
    pub total: AttrValue,
    /// The receipts, the newest first.
    pub receipts: Vec<ReceiptView>,
}

/// These receipts by month, in their order.
pub fn by_month(household: &Household, ids: &[ReceiptId]) -> Vec<MonthView> {
    let mut months: Vec<(MonthView, Vec<Money>)> = Vec::new();
    for receipt in ids.iter().filter_map(|id| household.receipt(*id)) {
        let month = receipt.date.map(Month::of);
        if months.last().is_none_or(|(last, _)| last.month != month) {
            months.push((begun(month), Vec::new()));
        }
        if let Some((view, totals)) = months.last_mut() {
            view.receipts.push(row(household, receipt));
            if let Some(total) = receipt.total {
                add(totals, total);
            }
        }
    }
    let told = months.into_iter().map(|(mut view, totals)| {
        let totals: Vec<String> = totals.into_iter().map(amounts::money).collect();
        view.total = totals.join(" + ").into();
        view
    });
    told.collect()
}

/// "Nov 2026".
pub fn month_name(month: Month) -> AttrValue {
    dates::month_year(month)
}

fn begun(month: Option<Month>) -> MonthView {
    MonthView {
        month,
        title: month.map_or_else(|| t!("receipts-no-date"), month_name),
        total: AttrValue::default(),
        receipts: Vec::new(),
    }
}

fn row(household: &Household, receipt: &Receipt) -> ReceiptView {
    let merchant = receipt.merchant.clone().map(AttrValue::from);
    ReceiptView {
        id: receipt.id,
        merchant: merchant.unwrap_or_else(|| t!("receipt-title")),
        day: receipt
            .date
            .map(|day| day.day().to_string())
            .unwrap_or_default()
            .into(),
        weekday: receipt.date.map(dates::weekday).unwrap_or_default(),
        items: household.lots_on(receipt.id).len(),
        total: receipt.total.map(amounts::money).unwrap_or_default().into(),
        has_photo: !receipt.images.is_empty(),
    }
}

fn add(totals: &mut Vec<Money>, money: Money) {
    for total in totals.iter_mut() {
        if let Some(sum) = total.plus(money) {
            *total = sum;
            return;
        }
    }
    totals.push(money);
}

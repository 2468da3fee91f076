//! What an item has cost over time, by the kilogram, the litre or the piece.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::paid;
use crate::household::Household;
use crate::id::ItemId;
use crate::lot::Lot;
use crate::money::Currency;
use crate::quantity::{Dimension, Quantity, Unit};

/// What a price is for one of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Measure {
    /// A kilogram.
    Kilogram,
    /// A litre.
    Litre,
    /// A piece, or a package whose size nobody knows.
    Piece,
}

/// What one of it cost on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Price {
    /// The day.
    pub on: Date,
    /// Minor units for one [`Measure`].
    pub minor: i64,
    /// The shop, where the receipt says it.
    pub merchant: Option<String>,
}

/// What an item has cost, in one currency and one measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceTrend {
    /// The currency.
    pub currency: Currency,
    /// What each price is for.
    pub measure: Measure,
    /// The prices, the earliest first.
    pub prices: Vec<Price>,
}

impl Measure {
    fn unit(self) -> Unit {
        match self {
            Self::Kilogram => Unit::Kilogram,
            Self::Litre => Unit::Litre,
            Self::Piece => Unit::Piece,
        }
    }
}

impl PriceTrend {
    /// The last price against the one before, in percent; `None` with fewer than two.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        let [.., before, last] = self.prices.as_slice() else {
            return None;
        };
        let part = i128::from(last.minor - before.minor) * 100;
        i64::try_from(part.checked_div(before.minor.into())?).ok()
    }
}

/// What an item has cost: of each currency and measure a trend, the one with most prices first.
#[must_use]
pub fn price_trends(household: &Household, item: ItemId) -> Vec<PriceTrend> {
    let mut trends: BTreeMap<(Currency, Measure), Vec<Price>> = BTreeMap::new();
    for lot in household.unsorted_lots_of(item) {
        if let Some((of, price)) = price(household, lot) {
            trends.entry(of).or_default().push(price);
        }
    }
    let trends = trends.into_iter().map(|((currency, measure), mut prices)| {
        prices.sort_by_key(|price| (price.on, price.minor));
        PriceTrend {
            currency,
            measure,
            prices,
        }
    });
    let mut trends: Vec<PriceTrend> = trends.collect();
    trends.sort_by_key(|trend| std::cmp::Reverse(trend.prices.len()));
    trends
}

fn price(household: &Household, lot: &Lot) -> Option<((Currency, Measure), Price)> {
    let paid = paid(lot).filter(|paid| paid.minor > 0)?;
    let (measure, milli) = bought(household.original(lot.id), lot.size)?;
    let minor = i128::from(paid.minor) * 1_000;
    let milli = i128::from(milli);
    let receipt = lot.receipt.and_then(|receipt| household.receipt(receipt));
    let price = Price {
        on: lot.purchased?,
        minor: i64::try_from((minor + milli / 2) / milli).ok()?,
        merchant: receipt.and_then(|receipt| receipt.merchant.clone()),
    };
    Some(((paid.currency, measure), price))
}

/// How much was bought, in thousandths of what prices are compared by.
fn bought(amount: Quantity, size: Option<Quantity>) -> Option<(Measure, i64)> {
    let is_counted = |unit: Unit| matches!(unit.dimension(), Dimension::Pieces | Dimension::Packs);
    let amount = match size {
        Some(size) if is_counted(amount.unit) && !is_counted(size.unit) => {
            let milli = i128::from(amount.milli) * i128::from(size.milli) / 1_000;
            Quantity::new(i64::try_from(milli).ok()?, size.unit)
        }
        _ => amount,
    };
    let measure = match amount.unit.dimension() {
        Dimension::Mass => Measure::Kilogram,
        Dimension::Volume => Measure::Litre,
        Dimension::Pieces | Dimension::Packs => Measure::Piece,
    };
    let milli = match amount.unit.dimension() {
        Dimension::Pieces | Dimension::Packs => amount.milli,
        _ => amount.convert(measure.unit())?.milli,
    };
    (milli > 0).then_some((measure, milli))
}

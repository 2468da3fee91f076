//! What the household has spent, what things cost, and what was thrown away.
//!
//! Sums are of one currency each and never mixed. A purchase counts as what was paid on its
//! receipt, or without a total as what its lines say. What has no price is counted, so that a
//! screen can say how much of the whole a sum is: with few receipts a sum is no habit.

mod month;
mod prices;
mod spending;
mod waste;

use std::collections::BTreeMap;

pub use month::Month;
pub use prices::{Measure, Price, PriceTrend, price_trends};
pub use spending::{Spending, spending};
pub use waste::{Waste, Wasted, waste};

use crate::lot::Lot;
use crate::money::{Currency, Money};

/// Fewer purchases than this say nothing of a habit: a month of weekly shopping.
pub const FEW: usize = 4;

/// What was paid for a lot: its price less its discount.
#[must_use]
pub fn paid(lot: &Lot) -> Option<Money> {
    let price = lot.price?;
    match lot.discount {
        Some(discount) => price.plus(discount),
        None => Some(price),
    }
}

/// Sums by what they are of, the largest first.
fn largest_first<K: Ord + Clone>(sums: BTreeMap<K, i64>) -> Vec<(K, i64)> {
    let mut sums: Vec<(K, i64)> = sums.into_iter().filter(|(_, sum)| *sum != 0).collect();
    // Equal sums stay in the order of their keys.
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    sums
}

/// Adds to a sum of each currency.
fn add(sums: &mut BTreeMap<Currency, i64>, money: Money) {
    let sum = sums.entry(money.currency).or_default();
    *sum = sum.saturating_add(money.minor);
}

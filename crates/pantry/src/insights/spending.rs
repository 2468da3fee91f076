//! What was spent, by month, shop and category.

use std::collections::BTreeMap;

use super::{Month, largest_first, paid};
use crate::category::Category;
use crate::household::{Household, Receipt};
use crate::lot::Lot;
use crate::money::{Currency, Money};
use crate::search;

/// What was spent in one currency over some months.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spending {
    /// The currency of every sum, in minor units.
    pub currency: Currency,
    /// All of it.
    pub total: i64,
    /// Each month, the earliest first; nothing was spent in some.
    pub months: Vec<(Month, i64)>,
    /// By shop, the largest first; `None` where the receipt does not say, or there is none.
    pub merchants: Vec<(Option<String>, i64)>,
    /// By category, the largest first; `None` is what nobody has filed.
    pub categories: Vec<(Option<Category>, i64)>,
    /// What receipts come to beyond the lines that have a category here: tax, deposits, lines
    /// that were left out or have no price. Below zero where a receipt says less.
    pub unlisted: i64,
    /// How many purchases there were: receipts, and lots that were added by hand with a price.
    pub purchases: usize,
}

/// Sums while they are added up.
#[derive(Default)]
struct Sums {
    months: BTreeMap<Month, i64>,
    /// By folded name, with the name as it was printed last.
    merchants: BTreeMap<String, (Option<String>, i64)>,
    categories: BTreeMap<Option<Category>, i64>,
    total: i64,
    purchases: usize,
}

/// What was spent over these months, which come in their order; by currency, that of most
/// purchases first. What has no date counts in no month, and is left out.
#[must_use]
pub fn spending(household: &Household, months: &[Month]) -> Vec<Spending> {
    let mut sums: BTreeMap<Currency, Sums> = BTreeMap::new();
    let mut receipts = household.receipts();
    // The newest spelling of a shop's name is what it is called.
    receipts.reverse();
    for receipt in receipts {
        let month = receipt.date.map(Month::of);
        let Some(month) = month.filter(|month| months.contains(month)) else {
            continue;
        };
        let lots = household.lots_on(receipt.id);
        for (currency, paid) in totals(receipt, &lots) {
            let of = sums.entry(currency).or_default();
            of.purchase(month, receipt.merchant.as_deref(), paid);
        }
        for lot in lots {
            add_category(&mut sums, household, lot);
        }
    }
    let by_hand = household.every_lot().filter(|lot| lot.receipt.is_none());
    for lot in by_hand {
        let month = lot.purchased.map(Month::of);
        let month = month.filter(|month| months.contains(month));
        if let (Some(month), Some(paid)) = (month, paid(lot)) {
            let of = sums.entry(paid.currency).or_default();
            of.purchase(month, None, paid.minor);
            add_category(&mut sums, household, lot);
        }
    }
    let mut spent: Vec<Spending> = sums
        .into_iter()
        .map(|(currency, sums)| sums.told(currency, months))
        .collect();
    spent.sort_by_key(|spent| std::cmp::Reverse(spent.purchases));
    spent
}

/// What a receipt came to: what it says, or without that its lines together.
fn totals(receipt: &Receipt, lots: &[&Lot]) -> BTreeMap<Currency, i64> {
    let mut sums = BTreeMap::new();
    match receipt.total {
        Some(total) => super::add(&mut sums, total),
        None => {
            let lines = lots.iter().filter_map(|lot| paid(lot));
            lines.for_each(|paid| super::add(&mut sums, paid));
        }
    }
    sums
}

fn add_category(sums: &mut BTreeMap<Currency, Sums>, household: &Household, lot: &Lot) {
    if let Some(Money { minor, currency }) = paid(lot) {
        let of = sums.entry(currency).or_default();
        let sum = of.categories.entry(household.category(lot)).or_default();
        *sum = sum.saturating_add(minor);
    }
}

impl Sums {
    fn purchase(&mut self, month: Month, merchant: Option<&str>, paid: i64) {
        let sum = self.months.entry(month).or_default();
        *sum = sum.saturating_add(paid);
        let folded = merchant.map(search::fold).unwrap_or_default();
        let of = self.merchants.entry(folded).or_default();
        of.0 = merchant.map(str::to_owned);
        of.1 = of.1.saturating_add(paid);
        self.total = self.total.saturating_add(paid);
        self.purchases += 1;
    }

    fn told(self, currency: Currency, months: &[Month]) -> Spending {
        let listed = self.categories.values().copied();
        let listed = listed.fold(0, i64::saturating_add);
        let of_month = |month: &Month| self.months.get(month).copied().unwrap_or(0);
        let merchants = self.merchants.into_values().filter(|(_, sum)| *sum != 0);
        let mut merchants: Vec<(Option<String>, i64)> = merchants.collect();
        merchants.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        Spending {
            currency,
            total: self.total,
            months: months
                .iter()
                .map(|month| (*month, of_month(month)))
                .collect(),
            merchants,
            categories: largest_first(self.categories),
            unlisted: self.total.saturating_sub(listed),
            purchases: self.purchases,
        }
    }
}

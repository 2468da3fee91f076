//! Sums in words, ready for charts.

use pantry::household::Household;
use pantry::id::ItemId;
use pantry::insights::{Measure, Month, PriceTrend, Spending, Waste, price_trends};
use pantry::money::{Currency, Money};
use yew::AttrValue;

use super::{amounts, dates};
use crate::components::chart::Mark;
use crate::components::choices::category_name;
use crate::i18n::t;

/// Rows of a chart of shops or categories; the rest is one row.
const ROWS: usize = 8;
/// Items whose prices are shown on the page.
const TRENDS: usize = 5;

/// An item whose price has changed, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct TrendView {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: AttrValue,
    /// What it cost last, in words.
    pub last: AttrValue,
    /// By how much that is more or less, in words.
    pub change: AttrValue,
    /// Whether it went up.
    pub is_up: bool,
}

/// "€412": for a drawing, without what is behind the point where it does not count.
fn short(minor: i64, currency: Currency) -> AttrValue {
    let money = Money::new(minor, currency);
    let whole = 10_i64.pow(currency.exponent());
    if minor.abs() < 10 * whole {
        return amounts::money(money).into();
    }
    let rounded = (minor + minor.signum() * whole / 2) / whole;
    amounts::whole_money(rounded, currency).into()
}

fn mark(name: AttrValue, minor: i64, currency: Currency) -> Mark {
    Mark {
        name,
        value: minor,
        text: amounts::money(Money::new(minor, currency)).into(),
        short: short(minor, currency),
    }
}

fn month(month: Month) -> AttrValue {
    dates::month(month)
}

/// What was spent in each month.
pub fn months(spent: &Spending) -> Vec<Mark> {
    let months = spent.months.iter();
    months
        .map(|(of, sum)| mark(month(*of), *sum, spent.currency))
        .collect()
}

/// What was spent in each shop.
pub fn merchants(spent: &Spending) -> Vec<Mark> {
    let named = spent.merchants.iter().map(|(name, sum)| {
        let name = name.clone().map(AttrValue::from);
        (name.unwrap_or_else(|| t!("insights-no-shop")), *sum)
    });
    rows(named, spent.currency)
}

/// What was spent on each category.
pub fn categories(spent: &Spending) -> Vec<Mark> {
    let filed = spent.categories.iter();
    let filed = filed.map(|(category, sum)| (category_name(*category), *sum));
    let rest = (spent.unlisted > 0).then(|| (t!("insights-unlisted"), spent.unlisted));
    rows(filed.chain(rest), spent.currency)
}

/// The largest of them, and the others together.
fn rows(named: impl Iterator<Item = (AttrValue, i64)>, currency: Currency) -> Vec<Mark> {
    let mut named: Vec<(AttrValue, i64)> = named.collect();
    let rest = named.split_off(named.len().min(ROWS));
    let rest: i64 = rest.iter().map(|(_, sum)| sum).sum();
    named.extend((rest != 0).then(|| (t!("insights-others"), rest)));
    let marks = named.into_iter();
    marks.map(|(name, sum)| mark(name, sum, currency)).collect()
}

/// How often something was thrown away in each month.
pub fn wasted_months(waste: &Waste) -> Vec<Mark> {
    let marks = waste.months.iter().map(|(of, times)| Mark {
        name: month(*of),
        value: i64::try_from(*times).unwrap_or(i64::MAX),
        text: t!("insights-times", count = times),
        short: times.to_string().into(),
    });
    marks.collect()
}

/// What was thrown away, with how often and what it had cost.
pub fn wasted_items(household: &Household, waste: &Waste) -> Vec<(AttrValue, AttrValue)> {
    let items = waste.items.iter().take(ROWS).map(|wasted| {
        let item = household.item(wasted.item);
        let name = item.map(|item| AttrValue::from(item.name.clone()));
        let times = t!("insights-times", count = wasted.times);
        let lost = wasted.lost.iter().copied().map(amounts::money);
        let told: Vec<String> = std::iter::once(times.to_string()).chain(lost).collect();
        (
            name.unwrap_or_else(|| t!("thing-gone")),
            told.join(" · ").into(),
        )
    });
    items.collect()
}

/// What was lost, in words.
pub fn lost(waste: &Waste) -> AttrValue {
    let lost = waste.lost.iter().copied().map(amounts::money);
    lost.collect::<Vec<_>>().join(" + ").into()
}

/// "€2.40 a kilogram".
pub fn price(minor: i64, trend: &PriceTrend) -> AttrValue {
    let price = amounts::money(Money::new(minor, trend.currency));
    match trend.measure {
        Measure::Kilogram => t!("price-kilogram", price = price),
        Measure::Litre => t!("price-litre", price = price),
        Measure::Piece => t!("price-piece", price = price),
    }
}

/// The prices of an item, for a line.
pub fn prices(trend: &PriceTrend, today: pantry::Date) -> Vec<Mark> {
    let marks = trend.prices.iter().map(|one| {
        let told = price(one.minor, trend);
        let text = match &one.merchant {
            Some(merchant) => t!("price-at", price = told, merchant = merchant),
            None => told,
        };
        Mark {
            name: dates::short(one.on, today),
            value: one.minor,
            text,
            short: amounts::money(Money::new(one.minor, trend.currency)).into(),
        }
    });
    marks.collect()
}

/// The days of those prices, counted from the first of them.
pub fn days(trend: &PriceTrend) -> Vec<i32> {
    let first = trend.prices.first().map(|one| one.on);
    let days = trend.prices.iter().map(|one| {
        let first = first.unwrap_or(one.on);
        pantry::due::days_between(first, one.on)
    });
    days.collect()
}

/// The items whose last price differs most from the one before.
pub fn trends(household: &Household) -> Vec<TrendView> {
    let changed = household.items().filter_map(|item| {
        let trend = price_trends(household, item.id).into_iter().next()?;
        let change = trend.change().filter(|change| *change != 0)?;
        let last = trend.prices.last()?.minor;
        let view = TrendView {
            item: item.id,
            name: item.name.clone().into(),
            last: price(last, &trend),
            change: percent(change),
            is_up: change > 0,
        };
        Some((change.abs(), view))
    });
    let mut changed: Vec<(i64, TrendView)> = changed.collect();
    changed.sort_by_key(|(change, _)| std::cmp::Reverse(*change));
    changed.truncate(TRENDS);
    changed.into_iter().map(|(_, view)| view).collect()
}

/// "+12 %", as it is written here.
pub fn percent(change: i64) -> AttrValue {
    let sign = if change < 0 { "−" } else { "+" };
    format!("{sign}{}", amounts::percent(change.abs())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_sums_keep_their_cents_and_large_ones_do_not() {
        let check = |minor, expected: &str| assert_eq!(short(minor, Currency::EUR), expected);
        check(0, "€0.00");
        check(999, "€9.99");
        check(1_000, "€10");
        check(41_250, "€413");
        check(-41_250, "−€413");
        assert_eq!(percent(-3), "−3%");
    }
}

//! What was thrown away, in things and in money.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sync::{Kind, Op};

use super::{Month, add, paid};
use crate::household::Household;
use crate::id::{ItemId, LotId};
use crate::lot::Lot;
use crate::money::{Currency, Money};
use crate::op::{DiscardReason, Reason, entity};
use crate::quantity::Quantity;

/// Splits that are followed back to what was paid: more than anybody makes of one purchase.
const MOST_SPLITS: usize = 32;

/// What was thrown away over some months.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waste {
    /// How often something was thrown away.
    pub times: usize,
    /// Each month, the earliest first, with how often.
    pub months: Vec<(Month, usize)>,
    /// What it had cost, by currency.
    pub lost: Vec<Money>,
    /// How often what was thrown away had no price.
    pub unpriced: usize,
    /// What it was, what was lost most first.
    pub items: Vec<Wasted>,
    /// Why, the commonest first.
    pub reasons: Vec<(DiscardReason, usize)>,
}

/// An item that was thrown away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wasted {
    /// The item.
    pub item: ItemId,
    /// How often.
    pub times: usize,
    /// What it had cost, by currency.
    pub lost: Vec<Money>,
}

#[derive(Default)]
struct OfItem {
    times: usize,
    lost: BTreeMap<Currency, i64>,
}

/// What was thrown away over these months, which come in their order. `day_of` says on which
/// day of the person's calendar a moment lies, in Unix milliseconds.
#[must_use]
pub fn waste(household: &Household, months: &[Month], day_of: impl Fn(i64) -> Date) -> Waste {
    let mut waste = Waste::default();
    let mut by_month: BTreeMap<Month, usize> = BTreeMap::new();
    let mut items: BTreeMap<ItemId, OfItem> = BTreeMap::new();
    let mut reasons: BTreeMap<DiscardReason, usize> = BTreeMap::new();
    let mut lost: BTreeMap<Currency, i64> = BTreeMap::new();
    for (op, reason, amount) in discards(household) {
        let month = Month::of(day_of(op.hlc.unix_ms()));
        let lot = household.lot(LotId::from(op.entity));
        let (true, Some(lot)) = (months.contains(&month), lot) else {
            continue;
        };
        waste.times += 1;
        *by_month.entry(month).or_default() += 1;
        *reasons.entry(reason).or_default() += 1;
        let item = items.entry(lot.item).or_default();
        item.times += 1;
        match cost(household, lot, amount) {
            Some(cost) => {
                add(&mut lost, cost);
                add(&mut item.lost, cost);
            }
            None => waste.unpriced += 1,
        }
    }
    let of_month = |month: &Month| by_month.get(month).copied().unwrap_or(0);
    waste.months = months
        .iter()
        .map(|month| (*month, of_month(month)))
        .collect();
    waste.lost = money(lost);
    let items = items
        .into_iter()
        .map(|(item, OfItem { times, lost })| Wasted {
            item,
            times,
            lost: money(lost),
        });
    waste.items = items.collect();
    waste.items.sort_by_key(|item| {
        let most = item.lost.first().map_or(0, |lost| lost.minor);
        std::cmp::Reverse((most, item.times))
    });
    waste.reasons = reasons.into_iter().collect();
    waste
        .reasons
        .sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    waste
}

/// Every discard that is not undone, with the amount above zero.
fn discards(household: &Household) -> impl Iterator<Item = (&Op, DiscardReason, i64)> {
    let state = household.state();
    let ops = state.ops().map(|(op, _)| op);
    let of_lots = ops.filter(|op| op.entity_type == entity::LOT);
    of_lots.filter_map(move |op| match op.kind {
        Kind::Add { amount, reason, .. } if amount < 0 && !state.is_undone(op.id) => {
            match Reason::from_code(reason)? {
                Reason::Discard(reason) => Some((op, reason, amount.saturating_neg())),
                _ => None,
            }
        }
        _ => None,
    })
}

/// What so much of a lot had cost: its part of what was paid for the lot that it was split
/// from, to the nearest minor unit.
fn cost(household: &Household, lot: &Lot, milli: i64) -> Option<Money> {
    let mut root = lot;
    for _ in 0..MOST_SPLITS {
        match root.split_from.and_then(|from| household.lot(from)) {
            Some(from) => root = from,
            None => break,
        }
    }
    let paid = paid(root)?;
    let whole = household.original(root.id);
    let part = Quantity::new(milli, lot.unit).convert(whole.unit)?;
    if whole.milli <= 0 {
        return None;
    }
    let part = i128::from(part.milli.min(whole.milli));
    let (of, whole) = (i128::from(paid.minor) * part, i128::from(whole.milli));
    let minor = i64::try_from((of + whole / 2) / whole).ok()?;
    Some(Money::new(minor, paid.currency))
}

/// The largest sum first.
fn money(sums: BTreeMap<Currency, i64>) -> Vec<Money> {
    let sums = super::largest_first(sums).into_iter();
    sums.map(|(currency, minor)| Money::new(minor, currency))
        .collect()
}

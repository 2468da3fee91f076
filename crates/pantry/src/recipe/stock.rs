//! What of a household's food can be cooked with on a day, ready for many questions.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::named::{LONG, Said};
use crate::due::{Due, Freshness, freshness};
use crate::household::Household;
use crate::id::{ItemId, LotId};
use crate::quantity::{Quantity, Unit};

/// Some of a lot that is there, and may be eaten.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usable {
    pub(super) lot: LotId,
    pub(super) due: Option<Due>,
    /// What is left of it.
    pub(super) left: Quantity,
    /// How much is in one package or piece of it.
    size: Option<Quantity>,
}

/// An item with what is there of it.
pub(super) struct Stocked {
    pub(super) id: ItemId,
    said: Said,
    /// The one that is due first in front.
    pub(super) lots: Vec<Usable>,
}

/// Everything that can be cooked with.
pub(super) struct Stock {
    pub(super) items: Vec<Stocked>,
    /// Positions of items by each of their words, and by what long words end with.
    by_word: HashMap<String, Vec<usize>>,
    /// Positions of items by the food that they are.
    by_food: HashMap<&'static str, Vec<usize>>,
}

impl Usable {
    /// So much of it in a unit, in the parts that [`Unit::size`] counts; `None` if nobody knows
    /// how much that is: three onions are no weight.
    pub(super) fn in_parts(&self, amount: Quantity, unit: Unit) -> Option<i128> {
        let parts = |one: Quantity| i128::from(one.milli) * one.unit.size();
        if amount.unit.dimension() == unit.dimension() {
            return Some(parts(amount));
        }
        let size = self
            .size
            .filter(|size| size.unit.dimension() == unit.dimension())?;
        match amount.unit {
            Unit::Piece | Unit::Pack => {
                let all = parts(size).checked_mul(amount.milli.into())?;
                Some(all / 1_000)
            }
            _ => None,
        }
    }
}

impl Stock {
    /// What is there and not past its use-by date.
    pub(super) fn of(household: &Household, today: Date) -> Self {
        let mut stock = Self {
            items: Vec::new(),
            by_word: HashMap::new(),
            by_food: HashMap::new(),
        };
        for item in household.items() {
            let lots: Vec<Usable> = usable(household, item.id, today);
            if !lots.is_empty() {
                let category = item.category.or_else(|| {
                    let lots = household.lots_of(item.id);
                    lots.first().and_then(|lot| household.category(lot))
                });
                let said = Said::item(&item.name, category);
                stock.add(Stocked {
                    id: item.id,
                    said,
                    lots,
                });
            }
        }
        stock
    }

    fn add(&mut self, item: Stocked) {
        let at = self.items.len();
        for root in item.said.roots() {
            for word in ends(root) {
                self.by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        if let Some(food) = item.said.food() {
            self.by_food.entry(food).or_default().push(at);
        }
        self.items.push(item);
    }

    /// The positions of the items that cover an ingredient: those with the lot that is due first
    /// in front, equals by id.
    pub(super) fn covering(&self, ingredient: &Said) -> Vec<usize> {
        let mut at: BTreeSet<usize> = BTreeSet::new();
        // An item that has all of its words has the rarest, too.
        let words = ingredient.asked().map(|word| {
            let items = self.by_word.get(word);
            items.map_or(&[][..], Vec::as_slice)
        });
        let rarest = words.min_by_key(|items| items.len());
        at.extend(rarest.into_iter().flatten());
        for food in ingredient.foods() {
            at.extend(self.by_food.get(food).into_iter().flatten());
        }
        let covers = |at: &usize| ingredient.is_covered_by(&self.items[*at].said);
        let mut found: Vec<usize> = at.into_iter().filter(covers).collect();
        found.sort_by_key(|at| {
            let item = &self.items[*at];
            let first = item.lots.first().and_then(|lot| lot.due);
            (first.map_or(Date::MAX, |due| due.on), item.id)
        });
        found
    }
}

fn usable(household: &Household, item: ItemId, today: Date) -> Vec<Usable> {
    let lots = household.lots_of(item).into_iter();
    let usable = lots.filter_map(|lot| {
        let due = household.due(lot);
        let is_safe = freshness(due, today) != Freshness::Unsafe;
        is_safe.then(|| Usable {
            lot: lot.id,
            due,
            left: household.quantity(lot.id),
            size: lot.size,
        })
    });
    usable.collect()
}

/// A word, and all that it ends with and that is long enough to be one itself.
fn ends(word: &str) -> impl Iterator<Item = &str> {
    let last = (word.len() + 1).saturating_sub(LONG);
    let shorter = (1..last).filter_map(|start| word.get(start..));
    std::iter::once(word).chain(shorter)
}

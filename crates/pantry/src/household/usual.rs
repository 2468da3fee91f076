//! What to offer where food is put away: what came in before, as it was the last time.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Household, ShownItem};
use crate::category::Category;
use crate::id::{ItemId, PlaceId};
use crate::lot::Lot;
use crate::quantity::Quantity;
use crate::search;

/// Something to add with one tap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Usual {
    /// The item.
    pub item: ItemId,
    /// What it is called.
    pub name: String,
    /// Its category.
    pub category: Option<Category>,
    /// How much came in the last time.
    pub quantity: Quantity,
    /// Where it went, or where somebody said that it goes; `None` where that place is gone.
    pub place: Option<PlaceId>,
}

impl Household {
    /// What answers a query best; without one, what is on the shopping list first, then the
    /// most usual, of equals what came in last.
    #[must_use]
    pub fn usual(&self, query: &str, limit: usize) -> Vec<Usual> {
        let open = self.shopping.values();
        let open = open.filter(|listed| listed.shown && !listed.entry.is_ticked);
        let open: BTreeSet<&str> = open.map(|listed| listed.folded.as_str()).collect();
        let mut ranked: Vec<(&ShownItem, Option<&Lot>)> = self
            .items
            .values()
            .filter(|shown| self.is_shown(shown))
            .map(|shown| (shown, self.last_lot_of(shown.item.id)))
            .collect();
        ranked.sort_by_cached_key(|(shown, last)| {
            let listed = open.contains(shown.folded.as_str());
            let times = self.lots_by_item.of(shown.item.id).count();
            let latest = last.and_then(|lot| lot.purchased);
            (!listed, Reverse((times, latest)), shown.folded.clone())
        });
        let found: Vec<usize> = match search::fold(query).is_empty() {
            true => (0..ranked.len().min(limit)).collect(),
            false => {
                let names = ranked.iter().map(|(shown, _)| shown.folded.as_str());
                search::best(names, query, limit)
            }
        };
        let found = found
            .into_iter()
            .filter_map(|position| ranked.get(position));
        found
            .map(|(shown, last)| self.as_last(shown, *last))
            .collect()
    }

    fn last_lot_of(&self, item: ItemId) -> Option<&Lot> {
        let lots = self.every_lot_of(item).map(|shown| &shown.lot);
        let bought = lots.filter(|lot| lot.split_from.is_none());
        bought.max_by_key(|lot| (lot.purchased, lot.id))
    }

    fn as_last(&self, shown: &ShownItem, last: Option<&Lot>) -> Usual {
        let item = &shown.item;
        let one = Quantity::new(1_000, item.unit);
        let came = last.map(|lot| self.original(lot.id));
        let place = item.place.or(last.map(|lot| lot.place));
        Usual {
            item: item.id,
            name: item.name.clone(),
            category: item.category,
            quantity: came.filter(|came| came.milli > 0).unwrap_or(one),
            place: place.filter(|place| self.has_place(*place)),
        }
    }
}

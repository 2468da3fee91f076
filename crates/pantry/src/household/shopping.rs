//! The shopping list, and what to offer for it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sync::Hlc;

use super::{Household, ListedEntry};
use crate::category::Category;
use crate::id::{ItemId, ShoppingId};
use crate::item::Item;
use crate::quantity::Quantity;
use crate::search;
use crate::shopping::{self, ShoppingEntry};

/// Something to put on the list with one tap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// What it is called.
    pub name: String,
    /// The item, if the household keeps it.
    pub item: Option<ItemId>,
    /// Its category.
    pub category: Option<Category>,
    /// Whether some of it is there.
    pub at_home: bool,
}

/// A suggestion with what decides its place.
struct Candidate {
    suggestion: Suggestion,
    /// How often it was bought or listed.
    times: usize,
    latest: Option<Hlc>,
}

impl Household {
    /// What is still to be bought: aisle by aisle, and in each as it was put on the list.
    #[must_use]
    pub fn to_buy(&self) -> Vec<&ShoppingEntry> {
        let mut open: Vec<&ShoppingEntry> =
            self.listed().filter(|entry| !entry.is_ticked).collect();
        open.sort_by_key(|entry| {
            let aisle = self.aisle(self.aisle_of(entry));
            (aisle, entry.added.map(|added| added.at), entry.id)
        });
        open
    }

    /// What was ticked and not cleared yet, the last tick first.
    #[must_use]
    pub fn ticked(&self) -> Vec<&ShoppingEntry> {
        let mut ticked: Vec<&ShoppingEntry> =
            self.listed().filter(|entry| entry.is_ticked).collect();
        ticked.sort_by_key(|entry| Reverse((entry.ticked.map(|tick| tick.at), entry.id)));
        ticked
    }

    /// Everything on the list, ticked or not, by id.
    pub fn listed(&self) -> impl Iterator<Item = &ShoppingEntry> {
        let shown = self.shopping.values().filter(|listed| listed.shown);
        shown.map(|listed| &listed.entry)
    }

    /// An entry, if it stands on the list.
    #[must_use]
    pub fn shopping_entry(&self, id: ShoppingId) -> Option<&ShoppingEntry> {
        let listed = self.shopping.get(&id).filter(|listed| listed.shown)?;
        Some(&listed.entry)
    }

    /// The name of an entry that may have been cleared away.
    #[must_use]
    pub fn shopping_name(&self, id: ShoppingId) -> Option<&str> {
        self.shopping.get(&id).map(|listed| &*listed.entry.name)
    }

    /// Where an entry is in the shop: what somebody said, else where its item is filed.
    #[must_use]
    pub fn aisle_of(&self, entry: &ShoppingEntry) -> Option<Category> {
        let filed = || self.item_of_entry(entry).and_then(|item| item.category);
        entry.category.or_else(filed)
    }

    /// What is left of an entry's item: one sum for each kind of measure.
    #[must_use]
    pub fn at_home(&self, entry: &ShoppingEntry) -> Vec<Quantity> {
        let item = self.item_of_entry(entry).map(|item| item.id);
        let overview = item.and_then(|item| self.overview(item));
        let totals = overview.map(|overview| overview.totals).unwrap_or_default();
        totals.into_iter().filter(|sum| sum.milli > 0).collect()
    }

    /// The entries of the same name that are still to be bought, the first one first: two
    /// people may have thought of the same thing.
    #[must_use]
    pub fn alike_on_list(&self, name: &str) -> Vec<&ShoppingEntry> {
        let folded = search::fold(name);
        let alike = self
            .shopping
            .values()
            .filter(|listed| listed.shown && !listed.entry.is_ticked && listed.folded == folded);
        let mut alike: Vec<&ShoppingEntry> = alike.map(|listed| &listed.entry).collect();
        alike.sort_by_key(|entry| (entry.added.map(|added| added.at), entry.id));
        alike
    }

    /// The ticked entry of this name that is still there.
    #[must_use]
    pub fn ticked_named(&self, name: &str) -> Option<&ShoppingEntry> {
        let folded = search::fold(name);
        let alike = self
            .shopping
            .values()
            .filter(|listed| listed.shown && listed.entry.is_ticked && listed.folded == folded);
        let alike = alike.map(|listed| &listed.entry);
        alike.max_by_key(|entry| (entry.ticked.map(|tick| tick.at), entry.id))
    }

    /// Which aisle a name belongs to: where its item or the last entry of that name is, else
    /// where the food that it says is sold.
    #[must_use]
    pub fn category_for(&self, name: &str) -> Option<Category> {
        let filed = self.item_named(name).and_then(|item| item.category);
        let before = || {
            let folded = search::fold(name);
            let listed = self.shopping.values();
            let same = listed.filter(|listed| listed.folded == folded);
            let last = same.max_by_key(|listed| listed.entry.added.map(|added| added.at));
            last.and_then(|listed| listed.entry.category)
        };
        filed.or_else(before).or_else(|| shopping::guess(name))
    }

    /// What to offer for the list: what answers a query best; without one, what has run out
    /// and what was bought before, the most usual first. What is on the list is not offered.
    #[must_use]
    pub fn suggestions(&self, query: &str, limit: usize) -> Vec<Suggestion> {
        let mut candidates: Vec<(String, Candidate)> = self.candidates().into_iter().collect();
        candidates.sort_by_key(|(name, candidate)| {
            let rank = (candidate.suggestion.at_home, Reverse(candidate.times));
            (rank, Reverse(candidate.latest), name.clone())
        });
        let found = match search::fold(query).is_empty() {
            true => (0..candidates.len().min(limit)).collect(),
            false => {
                let names = candidates.iter().map(|(name, _)| name.as_str());
                search::best(names, query, limit)
            }
        };
        let found = found.into_iter();
        found
            .map(|position| candidates[position].1.suggestion.clone())
            .collect()
    }

    /// By folded name.
    fn candidates(&self) -> BTreeMap<String, Candidate> {
        let mut candidates = BTreeMap::new();
        for shown in self.items.values().filter(|shown| self.is_shown(shown)) {
            let lots = self.lots_by_item.of(shown.item.id);
            let at_home = self.stocked_of(shown.item.id).any(|lot| lot.shown > 0);
            let suggestion = Suggestion {
                name: shown.item.name.clone(),
                item: Some(shown.item.id),
                category: shown.item.category,
                at_home,
            };
            let candidate = Candidate {
                suggestion,
                times: lots.count(),
                latest: None,
            };
            candidates.entry(shown.folded.clone()).or_insert(candidate);
        }
        for listed in self.shopping.values() {
            let candidate = candidates
                .entry(listed.folded.clone())
                .or_insert_with(|| Candidate::of(listed));
            candidate.times += 1;
            let added = listed.entry.added.map(|added| added.at);
            candidate.latest = candidate.latest.max(added);
        }
        for listed in self.shopping.values() {
            if listed.shown && !listed.entry.is_ticked {
                candidates.remove(&listed.folded);
            }
        }
        candidates
    }

    /// The item that an entry names, or that has its name since.
    fn item_of_entry(&self, entry: &ShoppingEntry) -> Option<&Item> {
        let named = || self.item_named(&entry.name);
        entry.item.and_then(|item| self.item(item)).or_else(named)
    }
}

impl Candidate {
    fn of(listed: &ListedEntry) -> Self {
        let entry = &listed.entry;
        Self {
            suggestion: Suggestion {
                name: entry.name.clone(),
                item: None,
                category: entry.category,
                at_home: false,
            },
            times: 0,
            latest: None,
        }
    }
}

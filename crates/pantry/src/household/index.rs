//! The items by name, kept in order: neither a tap nor a letter of a search sorts or folds
//! thousands of names anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Household;
use crate::category::Category;
use crate::id::ItemId;
use crate::item::Item;
use crate::search::{Letters, Query};

/// While so many names hold what was typed, nobody looks for names that almost do.
const ENOUGH: usize = 8;

/// The items that are shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    rows: BTreeMap<Key, Letters>,
    /// Where each one stands, to take it out again.
    filed: BTreeMap<ItemId, Filed>,
    /// How many there are of each category.
    categories: BTreeMap<Category, usize>,
}

/// What there is something of comes first, then by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    is_out: bool,
    folded: Arc<str>,
    id: ItemId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Filed {
    key: Key,
    category: Option<Category>,
}

impl Index {
    /// Puts an item where it belongs now; `None` takes it out.
    fn file(&mut self, id: ItemId, now: Option<Filed>) {
        if self.filed.get(&id) == now.as_ref() {
            return;
        }
        if let Some(was) = self.filed.remove(&id) {
            self.rows.remove(&was.key);
            self.count(was.category, false);
        }
        if let Some(now) = now {
            let letters = Letters::of(&now.key.folded);
            self.rows.insert(now.key.clone(), letters);
            self.count(now.category, true);
            self.filed.insert(id, now);
        }
    }

    fn count(&mut self, category: Option<Category>, comes: bool) {
        let Some(category) = category else {
            return;
        };
        let count = self.categories.entry(category).or_default();
        *count = if comes { *count + 1 } else { *count - 1 };
        if *count == 0 {
            self.categories.remove(&category);
        }
    }
}

impl Household {
    /// Every item that is shown, by name; what has run out comes last.
    pub fn items_by_name(&self) -> impl ExactSizeIterator<Item = ItemId> {
        self.index.rows.keys().map(|key| key.id)
    }

    /// How many items there is something of.
    #[must_use]
    pub fn stocked_items(&self) -> usize {
        let rows = self.index.rows.keys();
        rows.take_while(|key| !key.is_out).count()
    }

    /// How many items are filed under each category that there is one of.
    pub fn categories(&self) -> impl Iterator<Item = (Category, usize)> {
        let categories = self.index.categories.iter();
        categories.map(|(category, count)| (*category, *count))
    }

    /// The items that answer a query best, best first.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<&Item> {
        let mut found = self.find(query, |_| true);
        found.truncate(limit);
        found.into_iter().filter_map(|id| self.item(id)).collect()
    }

    /// All items that answer a query, of those that are meant: best first, and equals by
    /// name. Names that almost hold it count only where few really do.
    #[must_use]
    pub fn find(&self, query: &str, is_meant: impl Fn(ItemId) -> bool) -> Vec<ItemId> {
        let query = Query::new(query);
        let rows = || self.index.rows.iter().enumerate();
        let exact = rows().filter_map(|(at, (key, letters))| {
            let score = query.exact(&key.folded, *letters)?;
            is_meant(key.id).then_some((score, at, key.id))
        });
        let mut hits: Vec<(u32, usize, ItemId)> = exact.collect();
        if hits.len() < ENOUGH && query.forgives() {
            let close = rows().filter_map(|(at, (key, letters))| {
                let score = query.close(&key.folded, *letters)?;
                is_meant(key.id).then_some((score, at, key.id))
            });
            hits.extend(close);
        }
        hits.sort_unstable_by_key(|(score, at, _)| (*score, *at));
        hits.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Puts an item where its name, its stock and its category say.
    pub(super) fn file(&mut self, id: ItemId) {
        let shown = self.items.get(&id).filter(|shown| self.is_shown(shown));
        let now = shown.map(|shown| Filed {
            key: Key {
                is_out: self.stocked_of(id).all(|lot| lot.shown <= 0),
                // An item that is eaten from keeps its name.
                folded: match self.index.filed.get(&id) {
                    Some(filed) if *filed.key.folded == *shown.folded => filed.key.folded.clone(),
                    _ => shown.folded.as_str().into(),
                },
                id,
            },
            category: shown.item.category,
        });
        self.index.file(id, now);
    }
}

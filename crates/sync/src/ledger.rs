//! Accounts of signed amounts that several replicas add to and observe.
//!
//! An account is one entity's amount in one [`Scope`]. Adds to it are kept as
//! they are, so two adds by two replicas both count. A *reset* is an
//! observation of a whole scope, and not an add of the difference: two people
//! who count the same shelf do not correct it twice, and what was taken off
//! the shelf before the count is not subtracted again. An *observation* is the
//! same of one account alone.
//!
//! The amount of an account is what was found in it by the latest reset of its
//! scope or observation of it (by stamp), 0 if that reset did not list it, plus
//! all later adds. Without either it is the sum of all adds. Negative amounts
//! are legal: two people took the last one.

use std::collections::{BTreeMap, BTreeSet};

use crate::breaks::{self, Break};
use crate::hlc::Stamp;
use crate::id::{EntityId, Scope};

/// What a reset found, by entity.
pub type Amounts = BTreeMap<EntityId, i64>;

/// All accounts of all scopes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    accounts: BTreeMap<(EntityId, Scope), Account>,
    /// The keys of `accounts`, the other way round.
    by_scope: BTreeSet<(Scope, EntityId)>,
    resets: BTreeMap<Scope, BTreeMap<Stamp, Amounts>>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Account {
    /// Ascending by stamp.
    adds: Vec<(Stamp, i64)>,
    /// Ascending by stamp.
    observed: Vec<(Stamp, i64)>,
    /// How many resets list it: it exists as long as some op names it.
    listed: usize,
}

/// What an account holds, and where that comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Balance {
    /// In thousandths. May be negative.
    pub amount: i64,
    /// The reset or observation that it starts from.
    pub reset: Option<Stamp>,
    /// It is a reset that did not list the account although earlier ops named
    /// it: worth a question to a person.
    pub found_empty: bool,
}

impl Ledger {
    /// Takes in an add. One with a stamp that is there already is the same
    /// add again.
    pub fn add(&mut self, entity: EntityId, scope: Scope, stamp: Stamp, amount: i64) {
        insert(&mut self.open(entity, scope).adds, stamp, amount);
    }

    /// Leaves an add out.
    pub fn remove_add(&mut self, entity: EntityId, scope: Scope, stamp: Stamp) {
        if let Some(account) = self.accounts.get_mut(&(entity, scope)) {
            remove(&mut account.adds, stamp);
            self.close_if_unnamed(entity, scope);
        }
    }

    /// Takes in an observation of one account. One with a stamp that is there
    /// already is the same observation again.
    pub fn observe(&mut self, entity: EntityId, scope: Scope, stamp: Stamp, amount: i64) {
        insert(&mut self.open(entity, scope).observed, stamp, amount);
    }

    /// Leaves an observation out.
    pub fn remove_observation(&mut self, entity: EntityId, scope: Scope, stamp: Stamp) {
        if let Some(account) = self.accounts.get_mut(&(entity, scope)) {
            remove(&mut account.observed, stamp);
            self.close_if_unnamed(entity, scope);
        }
    }

    /// Takes in a reset. One with a stamp that is there already is the same
    /// reset again.
    pub fn reset(&mut self, scope: Scope, stamp: Stamp, amounts: Amounts) {
        let resets = self.resets.entry(scope).or_default();
        if resets.contains_key(&stamp) {
            return;
        }
        let listed: Vec<EntityId> = amounts.keys().copied().collect();
        resets.insert(stamp, amounts);
        for entity in listed {
            self.open(entity, scope).listed += 1;
        }
    }

    /// Leaves a reset out.
    pub fn remove_reset(&mut self, scope: Scope, stamp: Stamp) {
        let Some(resets) = self.resets.get_mut(&scope) else {
            return;
        };
        let Some(amounts) = resets.remove(&stamp) else {
            return;
        };
        if resets.is_empty() {
            self.resets.remove(&scope);
        }
        for entity in amounts.into_keys() {
            if let Some(account) = self.accounts.get_mut(&(entity, scope)) {
                account.listed = account.listed.saturating_sub(1);
                self.close_if_unnamed(entity, scope);
            }
        }
    }

    /// What an entity's account in a scope holds.
    pub fn balance(&self, entity: EntityId, scope: Scope) -> Balance {
        let Some(account) = self.accounts.get(&(entity, scope)) else {
            return Balance::default();
        };
        let whole = self.resets.get(&scope).and_then(BTreeMap::last_key_value);
        let whole = whole.map(|(stamp, amounts)| (*stamp, amounts.get(&entity).copied()));
        let own = account.observed.last();
        let own = own.map(|(stamp, amount)| (*stamp, Some(*amount)));
        let latest = whole.max(own);
        let reset = latest.map(|(stamp, _)| stamp);
        let found = latest.map(|(_, found)| found);
        let later = account.adds.iter().rev();
        let overwritten = reset.is_some() && breaks::is(Break::CountAsOverwrite);
        let later = later.take_while(|add| Some(add.0) > reset && !overwritten);
        // Summed wide and held to the range once, so that the order of the
        // adds cannot matter even at its ends.
        let sum: i128 = later.map(|add| i128::from(add.1)).sum();
        let sum = sum + i128::from(found.flatten().unwrap_or(0));
        let named = [account.adds.first(), account.observed.first()];
        let mut named = named.into_iter().flatten();
        let has_earlier = named.any(|(stamp, _)| Some(*stamp) < reset);
        Balance {
            amount: sum.clamp(i64::MIN.into(), i64::MAX.into()) as i64,
            reset,
            found_empty: found == Some(None) && has_earlier,
        }
    }

    /// The scopes in which an entity has an account, with what it holds.
    pub fn balances(&self, entity: EntityId) -> impl Iterator<Item = (Scope, Balance)> {
        let least = Scope {
            of: EntityId::NIL,
            at: EntityId::NIL,
        };
        self.accounts
            .range((entity, least)..)
            .map(|((named, scope), _)| (*named, *scope))
            .take_while(move |(named, _)| *named == entity)
            .map(move |(_, scope)| (scope, self.balance(entity, scope)))
    }

    /// The entities that have an account in a scope.
    pub fn entities(&self, scope: Scope) -> impl Iterator<Item = EntityId> {
        self.by_scope
            .range((scope, EntityId::NIL)..)
            .take_while(move |(named, _)| *named == scope)
            .map(|(_, entity)| *entity)
    }

    fn open(&mut self, entity: EntityId, scope: Scope) -> &mut Account {
        self.accounts.entry((entity, scope)).or_insert_with(|| {
            self.by_scope.insert((scope, entity));
            Account::default()
        })
    }

    fn close_if_unnamed(&mut self, entity: EntityId, scope: Scope) {
        let account = self.accounts.get(&(entity, scope));
        if account.is_some_and(Account::is_unnamed) {
            self.accounts.remove(&(entity, scope));
            self.by_scope.remove(&(scope, entity));
        }
    }
}

impl Account {
    fn is_unnamed(&self) -> bool {
        self.adds.is_empty() && self.observed.is_empty() && self.listed == 0
    }
}

fn insert(entries: &mut Vec<(Stamp, i64)>, stamp: Stamp, amount: i64) {
    if let Err(position) = entries.binary_search_by_key(&stamp, |entry| entry.0) {
        entries.insert(position, (stamp, amount));
    }
}

fn remove(entries: &mut Vec<(Stamp, i64)>, stamp: Stamp) {
    if let Ok(position) = entries.binary_search_by_key(&stamp, |entry| entry.0) {
        entries.remove(position);
    }
}

#[cfg(test)]
mod tests;

//! Households folded on the server, for those who ask by requests instead of ops.
//!
//! A *fold* is loaded when somebody first asks for its household, and brought up to the hub's
//! latest number each time it is opened: what it shows was numbered before. Who has it open
//! has it alone, so whatever is decided by it is decided on what is there. Folds that nobody
//! has open are given up, the least lately used first, where there are too many of them or
//! they hold too much.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pantry::household::Household;
use sync::codec::{Epoch, HouseholdId};
use sync::exchange::Row;
use sync::{Hlc, Op};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

use crate::blocking;
use crate::db::Turn;
use crate::hub::database::DatabaseStore;
use crate::hub::{Storage, StoreError};

/// Folds that are kept at most, but for those that are open.
const MOST: usize = 64;
/// Ops in all of them, at about a kilobyte each.
const MOST_OPS: usize = 400_000;
/// Ops that are read at once.
const PAGE: usize = 5_000;

/// Why a household cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// It is not there.
    #[error("there is no such household here")]
    NoHousehold,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work ended without a result: a bug.
    #[error("folding ended without a result")]
    Lost,
}

/// One household, as far as the hub has numbered its ops.
#[derive(Default)]
pub struct Fold {
    /// What is to be read.
    pub household: Household,
    /// The numbering that the cursor counts in.
    pub epoch: Option<Epoch>,
    /// The number of the last op in it.
    pub cursor: u64,
    /// The latest moment that an op of it claims.
    pub seen: Hlc,
    /// The floor when it began: what is above it was all there.
    floor: u64,
    ops: usize,
}

/// A fold that its holder has alone.
pub type Opened = OwnedMutexGuard<Fold>;

/// All folds; cheap to clone.
#[derive(Clone)]
pub struct Folds {
    store: DatabaseStore,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    folds: HashMap<HouseholdId, Entry>,
    /// Counts how often one was opened.
    turn: u64,
}

struct Entry {
    fold: Arc<AsyncMutex<Fold>>,
    /// The turn in which it was opened last.
    turn: u64,
    ops: usize,
}

impl Folds {
    /// None yet, over the hub's store.
    pub fn new(store: DatabaseStore) -> Self {
        let kept = Arc::default();
        Self { store, kept }
    }

    /// The hub's store.
    pub fn store(&self) -> &DatabaseStore {
        &self.store
    }

    /// Opens a household as it is now.
    ///
    /// # Errors
    ///
    /// If it is not there, or cannot be read.
    pub async fn open(&self, household: HouseholdId) -> Result<Opened, FoldError> {
        let fold = self.kept().fold(household);
        let fold = fold.lock_owned().await;
        self.catch_up(household, fold).await
    }

    /// The same to write by what is there: meanwhile nobody else does, on no server of the same
    /// database.
    ///
    /// # Errors
    ///
    /// As for [`Folds::open`].
    pub async fn open_to_write(&self, household: HouseholdId) -> Result<(Opened, Turn), FoldError> {
        let fold = self.kept().fold(household);
        let fold = fold.lock_owned().await;
        let turn = self.store.turn(household).await?;
        Ok((self.catch_up(household, fold).await?, turn))
    }

    /// Brings an open household up to what is numbered by now.
    ///
    /// # Errors
    ///
    /// As for [`Folds::open`].
    pub async fn catch_up(
        &self,
        household: HouseholdId,
        mut fold: Opened,
    ) -> Result<Opened, FoldError> {
        loop {
            let page = self.store.page(household, fold.cursor, PAGE).await?;
            let Some((known, rows)) = page else {
                self.kept().folds.remove(&household);
                return Err(FoldError::NoHousehold);
            };
            let head = known.head;
            let is_other = fold.epoch.is_some_and(|epoch| epoch != head.epoch);
            let is_ahead = fold.cursor > head.seq;
            // Of what it has not read some was dropped since.
            let has_gap = fold.floor < head.floor && 0 < fold.cursor && fold.cursor < head.floor;
            if is_other || is_ahead || has_gap {
                *fold = Fold::default();
                continue;
            }
            if fold.cursor == 0 {
                (fold.epoch, fold.floor) = (Some(head.epoch), head.floor);
            }
            let Some(last) = rows.last().and_then(|row| row.seq) else {
                // What was dropped has no rows.
                fold.cursor = head.seq;
                break;
            };
            fold = match rows.len() {
                ..=20 => fold.take_in(&rows, last),
                _ => {
                    let fold = blocking::run(move || fold.take_in(&rows, last)).await;
                    fold.map_err(|_| FoldError::Lost)?
                }
            };
            if last >= head.seq {
                break;
            }
        }
        self.kept().weigh(household, fold.ops);
        Ok(fold)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The guard goes along, so that the work may be done on another thread.
trait TakeIn {
    fn take_in(self, rows: &[Row], last: u64) -> Self;
}

impl TakeIn for Opened {
    fn take_in(mut self, rows: &[Row], last: u64) -> Self {
        let ops: Vec<(Op, u64)> = rows
            .iter()
            .filter_map(|row| Some((row.op()?, row.seq?)))
            .collect();
        let latest = ops.iter().map(|(op, _)| op.hlc).max().unwrap_or_default();
        self.seen = self.seen.max(latest);
        self.ops += ops.len();
        self.household
            .apply_numbered(ops.iter().map(|(op, seq)| (op, *seq)));
        self.cursor = last;
        self
    }
}

impl Kept {
    fn fold(&mut self, household: HouseholdId) -> Arc<AsyncMutex<Fold>> {
        self.turn += 1;
        let entry = self.folds.entry(household).or_insert_with(|| Entry {
            fold: Arc::default(),
            turn: 0,
            ops: 0,
        });
        entry.turn = self.turn;
        let fold = Arc::clone(&entry.fold);
        self.make_room();
        fold
    }

    /// Notes how much a fold holds.
    fn weigh(&mut self, household: HouseholdId, ops: usize) {
        if let Some(entry) = self.folds.get_mut(&household) {
            entry.ops = ops;
        }
        self.make_room();
    }

    /// Gives up what is too much. One that is open stays: two of one household would write
    /// under one id.
    fn make_room(&mut self) {
        while self.folds.len() > MOST || self.ops() > MOST_OPS {
            let idle = self.folds.iter();
            let idle = idle.filter(|(_, entry)| Arc::strong_count(&entry.fold) == 1);
            let oldest = idle.min_by_key(|(_, entry)| entry.turn).map(|(id, _)| *id);
            let Some(oldest) = oldest else {
                return;
            };
            self.folds.remove(&oldest);
        }
    }

    fn ops(&self) -> usize {
        self.folds.values().map(|entry| entry.ops).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_lately_opened_fold_goes_first_and_an_open_one_never() {
        let mut kept = Kept::default();
        let household = |number: usize| HouseholdId([number as u8; 16]);
        let open = kept.fold(household(0));
        for number in 1..MOST {
            kept.fold(household(number));
        }
        kept.fold(household(1));
        kept.fold(household(MOST));
        assert_eq!(kept.folds.len(), MOST);
        assert!(kept.folds.contains_key(&household(0)), "it is open");
        assert!(
            kept.folds.contains_key(&household(1)),
            "it was opened again"
        );
        assert!(!kept.folds.contains_key(&household(2)));
        drop(open);
        kept.weigh(household(MOST), MOST_OPS);
        assert_eq!(kept.folds.len(), MOST, "as much as there is room for");
        kept.weigh(household(MOST), MOST_OPS + 1);
        assert!(
            kept.folds.is_empty(),
            "no one of them is too large to give up"
        );
    }
}

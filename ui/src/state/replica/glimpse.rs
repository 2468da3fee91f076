//! What the first screen is made of, shown while all the rest is folded.
//!
//! It is read, and never written on: what is done meanwhile is shown on it, and done once the
//! rest is there.

use pantry::action::{Action, Author};
use pantry::household::{Household, WEEK_DAYS};
use pantry::kept::glimpse::Glimpse;
use sync::engine::{Kept, Progress};

use super::{PLANNER, Replica, beginning, fold, new_replica};
use crate::host::browser;
use crate::host::store::{Store, StoreError};
use crate::view::dates::later;

/// Fewer ops than this are all there as soon.
const FEW: usize = 4_000;
/// How many days it shows all that is urgent.
const DAYS: i64 = 14;

impl Replica {
    /// What the first screen is made of, where the storage knows it.
    pub async fn glimpse(store: &impl Store) -> Result<Option<Self>, StoreError> {
        let ops = store.glimpse(browser::today()).await?;
        if ops.is_empty() {
            return Ok(None);
        }
        let (author, progress) = beginning(store).await?;
        let mut household = Household::default();
        fold(&mut household, &ops, author.replica).await;
        household.project();
        let kept = Kept {
            author,
            progress,
            unsent: Vec::new(),
        };
        let mut replica = Self::open(household, kept, Vec::new(), false)?;
        // By nobody's name: what is only shown must not be taken for what was written.
        replica.glimpse = Some(sync::Author {
            replica: new_replica()?,
            next_rseq: 1,
            ..replica.engine.author()
        });
        Ok(Some(replica))
    }

    /// Whether only the first screen is there.
    pub fn is_glimpse(&self) -> bool {
        self.glimpse.is_some()
    }

    /// Shows what an action will do, as far as can be known of it here. It is done once all is
    /// there.
    pub fn pretend(&mut self, action: &Action) {
        let Some(author) = &mut self.glimpse else {
            return;
        };
        let planned = PLANNER.get().plan(
            &self.household,
            action,
            &mut Author {
                replica: author,
                ids: &mut browser::new_id,
                now_ms: self.engine.hub_ms(browser::now_ms()),
                today: browser::today(),
            },
        );
        // What cannot be done is told when it is tried.
        if let Ok(planned) = planned {
            self.household.apply_all(&planned.ops);
        }
    }

    /// Whether all that is stored is folded.
    pub fn is_at_rest(&self) -> bool {
        self.inbox.is_empty() && !self.is_ahead() && !self.is_glimpse()
    }

    /// What the next start is to show first; none where that would save nothing. The replica is
    /// at rest, and `progress` is what was stored before that was asked.
    pub fn next_glimpse(&self, progress: Progress) -> Option<Glimpse> {
        if self.household.state().len() < FEW {
            return None;
        }
        let until = later(browser::today(), DAYS);
        let author = self.engine.author();
        let by = later(until, WEEK_DAYS.into());
        Some(Glimpse {
            epoch: progress.epoch,
            cursor: progress.cursor,
            replica: author.replica,
            next_rseq: author.next_rseq,
            until,
            ops: self.household.first_ops(by).into_iter().collect(),
        })
    }
}

//! A household that is shown while it comes.

use std::collections::VecDeque;

use pantry::household::Household;
use sync::Op;
use sync::engine::Kept;

use super::{Replica, SLICE_MS, STEP, beginning};
use crate::host::browser;
use crate::host::store::{Store, StoreError};

/// A snapshot on its way to a device that has nothing yet.
#[derive(Debug, Default)]
pub struct Ahead {
    pub(super) household: Household,
    pub(super) inbox: VecDeque<(Op, Option<u64>)>,
    /// All of it has come, and is being stored.
    pub(super) is_whole: bool,
}

impl Ahead {
    /// The replica of it, once the snapshot is stored.
    pub async fn go_on(mut self, store: &impl Store) -> Result<Replica, StoreError> {
        while self.fold_some() {
            browser::breathe().await;
        }
        self.household.project();
        let (author, progress) = beginning(store).await?;
        let kept = Kept {
            author,
            progress,
            // It was taken where nothing had been written.
            unsent: Vec::new(),
        };
        Replica::open(self.household, kept, store.set_aside().await?, true)
    }

    /// Folds for half a frame; whether there is more to fold.
    pub(super) fn fold_some(&mut self) -> bool {
        let since = browser::elapsed_ms();
        while !self.inbox.is_empty() && browser::elapsed_ms() - since < SLICE_MS {
            for (op, seq) in self.inbox.drain(..STEP.min(self.inbox.len())) {
                self.household.take_in(op, seq);
            }
        }
        // Left to the end, all of it would be one long task.
        self.household.project();
        !self.inbox.is_empty()
    }
}

//! Tries that went wrong on all servers together, where they share Redis; else, and while that is
//! away, on this one.

use std::time::Duration;

use super::Accounts;
use super::attempts::{Attempts, Whose};
use crate::shared::Shared;

/// Tries on all servers; cheap to clone.
#[derive(Clone, Default)]
pub struct Tries {
    here: Attempts,
    shared: Option<Shared>,
}

impl Accounts {
    /// The same where several servers count tries together.
    #[must_use]
    pub fn with_shared(mut self, shared: Option<Shared>) -> Self {
        self.attempts = self.attempts.with_shared(shared);
        self
    }
}

impl Tries {
    /// The same together with other servers, where something is shared with them.
    pub fn with_shared(mut self, shared: Option<Shared>) -> Self {
        self.shared = shared;
        self
    }

    /// Counts a try; see [`Attempts::begin`].
    ///
    /// # Errors
    ///
    /// How long is to be waited, if it comes too soon. It does not count then.
    pub async fn begin(&self, whose: &[Whose], now_ms: i64) -> Result<(), Duration> {
        let together = match &self.shared {
            Some(shared) => shared.try_begins(&counted(whose), now_ms).await,
            None => None,
        };
        match together {
            Some(None) => Ok(()),
            Some(Some(wait)) => Err(wait),
            None => self.here.begin(whose, now_ms),
        }
    }

    /// Nothing counts any more for whoever has shown in another way who they are.
    pub async fn forget(&self, whose: &Whose) {
        self.here.forget(whose);
        if let Some(shared) = &self.shared {
            shared.tries_are_over(&whose.key()).await;
        }
    }

    /// The try that began then did not go wrong; see [`Attempts::succeeded`].
    pub async fn succeeded(&self, tries: &[Whose], began_ms: i64) {
        self.here.succeeded(tries, began_ms);
        if let (Some(shared), Some((account, others))) = (&self.shared, tries.split_first()) {
            shared.try_counts_not(&counted(others), began_ms).await;
            shared.tries_are_over(&account.key()).await;
        }
    }

    /// The try that began then does not count, and nobody waits for it.
    pub async fn give_back(&self, whose: &[Whose], began_ms: i64) {
        self.here.give_back(whose, began_ms);
        if let Some(shared) = &self.shared {
            shared.try_counts_not(&counted(whose), began_ms).await;
        }
    }
}

fn counted(whose: &[Whose]) -> Vec<([u8; 32], u32)> {
    whose.iter().map(|one| (one.key(), one.free())).collect()
}

//! Who may write to a picture's file: one at a time, and whoever comes later comes first. A
//! device that was cut off is back long before its old connection is known to be dead.

use std::collections::HashMap;
use std::sync::{Arc, Mutex as Guarded, PoisonError};

use sync::codec::HouseholdId;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::Hash;

/// Turns of all pictures; cheap to clone.
#[derive(Clone, Default)]
pub struct Turns(Arc<Guarded<Queues>>);

type Queues = HashMap<(HouseholdId, Hash), Arc<Queue>>;

#[derive(Default)]
struct Queue {
    file: Arc<Mutex<()>>,
    /// How many have come.
    came: watch::Sender<u64>,
}

/// Whoever holds it may write to the file.
pub struct Turn {
    _file: OwnedMutexGuard<()>,
    came: watch::Receiver<u64>,
    own: u64,
    // Keeps the queue in the table.
    _queue: Arc<Queue>,
}

impl Turns {
    /// Waits for a turn: those that have it are asked to leave.
    pub async fn take(&self, household: HouseholdId, hash: Hash) -> Turn {
        let queue = self.queue(household, hash);
        let mut own = 0;
        queue.came.send_modify(|came| {
            *came += 1;
            own = *came;
        });
        let came = queue.came.subscribe();
        Turn {
            _file: Arc::clone(&queue.file).lock_owned().await,
            came,
            own,
            _queue: queue,
        }
    }

    fn queue(&self, household: HouseholdId, hash: Hash) -> Arc<Queue> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        queues.retain(|_, queue| Arc::strong_count(queue) > 1);
        Arc::clone(queues.entry((household, hash)).or_default())
    }
}

impl Turn {
    /// Comes back when somebody else waits for the turn.
    pub async fn overtaken(&mut self) {
        let own = self.own;
        // The sender lives as long as this does.
        let _ = self.came.wait_for(|came| *came > own).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);

    #[tokio::test]
    async fn who_comes_later_takes_the_turn_of_who_was_there() {
        let turns = Turns::default();
        let mut first = turns.take(HOUSEHOLD, [1; 32]).await;
        let second = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(HOUSEHOLD, [1; 32]).await }
        });
        first.overtaken().await;
        drop(first);
        assert!(second.await.is_ok());
    }

    #[tokio::test]
    async fn other_pictures_have_other_turns_and_none_is_left() {
        let turns = Turns::default();
        let held = [
            turns.take(HOUSEHOLD, [1; 32]).await,
            turns.take(HOUSEHOLD, [2; 32]).await,
            turns.take(HouseholdId([8; 16]), [1; 32]).await,
        ];
        drop(held);
        drop(turns.queue(HOUSEHOLD, [3; 32]));
        assert_eq!(turns.0.lock().expect("not poisoned").len(), 1);
    }
}

//! What other servers on the same database write: their heads, for those who listen here.
//!
//! A head that is lost costs nothing but time, since who pulls gets everything; so it is told
//! beside the writing, and all heads are looked up after a break, while nobody is heard, and
//! wherever one may be lost without a sign.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::Duration;

use sync::codec::HouseholdId;
use tokio::sync::broadcast;

use super::{Storage, StoreError};

/// Pokes that a slow listener may miss: it pulls up to the head anyway.
const POKES: usize = 4;
/// Between two tries to listen.
const PAUSE: Duration = Duration::from_secs(1);

/// Who listens to which household.
pub type Listeners = Mutex<HashMap<HouseholdId, Listened>>;

/// Those who listen to one household.
pub struct Listened {
    sender: broadcast::Sender<u64>,
    /// What they were told last.
    head: u64,
}

/// Listens to a household.
pub fn listen(listeners: &Listeners, household: HouseholdId) -> broadcast::Receiver<u64> {
    let mut listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
    listeners.retain(|_, listened| listened.sender.receiver_count() > 0);
    let listened = listeners.entry(household).or_insert_with(|| Listened {
        sender: broadcast::channel(POKES).0,
        head: 0,
    });
    listened.sender.subscribe()
}

/// Pokes those who listen to a household.
pub fn poke(listeners: &Listeners, household: HouseholdId, head: u64) {
    let mut listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(listened) = listeners.get_mut(&household) {
        listened.head = head;
        // Nobody may listen any more.
        let _ = listened.sender.send(head);
    }
}

/// Pokes for what others write, as long as somebody may listen.
pub async fn hear<S: Storage>(store: S, listeners: Weak<Listeners>) {
    let mut is_told = false;
    while let Err(error) = follow(&store, &listeners, &mut is_told).await {
        if matches!(error, StoreError::Database(sqlx::Error::PoolClosed)) {
            return;
        }
        if !is_told {
            eprintln!("larder: other servers are not heard, and are listened for again: {error}");
            is_told = true;
        }
        tokio::time::sleep(PAUSE).await;
        let Some(listeners) = listeners.upgrade() else {
            return;
        };
        // Where this fails, too, there is nothing to be heard.
        let _ = look_up(&store, &listeners).await;
    }
}

async fn follow<S: Storage>(
    store: &S,
    listeners: &Weak<Listeners>,
    is_told: &mut bool,
) -> Result<(), StoreError> {
    let Some(mut news) = store.news().await? else {
        return Ok(());
    };
    *is_told = false;
    let mut heard = None;
    while let Some(listeners) = listeners.upgrade() {
        match heard {
            Some((household, head)) => poke(&listeners, household, head),
            // It has just begun to listen, does so again, or may have missed something.
            None => look_up(store, &listeners).await?,
        }
        drop(listeners);
        heard = store.hear(&mut news).await?;
    }
    Ok(())
}

/// Pokes for everything that may have been missed.
async fn look_up(store: &impl Storage, listeners: &Listeners) -> Result<(), StoreError> {
    let households: Vec<HouseholdId> = {
        let listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.keys().copied().collect()
    };
    for (household, head) in store.heads(&households).await? {
        let is_news = {
            let listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
            let listened = listeners.get(&household);
            listened.is_some_and(|listened| listened.head != head)
        };
        if is_news {
            poke(listeners, household, head);
        }
    }
    Ok(())
}

//! What other servers on the same database write: their heads, for those who listen here.
//!
//! A head that is lost costs nothing but time, since who pulls gets everything; so it is told
//! beside the writing, and after a break all heads are looked up.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::Duration;

use sync::codec::HouseholdId;
use tokio::sync::broadcast;

use super::{Storage, StoreError};

/// Between two tries to listen.
const PAUSE: Duration = Duration::from_secs(1);

/// Who listens to which household.
pub type Listeners = Mutex<HashMap<HouseholdId, broadcast::Sender<u64>>>;

/// Pokes those who listen to a household.
pub fn poke(listeners: &Listeners, household: HouseholdId, head: u64) {
    let listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(sender) = listeners.get(&household) {
        // Nobody may listen any more.
        let _ = sender.send(head);
    }
}

/// Pokes for what others write, as long as somebody may listen.
pub async fn hear<S: Storage>(store: S, listeners: Weak<Listeners>) {
    while let Err(error) = listen(&store, &listeners).await {
        if matches!(error, StoreError::Database(sqlx::Error::PoolClosed)) {
            return;
        }
        eprintln!("larder: other servers are not heard, and are listened for again: {error}");
        tokio::time::sleep(PAUSE).await;
    }
}

async fn listen<S: Storage>(store: &S, listeners: &Weak<Listeners>) -> Result<(), StoreError> {
    let Some(mut news) = store.news().await? else {
        return Ok(());
    };
    let mut heard = None;
    while let Some(listeners) = listeners.upgrade() {
        match heard {
            Some((household, head)) => poke(&listeners, household, head),
            // It has just begun to listen, or does so again.
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
    for household in households {
        let head = store
            .household(household)
            .await?
            .map(|known| known.head.seq);
        // Where nothing was written nothing was missed.
        if let Some(head) = head.filter(|head| *head > 0) {
            poke(listeners, household, head);
        }
    }
    Ok(())
}

//! Every write: an action is planned on what is there now, and its ops go the way that a
//! device's go. The hub judges and numbers them, and pokes the others.

use std::sync::Arc;
use std::time::Duration;

use pantry::action::{self, Action, Rejected, Transaction};
use pantry::household::Household;
use pantry::op::SCHEMA;
use pantry::policy;
use sha2::{Digest, Sha256};
use sync::codec::{Batch, MAX_BATCH, MAX_BATCH_OPS, Stored};
use sync::digest::Chain;
use sync::exchange::{Frame, Push, Refusal};
use sync::hlc::Clock;
use sync::order::Seat;
use sync::{Author, EntityId, EntityType, Op, ReplicaId};

use super::caller::Caller;
use super::problem::{Code, Problem};
use crate::folds::{Fold, Opened};
use crate::hub::{self, Storage};
use crate::random;
use crate::state::AppState;

/// The bytes of a batch that are not its ops'.
const AROUND: usize = 1_024;
/// How often a push is tried, and how long is waited between two tries.
const TRIES: usize = 4;
const PAUSE: Duration = Duration::from_millis(50);

/// What a write led to.
pub struct Written {
    /// The household with it.
    pub fold: Opened,
    /// What was written; nothing where it was so already.
    pub transaction: Option<Transaction>,
}

/// Decides on an action by what is there, and does it. Nobody else writes by requests
/// meanwhile, and what devices write at the same moment merges as ever.
///
/// # Errors
///
/// What stands in the way; nothing was written then.
pub async fn act(
    state: &AppState,
    caller: &Caller,
    decide: impl FnOnce(&Household) -> Result<Action, Problem>,
) -> Result<Written, Problem> {
    let within = state.limits.write(caller.id).await;
    within.map_err(Problem::too_many)?;
    let (fold, turn) = state.folds.open_to_write(caller.household).await?;
    let action = decide(&fold.household)?;
    let now_ms = state.clock.now_ms();
    let seat = seat(state, caller, now_ms).await?;
    let planned = plan(&fold, caller, &action, seat.replica, seat.next_rseq, now_ms);
    let transaction = match planned? {
        Ok(transaction) => transaction,
        Err(Rejected::NothingChanged) => {
            return Ok(Written {
                fold,
                transaction: None,
            });
        }
        Err(why) => return Err(why.into()),
    };
    let own = caller.replicas(state).await?;
    judge(&fold.household, caller, &own, &transaction)?;
    send(state, caller, own, &fold, seat.chain, &transaction).await?;
    drop(turn);
    let fold = state.folds.catch_up(caller.household, fold).await?;
    Ok(Written {
        fold,
        transaction: Some(transaction),
    })
}

/// The seat of the id under which the server writes for a caller. Where something waits in it
/// that was never ended, another id is begun.
async fn seat(state: &AppState, caller: &Caller, now_ms: i64) -> Result<Seat, Problem> {
    let Caller { household, id, .. } = *caller;
    let replica = state.identity.replica_for(household, id, now_ms).await?;
    let mut seat = state.folds.store().seat(household, replica).await?;
    seat.expire(now_ms);
    if seat.held.is_empty() {
        return Ok(seat);
    }
    let another = state.identity.another_replica_for(household, id, now_ms);
    Ok(Seat::new(another.await?))
}

fn plan(
    fold: &Fold,
    caller: &Caller,
    action: &Action,
    replica: ReplicaId,
    next_rseq: u64,
    now_ms: i64,
) -> Result<Result<Transaction, Rejected>, Problem> {
    let seed = random::bytes::<32>();
    let seed = seed.ok_or_else(|| Problem::busy(Duration::from_secs(1)))?;
    let mut author = Author {
        replica,
        next_rseq,
        basis: fold.cursor,
        clock: Clock::resume(fold.seen),
    };
    // After those of the ops before, also within a millisecond: lists are in this order.
    let at_ms = now_ms.max(fold.seen.unix_ms().saturating_add(1));
    let mut count = 0_u16;
    let mut ids = || {
        count = count.wrapping_add(1);
        new_id(at_ms, &seed, count)
    };
    let mut author = action::Author {
        replica: &mut author,
        ids: &mut ids,
        now_ms,
        today: caller.today,
    };
    Ok(action::plan(&fold.household, action, &mut author))
}

/// A UUIDv7 (RFC 9562): the time, then a count, then what nobody can guess.
fn new_id(at_ms: i64, seed: &[u8; 32], count: u16) -> [u8; 16] {
    let hash = Sha256::new()
        .chain_update(seed)
        .chain_update(count.to_be_bytes())
        .finalize();
    let mut id = [0; 16];
    id[..6].copy_from_slice(&at_ms.to_be_bytes()[2..]);
    id[6..8].copy_from_slice(&(0x7000 | (count & 0x0fff)).to_be_bytes());
    id[8..].copy_from_slice(&hash[..8]);
    id[8] = 0x80 | (id[8] & 0x3f);
    id
}

/// Judges by the fold what the hub will judge by its tables: what it would reject takes no
/// number of its author's.
fn judge(
    household: &Household,
    caller: &Caller,
    own: &[ReplicaId],
    transaction: &Transaction,
) -> Result<(), Problem> {
    let mut known = Known {
        household,
        own,
        before: &[],
    };
    for (position, op) in transaction.ops.iter().enumerate() {
        known.before = &transaction.ops[..position];
        policy::judge(caller.role, op, &known).map_err(Problem::unwritten)?;
    }
    Ok(())
}

struct Known<'a> {
    household: &'a Household,
    own: &'a [ReplicaId],
    /// The ops before this one in its transaction.
    before: &'a [Op],
}

impl policy::Lookup for Known<'_> {
    fn is_own(&self, replica: ReplicaId) -> bool {
        self.own.contains(&replica)
    }

    fn entity_type(&self, entity: EntityId) -> Option<EntityType> {
        let known = self.household.state().entity(entity);
        let known = known.and_then(|known| known.entity_type());
        let before = self.before.iter().filter(|op| op.entity == entity);
        known
            .into_iter()
            .chain(before.map(|op| op.entity_type))
            .min()
    }
}

/// Hands the ops to the hub, in as many pushes as they take.
async fn send(
    state: &AppState,
    caller: &Caller,
    own: Vec<ReplicaId>,
    fold: &Fold,
    chain: Chain,
    transaction: &Transaction,
) -> Result<(), Problem> {
    let role = caller.role;
    let session = hub::Session {
        household: caller.household,
        may: Arc::new(move |op, types| {
            policy::judge(role, op, &crate::routes::Known { own: &own, types })
        }),
    };
    let batches = batches(caller, fold, chain, &transaction.ops)?;
    let mut replica = batches.first().map(|batch| batch.replica);
    for batch in batches {
        let push = Push { batch, limit: None };
        push_one(state, &session, &mut replica, push).await?;
    }
    Ok(())
}

async fn push_one(
    state: &AppState,
    session: &hub::Session,
    replica: &mut Option<ReplicaId>,
    push: Push,
) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let now_ms = state.clock.now_ms();
        let frame = Frame::Push(push.clone());
        let answers = state.hub.answer(session, replica, frame, now_ms).await;
        for answer in answers {
            match answer {
                Frame::Accepted(accepted) => {
                    let rejected = accepted.rejected.first();
                    if let Some((_, why)) = rejected {
                        return Err(Problem::unwritten(*why));
                    }
                }
                // Nothing of it was taken.
                Frame::Refused(Refusal::Busy { .. }) => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
                Frame::Refused(Refusal::Revoked) => return Err(Problem::not_found("household")),
                _ => return Err(Problem::busy(Duration::from_secs(1))),
            }
            return Ok(());
        }
    }
    Err(Problem::busy(Duration::from_secs(1)))
}

/// The ops as batches within the limits, each after the one before.
fn batches(
    caller: &Caller,
    fold: &Fold,
    mut chain: Chain,
    ops: &[Op],
) -> Result<Vec<Batch>, Problem> {
    let mut batches: Vec<Batch> = Vec::new();
    let mut size = 0;
    for op in ops {
        let stored = Stored::seal(op.clone());
        let stored = stored.map_err(|why| Problem::new(Code::Impossible, why.to_string()))?;
        size += stored.body().len() + 8;
        let fits = size <= MAX_BATCH - AROUND;
        let open = batches.last_mut();
        let open = open.filter(|batch| fits && batch.ops.len() < MAX_BATCH_OPS);
        let (previous, hash) = (chain, stored.hash());
        chain = chain.next(hash);
        match open {
            Some(batch) => batch.ops.push(Ok(stored)),
            None => {
                size = stored.body().len() + 8;
                batches.push(Batch {
                    household: caller.household,
                    replica: op.id.replica,
                    first_rseq: op.id.rseq,
                    schema: SCHEMA,
                    epoch: fold.epoch,
                    previous,
                    ops: vec![Ok(stored)],
                });
            }
        }
    }
    Ok(batches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ids_are_uuids_of_version_7_in_their_order() {
        let ids: Vec<[u8; 16]> = (1..=3)
            .map(|count| new_id(0x0102_0304_0506, &[7; 32], count))
            .collect();
        assert!(ids.is_sorted() && ids[0] != ids[1]);
        for id in ids {
            assert_eq!(id[..6], [1, 2, 3, 4, 5, 6]);
            assert_eq!((id[6] >> 4, id[8] >> 6), (7, 2));
        }
    }
}

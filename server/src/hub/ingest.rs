//! One push: what the rules look up is fetched, then they decide, then that is stored.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use sync::exchange::{Frame, Push, Refusal, Rejection};
use sync::order::{self, Known, Lookup};
use sync::state::named_by;
use sync::{EntityId, EntityType, Kind, Op, OpId, ReplicaId};

use super::Session;
use super::store::{StoreError, Write};

/// What was fetched for one push.
struct Fetched<'a> {
    known: HashMap<OpId, Known>,
    next: HashMap<ReplicaId, u64>,
    gone: HashSet<EntityId>,
    types: HashMap<EntityId, EntityType>,
    session: &'a Session,
}

impl Lookup for Fetched<'_> {
    fn known(&self, id: OpId) -> Option<Known> {
        self.known.get(&id).copied()
    }

    fn next_rseq(&self, replica: ReplicaId) -> u64 {
        self.next.get(&replica).copied().unwrap_or(1)
    }

    fn is_gone(&self, entity: EntityId) -> bool {
        self.gone.contains(&entity)
    }

    fn judge(&self, op: &Op) -> Result<(), Rejection> {
        (self.session.may)(op, &|entity| self.types.get(&entity).copied())
    }
}

/// Decides on a push and stores that; the answers, and the head if it moved.
pub async fn ingest(
    write: &mut impl Write,
    session: &Session,
    push: &Push,
    now_ms: i64,
) -> Result<(Vec<Frame>, Option<u64>), StoreError> {
    let household = session.household;
    let Some(known) = write.household(household).await? else {
        return Ok((vec![Frame::Refused(Refusal::Revoked)], None));
    };
    let seat = write.seat(household, push.batch.replica).await?;
    let fetched = fetch(write, session, push, &seat).await?;
    let outcome = match order::receive(&known.head, &seat, push, &fetched, now_ms) {
        Ok(outcome) => outcome,
        Err(refusal) => return Ok((vec![Frame::Refused(refusal)], None)),
    };
    write.store(household, &outcome, now_ms).await?;
    let head = (!outcome.rows.is_empty()).then_some(outcome.head.seq);
    let mut answers = vec![Frame::Accepted(outcome.accepted)];
    answers.extend(outcome.stopped.map(Frame::Refused));
    Ok((answers, head))
}

async fn fetch<'a>(
    write: &mut impl Write,
    session: &'a Session,
    push: &Push,
    seat: &order::Seat,
) -> Result<Fetched<'a>, StoreError> {
    let household = session.household;
    let batch = &push.batch;
    let first = OpId {
        replica: batch.replica,
        rseq: batch.first_rseq,
    };
    let again = seat.next_rseq.saturating_sub(batch.first_rseq);
    let again = again.min(batch.ops.len() as u64);
    let mut known = HashMap::new();
    if again > 0 {
        known = write.known(household, first, again).await?;
    }
    let held = seat.held.iter().map(|held| &held.op);
    let ops = batch.ops.iter().chain(held);
    let ops: Vec<&Op> = ops
        .filter_map(|op| op.as_ref().ok())
        .map(|op| op.op())
        .collect();
    let mut next = HashMap::new();
    for target in ops.iter().filter_map(|op| target(op)) {
        known.extend(write.known(household, target, 1).await?);
        if let Entry::Vacant(place) = next.entry(target.replica) {
            let seat = write.seat(household, target.replica).await?;
            place.insert(seat.next_rseq);
        }
    }
    let named: HashSet<EntityId> = ops.iter().flat_map(|op| named_by(op)).collect();
    let gone = write.gone(household, &named).await?;
    let types = write.types(household, &named).await?;
    Ok(Fetched {
        known,
        next,
        gone,
        types,
        session,
    })
}

/// The op by which an undo's target is judged.
fn target(op: &Op) -> Option<OpId> {
    match op.kind {
        Kind::Undo { target, .. } => Some(target.first()),
        _ => None,
    }
}

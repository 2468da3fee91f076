//! One push: what the rules look up is fetched, then they decide, then that is stored.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use sync::codec::parts;
use sync::exchange::{Frame, Push, Refusal, Rejection};
use sync::order::{self, Known, Lookup};
use sync::state::named_by;
use sync::{EntityId, EntityType, Kind, Op, OpId, ReplicaId};

use super::store::{StoreError, Write};
use super::{ALTERED_MS, Session};

/// The bytes that a full household has for deletes and undos.
const RESERVE: u64 = 8 * 1024 * 1024;

/// What was fetched for one push.
struct Fetched<'a> {
    known: HashMap<OpId, Known>,
    next: HashMap<ReplicaId, u64>,
    gone: HashSet<EntityId>,
    types: HashMap<EntityId, EntityType>,
    /// The bytes that the household may still take.
    left: u64,
    /// The bytes of this push, with what its replica has waiting.
    comes: u64,
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
        (self.session.may)(op, &|entity| self.types.get(&entity).copied())?;
        match self.comes > self.left.saturating_add(reserve(op)) {
            true => Err(Rejection::Full),
            false => Ok(()),
        }
    }
}

/// Decides on a push and stores that; the answers, and the head if it moved.
pub async fn ingest(
    write: &mut impl Write,
    session: &Session,
    push: &Push,
    room: u64,
    now_ms: i64,
) -> Result<(Vec<Frame>, Option<u64>), StoreError> {
    let household = session.household;
    let Some(known) = write.household(household).await? else {
        return Ok((vec![Frame::Refused(Refusal::Revoked)], None));
    };
    let seat = write.seat(household, push.batch.replica).await?;
    let left = room.saturating_sub(known.bytes);
    let fetched = match fetch(write, session, push, &seat, left).await {
        Ok(fetched) => fetched,
        // Said once already, and nothing is written yet: the device asks again now and then.
        Err(StoreError::Altered { .. }) => {
            let retry_ms = ALTERED_MS;
            return Ok((vec![Frame::Refused(Refusal::Busy { retry_ms })], None));
        }
        Err(error) => return Err(error),
    };
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
    left: u64,
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
    let comes = ops.clone().map(|op| weight(parts(op).1)).sum();
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
        left,
        comes,
        session,
    })
}

/// What an op takes in the database, about.
pub fn weight(body: &[u8]) -> u64 {
    /// Its ids, its numbers, and its place in an index.
    const AROUND: u64 = 64;
    body.len() as u64 + AROUND
}

/// What may come although a household is full: it makes room.
fn reserve(op: &Op) -> u64 {
    match op.kind {
        Kind::Delete | Kind::Undo { .. } => RESERVE,
        _ => 0,
    }
}

/// The op by which an undo's target is judged.
fn target(op: &Op) -> Option<OpId> {
    match op.kind {
        Kind::Undo { target, .. } => Some(target.first()),
        _ => None,
    }
}

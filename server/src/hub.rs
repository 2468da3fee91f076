//! The hub: the rules of [`sync::order`] over a durable store.
//!
//! One task writes. It takes what waits, decides on all of it in one transaction, makes
//! that durable, and answers only then: what a device is told is on the disk. Reading goes
//! beside it.

mod ingest;
mod news;
mod store;
#[cfg(test)]
mod tests;
mod writer;

pub mod database;

pub use store::{Claim, Household, Storage, StoreError, Write};

use std::sync::Arc;

use sync::codec::HouseholdId;
use sync::exchange::{
    Frame, Hello, MAX_PAGE, MAX_PAGE_OPS, PROTOCOL, Page, Push, Refusal, Rejection, SnapshotId,
    Welcome,
};
use sync::order::LEAST_MS;
use sync::{EntityId, EntityType, Op, ReplicaId};
use tokio::sync::{broadcast, mpsc, oneshot};

use news::Listeners;
use writer::Job;

/// Pushes that may wait for the writer; beyond that a device is asked to come later.
const MAX_WAITING: usize = 1_024;
/// How long such a device waits, in milliseconds.
const RETRY_MS: u32 = 500;
/// How long one waits that gets an op no more which is not what was stored, in milliseconds.
const ALTERED_MS: u32 = 60_000;
/// Ops after which a household gets a new snapshot.
const SNAPSHOT_AFTER: u64 = 5_000;
/// What one household may keep, in bytes, unless told otherwise: what a snapshot can give.
const ROOM: u64 = 128 * 1024 * 1024;

/// Who is on the other side of a conversation, as the caller has made sure.
#[derive(Clone)]
pub struct Session {
    /// The household that the device belongs to.
    pub household: HouseholdId,
    /// Whether its member may do what an op does, now.
    pub may: Arc<Judge>,
}

/// Whether an op may be written, and if not, why. The other function says what an entity
/// is by the ops that are numbered.
pub type Judge = dyn Fn(&Op, &Types<'_>) -> Result<(), Rejection> + Send + Sync;

/// What an entity is.
pub type Types<'a> = dyn Fn(EntityId) -> Option<EntityType> + 'a;

/// Shared by all conversations; cheap to clone.
#[derive(Clone)]
pub struct Hub<S> {
    store: S,
    jobs: mpsc::Sender<Job>,
    room: u64,
    pokes: Arc<Listeners>,
}

impl<S: Storage> Hub<S> {
    /// Starts the writer, which ends with the last clone of the hub.
    pub fn start(store: S) -> Self {
        let (jobs, waiting) = mpsc::channel(MAX_WAITING);
        let pokes = Arc::default();
        tokio::spawn(writer::run(store.clone(), waiting, Arc::clone(&pokes)));
        tokio::spawn(news::hear(store.clone(), Arc::downgrade(&pokes)));
        Self {
            store,
            jobs,
            room: ROOM,
            pokes,
        }
    }

    /// The same with so many bytes of room for each household.
    pub fn with_room(mut self, bytes: u64) -> Self {
        self.room = bytes;
        self
    }

    /// Whether the writer lives: without it nothing can be taken in.
    pub fn is_alive(&self) -> bool {
        !self.jobs.is_closed()
    }

    /// How much waits for the writer.
    pub fn waiting(&self) -> usize {
        self.jobs.max_capacity() - self.jobs.capacity()
    }

    /// How many ops were found not to be what was stored, since the server was started.
    pub fn altered(&self) -> usize {
        self.store.altered()
    }

    /// Hears of what others write in a household: the head each time.
    pub fn listen(&self, household: HouseholdId) -> broadcast::Receiver<u64> {
        news::listen(&self.pokes, household)
    }

    /// Answers a frame. `replica` is who said hello in this conversation, if anyone did;
    /// it is kept up to date.
    pub async fn answer(
        &self,
        session: &Session,
        replica: &mut Option<ReplicaId>,
        frame: Frame,
        now_ms: i64,
    ) -> Vec<Frame> {
        if now_ms < LEAST_MS {
            // Without a clock it would judge every op wrongly.
            return vec![busy()];
        }
        let answer = match frame {
            Frame::Hello(hello) => {
                *replica = Some(hello.replica);
                self.hello(session, &hello, now_ms).await
            }
            Frame::Push(push) => match replica {
                Some(author)
                    if push.batch.household == session.household
                        && push.batch.replica == *author =>
                {
                    return self.push(session, push, now_ms).await;
                }
                _ => Ok(Frame::Refused(Refusal::Malformed)),
            },
            Frame::Pull { after, needs } => {
                self.pull(session, *replica, after, needs, now_ms).await
            }
            Frame::Fetch { of, part } => self.fetch(session, of, part).await,
            _ => Ok(Frame::Refused(Refusal::Malformed)),
        };
        vec![answer.unwrap_or_else(|error| match error {
            // Said once already. A device asks again now and then: somebody may put it right.
            StoreError::Altered { .. } => Frame::Refused(Refusal::Busy {
                retry_ms: ALTERED_MS,
            }),
            error => {
                eprintln!("larder: the hub failed: {error}");
                busy()
            }
        })]
    }

    /// Compacts the households that have grown much since their latest snapshot, so that
    /// a new device need not read all that ever happened.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn compact_overdue(&self, now_ms: i64) -> Result<(), StoreError> {
        for household in self.store.overdue(SNAPSHOT_AFTER).await? {
            // One that cannot be compacted is no reason to leave the others.
            if let Err(error) = self.compact(household, now_ms).await {
                eprintln!("larder: compacting {household:?} failed: {error}");
            }
        }
        Ok(())
    }

    /// Lets a device write under a replica id from now on, if that is nobody else's.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn claim(
        &self,
        household: HouseholdId,
        replica: ReplicaId,
        device: [u8; 16],
    ) -> Result<Claim, StoreError> {
        // After its first hello, that is all: the writer need not be waited for.
        if let Some(owner) = self.store.owner(household, replica).await? {
            return Ok(match owner == device {
                true => Claim::Own,
                false => Claim::Others,
            });
        }
        let (answer, answered) = oneshot::channel();
        let job = Job::Claim {
            household,
            replica,
            device,
            answer,
        };
        self.jobs.send(job).await.map_err(|_| StoreError::Ended)?;
        answered.await.map_err(|_| StoreError::Ended)?
    }

    async fn hello(
        &self,
        session: &Session,
        hello: &Hello,
        now_ms: i64,
    ) -> Result<Frame, StoreError> {
        if hello.household != session.household {
            return Ok(Frame::Refused(Refusal::Revoked));
        }
        if hello.protocol < PROTOCOL {
            return Ok(Frame::Refused(Refusal::Upgrade { protocol: PROTOCOL }));
        }
        let household = session.household;
        self.heard(household, hello.replica, hello.needs, now_ms);
        let Some(state) = self.store.household(household).await? else {
            return Ok(Frame::Refused(Refusal::Revoked));
        };
        let mut seat = self.store.seat(household, hello.replica).await?;
        seat.expire(now_ms);
        Ok(Frame::Welcome(Welcome {
            epoch: state.head.epoch,
            ended: state.ended,
            head: state.head.seq,
            floor: state.head.floor,
            snapshot: self.store.snapshot(household).await?,
            next_rseq: seat.next_rseq,
            chain: seat.chain,
            now_ms,
        }))
    }

    async fn push(&self, session: &Session, push: Push, now_ms: i64) -> Vec<Frame> {
        let (answer, answered) = oneshot::channel();
        let job = Job::Push {
            session: session.clone(),
            push: Box::new(push),
            room: self.room,
            now_ms,
            answer,
        };
        // A full queue is said at once: the device comes again, and nothing is lost.
        if self.jobs.try_send(job).is_err() {
            return vec![busy()];
        }
        answered.await.unwrap_or_else(|_| vec![busy()])
    }

    async fn pull(
        &self,
        session: &Session,
        replica: Option<ReplicaId>,
        after: u64,
        needs: u64,
        now_ms: i64,
    ) -> Result<Frame, StoreError> {
        let household = session.household;
        if let Some(replica) = replica {
            self.heard(household, replica, needs, now_ms);
        }
        let page = self.store.page(household, after, MAX_PAGE_OPS).await?;
        let Some((Household { head, .. }, mut rows)) = page else {
            return Ok(Frame::Refused(Refusal::Revoked));
        };
        let floor = head.floor;
        if after < floor {
            return Ok(Frame::Refused(Refusal::Behind { floor }));
        }
        let mut size = 0;
        let fits = rows.iter().take_while(|row| {
            size += row.body.len();
            size <= MAX_PAGE
        });
        let count = fits.count();
        rows.truncate(count);
        let last = after + rows.len() as u64;
        Ok(Frame::Page(Page {
            after,
            rows,
            head: head.seq,
            digest: (last == head.seq).then_some(head.digest),
        }))
    }

    async fn fetch(
        &self,
        session: &Session,
        of: Option<SnapshotId>,
        part: u32,
    ) -> Result<Frame, StoreError> {
        let found = self.store.part(session.household, of, part).await?;
        let frame = found.and_then(|bytes| Frame::decode(&bytes).ok());
        Ok(frame.unwrap_or(Frame::Refused(Refusal::NoSnapshot)))
    }

    /// Notes what a device needs, whenever the writer comes to it: it is no promise.
    fn heard(&self, household: HouseholdId, replica: ReplicaId, needs: u64, now_ms: i64) {
        let job = Job::Heard {
            household,
            replica,
            needs,
            now_ms,
        };
        let _ = self.jobs.try_send(job);
    }

    /// Compacts a household up to what its devices need, and makes a snapshot of it.
    /// Answers the floor.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn compact(&self, household: HouseholdId, now_ms: i64) -> Result<u64, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job = Job::Compact {
            household,
            now_ms,
            answer,
        };
        self.jobs.send(job).await.map_err(|_| StoreError::Ended)?;
        answered.await.map_err(|_| StoreError::Ended)?
    }
}

/// Said where the hub can do nothing now: the device comes again, and nothing is lost.
pub fn busy() -> Frame {
    Frame::Refused(Refusal::Busy { retry_ms: RETRY_MS })
}

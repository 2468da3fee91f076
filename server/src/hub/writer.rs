//! The one task that writes.

use std::collections::HashMap;
use std::sync::Arc;

use sync::codec::HouseholdId;
use sync::exchange::{Frame, MAX_PART, MAX_PARTS, Push, Row, SnapshotId};
use sync::{ReplicaId, State, snapshot};
use tokio::sync::{mpsc, oneshot};

use super::news::{Listeners, poke};
use super::store::{Claim, Everything, Storage, StoreError, Write};
use super::{Session, ingest};

/// Jobs of one transaction. More wait for the next: a commit costs the same for all.
const MAX_JOBS: usize = 256;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// Only what was stored longer ago is compacted.
const COMPACT_AFTER_MS: i64 = 30 * DAY_MS;
/// A device that was not heard of for longer is not waited for.
const EXPIRES_AFTER_MS: i64 = 400 * DAY_MS;

/// What the writer does.
pub enum Job {
    /// Takes in ops.
    Push {
        session: Session,
        push: Box<Push>,
        room: u64,
        now_ms: i64,
        answer: oneshot::Sender<Vec<Frame>>,
    },
    /// Notes what a replica needs.
    Heard {
        household: HouseholdId,
        replica: ReplicaId,
        needs: u64,
        now_ms: i64,
    },
    /// Lets a device write under a replica id.
    Claim {
        household: HouseholdId,
        replica: ReplicaId,
        device: [u8; 16],
        answer: oneshot::Sender<Result<Claim, StoreError>>,
    },
    /// Compacts a household.
    Compact {
        household: HouseholdId,
        now_ms: i64,
        answer: oneshot::Sender<Result<u64, StoreError>>,
    },
}

impl Job {
    /// The household that it writes in.
    fn household(&self) -> HouseholdId {
        match self {
            Self::Push { session, .. } => session.household,
            Self::Heard { household, .. }
            | Self::Claim { household, .. }
            | Self::Compact { household, .. } => *household,
        }
    }
}

/// Answers that wait for the commit.
#[derive(Default)]
struct Answers {
    frames: Vec<(oneshot::Sender<Vec<Frame>>, Vec<Frame>)>,
    claims: Vec<(oneshot::Sender<Result<Claim, StoreError>>, Claim)>,
    floors: Vec<(oneshot::Sender<Result<u64, StoreError>>, u64)>,
    heads: HashMap<HouseholdId, u64>,
}

/// Writes until nobody can ask for anything any more.
pub async fn run<S: Storage>(store: S, mut jobs: mpsc::Receiver<Job>, pokes: Arc<Listeners>) {
    while let Some(first) = jobs.recv().await {
        let mut waiting = vec![first];
        while waiting.len() < MAX_JOBS
            && let Ok(job) = jobs.try_recv()
        {
            waiting.push(job);
        }
        match write_all(&store, waiting).await {
            Ok(answers) => {
                let heads = answers.send(&pokes);
                store.tell(&heads).await;
            }
            // Whoever waits hears that the writer is busy, and comes again.
            Err(error) => eprintln!("larder: a write failed and was undone: {error}"),
        }
    }
}

async fn write_all<S: Storage>(store: &S, jobs: Vec<Job>) -> Result<Answers, StoreError> {
    let mut answers = Answers::default();
    let mut households: Vec<HouseholdId> = jobs.iter().map(Job::household).collect();
    households.sort_unstable();
    households.dedup();
    let mut write = store.begin(&households).await?;
    for job in jobs {
        write.mark().await?;
        if let Err(error) = take_on(&mut write, job, &mut answers).await {
            // Whoever waits for it hears that the hub is busy; the others go on.
            eprintln!("larder: a write failed and was undone: {error}");
            write.back_to_mark().await?;
        }
    }
    write.commit().await?;
    Ok(answers)
}

async fn take_on(
    write: &mut impl Write,
    job: Job,
    answers: &mut Answers,
) -> Result<(), StoreError> {
    match job {
        Job::Push {
            session,
            push,
            room,
            now_ms,
            answer,
        } => {
            let taken = ingest::ingest(write, &session, &push, room, now_ms);
            let (frames, head) = taken.await?;
            if let Some(head) = head {
                answers.heads.insert(session.household, head);
            }
            answers.frames.push((answer, frames));
        }
        Job::Heard {
            household,
            replica,
            needs,
            now_ms,
        } => write.heard(household, replica, needs, now_ms).await?,
        Job::Claim {
            household,
            replica,
            device,
            answer,
        } => {
            let claim = write.claim(household, replica, device).await?;
            answers.claims.push((answer, claim));
        }
        Job::Compact {
            household,
            now_ms,
            answer,
        } => {
            let floor = compact(write, household, now_ms).await?;
            answers.floors.push((answer, floor));
        }
    }
    Ok(())
}

impl Answers {
    /// Answers the head of each household that was written in.
    fn send(self, pokes: &Listeners) -> HashMap<HouseholdId, u64> {
        for (answer, frames) in self.frames {
            // A device that went away comes again.
            let _ = answer.send(frames);
        }
        for (answer, claim) in self.claims {
            let _ = answer.send(Ok(claim));
        }
        for (answer, floor) in self.floors {
            let _ = answer.send(Ok(floor));
        }
        for (household, head) in &self.heads {
            poke(pokes, *household, *head);
        }
        self.heads
    }
}

/// Compacts up to what every device that may come back has seen.
async fn compact(
    write: &mut impl Write,
    household: HouseholdId,
    now_ms: i64,
) -> Result<u64, StoreError> {
    let Some(known) = write.household(household).await? else {
        return Ok(0);
    };
    let head = known.head;
    let everything = write.everything(household).await?;
    let floor = floor(&everything, head.floor, now_ms);
    let state = State::from_rows(everything.rows.iter().map(|(row, _)| row));
    let compaction = snapshot::compact(&state, floor);
    let is_dropped = |row: &Row| compaction.dropped.contains(&row.id);
    let (dropped, kept): (Vec<Row>, Vec<Row>) = everything
        .rows
        .into_iter()
        .map(|(row, _)| row)
        .partition(is_dropped);
    let dropped: Vec<u64> = dropped.iter().filter_map(|row| row.seq).collect();
    let tombstones = everything.tombstones.into_iter();
    let tombstones = tombstones.chain(compaction.tombstones.iter().copied());
    let tombstones: Vec<_> = tombstones.collect();
    let of = SnapshotId {
        at: head.seq,
        floor,
    };
    let most = part_bytes(&kept);
    let parts = snapshot::parts(of, &state, kept, &tombstones, head.digest, most);
    let frames = parts.into_iter().map(|part| Frame::Part(part).encode());
    let frames: Result<Vec<Vec<u8>>, _> = frames.collect();
    let frames = frames.map_err(|_| StoreError::Damaged("ops"))?;
    let snapshot = (of, frames);
    write
        .compact(household, floor, &dropped, &compaction.tombstones, snapshot)
        .await?;
    Ok(floor)
}

/// So many bytes are in a part: a device reads it between two frames, and a large household
/// stays within [`MAX_PARTS`].
fn part_bytes(rows: &[Row]) -> usize {
    const LEAST: usize = 128 * 1024;
    let all: usize = rows.iter().map(|row| row.body.len() + 32).sum();
    (all / (MAX_PARTS as usize / 2)).clamp(LEAST, MAX_PART)
}

fn floor(everything: &Everything, before: u64, now_ms: i64) -> u64 {
    let awaited = everything
        .needs
        .iter()
        .filter(|(_, heard)| now_ms.saturating_sub(*heard) < EXPIRES_AFTER_MS);
    let seen = awaited.map(|(needs, _)| *needs).min().unwrap_or(u64::MAX);
    let is_old = |stored: i64| now_ms.saturating_sub(stored) > COMPACT_AFTER_MS;
    let old = everything
        .rows
        .iter()
        .take_while(|(_, stored)| is_old(*stored));
    let old = old.last().and_then(|(row, _)| row.seq).unwrap_or(before);
    seen.min(old).max(before)
}

//! Who gets a job, until when, and what becomes of those that nobody can read.

use sync::codec::Epoch;
use tempfile::TempDir;

use super::*;
use crate::db;
use crate::hub::database;

const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);
const NOW: i64 = 1_800_000_000_000;
const LEASE: i64 = 60_000;

struct Case {
    queue: Queue,
    _folder: TempDir,
}

impl Case {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::testing::open(folder.path()).await.expect("a database");
        let mut connection = db.acquire().await.expect("a connection");
        database::make(&mut connection, HOUSEHOLD, Epoch([1; 16]), NOW)
            .await
            .expect("a household");
        drop(connection);
        Self {
            queue: Queue::new(db),
            _folder: folder,
        }
    }

    async fn add(&self, number: u8, now_ms: i64) -> Added {
        let added = self.queue.add(&new(number, None), 20, now_ms).await;
        added.expect("asked")
    }

    async fn take(&self, now_ms: i64) -> Option<Taken> {
        let taken = self.queue.take(now_ms, now_ms + LEASE).await;
        taken.expect("asked")
    }

    async fn job(&self, number: u8) -> Job {
        let found = self.queue.find(HOUSEHOLD, JobId([number; 16])).await;
        found.expect("asked").expect("it is there")
    }
}

fn new(number: u8, key: Option<u8>) -> New {
    New {
        id: JobId([number; 16]),
        household: HOUSEHOLD,
        asker: [1; 16],
        key: key.map(|key| [key; 32]),
        sent: [9; 32],
    }
}

#[tokio::test]
async fn jobs_are_taken_once_each_in_their_order() {
    let case = Case::new().await;
    assert!(!case.queue.is_due(NOW).await.expect("asked"));
    for number in 1..=3 {
        assert_eq!(case.add(number, NOW + i64::from(number)).await, Added::New);
    }
    assert!(case.queue.is_due(NOW + 10).await.expect("asked"));
    for number in 1..=3 {
        let taken = case.take(NOW + 10).await.expect("one waits");
        assert_eq!(taken.id, JobId([number; 16]));
        assert_eq!((taken.fence, taken.attempts), (1, 1));
        assert_eq!(case.job(number).await.state, State::Running);
    }
    assert_eq!(case.take(NOW + 10).await, None);
    assert!(!case.queue.is_due(NOW + 10).await.expect("asked"));
    assert_eq!(case.queue.counts().await.expect("counted"), [0, 3, 0, 0]);
}

#[tokio::test]
async fn nobody_waits_behind_all_that_another_household_sent() {
    const OTHER: HouseholdId = HouseholdId([8; 16]);
    let case = Case::new().await;
    let mut connection = case.queue.db.acquire().await.expect("a connection");
    database::make(&mut connection, OTHER, Epoch([1; 16]), NOW)
        .await
        .expect("a household");
    drop(connection);
    for number in 1..=4 {
        case.add(number, NOW + i64::from(number)).await;
    }
    for number in [5, 6] {
        let theirs = New {
            household: OTHER,
            ..new(number, None)
        };
        let added = case.queue.add(&theirs, 20, NOW + i64::from(number)).await;
        assert_eq!(added.expect("asked"), Added::New);
    }
    let mut order = Vec::new();
    while let Some(taken) = case.take(NOW + 10).await {
        order.push(taken.id.0[0]);
        // Some end at once, others are still being read.
        if order.len() % 2 == 1 {
            let done = case.queue.finish(&taken, "{}", NOW + 10).await;
            assert!(done.expect("asked"));
        }
    }
    assert_eq!(order, [1, 5, 2, 6, 3, 4]);
}

#[tokio::test]
async fn many_who_ask_at_once_get_a_job_each() {
    let case = Case::new().await;
    for number in 1..=12 {
        case.add(number, NOW).await;
    }
    let takers = (0..20).map(|_| {
        let queue = case.queue.clone();
        tokio::spawn(async move { queue.take(NOW, NOW + LEASE).await.expect("asked") })
    });
    let takers: Vec<_> = takers.collect();
    let mut ids = Vec::new();
    for taker in takers {
        ids.extend(taker.await.expect("it ran").map(|taken| taken.id));
    }
    ids.sort();
    let all: Vec<JobId> = (1..=12).map(|number| JobId([number; 16])).collect();
    assert_eq!(ids, all);
}

#[tokio::test]
async fn who_lost_the_lease_changes_nothing_any_more() {
    let case = Case::new().await;
    case.add(1, NOW).await;
    let first = case.take(NOW).await.expect("it waits");
    let kept = case.queue.keep(&first, 300, NOW + 2 * LEASE).await;
    assert!(kept.expect("asked"));
    assert_eq!(case.take(NOW + LEASE).await, None, "the lease goes on");
    let second = case.take(NOW + 2 * LEASE).await.expect("the lease is over");
    assert_eq!((second.fence, second.attempts), (2, 2));
    assert_eq!(case.job(1).await.progress, 0, "it begins anew");
    let queue = &case.queue;
    let late = [
        queue.keep(&first, 900, NOW + 9 * LEASE).await,
        queue.finish(&first, "{}", NOW).await,
        queue.give_up(&first, ("pdf", "."), NOW).await,
        queue.fail(&first, NOW, NOW).await,
        queue.give_back(&first, NOW).await,
    ];
    assert!(late.into_iter().all(|done| !done.expect("asked")));
    assert!(queue.finish(&second, "{}", NOW + 1).await.expect("asked"));
    let again = queue.finish(&second, "[]", NOW + 2).await;
    assert!(!again.expect("asked"), "it is done once");
    let job = case.job(1).await;
    assert_eq!((job.state, job.progress), (State::Done, 1_000));
    assert_eq!(job.receipt.as_deref(), Some("{}"));
    assert_eq!(job.ended_ms, Some(NOW + 1));
}

#[tokio::test]
async fn what_comes_to_nothing_five_times_is_given_up() {
    let case = Case::new().await;
    case.add(1, NOW).await;
    case.add(2, NOW).await;
    // One breaks its reader down, with the other its readers never come back.
    for time in 1..=5 {
        let now_ms = NOW + time * LEASE;
        let first = case.take(now_ms).await.expect("it waits");
        let second = case.take(now_ms).await.expect("it waits");
        assert_eq!((first.attempts, second.attempts), (time, time));
        let failed = match first.id == JobId([1; 16]) {
            true => first,
            false => second,
        };
        let due_ms = now_ms + 1_000;
        assert!(
            case.queue
                .fail(&failed, due_ms, now_ms)
                .await
                .expect("asked")
        );
        let state = case.job(1).await.state;
        assert_eq!(state == State::Dead, time == 5, "{time}: {state:?}");
    }
    let later = NOW + 6 * LEASE;
    assert_eq!(case.take(later).await, None, "none is taken a sixth time");
    assert_eq!(case.job(2).await.state, State::Running);
    case.queue.bury(later).await.expect("buried");
    for number in 1..=2 {
        let job = case.job(number).await;
        let (reason, detail) = job.dead.expect("a reason");
        assert_eq!((job.state, reason.as_str()), (State::Dead, "crashed"));
        assert!(!detail.is_empty());
    }
    assert_eq!(case.queue.counts().await.expect("counted"), [0, 0, 0, 2]);
}

#[tokio::test]
async fn what_is_given_back_was_not_tried() {
    let case = Case::new().await;
    case.add(1, NOW).await;
    for _ in 0..7 {
        let taken = case.take(NOW).await.expect("it waits");
        assert_eq!(taken.attempts, 1);
        assert!(case.queue.give_back(&taken, NOW).await.expect("asked"));
    }
    assert_eq!(case.take(NOW).await.map(|taken| taken.fence), Some(8));
}

#[tokio::test]
async fn a_key_leads_to_its_job_and_is_for_one_file() {
    let case = Case::new().await;
    let add = async |new: New| case.queue.add(&new, 20, NOW).await.expect("asked");
    assert_eq!(add(new(1, Some(5))).await, Added::New);
    let Added::Known(job) = add(new(2, Some(5))).await else {
        unreachable!("the key was used");
    };
    assert_eq!(job.id, JobId([1; 16]));
    let other = New {
        sent: [8; 32],
        ..new(3, Some(5))
    };
    assert_eq!(add(other).await, Added::OtherFile);
    let others = New {
        asker: [2; 16],
        ..new(4, Some(5))
    };
    assert_eq!(add(others).await, Added::New, "keys are their asker's");
    assert_eq!(add(new(5, None)).await, Added::New);
    assert_eq!(add(new(6, None)).await, Added::New);
    let own = case.queue.of(HOUSEHOLD, [1; 16]).await.expect("listed");
    assert_eq!(own.len(), 3);
}

#[tokio::test]
async fn a_household_that_waits_for_many_waits() {
    let case = Case::new().await;
    for (number, expected) in [(1, Added::New), (2, Added::New), (3, Added::Full)] {
        let added = case.queue.add(&new(number, None), 2, NOW).await;
        assert_eq!(added.expect("asked"), expected);
    }
    let taken = case.take(NOW).await.expect("it waits");
    case.queue.finish(&taken, "{}", NOW).await.expect("done");
    let added = case.queue.add(&new(3, None), 2, NOW).await;
    assert_eq!(added.expect("asked"), Added::New);
}

#[tokio::test]
async fn what_is_over_is_forgotten_and_what_waits_is_not() {
    let case = Case::new().await;
    case.add(1, NOW).await;
    case.add(2, NOW).await;
    let taken = case.take(NOW).await.expect("it waits");
    case.queue.finish(&taken, "{}", NOW).await.expect("done");
    let open = case.queue.open_ids().await.expect("listed");
    assert_eq!(open.len(), 1);
    case.queue.expire(NOW).await.expect("nothing is so old");
    assert_eq!(case.queue.counts().await.expect("counted"), [1, 0, 1, 0]);
    case.queue.expire(NOW + 1).await.expect("forgotten");
    assert_eq!(case.queue.counts().await.expect("counted"), [1, 0, 0, 0]);
    let elsewhere = case.queue.find(HouseholdId([8; 16]), JobId([2; 16])).await;
    assert_eq!(elsewhere.expect("asked"), None, "another household's");
}

#[tokio::test]
async fn the_job_that_is_named_is_taken_if_it_waits() {
    let case = Case::new().await;
    let this = async |number: u8, now_ms: i64| {
        let id = JobId([number; 16]);
        let taken = case.queue.take_this(id, now_ms, now_ms + LEASE).await;
        taken.expect("asked")
    };
    assert_eq!(this(1, NOW).await, None, "there is none");
    for number in 1..=2 {
        case.add(number, NOW).await;
    }
    // Whoever put it in may have a clock that is ahead.
    let second = this(2, NOW - 1_000).await.expect("it waits");
    assert_eq!((second.id, second.fence), (JobId([2; 16]), 1));
    assert_eq!(this(2, NOW).await, None, "somebody has it");
    assert_eq!(case.job(1).await.state, State::Queued);
    let again = this(2, NOW - 1_000 + LEASE)
        .await
        .expect("its lease is over");
    assert_eq!((again.fence, again.attempts), (2, 2));
    let done = case.queue.finish(&again, "{}", NOW + LEASE).await;
    assert!(done.expect("asked"));
    assert_eq!(this(2, NOW + 2 * LEASE).await, None, "it is done");
    assert!(this(1, NOW).await.is_some());
}

#[tokio::test]
async fn a_broker_is_told_of_a_job_each_time_that_it_comes_to_be_due() {
    let case = Case::new().await;
    let untold = async |now_ms: i64| {
        let found = case.queue.untold(now_ms, 10).await;
        found.expect("asked")
    };
    for number in 1..=2 {
        case.add(number, NOW + i64::from(number)).await;
    }
    assert_eq!(untold(NOW).await, [], "none is due");
    let (first, second) = (JobId([1; 16]), JobId([2; 16]));
    let due = untold(NOW + 2).await;
    assert_eq!(due, [(first, NOW + 1), (second, NOW + 2)]);
    for (id, due_ms) in due {
        case.queue.told(id, due_ms).await.expect("noted");
    }
    assert_eq!(untold(NOW + 2).await, []);
    let taken = case.take(NOW + 2).await.expect("one waits");
    assert_eq!(untold(NOW + 2).await, [], "somebody has it");
    assert_eq!(untold(NOW + 2 + LEASE).await, [(first, NOW + 2 + LEASE)]);
    let failed = case.queue.fail(&taken, NOW + 1_000, NOW + 10).await;
    assert!(failed.expect("asked"));
    assert_eq!(untold(NOW + 1_000).await, [(first, NOW + 1_000)]);
    let taken = case.take(NOW + 1_000).await.expect("one waits");
    let given_back = case.queue.give_back(&taken, NOW + 1_001).await;
    assert!(given_back.expect("asked"));
    assert_eq!(taken.id, second, "it waits the longest");
    let due = untold(NOW + 1_001).await;
    assert_eq!(due, [(first, NOW + 1_000), (second, NOW + 1_001)]);
}

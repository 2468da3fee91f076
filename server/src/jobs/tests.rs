//! The worker with readers that do as a test wants.

#![cfg(unix)]

use std::num::NonZeroU64;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::atomic::AtomicI64;

use pantry::kept::reading::Reading;
use pantry::kept::scan::{Scanned, encode};
use sync::codec::Epoch;
use tempfile::TempDir;

use super::settings::Role;
use super::*;
use crate::clock::Clock;
use crate::db;
use crate::hub::database;

const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);
const NOW: i64 = 1_800_000_000_000;
const JOB: JobId = JobId([1; 16]);

struct House {
    jobs: Jobs,
    now: Arc<AtomicI64>,
    folder: TempDir,
}

impl House {
    /// Has the job read until it is over. The system may take the script of a reader for one
    /// that is still being written, so it may take some tries.
    async fn read_by(&self, reader: &Path, over: &mut watch::Receiver<bool>) {
        while !self.job().await.state.is_over() {
            let mut worker = self.worker(reader.to_owned());
            worker.one(over).await.expect("asked");
            self.pass(20_000);
        }
    }

    /// With a job whose picture is a few bytes.
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::testing::open(folder.path()).await.expect("a database");
        let mut connection = db.acquire().await.expect("a connection");
        database::make(&mut connection, HOUSEHOLD, Epoch([1; 16]), NOW)
            .await
            .expect("a household");
        drop(connection);
        let secrets = Secrets::beside(folder.path());
        let jobs = Jobs::open(db, folder.path(), &secrets, None).expect("jobs");
        let new = New {
            id: JOB,
            household: HOUSEHOLD,
            asker: [1; 16],
            key: None,
            sent: [9; 32],
        };
        let added = jobs.add(&new, b"oat milk", NOW).await;
        assert_eq!(added.expect("asked"), Added::New);
        Self {
            jobs,
            now: Arc::new(AtomicI64::new(NOW)),
            folder,
        }
    }

    fn worker(&self, program: PathBuf) -> Worker {
        let now = Arc::clone(&self.now);
        let clock = Clock::of(move || now.load(Ordering::Relaxed));
        let settings = Settings {
            role: Role::All,
            reader_idle_seconds: NonZeroU64::MIN,
            rabbitmq: None,
        };
        Worker::new(self.jobs.clone(), clock, program, &settings)
    }

    /// A reader of these lines of a shell, which has the folder as `$HERE`.
    fn reader(&self, lines: &str) -> PathBuf {
        let path = self.folder.path().join("reader");
        let here = self.folder.path().display();
        std::fs::write(&path, format!("#!/bin/sh\nHERE={here}\n{lines}\n")).expect("written");
        let mode = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(&path, mode).expect("set");
        path
    }

    async fn job(&self) -> Job {
        let found = self.jobs.find(HOUSEHOLD, JOB).await;
        found.expect("asked").expect("it is there")
    }

    async fn has_file(&self) -> bool {
        self.jobs.files.get(JOB).await.expect("asked").is_some()
    }

    fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::Relaxed);
    }
}

fn word(word: Reading) -> Vec<u8> {
    let bytes = word.encode();
    [&(bytes.len() as u32).to_be_bytes()[..], &bytes].concat()
}

#[tokio::test]
async fn a_reader_that_breaks_down_is_tried_five_times() {
    let house = House::new().await;
    // Neither says a word: one ends at once, the other says what is none.
    let readers = ["/bin/false", "/usr/bin/yes"].map(PathBuf::from);
    let (_end, mut over) = watch::channel(false);
    for time in 1..=5 {
        let reader = readers[time % 2].clone();
        let mut worker = house.worker(reader);
        assert!(worker.one(&mut over).await.expect("asked"), "{time}");
        let again = worker.one(&mut over).await.expect("asked");
        assert!(!again, "it waits a while before it is tried again");
        house.pass(20_000);
    }
    let job = house.job().await;
    assert_eq!((job.state, job.attempts), (State::Dead, 5));
    assert_eq!(job.dead.expect("a reason").0, "crashed");
    assert!(!house.has_file().await);
}

#[tokio::test]
async fn what_was_read_is_kept_and_its_picture_is_not() {
    let house = House::new().await;
    let finished = Reading::Finished {
        scan: encode(&Scanned::default()),
        pictures: Vec::new(),
    };
    std::fs::write(house.folder.path().join("said"), word(finished)).expect("written");
    let reader = house.reader("head -c 12 > $HERE/given\ncat $HERE/said\ncat > /dev/null");
    let (_end, mut over) = watch::channel(false);
    house.read_by(&reader, &mut over).await;
    let job = house.job().await;
    assert_eq!(job.state, State::Done, "{job:?}");
    assert!(job.receipt.expect("a receipt").contains("\"lines\":[]"));
    assert!(!house.has_file().await);
    let given = std::fs::read(house.folder.path().join("given")).expect("read");
    assert_eq!(given, b"\0\0\0\x08oat milk");
}

#[tokio::test]
async fn a_file_that_is_no_receipts_is_given_up_at_once() {
    let house = House::new().await;
    let failed = Reading::Failed {
        part: 0,
        code: "pdf-locked".to_owned(),
        message: "print it to a new PDF".to_owned(),
    };
    std::fs::write(house.folder.path().join("said"), word(failed)).expect("written");
    let reader = house.reader("cat $HERE/said\ncat > /dev/null");
    let (_end, mut over) = watch::channel(false);
    house.read_by(&reader, &mut over).await;
    let (reason, detail) = house.job().await.dead.expect("a reason");
    assert_eq!(
        (reason.as_str(), detail.as_str()),
        ("pdf-locked", "print it to a new PDF")
    );
}

#[tokio::test]
async fn a_job_whose_picture_is_lost_says_so() {
    let house = House::new().await;
    house.jobs.files.remove(JOB).await.expect("removed");
    let (_end, mut over) = watch::channel(false);
    let mut worker = house.worker("/bin/false".into());
    assert!(worker.one(&mut over).await.expect("asked"));
    let job = house.job().await;
    assert_eq!(job.state, State::Dead);
    assert_eq!(job.dead.expect("a reason").0, "lost");
}

#[tokio::test]
async fn the_end_of_the_server_gives_a_job_back() {
    let house = House::new().await;
    let worker = house.worker(house.reader("exec sleep 60"));
    let (end, over) = watch::channel(false);
    let mut news = house.jobs.news();
    let running = tokio::spawn(worker.run(over));
    while house.job().await.state != State::Running {
        news.changed().await.expect("news");
    }
    end.send_replace(true);
    running.await.expect("it ended");
    let job = house.job().await;
    assert_eq!((job.state, job.attempts), (State::Queued, 0));
    assert!(house.has_file().await, "the next one reads it");
}

#[tokio::test]
async fn files_without_a_job_are_removed_once_they_are_settled() {
    let house = House::new().await;
    let stray = JobId([2; 16]);
    house.jobs.files.put(stray, b"x").await.expect("kept");
    let is_there = async || {
        let found = house.jobs.files.get(stray).await;
        found.expect("asked").is_some()
    };
    let stored_ms = crate::clock::now_ms();
    house.jobs.tidy(stored_ms).await.expect("tidied");
    assert!(is_there().await, "its row may be on its way");
    house.jobs.tidy(stored_ms + 120_000).await.expect("tidied");
    assert!(!is_there().await);
    assert!(house.has_file().await, "that one waits to be read");
}

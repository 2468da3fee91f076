//! Who reads the jobs: it takes one, hands its picture to the reader, keeps the lease while
//! that reads, and writes what came of it.

use std::path::PathBuf;
use std::time::Duration;

use pantry::kept::reading::Reading;
use pantry::kept::scan::{self, Scanned};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until};

use super::broker::incoming::{Brought, Incoming};
use super::queue::Taken;
use super::reader::{Reader, Task};
use super::settings::{Role, Settings};
use super::{JobError, JobId, Jobs};
use crate::api;
use crate::clock::Clock;

/// How long a job is somebody's without a word of them, in milliseconds.
pub const LEASE_MS: i64 = 60_000;
/// How often whoever has one says so.
const BEAT: Duration = Duration::from_secs(15);
/// The longest that reading one may take: ten pages on a small machine take half a minute.
const PATIENCE: Duration = Duration::from_secs(120);
/// How soon a job is noticed of which nobody tells: another process has taken it in, or it is
/// tried again.
const LOOK: Duration = Duration::from_millis(300);
/// The same where nobody else takes any in.
const LOOK_ALONE: Duration = Duration::from_secs(1);
/// The same where a broker brings them: what it has lost is found by this.
const LOOK_BEHIND: Duration = Duration::from_secs(15);
/// How long is waited after the first failure, in milliseconds; twice as long after each.
const PAUSE_MS: i64 = 1_000;
/// Progress is written where it has come so far, in thousandths: a write waits for the disk.
const STEP: i64 = 150;
/// Stages of reading a picture.
const STAGES: f32 = 6.0;

/// The worker.
pub struct Worker {
    jobs: Jobs,
    clock: Clock,
    program: PathBuf,
    idle: Duration,
    look: Duration,
    reader: Option<Reader>,
    /// When it looked into the database last and found nothing.
    looked: Option<Instant>,
}

/// What came of handing a picture to the reader.
enum Outcome {
    Read(Box<Scanned>),
    /// It can never be read: a stable word, and a sentence.
    Unreadable(String, String),
    /// The reader broke down, or took too long.
    Broken,
    /// Somebody else has the job now.
    Lost,
    /// The server ends.
    Over,
}

impl Worker {
    /// One that starts a program as its reader.
    pub fn new(jobs: Jobs, clock: Clock, program: PathBuf, settings: &Settings) -> Self {
        let look = match settings.role {
            Role::All => LOOK_ALONE,
            Role::Web | Role::Worker => LOOK,
        };
        Self {
            jobs,
            clock,
            program,
            idle: settings.reader_idle(),
            look,
            reader: None,
            looked: None,
        }
    }

    /// Works until the end.
    pub async fn run(mut self, mut over: watch::Receiver<bool>) {
        let broker = self.jobs.broker.clone();
        let mut incoming = broker.map(|broker| Incoming::begin(broker, over.clone()));
        let mut news = self.jobs.news();
        let mut rests = Instant::now() + self.idle;
        let mut brought = None;
        while !*over.borrow() {
            news.mark_unchanged();
            let is_brought = incoming.as_ref().is_some_and(Incoming::is_open);
            let look = if is_brought { LOOK_BEHIND } else { self.look };
            let done = match brought.take() {
                Some(brought) => self.this(brought, &mut over).await,
                None => self.look(look, &mut over).await,
            };
            match done {
                Ok(true) => rests = Instant::now() + self.idle,
                Ok(false) => tokio::select! {
                    _ = over.wait_for(|over| *over) => break,
                    job = next(&mut incoming) => brought = job,
                    _ = news.changed(), if !is_brought => self.looked = None,
                    () = sleep(look) => {}
                    () = sleep_until(rests), if self.reader.is_some() => self.reader = None,
                },
                Err(error) => {
                    eprintln!("larder: {error}");
                    tokio::select! {
                        _ = over.wait_for(|over| *over) => break,
                        () = sleep(BEAT) => {}
                    }
                }
            }
        }
    }

    /// Reads a job for one that was brought. Whose turn it is says the queue; the one that was
    /// brought is read where nobody else's waits, unless it is gone or somebody has it.
    async fn this(
        &mut self,
        brought: Brought,
        over: &mut watch::Receiver<bool>,
    ) -> Result<bool, JobError> {
        let done = match brought.id() {
            Some(id) => self.take_this(id, over).await,
            None => Ok(false),
        };
        match &done {
            Ok(_) => brought.let_go().await,
            Err(_) => brought.give_back().await,
        }
        done
    }

    async fn take_this(
        &mut self,
        id: JobId,
        over: &mut watch::Receiver<bool>,
    ) -> Result<bool, JobError> {
        let now_ms = self.clock.now_ms();
        self.jobs.queue.bury(now_ms).await?;
        let until_ms = now_ms.saturating_add(LEASE_MS);
        let queue = &self.jobs.queue;
        let taken = match queue.take(now_ms, until_ms).await? {
            Some(taken) => Some(taken),
            None => queue.take_this(id, now_ms, until_ms).await?,
        };
        match taken {
            Some(taken) => self.work(taken, over).await,
            None => Ok(false),
        }
    }

    /// Reads one job, if one waits and it is time to look.
    async fn look(
        &mut self,
        every: Duration,
        over: &mut watch::Receiver<bool>,
    ) -> Result<bool, JobError> {
        if self.looked.is_some_and(|looked| looked.elapsed() < every) {
            return Ok(false);
        }
        let done = self.one(over).await?;
        self.looked = (!done).then(Instant::now);
        Ok(done)
    }

    /// Reads one job, if one waits.
    ///
    /// # Errors
    ///
    /// If the queue or the files fail: the job is taken again when its lease has ended.
    pub(super) async fn one(&mut self, over: &mut watch::Receiver<bool>) -> Result<bool, JobError> {
        let now_ms = self.clock.now_ms();
        // Looking takes no lock that others write under.
        if !self.jobs.queue.is_due(now_ms).await? {
            return Ok(false);
        }
        self.jobs.queue.bury(now_ms).await?;
        let until_ms = now_ms.saturating_add(LEASE_MS);
        let Some(taken) = self.jobs.queue.take(now_ms, until_ms).await? else {
            return Ok(false);
        };
        self.work(taken, over).await
    }

    /// Reads a job that is this worker's now.
    async fn work(
        &mut self,
        taken: Taken,
        over: &mut watch::Receiver<bool>,
    ) -> Result<bool, JobError> {
        self.jobs.tell();
        let outcome = match self.jobs.files.get(taken.id).await? {
            Some(picture) => self.read(&taken, &picture, over).await?,
            None => Outcome::Unreadable(
                "lost".to_owned(),
                "the picture is not there any more: send it again".to_owned(),
            ),
        };
        if !matches!(outcome, Outcome::Read(_) | Outcome::Unreadable(..)) {
            // Whatever it does still, it does for nobody.
            self.reader = None;
        }
        self.write(&taken, outcome).await?;
        self.jobs.tell();
        Ok(true)
    }

    async fn write(&self, taken: &Taken, outcome: Outcome) -> Result<(), JobError> {
        let now_ms = self.clock.now_ms();
        let queue = &self.jobs.queue;
        let is_over = match outcome {
            Outcome::Read(scanned) => {
                let receipt = api::scanned_json(&scanned.draft);
                queue.finish(taken, &receipt, now_ms).await?
            }
            Outcome::Unreadable(reason, detail) => {
                queue.give_up(taken, (&reason, &detail), now_ms).await?
            }
            Outcome::Broken => {
                let pause_ms = PAUSE_MS << taken.attempts.clamp(1, 10).saturating_sub(1);
                queue.fail(taken, now_ms + pause_ms, now_ms).await?
                    && taken.attempts >= super::queue::MOST_ATTEMPTS
            }
            Outcome::Over => {
                queue.give_back(taken, now_ms).await?;
                false
            }
            Outcome::Lost => false,
        };
        if is_over {
            self.jobs.files.remove(taken.id).await?;
        }
        Ok(())
    }

    async fn read(
        &mut self,
        taken: &Taken,
        picture: &[u8],
        over: &mut watch::Receiver<bool>,
    ) -> Result<Outcome, JobError> {
        let reader = match self.reader.take() {
            Some(reader) => Ok(reader),
            None => Reader::start(&self.program, Task::Read),
        };
        let mut reader = match reader {
            Ok(reader) => reader,
            Err(error) => {
                eprintln!("larder: the reader of receipts cannot be started: {error}");
                return Ok(Outcome::Broken);
            }
        };
        let late = sleep(PATIENCE);
        tokio::pin!(late);
        let outcome = tokio::select! {
            outcome = self.follow(&mut reader, taken, picture) => outcome?,
            _ = over.wait_for(|over| *over) => Outcome::Over,
            () = &mut late => Outcome::Broken,
        };
        self.reader = Some(reader);
        Ok(outcome)
    }

    /// Hands a picture over and listens until the last word, telling how far it is.
    async fn follow(
        &self,
        reader: &mut Reader,
        taken: &Taken,
        picture: &[u8],
    ) -> Result<Outcome, JobError> {
        if reader.give(picture).await.is_err() {
            return Ok(Outcome::Broken);
        }
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.reset();
        let (mut progress, mut told) = (0, 0);
        loop {
            tokio::select! {
                word = reader.hear() => match word {
                    Some(Reading::Progress { part, parts, stage, done }) => {
                        progress = progress.max(thousandths(part, parts, stage, done));
                        if progress - told < STEP {
                            continue;
                        }
                    }
                    Some(Reading::Finished { scan, .. }) => {
                        let read = scan::decode(&scan).map(Box::new);
                        return Ok(read.map_or(Outcome::Broken, Outcome::Read));
                    }
                    Some(Reading::Failed { code, message, .. }) => {
                        // Of these the file may be innocent.
                        let is_ours = matches!(code.as_str(), "crashed" | "unavailable");
                        return Ok(match is_ours {
                            true => Outcome::Broken,
                            false => Outcome::Unreadable(code, message),
                        });
                    }
                    Some(Reading::Stopped) | None => return Ok(Outcome::Broken),
                },
                _ = beat.tick() => {}
            }
            told = progress;
            let until_ms = self.clock.now_ms().saturating_add(LEASE_MS);
            if !self.jobs.queue.keep(taken, progress, until_ms).await? {
                return Ok(Outcome::Lost);
            }
            self.jobs.tell();
        }
    }
}

/// The next job that is brought, where any are.
async fn next(incoming: &mut Option<Incoming>) -> Option<Brought> {
    match incoming {
        Some(incoming) => incoming.next().await,
        None => std::future::pending().await,
    }
}

/// How much of all that is to be done is done; never all of it before the last word.
fn thousandths(part: u32, parts: u32, stage: u8, done: f32) -> i64 {
    // A PDF becomes pictures first, and nobody knows yet how many.
    if parts == 0 {
        return 50;
    }
    let of_part = (f32::from(stage) + done.clamp(0.0, 1.0)) / STAGES;
    let all = (part as f32 + of_part) / parts as f32;
    ((all * 1000.0) as i64).clamp(0, 999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_goes_from_picture_to_picture() {
        assert_eq!(thousandths(0, 0, 0, 0.5), 50);
        assert_eq!(thousandths(0, 1, 0, 0.0), 0);
        assert_eq!(thousandths(0, 1, 3, 0.0), 500);
        assert_eq!(thousandths(1, 2, 3, 0.0), 750);
        assert_eq!(thousandths(1, 2, 5, 1.0), 999);
        assert_eq!(thousandths(u32::MAX, 1, 9, 2.0), 999);
    }
}

//! Whether the server can do its work now: write, and go on writing for a while.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::blocking;
use crate::db;
use crate::gateway::request_id::log;
use crate::objects::Bucket;
use crate::state::AppState;

/// How long an answer counts: each writes to the disk, and anybody may ask.
const FRESH: Duration = Duration::from_secs(5);
/// A database that takes longer is of no use to a person who waits.
const PATIENCE: Duration = Duration::from_secs(5);
const MIB: u64 = 1024 * 1024;

/// What may be set.
#[derive(Args, Clone, Copy, Debug)]
#[group(id = "ready")]
pub struct Settings {
    /// Below so much room on the disk the server says that it is not ready.
    #[arg(
        long,
        env = "LARDER_LEAST_ROOM_MIB",
        default_value_t = 64,
        value_name = "MIB"
    )]
    pub least_room_mib: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { least_room_mib: 64 }
    }
}

/// What is looked at; cheap to clone.
#[derive(Clone)]
pub struct Ready {
    data: Arc<Path>,
    least_room: u64,
    bucket: Option<Bucket>,
    last: Arc<Mutex<Option<(Instant, Report)>>>,
}

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// `ready` or `not_ready`: whether all of the rest is well, but for `ops`.
    pub status: &'static str,
    /// `ok`, or `failing` where nothing can be written.
    pub database: &'static str,
    /// `ok`, or `missing` where the tables are not those of this version.
    pub migrations: &'static str,
    /// `ok`, or `failing` where nothing more is taken in.
    pub writer: &'static str,
    /// `ok`, or `altered` where a stored op was found not to be what was put there. That is one
    /// household's: the others are served, so it makes the server no less ready.
    pub ops: &'static str,
    /// `ok`, `low`, or `unknown` where the system does not tell.
    pub room: &'static str,
    /// `ok` or `failing`: whether the bucket answers, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<&'static str>,
    /// `ok` or `away`, where there is a Redis: without it each server counts for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redis: Option<&'static str>,
    /// `ok` or `away`, where there is a RabbitMQ: without it scan jobs take longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rabbitmq: Option<&'static str>,
    /// What is free where the data is.
    pub room_mib: Option<u64>,
}

impl Report {
    /// Whether all is well.
    pub fn is_ready(&self) -> bool {
        self.status == "ready"
    }
}

impl Ready {
    /// Looks at a data folder.
    pub fn new(data: &Path, settings: &Settings) -> Self {
        Self {
            data: data.into(),
            least_room: u64::from(settings.least_room_mib) * MIB,
            bucket: None,
            last: Arc::default(),
        }
    }

    /// The same that looks at a bucket, too.
    pub fn with_bucket(mut self, bucket: Option<Bucket>) -> Self {
        self.bucket = bucket;
        self
    }

    /// Looks, if nobody has just now; whoever asks meanwhile waits for the one look.
    pub async fn look(&self, state: &AppState) -> Report {
        let mut last = self.last.lock().await;
        let fresh = last.filter(|(at, _)| at.elapsed() < FRESH);
        if let Some((_, report)) = fresh {
            return report;
        }
        let report = self.report(state).await;
        *last = Some((Instant::now(), report));
        report
    }

    async fn report(&self, state: &AppState) -> Report {
        let is_written = match timeout(PATIENCE, db::pulse(&state.db, state.clock.now_ms())).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                log(format_args!("the database takes nothing: {error}"));
                false
            }
            Err(_) => false,
        };
        let is_migrated = timeout(PATIENCE, db::is_migrated(&state.db)).await;
        let (is_migrated, is_alive) = (is_migrated.unwrap_or(false), state.hub.is_alive());
        let free = self.room().await;
        let has_room = free.is_none_or(|free| free >= self.least_room);
        let either = |is_well: bool, well, ill| if is_well { well } else { ill };
        let is_reached = self.is_reached().await;
        let (shared, broker) = (state.shared.as_ref(), state.jobs.broker.as_ref());
        let is_ready =
            is_written && is_migrated && is_alive && has_room && is_reached.unwrap_or(true);
        Report {
            status: either(is_ready, "ready", "not_ready"),
            database: either(is_written, "ok", "failing"),
            migrations: either(is_migrated, "ok", "missing"),
            writer: either(is_alive, "ok", "failing"),
            ops: either(state.hub.altered() == 0, "ok", "altered"),
            room: match free {
                None => "unknown",
                Some(_) => either(has_room, "ok", "low"),
            },
            bucket: is_reached.map(|it| either(it, "ok", "failing")),
            redis: shared.map(|it| either(it.is_there(), "ok", "away")),
            rabbitmq: broker.map(|it| either(it.is_there(), "ok", "away")),
            room_mib: free.map(|free| free / MIB),
        }
    }

    /// Whether the bucket answers, where there is one.
    async fn is_reached(&self) -> Option<bool> {
        let bucket = self.bucket.as_ref()?;
        Some(match timeout(PATIENCE, bucket.look()).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                log(format_args!("the bucket does not answer: {error}"));
                false
            }
            Err(_) => false,
        })
    }

    /// The bytes that are free where the data is, if the system tells.
    pub async fn room(&self) -> Option<u64> {
        let data = Arc::clone(&self.data);
        let room = blocking::run(move || fs4::available_space(&data)).await;
        room.ok()?.ok()
    }
}

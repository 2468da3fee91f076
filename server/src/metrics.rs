//! What the server counts of itself, for Prometheus.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::gateway::Class;
use crate::jobs::{self, State};

/// Upper ends of the classes of durations, in seconds: from a file in memory to the longest
/// that a request may take.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 10.0, 120.0,
];

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Answered {
    class: &'static str,
    status: u16,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Asked {
    class: &'static str,
}

/// What is counted.
pub struct Metrics {
    registry: Registry,
    answers: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram, fn() -> Histogram>,
    sockets: Whole,
    households: Whole,
    ops: Whole,
    queue: Whole,
    altered: Whole,
    jobs: Family<Stands, Whole>,
    digests: Family<Ended, Counter>,
    webhooks: Family<Ended, Counter>,
    pushes: Family<Ended, Counter>,
    room: Whole,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Stands {
    state: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Ended {
    outcome: &'static str,
}

type Whole = Gauge<u64, AtomicU64>;

/// How it stands now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Levels {
    /// Open sockets.
    pub sockets: u64,
    /// Households that are kept.
    pub households: u64,
    /// Ops that were numbered.
    pub ops: u64,
    /// Pushes that wait for the writer.
    pub queue: u64,
    /// Ops that were found not to be what was stored, since the server was started.
    pub altered: u64,
    /// Scan jobs by their state.
    pub jobs: jobs::Counts,
    /// Bytes that are free on the disk, where the system tells.
    pub room: Option<u64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("larder");
        let answers = Family::<Answered, Counter>::default();
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        registry.register("requests", "Requests that were answered", answers.clone());
        let help = "Time until the answer begins";
        registry.register_with_unit("request", help, Unit::Seconds, seconds.clone());
        let jobs = Family::<Stands, Whole>::default();
        let help = "Receipts that are to be read here, by how it stands with them";
        registry.register("scan_jobs", help, jobs.clone());
        let mut outcomes = |name: &str, help: &str| {
            let family = Family::<Ended, Counter>::default();
            registry.register(name, help, family.clone());
            family
        };
        let digests = outcomes("digests", "Letters of reminders, by what came of them");
        let webhooks = outcomes("webhook_calls", "Calls of webhooks, by what came of them");
        let pushes = outcomes(
            "push_messages",
            "Messages to browsers, by what came of them",
        );
        let mut level = |name: &str, help: &str| {
            let gauge = Whole::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        Self {
            sockets: level("sockets", "Sockets that are open"),
            households: level("households", "Households that are kept"),
            ops: level("ops", "Ops that were numbered"),
            queue: level("queue", "Pushes that wait for the writer"),
            altered: level("altered_ops", "Ops found not to be what was stored"),
            room: level("disk_free_bytes", "Bytes that are free where the data is"),
            jobs,
            digests,
            webhooks,
            pushes,
            answers,
            seconds,
            registry,
        }
    }
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(&self, class: Class, status: StatusCode, took: Duration) {
        let class = class.name();
        let status = status.as_u16();
        let asked = Asked { class };
        self.answers
            .get_or_create(&Answered { class, status })
            .inc();
        let seconds = self.seconds.get_or_create(&asked);
        seconds.observe(took.as_secs_f64());
    }

    /// Counts a letter of a reminder: whether it was taken.
    pub fn digest(&self, is_sent: bool) {
        let outcome = if is_sent { "sent" } else { "failed" };
        self.digests.get_or_create(&Ended { outcome }).inc();
    }

    /// Counts a call of a webhook: whether it was taken, put off or given up.
    pub fn webhook(&self, outcome: &'static str) {
        self.webhooks.get_or_create(&Ended { outcome }).inc();
    }

    /// Counts a message to a browser: whether it was sent, failed, or its browser is gone.
    pub fn push(&self, outcome: &'static str) {
        self.pushes.get_or_create(&Ended { outcome }).inc();
    }

    /// All of it as OpenMetrics text.
    ///
    /// # Errors
    ///
    /// If it cannot be written, which is a bug.
    pub fn text(&self, levels: &Levels) -> Result<String, fmt::Error> {
        self.sockets.set(levels.sockets);
        self.households.set(levels.households);
        self.ops.set(levels.ops);
        self.queue.set(levels.queue);
        self.altered.set(levels.altered);
        for (state, count) in State::ALL.into_iter().zip(levels.jobs) {
            let state = state.name();
            self.jobs.get_or_create(&Stands { state }).set(count);
        }
        self.room.set(levels.room.unwrap_or_default());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_class_and_status() {
        let metrics = Metrics::default();
        for status in [StatusCode::OK, StatusCode::OK, StatusCode::NOT_FOUND] {
            metrics.answered(Class::Read, status, Duration::from_millis(3));
        }
        metrics.digest(true);
        metrics.webhook("put_off");
        metrics.push("gone");
        let levels = Levels {
            ops: 7,
            altered: 2,
            jobs: [3, 0, 0, 1],
            ..Levels::default()
        };
        let text = metrics.text(&levels).expect("text");
        for line in [
            "larder_requests_total{class=\"read\",status=\"200\"} 2",
            "larder_requests_total{class=\"read\",status=\"404\"} 1",
            "larder_request_seconds_bucket{le=\"0.0025\",class=\"read\"} 0",
            "larder_request_seconds_bucket{le=\"0.005\",class=\"read\"} 3",
            "larder_request_seconds_count{class=\"read\"} 3",
            "larder_ops 7",
            "larder_queue 0",
            "larder_altered_ops 2",
            "larder_digests_total{outcome=\"sent\"} 1",
            "larder_webhook_calls_total{outcome=\"put_off\"} 1",
            "larder_push_messages_total{outcome=\"gone\"} 1",
            "larder_scan_jobs{state=\"queued\"} 3",
            "larder_scan_jobs{state=\"dead\"} 1",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} in\n{text}");
        }
    }
}

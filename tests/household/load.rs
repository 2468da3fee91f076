//! Many devices at one server at once: how long those that wait for news wait, how long
//! those that send do, and how much memory the server takes for it.
//!
//! The short forms are small enough to run beside other tests and prove that nothing is
//! lost; the figures of the long ones, against a release build, are in
//! `docs/sync-benchmarks.md`.

mod crowd;

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::variable;
use crate::support::memory;
use crate::support::server::Server;
use crowd::{Crowd, Heard, What};

/// Far more than any answer takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many of what, and for how long.
struct Load {
    households: u64,
    /// Devices of each, all on a socket.
    devices: u64,
    pushes_a_second: u64,
    seconds: u64,
}

/// What was measured.
struct Figures {
    acks: Vec<Duration>,
    pokes: Vec<Duration>,
    megabytes: u64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_news_hears_of_it_at_once_and_costs_little() -> Result<()> {
    let sockets = variable("LARDER_SOCKETS", 200);
    let load = Load {
        households: sockets / 10,
        devices: 10,
        pushes_a_second: 10,
        seconds: variable("LARDER_SECONDS", 3),
    };
    let figures = measure(&load).await?;
    println!("{sockets} sockets: {figures}");
    // A busy machine may be slower; ten times as slow says that something is wrong.
    let slack = if sockets >= 10_000 { 1 } else { 10 };
    ensure!(figures.megabytes <= 400, "{figures}");
    ensure!(
        percentile(&figures.pokes, 95) < Duration::from_millis(250) * slack,
        "{figures}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sends_is_answered_soon_whatever_others_send() -> Result<()> {
    let households = variable("LARDER_HOUSEHOLDS", 50);
    let load = Load {
        households,
        devices: 2,
        pushes_a_second: 200,
        seconds: variable("LARDER_SECONDS", 3),
    };
    let figures = measure(&load).await?;
    println!("200 pushes a second over {households} households: {figures}");
    let slack = if households >= 1_000 { 1 } else { 10 };
    ensure!(
        percentile(&figures.acks, 95) < Duration::from_millis(50) * slack,
        "{figures}"
    );
    Ok(())
}

async fn measure(load: &Load) -> Result<Figures> {
    // The tests of other modules say what it refuses.
    let server = Server::start()?;
    let mut crowd = Crowd::gather(&server.url, load.households, load.devices).await?;
    let sent = send(&mut crowd, load).await?;
    let figures = hear(&mut crowd, load, &sent).await?;
    let megabytes = memory::peak(server.pid()).context("/proc tells nothing")? / 1_000_000;
    Ok(Figures {
        megabytes,
        ..figures
    })
}

/// Sends at a steady pace, whether answers come or not; when each push was due.
async fn send(crowd: &mut Crowd, load: &Load) -> Result<HashMap<(u64, u64), Instant>> {
    let count = load.pushes_a_second * load.seconds;
    let mut pace = interval(Duration::from_secs(1) / load.pushes_a_second as u32);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut sent = HashMap::new();
    for number in 0..count {
        let due = pace.tick().await;
        // Strides that share nothing with the number of households visit all of them.
        let household = number * 7 % load.households;
        let head = crowd.push(household)?;
        sent.insert((household, head), due);
    }
    Ok(sent)
}

/// Waits for everything that is to be heard.
async fn hear(
    crowd: &mut Crowd,
    load: &Load,
    sent: &HashMap<(u64, u64), Instant>,
) -> Result<Figures> {
    let (mut acks, mut pokes) = (Vec::new(), Vec::new());
    let mut last: HashMap<u64, u64> = HashMap::new();
    for (household, head) in sent.keys() {
        let last = last.entry(*household).or_default();
        *last = (*last).max(*head);
    }
    // Pokes may be joined; the last one of each household is not, for any listener.
    let mut awaited = last.len() as u64 * load.devices;
    while acks.len() < sent.len() || awaited > 0 {
        let heard = timeout(PATIENCE, crowd.heard.recv()).await;
        let Heard {
            household,
            what,
            at,
        } = heard
            .with_context(|| format!("{} of {} acks, {awaited} pokes", acks.len(), sent.len()))?
            .context("a device")?;
        let (What::Ack(head) | What::Poke(head)) = what;
        let due = sent.get(&(household, head)).context("a push")?;
        let took = at.saturating_duration_since(*due);
        match what {
            What::Ack(_) => acks.push(took),
            What::Poke(_) => {
                awaited -= u64::from(last.get(&household) == Some(&head));
                pokes.push(took);
            }
        }
    }
    acks.sort_unstable();
    pokes.sort_unstable();
    Ok(Figures {
        acks,
        pokes,
        megabytes: 0,
    })
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get(last * percent / 100)
        .copied()
        .unwrap_or(Duration::MAX)
}

impl std::fmt::Display for Figures {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, all) in [("acks", &self.acks), ("pokes", &self.pokes)] {
            let [half, most, nearly] = [50, 95, 99].map(|percent| percentile(all, percent));
            let count = all.len();
            write!(
                to,
                "{count} {name} p50 {half:.1?} p95 {most:.1?} p99 {nearly:.1?}, "
            )?;
        }
        write!(to, "{} MB at most", self.megabytes)
    }
}

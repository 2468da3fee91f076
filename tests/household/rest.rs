//! Programs that ask a server over its public API, as many as a small machine is promised to
//! bear: nine of ten requests read, one writes, and each is sent when it is due, whether the
//! ones before are answered or not.
//!
//! The short forms are small enough to run beside other tests; the long ones, against a
//! release build, are `cargo xtask prove rest`.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::phone::Api;
use super::variable;
use crate::support::memory;
use crate::support::server::Server;

/// What a household has.
const ITEMS: usize = 40;
/// Programs of a household, each with a key of its own.
const PROGRAMS: usize = 6;
/// Of so many requests one writes.
const WRITES: u64 = 10;
/// How soon a server is itself again when it is asked for less.
const RECOVERY: Duration = Duration::from_secs(10);
/// What is asked for by those who read.
const READS: [&str; 6] = [
    "pantry/items?limit=20",
    "pantry/items?q=food",
    "pantry/lots?limit=20",
    "shopping-list",
    "places",
    "pantry/items?in_stock=true",
];

/// A program of somebody's.
struct Program {
    key: String,
    lot: String,
}

/// An answer.
struct Answer {
    status: u16,
    took: Duration,
}

/// Households with food and programs.
async fn furnish(api: &Api, households: u64) -> Result<Vec<Arc<Program>>> {
    let mut programs = Vec::new();
    for number in 0..households {
        let household = format!("{:032x}", (7u128 << 96) + u128::from(number));
        let body = json!({ "household": household, "device": "Kitchen" });
        let founded = api.json("households", "", body).await?;
        let owner = founded["token"].as_str().context("a token")?;
        let mut keys = Vec::new();
        for _ in 0..PROGRAMS {
            let body = json!({ "name": "Home Assistant", "scope": "write" });
            let key = api.json("keys", owner, body).await?;
            keys.push(key["secret"].as_str().context("a secret")?.to_owned());
        }
        let add = |item: usize| {
            let with = json!({ "name": format!("Food {item}"), "quantity": 1000 });
            json!({ "do": "add", "with": with })
        };
        let actions: Vec<Value> = (0..ITEMS).map(add).collect();
        let added = api
            .json("bulk", owner, json!({ "actions": actions }))
            .await?;
        let lots = added["lots"].as_array().context("lots")?;
        ensure!(lots.len() == ITEMS, "{added}");
        let lots = lots.iter().filter_map(|lot| lot["id"].as_str());
        for (key, lot) in keys.into_iter().zip(lots) {
            let lot = lot.to_owned();
            programs.push(Arc::new(Program { key, lot }));
        }
    }
    Ok(programs)
}

impl Program {
    /// Asks for something that depends on a running number.
    async fn ask(&self, api: &Api, number: u64) -> Result<u16> {
        let (status, _) = if number.is_multiple_of(WRITES) {
            let path = format!("pantry/lots/{}/use", self.lot);
            let body = json!({ "quantity": 1 }).to_string().into_bytes();
            let kind = "application/json";
            api.ask("POST", &path, &self.key, kind, body).await?
        } else {
            let path = READS[(number % READS.len() as u64) as usize];
            api.ask("GET", path, &self.key, "", vec![]).await?
        };
        Ok(status)
    }
}

/// Asks so often in a second, for so long; every answer with the time since it was due.
async fn load(
    api: &Api,
    programs: &[Arc<Program>],
    rate: u64,
    seconds: u64,
) -> Result<Vec<Answer>> {
    let mut pace = interval(Duration::from_secs(1) / rate as u32);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut asking = JoinSet::new();
    for number in 0..rate * seconds {
        let due = pace.tick().await;
        // A stride that shares nothing with their number visits all of them.
        let at = (number * 7) % programs.len() as u64;
        let (api, program) = (api.clone(), programs[at as usize].clone());
        asking.spawn(async move {
            let status = program.ask(&api, number).await?;
            let took = due.elapsed();
            anyhow::Ok(Answer { status, took })
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = asking.join_next().await {
        answers.push(answer??);
    }
    Ok(answers)
}

fn is_well(answer: &Answer) -> bool {
    (200..300).contains(&answer.status)
}

fn p95(answers: &[Answer]) -> Duration {
    let mut took: Vec<Duration> = answers.iter().map(|answer| answer.took).collect();
    took.sort_unstable();
    let last = took.len().saturating_sub(1);
    took.get(last * 95 / 100).copied().unwrap_or_default()
}

fn told(answers: &[Answer]) -> String {
    let mut took: Vec<Duration> = answers.iter().map(|answer| answer.took).collect();
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100];
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    for answer in answers {
        *statuses.entry(answer.status).or_default() += 1;
    }
    let (half, most, nearly) = (at(50), at(95), at(99));
    format!("p50 {half:.1?}, p95 {most:.1?}, p99 {nearly:.1?}, answers {statuses:?}")
}

/// A busy machine and a program that is not optimised are slower; so much slower says that
/// something is wrong.
fn slack(rate: u64) -> u32 {
    if rate >= 300 { 1 } else { 20 }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_ask_steadily_are_answered_at_once() -> Result<()> {
    let rate = variable("LARDER_RATE", 30);
    let households = variable("LARDER_HOUSEHOLDS", rate / 6);
    // Whoever founds so many households writes more than one person does.
    let server = Server::start_with(&[("LARDER_WRITES_A_MINUTE", "100")])?;
    let api = Api::new(&server.url);
    let programs = furnish(&api, households).await?;
    // The first answer of a household folds it.
    load(&api, &programs, rate, 1).await?;
    let answers = load(&api, &programs, rate, variable("LARDER_SECONDS", 4)).await?;
    let peak = memory::peak(server.pid()).context("/proc tells nothing")? / 1_000_000;
    let told = format!(
        "{rate} requests a second of {households} households: {}, {peak} MB at most",
        told(&answers)
    );
    println!("{told}");
    let failed = answers.iter().filter(|answer| !is_well(answer)).count();
    ensure!(failed * 1_000 <= answers.len(), "{failed} failed. {told}");
    ensure!(
        p95(&answers) < Duration::from_millis(50) * slack(rate),
        "{told}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_far_too_much_is_sent_away_and_the_others_soon_are_answered() -> Result<()> {
    let rate = variable("LARDER_SPIKE", 400);
    let seconds = variable("LARDER_SPIKE_SECONDS", 3);
    // So many that each program asks for more than it may at once and in the next minute.
    let households = (rate * seconds / (400 * PROGRAMS as u64)).max(1);
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let programs = furnish(&api, households + 1).await?;
    let (patient, greedy) = programs.split_at(PROGRAMS);
    load(&api, patient, 10, 1).await?;
    let answers = load(&api, greedy, rate, seconds).await?;
    let told = format!("{rate} requests a second: {}", told(&answers));
    println!("{told}");
    let (well, away) = (
        answers.iter().filter(|answer| is_well(answer)).count(),
        answers
            .iter()
            .filter(|answer| matches!(answer.status, 429 | 503))
            .count(),
    );
    ensure!(well > 0 && away > 0, "{told}");
    ensure!(
        well + away == answers.len(),
        "nothing but answers and refusals: {told}"
    );
    let since = Instant::now();
    let limit = Duration::from_millis(50) * slack(rate);
    loop {
        let answers = load(&api, patient, 10, 1).await?;
        if answers.iter().all(is_well) && p95(&answers) < limit {
            break;
        }
        ensure!(since.elapsed() < RECOVERY, "{}", self::told(&answers));
        sleep(Duration::from_millis(100)).await;
    }
    println!("itself again after {:.1?}", since.elapsed());
    Ok(())
}

//! Devices whose clocks are wrong in every way, around a real server: whoever only reads
//! always does, nobody's change is lost, and no stored clock is far ahead of the server's.

use anyhow::{Context, Result, ensure};
use sync::exchange::Refusal;

use super::home::{Home, START_MS};
use super::phone::random::Random;
use super::variable;

/// How many households, unless `LARDER_CLOCKS` says otherwise; `LARDER_SEED` is the first.
const RUNS: u64 = 20;
/// What the devices do in one of them, all together.
const STEPS: u64 = 70;
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const YEAR: i64 = 365 * 24 * HOUR;
/// What some browsers round the time to, so that no page can tell others by it.
const GRAIN: i64 = 100;

/// A device's clock.
#[derive(Clone, Copy, Debug)]
enum Watch {
    Right,
    /// Off by so much.
    Off(i64),
    /// Its battery was empty: it began at 1970.
    Empty,
    /// It says tenths of a second.
    Coarse,
    /// It jumps, mostly back.
    Jumps,
}

impl Watch {
    fn any(random: &mut Random) -> Self {
        match random.below(12) {
            0 => Self::Right,
            1 => Self::Off(5 * MINUTE),
            2 => Self::Off(-5 * MINUTE),
            // The server takes what is five minutes ahead, and not what is more.
            3 => Self::Off(5 * MINUTE + SECOND),
            4 => Self::Off(HOUR),
            5 => Self::Off(-HOUR),
            6 => Self::Off(YEAR),
            7 => Self::Off(-YEAR),
            8 => Self::Empty,
            9 => Self::Coarse,
            _ => Self::Jumps,
        }
    }

    /// By how much it is off at this moment, in milliseconds.
    fn off(self, now_ms: i64, random: &mut Random) -> i64 {
        match self {
            Self::Right => 0,
            Self::Off(ms) => ms,
            Self::Empty => -START_MS,
            Self::Coarse => -(now_ms % GRAIN),
            Self::Jumps => {
                let most = [SECOND, MINUTE, HOUR, 24 * HOUR][random.below(4) as usize];
                random.below(most as u64) as i64 - most * 3 / 4
            }
        }
    }
}

/// What the runs came to.
#[derive(Default, Debug)]
struct Told {
    acts: u64,
    exchanges: u64,
    /// Pushes that were stamped anew.
    skews: usize,
}

#[tokio::test]
async fn devices_with_wrong_clocks_read_always_and_lose_nothing() -> Result<()> {
    let (runs, seed) = (variable("LARDER_CLOCKS", RUNS), variable("LARDER_SEED", 1));
    let mut told = Told::default();
    for run in seed..seed + runs {
        let done = one(run, &mut told).await;
        done.with_context(|| format!("seed {run}"))?;
    }
    println!("{runs} households from seed {seed}: {told:?}");
    // Clocks that the server finds nothing wrong with prove nothing.
    ensure!(told.skews as u64 > runs / 2, "{told:?}");
    Ok(())
}

async fn one(seed: u64, told: &mut Told) -> Result<()> {
    let writers = 3 + seed as usize % 2;
    let mut home = Home::found(seed, writers as u64).await?;
    // One only looks.
    home.join("viewer").await?;
    let mut watches: Vec<Watch> = (0..=writers)
        .map(|_| Watch::any(&mut home.random))
        .collect();
    for _ in 0..STEPS {
        let number = home.random.below(writers as u64 + 1) as usize;
        home.server.pass(passes(&mut home.random));
        look_at_clocks(&mut home, &watches);
        match home.random.below(100) {
            0..60 if number < writers => home.act(number)?,
            0..85 => {
                told.exchanges += 1;
                home.sync(number).await?;
                ensure!(
                    home.phones[number].device.engine.status().waiting == 0,
                    "device {number} with {:?} did not send: {:?}",
                    watches[number],
                    home.phones[number].refusals
                );
            }
            85..92 => home.phones[number].device.crash(),
            // Its person sets it, or it loses its time.
            _ => watches[number] = Watch::any(&mut home.random),
        }
    }
    home.end().await?;
    home.clocks_hold().await?;
    told.acts += home.acts();
    let refusals = home.phones.iter().flat_map(|phone| &phone.refusals);
    let is_skew = |refusal: &&Refusal| matches!(refusal, Refusal::Skew { .. });
    told.skews += refusals.filter(is_skew).count();
    Ok(())
}

/// Between two things that happen: mostly nothing, sometimes hours.
fn passes(random: &mut Random) -> i64 {
    let most = [2, SECOND, MINUTE, 8 * HOUR][random.below(4) as usize];
    random.below(most as u64) as i64
}

fn look_at_clocks(home: &mut Home, watches: &[Watch]) {
    let now_ms = home.server.now_ms();
    for (phone, watch) in home.phones.iter_mut().zip(watches) {
        phone.device.off_ms = watch.off(now_ms, &mut home.random);
    }
}

/// The server's own clock was an hour ahead, or behind, until somebody set it.
#[tokio::test]
async fn a_server_whose_clock_was_wrong_is_read_from_all_the_time() -> Result<()> {
    for ahead in [HOUR, -HOUR] {
        let mut home = Home::found(1, 3).await?;
        let all = |home: &Home| 0..home.phones.len();
        home.server.pass(ahead);
        for number in all(&home) {
            home.act(number)?;
            home.sync(number).await?;
        }
        home.server.pass(-ahead);
        for number in all(&home) {
            home.act(number)?;
            // What was stamped by the wrong time waits until that has come; it reads on.
            home.sync(number).await?;
        }
        home.server.pass(2 * HOUR);
        home.end().await?;
    }
    Ok(())
}

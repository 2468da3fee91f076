//! Devices that come back after months and years, when others have deleted what they
//! changed and the server has forgotten it: nothing comes back from the dead, and nobody's
//! change is lost in silence. It counts, was overtaken by a rule, or waits for a person.

use anyhow::{Context, Result, ensure};

use super::home::Home;
use super::variable;

/// How many households, unless `LARDER_ABSENCES` says otherwise; `LARDER_SEED` is the first.
const RUNS: u64 = 20;
/// Households in which tombstones are forgotten; one that shows it is enough.
const RUNS_OF_THE_CONTROL: u64 = 40;
const DAY: i64 = 24 * 60 * 60 * 1_000;
/// Within 30 days nothing is compacted; a device is waited for for 400.
const ABSENCES: [i64; 4] = [30 * DAY, 90 * DAY, 400 * DAY, 800 * DAY];
/// Times in one absence at which those who stayed do something.
const VISITS: i64 = 4;

/// What the runs came to.
#[derive(Default, Debug)]
struct Told {
    acts: u64,
    absences: u64,
    /// Devices that came back from behind the floor.
    anew: u64,
    /// Changes that wait for a person.
    recovered: usize,
    /// Things that are gone for ever.
    buried: usize,
}

/// Whether the server remembers what is gone for ever, as it must.
#[derive(Clone, Copy, PartialEq)]
enum Memory {
    Whole,
    Lost,
}

#[tokio::test]
async fn who_comes_back_after_years_loses_nothing_and_brings_nothing_back() -> Result<()> {
    let (runs, seed) = (
        variable("LARDER_ABSENCES", RUNS),
        variable("LARDER_SEED", 1),
    );
    let mut told = Told::default();
    for run in seed..seed + runs {
        let done = one(run, Memory::Whole, &mut told).await;
        done.with_context(|| format!("seed {run}"))?;
    }
    println!("{runs} households from seed {seed}: {told:?}");
    // Absences that changed nothing prove nothing.
    ensure!(
        told.anew > runs / 2 && told.recovered as u64 > runs / 4 && told.buried as u64 > runs,
        "{told:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_server_that_forgets_what_is_gone_is_found_out() -> Result<()> {
    let mut told = Told::default();
    for run in 1..=RUNS_OF_THE_CONTROL {
        if let Err(why) = one(run, Memory::Lost, &mut told).await {
            println!("found out by seed {run}: {why:#}");
            ensure!(format!("{why:#}").contains("zombie"), "{why:#}");
            return Ok(());
        }
    }
    anyhow::bail!("nobody noticed: {told:?}")
}

async fn one(seed: u64, memory: Memory, told: &mut Told) -> Result<()> {
    let mut home = Home::found(seed, 3 + seed % 3).await?;
    let count = home.phones.len();
    for _ in 0..2 {
        for number in 0..count {
            act(&mut home, number, 3)?;
            home.sync(number).await?;
        }
    }
    for _ in 0..2 + seed % 2 {
        era(&mut home, memory, told).await?;
    }
    home.end().await?;
    told.acts += home.acts();
    told.buried += home.buried();
    let stores = home.phones.iter().map(|phone| &phone.device.store);
    told.recovered += stores.map(|store| store.recovered.len()).sum::<usize>();
    Ok(())
}

/// Some are away for long, and do something all the same; the others go on. Then most of
/// them are back.
async fn era(home: &mut Home, memory: Memory, told: &mut Told) -> Result<()> {
    let count = home.phones.len();
    let stays = home.random.below(count as u64) as usize;
    let away: Vec<bool> = (0..count)
        .map(|number| number != stays && home.random.chance(60))
        .collect();
    told.absences += away.iter().filter(|is_away| **is_away).count() as u64;
    let length = ABSENCES[home.random.below(4) as usize];
    for _ in 0..VISITS {
        home.server.pass(length / VISITS);
        for (number, is_away) in away.iter().enumerate() {
            act(home, number, 2)?;
            if !is_away {
                home.sync(number).await?;
            }
        }
        home.server.pass(DAY);
        home.compact().await?;
        if memory == Memory::Lost {
            home.server.alter("DELETE FROM tombstone").await?;
        }
    }
    for (number, is_away) in away.iter().enumerate() {
        if *is_away && home.random.chance(80) {
            let before = home.phones[number].device.store.author.replica;
            home.sync(number).await?;
            let after = home.phones[number].device.store.author.replica;
            told.anew += u64::from(before != after);
        }
    }
    Ok(())
}

/// A few things are done; a quarter of them delete something.
fn act(home: &mut Home, number: usize, most: u64) -> Result<()> {
    for _ in 0..home.random.below(most + 1) {
        if home.random.chance(25) {
            home.delete(number)?;
        } else {
            home.act(number)?;
        }
    }
    Ok(())
}

//! Three versions of the app in one household, around a server of the first: what a later
//! one says in ways that the earlier ones do not know is kept and passed on to the byte,
//! whatever these do beside it, and once all have the latest, all of it is there.
//!
//! The first version is the one in this tree. The later ones are made up: they have more
//! words ([`words`]), by the places that the format keeps free.

mod later;
mod words;

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use sync::engine::Attention;
use sync::exchange::Row;
use sync::{Author, Change, EntityId, EntityType, Field, Kind, OpId, Value};

use super::home::{Home, START_MS};
use super::phone::work;
use super::variable;
use later::Later;
use words::{TAGGED_FIELD, Version, Word, fold};

/// How many households, unless `LARDER_VERSIONS` says otherwise; `LARDER_SEED` is the first.
const RUNS: u64 = 20;
/// What is done in each half of one of them.
const STEPS: u64 = 50;
const DAY: i64 = 24 * 60 * 60 * 1_000;
/// What the simulator's people have, and what only the second version has.
const THING: EntityType = EntityType(1);
const SHELF_LIFE: EntityType = EntityType(77);

/// What the runs came to.
#[derive(Default, Debug)]
struct Told {
    acts: usize,
    /// Ops in words that the first version does not know.
    words: usize,
    /// Ops that compaction dropped while some were not understood.
    dropped: usize,
}

/// A household of all versions, and every op that it ever had.
struct Mixed {
    home: Home,
    later: Vec<Later>,
    ever: BTreeMap<OpId, Row>,
    markers: u64,
}

#[tokio::test]
async fn what_a_later_version_says_survives_the_earlier_ones() -> Result<()> {
    let (runs, seed) = (
        variable("LARDER_VERSIONS", RUNS),
        variable("LARDER_SEED", 1),
    );
    let mut told = Told::default();
    for run in seed..seed + runs {
        let done = one(run, &mut told).await;
        done.with_context(|| format!("seed {run}"))?;
    }
    println!("{runs} households from seed {seed}: {told:?}");
    ensure!(
        told.words as u64 > 10 * runs && told.dropped as u64 > runs,
        "{told:?}"
    );
    Ok(())
}

async fn one(seed: u64, told: &mut Told) -> Result<()> {
    let mut mixed = Mixed::found(seed).await?;
    mixed.live().await?;
    mixed.in_step().await?;
    // Everything is old enough, and all have seen it: an earlier version's server compacts.
    mixed.home.server.pass(31 * DAY);
    mixed.in_step().await?;
    let before = mixed.home.server.rows().await?.len();
    mixed.home.compact().await?;
    let after = mixed.home.server.rows().await?;
    told.dropped += before - after.len();
    mixed.says_all(after.iter().map(|(row, _)| row), "the compacted server")?;
    mixed.home.server.start_again().await?;
    mixed.live().await?;
    mixed.in_step().await?;
    // A new device begins with the snapshot that the earlier version made.
    mixed.home.join("member").await?;
    mixed.in_step().await?;
    told.acts += mixed.ever.len();
    let is_new = |row: &&Row| row.op().is_none_or(|op| op.unread.is_some());
    let own = mixed.later.iter().flat_map(Later::own);
    told.words += own.filter(is_new).count();
    Ok(())
}

impl Mixed {
    async fn found(seed: u64) -> Result<Self> {
        let home = Home::found(seed, 2).await?;
        let mut later = Vec::new();
        for (version, replica) in [(Version::Second, 1 << 20), (Version::Third, 1 << 21)] {
            let token = home.api().join(&home.owner, "member").await?;
            later.push(Later::new(version, replica, token));
        }
        Ok(Self {
            home,
            later,
            ever: BTreeMap::new(),
            markers: 0,
        })
    }

    /// All do this and that, and say so now and then.
    async fn live(&mut self) -> Result<()> {
        for _ in 0..STEPS {
            let ms = self.home.random.below(5_000) as i64;
            self.home.server.pass(ms);
            let who = self.home.random.below(4) as usize;
            let what = self.home.random.below(100);
            match who.checked_sub(2) {
                None if what < 10 => self.home.delete(who)?,
                None if what < 60 => self.home.act(who)?,
                None => self.home.sync(who).await?,
                Some(later) if what < 60 => self.speak(later)?,
                Some(later) => self.later[later].sync(&self.home.api()).await?,
            }
        }
        Ok(())
    }

    /// A later device's person does one or two things in one action.
    fn speak(&mut self, which: usize) -> Result<()> {
        let count = 1 + self.home.random.below(2);
        let changes = (0..count).map(|_| self.change(which)).collect();
        let now_ms = self.home.server.now_ms();
        self.later[which].act(changes, now_ms)
    }

    fn change(&mut self, which: usize) -> (Change, Word) {
        let marker = |number| {
            let mut id = [0xBB; 16];
            id[..8].copy_from_slice(&u64::to_be_bytes(number));
            EntityId(id)
        };
        self.markers += 2;
        let later = &self.later[which];
        let state = fold(later.counting(), later.version);
        let random = &mut self.home.random;
        let (entity_type, fresh) = (THING, marker(self.markers));
        let things = state.entities_of(THING).filter(|thing| thing.is_alive());
        let things: Vec<EntityId> = things.map(|thing| thing.id()).collect();
        let thing = random.pick(&things).copied().unwrap_or(fresh);
        let number = random.below(24);
        let put = |field| Kind::Put(BTreeMap::from([(field, Value::Int(number as i64))]));
        let is_third = later.version == Version::Third;
        let mut make = Change::new(entity_type, thing, put(Field(1)));
        let word = match random.below(10) {
            0 => {
                make.kind = Kind::Delete;
                Word::Plain
            }
            1 => {
                make.entity = fresh;
                Word::Plain
            }
            2 => {
                (make.entity_type, make.entity) = (SHELF_LIFE, fresh);
                Word::Plain
            }
            3 => {
                make.kind = put(TAGGED_FIELD);
                Word::Tagged
            }
            4 | 5 if is_third => Word::Colour(number as u8),
            6 if is_third => {
                make.kind = Kind::Add {
                    scope: work::scopes()[0],
                    amount: number as i64,
                    reason: 0,
                };
                Word::Longer(number as u8)
            }
            7 | 8 if is_third => {
                make.kind = put(Field(201));
                Word::Price
            }
            _ => {
                make.kind = put(Field(200));
                Word::Note
            }
        };
        make.refs = vec![marker(self.markers + 1)];
        (make, word)
    }

    /// All come into step; each has every word to the byte, and all make the same of it once
    /// they have the latest version.
    async fn in_step(&mut self) -> Result<()> {
        for _ in 0..2 {
            for later in &mut self.later {
                later.sync(&self.home.api()).await?;
            }
            for number in 0..self.home.phones.len() {
                self.home.sync(number).await?;
            }
        }
        self.home.end().await?;
        for (row, _) in self.home.server.rows().await? {
            self.ever.insert(row.id, row);
        }
        for row in self.later.iter().flat_map(|later| {
            let own = later.own();
            own.filter(|row| !later.rejected.contains(&row.id))
        }) {
            let kept = self.ever.get(&row.id).context("a word is lost")?;
            ensure!(kept.body == row.body, "{:?} is not as it was said", row.id);
        }
        let stores = self.home.phones.iter().map(|phone| &phone.device.store);
        for store in stores {
            let rows = store.rows.values().filter(|(_, why)| why.is_none());
            self.says_all(rows.map(|(row, _)| row), "an upgraded device")?;
        }
        for later in &self.later {
            self.says_all(later.counting(), "a later device")?;
        }
        Ok(())
    }

    /// Whether these rows say what all that there ever was says, by each version, and have it
    /// to the byte.
    fn says_all<'a>(&self, rows: impl Iterator<Item = &'a Row>, who: &str) -> Result<()> {
        let rows: Vec<&Row> = rows.collect();
        for row in &rows {
            let ever = self.ever.get(&row.id);
            ensure!(
                ever.is_some_and(|ever| ever.body == row.body),
                "{who} has another {:?}",
                row.id
            );
        }
        for by in [Version::First, Version::Second, Version::Third] {
            let (all, here) = (fold(self.ever.values(), by), fold(rows.iter().copied(), by));
            ensure!(
                here.summary() == all.summary(),
                "{who} has lost something, as {by:?} sees it"
            );
        }
        Ok(())
    }
}

/// The app was set back to an earlier version before everything was sent.
#[tokio::test]
async fn what_a_later_version_left_unsent_waits_for_it() -> Result<()> {
    let mut home = Home::found(1, 2).await?;
    home.act(0)?;
    home.sync(0).await?;
    home.sync(1).await?;
    // The later version writes, and is taken away.
    let token = home.api().join(&home.owner, "member").await?;
    let mut later = Later::new(Version::Third, 1 << 20, token.clone());
    later.sync(&home.api()).await?;
    let put = |number| Kind::Put(BTreeMap::from([(Field(201), Value::Int(number))]));
    let thing = EntityId([9; 16]);
    let change = Change::new(THING, thing, put(5));
    later.act(vec![(change, Word::Price)], START_MS)?;
    let mut phone = super::phone::Phone::new(1 << 20, token.clone());
    phone.exchange(&home.api(), START_MS).await?;
    for row in later.own() {
        let row = (row.id, (row.clone(), None));
        phone.device.store.rows.extend([row]);
    }
    phone.device.crash();
    // The earlier one reads on, and so does its person write.
    home.act(1)?;
    home.sync(1).await?;
    let heads = home.server.rows().await?.len();
    phone.act(Change::new(THING, thing, put(6)), START_MS + 1)?;
    phone.exchange(&home.api(), START_MS + 1).await?;
    let status = phone.device.engine.status();
    ensure!(status.attention == Some(Attention::Upgrade), "{status:?}");
    ensure!(status.behind == 0, "{status:?}");
    ensure!(home.server.rows().await?.len() == heads, "nothing was sent");
    // The later one is back.
    let store = &phone.device.store;
    let author = Author {
        basis: store.progress.cursor,
        ..phone.device.engine.author()
    };
    let rows = store.rows.values().map(|(row, _)| row.clone()).collect();
    let mut later = Later::upgraded(Version::Third, token, author, rows);
    later.sync(&home.api()).await?;
    ensure!(later.rejected.is_empty(), "{:?}", later.rejected);
    home.sync(0).await?;
    let rows = home.phones[0]
        .device
        .store
        .rows
        .values()
        .map(|(row, _)| row);
    let state = fold(rows, Version::Third);
    ensure!(
        state.field(thing, Field(201)) == Some(&Value::Int(6)),
        "both are there"
    );
    ensure!(later.own().count() == 2 && later.own().all(|row| row.seq.is_some()));
    Ok(())
}

//! The household while no page is open: the same engine on the same file, kept in step with
//! the server, and once a day a word on what is due.
//!
//! Exactly one replica is awake: this one goes to sleep, with everything stored, before a page
//! opens, and wakes once the page has let go.

pub mod digest;
mod photos;
mod replica;

use std::sync::Arc;
use std::time::Duration;

use pantry::Date;
use pantry::household::DueFood;
use sync::engine::Event;
use sync::exchange::Frame;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, interval, sleep};

use crate::household::Household;
use crate::server::{Account, Heard, Server, carry};
use crate::settings::Settings;
use crate::storage::Storage;
pub use replica::Replica;

/// How often it is looked after.
const BEAT: Duration = Duration::from_secs(1);
/// The shortest and the longest wait between two tries to reach the server.
const SOON: Duration = Duration::from_secs(1);
const LATE: Duration = Duration::from_secs(30);

/// How long the digest waits for what others have done.
const HEARS_WITHIN: Duration = Duration::from_secs(60);

/// Whether the native replica is awake, and how to put it to sleep.
#[derive(Default)]
pub struct Awake(Mutex<Option<Running>>);

struct Running {
    ends: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Awake {
    /// Wakes the replica, unless it is awake. The page must have let go.
    pub async fn wake(&self, app: AppHandle) {
        let mut running = self.0.lock().await;
        if running.is_some() {
            return;
        }
        let (ends, mut ended) = watch::channel(false);
        let task = tokio::spawn(async move {
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => (),
                () = live_on(&app) => (),
            }
        });
        running.replace(Running { ends, task });
    }

    /// Puts the replica to sleep; everything is stored by then.
    pub async fn sleep(&self, app: &AppHandle) {
        if let Some(running) = self.0.lock().await.take() {
            running.ends.send_replace(true);
            running.task.await.ok();
            // What it was storing goes on without it, and is waited for here.
            if let Some(Ok(storage)) = app.state::<Household>().known() {
                storage.settle().await;
            }
        }
    }
}

/// Lives, and begins anew where the storage has failed: a full disk may have room later.
async fn live_on(app: &AppHandle) {
    let mut wait = SOON;
    loop {
        if let Err(why) = live(app).await {
            eprintln!("the household sleeps for {wait:?}: {why}");
        }
        sleep(wait).await;
        wait = (2 * wait).min(LATE);
    }
}

/// Lives for as long as the storage does what it should. It may be given up at any moment.
async fn live(app: &AppHandle) -> Result<(), String> {
    let storage = app.state::<Household>().storage().await;
    let storage = storage.map_err(|why| why.to_string())?;
    let mut life = Life {
        replica: Replica::load(&storage).await?,
        storage,
        failures: 0,
        retry: Instant::now(),
        since: Instant::now(),
        has_heard: false,
        day: None,
        food: DueFood::default(),
    };
    life.look(app).await;
    let storage = life.storage.clone();
    tokio::select! {
        ended = life.go_on(app) => ended,
        () = photos::send(app, &storage) => Ok(()),
    }
}

/// The day on the device's calendar.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

struct Life {
    replica: Replica,
    storage: Arc<Storage>,
    failures: u32,
    retry: Instant,
    /// Since when it is awake.
    since: Instant,
    /// It has had everything from the server once, or belongs to none.
    has_heard: bool,
    /// What is due.
    food: DueFood,
    /// On which day that is so.
    day: Option<Date>,
}

impl Life {
    /// Each second: the tray says what is due today, and the digest is posted once it is time.
    /// What happened elsewhere meanwhile belongs into it, so it waits for that a little.
    async fn look(&mut self, app: &AppHandle) {
        let today = today();
        if self.replica.take_changed() || self.day != Some(today) {
            let food = self.replica.household.due_food(today);
            if self.day.replace(today).is_none() || food.lots_due != self.food.lots_due {
                crate::tray::show(app, Some(food.lots_due));
            }
            self.food = food;
        }
        if self.has_heard || self.since.elapsed() > HEARS_WITHIN {
            digest::post_if_due(app, &self.food, &self.storage).await;
        }
    }

    /// Goes on until the storage fails.
    async fn go_on(&mut self, app: &AppHandle) -> Result<(), String> {
        loop {
            let account = match app.state::<Settings>().get().stays_offline {
                true => None,
                false => app.state::<Server>().account().await,
            };
            self.exchange(app, account).await?;
        }
    }

    /// One way to the server from its beginning to its end, or a wait where there is none. It
    /// may be given up at any moment: what it stores is stored by a task of its own.
    async fn exchange(&mut self, app: &AppHandle, account: Option<Account>) -> Result<(), String> {
        let mut beat = interval(BEAT);
        let Some(account) = account else {
            self.has_heard = true;
            self.look(app).await;
            sleep(BEAT).await;
            return Ok(());
        };
        let now = Instant::now();
        if now < self.retry {
            self.look(app).await;
            sleep((self.retry - now).min(BEAT)).await;
            return Ok(());
        }
        let (say, said) = unbounded_channel();
        let (hear, mut heard) = unbounded_channel();
        let carrying = tokio::spawn(async move {
            carry(&account, said, &hear).await.ok();
            hear.send(Heard::Gone).ok();
        });
        let ended = self.talk(app, &say, &mut heard, &mut beat).await;
        carrying.abort();
        self.replica.handle(Event::Disconnected);
        self.failures += 1;
        self.retry = Instant::now() + (SOON * 2_u32.pow(self.failures.min(5))).min(LATE);
        ended
    }

    async fn talk(
        &mut self,
        app: &AppHandle,
        say: &UnboundedSender<Vec<u8>>,
        heard: &mut UnboundedReceiver<Heard>,
        beat: &mut tokio::time::Interval,
    ) -> Result<(), String> {
        loop {
            let event = tokio::select! {
                heard = heard.recv() => match heard {
                    Some(Heard::Open) => Event::Connected,
                    Some(Heard::Frame(bytes)) => match Frame::decode(&bytes) {
                        Ok(frame) => {
                            self.failures = 0;
                            Event::Received(Box::new(frame))
                        }
                        // A later version of the server may say what this one cannot read.
                        Err(_) => return Ok(()),
                    },
                    Some(Heard::Gone) | None => return Ok(()),
                },
                _ = beat.tick() => Event::Tick,
            };
            let is_beat = event == Event::Tick;
            let goes_on = self.replica.happen(event, &self.storage, say).await?;
            if is_beat {
                self.has_heard |= self.replica.is_caught_up();
                self.look(app).await;
            }
            if !goes_on {
                return Ok(());
            }
        }
    }
}

//! The household while no page is open: the same engine on the same file, kept in step with
//! the server, and once a day a word on what is due.
//!
//! Exactly one replica is awake: this one goes to sleep, with everything stored, before a page
//! opens, and wakes once the page has let go.

pub mod digest;
mod replica;

use std::sync::Arc;
use std::time::Duration;

use pantry::Date;
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
        let (ends, ended) = watch::channel(false);
        let task = tokio::spawn(async move {
            if let Err(why) = live(&app, ended).await {
                eprintln!("the household sleeps: {why}");
            }
        });
        running.replace(Running { ends, task });
    }

    /// Puts the replica to sleep; everything is stored by then.
    pub async fn sleep(&self) {
        if let Some(running) = self.0.lock().await.take() {
            running.ends.send_replace(true);
            // It ends by itself; what it was storing is through by then.
            running.task.await.ok();
        }
    }
}

/// Lives until it is put to sleep.
async fn live(app: &AppHandle, mut ended: watch::Receiver<bool>) -> Result<(), String> {
    let storage = app.state::<Household>().storage().await;
    let storage = storage.map_err(|why| why.to_string())?;
    let mut life = Life {
        replica: Replica::load(&storage).await?,
        storage,
        failures: 0,
        retry: Instant::now(),
    };
    crate::tray::show(app, &life.due(today()));
    loop {
        let account = match app.state::<Settings>().get().stays_offline {
            true => None,
            false => app.state::<Server>().account().await,
        };
        tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return Ok(()),
            done = life.exchange(app, account) => done?,
        }
    }
}

pub fn today() -> Date {
    jiff::Zoned::now().date()
}

struct Life {
    replica: Replica,
    storage: Arc<Storage>,
    failures: u32,
    retry: Instant,
}

impl Life {
    fn due(&self, today: Date) -> Vec<String> {
        digest::due(&self.replica.household, today)
    }

    /// One way to the server from its beginning to its end, or a wait where there is none. It
    /// may be given up at any moment: what it stores is stored by a task of its own.
    async fn exchange(&mut self, app: &AppHandle, account: Option<Account>) -> Result<(), String> {
        let mut beat = interval(BEAT);
        let Some(account) = account else {
            digest::post_if_due(app, || self.due(today())).await;
            sleep(BEAT).await;
            return Ok(());
        };
        let now = Instant::now();
        if now < self.retry {
            digest::post_if_due(app, || self.due(today())).await;
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
                digest::post_if_due(app, || self.due(today())).await;
            } else if self.replica.take_changed() {
                crate::tray::show(app, &self.due(today()));
            }
            if !goes_on {
                return Ok(());
            }
        }
    }
}

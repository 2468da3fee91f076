//! A network between devices and a server, in which everything goes wrong that may.
//!
//! Each connection has a course of its own, drawn from a seed: it is slow, drips, ends at
//! any byte of either direction, or swallows what is said and stays open. What a device
//! said on it may come to the server once more, whole and later.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use fastrand::Rng;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long a repeated conversation is listened to.
const PATIENCE: Duration = Duration::from_millis(500);
/// The most that is read at once.
const BUFFER: usize = 16 * 1024;

/// A running proxy; it ends with the value.
pub struct Proxy {
    /// Where devices find the server.
    pub url: String,
    chance: Arc<Mutex<Chance>>,
    accepting: tokio::task::JoinHandle<()>,
}

/// What happens next.
struct Chance {
    random: Rng,
    is_well: bool,
    told: Told,
    /// What comes once more.
    repeats: JoinSet<()>,
}

/// How often what happened.
#[derive(Clone, Copy, Default, Debug)]
pub struct Told {
    /// Connections.
    pub connections: u64,
    /// Those that were cut.
    pub cut: u64,
    /// Those that stayed open and said nothing any more.
    pub silent: u64,
    /// Those that came once more.
    pub repeated: u64,
}

/// What becomes of one direction of a connection.
#[derive(Clone, Copy)]
struct Course {
    /// Before each piece.
    wait: Duration,
    /// The most bytes of a piece.
    piece: usize,
    fate: Fate,
}

#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Well,
    /// Both directions end after so many bytes of this one.
    Cut(usize),
    /// What comes after so many bytes is swallowed.
    Silent(usize),
}

/// A connection's two directions, and how often and when it comes once more.
struct Plan {
    up: Course,
    down: Course,
    repeats: Vec<Duration>,
}

impl Proxy {
    /// Starts one before a server.
    pub async fn start(server: &str, seed: u64) -> Result<Self> {
        let server = server.strip_prefix("http://").context("a plain server")?;
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let chance = Arc::new(Mutex::new(Chance {
            random: Rng::with_seed(seed),
            is_well: false,
            told: Told::default(),
            repeats: JoinSet::new(),
        }));
        let accepting = tokio::spawn(accept(listener, server, Arc::clone(&chance)));
        Ok(Self {
            url,
            chance,
            accepting,
        })
    }

    /// From here on connections are as they should be; what happened until now.
    pub fn heal(&self) -> Told {
        let mut chance = lock(&self.chance);
        chance.is_well = true;
        chance.told
    }

    /// Waits for what is still to come once more.
    pub async fn settle(&self) {
        let mut repeats = std::mem::take(&mut lock(&self.chance).repeats);
        while repeats.join_next().await.is_some() {}
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn lock(chance: &Mutex<Chance>) -> std::sync::MutexGuard<'_, Chance> {
    chance.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, server: String, chance: Arc<Mutex<Chance>>) {
    let mut open = JoinSet::new();
    while let Ok((device, _)) = listener.accept().await {
        let plan = lock(&chance).plan();
        let (server, chance) = (server.clone(), Arc::clone(&chance));
        open.spawn(async move {
            let repeats = plan.repeats.clone();
            // A server that is not there ends it, too.
            let said = pass(device, &server, plan).await.unwrap_or_default();
            let mut chance = lock(&chance);
            for wait in repeats {
                chance.told.repeated += 1;
                let (server, said) = (server.clone(), said.clone());
                chance.repeats.spawn(async move {
                    sleep(wait).await;
                    let _ = timeout(PATIENCE, repeat(&server, &said)).await;
                });
            }
        });
        while open.try_join_next().is_some() {}
    }
}

/// Passes a connection on; all that the device said.
async fn pass(mut device: TcpStream, server: &str, plan: Plan) -> Result<Vec<u8>> {
    let mut server = TcpStream::connect(server).await?;
    let mut said = Vec::new();
    {
        let (mut from_device, mut to_device) = device.split();
        let (mut from_server, mut to_server) = server.split();
        let up = copy(&mut from_device, &mut to_server, plan.up, Some(&mut said));
        let down = copy(&mut from_server, &mut to_device, plan.down, None);
        let (mut up, mut down) = (std::pin::pin!(up), std::pin::pin!(down));
        // Whoever ends, the other direction has no use any more but for an answer.
        tokio::select! {
            _ = &mut down => {}
            ended = &mut up => if !ended { down.await; },
        }
    }
    Ok(said)
}

/// Copies until the end; whether it was cut.
async fn copy(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    course: Course,
    mut kept: Option<&mut Vec<u8>>,
) -> bool {
    let mut buffer = vec![0; course.piece.min(BUFFER)];
    let mut done = 0;
    loop {
        let Ok(count @ 1..) = from.read(&mut buffer).await else {
            let _ = to.shutdown().await;
            return false;
        };
        let piece = buffer.get(..count).unwrap_or_default();
        if let Some(kept) = kept.as_mut() {
            kept.extend_from_slice(piece);
        }
        if !course.wait.is_zero() {
            sleep(course.wait).await;
        }
        let passed = match course.fate {
            Fate::Well => count,
            Fate::Cut(at) | Fate::Silent(at) => count.min(at.saturating_sub(done)),
        };
        done += count;
        let piece = piece.get(..passed).unwrap_or_default();
        if to.write_all(piece).await.is_err() {
            return true;
        }
        if passed < count && matches!(course.fate, Fate::Cut(_)) {
            return true;
        }
    }
}

/// Says something once more, and hears of it what there is to hear.
async fn repeat(server: &str, said: &[u8]) -> Result<()> {
    let mut server = TcpStream::connect(server).await?;
    server.write_all(said).await?;
    let mut heard = vec![0; BUFFER];
    while server.read(&mut heard).await? > 0 {}
    Ok(())
}

impl Chance {
    fn plan(&mut self) -> Plan {
        self.told.connections += 1;
        let well = Course {
            wait: Duration::ZERO,
            piece: BUFFER,
            fate: Fate::Well,
        };
        if self.is_well {
            return Plan {
                up: well,
                down: well,
                repeats: Vec::new(),
            };
        }
        let repeats = [0, 0, 1, 2].get(self.random.usize(0..4)).copied();
        let plan = Plan {
            up: self.course(),
            down: self.course(),
            repeats: (0..repeats.unwrap_or(0)).map(|_| self.wait(400)).collect(),
        };
        for fate in [plan.up.fate, plan.down.fate] {
            self.told.cut += u64::from(matches!(fate, Fate::Cut(_)));
            self.told.silent += u64::from(matches!(fate, Fate::Silent(_)));
        }
        plan
    }

    fn course(&mut self) -> Course {
        // A hello is some 70 bytes, a request with some ops a thousand, a page more.
        let most = *self.random.choice(&[100, 1_500, 20_000]).unwrap_or(&100);
        let at = self.random.usize(0..most);
        let fate = match self.random.u8(0..10) {
            0..=2 => Fate::Cut(at),
            3 => Fate::Silent(at),
            _ => Fate::Well,
        };
        let (wait, piece) = match self.random.u8(0..8) {
            0 => (Duration::from_millis(2), self.random.usize(1..64)),
            1 => (self.wait(20), self.random.usize(64..512)),
            2 => (self.wait(300), BUFFER),
            _ => (Duration::ZERO, BUFFER),
        };
        Course { wait, piece, fate }
    }

    fn wait(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.random.u64(0..most))
    }
}

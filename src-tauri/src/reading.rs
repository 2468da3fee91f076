//! Reading receipts natively, on threads of their own: the page starts a scan, asks what there
//! is to say, and may stop it at any moment.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as Held, PoisonError};
use std::time::Instant;

use ml::Scanner;
use ml::job::{self, Follow, Progress};
use pantry::kept::reading::Reading;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The reader: at most one scan runs, the newest.
#[derive(Default)]
pub struct Reader {
    scanner: Mutex<Option<Arc<Scanner>>>,
    /// Ends the scan that runs.
    stop: Held<Arc<AtomicBool>>,
    /// What it says.
    said: Mutex<Option<UnboundedReceiver<Reading>>>,
}

impl Reader {
    /// Gets ready ahead of the first picture.
    ///
    /// # Errors
    ///
    /// Where the weights do not fit this program.
    pub async fn warm(&self) -> Result<Arc<Scanner>, String> {
        let mut kept = self.scanner.lock().await;
        if let Some(scanner) = &*kept {
            return Ok(scanner.clone());
        }
        let loaded = tauri::async_runtime::spawn_blocking(|| Scanner::new(weights())).await;
        let scanner = loaded.map_err(|error| error.to_string())?;
        let scanner = scanner.map_err(|error| error.to_string())?;
        Ok(kept.insert(Arc::new(scanner)).clone())
    }

    /// Gives up what is being read, and the memory of the weights: no page is open.
    pub async fn rest(&self) {
        self.stop();
        self.scanner.lock().await.take();
    }

    /// Reads the files of one receipt; one that is being read is given up.
    ///
    /// # Errors
    ///
    /// Where the weights do not fit this program.
    pub async fn start(&self, files: Vec<Vec<u8>>) -> Result<(), String> {
        let scanner = self.warm().await?;
        let (say, said) = unbounded_channel();
        let stop = self.renew();
        self.said.lock().await.replace(said);
        std::thread::spawn(move || {
            let mut telling = Telling {
                since: Instant::now(),
                told_ms: 0.0,
                say: say.clone(),
                stop: stop.clone(),
            };
            let last = last(&scanner, files, &mut telling);
            // Nobody listens to a scan that was given up.
            say.send(last).ok();
        });
        Ok(())
    }

    /// What there is to say, once there is something: of several words on progress the newest.
    pub async fn next(&self) -> Reading {
        let mut said = self.said.lock().await;
        let next = match said.as_mut() {
            Some(said) => newest(said).await,
            None => None,
        };
        next.unwrap_or(Reading::Stopped)
    }

    /// Gives up what is being read.
    pub fn stop(&self) {
        self.renew();
    }

    /// Ends the scan that runs; the sign that ends the next one.
    fn renew(&self) -> Arc<AtomicBool> {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.store(true, Ordering::Relaxed);
        *stop = Arc::default();
        stop.clone()
    }
}

/// What was said last, or what ends it: nobody waits for words that are out of date.
async fn newest(said: &mut UnboundedReceiver<Reading>) -> Option<Reading> {
    let mut newest = said.recv().await?;
    while matches!(newest, Reading::Progress { .. })
        && let Ok(newer) = said.try_recv()
    {
        newest = newer;
    }
    Some(newest)
}

/// The last word on a scan. What goes wrong in the reader itself is one, too.
fn last(scanner: &Scanner, files: Vec<Vec<u8>>, telling: &mut Telling) -> Reading {
    let job = std::panic::AssertUnwindSafe(|| job::read(scanner, files, telling));
    match std::panic::catch_unwind(job) {
        Ok(Ok(read)) => Reading::Finished {
            scan: read.scan,
            pictures: read.pictures,
        },
        Ok(Err(unread)) if matches!(unread.error, ml::Error::Cancelled) => Reading::Stopped,
        Ok(Err(unread)) => Reading::Failed {
            part: unread.file,
            code: unread.error.code().to_owned(),
            message: unread.error.to_string(),
        },
        Err(_) => Reading::Failed {
            part: 0,
            code: "crashed".to_owned(),
            message: "the reader broke down".to_owned(),
        },
    }
}

/// The shortest time between two words on one stage, in milliseconds: what the page draws for
/// each takes from the same processor.
const APART_MS: f64 = 100.0;

/// Tells the page how far a scan is.
struct Telling {
    since: Instant,
    /// When something was told last.
    told_ms: f64,
    say: UnboundedSender<Reading>,
    stop: Arc<AtomicBool>,
}

impl Follow for Telling {
    fn now_ms(&self) -> f64 {
        self.since.elapsed().as_secs_f64() * 1_000.0
    }

    fn at(&mut self, progress: Progress) -> ControlFlow<()> {
        if self.say.is_closed() || self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        let now_ms = self.now_ms();
        if progress.done <= 0.0 || now_ms - self.told_ms >= APART_MS {
            self.told_ms = now_ms;
            let told = Reading::Progress {
                part: progress.part,
                parts: progress.parts,
                stage: progress.stage as u8,
                done: progress.done,
            };
            // Who does not listen any more is found out the next time.
            self.say.send(told).ok();
        }
        ControlFlow::Continue(())
    }
}

/// The trained weights, in the program.
fn weights() -> ml::Weights {
    macro_rules! model {
        ($name:literal) => {
            include_bytes!(concat!("../../crates/ml/models/", $name)).to_vec()
        };
    }
    ml::Weights {
        detector: model!("detector.onnx"),
        recogniser: model!("recogniser.onnx"),
        alphabet: include_str!("../../crates/ml/models/alphabet.txt").to_owned(),
        classifier: model!("classifier.safetensors"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(done: f32) -> Reading {
        Reading::Progress {
            part: 0,
            parts: 1,
            stage: 2,
            done,
        }
    }

    /// A page that draws slowly hears the end as soon as there is one.
    #[tokio::test]
    async fn what_is_out_of_date_is_not_said() {
        let (say, mut said) = unbounded_channel();
        let all = [
            progress(0.1),
            progress(0.2),
            Reading::Stopped,
            progress(0.3),
        ];
        for one in all {
            say.send(one).expect("somebody listens");
        }
        assert_eq!(newest(&mut said).await, Some(Reading::Stopped));
        say.send(progress(0.4)).expect("somebody listens");
        assert_eq!(newest(&mut said).await, Some(progress(0.4)));
        drop(say);
        assert_eq!(newest(&mut said).await, None);
    }

    #[test]
    fn a_stage_is_told_at_once_and_its_middle_seldom() {
        let (say, mut said) = unbounded_channel();
        let stop = Arc::<AtomicBool>::default();
        let mut telling = Telling {
            since: Instant::now(),
            told_ms: 0.0,
            say,
            stop: stop.clone(),
        };
        let at = |stage, done| Progress {
            part: 0,
            parts: 1,
            stage,
            done,
        };
        for stage in [ml::Stage::Decode, ml::Stage::Detect] {
            assert!(telling.at(at(stage, 0.0)).is_continue());
            // Just now, however slow this machine is.
            telling.told_ms = f64::INFINITY;
            assert!(telling.at(at(stage, 0.5)).is_continue());
        }
        telling.told_ms = -APART_MS;
        assert!(telling.at(at(ml::Stage::Detect, 0.6)).is_continue());
        let mut told = 0;
        while said.try_recv().is_ok() {
            told += 1;
        }
        assert_eq!(told, 3);
        stop.store(true, Ordering::Relaxed);
        assert!(telling.at(at(ml::Stage::Detect, 0.7)).is_break());
    }
}

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
                say: say.clone(),
                stop: stop.clone(),
            };
            let last = last(&scanner, files, &mut telling);
            // Nobody listens to a scan that was given up.
            say.send(last).ok();
        });
        Ok(())
    }

    /// What there is to say, once there is something.
    pub async fn next(&self) -> Reading {
        let mut said = self.said.lock().await;
        let next = match said.as_mut() {
            Some(said) => said.recv().await,
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

/// Tells the page how far a scan is.
struct Telling {
    since: Instant,
    say: UnboundedSender<Reading>,
    stop: Arc<AtomicBool>,
}

impl Follow for Telling {
    fn now_ms(&self) -> f64 {
        self.since.elapsed().as_secs_f64() * 1_000.0
    }

    fn at(&mut self, progress: Progress) -> ControlFlow<()> {
        let told = self.say.send(Reading::Progress {
            part: progress.part,
            parts: progress.parts,
            stage: progress.stage as u8,
            done: progress.done,
        });
        match told.is_err() || self.stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
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

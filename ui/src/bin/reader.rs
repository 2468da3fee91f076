//! The reader: the second program of this crate, in a web worker of its own.
//!
//! It gets its weights once from `reader-boot.js`, then pictures, one at a time,
//! and answers each with progress and a draft. It keeps nothing between two
//! pictures, so stopping it at any moment loses nothing.

use std::ops::ControlFlow;

use js_sys::{Object, Uint8Array};
use ml::{Error, Scan, Scanner, Stage, Watch, Weights};
use sha2::{Digest, Sha256};
use sync::BlobRef;
use ui::protocol::draft::{self, Scanned};
use ui::protocol::{self, Failure, FromReader, get};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Performance};

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        post(&FromReader::Failed {
            id: None,
            failure: Failure::Crashed,
            message: panic.to_string(),
        });
    }));
}

/// Takes the weights, by name, and waits for pictures from then on.
#[wasm_bindgen]
pub fn start(weights: &Object) {
    let bytes = |name: &str| {
        let found = get(weights, name).dyn_into::<Uint8Array>();
        found.map(|bytes| bytes.to_vec()).unwrap_or_default()
    };
    let weights = Weights {
        detector: bytes("detector"),
        recogniser: bytes("recogniser"),
        alphabet: String::from_utf8_lossy(&bytes("alphabet")).into_owned(),
        classifier: bytes("classifier"),
    };
    let scanner = match Scanner::new(weights) {
        Ok(scanner) => scanner,
        Err(error) => {
            return post(&FromReader::Failed {
                id: None,
                failure: Failure::Unavailable,
                message: error.to_string(),
            });
        }
    };
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((id, bytes)) = protocol::scan_from_js(&event.data()) {
            post(&scan(&scanner, id, &bytes));
        }
    });
    worker().set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
    post(&FromReader::Ready);
}

fn scan(scanner: &Scanner, id: u32, bytes: &[u8]) -> FromReader {
    match scanner.scan(bytes, &mut Posting { id, last_ms: 0.0 }) {
        Ok(scan) => FromReader::Finished {
            id,
            scan: draft::encode(&scanned(scan, bytes)),
        },
        Err(error) => FromReader::Failed {
            id: Some(id),
            failure: failure(&error),
            message: error.to_string(),
        },
    }
}

fn scanned(scan: Scan, bytes: &[u8]) -> Scanned {
    let spent = &scan.timings;
    // The page sends one picture at a time.
    let shot = scan.shots.first().copied().unwrap_or_default();
    Scanned {
        timings: [
            spent.decode,
            spent.prepare,
            spent.detect,
            spent.recognise,
            spent.parse,
            spent.classify,
            spent.total,
        ],
        size: shot.size,
        turns: shot.turns,
        image: Some(BlobRef {
            sha256: Sha256::digest(bytes).into(),
            size: bytes.len() as u64,
        }),
        draft: scan.draft,
    }
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::Empty => Failure::Empty,
        Error::NotAnImage => Failure::NotAnImage,
        Error::Truncated => Failure::Truncated,
        Error::TooLarge { .. } => Failure::TooLarge,
        Error::Heic => Failure::Heic,
        Error::Pdf => Failure::Pdf,
        _ => Failure::Crashed,
    }
}

/// Posts progress, but no more often than a screen shows it.
struct Posting {
    id: u32,
    last_ms: f64,
}

impl Watch for Posting {
    fn now_ms(&self) -> f64 {
        let clock = get(&worker(), "performance").dyn_into::<Performance>();
        clock.map_or(0.0, |clock| clock.now())
    }

    fn at(&mut self, stage: Stage, done: f32) -> ControlFlow<()> {
        let now = self.now_ms();
        if done <= 0.0 || now - self.last_ms > 30.0 {
            self.last_ms = now;
            post(&FromReader::Progress {
                id: self.id,
                stage: shown(stage),
                done: f64::from(done),
            });
        }
        // The page cancels by ending this worker.
        ControlFlow::Continue(())
    }
}

fn shown(stage: Stage) -> protocol::Stage {
    match stage {
        Stage::Decode => protocol::Stage::Decode,
        Stage::Prepare => protocol::Stage::Prepare,
        Stage::Detect => protocol::Stage::Detect,
        Stage::Recognise => protocol::Stage::Recognise,
        Stage::Parse => protocol::Stage::Parse,
        Stage::Classify => protocol::Stage::Classify,
    }
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(message: &FromReader) {
    // Posting fails only for what cannot be cloned; these are plain objects.
    worker().post_message(&message.to_js()).ok();
}

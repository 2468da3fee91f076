//! The reader: the second program of this crate, in a web worker of its own.
//!
//! It gets its weights once from `reader-boot.js`, then receipts, each in one file or
//! several, and answers each with progress and a draft. It keeps nothing between two
//! receipts, so stopping it at any moment loses nothing.

use std::ops::ControlFlow;

use js_sys::{Object, Uint8Array};
use ml::job::{self, Follow, Progress};
use ml::{Scanner, Stage, Weights};
use ui::protocol::{self, Failure, FromReader, get};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Performance};

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        post(&FromReader::Failed {
            id: None,
            part: 0,
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
                part: 0,
                failure: Failure::Unavailable,
                message: error.to_string(),
            });
        }
    };
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((id, files)) = protocol::scan_from_js(&event.data()) {
            post(&scan(&scanner, id, files));
        }
    });
    worker().set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
    post(&FromReader::Ready);
}

fn scan(scanner: &Scanner, id: u32, files: Vec<Vec<u8>>) -> FromReader {
    match job::read(scanner, files, &mut Posting { id }) {
        Ok(read) => FromReader::Finished {
            id,
            scan: read.scan,
            pictures: read.pictures,
        },
        Err(unread) => FromReader::Failed {
            id: Some(id),
            part: unread.file,
            failure: Failure::from_code(unread.error.code()),
            message: unread.error.to_string(),
        },
    }
}

/// Posts how far a scan is.
struct Posting {
    id: u32,
}

impl Follow for Posting {
    fn now_ms(&self) -> f64 {
        let clock = get(&worker(), "performance").dyn_into::<Performance>();
        clock.map_or(0.0, |clock| clock.now())
    }

    fn at(&mut self, progress: Progress) -> ControlFlow<()> {
        post(&FromReader::Progress {
            id: self.id,
            part: progress.part,
            parts: progress.parts,
            stage: shown(progress.stage),
            done: f64::from(progress.done),
        });
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

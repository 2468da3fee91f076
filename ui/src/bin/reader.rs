//! The reader: the second program of this crate, in a web worker of its own.
//!
//! It gets its weights once from `reader-boot.js`, then receipts, each in one file or
//! several, and answers each with progress and a draft. It keeps nothing between two
//! receipts, so stopping it at any moment loses nothing.

use std::ops::ControlFlow;

use js_sys::{Object, Uint8Array};
use ml::{Error, MOST_SHOTS, Scan, Scanner, Stage, Watch, Weights, pdf};
use sha2::{Digest, Sha256};
use sync::BlobRef;
use ui::protocol::draft::{self, Scanned, Shot};
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
    let mut posting = Posting {
        id,
        at: At::File(0),
        last_ms: 0.0,
    };
    match read(scanner, files, &mut posting) {
        Ok((scan, pictures)) => FromReader::Finished { id, scan, pictures },
        Err(Unread(failure, message)) => FromReader::Failed {
            id: Some(id),
            part: posting.at.file(),
            failure,
            message,
        },
    }
}

/// Why a receipt was not read, for the person and for the log.
struct Unread(Failure, String);

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self(failure(&error), error.to_string())
    }
}

/// The encoded scan of these files, and the pictures that were read if they are others.
fn read(
    scanner: &Scanner,
    files: Vec<Vec<u8>>,
    posting: &mut Posting,
) -> Result<(Vec<u8>, Vec<Vec<u8>>), Unread> {
    let unpacks = files.iter().any(|bytes| pdf::is_pdf(bytes));
    let mut pictures = Vec::with_capacity(files.len());
    let mut of = Vec::with_capacity(files.len());
    for (file, bytes) in (0..).zip(files) {
        posting.at = At::File(file);
        let own = if pdf::is_pdf(&bytes) {
            // The page must know of it before anything can go wrong.
            let _ = posting.at(Stage::Decode, 0.0);
            pdf::pages(&bytes, posting)?
        } else {
            vec![bytes]
        };
        of.extend(own.iter().map(|_| file));
        pictures.extend(own);
        if pictures.len() > MOST_SHOTS {
            let message = format!("these are more than {MOST_SHOTS} pictures");
            return Err(Unread(Failure::TooMany, message));
        }
    }
    // Pages of one file do not overlap, so each file keeps its own.
    let mut left = pictures.iter().map(Vec::as_slice);
    let own = |of: &[u32]| left.by_ref().take(of.len()).collect();
    let files: Vec<Vec<&[u8]>> = of.chunk_by(|a, b| a == b).map(own).collect();
    posting.at = At::Picture { begun: 0, of };
    let scan = scanner.scan_unpacked(&files, posting)?;
    let scan = draft::encode(&scanned(scan, &pictures));
    Ok((scan, if unpacks { pictures } else { Vec::new() }))
}

fn scanned(scan: Scan, pictures: &[Vec<u8>]) -> Scanned {
    let spent = &scan.timings;
    let shot = |shot: &ml::Shot| Shot {
        size: shot.size,
        turns: shot.turns,
    };
    let image = |bytes: &Vec<u8>| BlobRef {
        sha256: Sha256::digest(bytes).into(),
        size: bytes.len() as u64,
    };
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
        shots: scan.shots.iter().map(shot).collect(),
        images: pictures.iter().map(image).collect(),
        draft: scan.draft,
    }
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::Empty => Failure::Empty,
        Error::NotAnImage => Failure::NotAnImage,
        Error::Truncated => Failure::Truncated,
        Error::TooLarge { .. } | Error::TooMuch => Failure::TooLarge,
        Error::Heic => Failure::Heic,
        Error::PdfDamaged | Error::PdfWithoutPages | Error::PdfPageSize => Failure::Pdf,
        Error::PdfLocked => Failure::PdfLocked,
        _ => Failure::Crashed,
    }
}

/// What is being read.
enum At {
    /// This file becomes pictures, if it is a PDF.
    File(u32),
    /// One of the pictures.
    Picture {
        /// How many have been begun.
        begun: usize,
        /// The file that each came from.
        of: Vec<u32>,
    },
}

impl At {
    /// The file that is being read.
    fn file(&self) -> u32 {
        match self {
            Self::File(file) => *file,
            Self::Picture { begun, of } => {
                of.get(begun.saturating_sub(1)).copied().unwrap_or_default()
            }
        }
    }

    /// Which picture is being read, and how many there are; 0 while a file is unpacked.
    fn part(&self) -> (u32, u32) {
        match self {
            Self::File(file) => (*file, 0),
            Self::Picture { begun, of } => (begun.saturating_sub(1) as u32, of.len() as u32),
        }
    }
}

/// Posts progress, but no more often than a screen shows it.
struct Posting {
    id: u32,
    at: At,
    last_ms: f64,
}

impl Watch for Posting {
    fn now_ms(&self) -> f64 {
        let clock = get(&worker(), "performance").dyn_into::<Performance>();
        clock.map_or(0.0, |clock| clock.now())
    }

    fn at(&mut self, stage: Stage, done: f32) -> ControlFlow<()> {
        // Every picture begins with this.
        if let At::Picture { begun, .. } = &mut self.at
            && stage == Stage::Decode
            && done <= 0.0
        {
            *begun += 1;
        }
        let now = self.now_ms();
        if done <= 0.0 || now - self.last_ms > 30.0 {
            self.last_ms = now;
            let (part, parts) = self.at.part();
            post(&FromReader::Progress {
                id: self.id,
                part,
                parts,
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

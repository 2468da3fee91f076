//! Reading the files that a person chose as one receipt: PDFs become pictures first, and who
//! follows it hears which part of how many is being read.

use std::ops::ControlFlow;

use pantry::kept::scan::{BlobRef, Scanned, Shot, encode};
use sha2::{Digest, Sha256};


use crate::{Error, MOST_SHOTS, Scan, Scanner, Stage, Watch, pdf};

/// How far a job is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Progress {
    /// Which picture is being read, from 0.
    pub part: u32,
    /// Of how many. As long as they are 0, the part is a file that becomes pictures.
    pub parts: u32,
    /// The stage of that.
    pub stage: Stage,
    /// 0 to 1 of that stage.
    pub done: f32,
}

/// What a job gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Read {
    /// The receipt by [`encode`].
    pub scan: Vec<u8>,
    /// The pictures that were read, if they are others than the files: a PDF's pages.
    pub pictures: Vec<Vec<u8>>,
}

/// Why a job gave nothing.
#[derive(Debug)]
pub struct Unread {
    /// Which file was being read, from 0.
    pub file: u32,
    /// Why.
    pub error: Error,
}

/// Follows a job.
pub trait Follow {
    /// Milliseconds since any moment.
    fn now_ms(&self) -> f64;

    /// It has come this far; `Break` ends it soon.
    fn at(&mut self, progress: Progress) -> ControlFlow<()>;
}

/// Reads the files of one receipt. `follow` hears of progress no more often than a screen
/// shows it.
///
/// # Errors
///
/// As [`Scanner::scan_shots`] and [`pdf::pages`], with the file that is at fault.
pub fn read(
    scanner: &Scanner,
    files: Vec<Vec<u8>>,
    follow: &mut dyn Follow,
) -> Result<Read, Unread> {
    let mut following = Following {
        follow,
        at: At::File(0),
        last_ms: 0.0,
    };
    let read = read_all(scanner, files, &mut following);
    read.map_err(|error| Unread {
        file: following.at.file(),
        error,
    })
}

fn read_all(
    scanner: &Scanner,
    files: Vec<Vec<u8>>,
    following: &mut Following<'_>,
) -> Result<Read, Error> {
    let unpacks = files.iter().any(|bytes| pdf::is_pdf(bytes));
    let mut pictures = Vec::with_capacity(files.len());
    let mut of = Vec::with_capacity(files.len());
    for (file, bytes) in (0..).zip(files) {
        following.at = At::File(file);
        let own = if pdf::is_pdf(&bytes) {
            // Whoever follows must know of it before anything can go wrong.
            let _ = following.at(Stage::Decode, 0.0);
            pdf::pages(&bytes, following)?
        } else {
            vec![bytes]
        };
        of.extend(own.iter().map(|_| file));
        pictures.extend(own);
        if pictures.len() > MOST_SHOTS {
            return Err(Error::TooManyShots);
        }
    }
    // Pages of one file do not overlap, so each file keeps its own.
    let mut left = pictures.iter().map(Vec::as_slice);
    let own = |of: &[u32]| left.by_ref().take(of.len()).collect();
    let files: Vec<Vec<&[u8]>> = of.chunk_by(|a, b| a == b).map(own).collect();
    following.at = At::Picture { begun: 0, of };
    let scan = scanner.scan_unpacked(&files, following)?;
    Ok(Read {
        scan: encode(&scanned(scan, &pictures)),
        pictures: if unpacks { pictures } else { Vec::new() },
    })
}

fn scanned(scan: Scan, pictures: &[Vec<u8>]) -> Scanned {
    let spent = &scan.timings;
    let shot = |shot: &crate::Shot| Shot {
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

/// Says how far it is, but no more often than a screen shows it.
struct Following<'a> {
    follow: &'a mut dyn Follow,
    at: At,
    last_ms: f64,
}

/// The shortest time between two words on progress, in milliseconds.
const APART_MS: f64 = 30.0;

impl Watch for Following<'_> {
    fn now_ms(&self) -> f64 {
        self.follow.now_ms()
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
        if done > 0.0 && now - self.last_ms <= APART_MS {
            return ControlFlow::Continue(());
        }
        self.last_ms = now;
        let (part, parts) = self.at.part();
        self.follow.at(Progress {
            part,
            parts,
            stage,
            done,
        })
    }
}

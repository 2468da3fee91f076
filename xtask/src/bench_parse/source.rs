//! Where the rows of a receipt come from: its transcript, or its picture.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result};
use ml::classify::Classifier;
use ml::rows::Spot;
use ml::{Scanner, Stage, Watch};
use pantry::receipt::{Bounds, Draft, Row, Word};
use serde_json::Value;

use super::array;
use crate::bench_scan::split;

/// Makes a draft of a labelled receipt.
pub enum Source {
    /// Of the text that people typed.
    Transcript(Box<Classifier>),
    /// Of the picture beside the label, with our own reader.
    Picture(Box<Scanner>),
}

impl Source {
    /// The draft of the receipt whose label is in `file`.
    pub fn draft(&mut self, file: &Path) -> Result<Draft> {
        match self {
            Self::Transcript(_) => Ok(self.parsed(rows(&split::json(file)?))),
            Self::Picture(scanner) => {
                let picture = file.with_extension("jpg");
                let bytes = std::fs::read(&picture)
                    .with_context(|| format!("reading {}", picture.display()))?;
                Ok(scanner.scan(&bytes, &mut Patient)?.draft)
            }
        }
    }

    /// The draft of rows that are known.
    pub fn parsed(&self, rows: Vec<Row>) -> Draft {
        match self {
            Self::Transcript(classifier) => ml::parse::parse_with(rows, Some(classifier.lines())),
            Self::Picture(_) => ml::parse::parse(rows),
        }
    }
}

/// Needs no clock and never cancels.
struct Patient;

impl Watch for Patient {
    fn now_ms(&self) -> f64 {
        0.0
    }

    fn at(&mut self, _stage: Stage, _done: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// The rows of a transcript, grouped as the scanner groups them.
fn rows(transcript: &Value) -> Vec<Row> {
    let words: Vec<Word> = array(transcript, "segments")
        .iter()
        .filter_map(word)
        .collect();
    let spots: Vec<Spot> = words
        .iter()
        .map(|word| Spot {
            left: word.bounds.x0 as f32,
            right: word.bounds.x1 as f32,
            y: (word.bounds.y0 + word.bounds.y1) as f32 / 2.0,
            height: (word.bounds.y1 - word.bounds.y0) as f32,
            slope: 0.0,
        })
        .collect();
    let joined = |group: Vec<usize>| {
        ml::rows::joined(group.into_iter().map(|at| words[at].clone()).collect())
    };
    ml::rows::group(&spots).into_iter().map(joined).collect()
}

fn word(segment: &Value) -> Option<Word> {
    let corner = |at: usize| segment["box"][at].as_f64().map(|pixel| pixel as i32);
    let bounds = Bounds {
        x0: corner(0)?,
        y0: corner(1)?,
        x1: corner(2)?,
        y1: corner(3)?,
    };
    Some(Word {
        text: segment["text"].as_str()?.to_owned(),
        bounds,
        confidence: 1.0,
        ..Word::default()
    })
}

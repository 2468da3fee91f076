//! Runs the recogniser over the segments of a page, in batches of like width.

use pantry::receipt::Reading;
use rayon::prelude::*;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::amounts::{self, Signs};
use super::ctc::{self, Decoded, Steps};
use super::{LINE_HEIGHT, Page, Said, Segment, line, report, spelling};
use crate::plane::{Frame, Point, Pyramid};
use crate::{Error, Stage, Watch};

/// The recogniser's likelihoods come one for this many columns.
const STRIDE: usize = 4;

/// Lines in one run of the model: more gain nothing and delay a cancellation.
const BATCH: usize = 16;

/// Lines of a batch are padded to the widest, at most this much wider than the rest.
const SPREAD: usize = 48;

/// The model that reads lines, and its alphabet.
pub struct Recogniser {
    model: rten::Model,
    alphabet: Vec<char>,
}

impl Recogniser {
    /// Loads the weights and tries them on an empty line.
    ///
    /// # Errors
    /// [`Error::Weights`] if they are no model, or do not fit the alphabet.
    pub fn new(weights: Vec<u8>, alphabet: &str) -> Result<Self, Error> {
        let model = rten::Model::load(weights).map_err(|e| fault(e.into()))?;
        // An editor ends a file with a line break.
        let alphabet: Vec<char> = alphabet.trim_end_matches(['\n', '\r']).chars().collect();
        let recogniser = Self { model, alphabet };
        let blank = vec![0.0; LINE_HEIGHT * 64];
        let [_, _, labels] = recogniser.run(&[(blank, 64)])?.shape();
        let letters = recogniser.alphabet.len();
        if labels != letters + 1 {
            let what = format!("{labels} labels for an alphabet of {letters}");
            return Err(fault(what.into()));
        }
        Ok(recogniser)
    }

    /// Log-likelihoods [steps, lines, labels] of lines (pixels, width).
    fn run(&self, lines: &[(Vec<f32>, usize)]) -> Result<NdTensor<f32, 3>, Error> {
        let widest = lines.iter().map(|l| l.1).max().unwrap_or(STRIDE);
        let width = widest.next_multiple_of(STRIDE);
        let mut input = vec![BLACK; lines.len() * LINE_HEIGHT * width];
        let rows = input.chunks_exact_mut(width);
        let sources = lines.iter().flat_map(|(p, w)| p.chunks_exact(*w));
        for (row, source) in rows.zip(sources) {
            row[..source.len()].copy_from_slice(source);
        }
        let input = NdTensor::from_data([lines.len(), 1, LINE_HEIGHT, width], input);
        let output = self
            .model
            .run_one(input.into(), None)
            .map_err(|e| fault(e.into()))?;
        output
            .try_into()
            .map_err(|_| fault("the output is no sequence".into()))
    }

    /// Reads lines (pixels, width) that are about equally wide.
    ///
    /// # Errors
    /// [`Error::Weights`] if the model does not run.
    pub fn read(&self, lines: &[(Vec<f32>, usize)]) -> Result<Vec<Read>, Error> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let output = self.run(lines)?;
        let [steps, count, labels] = output.shape();
        let flat = output
            .data()
            .ok_or_else(|| fault("the output is no block".into()))?;
        let signs = Signs::of(&self.alphabet);
        let read = lines.iter().enumerate().map(|(i, (_, width))| {
            // Steps over the padding say nothing.
            let own = width.div_ceil(STRIDE).min(steps);
            let steps = Steps::new(
                flat.get(i * labels..).unwrap_or_default(),
                labels,
                count * labels,
                own,
            );
            let decoded = ctc::decode(steps, &self.alphabet);
            // Handwriting and what stands on its head has no amounts.
            let said = decoded.confidence >= SAID;
            let readings = said.then(|| amounts::readings(steps, &decoded, &signs));
            let readings = readings.unwrap_or_default();
            Read { decoded, readings }
        });
        Ok(read.collect())
    }
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Along the best path.
    pub decoded: Decoded,
    /// What its amounts may say instead.
    pub readings: Vec<Reading>,
}

/// What lines are padded with.
const BLACK: f32 = -0.5;

/// Below this certainty a line says nothing: three in four of those are handwriting,
/// logos and the edge of the paper.
const SAID: f32 = 0.5;

fn fault(source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Weights("recogniser", source)
}

/// A page the right way up, with what some of its segments turned out to say on the way.
#[derive(Clone, Debug)]
pub struct Righted {
    /// The page.
    pub page: Page,
    /// How surely its longest segments are read, 0 to 1: a mean over their letters.
    pub certainty: f32,
    /// What each segment says, as far as it has been read.
    read: Vec<Option<Read>>,
}

/// Reads all segments of a page; those that say nothing are left out.
pub(super) fn all(
    recogniser: &Recogniser,
    picture: &Pyramid,
    righted: Righted,
    watch: &mut dyn Watch,
) -> Result<(Page, Vec<Said>), Error> {
    let Righted { page, mut read, .. } = righted;
    let unread = (0..read.len()).filter(|&i| read[i].is_none());
    let mut lines: Vec<Line> = unread.map(|i| Line::of(&page, i)).collect();
    lines.sort_by_key(|line| line.width);
    let batches = batches(&lines);
    let cores = rten::thread_pool().run(rayon::current_num_threads);
    for (round, side_by_side) in batches.chunks(cores).enumerate() {
        let done = (round * cores) as f32 / batches.len() as f32;
        report(watch, Stage::Recognise, done)?;
        let texts = read_batches(recogniser, picture, side_by_side)?;
        for (line, text) in side_by_side.concat().iter().zip(texts) {
            read[line.segment] = Some(text);
        }
    }
    report(watch, Stage::Recognise, 1.0)?;
    let said = page
        .segments
        .iter()
        .zip(read)
        .filter_map(|(segment, read)| {
            let Read { decoded, readings } = read.filter(|r| r.decoded.confidence >= SAID)?;
            Some(Said {
                segment: *segment,
                text: spelling::settled(&decoded.text()),
                confidence: decoded.confidence,
                letters: decoded.certainties(),
                readings,
            })
        });
    let said = said.collect();
    Ok((page, said))
}

/// Where the line of one segment is to be read.
#[derive(Clone)]
struct Line {
    /// The segment's place on its page.
    segment: usize,
    frame: Frame,
    width: usize,
}

impl Line {
    fn of(page: &Page, segment: usize) -> Self {
        let (frame, width) = line::frame(&page.frame, &page.segments[segment]);
        Self {
            segment,
            frame,
            width,
        }
    }
}

/// Cuts lines, the narrowest first, into batches of about one width.
fn batches(lines: &[Line]) -> Vec<&[Line]> {
    let mut batches = Vec::new();
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let fits = |line: &&Line| line.width <= first.width + SPREAD;
        let size = rest.iter().take(BATCH).take_while(fits).count();
        let (batch, later) = rest.split_at(size);
        batches.push(batch);
        rest = later;
    }
    batches
}

/// Reads batches side by side, in the pool that the model itself uses: a core that has
/// no batch left helps inside another's. A GRU goes step by step and keeps one core busy.
fn read_batches(
    recogniser: &Recogniser,
    picture: &Pyramid,
    batches: &[&[Line]],
) -> Result<Vec<Read>, Error> {
    let pixels = |line: &Line| {
        let pixels = line::line_pixels(picture, &line.frame, line.width);
        (pixels, line.width)
    };
    let read = |batch: &&[Line]| recogniser.read(&batch.iter().map(pixels).collect::<Vec<_>>());
    let texts: Result<Vec<Vec<Read>>, Error> =
        rten::thread_pool().run(|| batches.par_iter().map(read).collect());
    Ok(texts?.concat())
}

/// Lines that are read both ways.
const PROBES: usize = 6;

/// Reading this surely needs no second look.
const SURE: f32 = 0.9;

/// Upside down must read this much better.
const CLEARLY: f32 = 1.05;

impl Righted {
    fn new(page: Page, probes: &[usize], lines: Vec<Read>) -> Self {
        let certainty = certainty(&lines);
        let mut read = vec![None; page.segments.len()];
        for (&i, line) in probes.iter().zip(lines) {
            read[i] = Some(line);
        }
        Self {
            page,
            certainty,
            read,
        }
    }
}

/// The page, turned by a half if its longest segments read better that way.
///
/// # Errors
/// [`Error::Weights`] if the model does not run.
pub fn right_way_up(
    recogniser: &Recogniser,
    picture: &Pyramid,
    page: Page,
) -> Result<Righted, Error> {
    let mut longest: Vec<usize> = (0..page.segments.len()).collect();
    longest.sort_by(|&a, &b| page.segments[b].width.total_cmp(&page.segments[a].width));
    // The very longest may be rules or two rows in one.
    let skipped = longest.len() / 8;
    let probes: Vec<usize> = longest.into_iter().skip(skipped).take(PROBES).collect();
    if probes.len() < 2 {
        return Ok(Righted::new(page, &[], Vec::new()));
    }
    let upright = probe(recogniser, picture, &page, &probes)?;
    let righted = Righted::new(page, &probes, upright);
    if righted.certainty >= SURE {
        return Ok(righted);
    }
    let flipped = upside_down(&righted.page);
    let other = probe(recogniser, picture, &flipped, &probes)?;
    let other = Righted::new(flipped, &probes, other);
    let clearly = other.certainty > CLEARLY * righted.certainty;
    Ok(if clearly { other } else { righted })
}

fn probe(
    recogniser: &Recogniser,
    picture: &Pyramid,
    page: &Page,
    probes: &[usize],
) -> Result<Vec<Read>, Error> {
    let lines: Vec<Line> = probes.iter().map(|&i| Line::of(page, i)).collect();
    let halves: Vec<&[Line]> = lines.chunks(lines.len().div_ceil(2)).collect();
    read_batches(recogniser, picture, &halves)
}

/// Mean certainty of the letters; 0 without any.
fn certainty(read: &[Read]) -> f32 {
    let decoded = read.iter().map(|read| &read.decoded);
    let (sum, all) = decoded.fold((0.0, 0.0), |(sum, all), decoded| {
        let letters = decoded.letters.len() as f32;
        (sum + decoded.confidence * letters, all + letters)
    });
    sum / f32::max(all, 1.0)
}

/// The segment on a page whose axes both point the other way.
fn opposite(segment: &Segment) -> Segment {
    Segment {
        centre: Point {
            x: -segment.centre.x,
            y: -segment.centre.y,
        },
        ..*segment
    }
}

fn upside_down(page: &Page) -> Page {
    let negative = |p: Point| Point { x: -p.x, y: -p.y };
    Page {
        frame: Frame {
            origin: page.frame.origin,
            right: negative(page.frame.right),
            down: negative(page.frame.down),
        },
        segments: page.segments.iter().map(opposite).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upside_down_a_segment_covers_the_same_pixels() {
        let segment = Segment {
            centre: Point { x: 70.0, y: 30.0 },
            width: 40.0,
            height: 20.0,
            angle: 0.02,
        };
        let page = Page {
            frame: Frame::new(Point { x: 5.0, y: 9.0 }, 0.1, 2.0),
            segments: vec![segment],
        };
        let flipped = upside_down(&page);
        let here = page.frame.place(segment.corners()[0]);
        let there = flipped.frame.place(flipped.segments[0].corners()[2]);
        assert!((here.x - there.x).abs() < 1e-3 && (here.y - there.y).abs() < 1e-3);
    }
}

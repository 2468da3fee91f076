//! From pixels to words: find the segments, cut them out, recognise them.
//!
//! A *page* is the upright, scaled view of the text that the detector sees. A
//! *segment* is a run of text on it, a *line* the picture of one segment as the
//! recogniser takes it: 32 pixels high. Pixels are read from the picture each time;
//! neither page nor lines are copies at full resolution.

mod amounts;
mod ctc;
mod detect;
mod line;
mod nbest;
mod recognise;
mod segment;
mod spelling;
mod tile;

use std::ops::ControlFlow;

use pantry::receipt::Reading;

use crate::plane::{Frame, Point, Pyramid};
use crate::prepare::Layout;
use crate::{Error, Stage, Watch};

pub use amounts::is_amount;
pub use ctc::{Decoded, Letter, Steps, decode};
pub use detect::Detector;
pub use line::{LINE_HEIGHT, line_frame, line_pixels, line_width};
pub use recognise::{Read, Recogniser, Righted, right_way_up};
pub use segment::{MOST_SEGMENTS, Segment, THRESHOLD, segments};
pub use tile::{Grid, MOST_TILES};

/// The text that was found, in the coordinates of its page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where the page lies in the picture; its rows run level.
    pub frame: Frame,
    /// The runs of text.
    pub segments: Vec<Segment>,
}

/// A segment and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Where it stands on the page.
    pub segment: Segment,
    /// The text; never blank.
    pub text: String,
    /// Mean certainty of its characters, 0 to 1.
    pub confidence: f32,
    /// Certainty of each character, 0 to 1.
    pub letters: Vec<f32>,
    /// What its amounts may say instead.
    pub readings: Vec<Reading>,
}

/// Text lower or higher than this on the page was not meant to be: the scale was
/// guessed wrongly, and the detector looks once more.
const READABLE: std::ops::Range<f32> = 8.5..28.0;

/// Fewer segments than this say nothing about the scale.
const ENOUGH: usize = 6;

/// Finds the segments of a picture, by the one of `layouts` that shows the most text.
///
/// # Errors
/// [`Error::Cancelled`], or [`Error::Weights`] if the model does not run.
pub fn detect(
    detector: &Detector,
    picture: &Pyramid,
    layouts: &[Layout],
    watch: &mut dyn Watch,
) -> Result<Page, Error> {
    let mut best: Option<Page> = None;
    for layout in layouts {
        let page = detect_at(detector, picture, *layout, watch)?;
        let better = |other: &Page| print_length(&page) > print_length(other);
        if best.as_ref().is_none_or(better) {
            best = Some(page);
        }
    }
    Ok(best.unwrap_or(Page {
        frame: Frame::new(Point { x: 0.0, y: 0.0 }, 0.0, 1.0),
        segments: Vec::new(),
    }))
}

/// About twice the number of letters on a page: print is longer than high, and the grain
/// of a table is not.
fn print_length(page: &Page) -> f32 {
    let long = page.segments.iter().filter(|s| s.width > 2.0 * s.height);
    long.map(|s| s.width / s.height).sum()
}

/// Finds the segments where a layout says, and once more if their size belies it.
fn detect_at(
    detector: &Detector,
    picture: &Pyramid,
    layout: Layout,
    watch: &mut dyn Watch,
) -> Result<Page, Error> {
    let page = detect_once(detector, picture, &layout, watch)?;
    let Some(height) = segment::usual_height(&page.segments) else {
        return Ok(page);
    };
    if page.segments.len() < ENOUGH || READABLE.contains(&height) {
        return Ok(page);
    }
    let text_height = height * page.frame.step();
    let second = detect_once(
        detector,
        picture,
        &Layout {
            text_height,
            ..layout
        },
        watch,
    )?;
    let better = second.segments.len() >= page.segments.len() / 2;
    Ok(if better { second } else { page })
}

fn detect_once(
    detector: &Detector,
    picture: &Pyramid,
    layout: &Layout,
    watch: &mut dyn Watch,
) -> Result<Page, Error> {
    let grid = Grid::choose(layout.text_height, layout.extent);
    let (frame, width, height) = layout.page(grid.step);
    let map = detect::map(detector, picture, &frame, (width, height), &grid, watch)?;
    let found = segments(&map, width, THRESHOLD);
    Ok(levelled(frame, found))
}

/// Turns the page so that its rows run level: the boxes, not the pixels.
fn levelled(frame: Frame, mut segments: Vec<Segment>) -> Page {
    let lean = segment::usual_angle(&segments);
    for s in &mut segments {
        *s = s.rotated(-lean);
    }
    Page {
        frame: frame.rotated(lean),
        segments,
    }
}

/// Recognises every segment of a page that has been put the right way up.
///
/// # Errors
/// [`Error::Cancelled`], or [`Error::Weights`] if the model does not run.
pub fn recognise(
    recogniser: &Recogniser,
    picture: &Pyramid,
    righted: Righted,
    watch: &mut dyn Watch,
) -> Result<(Page, Vec<Said>), Error> {
    report(watch, Stage::Recognise, 0.0)?;
    recognise::all(recogniser, picture, righted, watch)
}

/// Reports progress; an error if the caller wants no more of it.
pub(crate) fn report(watch: &mut dyn Watch, stage: Stage, done: f32) -> Result<(), Error> {
    match watch.at(stage, done) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

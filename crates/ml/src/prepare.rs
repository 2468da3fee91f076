//! Where the text lies in a picture, how it runs and how large it is: cheaply, from
//! the marks of ink alone, so that the detector runs once and at the right scale.
//!
//! A *mark* is one connected blob of ink, mostly a letter. Letters of one text have
//! one height, their nearest neighbours stand beside them and not above, and their
//! feet lie on lines: that gives the scale, the quarter turn and the skew.

mod ink;
mod marks;
mod paper;
mod skew;

use std::cell::OnceCell;
use std::f32::consts::FRAC_PI_2;

use crate::plane::{Frame, Plane, Point, Pyramid};
use marks::Mark;
use paper::Paper;

/// How the text of a picture lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Direction of the text in the picture, radians, clockwise positive.
    pub angle: f32,
    /// Height of a line of text (with room above and below) in picture pixels.
    pub text_height: f32,
    /// Top left corner of the text in the picture.
    pub corner: Point,
    /// Size of the text in picture pixels, along and across its direction.
    pub extent: (f32, f32),
}

/// Ink is looked for on a level at most this long: text of a whole page of A4 still
/// has letters of seven pixels, and a photo costs a few milliseconds.
const LOOKED_AT: usize = 1700;

/// A line of text is this much higher than the middle mark: descenders, accents and
/// the air that annotators and detectors leave.
const LINE_PER_MARK: f32 = 1.3;

/// Which way text is taken to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As its letters stand to each other.
    Seen,
    /// Across that: widely spaced letters mislead.
    Across,
}

/// What was seen of a picture: the marks of a level of it, those of its half once they
/// were needed, and the sheet of paper in it where one stands out.
pub struct Eye<'a> {
    level: &'a Plane,
    /// Picture pixels that one of the level's spans.
    shrink: f32,
    paper: Option<Paper>,
    fine: Vec<Mark>,
    coarse: OnceCell<Vec<Mark>>,
}

impl<'a> Eye<'a> {
    /// Looks at a picture.
    #[must_use]
    pub fn on(picture: &'a Pyramid) -> Self {
        let (level, shrink) = picture.at_most(LOOKED_AT);
        Self {
            level,
            shrink,
            paper: paper::find(picture),
            fine: marks_of(level),
            coarse: OnceCell::new(),
        }
    }

    /// How the text lies in the whole picture, and on the sheet of paper alone where that
    /// says something else. Without anything that resembles text the one layout is the
    /// whole picture as it lies, with text as high as a receipt filling it would have.
    #[must_use]
    pub fn layouts(&self, way: Way) -> Vec<Layout> {
        let (width, height) = (self.level.width() as f32, self.level.height() as f32);
        let whole = self.layout(way, &|_| true);
        let whole = whole.unwrap_or_else(|| untouched(width, height).scaled(self.shrink));
        let paper = self.paper.as_ref();
        let on_paper = paper.and_then(|paper| self.layout(way, &|place| paper.holds(place)));
        let other = on_paper.filter(|found| !found.resembles(&whole));
        std::iter::once(whole).chain(other).collect()
    }

    /// The layout of the marks whose places in the picture are wanted.
    fn layout(&self, way: Way, wanted: &dyn Fn(Point) -> bool) -> Option<Layout> {
        let fine = measure(&chosen(&self.fine, self.shrink, wanted), way)?;
        if !fine.is_fine() {
            return Some(fine.scaled(self.shrink));
        }
        // Half as large, the dots of a needle printer grow together to letters.
        let halved = || marks_of(&self.level.halved());
        let coarse = self.coarse.get_or_init(halved);
        let coarse = measure(&chosen(coarse, 2.0 * self.shrink, wanted), way);
        let coarse = coarse.map(|l| l.scaled(2.0));
        let dots = |coarse: &Layout| coarse.text_height > DOTS * fine.text_height;
        Some(coarse.filter(dots).unwrap_or(fine).scaled(self.shrink))
    }
}

fn marks_of(level: &Plane) -> Vec<Mark> {
    marks::find(&ink::ink(level), level.width())
}

/// The marks, each pixel of which spans `shrink` of the picture's, at the wanted places.
fn chosen(all: &[Mark], shrink: f32, wanted: &dyn Fn(Point) -> bool) -> Vec<Mark> {
    let place = |mark: &Mark| Point {
        x: mark.x * shrink,
        y: mark.y * shrink,
    };
    let chosen = all.iter().filter(|mark| wanted(place(mark)));
    chosen.copied().collect()
}

/// Two layouts are of one text if no side is longer than the other's by this factor, …
const ALIKE: f32 = 1.25;

/// … and if their directions differ by less than this (radians).
const ALIKE_ANGLE: f32 = 0.03;

/// Marks that grow by more than this at half the size were not letters yet.
const DOTS: f32 = 1.6;

/// A layout of the marks, in the same pixels.
fn measure(all: &[Mark], way: Way) -> Option<Layout> {
    let size = marks::usual_height(all)?;
    let letters = marks::of_height(all, size);
    let sideways = skew::is_sideways(&letters, size) == (way == Way::Seen);
    let turned: Vec<Mark> = if sideways {
        // Heights were widths so far.
        let turned: Vec<Mark> = all.iter().map(|m| m.turned()).collect();
        let size = marks::usual_height(&turned)?;
        marks::of_height(&turned, size)
    } else {
        letters
    };
    let size = marks::usual_height(&turned)?;
    let lean = skew::lean(&turned, size);
    let level: Vec<Mark> = turned.iter().map(|m| m.rotated(-lean)).collect();
    let [left, top, right, bottom] = marks::block(&level, size)?;
    let margin = 1.5 * size;
    let corner = rotated(left - margin, top - margin, lean);
    let corner = if sideways {
        // `Mark::turned` maps (x, y) to (y, -x).
        Point {
            x: -corner.y,
            y: corner.x,
        }
    } else {
        corner
    };
    Some(Layout {
        angle: if sideways { lean + FRAC_PI_2 } else { lean },
        text_height: size * LINE_PER_MARK,
        corner,
        extent: (right - left + 2.0 * margin, bottom - top + 2.0 * margin),
    })
}

/// A point turned about the origin.
fn rotated(x: f32, y: f32, angle: f32) -> Point {
    let (sin, cos) = angle.sin_cos();
    Point {
        x: x * cos - y * sin,
        y: x * sin + y * cos,
    }
}

/// A receipt has about 21 text heights across.
fn untouched(width: f32, height: f32) -> Layout {
    Layout {
        angle: 0.0,
        text_height: (width.min(height) / 25.0).max(1.0),
        corner: Point { x: 0.0, y: 0.0 },
        extent: (width, height),
    }
}

/// Receipts have 16 to 30 text heights across; more are an invoice, or print that
/// fell to dots.
const FINE: f32 = 32.0;

impl Layout {
    fn is_fine(&self) -> bool {
        self.extent.0 > FINE * self.text_height
    }

    /// Whether both are of one text, and the same tiles show it.
    fn resembles(&self, other: &Self) -> bool {
        let alike = |a: f32, b: f32| a.max(b) < ALIKE * a.min(b);
        alike(self.text_height, other.text_height)
            && alike(self.extent.0, other.extent.0)
            && alike(self.extent.1, other.extent.1)
            && (self.angle - other.angle).abs() < ALIKE_ANGLE
    }

    fn scaled(self, by: f32) -> Self {
        Self {
            angle: self.angle,
            text_height: self.text_height * by,
            corner: Point {
                x: self.corner.x * by,
                y: self.corner.y * by,
            },
            extent: (self.extent.0 * by, self.extent.1 * by),
        }
    }

    /// The page on which a pixel spans `step` picture pixels, and its size.
    #[must_use]
    pub fn page(&self, step: f32) -> (Frame, usize, usize) {
        let pixels = |length: f32| (length / step).ceil().max(1.0) as usize;
        (
            Frame::new(self.corner, self.angle, step),
            pixels(self.extent.0),
            pixels(self.extent.1),
        )
    }
}

#[cfg(test)]
mod tests;

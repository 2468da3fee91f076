//! Groups segments into printed rows. A receipt has two columns, names and prices,
//! with a wide gap between them; the right one may stand higher or lower than the
//! left, because paper curls. Pure geometry: what the words say does not matter.
//!
//! Segments are chained: each links to the nearest one on its right that stands at
//! the same height, if that one agrees. A row is a chain.

mod fan;

use pantry::receipt::{Bounds, Row, Word};

pub use fan::{Fan, LONG, Rib, median};

/// A segment as the grouping sees it: level but for its own small slope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Middle of its height, at its middle.
    pub y: f32,
    /// Height.
    pub height: f32,
    /// How far it falls for a pixel to the right.
    pub slope: f32,
}

impl Spot {
    /// What it tells of its row, if it is long enough.
    fn rib(&self) -> Option<Rib> {
        let length = self.right - self.left;
        (length >= LONG * self.height).then_some(Rib {
            x: (self.left + self.right) / 2.0,
            y: self.y,
            slope: self.slope,
            length,
        })
    }
}

/// Two segments are on one row if their heights differ by at most this share of the
/// lower one's …
const STRICT: f32 = 0.42;

/// … and those that found no partner so, by this: curled paper.
const LOOSE: f32 = 0.62;

/// A step down counts as this many steps to the right: the nearest on the same row
/// comes before a nearer one between the rows.
const DOWN: f32 = 7.0;

/// Neighbours may overlap by this share of their height: boxes are grown.
const OVERLAP: f32 = 0.6;

/// From this gap on, in heights, the next segment is in another column.
const COLUMN_GAP: f32 = 4.0;

/// The positions of the spots of each row, left to right; rows from top to bottom.
#[must_use]
pub fn group(spots: &[Spot]) -> Vec<Vec<usize>> {
    let mut chains = Chains::new(spots);
    chains.link_all(STRICT);
    chains.link_all(LOOSE);
    let mut rows = chains.rows();
    let run = chains.run;
    let top = |row: &Vec<usize>| {
        let sum: f32 = row.iter().map(|&i| run.start(&spots[i])).sum();
        sum / row.len() as f32
    };
    rows.sort_by(|a, b| top(a).total_cmp(&top(b)));
    rows
}

/// The row of its words.
#[must_use]
pub fn joined(words: Vec<Word>) -> Row {
    let text = words
        .iter()
        .map(|w| w.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let letters = |w: &Word| w.text.chars().count().max(1) as f32;
    let all: f32 = words.iter().map(letters).sum();
    let sure: f32 = words.iter().map(|w| w.confidence * letters(w)).sum();
    let bounds = words.iter().map(|w| w.bounds).reduce(around);
    Row {
        text,
        bounds: bounds.unwrap_or_default(),
        confidence: if all > 0.0 { sure / all } else { 0.0 },
        words,
    }
}

/// The bounds around some rows of a receipt.
#[must_use]
pub fn bounds_of(rows: &[Row], which: &[usize]) -> Bounds {
    let bounds = which.iter().filter_map(|&row| Some(rows.get(row)?.bounds));
    bounds.reduce(around).unwrap_or_default()
}

fn around(a: Bounds, b: Bounds) -> Bounds {
    Bounds {
        x0: a.x0.min(b.x0),
        y0: a.y0.min(b.y0),
        x1: a.x1.max(b.x1),
        y1: a.y1.max(b.y1),
    }
}

/// Rounds of linking. A receipt needs a few; segments thrown at random could link one pair
/// in each round, and every round compares all with all.
const MOST_ROUNDS: usize = 64;

/// Links between spots, to the left and to the right.
struct Chains<'a> {
    spots: &'a [Spot],
    right: Vec<Option<usize>>,
    left: Vec<Option<usize>>,
    run: Run,
}

impl<'a> Chains<'a> {
    fn new(spots: &'a [Spot]) -> Self {
        let none = vec![None; spots.len()];
        Self {
            spots,
            right: none.clone(),
            left: none,
            run: Run::of(spots),
        }
    }

    /// Links ends that are each other's nearest until nothing changes.
    fn link_all(&mut self, tolerance: f32) {
        for _ in 0..MOST_ROUNDS {
            let nearest = self.nearest(tolerance);
            let mut changed = false;
            for (a, b) in nearest.rightwards.iter().enumerate() {
                if let Some(b) = *b
                    && nearest.leftwards[b] == Some(a)
                {
                    self.right[a] = Some(b);
                    self.left[b] = Some(a);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// The nearest free partner of each free end.
    fn nearest(&self, tolerance: f32) -> Nearest {
        let count = self.spots.len();
        let mut rightwards: Vec<Option<(usize, f32)>> = vec![None; count];
        let mut leftwards = rightwards.clone();
        for a in (0..count).filter(|&a| self.right[a].is_none()) {
            for b in (0..count).filter(|&b| b != a && self.left[b].is_none()) {
                let (left, right) = (&self.spots[a], &self.spots[b]);
                let Some(distance) = distance(left, right, &self.run, tolerance) else {
                    continue;
                };
                keep_nearer(&mut rightwards[a], b, distance);
                keep_nearer(&mut leftwards[b], a, distance);
            }
        }
        let only = |found: Vec<Option<(usize, f32)>>| {
            found.into_iter().map(|f| f.map(|(i, _)| i)).collect()
        };
        Nearest {
            rightwards: only(rightwards),
            leftwards: only(leftwards),
        }
    }

    fn rows(&self) -> Vec<Vec<usize>> {
        let starts = (0..self.spots.len()).filter(|&i| self.left[i].is_none());
        starts
            .map(|start| std::iter::successors(Some(start), |&i| self.right[i]).collect())
            .collect()
    }
}

struct Nearest {
    rightwards: Vec<Option<usize>>,
    leftwards: Vec<Option<usize>>,
}

fn keep_nearer(held: &mut Option<(usize, f32)>, candidate: usize, distance: f32) {
    if held.is_none_or(|(_, nearest)| distance < nearest) {
        *held = Some((candidate, distance));
    }
}

/// How far `b` is to the right of `a`, if it is and stands at the same height.
fn distance(a: &Spot, b: &Spot, run: &Run, tolerance: f32) -> Option<f32> {
    let lower = a.height.min(b.height);
    let gap = b.left - a.right;
    if gap < -OVERLAP * lower || b.left <= a.left || b.right <= a.right {
        return None;
    }
    let fall = run.fall(a, b).abs();
    // A line twice as high may have a small amount beside it, at its foot.
    (fall <= tolerance * lower.max(0.7 * a.height.max(b.height).min(1.6 * lower)))
        .then_some(gap.max(0.0) + DOWN * fall)
}

/// How rows run across the page.
#[derive(Clone, Copy)]
struct Run {
    /// Their slope by their height on the page.
    fan: Fan,
    /// How much further the right column falls for each pixel of the gap.
    lean: f32,
}

impl Run {
    fn of(spots: &[Spot]) -> Self {
        let long = spots.iter().filter_map(Spot::rib);
        // The page is level.
        let fan = Fan::of(long).unwrap_or(Fan::parallel(0.0));
        Self {
            fan,
            lean: lean(spots, fan),
        }
    }

    /// How much lower `b` stands than `a` where they would meet.
    fn fall(&self, a: &Spot, b: &Spot) -> f32 {
        let gap = b.left - a.right;
        let end = a.y + a.slope * (a.right - a.left) / 2.0;
        let start = b.y - b.slope * (b.right - b.left) / 2.0;
        let slope = if is_far(a, b) {
            self.fan.at((end + start) / 2.0) + self.lean
        } else {
            (a.slope + b.slope) / 2.0
        };
        start - end - gap * slope
    }

    /// Where the row of a spot stands at the left edge of the page.
    fn start(&self, spot: &Spot) -> f32 {
        spot.y - (self.fan.at(spot.y) + self.lean) * (spot.left + spot.right) / 2.0
    }
}

/// Whether `b` is in a column to the right of `a`'s.
fn is_far(a: &Spot, b: &Spot) -> bool {
    b.left - a.right > COLUMN_GAP * a.height.min(b.height)
}

/// Leans that are tried, in steps of a thousandth.
const WIDEST_LEAN: i32 = 40;

/// A lean must fit this much better than none.
const CLEARLY: f32 = 0.8;

/// Fewer pairs across the gap say nothing.
const FEWEST_PAIRS: usize = 5;

/// How much further than its rows the right column falls for each pixel of the gap: the
/// lean at which every segment across the gap stands nearest to some segment on the left.
fn lean(spots: &[Spot], fan: Fan) -> f32 {
    let fall = |a: usize, b: usize, lean: f32| Run { fan, lean }.fall(&spots[a], &spots[b]).abs();
    let across: Vec<(usize, usize)> = (0..spots.len())
        .flat_map(|b| (0..spots.len()).map(move |a| (a, b)))
        .filter(|&(a, b)| {
            let lower = spots[a].height.min(spots[b].height);
            is_far(&spots[a], &spots[b]) && fall(a, b, 0.0) < 1.5 * lower
        })
        .collect();
    let misfit = |lean: f32| {
        let mut sum = 0.0;
        let mut pairs = 0;
        for group in across.chunk_by(|x, y| x.1 == y.1) {
            let height = spots[group[0].1].height;
            let best = group.iter().map(|&(a, b)| fall(a, b, lean));
            sum += best.fold(f32::MAX, f32::min).min(height) / height;
            pairs += 1;
        }
        (sum, pairs)
    };
    let (straight, pairs) = misfit(0.0);
    if pairs < FEWEST_PAIRS {
        return 0.0;
    }
    let tried = (-WIDEST_LEAN..=WIDEST_LEAN).map(|i| {
        let lean = i as f32 / 1000.0;
        // A small price for leaning, so that chance does not decide between equals.
        (lean, misfit(lean).0 * (1.0 + lean.abs()))
    });
    match tried.min_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((lean, sum)) if sum < CLEARLY * straight && straight > 0.1 * pairs as f32 => lean,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests;

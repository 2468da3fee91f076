//! The sheet of paper in a photo: the largest bright area, where it stands out from what
//! it lies on. A table of wood has more marks than the receipt, and in rows too.

use crate::components::{self, Component};
use crate::plane::{Plane, Point, Pyramid};

/// The sheet is looked for on the smallest level that is kept, at most 800 long: there its
/// print is grey.
const LOOKED_AT: usize = 400;

/// The sheet covers at least this share of a picture; less is a lamp, or a label …
const LEAST_SHARE: f32 = 0.04;

/// … and at most this; more, and there is nothing to leave out.
const MOST_SHARE: f32 = 0.9;

/// The sheet is at least this many levels brighter than the rest.
const LEAST_CONTRAST: f32 = 35.0;

/// Where the sheet lies: for each row of a small level its first column and the one after
/// its last.
pub struct Paper {
    rows: Vec<Option<(u32, u32)>>,
    /// Pixels of the picture for one of the small level.
    shrink: f32,
}

impl Paper {
    /// Whether a place in the picture is on it.
    pub fn holds(&self, place: Point) -> bool {
        let (x, y) = (place.x / self.shrink, place.y / self.shrink);
        let row = self.rows.get(y as usize).copied().flatten();
        row.is_some_and(|(from, to)| (from as f32..to as f32).contains(&x))
    }
}

/// The sheet, if there is one that stands out.
pub fn find(picture: &Pyramid) -> Option<Paper> {
    let (level, shrink) = picture.at_most(LOOKED_AT);
    let (width, height) = (level.width(), level.height());
    let threshold = between_dark_and_bright(level);
    let pixels = || (0..height).flat_map(|y| level.row(y).iter().copied());
    let bright: Vec<bool> = pixels().map(|p| p > threshold).collect();
    // Print cuts holes into it, but never three quarters.
    let least = LEAST_SHARE / 4.0 * (width * height) as f32;
    let sheet = components::find(&bright, width, least as u32)
        .into_iter()
        .max_by_key(Component::area)?;
    let mut rows = vec![None; height];
    for run in &sheet.runs {
        // Print and folds are holes in it.
        let row: &mut Option<(u32, u32)> = &mut rows[run.y as usize];
        let (from, to) = row.unwrap_or((run.from, run.to));
        *row = Some((from.min(run.from), to.max(run.to)));
    }
    let area: u32 = rows.iter().flatten().map(|(from, to)| to - from).sum();
    let share = area as f32 / (width * height) as f32;
    let stands_out = contrast(level, &rows) >= LEAST_CONTRAST;
    ((LEAST_SHARE..MOST_SHARE).contains(&share) && stands_out).then_some(Paper { rows, shrink })
}

/// Otsu's threshold: the level that parts the pixels into two groups whose means are the
/// furthest apart for their sizes (N. Otsu, 1979).
fn between_dark_and_bright(level: &Plane) -> u8 {
    let mut counts = [0f64; 256];
    for y in 0..level.height() {
        level.row(y).iter().for_each(|&p| counts[p as usize] += 1.0);
    }
    let all: f64 = counts.iter().sum();
    let sum: f64 = counts.iter().zip(0..).map(|(n, p)| n * f64::from(p)).sum();
    let (mut below, mut sum_below) = (0.0, 0.0);
    let mut best = (0.0, 127);
    for p in 0..=254u8 {
        below += counts[p as usize];
        sum_below += counts[p as usize] * f64::from(p);
        let above = all - below;
        if below == 0.0 || above == 0.0 {
            continue;
        }
        let apart = sum_below / below - (sum - sum_below) / above;
        let spread = below * above * apart * apart;
        if spread > best.0 {
            best = (spread, p);
        }
    }
    best.1
}

/// How much brighter the sheet is than the rest, print and all.
fn contrast(level: &Plane, rows: &[Option<(u32, u32)>]) -> f32 {
    let (mut on, mut off) = ((0.0f64, 0.0), (0.0f64, 0.0));
    for (y, row) in rows.iter().enumerate() {
        let (from, to) = row.map_or((0, 0), |(from, to)| (from as usize, to as usize));
        for (x, &pixel) in level.row(y).iter().enumerate() {
            let sum = if (from..to).contains(&x) {
                &mut on
            } else {
                &mut off
            };
            sum.0 += f64::from(pixel);
            sum.1 += 1.0;
        }
    }
    (on.0 / f64::max(on.1, 1.0) - off.0 / f64::max(off.1, 1.0)) as f32
}

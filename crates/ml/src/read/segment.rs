//! Segments of text: the components of the detector's map, as slightly turned boxes.

use crate::components::{self, Component};
use crate::plane::Point;
use crate::rows::{self, Fan, LONG, Rib};

/// A pixel is text from this probability on.
pub const THRESHOLD: f32 = 0.3;

/// The detector learnt boxes shrunk by this many pixels on each side.
const SHRUNK: f32 = 2.0;

/// Boxes lower than this (once grown again) hold no letter that can be read.
const LOWEST: f32 = 5.5;

/// Below this many pixels a component is a speck.
const SMALLEST_AREA: u32 = 8;

/// A page has at most this many segments: the fullest of 401 real receipts has 141, and
/// each takes milliseconds to read. Of more, the largest are kept, since noise is small.
pub const MOST_SEGMENTS: usize = 1_000;

/// A box may differ from the rows around it by this much (as a slope): paper curls.
const CURL: f32 = 0.05;

/// A run of text on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// Its middle.
    pub centre: Point,
    /// Length along the text.
    pub width: f32,
    /// Height across the text.
    pub height: f32,
    /// Direction of the text, radians, clockwise positive.
    pub angle: f32,
}

impl Segment {
    /// The segment once the page is turned about its origin.
    #[must_use]
    pub fn rotated(&self, by: f32) -> Self {
        let (sin, cos) = by.sin_cos();
        let Point { x, y } = self.centre;
        Self {
            centre: Point {
                x: x * cos - y * sin,
                y: x * sin + y * cos,
            },
            angle: self.angle + by,
            ..*self
        }
    }

    /// The corners: top left, top right, bottom right, bottom left.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let (sin, cos) = self.angle.sin_cos();
        let (w, h) = (self.width / 2.0, self.height / 2.0);
        [(-w, -h), (w, -h), (w, h), (-w, h)].map(|(x, y)| Point {
            x: self.centre.x + x * cos - y * sin,
            y: self.centre.y + x * sin + y * cos,
        })
    }

    /// Whether a larger segment covers it, but for its outermost parts: a scrap of the
    /// same text, which the larger one is read with.
    fn is_part_of(&self, other: &Self) -> bool {
        if self.width * self.height >= 0.7 * other.width * other.height {
            return false;
        }
        let (sin, cos) = other.angle.sin_cos();
        let (x, y) = (
            self.centre.x - other.centre.x,
            self.centre.y - other.centre.y,
        );
        let (along, across) = (x * cos + y * sin, y * cos - x * sin);
        along.abs() + 0.3 * self.width <= other.width / 2.0
            && across.abs() + 0.2 * self.height <= other.height / 2.0
    }

    /// Left edge, were it level.
    #[must_use]
    pub fn left(&self) -> f32 {
        self.centre.x - self.width / 2.0
    }

    /// Right edge, were it level.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.centre.x + self.width / 2.0
    }
}

/// The segments of a map that is `width` wide, at most [`MOST_SEGMENTS`].
#[must_use]
pub fn segments(map: &[f32], width: usize, threshold: f32) -> Vec<Segment> {
    let mask: Vec<bool> = map.iter().map(|&p| p > threshold).collect();
    let found = components::find(&mask, width, SMALLEST_AREA);
    let own: Vec<Option<Rib>> = found.iter().map(rib).collect();
    let rows = rows_of(&own);
    let all = found
        .iter()
        .zip(&own)
        .map(|(component, own)| {
            let around = rows.at(own.map_or_else(|| middle(component), |rib| rib.y));
            let slope = own.map_or(around, |rib| rib.slope.clamp(around - CURL, around + CURL));
            boxed(component, slope.atan())
        })
        .filter(|s| s.height >= LOWEST && s.width >= LOWEST / 2.0);
    let all = largest(all.collect());
    let within = |s: &Segment| all.iter().any(|other| s.is_part_of(other));
    all.iter().filter(|s| !within(s)).copied().collect()
}

/// All, or the largest where there are too many.
fn largest(mut all: Vec<Segment>) -> Vec<Segment> {
    if all.len() > MOST_SEGMENTS {
        let area = |s: &Segment| s.width * s.height;
        all.select_nth_unstable_by(MOST_SEGMENTS, |a, b| area(b).total_cmp(&area(a)));
        all.truncate(MOST_SEGMENTS);
    }
    all
}

/// How rows run where there are none but short boxes: as the long ones of the page have it,
/// or else level.
fn rows_of(own: &[Option<Rib>]) -> Fan {
    let long = || own.iter().flatten().copied();
    let page = || rows::median(long().map(|rib| (rib.slope, rib.length)));
    Fan::of(long()).unwrap_or_else(|| Fan::parallel(page().unwrap_or(0.0)))
}

/// The middle of a component's height.
fn middle(component: &Component) -> f32 {
    let [_, top, _, bottom] = component.edges();
    (top + bottom) as f32 / 2.0
}

/// What a long component tells of its row: the slope of the line through its pixels.
fn rib(component: &Component) -> Option<Rib> {
    let [left, top, right, bottom] = component.edges().map(|v| v as f32);
    if right - left < LONG * (bottom - top).min(26.0) {
        return None;
    }
    let (mut n, mut sx, mut sy, mut sxx, mut sxy) = (0.0f64, 0.0, 0.0, 0.0, 0.0);
    for run in &component.runs {
        let count = f64::from(run.to - run.from);
        let y = f64::from(run.y - top as u32);
        let middle = f64::from(run.from + run.to) / 2.0 - f64::from(left);
        n += count;
        sx += count * middle;
        sy += count * y;
        // The spread within the run, and of its middle.
        sxx += count * (middle * middle + (count * count - 1.0) / 12.0);
        sxy += count * middle * y;
    }
    let spread = sxx - sx * sx / n;
    let slope = (sxy - sx * sy / n) / spread.max(1e-6);
    Some(Rib {
        x: (left + right) / 2.0,
        y: middle(component),
        slope: slope as f32,
        length: right - left,
    })
}

/// The box of a component at an angle, grown by what training took off.
fn boxed(component: &Component, angle: f32) -> Segment {
    let (sin, cos) = angle.sin_cos();
    let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
    for run in &component.runs {
        for x in [run.from as f32, run.to as f32] {
            for y in [run.y as f32, run.y as f32 + 1.0] {
                let turned = [x * cos + y * sin, y * cos - x * sin];
                for axis in 0..2 {
                    low[axis] = low[axis].min(turned[axis]);
                    high[axis] = high[axis].max(turned[axis]);
                }
            }
        }
    }
    let (u, v) = ((low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0);
    Segment {
        centre: Point {
            x: u * cos - v * sin,
            y: u * sin + v * cos,
        },
        width: high[0] - low[0] + 2.0 * SHRUNK,
        height: high[1] - low[1] + 2.0 * SHRUNK,
        angle,
    }
}

/// The median height of the segments.
pub(super) fn usual_height(segments: &[Segment]) -> Option<f32> {
    let mut heights: Vec<f32> = segments.iter().map(|s| s.height).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied()
}

/// The angle of the page: the median of its segments', weighted by width.
pub(super) fn usual_angle(segments: &[Segment]) -> f32 {
    let angles = segments.iter().map(|s| (s.angle, s.width));
    rows::median(angles).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map with bars of text: (left, top, width, height, slope).
    fn map_of(bars: &[(f32, f32, f32, f32, f32)]) -> (Vec<f32>, usize) {
        let (width, height) = (300, 120);
        let inside = |x: f32, y: f32| {
            bars.iter().any(|&(left, top, w, h, slope)| {
                let y = y - (x - left) * slope;
                (left..left + w).contains(&x) && (top..top + h).contains(&y)
            })
        };
        let at = |i: usize| inside((i % width) as f32 + 0.5, (i / width) as f32 + 0.5);
        let map = (0..width * height).map(|i| if at(i) { 0.9 } else { 0.1 });
        (map.collect(), width)
    }

    #[test]
    fn a_level_bar_grows_by_what_training_took_off() {
        let (map, width) = map_of(&[(20.0, 30.0, 100.0, 14.0, 0.0)]);
        let [found] = segments(&map, width, 0.5)[..] else {
            panic!("one segment");
        };
        assert_eq!((found.width, found.height, found.angle), (104.0, 18.0, 0.0));
        assert_eq!(found.centre, Point { x: 70.0, y: 37.0 });
    }

    #[test]
    fn a_short_bar_takes_the_angle_of_the_page() {
        let slope = 0.04;
        let (map, width) = map_of(&[
            (10.0, 20.0, 250.0, 14.0, slope),
            (10.0, 70.0, 18.0, 14.0, slope),
        ]);
        let found = segments(&map, width, 0.5);
        assert_eq!(found.len(), 2);
        for s in found {
            assert!((s.angle - slope).abs() < 0.01, "{s:?}");
            assert!((s.height - 18.0).abs() < 3.0, "{s:?}");
        }
    }

    #[test]
    fn short_bars_take_the_slope_of_the_rows_around_them() {
        // Six names whose slopes grow from -0.05 to 0.05, and prices beside the outermost.
        let slopes: [f32; 6] = std::array::from_fn(|i| 0.02 * i as f32 - 0.05);
        let top = |i: usize| 14.0 + 16.0 * i as f32;
        let name = |i: usize| (10.0, top(i), 190.0, 9.0, slopes[i]);
        let price = |i: usize| (240.0, top(i) + 230.0 * slopes[i], 25.0, 9.0, slopes[i]);
        let bars: Vec<_> = (0..6).map(name).chain([price(0), price(5)]).collect();
        let (map, width) = map_of(&bars);
        let found = segments(&map, width, 0.5);
        let short: Vec<f32> = found
            .iter()
            .filter(|s| s.width < 50.0)
            .map(|s| s.angle)
            .collect();
        let [upper, lower] = short[..] else {
            panic!("two prices in {found:?}");
        };
        assert!((upper + 0.05).abs() < 0.01, "{upper}");
        assert!((lower - 0.05).abs() < 0.01, "{lower}");
    }

    #[test]
    fn a_scrap_within_a_segment_is_no_segment() {
        let large = Segment {
            centre: Point { x: 100.0, y: 50.0 },
            width: 120.0,
            height: 24.0,
            angle: 0.0,
        };
        let scrap = |x: f32, y: f32| Segment {
            centre: Point { x, y },
            width: 12.0,
            height: 10.0,
            angle: 0.0,
        };
        assert!(scrap(80.0, 52.0).is_part_of(&large));
        assert!(!scrap(80.0, 64.0).is_part_of(&large), "the next row");
        assert!(!scrap(168.0, 50.0).is_part_of(&large), "the next word");
        assert!(!large.is_part_of(&large));
    }

    #[test]
    fn a_map_of_noise_has_no_more_segments_than_can_be_read() {
        // Blots of 5 x 5 pixels, 3 apart, and two lines of text.
        let (width, height) = (800, 800);
        let text = |x: usize, y: usize| matches!(y, 80..100 | 400..420) && (8..300).contains(&x);
        let set = |i: usize| {
            let (x, y) = (i % width, i / width);
            (x % 8 < 5 && y % 8 < 5) || text(x, y)
        };
        let map: Vec<f32> = (0..width * height).map(|i| f32::from(set(i))).collect();
        let found = segments(&map, width, 0.5);
        assert!(found.len() <= MOST_SEGMENTS && found.len() > MOST_SEGMENTS / 2);
        let long = found.iter().filter(|s| s.width > 290.0).count();
        assert_eq!(long, 2, "the text is kept");
    }

    #[test]
    fn specks_and_empty_maps_have_no_segments() {
        let (map, width) = map_of(&[(20.0, 30.0, 2.0, 3.0, 0.0)]);
        assert!(segments(&map, width, 0.5).is_empty());
        assert!(segments(&[], 0, 0.5).is_empty());
    }
}

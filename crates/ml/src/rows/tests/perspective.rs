//! Pages of two columns seen from the side: every price finds the name on its row.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::plane::Point;
use crate::read::Segment;

/// Height of a line on the paper.
const HEIGHT: f32 = 20.0;

/// Width of the print: receipts have 16 to 30 text heights across.
const WIDTH: f32 = 22.0 * HEIGHT;

/// The camera stands this many of the paper's longer sides away, as in `bench scan`.
const DISTANCE: f32 = 1.6;

/// A side of a box is off by at most this: two pixels of the detector's map, on which text
/// is about as high as here.
const OFF: f32 = 2.0;

/// How the paper lies before the camera, radians.
#[derive(Clone, Copy, Debug)]
struct Pose {
    turn: f32,
    tilt: f32,
    sway: f32,
}

/// A printed row.
#[derive(Clone, Debug)]
struct Line {
    /// From the line above, in heights.
    pitch: f32,
    /// Width of the name, in heights.
    name: f32,
    /// Width of the price, in heights.
    price: Option<f32>,
    /// How far the boxes' sides are off, -1 to 1: left end, right end and height of each.
    off: [f32; 6],
}

fn line() -> impl Strategy<Value = Line> {
    // Four in five names have a price.
    let price = proptest::option::weighted(0.8, 2.0f32..4.5);
    let off = proptest::array::uniform6(-1f32..1.0);
    (1.0f32..2.2, 3f32..14.0, price, off).prop_map(|(pitch, name, price, off)| Line {
        pitch,
        name,
        price,
        off,
    })
}

/// A page of lines, seen from so many degrees to one side.
fn page(sway: std::ops::RangeInclusive<f32>) -> impl Strategy<Value = (Vec<Line>, Pose)> {
    let pose = (-2f32..2.0, -12f32..12.0, sway, any::<bool>());
    let pose = pose.prop_map(|(turn, tilt, sway, left)| Pose {
        turn: turn.to_radians(),
        tilt: tilt.to_radians(),
        sway: if left { -sway } else { sway }.to_radians(),
    });
    (vec(line(), 20..40), pose)
}

/// What the camera sees of places on the paper, from its middle.
struct Camera {
    pose: Pose,
    far: f32,
}

impl Camera {
    fn sees(&self, x: f32, y: f32) -> Point {
        let Pose { turn, tilt, sway } = self.pose;
        // About x, then y, then z.
        let across = x * sway.cos() + y * tilt.sin() * sway.sin();
        let down = y * tilt.cos();
        let away = self.far - x * sway.sin() + y * tilt.sin() * sway.cos();
        Point {
            x: self.far * (across * turn.cos() - down * turn.sin()) / away,
            y: self.far * (across * turn.sin() + down * turn.cos()) / away,
        }
    }

    /// The box of a text between two places on a line.
    fn segment(&self, (left, right): (f32, f32), y: f32, off: &[f32]) -> Segment {
        let (from, to) = (self.sees(left, y), self.sees(right, y));
        let (from_y, to_y) = (from.y + OFF * off[0], to.y + OFF * off[1]);
        let high = self.sees(left, y + HEIGHT).y - self.sees(left, y).y;
        Segment {
            centre: Point {
                x: (from.x + to.x) / 2.0,
                y: (from_y + to_y) / 2.0,
            },
            width: to.x - from.x,
            height: high + OFF * off[2],
            angle: ((to_y - from_y) / (to.x - from.x)).atan(),
        }
    }
}

/// The boxes of a page, and the position of each price's name.
fn seen(lines: &[Line], pose: Pose) -> (Vec<Segment>, Vec<Option<usize>>) {
    let length: f32 = lines.iter().map(|line| line.pitch * HEIGHT).sum();
    let far = DISTANCE * length.max(WIDTH);
    let camera = Camera { pose, far };
    let (mut segments, mut names) = (Vec::new(), Vec::new());
    let mut y = -length / 2.0;
    for line in lines {
        y += line.pitch * HEIGHT;
        let edge = WIDTH / 2.0;
        segments.push(camera.segment((-edge, line.name * HEIGHT - edge), y, &line.off[..3]));
        names.push(None);
        if let Some(price) = line.price {
            names.push(Some(segments.len() - 1));
            segments.push(camera.segment((edge - price * HEIGHT, edge), y, &line.off[3..]));
        }
    }
    (segments, names)
}

/// The spots as they come from the detector: short boxes slope as the long ones have it,
/// and the page is level.
fn spots(mut segments: Vec<Segment>) -> Vec<Spot> {
    let rib = |s: &Segment| Rib {
        x: s.centre.x,
        y: s.centre.y,
        slope: s.angle.tan(),
        length: s.width,
    };
    let is_long = |s: &&Segment| s.width >= LONG * s.height;
    let ribs: Vec<Rib> = segments.iter().filter(is_long).map(rib).collect();
    let page = median(ribs.iter().map(|rib| (rib.slope, rib.length))).unwrap_or(0.0);
    let fan = Fan::of(ribs).unwrap_or(Fan::parallel(page));
    for s in segments.iter_mut().filter(|s| !is_long(&&**s)) {
        s.angle = fan.at(s.centre.y).atan();
    }
    let level = segments.iter().map(|s| s.rotated(-page.atan()));
    let spot = |s: Segment| Spot {
        left: s.left(),
        right: s.right(),
        y: s.centre.y,
        height: s.height,
        slope: s.angle.tan(),
    };
    level.map(spot).collect()
}

/// Prices without their name in their row, and rows of two names or two prices.
fn faults(lines: &[Line], pose: Pose) -> (usize, usize) {
    let (segments, names) = seen(lines, pose);
    let rows = group(&spots(segments));
    let with_name = |i: &usize| {
        let partner =
            |row: &&Vec<usize>| row.contains(i) && names[*i].is_some_and(|n| row.contains(&n));
        rows.iter().any(|row| partner(&row))
    };
    let prices = (0..names.len()).filter(|&i| names[i].is_some());
    let lone = prices.filter(|i| !with_name(i)).count();
    let line = |i: usize| names[i].unwrap_or(i);
    let mixed = |row: &&Vec<usize>| row.iter().any(|&i| line(i) != line(row[0]));
    (lone, rows.iter().filter(mixed).count())
}

/// So many pages seen from so many degrees to one side, always the same.
fn pages(
    count: usize,
    sway: std::ops::RangeInclusive<f32>,
) -> impl Iterator<Item = (Vec<Line>, Pose)> {
    let mut runner = TestRunner::deterministic();
    let page = page(sway);
    let next = move || page.new_tree(&mut runner).expect("a page").current();
    std::iter::repeat_with(next).take(count)
}

/// Boxes that are off as the detector's are leave a page now and then on which nothing can be
/// told: so it is a share of many pages, and always the same pages.
#[test]
fn prices_find_their_names_up_to_twelve_degrees() {
    let (mut prices, mut lone) = (0, 0);
    for (lines, pose) in pages(400, 0.0..=12.0) {
        prices += lines.iter().filter(|line| line.price.is_some()).count();
        let (alone, mixed) = faults(&lines, pose);
        assert_eq!(mixed, 0, "{lines:?} {pose:?}");
        lone += alone;
    }
    assert!(
        lone * 1_000 <= prices,
        "{lone} of {prices} prices lost their names"
    );
}

#[test]
fn no_price_takes_another_name_at_fifteen_degrees() {
    for (lines, pose) in pages(400, 15.0..=15.0) {
        assert_eq!(faults(&lines, pose).1, 0, "{lines:?} {pose:?}");
    }
}

#[test]
fn rows_come_from_top_to_bottom_seen_from_the_side() {
    let line = Line {
        pitch: 1.1,
        name: 8.0,
        price: Some(3.0),
        off: [0.0; 6],
    };
    let lines = vec![line; 30];
    let pose = Pose {
        turn: 0.0,
        tilt: 0.0,
        sway: 12f32.to_radians(),
    };
    let expected: Vec<Vec<usize>> = (0..30).map(|row| vec![2 * row, 2 * row + 1]).collect();
    assert_eq!(group(&spots(seen(&lines, pose).0)), expected);
}

//! What is tried with any bytes. The fuzzer (`cargo xtask prove fuzz`) and the tests
//! (`tests/any_bytes.rs`) share it. Each returns if all is well and panics if it is not.

use std::sync::LazyLock;

use ml::image::MOST_MEGAPIXELS;
use ml::plane::{Plane, Pyramid};
use ml::prepare::{Eye, Layout, Way};
use ml::read::{Grid, MOST_SEGMENTS, Segment, THRESHOLD};
use ml::read::{LINE_HEIGHT, line_frame, line_pixels, line_width, segments};
use ml::rows::{self, Spot};
use ml::{Error, Scanner, Unwatched, Weights, image, parse};

/// One for all bytes: loading takes longer than a small scan.
pub static SCANNER: LazyLock<Scanner> = LazyLock::new(|| {
    let weights = Weights {
        detector: include_bytes!("../models/detector.onnx").to_vec(),
        recogniser: include_bytes!("../models/recogniser.onnx").to_vec(),
        alphabet: include_str!("../models/alphabet.txt").to_owned(),
        classifier: include_bytes!("../models/classifier.safetensors").to_vec(),
    };
    Scanner::new(weights).expect("weights that fit")
});

/// A file becomes a picture within the limits, or an error that says what to do.
pub fn decode(bytes: &[u8]) {
    match image::decode(bytes) {
        Ok(picture) => {
            let pixels = u64::from(picture.size.0) * u64::from(picture.size.1);
            assert!((1..=u64::from(MOST_MEGAPIXELS) * 1_000_000).contains(&pixels));
        }
        Err(error) => says_what_to_do(&error),
    }
}

/// What stands between two files of one scan: no file has it by chance.
const NEXT_FILE: &[u8] = b"\n--next file--\n";

/// The one file or the two that a scan is to read.
pub fn files(bytes: &[u8]) -> Vec<&[u8]> {
    let mut places = bytes.windows(NEXT_FILE.len());
    match places.position(|place| place == NEXT_FILE) {
        Some(at) => vec![&bytes[..at], &bytes[at + NEXT_FILE.len()..]],
        None => vec![bytes],
    }
}

/// Files (pictures, PDF) become a draft whose places lie in their pictures, or an error that
/// says what to do.
pub fn scan(bytes: &[u8]) {
    let scan = match SCANNER.scan_shots(&files(bytes), &mut Unwatched) {
        Ok(scan) => scan,
        Err(error) => return says_what_to_do(&error),
    };
    // Pages and shots lie one below the other.
    let width = scan.shots.iter().map(|shot| shot.size.0).max().unwrap_or(0);
    let height = scan.shots.iter().map(|shot| shot.size.1).sum();
    assert!(scan.draft.rows.len() <= MOST_SEGMENTS * scan.shots.len());
    for row in &scan.draft.rows {
        let inside = |from: i32, to: i32, most: u32| {
            from >= 0 && from <= to && u32::try_from(to).is_ok_and(|to| to <= most)
        };
        let b = row.bounds;
        assert!(inside(b.x0, b.x1, width), "{row:?} in {width} columns");
        assert!(inside(b.y0, b.y1, height), "{row:?} in {height} rows");
    }
}

/// Text becomes a draft that still has all its rows, and names no others.
pub fn parse(bytes: &[u8]) {
    let rows = parse::rows_from_text(&String::from_utf8_lossy(bytes));
    let count = rows.len();
    let draft = parse::parse(rows);
    assert_eq!(draft.rows.len(), count);
    let named = draft.items.iter().flat_map(|item| &item.rows);
    let doubted = draft.doubts.iter().filter_map(|doubt| doubt.row.as_ref());
    assert!(named.chain(doubted).all(|&row| row < count));
    let doubted = draft.doubts.iter().filter_map(|doubt| doubt.item);
    assert!(doubted.max().is_none_or(|item| item < draft.items.len()));
}

/// Pixels become a layout that can be read in a few tiles; taken for the detector's
/// answer, they become rows that have every segment once. The first two bytes are the
/// size, the others are repeated as often as needed.
pub fn pixels(bytes: &[u8]) {
    let [width, height, pixels @ ..] = bytes else {
        return;
    };
    let (width, height) = (usize::from(*width) + 1, usize::from(*height) + 1);
    let all = pixels.iter().copied().cycle().take(width * height);
    let picture = Pyramid::new(Plane::new(width, height, all.collect()));
    let eye = Eye::on(&picture);
    let layouts = [Way::Seen, Way::Across]
        .map(|way| eye.layouts(way))
        .concat();
    layouts.iter().for_each(shows_in_few_tiles);

    let base = picture.base();
    let likely = (0..height).flat_map(|y| base.row(y));
    let map: Vec<f32> = likely.map(|&p| f32::from(p) / 255.0).collect();
    let found = segments(&map, width, THRESHOLD);
    assert!(found.len() <= MOST_SEGMENTS);
    found.iter().take(4).for_each(|s| read_line(s, &picture));
    rows_have_all(&found);
}

fn shows_in_few_tiles(layout: &Layout) {
    assert!(layout.angle.is_finite() && layout.corner.x.is_finite() && layout.corner.y.is_finite());
    let grid = Grid::choose(layout.text_height, layout.extent);
    let (frame, across, down) = layout.page(grid.step);
    // Rounding may add a pixel.
    let (width, height) = grid.tile;
    assert!(across <= grid.columns * width + 1 && down <= grid.rows * height + 1);
    assert!(frame.step().is_finite());
}

fn read_line(segment: &Segment, picture: &Pyramid) {
    let width = line_width(segment.width, segment.height);
    let frame = line_frame(segment.corners(), width);
    let line = line_pixels(picture, &frame, width);
    assert_eq!(line.len(), width * LINE_HEIGHT);
    assert!(line.iter().all(|pixel| (-0.5..=0.5).contains(pixel)));
}

fn rows_have_all(found: &[Segment]) {
    let spot = |s: &Segment| Spot {
        left: s.left(),
        right: s.right(),
        y: s.centre.y,
        height: s.height,
        slope: s.angle.tan(),
    };
    let spots: Vec<Spot> = found.iter().map(spot).collect();
    let mut all: Vec<usize> = rows::group(&spots).concat();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..found.len()));
}

fn says_what_to_do(error: &Error) {
    assert!(error.to_string().len() > 20, "{error}");
    assert!(!matches!(error, Error::Weights(..)), "{error}");
}

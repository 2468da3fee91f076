//! The detector sees the page in one piece where it can, at the scale where text is just
//! large enough: its time and memory go with the pixels. A large page is cut into equal
//! tiles that overlap.

/// Sides of a tile are multiples of this: the network halves five times.
const QUANTUM: usize = 32;

/// No side of a tile is shorter.
const SHORTEST: usize = 128;

/// Tiles overlap by this many pixels, so that text on a seam is seen whole by one.
const OVERLAP: usize = 48;

/// Text of this height is found as well as larger text.
const GOOD_TEXT: f32 = 19.0;

/// Larger text gains nothing.
const LARGEST_TEXT: f32 = 22.0;

/// The most pixels of one tile, which bounds the memory of a look: all of a usual receipt.
const TILE_PIXELS: usize = 640 * 1024;

/// One look never takes more pixels: enough for the small print of a whole page of A4.
const PAGE_PIXELS: f32 = 2_600_000.0;

/// No page is longer, in its pixels: a strip a thousand times as long as wide is no
/// receipt, but must end.
const LONGEST: f32 = 8192.0;

/// One look never takes more tiles.
pub const MOST_TILES: usize = 24;

/// How a page is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Picture pixels that one page pixel spans.
    pub step: f32,
    /// Tiles side by side.
    pub columns: usize,
    /// Tiles above each other.
    pub rows: usize,
    /// Width and height of each tile in page pixels.
    pub tile: (usize, usize),
}

impl Grid {
    /// The grid for text of a height in picture pixels and an extent (width, height).
    #[must_use]
    pub fn choose(text_height: f32, (width, height): (f32, f32)) -> Self {
        let step = smallest_step(text_height, (width, height));
        let (columns, rows) = cut(width / step, height / step);
        let tile = (side(width / step, columns), side(height / step, rows));
        // What rounding up has added makes the text larger and not the margins.
        let fitting = (width / span(columns, tile.0)).max(height / span(rows, tile.1));
        Self {
            step: fitting.max(text_height / LARGEST_TEXT).min(step),
            columns,
            rows,
            tile,
        }
    }

    /// The tiles of one direction: where each starts on the page, and which part of
    /// the page takes its answer (from `from` to `to`, up to the middle of the overlap).
    pub(super) fn cuts(tiles: usize, side: usize, page: usize) -> Vec<Cut> {
        if page <= side || tiles <= 1 {
            return vec![Cut {
                start: 0,
                from: 0,
                to: page.min(side),
            }];
        }
        let start = |i: usize| i * (page - side) / (tiles - 1);
        let seam = |i: usize| (start(i) + start(i - 1) + side) / 2;
        (0..tiles)
            .map(|i| Cut {
                start: start(i),
                from: if i == 0 { 0 } else { seam(i) },
                to: if i + 1 == tiles { page } else { seam(i + 1) },
            })
            .collect()
    }
}

/// Picture pixels that a page pixel spans at least.
fn smallest_step(text_height: f32, (width, height): (f32, f32)) -> f32 {
    let crowded = (width * height / PAGE_PIXELS).sqrt();
    let long = width.max(height) / LONGEST;
    let good = text_height / GOOD_TEXT;
    good.max(crowded).max(long).max(f32::MIN_POSITIVE)
}

/// The fewest tiles, side by side and above each other, that cover so many page pixels.
fn cut(width: f32, height: f32) -> (usize, usize) {
    let (mut columns, mut rows) = (1, 1);
    loop {
        let (wide, high) = (side(width, columns), side(height, rows));
        if wide * high <= TILE_PIXELS {
            return (columns, rows);
        }
        if wide > high {
            columns += 1;
        } else {
            rows += 1;
        }
    }
}

/// The side of each of so many tiles that cover a length together.
fn side(length: f32, tiles: usize) -> usize {
    let covered = length as usize + 1 + (tiles - 1) * OVERLAP;
    covered
        .div_ceil(tiles)
        .next_multiple_of(QUANTUM)
        .max(SHORTEST)
}

/// What so many tiles cover together.
fn span(tiles: usize, side: usize) -> f32 {
    (tiles * side - (tiles - 1) * OVERLAP) as f32
}

/// One tile in one direction, in page pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub start: usize,
    pub from: usize,
    pub to: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_receipt_is_seen_in_one_piece() {
        let grid = Grid::choose(29.0, (640.0, 1300.0));
        assert_eq!((grid.columns, grid.rows), (1, 1));
        assert!(29.0 / grid.step >= GOOD_TEXT, "{grid:?}");
    }

    #[test]
    fn a_page_of_tiny_text_is_cut_and_bounded() {
        let grid = Grid::choose(10.0, (2400.0, 3400.0));
        assert!(grid.columns * grid.rows > 1 && grid.columns * grid.rows <= MOST_TILES);
        assert!(grid.tile.0 * grid.tile.1 <= TILE_PIXELS);
        let (w, h) = (2400.0 / grid.step, 3400.0 / grid.step);
        assert!(w * h <= PAGE_PIXELS * 1.01);
        assert!(w <= span(grid.columns, grid.tile.0) && h <= span(grid.rows, grid.tile.1));
    }

    #[test]
    fn strange_shapes_take_few_tiles_too() {
        for extent in [(1.0, 1e6), (1e6, 1.0), (1.0, 1.0), (1e5, 1e5)] {
            for text in [1e-3, 1.0, 300.0] {
                let grid = Grid::choose(text, extent);
                assert!(grid.columns * grid.rows <= MOST_TILES, "{extent:?} {text}");
            }
        }
    }

    #[test]
    fn cuts_cover_the_page_once() {
        let cuts = Grid::cuts(3, 800, 2000);
        assert_eq!(cuts[0].from, 0);
        assert_eq!(cuts[2].to, 2000);
        assert_eq!(cuts[2].start + 800, 2000);
        for pair in cuts.windows(2) {
            assert_eq!(pair[0].to, pair[1].from, "no gap and nothing twice");
            assert!(pair[0].to <= pair[0].start + 800 && pair[1].start <= pair[1].from);
        }
    }
}

//! The detector sees tiles of one size. The scale of the page is chosen so that the
//! text is large enough in as few tiles as possible: each costs the same, full or not.

/// Height of the detector's input.
pub const TILE_HEIGHT: usize = 480;

/// Width of the detector's input.
pub const TILE_WIDTH: usize = 448;

/// Tiles overlap by this many pixels, so that text on a seam is seen whole by one.
const OVERLAP: usize = 48;

/// Text of this height is found as well as larger text.
const GOOD_TEXT: f32 = 15.0;

/// Larger text gains nothing.
const LARGEST_TEXT: f32 = 20.0;

/// One look never takes more tiles: enough for the small print of a whole page of A4.
pub const MOST_TILES: usize = 12;

/// How a page is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Picture pixels that one page pixel spans.
    pub step: f32,
    /// Tiles side by side.
    pub columns: usize,
    /// Tiles above each other.
    pub rows: usize,
}

impl Grid {
    /// The grid for text of a height in picture pixels and an extent (width, height).
    #[must_use]
    pub fn choose(text_height: f32, extent: (f32, f32)) -> Self {
        let span = |tiles: usize, side: usize| (tiles * side - (tiles - 1) * OVERLAP) as f32;
        let grids = (1..=MOST_TILES)
            .flat_map(|columns| (1..=MOST_TILES / columns).map(move |rows| (columns, rows)));
        let mut all: Vec<Self> = grids
            .map(|(columns, rows)| Self {
                step: (extent.0 / span(columns, TILE_WIDTH))
                    .max(extent.1 / span(rows, TILE_HEIGHT))
                    .max(text_height / LARGEST_TEXT),
                columns,
                rows,
            })
            .collect();
        all.sort_by(|a, b| {
            let tiles = |g: &Self| g.columns * g.rows;
            tiles(a).cmp(&tiles(b)).then(a.step.total_cmp(&b.step))
        });
        let good = all.iter().find(|g| text_height / g.step >= GOOD_TEXT);
        let finest = || all.iter().min_by(|a, b| a.step.total_cmp(&b.step));
        good.or_else(finest).copied().unwrap_or(Self {
            step: 1.0,
            columns: 1,
            rows: 1,
        })
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
    fn a_usual_receipt_takes_two_tiles() {
        let grid = Grid::choose(29.0, (640.0, 1300.0));
        assert_eq!((grid.columns, grid.rows), (1, 2));
        assert!(29.0 / grid.step >= GOOD_TEXT, "{grid:?}");
    }

    #[test]
    fn a_short_one_takes_one() {
        let grid = Grid::choose(29.0, (640.0, 900.0));
        assert_eq!((grid.columns, grid.rows), (1, 1));
    }

    #[test]
    fn a_page_of_tiny_text_takes_no_more_than_allowed() {
        let grid = Grid::choose(10.0, (2400.0, 3400.0));
        assert!(grid.columns * grid.rows <= MOST_TILES);
        let (w, h) = (2400.0 / grid.step, 3400.0 / grid.step);
        assert!(w <= (grid.columns * TILE_WIDTH) as f32 && h <= (grid.rows * TILE_HEIGHT) as f32);
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

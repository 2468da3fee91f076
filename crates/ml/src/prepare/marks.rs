//! Marks of ink, and what the many that are letters have in common.

use crate::components;

/// A blob of ink: its middle, its foot and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Mark {
    /// The mark once the picture is turned a quarter against the clock.
    pub fn turned(&self) -> Self {
        Self {
            x: self.y,
            y: -self.x,
            width: self.height,
            height: self.width,
        }
    }

    /// The mark with its middle turned about the origin.
    pub fn rotated(&self, angle: f32) -> Self {
        let middle = super::rotated(self.x, self.y, angle);
        Self {
            x: middle.x,
            y: middle.y,
            ..*self
        }
    }

    /// The lower edge.
    pub fn foot(&self) -> f32 {
        self.y + self.height / 2.0
    }
}

/// Specks below this many pixels are noise or dots.
const SMALLEST: f32 = 4.0;

/// Letters above this are headlines, logos or the edge of the paper.
const LARGEST: f32 = 90.0;

/// The marks of a mask that may be letters.
pub fn find(mask: &[bool], width: usize) -> Vec<Mark> {
    let may_be_letter = |mark: &Mark, area: u32| {
        let (narrow, wide) = (mark.width.min(mark.height), mark.width.max(mark.height));
        let full = area as f32 / (mark.width * mark.height);
        (SMALLEST..=LARGEST * 2.0).contains(&wide)
            && (2.0..=LARGEST).contains(&narrow)
            && full > 0.12
    };
    components::blobs(mask, width)
        .iter()
        .filter_map(|blob| {
            let [left, top, right, bottom] = blob.edges.map(|v| v as f32);
            let mark = Mark {
                x: (left + right) / 2.0,
                y: (top + bottom) / 2.0,
                width: right - left,
                height: bottom - top,
            };
            may_be_letter(&mark, blob.area).then_some(mark)
        })
        .collect()
}

/// Buckets an octave in the search for the usual height.
const BUCKETS: f32 = 8.0;

/// The height that most marks share within about a sixth, weighted by height since
/// specks are many; `None` where hardly anything looks like text.
pub fn usual_height(marks: &[Mark]) -> Option<f32> {
    let bucket = |height: f32| (BUCKETS * height.log2()).max(0.0) as usize;
    let mut weights = vec![0.0f32; bucket(LARGEST * 2.0) + 3];
    let mut counted = 0;
    for mark in marks {
        // A letter is not much wider than high; joined ones are.
        if (SMALLEST..LARGEST).contains(&mark.height) && mark.width < 3.0 * mark.height {
            weights[bucket(mark.height) + 1] += mark.height;
            counted += 1;
        }
    }
    if counted < FEWEST {
        return None;
    }
    let smooth = |i: usize| weights[i - 1] + weights[i] * 1.5 + weights[i + 1];
    let best = (1..weights.len() - 1).max_by(|&a, &b| smooth(a).total_cmp(&smooth(b)))?;
    Some(((best as f32 - 0.5) / BUCKETS).exp2())
}

/// Fewer letters than this are not a receipt.
const FEWEST: usize = 12;

/// The marks whose height is near `size`.
pub fn of_height(marks: &[Mark], size: f32) -> Vec<Mark> {
    let near = |m: &&Mark| (0.55 * size..1.8 * size).contains(&m.height) && m.width < 6.0 * size;
    marks.iter().filter(near).copied().collect()
}

/// Cells of the block search, in letter heights: wider than the gap between a name
/// and its price is not needed, as rows above and below bridge it.
const CELL: f32 = 5.0;

/// Left, top, right and bottom of the text: the cells that hold letters, grown
/// together; blocks that are far smaller than the largest (dust, a stamp) are left out.
pub fn block(marks: &[Mark], size: f32) -> Option<[f32; 4]> {
    let left = marks.iter().map(|m| m.x).reduce(f32::min)?;
    let top = marks.iter().map(|m| m.y).reduce(f32::min)?;
    let right = marks.iter().map(|m| m.x).reduce(f32::max)?;
    let bottom = marks.iter().map(|m| m.y).reduce(f32::max)?;
    let side = CELL * size;
    let (columns, rows) = (
        ((right - left) / side) as usize + 1,
        ((bottom - top) / side) as usize + 1,
    );
    let cell = |m: &Mark| {
        let (x, y) = ((m.x - left) / side, (m.y - top) / side);
        (y as usize).min(rows - 1) * columns + (x as usize).min(columns - 1)
    };
    let mut counts = vec![0usize; columns * rows];
    marks.iter().for_each(|m| counts[cell(m)] += 1);
    let kept = kept_cells(&counts, columns);
    let inside = marks.iter().filter(|m| kept[cell(m)]);
    let mut edges: Option<[f32; 4]> = None;
    for m in inside {
        let (w, h) = (m.width / 2.0, m.height / 2.0);
        let own = [m.x - w, m.y - h, m.x + w, m.y + h];
        edges = Some(edges.map_or(own, |e| {
            [
                e[0].min(own[0]),
                e[1].min(own[1]),
                e[2].max(own[2]),
                e[3].max(own[3]),
            ]
        }));
    }
    edges
}

/// A block is kept if it has at least this share of the largest block's letters.
const SHARE_OF_LARGEST: f32 = 0.05;

fn kept_cells(counts: &[usize], columns: usize) -> Vec<bool> {
    let text: Vec<bool> = counts.iter().map(|&count| count >= 2).collect();
    let blocks = components::find(&text, columns, 1);
    let letters = |block: &components::Component| -> usize {
        let cells = block.runs.iter().map(|run| {
            let start = run.y as usize * columns;
            counts[start + run.from as usize..start + run.to as usize]
                .iter()
                .sum::<usize>()
        });
        cells.sum()
    };
    let sizes: Vec<usize> = blocks.iter().map(letters).collect();
    let largest = sizes.iter().copied().max().unwrap_or(0) as f32;
    let mut kept = vec![false; counts.len()];
    for (block, &size) in blocks.iter().zip(&sizes) {
        if size as f32 >= SHARE_OF_LARGEST * largest {
            for run in &block.runs {
                let start = run.y as usize * columns;
                kept[start + run.from as usize..start + run.to as usize].fill(true);
            }
        }
    }
    kept
}

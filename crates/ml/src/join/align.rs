//! Lays the end of one shot over the beginning of another, row by row.
//!
//! A row of the one stands over a row of the other that says the same, or over none: then
//! only one shot has it. Rows of the upper shot above the overlap and rows of the lower one
//! below it cost nothing.

use super::told::Told;

/// Rows of two shots say the same from this similarity on.
const SAME: f32 = 0.7;

/// An overlap has at least this many rows that say the same …
const FEWEST: u32 = 2;

/// … which are at least this share of its rows.
const SHARE: f32 = 0.5;

/// Pages of a document may repeat some rows: a shot within others repeats at least so many …
const FEWEST_WITHIN: u32 = 3;

/// … which are at least this share of the rows that it spans.
const SHARE_WITHIN: f32 = 0.75;

/// What a row costs that only one shot has, where one that both have gives its similarity:
/// a missed row must not hide an overlap, yet two rows alike do not make up for many.
const ALONE: f32 = -0.5;

/// What a row costs that the two shots read quite differently. It is less than two rows
/// alone cost, since between rows that fit it is one row, and more than one alone costs,
/// since at the end of an overlap two rows are kept rather than one lost.
const DOUBTFUL: f32 = -0.75;

/// Rows at the end of one shot that are compared with as many at the beginning of another:
/// twice what a long shot has. The work grows with its square: the worst twenty shots take
/// seconds, where reading them takes minutes.
const MOST_ROWS: usize = 120;

/// Rows of all shots so far that are compared with those of one that lies within them.
const MOST_ROWS_AROUND: usize = 10 * MOST_ROWS;

/// How a shot lies over the one above it.
#[derive(Default)]
pub struct Overlap {
    /// Its rows, top to bottom: of each shot those that follow each other.
    pub columns: Vec<Column>,
    /// How well it fits.
    pub weight: f32,
}

/// A printed row in an overlap: at least one of the shots has it.
#[derive(Clone, Copy)]
pub struct Column {
    /// Which row it is of the upper shot.
    pub upper: Option<usize>,
    /// Which row it is of the lower shot.
    pub lower: Option<usize>,
    is_same: bool,
}

impl Overlap {
    /// The row up to which the upper shot is taken. Both shots have it, and it is as near to
    /// the middle as can be: rows at an edge are read worst.
    pub fn cut(&self) -> usize {
        let count = self.columns.len();
        let same = (0..count).filter(|&at| self.columns[at].is_same);
        same.min_by_key(|at| (2 * at + 1).abs_diff(count))
            .unwrap_or(0)
    }
}

/// How far the end of the upper shot is the beginning of the lower one, as fits best; `None`
/// where they do not overlap. `alike` says how much a row of the one and a row of the other
/// say the same.
pub fn continuing(
    upper: &[&Told],
    lower: &[&Told],
    alike: impl FnMut(usize, usize) -> f32,
) -> Option<Overlap> {
    let skipped = upper.len().saturating_sub(MOST_ROWS);
    let lower = &lower[..lower.len().min(MOST_ROWS)];
    let table = Table::new(upper, lower, skipped, alike);
    let line = upper.len() - skipped;
    let ends = (1..table.width).map(|place| (line, place));
    table.best(ends.filter(|end| table.cell(*end).fits(FEWEST, SHARE)))
}

/// Where the upper shot has all that the lower one has but for rows between others, as fits
/// best; `None` where it does not.
pub fn within(
    upper: &[&Told],
    lower: &[&Told],
    alike: impl FnMut(usize, usize) -> f32,
) -> Option<Overlap> {
    if lower.len() > MOST_ROWS {
        return None;
    }
    let skipped = upper.len().saturating_sub(MOST_ROWS_AROUND);
    let table = Table::new(upper, lower, skipped, alike);
    let ends = (1..=upper.len() - skipped).map(|line| (line, lower.len()));
    let found =
        table.best(ends.filter(|end| table.cell(*end).fits(FEWEST_WITHIN, SHARE_WITHIN)))?;
    let edges = [found.columns.first()?, found.columns.last()?];
    let are_shared = edges
        .iter()
        .all(|edge| edge.upper.is_some() && edge.lower.is_some());
    are_shared.then_some(found)
}

/// The best way to lay some rows of the upper shot over some of the lower one.
#[derive(Clone, Copy)]
struct Cell {
    weight: f32,
    /// Rows that say the same.
    same: u32,
    columns: u32,
    step: Step,
}

/// The last row of a way.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// There is none: the overlap begins here.
    Start,
    /// Only the upper shot has it.
    Upper,
    /// Only the lower shot has it.
    Lower,
    /// Both have it, and it says the same.
    Same,
    /// Both have it, and one reads it badly.
    Both,
}

impl Cell {
    const START: Self = Self {
        weight: 0.0,
        same: 0,
        columns: 0,
        step: Step::Start,
    };

    fn then(self, step: Step, gain: f32) -> Self {
        Self {
            weight: self.weight + gain,
            same: self.same + u32::from(step == Step::Same),
            columns: self.columns + 1,
            step,
        }
    }

    fn fits(&self, fewest: u32, share: f32) -> bool {
        self.same >= fewest && self.same as f32 >= share * self.columns as f32
    }
}

/// A line for each row of the upper shot that is not skipped, after one for none, with a
/// cell for each row of the lower, after one for none.
struct Table {
    cells: Vec<Cell>,
    width: usize,
    skipped: usize,
}

impl Table {
    fn new(
        upper: &[&Told],
        lower: &[&Told],
        skipped: usize,
        mut alike: impl FnMut(usize, usize) -> f32,
    ) -> Self {
        let width = lower.len() + 1;
        let mut cells = Vec::with_capacity((upper.len() - skipped + 1) * width);
        let alone = |before: &Cell| before.then(Step::Lower, ALONE);
        let first = std::iter::successors(Some(Cell::START), |cell| Some(alone(cell)));
        cells.extend(first.take(width));
        for u in skipped..upper.len() {
            cells.push(Cell::START);
            for l in 0..lower.len() {
                let above = cells.len() - width;
                let both = both(upper, lower, (u, l), alike(u, l));
                // Of equals, the last: rows of the lower shot follow those of the upper.
                let ways = [
                    Some(cells[above].then(Step::Upper, ALONE)),
                    cells.last().map(alone),
                    both.map(|(step, gain)| cells[above - 1].then(step, gain)),
                ];
                let ways = ways.into_iter().flatten();
                cells.extend(ways.max_by(|a, b| a.weight.total_cmp(&b.weight)));
            }
        }
        Self {
            cells,
            width,
            skipped,
        }
    }

    fn cell(&self, (line, place): (usize, usize)) -> Cell {
        self.cells[line * self.width + place]
    }

    /// The overlap that ends at the best of these cells; the last of equals.
    fn best(&self, ends: impl Iterator<Item = (usize, usize)>) -> Option<Overlap> {
        let weight = |end: &(usize, usize)| self.cell(*end).weight;
        let end = ends.max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
        Some(Overlap {
            columns: self.columns(end),
            weight: weight(&end),
        })
    }

    /// The rows on the way to a cell.
    fn columns(&self, (mut line, mut place): (usize, usize)) -> Vec<Column> {
        let mut columns = Vec::new();
        loop {
            let step = self.cell((line, place)).step;
            let (has_upper, has_lower) = match step {
                Step::Start => break,
                Step::Upper => (true, false),
                Step::Lower => (false, true),
                Step::Same | Step::Both => (true, true),
            };
            line -= usize::from(has_upper);
            place -= usize::from(has_lower);
            columns.push(Column {
                upper: has_upper.then_some(self.skipped + line),
                lower: has_lower.then_some(place),
                is_same: step == Step::Same,
            });
        }
        columns.reverse();
        columns
    }
}

/// Whether a row of the upper and one of the lower shot can be one row, and what it gains.
fn both(
    upper: &[&Told],
    lower: &[&Told],
    (u, l): (usize, usize),
    similarity: f32,
) -> Option<(Step, f32)> {
    let (above, below) = (upper[u], lower[l]);
    let is_cut =
        || u + 1 == upper.len() && above.is_cut_from(below) || l == 0 && below.is_cut_from(above);
    match similarity {
        SAME.. if above.is_telling() && below.is_telling() => Some((Step::Same, similarity)),
        SAME.. => Some((Step::Both, 0.0)),
        _ if is_cut() => Some((Step::Both, 0.0)),
        // What says little in common is no row that both have.
        similarity if similarity > 0.0 => Some((Step::Both, DOUBTFUL)),
        _ => None,
    }
}

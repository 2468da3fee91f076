//! Rows of several shots on one page: columns are columns again.

use pantry::receipt::{Bounds, Row};

/// The rows with the pages of all shots brought to the first one's left and right
/// edges, so that columns are columns again.
#[must_use]
pub fn in_line(rows: &[(usize, Row)]) -> Vec<Row> {
    let Some((first, _)) = rows.first() else {
        return Vec::new();
    };
    let edges = |which: usize| {
        let own = rows.iter().filter(move |(shot, _)| *shot == which);
        print_edges(own.map(|(_, row)| row))
    };
    let to = edges(*first);
    let of_one = |part: &[(usize, Row)]| {
        let from = edges(part[0].0).filter(|from| Some(*from) != to);
        let mut rows: Vec<Row> = part.iter().map(|(_, row)| row.clone()).collect();
        if let (Some(from), Some(to)) = (from, to) {
            rows.iter_mut().for_each(|row| shift(row, from, to));
        }
        rows
    };
    rows.chunk_by(|a, b| a.0 == b.0).flat_map(of_one).collect()
}

/// Left and right edge of what is printed; `None` where that says nothing.
fn print_edges<'row>(rows: impl Iterator<Item = &'row Row>) -> Option<(i32, i32)> {
    let edges = rows.map(|row| (row.bounds.x0, row.bounds.x1));
    let (left, right) = edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    (right > left).then_some((left, right))
}

/// Moves and stretches a row from one pair of edges to another.
fn shift(row: &mut Row, from: (i32, i32), to: (i32, i32)) {
    let scale = (to.1 - to.0) as f32 / (from.1 - from.0) as f32;
    let x = |x: i32| ((x - from.0) as f32 * scale).round() as i32 + to.0;
    let y = |y: i32| (y as f32 * scale).round() as i32;
    let moved = |b: Bounds| Bounds {
        x0: x(b.x0),
        y0: y(b.y0),
        x1: x(b.x1),
        y1: y(b.y1),
    };
    row.bounds = moved(row.bounds);
    for word in &mut row.words {
        word.bounds = moved(word.bounds);
    }
}

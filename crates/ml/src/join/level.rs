//! Rows of several shots on one page: columns are columns again.

use pantry::receipt::{Bounds, Row};

/// Left and right edge of what is printed.
pub type Edges = (i32, i32);

/// The edges of what is printed on a shot, of which all rows are given; `None` where they
/// say nothing.
#[must_use]
pub fn edges(rows: &[Row]) -> Option<Edges> {
    let edges = rows.iter().map(|row| (row.bounds.x0, row.bounds.x1));
    let (left, right) = edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    (right > left).then_some((left, right))
}

/// The joined rows with the pages of all shots brought to the same left and right edges, so
/// that columns are columns again. `edges` are those of each shot before it was joined: the
/// rows that are left of one may be its short ones.
#[must_use]
pub fn in_line(rows: &[(usize, Row)], edges: &[Option<Edges>]) -> Vec<Row> {
    // Of equals, the first.
    let known = edges.iter().rev().flatten();
    let to = known.max_by_key(|(left, right)| right - left).copied();
    let of_one = |part: &[(usize, Row)]| {
        let from = edges[part[0].0].filter(|from| Some(*from) != to);
        let mut rows: Vec<Row> = part.iter().map(|(_, row)| row.clone()).collect();
        if let (Some(from), Some(to)) = (from, to) {
            rows.iter_mut().for_each(|row| shift(row, from, to));
        }
        rows
    };
    rows.chunk_by(|a, b| a.0 == b.0).flat_map(of_one).collect()
}

/// Moves and stretches a row from one pair of edges to another.
fn shift(row: &mut Row, from: Edges, to: Edges) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::rows_from_text;

    /// A row that spans these places.
    fn row((x0, x1): Edges) -> Row {
        let mut row = rows_from_text("any").remove(0);
        row.bounds = Bounds {
            x0,
            x1,
            ..row.bounds
        };
        row
    }

    fn places(rows: &[Row]) -> Vec<Edges> {
        let places = rows.iter().map(|row| (row.bounds.x0, row.bounds.x1));
        places.collect()
    }

    #[test]
    fn the_widest_shot_gives_the_edges() {
        let shots = [vec![row((10, 60))], vec![row((0, 200)), row((100, 200))]];
        let edges = [edges(&shots[0]), edges(&shots[1])];
        let rows: Vec<(usize, Row)> = (0..).zip(shots).flat_map(of_shot).collect();
        let level = in_line(&rows, &edges);
        assert_eq!(places(&level), [(0, 200), (0, 200), (100, 200)]);
    }

    #[test]
    fn a_shot_of_which_a_short_row_is_left_keeps_its_columns() {
        let whole = Some((0, 100));
        let rows = [(0, row((0, 100))), (1, row((0, 30)))];
        assert_eq!(
            places(&in_line(&rows, &[whole, whole])),
            [(0, 100), (0, 30)]
        );
        // The same from twice as near.
        let near = Some((0, 200));
        let level = in_line(&[(1, row((0, 100))), (0, row((0, 60)))], &[near, whole]);
        assert_eq!(places(&level), [(0, 200), (0, 60)]);
    }

    #[test]
    fn shots_of_nothing_have_no_edges() {
        assert_eq!(edges(&[]), None);
        assert!(in_line(&[], &[]).is_empty());
        let rows = [(0, row((5, 5)))];
        assert_eq!(places(&in_line(&rows, &[edges(&[row((5, 5))])])), [(5, 5)]);
    }

    fn of_shot((shot, rows): (usize, Vec<Row>)) -> Vec<(usize, Row)> {
        rows.into_iter().map(|row| (shot, row)).collect()
    }
}

//! Several shots of one long receipt, joined where they overlap.
//!
//! Shots overlap if the last rows of one say what the first rows of another say, but
//! for slips of reading and for rows that the edge of a photo cut. Shots that overlap
//! nowhere (the pages of a document) follow each other as they were given.

use pantry::receipt::{Bounds, Row};

/// Rows of two shots say the same from this similarity on.
const SAME: f32 = 0.7;

/// An overlap has at least this many rows that say the same …
const FEWEST: usize = 2;

/// … which are at least this share of the overlapping rows.
const SHARE: f32 = 0.5;

/// Letters of a row that are compared: no till prints more, and the work grows with
/// their square.
const MOST_LETTERS: usize = 100;

/// A row shorter than this says the same as many others.
const TELLING: usize = 5;

/// The rows of one receipt from the rows of its shots, top to bottom; with each row
/// comes the shot that it was taken from.
#[must_use]
pub fn join(shots: Vec<Vec<Row>>) -> Vec<(usize, Row)> {
    let texts: Vec<Vec<String>> = shots.iter().map(|rows| folded(rows)).collect();
    let order = chain(&texts);
    let mut out: Vec<(usize, Row)> = Vec::new();
    let mut shots: Vec<Option<Vec<Row>>> = shots.into_iter().map(Some).collect();
    let mut last: Option<usize> = None;
    for shot in order {
        let Some(rows) = shots[shot].take() else {
            continue;
        };
        let overlap = last.and_then(|last| overlap(&texts[last], &texts[shot]));
        // The cut is in the middle of the overlap: rows at an edge are read worst.
        let rows_there = overlap.map_or(0, |o| o.rows.min(out.len()));
        out.truncate(out.len() - rows_there / 2);
        out.extend(
            rows.into_iter()
                .skip(rows_there - rows_there / 2)
                .map(|row| (shot, row)),
        );
        last = Some(shot);
    }
    out
}

/// What a row says, without blanks and case.
fn folded(rows: &[Row]) -> Vec<String> {
    let fold = |row: &Row| {
        let letters = row.text.chars().filter(|c| !c.is_whitespace());
        letters
            .flat_map(char::to_lowercase)
            .take(MOST_LETTERS)
            .collect()
    };
    rows.iter().map(fold).collect()
}

/// The order of the shots: as given, unless one's end overlaps another's beginning.
fn chain(texts: &[Vec<String>]) -> Vec<usize> {
    let count = texts.len();
    let mut links: Vec<(f32, usize, usize)> = (0..count)
        .flat_map(|a| (0..count).map(move |b| (a, b)))
        .filter(|(a, b)| a != b)
        .filter_map(|(a, b)| Some((overlap(&texts[a], &texts[b])?.weight, a, b)))
        .collect();
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut next = vec![None; count];
    let mut previous = vec![None; count];
    for (_, a, b) in links {
        if next[a].is_none() && previous[b].is_none() && end_of(&next, b) != a {
            next[a] = Some(b);
            previous[b] = Some(a);
        }
    }
    let heads = (0..count).filter(|&shot| previous[shot].is_none());
    heads
        .flat_map(|head| std::iter::successors(Some(head), |&shot| next[shot]))
        .collect()
}

/// The last shot of the chain that begins here.
fn end_of(next: &[Option<usize>], start: usize) -> usize {
    std::iter::successors(Some(start), |&shot| next[shot])
        .last()
        .unwrap_or(start)
}

/// How far the end of one shot is the beginning of another.
struct Overlap {
    /// Rows of each that the overlap spans.
    rows: usize,
    /// Rows that say the same, by how much they do.
    weight: f32,
}

/// The longest stretch that fits best; `None` where the shots do not overlap.
fn overlap(upper: &[String], lower: &[String]) -> Option<Overlap> {
    let longest = upper.len().min(lower.len());
    let fits = (FEWEST..=longest).filter_map(|rows| {
        let tail = &upper[upper.len() - rows..];
        let alike: Vec<f32> = tail
            .iter()
            .zip(lower)
            .filter(|(a, b)| a.len().min(b.len()) >= TELLING)
            .map(|(a, b)| similarity(a, b))
            .filter(|similarity| *similarity >= SAME)
            .collect();
        let enough = alike.len() >= FEWEST && alike.len() as f32 >= SHARE * rows as f32;
        enough.then(|| Overlap {
            rows,
            weight: alike.iter().sum(),
        })
    });
    fits.max_by(|a, b| a.weight.total_cmp(&b.weight))
}

/// One less the share of letters that must be changed.
fn similarity(a: &str, b: &str) -> f32 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1.0;
    }
    if a.len().abs_diff(b.len()) as f32 > (1.0 - SAME) * longer as f32 {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (corner + usize::from(x != y))
                .min(above + 1)
                .min(row[j] + 1);
            corner = above;
        }
    }
    1.0 - row[b.len()] as f32 / longer as f32
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::rows_from_text;

    const RECEIPT: [&str; 9] = [
        "Greenleaf Market",
        "27 Mill Road",
        "Semi skimmed milk 1.65",
        "Free range eggs 3.20",
        "Wholemeal bread 1.40",
        "Gala apples 1.89",
        "Mature cheddar 3.10",
        "Basmati rice 2.25",
        "TOTAL 13.49",
    ];

    fn shot(rows: std::ops::Range<usize>) -> Vec<Row> {
        rows_from_text(&RECEIPT[rows].join("\n"))
    }

    fn texts(rows: &[(usize, Row)]) -> Vec<&str> {
        rows.iter().map(|(_, row)| row.text.as_str()).collect()
    }

    #[test]
    fn overlapping_shots_make_one_receipt_in_either_order() {
        for shots in [
            vec![shot(0..6), shot(3..9)],
            vec![shot(3..9), shot(0..6)],
            vec![shot(5..9), shot(0..4), shot(2..7)],
        ] {
            assert_eq!(texts(&join(shots)), RECEIPT);
        }
    }

    #[test]
    fn slips_and_cut_rows_do_not_part_what_belongs_together() {
        let mut upper = shot(0..7);
        upper[4].text = "Wholemea1 bread 1.4O".to_owned();
        upper[6].text = "M_t_r_ ch".to_owned();
        let mut lower = shot(3..9);
        lower[0].text = "Free r nge".to_owned();
        let joined = join(vec![upper, lower]);
        let joined = texts(&joined);
        assert_eq!(joined.len(), RECEIPT.len());
        assert_eq!((joined[3], joined[6]), (RECEIPT[3], RECEIPT[6]));
    }

    #[test]
    fn pages_that_share_nothing_follow_each_other() {
        let joined = join(vec![shot(0..5), shot(5..9)]);
        assert_eq!(texts(&joined), RECEIPT);
        let shots: Vec<usize> = joined.iter().map(|(shot, _)| *shot).collect();
        assert_eq!(shots, [0, 0, 0, 0, 0, 1, 1, 1, 1]);
    }

    #[test]
    fn nothing_joins_to_nothing() {
        assert!(join(Vec::new()).is_empty());
        assert!(join(vec![Vec::new(), Vec::new()]).is_empty());
    }
}

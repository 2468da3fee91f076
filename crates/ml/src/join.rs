//! Several shots of one long receipt, joined where they overlap.
//!
//! Shots overlap if the last rows of one say what the first rows of another say, but
//! for slips of reading, for rows that the edge of a photo cut and for rows that only one
//! of them has. What only one has is kept. Shots that overlap nowhere follow each other as
//! they were given, and so do the pages of one file: what is at the end of a page and at the
//! beginning of the next was printed twice.

mod align;
mod chain;
mod level;
mod told;

use std::cmp::Reverse;

use pantry::receipt::Row;

use align::{Overlap, continuing, within};
use chain::order;
pub use level::{edges, in_line};
use told::Told;

/// What was read of a shot.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which of the files it came from.
    pub file: usize,
    /// Its rows, top to bottom.
    pub rows: Vec<Row>,
}

/// The rows of one receipt from those of its shots, top to bottom; with each row comes the
/// shot that it was taken from.
#[must_use]
pub fn join(sheets: Vec<Sheet>) -> Vec<(usize, Row)> {
    let (files, shots): (Vec<usize>, Vec<Vec<Row>>) = sheets
        .into_iter()
        .map(|sheet| (sheet.file, sheet.rows))
        .unzip();
    let told: Vec<Vec<Told>> = shots
        .iter()
        .map(|rows| rows.iter().map(Told::new).collect())
        .collect();
    let told: Vec<Vec<&Told>> = told.iter().map(|rows| rows.iter().collect()).collect();
    let mut shots: Vec<Vec<Option<Row>>> = shots
        .into_iter()
        .map(|rows| rows.into_iter().map(Some).collect())
        .collect();
    let rows = parts(&told, &files).into_iter().flat_map(|part| part.rows);
    rows.filter_map(|(shot, row)| Some((shot, shots[shot][row].take()?)))
        .collect()
}

/// The parts of a receipt that overlap nowhere, as given.
fn parts<'told>(told: &'told [Vec<&'told Told>], files: &[usize]) -> Vec<Part<'told>> {
    let order = order(told, files);
    let (chains, single): (Vec<_>, Vec<_>) =
        order.chains.into_iter().partition(|chain| chain.len() > 1);
    let longest_first = |mut shots: Vec<usize>| {
        shots.sort_by_key(|&shot| Reverse(told[shot].len()));
        shots
    };
    let mut parts: Vec<Part> = chains
        .into_iter()
        .map(|chain| Part::new(told, &chain))
        .collect();
    // What lies within a shot comes after all that it can lie in.
    let single = longest_first(single.concat()).into_iter();
    for shot in single.chain(longest_first(order.within)) {
        // All of it may be in a longer shot, or in those above and below, which overlap more.
        let others = parts.iter_mut().filter(|part| !part.has(files, shot));
        let mut found = others.filter_map(|part| {
            let overlap = part.around(shot)?;
            Some((part, overlap))
        });
        match found.next() {
            Some((part, overlap)) => part.add(shot, Some(overlap)),
            None => parts.push(Part::new(told, &[shot])),
        }
    }
    parts.sort_by_key(|part| part.head);
    parts
}

/// Shots that overlap, joined.
struct Part<'told> {
    told: &'told [Vec<&'told Told>],
    /// The uppermost shot.
    head: usize,
    /// Which row of which shot, top to bottom.
    rows: Vec<(usize, usize)>,
}

impl<'told> Part<'told> {
    /// Shots each of which continues the one before.
    fn new(told: &'told [Vec<&'told Told>], chain: &[usize]) -> Self {
        let mut part = Self {
            told,
            head: chain[0],
            rows: Vec::new(),
        };
        for &shot in chain {
            // The shot before may have missed rows that others have.
            let so_far = part.told();
            let own = &told[shot];
            let overlap = continuing(&so_far, own, |upper, lower| {
                so_far[upper].similarity(own[lower])
            });
            part.add(shot, overlap);
        }
        part
    }

    fn told(&self) -> Vec<&'told Told> {
        let rows = self.rows.iter();
        rows.map(|&(shot, row)| self.told[shot][row]).collect()
    }

    /// Whether it has rows of the file that a shot came from.
    fn has(&self, files: &[usize], shot: usize) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|&(own, _)| files[own] == files[shot])
    }

    /// Where a shot lies that begins and ends in the midst of this.
    fn around(&self, shot: usize) -> Option<Overlap> {
        let (so_far, own) = (self.told(), &self.told[shot]);
        within(&so_far, own, |upper, lower| {
            so_far[upper].similarity(own[lower])
        })
    }

    /// Adds the rows of a shot where they overlap, or below.
    fn add(&mut self, shot: usize, overlap: Option<Overlap>) {
        let overlap = overlap.unwrap_or_default();
        let cut = overlap.cut();
        let first = overlap.columns.iter().find_map(|column| column.upper);
        let earlier = self.rows.split_off(first.unwrap_or(self.rows.len()));
        let mut earlier = earlier.into_iter();
        let mut own = (0..self.told[shot].len()).map(|row| (shot, row));
        for (index, column) in overlap.columns.iter().enumerate() {
            let upper = column.upper.and_then(|_| earlier.next());
            let lower = column.lower.and_then(|_| own.next());
            self.rows.extend(match index > cut {
                true => lower.or(upper),
                false => upper.or(lower),
            });
        }
        self.rows.extend(earlier);
        self.rows.extend(own);
    }
}

#[cfg(test)]
mod tests;

//! What a printed row says, and how much two rows say the same.

use pantry::receipt::Row;

/// Letters of a row that are compared: no till prints more, and a place among them is a
/// bit of a `u128`.
const MOST_LETTERS: usize = 100;

/// A row shorter than this says the same as many others.
const TELLING: usize = 5;

/// Rows of less similarity are not told apart from those that have none.
pub const LEAST: f32 = 0.5;

/// Where sixteen receipts were cut in two, rows that the cut made unreadable read at most
/// this surely, and all others more surely.
const UNSURE: f32 = 0.8;

/// Share of the letters of a piece that are found in the whole row: a slip is allowed.
const OF_THE_WHOLE: f32 = 0.8;

/// Letters are counted modulo this: a to z and the digits hardly fall together.
const COUNTS: usize = 41;

/// The letters of a row, without blanks and case.
pub struct Told {
    letters: Vec<char>,
    /// Where each of its letters stands, a bit a place; in the order of the letters.
    places: Vec<(char, u128)>,
    /// How often each letter stands there.
    counts: [u8; COUNTS],
    is_sure: bool,
}

impl Told {
    /// What a row says.
    pub fn new(row: &Row) -> Self {
        let letters: Vec<char> = row
            .text
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .take(MOST_LETTERS)
            .collect();
        let mut single: Vec<(char, u128)> = (0..)
            .zip(&letters)
            .map(|(place, letter)| (*letter, 1 << place))
            .collect();
        single.sort_unstable();
        let same = single.chunk_by(|a, b| a.0 == b.0);
        let places = same
            .map(|all| (all[0].0, all.iter().fold(0, |bits, (_, bit)| bits | bit)))
            .collect();
        let mut counts = [0; COUNTS];
        for letter in &letters {
            counts[*letter as usize % COUNTS] += 1;
        }
        Self {
            letters,
            places,
            counts,
            is_sure: row.confidence > UNSURE,
        }
    }

    /// Whether it is long enough to be told from other rows.
    pub fn is_telling(&self) -> bool {
        self.letters.len() >= TELLING
    }

    /// One less the share of letters that must be changed; 0 where that is less than
    /// [`LEAST`].
    pub fn similarity(&self, other: &Self) -> f32 {
        let longer = self.letters.len().max(other.letters.len());
        if self.letters == other.letters {
            return 1.0;
        }
        // Letters that only one of them has must be changed, wherever they stand.
        if (self.common(other) as f32) < LEAST * longer as f32 {
            return 0.0;
        }
        let similarity = 1.0 - self.edits(other) as f32 / longer as f32;
        if similarity < LEAST { 0.0 } else { similarity }
    }

    /// Whether this can be what the edge of a photo left of the other: a piece of it, or
    /// nothing that can be read. Where a price is read, however faint, and not the other's
    /// row, it is a row of its own: to drop it would lose an item.
    pub fn is_cut_from(&self, whole: &Self) -> bool {
        let (own, longer) = (self.letters.len(), whole.letters.len());
        let is_piece = || {
            let kept = longer.saturating_sub(self.edits(whole));
            own <= longer && kept as f32 >= OF_THE_WHOLE * own as f32
        };
        !self.is_sure && !self.has_price() || is_piece()
    }

    /// Whether it has a number of two decimals.
    fn has_price(&self) -> bool {
        let mut fours = self.letters.windows(4);
        fours.any(|four| match four {
            [units, '.' | ',', rest @ ..] => {
                units.is_ascii_digit() && rest.iter().all(char::is_ascii_digit)
            }
            _ => false,
        })
    }

    /// The most letters that both can have, in any order.
    fn common(&self, other: &Self) -> u32 {
        let counts = self.counts.iter().zip(&other.counts);
        counts.map(|(own, other)| u32::from(*own.min(other))).sum()
    }

    fn places(&self, letter: char) -> u128 {
        let found = self.places.binary_search_by_key(&letter, |own| own.0);
        found.map_or(0, |at| self.places[at].1)
    }

    /// The fewest letters to put in, take out or replace to make the other of this.
    ///
    /// Myers' algorithm (1999): a column of the table of distances is two words, the places
    /// where it grows by one to the next place and those where it shrinks.
    fn edits(&self, other: &Self) -> usize {
        let Some(last) = self.letters.len().checked_sub(1) else {
            return other.letters.len();
        };
        let (mut grows, mut shrinks) = (u128::MAX, 0);
        let mut edits = self.letters.len();
        for letter in &other.letters {
            let same = self.places(*letter);
            let level = same | shrinks;
            let along = ((same & grows).wrapping_add(grows) ^ grows) | same;
            let more = shrinks | !(along | grows);
            let fewer = grows & along;
            edits += usize::from(more >> last & 1 == 1);
            edits -= usize::from(fewer >> last & 1 == 1);
            let more = more << 1 | 1;
            grows = fewer << 1 | !(level | more);
            shrinks = more & level;
        }
        edits
    }
}

/// How much the rows of two shots say the same, each pair compared once.
pub struct Alike<'rows> {
    first: &'rows [&'rows Told],
    second: &'rows [&'rows Told],
    known: Vec<Option<f32>>,
}

impl<'rows> Alike<'rows> {
    /// Nothing is compared yet.
    pub fn new(first: &'rows [&'rows Told], second: &'rows [&'rows Told]) -> Self {
        Self {
            first,
            second,
            known: vec![None; first.len() * second.len()],
        }
    }

    /// 1 where a row of the first shot and one of the second say the same, 0 where they
    /// have little in common.
    pub fn of(&mut self, first: usize, second: usize) -> f32 {
        let known = &mut self.known[first * self.second.len() + second];
        *known.get_or_insert_with(|| self.first[first].similarity(self.second[second]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::rows_from_text;
    use proptest::prelude::*;

    fn told(text: &str) -> Told {
        let mut row = rows_from_text("any").remove(0);
        row.text = text.to_owned();
        Told::new(&row)
    }

    /// The whole table, as in a textbook.
    fn table(a: &[char], b: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut corner = std::mem::replace(&mut row[0], i + 1);
            for (j, y) in b.iter().enumerate() {
                let changed = corner + usize::from(x != y);
                corner = row[j + 1];
                row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn edits_are_those_of_the_whole_table(a in "[a-d]{0,110}", b in "[a-d]{0,110}") {
            let (a, b) = (told(&a), told(&b));
            prop_assert_eq!(a.edits(&b), table(&a.letters, &b.letters));
        }

        #[test]
        fn the_bound_hides_no_similar_row(a in "[a-c ]{0,12}", b in "[a-c ]{0,12}") {
            let (a, b) = (told(&a), told(&b));
            let longer = a.letters.len().max(b.letters.len());
            let exact = match longer {
                0 => 1.0,
                _ => 1.0 - table(&a.letters, &b.letters) as f32 / longer as f32,
            };
            let expected = if exact < LEAST { 0.0 } else { exact };
            prop_assert_eq!(a.similarity(&b), expected);
        }
    }

    #[test]
    fn pieces_and_unreadable_rows_are_cut_and_others_are_not() {
        let whole = told("Haferflocken 500g 1,19 A");
        assert!(told("Haferflocken").is_cut_from(&whole));
        assert!(told("1,9 A").is_cut_from(&whole));
        assert!(!told("Mature cheddar 3.10").is_cut_from(&whole));
        let mut unsure = rows_from_text("PAnrn P #");
        unsure[0].confidence = 0.59;
        assert!(Told::new(&unsure[0]).is_cut_from(&whole));
        for text in ["Gala apples 1.89", "Gurken 0,85", "7.50"] {
            unsure[0].text = text.to_owned();
            let faint = Told::new(&unsure[0]);
            assert!(!faint.is_cut_from(&whole), "{text} is a row of its own");
        }
    }
}

//! Names as pieces of words, which the transformer reads.
//!
//! `training/classify/pieces.py` does the same; the golden logits prove it.

use std::collections::HashMap;

use super::features::words;

/// Fills up shorter names.
pub(super) const PAD: u32 = 0;

/// Stands before the first piece; its place gives the answer.
const START: u32 = 1;

/// Pieces of a name that count, the start included.
const MAX_PIECES: usize = 32;

/// Letters of a piece.
const LONGEST: usize = 8;

/// A vocabulary; `_` marks a piece that begins a word.
pub(super) struct Pieces(HashMap<String, u32>);

impl Pieces {
    /// The pieces in the order of their numbers.
    pub fn new(vocabulary: &[String]) -> Self {
        let numbered = vocabulary.iter().cloned().zip(0..);
        Self(numbered.collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The pieces of a name: each word from the left in the longest ones that there are.
    pub fn cut(&self, name: &str) -> Vec<u32> {
        let mut found = vec![START];
        for word in words(name) {
            let mut rest = word.as_str();
            let mut mark = "_";
            while !rest.is_empty() && found.len() < MAX_PIECES {
                let (piece, length) = self.longest(mark, rest);
                found.extend(piece);
                rest = &rest[length..];
                mark = "";
            }
        }
        found
    }

    /// The longest piece that a word, all of plain letters, begins with, and its length.
    fn longest(&self, mark: &str, word: &str) -> (Option<u32>, usize) {
        let lengths = (1..=word.len().min(LONGEST)).rev();
        let mut tried = lengths.map(|length| {
            let piece = self.0.get(&format!("{mark}{}", &word[..length]));
            (piece.copied(), length)
        });
        // Every letter is a piece; a damaged vocabulary loses one and goes on.
        tried
            .find(|(piece, _)| piece.is_some())
            .unwrap_or((None, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        let list = [
            "[pad]", "[start]", "_m", "m", "i", "l", "k", "_mil", "_milk", "lk", "0", "_0",
        ];
        Pieces::new(&list.map(str::to_owned))
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        assert_eq!(pieces().cut("MILK"), [START, 8]);
        assert_eq!(pieces().cut("Mil"), [START, 7]);
        assert_eq!(pieces().cut("mlk 500"), [START, 2, 9, 11]);
        assert_eq!(pieces().cut(""), [START]);
    }

    #[test]
    fn what_no_piece_begins_is_left_out() {
        assert_eq!(pieces().cut("xmilk"), [START, 3, 4, 9]);
    }

    #[test]
    fn a_long_name_is_cut_off() {
        assert_eq!(
            pieces().cut(&"m ".repeat(100)).len(),
            13,
            "words that count, and the start"
        );
        assert_eq!(
            pieces().cut(&"mmmmmmmmmmmmmmmmmmmmmmmm ".repeat(3)).len(),
            MAX_PIECES
        );
    }
}

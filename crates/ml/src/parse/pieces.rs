//! A row cut into runs of digits, of letters, and of what lies between.

/// A piece of a row: digits, letters, or what lies between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece<'a> {
    Digits(&'a str),
    Letters(&'a str),
    Between(&'a str),
}

/// Cuts a text into its pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let class = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let here = if at == text.len() {
            None
        } else {
            Some(class(c))
        };
        if last.is_some() && here != last {
            let run = &text[start..at];
            pieces.push(match last {
                Some(0) => Piece::Digits(run),
                Some(1) => Piece::Letters(run),
                _ => Piece::Between(run),
            });
            start = at;
        }
        last = here;
    }
    pieces
}

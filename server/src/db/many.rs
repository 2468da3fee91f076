//! Rows that one statement inserts together: to a database on a server each statement is a way
//! there and back.

use super::listed;

/// Rows of one statement at most.
const MOST: usize = 128;

/// All of them in pieces. Their lengths are powers of two, so that there are few statements and
/// the database knows them all.
pub fn pieces<T>(mut all: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let length = MOST.min(1 << all.len().checked_ilog2()?);
        let (piece, rest) = all.split_at(length);
        all = rest;
        Some(piece)
    })
}

/// The places of so many rows: `($1, $2), ($3, $4)`.
pub fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| format!("({})", listed(row * columns + 1, columns));
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_have_everything_once_in_few_lengths() {
        let all: Vec<usize> = (0..500).collect();
        let lengths: Vec<usize> = pieces(&all).map(<[usize]>::len).collect();
        assert_eq!(lengths, [128, 128, 128, 64, 32, 16, 4]);
        assert_eq!(pieces(&all).flatten().copied().collect::<Vec<_>>(), all);
        assert_eq!(pieces::<usize>(&[]).count(), 0);
        assert_eq!(places(2, 2), "($1, $2), ($3, $4)");
    }
}

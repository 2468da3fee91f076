//! Which printed lines are the same ones, read twice.

use std::collections::BTreeSet;
use std::ops::Range;

use pantry::line_memory::key;

/// One letter in this many may differ: two in a line of ten. All old lines are among the new
/// ones, so another product is taken for the one that was meant only where that one was
/// read far worse.
const ONE_IN: usize = 5;

/// The position of each old line among the new ones: where it says the same, else where it
/// says nearly the same between those of its neighbours. Each new line is taken once.
pub fn matched(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut free: BTreeSet<usize> = (0..new.len()).collect();
    let exact = old.iter().map(|text| {
        let found = free.iter().copied().find(|at| new[*at] == *text)?;
        free.remove(&found);
        Some(found)
    });
    let mut found: Vec<Option<usize>> = exact.collect();
    for at in 0..old.len() {
        if found[at].is_none() {
            found[at] = near(old[at], new, gap(&found, at, new.len()));
        }
    }
    found
}

/// What lies between the lines that were found before and after this one.
fn gap(found: &[Option<usize>], at: usize, all: usize) -> Range<usize> {
    let before = found[..at].iter().flatten().max();
    let after = found[at + 1..].iter().flatten().min();
    before.map_or(0, |last| last + 1)..after.copied().unwrap_or(all)
}

/// The most similar line of a gap, if one is similar enough.
fn near(text: &str, new: &[&str], gap: Range<usize>) -> Option<usize> {
    let letters = |text: &str| key(text).chars().collect::<Vec<char>>();
    let text = letters(text);
    let measured = gap.map(|at| {
        let other = letters(new[at]);
        let longest = text.len().max(other.len());
        (strsim::generic_levenshtein(&text, &other), longest, at)
    });
    let close = measured.filter(|(apart, longest, _)| *longest > 0 && apart * ONE_IN <= *longest);
    let nearest = close.min_by_key(|(apart, _, _)| *apart);
    nearest.map(|(_, _, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_read_a_little_differently_is_still_the_same() {
        let old = ["Whole milk 1l", "Rye bread", "Apples red"];
        let new = ["Bag", "Whole rnilk 1l", "Rye bread", "Appies red", "Eggs"];
        assert_eq!(matched(&old, &new), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_line_is_not_taken_for_another_one() {
        let elsewhere = matched(&["Rye bread", "Whole milk"], &["Whole milk1", "Rye bread"]);
        assert_eq!(elsewhere, [Some(1), None], "it stood below the bread");
        let other = matched(&["Butter"], &["Bitters", ""]);
        assert_eq!(other, [None], "too different");
        assert_eq!(matched(&["..."], &["--"]), [None], "there is no letter");
        let twice = matched(&["Milk 1,5 %", "Milk 3,5 %"], &["Milk 3,5 %"]);
        assert_eq!(twice, [None, Some(0)], "each line is taken once");
    }
}

//! The order of the shots of a receipt.

use super::align::{continuing, within};
use super::told::{Alike, Told};

/// How the shots of a receipt lie.
pub struct Order {
    /// The shots in rows, each of which continues the one before in its row; a shot that
    /// neither continues another nor is continued is a row of its own.
    pub chains: Vec<Vec<usize>>,
    /// The shots that lie within another. They continue nothing: as a link they would part
    /// the shot that they lie in from the one that continues it.
    pub within: Vec<usize>,
}

/// The order of these shots, of which no two from the same file overlap.
pub fn order(shots: &[Vec<&Told>], files: &[usize]) -> Order {
    let mut is_within = vec![false; shots.len()];
    let mut links = Vec::new();
    for (relation, weight) in relations(shots, files) {
        match relation {
            Relation::Within(shot) => is_within[shot] = true,
            Relation::Continues { upper, lower } => links.push(Link {
                upper,
                lower,
                weight,
            }),
        }
    }
    links.retain(|link| !is_within[link.upper] && !is_within[link.lower]);
    let (within, others) = (0..shots.len()).partition(|&shot| is_within[shot]);
    Order {
        chains: chains(links, others, files),
        within,
    }
}

/// Chains these shots by their links, the heaviest first.
fn chains(mut links: Vec<Link>, shots: Vec<usize>, files: &[usize]) -> Vec<Vec<usize>> {
    links.sort_by(|x, y| {
        let heavier = y.weight.total_cmp(&x.weight);
        heavier.then((x.upper, x.lower).cmp(&(y.upper, y.lower)))
    });
    let mut next = vec![None; files.len()];
    let mut before = vec![None; files.len()];
    for Link { upper, lower, .. } in links {
        let is_free = next[upper].is_none() && before[lower].is_none();
        // That no two are of one file also keeps a chain from biting its tail.
        let is_of_others =
            |below: usize| from(&before, upper).all(|above| files[above] != files[below]);
        if is_free && from(&next, lower).all(is_of_others) {
            next[upper] = Some(lower);
            before[lower] = Some(upper);
        }
    }
    let heads = shots.into_iter().filter(|&shot| before[shot].is_none());
    heads.map(|head| from(&next, head).collect()).collect()
}

/// A shot and those that are known to follow it, each at its place in `next`.
fn from(next: &[Option<usize>], start: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(start), |&shot| next[shot])
}

/// How two shots overlap.
enum Relation {
    /// One continues the other.
    Continues { upper: usize, lower: usize },
    /// This one lies within the other.
    Within(usize),
}

/// One shot continues another.
struct Link {
    upper: usize,
    lower: usize,
    weight: f32,
}

/// All pairs of shots that overlap, and how well they fit.
fn relations(shots: &[Vec<&Told>], files: &[usize]) -> Vec<(Relation, f32)> {
    let pairs = (0..shots.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    pairs
        .filter(|(a, b)| files[*a] != files[*b])
        .filter_map(|(a, b)| relation(shots, a, b))
        .collect()
}

/// How one shot overlaps another. Where much is the same, it fits several ways somehow: only
/// the best is right.
fn relation(shots: &[Vec<&Told>], a: usize, b: usize) -> Option<(Relation, f32)> {
    // All ways compare much the same rows, so what is known of them is kept.
    let (first, second) = (&shots[a], &shots[b]);
    let mut alike = Alike::new(first, second);
    let up = continuing(second, first, |upper, lower| alike.of(lower, upper));
    let down = continuing(first, second, |upper, lower| alike.of(upper, lower));
    let in_second = within(second, first, |upper, lower| alike.of(lower, upper));
    let in_first = within(first, second, |upper, lower| alike.of(upper, lower));
    let continues = |upper, lower| Relation::Continues { upper, lower };
    let ways = [
        (continues(b, a), up),
        (continues(a, b), down),
        (Relation::Within(a), in_second),
        (Relation::Within(b), in_first),
    ];
    let ways = ways.into_iter();
    let ways = ways.filter_map(|(relation, overlap)| Some((relation, overlap?.weight)));
    // Of equals, the last: the end of a shot both continues it and lies within it.
    ways.max_by(|x, y| x.1.total_cmp(&y.1))
}

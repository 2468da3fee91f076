//! The order of the shots of a receipt.

use super::align::continuing;
use super::told::{Alike, Told};

/// The shots in rows, each of which continues the one before in its row; a shot that neither
/// continues another nor is continued is a row of its own.
pub fn chains(shots: &[Vec<&Told>]) -> Vec<Vec<usize>> {
    let mut links = links(shots);
    links.sort_by(|x, y| {
        let heavier = y.weight.total_cmp(&x.weight);
        heavier.then((x.upper, x.lower).cmp(&(y.upper, y.lower)))
    });
    let mut next = vec![None; shots.len()];
    let mut continues = vec![false; shots.len()];
    for Link { upper, lower, .. } in links {
        let is_free = next[upper].is_none() && !continues[lower];
        if is_free && from(&next, lower).all(|shot| shot != upper) {
            next[upper] = Some(lower);
            continues[lower] = true;
        }
    }
    let heads = (0..shots.len()).filter(|&shot| !continues[shot]);
    heads.map(|head| from(&next, head).collect()).collect()
}

/// A shot and those that are known to continue it.
fn from(next: &[Option<usize>], start: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(start), |&shot| next[shot])
}

/// One shot continues another.
struct Link {
    upper: usize,
    lower: usize,
    weight: f32,
}

/// All pairs of shots of which one continues the other.
fn links(shots: &[Vec<&Told>]) -> Vec<Link> {
    let pairs = (0..shots.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    pairs
        .filter_map(|(a, b)| {
            // Both ways compare much the same rows, so what is known of them is kept.
            let mut alike = Alike::new(&shots[a], &shots[b]);
            let down = continuing(&shots[a], &shots[b], |upper, lower| alike.of(upper, lower));
            let up = continuing(&shots[b], &shots[a], |upper, lower| alike.of(lower, upper));
            // Where much is the same, it fits both ways somehow: only one is right.
            let ways = [(b, a, up), (a, b, down)].into_iter();
            let ways = ways.filter_map(|(upper, lower, overlap)| {
                let weight = overlap?.weight;
                Some(Link {
                    upper,
                    lower,
                    weight,
                })
            });
            ways.max_by(|x, y| x.weight.total_cmp(&y.weight))
        })
        .collect()
}

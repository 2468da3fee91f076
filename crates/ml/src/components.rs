//! Connected pixels of a mask, as runs. The runs of one component are what its box
//! is measured from, at whatever angle.

/// Pixels `from..to` of row `y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The row.
    pub y: u32,
    /// The first column.
    pub from: u32,
    /// The column after the last.
    pub to: u32,
}

/// Pixels that touch each other, diagonally too; runs in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Never empty.
    pub runs: Vec<Run>,
}

impl Component {
    /// Number of pixels.
    #[must_use]
    pub fn area(&self) -> u32 {
        self.runs.iter().map(|r| r.to - r.from).sum()
    }

    /// Left, top, right and bottom edge; the last two lie after the last pixel.
    #[must_use]
    pub fn edges(&self) -> [u32; 4] {
        let left = self.runs.iter().map(|r| r.from).min().unwrap_or(0);
        let right = self.runs.iter().map(|r| r.to).max().unwrap_or(0);
        let top = self.runs.first().map_or(0, |r| r.y);
        let bottom = self.runs.last().map_or(0, |r| r.y + 1);
        [left, top, right, bottom]
    }
}

/// What is left of a component when only its size matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Left, top, right and bottom edge; the last two lie after the last pixel.
    pub edges: [u32; 4],
    /// Number of pixels.
    pub area: u32,
}

/// Finds the components of a mask that is `width` wide, but for those of fewer than
/// `least` pixels: a mask of nothing but specks must not cost a list for each.
#[must_use]
pub fn find(mask: &[bool], width: usize, least: u32) -> Vec<Component> {
    let (runs, mut parents) = label(mask, width);
    let areas = areas(&runs, &mut parents);
    gather(
        &runs,
        &mut parents,
        |top| areas[top] >= least,
        |run| Component { runs: vec![run] },
        |component, run| {
            component.runs.push(run);
        },
    )
}

/// As [`find`], for masks with a hundred thousand specks: nothing is kept of each but its size.
#[must_use]
pub fn blobs(mask: &[bool], width: usize) -> Vec<Blob> {
    let (runs, mut parents) = label(mask, width);
    let all = |_| true;
    gather(&runs, &mut parents, all, Blob::of, |blob, run| {
        blob.grow(Blob::of(run))
    })
}

impl Blob {
    fn of(run: Run) -> Self {
        Self {
            edges: [run.from, run.y, run.to, run.y + 1],
            area: run.to - run.from,
        }
    }

    fn grow(&mut self, by: Self) {
        let [left, top, right, bottom] = by.edges;
        self.edges = [
            self.edges[0].min(left),
            self.edges[1].min(top),
            self.edges[2].max(right),
            self.edges[3].max(bottom),
        ];
        self.area += by.area;
    }
}

/// The runs of a mask, and the tree that joins those which touch.
fn label(mask: &[bool], width: usize) -> (Vec<Run>, Vec<u32>) {
    if width == 0 {
        return (Vec::new(), Vec::new());
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut parents: Vec<u32> = Vec::new();
    let mut above = 0..0;
    for (y, row) in mask.chunks_exact(width).enumerate() {
        let start = runs.len();
        collect_runs(row, y as u32, &mut runs);
        parents.extend(start as u32..runs.len() as u32);
        join(&runs, above, start, &mut parents);
        above = start..runs.len();
    }
    (runs, parents)
}

fn collect_runs(row: &[bool], y: u32, runs: &mut Vec<Run>) {
    let mut x = 0;
    while let Some(from) = row[x..].iter().position(|&set| set).map(|d| d + x) {
        let to = row[from..]
            .iter()
            .position(|&set| !set)
            .map_or(row.len(), |d| d + from);
        runs.push(Run {
            y,
            from: from as u32,
            to: to as u32,
        });
        x = to;
    }
}

/// Unites the runs of the last row with those `above` that they touch.
fn join(runs: &[Run], above: std::ops::Range<usize>, start: usize, parents: &mut [u32]) {
    let mut upper = above.start;
    for lower in start..runs.len() {
        while upper < above.end && runs[upper].to < runs[lower].from {
            upper += 1;
        }
        let mut touching = upper;
        while touching < above.end && runs[touching].from <= runs[lower].to {
            unite(parents, touching, lower);
            touching += 1;
        }
    }
}

fn root(parents: &mut [u32], mut node: usize) -> usize {
    while parents[node] as usize != node {
        parents[node] = parents[parents[node] as usize];
        node = parents[node] as usize;
    }
    node
}

/// The earlier root stays, so that components come in reading order.
fn unite(parents: &mut [u32], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b) as u32;
}

/// The number of pixels of each component, at the place of its root.
fn areas(runs: &[Run], parents: &mut [u32]) -> Vec<u32> {
    let mut areas = vec![0; runs.len()];
    for (i, run) in runs.iter().enumerate() {
        areas[root(parents, i)] += run.to - run.from;
    }
    areas
}

/// One value for each component whose root is wanted, in reading order: begun by its first
/// run, grown by the others.
fn gather<T>(
    runs: &[Run],
    parents: &mut [u32],
    wanted: impl Fn(usize) -> bool,
    begin: impl Fn(Run) -> T,
    grow: impl Fn(&mut T, Run),
) -> Vec<T> {
    let mut place = vec![usize::MAX; runs.len()];
    let mut out: Vec<T> = Vec::new();
    for (i, &run) in runs.iter().enumerate() {
        let top = root(parents, i);
        if !wanted(top) {
            continue;
        }
        match out.get_mut(place[top]) {
            Some(begun) => grow(begun, run),
            None => {
                place[top] = out.len();
                out.push(begin(run));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> (Vec<bool>, usize) {
        let bits = rows.iter().flat_map(|r| r.bytes()).map(|b| b == b'#');
        (bits.collect(), rows[0].len())
    }

    #[test]
    fn a_shape_that_meets_below_is_one_component() {
        let (bits, width) = mask(&["#.#.#", "#.#..", ".#..#"]);
        let found = find(&bits, width, 1);
        let areas: Vec<u32> = found.iter().map(Component::area).collect();
        assert_eq!(areas, [5, 1, 1], "the V is joined by its diagonal foot");
        assert_eq!(found[0].edges(), [0, 0, 3, 3]);
        let blobs = blobs(&bits, width);
        let same = |(c, b): (&Component, &Blob)| (c.edges(), c.area()) == (b.edges, b.area);
        assert!(found.iter().zip(&blobs).all(same) && blobs.len() == 3);
    }

    #[test]
    fn specks_are_left_out() {
        let (bits, width) = mask(&["##..#", "##...", "...##"]);
        let areas = |least| -> Vec<u32> {
            let found = find(&bits, width, least);
            found.iter().map(Component::area).collect()
        };
        assert_eq!(areas(1), [4, 1, 2]);
        assert_eq!(areas(2), [4, 2]);
        assert!(areas(5).is_empty());
    }

    #[test]
    fn an_empty_mask_has_none() {
        assert!(find(&[false; 12], 4, 1).is_empty());
        assert!(find(&[], 0, 1).is_empty());
    }

    #[test]
    fn a_full_mask_is_one() {
        let found = find(&[true; 12], 4, 1);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].area(), found[0].edges()), (12, [0, 0, 4, 3]));
    }
}
